"""Shape: what the compiler asks of a form: where an item hangs, which repeating groups are around it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

ROOT = -1
"""The response itself, as a parent."""


class Spot(Protocol):
    """What must be known of an item: `intake.ask.form.Item` has it."""

    parent: int
    kind: str
    repeats: bool


@dataclass(frozen=True, slots=True)
class Shape:
    """A form as the compiler sees it: linkId -> slot, and (if they are known) the items by slot.

    `at` is the slot of the item the expression stands on; None for the form itself.
    """

    index: Mapping[str, int]
    items: Sequence[Spot] = ()
    at: int | None = None

    def is_group(self, slot: int) -> bool:
        return self.items[slot].kind == "group"

    def is_rows(self, slot: int) -> bool:
        """Whether it is a repeating group."""
        return self.is_group(slot) and self.items[slot].repeats

    def parent(self, slot: int) -> int:
        return self.items[slot].parent

    def groups(self, slot: int, base: int = ROOT) -> list[int]:
        """The repeating groups around a slot, outermost first, inside `base`."""
        found: list[int] = []
        parent = self.parent(slot) if self.items else ROOT
        while parent not in (ROOT, base):
            if self.is_rows(parent):
                found.append(parent)
            parent = self.parent(parent)
        return found[::-1]

    def shares_a_row(self, slot: int) -> bool:
        """Whether the expression stands in a row in which the slot is, too."""
        if self.at is None or not self.items:
            return False
        mine = {*self.groups(self.at), *([self.at] if self.is_rows(self.at) else [])}
        return bool(mine & {*self.groups(slot)})

    def reached(self, slot: int, under: int, items_only: bool) -> bool:
        """Whether a walk down from `under` comes to an item; `repeat(item)` does not see what hangs under an answer."""
        parent = self.parent(slot)
        while True:
            if items_only and parent != ROOT and not self.is_group(parent):
                return False
            if parent == under:
                return True
            if parent == ROOT:
                return False
            parent = self.parent(parent)

    def depth(self, slot: int) -> int:
        """How many elements a walk goes down to an item (an answer on the way is one)."""
        depth, parent = 0, self.parent(slot)
        while parent != ROOT:
            depth += 1 if self.is_group(parent) else 2
            parent = self.parent(parent)
        return depth

    def is_leaf(self, slot: int) -> bool:
        """Whether nothing hangs under it (children follow their parent in document order)."""
        return slot + 1 >= len(self.items) or self.parent(slot + 1) != slot
