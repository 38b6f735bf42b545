"""Readers: what poppler and pdfium, which share no code, read from the file is what the person said.

pypdf reads along as a third. A difference counts as the reader's own only where a table below lists it with its reason.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import types
import unicodedata
from collections import Counter
from dataclasses import replace

import pytest

import names
from intake.ask.pack import PACKS, load_pack
from intake.tell.pdf import draw
from intake.tell.pdf.text.sanitise import clean
from intake.tell.summary import Line, Section, summarise

CASES = tuple(path.stem for path in load_pack(PACKS / "botulinum").examples)
READERS = ("poppler", "pdfium", "pypdf")
_PDFIUM = """
import json, sys
from PySide6.QtCore import QCoreApplication
from PySide6.QtPdf import QPdfDocument
app, texts = QCoreApplication([]), []
for path in sys.argv[1:]:
    document = QPdfDocument(None)
    document.load(path)
    texts.append("\\n".join(document.getAllText(page).text() for page in range(document.pageCount())))
print(json.dumps(texts))
"""
_UNSEEN = re.compile("[\u034f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Marks of direction that a reader adds, and the sign of a silent glyph."""

UNTURNED = {
    "poppler": {"N'Ko": "its table of right-to-left letters ends before this script", "Adlam": "the same", "Rohingya": "the same"},
    "pdfium": {"Adlam": "letters above U+FFFF are not turned round", "Rohingya": "the same"},
}
"""Reader -> script that it returns as drawn, from left to right. Nothing is lost, and the page is right."""
PARTED = {
    "poppler": (r"\s", "points stand where they are drawn, so they may follow a neighbour: the letters of each word must be right"),
    "pdfium": (r"[\s\u200c]|\W", "takes each stretch of letters for itself, from joiner to joiner and from point to point"),
}
"""Reader -> what it takes for the end of a right-to-left word, and why."""
UNSORTED = {("poppler", "Thaana"): "takes its vowels, which are marks, for letters beside the others: pdfium reads it in order"}


def pressed(text: str) -> str:
    return "".join(_UNSEEN.sub("", text).split())


def letters(text: str) -> str:
    """The letters without their points."""
    return "".join(char for char in unicodedata.normalize("NFD", text) if unicodedata.category(char) not in ("Mn", "Cf"))


@pytest.fixture(scope="module")
def pdfium(tmp_path_factory):
    """Texts of several files, read in a process of its own."""
    pytest.importorskip("PySide6.QtPdf", reason="PySide6_Pdf is not installed")

    def read(*files: bytes) -> list[str]:
        folder = tmp_path_factory.mktemp("read")
        paths = [folder / f"{n}.pdf" for n in range(len(files))]
        for path, data in zip(paths, files, strict=True):
            path.write_bytes(data)
        done = subprocess.run([sys.executable, "-c", _PDFIUM, *map(str, paths)], capture_output=True, timeout=120, check=True, env={"QT_QPA_PLATFORM": "offscreen"})
        return json.loads(done.stdout)

    return read


@pytest.fixture(scope="module")
def cases(kept, readers, pdfium):
    """Case -> its summary and, by reader, the pressed text."""
    summaries = {case: summarise(kept(case)) for case in CASES}
    files = {case: draw(summary, kept(case), clinic=types.SimpleNamespace(paper="letter"), released="fixed") for case, summary in summaries.items()}
    seen = dict(zip(files, pdfium(*files.values()), strict=True))
    return {case: (summaries[case], {"poppler": pressed(readers.poppler(data)), "pdfium": pressed(seen[case]), "pypdf": pressed(readers.pypdf(data))}) for case, data in files.items()}


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("case", CASES)
def test_every_answer_is_read_as_often_as_it_was_given(cases, case, reader):
    summary, layers = cases[case]
    given = Counter(pressed(clean(answer)) for section in summary.transcript for row in section.rows for answer in row.answers)
    assert sum(given.values()) > 60
    assert [text for text, count in given.items() if layers[reader].count(text) < min(count, _shared(text, summary))] == []


def _shared(text: str, summary) -> int:
    """Rows that repeat an answer side by side may print it once for all of them: those are counted once."""
    return len({section.title for section in summary.transcript for row in section.rows if any(pressed(clean(answer)) == text for answer in row.answers)})


@pytest.fixture(scope="module")
def people(cast, press, readers, pdfium):
    """By reader, the pressed text of a transcript of names."""
    said = {**names.LEFT_TO_RIGHT, **names.RIGHT_TO_LEFT, "emoji": names.EMOJI}
    rows = tuple(Line(f"Q{n}", "x", f"Who is number {n}?", (text,), typed=True) for n, text in enumerate(said.values()))
    data = press(replace(cast.empty(), transcript=(Section("Names", rows),)))
    in_order = subprocess.run(["pdftotext", "-", "-"], input=data, capture_output=True, check=True, timeout=60).stdout.decode()
    return {"poppler": pressed(readers.poppler(data)), "poppler in reading order": pressed(in_order), "pdfium": pressed(pdfium(data)[0]), "pypdf": pressed(readers.pypdf(data))}


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("name", names.LEFT_TO_RIGHT)
def test_a_name_is_read_exactly(people, name, reader):
    assert pressed(clean(names.LEFT_TO_RIGHT[name])) in people[reader]


@pytest.mark.parametrize("reader", ["poppler", "pdfium"])
@pytest.mark.parametrize("name", names.RIGHT_TO_LEFT)
def test_a_right_to_left_name_is_read_word_by_word(people, name, reader):
    layer = letters(people["poppler in reading order" if reader == "poppler" else reader])
    if (reader, name) in UNSORTED:
        assert set(letters(names.RIGHT_TO_LEFT[name])) <= {*layer, " "}
        return
    parts = [letters(part) for part in re.split(PARTED[reader][0], clean(names.RIGHT_TO_LEFT[name]))]
    assert [part for part in parts if (part[::-1] if name in UNTURNED[reader] else part) not in layer] == []


@pytest.mark.parametrize("name", ["Arabic", "Persian", "Urdu", "Kurdish", "Uyghur", "Syriac"])
def test_a_right_to_left_name_is_read_whole(people, name):
    assert pressed(clean(names.RIGHT_TO_LEFT[name])) in people["poppler in reading order"]


@pytest.mark.parametrize(("reader", "expected"), [("poppler", names.EMOJI), ("pypdf", names.EMOJI), ("pdfium", names.EMOJI.rpartition(" ")[0])])
def test_joined_emoji_are_read(people, reader, expected):
    """pdfium reads pairs of surrogates inside a joined picture as one half: the rainbow flag comes out as its joiner."""
    assert pressed(expected) in people[reader]


@pytest.mark.parametrize("name", names.RIGHT_TO_LEFT)
def test_no_right_to_left_run_has_actual_text(cast, press, name):
    """It would make poppler and pdfium return the name reversed (reference/pdf.md 4)."""
    import pypdf
    from io import BytesIO

    summary = replace(cast.empty(), transcript=(Section("Names", (Line("Q1", "x", "Who?", (names.RIGHT_TO_LEFT[name],), typed=True),)),))
    content = b"".join(page.get_contents().get_data() for page in pypdf.PdfReader(BytesIO(press(summary))).pages)
    said = {bytes.fromhex(code.decode()).decode("utf-16") for code in re.findall(rb"/ActualText <(FEFF[0-9A-F]*)>", content)}
    assert not any(unicodedata.bidirectional(char) in ("R", "AL") for text in said for char in text)
