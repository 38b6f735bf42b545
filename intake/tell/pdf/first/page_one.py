"""Page one: every block measured, the room shared out, the order of decisions kept; what does not fit is named and moved."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

from intake.tell.pdf.first.evidence import criteria, criteria_height
from intake.tell.pdf.first.head import header, urgent
from intake.tell.pdf.first.history import treatments
from intake.tell.pdf.first.lists import lists, lists_height
from intake.tell.pdf.first.middle import middle
from intake.tell.pdf.first.review import LEAST, review
from intake.tell.pdf.first.strip import ROOMY, TIGHT, split_strip, strip
from intake.tell.pdf.first.toxin import toxin
from intake.tell.pdf.paper.blocks import Block, Left, Places, beside, fit
from intake.tell.pdf.paper.enlarge import Enlarged
from intake.tell.pdf.paper.frame import MARGIN, Frame
from intake.tell.pdf.paper.sheet import Sheet
from intake.tell.summary import Summary

_GAP, _NEAR = 6.5, 4.0
"""Points between blocks; and where a page is so crowded that a block would say nothing."""
_NOTHING = 2.0
"""A block that loses so much says nothing of what matters most in it (`Block.loss`)."""
_EVIDENCE = (0.52, 0.46, 0.58)
_COLUMN = 14.0
_MIDDLE, _TRIED, _LOWER, _TAKES = 2.0, 1.2, 0.9, 1.4
"""Who keeps more when room is short: where it hurts, words and numbers; treatments and toxin; criteria; medicines, allergies and notes."""
_LARGEST = 1.18
"""How much larger a page with little on it may be drawn."""
_WRITING = 62.0
"""Room kept for the clinician's hand before anything is drawn larger."""


@dataclass(frozen=True, slots=True)
class PageOne:
    """The measured page: its blocks in reading order, the space between them, how much larger those after the header are drawn."""

    top: tuple[Block, ...]
    body: tuple[Block, ...]
    gap: float
    larger: float
    spare: float

    @property
    def blocks(self) -> tuple[Block, ...]:
        return (*self.top, *self.body)

    @property
    def left(self) -> tuple[Left, ...]:
        return tuple(left for block in self.blocks for left in block.left)

    def draw(self, sheet: Sheet, frame: Frame, places: Places) -> None:
        y = frame.top
        for block in self.top:
            block.draw(sheet, MARGIN, y, places)
            y += block.height + _GAP
        on = Enlarged(sheet, self.larger, MARGIN, y) if self.larger > 1.0 else sheet
        for block in self.body:
            block.draw(on, MARGIN, y, places)
            y += block.height + self.gap


def plan(summary: Summary, frame: Frame) -> PageOne:
    """Lay out page one. Urgent box, header and safety strip take what they need; the other blocks share the rest fairly.

    A page on which everything fits with much room to spare is laid out again, larger, as far as everything still fits.
    """
    page = _page(summary, frame, 1.0)
    for _ in range(2):
        body = sum(block.height for block in page.body) * page.larger
        larger = min(_LARGEST, page.larger * sqrt((body + page.spare) / (body + _WRITING)))
        if page.left or larger < page.larger + 0.03:
            break
        other = _page(summary, frame, larger)
        if other.left or other.spare < 0:
            break
        page = other
    return page


def _page(summary: Summary, frame: Frame, larger: float) -> PageOne:
    top = tuple(block for block in (urgent(summary, frame.content), header(summary, frame.content)) if block.height)
    width = frame.content / larger
    room = (frame.bottom - frame.top - 2.0 - sum(block.height + _GAP for block in top)) / larger
    weights, elastic = zip((_MIDDLE, middle(summary, width)), *_history(summary, width), *_lower(summary, width), strict=True)
    safety, chosen, between = None, [], _GAP
    for size, gap in ((ROOMY, _GAP), (TIGHT, _GAP), (TIGHT, _NEAR)):  # the answers of the strip smaller only where that keeps something else
        if gap == _NEAR and not any(block.loss > _NOTHING for block in chosen):
            break
        gaps = gap * (len(elastic) + 1)
        least = sum(variants[-1].height for variants in elastic) + gaps + LEAST
        tried = strip(summary, width, size)
        if size == TIGHT and tried.height > room - least:
            tried = split_strip(summary, width, room - least)
        kept = fit(elastic, room - tried.height - LEAST - gaps, weights)
        if safety is None or safety.height > room - least or kept != chosen:
            safety, chosen, between = tried, kept, gap
        if safety.height <= room - least and all(block is variants[0] for block, variants in zip(chosen, elastic, strict=True)):
            break
    gaps = between * (len(elastic) + 1)
    used = safety.height + sum(block.height for block in chosen) + gaps
    hand = review(summary, width, room - used)
    spare = room - used - hand.height
    body = tuple(block for block in (safety, *chosen, hand) if block.height)
    return PageOne(top, body, between + min(max(spare, 0.0) / len(body), 6.0), larger, (room - used - LEAST) * larger)


def _history(summary: Summary, width: float) -> list[tuple[float, list[Block]]]:
    """Treatments, then toxin visits; where there are neither, both say so on one line."""
    if summary.treatments or summary.toxin:
        return [(_TRIED, treatments(summary, width)), (_TRIED, toxin(summary, width))]
    half = (width - _COLUMN) / 2
    return [(_TRIED, beside(treatments(summary, half), toxin(summary, half), half + _COLUMN))]


def _lower(summary: Summary, width: float) -> list[tuple[float, list[Block]]]:
    """Criteria beside medicines, allergies and notes, in the proportion that needs least height, or above them, each in two columns."""
    if not summary.criteria:
        return [(_TAKES, lists(summary, width))]
    tall = {width * part: max(criteria_height(summary, width * part), lists_height(summary, width - width * part - _COLUMN)) for part in _EVIDENCE}
    left = min(tall, key=tall.__getitem__)
    if criteria_height(summary, width) + lists_height(summary, width) + _GAP < tall[left]:
        return [(_LOWER, criteria(summary, width)), (_TAKES, lists(summary, width))]
    return [(_TAKES, beside(criteria(summary, left), lists(summary, width - left - _COLUMN), left + _COLUMN))]


__all__ = ["PageOne", "plan"]
