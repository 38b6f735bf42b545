"""Conditions: does an enableWhen hold for these answers? All seven operators, on every kind of answer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from intake.ask.form import When
from intake.hear.values import Coded, Misheard, Moment, PartialDate, Quantity, Value, read_date


def holds(when: When, values: Sequence[Value]) -> bool:
    """FHIR R4 questionnaire-enable-operator. `values` are the answers that count (asked, valid, or calculated).

    `exists` compares with "is there an answer"; every other operator is false while there is none. `=` and the
    orderings want one answer for which they are true; `!=` wants no answer that is equal.
    """
    if when.operator == "exists":
        return bool(values) == bool(when.answer)
    if not values:
        return False
    if when.operator == "=":
        return any(equal(value, when.answer, when.system) for value in values)
    if when.operator == "!=":
        return not any(equal(value, when.answer, when.system) for value in values)
    return any(_ordered(value, when.operator, when.answer) for value in values)


def equal(value: Value, answer: Any, system: str | None = None) -> bool:
    """Is an answer the one that a condition names? A coding is its code, and its system where both are known."""
    if isinstance(value, Coded):
        if system is not None and value.system is not None and system != value.system:
            return False
        return answer == value.code or answer == f"{value.system}|{value.code}"
    if isinstance(value, bool) or isinstance(answer, bool):
        return value is answer
    if isinstance(value, str):
        return value == answer
    if isinstance(value, PartialDate) or (isinstance(value, int) and isinstance(answer, str)):
        return str(value) == str(answer)
    one, other = _key(value, answer)
    return one is not None and one == other


def _ordered(value: Value, operator: str, answer: Any) -> bool:
    one, other = _key(value, answer)
    if one is None:
        return False
    if operator == ">":
        return one > other
    if operator == "<":
        return one < other
    return one >= other if operator == ">=" else one <= other


def _key(value: Value, answer: Any) -> tuple[Any, Any]:
    """Both sides as something Python can order, or (None, None) where they cannot be compared. Dates by their latest day."""
    nothing = (None, None)
    if isinstance(value, Coded) and value.ordinal is not None and isinstance(answer, int | Decimal):
        return value.ordinal, answer
    if isinstance(value, Quantity):
        unit = getattr(answer, "code", None) or getattr(answer, "unit", None)
        if unit and unit not in (value.code, value.unit):
            return nothing
        value, answer = value.value, getattr(answer, "value", answer)
    if isinstance(value, bool) or isinstance(answer, bool):
        return nothing
    if isinstance(value, int | Decimal) and isinstance(answer, int | Decimal):
        return value, answer
    if isinstance(value, PartialDate):
        day = answer if isinstance(answer, PartialDate) else _day(answer)
        return (value.latest, day.latest) if day else nothing
    if isinstance(value, Moment) and isinstance(answer, str):
        return _moments(value.text, answer)
    if isinstance(value, str) and isinstance(answer, str):
        return value, answer
    return nothing


def _moments(one: str, other: str) -> tuple[Any, Any]:
    if "T" in one and "T" in other:
        try:
            a, b = datetime.fromisoformat(one), datetime.fromisoformat(other)
        except ValueError:
            return None, None
        return (a, b) if (a.tzinfo is None) == (b.tzinfo is None) else (None, None)
    if ":" in one and "T" not in one:
        return (one, other) if ":" in other and "T" not in other else (None, None)
    a, b = _latest(one), _latest(other)
    return (a, b) if a and b else (None, None)


def _latest(moment: str) -> date | None:
    day = _day(moment.partition("T")[0])
    return day.latest if day else None


def _day(text: Any) -> PartialDate | None:
    try:
        return read_date(text)
    except Misheard:
        return None
