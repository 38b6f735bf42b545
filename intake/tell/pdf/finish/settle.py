"""Settle: the collected tags made regular: lists have items with bodies, tables have headers and full rows, headings skip no level."""

from __future__ import annotations

from itertools import groupby

from intake.tell.pdf.paper.tags import Node

_GROUPS = {"Document", "Sect", "Table", "THead", "TBody", "TR", "L"}
"""Elements that hold elements: what is drawn straight into one of them gets an element of its own."""
_CELLS = ("TH", "TD")


def settle(tree: Node) -> None:
    """Mend the tree in place. Nothing is reordered and no marked content is lost; elements without any content go, but cells stay."""
    _headings(tree)
    _mend(tree)


def _headings(tree: Node) -> None:
    """The first heading is H1 and none is more than one below the heading before it (ISO 14289-1, 7.4.2)."""
    level = 0
    for node in tree.walk():
        if len(node.kind) == 2 and node.kind[0] == "H" and node.kind[1].isdigit():
            level = min(int(node.kind[1]), level + 1)
            node.kind = f"H{level}"


def _mend(node: Node) -> None:
    for child in node.nodes:
        _mend(child)
    node.children = [child for child in node.children if not isinstance(child, Node) or child.children or child.kind in _CELLS]
    if node.kind in _GROUPS:
        inner = "TD" if node.kind == "TR" else "P"
        node.children = [child if isinstance(child, Node) else Node(inner, children=[child]) for child in node.children]
    if node.kind in _CELLS and node.alt:
        node.alt, node.children = "", [Node("Figure", node.alt, node.children)]
    if node.kind == "TR":
        node.children = [child if child.kind in _CELLS else Node("TD", children=[child]) for child in node.nodes]
    elif node.kind == "LI":
        _item(node)
    elif node.kind == "L":
        node.children = [child if child.kind in ("LI", "Caption") else _item(Node("LI", children=[child])) for child in node.nodes]
    elif node.kind == "Table":
        _table(node)
    elif node.kind not in ("THead", "TBody"):
        _loose_rows(node)


def _item(item: Node) -> Node:
    """A label, then one body around everything else."""
    label = [child for child in item.nodes[:1] if child.kind == "Lbl"]
    body: list[Node | tuple[int, int]] = []
    for child in item.children[len(label):]:
        body += child.children if isinstance(child, Node) and child.kind == "LBody" else [child]
    if not body and label:
        label, body = [], label[0].children
    item.children = [*label, Node("LBody", children=body)] if body else []
    return item


def _loose_rows(node: Node) -> None:
    """Neighbouring rows without a table get one; where each is a single cell they are paragraphs."""
    children: list[Node | tuple[int, int]] = []
    for loose, run in groupby(node.children, lambda child: isinstance(child, Node) and child.kind == "TR"):
        rows = list(run)
        if not loose:
            children += rows
        elif all(len(row.children) == 1 for row in rows):
            children += [Node("P", children=row.nodes[0].children) for row in rows if row.nodes[0].children]
        else:
            table = Node("Table", children=rows)
            _table(table)
            children.append(table)
    node.children = children


def _table(table: Node) -> None:
    """Rows of equal length, every cell under or beside a header."""
    held = [child for child in table.nodes if child.kind != "Caption"]
    rows = [row for child in held for row in (child.nodes if child.kind in ("THead", "TBody") else [child]) if row.kind == "TR" and row.children]
    widest = max((_width(row) for row in rows), default=0)
    if widest < 2:  # a column of single cells is a list
        table.kind = "L"
        table.children = [Node("LI", children=[Node("LBody", children=cell.children)]) for row in rows for cell in row.nodes if cell.children]
        return
    headed = all(cell.kind == "TH" for cell in rows[0].nodes)
    for row in rows:
        cells = row.nodes
        cells[-1].columns += widest - _width(row)
        if not headed and not any(cell.kind == "TH" for cell in cells):
            next((cell for cell in cells if cell.children), cells[0]).kind = "TH"
        for cell in cells:
            if cell.kind == "TH" and not cell.scope:
                cell.scope = "Column" if all(other.kind == "TH" for other in cells) else "Row"


def _width(row: Node) -> int:
    return sum(cell.columns for cell in row.nodes)
