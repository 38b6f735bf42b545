"""Ticks: known facts as one list to tick; «None of these» stores an explicit no for each of them (pages.md, rule 2)."""

from __future__ import annotations

from PySide6.QtWidgets import QBoxLayout, QWidget

from intake.ask.form import Item
from intake.hear.answers import Where
from ui import compose
from ui.blocks.block import Block, Now, Says, focus
from ui.fields.button import TickButton, WrapButton, choose
from ui.fields.grid import EvenGrid, Roving
from ui.fields.label import PlainLabel
from ui.fields.several import exclusive_of, toggled


class Fact(Block):
    """A yes/no fact as one tick; a narrow second tick says "Not sure" where the item has that answer."""

    def __init__(self, item: Item, now: Now, says: Says) -> None:
        super().__init__(now, says)
        self.item, self.where = item, Where(item.link_id)
        self.wheres = (self.where,)
        yes = True if item.kind == "boolean" else "yes"
        self.buttons = {yes: TickButton(item.text.say(now.language), now.look)}
        if item.option("unsure"):
            self.buttons["unsure"] = TickButton(item.option("unsure").display.say(now.language), now.look)
        line = QBoxLayout(QBoxLayout.Direction.LeftToRight if now.wide else QBoxLayout.Direction.TopToBottom)
        line.setSpacing(now.look.mm(1.6))
        for raw, button in self.buttons.items():
            button.clicked.connect(lambda _=False, raw=raw: self._toggle(raw))
            if raw == "unsure":
                button.set_words(button.words(), spoken=f"{item.text.say(now.language)} {button.words()}")
            line.addWidget(button, 1 if raw == "unsure" else 3)
        self.body.addLayout(line)
        self._given: tuple = ()

    def _toggle(self, raw: object) -> None:
        if not self.buttons[raw].bounced():
            self.says.answered.emit(*self.where, () if self._given == (raw,) else (raw,))

    def show_now(self, now: Now) -> None:
        self._given = now.session.reading.cell(*self.where).raw
        for raw, button in self.buttons.items():
            choose(button, self._given == (raw,))

    def begin(self, where: Where | None = None) -> None:
        focus(next(iter(self.buttons.values())))


class Facts(Block):
    """Several facts under one question, without their own «none»."""

    def __init__(self, item: Item, now: Now, says: Says) -> None:
        super().__init__(now, says)
        self.item, self.where = item, Where(item.link_id)
        self.wheres = (self.where,)
        self._alone = exclusive_of(item.options)
        self._order = [option.code for option in item.options]
        self.body.addWidget(PlainLabel(item.text.say(now.language), now.look, "strong"))
        ground = QWidget()
        three = sum(option.code not in self._alone for option in item.options) % 3 == 0
        grid = EvenGrid((3, 2, 1) if three else (2, 1), now.look.gap, cap=13 * now.look.em, parent=ground)
        self.buttons: dict[str, TickButton] = {}
        for option in item.options:
            if option.code not in self._alone:
                button = TickButton(option.display.say(now.language), now.look, parent=ground)
                button.clicked.connect(lambda _=False, code=option.code: self._toggle(code))
                grid.addWidget(button)
                self.buttons[option.code] = button
        self._roving = Roving(self)
        self._roving.take(list(self.buttons.values()))
        self.body.addWidget(ground)
        self._given: tuple = ()

    def _toggle(self, code: str) -> None:
        if not self.buttons[code].bounced():
            self.says.answered.emit(*self.where, toggled(self._given, code, self._order, self._alone))

    def show_now(self, now: Now) -> None:
        self._given = now.session.reading.cell(*self.where).raw
        for code, button in self.buttons.items():
            choose(button, code in self._given)

    def begin(self, where: Where | None = None) -> None:
        focus(self._roving.stop)


class NoneOfThese(Block):
    """One button for the whole screen: an explicit no for every fact on it that was not ticked. A no is the person's own tap."""

    def __init__(self, now: Now, says: Says) -> None:
        super().__init__(now, says)
        self.items: tuple[Item, ...] = ()
        self.button = TickButton(now.words("screen.none-of-these"), now.look, role="strong")
        self.button.setObjectName("none-of-these")
        self.button.clicked.connect(self._none)
        self.body.addWidget(self.button)

    def _none(self) -> None:
        if self.button.bounced():
            return
        items = self.items
        if self.button.isChecked():
            self.says.change(lambda session, at: compose.take_back(session, items, at))
        else:
            self.says.change(lambda session, at: compose.none_of_these(session, items, at))

    def show_now(self, now: Now) -> None:
        session, words = now.session, now.words
        asked = [item for item in self.items if session.reading.asked(item.link_id)]
        some = compose.ticked(session, asked)
        self.button.set_words(words("screen.none-of-the-others" if some else "screen.none-of-these"))
        denied = any(session.answers.raw(item.link_id) == (compose.is_no(item),) for item in asked)
        choose(self.button, denied and not compose.untouched(session, asked))

    def begin(self, where: Where | None = None) -> None:
        focus(self.button)


def tick(item: Item, now: Now, says: Says) -> Block:
    """The block of a known fact."""
    return Facts(item, now, says) if item.repeats else Fact(item, now, says)
