"""Rows: what the pages after the first are made of: paragraphs, entries of lists, facts, and a question with its answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from intake.ask.words import Words, words
from intake.tell.pdf.later.columns import Cell, Row
from intake.tell.pdf.paper.blocks import Item
from intake.tell.pdf.paper.tags import Node
from intake.tell.pdf.text.flow import Flow, Span, lay
from intake.tell.pdf.text.sanitise import squeezed
from intake.tell.summary import Line, Summary

SIZE = 8.0
SMALL = 7.2
NUMBER = 27.0
_MARK, _TIMED = 10.0, 28.0
_GAP = 8.0
"""The least white between a question and an answer on one line."""
_STEP = 10.0
"""How far an answer under its question is moved in."""


@dataclass(frozen=True, slots=True)
class Measure:
    """The widths of a column: the whole, and how much of it the mark takes (more where times were kept)."""

    width: float
    mark: float
    say: Words

    @property
    def text(self) -> float:
        return self.width - NUMBER - self.mark - 3.0


def measured(summary: Summary, width: float) -> Measure:
    timed = any(line.time for section in summary.transcript for line in section.rows)
    return Measure(width, _TIMED if timed else _MARK, words(summary.language))


def paragraph(spans: Span | Iterable[Span], width: float, *, kind: str = "P", inside: Node | None = None, rule: bool = False, x: float = 0.0) -> Row:
    """Words over the whole column."""
    node = Node(kind)
    body = Node("LBody") if kind == "LI" else node
    return Row((Cell(x, width - x, lay(spans, width - x), body),), node, inside, rule=rule)


def items(told: Iterable[Item], width: float) -> Iterator[Row]:
    """Entries of a list: the label bold, the words after it, then where it was asked."""
    inside = Node("L")
    for item in told:
        yield item_row(item, width, inside)


def item_row(item: Item, width: float, inside: Node | None = None) -> Row:
    """One entry of a list."""
    spans = [Span(squeezed(item.label) + "   ", "narrow-bold", SIZE)] if item.label else []
    spans.append(Span(squeezed(item.text) or "–", "narrow", SIZE))
    if item.refs:
        spans.append(Span("   " + " ".join(item.refs), "narrow", SMALL))
    row = paragraph(spans, width, kind="LI", inside=inside or Node("L"), rule=bool(item.label))
    row.pad = 3.0 if item.label else 1.4
    return row


def checksum(label: str, digits: str, width: float, inside: Node) -> Row:
    """A SHA-256 under its name, in type so small that no digit goes over the edge of the narrowest column."""
    spans = [Span(f"{squeezed(label)}\n", "narrow-bold", SIZE), Span(halved(squeezed(digits), width, SMALL), "narrow", SMALL)]
    return paragraph(spans, width, kind="LI", inside=inside, rule=True)


def halved(digits: str, width: float, size: float) -> str:
    """The digits on one line where this size can, else on two of one length: never one digit alone on a line."""
    half = len(digits) // 2
    return digits if len(lay(Span(digits, "narrow", size), width).lines) == 1 else f"{digits[:half]}\n{digits[half:]}"


def fact(label: str, value: str, width: float, inside: Node, *, mark: str = "", style: str = "medium") -> Row:
    """A row of facts: what it is, and its value at the right edge where one line holds both, else below."""
    room = width - (_MARK + 3.0 if mark else 0.0)
    name = lay(Span(squeezed(label), "narrow", SIZE), room)
    cells = [Cell(0.0, room, name, Node("TH", scope="Row")), *_below(Span(squeezed(value), style, SIZE), name, 0.0, room)]
    if mark:
        cells.append(Cell(width - _MARK, _MARK, small(mark, _MARK), Node("TD"), cells[1].first, True))
    return Row(tuple(cells), Node("TR"), inside)


def _below(spans: Span | list[Span], asked: Flow, x: float, room: float, lang: str = "") -> list[Cell]:
    """The answer: one line at the right edge, beside the last line of its question where both fit; more lines stand below, moved in."""
    cell = Node("TD", lang=lang)
    told = lay(spans, room - _STEP)
    if len(told.lines) == 1:
        beside = asked.lines[-1].width + _GAP + told.width <= room and not asked.lines[-1].rtl
        return [Cell(x, room, told, cell, len(asked.lines) - beside, True)]
    return [Cell(x + _STEP, room - _STEP, told, cell, len(asked.lines))]


@lru_cache(maxsize=4096)
def small(text: str, width: float, style: str = "narrow") -> Flow:
    """A number or a mark; the same few come back hundreds of times."""
    return lay(Span(text, style, SMALL), width)


def question(line: Line, measure: Measure, inside: Node) -> Row:
    """No · question · answer · mark and time. A blank prints its word in bold."""
    x = NUMBER + min(line.depth, 4) * 5.0
    room = measure.text - (x - NUMBER)
    head = Node("TH", scope="Row")
    asked = lay(Span(squeezed(line.question), "narrow", SIZE), room)
    told = _below(answer(line, measure.say), asked, x, room, line.language)
    mark = mark_of(line)
    cells = [Cell(0.0, NUMBER, small(line.number, NUMBER), head), Cell(x, room, asked, head), *told]
    cells.append(Cell(measure.width - measure.mark, measure.mark, small(mark, measure.mark), Node("TD"), told[0].first, True))
    return Row(tuple(cells), Node("TR"), inside, resume=measure.say("paper.continued"))


def answer(line: Line, say: Words, join: str = "  ·  ") -> list[Span] | Span:
    """What was said: ticks on one line, typed texts each on their own, a blank in bold if the question was put; before it, what it was before."""
    told: list[Span] = []
    if line.was:
        told.append(Span(say("paper.was", was=squeezed("; ".join(line.was))) + " ", "narrow", SIZE))
    if line.answers or not line.status:
        told.append(Span(("\n" if line.typed else join).join(map(squeezed, line.answers)) or "–", "regular" if line.typed else "medium", SIZE - 0.2))
    if line.status:  # an answer that was not understood stands as it was typed, with the word for it
        told.append(Span(" " * bool(line.answers) + say("paper.blank", status=line.status), "narrow-bold" if line.number else "narrow", SIZE))
    if line.was and line.time:
        told.append(Span(f" ({line.time})", "narrow", SIZE))
    return told[0] if len(told) == 1 else told


def mark_of(line: Line) -> str:
    """Who gave the answer, and when where that was kept. A question nobody touched has neither."""
    return " ".join(part for part in (line.mark if line.answers or not line.status or line.time else "", line.time) if part)
