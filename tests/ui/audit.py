"""Audit: what is wrong with a screen that anyone would see: small targets, clipped words, things off the edge, no name, low contrast."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QFontMetricsF, QImage
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QPlainTextEdit, QScrollArea, QWidget

from ui.fields.button import _Face
from ui.fields.keys import Key
from ui.fields.label import PlainLabel, signature, text_width
from ui.theme import Look

LEAST_CONTRAST = 7.0


@dataclass(frozen=True)
class Fault:
    """One thing wrong: its kind, and the widget in words that help to find it (samples only: no patient is here)."""

    kind: str
    what: str

    def __str__(self) -> str:
        return f"{self.kind}: {self.what}"


def audit(root: QWidget, look: Look, *, contrast: bool = False, shown_width: int | None = None) -> list[Fault]:
    """Every fault of the visible widgets under `root`. `shown_width`: the viewport's, when `root` may be wider than it."""
    width = shown_width or root.width()
    shown = [widget for widget in root.findChildren(QWidget) if widget.isVisibleTo(root) and widget.width() > 0]
    faults: list[Fault] = []
    for widget in shown:
        faults += _targets(widget, look) + _names(widget) + _off(widget, root, width) + _clipped(widget)
        if contrast:
            faults += _contrast(widget)
    return faults + _overlaps([w for w in shown if isinstance(w, QAbstractButton | QPlainTextEdit | QLineEdit)], root)


def _who(widget: QWidget) -> str:
    words = widget.words() if isinstance(widget, _Face) else widget.text() if isinstance(widget, QLabel) else widget.accessibleName()
    return f"{type(widget).__name__} {words[:40]!r} {widget.width()}x{widget.height()}"


def _targets(widget: QWidget, look: Look) -> list[Fault]:
    if not isinstance(widget, QAbstractButton | QPlainTextEdit | QLineEdit):
        return []
    least = look.target
    if isinstance(widget, Key) and widget._role == "key":
        least = look.mm(11)
    side = min(widget.width(), widget.height())
    return [Fault("SMALL", _who(widget))] if side < least - 1 else []


def _names(widget: QWidget) -> list[Fault]:
    if widget.focusPolicy() is Qt.FocusPolicy.NoFocus and not isinstance(widget, QAbstractButton):
        return []
    if isinstance(widget, QScrollArea):
        return []
    seen = QAccessible.queryAccessibleInterface(widget)
    return [] if seen is not None and seen.text(QAccessible.Text.Name).strip() else [Fault("NONAME", _who(widget))]


def _off(widget: QWidget, root: QWidget, width: int) -> list[Fault]:
    left = widget.mapTo(root, QPoint(0, 0)).x()
    return [Fault("OFFX", f"{_who(widget)} at {left} of {width}")] if left < 0 or left + widget.width() > width + 1 else []


def _clipped(widget: QWidget) -> list[Fault]:
    faults = []
    if isinstance(widget, PlainLabel):
        needed, room, font = widget.heightForWidth(widget.width()), widget.height(), widget._font
        inner, text = widget.width(), widget.text()
    elif isinstance(widget, _Face):
        inner = widget._inner(widget.width()).width()
        needed, room, font, text = widget._lay(widget.width())[2], widget.height(), widget.look.font(widget._role), widget.words()
    elif isinstance(widget, QPlainTextEdit):
        line = QFontMetricsF(widget.font()).lineSpacing()
        return [Fault("CLIPH", _who(widget))] if widget.viewport().height() < line - 1 else []
    elif isinstance(widget, QLabel) and widget.text():
        return [Fault("CLIPW", _who(widget))] if not widget.wordWrap() and widget.sizeHint().width() > widget.width() + 1 else []
    else:
        return []
    if not text:
        return []
    if needed > room + 1:
        faults.append(Fault("CLIPH", f"{_who(widget)} needs {needed:.0f}"))
    longest = max(text.split(), key=len, default="")
    if len(longest) <= 24 and text_width(longest, signature(font))[0] > inner + 2:
        faults.append(Fault("CLIPWORD", f"{_who(widget)}: {longest}"))
    return faults


def _overlaps(widgets: list[QWidget], root: QWidget) -> list[Fault]:
    boxes = [(QRect(w.mapTo(root, QPoint(0, 0)), w.size()), w) for w in widgets]
    return [Fault("OVERLAP", f"{_who(a)} and {_who(b)}") for i, (one, a) in enumerate(boxes) for other, b in boxes[i + 1 :] if one.intersects(other)]


def _contrast(widget: QWidget) -> list[Fault]:
    """The commonest pixel against the farthest of those that are not rare: ground against the strokes of the letters."""
    if not (isinstance(widget, PlainLabel) and widget.text()) and not (isinstance(widget, _Face) and widget.words()):
        return []
    if not widget.isEnabled():
        return []
    root = widget.window()
    image = root.grab(QRect(widget.mapTo(root, QPoint(0, 0)), widget.size())).toImage().convertToFormat(QImage.Format.Format_RGB32)
    inset = widget.look.mm(1) if isinstance(widget, _Face) else 0  # not the edge: the words
    image = image.copy(inset, inset, image.width() - 2 * inset, image.height() - 2 * inset)
    raw = bytes(image.constBits())  # a copy: the image's own memory goes away (qt.md, section 9)
    seen = Counter(memoryview(raw).cast("I"))
    (ground, _), *rest = seen.most_common(40)
    ratio = max((contrast_of(ground, colour) for colour, count in rest if count >= 3), default=1.0)
    return [Fault("LOWCONTRAST", f"{_who(widget)} {ratio:.1f}")] if ratio < LEAST_CONTRAST - 0.05 else []


def luminance(rgb: int) -> float:
    """WCAG relative luminance of 0xRRGGBB."""
    parts = [((rgb >> shift) & 255) / 255 for shift in (16, 8, 0)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast_of(one: int, other: int) -> float:
    """WCAG contrast of two colours, 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)
