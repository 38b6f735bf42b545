"""Fold: "Add more" opens the optional questions of a page or a row; "Done" closes a row, "Add another" makes one."""

from __future__ import annotations

from PySide6.QtCore import Qt

from intake.ask.form import Item
from ui.blocks.block import Block, Now, Says
from ui.blocks.row import is_blank, row_key
from ui.fields.button import WrapButton
from ui.fields.grid import EvenGrid


class Foot(Block):
    """The end of a page's or a row's questions: "Add more" (fold `key`), and for an open row "Done"."""

    sticks = True

    def __init__(self, now: Now, says: Says, *, key: str = "", row: tuple[Item, tuple[str, ...]] | None = None) -> None:
        super().__init__(now, says)
        self.key, self._row, self._open = key, row, False
        self.behind: list[Block] = []  # what the fold hides
        line = EvenGrid((2, 1), now.look.gap)
        if key:
            self.more = WrapButton(now.words("screen.add-more"), now.look, kind="link", picture="chevron-down", centred=False)
            self.more.setObjectName(f"more:{key}")
            self.more.clicked.connect(lambda _=False: says.unfolded.emit(key, not self._open))
            line.addWidget(self.more)
        if row is not None:
            self.done = WrapButton(now.words("field.row-done"), now.look, picture="check")
            self.done.setObjectName(f"done:{row_key(*row)}")
            self.done.clicked.connect(lambda _=False: says.unfolded.emit(row_key(*row), False))
            line.addWidget(self.done)
        self.body.addLayout(line)

    def wanted(self, now: Now) -> bool:
        return self._row is not None or any(block.wanted(now) for block in self.behind)

    def show_now(self, now: Now) -> None:
        if self._row is not None:
            group, path = self._row
            items = [now.session.form.items[slot] for slot in group.children]
            self.done.setVisible(not is_blank(now, items, path))
        if self.key:
            self._open = self.key in now.opened
            self.more.setVisible(any(block.wanted(now) for block in self.behind))
            self.more.picture = "chevron-up" if self._open else "chevron-down"
            self.more.set_words(now.words("screen.add-less" if self._open else "screen.add-more"))


class AddRow(Block):
    """One more row of a repeating group, while its limit allows; never alone on a screen."""

    sticks = True

    def __init__(self, group: Item, rows: tuple[str, ...], now: Now, says: Says, name: str) -> None:
        super().__init__(now, says)
        self._group, self._rows = group, rows
        self.button = WrapButton(name, now.look, picture="plus")
        self.button.setObjectName(f"add:{group.link_id}")
        self.button.clicked.connect(lambda _=False: says.change(self._add))
        self.body.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)

    def _add(self, session, at: str):
        return session.add_row(self._group.link_id, self._rows, at=at)

    def show_now(self, now: Now) -> None:
        most = self._group.limits.max_count
        count = len(now.session.answers.row_ids(self._group.link_id, self._rows))
        self.button.setEnabled(most is None or count < most)
