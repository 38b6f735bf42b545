"""Tags: the structure of the document, collected while it is drawn, for the archive pass that writes it into the file."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True, eq=False)
class Node:
    """One structure element: its PDF type, and its children in reading order: nodes, or (page index, MCID) of marked content."""

    kind: str  # Document, Sect, H1, H2, P, L, LI, Table, TR, TH, TD, Figure, Span...
    alt: str = ""
    children: list[Node | tuple[int, int]] = field(default_factory=list)

    def walk(self):
        """This node and all below it, in reading order."""
        yield self
        for child in self.children:
            if isinstance(child, Node):
                yield from child.walk()

    @property
    def marks(self) -> list[tuple[int, int]]:
        return [child for child in self.children if not isinstance(child, Node)]
