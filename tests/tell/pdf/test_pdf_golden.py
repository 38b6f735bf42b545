"""Golden: page one of an example as text, so that a change of what is printed is read before it is kept.

Set REGENERATE_GOLDEN=1 to write the file again, then read the difference.
"""

import json
import os
import types
from pathlib import Path

import pytest

from intake.ask.pack import PACKS, load_pack
from intake.hear.answersfile import read_answers_file
from intake.hear.reading import read
from intake.notice.screening import assess, load_rules
from intake.save.keep import make_record
from intake.tell.pdf import draw
from intake.tell.pdf.compose import compose
from intake.tell.pdf.paper.sheet import Sheet
from intake.tell.summary import summarise

GOLDEN = Path(__file__).resolve().parents[2] / "golden"
CASES = ("M1", "M2", "M3", "M4")


@pytest.fixture(scope="module")
def records():
    pack = load_pack(PACKS / "botulinum")
    rules = load_rules(pack)
    made = {}
    for case in CASES:
        answers, unread = read_answers_file(rules.form, json.loads((PACKS / "botulinum" / "examples" / f"{case}.json").read_text()))
        assert not unread
        reading = read(rules.form, answers)
        made[case] = make_record(reading, assess(rules, reading), pack=pack)
    return made


def test_page_one_of_the_urgent_example_as_text(records, monkeypatch):
    lines, line = [], Sheet.line

    def watched(self, x, y, what, colour="0 g"):
        if self.index == 0:
            lines.append((round(y), round(x), "".join(piece.text for piece in what.pieces).strip()))
        line(self, x, y, what, colour)

    monkeypatch.setattr(Sheet, "line", watched)
    compose(summarise(records["M4"]), paper="letter", released="fixed")
    versions = summarise(records["M4"]).versions
    hidden = {versions.document_id: "DOCUMENT", versions.record_sha256[:16]: "SHA"}
    text = "\n".join(text for *_, text in lines)
    for value, name in hidden.items():
        text = text.replace(value, name)
    golden = GOLDEN / "pdf-M4-page-1.txt"
    if os.environ.get("REGENERATE_GOLDEN"):
        golden.write_text(text + "\n")
    assert text + "\n" == golden.read_text(), "page one changed: read the difference, then run again with REGENERATE_GOLDEN=1"


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("paper", ["letter", "a4"])
def test_every_example_is_drawn_and_every_answer_stands_in_it(case, paper, records, readers):
    summary = summarise(records[case])
    data = draw(summary, records[case], clinic=types.SimpleNamespace(paper=paper), released="fixed")
    layer = readers.pressed(readers.poppler(data))
    for section in summary.transcript:
        for row in section.rows:
            assert all(readers.pressed(answer) in layer for answer in row.answers), row.link_id
    assert all(readers.pressed(flag.sentence) in layer for flag in (*summary.urgent, *summary.flags))
    assert all(readers.pressed(line.label) in layer for line in summary.criteria)
    assert readers.annotations(data) == 0
