"""Enlarge: a sheet that draws everything larger round one corner, so that a page with little on it is easier to read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from intake.tell.pdf.paper.sheet import BLACK, Point, Sheet
from intake.tell.pdf.text.flow import Flow, Line


class Enlarged:
    """Stands for a Sheet: what is drawn at (x, y) appears `factor` times as far from (left, top), and as much larger.

    The strokes and letters written are already large: nothing after the drawing needs to know of the factor.
    """

    def __init__(self, sheet: Sheet, factor: float, left: float, top: float):
        self._sheet, self._k, self._left, self._top = sheet, factor, left, top

    def __getattr__(self, name: str):
        return getattr(self._sheet, name)

    def _at(self, x: float, y: float) -> Point:
        return self._left + (x - self._left) * self._k, self._top + (y - self._top) * self._k

    def _line(self, line: Line) -> Line:
        k = self._k
        return replace(line, pieces=tuple(replace(piece, size=piece.size * k, width=piece.width * k) for piece in line.pieces), width=line.width * k)

    def tag(self, kind: str, alt: str = "", **more):
        box = more.get("box")
        if box:
            more["box"] = (*self._at(*box[:2]), box[2] * self._k, box[3] * self._k)
        return self._sheet.tag(kind, alt, **more)

    def line(self, x: float, y: float, line: Line, colour: str = BLACK) -> None:
        self._sheet.line(*self._at(x, y), self._line(line), colour)

    def flow(self, x: float, y: float, flow: Flow, *, colour: str = BLACK, width: float | None = None, align: str = "left") -> float:
        return Sheet.flow(self, x, y, flow, colour=colour, width=width, align=align)

    def turned(self, x: float, y: float, line: Line, colour: str = BLACK) -> None:
        self._sheet.turned(*self._at(x, y), self._line(line), colour)

    def rule(self, x1: float, y1: float, x2: float, y2: float, weight: float = 0.5, dash: str = "", colour: str = "0 G") -> None:
        self._sheet.rule(*self._at(x1, y1), *self._at(x2, y2), weight, dash, colour)

    def rect(self, x: float, y: float, w: float, h: float, **paint) -> None:
        self._sheet.rect(*self._at(x, y), w * self._k, h * self._k, **paint)

    def shape(self, code: str, *, dash: str = "", **paint) -> None:
        self._sheet.shape(code, dash=" ".join(f"{float(part) * self._k:.2f}" for part in dash.split()), **paint)

    def polygon(self, points: Sequence[Point], closed: bool = True) -> str:
        return self._sheet.polygon([self._at(*point) for point in points], closed)

    def curve(self, points: Sequence[Point], closed: bool = True) -> str:
        return self._sheet.curve([self._at(*point) for point in points], closed)

    def disc(self, x: float, y: float, r: float) -> str:
        return self._sheet.disc(*self._at(x, y), r * self._k)

    def image(self, x: float, y: float, w: float, h: float, png: bytes) -> None:
        self._sheet.image(*self._at(x, y), w * self._k, h * self._k, png)
