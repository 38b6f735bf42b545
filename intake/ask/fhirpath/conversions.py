"""Conversions: from one type to another, today's date, and how long ago a date was."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from intake.ask.fhirpath import rules
from intake.ask.fhirpath.errors import ExpressionError
from intake.ask.fhirpath.moments import SECONDS
from intake.ask.fhirpath.operators import EMPTY, EXACT, FALSE, ROUGH, TRUE, as_text, number
from intake.ask.fhirpath.scope import Run
from intake.ask.fhirpath.values import CALENDAR, MOMENTS, UCUM, FhirDate, FhirDateTime, FhirTime, Quantity, parsed

WHOLE = re.compile(r"[+-]?[0-9]{1,19}")
NUMBER = re.compile(r"[+-]?[0-9]{1,40}(?:\.[0-9]{1,40})?")
QUANTITY = re.compile(r"([+-]?[0-9]{1,40}(?:\.[0-9]{1,40})?)\s*(?:'([^']+)'|([a-zA-Z]+))?")
YES = frozenset(("true", "t", "yes", "y", "1", "1.0"))
NO = frozenset(("false", "f", "no", "n", "0", "0.0"))

Items = list[Any]


def to_boolean(run: Run, items: Items) -> Items:
    value = _one(items)
    if type(value) is bool:
        return items
    said = value.lower() if type(value) is str else value
    if said in YES if type(said) is str else rules.is_number(said) and said == 1:
        return TRUE
    return FALSE if (said in NO if type(said) is str else rules.is_number(said) and said == 0) else EMPTY


def to_integer(run: Run, items: Items) -> Items:
    """A whole number; a Decimal without fraction counts as one."""
    value = _one(items)
    if type(value) is bool:
        return [int(value)]
    if type(value) is str:
        return number(int(value)) if WHOLE.fullmatch(value) else EMPTY
    if type(value) is Decimal:
        return number(int(value)) if value == value.to_integral_value() else EMPTY
    return items if type(value) is int else EMPTY


def to_decimal(run: Run, items: Items) -> Items:
    value = _one(items)
    if type(value) is bool or type(value) is int:
        return [Decimal(value)]
    if type(value) is str:
        return [Decimal(value)] if NUMBER.fullmatch(value) else EMPTY
    return items if type(value) is Decimal else EMPTY


def to_string(run: Run, items: Items) -> Items:
    value = _one(items)
    return EMPTY if value is None or type(value) is dict else [as_text(value)]


def to_date(run: Run, items: Items) -> Items:
    return _moment(FhirDate, _one(items), lambda text: text.partition("T")[0])


def to_date_time(run: Run, items: Items) -> Items:
    return _moment(FhirDateTime, _one(items), lambda text: text)


def to_time(run: Run, items: Items) -> Items:
    value = _one(items)
    return _moment(FhirTime, value if type(value) in (str, FhirTime) else None, lambda text: text.removeprefix("T"))


def to_quantity(run: Run, items: Items, unit: str | None = None) -> Items:
    """A number with its unit; with `unit`, only if it has that unit already or both are calendar durations."""
    value = _one(items)
    found = None
    if type(value) is bool:
        found = Quantity(Decimal(value), "1", "1")
    elif type(value) is str:
        match = QUANTITY.fullmatch(value)
        if match and (match[3] is None or match[3] in CALENDAR):
            found = made(Decimal(match[1]), match[2] or match[3] or "1", match[3] is None)
    else:
        found = rules.as_quantity(value)
    if found is None or unit is None or found.measure == CALENDAR.get(unit, unit):
        return EMPTY if found is None else [found]
    return _in_unit(found, unit)


def made(value: int | Decimal, unit: str, quoted: bool) -> Quantity:
    """A Quantity as an expression writes it: `4 'mg'` or `4 days`."""
    return Quantity(Decimal(value), unit, unit, UCUM, True) if quoted else Quantity(Decimal(value), unit)


def _in_unit(quantity: Quantity, unit: str) -> Items:
    one, two = quantity.measure, CALENDAR.get(unit, unit)
    for factors in (rules.MONTHS, SECONDS):
        if one in factors and two in factors:
            return [Quantity(ROUGH.divide(EXACT.multiply(quantity.value, Decimal(factors[one])), Decimal(factors[two])), unit)]
    return EMPTY


def converts(to: Callable[..., Items]) -> Callable[..., Items]:
    """The `convertsTo...` of a `to...`: whether it gives something. Empty stays empty."""

    def check(run: Run, items: Items, *arguments: Any) -> Items:
        return EMPTY if not items else TRUE if to(run, items, *arguments) else FALSE

    return check


def today(run: Run, items: Items) -> Items:
    return [FhirDate(run.scope.today.isoformat())]


def now(run: Run, items: Items) -> Items:
    """The moment of the scope's `now`; without one, today (the engine itself reads no clock)."""
    return [FhirDateTime(getattr(run.scope, "now", None) or run.scope.today.isoformat())]


def time_of_day(run: Run, items: Items) -> Items:
    """The time of the scope's `now`; empty without one."""
    _, _, clock = str(getattr(run.scope, "now", None) or "").partition("T")
    found = parsed(FhirTime, re.sub(r"(Z|[+-][0-9:]+)$", "", clock))
    return [found] if found else EMPTY


def age(run: Run, items: Items) -> Items:
    """Ours: full years from each date to today, by the latest day the date can mean; never below 0.

    Who was born on 29 February is a year older on 1 March in other years (botulinum dictionary, `identity-age`).
    """
    here = run.scope.today
    return [max(0, here.year - day.year - ((here.month, here.day) < (day.month, day.day))) for day in _days(items)]


def days_since(run: Run, items: Items) -> Items:
    """Ours: days from the latest day each date can mean to today; never below 0."""
    return [max(0, (run.scope.today - day).days) for day in _days(items)]


def _days(items: Items) -> list[date]:
    found = []
    for item in items:
        value = item if type(item) is not str else parsed(FhirDateTime, item)
        if not isinstance(value, (FhirDate, FhirDateTime)):
            raise ExpressionError("wrongKind", wanted="Date", got=rules.name_of(item))
        found.append(value.latest)
    return found


def _one(items: Items) -> Any:
    """The one item to convert; None for none. Several convert to nothing, as in other engines."""
    return items[0] if len(items) == 1 else None


def _moment(kind: type, value: Any, cut: Callable[[str], str]) -> Items:
    if type(value) is not str and not isinstance(value, MOMENTS):
        return EMPTY
    found = parsed(kind, cut(str(value)))
    return [found] if found else EMPTY
