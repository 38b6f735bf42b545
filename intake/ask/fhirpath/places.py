"""Places: paths to questions recognised at compile time, so that they read a slot and never walk the response.

A path such as `%resource.repeat(item).where(linkId='x').answer.value` is followed step by step over the form, not over a
response: from the root to all items, to the one called x, to its answers, to their values. Where a step is not one of those
known here, the path is walked over the response instead: the answer is the same, only slower. (One difference is meant: an
answer that only says why it is absent, or only carries further questions, does not exist here; it has no value.)
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from intake.ask.fhirpath import patterns, reads, sets, tree
from intake.ask.fhirpath.reads import LOCAL, ROW, Closure, Place, nothing
from intake.ask.fhirpath.scope import Body, Run, placed, truth
from intake.ask.fhirpath.shape import ROOT, Shape
from intake.ask.fhirpath.syntax import Call, Index, Literal, Member, Path, Special, Variable

ON_ROWS: dict[tuple[str, int], tuple[Callable[..., list[Any]], bool]] = {
    ("where", 1): (sets.where, True),
    ("first", 0): (sets.first, True),
    ("last", 0): (sets.last, True),
    ("tail", 0): (sets.tail, True),
    ("single", 0): (sets.single, True),
    ("count", 0): (sets.count, False),
    ("empty", 0): (sets.empty, False),
    ("exists", 0): (sets.exists, False),
    ("exists", 1): (sets.exists, False),
    ("all", 1): (sets.every, False),
    ("select", 1): (sets.select, False),
}
"""(name, arguments) of what can be asked of rows -> what does it, and whether the result is rows again."""

ON_ANSWERS = {"exists": sets.exists, "empty": sets.empty, "count": sets.count}
"""What can be asked of the answers of a question when only their values are known."""


class Unresolved(Exception):
    """Inside the rows of a group: this piece needs the response itself."""


class Places:
    """Follows paths over one form, and remembers the slots they read and the linkIds the form does not have.

    `body` compiles the argument of a call: for the rows of a group (its slot), or for a lone item (ROOT).
    """

    def __init__(self, shape: Shape, body: Callable[[Any, int], Body]) -> None:
        self.shape = shape
        self.body = body
        self.slots: set[int] = set()
        self.unknown: dict[str, int] = {}

    def follow(self, path: Path, focus: str, row: int) -> tuple[Closure, int] | None:
        """A closure for the longest known part of a path, and how many steps it covers; None when none is known."""
        place = self.start(path, focus, row) if self.shape.index else None
        if place is None:
            return None
        facts, best = self.facts(), None
        for covered, step in enumerate(path.steps, 1):
            found = self.move(place, step)
            closure = found if callable(found) else self.reader(found) if found else None
            if closure:
                facts, best = self.facts(), (closure, covered)
            if found is None or callable(found):
                break
            place = found
        self.slots, self.unknown = facts
        return best

    def facts(self) -> tuple[set[int], dict[str, int]]:
        return set(self.slots), dict(self.unknown)

    # -- where a path starts

    def start(self, path: Path, focus: str, row: int) -> Place | None:
        head = path.head
        if isinstance(head, Variable):
            return Place("root") if head.name in ("resource", "rootResource") else self.here() if head.name in ("context", "qitem") else None
        if isinstance(head, Special):
            return self.here() if head.name == "$this" and focus == "top" else None
        if head is not None:
            return None
        if focus == "row":
            return Place("here", (row,), ROW, row, row)
        if focus == "top":
            return Place("root") if self.from_root(path) else self.here()
        return None

    def here(self) -> Place | None:
        """The item the expression stands on; the response where it stands on none."""
        at = self.shape.at
        if at is None:
            return Place("root")
        return Place("here", (at,), LOCAL, at, at) if self.shape.items else None

    def from_root(self, path: Path) -> bool:
        """Whether a path without a head is meant from the response and not from the item.

        `item.where(linkId='x')` is meant from the response when x stands at its top: so writes who tests a form in an
        engine that always starts there.
        """
        if self.shape.at is None:
            return True
        first, *rest = path.steps
        if not isinstance(first, Member):
            return False
        if first.name == "QuestionnaireResponse":
            return True
        slot = self.shape.index.get(patterns.link_id(rest[0]) or "") if rest and first.name == "item" and self.shape.items else None
        return slot is not None and self.shape.parent(slot) == ROOT

    # -- one step

    def move(self, place: Place, step: Any) -> Place | Closure | None:
        """The next place; a closure where the step ends in a value that is no place; None where it is not known."""
        return getattr(self, "_from_" + place.kind)(place, step)

    def _from_root(self, place: Place, step: Any) -> Place | None:
        if isinstance(step, Member):
            if step.name == "QuestionnaireResponse":
                return place
            return place._replace(kind="kids") if step.name == "item" and self.shape.items else None
        walk = patterns.walk(step)
        return place._replace(kind="all", walk=walk) if walk else None

    def _from_here(self, place: Place, step: Any) -> Place | None:
        if isinstance(step, Member):
            group = self.shape.is_group(place.under)
            if step.name == "item":
                return place._replace(kind="kids") if group else Place("items")
            return place._replace(kind="answers") if step.name == "answer" and not group else None
        walk = patterns.walk(step)
        return place._replace(kind="all", walk=walk) if walk else None

    def _from_kids(self, place: Place, step: Any) -> Place | None:
        return self.chosen(place, step, lambda slot: self.shape.parent(slot) == place.under)

    def _from_all(self, place: Place, step: Any) -> Place | None:
        if self.shape.items:
            return self.chosen(place, step, lambda slot: self.shape.reached(slot, place.under, place.walk == "repeat"))
        name = patterns.link_id(step)  # only linkIds are known: believe that the question is reached, and stands alone
        return None if name is None else self.named(place, name, step.at)

    def chosen(self, place: Place, step: Any, reached: Callable[[int], bool]) -> Place | None:
        """The items that a `where(...)` on linkIds leaves."""
        name = patterns.link_id(step)
        if name is not None:
            found = self.named(place, name, step.at)
            return found if all(map(reached, found.slots)) else Place("items")
        test = patterns.link_id_test(step)
        if test is None:
            return None
        run, body = Run(None), self.body(test, ROOT)  # type: ignore[arg-type]
        slots = [slot for name, slot in self.shape.index.items() if reached(slot) and truth(body.run(run, [{"linkId": name}]))]
        if any(self.shape.groups(slot, place.base) or self.shape.is_rows(slot) for slot in slots):
            return None  # several questions in several rows: their order is the response's
        return place._replace(kind="items", slots=tuple(sorted(slots, key=lambda slot: (self.shape.depth(slot), slot))), walk="")

    def named(self, place: Place, name: str, at: int) -> Place:
        slot = self.shape.index.get(name)
        if slot is None:
            self.unknown.setdefault(name, at)
            return Place("items")
        once = place.walk in ("repeat", "both") and bool(self.shape.items) and bool(self.shape.groups(slot, place.base) or self.shape.is_rows(slot))
        return place._replace(kind="items", slots=(slot,), once=once, walk="")

    def _from_items(self, place: Place, step: Any) -> Place | Closure | None:
        if not place.slots:
            return place if isinstance(step, Member) else None
        slot, shape = place.slots[0], self.shape
        if isinstance(step, Member) and step.name == "answer":
            questions = tuple(slot for slot in place.slots if not (shape.items and shape.is_group(slot)))
            return None if place.once and not shape.is_leaf(slot) else place._replace(kind="answers", slots=questions)
        if len(place.slots) > 1 or not shape.items or place.once:
            return None
        if isinstance(step, Member) and step.name == "item":
            return place._replace(kind="kids", under=slot) if shape.is_group(slot) else Place("items")
        if shape.is_rows(slot):
            rows = place._replace(kind="rows", near=reads.rows(shape, place), base=slot, under=slot)
            return self._from_rows(rows, step)
        alone = not callable(place.near) and not shape.groups(slot, place.base)
        return place if alone and patterns.keeps_one(step) else None

    def _from_rows(self, place: Place, step: Any) -> Place | Closure | None:
        """The rows of a repeating group: scopes, chosen by where(), first(), [0] and so on, until a path leads into them."""
        rows: Closure = place.near
        if isinstance(step, Member):
            return place._replace(kind="kids") if step.name == "item" else None
        if isinstance(step, Index):
            at = step.place.values[0] if isinstance(step.place, Literal) and step.place.values else None
            self.slots.add(place.under)
            return place._replace(near=lambda run, focus: rows(run, focus)[at : at + 1]) if type(at) is int else None
        function, stays = ON_ROWS.get((step.name, len(step.arguments)), (None, False)) if isinstance(step, Call) else (None, False)
        if function is None:
            return None
        before = self.facts()
        try:
            bodies = [self.body(argument, place.under) for argument in step.arguments]
        except Unresolved:
            self.slots, self.unknown = before
            return None
        self.slots.add(place.under)
        found = placed(lambda run, focus: function(run, rows(run, focus), *bodies), step.at)
        return place._replace(near=found) if stays else found

    def _from_answers(self, place: Place, step: Any) -> Place | Closure | None:
        if isinstance(step, Member):
            if step.name == "value":
                return place._replace(kind="values")
            if step.name in tree.TYPED["value"]:
                return self.typed(place, step.name)
            if step.name == "item" and len(place.slots) == 1 and self.shape.items and not place.once:
                return place._replace(kind="kids", under=place.slots[0])
            if not place.slots:
                return place
        elif isinstance(step, Call) and not step.arguments and step.name in ON_ANSWERS:
            values, ask = self.values(place), ON_ANSWERS[step.name]
            return lambda run, focus: ask(run, values(run, focus))
        return None

    def _from_values(self, place: Place, step: Any) -> None:
        return None

    # -- what is read there

    def reader(self, place: Place) -> Closure | None:
        """A closure for the values of a place; None when the place is none of values."""
        if place.kind == "values":
            return self.values(place)
        if not place.slots:
            return nothing if place.kind in ("items", "answers") else None
        if place.kind == "answers" and self.shape.items and all(map(self.shape.is_leaf, place.slots)):
            self.slots.update(place.slots)
            return reads.answers(self.shape, place)
        return None

    def values(self, place: Place) -> Closure:
        self.slots.update(place.slots)
        return reads.values(self.shape, place)

    def typed(self, place: Place, key: str) -> Closure:
        """The values that an answer writes under `key` ("valueCoding")."""
        self.slots.update(place.slots)
        answers = reads.answers(self.shape, place)
        return lambda run, focus: [answer[key] for answer in answers(run, focus) if key in answer]
