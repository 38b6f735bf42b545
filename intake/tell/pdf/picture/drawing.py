"""Drawing: one view of a head, body or knees with its areas hatched, and their signs on leaders beside it, none upon another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

from intake.ask.words import Words
from intake.tell.pdf.paper.sheet import BLACK, WHITE, Point, Sheet
from intake.tell.pdf.picture.areas import Area
from intake.tell.pdf.picture.body import SIDES, VIEWS
from intake.tell.pdf.text.flow import Flow, Span, lay

SIGN = 4.4
_APART = 9.2
_REACH = 3.4
PAD = 11.5
LABEL = 9.5
_PITCH = {"pain": 2.6, "own": 3.0}


class Mark(NamedTuple):
    """An area, the sign of its entry in the list ("3" or "B"), and whether it hurts or the reason for the visit names it."""

    sign: str
    kind: str  # pain | own
    area: Area


class Slot(NamedTuple):
    """One view to draw at `k` points a unit, with room for signs on the sides that have any."""

    view: str
    k: float
    marks: tuple[Mark, ...]
    label: Flow
    left: tuple[Mark, ...] = ()  # whose signs stand on the viewer's left, from the top down
    right: tuple[Mark, ...] = ()

    @property
    def pads(self) -> tuple[float, float]:
        return (PAD if self.left else 2.0), (PAD if self.right else 2.0)

    @property
    def width(self) -> float:
        return max(VIEWS[self.view].width * self.k + sum(self.pads), self.label.width)

    @property
    def height(self) -> float:
        return VIEWS[self.view].height * self.k + LABEL

    @property
    def crowded(self) -> bool:
        """Whether the signs of a side have no room one under the other."""
        return max(len(self.left), len(self.right)) * (2 * SIGN - 0.2) > VIEWS[self.view].height * self.k + SIGN


def _columns(marks: Sequence[Mark]) -> tuple[tuple[Mark, ...], tuple[Mark, ...]]:
    """Signs left and right of a view: on the side their area is nearer to, those in the middle where there are fewer."""
    placed = [(*mark.area.middle, mark) for mark in marks]
    left, right = [one for one in placed if one[0] < 47], [one for one in placed if one[0] > 53]
    for one in placed:
        if 47 <= one[0] <= 53:
            (left if len(left) < len(right) else right).append(one)
    return tuple(tuple(one[2] for one in sorted(column, key=lambda one: one[1])) for column in (left, right))  # type: ignore[return-value]


@cache
def _edges(view: str) -> tuple[Point, ...]:
    """Points close together along a view's lines."""
    art = VIEWS[view]
    found = []
    for line in filter(None, (art.outline, *art.strokes)):
        for (ax, ay), (bx, by) in zip(line, line[1:], strict=False):
            found += [(ax + (bx - ax) * i / 8, ay + (by - ay) * i / 8) for i in range(9)]
    return tuple(found)


def _edge(view: str, y: float, half: float, side: int) -> float:
    """How far out the drawing reaches at this height."""
    near = [px for px, py in _edges(view) if abs(py - y) <= half]
    return (max if side > 0 else min)(near, default=50.0)


def spread(wanted: Sequence[float], low: float, high: float, apart: float = _APART) -> list[float]:
    """Sorted places, each as near to where it is wanted as can be, at least `apart` from the next; closer only where the room is too small."""
    count = len(wanted)
    apart = min(apart, (high - low) / (count - 1)) if count > 1 else apart
    found: list[float] = []
    for place in wanted:
        found.append(max(place, found[-1] + apart if found else low))
    top = high
    for i in range(count - 1, -1, -1):
        found[i] = min(found[i], top)
        top = found[i] - apart
    return found


def slot(view: str, k: float, marks: tuple[Mark, ...], say: Words) -> Slot:
    """A view with its name, between the patient's sides where they can be told."""
    spans = [Span(say(f"paper.view-{view}"), "narrow", 7)]
    if view in SIDES:
        before, after = (say(f"paper.side-{side.lower()}") for side in SIDES[view])
        spans = [Span(before + "\xa0\xa0", "narrow-bold", 7), *spans, Span("\xa0\xa0" + after, "narrow-bold", 7)]
    return Slot(view, k, marks, lay(spans, 160), *_columns(marks))


def draw_view(sheet: Sheet, slot: Slot, x: float, y: float) -> None:
    """The view with its left top at (x, y), signs included, and its name below."""
    view, k = VIEWS[slot.view], slot.k
    x += (slot.width - VIEWS[slot.view].width * slot.k - sum(slot.pads)) / 2 + slot.pads[0]
    at = lambda points: [(x + px * k, y + py * k) for px, py in points]  # noqa: E731
    outline = sheet.curve(at(view.outline), closed=not view.open_outline) if view.outline else ""
    for mark in slot.marks:
        _hatched(sheet, mark, at(mark.area.points), outline)
    if outline:
        sheet.shape(outline, stroke="0 G", weight=0.8)
    for stroke in view.strokes:
        sheet.shape(sheet.curve(at(stroke), closed=False), stroke="0 G", weight=0.55 if outline else 0.8)
    for stroke in view.dotted:
        sheet.shape(sheet.curve(at(stroke), closed=False), stroke="0 G", weight=0.5, dash="0.3 1.8")
    sheet.flow(x + (view.width * k - slot.label.width) / 2, y + view.height * k + 0.8, slot.label)
    for side, column in ((-1, slot.left), (1, slot.right)):
        _signs(sheet, slot, column, side, x, y)


def _hatched(sheet: Sheet, mark: Mark, points: Sequence[Point], outline: str) -> None:
    area = mark.area
    shape = sheet.polygon(points) if area.inside else sheet.curve(points)
    if area.open:
        sheet.shape(shape, stroke="0 G", weight=1.0, dash="2 1.8")
        return
    hatch(sheet, f"{outline} W n {shape}" if area.inside else shape, points, mark.kind)
    if area.inside:
        sheet.clipped(outline, [shape], 0.8)
    else:
        sheet.shape(shape, stroke="0 G", weight=0.9)


def hatch(sheet: Sheet, path: str, points: Iterable[Point], kind: str) -> None:
    """Pain: lines that rise. What the reason for the visit names: level lines. Both wide enough for a fax."""
    xs, ys = zip(*points, strict=True)
    left, right, top, bottom = min(xs), max(xs), min(ys), max(ys)
    step, lines = _PITCH[kind], []
    if kind == "own":
        at = top + step / 2
        while at < bottom:
            lines.append(sheet.polygon([(left, at), (right, at)], closed=False))
            at += step
    else:
        tall = bottom - top
        at = left - tall
        while at < right:
            lines.append(sheet.polygon([(at, bottom), (at + tall, top)], closed=False))
            at += step * 1.35
    sheet.clipped(path, lines, 0.75 if kind == "own" else 0.65)


def _signs(sheet: Sheet, slot: Slot, marks: Sequence[Mark], side: int, x: float, y: float) -> None:
    k, view = slot.k, VIEWS[slot.view]
    heights = spread([y + mark.area.middle[1] * k for mark in marks], y + SIGN, y + view.height * k - SIGN * 0.5)
    for mark, height in zip(marks, heights, strict=True):
        edge = _edge(slot.view, (height - y) / k, (SIGN + 1) / k, side)
        out = x + edge * k + side * (SIGN + _REACH)
        out = min(out, x + view.width * k + PAD - SIGN) if side > 0 else max(out, x - PAD + SIGN)
        px, py = x + mark.area.middle[0] * k, y + mark.area.middle[1] * k
        sheet.rule(px, py, out, height, 0.6)
        sheet.shape(sheet.disc(px, py, 1.0), fill=BLACK)
        sign(sheet, out, height, mark.sign, mark.kind)


def sign(sheet: Sheet, x: float, y: float, text: str, kind: str) -> None:
    """A black disc with a white number for pain, a white one with a black letter for what the reason for the visit names."""
    sheet.shape(sheet.disc(x, y, SIGN + 0.5), fill=WHITE)
    sheet.shape(sheet.disc(x, y, SIGN - (0.3 if kind == "own" else 0)), fill=WHITE if kind == "own" else BLACK, stroke="0 G" if kind == "own" else "", weight=0.8)
    flow = lay(Span(text, "narrow-bold", 7), 20)
    sheet.line(x - flow.width / 2, y + 2.5, flow.lines[0], BLACK if kind == "own" else WHITE)


def swatch(sheet: Sheet, x: float, y: float, kind: str, width: float = 9.0, height: float = 6.5) -> None:
    """A small piece of a hatch, for a key."""
    box = [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]
    hatch(sheet, sheet.polygon(box), box, kind)
    sheet.shape(sheet.polygon(box), stroke="0 G", weight=0.7)
