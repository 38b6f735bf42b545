"""Reading: which questions count, what each answer means, what is wrong, and what is calculated. Pure and total."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from intake.ask.form import Form, Item, Page
from intake.hear.answers import Absent, Answers, Raw, Where
from intake.hear.board import Board
from intake.hear.plan import Plan, plan_of
from intake.hear.settle import resettle, settle
from intake.hear.validate import WARNINGS, Problem
from intake.hear.values import Coded, PartialDate, Quantity, Value
from intake.hear.view import Look, Rows, Scope, View


@dataclass(frozen=True, slots=True)
class Cell:
    """One item at one address. `values` are the typed, valid ones (calculated where nobody answered); `raw` as given.

    `enabled`: its conditions and those of everything around it hold. `problems` is empty where it is not enabled.
    The cell of a repeating group with its row id as the last of `where.rows` is that row.
    """

    where: Where
    item: Item
    enabled: bool
    values: tuple[Value, ...] = ()
    raw: tuple[Raw, ...] = ()
    problems: tuple[Problem, ...] = ()
    absent: Absent | None = None
    derived: bool = False


class Reading(View):
    """The meaning of `answers` on `form`. Immutable; made by `read`."""

    __slots__ = ("_problems", "pages")

    def __init__(self, plan: Plan, answers: Answers, board: Board) -> None:
        super().__init__(plan, answers, board)
        self._problems: tuple[Problem, ...] | None = None
        self.pages: dict[bool, tuple[Page, ...]] = {}  # by staff or not; worked out by hear.paging when asked for

    @property
    def form(self) -> Form:
        return self.plan.form

    def __eq__(self, other: object) -> bool:
        """Same form, same answers, and the same made of them."""
        if not isinstance(other, Reading):
            return NotImplemented
        return self.form is other.form and self.answers == other.answers and list(self.walk()) == list(other.walk())

    __hash__ = None  # type: ignore[assignment]

    def cell(self, link_id: str, rows: Rows = ()) -> Cell:
        """Any item of the form, asked or not. KeyError names an unknown linkId."""
        return self._cell(self.form.index[link_id], rows)

    def asked(self, link_id: str, rows: Rows = ()) -> bool:
        """Is the question there: its own conditions and those of everything around it hold, and its row exists."""
        return self._asked(self.form.index[link_id], rows)

    def values(self, link_id: str, rows: Rows = ()) -> tuple[Value, ...]:
        """What counts as the answer; () when not asked, blank, invalid or declined. Calculated values included."""
        slot = self.form.index[link_id]
        return self.answer(self.look(slot, rows)) if self._asked(slot, rows) else ()

    def value(self, link_id: str, rows: Rows = ()) -> Value | None:
        """The first of `values`, or None."""
        found = self.values(link_id, rows)
        return found[0] if found else None

    def code(self, link_id: str, rows: Rows = ()) -> str | None:
        """The code of the chosen option; None also for typed text."""
        return next((v.code for v in self.values(link_id, rows) if isinstance(v, Coded)), None)

    def codes(self, link_id: str, rows: Rows = ()) -> frozenset[str]:
        """The codes of all chosen options; typed text has none."""
        return frozenset(v.code for v in self.values(link_id, rows) if isinstance(v, Coded))

    def number(self, link_id: str, rows: Rows = ()) -> int | Decimal | None:
        """The number (of a quantity too, in its own unit); None when there is none."""
        found = self.value(link_id, rows)
        if isinstance(found, Quantity):
            return found.value
        return found if isinstance(found, int | Decimal) and not isinstance(found, bool) else None

    def flag(self, link_id: str, rows: Rows = ()) -> bool | None:
        """True, False, or None when there is no answer."""
        found = self.value(link_id, rows)
        return found if isinstance(found, bool) else None

    def date(self, link_id: str, rows: Rows = ()) -> PartialDate | None:
        """The date as far as it is known."""
        found = self.value(link_id, rows)
        return found if isinstance(found, PartialDate) else None

    def text(self, link_id: str, rows: Rows = ()) -> str | None:
        """The typed words (of an open choice too); None for a chosen option."""
        found = self.value(link_id, rows)
        return found if isinstance(found, str) else None

    def rows(self, link_id: str, rows: Rows = ()) -> tuple[Rows, ...]:
        """The full row paths of a repeating group, in order; () when it is not asked."""
        if not self._asked(self.form.index[link_id], rows):
            return ()
        return tuple((*rows, row) for row in self.answers.row_ids(link_id, rows))

    def all(self, link_id: str) -> tuple[Cell, ...]:
        """Every enabled instance of an item across rows, in document order."""
        slot = self.form.index[link_id]
        return tuple(self._cell(slot, rows) for rows in self.instances(slot) if self.there(slot, rows))

    def walk(self) -> Iterator[Cell]:
        """A cell for every item, in document order, enabled or not, groups and displays too; parents before children.

        A repeating group gives one cell for each row (its row id last in `where.rows`), each followed by its children;
        without rows it gives one cell for itself and its children are left out.
        """
        yield from self._walk(self.form.roots, ())

    def problems(self) -> tuple[Problem, ...]:
        """What is wrong or missing among the enabled questions, in document order; then answers that have no question."""
        if self._problems is None:
            found = [problem for cell in self.walk() for problem in cell.problems]
            self._problems = (*found, *self._form_problems(), *self._strays())
        return self._problems

    def problems_of(self, slot: int, rows: Rows) -> tuple[Problem, ...]:
        """The problems of one item (of a repeating group: of its rows together); () where it is not asked."""
        return tuple(self._problems_at(slot, rows, self.look(slot, rows))) if self._asked(slot, rows) else ()

    def stands(self, slot: int, rows: Rows) -> bool:
        """Is there such an address: as many rows as the item stands in, and each of them exists?"""
        groups = self.plan.items[slot].repeating
        if len(rows) != len(groups):
            return False
        for depth, group in enumerate(groups):
            if rows[depth] not in self.answers.row_ids(self.plan.items[group].link_id, rows[:depth]):
                return False
        return True

    def scope(self, link_id: str = "", rows: Rows = ()) -> Scope:
        """Where an expression stands on an item ("" = on the form)."""
        return Scope(self, self.form.index[link_id] if link_id else -1, rows)

    # -- how

    def _asked(self, slot: int, rows: Rows) -> bool:
        return self.stands(slot, rows) and self.there(slot, rows)

    def _walk(self, slots: tuple[int, ...], rows: Rows) -> Iterator[Cell]:
        items = self.plan.items
        for slot in slots:
            item = items[slot]
            if item.is_group and item.repeats:
                ids = self.answers.row_ids(item.link_id, rows)
                if not ids:
                    yield self._cell(slot, rows)
                for place, row in enumerate(ids):
                    yield self._cell(slot, rows, row=row, first=place == 0)
                    yield from self._walk(item.children, (*rows, row))
            else:
                yield self._cell(slot, rows)
                if item.children:
                    yield from self._walk(item.children, rows)

    def _cell(self, slot: int, rows: Rows, row: str = "", first: bool = True) -> Cell:
        item, look = self.plan.items[slot], self.look(slot, rows)
        enabled = self._asked(slot, rows)
        where = Where(item.link_id, (*rows, row) if row else rows)
        problems = tuple(self._problems_at(slot, rows, look)) if enabled and first else ()
        values = self.answer(look)
        return Cell(
            where,
            item,
            enabled,
            values,
            self.answers.raw(item.link_id, rows),
            problems,
            look.heard.absent,
            bool(values) and values is look.made,
        )

    def _problems_at(self, slot: int, rows: Rows, look: Look) -> Iterator[Problem]:
        item = self.plan.items[slot]
        where = Where(item.link_id, rows)
        for code, facts in look.heard.problems:
            yield Problem(where, code, "warning" if code in WARNINGS else "error", facts)
        if item.is_group:
            yield from self._group_problems(slot, rows)
        elif (item.required or item.ask_again) and not (self.answer(look) or look.heard.problems):
            declined = look.heard.absent is not None and not item.required
            if not declined and item.calculated is None and item.ask != "off" and item.is_question:
                yield Problem(where, "required", "error" if item.required else "unanswered", {})
        for constraint in item.constraints:
            if item.is_group and item.repeats:
                for row in self.answers.row_ids(item.link_id, rows):
                    yield from self._invariant(Where(item.link_id, (*rows, row)), slot, (*rows, row), constraint)
            else:
                yield from self._invariant(where, slot, rows, constraint)

    def _group_problems(self, slot: int, rows: Rows) -> Iterator[Problem]:
        item = self.plan.items[slot]
        where = Where(item.link_id, rows)
        if not item.repeats:
            if (item.required or item.ask_again) and not self._any_answer(slot, rows):
                yield Problem(where, "required", "error" if item.required else "unanswered", {})
            return
        count, limits = len(self.answers.row_ids(item.link_id, rows)), item.limits
        if not count and (item.required or item.ask_again):
            yield Problem(where, "required", "error" if item.required else "unanswered", {})
        elif limits.min_count is not None and count < limits.min_count and (count or item.required):
            yield Problem(where, "minCount", "error", {"min": limits.min_count, "count": count, "why": "rows"})
        if limits.max_count is not None and count > limits.max_count:
            yield Problem(where, "maxCount", "error", {"max": limits.max_count, "count": count, "why": "rows"})

    def _any_answer(self, slot: int, rows: Rows) -> bool:
        inside = range(slot + 1, self.plan.ends[slot])
        return any(self.counted(s, r) for s in inside for r in self.instances(s, rows))

    def _invariant(self, where: Where, slot: int, rows: Rows, constraint: tuple) -> Iterator[Problem]:
        key, expression, human, is_error = constraint
        result = self.evaluate(expression, slot, rows)
        if result and result[0] is False:
            yield Problem(where, "invariant", "error" if is_error else "warning", {"key": key, "human": human})

    def _form_problems(self) -> Iterator[Problem]:
        for constraint in self.form.constraints:
            yield from self._invariant(Where(""), -1, (), constraint)

    def _strays(self) -> Iterator[Problem]:
        """Answers to questions that the form does not have, or in rows that do not exist. Sorted: given in no order."""
        stray = []
        for where in self.answers.given:
            slot = self.form.index.get(where.link_id)
            if slot is None:
                stray.append((where, {}))
            elif not self.stands(slot, where.rows):
                stray.append((where, {"why": "row"}))
        for where, facts in sorted(stray, key=lambda found: found[0]):
            yield Problem(where, "invalidLinkId", "error", {"linkId": where.link_id, **facts})


def read(form: Form, answers: Answers, previous: Reading | None = None) -> Reading:
    """What `answers` mean on `form`. Never raises, whatever the answers are.

    The same Reading with and without `previous`; with the Reading of a moment ago it costs what the change touches.
    """
    plan = plan_of(form)
    if previous is not None and previous.plan is plan and previous.answers.today == answers.today:
        changes = answers.changed_since(previous.answers)
        if changes is not None:
            return Reading(plan, answers, resettle(plan, answers, previous.board, changes))
    return Reading(plan, answers, settle(plan, answers))
