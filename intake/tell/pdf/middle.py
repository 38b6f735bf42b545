"""Middle: the band of page one between safety and history: where it is and which way the head pulls, beside own words and numbers."""

from __future__ import annotations

from intake.ask.words import words
from intake.tell.pdf.blocks import Block, beside, stack, stacked
from intake.tell.pdf.figure import drawable, drawings, lists
from intake.tell.pdf.numbers import numbers
from intake.tell.pdf.posture import heads, said
from intake.tell.pdf.quotes import own_words
from intake.tell.summary import Summary

_PICTURES = 0.37
_COLUMN = 14.0
_GAP = 5.0
_OVER = 1.3
"""How many times as high as words and numbers the pictures beside them may be, where they cannot be smaller."""


def middle(summary: Summary, width: float) -> list[Block]:
    """Pictures in a column of their own where there are any; else words and numbers over the whole width. Roomy to minimal."""
    narrow, wide = width * _PICTURES, width * (1 - _PICTURES) - _COLUMN
    maps = (drawings(summary, narrow), lists(summary, narrow)) if drawable(summary) else ([], [])
    where = "" if drawable(summary) else summary.regions_status or words(summary.language)("paper.where-none")
    pulls = heads(summary, narrow), said(summary, narrow)
    if not any(maps) and not any(pulls):
        return stacked(own_words(summary, width, where), numbers(summary, width, columns=2), _GAP)
    rights = stacked(own_words(summary, wide, where), numbers(summary, wide), _GAP)
    return beside(_pictures(maps, pulls, rights[0].height), rights, narrow + _COLUMN)


def _pictures(maps: tuple[list[Block], list[Block]], pulls: tuple[list[Block], list[Block]], tall: float) -> list[Block]:
    """Map over heads: both drawn, then the heads in words, then both. The larger part yields first; none is taller than `tall`
    where a smaller drawing will do."""
    drawn = _yielding([maps[0] or maps[1][:1], pulls[0]])
    worded = _yielding([maps[0][-1:] or maps[1][:1], pulls[1][:1]]) + _yielding([maps[1], pulls[1]])
    fitting = [block for block in drawn if block.height <= tall]
    if not fitting and drawn[-1].height <= tall * _OVER:
        fitting = drawn[-1:]
    return [*fitting, *worded]


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
