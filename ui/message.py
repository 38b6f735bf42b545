"""Message: a whole screen that says one thing in large words, with at most a few buttons."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel

from ui.fields.button import WrapButton
from ui.fields.label import PlainLabel
from ui.screen import Screen
from ui.theme import Look, icon


class Message(Screen):
    """`title` large, `lines` below it, then `buttons` as (words, what to do[, name]), the first one primary; `quiet` small at the end."""

    def __init__(
        self,
        look: Look,
        title: str,
        lines: Iterable[str] = (),
        buttons: Iterable[tuple] = (),
        *,
        picture: str = "",
        quiet: str = "",
        trial: str = "",
        urgent: bool = False,
    ) -> None:
        super().__init__(look, centred=True, margin_mm=12)
        ink = "on_urgent" if urgent else "text"
        if urgent:
            self._colour_ground("urgent")
        self.column.setSpacing(look.mm(5))
        self.column.addStretch(1)
        if picture:
            self.column.addWidget(_picture(look, picture, ink if urgent else "accent"))
        self._words(title, "big", ink)
        for line in lines:
            self._words(line, "body", ink)
        self.column.addSpacing(look.mm(3))
        for place, (words, act, *name) in enumerate(buttons):
            self._button(words, act, *name, primary=place == 0 and not urgent)
        if quiet:
            self._words(quiet, "small", ink if urgent else "quiet")
        self.column.addStretch(2)
        self._words(trial, "small", ink if urgent else "problem")

    def _words(self, words: str, role: str, colour: str) -> None:
        label = PlainLabel(words, self.look, role, colour=colour)
        label.set_side(Qt.AlignmentFlag.AlignHCenter)
        self.column.addWidget(label)

    def _button(self, words: str, act: Callable[[], None], name: str = "act", *, primary: bool) -> None:
        button = WrapButton(words, self.look, kind="primary" if primary else "plain", role="strong" if primary else "body")
        button.setObjectName(name)
        button.setMinimumWidth(min(10 * self.look.em, self.look.mm(120)))
        button.clicked.connect(lambda _=False: act())
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(button, 4)
        row.addStretch(1)
        self.column.addLayout(row)

    def _colour_ground(self, name: str) -> None:
        self.content.setObjectName("urgent")
        colour = getattr(self.look.colours, name)
        self.setStyleSheet(f"QScrollArea, QWidget#urgent {{ background: {colour}; border: none; }}")


def _picture(look: Look, name: str, colour: str) -> QLabel:
    label = QLabel()
    label.setPixmap(icon(name, look.colour(colour).name(), look.mm(18)))
    label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    label.setAccessibleName(" ")
    return label
