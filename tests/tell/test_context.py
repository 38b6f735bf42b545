"""What the literature says: which lines for which reason, in the clinic's language, dated, kept in the record, never about coverage or amounts."""

from __future__ import annotations

import re

import pytest

from intake.ask.context import load_context
from intake.ask.errors import PackError
from intake.ask.phrases import Phrases
from intake.save.record import Record
from intake.tell.summary import summarise

MIGRAINE = ["migraine-guideline", "migraine-first-line", "migraine-older-drugs", "migraine-pivotal-trials"]
NECK = ["neck-guideline", "neck-guideline-standing", "neck-no-step"]


@pytest.mark.parametrize(
    ("case", "answers", "keys"),
    [
        ("M1", {}, MIGRAINE), ("CD2", {}, NECK), ("M1", {"condition-second": "neck"}, MIGRAINE + NECK),
        ("SP1", {}, []), ("BP3", {}, []), ("LP1", {}, []), ("OT1", {}, []),
    ],
)  # fmt: skip
def test_the_lines_of_a_reason_are_kept_in_the_record(kept, case, answers, keys):
    record = kept(case, **answers)
    assert [one.id for one in record.context] == keys
    again = Record.model_validate(record.plain())
    assert summarise(again).context == summarise(record).context and len(summarise(again).context) == len(keys)


@pytest.mark.parametrize(("tag", "checked"), [("en", "checked on 20-Nov-2026"), ("fr-CA", "vérifié le 20-nov-2026"), ("es", "revisado el 20-nov-2026")])
def test_each_line_has_its_source_its_grade_and_its_day(kept, tag, checked):
    for case in ("M1", "CD2"):
        told = summarise(kept(case), language=tag).context
        assert all(re.search(rf"\[[GP]\d+\], grad[eo] [A-D]; {checked}$", one.source) for one in told) and told
        assert not {one.text for one in told} & {one.text["en"] for one in kept(case).context} or tag == "en"


def test_no_line_promises_or_names_an_amount(pack):
    never = re.compile(r"eligib|éligib|elegib|cover|couvert|cubiert|\bdos[ei]|\bunits?\b|unité|unidad|\d ?U\b|\bsafe\b", re.IGNORECASE)
    said = [text for one in pack.context.sayings for text in (one.text.source, *dict(one.text.others).values())]
    assert len(said) == 3 * len(pack.context.sayings) and [text for text in said if never.search(text)] == []


def test_every_reason_a_line_names_is_one_of_the_form(pack):
    known = {option.code for option in pack.form.item("condition").options}
    assert set().union(*(one.conditions for one in pack.context.sayings)) <= known


@pytest.mark.parametrize("wrong", ['grade = "E"', 'grade = "A"\ndose = "x"', 'grade = "A"\nconditions = []'])
def test_a_wrong_line_is_told_with_its_file(tmp_path, wrong):
    file = tmp_path / "context.toml"
    reasons = "" if "conditions" in wrong else 'conditions = ["neck"]\n'
    file.write_text(f'[[line]]\nkey = "a"\n{reasons}says = "S"\nsource = "s"\nchecked_on = "2026-11-20"\n{wrong}\n')
    with pytest.raises(PackError) as refused:
        load_context(file, Phrases())
    assert str(file) in str(refused.value)
