"""History: treatments tried, with their time and result, and past toxin injections, as the patient told them."""

from __future__ import annotations

from datetime import date

from intake.ask.words import Words, words
from intake.tell.pdf.blocks import DOTS, HEAD, MORE, Block, Item, Left, Places, closed, heading, lower, more
from intake.tell.pdf.flow import Span, lay
from intake.tell.pdf.paper import BLACK, WHITE, Sheet
from intake.tell.summary import Summary, Treatment

_NAME, _TIME = 0.27, 0.28
_AXIS = 9.0


def treatments(summary: Summary, width: float) -> list[Block]:
    """All rows, then fewer: what is still taken stays longest, then what was tried last. None: one line saying so."""
    title = words(summary.language)("paper.treatments")
    if not summary.treatments:
        return [_said(title, summary.treatments_status or words(summary.language)("paper.none-reported"), width)]
    axis = _Axis(summary)
    rows = [_Row(row, width, axis, words(summary.language)) for row in summary.treatments]
    shorter = [_table(summary, rows, n, width, axis) for n in range(len(rows), 0, -1)]
    return lower([*shorter, closed("treatments", title, _items(summary.treatments, words(summary.language)), width)])


def _said(title: str, status: str, width: float) -> Block:
    flow = lay(Span(status, "narrow", 8), width)

    def draw(sheet: Sheet, x: float, y: float, places: Places) -> None:
        heading(sheet, x, y, width, title)
        with sheet.tag("P"):
            sheet.flow(x, y + HEAD, flow)

    return Block(HEAD + flow.height + 1.0, draw)


class _Axis:
    """Time from the first start to the visit in years, or, when no dates were told, weeks of use from zero."""

    def __init__(self, summary: Summary):
        self.today = _visit_day(summary)
        starts = [day for row in summary.treatments if (day := _first(row.start_at))]
        self.dated = bool(starts) and self.today is not None
        if self.dated:
            self.start, self.stop = min(starts).year, self.today.year + 1
            self.span = max(1, self.stop - self.start)
        self.weeks = max((row.weeks or 0 for row in summary.treatments), default=0)

    def at(self, day: date) -> float:
        """A day as a part of the axis, 0 to 1."""
        year = day.year + (day.timetuple().tm_yday - 1) / 366
        return min(max((year - self.start) / self.span, 0.0), 1.0)


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


class _Row:
    def __init__(self, row: Treatment, width: float, axis: _Axis, say: Words):
        self.row, self.axis, self.wide = row, axis, width
        self.name = lay([Span(row.name, "narrow-bold", 8.4), Span("  " + row.dose if row.dose else "", "narrow", 8)], width * _NAME, 1.16)
        self.result = lay(_result(row, say), width * (1 - _NAME - _TIME) - 12, 1.16)
        time = [say("paper.weeks", count=row.weeks)] if row.weeks is not None else []
        time += [say("paper.still")] if row.still else []
        time += [say("paper.short")] if row.short_trial else []
        self.time = lay(Span(" · ".join(time), "narrow", 7.4), 200)
        self.height = max(14.6, self.name.height + 4.0, self.result.height + 4.0)

    def draw(self, sheet: Sheet, x: float, y: float) -> None:
        with sheet.tag("TH"):
            sheet.flow(x, y + 2.0, self.name)
        with sheet.tag("TD"):
            self._time(sheet, x + self.wide * _NAME + 6, y, self.wide * _TIME - 6)
        with sheet.tag("TD"):
            sheet.flow(x + self.wide * (_NAME + _TIME) + 12, y + 2.0, self.result)

    def _time(self, sheet: Sheet, x: float, y: float, width: float) -> None:
        row, axis = self.row, self.axis
        start, end = 0.0, 0.0
        if axis.dated:
            first = _first(row.start_at)
            last = _day(row.stop_at, last=True) or (axis.today if row.still else None)
            if first and not last and row.weeks:
                last = date.fromordinal(min(first.toordinal() + row.weeks * 7, axis.today.toordinal()))
            if first:
                start, end = axis.at(first), axis.at(last or first)
        elif row.weeks and axis.weeks:
            end = 0.55 * row.weeks / axis.weeks
        drawn = end > start or (axis.dated and start > 0)
        text_at = x
        if drawn:
            with sheet.artifact():
                length = max((end - start) * width, 2.0)
                sheet.rect(x + start * width, y + 4.4, length, 5.6, fill=BLACK)
                if row.still:
                    tip = x + start * width + length
                    sheet.shape(sheet.polygon([(tip, y + 2.8), (tip + 5, y + 7.2), (tip, y + 11.6)]), fill=BLACK)
            after = x + start * width + length + (8 if row.still else 4)
            text_at = after if after + self.time.width < x + width + 4 else x + start * width - self.time.width - 4
        if self.time.lines and self.time.width:
            with sheet.artifact():
                sheet.rect(max(text_at, x) - 1, y + 3.4, self.time.width + 2, 7.4, fill=WHITE)
            sheet.flow(max(text_at, x), y + 2.4, self.time)


def _result(row: Treatment, say: Words) -> list[Span]:
    spans = [Span(row.result or say("paper.not-answered-word"), "narrow-bold", 8)]
    rest = "; ".join(_why(row))
    if rest:
        spans.append(Span("  " + rest, "narrow", 8))
    if row.refs:
        spans.append(Span("\xa0\xa0" + row.refs[0], "narrow", 7))
    return spans


def _why(row: Treatment) -> list[str]:
    """Why it was stopped and what it did, without repeating the result."""
    return [*(part for part in row.why_stopped if part.casefold() != row.result.casefold()), *([row.side_effects] if row.side_effects else [])]


def _kept(summary: Summary, shown: int) -> set[int]:
    """Which rows stay when only some fit: still taken first, then the latest told."""
    rank = sorted(range(len(summary.treatments)), key=lambda i: (summary.treatments[i].still is not True, _ago(summary.treatments[i]), i))
    return set(rank[:shown])


def _ago(row: Treatment) -> int:
    day = _day(row.stop_at or row.start_at, last=True)
    return -day.toordinal() if day else 0


def _table(summary: Summary, rows: list[_Row], shown: int, width: float, axis: _Axis) -> Block:
    say = words(summary.language)
    kept = _kept(summary, shown)
    body = [row for i, row in enumerate(rows) if i in kept]
    rest = [row.row for i, row in enumerate(rows) if i not in kept]
    head = _AXIS if body and axis.dated else 0.0
    height = HEAD + head + sum(row.height for row in body) + (MORE if rest else 0.0)
    left = (Left("treatments", say("paper.treatments"), _items(rest, say)),) if rest else ()

    def draw(sheet: Sheet, x: float, y: float, places: Places) -> None:
        heading(sheet, x, y, width, say("paper.treatments"), say("paper.treatments-key"))
        top = y + HEAD
        if head:
            _years(sheet, x + width * _NAME + 6, top, width * _TIME - 6, axis, sum(row.height for row in body))
        at = top + head
        with sheet.tag("Table"):
            for i, row in enumerate(body):
                if i:
                    with sheet.artifact():
                        sheet.rule(x, at, x + width, at, 0.5, DOTS)
                with sheet.tag("TR"):
                    row.draw(sheet, x, at)
                at += row.height
        if rest:
            more(sheet, x, at + 0.5, len(rest), places, "treatments", width)

    return Block(height, draw, left)


def _items(rows, say: Words) -> tuple[Item, ...]:
    return tuple(Item(f"{row.name}  {row.dose}".strip(), item_text(row, say), row.refs) for row in rows)


def _years(sheet: Sheet, x: float, y: float, width: float, axis: _Axis, height: float) -> None:
    step = max(1, -(-axis.span // 8))
    with sheet.artifact():
        for year in range(axis.start, axis.stop + 1, step):
            place = x + width * (year - axis.start) / axis.span
            sheet.rule(place, y + 1, place, y + _AXIS + height, 0.35)
            if year < axis.stop:
                sheet.flow(place + 1.5, y, lay(Span(str(year) if year == axis.start else f"’{year % 100:02d}", "narrow", 6.6), 40))
        if axis.today:
            now = x + width * axis.at(axis.today)
            sheet.rule(now, y + 1, now, y + _AXIS + height, 0.8, "[1.5 1.5]")


def item_text(row: Treatment, say: Words) -> str:
    """One treatment in words, for the list of a later page."""
    unknown = say("paper.unknown")
    time = [f"{row.start or unknown} – {row.stop or (say('paper.still') if row.still else unknown)}"] if row.start or row.stop else []
    time += [say("paper.weeks", count=row.weeks)] if row.weeks is not None else []
    time += [say("paper.short")] if row.short_trial else []
    return "; ".join([*time, row.result or say("paper.not-answered-word"), *_why(row)])
