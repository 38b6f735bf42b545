"""Transcript: every question by topic with its answer or the word for its absence, in two columns a page."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from intake.ask.words import words
from intake.tell.pdf.later.columns import Pages, Part, Title, column
from intake.tell.pdf.later.repeats import repeated
from intake.tell.pdf.later.rows import SIZE, SMALL, Measure, items, measured, paragraph, question
from intake.tell.pdf.paper.blocks import Block, Left
from intake.tell.pdf.paper.frame import Frame
from intake.tell.pdf.paper.tags import Node
from intake.tell.pdf.picture.figure import large
from intake.tell.pdf.text.flow import Span
from intake.tell.pdf.text.sanitise import squeezed
from intake.tell.summary import Line, Section, Summary


def plan(summary: Summary, left: tuple[Left, ...], frame: Frame, rest: list[Part], sign: list[Block]) -> Pages:
    """Measure every page after the first: what page one left, the questions by topic, then the body map, `rest`, and where the last page has room, lines to `sign` on."""
    say = words(summary.language)
    pages, width = Pages(frame, say), column(frame)
    measure = measured(summary, width)
    parts: list[Part] = []
    for part in left:
        parts.append(Title(say("paper.from-page-one", title=part.title), part.key))
        parts.extend(items(part.items, width))
    parts.append(Title(say("paper.transcript"), "transcript"))
    parts.append(paragraph(Span(say("paper.transcript-legend"), "narrow", SMALL), width))
    for section in summary.transcript:
        parts.extend(section_parts(section, measure))
    where = large(summary, frame.content)
    if where:
        pages.pour(parts)
        pages.band(where, rest, sign[-1].height)
        pages.pour(rest)
    else:
        pages.pour([*parts, *rest])
    if pages.holds(sign[-1]):  # page one has a line to sign on in any case
        pages.band(sign)
    return pages


def section_parts(section: Section, measure: Measure) -> Iterator[Part]:
    """A topic: its title, its questions, a repeating group as one table, and a paragraph for each kind of blank."""
    if section.title:
        yield Title(section.title, f"section:{section.title}", 2)
    for (group, kind), run in groupby(section.rows, key=lambda line: (line.group, "" if line.group else _kind(line))):
        lines = list(run)
        if group:
            yield from repeated(lines, measure)
        elif kind == "question":
            table = Node("Table")
            yield from (question(line, measure, table) for line in lines)
        elif kind == "shown":
            text = "  ·  ".join(squeezed(line.question) for line in lines)
            yield paragraph([Span(measure.say("paper.shown") + " ", "narrow-bold", SMALL), Span(text, "narrow", SMALL)], measure.width)
        else:
            yield from (named(line, measure) for line in lines)


def _kind(line: Line) -> str:
    if line.heading or (line.status and not line.link_id):
        return "named"
    return "question" if line.answers or line.status or line.number else "shown"


def named(line: Line, measure: Measure) -> Part:
    """The heading of a group within a topic, or the questions of a topic that share one kind of blank."""
    if line.link_id and not line.status:
        row = paragraph(Span(squeezed(line.question), "narrow-bold", SIZE), measure.width, x=min(line.depth, 4) * 5.0)
        row.keep = True
        return row
    said = measure.say("paper.closing", status=line.status[:1].upper() + line.status[1:])
    return paragraph([Span(said + " ", "narrow-bold", SMALL), Span(squeezed(line.question), "narrow", SMALL)], measure.width, rule=True)
