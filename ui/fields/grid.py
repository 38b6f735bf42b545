"""Grid: equal columns, as many as fit the width; rows as tall as they need; arrow keys move inside, Tab passes by."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

_ARROWS = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}


class EvenGrid(QLayout):
    """Lays its widgets in equal columns.

    `columns`: the counts it may use, widest first ((11, 6, 4): one row of eleven, else six, else four). It takes the first
    whose columns are at least as wide as the widest item wants to be (at most `cap` px), else the last. Because the height
    follows the width, no resize handler is needed and a scroll area never sees a false minimum (qt.md, the reflow trap).
    `own`: while all stand in one row each keeps the width of its words (what is left over is shared): Yes and No need less than
    "Not sure", and the question beside them gets the rest.
    """

    def __init__(self, columns: tuple[int, ...], gap: int, *, cap: int = 100_000, own: bool = False, parent: QWidget | None = None):
        super().__init__(parent)
        self._columns, self._gap, self._cap, self._own, self._items = columns, gap, cap, own, []
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

    def sizeHint(self) -> QSize:  # noqa: N802
        shown = self._shown()
        columns = min(self._columns[0], max(1, len(shown)))
        width = self._needs(columns, shown)
        return QSize(width, self.heightForWidth(width))

    def minimumSize(self) -> QSize:  # noqa: N802
        shown = self._shown()
        wide = max((item.minimumSize().width() for item in shown), default=0)
        columns = self._columns[-1]
        width = columns * wide + (columns - 1) * self._gap
        return QSize(width, max((item.minimumSize().height() for item in shown), default=0))

    def columns_for(self, width: int) -> int:
        """How many columns a width gives."""
        shown = self._shown()
        return next((columns for columns in self._columns if self._needs(columns, shown) <= width), self._columns[-1])

    def _needs(self, columns: int, shown: list[QLayoutItem]) -> int:
        """Width at which so many columns suit everything that is shown."""
        wishes = sum(self._wish([item]) for item in shown) if self._own and columns == len(shown) else columns * self._wish(shown)
        return wishes + (columns - 1) * self._gap

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _wish(self, shown: list[QLayoutItem]) -> int:
        return max((max(item.minimumSize().width(), min(item.sizeHint().width(), self._cap)) for item in shown), default=1)

    def _place(self, rect: QRect, *, move: bool) -> int:
        shown = self._shown()
        if not shown:
            return 0
        columns = self.columns_for(rect.width())
        wide = (rect.width() - (columns - 1) * self._gap) / columns
        if self._own and columns == len(shown):
            return self._place_own(rect, shown, move=move)
        rtl = self.parentWidget() is not None and self.parentWidget().layoutDirection() is Qt.LayoutDirection.RightToLeft
        down = rect.y()
        for start in range(0, len(shown), columns):
            row = shown[start : start + columns]
            tall = max(item.heightForWidth(int(wide)) if item.hasHeightForWidth() else item.sizeHint().height() for item in row)
            if move:
                for place, item in enumerate(row):
                    left = round(place * (wide + self._gap))
                    x = rect.right() + 1 - left - int(wide) if rtl else rect.x() + left
                    item.setGeometry(QRect(x, down, int(wide), tall))
            down += tall + self._gap
        return down - self._gap - rect.y()

    def _place_own(self, rect: QRect, shown: list[QLayoutItem], *, move: bool) -> int:
        """One row, each as wide as it wishes and an equal part of what is left over."""
        spare = (rect.width() - self._needs(len(shown), shown)) / len(shown)
        wides = [max(1, int(self._wish([item]) + spare)) for item in shown]
        tall = max(item.heightForWidth(wide) if item.hasHeightForWidth() else item.sizeHint().height() for item, wide in zip(shown, wides, strict=True))
        rtl = self.parentWidget() is not None and self.parentWidget().layoutDirection() is Qt.LayoutDirection.RightToLeft
        left = 0
        for item, wide in zip(shown, wides, strict=True) if move else ():
            item.setGeometry(QRect(rect.right() + 1 - left - wide if rtl else rect.x() + left, rect.y(), wide, tall))
            left += wide + self._gap
        return tall


class Roving(QObject):
    """One Tab stop for a group of buttons; arrows, Home and End move inside it by where the buttons stand."""

    def __init__(self, parent: QWidget):
        super().__init__(parent)
        self._members: list[QWidget] = []

    def take(self, members: list[QWidget]) -> None:
        """Mind these buttons (replaces the earlier ones)."""
        for old in self._members:
            old.removeEventFilter(self)
        self._members = list(members)
        for member in members:
            member.installEventFilter(self)
        self.settle()

    def settle(self, current: QWidget | None = None) -> None:
        """Make one member the Tab stop: `current`, else the chosen one, else the first that is shown."""
        able = [m for m in self._members if m.isEnabled() and not m.isHidden()]
        if current is None:
            current = next((m for m in able if m.isChecked()), able[0] if able else None)
        for member in self._members:
            member.setFocusPolicy(Qt.FocusPolicy.StrongFocus if member is current else Qt.FocusPolicy.ClickFocus)

    @property
    def stop(self) -> QWidget | None:
        """The member that Tab reaches."""
        return next((m for m in self._members if m.focusPolicy() is Qt.FocusPolicy.StrongFocus), None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() is QEvent.Type.FocusIn:
            self.settle(watched)
        elif event.type() is QEvent.Type.KeyPress and (event.key() in _ARROWS or event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End)):
            return self._move(watched, event.key())
        return False

    def _move(self, here: QWidget, key: int) -> bool:
        able = [m for m in self._members if m.isEnabled() and m.isVisible()]
        if key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            goal = able[0 if key == Qt.Key.Key_Home else -1]
        else:
            goal = _nearest(here, able, *_ARROWS[key]) or _beside(here, able, key)
        if goal is None:
            return False
        goal.setFocus(Qt.FocusReason.TabFocusReason)
        return True


def _nearest(here: QWidget, able: list[QWidget], across: int, down: int) -> QWidget | None:
    """The closest member straight that way, by place on the screen."""
    start, best = here.geometry().center(), None
    for member in able:
        there = member.geometry().center() - start
        ahead, aside = (there.x() * across, abs(there.y())) if across else (there.y() * down, abs(there.x()))
        limit = here.height() // 2 if across else 100_000
        if member is here or ahead <= 0 or aside > limit:
            continue
        if best is None or (ahead + 2 * aside) < best[0]:
            best = (ahead + 2 * aside, member)
    return best[1] if best else None


def _beside(here: QWidget, able: list[QWidget], key: int) -> QWidget | None:
    """At the end of a row: on to the next or the one before, in reading order, and around."""
    if here not in able or len(able) < 2:
        return None
    forward = key in (Qt.Key.Key_Down, Qt.Key.Key_Right)
    if here.layoutDirection() is Qt.LayoutDirection.RightToLeft and key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
        forward = not forward
    return able[(able.index(here) + (1 if forward else -1)) % len(able)]
