"""Numbers: the key numbers of today, one row each: value, linear scale, and a word that says what the scale shows."""

from __future__ import annotations

from intake.ask.tongues import decimal_mark
from intake.ask.words import Words, words
from intake.tell.pdf.blocks import DOTS, HEAD, MORE, Block, Item, Left, Places, closed, heading, lower, more
from intake.tell.pdf.flow import Flow, Span, lay
from intake.tell.pdf.marks import figure, scale
from intake.tell.pdf.paper import BLACK, WHITE, Sheet
from intake.tell.summary import KeyNumber, Summary

COLUMN = 14.0
_ROW = 17.8
_WIDE = (0.30, 0.105, 0.022, 0.275)
_TIGHT = (0.355, 0.125, 0.02, 0.25)
"""Parts of the width: label, value, gap, scale."""


def numbers(summary: Summary, width: float, columns: int = 1) -> list[Block]:
    """All rows, then fewer from the bottom: those left are named on a later page."""
    if not summary.numbers:
        return [Block(0.0, lambda sheet, x, y, places: None)]
    rows = [_Row(row, (width - COLUMN * (columns - 1)) / columns, words(summary.language)) for row in summary.numbers]
    shorter = [_table(summary, rows, n, width, columns) for n in range(len(rows), 0, -1)]
    return lower([*shorter, closed("numbers", words(summary.language)("paper.numbers"), _items(summary.numbers, words(summary.language)), width)])


class _Row:
    """One measured row."""

    def __init__(self, row: KeyNumber, width: float, say: Words):
        self.row, self.width, self.say = row, width, say
        label, value, gap, scale_part = _WIDE if width > 300 else _TIGHT
        self.label = lay(Span(row.label, "narrow-bold", 8.4), width * label, 1.12)
        self.sub = lay(Span(row.sub, "narrow", 7), width * label, 1.1)
        self.scaled = row.number is not None and row.low is not None and row.high is not None
        self.value_at, self.value_wide = width * label, width * value
        self.scale_at, self.scale_wide = width * (label + value + gap), width * scale_part
        if row.number is None:
            self.value_at += width * gap
            self.value_wide = width - self.value_at
            said = " · ".join(part for part in (row.value, _words(row, say)) if part)
            self.value, self.words = lay(Span(said, "narrow-bold", 8), self.value_wide, 1.14), None
        else:
            unit = [Span(row.unit, "narrow", 7.4)] if row.unit else []
            whole = [Span(row.value, "bold", 11), *unit]
            if not self.scaled:
                self.value_at += width * gap
                self.value_wide = min(max(self.value_wide, lay(whole, width).width), width - self.value_at)
            self.value = lay(whole, self.value_wide)
            self.words_at = self.value_at + self.value_wide + width * (2 * gap + scale_part + 0.015 if self.scaled else gap)
            self.words = lay(Span(_words(row, say), "narrow-bold" if row.over else "narrow", 7.6), width - self.words_at, 1.12)
        sub = self.sub.height if row.sub else 0.0
        self.height = max(_ROW, self.label.height + sub + 2.5, self.words.height + 3.0 if self.words else 0.0, self.value.height + 3.0)

    def draw(self, sheet: Sheet, x: float, y: float) -> None:
        with sheet.tag("TH"):
            bottom = sheet.flow(x, y + 1.0, self.label)
            if self.row.sub:
                sheet.flow(x, bottom - 0.3, self.sub)
        with sheet.tag("TD"):
            if self.scaled:
                sheet.flow(x + self.value_at, y + 1.4, self.value, width=self.value_wide, align="right")
            else:
                sheet.flow(x + self.value_at, y + 1.4, self.value)
        if self.scaled:
            with sheet.tag("TD", alt=_alt(self.row, self.say)):
                scale(sheet, x + self.scale_at, y + 3.6, self.scale_wide, self.row, decimal_mark(self.say.language))
        if self.words:
            with sheet.tag("TD"):
                sheet.flow(x + self.words_at, y + (4.4 if len(self.words.lines) == 1 else 1.2), self.words)


def _words(row: KeyNumber, say: Words) -> str:
    parts = [row.words] if row.words else []
    if row.previous is not None and row.previous_words:
        parts.append(say("paper.before", value=figure(row.previous, say), what=row.previous_words))
    if not row.worse:
        parts.append(say("paper.right-better"))
    if row.mark not in ("P", "C", ""):
        parts.append(say(f"paper.mark-{row.mark.lower()}"))
    return " · ".join(parts)


def _alt(row: KeyNumber, say: Words) -> str:
    value, low, high, *cuts = (figure(number, say) for number in (row.number, row.low, row.high, *(cut.value for cut in row.thresholds)))
    return say("paper.scale-alt", value=value, low=low, high=high, cuts=", ".join(cuts) or "–")


def _table(summary: Summary, rows: list[_Row], shown: int, width: float, columns: int) -> Block:
    say = words(summary.language)
    rest = summary.numbers[shown:]
    each = -(-shown // columns)
    stacks = [rows[i:i + each] for i in range(0, shown, each)]
    tall = max(sum(row.height for row in stack) for stack in stacks)
    legend = _legend(summary, width)
    title = say("paper.numbers")
    left = (Left("numbers", title, _items(rest, say)),) if rest else ()

    def draw(sheet: Sheet, x: float, y: float, places: Places) -> None:
        heading(sheet, x, y, width, title, say("paper.right-worse") if _scaled(summary) else "")
        _draw_legend(sheet, x + 92, y + 1.6, legend)
        with sheet.tag("Table"):
            for n, stack in enumerate(stacks):
                _stack(sheet, x + n * (stack[0].width + COLUMN), y + HEAD, stack)
        if rest:
            more(sheet, x, y + HEAD + tall, len(rest), places, "numbers", width)

    return Block(HEAD + tall + (MORE if rest else 0.0), draw, left)


def _stack(sheet: Sheet, x: float, y: float, stack: list[_Row]) -> None:
    for i, row in enumerate(stack):
        if i:
            with sheet.artifact():
                sheet.rule(x, y, x + row.width, y, 0.5, DOTS)
        with sheet.tag("TR"):
            row.draw(sheet, x, y)
        y += row.height


def _items(rows: tuple[KeyNumber, ...], say: Words) -> tuple[Item, ...]:
    return tuple(Item(_dotted(row.label, row.sub), _dotted(f"{row.value}{row.unit}", _words(row, say)), row.refs) for row in rows)


def _dotted(*parts: str) -> str:
    return " · ".join(filter(None, parts))


def _scaled(summary: Summary) -> list[KeyNumber]:
    """The rows that have a scale: only these need its legend."""
    return [row for row in summary.numbers if row.number is not None and row.high is not None]


def _legend(summary: Summary, width: float) -> list[tuple[str, Flow]]:
    say, kinds, drawn = words(summary.language), [], _scaled(summary)
    if any(row.over for row in drawn):
        kinds.append("ring")
    if any(row.over is False for row in drawn):
        kinds.append("full")
    if any(row.previous is not None for row in drawn):
        kinds.append("hollow")
    if any(row.thresholds for row in drawn):
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
