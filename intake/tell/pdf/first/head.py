"""Head of page one: the urgent box, then who the patient is and where the words come from."""

from __future__ import annotations

import re
import unicodedata

from intake.ask.words import Words, words
from intake.tell.pdf.paper import barcodes
from intake.tell.pdf.paper.blocks import Block, Places, nothing
from intake.tell.pdf.paper.marks import pill, pill_width, tick_box
from intake.tell.pdf.paper.sheet import RED, Sheet
from intake.tell.pdf.text.flow import Flow, Span, lay
from intake.tell.pdf.text.sanitise import bounded
from intake.tell.summary import Flag, Summary

NBSP = "\xa0"
REF = 7.6
"""Size of the ids of rules and of question numbers: smaller ones lose their hyphens on a fax of 98 lines an inch."""
_TALLEST = 330.0
_NAME, _FACT = 300, 130
"""Characters of a name part and of a fact in the header: above what the form's own limits allow."""


def urgent(summary: Summary, width: float) -> Block:
    """The box of urgent findings: rule, the patient's words in quotes, what staff did. Nothing of it is ever cut."""
    if not summary.urgent:
        return nothing()
    for most in (1200, 300, 80):
        block = _urgent(summary, width, most)
        if block.height <= _TALLEST:
            break
    return block


def _urgent(summary: Summary, width: float, most: int) -> Block:
    """The box with at most `most` characters of each answer: more than a form allows is shown in the transcript."""
    say = words(summary.language)
    pad, word = 6.0, say("paper.urgent")
    inner = width - 2 * pad
    first = pill_width(word) + 8
    rows: list[tuple[float, Flow]] = [(first, lay(Span(say("paper.urgent-line", count=len(summary.urgent)), "bold", 9), inner - first))]
    for flag in summary.urgent:
        rows.append((0.0, lay(_urgent_spans(flag, _answered_at(summary, flag), most, say), inner)))
    if summary.urgent_words.text:
        rows.append((0.0, lay([Span(say("paper.patient-says") + " ", "narrow-bold", 8.5), Span(quoted(bounded(summary.urgent_words.text, most), say), "italic", 8.5),
                               Span("  " + summary.urgent_words.note if summary.urgent_words.note else "", "narrow", 8)], inner)))
    height = 2 * pad + sum(flow.height for _, flow in rows) + 2.5 * (len(rows) - 1)

    def draw(sheet: Sheet, x: float, y: float, places: Places) -> None:
        with sheet.artifact():
            sheet.rect(x + 1, y + 1, width - 2, height - 2, stroke=RED, weight=2.0)
            sheet.rect(x + 2.6, y + 2.6, width - 5.2, height - 5.2, stroke="0 G", weight=0.7)
        at = y + pad
        with sheet.tag("Sect"):
            pill(sheet, x + pad + 1, at - 0.4, word, strong=True, width=pill_width(word))
            for i, (shift, flow) in enumerate(rows):
                with sheet.tag("H2" if not i else "P"):
                    sheet.flow(x + pad + shift, at, flow)
                if not i:
                    sheet.paper.bookmark(say("paper.urgent-line", count=len(summary.urgent)), sheet, 1)
                at += flow.height + 2.5

    return Block(height, draw)


def _answered_at(summary: Summary, flag: Flag) -> str:
    """When the first of the answers was given, as the transcript says it; "" when no time is known."""
    lines = (line for section in summary.transcript for line in section.rows)
    return min((line.time for line in lines if line.time and line.number in flag.refs), default="")


def _urgent_spans(flag: Flag, time: str, most: int, say: Words) -> list[Span]:
    size = 8.5
    spans = [Span(bounded(flag.sentence, most), "narrow-bold", size)]
    if flag.quotes:
        spans.append(Span("  " + "; ".join(quoted(bounded(text, most), say) for text in flag.quotes), "italic", 8))
    if flag.detail:
        spans.append(Span("  " + bounded("; ".join(flag.detail), most), "narrow", size))
    if flag.note:
        spans.append(Span("  " + flag.note, "narrow", 8))
    if flag.scope:
        spans.append(Span(f"  {say('paper.scope-of')} {flag.scope}", "narrow", 8))
    if time:
        spans.append(Span("  " + say("paper.answered-at", time=time), "narrow-bold", 8))
    spans.append(Span("  " + NBSP.join((flag.id, *flag.refs)), "narrow-bold", REF))
    if flag.staff:
        spans.append(Span("\n" + say("paper.staff-did", what=bounded("; ".join(flag.staff), most)), "narrow-bold", 8))
    return spans


_QUIET = 7.0
"""Empty paper round the code of the document: four of its modules."""
_WHY = 0.335


def header(summary: Summary, width: float) -> Block:
    """Who: name, birth date, age, sex, chart number. Why: condition, clinic, visit. One line of provenance, and room for the code."""
    right = _why(summary, width * _WHY)
    right_width = max(flow.width for flow in right) + 0.1
    left_width = width - right_width - barcodes.SIDE - _QUIET - 14
    name, facts = _name(summary, left_width), lay(_facts(summary), left_width)
    beside = left_width + 14 + right_width
    origin = _origin(summary, beside)
    body = max(name.height + 1.5 + facts.height, sum(flow.height for flow in right))

    def draw(sheet: Sheet, x: float, y: float, places: Places) -> None:
        with sheet.tag("Sect"):
            with sheet.tag("H1"):
                sheet.flow(x, y, name)
            with sheet.tag("P"):
                sheet.flow(x, y + name.height + 1.5, facts)
            at = y + 0.5
            for flow in right:
                with sheet.tag("P"):
                    at = sheet.flow(x + left_width + 14, at, flow, width=right_width, align="right")
            with sheet.artifact():
                sheet.rule(x, y + body + 3.0, x + beside, y + body + 3.0, 0.5)
            if summary.versions.document_id:
                barcodes.draw_qr(sheet, x + width - barcodes.SIDE, y + 3.5, barcodes.document_text(summary.versions))
            with sheet.tag("P"):
                sheet.flow(x, y + body + 4.5, origin)

    return Block(max(body + 4.5 + origin.height, barcodes.SIDE + _QUIET), draw)


def _facts(summary: Summary) -> list[Span]:
    """Label and value, the label lighter; a value that nobody gave says "not known"."""
    who, say = summary.identity, words(summary.language)
    known = lambda text: bounded(text, _FACT) or say("paper.unknown")  # noqa: E731
    age = f" ({say('paper.age', age=who.age)})" if who.age is not None else ""
    facts: list[Span] = []
    for label, value in (
        (say("paper.born"), known(who.born) + age), (say("paper.sex"), known(who.sex)), (say("paper.mrn"), known(who.mrn)), (say("paper.tel"), bounded(who.phone, _FACT)),
        (say("paper.used-name"), bounded(who.used_name, _FACT)), (say("paper.pronouns"), bounded(who.pronouns, _FACT)),
    ):
        if value:
            facts += [Span((" " if facts else "") + label + NBSP, "regular", 8), Span((value.replace(" ", NBSP) if len(value) < 30 else value) + " ", "bold", 8.6)]
    return facts


def _why(summary: Summary, width: float) -> list[Flow]:
    """The condition, largest; the document and whose it is; the visit, and who sent the patient."""
    say, why, who = words(summary.language), summary.why, summary.identity
    first, *others = why.indications or (why.title,)
    flows = [lay(Span(first, "bold", 11.5), width, 1.16)]
    flows += [lay(Span(say("paper.also", what="; ".join(others)), "bold", 8.6), width)] if others else []
    flows += [lay(Span(why.title, "bold", 8), width)] if why.indications else []
    visit = [bounded(summary.clinic, _FACT), say("paper.visit-on", date=who.visit_date) if who.visit_date else "", why.kind, say("paper.sent-by", who=bounded(who.referrer, _FACT)) if who.referrer else "",
             say("paper.brand", brand=why.brand) if why.brand else ""]
    whole = [part.replace(" ", NBSP) if len(part) <= 36 else part for part in visit if part]
    flows.append(lay(Span("  · ".join(whole), "regular", 7.8), width))
    return [flow for flow in flows if flow.width]


def _origin(summary: Summary, width: float) -> Flow:
    """Where the words come from: that nobody verified them, the language, who answered, the letter that marks such answers; and what Q is, where the line has room for it."""
    say, told = words(summary.language), summary.told
    mark = f"paper.mark-{told.mark.lower()}"
    spans = [Span(summary.provenance, "narrow-bold", 8.4), Span("   " + bounded(told.line, 3 * _FACT), "narrow", 8.2)]
    if told.line and mark in say:
        spans.append(Span(NBSP * 2 + say("paper.marked", mark=told.mark, word=say(mark)).replace(" ", NBSP), "narrow-bold", 7.6))
    short, full = lay(spans, width), lay([*spans, Span("   " + say("paper.refs").replace(" ", NBSP), "narrow", 7.4)], width)
    return full if len(full.lines) == len(short.lines) else short


def _name(summary: Summary, width: float) -> Flow:
    """SURNAME, Given: large on one line, smaller on two; never cut."""
    who, say = summary.identity, words(summary.language)
    surname, given = capitals(bounded(who.surname, _NAME)), bounded(who.given, _NAME)
    given = (", " if surname and given else "") + given
    for size in (17.0, 14.0, 12.0, 10.5):
        flow = lay([Span(surname, "bold", size), Span(given, "regular", size)] if surname or given else Span(say("paper.name-unknown"), "bold", size), width, 1.2)
        if len(flow.lines) <= (1 if size > 14 else 2):
            break
    return flow


_TURKIC = frozenset("ğĞşŞıİəƏ\u0307")
"""Letters of languages in which the capital of i has a dot: a name with one of them stands as typed."""
_INNER = re.compile(r"\b[^\W\d_A-Z][A-Z]")
"""A small letter before a capital: Irish names have one that stays small."""


def capitals(name: str) -> str:
    """A surname in capitals where these are certain: Latin or Cyrillic letters that come back the same; any other name as typed.

    Greek loses its accents, Georgian gets letters few can read, ß becomes two: bold is enough to tell which name is the surname.
    """
    text = unicodedata.normalize("NFC", name)
    known = all(unicodedata.name(letter, "").startswith(("LATIN", "CYRILLIC")) for letter in text if letter.isalpha())
    certain = known and not _TURKIC & set(text) and not _INNER.search(text) and text.upper().lower() == text.lower() and len(text.upper()) == len(text)
    return name.upper() if certain else name


def quoted(text: str, say: Words) -> str:
    """The patient's words between the quotation marks of the language."""
    return say("notice.quoted", text=text)


def check_boxes(sheet: Sheet, x: float, y: float, labels: tuple[str, ...]) -> None:
    """Boxes for staff to tick by hand, one under the other."""
    for i, label in enumerate(labels):
        with sheet.artifact():
            tick_box(sheet, x, y + i * 8.6 + 0.8)
        with sheet.tag("Span"):
            sheet.flow(x + 9, y + i * 8.6 - 0.3, lay(Span(label, "narrow", 7), 70))
