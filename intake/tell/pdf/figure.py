"""Figure: the body map: heads and bodies with the places that hurt hatched and numbered, and the same places in words."""

from __future__ import annotations

from math import cos, pi, sin

from intake.ask.words import Words, words
from intake.tell.pdf.blocks import HEAD, Block, Item, Left, Places, closed, heading, lower, more
from intake.tell.pdf.body import SPOTS, VIEWS, Spot
from intake.tell.pdf.flow import Span, lay
from intake.tell.pdf.paper import BLACK, WHITE, Sheet
from intake.tell.summary import Region, Summary

_HEADS = (("right", 0, 0), ("left", 1, 0), ("face", 0, 1), ("nape", 1, 1))
SIDES = {"face": "RL", "front": "RL", "nape": "LR", "back": "LR"}
"""The patient's sides on the viewer's left and right."""
_HEAD_W = 50.0
_BODY_W = 42.0
_ROW = 9.8


def regions(summary: Summary, width: float) -> list[Block]:
    """The map with its list, then only the list, shorter and shorter. Without any mark: one line saying so."""
    if not summary.regions:
        return [_empty(summary, width)]
    return lower([_mapped(summary, width, 1.0), _mapped(summary, width, 0.85), *(_names(summary, width, n) for n in range(len(summary.regions), 0, -2)),
                  closed("regions", words(summary.language)("paper.where"), _items(summary, 0), width)])


def _title(sheet: Sheet, x: float, y: float, width: float, summary: Summary) -> None:
    heading(sheet, x, y, width, words(summary.language)("paper.where"), words(summary.language)("paper.drawn", refs=", ".join(summary.pain_refs)) if summary.pain_refs else "")


def _empty(summary: Summary, width: float) -> Block:
    say = words(summary.language)
    flow = lay([Span(say("paper.where").upper() + "   ", "bold", 7.4), Span(summary.regions_status or say("paper.where-none"), "narrow", 8)], width)

    def draw(sheet: Sheet, x: float, y: float, places: Places) -> None:
        with sheet.artifact():
            sheet.rule(x, y, x + width, y, 1.0)
        with sheet.tag("P"):
            sheet.flow(x, y + 2.2, flow)

    return Block(flow.height + 4.0, draw)


def _rows(summary: Summary, shown: int, width: float) -> tuple[list[tuple[float, float, int, Region]], float]:
    """Where each name of the list stands: in two columns when there are many."""
    columns = 2 if shown > 4 else 1
    each = -(-shown // columns)
    places = [((i // each) * (width / columns), (i % each) * _ROW, i, region) for i, region in enumerate(summary.regions[:shown])]
    return places, each * _ROW


def _list(sheet: Sheet, x: float, y: float, summary: Summary, shown: int, width: float) -> None:
    places, _ = _rows(summary, shown, width)
    with sheet.tag("L"):
        for dx, dy, i, region in places:
            with sheet.tag("LI"):
                _disc(sheet, x + dx + 4.6, y + dy + 4.9, i + 1)
                sheet.flow(x + dx + 12, y + dy, lay(Span(region.label, "narrow-bold", 8), width))


def _names(summary: Summary, width: float, shown: int) -> Block:
    _, height = _rows(summary, shown, width) if shown else ([], 0.0)
    rest = summary.regions[shown:]
    left = (Left("regions", words(summary.language)("paper.where"), _items(summary, shown)),) if rest else ()

    def draw(sheet: Sheet, x: float, y: float, places: Places) -> None:
        _title(sheet, x, y, width, summary)
        if shown:
            _list(sheet, x, y + HEAD, summary, shown, width)
        if rest:
            more(sheet, x, y + HEAD + height, len(rest), places, "regions", width)

    return Block(HEAD + height + (_ROW if rest else 0.0), draw, left)


def _items(summary: Summary, shown: int) -> tuple[Item, ...]:
    return tuple(Item(str(shown + i + 1), region.label, summary.pain_refs) for i, region in enumerate(summary.regions[shown:]))


def _mapped(summary: Summary, width: float, scale: float) -> Block:
    head, body = _HEAD_W * scale, _BODY_W * scale
    head_h, body_h = head * 1.2 + 9, body * 2.42 + 9
    art = max(2 * head_h, body_h)
    shown = len(summary.regions)
    _, height = _rows(summary, shown, width)
    names = ", ".join(region.label for region in summary.regions)

    def draw(sheet: Sheet, x: float, y: float, places: Places) -> None:
        _title(sheet, x, y, width, summary)
        top = y + HEAD + 1
        gap = (width - 2 * head - 2 * body) / 3
        boxes = {view: (x + column * (head + gap), top + row * head_h, head / 100) for view, column, row in _HEADS}
        boxes["front"] = (x + 2 * (head + gap), top + (art - body_h) / 2, body / 100)
        boxes["back"] = (x + 2 * (head + gap) + body + gap, top + (art - body_h) / 2, body / 100)
        with sheet.tag("Figure", alt=words(summary.language)("paper.map-alt", names=names)):
            for view, box in boxes.items():
                _view(sheet, view, *box, places.say)
            _marks(sheet, boxes, summary.regions)
        _list(sheet, x, top + art + 1, summary, shown, width)

    return Block(HEAD + 2 + art + height, draw)


def _view(sheet: Sheet, name: str, x: float, y: float, k: float, say: Words) -> None:
    view = VIEWS[name]
    at = lambda points: [(x + px * k, y + py * k) for px, py in points]  # noqa: E731
    sheet.shape(sheet.curve(at(view.outline), closed=not view.open_outline), stroke="0 G", weight=0.8)
    for stroke in view.strokes:
        sheet.shape(sheet.curve(at(stroke), closed=False), stroke="0 G", weight=0.55)
    for stroke in view.dotted:
        sheet.shape(sheet.curve(at(stroke), closed=False), stroke="0 G", weight=0.5, dash="0.3 1.8")
    spans = [Span(say(f"paper.view-{name}"), "narrow", 6.6)]
    if name in SIDES:
        before, after = (say(f"paper.side-{side.lower()}") for side in SIDES[name])
        spans = [Span(before + "    ", "narrow-bold", 6.6), *spans, Span("    " + after, "narrow-bold", 6.6)]
    label = lay(spans, 120)
    sheet.flow(x + (view.width * k - label.width) / 2, y + view.height * k + 0.5, label)


def oval(spot: Spot, x: float, y: float, k: float) -> list[tuple[float, float]]:
    """Sixteen points round a spot."""
    turn = spot.turn * pi / 180
    points = []
    for i in range(16):
        a = i * pi / 8
        dx, dy = spot.rx * cos(a), spot.ry * sin(a)
        points.append((x + (spot.x + dx * cos(turn) - dy * sin(turn)) * k, y + (spot.y + dx * sin(turn) + dy * cos(turn)) * k))
    return points


def _marks(sheet: Sheet, boxes: dict[str, tuple[float, float, float]], regions: tuple[Region, ...]) -> None:
    """First every hatched place, then the numbers, so that no place covers a number."""
    discs = []
    for number, region in enumerate(regions, 1):
        for spot in SPOTS.get(region.code, ()):
            x, y, k = boxes[spot.view]
            outline = sheet.curve(oval(spot, x, y, k))
            _hatch(sheet, outline, x + spot.x * k, y + spot.y * k, max(spot.rx, spot.ry) * k)
            sheet.shape(outline, stroke="0 G", weight=0.9)
            discs.append((*_beside(spot, x, y, k), number, spot, (x, y, k)))
    taken: list[tuple[float, float]] = []
    for dx, dy, number, spot, (x, y, k) in discs:
        while any(abs(dx - tx) < 8.4 and abs(dy - ty) < 8.4 for tx, ty in taken):
            dy += 4.0
        taken.append((dx, dy))
        sheet.rule(x + spot.x * k, y + spot.y * k, dx, dy, 0.6)
        sheet.shape(sheet.disc(x + spot.x * k, y + spot.y * k, 0.9), fill=BLACK)
        _disc(sheet, dx, dy, number)


def _hatch(sheet: Sheet, outline: str, x: float, y: float, r: float) -> None:
    step, lines = 2.4, []
    at = -2 * r
    while at <= 2 * r:
        lines.append(sheet.polygon([(x + at - r, y - r), (x + at + r, y + r)], closed=False))
        at += step
    sheet.clipped(outline, lines, 0.65)


def _beside(spot: Spot, x: float, y: float, k: float) -> tuple[float, float]:
    """Where the number of a spot stands: outside the drawing, on the side the spot is nearer to."""
    width = VIEWS[spot.view].width
    out = 7.0 if spot.view in ("front", "back") else 3.0
    if abs(spot.x - width / 2) < 6:
        return x + (spot.x + spot.rx) * k + 7, y + (spot.y - spot.ry) * k - 1
    side = 1 if spot.x > width / 2 else -1
    far = x + (width * k if side > 0 else 0.0)
    reach = x + (spot.x + side * (spot.rx + 3)) * k + side * 6
    return (min(far + out, reach + 6) if side > 0 else max(far - out, reach - 6)), y + (spot.y - spot.ry * 0.5) * k


def _disc(sheet: Sheet, x: float, y: float, number: int) -> None:
    sheet.shape(sheet.disc(x, y, 4.5), fill=WHITE)
    sheet.shape(sheet.disc(x, y, 4.0), fill=BLACK)
    flow = lay(Span(str(number), "narrow-bold", 6.6), 20)
    sheet.line(x - flow.width / 2, y + 2.35, flow.lines[0], WHITE)
