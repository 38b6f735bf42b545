"""Rules that rest on nothing: each kind of doubt in a pack of one idea, and the sound neighbour of each."""

from __future__ import annotations

import json
from itertools import product

import pytest

from intake.ask.pack import load_pack
from intake.notice.doubts import doubts
from intake.notice.screening import load_rules
from intake.notice.trying import try_rules

HEAD = """from intake.notice.finding import Level
from intake.notice.criteria import Line
from intake.notice.screening import criterion, rule
URGENT, CI, REVIEW, NOTE, DATA = Level
SHARED = {"yes", "sometimes"}
"""
OURS = "https://intake.example/fhir/StructureDefinition/"
ITEMS = [
    {"linkId": "a", "type": "choice", "text": "a", "answerOption": [{"valueCoding": {"code": code}} for code in ("yes", "no")]},
    {"linkId": "n", "type": "integer", "text": "n", "extension": [
        {"url": "http://hl7.org/fhir/StructureDefinition/minValue", "valueInteger": 0},
        {"url": "http://hl7.org/fhir/StructureDefinition/maxValue", "valueInteger": 10},
    ]},
    {"linkId": "off", "type": "boolean", "text": "off", "extension": [{"url": OURS + "ask", "valueCode": "off"}]},
    {"linkId": "later", "type": "boolean", "text": "later", "enableWhen": [
        {"question": "a", "operator": "=", "answerCoding": {"code": "yes"}}, {"question": "n", "operator": ">", "answerInteger": 8},
    ], "enableBehavior": "all"},
    {"linkId": "never", "type": "boolean", "text": "never", "enableWhen": [{"question": "n", "operator": ">", "answerInteger": 10}]},
    {"linkId": "m", "type": "open-choice", "text": "m", "extension": [{"url": OURS + "medicine-lists", "valueString": "*"}]},
    {"linkId": "rows", "type": "group", "repeats": True, "text": "rows", "item": [{"linkId": "k", "type": "integer", "text": "k"}]},
]  # fmt: skip
CONSTANTS = """version = "1"
checked_on = "2026-11-20"

[MANY]
value = 9
unit = "days"
meaning = "many"
source = "test"
grade = "D"
checked_on = "2026-11-20"
used_by = ["R-1"]
"""
MEDICINES = "code,generic,brands_ca,brands_us,lists,form_notes,source,grade\nx,ecks,,,HERE,,t,D\n"


def told(tmp_path, body, *, kind="@rule('R-1', REVIEW, says='s', source='t')"):
    """(code, where) of every doubt about one rule with this body."""
    pack = tmp_path / "p"
    pack.mkdir(exist_ok=True)
    names = 'constants = "constants.toml"\nmedicines = "medicines.csv"\nrules = "rules.py"\n'
    (pack / "pack.toml").write_text(f'name = "p"\ntitle = "P"\nversion = "1"\nchecked_on = "2026-11-20"\n{names}')
    (pack / "questionnaire.json").write_text(json.dumps({"resourceType": "Questionnaire", "status": "active", "item": ITEMS}))
    (pack / "constants.toml").write_text(CONSTANTS)
    (pack / "medicines.csv").write_text(MEDICINES)
    (pack / "rules.py").write_text(f"{HEAD}\n\n{kind}\ndef judge(v):\n    {body}\n")
    loaded = load_pack(pack)
    return [(fault.code.removeprefix("rule."), fault.facts["where"]) for fault in doubts(loaded, load_rules(loaded)) if fault.sentence()]


SOUND = {
    "an answer": "return REVIEW if v.has('a', {'yes'}) else None",
    "a threshold": "return REVIEW if v.at_least('n', v.limit('MANY')) else None",
    "two at once": "return REVIEW if v.has('a', {'no'}) and v.number('n') == v.limit('MANY') else None",
    "behind two conditions": "return REVIEW if v.yes('later') else None",
    "a medicine": "return REVIEW if v.on('HERE', 'm') else None",
    "three rows": "return REVIEW if len([r for r in v.each('rows') if r.number('k') == 9]) > 2 else None",
    "a shared set": "return REVIEW if v.has('a', SHARED) else None",
    "a blank": "return REVIEW if not v.given('a') else None",
}


@pytest.mark.parametrize("body", SOUND.values(), ids=SOUND)
def test_answers_are_found_that_raise_it(tmp_path, body):
    assert told(tmp_path, body) == []


DOUBTED = {
    "beyond the highest number": ("return REVIEW if v.over('n', 10) else None", [("never", "R-1:REVIEW")]),
    "against itself": ("return REVIEW if v.code('a') == 'yes' and v.code('a') == 'no' else None", [("never", "R-1:REVIEW")]),
    "always silent": ("return None", [("never", "R-1:REVIEW")]),
    "a code that is no option": ("return REVIEW if v.has('a', {'maybe', 'yes'}) else None", [("code", "judge=a")]),
    "a code by comparison": ("return REVIEW if v.code('a') in ('yes', 'si') else None", [("code", "judge=a")]),
    "an empty list": ("return REVIEW if v.on('HERE', 'm') or v.on('GONE', 'm') else None", [("list", "judge=GONE")]),
    "a question that is off": ("return REVIEW if v.has('a', {'yes'}) or v.yes('off') else None", [("input", "R-1"), ("input", "judge=off")]),
    "a question nobody reaches": ("return REVIEW if v.yes('never') else None",
                                  [("never", "R-1:REVIEW"), ("input", "R-1"), ("input", "judge=never")]),
    "a linkId that is put together": ("return REVIEW if v.has('a', {'yes'}) or v.yes('o' + 'ff') else None", [("input", "R-1")]),
    "it breaks on a blank": ("return REVIEW if v.given('a') or v.given('later') or v.number('n') > 3 else None", [("broke", "R-1")]),
}  # fmt: skip


@pytest.mark.parametrize(("body", "wanted"), DOUBTED.values(), ids=DOUBTED)
def test_each_doubt(tmp_path, body, wanted):
    assert told(tmp_path, body) == wanted


def test_each_level_has_to_be_raised(tmp_path):
    kind = "@rule('R-1', URGENT, REVIEW, NOTE, says='s', source='t')"
    assert told(tmp_path, "return {'yes': URGENT, 'no': NOTE}.get(v.code('a'))", kind=kind) == [("never", "R-1:REVIEW")]


def test_a_line_of_the_table_has_to_apply_to_somebody(tmp_path):
    kind = "@criterion('C-1', says='s', source='t')"
    assert told(tmp_path, "return Line('MET', ()) if v.code('a') == 'yes' else None", kind=kind) == []
    assert told(tmp_path, "return Line('MET', ()) if v.over('n', 10) else None", kind=kind) == [("neverLine", "C-1")]


def test_the_draws_are_the_same_each_time(tmp_path):
    told(tmp_path, SOUND["three rows"])
    pack = load_pack(tmp_path / "p")
    one, two = (try_rules(load_rules(pack)) for _ in range(2))
    assert (one.raised, one.reads) == (two.raised, two.reads)
    assert all(level in ("REVIEW", "") for _, level in one.raised) and list(product(one.broken)) == []
