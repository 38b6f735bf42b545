"""Frame: what stands on every page: the banners, whose page it is, the document's id in letters and bars, and "page n of N"."""

from __future__ import annotations

from dataclasses import dataclass

from intake.ask.words import Words, words
from intake.tell.pdf.paper import barcodes
from intake.tell.pdf.paper.sheet import BLACK, WHITE, Sheet
from intake.tell.pdf.text.flow import Flow, Span, lay
from intake.tell.pdf.text.sanitise import bounded
from intake.tell.summary import Summary, Versions

MARGIN = 28.0
_TOP = 20.0
_LONGEST = 360
"""Characters of a name on every page; the form allows 120 for each part."""
_BARS = 16.0
_GAP = 16.0
"""Between text and bars: the quiet zone, and room for a third digit of the page."""
_NUMBER = 62.0
"""Room for "page 888 of 888"."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The measured frame. `top` and `bottom` are where the content of a page begins and ends."""

    width: float
    height: float
    banner: Flow | None
    who: Flow
    foot: Flow
    note: Flow
    versions: Versions
    say: Words

    @property
    def content(self) -> float:
        return self.width - 2 * MARGIN

    @property
    def top(self) -> float:
        return _TOP + (self.banner.height + 5.5 if self.banner else 0.0)

    @property
    def bottom(self) -> float:
        return self.height - 20.0 - self._foot_height

    @property
    def _foot_height(self) -> float:
        return self._beside + self.note.height + 5.0

    @property
    def _beside(self) -> float:
        """Height of the lines that stand beside the bars."""
        return max(self.who.height + self.foot.height, _BARS + 2.5)

    def draw(self, sheet: Sheet, page: int, total: int) -> None:
        """Banners on top, identity, bars and page number below."""
        right = MARGIN + self.content
        with sheet.artifact():
            if self.banner:
                sheet.rect(MARGIN, _TOP - 1.5, self.content, self.banner.height + 3.5, fill=BLACK)
                sheet.flow(MARGIN + 5, _TOP, self.banner, colour=WHITE)
            y = self.bottom + 3.0
            sheet.rule(MARGIN, y - 1.0, right, y - 1.0, 1.0)
            sheet.flow(MARGIN, sheet.flow(MARGIN, y + 1.0, self.who), self.foot)
            if self.versions.document_id:
                text = barcodes.page_text(self.versions, page)
                barcodes.draw_page_code(sheet, right - barcodes.width(text), y + 2.0, _BARS, text)
            y += 1.0 + self._beside
            sheet.flow(MARGIN, y, self.note)
            number = lay(Span(self.say("paper.page", page=page, total=total), "bold", 8), _NUMBER)
            sheet.flow(right - _NUMBER, y - 0.6, number, width=_NUMBER, align="right")


def frame(summary: Summary, size: tuple[float, float], released: str) -> Frame:
    """Measure the frame. A long name wraps and the frame grows; it is never cut."""
    say, width = words(summary.language), size[0] - 2 * MARGIN
    banner = "  ·  ".join(text.upper() if text.isascii() and len(text) < 12 else text for text in summary.banners)
    versions = summary.versions
    facts = [say("paper.record", sha=versions.record_sha256[:16])]
    if summary.identity.visit_id:
        facts.append(say("paper.visit", id=bounded(summary.identity.visit_id, 80)))
    facts += [say("paper.released", at=released)] if released else []
    beside = width - (barcodes.width(barcodes.page_text(versions, 88)) + _GAP if versions.document_id else 0.0)
    name = Span(say("paper.document", id=versions.document_id), "narrow-bold", 7.6)
    feet = [lay([name, Span("  ·  " + "  ·  ".join(told), "narrow", 7)], beside) for told in ([*facts, versions.app], facts) if all(told)]
    return Frame(
        width=size[0], height=size[1],
        banner=lay(Span(banner, "bold", 7.6), width - 10) if banner else None,
        who=lay(Span(identity_line(summary), "narrow-bold", 8), beside),
        foot=min(feet, key=lambda foot: len(foot.lines)),  # the program stands where it takes no line of its own; it is among the versions as well
        note=lay(Span(say("paper.disclaimer"), "narrow", 7.4), width - _NUMBER - 2),
        versions=versions, say=say,
    )


def identity_line(summary: Summary) -> str:
    """The name as typed, birth date and chart number in one line."""
    who, say = summary.identity, words(summary.language)
    name = bounded(", ".join(part for part in (who.surname, who.given) if part), _LONGEST) or say("paper.name-unknown")
    born, mrn = bounded(who.born, 40) or say("paper.unknown"), bounded(who.mrn, 80) or say("paper.unknown")
    return "  ·  ".join((name, say("paper.born-short", date=born), f"{say('paper.mrn')} {mrn}"))
