"""Review: the room for the clinician's hand: who reviewed, when, and lines to write on, as many as the page has room for."""

from __future__ import annotations

from intake.ask.words import words
from intake.tell.pdf.paper.blocks import Block, Places
from intake.tell.pdf.paper.marks import TICK, tick_box
from intake.tell.pdf.paper.sheet import Sheet
from intake.tell.pdf.text.flow import Flow, Span, lay
from intake.tell.summary import Summary

LEAST = 17.0
_LINE = 17.0
_MOST = 32
_ON = 92.0


def review(summary: Summary, width: float, room: float) -> Block:
    """One line of at least LEAST points; with more room also what was changed, on as many lines as there is room for."""
    say = words(summary.language)
    signed = lay(Span(say("paper.reviewed-by", who=summary.reviewed_by, at=summary.reviewed_at), "narrow-bold", 8.4), width) if summary.reviewed_by else None
    first = max(LEAST, signed.height + 6.0) if signed else LEAST
    lines = max(0, min(_MOST, int((room - first) / _LINE)))
    by, on, changes = (lay(Span(say(key), "narrow", 8.4), width) for key in ("paper.reviewed", "paper.reviewed-on", "paper.changes"))

    def draw(sheet: Sheet, x: float, y: float, places: Places) -> None:
        with sheet.artifact():
            sheet.rule(x, y, x + width, y, 1.0)
        with sheet.tag("P"):
            sheet.flow(x, y + 4.5, signed or by)
            if not signed:
                sheet.flow(x + width - _ON - on.width - 5, y + 4.5, on)
        if not signed:
            _line(sheet, x + by.width + 5, x + width - _ON - on.width - 12, y + 14.5)
            _line(sheet, x + width - _ON, x + width, y + 14.5)
        if lines:
            _written(sheet, x, y + first, width, lines, changes)

    return Block(first + lines * _LINE, draw)


def _written(sheet: Sheet, x: float, y: float, width: float, lines: int, label: Flow) -> None:
    with sheet.artifact():
        tick_box(sheet, x, y + 5.8)
    with sheet.tag("P"):
        sheet.flow(x + TICK + 4, y + 4.0, label)
    for n in range(lines):
        _line(sheet, x + (TICK + 9 + label.width if not n else 0.0), x + width, y + 14.0 + n * _LINE)


def _line(sheet: Sheet, x: float, to: float, y: float) -> None:
    with sheet.artifact():
        sheet.rule(x, y, to, y, 0.5)
