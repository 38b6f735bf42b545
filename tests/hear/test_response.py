"""Answers to QuestionnaireResponse and back: nothing lost, nothing hidden let out, nothing wrong let in unnoticed."""

from __future__ import annotations

import json

import pytest

from intake.hear.reading import read
from intake.hear.response import ResponseError, from_response, hear_response, to_response
from tests.hear.scenario import DAY, Scenario, fhirpath, form_of, q

ALL = [
    ("boolean", (False,), "valueBoolean", False),
    ("integer", (20,), "valueInteger", 20),
    ("decimal", ("12,5",), "valueDecimal", 12.5),
    ("decimal", (12,), "valueDecimal", 12),
    ("date", ("2019-04",), "valueDate", "2019-04"),
    ("dateTime", ("2019-04-30T10:00-05:00",), "valueDateTime", "2019-04-30T10:00:00-05:00"),
    ("time", ("10:30",), "valueTime", "10:30:00"),
    ("string", ("<b>Ünïcode \U0001f600</b>",), "valueString", "<b>Ünïcode \U0001f600</b>"),
    ("text", (" two\nlines ",), "valueString", " two\nlines "),
    ("url", ("https://example.org",), "valueUri", "https://example.org"),
    ("choice", ("a",), "valueCoding", {"system": "s", "code": "a", "display": "A"}),
    ("open-choice", ("b",), "valueCoding", {"system": "s", "code": "b", "display": "B"}),
    ("open-choice", ("my words",), "valueString", "my words"),
    ("quantity", ({"value": "72.5", "unit": "lb"},), "valueQuantity", {"value": 72.5, "unit": "lb"}),
    ("attachment", ({"contentType": "image/png", "data": "iVBO", "title": "signature"},), "valueAttachment",
     {"contentType": "image/png", "data": "iVBO", "title": "signature"}),
    ("reference", ("Dr. Example",), "valueReference", {"display": "Dr. Example"}),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "raws", "key", "value"), ALL)
def test_every_kind_there_and_back(kind: str, raws: tuple, key: str, value: object) -> None:
    form = form_of(q("it", kind, **({"options": "a b"} if "choice" in kind else {})), strict=False)
    visit = Scenario(form).says("it", *raws)
    assert visit.problems == []
    response = json.loads(json.dumps(visit.response))
    assert response["item"] == [{"linkId": "it", "answer": [{key: value}]}]
    again = read(form, from_response(form, response, DAY))
    assert again.values("it") == visit.reading.values("it") and again.problems() == ()


def test_rows_keep_their_ids_their_order_and_their_emptiness() -> None:
    form = form_of(q("drug", "group", q("name"), q("day", "group", q("n", "integer"), repeats=True), repeats=True))
    visit = Scenario(form)
    one, _empty = visit.adds("drug", name="x"), visit.adds("drug")
    visit.adds("day", one, n=1), visit.adds("day", one, n=2)
    again = from_response(form, visit.response, DAY)
    assert again.rows == visit.session.answers.rows
    assert again.given == visit.session.answers.given


def test_declined_is_said_as_data_absent_reason_and_comes_back() -> None:
    form = form_of(q("it"))
    visit = Scenario(form).declines("it")
    (answer,) = visit.response["item"][0]["answer"]
    assert answer["extension"][0]["valueCode"] == "asked-declined"
    assert from_response(form, visit.response, DAY).given == visit.session.answers.given


def test_nested_questions_stand_once_under_the_first_answer() -> None:
    form = form_of(q("top", "choice", q("below"), options="a b", repeats=True))
    visit = Scenario(form).says("top", "a", "b").says("below", "words")
    first, second = visit.response["item"][0]["answer"]
    assert first["item"][0]["linkId"] == "below" and "item" not in second
    assert from_response(form, visit.response, DAY).given == visit.session.answers.given
    second["item"] = first.pop("item")
    response = {"resourceType": "QuestionnaireResponse", "item": [{"linkId": "top", "answer": [first, second]}]}
    with pytest.raises(ResponseError, match="top: invalidType"):
        from_response(form, response, DAY)


def test_a_nested_answer_survives_a_blank_question_above_it() -> None:
    form = form_of(q("top", "string", q("below")))
    visit = Scenario(form).says("below", "words")
    assert from_response(form, visit.response, DAY).given == visit.session.answers.given


def test_text_is_in_the_language_of_the_session() -> None:
    shadow = {"extension": [{"url": "http://hl7.org/fhir/StructureDefinition/translation",
              "extension": [{"url": "lang", "valueCode": "fr"}, {"url": "content", "valueString": "Votre nom"}]}]}  # fmt: skip
    form = form_of(q("name") | {"text": "Your name", "_text": shadow})
    reading = Scenario(form).says("name", "Ada").reading
    assert to_response(reading, language="fr-CA")["item"][0]["text"] == "Votre nom"
    assert to_response(reading, language="en")["item"][0]["text"] == "Your name"


def test_what_is_invalid_or_hidden_stays_at_home() -> None:
    form = form_of(q("gate", "boolean"), q("days", "integer"), q("why", when=("gate", "=", True)))
    visit = Scenario(form).says("gate", True).says("why", "secret").says("gate", False).says("days", "many")
    assert [item["linkId"] for item in visit.response["item"]] == ["gate"]


def test_calculated_values_go_out_and_are_not_taken_for_answers_when_they_come_back() -> None:
    made = [fhirpath("calculatedExpression", "%resource.item.where(linkId='a').answer.value + 1")]
    form = form_of(q("a", "integer"), q("open", "integer", extension=made), q("closed", "integer", extension=made, readOnly=True))
    visit = Scenario(form).says("a", 1)
    assert [item["linkId"] for item in visit.response["item"]] == ["a", "open", "closed"]
    assert from_response(form, visit.response, DAY).given == visit.session.answers.given


def test_head_of_the_response() -> None:
    form = form_of(q("a"), version="1.2")
    response = to_response(Scenario(form).reading, identifier="urn:x|V1", authored="2026-03-16", status="in-progress", language="en")
    assert response == {
        "resourceType": "QuestionnaireResponse", "language": "en", "identifier": {"system": "urn:x", "value": "V1"},
        "questionnaire": "https://intake.example/test|1.2", "status": "in-progress", "authored": "2026-03-16",
    }  # fmt: skip


WRONG = [
    ({"linkId": "zz"}, "zz", "invalidLinkId"),
    ({"linkId": "n"}, "n", "invalidLinkId"),
    ({"linkId": "g", "answer": [{"valueString": "x"}]}, "g", "groupShouldNotHaveAnswers"),
    ({"linkId": "d", "answer": [{"valueString": "x"}]}, "d", "displayAnswer"),
    ({"linkId": "a", "answer": [{"valueString": "x", "valueInteger": 1}]}, "a", "invalidType"),
    ({"linkId": "a", "answer": "x"}, "a", "invalidType"),
    ({"linkId": "a", "answer": [{"valueString": "x"}]}, "a", "invalidAnswerType"),
    ({"linkId": "a", "answer": [{"valueInteger": 1}, {"valueInteger": 2}]}, "a", "repeats"),
    ({"linkId": "c", "answer": [{"valueCoding": {"system": "s", "code": "zz"}}]}, "c", "invalidAnswerOption"),
    ({"linkId": "c", "answer": [{"valueCoding": {"system": "other", "code": "x"}}]}, "c", "invalidAnswerOption"),
    ({"linkId": "c", "answer": [{"valueCoding": {"display": "X"}}]}, "c", "invalidCoding"),
    ({"linkId": "c", "answer": [{"valueInteger": 1}]}, "c", "invalidAnswerType"),
    ({"linkId": "a", "answer": [{"valueString": "12"}]}, "a", "invalidAnswerType"),
    ({"linkId": "w", "answer": [{"valueUri": "no address"}]}, "w", "invalidUrlValue"),
    ({"linkId": "r", "answer": [{"valueReference": {}}]}, "r", "invalidRefValue"),
]


@pytest.mark.parametrize(("item", "link_id", "code"), WRONG)
def test_a_wrong_response_is_a_problem_and_no_exception(item: dict, link_id: str, code: str) -> None:
    form = form_of(q("a", "integer"), q("g", "group", q("n")), q("d", "display"), q("c", "choice", options="x y"), q("w", "url"),
                   q("r", "reference"), strict=False)  # fmt: skip
    answers, problems = hear_response(form, {"resourceType": "QuestionnaireResponse", "item": [item]}, DAY)
    found = [(problem.where.link_id, problem.code) for problem in (*problems, *read(form, answers).problems())]
    assert found == [(link_id, code)]


@pytest.mark.parametrize("data", [None, [], 7, {}, {"resourceType": "Patient"}, {"resourceType": "QuestionnaireResponse", "item": {}}, {"item": [[]]}])
def test_any_data_at_all_is_heard_without_an_exception(data: object) -> None:
    assert hear_response(form_of(q("a")), data)[1]  # type: ignore[arg-type]


def test_a_file_with_more_rows_than_anybody_has_is_cut_short_and_said() -> None:
    form = form_of(q("drug", "group", q("day", "group", q("n", "integer"), repeats=True), repeats=True))
    many = {"linkId": "drug", "item": [{"linkId": "day"}] * 300}
    answers, problems = hear_response(form, {"resourceType": "QuestionnaireResponse", "item": [many] * 300}, DAY)
    assert [(problem.where.link_id, problem.code) for problem in problems] == [("day", "maxCount")]
    assert sum(len(ids) for _where, ids in answers.rows.items()) == 2000
