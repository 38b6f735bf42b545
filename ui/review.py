"""Review: every answer by topic, blanks visible, each with a button that goes to it and comes back."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtWidgets import QVBoxLayout, QWidget

from intake.ask.form import Item, Page
from intake.ask.words import Words
from intake.hear.reading import Cell
from intake.hear.session import Session
from intake.hear.spoken import date_words, number_words
from intake.hear.values import Attachment, Coded, Moment, PartialDate, Quantity, Value
from ui import compose
from ui.blocks.block import for_this_reader
from ui.blocks.question import has_control
from ui.fields.beside import Beside
from ui.fields.button import WrapButton, paint_ground
from ui.fields.label import PlainLabel
from ui.fields.number import unit_words
from ui.screen import Screen
from ui.theme import Look
from ui.visit import signing_page


class Review(Screen):
    """A card a page: each question with its answer, and one "Change" that goes there and comes back."""

    def __init__(self, look: Look, words: Words, session: Session, language: str, jump: Callable[[str], None]) -> None:
        super().__init__(look)
        self._words, self._language, self._jump = words, language, jump
        self._medicines = session.form.medicines
        self.column.setSpacing(look.mm(3))
        self.column.addWidget(PlainLabel(words("screen.review.body"), look))
        shown = PlainLabel(words("screen.review.shown"), look, "small", colour="quiet")  # to everybody, whatever was noticed: it gives nothing away
        shown.setObjectName("shown-to-team")
        self.column.addWidget(shown)
        blanks = PlainLabel("", look, "small", colour="quiet")
        self.column.addWidget(blanks)
        self.blank = 0
        for page in session.pages:
            if page.key == signing_page(session):
                break
            self._topic(session, page)
        blanks.setText(words("screen.review.blanks", count=self.blank))
        blanks.setVisible(bool(self.blank))
        self.column.addStretch(1)

    def _topic(self, session: Session, page: Page) -> None:
        lines = [line for line in lines_of(session, page) if line.values or line.absent or line.raw or line.item.ask == "core"]
        if not lines:
            return
        title = compose.title_of(session, page, self._language)
        card = Card(self.look)
        head = Beside(self.look.gap, least=8 * self.look.em, share=0.4)
        head.addWidget(PlainLabel(title, self.look, "strong"))
        change = WrapButton(self._words("screen.review.change"), self.look, picture="pencil")
        change.set_words(change.words(), spoken=f"{change.words()}: {title}")
        change.setObjectName(f"change:{page.key}")
        change.clicked.connect(lambda _=False, link_id=lines[0].item.link_id: self._jump(link_id))
        head.addWidget(change)
        card.column.addLayout(head)
        for cell in lines:
            self._line(card, session, cell)
        self.column.addWidget(card)

    def _line(self, card: Card, session: Session, cell: Cell) -> None:
        answer, blank = self._answer(cell)
        self.blank += blank
        asked = cell.item.text.say(self._language)
        if cell.where.rows:
            asked = self._words("field.named", name=row_words(session, cell, self._language), words=asked)
        line = Beside(self.look.gap, least=9 * self.look.em, share=0.45)
        line.addWidget(PlainLabel(asked, self.look, "small", colour="quiet"))
        line.addWidget(PlainLabel(answer, self.look, "small", colour=_colour(cell, blank)))
        card.column.addLayout(line)

    def _answer(self, cell: Cell) -> tuple[str, bool]:
        """The answer in words, and whether there is none."""
        if cell.absent is not None:
            return self._words("screen.review.declined"), False
        if not cell.values:
            return (str(cell.raw[0]), False) if cell.raw and cell.problems else (self._words("screen.review.blank"), True)
        return ", ".join(self._say(cell.item, value) for value in cell.values), False

    def _say(self, item: Item, value: Value) -> str:
        match value:
            case bool():
                return self._words("field.yes" if value else "field.no")
            case Coded(typed=typed) | str(typed) if typed and item.medicines is not None:
                return self._read(typed)
            case Coded(display=display):
                return display.say(self._language)
            case PartialDate():
                return date_words(value, self._words)
            case Quantity(value=number, unit=own, code=code):
                unit = next((unit_words(u, self._words) for u in item.units if u.code == code), own)
                return f"{number_words(number, self._words)} {unit}".strip()
            case Moment(text=text):
                return text
            case Attachment():
                return self._words("screen.review.drawn")
            case str():
                return value
            case _:
                unit = unit_words(item.units[0], self._words) if item.units else ""
                return f"{number_words(value, self._words)} {unit}".strip()

    def _read(self, typed: str) -> str:
        """The typed name of a medicine, with what was read in it, or that it is not known."""
        named = self._medicines.understand(typed) if self._medicines is not None else None
        if named is None or not named.parts:
            return self._words("screen.review.not-known", typed=typed)
        key = "screen.review.read-as" if named.sure else "screen.review.read-in-part"
        return self._words(key, typed=typed, names="; ".join(self._medicines.said(named, self._language, typed)))


def _colour(cell: Cell, blank: bool) -> str:
    """A blank that may stay is no mistake: only what the form asks again about is marked."""
    if not blank:
        return "text"
    return "problem" if cell.item.ask_again or cell.item.required else "quiet"


class Card(QWidget):
    """A ground of its own for one topic."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look
        self.column = QVBoxLayout(self)
        pad = look.mm(2.4)
        self.column.setContentsMargins(pad, pad, pad, pad)
        self.column.setSpacing(look.mm(1.6))

    def paintEvent(self, event: object) -> None:  # noqa: N802, ARG002
        paint_ground(self, self.look, "surface", "line")


def row_words(session: Session, cell: Cell, language: str) -> str:
    """The name of the row an answer stands in: the row's first answer, else its number."""
    group = session.form.items[cell.item.repeating[-1]]
    value = session.reading.value(session.form.items[group.children[0]].link_id, cell.where.rows)
    if isinstance(value, Coded):
        return value.typed or value.display.say(language)
    if isinstance(value, str):
        return value[:60]
    ids = session.answers.row_ids(group.link_id, cell.where.rows[:-1])
    return str(ids.index(cell.where.rows[-1]) + 1) if cell.where.rows[-1] in ids else ""


def lines_of(session: Session, page: Page) -> Iterator[Cell]:
    """The questions of a page that are asked now, row by row, that this reader may see."""
    seen: set[tuple] = set()
    for item in compose.inside(session, page):
        if not item.is_question or item.link_id in seen or not for_this_reader(item, session.staff) or not has_control(item):
            continue
        for cell in session.reading.all(item.link_id):
            if cell.where not in seen:
                seen.add(cell.where)
                yield cell
