"""Layouts: which blocks stand on a page, in order: rows, ticks, table, grid, chips, cards; optional ones behind a fold."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from intake.ask.form import Form, Item, Page
from ui import compose
from ui.blocks import chips, ticks, treatments
from ui.blocks.block import Block, Now, Says, for_this_reader
from ui.blocks.fold import AddRow, Foot
from ui.blocks.question import Before, Heading, Lead, Note, RowsHeading, Shown, has_control, question
from ui.blocks.row import ClosedRow, core_questions, row_is_open, row_key, row_name
from ui.blocks.special import SPECIAL, Skip
from ui.blocks.table import AlikeRow, TableHead, are_alike, table_row

SKIPPED = ("phq2-interest", "phq2-down")
"""Questions whose page offers Skip, which says "prefers not to say" (pages.md, rule 10)."""


class Layout:
    """Builds the blocks of one page for one Now. `folds`: block -> key of the fold it stands behind."""

    def __init__(self, page: Page, now: Now, says: Says) -> None:
        self.page, self.now, self.says = page, now, says
        self.form = now.session.form
        self.folded: list[Item] = []
        self.folds: dict[Block, str] = {}
        self._anchor = -1  # slot of the last question that stands on its own

    def blocks(self) -> list[Block]:
        """Every block the page may show now, asked or not."""
        made: list[Block] = []
        if self.page.layout == "ticks":
            made.append(Lead(self.now.words("screen.tick-all"), self.now, self.says, role="small", colour="quiet"))
        items = [self.form.items[slot] for slot in self.page.slots]
        for inside, stretch in groupby(items, key=lambda item: item.repeating):
            if inside:
                made += self._inside(self.form.items[inside[-1]], list(stretch))
            else:
                for item in stretch:
                    made += self._item(item, ())
        made += self._behind()
        if any(item.link_id in SKIPPED for item in compose.inside(self.now.session, self.page)):
            made.append(Skip(SKIPPED, self.now, self.says))
        return made

    def _behind(self) -> list[Block]:
        """The optional questions of the page, behind its one fold."""
        made: list[Block] = []
        for item in self.folded:
            for block in self._question(item, ()):
                self.folds[block] = self.page.key
                made.append(block)
        return made

    # --- one item

    def _item(self, item: Item, rows: tuple[str, ...]) -> Iterable[Block]:
        if not for_this_reader(item, self.now.staff) or not has_control(item):
            return
        if item.is_group:
            yield from self._group(item, rows)
        elif item.ask == "optional" and not rows:
            self.folded.append(item)
        else:
            yield from self._question(item, rows)

    def _question(self, item: Item, rows: tuple[str, ...], before: Before | None = None) -> Iterable[Block]:
        now, says, layout = self.now, self.says, self.page.layout
        if item.link_id in SPECIAL:
            yield SPECIAL[item.link_id](item, rows, now, says)
        elif not item.is_question:
            yield Shown(item, rows, now, says)
        elif layout == "ticks" and compose.can_tick(now.session, self.page, item):
            yield ticks.tick(item, now, says)
        elif layout == "chips" and item.link_id == compose.CLASSES and now.medicines is not None:
            yield from chips.chips(item, now, says)
        elif layout == "table" and (row := table_row(item, now, says)) is not None:
            yield row
        else:
            block = question(item, rows, now, says, before=before)
            block.sticks = any(condition.slot == self._anchor for condition in item.when)
            yield block
        if not any(condition.slot == self._anchor for condition in item.when):
            self._anchor = item.slot
        for slot in item.children:
            child = self.form.items[slot]
            if child.control != "help":
                yield from self._item(child, rows)

    def _group(self, group: Item, rows: tuple[str, ...]) -> Iterable[Block]:
        children = [self.form.items[slot] for slot in group.children]
        if group.repeats:
            yield from self._rows(group, children, rows)
            return
        words = group.text.say(self.now.language)
        several = len(core_questions(self.now, children)) > 1 and len(self.page.slots) > 1
        first = self.page.slots[0] == group.slot and self.now.session.reading.asked(group.link_id)  # its words stand in the header
        said_before = {children[0].text.say(self.now.language), compose.title_of(self.now.session, self.page, self.now.language)}
        if several and words and not first and words not in said_before:
            yield Heading(words, children, rows, self.now, self.says)
        if self.page.layout == "table":
            yield TableHead(self.now, self.says)
        alike = [child for child in children if for_this_reader(child, self.now.staff) and child.kind != "display"]
        if are_alike(alike):
            yield Lead(words, self.now, self.says, role="strong")
            for child in alike:
                yield AlikeRow(child, rows, self.now, self.says)
            return
        for child in children:
            yield from self._item(child, rows)

    # --- rows

    def _inside(self, group: Item, items: list[Item]) -> Iterable[Block]:
        """Items that stand inside a repeating group on their own: where the rows begin they can be added, later they are cards."""
        if opening_page(self.form, group) == self.page.key:
            yield from self._rows(group, items, ())
            return
        for path in self.now.session.reading.rows(group.link_id):
            yield from self._open_row(group, items, path)

    def _rows(self, group: Item, children: list[Item], outer: tuple[str, ...]) -> Iterable[Block]:
        now, session = self.now, self.now.session
        if not session.reading.asked(group.link_id, outer):
            return
        hidden: frozenset[str] = frozenset()
        if self.page.layout == "grid" and group.link_id == "treatment" and now.medicines is not None:
            yield from treatments.treatments(now, self.says)
            hidden = treatments.rows_of_grid(now)
        paths = [path for path in session.reading.rows(group.link_id, outer) if path[-1] not in hidden]
        if self.page.layout == "cards":
            yield RowsHeading(group, now, self.says)
        if any(path[-1].startswith("m-") for path in paths) and group.link_id == "medicine":
            yield Note(now.words("screen.named-before"), now, self.says, role="small", colour="quiet")
        for path in paths:
            if row_is_open(now, group, children, path):
                yield from self._open_row(group, children, path, row=(group, path))
            else:
                yield ClosedRow(group, children, path, now, self.says)
        if group.link_id == "treatment":
            words = now.words("screen.something-else")
        elif paths or self.page.layout == "cards":
            words = now.words("screen.add-another")
        else:
            words = now.words("screen.add-row", name=group.text.say(now.language))
        yield AddRow(group, outer, now, self.says, words)

    def _open_row(self, group: Item, items: Iterable[Item], path: tuple[str, ...], *, row=None) -> Iterable[Block]:
        """The blocks of one row: its questions, and its foot with "Add more" and "Done"."""
        folded: list[Item] = []

        def name(now: Now) -> str:
            return row_name(now, group, path)

        for item in items:
            if not for_this_reader(item, self.now.staff) or not has_control(item):
                continue
            if compose.folded(self.now.session, item, path):
                folded.append(item)
            elif item.is_group:
                yield from self._group(item, path)
            else:
                names_the_row = item.slot == group.children[0]
                yield from self._question(item, path, before=None if names_the_row and row else name)
        yield from self._fold(folded, path, f"{self.page.key}/{row_key(group, path)}", row=row, name=name)

    def _fold(self, items: list[Item], rows: tuple[str, ...], key: str, *, row=None, name: Before | None = None) -> list[Block]:
        if not items and row is None:
            return []
        foot = Foot(self.now, self.says, key=key if items else "", row=row)
        made: list[Block] = [foot]
        for item in items:
            for block in self._question(item, rows, before=name):
                self.folds[block] = key
                foot.behind.append(block)
                made.append(block)
        return made


def opening_page(form: Form, group: Item) -> str:
    """Key of the page on which the rows of a group begin."""
    return next((p.key for p in form.pages if any(group.slot in form.items[s].repeating for s in p.slots)), "")


def opened_by_answers(page: Page, now: Now) -> frozenset[str]:
    """Keys of folds that hold an answer already: they start open."""
    answers, form, keys = now.session.answers, now.session.form, set()
    for item in compose.inside(now.session, page):
        if item.repeating:
            group = form.items[item.repeating[-1]]
            for path in now.session.reading.rows(group.link_id):
                told = answers.raw(item.link_id, path) and item.link_id not in (compose.WHY, compose.WHETHER)  # both are filled in for the person
                if told and compose.folded(now.session, item, path):
                    keys.add(f"{page.key}/{row_key(group, path)}")
        elif item.ask == "optional" and answers.raw(item.link_id):
            keys.add(page.key)
    return frozenset(keys)
