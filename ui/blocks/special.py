"""Questions with a form of their own: who answers, a second reason, consent, the clinic's notice."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from intake.ask.form import Item
from intake.hear.reading import Cell
from ui.answerer import ALONE, MIXED, ROLE, role_now
from ui.blocks.block import Block, Now, Says, focus
from ui.blocks.question import BESIDE_EM, Question
from ui.fields.beside import Beside
from ui.fields.button import RadioButton, WrapButton, choose
from ui.fields.grid import EvenGrid, Roving
from ui.fields.label import PlainLabel


class TwoSteps(Question):
    """A question in two steps: `first`, the answer of most people, beside a button that opens the others (pages.md, 6)."""

    first = ""
    never: frozenset[str] = frozenset()  # codes that nobody is offered
    others_stand = ""  # orientation of the others

    def __init__(self, item: Item, rows: tuple[str, ...], now: Now, says: Says) -> None:
        others = tuple(o for o in item.options if o.code != self.first and o.code not in self.never)
        self._opened = False
        super().__init__(replace(item, options=others, orientation=self.others_stand), rows, now, says)
        first, more = self.steps(item, now)
        self.buttons = {True: RadioButton(first, now.look), False: RadioButton(more, now.look)}
        ground = QWidget()
        grid = EvenGrid((2, 1), now.look.gap, parent=ground)
        for at_once, button in self.buttons.items():
            button.clicked.connect(lambda _=False, at_once=at_once: self._step(at_once))
            grid.addWidget(button)
        self._roving = Roving(self)
        self._roving.take(list(self.buttons.values()))
        self.body.insertWidget(self.body.indexOf(self.field), ground)

    def steps(self, item: Item, now: Now) -> tuple[str, str]:
        """The words of the two buttons."""
        raise NotImplementedError

    def _step(self, at_once: bool) -> None:
        self._opened = not at_once
        self.says.answered.emit(*self.where, (self.first,) if at_once else ())

    def _cell(self, now: Now) -> Cell:
        """The answer as it is shown here."""
        return now.session.reading.cell(*self.where)

    def show_now(self, now: Now) -> None:
        super().show_now(now)
        cell = self._cell(now)
        given = cell.raw
        self.field.show_cell(cell)
        at_once, opened = given == (self.first,), self._opened or bool(given and given != (self.first,))
        choose(self.buttons[True], at_once)
        choose(self.buttons[False], opened and not at_once)
        self._roving.settle()
        self.field.setVisible((opened and not at_once) or bool(self.field.problem))

    def begin(self, where: object = None) -> None:
        focus(self._roving.stop or self.buttons[True])


class FrontDoor(TwoSteps):
    """Who answers: alone, or with someone; only then who. `mixed` is set by the app: who answers now stays chosen, and a line says so."""

    first, never, others_stand = ALONE, frozenset({MIXED}), "vertical"

    def __init__(self, item: Item, rows: tuple[str, ...], now: Now, says: Says) -> None:
        super().__init__(item, rows, now, says)
        self.several = PlainLabel(now.words("screen.several-answered"), now.look, "small", colour="quiet")
        self.body.addWidget(self.several)

    def _cell(self, now: Now) -> Cell:
        cell = super()._cell(now)
        return replace(cell, raw=(role_now(now.session),)) if cell.raw == (MIXED,) else cell

    def show_now(self, now: Now) -> None:
        super().show_now(now)
        self.several.setVisible(now.session.reading.code(ROLE) == MIXED)

    def steps(self, item: Item, now: Now) -> tuple[str, str]:  # noqa: ARG002
        return now.words("screen.alone"), now.words("screen.with-help")


class SecondReason(TwoSteps):
    """A second thing to be helped with: no, just this; or one more, and only then which."""

    first = "none"

    def steps(self, item: Item, now: Now) -> tuple[str, str]:
        none = item.option(self.first)
        return none.display.say(now.language) if none else now.words("field.no"), now.words("screen.add-another")


class Consent(Question):
    """One button that starts the form, one that leads to a person instead."""

    def __init__(self, item: Item, rows: tuple[str, ...], now: Now, says: Says) -> None:
        super().__init__(item, rows, now, says)
        self.field.hide()
        self._label.hide()
        self.yes = RadioButton(now.words("screen.consent.yes"), now.look, role="strong")
        self.yes.clicked.connect(lambda _=False: says.answered.emit(*self.where, (True,)))
        self.no = WrapButton(now.words("screen.consent.no"), now.look)
        self.no.setObjectName("talk-to-staff")
        self.no.clicked.connect(self._refuse)
        ground = QWidget()
        grid = EvenGrid((2, 1), now.look.gap, cap=16 * now.look.em, parent=ground)
        grid.addWidget(self.yes)
        grid.addWidget(self.no)
        self.body.insertWidget(0, ground)

    def _refuse(self) -> None:
        self.says.answered.emit(*self.where, (False,))
        self.says.staff_wanted.emit()

    def show_now(self, now: Now) -> None:
        super().show_now(now)
        choose(self.yes, now.session.reading.flag(*self.where) is True)
        self.field.setVisible(bool(self.field.problem))

    def begin(self, where: object = None) -> None:
        focus(self.yes)


class Signature(Question):
    """The box to sign in says itself what to do; the question's words would only take its room."""

    def __init__(self, item: Item, rows: tuple[str, ...], now: Now, says: Says) -> None:
        super().__init__(item, rows, now, says)
        self._label.hide()


class Notice(Block):
    """The slot for the clinic's privacy notice: its first paragraph, and a button to the whole."""

    def __init__(self, item: Item, rows: tuple[str, ...], now: Now, says: Says) -> None:
        super().__init__(now, says)
        first = PlainLabel(now.notice.strip().split("\n\n")[0] or now.words("screen.notice.slot"), now.look)
        if not now.notice.strip():
            self.body.addWidget(first)
            return
        whole = WrapButton(now.words("screen.notice.whole"), now.look, kind="link")
        whole.setObjectName("notice")
        whole.clicked.connect(lambda _=False: says.notice_wanted.emit())
        line = Beside(now.look.gap, least=BESIDE_EM * now.look.em, share=0.4)
        line.addWidget(first)
        line.addWidget(whole)
        self.body.addLayout(line)


class Skip(Block):
    """For a page that may be skipped as a whole: "prefers not to say", and the offer of a nurse when a helper is present."""

    def __init__(self, link_ids: tuple[str, ...], now: Now, says: Says) -> None:
        super().__init__(now, says)
        self._link_ids = link_ids
        role = ROLE in now.session.form and now.session.reading.code(ROLE)
        if role and role != ALONE:
            self.body.addWidget(PlainLabel(now.words("screen.mood-nurse"), now.look, "small", colour="quiet"))
        skip = WrapButton(now.words("screen.mood-skip"), now.look)
        skip.setObjectName("skip")
        skip.clicked.connect(lambda _=False: says.change(self._skip))
        self.body.addWidget(skip, 0, Qt.AlignmentFlag.AlignLeft)

    def _skip(self, session, at: str):
        for link_id in self._link_ids:
            session = session.decline(link_id, at=at)
        return session


SPECIAL = {
    ROLE: FrontDoor,
    "condition-second": SecondReason,
    "consent-understood": Consent,
    "consent-notice": Notice,
    "close-signature-image": Signature,
}
"""linkId -> the block that draws it."""
