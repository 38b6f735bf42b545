"""Field: what every control is: one setter in (`show_cell`), one signal out (`tapped`), and a polite word when something is wrong."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QPainter
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from shiboken6 import isValid

from intake.ask.form import Item
from intake.ask.words import Words
from intake.hear.answers import Absent, Raw
from ui.fields.label import PlainLabel
from ui.theme import Look, icon


class Shown(Protocol):
    """What a field reads of a `hear.reading.Cell`: the raw answers, exactly as given."""

    raw: tuple[Raw, ...]


class Field(QWidget):
    """One control, for one address. It keeps nothing but what it shows.

    Signals: `tapped(tuple)` the raw values now given, () = cleared; `left()` the person went on to something else.
    A field echoes a tap at once and is put right by the `show_cell` that follows.
    Call `settle()` before reading the session (Next, Finish): it sends what is typed and not yet sent.
    """

    tapped = Signal(object)
    left = Signal()
    is_wide = False
    """Whether it needs the whole page width and should stand outside a scroll area (body map, signature)."""

    def __init__(self, item: Item, look: Look, words: Words, language: str = "en", *, today: date | None = None, parent: QWidget | None = None):
        super().__init__(parent)
        self.item, self.look, self.words, self.language = item, look, words, language
        self.today = today or date.today()
        self.raw: tuple[Raw, ...] = ()
        self.question = item.text.say(language)
        self.setAccessibleName(self.question)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(look.gap)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._problem: _ProblemLine | None = None
        self.build()
        QApplication.instance().focusChanged.connect(self._focus_changed)

    # what each control writes

    def build(self) -> None:
        """Make the widgets and put them into `self.body`."""

    def draw(self) -> None:
        """Show `self.raw`. Must not send anything and must not disturb what is being typed."""

    def settle(self) -> None:
        """Send what is typed but not yet sent."""

    def stops(self) -> list[QWidget]:
        """The Tab stops, in order; the page joins them into its own order."""
        return []

    # the one way in and the one way out

    def show_cell(self, cell: Shown) -> None:
        """Show the answer of a Cell. A declined answer shows as nothing given."""
        given = tuple(raw for raw in cell.raw if not isinstance(raw, Absent))
        if given != self.raw:
            self.raw = given
            self.draw()

    def say(self, raws: Iterable[Raw]) -> None:
        """Take an answer from the person: echo it and send it."""
        self.raw = tuple(raws)
        self.draw()
        self.tapped.emit(self.raw)

    def explain(self, sentence: str) -> None:
        """Show a problem under the control, and tell assistive technology without interrupting; "" takes it away."""
        if self._problem is None:
            if not sentence:
                return
            self._problem = _ProblemLine(self.look)
            self.body.addWidget(self._problem)
        if sentence == self._problem.sentence:
            return
        self._problem.set(sentence)
        self.setAccessibleDescription(sentence)
        if sentence and QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, sentence))

    @property
    def problem(self) -> str:
        """The sentence shown, or ""."""
        return self._problem.sentence if self._problem else ""

    def begin(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """Put the keyboard focus on the first thing to do here."""
        for stop in self.stops():
            stop.setFocus(reason)
            return

    def _focus_changed(self, old: QWidget | None, new: QWidget | None) -> None:
        if old is None or not isValid(self) or not isValid(old):
            return  # the page is being put away
        if self.isAncestorOf(old) and not (new is not None and self.isAncestorOf(new)):
            self.settle()
            if new is not None:  # another window is not "going on"
                self.left.emit()


class _ProblemLine(QWidget):
    """A sentence with a sign, on its own ground, below a control."""

    def __init__(self, look: Look, parent: QWidget | None = None):
        super().__init__(parent)
        self.look, self.sentence = look, ""
        row = QHBoxLayout(self)
        row.setContentsMargins(look.mm(2.4), look.mm(1.6), look.mm(2.4), look.mm(1.6))
        row.setSpacing(look.mm(2))
        sign = QLabel(self)
        size = look.size("small")
        sign.setPixmap(icon("info", look.colours.problem, size))
        sign.setFixedSize(size, size)
        sign.setAccessibleName("")
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        self._label = PlainLabel("", look, "small", colour="problem")
        row.addWidget(self._label, 1)
        self.hide()

    def set(self, sentence: str) -> None:
        self.sentence = sentence
        self._label.setText(sentence)
        self.setVisible(bool(sentence))

    def paintEvent(self, event: object) -> None:  # noqa: N802, ARG002
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.look.colour("problem_ground"))
        painter.drawRoundedRect(self.rect(), self.look.radius, self.look.radius)
        painter.setBrush(self.look.colour("problem"))
        side = self.look.mm(0.8)
        rtl = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        painter.drawRect(self.width() - side if rtl else 0, 0, side, self.height())
