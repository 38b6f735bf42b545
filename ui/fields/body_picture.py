"""Body picture: the four figures, painted and touched; it answers with region codes and knows nothing of forms."""

from __future__ import annotations

import math

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QMouseEvent, QPainter, QPainterPath, QPen, QPixmap, QTransform
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.fields.button import draw_tick
from ui.fields.figures import figures, heart

IN_A_ROW = 0.29  # height to width of the four figures side by side, at least: with the question and the list button they fit a landscape screen
REACH_MM = 6.0  # a finger that misses by less than this still means the nearest region
TITLES = {"face": "field.body-face", "nape": "field.body-nape", "front": "field.body-front", "back": "field.body-back"}


class BodyPicture(QWidget):
    """The four figures. Answers when the finger or the mouse is lifted, so that a finger may slide to the right place first."""

    touched = Signal(str)
    over = Signal(str)

    def __init__(self, look, words, codes: frozenset[str], *, name: str):
        super().__init__()
        self.look, self.words, self._codes = look, words, codes
        self._chosen: frozenset[str] = frozenset()
        self._held = ""
        self._bare: QPixmap | None = None
        self._finger: int | None = None
        self.setAccessibleName(name)
        self.setAccessibleDescription(words("field.body-mirror"))
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.MinimumExpanding)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_codes(self, codes: frozenset[str]) -> None:
        self._chosen = codes
        self.update()

    # where things stand

    def hasHeightForWidth(self) -> bool:  # noqa: N802
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        head = self._title_height()
        if self._in_a_row(width):
            return head + min(round(width * IN_A_ROW), self.look.mm(84))
        return 2 * head + 2 * self.look.gap + min(round(width * 1.1), self.look.mm(150))

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(self.look.mm(200), self.heightForWidth(self.look.mm(200)))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(self.look.mm(60), self._title_height() + self.look.mm(60))

    def _in_a_row(self, width: int) -> bool:
        return width >= self.look.mm(150)

    def _title_font(self):
        font = self.look.font("small")
        font.setPixelSize(min(font.pixelSize(), self.look.mm(7)))  # the titles stay small enough to leave room for the figures
        return font

    def _title_height(self) -> int:
        return round(self._title_font().pixelSize() * 1.35)

    def places(self) -> dict[str, tuple[QRectF, QTransform]]:
        """For each figure: its cell (with the title on top), and the transform from the drawing to the widget."""
        width, height, gap = self.width(), self.height(), 2 * self.look.gap
        shown = figures()
        if self._in_a_row(width):
            shares = {"face": 0.31, "nape": 0.31, "front": 0.19, "back": 0.19}
            cells, x = {}, 0.0
            for name, share in shares.items():
                wide = share * (width - 3 * gap)
                cells[name] = QRectF(x, 0, wide, height)
                x += wide + gap
        else:
            wide, upper = (width - gap) / 2, (height - gap) * 0.42
            lower = height - gap - upper
            cells = {"face": QRectF(0, 0, wide, upper), "nape": QRectF(wide + gap, 0, wide, upper),
                     "front": QRectF(0, upper + gap, wide, lower), "back": QRectF(wide + gap, upper + gap, wide, lower)}  # fmt: skip
        out = {}
        for name, cell in cells.items():
            box = cell.adjusted(0, self._title_height(), 0, 0).adjusted(2, 2, -2, -2)
            bounds = shown[name].bounds
            scale = min(box.width() / bounds.width(), box.height() / bounds.height())
            left = box.center().x() - scale * bounds.center().x()
            top = box.top() - scale * bounds.top()
            out[name] = (cell, QTransform().translate(left, top).scale(scale, scale))
        return out

    def region_at(self, spot: QPointF) -> str:
        """The region under a point, or the nearest within a finger's miss; "" where there is none."""
        back = [(figures()[name], transform.inverted()[0]) for name, (_, transform) in self.places().items()]
        steps = [(0.0, 1)] + [(self.look.mm(REACH_MM) * part / 3, 12) for part in (1, 2, 3)]
        for reach, around in steps:
            for turn in range(around):
                angle = 2 * math.pi * turn / around
                near = spot + QPointF(reach * math.cos(angle), reach * math.sin(angle))
                for figure, inverse in back:
                    inside = inverse.map(near)
                    if not figure.bounds.contains(inside):
                        continue
                    for code, path in figure.regions.items():
                        if code in self._codes and path.contains(inside):
                            return code
        return ""

    def spot_of(self, figure: str, code: str) -> QPointF:
        """A point of the widget inside a region (for tests and demos that touch it)."""
        return self.places()[figure][1].map(heart(figure, code))

    # touch and mouse

    def event(self, event: QEvent) -> bool:
        kind = event.type()
        if kind in (QEvent.Type.TouchBegin, QEvent.Type.TouchUpdate, QEvent.Type.TouchEnd):
            event.accept()
            self._touch(event)
            return True
        if kind is QEvent.Type.TouchCancel:
            self._finger = None
            self._hold("")
            return True
        return super().event(event)

    def _touch(self, event: QEvent) -> None:
        """Follow the first finger only: a resting palm marks nothing."""
        for point in event.points():
            if self._finger is None and point.state().name == "Pressed":
                self._finger = point.id()
            if point.id() != self._finger:
                continue
            if point.state().name == "Released":
                self._finger = None
                self._lift(point.position())
            else:
                self._hold(self.region_at(point.position()))

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        self._hold(self.region_at(event.position()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        if event.buttons():
            self._hold(self.region_at(event.position()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        self._lift(event.position())

    def _hold(self, code: str) -> None:
        if code != self._held:
            self._held = code
            self.over.emit(code)
            self.update()

    def _lift(self, spot: QPointF) -> None:
        code = self.region_at(spot)
        self._hold("")
        if code:
            self.touched.emit(code)

    # painting

    def paintEvent(self, event: object) -> None:  # noqa: N802, ARG002
        if self._bare is None or self._bare.size() != self.size():
            self._bare = self._paint_bare()
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._bare)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for name, (_, transform) in self.places().items():
            for code, path in figures()[name].regions.items():
                if code in self._chosen:
                    self._paint_chosen(painter, transform.map(path), transform.map(heart(name, code)), held=code == self._held)
                elif code == self._held:
                    painter.setPen(QPen(self.look.colour("on_chosen"), self.look.mm(0.6)))
                    painter.setBrush(self.look.colour("pressed"))
                    painter.drawPath(transform.map(path))

    def _paint_bare(self) -> QPixmap:
        """The figures without any mark, painted once a size: fifty milliseconds that a moving finger need not wait for."""
        bare = QPixmap(self.size())
        bare.fill(Qt.GlobalColor.transparent)
        painter = QPainter(bare)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for name, (cell, transform) in self.places().items():
            self._paint_figure(painter, name, transform)
            self._paint_title(painter, name, cell)
            if cell.x() > 0:  # a hair between the figures, so that one's "Right" is not read with the next one's "Left"
                painter.setPen(QPen(self.look.colour("hair"), self.look.mm(0.25)))
                painter.drawLine(QPointF(cell.x() - self.look.gap, cell.y()), QPointF(cell.x() - self.look.gap, cell.bottom()))
        painter.end()
        return bare

    def _paint_figure(self, painter: QPainter, name: str, transform: QTransform) -> None:
        look, figure = self.look, figures()[name]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("skin"))
        painter.drawPath(transform.map(figure.whole))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(look.colour("skin_line"), look.mm(0.3)))
        for code, path in figure.regions.items():
            if code in self._codes:
                painter.drawPath(transform.map(path))
        for mark in figure.marks:
            painter.drawPath(transform.map(mark))
        painter.setPen(QPen(look.colour("skin_line"), look.mm(0.45)))
        painter.drawPath(transform.map(figure.whole))

    def _paint_chosen(self, painter: QPainter, here: QPainterPath, spot: QPointF, *, held: bool) -> None:
        """A marked region: filled, with a strong edge and a drawn tick."""
        look = self.look
        painter.setPen(QPen(look.colour("on_chosen"), look.mm(0.6)))
        painter.setBrush(look.colour("pressed" if held else "accent"))
        painter.drawPath(here)
        box = here.boundingRect()
        size = max(look.mm(1.2), min(look.mm(2.6), 0.2 * min(box.width(), box.height())))
        draw_tick(painter, QRectF(spot.x() - size, spot.y() - size, 2 * size, 2 * size), look.colour("on_accent"), 0.2)

    def heading(self, name: str, width: float) -> tuple[str, str, str]:
        """What stands over a figure so wide: left, its name, right. Where there is no room for all, the sides shrink to a letter first."""
        left, right, title = self.words("field.body-left"), self.words("field.body-right"), self.words(TITLES[name])
        metrics = QFontMetricsF(self._title_font())

        def fit(left: str, title: str, right: str) -> bool:
            sides = max(metrics.horizontalAdvance(left), metrics.horizontalAdvance(right)) + self.look.mm(1)
            return metrics.horizontalAdvance(title) + 2 * sides <= width

        tries = ((left, title, right), (left[0], title, right[0]), (left, "", right))
        return next((words for words in tries if fit(*words)), ("", "", ""))

    def _paint_title(self, painter: QPainter, name: str, cell: QRectF) -> None:
        """The figure's name in the middle, left and right at its sides: always the screen's left, in every language."""
        painter.setFont(self._title_font())
        line = QRectF(cell.x(), cell.y(), cell.width(), self._title_height())
        left, title, right = self.heading(name, cell.width())
        painter.setPen(self.look.colour("text"))
        painter.drawText(line, Qt.AlignmentFlag.AlignCenter, title)
        painter.setPen(self.look.colour("quiet"))
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter, left)
        painter.drawText(line, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter, right)
