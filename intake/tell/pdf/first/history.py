"""History: treatments tried, with their time and result, as the patient told them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from intake.ask.words import Words, words
from intake.tell.pdf.first.gist import BRIEFLY, Said, gist
from intake.tell.pdf.first.head import REF
from intake.tell.pdf.paper.blocks import DOTS, HEAD, MORE, Block, Item, Left, Places, closed, heading, listed, lower, more, one_line, split
from intake.tell.pdf.paper.sheet import BLACK, WHITE, Sheet
from intake.tell.pdf.text.flow import Flow, Span, lay
from intake.tell.summary import Summary, Treatment

_NAME, _TIME = 0.255, 0.345
_GAP = 8.0
_COLUMN = 14.0
_AXIS = 9.5
_NAMES = (99, 8, 4)
"""How many names stand where there is room for names only; twice as many where so many are still taken."""
_GONE = 2.5
"""How bad it is that page one names no treatment (`Block.loss`)."""
_YEARS = 15
"""The axis goes back no further: what began earlier is drawn from its left end, with an arrow."""
_LONGEST_BAR = 0.6
"""Part of the column that the longest time of use takes when only durations were told; the words stand after it."""
_TOXINS = ("toxin", "toxine", "botox", "dysport", "xeomin", "myobloc", "daxxify", "letybo", "jeuveau", "nuceiva")


def treatments(summary: Summary, width: float) -> list[Block]:
    """All rows with their bars; all in few words; then fewer: what is still taken stays longest, then toxins, then what was tried last. None: one line saying so."""
    say = words(summary.language)
    if not summary.treatments:
        return [one_line(say("paper.treatments"), summary.treatments_status or say("paper.asked-not"), width)]
    axis = _Axis(summary)
    rows = [_Row(row, width, axis, say) for row in summary.treatments]
    dense = [_Dense(row, (width - _COLUMN) / 2, say) for row in summary.treatments]
    shorter = [_words(summary, dense, n, width) for n in range(len(rows), 0, -1)]
    full = lower([_table(summary, rows, width, axis), *shorter])
    return [*full, *_briefly(summary, width, say), closed("treatments", say("paper.treatments"), _items(summary.treatments, say), width, _GONE)]


def _briefly(summary: Summary, width: float, say: Words) -> list[Block]:
    """Names and results of all, those still taken first; then names alone; then fewer names."""
    rows = summary.treatments
    every = Left("treatments", say("paper.treatments"), _items(rows, say))
    order = _rank(rows)

    def said(shown: int, results: bool) -> list[Said]:
        return [Said(listed(_named(rows[i], say, results) for i in order[:shown]))]

    made = [gist(say("paper.treatments"), said(len(rows), True), width, say, left=every, shown=len(rows), loss=BRIEFLY, whole=True)]
    still = sum(row.still is True for row in rows)
    for shown in dict.fromkeys(min(len(rows), max(most, min(still, 2 * most))) for most in _NAMES):
        made.append(gist(say("paper.treatments"), said(shown, False), width, say, left=every, shown=shown, loss=BRIEFLY))
    return made


def _named(row: Treatment, say: Words, result: bool) -> list[Span]:
    """Its name, bold and said where it is still taken; and what came of it."""
    still = [Span(f" ({say('paper.still')})", "narrow", 7.8)] if row.still and not (result and say("paper.still") in row.result) else []
    told = [Span(f" – {row.result or say('paper.not-answered-word')}", "narrow", 7.8)] if result else []
    return [Span(row.name, "narrow-bold" if row.still or result else "narrow", 8), *still, *told]


class _Axis:
    """Time from the first start to the visit in years, or, when no dates were told, weeks of use from zero."""

    def __init__(self, summary: Summary):
        self.today = _visit_day(summary)
        starts = [day for row in summary.treatments if (day := _first(row.start_at))]
        self.dated = bool(starts) and self.today is not None
        if self.dated:
            self.stop = self.today.year + 1
            self.start = max(min(day.year for day in starts), self.stop - _YEARS)
            self.start = min(self.start, self.today.year)
            self.span = self.stop - self.start
        self.weeks = max((row.weeks or 0 for row in summary.treatments), default=0)

    def at(self, day: date) -> float:
        """A day as a part of the axis: 0 to 1, less or more beyond its ends."""
        return (day.year + (day.timetuple().tm_yday - 1) / 366 - self.start) / self.span


def _visit_day(summary: Summary) -> date | None:
    parts = summary.identity.visit_date.split("-")
    months = words(summary.language)("store.months").split()
    if len(parts) == 3 and parts[1] in months and parts[0].isdigit() and parts[2].isdigit():
        return date(int(parts[2]), months.index(parts[1]) + 1, int(parts[0]))
    return None


def _first(text: str) -> date | None:
    return _day(text, last=False)


def _day(text: str, *, last: bool) -> date | None:
    """The first or last day a FHIR date can mean; None for anything else."""
    parts = text.split("-") if text else []
    if not 1 <= len(parts) <= 3 or not all(part.isdigit() for part in parts) or not 1000 <= int(parts[0]) <= 9998:
        return None
    year, month = int(parts[0]), int(parts[1]) if len(parts) > 1 else (12 if last else 1)
    day = int(parts[2]) if len(parts) > 2 else (28 if last else 1)
    return date(year, min(max(month, 1), 12), min(max(day, 1), 28))


class _Bar(NamedTuple):
    """A time of use on the axis, 0 to 1, and whether it goes on beyond the left or the right end."""

    start: float
    end: float
    before: bool = False
    after: bool = False


def _bar(row: Treatment, axis: _Axis) -> _Bar | None:
    if not axis.dated:
        return _Bar(0.0, _LONGEST_BAR * row.weeks / axis.weeks) if row.weeks and axis.weeks else None
    first = _first(row.start_at)
    last = _day(row.stop_at, last=True) or (axis.today if row.still else None)
    last = min(last, axis.today) if last else None  # a stop told as "2026" is not after the visit
    if first and not last and row.weeks:
        last = date.fromordinal(min(first.toordinal() + row.weeks * 7, axis.today.toordinal()))
    if not first:
        return None
    start, end = axis.at(first), axis.at(max(last or first, first))
    return _Bar(min(max(start, 0.0), 1.0), min(max(end, 0.0), 1.0), start < 0, end > 1)


def time_words(row: Treatment, say: Words, *, dates: bool = True, weeks: bool = True) -> str:
    """When and how long, as told: "Mar-2018 – Jan-2019 · 40 wk · short trial"."""
    told = ""
    if dates and row.start and row.stop:
        told = f"{row.start}\xa0– {row.stop}"
    elif dates and (row.start or row.stop):
        key = ("since" if row.still else "began") if row.start else "until"  # "since" would say that it is still taken
        told = say(f"paper.{key}", date=row.start or row.stop)
    parts = [told, say("paper.weeks", count=row.weeks) if weeks and row.weeks is not None else "", say("paper.still") if row.still else "", say("paper.short") if row.short_trial else ""]
    return " · ".join(filter(None, parts))


class _Row:
    """One treatment: name and dose, its time as a bar with words, and what came of it."""

    def __init__(self, row: Treatment, width: float, axis: _Axis, say: Words):
        self.row, self.axis, self.wide = row, axis, width
        self.time_at, self.time_wide = width * _NAME, width * _TIME - _GAP
        self.bar = _bar(row, axis)
        self.name = lay([Span(row.name, "narrow-bold", 8.4), Span("  " + row.dose if row.dose else "", "narrow", 8)], width * _NAME - _GAP, 1.16)
        self.result = lay(_result(row, say), width * (1 - _NAME - _TIME), 1.16)
        self.time, self.shift = self._placed(say)
        self.under = self.shift is None
        self.height = max(14.6, self.name.height + 4.0, self.result.height + 4.0, (9.0 if self.under else 0.0) + self.time.height + 4.0)

    def _placed(self, say: Words) -> tuple[Flow, float | None]:
        """The fullest words that have room after or before the bar, and where; without room they stand under it, whole."""
        choices = dict.fromkeys(time_words(self.row, say, **which) for which in ({}, {"weeks": False}, {"dates": False}))
        gap = 9.0 if self.row.still or self.bar and (self.bar.before or self.bar.after) else 5.0
        if not next(iter(choices)):
            return lay(Span(say("paper.time-unknown"), "narrow", 7.4), self.time_wide), 0.0
        if self.bar is None:
            undated = say("paper.undated") if self.axis.dated and not (self.row.start or self.row.stop) else ""
            return lay(Span(" · ".join(filter(None, (next(iter(choices)), undated))), "narrow", 7.4), self.time_wide - 4), 4.0 if self.axis.dated else 0.0
        start, end = self.bar.start * self.time_wide, self.bar.end * self.time_wide
        for text in choices:
            flow = lay(Span(text, "narrow", 7.4), 1000)
            if end + gap + flow.width <= self.time_wide:
                return flow, end + gap
            if flow.width + gap <= start:
                return flow, start - gap - flow.width
        return lay(Span(next(iter(choices)), "narrow", 7.4), self.time_wide), None

    def draw(self, sheet: Sheet, x: float, y: float) -> None:
        with sheet.tag("TH"):
            sheet.flow(x, y + 2.0, self.name)
        with sheet.tag("TD"):
            self._time(sheet, x + self.time_at, y)
        with sheet.tag("TD"):
            sheet.flow(x + self.wide * (_NAME + _TIME), y + 2.0, self.result)

    def _time(self, sheet: Sheet, x: float, y: float) -> None:
        if self.bar:
            with sheet.artifact():
                _drawn(sheet, x, y + 4.2, self.time_wide, self.bar, self.row.still is True)
        at, top = x + (self.shift or 0.0), y + (11.5 if self.under else 2.4)
        with sheet.artifact():  # a gap in the year lines, so that none goes through a word
            for n, line in enumerate(self.time.lines):
                sheet.rect(at - 1, top + n * self.time.leading + 0.5, line.width + 2, self.time.leading - 0.6, fill=WHITE)
        sheet.flow(at, top, self.time)


def _drawn(sheet: Sheet, x: float, y: float, width: float, bar: _Bar, still: bool) -> None:
    start, length = x + bar.start * width, max((bar.end - bar.start) * width, 2.0)
    sheet.rect(start, y, length, 5.6, fill=BLACK)
    if bar.before:
        sheet.shape(sheet.polygon([(start + 0.5, y - 1.4), (start - 5, y + 2.8), (start + 0.5, y + 7.0)]), fill=WHITE, stroke="0 G", weight=0.8)
    if still or bar.after:
        tip = start + length
        sheet.shape(sheet.polygon([(tip, y - 1.6), (tip + 5, y + 2.8), (tip, y + 7.2)]), fill=BLACK if still else WHITE, stroke="0 G", weight=0.8)


def _result(row: Treatment, say: Words) -> list[Span]:
    spans = [Span(row.result or say("paper.not-answered-word"), "narrow-bold", 8)]
    rest = "; ".join(_why(row))
    if rest:
        spans.append(Span("  " + rest, "narrow", 8))
    if row.mark == "D":
        spans.append(Span("  " + say("paper.mark-d"), "narrow", 8))
    if row.refs:
        spans.append(Span("\xa0\xa0" + row.refs[0], "narrow", REF))
    return spans


def _why(row: Treatment) -> list[str]:
    """Why it was stopped and what it did, without repeating the result."""
    return [*(part for part in row.why_stopped if part.casefold() != row.result.casefold()), *([row.side_effects] if row.side_effects else [])]


def _kept(summary: Summary, shown: int) -> set[int]:
    """Which rows stay when only some fit: still taken first, then toxins, then the latest told."""
    return set(_rank(summary.treatments)[:shown])


def _rank(rows: Sequence[Treatment]) -> list[int]:
    return sorted(range(len(rows)), key=lambda i: (rows[i].still is not True, not any(name in rows[i].name.casefold() for name in _TOXINS), _ago(rows[i]), i))


def _ago(row: Treatment) -> int:
    day = _day(row.stop_at or row.start_at, last=True)
    return -day.toordinal() if day else 0


class _Dense:
    """One treatment in words, without a bar: half the width, a line or two."""

    def __init__(self, row: Treatment, width: float, say: Words):
        self.row = row
        told = [row.dose, time_words(row, say) or say("paper.time-unknown")]
        self.flow = lay([Span(row.name + "  ", "narrow-bold", 8.2), Span(" · ".join(filter(None, told)) + " – ", "narrow", 7.8), *_result(row, say)], width, 1.16)
        self.height = self.flow.height + 2.5


def _words(summary: Summary, rows: list[_Dense], shown: int, width: float) -> Block:
    """So many treatments in words, in two columns."""
    say, kept = words(summary.language), _kept(summary, shown)
    stacks = split([row for i, row in enumerate(rows) if i in kept], 2)
    rest = [row.row for i, row in enumerate(rows) if i not in kept]
    tall = max(sum(row.height for row in stack) for stack in stacks)
    left = (Left("treatments", say("paper.treatments"), _items(rest, say)),) if rest else ()

    def draw(sheet: Sheet, x: float, y: float, places: Places) -> None:
        heading(sheet, x, y, width, say("paper.treatments"))
        with sheet.tag("L"):
            for n, stack in enumerate(stacks):
                at = y + HEAD
                for row in stack:
                    with sheet.tag("LI"), sheet.tag("LBody"):
                        sheet.flow(x + n * (width + _COLUMN) / 2, at, row.flow)
                    at += row.height
        if rest:
            more(sheet, x, y + HEAD + tall, len(rest), places, "treatments", width)

    return Block(HEAD + tall + (MORE if rest else 0.0), draw, left)


def _table(summary: Summary, rows: list[_Row], width: float, axis: _Axis) -> Block:
    say = words(summary.language)
    tall = sum(row.height for row in rows)

    def draw(sheet: Sheet, x: float, y: float, places: Places) -> None:
        key = "treatments-dated" if axis.dated else "treatments-weeks" if axis.weeks else ""
        heading(sheet, x, y, width, say("paper.treatments"), say(f"paper.{key}", weeks=axis.weeks) if key else "")
        at = y + HEAD
        if axis.dated:
            _years(sheet, x + width * _NAME, at, width * _TIME - _GAP, axis, tall)
        with sheet.tag("Table"):
            _head(sheet, x, at, width, axis, say)
            at += _AXIS
            for row in rows:
                with sheet.artifact():
                    sheet.rule(x, at, x + width, at, 0.5, DOTS)
                with sheet.tag("TR"):
                    row.draw(sheet, x, at)
                at += row.height

    return Block(HEAD + _AXIS + tall, draw)


def _head(sheet: Sheet, x: float, y: float, width: float, axis: _Axis, say: Words) -> None:
    """Names of the columns; over a dated axis the years say what the column is."""
    with sheet.tag("TR"):
        for dx, wide, key in ((0.0, _NAME, "treatment-col"), (_NAME, _TIME, "" if axis.dated else "time-col"), (_NAME + _TIME, 1 - _NAME - _TIME, "result-col")):
            with sheet.tag("TH"):
                sheet.flow(x + width * dx, y - 0.6, lay(Span(say(f"paper.{key}") if key else "", "narrow", 7), width * wide))


def _items(rows, say: Words) -> tuple[Item, ...]:
    return tuple(Item(f"{row.name}  {row.dose}".strip(), item_text(row, say), row.refs) for row in rows)


def _years(sheet: Sheet, x: float, y: float, width: float, axis: _Axis, height: float) -> None:
    step = max(1, -(-axis.span // 8))
    with sheet.artifact():
        for year in range(axis.start, axis.stop + 1, step):
            place = x + width * (year - axis.start) / axis.span
            sheet.rule(place, y + 1.5, place, y + _AXIS + height, 0.35)
            if year < axis.stop:
                sheet.flow(place + 1.5, y - 0.4, lay(Span(str(year) if year == axis.start else f"’{year % 100:02d}", "narrow", 7), 40))
        now = x + width * axis.at(axis.today)
        sheet.rule(now, y + 1.5, now, y + _AXIS + height, 0.9, "[1.5 1.5]")


def item_text(row: Treatment, say: Words) -> str:
    """One treatment in words, for the list of a later page."""
    unknown = say("paper.unknown")
    time = [f"{row.start or unknown} – {row.stop or (say('paper.still') if row.still else unknown)}"] if row.start or row.stop else []
    time += [say("paper.weeks", count=row.weeks)] if row.weeks is not None else []
    time += [say("paper.still")] if row.still and not time else []
    time += [say("paper.short")] if row.short_trial else []
    seen = [say("paper.mark-d")] if row.mark == "D" else []
    return "; ".join([*time, row.result or say("paper.not-answered-word"), *_why(row), *seen])
