"""Beside: two things side by side while the first has room enough, else one under the other."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class Beside(QLayout):
    """Exactly two items. The second gets the width it asks for (at most `share` of the whole; all of that with `fill`), the first the rest.

    When the first would have less than `least` px, the second goes below it over the whole width. Height follows width, so it
    reflows by itself inside a scroll area.
    """

    def __init__(self, gap: int, *, least: int, share: float = 0.6, fill: bool = False, parent: QWidget | None = None):
        super().__init__(parent)
        self._gap, self._least, self._share, self._fill, self._items = gap, least, share, fill, []
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:  # noqa: N802
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # noqa: N802
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # noqa: N802
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:  # noqa: N802
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:  # noqa: N802
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        return self._place(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:  # noqa: N802
        super().setGeometry(rect)
        self._place(rect, move=True)

    def stacked(self, width: int) -> bool:
        """Whether at this width (without margins) the second stands below the first."""
        shown = self._shown()
        if len(shown) < 2:
            return True
        return width - self._gap - self._tail(width) < self._least

    def sizeHint(self) -> QSize:  # noqa: N802
        width = sum(item.sizeHint().width() for item in self._shown()) + self._gap
        return QSize(width, self.heightForWidth(width))

    def minimumSize(self) -> QSize:  # noqa: N802
        shown, sides = self._shown(), self.contentsMargins()
        wide = max((item.minimumSize().width() for item in shown), default=0)
        tall = max((item.minimumSize().height() for item in shown), default=0)
        return QSize(wide + sides.left() + sides.right(), tall + sides.top() + sides.bottom())

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _tail(self, width: int) -> int:
        tail = self._items[1]
        if self._fill:
            return max(tail.minimumSize().width(), int(width * self._share))
        return max(tail.minimumSize().width(), min(tail.sizeHint().width(), int(width * self._share)))

    def _place(self, rect: QRect, *, move: bool) -> int:
        sides = self.contentsMargins()
        box = rect.adjusted(sides.left(), sides.top(), -sides.right(), 0)
        shown, width = self._shown(), box.width()
        if self.stacked(width):
            down = box.y()
            for item in shown:
                tall = _tall(item, width)
                if move:
                    item.setGeometry(QRect(box.x(), down, width, tall))
                down += tall + self._gap
            return down - (self._gap if shown else 0) + sides.bottom() - rect.y()
        tail = self._tail(width)
        lead = width - self._gap - tail
        talls = (_tall(shown[0], lead), _tall(shown[1], tail))
        tall = max(talls)
        if move:
            rtl = self.parentWidget() is not None and self.parentWidget().layoutDirection() is Qt.LayoutDirection.RightToLeft
            xs = (box.x() + tail + self._gap, box.x()) if rtl else (box.x(), box.x() + lead + self._gap)
            for item, x, wide, own in zip(shown, xs, (lead, tail), talls, strict=True):
                item.setGeometry(QRect(x, box.y() + (tall - own) // 2, wide, own))
        return tall + sides.top() + sides.bottom()


def _tall(item: QLayoutItem, width: int) -> int:
    return item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()
