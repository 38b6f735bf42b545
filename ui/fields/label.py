"""PlainLabel: text that is always shown literally, wraps anywhere it must, and never loses a letter."""

from __future__ import annotations

import re
from functools import lru_cache

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QTextLayout, QTextOption
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui.theme import Look

Laid = tuple[QTextLayout, float, float]
BREAKS = re.compile(r"[ \t\r\n]+")  # a no-break space holds words together
JOINING = "\u0590"  # from here on scripts run from right to left, or join their letters
SHOWN = 4_000  # characters a label lays out; more than this is a page of its own, not a label


def wrapped(text: str, font: QFont, width: float, side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeading, *, rtl: bool = False, strong: int = 0) -> Laid:
    """Lay plain text out in `width` px: (layout, widest line, height). Words break only where they do not fit.

    `side` follows the direction of the screen (`rtl`), not of the words: a foreign name stands where all names stand. The first
    `strong` characters are bold.
    """
    layout = QTextLayout(text[:SHOWN].replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\u2028"), font)
    if side is not Qt.AlignmentFlag.AlignHCenter:
        right = rtl is (side is Qt.AlignmentFlag.AlignLeading)
        side = Qt.AlignmentFlag.AlignAbsolute | (Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft)
    option = QTextOption(side)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    if strong:
        bold = QTextLayout.FormatRange()
        bold.start, bold.length = 0, strong
        bold.format.setFontWeight(QFont.Weight.Bold)
        layout.setFormats([bold])
    leading = QFontMetricsF(font).height() * 0.06
    layout.beginLayout()
    height = widest = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(1.0, width))
        line.setPosition(QPointF(0, height))
        height += line.height() + leading
        widest = max(widest, line.naturalTextWidth())
    layout.endLayout()
    return layout, widest, height - leading if height else 0.0


@lru_cache(maxsize=1024)
def text_width(text: str, family_size: tuple[str, int, bool]) -> tuple[int, int]:
    """(px on one line, px of the longest word) of a text; `family_size` is `signature(font)`."""
    family, size, bold = family_size
    font = QFont()
    font.setFamilies(family.split("\0"))
    font.setPixelSize(size)
    font.setBold(bold)
    metrics = QFontMetricsF(font)
    shown = text[:SHOWN]

    def wide(part: str) -> float:
        """Letters that join are laid out: their advance alone comes out a little short, and the last word would wrap."""
        return metrics.horizontalAdvance(part) if max(part, default="") < JOINING else wrapped(part, font, 1e6)[1]

    line = max(map(wide, shown.splitlines()), default=0.0)
    word = max(map(wide, BREAKS.split(shown)), default=0.0)
    return int(line) + 2, int(word) + 2


def signature(font: QFont) -> tuple[str, int, bool]:
    """What tells one of our fonts from another, hashable."""
    return "\0".join(font.families()), font.pixelSize(), font.bold()


class PlainLabel(QLabel):
    """A wrapping label for any text, hostile text included: no markup, no mnemonics, no links.

    `role` is a text role of `Look.font`; `colour` a name of the palette. Its height follows its width.
    """

    def __init__(self, text: str, look: Look, role: str = "body", *, colour: str = "text", parent: QWidget | None = None):
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self.look, self._font, self._colour = look, look.font(role), colour
        self._side = Qt.AlignmentFlag.AlignLeading
        self._laid: tuple | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setText(text)

    def setText(self, text: str) -> None:  # noqa: N802 (Qt's name)
        self._laid = None
        super().setText(text)
        self.updateGeometry()

    def set_colour(self, colour: str) -> None:
        self._colour = colour
        self.update()

    def set_side(self, side: Qt.AlignmentFlag) -> None:
        """Lean on one side: AlignLeading (default), AlignTrailing or AlignHCenter; leading follows the language."""
        self._side, self._laid = side, None
        self.update()

    def _lay(self, width: int) -> Laid:
        rtl = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        if self._laid is None or self._laid[0] != (width, rtl):
            self._laid = ((width, rtl), wrapped(self.text(), self._font, width, self._side, rtl=rtl))
        return self._laid[1]

    def hasHeightForWidth(self) -> bool:  # noqa: N802
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        return int(self._lay(width)[2] + 0.999)

    def sizeHint(self) -> QSize:  # noqa: N802
        line, _ = text_width(self.text(), signature(self._font))
        width = min(line, 40 * self.look.em)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        line, word = text_width(self.text(), signature(self._font))
        return QSize(min(word, line, 7 * self.look.em), int(QFontMetricsF(self._font).height()))

    def paintEvent(self, event: object) -> None:  # noqa: N802, ARG002
        painter = QPainter(self)
        draw_text(painter, self.rect(), self._lay(self.width()), self.look.colour(self._colour), middle=False)


def draw_text(painter: QPainter, box: QRect, laid: Laid, colour: QColor, *, middle: bool = True) -> None:
    """Draw what `wrapped` laid out into `box`, vertically in the middle or from the top."""
    layout, _, height = laid
    painter.setPen(colour)
    down = (box.height() - height) / 2 if middle else 0.0
    layout.draw(painter, QPointF(box.x(), box.y() + max(0.0, down)))
