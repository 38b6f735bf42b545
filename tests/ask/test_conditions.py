"""enableWhen: each operator and answer type resolved to a slot, and what is said of a condition that cannot hold."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from intake.ask.form import Form, When

TARGETS: dict[str, dict[str, Any]] = {
    "boolean": {"type": "boolean"},
    "integer": {"type": "integer"},
    "decimal": {"type": "decimal"},
    "date": {"type": "date"},
    "dateTime": {"type": "dateTime"},
    "time": {"type": "time"},
    "string": {"type": "string"},
    "quantity": {"type": "quantity"},
    "choice": {
        "type": "choice",
        "answerOption": [
            {"valueCoding": {"system": "s", "code": "a", "display": "First"}},
            {"valueCoding": {"system": "s", "code": "b", "display": "Second"}},
            {"valueString": "word"},
            {"valueInteger": 3},
        ],
    },
    "two systems": {
        "type": "choice",
        "answerOption": [{"valueCoding": {"system": "s", "code": "1"}}, {"valueCoding": {"system": "t", "code": "1"}}],
    },
    "open-choice": {"type": "open-choice", "answerOption": [{"valueCoding": {"code": "a", "display": "First"}}]},
    "group": {"type": "group"},
}

HOLDS: list[tuple[str, dict[str, Any], When]] = [
    ("boolean", {"operator": "exists", "answerBoolean": True}, When(0, "exists", True)),
    ("boolean", {"operator": "exists", "answerBoolean": False}, When(0, "exists", False)),
    ("boolean", {"operator": "=", "answerBoolean": False}, When(0, "=", False)),
    ("integer", {"operator": "=", "answerInteger": 3}, When(0, "=", 3)),
    ("integer", {"operator": "!=", "answerDecimal": 3.5}, When(0, "!=", Decimal("3.5"))),
    ("integer", {"operator": ">", "answerInteger": 3}, When(0, ">", 3)),
    ("decimal", {"operator": "<", "answerInteger": 3}, When(0, "<", 3)),
    ("date", {"operator": ">=", "answerDate": "2020"}, When(0, ">=", "2020")),
    ("dateTime", {"operator": "<=", "answerDateTime": "2020-01-01T00:00:00Z"}, When(0, "<=", "2020-01-01T00:00:00Z")),
    ("time", {"operator": "<=", "answerTime": "12:00:00"}, When(0, "<=", "12:00:00")),
    ("string", {"operator": "=", "answerString": "x"}, When(0, "=", "x")),
    ("quantity", {"operator": ">", "answerQuantity": {"value": 3, "code": "kg"}}, When(0, ">", 3)),
    ("choice", {"operator": "=", "answerCoding": {"system": "s", "code": "a"}}, When(0, "=", "a", "s")),
    ("choice", {"operator": "!=", "answerCoding": {"code": "a"}}, When(0, "!=", "a")),
    ("choice", {"operator": "=", "answerString": "word"}, When(0, "=", "word")),
    ("choice", {"operator": "=", "answerString": "Second"}, When(0, "=", "b")),
    ("choice", {"operator": "=", "answerCoding": {"display": "Second"}}, When(0, "=", "b")),
    ("choice", {"operator": "=", "answerInteger": 3}, When(0, "=", "3")),
    ("two systems", {"operator": "=", "answerCoding": {"system": "t", "code": "1"}}, When(0, "=", "t|1", "t")),
    ("open-choice", {"operator": "=", "answerCoding": {"code": "a"}}, When(0, "=", "a")),
    ("open-choice", {"operator": "=", "answerString": "typed"}, When(0, "=", "typed")),
    ("integer", {"hasAnswer": True}, When(0, "exists", True)),  # STU3
    ("integer", {"answerInteger": 3}, When(0, "=", 3)),  # STU3
]


@pytest.mark.parametrize("kind, condition, expected", HOLDS, ids=lambda value: str(value)[:60])
def test_a_condition_becomes(kind: str, condition: dict[str, Any], expected: When, form: Callable[..., Form]) -> None:
    made = form({"text": "x", **TARGETS[kind]}, {"enableWhen": [{"question": "q0", **condition}]})
    assert made.item("q1").when == (expected,)
    assert not [note for note in made.notes if note.severity == "error"]


WRONG: list[tuple[str, dict[str, Any], str, bool]] = [
    ("integer", {"operator": "~", "answerInteger": 3}, "conditionOperator", False),
    ("integer", {"operator": "="}, "conditionAnswer", False),
    ("integer", {"operator": "=", "answerInteger": 3, "answerDecimal": 3.5}, "conditionAnswer", True),
    ("integer", {"operator": "=", "answerBoolean": True}, "conditionType", False),
    ("boolean", {"operator": ">", "answerBoolean": True}, "conditionType", False),
    ("choice", {"operator": "<", "answerInteger": 3}, "conditionType", False),
    ("integer", {"operator": "exists", "answerInteger": 3}, "conditionExists", False),
    ("group", {"operator": "exists", "answerBoolean": True}, "conditionGroup", False),
    ("choice", {"operator": "=", "answerCoding": {"system": "s", "code": "zz"}}, "conditionOption", True),
    ("choice", {"operator": "=", "answerCoding": {"system": "other", "code": "a"}}, "conditionSystem", True),
]


@pytest.mark.parametrize("kind, condition, code, kept", WRONG, ids=lambda value: str(value)[:60])
def test_a_wrong_condition_is_an_error(kind: str, condition: dict[str, Any], code: str, kept: bool, form: Callable[..., Form]) -> None:
    made = form({"text": "x", **TARGETS[kind]}, {"enableWhen": [{"question": "q0", **condition}]})
    errors = [note for note in made.notes if note.severity == "error"]
    assert [error.code for error in errors] == [code]
    assert errors[0].pointer.startswith("/item/1/enableWhen/0")
    assert bool(made.item("q1").when) is kept


def test_an_unknown_question_is_kept_as_never_answered_and_a_near_name_offered(form: Callable[..., Form]) -> None:
    made = form({"linkId": "smoker", "type": "boolean"}, {"enableWhen": [{"question": "smokr", "operator": "=", "answerBoolean": True}]})
    assert made.item("q1").when == (When(None, "=", True),)
    assert "Did you mean “smoker”?" in next(note.sentence() for note in made.notes if note.code == "conditionUnknown")


@pytest.mark.parametrize("behaviour, any_of", [("any", True), ("all", False), (None, True)])
def test_behaviour(behaviour: str | None, any_of: bool, form: Callable[..., Form], codes: Callable[[Form], list[str]]) -> None:
    when = [{"question": "q0", "operator": "exists", "answerBoolean": True}] * 2
    made = form({"type": "boolean"}, {"enableWhen": when, **({"enableBehavior": behaviour} if behaviour else {})})
    assert made.item("q1").when_any is any_of and len(made.item("q1").when) == 2
    assert ("noBehavior" in codes(made)) is (behaviour is None)


def test_a_condition_that_looks_forward_is_a_warning(form: Callable[..., Form], codes: Callable[[Form], list[str]]) -> None:
    made = form({"enableWhen": [{"question": "q1", "operator": "exists", "answerBoolean": True}]}, {"type": "boolean"})
    assert codes(made) == ["conditionForward"]
