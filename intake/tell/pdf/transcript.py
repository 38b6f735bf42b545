"""Transcript: every question by topic with its answer or the word for its absence; rows split at any line and go on."""

from __future__ import annotations

from dataclasses import dataclass, field

from intake.ask.words import Words, words
from intake.tell.pdf.blocks import DOTS, Item, Left, Places
from intake.tell.pdf.flow import Flow, Span, lay
from intake.tell.pdf.frame import Frame
from intake.tell.pdf.paper import Sheet, baseline
from intake.tell.pdf.sanitise import bounded, squeezed
from intake.tell.pdf.tags import Node
from intake.tell.summary import Line, Summary

_NUMBER, _MARK = 30.0, 44.0
_ASK = 0.54
_SIZE = 8.2
_PAD = 3.0
_STATUS_KEYS = {"not asked": "asked-not", "not answered": "not-answered-word", "declined": "declined-word"}


@dataclass(slots=True)
class Row:
    """One row of a table: texts by column, the columns' places and widths, and how it is tagged."""

    cells: tuple[tuple[float, float, Flow], ...]
    refs: str = ""
    indent: float = 0.0
    node: Node | None = None
    rule: bool = True

    @property
    def lines(self) -> int:
        return max((len(flow.lines) for _, _, flow in self.cells), default=1)

    @property
    def leading(self) -> float:
        return max((flow.leading for _, _, flow in self.cells), default=10.0)


@dataclass(slots=True)
class Title:
    text: str
    key: str = ""
    level: int = 1

    def laid(self, width: float) -> Flow:
        text = bounded(self.text, 400)
        return lay(Span(text.upper() if self.level == 1 else text, "bold", 9.0 if self.level == 1 else 8.4), width)


@dataclass(slots=True)
class Placed:
    """A part of a row (lines `start` to `stop`) or a title, at a height on a page."""

    what: Row | Title | Picture
    y: float
    start: int = 0
    stop: int = 0


@dataclass(slots=True)
class Picture:
    """The signature: a PNG already checked, and how large it is drawn."""

    png: bytes
    width: float
    height: float
    alt: str = ""


@dataclass(slots=True)
class Pages:
    """The measured pages after page one."""

    frame: Frame
    pages: list[list[Placed]] = field(default_factory=list)
    places: dict[str, int] = field(default_factory=dict)
    y: float = 0.0

    def turn(self) -> None:
        self.pages.append([])
        self.y = self.frame.top + 2.0

    def room(self) -> float:
        return self.frame.bottom - 4.0 - self.y

    def put(self, what: Row | Title | Picture) -> None:
        """Place a row, a title or a picture; a row that does not fit goes on, line by line, on the next page."""
        if not self.pages:
            self.turn()
        if isinstance(what, Title):
            need = what.laid(self.frame.content).height + (11.0 if what.level == 1 else 6.0)
            if self.room() < need + 24.0:
                self.turn()
            if what.key:
                self.places.setdefault(what.key, len(self.pages) + 1)
            self._place(what, need)
        elif isinstance(what, Picture):
            if self.room() < what.height + 6:
                self.turn()
            self._place(what, what.height + 6)
        else:
            self._row(what)

    def keep(self, group: list[Row | Title | Picture]) -> None:
        """Place these on one page when one page can hold them."""
        if self.pages and self.room() < sum(map(self._need, group)) < self.frame.bottom - self.frame.top - 6.0:
            self.turn()
        for what in group:
            self.put(what)

    def _need(self, what: Row | Title | Picture) -> float:
        if isinstance(what, Title):
            return what.laid(self.frame.content).height + 11.0
        return what.height + 6.0 if isinstance(what, Picture) else what.lines * what.leading + _PAD

    def _place(self, what: Row | Title | Picture, height: float, start: int = 0, stop: int = 0) -> None:
        self.pages[-1].append(Placed(what, self.y, start, stop))
        self.y += height

    def _row(self, row: Row) -> None:
        start, total, leading = 0, row.lines, row.leading
        while True:
            fits = int((self.room() - _PAD) / leading)
            if fits < min(total - start, 2) and self.pages[-1]:
                self.turn()
                continue
            fits = max(fits, 1)  # an empty page takes at least a line, whatever the frame left of it
            stop = min(total, start + fits)
            self._place(row, (stop - start) * leading + _PAD, start, stop)
            if stop >= total:
                return
            start = stop
            self.turn()


def plan(summary: Summary, left: tuple[Left, ...], frame: Frame, rest: list[list[Row | Title | Picture]]) -> Pages:
    """Measure every page after the first: what page one left, the questions by topic, then the groups of `rest`, each kept together."""
    pages, say, width = Pages(frame), words(summary.language), frame.content
    if left:
        for part in left:
            pages.put(Title(say("paper.from-page-one", title=part.title), part.key))
            for item in part.items:
                pages.put(item_row(item, width))
    pages.put(Title(say("paper.transcript"), "transcript"))
    pages.put(legend(width, say))
    for section in summary.transcript:
        pages.put(Title(section.title, f"section:{section.title}", 2))
        for line in section.rows:
            pages.put(question_row(line, width, say))
    for group in rest:
        pages.keep(group)
    return pages


def item_row(item: Item, width: float) -> Row:
    name = width * 0.32
    return Row((
        (0.0, name - 8, lay(Span(squeezed(item.label), "narrow-bold", _SIZE), name - 8)),
        (name, width - name, lay([Span(squeezed(item.text) or "–", "narrow", _SIZE), Span("   " + " ".join(item.refs) if item.refs else "", "narrow", 7.2)], width - name)),
    ))


def legend(width: float, say: Words) -> Row:
    return Row(((0.0, width, lay(Span(say("paper.transcript-legend"), "narrow", 7.4), width)),), rule=False)


def question_row(line: Line, width: float, say: Words) -> Row:
    """No · question · answer · mark and time. A blank prints its word in bold."""
    indent = min(line.depth, 4) * 8.0
    at = _NUMBER + indent
    ask = width * _ASK - at - 10
    told = width * (1 - _ASK) - _MARK - 10
    if line.heading:
        return Row(((at if line.number else indent, width - at, lay(Span(line.question, "narrow-bold", _SIZE), width - at)),), rule=False)
    answer: list[Span] = []
    if line.status:
        answer = [Span(say(f"paper.{_STATUS_KEYS[line.status]}") if line.status in _STATUS_KEYS else line.status, "narrow-bold", _SIZE)]
    else:
        for i, text in enumerate(line.answers):
            join = "" if not i else "\n" if line.typed else "  ·  "
            answer.append(Span(join + squeezed(text), "regular" if line.typed else "medium", _SIZE - 0.4))
    if line.was:
        answer.append(Span("\n" + say("paper.was", was=squeezed("; ".join(line.was))), "narrow", 7.6))
    mark = " ".join(part for part in (line.mark if not line.status or line.time else "", line.time) if part)
    return Row((
        (0.0, _NUMBER, lay(Span(line.number, "narrow", 7.6), _NUMBER)),
        (at, ask, lay(Span(squeezed(line.question), "narrow", _SIZE), ask)),
        (width * _ASK, told, lay(answer or [Span("", "narrow", _SIZE)], told)),
        (width - _MARK, _MARK, lay(Span(mark, "narrow", 7.4), _MARK)),
    ))


def draw(pages: Pages, sheet: Sheet, placed: list[Placed], x: float, places: Places) -> None:
    """One measured page."""
    width = pages.frame.content
    for part in placed:
        if isinstance(part.what, Title):
            _title(sheet, x, part, width)
        elif isinstance(part.what, Picture):
            picture = part.what
            with sheet.tag("Figure", alt=picture.alt):
                sheet.rect(x + _NUMBER, part.y, picture.width + 8, picture.height + 4, stroke="0 G", weight=0.5)
                sheet.image(x + _NUMBER + 4, part.y + 2, picture.width, picture.height, picture.png)
        else:
            _draw_row(sheet, x, part, width, places.say)


def _title(sheet: Sheet, x: float, part: Placed, width: float) -> None:
    title = part.what
    top = part.y + (6.0 if title.level == 1 else 4.0)
    with sheet.artifact():
        sheet.rule(x, top, x + width, top, 1.0 if title.level == 1 else 0.6)
    with sheet.tag(f"H{title.level + 1}"):
        sheet.flow(x, top + 2.0, title.laid(width))
    sheet.paper.bookmark(title.text, sheet, title.level - 1)


def _draw_row(sheet: Sheet, x: float, part: Placed, width: float, say: Words) -> None:
    row = part.what
    if row.node is None:
        row.node = Node("TR")
        sheet.paper.stack[-1].children.append(row.node)
    with sheet.within(row.node):
        if row.rule and not part.start:
            with sheet.artifact():
                sheet.rule(x, part.y, x + width, part.y, 0.4, DOTS)
        for i, (dx, wide, flow) in enumerate(row.cells):
            slice_ = flow.part(part.start, part.stop)
            first = part.y + 1.2 + baseline(flow) + (row.leading - flow.leading) / 2
            with sheet.tag("TD"):
                for n, line in enumerate(slice_.lines):
                    if line.pieces:
                        sheet.line(x + dx + (wide - line.width if line.rtl else 0.0), first + n * row.leading, line)
            if part.start and i == 1:
                with sheet.artifact():
                    sheet.flow(x, part.y + 1.2, lay(Span(say("paper.continued"), "narrow", 7), _NUMBER))
