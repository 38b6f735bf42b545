"""Facts: key numbers as running words, for where there is no room for rows: label, value, what it means; short ones kept whole."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from intake.ask.words import Words
from intake.tell.pdf.first.gist import Said, gist
from intake.tell.pdf.paper.blocks import HEAD, Block, Item, Left, Places, heading
from intake.tell.pdf.paper.marks import figure
from intake.tell.pdf.paper.sheet import Sheet
from intake.tell.pdf.text.flow import Flow, Span, lay
from intake.tell.summary import KeyNumber

_RUNNING = 0.02
"""What is lost where a paragraph stands for rows with scales (`Block.loss`)."""
FEWER = 0.3
"""How bad it is that numbers leave page one, for all of them: they are better said in fewer words."""
_WHOLE = 60
_JOINED = 40
"""Facts of fewer characters are not broken over lines; labels and values of fewer are not parted."""
_WORTH = ("headache-days", "migraine-days", "pain", "acute-any", "acute")
"""What of the numbers is worth most on a crowded page: how many days, how strong, days with medicine; then the others in their order."""
_KEPT = 4
"""So many of them stand on page one while any number does."""
_LONG = 80
"""A fact of more characters waits until the short ones stand."""


def facts(rows: Sequence[KeyNumber], width: float, say: Words) -> Flow | None:
    """Nothing of a row is left out: its value, its words, what it was before, who gave it."""
    spans = _spans(rows, say)
    return lay(spans, width, 1.22) if spans else None


def _spans(rows: Sequence[KeyNumber], say: Words) -> list[Span]:
    spans: list[Span] = []
    for row in rows:
        value, after = f"{row.value}{row.unit}", " · ".join(filter(None, _after(row, say)))
        whole = len(row.label) + len(value) + len(after) < _WHOLE
        joined = len(row.label) + len(value) < _JOINED
        parts = [Span(row.label + "  ", "narrow", 8), Span(value, "narrow-bold", 8.6), Span(f"  {after}" if after else "", "narrow-bold" if row.over else "narrow", 7.4)]
        spans += [Span("      ", "narrow", 8)] if spans else []
        spans += [part._replace(text=part.text.replace(" ", "\xa0")) if whole or joined and n < 2 else part for n, part in enumerate(parts) if part.text]
    return spans


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


def briefly(rows: Sequence[KeyNumber], width: float, say: Words, items: Callable[[Sequence[KeyNumber], Words], tuple[Item, ...]]) -> list[Block]:
    """All rows beside their title, then fewer, down to those worth most; the others are left whole. Empty without rows."""
    title, window = say("paper.numbers"), say("summary.number.thirty-days")
    ordered = sorted(rows, key=_worth)
    made = []
    for shown in dict.fromkeys(max(len(rows) - n, min(_KEPT, len(rows))) for n in range(0, len(rows), 2)):
        here = [replace(row, sub="") if row.unit == "/30" and row.sub == window else row for row in ordered[:shown]]
        left = Left("numbers", title, items(ordered[shown:], say)) if shown < len(rows) else None
        made.append(gist(title, [Said(_spans(here, say))], width, say, left=left, loss=_RUNNING + FEWER * (1 - shown / len(rows))))
    return made


def _worth(row: KeyNumber) -> tuple[int, bool]:
    kind = next((n for n, key in enumerate(_WORTH) if row.key.startswith(key)), len(_WORTH))
    return kind, kind == len(_WORTH) and len(row.value) > _LONG
