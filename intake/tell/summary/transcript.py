"""The transcript: every question as it was asked, with the answer, its time and who gave it, or the word for the blank."""

from __future__ import annotations

from dataclasses import replace

from intake.save.record import Entry, Was
from intake.save.say import say
from intake.tell.summary.chart import Chart, Placed
from intake.tell.summary.sheet import Line, Section


def transcript(chart: Chart) -> tuple[Section, ...]:
    """Sections in document order; neighbours with one title are one section.

    What was not asked, and optional questions left blank behind "Add more", close their section in one line each.
    """
    sections: list[Section] = []
    for entry in chart.record.entries:
        title = chart.text(entry) if entry.kind == "group" else ""
        rows = _lines(chart, Placed(entry, (entry.row,) if entry.row else ()), depth=-1)
        if sections and sections[-1].title == title:
            sections[-1] = Section(title, sections[-1].rows + tuple(rows))
        elif rows:
            sections.append(Section(title, tuple(rows)))
    return tuple(Section(section.title, _closed(chart, section)) for section in sections)


def _lines(chart: Chart, placed: Placed, depth: int) -> list[Line]:
    entry, rows = placed
    if entry.kind == "group" and entry.status in ("not-asked", "not-answered"):
        return [_blank_group(chart, entry, max(depth, 0))]
    inner = [line for child in entry.entries for line in _lines(chart, Placed(child, (*rows, child.row) if child.row else rows), depth + 1)]
    if entry.status == "derived" and not entry.answers:
        return inner
    if entry.kind != "group":
        return [_line(chart, placed, max(depth, 0)), *inner]
    if depth < 0 and not entry.row:
        return inner
    for blank in ("not-asked", "not-reached"):
        word = chart.words(f"summary.{blank}")
        if inner and not entry.row and all(line.status == word for line in inner):
            return [replace(_heading(chart, entry, max(depth, 0)), status=word)]
    return [_heading(chart, entry, max(depth, 0)), *inner]


def _heading(chart: Chart, entry: Entry, depth: int) -> Line:
    alike = [placed.entry.row for placed in chart.all(entry.link_id)]
    number = f" ({alike.index(entry.row) + 1})" if entry.row and len(alike) > 1 else ""
    return Line("", entry.link_id, chart.text(entry) + number, mark="", depth=depth, heading=True)


def _blank_group(chart: Chart, entry: Entry, depth: int) -> Line:
    return Line("", entry.link_id, chart.text(entry), status=chart.blank(entry), mark="", depth=depth, heading=True, critical=entry.critical)


def _line(chart: Chart, placed: Placed, depth: int) -> Line:
    entry = placed.entry
    if entry.status == "shown":
        return Line("", entry.link_id, chart.text(entry), mark="", depth=depth)
    return Line(
        number=chart.numbers.get(placed.address, ""),
        link_id=entry.link_id,
        question=chart.text(entry),
        answers=_told(chart, entry),
        status=chart.blank(entry),
        mark=entry.mark,
        time=clock(entry.at),
        was=tuple(_was(chart, one) for one in entry.was),
        depth=depth,
        typed=any(said.typed for said in entry.answers),
        critical=entry.critical,
    )


def _told(chart: Chart, entry: Entry) -> tuple[str, ...]:
    """The answers, the last one with the language it was typed in where that is not the provider's."""
    *before, last = chart.answers(entry) or ("",)
    written = chart.written(entry)
    return (*before, f"{last} {written}".strip()) if last or before else ()


def _was(chart: Chart, was: Was) -> str:
    words = ", ".join(say(one, chart.language) for one in was.display)
    if was.status != "answered":
        words = chart.words("summary.declined" if was.status == "declined" else "summary.cleared")
    return f"{clock(was.at)} {words}".strip()


def clock(at: str) -> str:
    """The time of day of a UTC ISO time: "13:41". The document says once that times are UTC."""
    return at.partition("T")[2][:5]


def _closed(chart: Chart, section: Section) -> tuple[Line, ...]:
    """The rows with something in them, then a line for each kind of blank: none is lost, and none costs a line of its own."""
    rows = section.rows
    for status, named in (("not-answered", lambda row: not row.number and not row.heading), ("not-asked", lambda row: True), ("not-reached", lambda row: True)):
        word = chart.words(f"summary.{status}")
        blank = [row for row in rows if row.status == word and row.link_id and named(row)]
        rows = tuple(row for row in rows if row not in blank)
        if blank:
            names = dict.fromkeys(row.question for row in blank)
            if len(names) > 1:
                names.pop(section.title, None)
            rows = (*rows, Line("", "", " · ".join(names), status=word, mark=""))
    return rows
