"""View: looking at one state of a form: which questions are there, and what counts as their answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from intake.ask.fhirpath import ExpressionError
from intake.hear.answers import Answers, Where
from intake.hear.board import BITS, MASK, Board
from intake.hear.plan import Plan
from intake.hear.tree import response_item, response_items
from intake.hear.validate import BLANK, Heard
from intake.hear.values import Value

Rows = tuple[str, ...]


class Look(NamedTuple):
    """What is known of one item in one row: do its own conditions hold, what was heard, what was calculated, and the
    values that count as its answer as the expression language sees them."""

    own: bool = True
    heard: Heard = BLANK
    made: tuple[Value, ...] = ()
    path: tuple[Any, ...] = ()


FRESH = Look()


class View:
    """One state: a plan, the answers, and a board with a Look for each item (a map from rows to Look for items in rows)."""

    __slots__ = ("_memo", "_tree", "answers", "board", "plan")

    def __init__(self, plan: Plan, answers: Answers, board: Board[Any]) -> None:
        self.plan, self.answers, self.board = plan, answers, board
        self._memo: dict[tuple[int, str, Rows], list] = {}
        self._tree: dict | None = None

    def look(self, slot: int, rows: Rows) -> Look:
        """What is known of an item; a fresh Look where nothing is."""
        look = self.board.chunks[slot >> BITS][slot & MASK]  # board[slot], without the call: this is the hottest line
        return look if type(look) is Look else look.get(rows, FRESH)

    def there(self, slot: int, rows: Rows) -> bool:
        """Is the question asked: do the conditions of the item and of everything around it hold?"""
        depth = self.plan.depth
        for gate in self.plan.gates[slot]:
            if not self.look(gate, rows[: depth[gate]]).own:
                return False
        return True

    def counted(self, slot: int, rows: Rows) -> tuple[Value, ...]:
        """The values that count: what the person gave, or what was calculated where nobody answered; () if not asked."""
        look = self.look(slot, rows)
        if look is FRESH or not self.there(slot, rows):
            return ()
        return self.answer(look)

    @staticmethod
    def answer(look: Look) -> tuple[Value, ...]:
        """A person's answer (also an invalid or declined one) goes before a calculated one."""
        return look.made if look.heard is BLANK else look.heard.values

    def instances(self, slot: int, within: Rows = ()) -> Iterator[Rows]:
        """The rows in which an item stands, in order, as far as they begin with `within`."""
        return self._descend(self.plan.items[slot].repeating, within)

    def _descend(self, groups: Sequence[int], within: Rows) -> Iterator[Rows]:
        if len(within) >= len(groups):
            yield within[: len(groups)]
            return
        group = self.plan.items[groups[len(within)]].link_id
        for row in self.answers.rows.get(Where(group, within), ()):
            yield from self._descend(groups, (*within, row))

    def tree(self) -> dict:
        """The response as FHIR JSON, for expressions that walk it."""
        if self._tree is None:
            self._tree = {"resourceType": "QuestionnaireResponse", "item": response_items(self)}
        return self._tree

    def evaluate(self, expression: Any, slot: int, rows: Rows) -> list:
        """The result of an expression on an item; [] where it has none (an error in a form must not stop a visit)."""
        try:
            return expression.evaluate(Scope(self, slot, rows))
        except ExpressionError:
            return []

    def variable(self, name: str, slot: int, rows: Rows) -> list:
        """The value of a %variable seen from an item; [] when nothing of that name is declared."""
        declared = self.plan.names(slot).get(name)
        if declared is None:
            return []
        home, expression = declared
        if rows:
            rows = rows[: self.plan.inner_depth(home)]
        key = (home, name, rows)
        found = self._memo.get(key)
        if found is None:
            self._memo[key] = []  # a variable that reads itself sees nothing
            found = self._memo[key] = self.evaluate(expression, home, rows)
        return found


class Scope:
    """Where an expression stands: on an item, in a row. The protocol is `intake.ask.fhirpath.Scope`."""

    __slots__ = ("at", "row", "view")

    def __init__(self, view: View, slot: int, rows: Rows) -> None:
        self.view, self.at, self.row = view, slot, rows

    @property
    def today(self) -> date:
        return self.view.answers.today

    def slot(self, slot: int) -> list[Any]:
        """The answers to a question that are visible from here: in the same row where both share one, else all."""
        view = self.view
        if not view.plan.depth[slot]:
            look = view.board[slot]
            return list(look.path) if look.path and view.there(slot, ()) else []
        return self._gather(slot, self.row[: self._shared(slot)])

    def _shared(self, slot: int) -> int:
        """How many row ids this place shares with an item."""
        if self.at < 0:
            return 0
        plan = self.view.plan
        return min(len(self.row), plan.shared_inside(self.at, slot))

    def local(self, slot: int) -> list[Any]:
        """The answers to a question in this very row."""
        return self.slot(slot)

    def _gather(self, slot: int, within: Rows) -> list[Any]:
        view = self.view
        found: list[Any] = []
        for rows in view.instances(slot, within):
            path = view.look(slot, rows).path
            if path and view.there(slot, rows):
                found += path
        return found

    def rows(self, slot: int) -> list[Scope]:
        """One scope for each visible row of a repeating group; empty while the group is not asked."""
        view = self.view
        group = view.plan.items[slot]
        return [
            Scope(view, slot, (*outer, row))
            for outer in view.instances(slot, self.row[: self._shared(slot)])
            if view.there(slot, outer)
            for row in view.answers.row_ids(group.link_id, outer)
        ]

    def name(self, name: str) -> list[Any]:
        """The value of a %variable; [] for a name that only a server could know."""
        return self.view.variable(name, self.at, self.row)

    def tree(self) -> dict:
        """The whole response as FHIR JSON."""
        return self.view.tree()

    def item(self) -> dict | None:
        """The item (or row) of the response on which the expression stands."""
        return response_item(self.view, self.at, self.row)
