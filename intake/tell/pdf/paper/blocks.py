"""Blocks: measured before they are drawn; a block that can yield comes in several heights and says what each leaves for later."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import combinations, pairwise
from typing import NamedTuple

from intake.ask.words import Words, words
from intake.tell.pdf.paper.sheet import Sheet
from intake.tell.pdf.text.flow import Span, lay

HEAD = 13.5
"""Height of a block's heading."""
_WHERE = 64.0
"""Width kept for "12, page 2"."""
DOTS = "[0 1.6]"


class Item(NamedTuple):
    """One entry of a list as later pages print it."""

    label: str
    text: str
    refs: tuple[str, ...] = ()


class Left(NamedTuple):
    """What a block leaves for a later page: never a piece of an entry, always whole entries."""

    key: str
    title: str
    items: tuple[Item, ...]


@dataclass(slots=True)
class Places:
    """Where things stand, known once everything is measured: the page of what a block left, and of each question; and in which words it is said."""

    pages: dict[str, int] = field(default_factory=dict)
    total: int = 1
    say: Words = field(default_factory=words)

    def page(self, key: str) -> str:
        return str(self.pages.get(key, 2))


Draw = Callable[[Sheet, float, float, Places], None]


class Block(NamedTuple):
    """A measured block: its height, how to draw it with its top left at (x, y), what it leaves for later, and how much worse that is than it looks.

    `whole`: every entry stands here, only what it rests on is left.
    """

    height: float
    draw: Draw
    left: tuple[Left, ...] = ()
    loss: float = 0.0
    whole: bool = False


def nothing() -> Block:
    return Block(0.0, lambda sheet, x, y, places: None)


def heading(sheet: Sheet, x: float, y: float, width: float, title: str, note: str = "") -> None:
    """A block's heading: a rule, its title in capitals, a note on the right."""
    headed(sheet, x, y, width, title, lay(Span(title.upper(), "bold", 7.4), width))
    if note:
        with sheet.tag("P"):
            flow = lay(Span(note, "narrow", 7.2), width)
            sheet.flow(x, y + 2.2, flow.part(0, 1), width=width, align="right")


def headed(sheet: Sheet, x: float, y: float, width: float, title: str, laid: Flow) -> float:
    """The top of every block with a heading: the rule, the heading as it was laid, its bookmark. Returns the heading's bottom."""
    with sheet.artifact():
        sheet.rule(x, y, x + width, y, 1.0)
    with sheet.tag("H2"):
        bottom = sheet.flow(x, y + 2.2, laid)
    sheet.paper.bookmark(title, sheet, 1)
    return bottom


def one_line(title: str, said: str, width: float) -> Block:
    """A block with nothing to list: its title and what the emptiness means, on one line."""
    flow = lay([Span(title.upper() + "   ", "bold", 7.4), Span(said, "narrow-bold", 8)], width)

    def draw(sheet: Sheet, x: float, y: float, places: Places) -> None:
        with sheet.artifact():
            sheet.rule(x, y, x + width, y, 1.0)
        with sheet.tag("P"):
            sheet.flow(x, y + 2.2, flow)

    return Block(flow.height + 3.5, draw)


def listed(items: Iterable[Sequence[Span]], size: float = 8.0, style: str = "narrow", mark: str = "·", whole: int = 26) -> list[Span]:
    """Items joined by a dot. Items of up to `whole` characters are kept on one line; no item is ever cut."""
    spans: list[Span] = []
    for item in items:
        if spans:
            spans[-1] = spans[-1]._replace(text=spans[-1].text + f"\xa0{mark} ")
        short = sum(len(span.text) for span in item) <= whole
        spans.extend(span._replace(text=span.text.replace(" ", "\xa0")) if short else span for span in item)
    return spans or [Span("", style, size)]


def more(sheet: Sheet, x: float, y: float, count: int, places: Places, key: str, width: float, kind: str = "paper.more") -> None:
    """ "+ 3 more, page 2": one line."""
    with sheet.tag("P"):
        sheet.flow(x, y, lay(Span(places.say(kind, count=count, page=places.page(key)), "narrow-bold", 8), width))


MORE = 10.0


def split(rows: Sequence, columns: int) -> list[Sequence]:
    """Rows (anything with a `height`) in order over so many columns, so that the tallest is as low as can be; the first columns take more."""
    def parts(cuts: tuple[int, ...]) -> list[Sequence]:
        return [rows[start:stop] for start, stop in pairwise((0, *reversed(cuts), len(rows)))]

    ways = combinations(range(len(rows) - 1, 0, -1), min(columns, max(len(rows), 1)) - 1)
    return min(map(parts, ways), key=lambda stacks: max(sum(row.height for row in stack) for stack in stacks))


def stack(blocks: Sequence[Block], gap: float = 0.0) -> Block:
    """Blocks one under the other."""
    blocks = [block for block in blocks if block.height]

    def draw(sheet: Sheet, x: float, y: float, places: Places) -> None:
        for block in blocks:
            block.draw(sheet, x, y, places)
            y += block.height + gap

    height = sum(block.height for block in blocks) + gap * max(0, len(blocks) - 1)
    return Block(height, draw, tuple(left for block in blocks for left in block.left), sum(block.loss for block in blocks), _whole(blocks))


def stacked(tops: Sequence[Block], bottoms: Sequence[Block], gap: float) -> list[Block]:
    """Two blocks one under the other that yield together: the lower one while it has anything left, then the upper one."""
    made = [stack([top, bottom], gap) for top in tops for bottom in (bottoms[:-1] if top is tops[0] and len(bottoms) > 1 else bottoms)]
    return lower(made)


def beside(lefts: Sequence[Block], rights: Sequence[Block], shift: float) -> list[Block]:
    """Two columns that yield together: for each height, the fullest of each column that fits. Fullest first."""
    made: list[Block] = []
    for height in sorted({block.height for block in (*lefts, *rights)}, reverse=True):
        left = next((block for block in lefts if block.height <= height), None)
        right = next((block for block in rights if block.height <= height), None)
        if left is None or right is None:
            break
        made.append(_pair(left, right, shift))
    return made


def _pair(left: Block, right: Block, shift: float) -> Block:
    def draw(sheet: Sheet, x: float, y: float, places: Places) -> None:
        left.draw(sheet, x, y, places)
        right.draw(sheet, x + shift, y, places)

    return Block(max(left.height, right.height), draw, (*left.left, *right.left), left.loss + right.loss, _whole((left, right)))


def _whole(blocks: Iterable[Block]) -> bool:
    """Whether what blocks leave is only what their entries rest on."""
    leaving = [block for block in blocks if block.left]
    return bool(leaving) and all(block.whole for block in leaving)


def fit(elastic: Sequence[Sequence[Block]], room: float, weights: Sequence[float]) -> list[Block]:
    """One variant of each block so that all fit in `room` and the least is lost; the smallest of each when nothing fits.

    What is lost counts by its square, so that it is shared; a block said in fewer words, with nothing left for later, loses little.
    """
    best: list[tuple[float, float, tuple[int, ...]]] = [(0.0, 0.0, ())]  # height, cost, choices: lower ones that cost more
    for variants, weight in zip(elastic, weights, strict=True):
        costs = [_cost(variants, n, weight) for n in range(len(variants))]
        every = sorted((height + block.height, cost + costs[n], (*choice, n)) for height, cost, choice in best for n, block in enumerate(variants))
        best = []
        for option in every:
            if not best or option[1] < best[-1][1] - _CLOSE and option[0] <= room:
                best.append(option)
    return [variants[n] for variants, n in zip(elastic, best[-1][2], strict=True)]


_CLOSE = 1e-3
_IN_WORDS, _LESS, _LEFT = 0.3, 0.003, 0.02
"""How much of a lost height counts where nothing is left for later; and what saying the least thing in fewer words costs, or leaving it."""


def _cost(variants: Sequence[Block], n: int, weight: float) -> float:
    """What a variant loses against the fullest: of its height, what it says of itself, and once more when it is closed altogether."""
    lost = 1.0 - variants[n].height / (variants[0].height or 1.0)
    moved = bool(variants[n].left) and not variants[n].whole
    shut = 1.0 if n and n + 1 == len(variants) and moved else 0.0
    return weight * ((lost * (1.0 if moved else _IN_WORDS)) ** 2 + (_LEFT if n and variants[n].left else _LESS if n else 0.0) + variants[n].loss + shut)


def closed(key: str, title: str, items: Sequence[Item], width: float, loss: float = 0.0) -> Block:
    """The least a block can be: its title, how many entries it has, and where they are. All of them are left for later.

    An item without a label is no entry of its own: it is said with them and not counted.
    """

    name = lay(Span(title.upper(), "bold", 7.4), width - _WHERE)

    def draw(sheet: Sheet, x: float, y: float, places: Places) -> None:
        headed(sheet, x, y, width, title, name)
        with sheet.tag("P"):
            where = places.say("paper.closed", count=sum(bool(item.label) for item in items), page=places.page(key))
            sheet.flow(x, y + 2.2, lay(Span(where, "narrow-bold", 8), _WHERE), width=width, align="right")

    return Block(name.height + 2.5, draw, (Left(key, title, tuple(items)),), loss)


def lower(blocks: Iterable[Block]) -> list[Block]:
    """Variants in order, without those that leave something and save nothing."""
    kept: list[Block] = []
    for block in blocks:
        if not kept or block.height < kept[-1].height - 0.01:
            kept.append(block)
    return kept
