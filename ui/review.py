"""Review: every answer by topic, blanks visible, each with a button that goes to it and comes back."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtWidgets import QVBoxLayout, QWidget

from intake.ask.form import Item, Page
from intake.ask.words import Words
from intake.hear.reading import Cell
from intake.hear.session import Session
from intake.hear.values import Attachment, Coded, Moment, Quantity, Value
from ui import compose
from ui.blocks.block import for_this_reader
from ui.blocks.question import has_control
from ui.fields.beside import Beside
from ui.fields.button import WrapButton
from ui.fields.label import PlainLabel
from ui.screen import Screen
from ui.theme import Look
from ui.visit import signing_page


class Review(Screen):
    """A list to scroll: question, answer, "Change"."""

    def __init__(self, look: Look, words: Words, session: Session, language: str, jump: Callable[[str], None]) -> None:
        super().__init__(look)
        self._words, self._language, self._jump = words, language, jump
        self.column.setSpacing(look.mm(2.4))
        self.column.addWidget(PlainLabel(words("screen.review.body"), look))
        blanks = PlainLabel("", look, "small", colour="problem")
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
        self.column.addSpacing(self.look.mm(3))
        self.column.addWidget(PlainLabel(page.title.say(self._language), self.look, "small", colour="accent"))
        for cell in lines:
            self._line(session, cell)

    def _line(self, session: Session, cell: Cell) -> None:
        answer, blank = self._answer(cell)
        self.blank += blank
        question = cell.item.text.say(self._language)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self.look.mm(0.6))
        column.addWidget(PlainLabel(question, self.look, "small", colour="quiet"))
        column.addWidget(PlainLabel(answer, self.look, "body" if blank else "strong", colour="problem" if blank else "text"))
        change = WrapButton(self._words("screen.review.change"), self.look, picture="pencil")
        change.set_words(change.words(), spoken=f"{change.words()}: {question}")
        change.setObjectName(f"change:{cell.where.link_id}" + "".join(f":{row}" for row in cell.where.rows))
        change.clicked.connect(lambda _=False, link_id=cell.item.link_id: self._jump(link_id))
        line = Beside(self.look.gap, least=9 * self.look.em, share=0.4)
        line.addWidget(left)
        line.addWidget(change)
        self.column.addLayout(line)

    def _answer(self, cell: Cell) -> tuple[str, bool]:
        """The answer in words, and whether there is none."""
        if cell.absent is not None:
            return self._words("screen.review.declined"), False
        if not cell.values:
            return (str(cell.raw[0]), False) if cell.raw and cell.problems else (self._words("screen.review.blank"), True)
        return ", ".join(self._say(cell.item, value) for value in cell.values), False

    def _say(self, item: Item, value: Value) -> str:
        unit = f" {item.units[0].display or item.units[0].code}" if item.units else ""
        match value:
            case bool():
                return self._words("field.yes" if value else "field.no")
            case Coded(display=display):
                return display.say(self._language)
            case Quantity(value=number, unit=own):
                return f"{number} {own}".strip()
            case Moment(text=text):
                return text
            case Attachment():
                return self._words("screen.review.drawn")
            case str():
                return value
            case _:
                return f"{value}{unit}"


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
