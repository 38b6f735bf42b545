"""Compose: measure every page, then draw each once, then the frame with "page n of N"."""

from __future__ import annotations

from decimal import Decimal

from intake.ask.words import words
from intake.tell.pdf import page_one, transcript
from intake.tell.pdf.blocks import Places
from intake.tell.pdf.close import attestation, context, scopes, staff, versions
from intake.tell.pdf.frame import MARGIN, frame
from intake.tell.pdf.page_one import PageOne
from intake.tell.pdf.paper import SIZES, Paper
from intake.tell.summary import Summary


class NotPrintable(ValueError):
    """A number of the summary that no scale can show. Names the row's place, never the patient's words."""


def draw(summary: Summary, record: object = None, *, clinic: object, released: str) -> bytes:
    """The PDF of a visit.

    `clinic.paper` is "letter" or "a4" (letter when it says nothing). `released` is when and by whom it was let out; it is
    printed, and with the summary it is all the bytes depend on. `record` is there for the archive pass, which attaches it.
    Raises NotPrintable for a number that is not finite.
    """
    return compose(summary, paper=getattr(clinic, "paper", "letter") or "letter", released=released)[0].save()


def compose(summary: Summary, *, paper: str, released: str, tagged: bool = True) -> tuple[Paper, PageOne]:
    """The drawn document, not yet a file, and the plan of page one (for tests: what it left for later pages)."""
    check_numbers(summary)
    out = Paper(paper, title=summary.versions.document_id or "Intake", language=summary.language, tagged=tagged)
    around = frame(summary, SIZES[paper], released)
    first = page_one.plan(summary, around)
    width = around.content
    close = [scopes(summary, width), context(summary, width), attestation(summary, width), staff(summary, width), versions(summary, width, released)]
    later = transcript.plan(summary, first.left, around, close)
    total = 1 + len(later.pages)
    places = Places(later.places, total, words(summary.language))
    sheet = out.sheet()
    out.bookmark(summary.why.title or words(summary.language)("summary.title"), sheet)
    first.draw(sheet, around, places)
    for placed in later.pages:
        sheet = out.sheet()
        transcript.draw(later, sheet, placed, MARGIN, places)
    for number, sheet in enumerate(out.sheets, 1):
        around.draw(sheet, number, total)
    return out, first


def check_numbers(summary: Summary) -> None:
    """Every number that a scale or bar would show is finite."""
    for place, row in enumerate(summary.numbers):
        for value in (row.number, row.low, row.high, row.previous, *(cut.value for cut in row.thresholds)):
            if value is not None and not Decimal(str(value)).is_finite():
                raise NotPrintable(f"numbers[{place}]: not a finite number")
    for place, visit in enumerate(summary.toxin):
        if visit.benefit is not None and not Decimal(str(visit.benefit)).is_finite():
            raise NotPrintable(f"toxin[{place}].benefit: not a finite number")
