"""Middle: the band of page one between safety and history: where it is and which way the head pulls, beside own words and numbers."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from intake.ask.words import words
from intake.tell.pdf.first import days, facts
from intake.tell.pdf.first.facts import running
from intake.tell.pdf.first.gist import Said, gist
from intake.tell.pdf.first.numbers import items, numbers, shown_as_rows, shut, table
from intake.tell.pdf.first.quotes import briefly, own_words
from intake.tell.pdf.paper.blocks import Block, Places, beside, closed, listed, lower, nothing, stack, stacked
from intake.tell.pdf.paper.sheet import Sheet
from intake.tell.pdf.picture.figure import UNDRAWN, drawable, drawings, groups, left, lists
from intake.tell.pdf.picture.posture import heads, pulled, said
from intake.tell.pdf.text.flow import Span
from intake.tell.summary import Summary

_PICTURES = 0.37
_COLUMN = 14.0
_GAP = 5.0
_LINE_GAP = 3.0
"""Between blocks of a line or two."""
_PLACES = 6
"""So many places are named where not all can be."""
_NOWHERE = 0.5
"""How bad it is that no place is named (`Block.loss`)."""
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
        drawn = stacked(own_words(summary, width, where), numbers(summary, width, columns=2), _GAP)
        return [*drawn[:-1], *_briefly(summary, width), drawn[-1]]
    drawn = lower(_Band(summary, width).variants(maps, pulls))
    return [*drawn[:-1], *_briefly(summary, width), drawn[-1]]


def _briefly(summary: Summary, width: float) -> list[Block]:
    """Everything over the whole width, each title beside its text: with the thirty days drawn, without; then fewer places and numbers."""
    say = words(summary.language)
    quotes, places, pulls = briefly(summary, width), _places(summary, width), _pulls(summary, width)
    strip = days.strip(summary, width)
    told = facts.briefly(shown_as_rows(summary, False), width, say, items)
    under = facts.briefly(shown_as_rows(summary, True), width, say, items) if strip else []
    over = [days.odd(summary, width)] if strip is None else []
    stacks = [[quotes[0], strip, *under[:1], *pulls, *places[:1]]] if strip else []
    stacks += [[quotes[0], *over, told_here, *pulls, places[0]] for told_here in told or [nothing()]]
    stacks += [[quotes[0], *over, *told[-1:], *pulls, places_here] for places_here in places[1:]]
    stacks.append([quotes[-1], *over, *told[-1:], *pulls, places[-1]])
    if told and len(places) > 1:  # the numbers alone
        half = (width - _COLUMN) / 2
        shut_words = beside(_places(summary, half)[-1:], own_words(summary, half)[-1:], half + _COLUMN)
        stacks.append([*shut_words, *over, told[-1], *pulls])
    return [stack([one for one in parts if one], _LINE_GAP) for parts in stacks]


def _places(summary: Summary, width: float) -> list[Block]:
    """Where it is, in names; then fewer of them; then only how many. What an empty map means is said in as many words."""
    say, found = words(summary.language), groups(summary)
    if not found:
        return [gist(say("paper.where"), [Said([Span(summary.regions_status or say("paper.where-none"), "narrow-bold", 8)])], width, say)]
    total = sum(len(group.entries) for group in found)
    made = []
    for shown in dict.fromkeys((total, min(total, _PLACES))):
        spans, room = [], shown
        for group in found:
            names = [[Span(entry.label, "narrow-bold", 8)] for entry in group.entries[:max(room, 0)]]
            room -= len(group.entries)
            if names:
                title = [Span(say("notice.named", name=group.title, value=""), "narrow", 8)] if group.kind == "own" or len(found) > 1 else []
                spans += [*([Span("     ", "narrow", 8)] if spans else []), *title, *listed(names)]
        rest = left(summary, shown) if shown < total else None
        made.append(gist(say("paper.where" if summary.regions else "paper.where-is"), [Said(spans)], width, say, left=rest, loss=UNDRAWN))
    return [*made, closed("regions", say("paper.where" if summary.regions else "paper.where-is"), left(summary, 0).items, width, _NOWHERE)]


def _pulls(summary: Summary, width: float) -> list[Block]:
    """Which way the head pulls, in words."""
    one = pulled(summary)
    return [gist(one.title, [Said(listed([[Span(region.label, "narrow-bold", 8)] for region in one.regions]))], width, words(summary.language), loss=UNDRAWN)] if one else []


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
