"""What a raw answer means: numbers as people type them, dates as far as they are known, text exactly as it was given."""

from __future__ import annotations

from decimal import Decimal

import pytest

from intake.ask.words import words
from intake.hear.kinds import MAX_ATTACHMENT
from intake.hear.validate import CODES, sentence
from intake.hear.values import Coded, PartialDate, Quantity
from tests.hear.scenario import Scenario, form_of, q


def limit(name: str, **value: object) -> dict:
    return {"url": f"http://hl7.org/fhir/StructureDefinition/{name}", **value}


KG = limit("questionnaire-unit", valueCoding={"system": "http://unitsofmeasure.org", "code": "kg", "display": "kg"})
LIMITS = {
    "integer": [limit("minValue", valueInteger=0), limit("maxValue", valueInteger=30)],
    "decimal": [limit("minValue", valueDecimal=0.5), limit("maxDecimalPlaces", valueInteger=1)],
    "date": [limit("minValue", valueDate="1900-01-01"), limit("maxValue", valueDate="2026-03-16")],
    "quantity": [KG],
    "url": [],
    "time": [],
    "dateTime": [],
    "attachment": [],
    "boolean": [],
    "text": [limit("minLength", valueInteger=2)],
    "string": [limit("regex", valueString="[A-Za-z ]+")],
    "choice": [],
    "open-choice": [],
}

GOOD = [
    ("integer", 20, 20),
    ("integer", "20", 20),
    ("integer", 20.0, 20),
    ("decimal", "2,5", Decimal("2.5")),
    ("decimal", "2.5", Decimal("2.5")),
    ("decimal", 0.5, Decimal("0.5")),
    ("boolean", False, False),
    ("date", "2019", PartialDate(2019)),
    ("date", "2019-04", PartialDate(2019, 4)),
    ("date", "2020-02-29", PartialDate(2020, 2, 29)),
    ("date", "2026", PartialDate(2026)),
    ("text", "  two\nlines, kept  ", "  two\nlines, kept  "),
    ("text", "e\u0301 and \u00e9", "e\u0301 and \u00e9"),
    ("quantity", {"value": "72,5", "unit": "kg"}, Quantity(Decimal("72.5"), "kg", "kg", "http://unitsofmeasure.org")),
    ("quantity", 70, Quantity(Decimal(70), "kg", "kg", "http://unitsofmeasure.org")),
    ("open-choice", "my own words", "my own words"),
    ("url", "https://example.org/x", "https://example.org/x"),
]

BAD = [
    ("integer", 31, "maxValue", "from 0 to 30"),
    ("integer", -1, "minValue", "from 0 to 30"),
    ("integer", 2.5, "invalidAnswerType", "whole number"),
    ("integer", "many", "invalidAnswerType", "a number"),
    ("integer", True, "invalidAnswerType", "a number"),
    ("decimal", 0.2, "minValue", "0.5 or more"),
    ("decimal", "1.25", "maxDecimalPlaces", "at most 1"),
    ("decimal", "1,234", "invalidAnswerType", "comma"),
    ("decimal", float("nan"), "invalidAnswerType", "a number"),
    ("decimal", "1" * 16, "invalidAnswerType", "too long"),
    ("boolean", "yes", "invalidAnswerType", "Yes or No"),
    ("boolean", 1, "invalidAnswerType", "Yes or No"),
    ("date", "2019-02-30", "invalidAnswerType", "no such day"),
    ("date", "2019-13", "invalidAnswerType", "no such day"),
    ("date", "last year", "invalidAnswerType", "Please give a date"),
    ("date", "1899", "minValue", "from 1 January 1900"),
    ("date", "2026-03-17", "maxValue", "to 16 March 2026"),
    ("time", "25:00", "invalidAnswerType", "a time"),
    ("dateTime", "2026-03-16T10:00", "invalidAnswerType", "a day and a time"),
    ("text", "x", "minLength", "at least 2"),
    ("string", "two\nlines", "invalidNewLine", "one line"),
    ("string", "r2d2", "regex", "check"),
    ("string", "x" * 121, "maxLength", "121 letters. There is room for 120"),
    ("choice", "zz", "invalidAnswerOption", "from the list"),
    ("choice", 5.5, "invalidAnswerOption", "from the list"),
    ("choice", {"display": "no code"}, "invalidCoding", "no code"),
    ("quantity", {"value": 70, "unit": "stone"}, "invalidUnit", "unit"),
    ("quantity", {"unit": "kg"}, "invalidAnswerType", "a number"),
    ("url", "not an address", "invalidUrlValue", "web address"),
    ("attachment", {"contentType": "image/svg+xml", "data": ""}, "invalidAttachmentType", "cannot be used"),
    ("attachment", {"contentType": "image/png", "data": "***"}, "invalidAnswerType", "cannot be read"),
    ("attachment", {"contentType": "image/png", "data": "A" * (MAX_ATTACHMENT * 4 // 3 + 8)}, "maxAttachmentSize", "too big"),
    ("attachment", {"contentType": "image/png", "data": "AAAA", "size": 5}, "attachmentSizeInconsistent", "size"),
]


def asked(kind: str) -> Scenario:
    more = {"options": "a b"} if "choice" in kind else {}
    if kind == "string":
        more["maxLength"] = 120
    return Scenario(form_of(q("it", kind, extension=LIMITS[kind], **more)))


@pytest.mark.parametrize(("kind", "raw", "value"), GOOD)
def test_understood(kind: str, raw: object, value: object) -> None:
    visit = asked(kind).says("it", raw)
    assert visit.problems == []
    assert visit.value("it") == value and type(visit.value("it")) is type(value)


@pytest.mark.parametrize(("kind", "raw", "code", "says"), BAD)
def test_refused_in_plain_words(kind: str, raw: object, code: str, says: str) -> None:
    visit = asked(kind).says("it", raw)
    (problem,) = visit.reading.problems()
    assert (problem.code, problem.severity) == (code, "error")
    assert says in sentence(problem, words("en"))
    assert visit.value("it") is None, "an invalid answer counts as blank"
    assert visit.reading.cell("it").raw, "and is still there as it was given"


def test_a_choice_is_its_code_and_text_of_an_open_choice_is_no_code() -> None:
    visit = asked("open-choice").says("it", "a")
    assert isinstance(visit.value("it"), Coded) and visit.reading.code("it") == "a"
    visit.says("it", "aspirin")
    assert visit.reading.code("it") is None and visit.reading.text("it") == "aspirin"


def test_several_answers_where_one_is_asked() -> None:
    visit = asked("choice").says("it", "a", "b")
    assert visit.problems == [("it", "repeats")] and visit.reading.values("it") == ()


def test_none_of_these_goes_with_nothing_else() -> None:
    exclusive = [{"url": "http://hl7.org/fhir/StructureDefinition/questionnaire-optionExclusive", "valueBoolean": True}]
    options = [{"valueCoding": {"code": "fever"}}, {"valueCoding": {"code": "none"}, "extension": exclusive}]
    visit = Scenario(form_of(q("it", "choice", repeats=True, answerOption=options)))
    assert visit.says("it", "none").problems == []
    assert visit.says("it", "none", "fever").problems == [("it", "exclusiveAnswerOption")]
    assert visit.reading.codes("it") == {"none", "fever"}, "a symptom that was named is not lost"


def test_counts_of_a_repeating_answer() -> None:
    counts = [limit("questionnaire-minOccurs", valueInteger=2), limit("questionnaire-maxOccurs", valueInteger=3)]
    visit = Scenario(form_of(q("it", "integer", repeats=True, extension=counts)))
    assert visit.says("it", 1).problems == [("it", "minCount")]
    assert visit.says("it", 1, 2).problems == []
    assert visit.says("it", 1, 2, 3, 4).problems == [("it", "maxCount")]


def test_only_what_cannot_be_stored_is_mended_and_only_at_entry() -> None:
    visit = asked("text").says("it", "a\0b\ud800c\x07d")
    assert visit.session.answers.raw("it") == ("ab\N{REPLACEMENT CHARACTER}c\x07d",)


def test_the_list_of_codes_is_closed_and_every_code_has_its_sentence() -> None:
    assert len(CODES) == 37
    assert all(f"problem.{code}" in words("en") for code in CODES)
    keys = {key.split(".")[1] for key in words("en").sentences if key.startswith("problem.")}
    assert keys == CODES


def test_a_partial_date_means_its_latest_day() -> None:
    assert str(PartialDate(2024, 2).latest) == "2024-02-29"
    assert str(PartialDate(2019).earliest) == "2019-01-01"
