"""Reads: closures that fetch the answers of a slot from where the expression stands, without walking the response."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from intake.ask.fhirpath import rules, tree
from intake.ask.fhirpath.scope import Run
from intake.ask.fhirpath.shape import ROOT, Shape

Closure = Callable[[Run, Any], list[Any]]

EVERYWHERE, LOCAL, ROW = "everywhere", "local", "row"


class Place(NamedTuple):
    """Where a path has come to, seen over the form. `kind`: root here all kids items rows answers values.

    `slots`: the items meant (none: nothing is there, whatever follows). `near`: in which rows they are read: EVERYWHERE,
    LOCAL (where the expression stands), ROW (the row a closure is given), or a closure that gives scopes; `base` is the
    slot whose row that is. `under`: what the next items hang under. `once`: equal items count once, as `repeat` has it.
    `walk`: how "all" was walked: repeat | both | descendants.
    """

    kind: str
    slots: tuple[int, ...] = ()
    near: Any = EVERYWHERE
    base: int = ROOT
    under: int = ROOT
    once: bool = False
    walk: str = ""


def nothing(run: Run, focus: Any) -> list[Any]:
    return []


def values(shape: Shape, place: Place) -> Closure:
    """A closure for the values of all answers of a place's slots."""
    return _joined([_values_of(shape, slot, place) for slot in place.slots])


def answers(shape: Shape, place: Place) -> Closure:
    """A closure for all answers of a place's slots as elements: {"valueInteger": 3}."""

    def of(slot: int) -> Closure:
        read, kind = _values_of(shape, slot, place), shape.items[slot].kind if shape.items else ""
        return lambda run, focus: [{answer_key(value, kind): value} for value in read(run, focus)]

    return _joined([of(slot) for slot in place.slots])


def _joined(closures: list[Closure]) -> Closure:
    if len(closures) == 1:
        return closures[0]
    return (lambda run, focus: [value for closure in closures for value in closure(run, focus)]) if closures else nothing


def _values_of(shape: Shape, slot: int, place: Place) -> Closure:
    near = place.near
    if near == EVERYWHERE and not (place.once and not shape.shares_a_row(slot)):
        return lambda run, focus: run.scope.slot(slot)
    groups = shape.groups(slot, place.base)
    if not groups and near == LOCAL:
        return lambda run, focus: run.scope.local(slot)
    if not groups and near == ROW:
        return lambda run, focus: focus[0].local(slot)
    scopes = _scopes(groups, near)
    if place.once:
        return lambda run, focus: _each_once([scope.local(slot) for scope in scopes(run, focus)])
    return lambda run, focus: [value for scope in scopes(run, focus) for value in scope.local(slot)]


def rows(shape: Shape, place: Place) -> Closure:
    """A closure for the rows (scopes) of the repeating group a place has come to."""
    slot = place.slots[0]
    if place.near == EVERYWHERE:
        return lambda run, focus: run.scope.rows(slot)
    return _scopes([*shape.groups(slot, place.base), slot], place.near)


def _scopes(groups: Sequence[int], near: Any) -> Closure:
    """A closure for the scopes inside `groups`, each inside the one before, starting near the expression."""

    def scopes(run: Run, focus: Any) -> list[Any]:
        found = focus if near == ROW else near(run, focus) if callable(near) else [run.scope]
        for group in groups:
            found = [row for scope in found for row in scope.rows(group)]
        run.spend(len(found))
        return found

    return scopes


def _each_once(answers: list[list[Any]]) -> list[Any]:
    """The values of all items; of items with equal answers only the first."""
    seen: set[Any] = set()
    found: list[Any] = []
    for said in answers:
        key = rules.key(said)
        if said and key not in seen:
            seen.add(key)
            found += said
    return found


def answer_key(value: Any, kind: str) -> str:
    """The key under which an answer says its value."""
    if kind == "url":
        return "valueUri"
    if type(value) is dict:
        for name in ("Coding", "Attachment", "Reference"):
            if tree.is_of(value, name):
                return "value" + name
    return "value" + rules.name_of(value)
