"""Keys: the buttons of keyboard and number pads, which type into a box without taking its focus."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from intake.ask.words import Words
from ui.fields.button import WrapButton
from ui.fields.grid import EvenGrid
from ui.theme import Look

KEY_MM, KEY_GAP_MM = 11.0, 2.0  # decision 19
REPEAT_FIRST_MS, REPEAT_MS = 600, 160
QUICK_MOST = 31  # the largest "days in a month": up to here a number can be picked with one tap


def commit(text: str, target: QWidget | None = None, *, replace: bool = False) -> None:
    """Type `text` into `target` (the focus widget if None); with `replace`, in place of everything there."""
    target = target or QApplication.focusWidget()
    if target is None:
        return
    event = QInputMethodEvent()
    if replace:
        caret = target.inputMethodQuery(Qt.InputMethodQuery.ImCursorPosition) or 0
        whole = target.inputMethodQuery(Qt.InputMethodQuery.ImSurroundingText) or ""
        event.setCommitString(text, -int(caret), len(whole))
    else:
        event.setCommitString(text)
    QCoreApplication.sendEvent(target, event)


def press(key: Qt.Key, target: QWidget | None = None) -> None:
    """Press and release a key in `target` (the focus widget if None)."""
    target = target or QApplication.focusWidget()
    if target is not None:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QCoreApplication.sendEvent(target, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier))


class Key(WrapButton):
    """One key: never takes the focus, answers on release, and repeats while held where that helps."""

    def __init__(self, words: str, look: Look, *, spoken: str = "", picture: str = "", height_mm: float = KEY_MM, weight: float = 1.0,
                 role: str = "key", repeats: bool = False):  # fmt: skip
        super().__init__(words, look, role=role, picture=picture, height_mm=height_mm)
        self.weight = weight
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        if spoken:
            self.setAccessibleName(spoken)
        if repeats:
            self.setAutoRepeat(True)
            self.setAutoRepeatDelay(REPEAT_FIRST_MS)
            self.setAutoRepeatInterval(REPEAT_MS)

    def _pad(self) -> int:
        return self.look.mm(1)

    def hasHeightForWidth(self) -> bool:  # noqa: N802
        return False

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(max(self.minimumSizeHint().width(), round(self.weight * self.look.mm(KEY_MM))), self._height)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        if self._role == "pad":
            return QSize(self._height, self._height)
        return QSize(self.look.mm(4), self._height)


class NumberPad(QWidget):
    """Digits, a decimal point where it is wanted, and erase. Types into `target()` or, without one, where the focus is."""

    def __init__(self, look: Look, words: Words, *, point: str = "", columns: tuple[int, ...] = (3,), target: Callable[[], QWidget | None] | None = None,
                 parent: QWidget | None = None):  # fmt: skip
        super().__init__(parent)
        self._target = target or QApplication.focusWidget
        self.setAccessibleName(words("field.number-pad"))
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # as on every telephone, in every language
        self.keys: dict[str, Key] = {}
        grid = EvenGrid(columns, look.gap, parent=self)
        for digit in "123456789":
            self._add(grid, digit, Key(digit, look, height_mm=16, role="pad"), lambda digit=digit: commit(digit, self._target()))
        if point:
            self._add(grid, "point", Key(point, look, height_mm=16, role="pad"), lambda: commit(point, self._target()))
        else:
            clear = Key("", look, spoken=words("field.erase-all"), picture="x", height_mm=16, role="pad")
            self._add(grid, "clear", clear, lambda: commit("", self._target(), replace=True))
        self._add(grid, "0", Key("0", look, height_mm=16, role="pad"), lambda: commit("0", self._target()))
        erase = Key("", look, spoken=words("field.erase"), picture="delete", height_mm=16, role="pad", repeats=True)
        self._add(grid, "erase", erase, lambda: press(Qt.Key.Key_Backspace, self._target()))

    def _add(self, grid: EvenGrid, name: str, key: Key, act: Callable[[], None]) -> None:
        self.keys[name] = key
        key.clicked.connect(lambda _=False: act())
        grid.addWidget(key)


class QuickNumbers(QWidget):
    """0 to `most` as one button each: a day count takes one tap."""

    def __init__(self, look: Look, words: Words, most: int, *, target: Callable[[], QWidget | None] | None = None, parent: QWidget | None = None):
        super().__init__(parent)
        target = target or QApplication.focusWidget
        self.setAccessibleName(words("keyboard.quick"))
        self.keys: dict[int, Key] = {}
        grid = EvenGrid((11, 8, 7, 6, 5, 4), look.mm(2), parent=self)
        for number in range(most + 1):
            key = Key(str(number), look, height_mm=16, role="pad")
            key.clicked.connect(lambda _=False, number=number: commit(str(number), target(), replace=True))
            self.keys[number] = key
            grid.addWidget(key)
