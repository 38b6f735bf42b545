"""Settle: trees as careless drawing leaves them, and as they must be."""

import pytest

from intake.tell.pdf.finish.settle import settle
from intake.tell.pdf.paper.tags import Node

AT = iter(range(10_000))


def tree(text: str) -> Node:
    """`Document(L(LI(* Span(*))))`: an element with its children; * is marked content."""
    stack: list[Node] = [Node("")]
    for token in text.replace("(", " ( ").replace(")", " ) ").split():
        if token == "(":
            stack.append(stack[-1].nodes[-1])
        elif token == ")":
            stack.pop()
        else:
            stack[-1].children.append((0, next(AT)) if token == "*" else Node(token))
    return stack[0].nodes[0]


def shown(node: Node) -> str:
    facts = f"/{node.scope[:1]}" * bool(node.scope) + f"+{node.columns}" * (node.columns > 1)
    inside = " ".join(shown(child) if isinstance(child, Node) else "*" for child in node.children)
    return f"{node.kind}{facts}" + (f"({inside})" if inside else "")


@pytest.mark.parametrize(("drawn", "settled"), [
    ("Document(H1(*) H3(*) H2(*) H3(*))", "Document(H1(*) H2(*) H2(*) H3(*))"),
    ("Document(Sect(H2(*)) H1(*) H2(*))", "Document(Sect(H1(*)) H1(*) H2(*))"),
    ("Document(* P(*) P P(Span))", "Document(P(*) P(*))"),
    ("Document(L(LI(*)))", "Document(L(LI(LBody(*))))"),
    ("Document(L(LI(Lbl(*) LBody(*))))", "Document(L(LI(Lbl(*) LBody(*))))"),
    ("Document(L(LI(* LBody(*) Span(*))))", "Document(L(LI(LBody(* * Span(*)))))"),
    ("Document(L(LI(Lbl(*)) LI(Lbl(*) LBody) LI(LBody) LI))", "Document(L(LI(LBody(*)) LI(LBody(*))))"),
    ("Document(L(P(*) *))", "Document(L(LI(LBody(P(*))) LI(LBody(P(*)))))"),
    ("Document(TR(TD(*) TD(*)) TR(TD(*) TD(*)) P(*))", "Document(Table(TR(TH/R(*) TD(*)) TR(TH/R(*) TD(*))) P(*))"),
    ("Document(TR(TD(*)) TR(TD(*)))", "Document(P(*) P(*))"),
    ("Document(Table(TR(TH(*) TH(*)) TR(TD(*) TD(*))))", "Document(Table(TR(TH/C(*) TH/C(*)) TR(TD(*) TD(*))))"),
    ("Document(Table(TR(TD(*) TD(*) TD) TR(TD(*)) TR(TD TD(*))))", "Document(Table(TR(TH/R(*) TD(*) TD) TR(TH/C+3(*)) TR(TD TH/R+2(*))))"),
    ("Document(Table(TR(TD(*)) TR(TD)))", "Document(L(LI(LBody(*))))"),
    ("Document(Table(TR(* P(*))))", "Document(Table(TR(TH/R(*) TD(P(*)))))"),
])
def test_settled(drawn, settled):
    made = tree(drawn)
    before = [mark for node in made.walk() for mark in node.marks]
    settle(made)
    assert shown(made) == settled
    assert sorted(mark for node in made.walk() for mark in node.marks) == sorted(before)


def test_words_for_a_cell_become_a_figure_in_it():
    made = tree("Document(Table(TR(TH(*) TD(*))))")
    cell = made.nodes[0].nodes[0].nodes[1]
    cell.alt = "7 of 10"
    settle(made)
    assert shown(made) == "Document(Table(TR(TH/C(*) TD(Figure(*)))))".replace("TH/C", "TH/R") and cell.nodes[0].alt == "7 of 10" and not cell.alt
