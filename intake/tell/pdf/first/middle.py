"""Middle: the band of page one between safety and history: where it is and which way the head pulls, beside own words and numbers."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from intake.ask.words import words
from intake.tell.pdf.first import days
from intake.tell.pdf.first.facts import running
from intake.tell.pdf.first.numbers import numbers, shown_as_rows, shut, table
from intake.tell.pdf.first.quotes import own_words
from intake.tell.pdf.paper.blocks import Block, Places, lower, stack, stacked
from intake.tell.pdf.paper.sheet import Sheet
from intake.tell.pdf.picture.figure import drawable, drawings, lists
from intake.tell.pdf.picture.posture import heads, said
from intake.tell.summary import Summary

_PICTURES = 0.37
_COLUMN = 14.0
_GAP = 5.0
_OVER = 1.3
"""How many times as high as words and numbers the heads beside them may be, over a map in words."""
_ROOMY = 150.0
"""Pictures up to this height may be taller than what stands beside them: a page with little on it has the room."""
_KEEP = 0.6
"""The part of the rows that stays before the pictures give way to their words."""


def middle(summary: Summary, width: float) -> list[Block]:
    """Pictures in a column of their own where there are any; else words and numbers over the whole width. Roomy to minimal."""
    narrow = width * _PICTURES
    maps = (drawings(summary, narrow), lists(summary, narrow)) if drawable(summary) else ([], [])
    pulls = heads(summary, narrow), said(summary, narrow)
    if not any(maps) and not any(pulls):
        where = summary.regions_status or words(summary.language)("paper.where-none")
        return stacked(own_words(summary, width, where), numbers(summary, width, columns=2), _GAP)
    return lower(_Band(summary, width).variants(maps, pulls))


class _Band:
    """Pictures on the left; on the right own words, the thirty days, and as many rows as stand beside the pictures; the other rows
    below both, in two columns over the whole width."""

    def __init__(self, summary: Summary, width: float):
        self.summary, self.width, self.say = summary, width, words(summary.language)
        self.narrow, self.wide = width * _PICTURES, width * (1 - _PICTURES) - _COLUMN
        where = "" if drawable(summary) else summary.regions_status or self.say("paper.where-none")
        self.quotes = own_words(summary, self.wide, where)
        strip = days.strip(summary, self.wide)
        self.strip = strip or days.odd(summary, self.wide)
        self.rows = shown_as_rows(summary, strip is not None)
        self.beside = cache(self._beside)
        self.below = cache(self._below)

    def variants(self, maps: tuple[list[Block], list[Block]], pulls: tuple[list[Block], list[Block]]) -> Iterator[Block]:
        count = len(self.rows)
        tall = self.beside(count, count).height
        drawn = _yielding([maps[0] or maps[1][:1], pulls[0]])
        fitting = [one for one in drawn if one.height <= max(tall, _ROOMY)] or drawn[-1:]
        yield from (self._band(one, count) for one in fitting)
        yield self._pair(fitting[-1], self._running(), None)
        yield from (self._band(fitting[-1], shown) for shown in range(count - 1, int(count * _KEEP), -1))
        worded = _yielding([maps[1][:1], pulls[0] or pulls[1][:1]]) + _yielding([maps[1][:1], pulls[1][:1]])
        worded = [one for one in worded if one.height <= tall * _OVER] or worded[-1:]
        yield from (self._band(one, count) for one in worded)
        yield self._pair(worded[-1], self._running(), None)
        yield from (self._band(worded[-1], shown) for shown in range(count - 1, 0, -1))
        least = _yielding([maps[1], pulls[1]])
        yield from (self._band(one, min(count, 1)) for one in least)
        for shorter in range(1, len(self.quotes)):
            right = self._running(shorter)
            yield self._pair(next((one for one in (*worded, *least) if one.height <= right.height), least[-1]), right, None)
        yield self._pair(least[-1], stack([self.quotes[-1], shut(self.summary, self.wide)], _GAP), None)

    def _band(self, pictures: Block, shown: int) -> Block:
        """The split of the rows that needs least height; most of them beside the pictures where that is the same."""
        at = min(range(shown + 1), key=lambda n: (round(max(pictures.height, self.beside(n, shown).height) + self._height_below(n, shown), 1), -n))
        return self._pair(pictures, self.beside(at, shown), self.below(at, shown) if at < shown or (not at and self.rows) else None)

    def _height_below(self, start: int, shown: int) -> float:
        return self.below(start, shown).height + (0.0 if start else _GAP) if start < shown else 0.0

    def _beside(self, until: int, shown: int) -> Block:
        whole = until == shown
        part = table(self.rows, shown, self.wide, 1, self.say, until=None if whole else until) if until else None
        return stack([one for one in (self.quotes[0], self.strip, part) if one], _GAP)

    def _running(self, quotes: int = 0) -> Block:
        """Everything on the right, the rows as running words; the patient's own as fully as `quotes` says, 0 the fullest."""
        return stack([one for one in (self.quotes[quotes], self.strip, running(self.rows, self.wide, self.say)) if one], _GAP)

    def _below(self, start: int, shown: int) -> Block:
        return table(self.rows, shown, self.width, 2, self.say, start=start)

    def _pair(self, left: Block, right: Block, below: Block | None) -> Block:
        top = max(left.height, right.height)
        gap = 1.0 if below else 0.0

        def draw(sheet: Sheet, x: float, y: float, places: Places) -> None:
            left.draw(sheet, x, y, places)
            right.draw(sheet, x + self.narrow + _COLUMN, y, places)
            if below:
                below.draw(sheet, x, y + top + gap, places)

        parts = [part for part in (left, right, below) if part]
        return Block(top + gap + (below.height if below else 0.0), draw, tuple(one for part in parts for one in part.left), sum(part.loss for part in parts))


def _yielding(parts: list[list[Block]]) -> list[Block]:
    """All parts one under the other, from roomy to minimal: the tallest that can yields next."""
    parts = [variants for variants in parts if variants]
    at, made = [0] * len(parts), []
    while True:
        chosen = [variants[i] for variants, i in zip(parts, at, strict=True)]
        made.append(stack(chosen, _GAP))
        able = [n for n, variants in enumerate(parts) if at[n] + 1 < len(variants)]
        if not able:
            return made
        at[max(able, key=lambda n: chosen[n].height)] += 1
