"""Page one: every block measured, the room shared out, the order of decisions kept; what does not fit is named and moved."""

from __future__ import annotations

from dataclasses import dataclass

from intake.ask.words import words
from intake.tell.pdf.blocks import Block, Left, Places, beside, fit, stacked
from intake.tell.pdf.evidence import criteria
from intake.tell.pdf.figure import regions
from intake.tell.pdf.flow import Span, lay
from intake.tell.pdf.frame import MARGIN, Frame
from intake.tell.pdf.head import header, urgent
from intake.tell.pdf.history import treatments
from intake.tell.pdf.lists import lists
from intake.tell.pdf.numbers import numbers
from intake.tell.pdf.paper import Sheet
from intake.tell.pdf.quotes import own_words
from intake.tell.pdf.strip import split_strip, strip
from intake.tell.pdf.toxin import toxin
from intake.tell.summary import Summary

_GAP = 6.5
_MAP = 0.345
_EVIDENCE = 0.52
_COLUMN = 14.0
_WEIGHTS = (1.25, 1.1, 1.1, 1.0)
"""Who keeps more when room is short: where it hurts, words and numbers; treatments; toxin; evidence and medicines."""


@dataclass(frozen=True, slots=True)
class PageOne:
    """The measured page: its blocks in reading order, the extra space between them, and what they leave for later pages."""

    blocks: tuple[Block, ...]
    gap: float

    @property
    def left(self) -> tuple[Left, ...]:
        return tuple(left for block in self.blocks for left in block.left)

    def draw(self, sheet: Sheet, frame: Frame, places: Places) -> None:
        y = frame.top
        for block in self.blocks:
            block.draw(sheet, MARGIN, y, places)
            y += block.height + (self.gap if block.height else 0.0)


def plan(summary: Summary, frame: Frame) -> PageOne:
    """Lay out page one. Urgent box, header and safety strip take what they need; the other blocks share the rest fairly."""
    width, room = frame.content, frame.bottom - frame.top - 2.0
    first, head, safety, sign = urgent(summary, width), header(summary, width), strip(summary, width), reviewed(summary, width)
    narrow, wide = width * _MAP, width * (1 - _MAP) - _COLUMN
    said = own_words(summary, wide if summary.regions else width)
    if summary.regions:
        middle = beside(regions(summary, narrow), stacked(said, numbers(summary, wide), 5.0), narrow + _COLUMN)
    else:
        middle = stacked(regions(summary, width), stacked(said, numbers(summary, width, columns=2), 5.0), 5.0)
    left = width * _EVIDENCE
    lower = beside(criteria(summary, left), lists(summary, width - left - _COLUMN), left + _COLUMN)
    if not summary.criteria:
        lower = lists(summary, width)
    elastic = [middle, treatments(summary, width), toxin(summary, width), lower]
    fixed = [first, head, safety, sign]
    gaps = _GAP * (sum(1 for block in fixed if block.height) + len(elastic) - 1)
    least = sum(variants[-1].height for variants in elastic) + gaps
    spare = room - first.height - head.height - sign.height - least
    if safety.height > spare:
        safety = fixed[2] = split_strip(summary, width, spare)
    chosen = fit(elastic, room - sum(block.height for block in fixed) - gaps, _WEIGHTS)
    blocks = tuple(block for block in (first, head, safety, *chosen, sign) if block.height)
    spare = room - sum(block.height for block in blocks) - gaps
    return PageOne(blocks, _GAP + min(max(spare, 0.0) / len(blocks), 5.0))


def reviewed(summary: Summary, width: float) -> Block:
    """The line for the clinician's hand."""
    say = words(summary.language)
    done = summary.reviewed_by
    text = say("paper.reviewed-by", who=done, at=summary.reviewed_at) if done else say("paper.reviewed")
    flow = lay(Span(text, "narrow", 8.4), width)
    on = lay(Span(say("paper.reviewed-on"), "narrow", 8.4), 60)

    def draw(sheet: Sheet, x: float, y: float, places: Places) -> None:
        with sheet.tag("P"):
            sheet.flow(x, y + 4, flow)
            if not done:
                at = x + flow.width + 6
                sheet.flow(at + 190, y + 4, on)
        if not done:
            with sheet.artifact():
                sheet.rule(at, y + 13, at + 180, y + 13, 0.5)
                sheet.rule(at + 196 + on.width, y + 13, at + 290 + on.width, y + 13, 0.5)

    return Block(15.0 if not done else flow.height + 6.0, draw)


__all__ = ["PageOne", "plan"]
