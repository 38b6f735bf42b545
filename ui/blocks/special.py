"""Questions with a form of their own: who answers, consent, the clinic's notice."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from intake.ask.form import Item
from ui.blocks.block import Block, Now, Says, focus
from ui.blocks.question import Question
from ui.fields.button import RadioButton, WrapButton, choose
from ui.fields.grid import EvenGrid, Roving
from ui.fields.label import PlainLabel

ROLE, ALONE, MIXED = "responder-role", "patient", "mixed"


class FrontDoor(Question):
    """Who answers, in two steps: alone, or with someone; only then who (pages.md, 6). `mixed` is set by the app."""

    def __init__(self, item: Item, rows: tuple[str, ...], now: Now, says: Says) -> None:
        others = tuple(o for o in item.options if o.code not in (ALONE, MIXED))
        self._helped = False
        super().__init__(replace(item, options=others, orientation="vertical"), rows, now, says)
        self.buttons = {
            True: RadioButton(now.words("screen.alone"), now.look),
            False: RadioButton(now.words("screen.with-help"), now.look),
        }
        ground = QWidget()
        grid = EvenGrid((2, 1), now.look.gap, parent=ground)
        for alone, button in self.buttons.items():
            button.clicked.connect(lambda _=False, alone=alone: self._step(alone))
            grid.addWidget(button)
        self._roving = Roving(self)
        self._roving.take(list(self.buttons.values()))
        self.body.insertWidget(self.body.indexOf(self.field), ground)

    def _step(self, alone: bool) -> None:
        self._helped = not alone
        self.says.answered.emit(*self.where, (ALONE,) if alone else ())

    def show_now(self, now: Now) -> None:
        super().show_now(now)
        given = now.session.reading.cell(*self.where).raw
        alone, helped = given == (ALONE,), self._helped or bool(given and given != (ALONE,))
        choose(self.buttons[True], alone)
        choose(self.buttons[False], helped and not alone)
        self._roving.settle()
        self.field.setVisible(bool(helped and not alone) or bool(self.field.problem))

    def begin(self, where: object = None) -> None:
        focus(self._roving.stop or self.buttons[True])


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
        self.body.insertWidget(0, self.yes)
        self.body.insertWidget(1, self.no)

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
        first = now.notice.strip().split("\n\n")[0] or now.words("screen.notice.slot")
        self.body.addWidget(PlainLabel(first, now.look))
        if now.notice.strip():
            whole = WrapButton(now.words("screen.notice.whole"), now.look, kind="link")
            whole.setObjectName("notice")
            whole.clicked.connect(lambda _=False: says.notice_wanted.emit())
            self.body.addWidget(whole, 0, Qt.AlignmentFlag.AlignLeft)


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
    "consent-understood": Consent,
    "consent-notice": Notice,
    "close-signature-image": Signature,
}
"""linkId -> the block that draws it."""
