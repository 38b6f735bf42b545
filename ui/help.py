"""Screens that call staff: help on each page, "talk to staff instead", the privacy notice, and "we cannot save"."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import Qt

from intake.ask.words import Words
from ui.fields.button import WrapButton
from ui.fields.label import PlainLabel
from ui.message import Message
from ui.screen import Screen
from ui.theme import Look
from ui.trouble import Trouble

Act = Callable[[], None]


def help_screen(look: Look, words: Words, back: Act, end: Act | None = None, who: Act | None = None, stop: Act | None = None) -> Message:
    """"I need help": wait, or walk to the desk. `end` closes what is read after sending; None while there is a form to go back to.

    `who` hands the form to somebody else, `stop` ends it here; None where there is no form, or it was not agreed to yet.
    """
    buttons = [(words("screen.help.back"), back)] if end is None else [(words("screen.learn.go-on"), back), (words("screen.finish"), end, "finish")]
    buttons += [(words(f"screen.help.{name}"), act, name) for name, act in (("who", who), ("stop", stop)) if act is not None]
    return Message(look, words("screen.help.title"), (words("screen.help.body"),), buttons, picture="hand", trial=words("screen.trial-long"))


def staff_screen(look: Look, words: Words, back: Act, end: Act | None) -> Message:
    """The patient does not want the form: a person asks instead. `end` frees the kiosk; None once the form was agreed to."""
    buttons = [(words("screen.staff.back"), back)]
    if end is not None:
        buttons.append((words("screen.staff.end"), end))
    return Message(look, words("screen.staff.title"), (words("screen.staff.body"),), buttons, picture="users", trial=words("screen.trial-long"))


def who_screen(look: Look, words: Words, choices: Iterable[tuple[str, str]], choose: Callable[[str], None], back: Act) -> Message:
    """Somebody else answers from here on: one button a role, (code, words)."""
    buttons = [(said, lambda code=code: choose(code), code) for code, said in choices]
    return Message(look, words("screen.who.title"), (words("screen.who.body"),), ((words("screen.help.back"), back), *buttons), trial=words("screen.trial-long"))


def stop_screen(look: Look, words: Words, back: Act, stop: Act) -> Message:
    """The form is to end before its last page: said once what that means."""
    buttons = ((words("screen.help.back"), back), (words("screen.stop.now"), stop, "stop"))
    return Message(look, words("screen.stop.title"), (words("screen.stop.body"),), buttons, picture="users", trial=words("screen.trial-long"))


def longer_screen(look: Look, words: Words, on: Act, stop: Act) -> Message:
    """It has taken long (dossier 9.1): go on, or let a nurse ask the rest."""
    buttons = ((words("screen.longer.on"), on), (words("screen.longer.nurse"), stop, "stop"))
    return Message(look, words("screen.longer.title"), (words("screen.longer.body"),), buttons, picture="clock", trial=words("screen.trial-long"))


def full_screen(look: Look, words: Words, again: Act, why: Trouble | None) -> Message:
    """The disk would not: staff are called, Next is blocked, the answers stay in this process until they are saved."""
    return Message(
        look,
        words("screen.full.title"),
        (words("screen.full.body"),),
        ((words("screen.full.again"), again),),
        picture="triangle-alert", trial=words("screen.trial-long"),
        quiet=words("screen.full.why", why=why.said(words)) if why else "",
    )


def broke_screen(look: Look, words: Words) -> Message:
    """A fault of ours: calm words for the patient, nothing technical."""
    return Message(look, words("screen.broke.title"), (words("screen.broke.body"),), picture="triangle-alert", trial=words("screen.trial-long"))


class Notice(Screen):
    """The clinic's whole privacy notice, literally, with one button back."""

    def __init__(self, look: Look, words: Words, notice: str, back: Act) -> None:
        super().__init__(look)
        self.column.addWidget(PlainLabel(words("screen.notice.title"), look, "title"))
        for paragraph in notice.split("\n\n"):
            self.column.addWidget(PlainLabel(paragraph.strip(), look))
        close = WrapButton(words("screen.notice.close"), look, kind="primary")
        close.setObjectName("act")
        close.clicked.connect(lambda _=False: back())
        self.column.addWidget(close, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addStretch(1)
