"""Figures: the body map's drawing, read from assets/bodymap/body.svg into paths that can be painted and touched."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from xml.etree import ElementTree

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath

from intake.ask.words import ASSETS

FILE = ASSETS / "bodymap" / "body.svg"
ORDER = ("face", "nape", "front", "back")
_TOKEN = re.compile(r"[MLCZ]|-?\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Figure:
    """One view of the body: its silhouette, its regions by option code, and strokes that only decorate."""

    name: str
    whole: QPainterPath
    regions: dict[str, QPainterPath]
    marks: tuple[QPainterPath, ...]
    bounds: QRectF


@lru_cache(maxsize=1)
def figures() -> dict[str, Figure]:
    """The figures by name (face, nape, front, back), in the drawing's own coordinates."""
    drawn = {}
    for group in ElementTree.fromstring(FILE.read_text("utf-8")):
        whole, regions, marks = QPainterPath(), {}, []
        for element in group:
            path = path_of(element.get("d"))
            kind = element.get("class")
            if kind == "region":
                regions[element.get("data-code")] = path
            elif kind == "mark":
                marks.append(path)
            else:
                whole = path
        drawn[group.get("id")] = Figure(group.get("id"), whole, regions, tuple(marks), whole.boundingRect())
    return {name: drawn[name] for name in ORDER}


@lru_cache(maxsize=1)
def regions() -> frozenset[str]:
    """The option codes that the drawing has a region for."""
    return frozenset(code for figure in figures().values() for code in figure.regions)


def path_of(d: str) -> QPainterPath:
    """An SVG path of absolute M, L, C and Z commands as a QPainterPath. Anything else in it is a ValueError."""
    if re.sub(r"[MLCZ\d\s.-]", "", d):
        raise ValueError("the body map's paths may only use M, L, C and Z")
    path, tokens, at = QPainterPath(), _TOKEN.findall(d), 0

    def point() -> QPointF:
        nonlocal at
        at += 2
        return QPointF(float(tokens[at - 2]), float(tokens[at - 1]))

    while at < len(tokens):
        command = tokens[at]
        at += 1
        if command == "M":
            path.moveTo(point())
        elif command == "L":
            path.lineTo(point())
        elif command == "C":
            path.cubicTo(point(), point(), point())
        else:
            path.closeSubpath()
    return path


@lru_cache(maxsize=128)
def heart(figure: str, code: str) -> QPointF:
    """A point inside a region, as near to its middle as may be: where its tick is drawn."""
    path = figures()[figure].regions[code]
    box = path.boundingRect()
    best, found = -1.0, box.center()
    for across in range(1, 12):
        for down in range(1, 12):
            spot = QPointF(box.x() + box.width() * across / 12, box.y() + box.height() * down / 12)
            if not path.contains(spot):
                continue
            room = 0.0
            while room < 60 and all(path.contains(spot + QPointF(dx * room, dy * room)) for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1))):
                room += 1.0
            room -= 0.04 * (abs(spot.x() - box.center().x()) + abs(spot.y() - box.center().y()))
            if room > best:
                best, found = room, spot
    return found
