"""Columns: measured rows, titles and blocks poured into two columns a page; a row goes on at any line, a title never stands alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from intake.ask.words import Words
from intake.tell.pdf.paper.blocks import Block
from intake.tell.pdf.paper.frame import Frame
from intake.tell.pdf.paper.tags import Node
from intake.tell.pdf.text.flow import Flow, Span, lay
from intake.tell.pdf.text.sanitise import bounded

GUTTER = 18.0
"""Points between the two columns."""
_RUNNING = 10.0
_BAND = 5.0
_LEAST = 42.0
"""A page with less room than this is full."""
LONG = 12
"""A row of more lines than this must be able to split."""
_TOGETHER = 380.0
"""What is kept together is at most this high."""
_TRIES = 9
"""Halvings of the height when the columns of a last page are made even: to about a point."""


@dataclass(slots=True)
class Cell:
    """Text at a place in a row: `x` and `first` (a line) from the row's corner. Cells that share a node are one element."""

    x: float
    width: float
    flow: Flow
    node: Node
    first: int = 0
    right: bool = False

    @property
    def stop(self) -> int:
        return self.first + len(self.flow.lines)


@dataclass(slots=True)
class Row:
    """One row: a TR of a Table, an LI of an L, or a P of its own where `inside` is None. `keep`: never apart from what follows."""

    cells: tuple[Cell, ...]
    node: Node
    inside: Node | None = None
    pad: float = 3.0
    rule: bool = True
    keep: bool = False
    resume: str = ""  # said in the margin where the row goes on
    under: Row | None = None  # the heads of its columns, drawn again where a column of the page begins with it
    lines: int = 1
    leading: float = 10.0

    def __post_init__(self) -> None:
        self.lines = max((cell.stop for cell in self.cells), default=1)
        self.leading = max((cell.flow.leading for cell in self.cells), default=10.0)
        self.keep = self.keep and self.lines <= LONG

    @property
    def height(self) -> float:
        return self.lines * self.leading + self.pad


@dataclass(slots=True)
class Title:
    """A heading: level 1 the parts of the document, level 2 the topics. `key` is how page one finds it."""

    text: str
    key: str = ""
    level: int = 1
    keep: bool = True
    flow: Flow = field(init=False)

    def __post_init__(self) -> None:
        self.flow = lay(Span("", "bold", 8), 100.0)

    def fit(self, width: float) -> None:
        text = bounded(self.text, 400)
        self.flow = lay(Span(text.upper(), "bold", 8.4) if self.level == 1 else Span(text, "bold", 8.6), width)

    @property
    def height(self) -> float:
        return self.flow.height + (11.0 if self.level == 1 else 8.0)


@dataclass(slots=True)
class Solid:
    """A block that is never split: a picture, a box, ruled lines."""

    block: Block
    keep: bool = False

    @property
    def height(self) -> float:
        return self.block.height


Part = Row | Title | Solid


def column(frame: Frame) -> float:
    """The width of one of two columns."""
    return (frame.content - GUTTER) / 2


@dataclass(slots=True)
class Placed:
    """A part, or lines `start` to `stop` of a row, at a place on a page measured from the left margin. `again`: a running head."""

    what: Part | Flow
    x: float
    y: float
    start: int = 0
    stop: int = 0
    again: bool = False


@dataclass(slots=True)
class Pages:
    """The measured pages after page one."""

    frame: Frame
    say: Words
    pages: list[list[Placed]] = field(default_factory=list)
    places: dict[str, int] = field(default_factory=dict)
    y: float = 0.0

    def turn(self) -> None:
        self.pages.append([])
        self.y = self.frame.top + 2.0

    def room(self) -> float:
        return self.frame.bottom - 4.0 - self.y

    @property
    def fresh(self) -> bool:
        return not self.pages[-1]

    def pour(self, parts: Sequence[Part], columns: int = 2) -> None:
        """Place these in as many columns, page after page; on the last page the columns end at about one height."""
        if not self.pages:
            self.turn()
        width = column(self.frame) if columns == 2 else self.frame.content
        for part in parts:
            if isinstance(part, Title):
                part.fit(width)
        needs, heads = _needs(parts), _heads(parts, width, self.say)
        at = start = 0
        while at < len(parts):
            if not self.fresh and self.room() < _LEAST:
                self.turn()
            room = self.room()
            filled = [_Column(parts, needs, heads, at, start, room, forced=self.fresh)]
            for _ in range(columns - 1):
                filled.append(_Column(parts, needs, heads, filled[-1].at, filled[-1].start, room, forced=self.fresh))
            if filled[-1].at == at and filled[-1].start == start:
                self.turn()
                continue
            if filled[-1].at >= len(parts) and columns > 1:
                filled = _even(parts, needs, heads, at, start, room, columns) or filled
            for number, one in enumerate(filled):
                self._keep(one, number * (width + GUTTER))
            at, start = filled[-1].at, filled[-1].start
            self.y += max(one.height for one in filled)
            if at < len(parts):
                self.turn()

    def band(self, variants: Sequence[Block], then: Sequence[Part] = (), last: float = 0.0) -> None:
        """Place a block over the whole width: the largest that leaves room on its page for all of `then` and `last` points, else the largest there is room for."""
        if not self.pages:
            self.turn()
        self.y += _BAND
        if all(block.height > self.room() for block in variants):
            self.turn()
        able = [block for block in variants if block.height <= self.room()] or list(variants[-1:])
        chosen = next((block for block in able if self._ends(then, self.room() - block.height - last - 2 * _BAND)), able[0])
        self.pages[-1].append(Placed(Solid(chosen), 0.0, self.y))
        self.y += chosen.height + _BAND

    def holds(self, block: Block) -> bool:
        """Whether the page that is being filled has room for this block over its whole width."""
        return bool(self.pages) and _BAND + block.height <= self.room()

    def _ends(self, parts: Sequence[Part], room: float) -> bool:
        """Whether two columns of this height hold all of these."""
        width = column(self.frame)
        for part in parts:
            if isinstance(part, Title):
                part.fit(width)
        needs, heads = _needs(parts), _heads(parts, width, self.say)
        first = _Column(parts, needs, heads, 0, 0, room, forced=False)
        return _Column(parts, needs, heads, first.at, first.start, room, forced=False).at >= len(parts)

    def _keep(self, column: _Column, x: float) -> None:
        for part in column.placed:
            part.x, part.y = x, part.y + self.y
            self.pages[-1].append(part)
            if isinstance(part.what, Title) and part.what.key:
                self.places.setdefault(part.what.key, len(self.pages) + 1)


def _needs(parts: Sequence[Part]) -> list[float]:
    """How much room each part asks for before it begins: what is kept together with it, then two lines of what follows."""
    needs = [0.0] * (len(parts) + 1)
    for n in range(len(parts) - 1, -1, -1):
        part = parts[n]
        if part.keep:
            together = part.height + needs[n + 1]
            needs[n] = together if together <= _TOGETHER else part.height + 2 * _RUNNING
        elif isinstance(part, Row) and part.lines > 3:
            needs[n] = 2 * part.leading + part.pad
        else:
            needs[n] = part.height
    return needs


def _heads(parts: Sequence[Part], width: float, say: Words) -> list[Flow | Row | None]:
    """The running head of a column that begins at this part: the heads of the table, else the topic that goes on."""
    heads: list[Flow | Row | None] = []
    now: Flow | None = None
    for part in parts:
        if isinstance(part, Title):
            heads.append(None)
            now = lay(Span(f"{bounded(part.text, 60)} {say('paper.continued')}", "narrow-bold", 7.4), width).part(0, 1)
        else:
            heads.append(part.under if isinstance(part, Row) and part.under else now)
    return heads


class _Column:
    """One column being filled from part `at`, line `start`, in `room` points. `forced`: something is placed whatever its height."""

    def __init__(self, parts: Sequence[Part], needs: list[float], heads: list[Flow | Row | None], at: int, start: int, room: float, *, forced: bool):
        self.placed: list[Placed] = []
        self.at, self.start, self.height, self.room = at, start, 0.0, room
        head = heads[at] if at < len(parts) and room > 2 * _LEAST else None
        if head is not None:
            self._put(head, head.height if isinstance(head, Row) else _RUNNING, 0, head.lines if isinstance(head, Row) else 0, again=True)
        empty = len(self.placed)
        while self.at < len(parts):
            part = parts[self.at]
            whole = forced and len(self.placed) == empty
            if isinstance(part, Row) and not part.keep:
                if not self._lines(part, whole) or self.start:
                    break
                continue
            if needs[self.at] > room - self.height + 0.01 and not whole:
                break
            self._put(part, part.height, 0, part.lines if isinstance(part, Row) else 0)
            self.at += 1
        if len(self.placed) == empty:
            self.placed, self.height = [], 0.0

    def _put(self, what: Part | Flow, height: float, start: int, stop: int, *, again: bool = False) -> None:
        self.placed.append(Placed(what, 0.0, self.height, start, stop, again))
        self.height += height

    def _lines(self, row: Row, whole: bool) -> bool:
        """As many lines of a row as there is room for; `start` tells where it goes on. False when it has to wait."""
        fits = int((self.room - self.height - row.pad + 0.01) / row.leading)
        left = row.lines - self.start
        if fits < left and (fits < 2 or (row.lines <= 3 and not self.start)):
            if not whole:
                return False
            fits = max(fits, 1)
        stop = min(row.lines, self.start + fits)
        if row.lines - stop == 1 and fits > 2:
            stop -= 1  # no line alone at the top of a column
        self._put(row, (stop - self.start) * row.leading + row.pad, self.start, stop)
        self.start = 0 if stop >= row.lines else stop
        self.at += not self.start
        return True


def _even(parts: Sequence[Part], needs: list[float], heads: list[Flow | Row | None], at: int, start: int, room: float, columns: int) -> list[_Column] | None:
    """The lowest columns that hold all that is left."""
    best, low, high = None, 0.0, room
    for _ in range(_TRIES):
        middle = (low + high) / 2
        filled: list[_Column] = []
        for _ in range(columns):
            filled.append(_Column(parts, needs, heads, filled[-1].at if filled else at, filled[-1].start if filled else start, middle, forced=False))
        if filled[-1].at >= len(parts):
            best, high = filled, middle
        else:
            low = middle
    return best
