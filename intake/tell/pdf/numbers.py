"""Numbers: the key numbers of today, one row each: value, linear scale, and a word that says what the scale shows."""

from __future__ import annotations

from intake.ask.words import words
from intake.tell.pdf.blocks import DOTS, HEAD, MORE, Block, Item, Left, Places, closed, heading, lower, more
from intake.tell.pdf.flow import Flow, Span, lay
from intake.tell.pdf.marks import plain, scale
from intake.tell.pdf.paper import BLACK, WHITE, Sheet
from intake.tell.summary import KeyNumber, Summary

_ROW = 17.8
_LABEL, _VALUE, _GAP = 0.30, 0.105, 0.022
_SCALE = 0.275


def numbers(summary: Summary, width: float) -> list[Block]:
    """All rows, then fewer from the bottom: those left are named on a later page."""
    if not summary.numbers:
        return [Block(0.0, lambda sheet, x, y, places: None)]
    rows = [_Row(row, width) for row in summary.numbers]
    shorter = [_table(summary, rows, n, width) for n in range(len(rows), 0, -1)]
    return lower([*shorter, closed("numbers", words("en")("paper.numbers"), _items(summary.numbers), width)])


class _Row:
    """One measured row."""

    def __init__(self, row: KeyNumber, width: float):
        self.row, self.width = row, width
        self.label = lay(Span(row.label, "narrow-bold", 8.4), width * _LABEL, 1.12)
        self.sub = lay(Span(row.sub, "narrow", 7), width * _LABEL, 1.1)
        value = [Span(row.value, "bold", 11)] if row.number is not None else [Span(row.value, "narrow-bold", 8)]
        self.value = lay([*value, Span(row.unit, "narrow", 7.4)] if row.unit and row.number is not None else value, width * _VALUE)
        words_x = _LABEL + _VALUE + 2 * _GAP + _SCALE + 0.015
        self.wordy = row.number is not None and row.low is not None and row.high is not None
        self.at = (words_x if self.wordy else _LABEL + _VALUE + 2 * _GAP) * width
        self.words = lay(Span(_words(row), "narrow-bold" if row.over else "narrow", 7.6), width - self.at, 1.12)
        sub = self.sub.height if row.sub else 0.0
        self.height = max(_ROW, self.label.height + sub + 2.5, self.words.height + 3.0, self.value.height + 2.0)

    def draw(self, sheet: Sheet, x: float, y: float) -> None:
        with sheet.tag("TH"):
            bottom = sheet.flow(x, y + 1.0, self.label)
            if self.row.sub:
                sheet.flow(x, bottom - 0.3, self.sub)
        with sheet.tag("TD"):
            if self.row.number is not None:
                sheet.flow(x + self.width * _LABEL, y + 1.4, self.value, width=self.width * _VALUE, align="right")
            else:
                sheet.flow(x + self.width * (_LABEL + _GAP), y + 3.4, self.value)
        if self.wordy:
            with sheet.tag("TD", alt=_alt(self.row)):
                scale(sheet, x + self.width * (_LABEL + _VALUE + _GAP), y + 3.6, self.width * _SCALE, self.row)
        with sheet.tag("TD"):
            sheet.flow(x + self.at, y + max(1.0, (self.height - self.words.height) / 2 - 1.5), self.words)


def _words(row: KeyNumber) -> str:
    say = words("en")
    parts = [row.words] if row.words else []
    if row.previous is not None and row.previous_words:
        parts.append(say("paper.before", value=plain(row.previous), what=row.previous_words))
    if not row.worse:
        parts.append(say("paper.right-better"))
    if row.mark not in ("P", "C", ""):
        parts.append(say(f"paper.mark-{row.mark.lower()}"))
    return " · ".join(parts)


def _alt(row: KeyNumber) -> str:
    cuts = ", ".join(plain(cut.value) for cut in row.thresholds)
    return words("en")("paper.scale-alt", value=plain(row.number), low=plain(row.low), high=plain(row.high), cuts=cuts or "–")


def _table(summary: Summary, rows: list[_Row], shown: int, width: float) -> Block:
    say = words("en")
    rest = summary.numbers[shown:]
    height = HEAD + sum(row.height for row in rows[:shown]) + (MORE if rest else 0.0)
    legend = _legend(summary, width) if shown else []
    title = say("paper.numbers")
    left = (Left("numbers", title, _items(rest)),) if rest else ()

    def draw(sheet: Sheet, x: float, y: float, places: Places) -> None:
        heading(sheet, x, y, width, title, say("paper.right-worse"))
        _draw_legend(sheet, x + 92, y + 1.6, legend)
        at = y + HEAD
        with sheet.tag("Table"):
            for i, row in enumerate(rows[:shown]):
                if i:
                    with sheet.artifact():
                        sheet.rule(x, at, x + width, at, 0.5, DOTS)
                with sheet.tag("TR"):
                    row.draw(sheet, x, at)
                at += row.height
        if rest:
            more(sheet, x, at, len(rest), places, "numbers", width)

    return Block(height, draw, left)


def _items(rows: tuple[KeyNumber, ...]) -> tuple[Item, ...]:
    return tuple(Item(f"{row.label} {row.sub}".strip(), f"{row.value}{row.unit} {_words(row)}".strip(), row.refs) for row in rows)


def _legend(summary: Summary, width: float) -> list[tuple[str, Flow]]:
    say, kinds = words("en"), []
    if any(row.over for row in summary.numbers):
        kinds.append("ring")
    if any(row.over is False for row in summary.numbers):
        kinds.append("full")
    if any(row.previous is not None for row in summary.numbers):
        kinds.append("hollow")
    if any(row.thresholds for row in summary.numbers):
        kinds.append("cut")
    return [(kind, lay(Span(say(f"paper.key-{kind}"), "narrow", 7.2), width)) for kind in kinds]


def _draw_legend(sheet: Sheet, x: float, y: float, legend: list[tuple[str, Flow]]) -> None:
    for kind, flow in legend:
        with sheet.artifact():
            if kind == "cut":
                sheet.rule(x + 4, y + 1, x + 4, y + 8, 1.3)
            else:
                if kind == "ring":
                    sheet.shape(sheet.disc(x + 5, y + 4.6, 4.1), fill=WHITE, stroke="0 G", weight=0.9)
                sheet.shape(sheet.disc(x + 5, y + 4.6, 2.2 if kind == "hollow" else 2.4), fill=WHITE if kind == "hollow" else BLACK, stroke="0 G", weight=0.9)
        with sheet.tag("P"):
            sheet.flow(x + 12, y, flow)
        x += 12 + flow.width + 8
