"""Own words: why the patient came and what a good result would be, as typed, in quotation marks."""

from __future__ import annotations

from intake.ask.words import Words, words
from intake.tell.pdf.first.head import quoted
from intake.tell.pdf.first.gist import Said, gist
from intake.tell.pdf.paper.blocks import HEAD, Block, Item, Left, Places, closed, heading, lower
from intake.tell.pdf.paper.sheet import Sheet
from intake.tell.pdf.text.flow import Span, lay
from intake.tell.summary import Quote, Summary


_QUOTE = 8.8
_GONE = 5.0
"""How bad it is that page one has none of the patient's words (`Block.loss`): nothing is worse."""


def own_words(summary: Summary, width: float, where: str = "") -> list[Block]:
    """Two quotations, then both in one paragraph, and as the least a line saying where they stand. What page one cuts says so too.

    `where` is what an empty body map means: it shares a line with what else was left blank.
    """
    say = words(summary.language)
    items = [Item(label, quoted(quote.text, say) if quote.text else say("paper.blank", status=quote.status), quote.refs) for label, quote in _quotes(summary)]
    return lower([_block(summary, width, where), _run(summary, width, where), closed("words", say("paper.own-words"), items, width, _GONE)])


def briefly(summary: Summary, width: float) -> list[Block]:
    """Both beside their title; then only why the patient came, the goal left for a later page."""
    say, told = words(summary.language), _quotes(summary)
    said = [Said(_spans(label, quote, say) if quote.text else _blank(label, say("paper.blank", status=quote.status)), quote.language) for label, quote in told]
    goal = [Item(label, quoted(quote.text, say), quote.refs) for label, quote in told[1:] if quote.text]
    title = say("paper.own-words")
    made = [gist(title, said, width, say)]
    return [*made, gist(title, said[:1], width, say, left=Left("words", title, tuple(goal)))] if goal else made


def _quotes(summary: Summary) -> list[tuple[str, Quote]]:
    say = words(summary.language)
    return [(say("paper.why-here"), summary.own_words), (say("paper.goal"), summary.goal)]


def _block(summary: Summary, width: float, where: str) -> Block:
    say = words(summary.language)
    told = [(label, quote) for label, quote in _quotes(summary) if quote.text]
    blank = [(label, say("paper.blank", status=quote.status)) for label, quote in _quotes(summary) if not quote.text]
    blank += [(_where(say), where)] if where else []
    rows = [lay(_spans(label if len(told) > 1 or quote is not summary.own_words else "", quote, say), width - 9, 1.24) for label, quote in told]
    if blank:
        rows.append(lay([span for label, status in blank for span in (*_blank(label, status), Span("     ", "narrow", 8))], width - 9))
    height = HEAD + sum(flow.height for flow in rows) + 1.5 * len(rows)
    refs = ", ".join(ref for _, quote in told for ref in quote.refs)

    def draw(sheet: Sheet, x: float, y: float, places: Places) -> None:
        heading(sheet, x, y, width, say("paper.own-words"), say("paper.verbatim", refs=refs) if refs else "")
        at = y + HEAD
        for n, flow in enumerate(rows):
            if n < len(told):
                with sheet.artifact():
                    sheet.rule(x + 1.2, at + 0.8, x + 1.2, at + flow.height, 2.4)
            with sheet.tag("P", lang=told[n][1].language if n < len(told) else ""):
                at = sheet.flow(x + 9, at, flow, width=width - 9, align="start") + 1.5

    return Block(height, draw)


def _run(summary: Summary, width: float, where: str) -> Block:
    """The same one after the other behind the title; what has no room left on its line begins the next."""
    say = words(summary.language)
    parts = [("H2", "", [Span(say("paper.own-words").upper(), "bold", 7.4)])]
    for label, quote in _quotes(summary):
        parts.append(("P", quote.language, _spans(label, quote, say) if quote.text else _blank(label, say("paper.blank", status=quote.status))))
    parts += [("P", "", _blank(_where(say), where))] if where else []
    placed, across, down, tall = [], 0.0, 2.2, 0.0
    for kind, language, spans in parts:
        flow = lay(spans, width)
        if across and across + flow.width > width:
            across, down, tall = 0.0, down + tall, 0.0
        placed.append((kind, language, across, down + max(0.0, (_QUOTE - flow.size) * 0.96), flow))  # one baseline
        across, tall = across + flow.width + 12.0, max(tall, flow.height)

    def draw(sheet: Sheet, x: float, y: float, places: Places) -> None:
        with sheet.artifact():
            sheet.rule(x, y, x + width, y, 1.0)
        for kind, language, dx, dy, flow in placed:
            with sheet.tag(kind, lang=language):
                sheet.flow(x + dx, y + dy, flow)
            if kind == "H2":
                sheet.paper.bookmark(say("paper.own-words"), sheet, 1)

    return Block(down + tall + 1.3, draw)


def _blank(label: str, status: str) -> list[Span]:
    """What was left blank, and the word for it, on one line."""
    return [Span(label + "\xa0", "narrow", 8), Span(status.replace(" ", "\xa0"), "narrow-bold", 8)]


def _where(say: Words) -> str:
    return say("notice.named", name=say("paper.where"), value="").strip()


def _spans(label: str, quote: Quote, say: Words) -> list[Span]:
    spans = [Span(label + "  ", "narrow-bold", 8)] if label else []
    shown = quote.cut if quote.is_cut else quote.text
    spans.append(Span(quoted(shown, say), "italic", _QUOTE))  # a cut ends in "…" already
    if quote.note:
        spans.append(Span("  " + quote.note, "narrow", 7.6))
    if quote.is_cut:
        spans.append(Span("  " + say("paper.full-text", refs=", ".join(quote.refs)), "narrow-bold", 7.6))
    return spans
