"""Compose: measure every page, then draw each once, then the frame with "page n of N"."""

from __future__ import annotations

from decimal import Decimal

from intake.ask.words import words
from intake.save.record import Record
from intake.tell.fhir import response_bytes
from intake.tell.pdf.finish.archive import Attachment, archive
from intake.tell.pdf.first import page_one
from intake.tell.pdf.first.page_one import PageOne
from intake.tell.pdf.later import transcript
from intake.tell.pdf.later.close import clinician, close
from intake.tell.pdf.later.columns import column
from intake.tell.pdf.later.poured import draw as draw_page
from intake.tell.pdf.later.seal_box import Stamp
from intake.tell.pdf.paper.blocks import Places
from intake.tell.pdf.paper.frame import MARGIN, frame
from intake.tell.pdf.paper.sheet import SIZES, Paper
from intake.tell.pdf.text.flow import forget
from intake.tell.summary import Summary

RESPONSE = "QuestionnaireResponse.json"
"""The name of the attached file."""


class NotPrintable(ValueError):
    """A number of the summary that no scale can show. Names the row's place, never the patient's words."""


def draw(summary: Summary, record: Record | None = None, *, clinic: object, released: str, stamp: Stamp | None = None) -> bytes:
    """The PDF of a visit.

    `clinic.paper` is "letter" or "a4" (letter when it says nothing). `released` is when and by whom it was let out; it is
    printed. With a record the file is PDF/A-3a and the record's QuestionnaireResponse is attached; without one, or where
    `clinic.archive` is "a2", it is PDF/A-2a and holds nothing but the pages. Both are PDF/UA-1. `stamp` is what the page says of
    the seal that `release` puts on afterwards; without one it says that it is unsealed.
    Raises NotPrintable for a number that is not finite.
    """
    attaches = record is not None and getattr(clinic, "archive", "a3") != "a2"
    try:
        out = compose(summary, paper=getattr(clinic, "paper", "letter") or "letter", released=released, stamp=stamp, attached=attaches)[0]
    finally:
        forget()
    if record is None:
        return archive(out)
    attached = None
    if attaches:
        attached = Attachment(RESPONSE, "application/fhir+json", response_bytes(record), words(summary.language)("paper.attached"))
    return archive(out, made=record.finished or record.visit_date, attachment=attached)


def compose(summary: Summary, *, paper: str, released: str, tagged: bool = True, stamp: Stamp | None = None, attached: bool = False) -> tuple[Paper, PageOne]:
    """The drawn document, not yet a file, and the plan of page one (for tests: what it left for later pages).

    `attached`: the file will hold the answers as data, and the page may point there.
    """
    check_numbers(summary)
    out = Paper(paper, title=title(summary), language=summary.language, tagged=tagged)
    around = frame(summary, SIZES[paper], released)
    first = page_one.plan(summary, around)
    later = transcript.plan(summary, first.left, around, close(summary, column(around), released, stamp, attached=attached, told={part.key for part in first.left}), clinician(summary, around.content))
    total = 1 + len(later.pages)
    places = Places(later.places, total, words(summary.language))
    sheet = out.sheet()
    out.bookmark(summary.why.title or words(summary.language)("summary.title"), sheet)
    first.draw(sheet, around, places)
    for placed in later.pages:
        sheet = out.sheet()
        draw_page(later, sheet, placed, MARGIN, places)
    for number, sheet in enumerate(out.sheets, 1):
        around.draw(sheet, number, total)
    return out, first


def title(summary: Summary) -> str:
    """What the file calls itself, in its title bar and its metadata: what it is and the document's id, never whose it is."""
    return ", ".join(part for part in (words(summary.language)("summary.title"), summary.versions.document_id) if part)


def check_numbers(summary: Summary) -> None:
    """Every number that a scale or bar would show is finite."""
    for place, row in enumerate(summary.numbers):
        for value in (row.number, row.low, row.high, row.previous, *(cut.value for cut in row.thresholds)):
            if value is not None and not Decimal(str(value)).is_finite():
                raise NotPrintable(f"numbers[{place}]: not a finite number")
    for place, visit in enumerate(summary.toxin):
        if visit.benefit is not None and not Decimal(str(visit.benefit)).is_finite():
            raise NotPrintable(f"toxin[{place}].benefit: not a finite number")
