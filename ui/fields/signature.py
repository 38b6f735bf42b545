"""Signature: drawn with a finger, a pen or the mouse; kept as a small PNG; cleared with one button."""

from __future__ import annotations

import base64

from PySide6.QtCore import QBuffer, QByteArray, QEvent, QIODevice, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QMouseEvent, QPainter, QPainterPath, QPen, QTabletEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ui.fields.button import WrapButton
from ui.fields.field import Field
from ui.fields.label import PlainLabel

LARGEST = 200_000  # bytes of the PNG in base64
WIDTHS = (1000, 700, 500)  # px of the picture, tried in this order until it is small enough
PAUSE_MS = 700  # after the last stroke, the signature is sent
MOST_POINTS = 20_000  # of one drawing; a scribble longer than this is no signature

Stroke = list[tuple[float, float, float]]


class SignatureField(Field):
    """Raw: {"contentType": "image/png", "data": base64, "title": "signature"}."""

    is_wide = True

    def build(self) -> None:
        self.hint = PlainLabel(self.words("field.sign-here"), self.look)
        self.body.addWidget(self.hint)
        self.pad = SignaturePad(self.look, name=self.question)
        self.pad.drawn.connect(self._drawn)
        self.body.addWidget(self.pad, 1)
        row = QHBoxLayout()
        self.clear = WrapButton(self.words("field.sign-again"), self.look, picture="eraser")
        self.clear.clicked.connect(lambda _=False: self._clear())
        row.addWidget(self.clear)
        row.addStretch(1)
        self.body.addLayout(row)
        self.other = PlainLabel(self.words("field.sign-other"), self.look, "small", colour="quiet")
        self.body.addWidget(self.other)
        stay = self.clear.sizePolicy()
        stay.setRetainSizeWhenHidden(True)  # its place is kept, so nothing moves under the finger
        self.clear.setSizePolicy(stay)
        self.clear.hide()
        self._timer = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._timer.timeout.connect(self.settle)

    def _drawn(self) -> None:
        self.clear.show()
        self._timer.start()

    def _clear(self) -> None:
        self._timer.stop()
        self.pad.show_strokes([])
        self.explain("")
        self.say(())

    def settle(self) -> None:
        if not self._timer.isActive() and not self.pad.fresh:
            return
        self._timer.stop()
        self.pad.fresh = False
        png = self.pad.png()
        if png is None:
            self.explain(self.words("field.sign-small"))
        elif png:
            self.explain("")
            self.say(({"contentType": "image/png", "data": png, "title": "signature"},))

    def draw(self) -> None:
        given = self.raw[0] if self.raw and isinstance(self.raw[0], dict) else None
        self.clear.setVisible(bool(given) or self.pad.has_strokes)
        self.hint.setText(self.words("field.sign-done" if given else "field.sign-here"))
        if given is None:
            self.pad.show_strokes([])
        elif not self.pad.has_strokes:
            self.pad.show_png(str(given.get("data", "")))

    def stops(self) -> list[QWidget]:
        return [self.clear] if self.clear.isVisibleTo(self) else []


class SignaturePad(QWidget):
    """Takes strokes from touch, tablet and mouse alike. Coordinates are parts of its width, so a turn of the tablet loses nothing."""

    drawn = Signal()

    def __init__(self, look, *, name: str):
        super().__init__()
        self.look = look
        self._strokes: list[Stroke] = []
        self._picture: QImage | None = None
        self._drawing = False
        self._finger: int | None = None
        self.fresh = False  # strokes that were not sent yet
        self.setAccessibleName(name)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.MinimumExpanding)

    @property
    def has_strokes(self) -> bool:
        return bool(self._strokes)

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(self.look.mm(120), self.look.mm(42))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(self.look.mm(60), self.look.mm(34))

    def show_strokes(self, strokes: list[Stroke]) -> None:
        self._strokes, self._picture, self.fresh = strokes, None, False
        self.update()

    def show_png(self, data: str) -> None:
        """Show a signature that was given before. What is no picture shows as nothing."""
        image = QImage.fromData(QByteArray.fromBase64(data.encode("ascii", "ignore")))
        self._picture = None if image.isNull() else image
        self.update()

    # strokes

    def begin(self, spot: QPointF, pressure: float = 0.5) -> None:
        self._picture = None
        self._drawing = True
        self._strokes.append([self._point(spot, pressure)])
        self.update()

    def move(self, spot: QPointF, pressure: float = 0.5) -> None:
        if self._drawing and sum(map(len, self._strokes)) < MOST_POINTS:
            self._strokes[-1].append(self._point(spot, pressure))
            self.update()

    def end(self) -> None:
        if self._drawing:
            self._drawing, self.fresh = False, True
            self.drawn.emit()

    def _point(self, spot: QPointF, pressure: float) -> tuple[float, float, float]:
        inside = (min(max(spot.x(), 0), self.width()), min(max(spot.y(), 0), self.height()))
        return inside[0] / self.width(), inside[1] / self.width(), pressure

    def event(self, event: QEvent) -> bool:
        kind = event.type()
        if kind in (QEvent.Type.TouchBegin, QEvent.Type.TouchUpdate, QEvent.Type.TouchEnd):
            event.accept()
            for point in event.points():
                if self._finger is None and point.state().name == "Pressed":
                    self._finger = point.id()
                    self.begin(point.position())
                elif point.id() == self._finger and point.state().name == "Released":
                    self._finger = None
                    self.end()
                elif point.id() == self._finger:
                    self.move(point.position())
            return True
        if kind is QEvent.Type.TouchCancel:
            self._finger = None
            self.end()
            return True
        return super().event(event)

    def tabletEvent(self, event: QTabletEvent) -> None:  # noqa: N802
        event.accept()
        if event.type() is QEvent.Type.TabletPress:
            self.begin(event.position(), event.pressure())
        elif event.type() is QEvent.Type.TabletRelease:
            self.end()
        else:
            self.move(event.position(), event.pressure())

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        self.begin(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        self.move(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802, ARG002
        self.end()

    # painting

    def paintEvent(self, event: object) -> None:  # noqa: N802, ARG002
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look, half = self.look, self.look.edge / 2
        painter.setPen(QPen(look.colour("line"), look.edge))
        painter.setBrush(look.colour("surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(half, half, -half, -half), look.radius, look.radius)
        base, inset = self.height() * 0.74, look.mm(6)
        painter.setPen(QPen(look.colour("hair"), look.edge))
        painter.drawLine(QPointF(inset, base), QPointF(self.width() - inset, base))
        if self._picture is not None:
            wide = min(self.width(), self.height() * self._picture.width() / max(1, self._picture.height()))
            tall = wide * self._picture.height() / max(1, self._picture.width())
            painter.drawImage(QRectF((self.width() - wide) / 2, (self.height() - tall) / 2, wide, tall), _tinted(self._picture, look.colour("text")))
        _draw_strokes(painter, self._strokes, self.width(), look.colour("text"), look.mm(0.75))

    def png(self) -> str | None:
        """The strokes, black on nothing, as base64 of a PNG; "" without strokes, None when it stays too large."""
        if not self._strokes:
            return ""
        for width in WIDTHS:
            height = max(1, round(width * self.height() / self.width()))
            image = QImage(width, height, QImage.Format.Format_ARGB32)
            image.fill(Qt.GlobalColor.transparent)
            painter = QPainter(image)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            _draw_strokes(painter, self._strokes, width, Qt.GlobalColor.black, width / 260)
            painter.end()
            data = QByteArray()
            buffer = QBuffer(data)
            buffer.open(QIODevice.OpenModeFlag.WriteOnly)
            image.save(buffer, "PNG")
            text = base64.b64encode(bytes(data)).decode("ascii")
            if len(text) <= LARGEST:
                return text
        return None


def _draw_strokes(painter: QPainter, strokes: list[Stroke], width: int, colour, pen_width: float) -> None:
    """Smooth lines through the middles of the points; pressure makes a stroke wider."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for stroke in strokes:
        pressure = sum(point[2] for point in stroke) / len(stroke)
        painter.setPen(QPen(colour, pen_width * (0.6 + 0.8 * pressure), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
        points = [QPointF(x * width, y * width) for x, y, _ in stroke]
        if len(points) == 1:
            painter.drawPoint(points[0])
            continue
        path = QPainterPath(points[0])
        for before, point in zip(points, points[1:], strict=False):
            path.quadTo(before, (before + point) / 2)
        path.lineTo(points[-1])
        painter.drawPath(path)


def _tinted(image: QImage, colour) -> QImage:
    """A black drawing in another colour, for the dark palettes."""
    tinted = image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)
    painter = QPainter(tinted)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
    painter.fillRect(tinted.rect(), colour)
    painter.end()
    return tinted
