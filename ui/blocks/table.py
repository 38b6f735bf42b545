"""A table of counts: days of use, one line a medicine class, under one heading (pages.md, rule 5)."""

from __future__ import annotations

from dataclasses import replace

from intake.ask.form import Item
from ui import compose
from ui.blocks.block import Block, Now, Says
from ui.blocks.question import Question, stands_beside
from ui.fields.beside import Beside
from ui.fields.label import PlainLabel


class TableHead(Block):
    """The words that every line of the table completes."""

    leads = True

    def __init__(self, now: Now, says: Says) -> None:
        super().__init__(now, says)
        self.body.addWidget(PlainLabel(now.words("screen.days-heading"), now.look, "strong"))


class TableRow(Question):
    """One class and its days, side by side. The whole question is still what assistive technology says."""

    def __init__(self, item: Item, label: str, now: Now, says: Says) -> None:
        super().__init__(item, (), now, says)
        self._label.setText(label)
        self._label.setAccessibleName(item.text.say(now.language))
        line = Beside(now.look.gap, least=8 * now.look.em, share=0.45)
        self.body.removeWidget(self._label)
        self.body.removeWidget(self.field)
        line.addWidget(self._label)
        line.addWidget(self.field)
        self.body.addLayout(line)

    def _name(self, now: Now) -> None:
        """The line keeps its short words."""

    def _own_pad(self) -> bool:
        return False


class AlikeRow(Question):
    """One line of several questions with the same few answers: all answers stand below each other."""

    share, least_em, fills = 0.84, 5, True

    def __init__(self, item: Item, rows: tuple[str, ...], now: Now, says: Says) -> None:
        super().__init__(replace(item, orientation="horizontal"), rows, now, says)

    def _in_one_line(self) -> bool:
        return True


def are_alike(items: list[Item]) -> bool:
    """Whether questions are lines of one table: three or more, each with the same three to five answers to pick one from."""
    answers = {tuple((option.code, option.display) for option in item.options) for item in items}
    if len(items) < 3 or len(answers) != 1 or not 3 <= len(next(iter(answers))) <= 5:
        return False
    return all(item.kind == "choice" and not item.repeats and not item.children and item.ask == "core" and not stands_beside(item) for item in items)


def table_row(item: Item, now: Now, says: Says) -> TableRow | None:
    """The line of an item that counts the days of one class; None when it counts something else."""
    form = now.session.form
    if compose.CLASSES not in form:
        return None
    code = item.link_id.removeprefix("migraine-acute-").removesuffix("-days")
    option = form.item(compose.CLASSES).option(code)
    return TableRow(item, option.display.say(now.language), now, says) if option else None

