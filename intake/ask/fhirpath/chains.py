"""Chains: closures for operands of one precedence, and for the comparison with a written value that forms are full of."""

from __future__ import annotations

import operator
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from intake.ask.fhirpath.errors import ExpressionError
from intake.ask.fhirpath.operators import EAGER, FALSE, LAZY, TRUE
from intake.ask.fhirpath.reads import Closure
from intake.ask.fhirpath.scope import Run, placed

NUMBERS = (int, Decimal)
TESTS = {"<": operator.lt, ">": operator.gt, "<=": operator.le, ">=": operator.ge}

Steps = Sequence[tuple[str, int, Closure]]
"""(operator, its place in the source, the operand on its right)"""


def eager(first: Closure, steps: Steps) -> Closure:
    """Operators that look at both sides, from the left."""
    if len(steps) == 1 and steps[0][0] != "|":
        sign, at, operand = steps[0]
        do = EAGER[sign]
        return placed(lambda run, focus: do(first(run, focus), operand(run, focus)), at)
    doing = [(EAGER[sign], at, operand) for sign, at, operand in steps]

    def run_chain(run: Run, focus: Any) -> list[Any]:
        found = first(run, focus)
        for do, at, operand in doing:
            other = operand(run, focus)
            try:
                found = do(found, other)
            except ExpressionError as error:
                raise error.at(at) from None
            if len(found) > 1:
                run.spend(len(found))
        return found

    return run_chain


def lazy(first: Closure, steps: Steps) -> Closure:
    """and, or, xor, implies: the right side only if it matters."""
    doing = [(LAZY[sign], at, operand) for sign, at, operand in steps]

    def run_logic(run: Run, focus: Any) -> list[Any]:
        found = first(run, focus)
        for do, at, operand in doing:
            try:
                found = do(found, lambda operand=operand: operand(run, focus))
            except ExpressionError as error:
                raise error.at(at) from None
        return found

    return run_logic


def compared(left: Closure, sign: str, value: Any, at: int) -> Closure | None:
    """A comparison with a written value: the common case without ceremony, all others through the operator."""
    kind = type(value)
    if not (sign in ("=", "!=") and kind in (str, bool, int)) and not (sign in TESTS and kind in NUMBERS):
        return None
    do, right = EAGER[sign], [value]

    def slow(found: list[Any]) -> list[Any]:
        try:
            return do(found, right)
        except ExpressionError as error:
            raise error.at(at) from None

    if sign in TESTS:
        test = TESTS[sign]

        def compare(run: Run, focus: Any) -> list[Any]:
            found = left(run, focus)
            if len(found) == 1 and type(found[0]) in NUMBERS:
                return TRUE if test(found[0], value) else FALSE
            return slow(found)

        return compare
    yes, no = (TRUE, FALSE) if sign == "=" else (FALSE, TRUE)

    def equal(run: Run, focus: Any) -> list[Any]:
        found = left(run, focus)
        if len(found) == 1 and type(found[0]) is kind:
            return yes if found[0] == value else no
        return slow(found)

    return equal
