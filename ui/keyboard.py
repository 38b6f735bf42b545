"""Keyboard: our own on-screen keys and number pad; they live in the shell's layout, so nothing is ever hidden behind them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from intake.ask.words import Words
from ui.fields.keys import KEY_GAP_MM, QUICK_MOST, Key, NumberPad, QuickNumbers, commit, press
from ui.theme import Look

LETTERS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
LETTERS_OF = {"es": ("qwertyuiop", "asdfghjklñ", "zxcvbnm")}
ACCENTS_OF = {
    "fr": ("éèêëàâçùûô", "îïœæöüñ«»’"),
    "es": ("áéíóúü¿¡",),
    "pt": ("áâãàéêíóôõ", "úç"),
    "de": ("äöüß",),
    "it": ("àèéìòù",),
}
DIGITS = ("1234567890", "-/:;()$&@\"", ".,?!'%+=")


class Keyboard(QWidget):
    """The keys under the page: letters for words, a number pad (or 0 to 30) for numbers, by what the focused box asks for.

    Put it last in the shell's layout and call `follow()` once: it shows itself when a box to type in gets the focus and hides
    when something else does. `done` is the person's "I am finished typing"; the shell moves the focus on or away.
    A box may ask with properties: `own_keys` (it brings its own pad), `quick_most` (largest number to offer as one tap),
    `point` (decimal mark).
    """

    done = Signal()

    def __init__(self, look: Look, words: Words, language: str = "en", parent: QWidget | None = None):
        super().__init__(parent)
        self.look, self.words, self.language = look, words, language.partition("-")[0]
        self.setAccessibleName(words("keyboard.name"))
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # our letters are Latin ones: q stands on the left in every language
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.setAutoFillBackground(True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(look.mm(2), look.mm(2), look.mm(2), look.mm(2))
        self._column.setSpacing(look.mm(KEY_GAP_MM))
        self.shift = False
        self.page = "letters"  # letters | digits | number
        self.keys: dict[str, Key] = {}
        self._asked: tuple = ()
        self.hide()

    # showing itself

    def follow(self) -> None:
        """Come and go with the focus, from now on."""
        QApplication.instance().focusChanged.connect(self._focus_changed)
        self._focus_changed(None, QApplication.focusWidget())

    def _focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is None:
            return  # another window, or in between: stay
        if not wants_keys(new) or self.window() is not new.window():
            self.hide()
            return
        self.show_for(new)

    def show_for(self, box: QWidget) -> None:
        """Build the keys this box needs, and show them."""
        hints = box.inputMethodQuery(Qt.InputMethodQuery.ImHints)
        digits = bool(Qt.InputMethodHint(hints) & (Qt.InputMethodHint.ImhDigitsOnly | Qt.InputMethodHint.ImhFormattedNumbersOnly))
        most = box.property("quick_most")
        asked = (digits, most, box.property("point") or "")
        if asked != self._asked or not self.keys:
            self._asked = asked
            self.page = "number" if digits else "letters"
            self._build()
        empty = not (box.inputMethodQuery(Qt.InputMethodQuery.ImSurroundingText) or "")
        if not digits:
            self._set_shift(empty and not Qt.InputMethodHint(hints) & Qt.InputMethodHint.ImhNoAutoUppercase)
        self.show()

    # building

    def _build(self) -> None:
        self._clear()
        if self.page == "number":
            self._build_number()
            return
        first = LETTERS_OF.get(self.language, LETTERS)
        rows = DIGITS if self.page == "digits" else first
        if self.page == "letters":
            for accents in ACCENTS_OF.get(self.language, ())[:1]:
                self._row([self._letter(letter) for letter in accents])
        else:
            for accents in ACCENTS_OF.get(self.language, ())[1:]:
                self._row([self._letter(letter) for letter in accents])
        self._row([self._letter(letter) for letter in rows[0]])
        self._row([self._letter(letter) for letter in rows[1]], inset=len(rows[1]) < len(rows[0]))
        erase = self._key("backspace", Key("", self.look, spoken=self.words("keyboard.backspace"), picture="delete", weight=1.5, repeats=True),
                          lambda: press(Qt.Key.Key_Backspace))  # fmt: skip
        third = [self._letter(letter) for letter in rows[2]]
        if self.page == "letters":
            shift = Key("", self.look, spoken=self.words("keyboard.shift"), picture="arrow-big-up", weight=1.5)
            shift.setCheckable(True)
            third.insert(0, self._key("shift", shift, lambda: self._set_shift(not self.shift)))
        self._row([*third, erase])
        self._row(self._bottom())
        self._set_shift(self.shift)

    def _bottom(self) -> list[Key]:
        other = "letters" if self.page == "digits" else "digits"
        switch = self._key("switch", Key(self.words(f"keyboard.{other}"), self.look, weight=1.7), lambda: self._turn(other))
        space = self._key("space", Key(self.words("keyboard.space"), self.look, weight=3.4), lambda: self._type(" "))
        enter = self._key("enter", Key("", self.look, spoken=self.words("keyboard.enter"), picture="corner-down-left", weight=1.5),
                          lambda: press(Qt.Key.Key_Return))  # fmt: skip
        done = Key(self.words("keyboard.done"), self.look, weight=2.0)
        done.kind = "primary"
        self._key("done", done, self._finish)
        return [switch, self._letter(","), space, self._letter("."), enter, done]

    def _build_number(self) -> None:
        _, most, point = self._asked
        row = QHBoxLayout()
        row.setSpacing(self.look.gap)
        if isinstance(most, int) and 0 < most <= QUICK_MOST:
            pad: QWidget = QuickNumbers(self.look, self.words, most)
            erase = Key("", self.look, spoken=self.words("field.erase-all"), picture="delete", height_mm=16, role="pad")
            self._key("erase", erase, lambda: commit("", replace=True))
            done = Key("", self.look, spoken=self.words("keyboard.done"), picture="check", height_mm=16, role="pad")
            pad.layout().addWidget(erase)
            pad.layout().addWidget(done)  # 0 to 30, erase and done: three rows of eleven
        else:
            pad = NumberPad(self.look, self.words, point=point, columns=(6, 4, 3))
            self.keys.update(pad.keys)
            done = Key(self.words("keyboard.done"), self.look, height_mm=16, weight=2.6, role="pad")
            done.setFixedWidth(max(self.look.target, done.minimumWidthForWords() + 2 * self.look.mm(2)))
        row.addWidget(pad, 1)
        done.kind = "primary"
        self._key("done", done, self._finish)
        if done.parent() is None:
            row.addWidget(done, 0, Qt.AlignmentFlag.AlignBottom)
        self._column.addLayout(row)

    def _clear(self) -> None:
        self.keys = {}
        while (item := self._column.takeAt(0)) is not None:
            if item.layout() is not None:
                while (inner := item.layout().takeAt(0)) is not None:
                    if inner.widget() is not None:
                        inner.widget().hide()
                        inner.widget().deleteLater()

    def _row(self, keys: list[Key], *, inset: bool = False) -> None:
        row = QHBoxLayout()
        row.setSpacing(self.look.mm(KEY_GAP_MM))
        if inset:
            row.addStretch(50)
        for key in keys:
            row.addWidget(key, round(100 * key.weight))
        if inset:
            row.addStretch(50)
        self._column.addLayout(row)

    def _letter(self, letter: str) -> Key:
        return self._key(letter, Key(letter, self.look), lambda: self._type(letter))

    def _key(self, name: str, key: Key, act: Callable[[], None]) -> Key:
        self.keys[name] = key
        key.clicked.connect(lambda _=False: act())
        return key

    # acting

    def _type(self, letter: str) -> None:
        commit(letter.upper() if self.shift else letter)
        if self.shift:
            self._set_shift(False)

    def _set_shift(self, on: bool) -> None:
        self.shift = on
        for name, key in self.keys.items():
            if len(name) == 1 and name.isalpha() and len(name.upper()) == 1:
                key.set_words(name.upper() if on else name)
        if "shift" in self.keys:
            self.keys["shift"].setChecked(on)

    def _turn(self, page: str) -> None:
        self.page = page
        # the key that asked for this is still in its click: build when it is done
        QTimer.singleShot(0, self, self._build)

    def _finish(self) -> None:
        self.done.emit()


def wants_keys(widget: QWidget) -> bool:
    """Whether a widget is a box to type in that brings no keys of its own."""
    typed = bool(widget.inputMethodQuery(Qt.InputMethodQuery.ImEnabled)) and widget.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    return typed and widget.isEnabled() and not widget.property("own_keys")
