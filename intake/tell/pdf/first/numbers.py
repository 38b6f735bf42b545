"""Numbers: the key numbers of today, one row each: value, linear scale, and a word that says what the scale shows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from intake.ask.tongues import decimal_mark
from intake.ask.words import Words, words
from intake.tell.pdf.first import days
from intake.tell.pdf.first.facts import FEWER, running
from intake.tell.pdf.paper.blocks import DOTS, HEAD, MORE, Block, Item, Left, Places, closed, heading, lower, more, stack
from intake.tell.pdf.paper.marks import figure
from intake.tell.pdf.paper.scales import gauge, scale
from intake.tell.pdf.paper.sheet import BLACK, WHITE, Sheet
from intake.tell.pdf.picture.figure import drawable
from intake.tell.pdf.picture.posture import pulled
from intake.tell.pdf.text.flow import Flow, Span, lay
from intake.tell.summary import Bar, KeyNumber, Summary

COLUMN = 14.0
_ROW, _BAR, _WORDS = 17.8, 17.2, 13.4
"""The least height of a row with a scale, with a bar, and with words only."""
_GAP = 5.0
_WIDE = (0.30, 0.105, 0.022, 0.275)
_TIGHT = (0.395, 0.118, 0.02, 0.235)
"""Parts of the width: label, value, gap, scale."""
_VALUE = 33.0
"""The least width of a value before a scale: "22/30", "7.3/10"."""
_LABEL = 150.0
"""The least width of a label where a row has the whole page."""
_SMALL = 76.0
"""Width of the small scale beside words."""
_LINES = 2
"""A text of more lines than this in a column has the whole width."""
_BARS = 10.0
_GONE = 6.0
"""How bad it is that page one has no number at all (`Block.loss`)."""


def numbers(summary: Summary, width: float, columns: int = 1) -> list[Block]:
    """The thirty days of a migraine, then all rows, then fewer from the bottom: those left are named on a later page."""
    say = words(summary.language)
    strip = days.strip(summary, width)
    rows = shown_as_rows(summary, strip is not None)
    if not rows and strip is None:
        return [Block(0.0, lambda sheet, x, y, places: None)]
    tables = [table(rows, n, width, columns, say) for n in range(len(rows), 0, -1)]
    if rows:
        tables.insert(1, running(rows, width, say))
    above = strip or days.odd(summary, width)
    if above is None:
        return lower([*tables, shut(summary, width)])
    return lower([*([stack([above, one], _GAP) for one in tables] or [above]), shut(summary, width)])


def shut(summary: Summary, width: float) -> Block:
    """Every number that no map and no head shows, left for a later page."""
    say = words(summary.language)
    return closed("numbers", say("paper.numbers"), items(shown_as_rows(summary, False), say), width, _GONE)


def shown_as_rows(summary: Summary, strip: bool) -> list[KeyNumber]:
    """The numbers that no picture shows: not what the map, the heads or the thirty days say already."""
    drawn = {one.key for one in summary.marked if one.regions and one.key != "direction"} if drawable(summary) else set()
    drawn |= {"direction"} if pulled(summary) else set()
    drawn |= {*days.KEYS, *days.FACTS} if strip else set()
    window = words(summary.language)("summary.number.thirty-days") if strip else ""
    return [replace(row, sub="") if window and row.sub == window else row for row in summary.numbers if row.key not in drawn]


def _worded(row: KeyNumber) -> bool:
    """A row whose value is words; it may still have a scale beside them."""
    return row.number is None or not re.fullmatch(r"[\d.,\s−-]+", row.value)


class _Row:
    """One measured row: its height, and how it is drawn."""

    def __init__(self, row: KeyNumber, width: float, say: Words, *, wide: bool = False):
        self.row, self.width, self.say, self.wide = row, width, say, wide
        label, value, gap, scale_part = _WIDE if width > 300 else _TIGHT
        across = max(_LABEL, width * 0.24) if wide else width * label
        self.label = lay(Span(row.label, "narrow-bold", 8.4), across - 4, 1.12)
        self.sub = lay(Span(row.sub, "narrow", 7), across - 4, 1.1)
        self.scaled = row.number is not None and row.low is not None and row.high is not None and row.high > row.low
        self.value_at, self.value_wide = across, width * value
        self.scale_at, self.scale_wide = width * (label + value + gap), width * scale_part
        self.words: Flow | None = None
        if _worded(row):
            self._lay_words(width, gap)
        else:
            self._lay_number(width, gap, scale_part)
        self.bars = _Bars(row.bars, width, say) if row.bars else None
        self.lines = max(self.height_of(self.label, self.sub if row.sub else None), self.words.height + 3.0 if self.words else 0.0, self.value.height + 3.0,
                         _BAR if self.barred else _ROW if self.scaled or not _worded(row) else _WORDS)
        self.height = self.lines + (self.bars.height if self.bars else 0.0)

    @property
    def barred(self) -> bool:
        """Days with a medicine are a bar, filled up to the number."""
        return self.row.key.startswith("acute") and self.scaled

    @staticmethod
    def height_of(label: Flow, sub: Flow | None) -> float:
        return label.height + (sub.height if sub else 0.0) + 2.5

    def _lay_words(self, width: float, gap: float) -> None:
        self.value_at += 0.0 if self.wide else width * gap
        self.value_wide = width - self.value_at
        if self.scaled:
            self.scale_wide = min(_SMALL, self.value_wide * 0.4)
            self.value_wide -= self.scale_wide + 14
            self.scale_at = width - self.scale_wide - 6
        after = _words(self.row, self.say)
        self.value = lay([Span(self.row.value, "narrow-bold", 8), Span(f" · {after}" if after else "", "narrow", 7.6)], self.value_wide, 1.14)

    def _lay_number(self, width: float, gap: float, scale_part: float) -> None:
        row = self.row
        whole = [Span(row.value, "bold", 11), *([Span(row.unit, "narrow", 7.4)] if row.unit else [])]
        if self.scaled:
            more = max(_VALUE - self.value_wide, lay(whole, width).width - self.value_wide, 0.0)
            self.value_wide, self.scale_at, self.scale_wide = self.value_wide + more, self.scale_at + more, self.scale_wide - more
        else:
            self.value_at += width * gap
            self.value_wide = min(max(self.value_wide, lay(whole, width).width), width - self.value_at)
        self.value = lay(whole, self.value_wide)
        self.words_at = self.scale_at + self.scale_wide + width * (gap + 0.015) if self.scaled else self.value_at + self.value_wide + width * gap
        self.words = lay(Span(_words(row, self.say), "narrow-bold" if row.over else "narrow", 7.6), width - self.words_at, 1.12)

    def draw(self, sheet: Sheet, x: float, y: float) -> None:
        with sheet.tag("TH", scope="Row"):
            bottom = sheet.flow(x, y + 1.0, self.label)
            if self.row.sub:
                sheet.flow(x, bottom - 0.3, self.sub)
        with sheet.tag("TD"):
            if self.scaled and not _worded(self.row):
                sheet.flow(x + self.value_at, y + 1.4, self.value, width=self.value_wide, align="right")
            else:
                sheet.flow(x + self.value_at, y + 1.4, self.value)
        with sheet.tag("TD"):
            if self.scaled:
                with sheet.tag("Figure", alt=_alt(self.row, self.say)):
                    (gauge if self.barred else scale)(sheet, x + self.scale_at, y + 3.6, self.scale_wide, self.row, decimal_mark(self.say.language))
            if self.bars:
                self.bars.draw(sheet, x, y + self.lines - 1.0)
        with sheet.tag("TD"):
            if self.words:
                sheet.flow(x + self.words_at, y + (4.4 if len(self.words.lines) == 1 else 1.2), self.words)


class _Bars:
    """Small bars side by side under a row: name, number, and a frame filled as far as the number reaches."""

    def __init__(self, bars: Sequence[Bar], width: float, say: Words):
        self.bars, self.each, self.say = bars, (width - 8.0) / len(bars), say
        self.names = [lay([Span(bar.label + " ", "narrow", 7.4), Span(_amount(bar, say), "narrow-bold", 7.6)], self.each) for bar in bars]
        self.over = max(name.width for name in self.names) > self.each - 34
        self.height = _BARS + (7.0 if self.over else 0.0)

    def draw(self, sheet: Sheet, x: float, y: float) -> None:
        names = max(name.width for name in self.names)
        for n, (bar, name) in enumerate(zip(self.bars, self.names, strict=True)):
            left = x + 8.0 + n * self.each
            with sheet.tag("Figure", alt=self.say("paper.scale-alt", value=f"{bar.label} {_amount(bar, self.say)}", low="0", high=figure(bar.high, self.say), cuts="–")):
                sheet.flow(left, y, name)
                at, down = (left, 9.0) if self.over else (left + name.width + 4, 2.2)
                room = self.each - 10 - (0 if self.over else names + 4)
                sheet.rect(at, y + down, room, 5.0, stroke="0 G", weight=0.5)
                sheet.rect(at, y + down, room * float(bar.value / bar.high), 5.0, fill=BLACK)


def _amount(bar: Bar, say: Words) -> str:
    return f"{figure(bar.value, say)}{' ' + bar.unit if bar.unit else ''}"


def _words(row: KeyNumber, say: Words) -> str:
    parts = [row.words] if row.words else []
    if row.previous is not None and row.previous_words:
        parts.append(say("paper.before", value=figure(row.previous, say), what=row.previous_words))
    if not row.worse and row.number is not None:
        parts.append(say("paper.right-better"))
    if row.mark not in ("P", "C", ""):
        parts.append(say(f"paper.mark-{row.mark.lower()}"))
    return " · ".join(parts)


def _alt(row: KeyNumber, say: Words) -> str:
    value, low, high, *cuts = (figure(number, say) for number in (row.number, row.low, row.high, *(cut.value for cut in row.thresholds)))
    told = say("paper.scale-alt", value=value, low=low, high=high, cuts=", ".join(cuts) or "–")
    return " ".join(filter(None, (told, _words(row, say))))


# -- the table ----------------------------------------------------------------------------------------------------------
def table(rows: Sequence[KeyNumber], shown: int, width: float, columns: int, say: Words, *, start: int = 0, until: int | None = None) -> Block:
    """Rows `start` to `shown`, and the words for those left. With `start`, a table goes on and has no heading of its own; one that
    ends at `until` leaves nothing: it goes on elsewhere."""
    here = rows[start : shown if until is None else until]
    rest = rows[shown:] if until is None else ()
    stacks, wide = _shared(here, width, columns, say)
    tall = max((sum(row.height for row in column) for column in stacks), default=0.0)
    below = sum(row.height for row in wide)
    legend = _legend(rows[:shown], width, say)
    title, top = say("paper.numbers"), 1.0 if start else HEAD
    left = (Left("numbers", title, items(rest, say)),) if rest else ()
    after = lay(Span(title.upper(), "bold", 7.4), width).width + 14

    def draw(sheet: Sheet, x: float, y: float, places: Places) -> None:
        if start:
            with sheet.artifact():
                sheet.rule(x, y, x + width, y, 0.5)
        else:
            heading(sheet, x, y, width, title, say("paper.right-worse") if _scaled(rows[:shown]) else "")
            _draw_legend(sheet, x + after, y + 1.6, legend)
        with sheet.tag("Table"):
            for n, column in enumerate(stacks):
                _stack(sheet, x + n * (column[0].width + COLUMN), y + top, column)
            _stack(sheet, x, y + top + tall, wide, ruled=bool(stacks))
        if rest:
            more(sheet, x, y + top + tall + below, len(rest), places, "numbers", width)

    return Block(top + tall + below + (MORE if rest else 0.0), draw, left, FEWER * len(rest) / len(rows) if rest else 0.0)


def _shared(rows: Sequence[KeyNumber], width: float, columns: int, say: Words) -> tuple[list[list[_Row]], list[_Row]]:
    """Short rows in columns of like height, in their order; below them, over the whole width, those that need it."""
    each = (width - COLUMN * (columns - 1)) / columns
    narrow = [_Row(row, each, say) for row in rows]
    wide = [row for row in narrow if columns > 1 and _worded(row.row) and (len(row.value.lines) > _LINES or (row.scaled and len(row.value.lines) > 1))]
    short = [row for row in narrow if row not in wide]
    if len(short) == 1 and columns > 1:
        wide, short = [row for row in narrow], []
    last = [_Row(row.row, width, say, wide=columns > 1) for row in wide]
    if columns == 1 or not short:
        return ([short] if short else []), last
    at = min(range(1, len(short) + 1), key=lambda n: (max(sum(row.height for row in part) for part in (short[:n], short[n:])), -n))
    return [part for part in (short[:at], short[at:]) if part], last


def _stack(sheet: Sheet, x: float, y: float, column: Sequence[_Row], *, ruled: bool = False) -> None:
    for i, row in enumerate(column):
        if i or ruled:
            with sheet.artifact():
                sheet.rule(x, y, x + row.width, y, 0.5, DOTS)
        with sheet.tag("TR"):
            row.draw(sheet, x, y)
        y += row.height


def items(rows: Sequence[KeyNumber], say: Words) -> tuple[Item, ...]:
    """Rows as a later page lists them."""
    return tuple(Item(_dotted(row.label, row.sub), _dotted(f"{row.value}{row.unit}", _words(row, say), *(f"{bar.label} {_amount(bar, say)}" for bar in row.bars)), row.refs) for row in rows)


def _dotted(*parts: str) -> str:
    return " · ".join(filter(None, parts))


def _scaled(rows: Sequence[KeyNumber]) -> list[KeyNumber]:
    """The rows that have a scale: only these need its legend."""
    return [row for row in rows if row.number is not None and row.high is not None]


def _legend(rows: Sequence[KeyNumber], width: float, say: Words) -> list[tuple[str, Flow]]:
    kinds, drawn = [], [row for row in _scaled(rows) if not row.key.startswith("acute")]
    if any(row.over for row in drawn):
        kinds.append("ring")
    if any(row.over is False for row in drawn):
        kinds.append("full")
    if any(row.previous is not None for row in drawn):
        kinds.append("hollow")
    if any(row.thresholds for row in _scaled(rows)):
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
