"""WrapButton: wrapping buttons of at least 16 mm; radio, tick and push, told apart by shape and by role."""

from __future__ import annotations

import time

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QPushButton, QRadioButton, QSizePolicy, QWidget

from ui.fields.label import draw_text, signature, text_width, wrapped
from ui.theme import Look, icon

BOUNCE_S = 0.35  # a trembling finger's second tap on the same tick within this time is the same tap
_BY_KEY = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason)


class _Face:
    """What the three buttons share: the words, their wrapping, the painting, the ring for keyboard users.

    The words are kept here and not in QAbstractButton.text, which would make shortcuts of every "&".
    """

    look: Look
    mark = ""  # "" | "radio" | "tick"
    strong = 0  # how many of the first characters are bold

    def __init__(self, words: str, look: Look, *, parent: QWidget | None = None, kind: str = "plain", picture: str = "", role: str = "body",
                 centred: bool | None = None, height_mm: float = 16.0):  # fmt: skip
        super().__init__(parent)
        self.look, self.kind, self.picture = look, kind, picture
        self._role, self._height = role, look.mm(height_mm)
        self._centred = not self.mark if centred is None else centred
        self._ring = False
        self._last = 0.0
        self._laid: tuple | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMinimumHeight(self._height)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover, False)
        self.set_words(words)

    # words and size

    def words(self) -> str:
        return self._words

    def set_words(self, words: str, *, spoken: str = "") -> None:
        """Show `words`; `spoken` is what assistive technology says instead (an icon button has only that)."""
        self._words, self._laid = words, None
        self.setAccessibleName(spoken or words)
        self.updateGeometry()
        self.update()

    def _inner(self, width: int) -> QRect:
        """Where the words go in a button of this width (height is free)."""
        pad, side = self._pad(), self._side()
        return QRect(pad + side, 0, max(1, width - 2 * pad - side), 0)

    def _pad(self) -> int:
        return self.look.mm(1) if self._role == "key" else self.look.pad

    def _side(self) -> int:
        if self.mark:
            return self._mark_size() + self.look.mm(2.6)
        return self._icon_size() + (self.look.mm(2) if self._words else 0) if self.picture else 0

    def _mark_size(self) -> int:
        return min(self.look.mm(9), max(self.look.mm(6), round(self.look.em * 0.85)))

    def _icon_size(self) -> int:
        return self.look.size(self._role)

    def _lay(self, width: int):
        inner = self._inner(width).width()
        rtl = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        if self._laid is None or self._laid[0] != (inner, rtl):
            middle = self._centred and not self.picture
            side = Qt.AlignmentFlag.AlignHCenter if middle else Qt.AlignmentFlag.AlignLeading
            self._laid = ((inner, rtl), wrapped(self._words, self.look.font(self._role), inner, side, rtl=rtl, strong=self.strong))
        return self._laid[1]

    def _around(self) -> int:
        return self.look.mm(0.5) if self._role in ("key", "pad", "digit") else self.look.mm(1.8)

    def hasHeightForWidth(self) -> bool:  # noqa: N802
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        return max(self._height, int(self._lay(width)[2] + 0.999) + 2 * self._around())

    def sizeHint(self) -> QSize:  # noqa: N802
        line, _ = text_width(self._words, signature(self.look.font(self._role)))
        width = max(self._height, min(line, 24 * self.look.em) + 2 * self._pad() + self._side())
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        _, word = text_width(self._words, signature(self.look.font(self._role)))
        width = max(self._height if self._role != "key" else 0, min(word, 7 * self.look.em) + 2 * self._pad() + self._side())
        return QSize(width, self._height)

    def minimumWidthForWords(self) -> int:  # noqa: N802
        """Pixels in which the words stand on one line."""
        return text_width(self._words, signature(self.look.font(self._role)))[0] + 2 * self._pad() + self._side()

    # taps, keys, focus

    def hitButton(self, pos: QPoint) -> bool:  # noqa: N802
        return self.rect().contains(pos)  # the whole face, not only Qt's idea of a radio circle

    def nextCheckState(self) -> None:  # noqa: N802
        """The field decides what is chosen (`Field.say`); a tap alone changes nothing here."""

    def bounced(self) -> bool:
        """Whether this click came too soon after the last one on this button to be meant."""
        now, last = time.monotonic(), self._last
        self._last = now
        return now - last < BOUNCE_S

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self.click()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right):
            event.ignore()  # the grid around it moves the focus
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        self._ring = event.reason() in _BY_KEY or (not self.look.touch and event.reason() is Qt.FocusReason.OtherFocusReason)
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        self._ring = False
        super().focusOutEvent(event)
        self.update()

    # painting

    def _paints(self) -> tuple[str, str, str]:
        """(ground, words, edge) by name, for the state the button is in."""
        if self.isChecked():
            return "chosen", "on_chosen", "on_chosen"
        down = self.isDown()
        if self.kind == "primary":
            return ("accent_down" if down else "accent"), "on_accent", ("accent_down" if down else "accent")
        if self.kind == "link":
            return ("pressed" if down else ""), ("text" if down else "accent"), ""
        return ("pressed" if down else "surface"), "text", "line"

    def paintEvent(self, event: object) -> None:  # noqa: N802, ARG002
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self.isEnabled():
            painter.setOpacity(0.55)
        ground, words, edge = self._paints()
        look, width = self.look, self.look.edge
        box = QRectF(self.rect()).adjusted(width / 2, width / 2, -width / 2, -width / 2)
        painter.setPen(QPen(look.colour(edge), width) if edge else Qt.PenStyle.NoPen)
        painter.setBrush(look.colour(ground) if ground else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, look.radius, look.radius)
        if self._ring and self.hasFocus():
            ring = look.mm(1.0)
            inner = QRectF(self.rect()).adjusted(ring / 2, ring / 2, -ring / 2, -ring / 2)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(look.colour("ring"), ring))
            painter.drawRoundedRect(inner, look.radius, look.radius)
        self._paint_inside(painter, words)

    def _paint_inside(self, painter: QPainter, words: str) -> None:
        laid, inner = self._lay(self.width()), self._inner(self.width())
        rtl = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        side, start = self._side(), inner.x()
        if self.picture and self._centred:  # icon and words together in the middle
            used = laid[1] + side
            start = round((self.width() - used) / 2) + side
            inner.setWidth(max(1, round(laid[1]) + 2))
            inner.moveLeft(start)
        inner.setHeight(self.height())
        if rtl:  # the lines lean on the right end of the width they were laid in
            inner.moveLeft(self.width() - start - self._inner(self.width()).width())
        draw_text(painter, inner, laid, self.look.colour(words))
        size = self._mark_size() if self.mark else self._icon_size()
        at = self.width() - start + side - size if rtl else start - side
        spot = QRectF(at, (self.height() - size) / 2, size, size)
        if self.mark:
            _draw_mark(painter, spot, self.mark, self.look, checked=self.isChecked())
        elif self.picture:
            pixmap: QPixmap = icon(self.picture, self.look.colour(words).name(), size)
            painter.drawPixmap(spot.topLeft(), pixmap)


def _draw_mark(painter: QPainter, spot: QRectF, mark: str, look: Look, *, checked: bool) -> None:
    """The circle or box of an option; when chosen it is filled and carries a drawn tick, so colour is never the only sign."""
    width = look.mm(0.5)
    spot = spot.adjusted(width / 2, width / 2, -width / 2, -width / 2)
    painter.setPen(QPen(look.colour("on_chosen" if checked else "line"), width))
    painter.setBrush(look.colour("on_chosen" if checked else "surface"))
    if mark == "radio":
        painter.drawEllipse(spot)
    else:
        painter.drawRoundedRect(spot, spot.width() * 0.18, spot.width() * 0.18)
    if checked:
        draw_tick(painter, spot.adjusted(spot.width() * 0.24, spot.width() * 0.24, -spot.width() * 0.24, -spot.width() * 0.24), look.colour("chosen"), 0.25)


def draw_tick(painter: QPainter, box: QRectF, colour: QColor, weight: float) -> None:
    """A tick that fills a box; `weight` is the stroke as a part of the box."""
    painter.setPen(QPen(colour, box.width() * weight, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    x, y, s = box.x(), box.y(), box.width()
    painter.drawPolyline([QPointF(x + s * 0.04, y + s * 0.56), QPointF(x + s * 0.38, y + s * 0.88), QPointF(x + s * 0.98, y + s * 0.14)])


class WrapButton(_Face, QPushButton):
    """A push button. `kind`: plain | primary | link; `picture`: an icon's name."""


class RadioButton(_Face, QRadioButton):
    """One of a single choice: a circle, and the radio role for assistive technology."""

    mark = "radio"

    # Stays auto-exclusive: that is what gives it the radio role. `choose` lifts it for a moment, so that all may be empty.


class TickButton(_Face, QCheckBox):
    """One of several: a box, and the check-box role."""

    mark = "tick"


class PlainRadio(RadioButton):
    """A radio without its circle, for scales and numbers to pick; when chosen it is filled and carries a small tick."""

    mark = ""

    def _pad(self) -> int:
        return self.look.mm(1.5)

    def _paints(self) -> tuple[str, str, str]:
        return ("accent", "on_accent", "accent") if self.isChecked() else super()._paints()

    def _paint_inside(self, painter: QPainter, words: str) -> None:
        super()._paint_inside(painter, words)
        if self.isChecked():
            size, inset = self.look.mm(2.6), self.look.mm(1.2)
            rtl = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
            left = inset if rtl else self.width() - inset - size
            draw_tick(painter, QRectF(left, inset, size, size), self.look.colour(words), 0.2)


class TabButton(RadioButton):
    """One of a few parts of a control (year, month, day); the open one has a strong edge and a bar under its words."""

    mark = ""

    def _paints(self) -> tuple[str, str, str]:
        return ("surface", "text", "accent") if self.isChecked() else super()._paints()

    def _paint_inside(self, painter: QPainter, words: str) -> None:
        super()._paint_inside(painter, words)
        if self.isChecked():
            tall, inset = self.look.mm(1.2), self.look.radius
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.look.colour("accent"))
            painter.drawRect(QRectF(inset, self.height() - tall - self.look.edge, self.width() - 2 * inset, tall))


def choose(button: QAbstractButton, chosen: bool) -> None:
    """Set the state of a radio or tick without any signal. A group of radios may also have none chosen."""
    button.blockSignals(True)
    exclusive = button.autoExclusive()
    button.setAutoExclusive(False)
    button.setChecked(chosen)
    button.setAutoExclusive(exclusive)
    button.blockSignals(False)
    button.update()


def paint_ground(widget: QWidget, look: Look, ground: str, edge: str) -> None:
    """Paint a rounded ground with an edge under a widget: cards and chosen things."""
    painter = QPainter(widget)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    half = look.edge / 2
    painter.setPen(QPen(look.colour(edge), look.edge) if edge else Qt.PenStyle.NoPen)
    painter.setBrush(look.colour(ground))
    painter.drawRoundedRect(QRectF(widget.rect()).adjusted(half, half, -half, -half), look.radius, look.radius)
