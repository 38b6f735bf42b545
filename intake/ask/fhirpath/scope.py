"""Scope: what an expression sees of a form that is being answered, and the state of one evaluation."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple, Protocol

from intake.ask.fhirpath.errors import ExpressionError

STEPS = 1_000_000
"""Items one evaluation may touch."""

LONGEST_TEXT = 200_000
"""Characters a text made by an expression may have."""


class Scope(Protocol):
    """Where an expression stands. `hear.reading` has one over a form; `fhirpath.plain` one over a response alone.

    Values in the lists: bool, int, Decimal, str, FhirDate, FhirDateTime, FhirTime, Quantity, dict (Coding, any element).
    A Coding whose option has a score carries it as FHIR does: an `extension` of url .../ordinalValue with `valueDecimal`.
    A scope may also have `now`, a FHIR dateTime as text; without it `now()` is only as precise as `today`.
    """

    today: date

    def slot(self, slot: int) -> list[Any]:
        """The values of all enabled answers of a slot that are visible from here, in document order."""

    def local(self, slot: int) -> list[Any]:
        """The same, of the current row (or item) only."""

    def rows(self, slot: int) -> list[Scope]:
        """One scope for each row of a repeating group that is visible from here."""

    def name(self, name: str) -> list[Any]:
        """The value of a %variable. KeyError when there is none of that name."""

    def tree(self) -> dict[str, Any]:
        """The QuestionnaireResponse."""

    def item(self) -> Any:
        """The item of the response on which the expression stands (a dict); None where there is none."""


class Run:
    """The state of one evaluation: the scope, the loop variables, and how much work is left."""

    __slots__ = ("index", "left", "scope", "this", "total")

    def __init__(self, scope: Scope, steps: int = STEPS) -> None:
        self.scope = scope
        self.left = steps
        self.this: Any = None
        self.index: int | None = None
        self.total: list[Any] = []

    def spend(self, steps: int) -> None:
        """Count work; an error when it becomes too much."""
        self.left -= steps
        if self.left < 0:
            raise ExpressionError("tooMuchWork")

    def over(self, items: list[Any], body: Body) -> list[list[Any]]:
        """The result of `body` for each item, with $this and $index set."""
        self.spend(len(items) * body.weight + 1)
        this, index, results, run = self.this, self.index, [], body.run
        for place, item in enumerate(items):
            self.index = place
            self.this = one = [item]
            results.append(run(self, one))
        self.this, self.index = this, index
        return results


class Body(NamedTuple):
    """An argument that a function runs itself: the closure, and how much one run costs."""

    run: Callable[[Run, Any], list[Any]]
    weight: int


def placed(closure: Callable[[Run, Any], list[Any]], at: int) -> Callable[[Run, Any], list[Any]]:
    """The same closure, its errors placed at `at` unless they know better."""

    def run_there(run: Run, focus: Any) -> list[Any]:
        try:
            return closure(run, focus)
        except ExpressionError as error:
            raise error.at(at) from None

    return run_there


def only(items: list[Any]) -> Any:
    """The one item of a collection; None when it is empty, an error when there are several."""
    if len(items) == 1:
        return items[0]
    if items:
        raise ExpressionError("notSingle", count=len(items))
    return None


def truth(items: list[Any]) -> bool | None:
    """A collection as a condition: empty is unknown (None), one value that is not a boolean counts as true."""
    if len(items) == 1:
        return items[0] if type(items[0]) is bool else True
    if items:
        raise ExpressionError("notSingle", count=len(items))
    return None
