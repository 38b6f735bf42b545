"""Rows: repeating rows as cards: a line of what was said, Change, Remove with a question in place, and Add another."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.fields.beside import Beside
from ui.fields.button import WrapButton, paint_ground
from ui.fields.grid import EvenGrid
from ui.fields.label import PlainLabel
from ui.theme import Look


@dataclass(frozen=True, slots=True)
class RowShown:
    """What a closed card shows: the row's id, its line, and a quieter second line."""

    row_id: str
    line: str
    more: str = ""


class RowsField(QWidget):
    """The rows of one repeating group.

    `make_row(row_id) -> QWidget` builds what stands in an open card (the fields of that row; the page connects them). At most one
    card is open. `show_rows` is the one setter. Signals: `added()`, `removed(row_id)`, `opened(row_id)` ("" = all closed).
    After `added`, the page calls `show_rows` with the new row and `open(row_id)`.
    """

    added = Signal()
    removed = Signal(str)
    opened = Signal(str)
    is_wide = True

    def __init__(self, name: str, look: Look, words, make_row: Callable[[str], QWidget], *, most: int = 20, parent: QWidget | None = None):
        super().__init__(parent)
        self.look, self.words, self.name, self._make_row, self._most = look, words, name, make_row, most
        self.setAccessibleName(name)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(look.gap)
        self.cards: dict[str, RowCard] = {}
        self._open = ""
        self.add = WrapButton(words("field.row-add"), look, picture="plus")
        self.add.clicked.connect(lambda _=False: self.added.emit())
        self.full = PlainLabel(words("field.row-most", count=most), look, "small", colour="quiet")
        self.full.hide()
        self._column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeading)
        self._column.addWidget(self.full)

    def show_rows(self, rows: Sequence[RowShown]) -> None:
        """Show these rows, in this order; cards that stay are kept (an open one with its fields and focus)."""
        wanted = [row.row_id for row in rows]
        for row_id in [known for known in self.cards if known not in wanted]:
            card = self.cards.pop(row_id)
            self._column.removeWidget(card)
            card.hide()
            card.deleteLater()
            if self._open == row_id:
                self._open = ""
        for place, row in enumerate(rows):
            card = self.cards.get(row.row_id)
            if card is None:
                card = self.cards[row.row_id] = self._card(row.row_id)
            if self._column.indexOf(card) != place:
                self._column.insertWidget(place, card)
            card.show_line(row, place + 1)
            card.show()
        self.add.set_words(self.words("field.row-add-another" if rows else "field.row-add"))
        self.add.setVisible(len(rows) < self._most)
        self.full.setVisible(len(rows) >= self._most)
        self.updateGeometry()

    def open(self, row_id: str) -> None:
        """Open one card for changing and close the others; "" closes all."""
        if self._open == row_id:
            return
        self._open = row_id
        for known, card in self.cards.items():
            card.show_open(self._make_row(row_id) if known == row_id else None)
        self.opened.emit(row_id)
        self.updateGeometry()

    @property
    def open_row(self) -> str:
        """The id of the open row, or ""."""
        return self._open

    def stops(self) -> list[QWidget]:
        """The Tab stops of the closed cards and Add; an open card's fields are the page's to order."""
        out: list[QWidget] = []
        for card in self.cards.values():
            out += card.stops()
        return [*out, *([self.add] if self.add.isVisibleTo(self) else [])]

    def _card(self, row_id: str) -> RowCard:
        card = RowCard(self.name, self.look, self.words)
        card.change.clicked.connect(lambda _=False: self.open(row_id))
        card.done.clicked.connect(lambda _=False: self.open(""))
        card.confirmed.connect(lambda: self.removed.emit(row_id))
        return card


class RowCard(QWidget):
    """One row: closed it is a line with Change and Remove; open it holds the row's fields and Done."""

    confirmed = Signal()

    def __init__(self, name: str, look: Look, words):
        super().__init__()
        self.look, self.words, self.name = look, words, name
        column = QVBoxLayout(self)
        pad = look.mm(3)
        column.setContentsMargins(pad, pad, pad, pad)
        column.setSpacing(look.gap)
        head = QWidget(self)
        beside = Beside(look.gap, least=9 * look.em, share=0.62, parent=head)
        left = QWidget(head)
        lines = QVBoxLayout(left)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(look.mm(0.6))
        self.line = PlainLabel("", look, "strong")
        self.more = PlainLabel("", look, "small", colour="quiet")
        lines.addWidget(self.line)
        lines.addWidget(self.more)
        self._buttons = QWidget(head)
        buttons = EvenGrid((2, 1), look.gap, parent=self._buttons)
        self.change = WrapButton(words("field.row-change"), look, picture="pencil")
        self.remove = WrapButton(words("field.row-remove"), look, picture="trash-2")
        self.remove.clicked.connect(lambda _=False: self._ask(True))
        buttons.addWidget(self.change)
        buttons.addWidget(self.remove)
        beside.addWidget(left)
        beside.addWidget(self._buttons)
        column.addWidget(head)
        column.addWidget(self._question())
        self._inside = QVBoxLayout()
        column.addLayout(self._inside)
        self._content: QWidget | None = None
        self.done = WrapButton(words("field.row-done"), look, picture="check", kind="primary")
        self.done.hide()
        column.addWidget(self.done, 0, Qt.AlignmentFlag.AlignTrailing)

    def _question(self) -> QWidget:
        """ "Remove this?" in place of the buttons: no box that jumps up, and No is where the finger is."""
        self.asking = QWidget(self)
        beside = Beside(self.look.gap, least=8 * self.look.em, share=0.7, parent=self.asking)
        beside.addWidget(PlainLabel(self.words("field.row-remove-sure"), self.look, "strong", colour="problem"))
        ground = QWidget(self.asking)
        grid = EvenGrid((2, 1), self.look.gap, parent=ground)
        self.yes = WrapButton(self.words("field.row-remove-yes"), self.look)
        self.no = WrapButton(self.words("field.row-remove-no"), self.look)
        self.yes.clicked.connect(lambda _=False: self.confirmed.emit())
        self.no.clicked.connect(lambda _=False: self._ask(False))
        grid.addWidget(self.yes)
        grid.addWidget(self.no)
        beside.addWidget(ground)
        self.asking.hide()
        return self.asking

    def show_line(self, row: RowShown, number: int) -> None:
        self.line.setText(row.line or self.words("field.row-number", name=self.name, number=number))
        self.more.setText(row.more or ("" if row.line else self.words("field.row-empty")))
        self.more.setVisible(bool(self.more.text()))
        for button, key in ((self.change, "field.row-change"), (self.remove, "field.row-remove")):
            button.setAccessibleName(f"{self.words(key)}: {self.line.text()}")

    def show_open(self, content: QWidget | None) -> None:
        if self._content is not None:
            self._inside.removeWidget(self._content)
            self._content.hide()
            self._content.deleteLater()
        self._content = content
        if content is not None:
            self._inside.addWidget(content)
            content.show()
        self.change.setVisible(content is None)
        self.done.setVisible(content is not None)

    def _ask(self, asking: bool) -> None:
        self.asking.setVisible(asking)
        self._buttons.setVisible(not asking)
        (self.no if asking else self.remove).setFocus(Qt.FocusReason.OtherFocusReason)

    def stops(self) -> list[QWidget]:
        return [b for b in (self.change, self.remove, self.yes, self.no, self.done) if b.isVisibleTo(self)]

    def paintEvent(self, event: object) -> None:  # noqa: N802, ARG002
        paint_ground(self, self.look, "surface", "line")
