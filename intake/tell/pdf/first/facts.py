"""Facts: key numbers as running words, for where there is no room for rows: label, value, what it means; short ones kept whole."""

from __future__ import annotations

from collections.abc import Sequence

from intake.ask.words import Words
from intake.tell.pdf.paper.blocks import HEAD, Block, Places, heading
from intake.tell.pdf.paper.marks import figure
from intake.tell.pdf.paper.sheet import Sheet
from intake.tell.pdf.text.flow import Flow, Span, lay
from intake.tell.summary import KeyNumber

_RUNNING = 0.02
"""What is lost where a paragraph stands for rows with scales (`Block.loss`)."""
_WHOLE = 60
"""Facts of fewer characters are not broken over lines."""


def facts(rows: Sequence[KeyNumber], width: float, say: Words) -> Flow | None:
    """Nothing of a row is left out: its value, its words, what it was before, who gave it."""
    spans: list[Span] = []
    for row in rows:
        value, after = f"{row.value}{row.unit}", " · ".join(filter(None, _after(row, say)))
        whole = len(row.label) + len(value) + len(after) < _WHOLE
        parts = [Span(row.label + "  ", "narrow", 8), Span(value, "narrow-bold", 8.6), Span(f"  {after}" if after else "", "narrow-bold" if row.over else "narrow", 7.4)]
        spans += [Span("      ", "narrow", 8)] if spans else []
        spans += [part._replace(text=part.text.replace(" ", "\xa0")) if whole else part for part in parts if part.text]
    return lay(spans, width, 1.22) if spans else None


def _after(row: KeyNumber, say: Words) -> list[str]:
    before = say("paper.before", value=figure(row.previous, say), what=row.previous_words) if row.previous is not None and row.previous_words else ""
    mark = "" if row.mark in ("P", "C", "") else say(f"paper.mark-{row.mark.lower()}")
    bars = [f"{bar.label} {figure(bar.value, say)}{bar.unit}" for bar in row.bars]
    return [row.words, before, row.sub, *bars, mark]


def running(rows: Sequence[KeyNumber], width: float, say: Words) -> Block | None:
    """All rows as one paragraph under the heading of the numbers."""
    flow = facts(rows, width, say)
    if flow is None:
        return None

    def draw(sheet: Sheet, x: float, y: float, places: Places) -> None:
        heading(sheet, x, y, width, say("paper.numbers"))
        with sheet.tag("P"):
            sheet.flow(x, y + HEAD, flow)

    return Block(HEAD + flow.height + 2.0, draw, loss=_RUNNING)
