"""Scales: a number on its line: dots for now and before, a bar filled up to it, cut-offs with their numbers; never clamped to an end."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from intake.tell.pdf.paper.marks import plain
from intake.tell.pdf.paper.sheet import BLACK, WHITE, Sheet
from intake.tell.pdf.text.flow import Flow, Span, lay
from intake.tell.summary import KeyNumber

HEIGHT = 6.4
TICK = 6.2
Place = Callable[[Decimal], float]


def scale(sheet: Sheet, x: float, y: float, width: float, row: KeyNumber, mark: str = ".") -> None:
    """A linear scale with cut-off ticks, a dot for now (ringed at or over a threshold) and a hollow dot for before.

    A value beyond the ends is an arrow with its number, never clamped to the end. `mark` is the decimal mark.
    """
    found = _place(row, x, width)
    if found is None:
        return
    sheet.rect(x, y, width, HEIGHT, stroke="0 G", weight=0.8)
    _cuts(sheet, y, row, found)
    beyond = []
    for value, kind in ((row.previous, "hollow"), (row.number, "ring" if row.over else "full")):
        if value is not None:
            _dot(sheet, *_held(found(value), x, width), y + HEIGHT / 2, kind)
            beyond += [value] if _held(found(value), x, width)[1] else []
    _numbers(sheet, x, y + HEIGHT + 0.6, width, row, found, beyond, mark)


def gauge(sheet: Sheet, x: float, y: float, width: float, row: KeyNumber, mark: str = ".") -> None:
    """The same line filled up to the number, with its cut-offs: for counts of days."""
    found = _place(row, x, width)
    if found is None or row.number is None:
        return
    at, off = _held(found(row.number), x, width)
    sheet.rect(x, y, width, HEIGHT, stroke="0 G", weight=0.8)
    if at > x:
        sheet.rect(x, y + 1.2, at - x, HEIGHT - 2.4, fill=BLACK)
    if off:
        _dot(sheet, at, off, y + HEIGHT / 2, "full")
    _cuts(sheet, y, row, found)
    _numbers(sheet, x, y + HEIGHT + 0.6, width, row, found, [row.number] if off else [], mark)


def _place(row: KeyNumber, x: float, width: float) -> Place | None:
    low, high = row.low, row.high
    if low is None or high is None or not high > low:
        return None
    return lambda value: x + width * float((value - low) / (high - low))


def _inside(row: KeyNumber) -> list[Decimal]:
    return sorted({cut.value for cut in row.thresholds if row.low < cut.value < row.high})


def _cuts(sheet: Sheet, y: float, row: KeyNumber, place: Place) -> None:
    """White round each, so that a line is seen across a bar."""
    for value in _inside(row):
        sheet.rule(place(value), y + 0.3, place(value), y + HEIGHT - 0.3, 2.9, colour="1 G")
        sheet.rule(place(value), y - 1.4, place(value), y + HEIGHT + 1.2, 1.3)


def _held(at: float, x: float, width: float) -> tuple[float, int]:
    """The place of a dot and on which side it fell off the scale (0: it did not)."""
    if at < x - 0.01:
        return x, -1
    if at > x + width + 0.01:
        return x + width, 1
    return at, 0


def _dot(sheet: Sheet, x: float, off: int, y: float, kind: str) -> None:
    if off:
        arrow = sheet.polygon([(x + off * 1.5, y - 3.4), (x + off * 8, y), (x + off * 1.5, y + 3.4)])
        sheet.shape(arrow, fill="" if kind == "hollow" else BLACK, stroke="0 G", weight=0.8)
        return
    if kind == "hollow":
        sheet.shape(sheet.disc(x, y, 2.5), fill=WHITE, stroke="0 G", weight=1.1)
        return
    if kind == "ring":
        sheet.shape(sheet.disc(x, y, 4.9), fill=WHITE, stroke="0 G", weight=1.1)
    sheet.shape(sheet.disc(x, y, 3.1), fill=BLACK)


def _numbers(sheet: Sheet, x: float, y: float, width: float, row: KeyNumber, place: Place, beyond: Sequence[Decimal], mark: str) -> None:
    """Numbers under the line. Those of cut-offs and of values off the line are all there, moved apart; an end that would touch one is left out."""
    said = lambda value: lay(Span(plain(value).replace(".", mark), "narrow", TICK), 60)  # noqa: E731
    cuts: list[tuple[float, Flow]] = [(place(value), said(value)) for value in _inside(row)]
    for value in beyond:
        at, off = _held(place(value), x, width)
        flow = said(value)
        cuts.append((at + off * (5 + flow.width / 2), flow))
    taken: list[tuple[float, float]] = []
    for at, flow in sorted(cuts, key=lambda one: one[0]):
        left = max(at - flow.width / 2, taken[-1][1] + 2.0 if taken else -1e9)
        taken.append((left, left + flow.width))
        sheet.flow(left, y, flow)
    for value in (row.low, row.high):
        flow = said(value)
        left = place(value) - flow.width / 2
        if not any(left < stop + 1.5 and left + flow.width > start - 1.5 for start, stop in taken):
            sheet.flow(left, y, flow)
