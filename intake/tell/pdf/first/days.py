"""Days: the last thirty days as thirty cells: migraine days, other headache days, clear days, and what was not said, with their lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from intake.ask.words import Words, words
from intake.tell.pdf.first.facts import facts
from intake.tell.pdf.paper.blocks import HEAD, Block, Places, heading
from intake.tell.pdf.paper.marks import figure
from intake.tell.pdf.paper.sheet import BLACK, WHITE, Sheet
from intake.tell.pdf.picture.drawing import hatch
from intake.tell.pdf.text.flow import Flow, Span, lay
from intake.tell.summary import KeyNumber, Summary

KEYS = ("headache-days", "migraine-days", "clear-days")
FACTS = ("earlier", "months-15", "months-under", "duration", "lost")
"""Rows that are said in a line under the thirty days."""
_CELLS = 30
_TALL = 13.0
_KEY = 21.0


class Month(NamedTuple):
    """The three counts, each None when it was not told, and their rows. Headache days hold the migraine days."""

    headache: int | None
    migraine: int | None
    clear: int | None
    rows: dict[str, KeyNumber]

    @property
    def fits(self) -> bool:
        """Whether the counts can stand in one row of thirty days."""
        told = [count for count in self[:3] if count is not None]
        within = all(0 <= count <= _CELLS for count in told)
        return within and (self.headache is None or (self.migraine or 0) <= self.headache) and self.ached + (self.clear or 0) <= _CELLS

    @property
    def ached(self) -> int:
        return self.headache if self.headache is not None else self.migraine or 0

    @property
    def open(self) -> int:
        """Days of which neither was said."""
        return _CELLS - self.ached - (self.clear or 0)


def month(summary: Summary) -> Month | None:
    """The thirty days of this visit; None where no headache or migraine day was told."""
    rows = {row.key: _bare(row, words(summary.language)) for row in summary.numbers if row.key in KEYS}
    counts = [_whole(rows.get(key)) for key in KEYS]
    return Month(counts[0], counts[1], counts[2], rows) if counts[0] is not None or counts[1] is not None else None


def _bare(row: KeyNumber, say: Words) -> KeyNumber:
    """A row without the name of its reason: the heading of the thirty days says it."""
    return replace(row, label=row.label.removeprefix(say("notice.named", name=say("summary.reason.migraine"), value="")))


def _whole(row: KeyNumber | None) -> int | None:
    return None if row is None or row.number is None else int(row.number)


def strip(summary: Summary, width: float) -> Block | None:
    """The thirty days drawn, or None where there are none, or they do not fit together (their rows then stand alone)."""
    found = month(summary)
    if found is None or not found.fits:
        return None
    say = words(summary.language)
    parts = [(kind, row) for kind, key in (("headache", KEYS[0]), ("migraine", KEYS[1]), ("clear", KEYS[2])) if (row := found.rows.get(key))]
    each = (width - 12.0 * (len(parts) - 1)) / len(parts)
    before, line = _was(parts, width, say), facts([_bare(row, say) for row in summary.numbers if row.key in FACTS], width, say)
    told = [_told(row, each - _KEY, say, open_days=found.open if kind == "clear" and found.clear is not None else 0) for kind, row in parts]
    window = next((row.sub for _, row in parts if row.sub), "").removeprefix(say("summary.number.thirty-days") + ", ")
    top, below, tall = HEAD + 3.0, _TALL + 13.0, max(flow.height for flow in told)
    under = before.height if before else 0.0
    alt = say("paper.days-alt", what="; ".join(_spoken(row, say) for _, row in parts))

    def draw(sheet: Sheet, x: float, y: float, places: Places) -> None:
        heading(sheet, x, y, width, say("paper.days"), " · ".join(filter(None, (window, say("paper.days-note")))))
        with sheet.tag("Figure", alt=alt):
            _cells(sheet, x, y + top, width, found)
            _lines(sheet, x, y + top, width, [row for kind, row in parts if kind != "clear"], say)
        at = x
        for (kind, _), flow in zip(parts, told, strict=True):
            with sheet.artifact():
                _key(sheet, at, y + top + below + 3.4, kind)
            with sheet.tag("P"):
                sheet.flow(at + _KEY, y + top + below, flow)
            at += each + 12.0
        if before:
            with sheet.tag("P"):
                sheet.flow(x + _KEY, y + top + below + tall, before)
            with sheet.artifact():
                sheet.shape(sheet.disc(x + 13.0, y + top + below + tall + 4.8, 2.8), fill=WHITE, stroke="0 G", weight=1.1)

        if line:
            with sheet.tag("P"):
                sheet.flow(x, y + top + below + tall + under + 1.5, line)

    return Block(top + below + tall + under + (line.height + 1.5 if line else 0.0) + 2.0, draw)


def _was(parts: Sequence[tuple[str, KeyNumber]], width: float, say: Words) -> Flow | None:
    """What the hollow dot is: one line under the names."""
    said = [say("notice.named", name=row.label, value=say("paper.before", value=figure(row.previous, say), what=row.previous_words))
            for _, row in parts if row.previous is not None and row.previous_words]
    return lay(Span(" · ".join(said), "narrow", 8), width - _KEY, 1.12) if said else None


def odd(summary: Summary, width: float) -> Block | None:
    """One line that says why the thirty days are not drawn, where counts were told that do not fit together."""
    found = month(summary)
    if found is None or found.fits:
        return None
    flow = lay(Span(words(summary.language)("paper.days-odd"), "narrow-bold", 8), width)

    def draw(sheet: Sheet, x: float, y: float, places: Places) -> None:
        with sheet.tag("P"):
            sheet.flow(x, y, flow)

    return Block(flow.height + 1.0, draw)


def _told(row: KeyNumber, width: float, say: Words, *, open_days: int) -> Flow:
    """ "20/30 Headache days · 15 or more"."""
    number = [Span(row.value, "bold", 11 if row.number is not None else 8.4), Span(f"{row.unit}  ", "narrow", 7.4)]
    parts = [Span(row.words, "narrow-bold" if row.over else "narrow", 8)] if row.words else []
    if open_days:
        parts.append(Span(say("paper.days-open", count=open_days), "narrow", 8))
    if row.mark not in ("P", "C", ""):
        parts.append(Span(say(f"paper.mark-{row.mark.lower()}"), "narrow", 8))
    name = Span(row.label, "narrow-bold", 8.4)
    first = [*number, name] if row.number is not None else [name, Span("  " + row.value, "narrow-bold", 8)]
    one_line = lay([*first, *(part._replace(text=" · " + part.text) for part in parts)], width, 1.12)
    if len(one_line.lines) == 1 or not parts:
        return one_line
    return lay([*first, *(part._replace(text=(" · " if n else "\n") + part.text) for n, part in enumerate(parts))], width, 1.12)


def _spoken(row: KeyNumber, say: Words) -> str:
    before = say("paper.before", value=figure(row.previous, say), what=row.previous_words) if row.previous is not None else ""
    return ", ".join(filter(None, (say("notice.named", name=row.label, value=f"{row.value}{row.unit}"), row.words, before)))


def kinds(found: Month) -> Sequence[str]:
    """What each of the thirty cells is, first to last: counts side by side, not dates."""
    migraine = found.migraine or 0
    return ["migraine"] * migraine + ["headache"] * (found.ached - migraine) + ["open"] * found.open + ["clear"] * (found.clear or 0)


def _cells(sheet: Sheet, x: float, y: float, width: float, found: Month) -> None:
    wide = width / _CELLS
    for i, kind in enumerate(kinds(found)):
        _cell(sheet, x + i * wide + 0.7, y, wide - 1.4, _TALL, kind)


def _cell(sheet: Sheet, x: float, y: float, width: float, height: float, kind: str) -> None:
    box = [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]
    if kind == "migraine":
        sheet.rect(x, y, width, height, fill=BLACK, stroke="0 G", weight=0.7)
    elif kind == "open":
        sheet.shape(sheet.polygon(box), stroke="0 G", weight=0.6, dash="1 1.5")
    else:
        if kind == "headache":
            hatch(sheet, sheet.polygon(box), box, "pain")
        sheet.rect(x, y, width, height, stroke="0 G", weight=0.7)


def _lines(sheet: Sheet, x: float, y: float, width: float, rows: Sequence[KeyNumber], say: Words) -> None:
    """A line where a rule has one and a hollow dot where the number stood before, each with its number below; names where there is room."""
    marks: dict[float, tuple[str, list[str]]] = {}
    for row in rows:
        for cut in row.thresholds:
            if 0 < cut.value < _CELLS:
                marks.setdefault(float(cut.value), (figure(cut.value, say), []))[1].append(row.label)
                _line(sheet, x + width * float(cut.value) / _CELLS, y)
    for row in rows:
        if row.previous is not None:
            at = _before(sheet, x, y + _TALL / 2, width, float(row.previous))
            marks.setdefault((at - x) / width * _CELLS, (figure(row.previous, say), []))[1].append(say("paper.key-hollow"))
    places = sorted(marks)
    for value, after in zip(places, [*places[1:], None], strict=True):
        number, names = marks[value]
        at = x + width * value / _CELLS
        room = (x + width if after is None else x + width * after / _CELLS - 5) - at
        short = lay(Span(number, "narrow-bold", 7), 40)
        left = min(at - short.width / 2, x + width - short.width)
        whole = lay([Span(number + " ", "narrow-bold", 7), Span(", ".join(names), "narrow", 7)], 200)
        if whole.width > room and after is None and at - whole.width > x + width * (places[-2] if len(places) > 1 else 0) / _CELLS + 60:
            left, room = x + width - whole.width, whole.width
        sheet.flow(left, y + _TALL + 4.2, whole if whole.width <= room else short)


def _line(sheet: Sheet, at: float, y: float) -> None:
    """White round it, so that it is seen between black cells."""
    sheet.rule(at, y - 3.0, at, y + _TALL + 3.5, 3.2, colour="1 G")
    sheet.rule(at, y - 3.0, at, y + _TALL + 4.0, 1.4)


def _before(sheet: Sheet, x: float, y: float, width: float, days: float) -> float:
    """The dot, or an arrow at the end where it lies beyond; where it stands."""
    if days > _CELLS:
        end = x + width
        sheet.shape(sheet.polygon([(end - 7, y - 3.6), (end, y), (end - 7, y + 3.6)]), fill=WHITE, stroke="0 G", weight=0.9)
        return end
    at = x + width * max(days, 0) / _CELLS
    sheet.shape(sheet.disc(at, y, 4.2), fill=WHITE)
    sheet.shape(sheet.disc(at, y, 3.0), fill=WHITE, stroke="0 G", weight=1.2)
    return at


def _key(sheet: Sheet, x: float, y: float, kind: str) -> None:
    """The cell of each name: headache days are the hatched and the black ones."""
    if kind == "headache":
        _cell(sheet, x, y, 7.5, 7.5, "migraine")
        _cell(sheet, x + 9, y, 7.5, 7.5, "headache")
    else:
        _cell(sheet, x + 9, y, 7.5, 7.5, kind)
