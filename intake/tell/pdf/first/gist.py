"""Gist: what a block says in a line or two on a crowded page: its title, beside it what matters most, and where the rest stands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from intake.ask.words import Words
from intake.tell.pdf.paper.blocks import Block, Item, Left, Places, headed
from intake.tell.pdf.paper.sheet import Sheet
from intake.tell.pdf.text.flow import Flow, Span, lay

_TITLE = 108.0
_AIR = 8.0
_WIDEST = "88"
"""The page number a line is measured with; digits are equally wide, and no document has a hundred pages before its lists."""
BRIEFLY = 0.05
"""What is lost where entries stand without what they rest on (`Block.loss`)."""


class Said(NamedTuple):
    """One paragraph and the language it is written in, where that is not the provider's."""

    spans: Sequence[Span]
    language: str = ""


def gist(title: str, said: Sequence[Said], width: float, say: Words, *, left: Left | None = None, shown: int = 0, loss: float = 0.0, whole: bool = False) -> Block:
    """The title in a column of its own, the paragraphs beside it. What is `left` is counted at their end: "+ 8 more, page 2",
    or "all 9 on page 2" where some of it is `shown` here too, in fewer words.
    """
    name, wide = lay(Span(title.upper(), "bold", 7.4), _TITLE - _AIR, 1.15), width - _TITLE
    end = _ending(left, shown)
    flows = _laid(said, wide, end(lambda key, **more: say(key, page=_WIDEST, **more)) if end else [])
    height = max(name.height + 2.2, sum(flow.height for flow in flows) + 1.6)

    def draw(sheet: Sheet, x: float, y: float, places: Places) -> None:
        headed(sheet, x, y, width, title, name)
        at = y + 1.6
        here = _laid(said, wide, end(lambda key, **more: places.say(key, page=places.page(left.key), **more)) if end and left else [])
        for one, flow in zip(said, here, strict=True):
            with sheet.tag("P", lang=one.language):
                at = sheet.flow(x + _TITLE, at, flow)

    return Block(height, draw, (left,) if left else (), loss, whole)


def _ending(left: Left | None, shown: int) -> Callable[[Callable[..., str]], list[Span]] | None:
    """How many are left and where, kept on one line."""
    if left is None:
        return None
    count = entries(left.items)
    key = "paper.closed" if shown else "paper.more"
    return lambda say: [Span("   ", "narrow", 8), Span(say(key, count=count).replace(" ", "\xa0"), "narrow-bold", 8)]


def _laid(said: Sequence[Said], width: float, end: list[Span]) -> list[Flow]:
    return [lay([*one.spans, *(end if n + 1 == len(said) else [])], width, 1.18) for n, one in enumerate(said)]


def entries(items: Sequence[Item]) -> int:
    """How many of them count: one without a label is said with the others."""
    return sum(bool(item.label) for item in items)


__all__ = ["BRIEFLY", "Said", "entries", "gist"]
