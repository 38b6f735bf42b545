"""Number: a large number with its unit on the same line, and our own pad; limits speak only when the person is done."""

from __future__ import annotations

import unicodedata

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from intake.ask.form import Unit
from intake.ask.words import Words
from ui.fields.button import PlainRadio, WrapButton, choose
from ui.fields.field import Field
from ui.fields.grid import EvenGrid, Roving
from ui.fields.label import PlainLabel
from ui.fields.typebox import TypeBox
from ui.theme import Look
from ui.fields.keys import QUICK_MOST, NumberPad

LONGEST = 12  # characters; more than any number asked


class NumberField(Field):
    """Raw: an int for whole numbers, else the number as text with a point ("72.5"); what is no number yet goes as typed.

    `own_pad`: bring the pad along (touch, and the only number on the page); several numbers on one page share the shell's
    keyboard instead. Days of a month are then one button each and the number itself is the mark: the box stays away until
    somebody types on a real keyboard, or the answer is not among the buttons.
    """

    def __init__(self, *given: object, own_pad: bool = True, **more: object):
        self._own_pad = own_pad
        super().__init__(*given, **more)

    def build(self) -> None:
        item = self.item
        self.whole = item.kind == "integer" or item.limits.decimals == 0
        hint = Qt.InputMethodHint.ImhDigitsOnly if self.whole else Qt.InputMethodHint.ImhFormattedNumbersOnly
        self.box = TypeBox(self.look, self.words, name=self.question, limit=LONGEST, role="big", hints=hint, accepts=self._accepts, pause=0)
        self.box.touched.connect(lambda _: self.box.settle())
        self.box.changed.connect(lambda text: self.say(raw_of(text, whole=self.whole)))
        self.box.refused.connect(self.explain)
        self.box.entered.connect(self.focusNextChild)
        self.box.setMaximumWidth(self.look.mm(62) if self.look.scale < 1.5 else self.look.mm(90))
        if not self.whole:
            self.box.setProperty("point", self._point())
        most = int(item.limits.max) if item.limits.max is not None and self.whole else None
        quick = most is not None and most <= QUICK_MOST and not (item.limits.min or 0) < 0
        if quick:
            self.box.setProperty("quick_most", most)
        line = QHBoxLayout()
        line.setSpacing(self.look.gap)
        line.addWidget(self.box)
        unit = self.unit_words()
        if unit:
            self.unit = PlainLabel(unit, self.look)
            self.unit.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
            line.addWidget(self.unit, 1, Qt.AlignmentFlag.AlignVCenter)
        else:
            line.addStretch(1)
        self.pad: QWidget | None = None
        self.grid: NumberGrid | None = None
        if not (self.look.touch and self._own_pad):
            self.body.addLayout(line)
            below = self.below_number()
            if below is not None:
                self.body.addWidget(below)
            return
        self.box.setProperty("own_keys", True)
        self._lay_with_pad(line, most if quick else None)

    def _lay_with_pad(self, line: QHBoxLayout, most: int | None) -> None:
        """The pad beside the number where there is room, else below; 0 to 30 as a grid over the whole width."""
        if most is not None:
            self._typed = QWidget(self)
            line.setContentsMargins(0, 0, 0, 0)
            self._typed.setLayout(line)
            self._typed.hide()
            self.body.addWidget(self._typed)
            self.pad = self.grid = NumberGrid(self.look, self.words, int(self.item.limits.min or 0), most, unit=self.unit_words())
            self.grid.picked.connect(self._pick)
            self.body.addWidget(self.grid)
            return
        ground, left = QWidget(self), QWidget(self)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self.look.gap)
        column.addLayout(line)
        below = self.below_number()
        if below is not None:
            column.addWidget(below)
        column.addStretch(1)
        grid = EvenGrid((2, 1), self.look.gap, cap=12 * self.look.em, parent=ground)
        self.pad = NumberPad(self.look, self.words, point="" if self.whole else self._point(), target=self._aim)
        grid.addWidget(left)
        grid.addWidget(self.pad)
        self.body.addWidget(ground)

    def below_number(self) -> QWidget | None:
        """What stands under the number (units to pick from)."""
        return None

    def _aim(self) -> QWidget:
        """A tap on the pad types here, wherever the focus was."""
        if not self.box.hasFocus():
            self.box.setFocus(Qt.FocusReason.OtherFocusReason)
        return self.box

    def _point(self) -> str:
        return self.words("field.point")

    def unit_words(self) -> str:
        """The unit as a person reads it, in the patient's language where the program knows it."""
        return unit_words(self.item.units[0], self.words) if self.item.units else ""

    def _accepts(self, text: str) -> str:
        fine = all(c.isdigit() or (c in ".,' \u00a0\u202f" and not self.whole) or c in "-+" or unicodedata.category(c) == "Nd" for c in text)
        return "" if fine else self.words("field.number-only")

    def _pick(self, numbers: tuple[int, ...]) -> None:
        self.box.set_text("")
        if numbers != self.raw:
            self.say(numbers)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """A digit typed on a real keyboard while a button of the grid has the focus opens the box and goes into it."""
        if self.grid is not None and event.text().isdigit() and not self.box.hasFocus():
            self._typed.show()
            self.box.set_text("")
            self.box.setFocus(Qt.FocusReason.TabFocusReason)
            QCoreApplication.sendEvent(self.box, event)
        else:
            super().keyPressEvent(event)

    def draw(self) -> None:
        if self.grid is not None:
            known = self.grid.show_number(self.raw[0] if self.raw else None)
            self._typed.setVisible(self.box.hasFocus() or (bool(self.raw) and not known))
        if raw_of(self.box.text(), whole=self.whole) != self.raw:
            self.box.set_text(typed_of(self.raw, self._point()))

    def settle(self) -> None:
        self.box.settle()

    def stops(self) -> list[QWidget]:
        if self.grid is None:
            return [self.box]
        return [self.box, self.grid.stop] if self._typed.isVisibleTo(self) else [self.grid.stop]


class NumberGrid(QWidget):
    """Least to greatest as one radio each, and one key that takes the answer away."""

    picked = Signal(object)

    def __init__(self, look: Look, words: Words, least: int, most: int, *, unit: str = ""):
        super().__init__()
        self.setAccessibleName(words("keyboard.quick"))
        layout = EvenGrid((11, 8, 7, 6, 5, 4), look.mm(2), parent=self)
        self.keys: dict[int, PlainRadio] = {}
        for number in range(least, most + 1):
            button = PlainRadio(str(number), look, parent=self, role="pad")
            button.set_words(str(number), spoken=f"{number} {unit}".strip())
            button.clicked.connect(lambda _=False, number=number: self.picked.emit((number,)))
            self.keys[number] = button
            layout.addWidget(button)
        self.clear = WrapButton("", look, parent=self, picture="delete", role="pad")
        self.clear.set_words("", spoken=words("field.erase-all"))
        self.clear.clicked.connect(lambda _=False: self.picked.emit(()))
        layout.addWidget(self.clear)
        self._roving = Roving(self)
        self._roving.take([*self.keys.values(), self.clear])

    @property
    def stop(self) -> QWidget:
        return self._roving.stop

    def show_number(self, number: object) -> bool:
        """Mark a number; whether it is among the buttons."""
        for known, button in self.keys.items():
            choose(button, number is not None and str(known) == str(number))
        self._roving.settle()
        return any(str(known) == str(number) for known in self.keys)


def raw_of(text: str, *, whole: bool) -> tuple:
    """What is typed, as a raw answer: digits of any script are digits, a comma is a point; the rest stays for validation to name."""
    plain = "".join(str(unicodedata.digit(c)) if c.isdigit() and unicodedata.digit(c, None) is not None else c for c in text.strip())
    if not plain:
        return ()
    sign, digits = ("-", plain[1:]) if plain[:1] == "-" else ("", plain.removeprefix("+"))
    if digits.isascii() and digits.isdigit():
        return (int(sign + digits),) if whole else (sign + digits,)
    return (plain.replace(",", ".") if not whole and plain.count(",") == 1 else plain,)


def typed_of(raw: tuple, point: str) -> str:
    """A raw number as it is shown in the box."""
    if not raw:
        return ""
    text = str(raw[0])
    return text.replace(".", point) if point != "." and text.count(".") == 1 else text


def unit_words(unit: Unit, words: Words) -> str:
    """A UCUM unit in words: the program's own where it has them, else the form's display, else the code."""
    key = "field.unit-of." + unit.code.replace("mm[Hg]", "mmHg").replace("/min", "permin")
    return words(key) if key in words else unit.display.say(words.language) or unit.code
