"""Tags: the structure of the document, collected while it is drawn, for the archive pass that writes it into the file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

Box = tuple[float, float, float, float]
"""Left, bottom, right and top in points, measured as PDF does: upwards from the lower left corner."""


@dataclass(slots=True, eq=False)
class Node:
    """One structure element: its PDF type, and its children in reading order: nodes, or (page index, MCID) of marked content.

    `scope` of a TH is "Column" or "Row"; `columns` is how many columns a cell spans; `lang` is the language (BCP 47) of what
    stands inside where it is not the document's; `box` is the place of a Figure on its page.
    """

    kind: str  # Document, Sect, H1, H2, P, L, LI, Table, TR, TH, TD, Figure, Span...
    alt: str = ""
    children: list[Node | tuple[int, int]] = field(default_factory=list)
    scope: str = ""
    lang: str = ""
    columns: int = 1
    box: Box | None = None

    def walk(self) -> Iterator[Node]:
        """This node and all below it, in reading order."""
        yield self
        for child in self.children:
            if isinstance(child, Node):
                yield from child.walk()

    @property
    def marks(self) -> list[tuple[int, int]]:
        return [child for child in self.children if not isinstance(child, Node)]

    @property
    def nodes(self) -> list[Node]:
        return [child for child in self.children if isinstance(child, Node)]
