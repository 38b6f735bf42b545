"""Fixtures for the controls: our fonts, our look, a page to stand on, and fingers."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import samples  # noqa: E402
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt  # noqa: E402
from PySide6.QtGui import QInputDevice  # noqa: E402
from PySide6.QtTest import QTest  # noqa: E402
from PySide6.QtWidgets import QApplication, QScrollArea, QVBoxLayout, QWidget  # noqa: E402

from ui.theme import Look, dress, load_fonts  # noqa: E402


@pytest.fixture
def dressed(qapp) -> Iterator[Callable[[Look], None]]:
    """Give the application a look."""
    load_fonts()
    qapp.setCursorFlashTime(0)
    last: list[Look] = []

    def wear(look: Look) -> None:
        if last != [look]:  # what was deleted goes first: a new sheet restyles every widget that is left
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            last[:] = [look]
            dress(qapp, look)

    yield wear
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


class Stage:
    """A page with one control on it, shown; `said` collects what it sends."""

    def __init__(self, widget: QWidget, look: Look, width: int = 1280, height: int = 800, scrolled: bool = True):
        self.look, self.field = look, widget
        page = QWidget()
        page.setObjectName("page")
        column = QVBoxLayout(page)
        column.setContentsMargins(look.mm(6), look.mm(6), look.mm(6), look.mm(6))
        column.addWidget(widget)
        column.addStretch(1)
        if scrolled:
            self.window: QWidget = QScrollArea()
            self.window.setWidgetResizable(True)
            self.window.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self.window.setWidget(page)
        else:
            self.window = page
        self.page = page
        self.said: list[tuple] = []
        if hasattr(widget, "tapped"):
            widget.tapped.connect(self.said.append)
        self.window.resize(width, height)
        self.window.show()
        self.window.activateWindow()
        QApplication.processEvents()

    @property
    def last(self) -> tuple | None:
        return self.said[-1] if self.said else None


@pytest.fixture
def stage(dressed, qtbot):
    """stage(name or widget, look=…, width=…) -> Stage; everything is put away afterwards."""
    made: list[Stage] = []

    def put(what: str | QWidget, look: Look | None = None, *, width: int = 1280, height: int = 800, answered: bool = False, scrolled: bool = True, **more) -> Stage:
        look = look or Look()
        dressed(look)
        widget = samples.field(what, look, answered=answered, **more) if isinstance(what, str) else what
        made.append(Stage(widget, look, width, height, scrolled))
        return made[-1]

    yield put
    for one in made:
        one.window.close()
        one.window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture(scope="session")
def finger():
    return QTest.createTouchDevice(QInputDevice.DeviceType.TouchScreen)


@pytest.fixture
def touch(finger):
    """touch(widget, point=middle, path=()) : put a finger down, move it, lift it (down and lift can be left out).

    The events go to the window: asked for a widget, QTest looks for the window under the point on a screen of 800 x 800 and
    drops what lies outside.
    """

    def go(widget: QWidget, spot: QPoint | None = None, path: tuple[QPoint, ...] = (), *, down: bool = True, lift: bool = True) -> None:
        window = widget.window()
        QApplication.processEvents()
        if isinstance(window, QScrollArea) and down:
            window.ensureWidgetVisible(widget)
        points = [widget.mapTo(window, point) for point in (spot or widget.rect().center(), *path)]
        handle = window.windowHandle()
        if down:
            QTest.touchEvent(handle, finger).press(0, points[0], handle).commit()
        for point in points[1:]:
            QTest.touchEvent(handle, finger).move(0, point, handle).commit()
        if lift:
            QTest.touchEvent(handle, finger).release(0, points[-1], handle).commit()
        QApplication.processEvents()

    return go
