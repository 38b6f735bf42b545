"""Reach: questions that can never be asked, because what they and all around them wait for cannot come true together.

Only what is proven is told: each condition narrows the answers its question may have, and a question is unreachable when every way
through the "any" and "all" lists leaves some question without an answer. What cannot be judged (an expression, typed words, a date,
a second row) is taken as possible, and so is a form too tangled to finish within `STEPS`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from math import inf
from typing import Any

from intake.ask.errors import Fault
from intake.ask.form import Form, Item, When

STEPS = 20_000
"""Narrowings tried for one item before it is taken as possible."""
_NUMBERS = ("integer", "decimal")


@dataclass(frozen=True, slots=True)
class Left:
    """What one question's answer may still be. `codes` None: anything; the numbers bound integers and decimals."""

    answered: bool | None = None  # None: either way
    codes: frozenset[Any] | None = None
    out: frozenset[Any] = frozenset()
    low: Decimal | float = -inf
    high: Decimal | float = inf
    low_open: bool = False
    high_open: bool = False


_State = dict[int, Left]
_Goal = tuple[str, Any]  # ("asked", slot) or ("when", When)


def never_asked(form: Form, *, file: str = "") -> Iterator[Fault]:
    """A warning for each item that nobody can ever be asked; what stands inside such a group is not told again."""
    lost: set[int] = set()
    for item in form.items:
        if item.parent in lost:
            lost.add(item.slot)
        elif not _put_away(item) and (item.when or item.when_expression) and (why := blocking(form, item)) is not None:
            lost.add(item.slot)
            facts = {"where": item.link_id, "question": form.items[why].link_id if why >= 0 else ""}
            yield Fault(file, item.pointer, 0, 0, "neverAsked", facts, "warning")


def blocking(form: Form, item: Item) -> int | None:
    """None when an item may be asked; else the slot of the question at which every way ends (-1: one that is not in the form)."""
    search = _Search(form, item)
    return None if search.solve((("asked", item.slot),), {}, frozenset()) else search.last


class _Search:
    def __init__(self, form: Form, item: Item) -> None:
        self.form, self.item = form, item
        self.steps, self.last = STEPS, -1

    def solve(self, goals: tuple[_Goal, ...], state: _State, asked: frozenset[int]) -> bool:
        """Whether all goals can hold together; backtracks over every "any"."""
        while goals:
            (kind, what), goals = goals[0], goals[1:]
            self.steps -= 1
            if self.steps < 0:
                return True
            if kind == "asked":
                if what in asked:
                    continue
                asked = asked | {what}
                item = self.form.items[what]
                if item.parent >= 0:
                    goals = (("asked", item.parent), *goals)
                ways = tuple(("when", when) for when in item.when)
                if len(ways) > 1 and item.when_any:
                    return any(self.solve((way, *goals), state, asked) for way in ways)
                goals = (*ways, *goals)
                continue
            narrowed = self.narrow(what, state)
            if narrowed is None:
                self.last = -1 if what.slot is None else what.slot
                return False
            state = narrowed
            if what.slot is not None and not _wants_blank(what):
                goals = (*goals, ("asked", what.slot))
        return True

    def narrow(self, when: When, state: _State) -> _State | None:
        """The state after one condition, or None where nothing is left."""
        if when.slot is None:
            return state if _wants_blank(when) else None
        question = self.form.items[when.slot]
        if not _wants_blank(when) and not can_be_answered(question):
            return None
        if question.repeating != self.item.repeating[: len(question.repeating)]:  # each condition may be met in a row of its own
            return state if _narrowed(domain(question), when, question) is not None else None
        before = state.get(when.slot)
        left = _several(before or Left(), when, question) if question.repeats else _narrowed(before or domain(question), when, question)
        return {**state, when.slot: left} if left is not None else None


def domain(item: Item) -> Left:
    """What the answer to a question can be at all."""
    if item.kind == "boolean":
        return Left(codes=frozenset((True, False)))
    if item.kind == "choice" and item.options and item.medicines is None:
        return Left(codes=frozenset(option.code for option in item.options))
    if item.kind in _NUMBERS and item.calculated is None:
        low, high = item.limits.min, item.limits.max
        return Left(low=low if isinstance(low, Decimal) else -inf, high=high if isinstance(high, Decimal) else inf)
    return Left()


def _narrowed(left: Left, when: When, question: Item) -> Left | None:
    """One answer narrowed by one condition; None where none is left."""
    if _wants_blank(when):
        return None if left.answered else replace(left, answered=False)
    if left.answered is False:
        return None
    left = replace(left, answered=True)
    if when.operator == "exists":
        return left
    answer = when.answer
    if question.kind in _NUMBERS and isinstance(answer, (int, Decimal)) and not isinstance(answer, bool):
        left = _bounded(left, when.operator, Decimal(answer))
        return left if _some_number(left, whole=question.kind == "integer") else None
    if when.operator == "=":
        if (left.codes is not None and answer not in left.codes) or answer in left.out:
            return None
        return replace(left, codes=frozenset((answer,)))
    if when.operator == "!=":
        codes = None if left.codes is None else left.codes - {answer}
        return None if codes is not None and not codes else replace(left, codes=codes, out=left.out | {answer})
    return left  # an order among dates, times or quantities is not judged


def _several(left: Left, when: When, question: Item) -> Left | None:
    """A question with several answers: each condition may be met by another of them; only blank and "not this one" shut others out."""
    if when.operator != "!=" and _narrowed(domain(question), when, question) is None:
        return None
    wanted = not _wants_blank(when)
    if left.answered is not None and left.answered != wanted:
        return None
    chosen = (left.codes or frozenset()) | ({when.answer} if when.operator == "=" else frozenset())
    out = left.out | ({when.answer} if when.operator == "!=" else frozenset())
    return None if chosen & out else Left(wanted, chosen, out)


def _bounded(left: Left, operator: str, number: Decimal) -> Left:
    if operator == "!=":
        return replace(left, out=left.out | {number})
    if operator in (">", ">=", "=") and (number > left.low or (number == left.low and operator == ">")):
        left = replace(left, low=number, low_open=operator == ">")
    if operator in ("<", "<=", "=") and (number < left.high or (number == left.high and operator == "<")):
        left = replace(left, high=number, high_open=operator == "<")
    return left


def _some_number(left: Left, *, whole: bool) -> bool:
    low, high = left.low, left.high
    if whole and isinstance(low, Decimal) and isinstance(high, Decimal):
        first = int(low // 1) + (0 if low == low // 1 and not left.low_open else 1)
        last = int(high // 1) - (1 if high == high // 1 and left.high_open else 0)
        return last >= first and (last - first > len(left.out) or any(number not in left.out for number in range(first, last + 1)))
    if low == high:
        return not left.low_open and not left.high_open and low not in left.out
    return low < high


def _wants_blank(when: When) -> bool:
    return when.operator == "exists" and not when.answer


def _put_away(item: Item) -> bool:
    """Off, hidden or worked out on purpose: nobody expects it to be asked."""
    return item.hidden or item.ask in ("off", "app")


def can_be_answered(item: Item) -> bool:
    """Whether somebody, or the program, can give an answer at all."""
    given = bool(item.initial or item.calculated or item.initial_expression)
    return given or item.ask == "app" or (item.ask != "off" and not item.hidden and not item.read_only)
