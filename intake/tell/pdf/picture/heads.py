"""Heads: one small drawing for each way a head can pull, left and right as the patient's own, with an arrow that shows the way."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import atan2, cos, pi, sin
from types import MappingProxyType
from typing import NamedTuple

from intake.tell.pdf.paper.sheet import BLACK, WHITE, Point, Sheet
from intake.tell.pdf.picture.body import VIEWS

BOX = (108.0, 118.0)
"""Each drawing's width and height in its own units."""


class Pose(NamedTuple):
    """Which drawing, and which way: 1 towards the patient's left (the viewer's right) or up, -1 the other way, 0 for both sides."""

    view: str  # above | front | side
    what: str  # turn | tilt | shift | shoulder | chin
    way: int


POSES = MappingProxyType({
    "turn-left": Pose("above", "turn", 1),
    "turn-right": Pose("above", "turn", -1),
    "tilt-left": Pose("front", "tilt", 1),
    "tilt-right": Pose("front", "tilt", -1),
    "chin-up": Pose("side", "chin", 1),
    "chin-down": Pose("side", "chin", -1),
    "shift": Pose("front", "shift", 0),
    "shoulder-up-left": Pose("front", "shoulder", 1),
    "shoulder-up-right": Pose("front", "shoulder", -1),
})
"""Codes of `neck-direction`. From the front and from above the patient looks at us: the patient's left is on the viewer's right."""

Line = Sequence[Point]


def turned(points: Line, middle: Point, degrees: float) -> list[Point]:
    """Points turned about a middle; positive turns clockwise on the paper."""
    a = degrees * pi / 180
    (mx, my), c, s = middle, cos(a), sin(a)
    return [(mx + (x - mx) * c - (y - my) * s, my + (x - mx) * s + (y - my) * c) for x, y in points]


def moved(points: Line, dx: float, dy: float) -> list[Point]:
    return [(x + dx, y + dy) for x, y in points]


def ring(x: float, y: float, rx: float, ry: float) -> list[Point]:
    return [(x + rx * cos(i * pi / 12), y + ry * sin(i * pi / 12)) for i in range(24)]


def arc(middle: Point, radius: float, start: float, stop: float) -> list[Point]:
    """Points of an arc; degrees clockwise from the viewer's right."""
    return [(middle[0] + radius * cos(a * pi / 180), middle[1] + radius * sin(a * pi / 180)) for a in (start + (stop - start) * i / 10 for i in range(11))]


class Pen:
    """Draws in the units of one small drawing."""

    def __init__(self, sheet: Sheet, x: float, y: float, k: float):
        self.sheet, self.x, self.y, self.k = sheet, x, y, k

    def at(self, points: Line) -> list[Point]:
        return [(self.x + px * self.k, self.y + py * self.k) for px, py in points]

    def curve(self, points: Line, weight: float = 0.8, *, closed: bool = False, fill: str = "", dash: str = "") -> None:
        self.sheet.shape(self.sheet.curve(self.at(points), closed=closed), fill=fill, stroke="0 G", weight=weight, dash=dash)

    def arrow(self, points: Line, *, both: bool = False) -> None:
        """A bold line with a head at its end, or at both."""
        placed = self.at(points)
        self.sheet.shape(self.sheet.curve(placed, closed=False), stroke="0 G", weight=1.5)
        for tip, before in ((placed[-1], placed[-2]), *(((placed[0], placed[1]),) if both else ())):
            a = atan2(tip[1] - before[1], tip[0] - before[0])
            size = 4.6
            wings = [(tip[0] + 1.8 * cos(a), tip[1] + 1.8 * sin(a))] + [(tip[0] - size * cos(a + w), tip[1] - size * sin(a + w)) for w in (0.5, -0.5)]
            self.sheet.shape(self.sheet.polygon(wings), fill=BLACK)


def draw_pose(sheet: Sheet, pose: Pose, x: float, y: float, k: float) -> None:
    """One head in its box with the left top at (x, y)."""
    _DRAW[pose.view](Pen(sheet, x, y, k), pose)


def _head(pen: Pen, change: Callable[[Line], list[Point]], weight: float = 0.8, dash: str = "") -> None:
    """The face as the body map has it, smaller and without its neck."""
    face = VIEWS["face"]
    small = lambda points: [(54 + (px - 50) * 0.62, 14 + py * 0.62) for px, py in points]  # noqa: E731
    pen.curve(change(small(face.outline)), weight, closed=True, fill="" if dash else WHITE, dash=dash)
    if dash:
        return
    for stroke in face.strokes[:-2]:
        pen.curve(change(small(stroke)), 0.5)


def _shoulders(pen: Pen, lift: int = 0) -> None:
    """Neck and shoulders from the front; `lift` 1 raises the one on the viewer's right."""
    for side in (-1, 1):
        up = 17 if lift == side else 0
        end = [(54 + side * 9, 70), (54 + side * 10, 84), (54 + side * 22, 92 - up * 0.5), (54 + side * 40, 97 - up), (54 + side * 47, 108 - up), (54 + side * 48, 117)]
        pen.curve(end, 0.8)


def _front(pen: Pen, pose: Pose) -> None:
    same = lambda points: list(points)  # noqa: E731
    if pose.what == "shoulder":
        _shoulders(pen, pose.way)
        _head(pen, same)
        foot = 54 + pose.way * 49
        pen.arrow([(foot, 76), (foot, 66), (foot, 55)])
        return
    _shoulders(pen)
    if pose.what == "tilt":
        _head(pen, same, 0.5, "0.3 1.9")
        _head(pen, lambda points: turned(points, (54, 84), 20 * pose.way))
        pen.arrow(arc((54, 84), 79, -90 - 6 * pose.way, -90 + 30 * pose.way))
        return
    for side in (-1, 1):
        _head(pen, lambda points, side=side: moved(points, 13 * side, 0), 0.5, "0.3 1.9")
    _head(pen, same)
    pen.arrow([(20, 6), (54, 6), (88, 6)], both=True)


def _side(pen: Pen, pose: Pose) -> None:
    """The right side of the face, as the body map has it: chin up tips the head back."""
    profile = VIEWS["right"]
    small = lambda points: [(46 + (px - 40) * 0.66, 16 + py * 0.66) for px, py in points]  # noqa: E731
    tip = lambda points: turned(points, (46, 84), -20 * pose.way)  # noqa: E731
    head = profile.outline[3:-2]
    pen.curve(small(head), 0.5, dash="0.3 1.9")
    now = tip(small(head))
    pen.curve(now, 0.8)
    for stroke in profile.strokes[:-1]:
        pen.curve(tip(small(stroke)), 0.5)
    pen.curve([now[-1], (31, 92), (27, 99), (15, 105), (8, 117)], 0.8)
    pen.curve([now[0], (61, 86), (62, 96), (73, 103), (80, 117)], 0.8)
    pen.arrow(arc((46, 84), 61, -14 if pose.way > 0 else -38, -40 if pose.way > 0 else -12))


def _above(pen: Pen, pose: Pose) -> None:
    """From above, the nose towards the foot of the picture, so that left and right stand as in the view from the front."""
    middle = (54.0, 50.0)
    turn = lambda points: turned(points, middle, -34 * pose.way)  # noqa: E731
    pen.curve([(6, 62), (9, 46), (28, 40), (54, 38), (80, 40), (99, 46), (102, 62), (84, 70), (54, 72), (24, 70)], 0.8, closed=True)
    pen.curve(turn([(48.5, 79), (54, 90), (59.5, 79)]), 0.9, fill=WHITE)
    for side in (-1, 1):
        pen.curve(turn(ring(54 + side * 25.5, 52, 4, 7)), 0.7, closed=True, fill=WHITE)
    pen.curve(turn(ring(54, 50, 25, 31)), 0.9, closed=True, fill=WHITE)
    pen.curve(turn([(54, 22), (54, 50), (54, 76)]), 0.5, dash="0.3 1.9")
    pen.arrow(arc(middle, 51, 90, 90 - 48 * pose.way))


_DRAW = {"front": _front, "side": _side, "above": _above}
