"""Repeats: the rows of a repeating group side by side: one table for past injections, treatments, medicines, goals."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from intake.tell.pdf.later.columns import Cell, Part, Row
from intake.tell.pdf.later.rows import NUMBER, SIZE, SMALL, Measure, answer, mark_of, paragraph, question, small
from intake.tell.pdf.paper.tags import Node
from intake.tell.pdf.text.flow import Flow, Span, lay
from intake.tell.pdf.text.sanitise import squeezed
from intake.tell.summary import Line

_ACROSS = 3
"""At most so many rows of a group stand side by side."""
_FEW = 4
"""A group with at most so many questions has a line a row; one with more has a column a row."""
_WHOLE = 5
"""A table of at most so many lines is not split."""
_SHORT = 56
"""Characters of an answer that a narrow column takes; a longer one stands below the table in the whole width."""
_EDGE = 4.0


def repeated(lines: list[Line], measure: Measure) -> Iterator[Part]:
    """The consecutive lines of one repeating group."""
    rows = {row: list(run) for row, run in groupby(lines, key=lambda line: line.row)}
    title = next((line.label or line.question for line in lines if line.heading), "")
    asked = _questions(rows)
    plain = len(rows) < 2 or any(line.heading for told in rows.values() for line in told[1:]) or not asked
    if plain:
        yield from _plain(lines, measure)
        return
    short = [link for link, told in asked.items() if all(_fits(line) for line in told.values())]
    long = [link for link in asked if link not in short]
    widths = _widths([asked[link] for link in short], measure) if 0 < len(short) <= _FEW else []
    if widths:
        yield from _listed(title, rows, [asked[link] for link in short], widths, measure)
    elif short:
        yield from _banded(title, list(rows), [asked[link] for link in short], measure)
    else:
        yield _title(title, measure)
    table = Node("Table")
    for link in long:
        yield _stacked(asked[link], measure, table)


def _questions(rows: dict[int, list[Line]]) -> dict[str, dict[int, Line]]:
    """Questions in the order of the form, each with its lines by row."""
    order: list[str] = []
    for told in rows.values():
        at = 0
        for line in told:
            if line.heading:
                continue
            if line.link_id in order:
                at = order.index(line.link_id) + 1
            else:
                order.insert(at, line.link_id)
                at += 1
    return {link: {row: line for row, told in rows.items() for line in told if line.link_id == link and not line.heading} for link in order}


def _plain(lines: list[Line], measure: Measure) -> Iterator[Part]:
    table = Node("Table")
    for line in lines:
        if line.heading:
            table = Node("Table")
            row = paragraph(Span(squeezed(line.question), "narrow-bold", SIZE), measure.width)
            row.keep = True
            yield row
        else:
            yield question(line, measure, table)


def _fits(line: Line) -> bool:
    return sum(map(len, line.answers)) <= _SHORT and not line.was and not any("\n" in text for text in line.answers)


def _number(told: dict[int, Line]) -> str:
    """"Q80" for the lines Q80.1, Q80.2..."""
    return next((line.number.partition(".")[0] for line in told.values() if line.number), "")


def _marks(told: dict[int, Line]) -> tuple[str, bool]:
    """The mark of all answers of a question; False when they differ, and each has to say its own."""
    marks = {mark_of(line) for line in told.values() if not line.status or line.time}
    return (next(iter(marks), ""), True) if len(marks) < 2 else ("", False)


def _said(line: Line | None, measure: Measure, *, marked: bool) -> list[Span]:
    """A cell: the answer, and who gave it where that differs along the row."""
    if line is None:
        return [Span("–", "narrow", SIZE)]
    told = answer(line, measure.say, "; ")
    spans = [_narrow(span) for span in (told if isinstance(told, list) else [told])]
    mark = mark_of(line) if marked else ""
    return [*spans, Span(f" {mark}", "narrow", SMALL)] if mark else spans


def _narrow(span: Span) -> Span:
    return span._replace(style={"medium": "narrow-bold", "regular": "narrow"}.get(span.style, span.style), size=SIZE)


def _title(title: str, measure: Measure) -> Row:
    row = paragraph(Span(title, "narrow-bold", SIZE), measure.width)
    row.keep = True
    return row


def _cells(flows: list[tuple[float, float, Flow]], kind: str) -> list[Cell]:
    return [Cell(x, width, flow, Node(kind, scope="Column" if kind == "TH" else "")) for x, width, flow in flows]


def _banded(title: str, rows: list[int], asked: list[dict[int, Line]], measure: Measure) -> Iterator[Row]:
    """A column a row of the group, three side by side; the questions down the left edge."""
    bands = -(-len(rows) // _ACROSS)
    across = -(-len(rows) // bands)
    share = (0.0, 0.0, 0.45, 0.34)[across] * measure.text
    wide = (measure.text - share) / across
    places = [(NUMBER + share + n * wide + _EDGE, wide - _EDGE) for n in range(across)]
    marks = [_marks(told) for told in asked]
    questions = [lay(Span(squeezed(next(iter(told.values())).question), "narrow", SIZE), share) for told in asked]
    for start in range(0, len(rows), across):
        shown = rows[start:start + across]
        inside = Node("Table")
        heads = [(NUMBER, share, lay(Span(title, "narrow-bold", SIZE), share)), *((x, width, small(str(row), width, "bold")) for (x, width), row in zip(places, shown, strict=False)),
                 (measure.width - measure.mark, measure.mark, small("", measure.mark))]
        made = [Row(tuple(_cells(heads, "TH")), Node("TR"), inside, keep=True)]
        for told, name, (mark, uniform) in zip(asked, questions, marks, strict=True):
            head = Node("TH", scope="Row")
            cells = [Cell(0.0, NUMBER, small(_number(told), NUMBER), head), Cell(NUMBER, share, name, head)]
            cells += _cells([(x, width, lay(_said(told.get(row), measure, marked=not uniform), width)) for (x, width), row in zip(places, shown, strict=False)], "TD")
            cells.append(Cell(measure.width - measure.mark, measure.mark, small(mark, measure.mark), Node("TD"), 0, True))
            made.append(Row(tuple(cells), Node("TR"), inside, resume=measure.say("paper.continued"), under=made[0]))
        yield from made


def _widths(asked: list[dict[int, Line]], measure: Measure) -> list[float]:
    """The columns of a line a row: each as wide as its longest word, the rest shared by how much is in it; none where words would break."""
    least, wanted = [], []
    for told in asked:
        texts = [squeezed(next(iter(told.values())).question), *("".join(span.text for span in _said(line, measure, marked=True)) for line in told.values())]
        longest = max((word for text in texts for word in text.split()), key=len, default="")
        least.append(lay(Span(longest, "narrow-bold", SIZE), 1000.0).width + _EDGE + 2.0)
        wanted.append(max(lay(Span(text, "narrow", SIZE), 10_000.0).width for text in texts) + _EDGE)
    spare, more = measure.text - sum(least), [max(want - low, 0.1) for want, low in zip(wanted, least, strict=True)]
    return [low + spare * one / sum(more) for low, one in zip(least, more, strict=True)] if spare > 0 else []


def _listed(title: str, rows: dict[int, list[Line]], asked: list[dict[int, Line]], widths: list[float], measure: Measure) -> Iterator[Row]:
    """A line a row of the group, the questions as heads of the columns."""
    yield _title(title, measure)
    inside, edge = Node("Table"), (measure.width - measure.mark, measure.mark)
    places = [(NUMBER + sum(widths[:n]) + (_EDGE if n else 0.0), width - (_EDGE if n else 0.0)) for n, width in enumerate(widths)]
    heads = [(0.0, NUMBER, small("", NUMBER)), *((x, width, lay([Span(_number(told) + " ", "narrow", SMALL), Span(squeezed(next(iter(told.values())).question), "narrow", SIZE)], width))
                                                for (x, width), told in zip(places, asked, strict=True)), (*edge, small("", edge[1]))]
    top = Row(tuple(_cells(heads, "TH")), Node("TR"), inside, keep=True)
    yield top
    last = list(rows)[-1]
    for row in rows:
        told = [one[row] for one in asked if row in one]
        marks = {mark_of(line) for line in told if not line.status or line.time}
        cells = [Cell(0.0, NUMBER, small(str(row), NUMBER, "bold"), Node("TH", scope="Row"))]
        cells += _cells([(x, width, lay(_said(one.get(row), measure, marked=len(marks) > 1), width)) for (x, width), one in zip(places, asked, strict=True)], "TD")
        cells.append(Cell(*edge, small(next(iter(marks), "") if len(marks) == 1 else "", edge[1]), Node("TD"), 0, True))
        yield Row(tuple(cells), Node("TR"), inside, keep=len(rows) <= _WHOLE and row != last, resume=measure.say("paper.continued"), under=top)


def _stacked(told: dict[int, Line], measure: Measure, inside: Node) -> Row:
    """A question with long answers: one below the other, each after the rows it belongs to; the same answer once for all its rows."""
    head, body = Node("TH", scope="Row"), Node("TD")
    mark, uniform = _marks(told)
    asked = lay(Span(squeezed(next(iter(told.values())).question), "narrow", SIZE), measure.text)
    cells = [Cell(0.0, NUMBER, small(_number(told), NUMBER), head), Cell(NUMBER, measure.text, asked, head)]
    at = len(asked.lines)
    same: dict[object, list[int]] = {}
    for row, line in told.items():
        same.setdefault((line.answers, line.status, line.was, mark_of(line)), []).append(row)
    for rows in same.values():
        which = lay(Span(", ".join(map(str, rows)), "bold", SMALL), 40.0)
        flow = lay(_said(told[rows[0]], measure, marked=not uniform), measure.text - 10.0 - max(which.width, 8.0))
        cells += [Cell(NUMBER + 4.0, 40.0, which, body, at), Cell(NUMBER + 10.0 + max(which.width, 8.0), flow.width + 1, flow, body, at)]
        at += max(len(flow.lines), len(which.lines))
    cells.append(Cell(measure.width - measure.mark, measure.mark, small(mark, measure.mark), Node("TD"), len(asked.lines), True))
    return Row(tuple(cells), Node("TR"), inside, resume=measure.say("paper.continued"))
