"""Hands: the three ways to touch the program: mouse, finger, and keyboard alone; each sends the events a person's would."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QScrollArea, QScroller, QWidget

from ui.fields.typebox import TypeBox


TABLET = Path(__file__).with_name("tablet.json")


def platform() -> str:
    """The value of QT_QPA_PLATFORM for a screen that nobody sees. Qt's own is 800 x 800 and loses what is tapped beyond that
    on a page that scrolls; ours holds the tablet both ways round."""
    return f"offscreen:configfile={TABLET}" if sys.platform.startswith("linux") else "offscreen"


class Lost(Exception):
    """Something a person should be able to reach could not be reached. Names widgets, never answers."""


GRABBED_MS = 40  # a drag-to-scroll page holds a press back for a moment (qt.md §4); a person's next tap comes later than this


class Hands:
    """What any pair of hands can do. `touch` says whether the look is for fingers (pads and keyboard on the screen)."""

    touch = False
    draws = True
    name = ""

    def tap(self, widget: QWidget) -> None:
        """Activate a button."""
        raise NotImplementedError

    def write(self, box: TypeBox, text: str) -> None:
        """Replace what stands in a box."""
        raise NotImplementedError

    def draw(self, widget: QWidget, points: list[QPoint]) -> None:
        """One stroke."""
        raise NotImplementedError


def settle() -> None:
    """Let everything that was started come to rest, deleted widgets included (qt.md §8, the trap)."""
    for _ in range(3):
        QApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def dragged(widget: QWidget) -> bool:
    """Whether the widget stands on a page that scrolls by dragging."""
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QScrollArea) and QScroller.hasScroller(parent.viewport()):
            return True
        parent = parent.parentWidget()
    return False


def rest(held: bool) -> None:
    """After a tap: let it arrive, also where it was `held` back."""
    settle()
    if held:
        QTest.qWait(GRABBED_MS)
        settle()


def seen(widget: QWidget) -> QPoint:
    """A point of the widget that can be hit: its middle, or the middle of what the page shows of it. Lost when covered."""
    if not widget.isVisible() or not widget.isEnabled():
        raise Lost(f"{_name(widget)} is not there to be tapped")
    region = widget.visibleRegion()
    if region.isEmpty():
        raise Lost(f"{_name(widget)} is out of sight")
    spot = widget.rect().center()
    return spot if region.contains(spot) else region.boundingRect().center()


class Mouse(Hands):
    """A mouse and a keyboard, at a desk."""

    name = "mouse"

    def tap(self, widget: QWidget) -> None:
        held = dragged(widget)
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, seen(widget))
        rest(held)

    def write(self, box: TypeBox, text: str) -> None:
        QTest.mouseClick(box.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, seen(box.viewport()))
        _type(box, text)

    def draw(self, widget: QWidget, points: list[QPoint]) -> None:
        QTest.mousePress(widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, points[0])
        for point in points[1:]:
            QTest.mouseMove(widget, point)
        QTest.mouseRelease(widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, points[-1])
        settle()


class Finger(Hands):
    """A finger on glass: taps, and our own keys under the page."""

    touch = True
    name = "touch"

    def __init__(self) -> None:
        self._glass = QTest.createTouchDevice()

    def tap(self, widget: QWidget) -> None:
        spot, held = seen(widget), dragged(widget)
        QTest.touchEvent(widget, self._glass).press(0, spot, widget).commit()
        QTest.touchEvent(widget, self._glass).release(0, spot, widget).commit()
        rest(held)

    def write(self, box: TypeBox, text: str) -> None:
        self.tap(box.viewport())
        QTest.qWait(GRABBED_MS)  # the keys come when the finger is lifted
        _clear(box)
        for letter in text:
            self._key(box, letter)
        settle()

    def draw(self, widget: QWidget, points: list[QPoint]) -> None:
        QTest.touchEvent(widget, self._glass).press(0, points[0], widget).commit()
        for point in points[1:]:
            QTest.touchEvent(widget, self._glass).move(0, point, widget).commit()
        QTest.touchEvent(widget, self._glass).release(0, points[-1], widget).commit()
        settle()

    def _key(self, box: TypeBox, letter: str) -> None:
        """Tap the key of a letter on the keyboard of the shell; a letter that is on no key is typed."""
        keyboard = box.window().findChild(QWidget, "keyboard") or _keyboard(box)
        key = keyboard.keys.get("space" if letter == " " else letter.lower()) if keyboard is not None and keyboard.isVisible() else None
        if key is None or not key.isVisible():
            QTest.keyClicks(box, letter)
            return
        if letter.isalpha() and letter.isupper() != bool(keyboard.shift):
            self.tap(keyboard.keys["shift"])
            key = keyboard.keys[letter.lower()]
        self.tap(key)


class Keys(Hands):
    """A keyboard alone: Tab, arrows, Space, letters."""

    name = "keys"
    draws = False

    def tap(self, widget: QWidget) -> None:
        self.reach(widget)
        QTest.keyClick(widget, Qt.Key.Key_Space)
        settle()

    def write(self, box: TypeBox, text: str) -> None:
        self.reach(box)
        _type(box, text)

    def draw(self, widget: QWidget, points: list[QPoint]) -> None:
        """A signature cannot be drawn with keys; the form has a box to type the name."""

    def reach(self, widget: QWidget) -> None:
        """Walk there with Tab, then inside a group with the arrow keys."""
        if widget.focusPolicy() is Qt.FocusPolicy.NoFocus:
            raise Lost(f"{_name(widget)} takes no keyboard focus")
        for _ in range(250):
            here = QApplication.focusWidget()
            if here is widget:
                return
            if here is not None and here.parentWidget() is widget.parentWidget() and self._arrows(widget):
                return
            QTest.keyClick(here or widget.window(), Qt.Key.Key_Tab)
            settle()
        raise Lost(f"{_name(widget)} cannot be reached with Tab and arrows")

    def _arrows(self, widget: QWidget) -> bool:
        start = QApplication.focusWidget()
        if not isinstance(start, QAbstractButton) or not isinstance(widget, QAbstractButton):
            return False
        if widget.focusPolicy() is not Qt.FocusPolicy.ClickFocus:
            return False
        for _ in range(120):
            QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Right)
            if QApplication.focusWidget() is widget:
                return True
            if QApplication.focusWidget() is start:
                return False
        return False


def _clear(box: TypeBox) -> None:
    if box.text():
        QTest.keyClick(box, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClick(box, Qt.Key.Key_Delete)


def _type(box: TypeBox, text: str) -> None:
    _clear(box)
    for line, part in enumerate(text.split("\n")):
        if line:
            QTest.keyClick(box, Qt.Key.Key_Return)
        QTest.keyClicks(box, part)
    settle()


def _keyboard(box: TypeBox):
    return getattr(getattr(box.window(), "stage", None), "keyboard", None)


def _name(widget: QWidget) -> str:
    return f"{type(widget).__name__} {widget.objectName() or ''}".strip()
