"""Settle: work out a state from answers: all of it, or only what a change touches. Both come to the same."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from heapq import heappop, heappush
from typing import Any

from rpds import HashTrieMap

from intake.ask.form import Item
from intake.hear.answers import Answers, Where
from intake.hear.board import Board
from intake.hear.bridge import from_path, same, to_path
from intake.hear.conditions import holds
from intake.hear.plan import Plan
from intake.hear.validate import BLANK
from intake.hear.view import FRESH, Look, Rows, View

ROUNDS = 8
"""How often items that stand in a circle or read the whole response are looked at before they are left as they are."""


def settle(plan: Plan, answers: Answers) -> Board[Any]:
    """The state of a form for these answers, from nothing."""
    state = Settling(plan, answers, Board(HashTrieMap() if depth else FRESH for depth in plan.depth))
    for where, raws in answers.given.items():
        slot = state.slot_of(where)
        if slot is not None:
            state.hear(slot, where.rows, raws)
    for slot in plan.active:
        for rows in state.instances(slot):
            old = state.look(slot, rows)
            new = state.judged(slot, rows, old)
            if new is not old:
                state.write(slot, rows, new)
    state.rounds()
    return state.board


def resettle(plan: Plan, answers: Answers, board: Board[Any], changes: Iterable[Where]) -> Board[Any]:
    """The state after `changes`, from the state before them; looks only at what the changes reach."""
    state = Settling(plan, answers, board)
    for where in dict.fromkeys(changes):
        slot = plan.form.index.get(where.link_id)
        if slot is None:
            continue
        if plan.inner_depth(slot) > plan.depth[slot]:
            state.rows_changed(slot, where)
        if state.slot_of(where) is not None:
            state.hear_and_wake(slot, where.rows, answers.given.get(where, ()))
    state.follow()
    if plan.late_always or state.late_touched:
        state.rounds()
    return state.board


class Settling(View):
    """A state that is being worked out. Its board is a draft; nobody else sees it until it is done."""

    __slots__ = ("_queue", "_twins", "_waiting", "late_touched")

    def __init__(self, plan: Plan, answers: Answers, board: Board[Any]) -> None:
        super().__init__(plan, answers, board.draft())
        self._queue: list[tuple[int, int, Rows]] = []
        self._waiting: set[tuple[int, Rows]] = set()
        self._twins: dict[int, bool] = {}
        self.late_touched = False

    def slot_of(self, where: Where) -> int | None:
        """The slot of an address; None when the form has no such item, or the answers no such row."""
        slot = self.plan.form.index.get(where.link_id)
        if slot is None or len(where.rows) != self.plan.depth[slot]:
            return None
        for depth, group in enumerate(self.plan.items[slot].repeating):
            ids = self.answers.rows.get(Where(self.plan.items[group].link_id, where.rows[:depth]), ())
            if where.rows[depth] not in ids:
                return None
        return slot

    def write(self, slot: int, rows: Rows, look: Look) -> None:
        """Put a Look in its place."""
        if self.plan.depth[slot]:
            self.board.write(slot, self.board[slot].insert(rows, look))
        else:
            self.board.write(slot, look)

    def hear(self, slot: int, rows: Rows, raws: tuple) -> bool:
        """Understand the raw answers at an address anew. Says whether the answer is another one for those who read it.

        What only the engine may answer is not listened to: neither an answer nor "I prefer not to say" can be given there.
        """
        old = self.look(slot, rows)
        raws = () if self.plan.engine_made[slot] else raws
        if not raws and old.heard is BLANK:
            return False
        new = old._replace(heard=self.plan.types.hear(slot, raws) if raws else BLANK)
        new = new._replace(path=to_path(self.answer(new)))
        self.write(slot, rows, new)
        return not same(new.path, old.path)

    def hear_and_wake(self, slot: int, rows: Rows, raws: tuple) -> None:
        if slot in self.plan.is_late:
            self.late_touched = True  # what it was calculated to be may rest on its own answer
        if self.hear(slot, rows, raws):
            self.wake(slot, rows, self.plan.readers[slot])

    def judged(self, slot: int, rows: Rows, old: Look) -> Look:
        """The Look an item should have now instead of `old`: its conditions and its calculation worked out."""
        item = self.plan.items[slot]
        own = self._holds(item, slot, rows) if self.plan.gated[slot] else True
        if item.calculated is None:
            return old if own is old.own else Look(own, old.heard, old.made, old.path)
        made = from_path(item, self.evaluate(item.calculated, slot, rows))
        new = Look(own, old.heard, made)
        return new._replace(path=to_path(self.answer(new)))

    def _holds(self, item: Item, slot: int, rows: Rows) -> bool:
        if item.when:
            found = (holds(when, self._answers_to(when.slot, slot, rows)) for when in item.when)
            if not (any(found) if item.when_any else all(found)):
                return False
        if item.when_expression is None:
            return True
        twin = self.plan.twins[slot]
        found = self._twins.get(twin)
        if found is None:
            result = self.evaluate(item.when_expression, slot, rows)
            found = bool(result) and False not in result
            if twin >= 0:
                self._twins[twin] = found
        return found

    def _answers_to(self, asked: int | None, slot: int, rows: Rows) -> tuple:
        """The answers a condition on `slot` sees: in the same row where both stand in one, otherwise in all rows."""
        if asked is None:
            return ()
        if not self.plan.depth[asked]:
            return self.counted(asked, ())
        within = rows[: self.plan.shared(asked, slot)]
        return tuple(value for other in self.instances(asked, within) for value in self.counted(asked, other))

    def wake(self, slot: int, rows: Rows, readers: Iterable[int]) -> None:
        """Note that `readers` have to be looked at again because something about `slot` changed."""
        plan = self.plan
        for reader in readers:
            if reader in plan.is_late:
                self.late_touched = True
            elif reader in plan.is_active:
                if not plan.depth[reader]:
                    self._push(reader, ())
                else:
                    for where in self.instances(reader, rows[: min(plan.shared(slot, reader), plan.reach[reader])]):
                        self._push(reader, where)

    def _push(self, slot: int, rows: Rows) -> None:
        if (slot, rows) not in self._waiting:
            self._waiting.add((slot, rows))
            heappush(self._queue, (self.plan.rank[slot], slot, rows))

    def follow(self) -> None:
        """Look at everything that waits, lowest rank first, and at whatever that wakes."""
        while self._queue:
            _rank, slot, rows = heappop(self._queue)
            self._waiting.discard((slot, rows))
            old = self.look(slot, rows)
            new = self.judged(slot, rows, old)
            if new is old:
                continue
            self.write(slot, rows, new)
            if new.own is not old.own:
                if woken := self.plan.woken(slot):
                    self.wake(slot, rows, woken)
            elif not same(new.path, old.path):
                self.wake(slot, rows, self.plan.readers[slot])

    def rows_changed(self, group: int, where: Where) -> None:
        """Rows of a repeating group came or went: forget what stood in the ones that went, look at all the others."""
        plan, outer = self.plan, where.rows
        for slot in range(group + 1, plan.ends[group]):
            standing = dict.fromkeys(self.instances(slot, outer))
            gone = [rows for rows in self.board[slot] if rows[: len(outer)] == outer and rows not in standing]
            if gone:
                self.board.write(slot, reduce(HashTrieMap.discard, gone, self.board[slot]))
            for rows in standing:
                self.hear_and_wake(slot, rows, self.answers.given.get(Where(plan.items[slot].link_id, rows), ()))
                if slot in plan.is_active and slot not in plan.is_late:
                    self._push(slot, rows)
        self.wake(group, outer, plan.woken(group))

    def rounds(self) -> None:
        """Settle the late items: from blank, again and again until nothing changes.

        From blank each time, so that the result is a function of the answers and not of the way that led to them.
        """
        late = [(slot, rows) for slot in self.plan.late for rows in self.instances(slot)]
        for slot, rows in late:
            blank = Look(not self.plan.gated[slot], self.look(slot, rows).heard)
            self.write(slot, rows, blank._replace(path=to_path(self.answer(blank))))
        for _round in range(ROUNDS):
            self._tree = None
            self._forget()
            moved = False
            for slot, rows in late:
                old = self.look(slot, rows)
                new = self.judged(slot, rows, old)
                if new.own is not old.own or not same(new.path, old.path) or not same(new.made, old.made):
                    self.write(slot, rows, new)
                    self._forget()
                    moved = True
            if not moved:
                return

    def _forget(self) -> None:
        """Something changed that variables may have been worked out from."""
        self._memo.clear()
        self._twins.clear()
