"""Poured: draws the measured columns of one page, each row one element of the tree however many columns it runs over."""

from __future__ import annotations

from intake.tell.pdf.later.columns import Pages, Placed, Row, Solid, Title, column
from intake.tell.pdf.paper.blocks import DOTS, Places
from intake.tell.pdf.paper.sheet import Sheet, baseline
from intake.tell.pdf.text.flow import Flow, Span, lay


def draw(pages: Pages, sheet: Sheet, placed: list[Placed], x: float, places: Places) -> None:
    """One measured page."""
    for part in placed:
        if isinstance(part.what, Flow):
            with sheet.artifact():
                sheet.flow(x + part.x, part.y, part.what)
        elif part.again:
            with sheet.artifact():
                for cell in part.what.cells:
                    sheet.flow(x + part.x + cell.x, part.y + 1.4, cell.flow)
        elif isinstance(part.what, Title):
            _title(sheet, x + part.x, part.y, part.what, column(pages.frame))
        elif isinstance(part.what, Solid):
            part.what.block.draw(sheet, x + part.x, part.y, places)
        else:
            _row(sheet, x + part.x, part)


def _title(sheet: Sheet, x: float, y: float, title: Title, width: float) -> None:
    with sheet.artifact():
        sheet.rule(x, y + 4.0, x + width, y + 4.0, 1.1 if title.level == 1 else 0.6)
    with sheet.tag(f"H{title.level + 1}"):
        sheet.flow(x, y + 5.6, title.flow)
    sheet.paper.bookmark(title.text, sheet, title.level - 1)


def _row(sheet: Sheet, x: float, part: Placed) -> None:
    row = part.what
    if not part.start:
        _open(sheet, row)
    if row.rule and not part.start:
        wide = max(cell.x + cell.width for cell in row.cells)
        with sheet.artifact():
            sheet.rule(x, part.y, x + wide, part.y, 0.4, DOTS)
    with sheet.within(row.node):
        for cell in row.cells:
            start, stop = max(part.start - cell.first, 0), max(part.stop - cell.first, 0)
            top = part.y + 1.4 + max(cell.first - part.start, 0) * row.leading
            first = top + baseline(cell.flow) + (row.leading - cell.flow.leading) / 2
            with sheet.within(cell.node):
                for n, line in enumerate(cell.flow.lines[start:stop]):
                    if line.pieces:
                        sheet.line(x + cell.x + (cell.width - line.width if line.rtl or cell.right else 0.0), first + n * row.leading, line)
    if part.start and row.resume:
        with sheet.artifact():
            sheet.flow(x, part.y + 1.4, lay(Span(row.resume, "narrow", 7), 40.0))


def _open(sheet: Sheet, row: Row) -> None:
    """Put the row's elements into the tree, in the order they are drawn."""
    around = sheet.paper.stack[-1]
    if row.inside is not None:
        if not row.inside.children:
            around.children.append(row.inside)
        around = row.inside
    around.children.append(row.node)
    seen: set[int] = set()
    for cell in row.cells:
        if cell.node is not row.node and id(cell.node) not in seen:
            seen.add(id(cell.node))
            row.node.children.append(cell.node)
