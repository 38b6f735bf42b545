"""Rules: when two values are the same, alike, or one before the other; and the key by which equal values are found."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Any

from intake.ask.fhirpath import moments
from intake.ask.fhirpath.errors import ExpressionError
from intake.ask.fhirpath.values import MOMENTS, FhirDate, FhirDateTime, FhirTime, Quantity, parsed, quantity_of

EIGHT_PLACES = Decimal("1e-8")
WIDE = Context(prec=400, rounding=ROUND_HALF_UP, Emax=999, Emin=-999, traps=[])

MONTHS = {"year": 12, "month": 1}
NAMES = {bool: "Boolean", int: "Integer", Decimal: "Decimal", float: "Decimal", str: "String", FhirDate: "Date", FhirDateTime: "DateTime", FhirTime: "Time", Quantity: "Quantity"}


def is_number(value: object) -> bool:
    """Integer or Decimal (a boolean is none)."""
    kind = type(value)
    return kind is int or kind is Decimal


def same(left: Any, right: Any) -> bool | None:
    """Equality (`=`) of two single values; None where it cannot be said (2019 and 2019-04, mg and g)."""
    kind = type(left)
    if kind is type(right) and (kind is str or kind is int or kind is bool):
        return left == right
    if is_number(left) and is_number(right):
        return left == right or _rounded(left) == _rounded(right)
    if isinstance(left, MOMENTS) and isinstance(right, MOMENTS):
        if not moments.comparable(left, right):
            return False
        found = moments.order(left, right)
        return None if found is None else found == 0
    if kind is Quantity or type(right) is Quantity:
        left, right = as_quantity(left), as_quantity(right)
        if left is None or right is None:
            return False
        found = order_quantities(left, right)
        return None if found is None else found == 0
    if kind is dict and type(right) is dict:
        return same_keys(left, right)
    if kind is list and type(right) is list:
        return len(left) == len(right) and _all_same(zip(left, right))
    if kind is float or type(right) is float:  # a number inside JSON that was read without Decimal
        return same(_decimal(left), _decimal(right)) if isinstance(left, (int, float, Decimal)) and isinstance(right, (int, float, Decimal)) else False
    return False


def same_keys(left: dict[str, Any], right: dict[str, Any]) -> bool | None:
    """Equality of two elements: the same keys with the same values."""
    return left.keys() == right.keys() and _all_same((value, right[name]) for name, value in left.items())


def _all_same(pairs: Any) -> bool | None:
    unsure = False
    for one, two in pairs:
        found = same(one, two)
        if found is False:
            return False
        unsure = unsure or found is None
    return None if unsure else True


def alike(left: Any, right: Any) -> bool:
    """Equivalence (`~`): text without case and spacing, numbers to the coarser precision, dates of one precision."""
    if isinstance(left, str) and isinstance(right, str):
        return re.sub(r"\s+", " ", left).casefold() == re.sub(r"\s+", " ", right).casefold()
    if is_number(left) and is_number(right):
        if type(left) is int and type(right) is int:
            return left == right
        step = Decimal(1).scaleb(-min(_places(left), _places(right)))
        return WIDE.quantize(Decimal(left), step) == WIDE.quantize(Decimal(right), step)
    if isinstance(left, MOMENTS) and isinstance(right, MOMENTS):
        return moments.comparable(left, right) and moments.order(left, right) == 0
    if type(left) is dict and type(right) is dict:
        return left.keys() == right.keys() and all(alike(value, right[name]) for name, value in left.items())
    if type(left) is list and type(right) is list:
        return len(left) == len(right) and all(alike(one, two) for one, two in zip(left, right))
    return same(left, right) is True


def order(left: Any, right: Any) -> int | None:
    """-1, 0 or 1 for two single values of one kind; None where it cannot be said; an error where they are of two kinds."""
    kind = type(left)
    if is_number(left) and is_number(right):
        return (left > right) - (left < right)
    if kind is str and type(right) is str:
        return (left > right) - (left < right)
    if kind is dict or type(right) is dict or kind is Quantity or type(right) is Quantity:
        one, two = as_quantity(left), as_quantity(right)
        if one is not None and two is not None:
            return order_quantities(one, two)
    elif isinstance(left, MOMENTS) or isinstance(right, MOMENTS):
        one, two = _as_moment(left, right), _as_moment(right, left)
        if one is not None and two is not None and moments.comparable(one, two):
            return moments.order(one, two)
    raise ExpressionError("differentKinds", left=name_of(left), right=name_of(right))


def order_quantities(left: Quantity, right: Quantity) -> int | None:
    """The order of two quantities of one unit or of two calendar durations; None for any other two units."""
    one, two = left.measure, right.measure
    if left.definite != right.definite and not {one, two} <= {"second", "millisecond"} and (left.is_calendar or right.is_calendar):
        return None  # a calendar's month is not UCUM's 'mo'
    if one == two:
        a, b = left.value, right.value
    elif one in MONTHS and two in MONTHS:
        a, b = left.value * MONTHS[one], right.value * MONTHS[two]
    elif one in moments.SECONDS and two in moments.SECONDS:
        a, b = left.value * moments.SECONDS[one], right.value * moments.SECONDS[two]
    else:
        return None
    return 0 if _rounded(a) == _rounded(b) else -1 if a < b else 1


def as_quantity(value: Any) -> Quantity | None:
    """A Quantity, the Quantity an element says, or a bare number as a Quantity of 1; else None."""
    if type(value) is Quantity:
        return value
    if type(value) is dict:
        return quantity_of(value)
    return Quantity(Decimal(value), "1", "1") if is_number(value) else None


def name_of(value: Any) -> str:
    """The name of a value's type, for messages and `type()`."""
    return NAMES.get(type(value), "Element")


def key(value: Any) -> Any:
    """A hashable key: two values have the same key exactly when they are the same (`same` says True)."""
    kind = type(value)
    if kind is str:
        return value
    if kind is bool:
        return (bool, value)
    if kind is int or kind is Decimal or kind is float:
        return (int, _rounded(_decimal(value)))
    if kind is dict:
        return (dict, frozenset((name, key(part)) for name, part in value.items()))
    if kind is list:
        return (list, tuple(map(key, value)))
    if isinstance(value, FhirTime):
        return (FhirTime, value.parts)
    if isinstance(value, MOMENTS):
        return (FhirDate, moments.utc_parts(value))
    if kind is Quantity:
        measure = value.measure
        if measure in MONTHS and not value.definite:
            return (Quantity, "month", _rounded(value.value * MONTHS[measure]))
        if measure in moments.SECONDS:
            return (Quantity, "second", _rounded(value.value * moments.SECONDS[measure]))
        return (Quantity, measure, _rounded(value.value))
    return (object, id(value))


def _as_moment(value: Any, beside: Any) -> Any:
    """A moment, or text that says one where it stands beside a moment."""
    return value if isinstance(value, MOMENTS) else parsed(FhirTime if isinstance(beside, FhirTime) else FhirDateTime, value)


def _decimal(value: Any) -> Any:
    return Decimal(str(value)) if type(value) is float else value


def _rounded(value: int | Decimal) -> int | Decimal:
    """To eight places, the finest the language promises: 1/3*3 is 1."""
    if type(value) is int:
        return value
    found = WIDE.quantize(value, EIGHT_PLACES)
    return found if found.is_finite() else value


def _places(value: int | Decimal) -> int:
    """Digits after the point, without trailing zeros."""
    if type(value) is int or not value:
        return 0
    return max(0, -int(WIDE.normalize(value).as_tuple().exponent))
