"""Screen: the body between header and footer; it fits, or scrolls by drag without ever answering anything (qt.md §4)."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QFrame, QLayout, QScrollArea, QScroller, QScrollerProperties, QSizePolicy, QVBoxLayout, QWidget

from ui.theme import Look

LIFT_MS = 30  # how often to look whether the finger has been lifted


class Screen(QScrollArea):
    """A column of widgets as wide as the viewport, never wider. `column` is its layout; put things there."""

    def __init__(self, look: Look, *, centred: bool = False, margin_mm: float = 5.0) -> None:
        super().__init__()
        self.look = look
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidgetResizable(False)
        self.content = QWidget()
        self.content.setObjectName("page")
        self.column = QVBoxLayout(self.content)
        side = look.mm(margin_mm)
        self.column.setContentsMargins(side, look.mm(1.6), side, look.mm(1.2))
        self.column.setSpacing(look.gap)
        self._centred = centred
        self._drags = self._wants_drag = False
        self.drawing = False  # something on it is drawn on: dragging must not scroll
        self._lift = QTimer(self, singleShot=True, interval=LIFT_MS)
        self._lift.timeout.connect(self._settle_drag)
        self.setWidget(self.content)

    def first(self) -> QWidget | None:
        """Where the focus goes when the screen opens: the first control that is shown, else nothing."""
        return next((w for w in self.chain() if w.isEnabled()), None)

    def chain(self) -> list[QWidget]:
        """Every control of the screen in reading order, for the tab order."""
        return [w for w in in_order(self.column) if w.focusPolicy() != Qt.FocusPolicy.NoFocus]

    def fit(self) -> None:
        """Lay the column out in the viewport's width (never its own: qt.md §3, the reflow trap); scroll only if it must: a bar that
        is there already takes the width that would let it go, so what fits without it is laid out without it."""
        width, room = self.viewport().width(), self.viewport().height()
        self.column.activate()
        tall = self._tall(width)
        free = self.maximumViewportSize()
        if tall > room and free.width() > width and (without := self._tall(free.width())) <= free.height():
            width, room, tall = free.width(), free.height(), without
        if self._centred and tall < room:
            tall = room
        self.content.setFixedSize(width, max(tall, room))
        self._drag(tall > room and not self.drawing)

    def _tall(self, width: int) -> int:
        """The height of the column in this width."""
        return self.column.totalHeightForWidth(width) if self.column.hasHeightForWidth() else self.column.totalSizeHint().height()

    def resizeEvent(self, event: QEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self.fit()
        focus = QApplication.focusWidget()
        if focus is not None and self.content.isAncestorOf(focus):  # the keys have come: what is typed into stays in sight
            self.show_widget(focus)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if watched is self.content and event.type() is QEvent.Type.LayoutRequest:
            self.fit()
        return super().eventFilter(watched, event)  # the scroll area watches its widget too: its bars depend on it

    def show_widget(self, widget: QWidget) -> None:
        """Scroll, if the screen scrolls, so that a whole widget can be seen (Qt's own looks only for the caret of a text box)."""
        top = widget.mapTo(self.content, QPoint(0, 0)).y() - self.look.gap
        bottom, room, bar = top + widget.height() + 2 * self.look.gap, self.viewport().height(), self.verticalScrollBar()
        if bottom > bar.value() + room:
            bar.setValue(bottom - room)
        if top < bar.value():
            bar.setValue(max(0, top))

    @property
    def more_below(self) -> bool:
        """Whether something stands below what is seen."""
        bar = self.verticalScrollBar()
        return bar.value() < bar.maximum() - self.look.mm(1)

    def page_down(self) -> None:
        """On by most of a screen."""
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + round(self.viewport().height() * 0.8))

    def _drag(self, needed: bool) -> None:
        self._wants_drag = needed
        if needed != self._drags and not self._lift.isActive():
            self._lift.start()

    def _settle_drag(self) -> None:
        """Take or leave the drag gesture: only from the event loop and never while a finger is down. Half a gesture swallows the
        next tap, and one taken away inside its own event brings Qt 6.12 down."""
        if self._wants_drag == self._drags:
            return
        if QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton:
            self._lift.start()
            return
        self._drags = self._wants_drag
        view = self.viewport()
        if not self._drags:
            QScroller.ungrabGesture(view)
            return
        QScroller.grabGesture(view, QScroller.ScrollerGestureType.LeftMouseButtonGesture)
        scroller, metric = QScroller.scroller(view), QScrollerProperties.ScrollMetric
        properties = scroller.scrollerProperties()
        properties.setScrollMetric(metric.DragStartDistance, 0.010)
        properties.setScrollMetric(metric.MaximumVelocity, 0.15)
        never = QScrollerProperties.OvershootPolicy.OvershootAlwaysOff
        properties.setScrollMetric(metric.VerticalOvershootPolicy, never)
        properties.setScrollMetric(metric.HorizontalOvershootPolicy, never)
        scroller.setScrollerProperties(properties)


def in_order(layout: QLayout) -> Iterator[QWidget]:
    """The widgets under a layout, depth first, in the order in which they are read; hidden ones are left out."""
    for index in range(layout.count()):
        item = layout.itemAt(index)
        widget, inner = item.widget(), item.layout()
        if inner is not None:
            yield from in_order(inner)
        elif widget is not None and not widget.isHidden():
            yield widget
            if widget.layout() is not None:
                yield from in_order(widget.layout())


def spacer(look: Look, millimetres: float = 3.0) -> QWidget:
    """An empty strip."""
    strip = QWidget()
    strip.setFixedHeight(look.mm(millimetres))
    strip.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    return strip
