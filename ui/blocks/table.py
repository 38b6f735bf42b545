"""A table of counts: days of use, one line a medicine class, under one heading (pages.md, rule 5)."""

from __future__ import annotations

from intake.ask.form import Item
from ui import compose
from ui.blocks.block import Block, Now, Says
from ui.blocks.question import Question
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


def table_row(item: Item, now: Now, says: Says) -> TableRow | None:
    """The line of an item that counts the days of one class; None when it counts something else."""
    form = now.session.form
    if compose.CLASSES not in form:
        return None
    code = item.link_id.removeprefix("migraine-acute-").removesuffix("-days")
    option = form.item(compose.CLASSES).option(code)
    return TableRow(item, option.display.say(now.language), now, says) if option else None

