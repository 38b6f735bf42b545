"""Marks: pills, boxes, bars and scales, drawn as vectors; every state has a shape, a fill and a word."""

from __future__ import annotations

from decimal import Decimal

from intake.ask.tongues import decimal_mark
from intake.ask.words import Words
from intake.tell.pdf.paper.sheet import BLACK, RED, WHITE, Sheet
from intake.tell.pdf.text.flow import Span, lay

PILL = 11.0
TICK = 6.4


def pill(sheet: Sheet, x: float, y: float, word: str, *, strong: bool, width: float) -> None:
    """A level: strong is black with a white triangle and a red keyline, otherwise outlined with a diamond."""
    with sheet.artifact():
        if strong:
            _rounded(sheet, x - 0.9, y - 0.9, width + 1.8, PILL + 1.8, fill="", stroke=RED, weight=0.9)
            _rounded(sheet, x, y, width, PILL, fill=BLACK, stroke="", weight=0.5)
            _triangle(sheet, x + 8, y + PILL / 2, WHITE)
        else:
            _rounded(sheet, x, y, width, PILL, fill="", stroke="0 G", weight=0.9)
            diamond(sheet, x + 8, y + PILL / 2, 3.2)
    with sheet.tag("Span"):
        sheet.flow(x + 14, y + PILL / 2 - 4.45, lay(Span(word, "bold", 7), width), colour=WHITE if strong else BLACK)


def pill_width(word: str) -> float:
    return lay(Span(word, "bold", 7), 200).width + 18.5


def _rounded(sheet: Sheet, x: float, y: float, w: float, h: float, *, fill: str, stroke: str, weight: float) -> None:
    r = 2.2
    points = [(x + r, y), (x + w - r, y), (x + w, y + r), (x + w, y + h - r), (x + w - r, y + h), (x + r, y + h), (x, y + h - r), (x, y + r)]
    sheet.shape(sheet.polygon(points), fill=fill, stroke=stroke, weight=weight)


def _triangle(sheet: Sheet, x: float, y: float, colour: str) -> None:
    sheet.shape(sheet.polygon([(x, y - 3.6), (x + 4, y + 3.2), (x - 4, y + 3.2)]), fill=colour)
    dark = BLACK if colour == WHITE else WHITE
    sheet.rect(x - 0.5, y - 1.5, 1.0, 2.5, fill=dark)
    sheet.rect(x - 0.5, y + 1.6, 1.0, 1.0, fill=dark)


def diamond(sheet: Sheet, x: float, y: float, r: float, fill: str = "", weight: float = 1.0) -> None:
    sheet.shape(sheet.polygon([(x, y - r), (x + r, y), (x, y + r), (x - r, y)]), fill=fill, stroke="0 G", weight=weight)


def tick_box(sheet: Sheet, x: float, y: float, size: float = TICK) -> None:
    """An empty box to tick by hand."""
    sheet.rect(x, y, size, size, stroke="0 G", weight=1.0)


def status(sheet: Sheet, x: float, y: float, kind: str, size: float = 8.0) -> None:
    """Met: filled box with a tick. Not met: open box with a cross. Otherwise a diamond with a question mark. Words stand beside."""
    if kind == "met":
        sheet.rect(x, y, size, size, fill=BLACK)
        sheet.shape(_open(sheet, [(x + 1.6, y + size * 0.52), (x + size * 0.4, y + size - 1.9), (x + size - 1.5, y + 1.9)]), stroke="1 G", weight=1.3)
    elif kind == "not met":
        sheet.rect(x + 0.4, y + 0.4, size - 0.8, size - 0.8, stroke="0 G", weight=0.9)
        for flip in (0, 1):
            ends = (y + 2, y + size - 2)[:: -1 if flip else 1]
            sheet.shape(_open(sheet, [(x + 2, ends[0]), (x + size - 2, ends[1])]), stroke="0 G", weight=1.1)
    else:
        middle = x + size / 2
        diamond(sheet, middle, y + size / 2, size * 0.58, weight=0.9)
        mark = lay(Span("?", "bold", size * 0.9), 20)
        sheet.line(middle - mark.width / 2, y + size / 2 + size * 0.31, mark.lines[0])


def count(sheet: Sheet, x: float, y: float, n: int, of: int, size: float = 8.0) -> None:
    """So many of so many: as many bars as there are, the first `n` tall, the others stubs. Neither met nor unclear; the number stands beside.

    No outlines: on a fax a bar one point wide looks the same filled and open.
    """
    wide = 1.25 * size / max(of, 1)
    for i in range(of):
        tall = size if i < n else 1.6
        sheet.rect(x + i * wide, y + size - tall, max(wide - 1.0, 0.8), tall, fill=BLACK)


def _open(sheet: Sheet, points: list[tuple[float, float]]) -> str:
    return sheet.polygon(points, closed=False)


def blank_box(sheet: Sheet, x: float, y: float, size: float = 6.5) -> None:
    """A box with open sides: nothing was answered here. Gaps wide enough that no fax makes it a box to tick."""
    arm = size * 0.3
    corners = ((x, y, 1, 1), (x + size, y, -1, 1), (x + size, y + size, -1, -1), (x, y + size, 1, -1))
    path = " ".join(_open(sheet, [(cx, cy + dy * arm), (cx, cy), (cx + dx * arm, cy)]) for cx, cy, dx, dy in corners)
    sheet.shape(path, stroke="0 G", weight=1.0)


def state(sheet: Sheet, x: float, y: float, kind: str, size: float = 6.5) -> None:
    """What became of a question, as a shape: a struck ring for No, a dotted box for no answer, a diamond for not sure,
    a black box with a bar for "prefers not to say", an arrow for not reached. The words stand beside."""
    middle, level, r = x + size / 2, y + size / 2, size / 2
    if kind == "denied":
        sheet.shape(sheet.disc(middle, level, r - 0.3), stroke="0 G", weight=0.9)
        sheet.rule(middle - 0.64 * r, level + 0.64 * r, middle + 0.64 * r, level - 0.64 * r, 0.9)
    elif kind == "not-sure":
        status(sheet, x - 0.65, y - 0.65, "unclear", size + 1.3)
    elif kind == "declined":
        sheet.rect(x, y, size, size, fill=BLACK)
        sheet.rule(x + 1.3, level, x + size - 1.3, level, 1.4, colour="1 G")
    elif kind == "not-reached":
        sheet.shape(sheet.polygon([(x + 0.5, y + 0.4), (x + size - 0.3, level), (x + 0.5, y + size - 0.4)]), stroke="0 G", weight=0.9)
    else:
        blank_box(sheet, x, y, size)


def bar(sheet: Sheet, x: float, y: float, width: float, share: float, height: float = 6.0) -> None:
    """A bar filled from the left; `share` 0 to 1. A share beyond the ends is an arrow at that end, never a full or an empty bar."""
    sheet.rect(x, y, width, height, stroke="0 G", weight=0.8)
    if 0 < share <= 1:
        sheet.rect(x, y, width * share, height, fill=BLACK)
    elif share:
        end, out = (x + width, 1) if share > 1 else (x, -1)
        sheet.shape(sheet.polygon([(end - out * 5, y + 0.8), (end - out * 0.8, y + height / 2), (end - out * 5, y + height - 0.8)]), fill=BLACK)


def figure(value: Decimal | int | float, say: Words) -> str:
    """The same with the decimal mark of the language."""
    return plain(value).replace(".", decimal_mark(say.language))


def plain(value: Decimal | int | float) -> str:
    """A number without trailing zeros or exponent."""
    text = f"{Decimal(str(value)):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
