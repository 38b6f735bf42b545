"""Expression: one compiled expression, what it reads, and its value in a scope."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from intake.ask.fhirpath.compiler import Compiler, Env
from intake.ask.fhirpath.errors import ExpressionError
from intake.ask.fhirpath.parser import parse
from intake.ask.fhirpath.scope import STEPS, Run, Scope
from intake.ask.fhirpath.shape import Shape, Spot


class Expression:
    """A compiled expression. Immutable; evaluate it in as many scopes as you like.

    `slots`: the slots it reads. `reads_tree`: whether it walks the response, and so depends on everything.
    `uses`: the %variables it names (built-in ones left out). `unknown`: (linkId, offset) of questions the form does not have;
    a path to one is empty.
    """

    __slots__ = ("_closure", "reads_tree", "slots", "source", "unknown", "uses")

    def __init__(self, source: str, compiler: Compiler) -> None:
        self.source = source
        self._closure = compiler.compile(parse(source, compiler.names), Env())
        self.slots = frozenset(compiler.places.slots)
        self.reads_tree = compiler.reads_tree
        self.uses = frozenset(compiler.uses)
        self.unknown = tuple(compiler.places.unknown.items())

    def evaluate(self, scope: Scope, steps: int = STEPS) -> list[Any]:
        """The value in a scope: a new list of bool, int, Decimal, str, dates, Quantity and dict.

        ExpressionError where it has none (text plus number, a single value wanted and several there, too much work).
        """
        try:
            return list(self._closure(Run(scope, steps), None))
        except RecursionError:
            raise ExpressionError("tooDeep", 0, deepest=100) from None

    def __repr__(self) -> str:
        return f"Expression({self.source!r})"


def compile_expression(
    source: str,
    *,
    index: Mapping[str, int] | None = None,
    items: Sequence[Spot] = (),
    names: frozenset[str] = frozenset(),
    at: int | None = None,
) -> Expression:
    """Compile FHIRPath over a form.

    `index`: linkId -> slot; `items`: by slot, what has `parent`, `kind` and `repeating` (the items of a Form); without them
    only `repeat(item)` and `descendants()` find their slot, other paths walk the response. `names`: the declared
    %variables. `at`: the slot of the item the expression stands on; None for the form.
    ExpressionError says what is wrong, and at which character; nothing else is raised, whatever the text.
    """
    try:
        return Expression(source, Compiler(Shape(index or {}, items, at), frozenset(names)))
    except RecursionError:
        raise ExpressionError("tooDeep", 0, deepest=100) from None
