"""Sums: the functions on numbers, exact where decimals can be exact."""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_CEILING, ROUND_DOWN, ROUND_FLOOR, Decimal
from typing import Any

from intake.ask.fhirpath import operators, rules
from intake.ask.fhirpath.errors import ExpressionError
from intake.ask.fhirpath.operators import EMPTY, EXACT, ROUGH, number
from intake.ask.fhirpath.scope import Run, only
from intake.ask.fhirpath.values import Quantity

Items = list[Any]


def amount(items: Items) -> int | Decimal | None:
    """The one number of a collection; None when it is empty."""
    item = only(items)
    if item is not None and not rules.is_number(item):
        raise ExpressionError("wrongKind", wanted="Decimal", got=rules.name_of(item))
    return item


def absolute(run: Run, items: Items) -> Items:
    item = only(items)
    if type(item) is Quantity:
        return [Quantity(item.value.copy_abs(), item.unit, item.code, item.system, item.definite)]
    value = amount(items)
    return EMPTY if value is None else number(abs(value) if type(value) is int else value.copy_abs())


def _whole(rounding: str) -> Callable[[Run, Items], Items]:
    def cut(run: Run, items: Items) -> Items:
        value = amount(items)
        return EMPTY if value is None else number(value if type(value) is int else int(value.to_integral_value(rounding)))

    return cut


ceiling, floor, truncate = _whole(ROUND_CEILING), _whole(ROUND_FLOOR), _whole(ROUND_DOWN)


def rounded(run: Run, items: Items, places: int = 0) -> Items:
    """To `places` digits; a half goes up (2.5 to 3, -2.5 to -2), as in CQL and in other engines."""
    if not 0 <= places <= 30:
        raise ExpressionError("outOfRange", low=0, high=30)
    value = amount(items)
    if value is None:
        return EMPTY
    scaled = EXACT.add(EXACT.scaleb(Decimal(value), places), Decimal("0.5"))
    return number(EXACT.scaleb(scaled.to_integral_value(ROUND_FLOOR, EXACT), -places)) if scaled.is_finite() else EMPTY


def square_root(run: Run, items: Items) -> Items:
    value = amount(items)
    return EMPTY if value is None or value < 0 else number(ROUGH.sqrt(Decimal(value)))


def natural_log(run: Run, items: Items) -> Items:
    value = amount(items)
    return EMPTY if value is None or value <= 0 else number(ROUGH.ln(Decimal(value)))


def logarithm(run: Run, items: Items, base: int | Decimal) -> Items:
    value = amount(items)
    if value is None or value <= 0 or base <= 0 or base == 1:
        return EMPTY
    if base == 10:
        return number(ROUGH.log10(Decimal(value)))
    wide = operators.EXACT.copy()
    wide.prec = 24
    return number(ROUGH.plus(wide.divide(wide.ln(Decimal(value)), wide.ln(Decimal(base)))))


def exponential(run: Run, items: Items) -> Items:
    value = amount(items)
    return EMPTY if value is None else number(ROUGH.exp(Decimal(value)))


def power(run: Run, items: Items, exponent: int | Decimal) -> Items:
    """Exact for a whole exponent that is not negative; empty where there is no real result."""
    value = amount(items)
    if value is None:
        return EMPTY
    if exponent == 0:
        return [1] if type(value) is int else [Decimal(1)]
    whole = type(exponent) is int and exponent > 0
    found = (EXACT if whole else ROUGH).power(Decimal(value), Decimal(exponent))
    if not found.is_finite():
        return EMPTY
    return number(int(found)) if whole and type(value) is int and abs(found) < operators.LARGEST else number(found)


def total(run: Run, items: Items) -> Items:
    """`sum()`; empty for nothing."""
    found = items[:1]
    run.spend(len(items))
    for item in items[1:]:
        found = operators.add(found, [item])
    return found


def average(run: Run, items: Items) -> Items:
    found = total(run, items)
    return operators.divide(found, [len(items)]) if found else EMPTY


def _extreme(better: Callable[[Items, Items], Items]) -> Callable[[Run, Items], Items]:
    def find(run: Run, items: Items) -> Items:
        found = items[:1]
        run.spend(len(items))
        for item in items[1:]:
            if better([item], found) == [True]:
                found = [item]
        return found

    return find


smallest, largest = _extreme(operators.less), _extreme(operators.greater)
