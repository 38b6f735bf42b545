"""Own words: why the patient came and what a good result would be, as typed, in quotation marks."""

from __future__ import annotations

from intake.ask.words import Words, words
from intake.tell.pdf.blocks import HEAD, Block, Item, Places, closed, heading, lower
from intake.tell.pdf.flow import Span, lay
from intake.tell.pdf.head import quoted
from intake.tell.pdf.paper import Sheet
from intake.tell.summary import Quote, Summary


def own_words(summary: Summary, width: float) -> list[Block]:
    """Two quotations, and as the least a line saying where they stand. What page one cuts says so too."""
    say = words(summary.language)
    items = [Item(label, quoted(quote.text, say) if quote.text else say("paper.blank", status=quote.status), quote.refs)
             for label, quote in ((say("paper.own-words"), summary.own_words), (say("paper.goal"), summary.goal))]
    return lower([_quotes(summary, width), closed("words", say("paper.own-words"), items, width)])


def _quotes(summary: Summary, width: float) -> Block:
    say = words(summary.language)
    rows = []
    for label, quote in (("", summary.own_words), (say("paper.goal"), summary.goal)):
        rows.append(lay(_spans(label, quote, say), width - 9, 1.24))
    height = HEAD + sum(flow.height for flow in rows) + 2.0 * len(rows)
    refs = ", ".join((*summary.own_words.refs, *summary.goal.refs))

    def draw(sheet: Sheet, x: float, y: float, places: Places) -> None:
        heading(sheet, x, y, width, say("paper.own-words"), say("paper.verbatim", refs=refs) if refs else "")
        at = y + HEAD
        with sheet.artifact():
            sheet.rule(x + 1.2, at, x + 1.2, y + height - 1.5, 2.4)
        for flow in rows:
            with sheet.tag("P"):
                at = sheet.flow(x + 9, at, flow, width=width - 9, align="start") + 2.0

    return Block(height, draw)


def _spans(label: str, quote: Quote, say: Words) -> list[Span]:
    spans = [Span(label + "  ", "narrow-bold", 8)] if label else []
    if not quote.text:
        return [*spans, Span(say("paper.blank", status=quote.status), "narrow-bold", 8)]
    shown = quote.cut if quote.is_cut else quote.text
    spans.append(Span(quoted(shown, say), "italic", 8.8))  # a cut ends in "…" already
    if quote.note:
        spans.append(Span("  " + quote.note, "narrow", 7.6))
    if quote.is_cut:
        spans.append(Span("  " + say("paper.full-text", refs=", ".join(quote.refs)), "narrow-bold", 7.6))
    return spans
