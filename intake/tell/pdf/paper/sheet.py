"""Paper: pages to draw on, measured from the top left corner in points, every stroke belonging to a structure tag or to the furniture."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from math import isfinite
from typing import NamedTuple

from intake.tell.pdf.paper.embed import FontUse
from intake.tell.pdf.paper.shield import Canvas, ImageReader
from intake.tell.pdf.paper.tags import Node
from intake.tell.pdf.text.faces import Face
from intake.tell.pdf.text.flow import Flow, Line
from intake.tell.pdf.text.sanitise import clean
from intake.tell.pdf.text.shape import Piece

SIZES = {"letter": (612.0, 792.0), "a4": (595.28, 841.89)}
BLACK, WHITE = "0 g", "1 g"
RED = "0.75 0 0.05 RG"
Point = tuple[float, float]


class NotDrawable(ValueError):
    """A length that is not a finite number. Says which drawing call, never what was drawn."""


def num(value: float) -> str:
    """A length as PDF writes it. NaN and infinity never reach the file."""
    if not isfinite(value):
        raise NotDrawable("a length is not a finite number")
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


class Sheet:
    """One page. Methods place things at (x, y) with y downwards; text is placed by its baseline."""

    def __init__(self, paper: Paper, index: int):
        self.paper, self.index = paper, index
        self.width, self.height = paper.size
        self.ops: list[str] = []
        self.forms: list[str] = []  # pictures this page shows, by ReportLab's name
        self._begun: list[int] = []  # by MCID: where its operators begin
        self._open: Node | None = None
        self.last = 0.0  # the height of the last baseline, from the top

    # -- structure ------------------------------------------------------------------------------------------------
    @contextmanager
    def tag(self, kind: str, alt: str = "", *, scope: str = "", lang: str = "", columns: int = 1, box: tuple[float, float, float, float] | None = None) -> Iterator[Node]:
        """What is drawn inside is this structure element, a child of the one around it.

        `alt` are words for what is seen (a Figure needs them), `scope` of a TH is "Column" or "Row" (found when it says nothing),
        `columns` how many columns a cell spans, `lang` the language of the words inside where it is not the document's, and `box`
        (x, y, width, height) where a Figure stands (measured when it says nothing).
        """
        node = Node(kind, clean(alt), scope=scope, lang=lang, columns=columns)
        if box:
            node.box = (box[0], self.height - box[1] - box[3], box[0] + box[2], self.height - box[1])
        self.paper.stack[-1].children.append(node)
        if kind[:1] == "H":
            self.paper.heading = node
        with self.within(node):
            yield node

    @contextmanager
    def within(self, node: Node) -> Iterator[Node]:
        """Go on with an element begun before, on this page or an earlier one."""
        self.paper.stack.append(node)
        try:
            yield node
        finally:
            self.paper.stack.pop()

    @contextmanager
    def artifact(self) -> Iterator[None]:
        """What is drawn inside is furniture: rules, frames, running heads."""
        self.paper.stack.append(FURNITURE)
        try:
            yield
        finally:
            self.paper.stack.pop()

    def _emit(self, operators: str) -> None:
        top = self.paper.stack[-1]
        if top is not self._open:
            self.close()
            if self.paper.tagged:
                if top is FURNITURE:
                    self.ops.append("/Artifact BMC")
                else:
                    self.ops.append(f"/{top.kind} <</MCID {len(self._begun)}>> BDC")
            if top is not FURNITURE:
                top.children.append((self.index, len(self._begun)))
                self._begun.append(len(self.ops))
            self._open = top
        self.ops.append(operators)

    def close(self) -> None:
        """End the open marked content."""
        if self._open is not None and self.paper.tagged:
            self.ops.append("EMC")
        self._open = None

    def operators(self, mcid: int) -> list[str]:
        """What was drawn as this marked content."""
        begin = self._begun[mcid]
        return self.ops[begin:next((i for i in range(begin, len(self.ops)) if self.ops[i] == "EMC"), None)]

    # -- text -----------------------------------------------------------------------------------------------------
    def line(self, x: float, y: float, line: Line, colour: str = BLACK) -> None:
        """One laid line with its baseline at y. A space follows it, so that a reader does not run words together."""
        self.last = y
        parts = [f"{colour} BT 1 0 0 1 {num(x)} {num(self.height - y)} Tm"]
        last: tuple[Face, float] | None = None
        for piece in line.pieces:
            use = self.paper.use(piece.face)
            if (piece.face, piece.size) != last:
                parts.append(f"/{use.name} {num(piece.size)} Tf")
                last = (piece.face, piece.size)
            parts.append(self._shown(use, piece))
        self._emit(" ".join([*parts, self._space(line), "ET"]))

    def _space(self, line: Line) -> str:
        """What ends a line for who reads it aloud. A right-to-left line ends on its left, where nothing is drawn last."""
        if not line.pieces or line.rtl or not line.pieces[-1].face.glyph(" "):
            return ""
        return f"<{self.paper.use(line.pieces[-1].face).codes[' ']}> Tj"

    def _shown(self, use: FontUse, piece: Piece) -> str:
        if piece.glyphs is None:
            return f"<{''.join(map(use.codes.__getitem__, piece.text))}> Tj"
        shown = use.placed(piece.glyphs, piece.size)
        if piece.in_order or piece.level % 2:
            return shown
        return f"/Span <</ActualText <FEFF{piece.text.encode('utf-16-be').hex().upper()}>>> BDC {shown} EMC"

    def flow(self, x: float, y: float, flow: Flow, *, colour: str = BLACK, width: float | None = None, align: str = "left") -> float:
        """Laid text with its top at y; returns its bottom. `align` left | right | centre | start (right for right-to-left text)."""
        first = y + baseline(flow)
        for i, line in enumerate(flow.lines):
            shift = 0.0
            if align == "right" or (align == "start" and line.rtl):
                shift = (width or 0.0) - line.width
            elif align == "centre":
                shift = ((width or 0.0) - line.width) / 2
            if line.pieces:
                self.line(x + shift, first + i * flow.leading, line, colour)
        return y + flow.height

    def turned(self, x: float, y: float, line: Line, colour: str = BLACK) -> None:
        """A plain line running upwards from (x, y), and the same space."""
        self.last = y
        parts = [f"{colour} BT 0 1 -1 0 {num(x)} {num(self.height - y)} Tm"]
        for piece in line.pieces:
            use = self.paper.use(piece.face)
            parts.append(f"/{use.name} {num(piece.size)} Tf {self._shown(use, piece)}")
        self._emit(" ".join([*parts, self._space(line), "ET"]))

    # -- shapes ---------------------------------------------------------------------------------------------------
    def rule(self, x1: float, y1: float, x2: float, y2: float, weight: float = 0.5, dash: str = "", colour: str = "0 G") -> None:
        cap = 1 if dash.startswith("[0 ") else 0
        self._emit(f"{colour} {num(weight)} w {cap} J [{dash.strip('[]')}] 0 d "
                   f"{num(x1)} {num(self.height - y1)} m {num(x2)} {num(self.height - y2)} l S")

    def rect(self, x: float, y: float, w: float, h: float, *, fill: str = "", stroke: str = "", weight: float = 0.5) -> None:
        paint = {(True, True): "B", (True, False): "f", (False, True): "S"}[bool(fill), bool(stroke)]
        self._emit(f"{fill} {stroke} {num(weight)} w 0 J [] 0 d {num(x)} {num(self.height - y - h)} {num(w)} {num(h)} re {paint}")

    def shape(self, code: str, *, fill: str = "", stroke: str = "", weight: float = 0.5, dash: str = "", even_odd: bool = False) -> None:
        """A path made by `path()`, filled and stroked."""
        paint = {(True, True): "B", (True, False): "f", (False, True): "S"}[bool(fill), bool(stroke)]
        star = "*" if even_odd and fill else ""
        self._emit(f"{fill} {stroke} {num(weight)} w 1 J 1 j [{dash}] 0 d {code} {paint}{star}")

    def clipped(self, outline: str, inside: Sequence[str], weight: float) -> None:
        """Strokes `inside` seen only within `outline`."""
        strokes = " ".join(f"{code} S" for code in inside)
        self._emit(f"q {outline} W n 0 G {num(weight)} w 0 J [] 0 d {strokes} Q")

    def polygon(self, points: Sequence[Point], closed: bool = True) -> str:
        """The path code through these points."""
        head, *rest = (f"{num(x)} {num(self.height - y)}" for x, y in points)
        return f"{head} m " + " ".join(f"{point} l" for point in rest) + (" h" if closed else "")

    def curve(self, points: Sequence[Point], closed: bool = True) -> str:
        """The path code of a smooth curve through these points (Catmull-Rom as cubic Béziers)."""
        n = len(points)
        at = (lambda i: points[i % n]) if closed else (lambda i: points[min(max(i, 0), n - 1)])
        parts = [f"{num(points[0][0])} {num(self.height - points[0][1])} m"]
        for i in range(n if closed else n - 1):
            (ax, ay), (bx, by), (cx, cy), (dx, dy) = at(i - 1), at(i), at(i + 1), at(i + 2)
            one, two = (bx + (cx - ax) / 6, by + (cy - ay) / 6), (cx - (dx - bx) / 6, cy - (dy - by) / 6)
            parts.append(" ".join(f"{num(px)} {num(self.height - py)}" for px, py in (one, two, (cx, cy))) + " c")
        return " ".join(parts) + (" h" if closed else "")

    def disc(self, x: float, y: float, r: float) -> str:
        """The path code of a circle."""
        k, top = 0.5523 * r, self.height - y
        arcs = (((r, k), (k, r), (0, r)), ((-k, r), (-r, k), (-r, 0)), ((-r, -k), (-k, -r), (0, -r)), ((k, -r), (r, -k), (r, 0)))
        parts = [f"{num(x + r)} {num(top)} m"]
        parts += [" ".join(f"{num(x + px)} {num(top + py)}" for px, py in arc) + " c" for arc in arcs]
        return " ".join(parts) + " h"

    def image(self, x: float, y: float, w: float, h: float, png: bytes) -> None:
        """A picture already checked by `signature.picture`."""
        name, form = self.paper.picture(png)
        self.forms.append(form)
        self._emit(f"q {num(w)} 0 0 {num(h)} {num(x)} {num(self.height - y - h)} cm /{name} Do Q")


FURNITURE = Node("Artifact")


class Bookmark(NamedTuple):
    """An entry of the outline: its words, its page, its level (0 or 1), the height it leads to from the bottom, and its heading."""

    title: str
    page: int
    level: int
    top: float
    node: Node | None


class Paper:
    """A document in the making. `tagged` False leaves the marked content out and changes nothing else."""

    def __init__(self, size: str = "letter", *, title: str, language: str, tagged: bool = True):
        self.size = SIZES[size]
        self.tagged = tagged
        self.tree = Node("Document")
        self.stack: list[Node] = [self.tree]
        self.sheets: list[Sheet] = []
        self.bookmarks: list[Bookmark] = []
        self.heading: Node | None = None  # the last one drawn
        self._uses: dict[str, FontUse] = {}
        self._out = BytesIO()
        self.title, self.language = clean(title).replace("\n", " "), language
        self._canvas = Canvas(self._out, pagesize=self.size, invariant=1, pageCompression=1, lang=language, pdfVersion=(1, 7))
        self._canvas._preamble = ""  # ReportLab would select an unembedded Helvetica here
        self._canvas._doc.fontMapping.clear()
        self._canvas._doc.idToObject["BasicFonts"].dict.clear()
        self._canvas.setTitle(self.title)

    def sheet(self) -> Sheet:
        """A new page."""
        self.sheets.append(Sheet(self, len(self.sheets)))
        return self.sheets[-1]

    def use(self, face: Face) -> FontUse:
        """This face as a font of this document."""
        use = self._uses.get(face.name)
        if use is None:
            use = self._uses[face.name] = FontUse(face, f"F{len(self._uses) + 1}")
            self._canvas._doc.delayedFonts.append(use)
        return use

    def picture(self, png: bytes) -> tuple[str, str]:
        """The name of an image in a content stream, and ReportLab's name for it."""
        canvas = self._canvas
        before = len(canvas._code)
        canvas.drawImage(ImageReader(BytesIO(png)), 0, 0, 1, 1)
        drawn = " ".join(canvas._code[before:])
        del canvas._code[before:]
        return drawn.rsplit("/", 1)[1].split()[0], canvas._formsinuse.pop()

    def bookmark(self, title: str, sheet: Sheet, level: int = 0) -> None:
        """An entry of the outline for the heading drawn last (the top of the page when there was none yet); its words are sanitised."""
        node = self.heading if any(index == sheet.index for index, _ in (self.heading.marks if self.heading else ())) else None
        top = sheet.height - max(sheet.last - 16.0, 0.0) if node else sheet.height
        self.bookmarks.append(Bookmark(clean(title).replace("\n", " ")[:200], sheet.index, level, top, node))

    def save(self) -> bytes:
        """The drawn pages as a file without structure, bookmarks or metadata: the archive pass adds these. Nothing can be drawn afterwards."""
        canvas = self._canvas
        for sheet in self.sheets:
            sheet.close()
            canvas._code.extend(sheet.ops)
            canvas._formsinuse.extend(sheet.forms)
            canvas._currentPageHasImages = bool(sheet.forms)
            canvas.showPage()
            canvas._preamble = ""
        canvas.save()
        return self._out.getvalue()


def baseline(flow: Flow) -> float:
    """How far below the top of laid text its first baseline stands."""
    return flow.leading / 2 + flow.size * 0.35
