"""Shape: what the compiler asks of a form: where an item hangs, which repeating groups are around it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

ROOT = -1
"""The response itself, as a parent."""


class Spot(Protocol):
    """What must be known of an item: `intake.ask.form.Item` has it, and so has `intake.ask.nodes.Node`."""

    parent: int
    kind: str
    repeating: tuple[int, ...]  # slots of the repeating groups around it, outermost first


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
        """Whether it is a repeating group (its children stand behind it, and say that they are in its rows)."""
        return self.is_group(slot) and not self.is_leaf(slot) and slot in self.items[slot + 1].repeating

    def parent(self, slot: int) -> int:
        return self.items[slot].parent

    def groups(self, slot: int, base: int = ROOT) -> tuple[int, ...]:
        """The repeating groups around a slot, outermost first, inside `base`."""
        found = self.items[slot].repeating if self.items else ()
        if base == ROOT:
            return found
        return tuple(group for group in found if group != base and group not in self.items[base].repeating)

    def shares_a_row(self, slot: int) -> bool:
        """Whether the expression stands in a row in which the slot is, too."""
        if self.at is None or not self.items:
            return False
        return any(group == self.at or group in self.items[self.at].repeating for group in self.items[slot].repeating)

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
