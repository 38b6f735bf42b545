"""Sheets: the pages of a PDF one below the other, as wide as the room or enlarged; drawn beside the screen's own thread, kept in memory only."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QImage, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtPdf import QPdfDocument, QPdfPageRenderer
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QScroller, QScrollerProperties, QWidget

from intake.ask.words import Words
from ui.theme import Look

MM_PER_POINT = 25.4 / 72
ZOOMS = (1.0, 1.25, 1.5, 1.75, 2.0)
"""Enlargements beside "as wide as the room"; 1.0 is the size of the paper, in the millimetres of the screen."""

WIDEST = 2.0
LIBRARY = "pdf-library"
BYTES = 12_000_000
"""A page whose picture is larger than this is drawn only while it is in sight; of smaller ones the neighbours are kept ready."""

_BY_KEY = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason)


class Sheets(QScrollArea):
    """`open(pdf)` shows a document, `forget()` drops it and every picture of it. Page numbers begin at 0."""

    turned = Signal()  # another page is in sight, or another size is shown
    drawn = Signal(int)  # the picture of a page has come

    def __init__(self, look: Look, words: Words) -> None:
        super().__init__()
        self.look, self._words = look, words
        self.zoom = 0.0  # 0: as wide as the room
        self._buffer: QBuffer | None = None
        self._document: QPdfDocument | None = None
        self._renderer: QPdfPageRenderer | None = None
        self._sizes: list[tuple[float, float]] = []  # points
        self._boxes: list[QRect] = []  # pixels, in the long sheet
        self._pictures: dict[int, QImage] = {}
        self._asked: dict[int, QSize] = {}
        self._page = 0
        self._top = 0.0  # how far down that page the room begins, in parts of its height
        self._laying = False
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # one that came and went would change the width it depends on
        self._long = _Long(self)
        self.setWidget(self._long)
        self.verticalScrollBar().valueChanged.connect(self._moved)
        self._take_drags()

    # --- a document

    def open(self, pdf: bytes, place: tuple[int, float] = (0, 0.0)) -> bool:
        """Show this PDF from this `place` on; False when it is none, or has no page."""
        self.forget()
        _keep_drawing_library()
        self._buffer = QBuffer()
        self._buffer.setData(QByteArray(pdf))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        document = self._document = QPdfDocument(None)
        document.load(self._buffer)
        if document.status() is not QPdfDocument.Status.Ready or not document.pageCount():
            self.forget()
            return False
        self._sizes = [(size.width(), size.height()) for size in map(document.pagePointSize, range(document.pageCount()))]
        self._renderer = QPdfPageRenderer()
        self._renderer.setRenderMode(QPdfPageRenderer.RenderMode.MultiThreaded)
        self._renderer.setDocument(document)
        self._renderer.pageRendered.connect(self._came)
        self._page, self._top = min(place[0], len(self._sizes) - 1), place[1]
        self._lay()
        return True

    def forget(self) -> None:
        """Drop the document and all that was drawn of it."""
        self._pictures.clear()
        self._asked.clear()
        self._sizes, self._boxes, self._page, self._top = [], [], 0, 0.0
        renderer, document, buffer = self._renderer, self._document, self._buffer
        self._renderer = self._document = self._buffer = None
        if renderer is not None:
            renderer.pageRendered.disconnect(self._came)
            renderer.setDocument(None)
            renderer.deleteLater()
        if document is not None:
            document.close()
            document.deleteLater()
        if buffer is not None:
            buffer.close()
            buffer.setData(QByteArray())
        self._long.update()

    @property
    def pages(self) -> int:
        return len(self._sizes)

    @property
    def page(self) -> int:
        """The page in sight: the one that stands a third of the way down."""
        return self._page

    @property
    def place(self) -> tuple[int, float]:
        """The page in sight, and how far down it the room begins, in parts of its height."""
        return self._page, self._top

    def text(self, page: int) -> str:
        """What is written on a page."""
        return self._document.getAllText(page).text() if self._document is not None else ""

    # --- moving and sizes

    def go(self, page: int) -> None:
        """Bring the top of a page to the top."""
        if self._boxes:
            self.verticalScrollBar().setValue(self._boxes[max(0, min(page, self.pages - 1))].top() - self.look.mm(2))

    def enlarge(self, zoom: float) -> None:
        """0 as wide as the room, else times the size of the paper; what is in sight stays in sight."""
        self.zoom = zoom
        self._lay()

    def next_zoom(self, step: int) -> float | None:
        """The size that is next larger (1) or smaller (-1) than the one shown; None where there is none."""
        now, wide = self.scale, self._wide()
        sizes = sorted({*((zoom, zoom) for zoom in ZOOMS if abs(zoom - wide) > 0.02), (wide, 0.0)})
        beyond = [zoom for size, zoom in sizes if (size - now) * step > 0.001]
        return (beyond[0] if step > 0 else beyond[-1]) if beyond else None

    @property
    def scale(self) -> float:
        """How large the paper is shown: 1.0 is its own size."""
        return self.zoom or self._wide()

    def _wide(self) -> float:
        """The size at which the widest page takes the whole width."""
        if not self._sizes:
            return 1.0
        room = self.viewport().width() - 2 * self.look.mm(2)
        return min(WIDEST, room / (max(wide for wide, _ in self._sizes) * MM_PER_POINT * self.look.px_per_mm))

    def _lay(self) -> None:
        """Place every page for the size there is now."""
        if not self._sizes:
            return
        bar, gap, unit = self.verticalScrollBar(), self.look.mm(2), self.scale * MM_PER_POINT * self.look.px_per_mm
        across = self.horizontalScrollBar()
        aside = across.value() / across.maximum() if across.maximum() else 0.0  # what was enlarged is read from its left edge
        room = max(self.viewport().width(), max(round(wide * unit) for wide, _ in self._sizes) + 2 * gap)
        self._boxes, down = [], gap
        for wide, tall in self._sizes:
            box = QRect((room - round(wide * unit)) // 2, down, round(wide * unit), round(tall * unit))
            self._boxes.append(box)
            down += box.height() + gap
        self._pictures.clear()
        self._asked.clear()
        self._laying = True
        self._long.setFixedSize(room, down)
        bar.setRange(0, max(0, down - self.viewport().height()))  # Qt comes to it later
        here = self._boxes[self._page]
        bar.setValue(here.top() + round(self._top * here.height()) - (gap if not self._top else 0))
        self._laying = False
        self.horizontalScrollBar().setValue(round(aside * max(0, room - self.viewport().width())))
        self._long.update()
        self.turned.emit()

    def _moved(self) -> None:
        if self._laying or not self._boxes:
            return
        middle = self.verticalScrollBar().value() + self.viewport().height() // 3
        page = next((n for n, box in enumerate(self._boxes) if middle <= box.bottom()), self.pages - 1)
        near = self.near()
        for far in [n for n in self._pictures if n not in near]:
            del self._pictures[far]
        box, before = self._boxes[page], self._page
        self._page, self._top = page, (self.verticalScrollBar().value() - box.top()) / box.height()
        if page != before:
            self.turned.emit()

    # --- drawing

    def picture(self, page: int) -> QImage | None:
        """The picture of a page in its present size; None while it is being drawn."""
        picture = self._pictures.get(page)
        if picture is None and page not in self._asked and self._renderer is not None:
            size = self._boxes[page].size() * self.devicePixelRatioF()
            self._asked[page] = size
            self._renderer.requestPage(page, size)
        return picture

    def _came(self, page: int, size: QSize, picture: QImage) -> None:
        """A page was drawn; one that was asked for in another size is of no use any more."""
        if self._asked.get(page) != size or picture.isNull():
            return
        del self._asked[page]
        if page not in self.near():
            return
        picture.setDevicePixelRatio(self.devicePixelRatioF())
        self._pictures[page] = picture
        self._long.update(self._boxes[page])
        self.drawn.emit(page)

    def near(self) -> range:
        """The pages in sight, with one before and after them where pictures are small."""
        top = self.verticalScrollBar().value()
        seen = [page for page, _ in self.in_sight(QRect(0, top, self._long.width(), self.viewport().height()))] or [self._page]
        box = self._boxes[self._page]
        more = int(4 * box.width() * box.height() * self.devicePixelRatioF() ** 2 < BYTES)
        return range(max(0, seen[0] - more), min(self.pages, seen[-1] + more + 1))

    def in_sight(self, part: QRect) -> list[tuple[int, QRect]]:
        """The pages that touch this part of the long sheet."""
        return [(page, box) for page, box in enumerate(self._boxes) if box.intersects(part)]

    # --- events

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        self._laying = True  # Qt moves the bars for the old pages: what is in sight stays what it was
        super().resizeEvent(event)
        self._laying = False
        if event.size().width() != event.oldSize().width():
            self._lay()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Arrows move by a few lines, the space bar by most of a screen; pages and sizes are the window's keys."""
        down, across = self.verticalScrollBar(), self.horizontalScrollBar()
        step, screen = self.look.mm(12), round(self.viewport().height() * 0.85)
        moves = {Qt.Key.Key_Down: (down, step), Qt.Key.Key_Up: (down, -step), Qt.Key.Key_Right: (across, step), Qt.Key.Key_Left: (across, -step), Qt.Key.Key_Space: (down, screen)}
        if event.key() not in moves:
            event.ignore()
            return
        bar, by = moves[event.key()]
        bar.setValue(bar.value() + (-by if event.modifiers() & Qt.KeyboardModifier.ShiftModifier and bar is down else by))

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        self._long.ring = event.reason() in _BY_KEY
        self._long.update()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        self._long.ring = False
        self._long.update()
        super().focusOutEvent(event)

    def _take_drags(self) -> None:
        """A finger moves the paper; there is nothing on it that a drag could answer (see `Screen`)."""
        QScroller.grabGesture(self.viewport(), QScroller.ScrollerGestureType.LeftMouseButtonGesture)
        scroller, metric = QScroller.scroller(self.viewport()), QScrollerProperties.ScrollMetric
        properties, never = scroller.scrollerProperties(), QScrollerProperties.OvershootPolicy.OvershootAlwaysOff
        properties.setScrollMetric(metric.DragStartDistance, 0.003)
        properties.setScrollMetric(metric.MaximumVelocity, 0.3)
        properties.setScrollMetric(metric.VerticalOvershootPolicy, never)
        properties.setScrollMetric(metric.HorizontalOvershootPolicy, never)
        scroller.setScrollerProperties(properties)


def _keep_drawing_library() -> None:
    """An empty document that lives as long as the program: when the last one goes, Qt 6.12 puts PDFium away, and each time it
    is fetched again about 65 kB are lost (measured over 200 documents; with one that stays, nothing is)."""
    app = QApplication.instance()
    if app.findChild(QPdfDocument, LIBRARY) is None:
        QPdfDocument(app).setObjectName(LIBRARY)


class _Long(QWidget):
    """The ground on which the pages lie."""

    def __init__(self, sheets: Sheets) -> None:
        super().__init__()
        self._sheets, self.ring = sheets, False

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        sheets = self._sheets
        look, painter = sheets.look, QPainter(self)
        painter.fillRect(event.rect(), look.colour("hair" if look.palette != "contrast" else "page"))
        for page, box in sheets.in_sight(event.rect()):
            painter.fillRect(box, Qt.GlobalColor.white)  # it is paper: white in every palette
            picture = sheets.picture(page)
            if picture is not None:
                painter.drawImage(box.topLeft(), picture)
            else:
                painter.setPen(Qt.GlobalColor.black)
                painter.setFont(look.font("small"))
                top = QRect(QPoint(box.left(), max(box.top(), event.rect().top())), QSize(box.width(), look.target * 2))
                painter.drawText(top, Qt.AlignmentFlag.AlignCenter, sheets._words("screen.preview.drawing", page=page + 1))
            edge = "ring" if self.ring and page == sheets.page else "line"
            painter.setPen(QPen(look.colour(edge), look.edge * (2 if self.ring and page == sheets.page else 1)))
            painter.drawRect(box)
        for near in sheets.near() if sheets.pages else ():
            sheets.picture(near)
