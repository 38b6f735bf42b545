"""Operators: arithmetic, comparison, membership and three-valued logic over collections."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Context, Decimal
from typing import Any

from intake.ask.fhirpath import moments, rules
from intake.ask.fhirpath.errors import ExpressionError
from intake.ask.fhirpath.scope import LONGEST_TEXT, only, truth
from intake.ask.fhirpath.values import MOMENTS, Quantity, plain

EXACT = Context(prec=100, Emax=150, Emin=-150, traps=[])
"""Sums, differences and products: as many digits as they need."""

ROUGH = Context(prec=16, Emax=150, Emin=-150, traps=[])
"""Quotients and transcendental functions: what other engines can hold, too."""

TRUE, FALSE, EMPTY = [True], [False], []  # type: ignore[var-annotated]
LARGEST = 2**63


def number(value: int | Decimal) -> list[Any]:
    """A result: empty when it is no number or too large (the language gives no error for overflow)."""
    if type(value) is int:
        return [value] if -LARGEST <= value < LARGEST else []
    return [value] if value.is_finite() else []


def as_text(value: Any) -> str:
    """A single value as text, where text is wanted: numbers and dates as they are written."""
    if type(value) is str:
        return value
    if rules.is_number(value):
        return plain(value)
    if type(value) is bool:
        return "true" if value else "false"
    if isinstance(value, MOMENTS) or type(value) is Quantity:
        return str(value)
    raise ExpressionError("wrongKind", wanted="String", got=rules.name_of(value))


def short(text: str) -> list[Any]:
    """A text as a result; an error when it grew too long."""
    if len(text) > LONGEST_TEXT:
        raise ExpressionError("tooMuchWork")
    return [text]


def add(left: list[Any], right: list[Any]) -> list[Any]:
    """`+`: numbers, texts, quantities of one unit, a date and a duration."""
    return _sum(left, right, 1)


def subtract(left: list[Any], right: list[Any]) -> list[Any]:
    """`-`: numbers, quantities of one unit, a date and a duration."""
    return _sum(left, right, -1)


def _sum(left: list[Any], right: list[Any], sign: int) -> list[Any]:
    if len(left) == len(right) == 1:
        a, b = left[0], right[0]
    else:
        a, b = only(left), only(right)
    if a is None or b is None:
        return EMPTY
    kind, other = type(a), type(b)
    if kind is int and other is int:
        return number(a + sign * b)
    if rules.is_number(a) and rules.is_number(b):
        return number((EXACT.add if sign > 0 else EXACT.subtract)(Decimal(a), Decimal(b)))
    if kind is str and other is str and sign > 0:
        return short(a + b)
    if isinstance(a, MOMENTS) and (duration := _quantity(b)):
        moved = moments.add(a, duration, sign)
        return EMPTY if moved is None else [moved]
    one, two = _quantity(a), _quantity(b)
    if one is None or two is None:
        raise ExpressionError("cannotCombine", operator="+" if sign > 0 else "-", left=rules.name_of(a), right=rules.name_of(b))
    if one.measure != two.measure:
        return EMPTY
    return _quantities(EXACT.add(one.value, two.value if sign > 0 else -two.value), one)


def multiply(left: list[Any], right: list[Any]) -> list[Any]:
    """`*`: numbers, or a quantity and a number."""
    a, b = only(left), only(right)
    if a is None or b is None:
        return EMPTY
    if type(a) is int and type(b) is int:
        return number(a * b)
    if rules.is_number(a) and rules.is_number(b):
        return number(EXACT.multiply(Decimal(a), Decimal(b)))
    one, two = _both_quantities("*", a, b)
    if one.measure != "1" and two.measure != "1":
        return EMPTY
    return _quantities(EXACT.multiply(one.value, two.value), two if one.measure == "1" else one)


def divide(left: list[Any], right: list[Any]) -> list[Any]:
    """`/`: always a Decimal; empty when the divisor is zero."""
    a, b = only(left), only(right)
    if a is None or b is None:
        return EMPTY
    if rules.is_number(a) and rules.is_number(b):
        return number(ROUGH.divide(Decimal(a), Decimal(b))) if b else EMPTY
    one, two = _both_quantities("/", a, b)
    if not two.value or (two.measure != "1" and one.measure != two.measure):
        return EMPTY
    return _quantities(ROUGH.divide(one.value, two.value), one if two.measure == "1" else Quantity(Decimal(1), "1", "1"))


def whole_divide(left: list[Any], right: list[Any]) -> list[Any]:
    """`div`: the quotient without its fraction."""
    a, b = _two_numbers("div", left, right)
    if a is None or b is None or not b:
        return EMPTY
    if type(a) is int and type(b) is int:
        return number(abs(a) // abs(b) * (1 if (a < 0) == (b < 0) else -1))
    found = EXACT.divide_int(Decimal(a), Decimal(b))
    return number(int(found)) if found.is_finite() else EMPTY


def remainder(left: list[Any], right: list[Any]) -> list[Any]:
    """`mod`: what `div` leaves, with the sign of the dividend."""
    a, b = _two_numbers("mod", left, right)
    if a is None or b is None or not b:
        return EMPTY
    if type(a) is int and type(b) is int:
        return number(abs(a) % abs(b) * (-1 if a < 0 else 1))
    return number(EXACT.remainder(Decimal(a), Decimal(b)))


def negate(items: list[Any]) -> list[Any]:
    """Unary `-`."""
    value = only(items)
    if value is None:
        return EMPTY
    if rules.is_number(value):
        return number(-value if type(value) is int else value.copy_negate())
    if quantity := _quantity(value):
        return _quantities(quantity.value.copy_negate(), quantity)
    raise ExpressionError("wrongKind", wanted="Decimal", got=rules.name_of(value))


def affirm(items: list[Any]) -> list[Any]:
    """Unary `+`."""
    negate(items)
    return items


def concatenate(left: list[Any], right: list[Any]) -> list[Any]:
    """`&`: an empty side counts as no text."""
    a, b = only(left), only(right)
    return short(("" if a is None else as_text(a)) + ("" if b is None else as_text(b)))


def equal(left: list[Any], right: list[Any]) -> list[Any]:
    """`=`: pairwise and in order; empty when a side is empty."""
    if not left or not right:
        return EMPTY
    if len(left) != len(right):
        return FALSE
    if len(left) == 1:
        found = rules.same(left[0], right[0])
    else:
        found = rules.same(left, right)
    return EMPTY if found is None else TRUE if found else FALSE


def unequal(left: list[Any], right: list[Any]) -> list[Any]:
    """`!=`"""
    found = equal(left, right)
    return found if not found else FALSE if found[0] else TRUE


def equivalent(left: list[Any], right: list[Any]) -> list[Any]:
    """`~`: in any order; two empty collections are alike."""
    if len(left) != len(right):
        return FALSE
    if len(left) > 200:
        raise ExpressionError("tooMuchWork")
    rest = list(right)
    for one in left:
        for place, other in enumerate(rest):
            if rules.alike(one, other):
                del rest[place]
                break
        else:
            return FALSE
    return TRUE


def inequivalent(left: list[Any], right: list[Any]) -> list[Any]:
    """`!~`"""
    return FALSE if equivalent(left, right)[0] else TRUE


def _ordering(accept: Callable[[int], bool]) -> Callable[[list[Any], list[Any]], list[Any]]:
    def compare(left: list[Any], right: list[Any]) -> list[Any]:
        a, b = only(left), only(right)
        if a is None or b is None:
            return EMPTY
        found = rules.order(a, b)
        return EMPTY if found is None else TRUE if accept(found) else FALSE

    return compare


less = _ordering(lambda found: found < 0)
greater = _ordering(lambda found: found > 0)
less_or_equal = _ordering(lambda found: found <= 0)
greater_or_equal = _ordering(lambda found: found >= 0)


def union(left: list[Any], right: list[Any]) -> list[Any]:
    """`|`: both, without duplicates."""
    return distinct(left + right)


def distinct(items: list[Any]) -> list[Any]:
    seen: dict[Any, Any] = {}
    for item in items:
        seen.setdefault(rules.key(item), item)
    return list(seen.values())


def within(left: list[Any], right: list[Any]) -> list[Any]:
    """`in`: whether the one item on the left is among those on the right."""
    item = only(left)
    if item is None:
        return EMPTY
    return TRUE if any(rules.same(item, other) for other in right) else FALSE


def holds(left: list[Any], right: list[Any]) -> list[Any]:
    """`contains`: `in` with the sides changed."""
    return within(right, left)


def both(left: list[Any], right: Callable[[], list[Any]]) -> list[Any]:
    """`and`; the right side is not looked at when the left is false."""
    a = truth(left)
    if a is False:
        return FALSE
    b = truth(right())
    return FALSE if b is False else TRUE if a and b else EMPTY


def either(left: list[Any], right: Callable[[], list[Any]]) -> list[Any]:
    """`or`; the right side is not looked at when the left is true."""
    a = truth(left)
    if a:
        return TRUE
    b = truth(right())
    return TRUE if b else EMPTY if a is None or b is None else FALSE


def one_of(left: list[Any], right: Callable[[], list[Any]]) -> list[Any]:
    """`xor`"""
    a, b = truth(left), truth(right())
    return EMPTY if a is None or b is None else TRUE if a != b else FALSE


def implies(left: list[Any], right: Callable[[], list[Any]]) -> list[Any]:
    """`implies`; the right side is not looked at when the left is false."""
    a = truth(left)
    if a is False:
        return TRUE
    b = truth(right())
    return TRUE if b else FALSE if a and b is False else EMPTY


def _quantity(value: Any) -> Quantity | None:
    return value if type(value) is Quantity else rules.as_quantity(value) if type(value) is dict or rules.is_number(value) else None


def _both_quantities(operator: str, a: Any, b: Any) -> tuple[Quantity, Quantity]:
    one, two = _quantity(a), _quantity(b)
    if one is None or two is None:
        raise ExpressionError("cannotCombine", operator=operator, left=rules.name_of(a), right=rules.name_of(b))
    return one, two


def _quantities(value: Decimal, like: Quantity) -> list[Any]:
    return [Quantity(value, like.unit, like.code, like.system, like.definite)] if value.is_finite() else EMPTY


def _two_numbers(operator: str, left: list[Any], right: list[Any]) -> tuple[Any, Any]:
    a, b = only(left), only(right)
    if a is not None and b is not None and not (rules.is_number(a) and rules.is_number(b)):
        raise ExpressionError("cannotCombine", operator=operator, left=rules.name_of(a), right=rules.name_of(b))
    return a, b


EAGER: dict[str, Callable[[list[Any], list[Any]], list[Any]]] = {
    "+": add, "-": subtract, "&": concatenate, "*": multiply, "/": divide, "div": whole_divide, "mod": remainder,
    "=": equal, "!=": unequal, "~": equivalent, "!~": inequivalent, "<": less, ">": greater, "<=": less_or_equal, ">=": greater_or_equal,
    "|": union, "in": within, "contains": holds,
}  # fmt: skip
"""Operators that look at both sides."""

LAZY: dict[str, Callable[[list[Any], Callable[[], list[Any]]], list[Any]]] = {"and": both, "or": either, "xor": one_of, "implies": implies}
"""Operators that may not need their right side."""
