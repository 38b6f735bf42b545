"""Welcome: choose a language, start, or go on with a form after the birth date; a staff line says which pack is loaded."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from PySide6.QtCore import Qt

from intake.ask.form import Item
from intake.ask.words import Words
from ui.fields import make_field
from ui.fields.button import RadioButton, WrapButton, choose
from ui.fields.grid import EvenGrid, Roving
from ui.fields.label import PlainLabel
from ui.screen import Screen
from ui.theme import Look

Act = Callable[[], None]
LARGE = 1.5  # from this text size on


class Welcome(Screen):
    """`languages` are (tag, its own name); `speak(tag)` changes the language at once. `resume` is None when nothing waits.

    `staff_line` is quiet; `staff_must` is what staff should read before the next patient, "" for nothing.
    """

    def __init__(
        self,
        look: Look,
        words: Words,
        *,
        clinic: str,
        languages: Iterable[tuple[str, str]],
        language: str,
        speak: Callable[[str], None],
        start: Act,
        start_words: str,
        resume: Act | None,
        staff_line: str,
        staff_must: str = "",
    ) -> None:
        large = look.scale >= LARGE  # white space gives way to words, so that Start is seen without a finger
        super().__init__(look, centred=True, margin_mm=3 if large else 10)
        self.column.setSpacing(look.mm(1.2 if large else 4))
        self.column.addStretch(1)
        if clinic:
            self.column.addWidget(PlainLabel(clinic, look, "small", colour="quiet"))
        self.column.addWidget(PlainLabel(words("screen.welcome.title"), look, "big"))
        self.column.addWidget(PlainLabel(words("screen.welcome.what"), look))
        languages = tuple(languages)
        if len(languages) > 1:
            self._languages(look, words, languages, language, speak)
        begin = WrapButton(start_words, look, kind="primary", role="strong")
        begin.setObjectName("start")
        begin.setMinimumWidth(min(look.em * 9, look.mm(90)))
        begin.clicked.connect(lambda _=False: start())
        self.column.addWidget(begin, 0, Qt.AlignmentFlag.AlignLeft)
        if resume is not None:
            again = WrapButton(words("screen.welcome.resume"), look)
            again.setObjectName("resume")
            again.clicked.connect(lambda _=False: resume())
            self.column.addWidget(again, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addStretch(2)
        if staff_must:
            must = PlainLabel(staff_must, look, "strong", colour="problem")
            must.setObjectName("staff-must")
            self.column.addWidget(must)
        line = PlainLabel(staff_line, look, "small", colour="quiet")
        line.setObjectName("staff-line")
        self.column.addWidget(line)
        self._start = begin

    def first(self) -> WrapButton:
        return self._start

    def _languages(
        self, look: Look, words: Words, languages: tuple[tuple[str, str], ...], chosen: str, speak: Callable[[str], None]
    ) -> None:
        if look.scale < LARGE:  # each language says its own name
            self.column.addWidget(PlainLabel(words("screen.welcome.choose"), look, "small", colour="quiet"))
        grid, buttons = EvenGrid((4, 3, 2, 1), look.gap), []
        for tag, name in languages:
            button = RadioButton(name, look)
            button.setObjectName(f"language-{tag}")
            choose(button, tag == chosen)
            button.clicked.connect(lambda _=False, tag=tag: speak(tag))
            grid.addWidget(button)
            buttons.append(button)
        self._roving = Roving(self)
        self._roving.take(buttons)
        self.column.addLayout(grid)


class Resume(Screen):
    """The birth date opens the one form that has it; a wrong one says so and names nobody."""

    def __init__(
        self, look: Look, words: Words, language: str, birth: Item, resume: Callable[[str], None], back: Act, *, missed: bool, today: date
    ) -> None:
        super().__init__(look)
        self._words, self._resume = words, resume
        self.column.addWidget(PlainLabel(words("screen.resume.title"), look, "title"))
        self.column.addWidget(PlainLabel(words("screen.resume.ask"), look))
        self.field = make_field(birth, look, words, language, today=today)
        self.field.tapped.connect(lambda raws: setattr(self, "_given", str(raws[0]) if raws else ""))
        self._given = ""
        self.column.addWidget(self.field)
        if missed:
            self.field.explain(words("screen.resume.none"))
        row = EvenGrid((2, 1), look.gap)
        again = WrapButton(words("screen.back"), look, picture="arrow-left")
        again.setObjectName("back-to-welcome")
        again.clicked.connect(lambda _=False: back())
        open_ = WrapButton(words("screen.resume.open"), look, kind="primary", role="strong")
        open_.setObjectName("open-form")
        open_.clicked.connect(lambda _=False: self._open())
        row.addWidget(again)
        row.addWidget(open_)
        self.column.addLayout(row)
        self.column.addStretch(1)

    def _open(self) -> None:
        self.field.settle()
        if len(self._given) == 10:
            self._resume(self._given)
        else:
            self.field.explain(self._words("screen.resume.need"))
