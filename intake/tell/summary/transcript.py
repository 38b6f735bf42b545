"""The transcript: every question as it was asked, with the answer, its time and who gave it, or the word for the blank."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace

from intake.save.record import Entry, Was
from intake.save.say import say
from intake.tell.summary.chart import Chart, Placed, by_topic
from intake.tell.summary.sheet import Line, Section


def transcript(chart: Chart) -> tuple[Section, ...]:
    """Sections in the order of their first question; parts of the form with one title are one section.

    What was not asked, and optional questions left blank behind "Add more", close their section in one line each;
    sections without any answer are named together in one last section.
    """
    sections: list[Section] = []
    for entry in by_topic(chart.record.entries):
        title = chart.text(entry) if entry.kind == "group" else ""
        rows = _lines(chart, Placed(entry, (entry.row,) if entry.row else ()), depth=-1)
        if sections and sections[-1].title == title:
            sections[-1] = Section(title, sections[-1].rows + tuple(rows))
        elif rows:
            sections.append(Section(title, tuple(rows)))
    closed = [Section(section.title, _closed(chart, section)) for section in sections]
    full = [section for section in closed if any(row.link_id for row in section.rows) or not section.title]
    return (*full, *_empty(chart, [section for section in closed if section not in full]))


def _empty(chart: Chart, sections: list[Section]) -> tuple[Section, ...]:
    """The sections of which nothing was asked, or nothing was reached, by name: a line for each kind of blank."""
    told: dict[str, list[str]] = {}
    others = chart.words("summary.topic-rest")
    for section in sections:
        for row in section.rows:
            told.setdefault(row.status, []).append(section.title if row.question == others else f"{section.title} ({row.question})")
    rows = tuple(Line("", "", " · ".join(names), status=status, mark="") for status, names in told.items())
    return (Section(chart.words("summary.sections-blank"), rows),) if rows else ()


def _lines(chart: Chart, placed: Placed, depth: int) -> list[Line]:
    entry, rows = placed
    if entry.kind == "group" and entry.status in ("not-asked", "not-answered"):
        return [_blank_group(chart, entry, max(depth, 0))]
    inner = [line for child in entry.entries for line in _lines(chart, Placed(child, (*rows, child.row) if child.row else rows), depth + 1)]
    if entry.status == "derived" and not entry.answers:
        return inner
    if entry.kind != "group":
        return [_line(chart, placed, max(depth, 0)), *inner]
    if entry.row:
        which = 1 + [one.entry.row for one in chart.all(entry.link_id)].index(entry.row)
        inner = [line if line.group else replace(line, group=entry.link_id, row=which) for line in inner]
    if depth < 0 and not entry.row:
        return inner
    for blank in ("not-asked", "not-reached"):
        word = chart.words(f"summary.{blank}")
        if inner and not entry.row and all(line.status == word for line in inner):
            return [replace(_heading(chart, entry, max(depth, 0)), status=word)]
    return [_heading(chart, entry, max(depth, 0)), *inner]


def _heading(chart: Chart, entry: Entry, depth: int) -> Line:
    alike = [placed.entry.row for placed in chart.all(entry.link_id)]
    which = 1 + alike.index(entry.row) if entry.row else 0
    number = f" ({which})" if len(alike) > 1 and which else ""
    return Line("", entry.link_id, chart.text(entry) + number, mark="", depth=depth, heading=True, label=chart.text(entry), group=entry.link_id if which else "", row=which)


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
        label=chart.label(entry),
        language=chart.tongue(entry),
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
    time = clock(was.at)
    return f"{words} ({time})" if time else words


def clock(at: str) -> str:
    """The time of day of a UTC ISO time: "13:41". The document says once that times are UTC."""
    return at.partition("T")[2][:5]


def _closed(chart: Chart, section: Section) -> tuple[Line, ...]:
    """The rows with something in them, then a line for each kind of blank: none is lost, and none costs a line of its own.

    A question of a repeating group keeps its rows when one of them holds something else.
    """
    rows = section.rows
    kinds: tuple[tuple[str, Callable[[Line], bool]], ...] = (
        ("not-answered", lambda row: not row.number and not row.heading), ("not-asked", lambda row: True), ("not-reached", lambda row: True))
    for status, named in kinds:
        word = chart.words(f"summary.{status}")
        held = {row.link_id for row in rows if row.group and not (row.status == word and named(row))}
        blank = [row for row in rows if row.status == word and row.link_id and named(row) and not (row.group and row.link_id in held)]
        gone = set(map(id, blank))
        rows = tuple(row for row in rows if id(row) not in gone)
        if blank:
            rows = (*rows, Line("", "", " · ".join(_names(blank, section.title, chart.words("summary.topic-rest"))), status=word, mark=""))
    return rows


def _names(blank: list[Line], title: str, others: str) -> list[str]:
    """Each blank question once by its short words; how many where several ask in the same words; `others` for parts of the topic without a name of their own."""
    parts = [row for row in blank if row.heading and row.question == title]
    asked = [row for row in blank if row not in parts]
    counts = Counter(row.label or row.question for row in {(row.link_id, row.label or row.question): row for row in asked}.values())
    names = [name if count == 1 else f"{name} (× {count})" for name, count in counts.items()]
    return [*names, others] if parts else names
