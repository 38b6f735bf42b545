"""Toxin: past injections, the last ones first, with units as the patient stated them."""

from __future__ import annotations

from intake.ask.words import Words, words
from intake.tell.pdf.first.gist import BRIEFLY, Said, gist
from intake.tell.pdf.first.head import quoted
from intake.tell.pdf.paper.blocks import DOTS, HEAD, MORE, Block, Item, Left, Places, closed, heading, lower, more, one_line
from intake.tell.pdf.paper.marks import bar, figure
from intake.tell.pdf.paper.sheet import Sheet
from intake.tell.pdf.text.flow import Flow, Span, lay
from intake.tell.summary import Summary, ToxinVisit

_WHAT, _BAR, _AFTER = 0.64, 0.125, 0.235
"""Parts of the width: when and what; the bar; what came of it."""
_WHEN = 0.25
"""The most of it that dates take."""
_GAP = 8.0
_LATEST = 3
_GONE = 3.0
"""How bad it is that page one does not say when the last injection was (`Block.loss`)."""


def toxin(summary: Summary, width: float) -> list[Block]:
    """The strip: every visit with its bar, every visit in words, then fewer; the latest stay longest. Nothing told: one line that says what that means."""
    say = words(summary.language)
    if not summary.toxin:
        return [one_line(say("paper.toxin"), summary.toxin_status or say("paper.asked-not"), width)]
    when = min(max(_when(visit, say, width).width for visit in summary.toxin) + _GAP, _WHEN * width)
    rows = [_Row(visit, width, when, say) for visit in summary.toxin]
    said = lay(Span(say("paper.toxin-words") + " " + "; ".join(quoted(text, say) for text in summary.toxin_words), "italic", 7.8), width) if summary.toxin_words else None
    dense = [_Dense(visit, width, say) for visit in summary.toxin]
    shorter = [_strip(summary, dense, n, width, said) for n in range(len(rows), 0, -1)]
    full = lower([_strip(summary, rows, len(rows), width, said), *shorter])
    return [*full, *_briefly(summary, width, say), closed("toxin", say("paper.toxin"), _items(summary, 0), width, _GONE)]


def _briefly(summary: Summary, width: float, say: Words) -> list[Block]:
    """The latest three visits and the latest alone: when, what, how many units as stated, and whether it helped."""
    every = Left("toxin", say("paper.toxin"), _items(summary, 0))
    made = []
    for shown in dict.fromkeys((min(_LATEST, len(summary.toxin)), 1)):
        said = [Said([*_dated(visit, say), Span("   " + (visit.brand or say("paper.brand-unknown")), "narrow-bold", 8.2), *(Span(f" · {part}", "narrow", 8) for part in (visit.units, visit.reason) if part),
                      Span(" · " + _helped(visit, say), "narrow-bold", 8)]) for visit in summary.toxin[:shown]]
        made.append(gist(say("paper.toxin"), said, width, say, left=every, shown=shown, loss=BRIEFLY))
    return made


class _Row:
    """One visit as a row of a table, with its bar."""

    kind = "TR"

    def __init__(self, visit: ToxinVisit, width: float, when: float, say: Words):
        self.visit, self.wide, self.dates = visit, width, when
        self.when = _when(visit, say, when)
        self.what = lay([Span(visit.brand or say("paper.brand-unknown"), "narrow-bold", 8.2), Span("  " + " · ".join(
            part for part in (visit.units, visit.reason, visit.clinic, visit.sites) if part), "narrow", 8)], width * _WHAT - when - _GAP, 1.16)
        self.benefit = lay(Span(_benefit(visit, say), "narrow-bold", 8), width * _BAR)
        self.rest = lay(Span(" · ".join(part for part in _after(visit, say) if part), "narrow", 8), width * _AFTER - _GAP, 1.16)
        self.height = max(14.0, self.when.height + 3, self.what.height + 3, self.rest.height + 3)

    def draw(self, sheet: Sheet, x: float, y: float) -> None:
        w = self.wide
        with sheet.tag("TH"):
            sheet.flow(x, y + 1.6, self.when)
        with sheet.tag("TD"):
            sheet.flow(x + self.dates, y + 1.6, self.what)
        with sheet.tag("TD"):
            place = x + w * _WHAT
            if self.visit.benefit is not None:
                with sheet.artifact():
                    bar(sheet, place, y + 4, 34, float(self.visit.benefit) / 100)
                place += 38
            sheet.flow(place, y + 1.8, self.benefit)
        with sheet.tag("TD"):
            sheet.flow(x + w * (_WHAT + _BAR) + _GAP, y + 1.6, self.rest)


class _Dense:
    """One visit in words over the whole width, without a bar: an entry of a list."""

    kind = "LI"

    def __init__(self, visit: ToxinVisit, width: float, say: Words):
        told = [Span(f"  {part}", "narrow", 8) for part in (visit.units, visit.reason, visit.clinic, visit.sites) if part]
        told = [span._replace(text=(" · " if n else "  ") + span.text.strip()) for n, span in enumerate(told)]
        self.flow = lay([*_dated(visit, say), Span("   " + (visit.brand or say("paper.brand-unknown")), "narrow-bold", 8.2),
                         *told, Span("  · " + _helped(visit, say), "narrow-bold", 8), Span("".join(f" · {part}" for part in _after(visit, say) if part), "narrow", 8)], width, 1.16)
        self.height = self.flow.height + 3.0

    def draw(self, sheet: Sheet, x: float, y: float) -> None:
        with sheet.tag("LBody"):
            sheet.flow(x, y + 1.2, self.flow)


def _dated(visit: ToxinVisit, say: Words) -> list[Span]:
    """The date and how long ago that is, each on one line."""
    ago = _ago(visit, say).replace(" ", "\xa0")
    return [Span(visit.date or say("paper.date-unknown"), "narrow-bold", 8.2), Span("  " + ago if ago else "", "narrow", 7.6)]


def _when(visit: ToxinVisit, say: Words, width: float) -> Flow:
    return lay(_dated(visit, say), width)


def _ago(visit: ToxinVisit, say: Words) -> str:
    return say("paper.days-ago-least" if visit.partial else "paper.days-ago", days=visit.days_ago, count=visit.days_ago) if visit.days_ago is not None else ""


def _benefit(visit: ToxinVisit, say: Words) -> str:
    return say("paper.percent", value=figure(visit.benefit, say)) if visit.benefit is not None else say("paper.benefit-blank")


def _helped(visit: ToxinVisit, say: Words) -> str:
    """The same in a sentence, where no column and no bar says what it is: "– 21 %" would read as less than nothing."""
    return say("paper.text-help", value=figure(visit.benefit, say)).replace(" ", "\xa0") if visit.benefit is not None else say("paper.benefit-blank")


def _strip(summary: Summary, rows: list[_Row] | list[_Dense], shown: int, width: float, said) -> Block:
    say = words(summary.language)
    rest = summary.toxin[shown:]
    extra = said.height + 1 if said else 0.0
    height = HEAD + sum(row.height for row in rows[:shown]) + extra + (MORE if rest else 0.0)
    left = (Left("toxin", say("paper.toxin"), _items(summary, shown)),) if rest else ()

    def draw(sheet: Sheet, x: float, y: float, places: Places) -> None:
        heading(sheet, x, y, width, say("paper.toxin"), say("paper.toxin-key" if rows[0].kind == "TR" else "paper.toxin-key-words"))
        at = y + HEAD
        with sheet.tag("Table" if rows[0].kind == "TR" else "L"):
            for i, row in enumerate(rows[:shown]):
                if i:
                    with sheet.artifact():
                        sheet.rule(x, at, x + width, at, 0.5, DOTS)
                with sheet.tag(row.kind):
                    row.draw(sheet, x, at)
                at += row.height
        if extra:
            with sheet.tag("P"):
                at = sheet.flow(x, at, said) + 1
        if rest:
            more(sheet, x, at, len(rest), places, "toxin", width)

    return Block(height, draw, left)


def _after(visit: ToxinVisit, say: Words) -> tuple[str, ...]:
    """What came of it: how long it helped, weakness, top-up, problems."""
    return (say("paper.lasted", what=visit.lasted) if visit.lasted else "", say("paper.felt-weak", answer=visit.weak) if visit.weak else "", say("paper.top-up", answer=visit.booster) if visit.booster else "", *visit.problems, say("paper.mark-d") if visit.mark == "D" else "")


def _items(summary: Summary, shown: int) -> tuple[Item, ...]:
    say = words(summary.language)
    items = [Item("  ".join(filter(None, (visit.date or say("paper.date-unknown"), _ago(visit, say)))), item_text(visit, words(summary.language)), visit.refs) for visit in summary.toxin[shown:]]
    if not shown and summary.toxin_words:
        items.append(Item("", say("paper.toxin-words") + " " + "; ".join(quoted(text, say) for text in summary.toxin_words)))
    return tuple(items)


def item_text(visit: ToxinVisit, say: Words) -> str:
    """One visit in words, for the list of a later page."""
    return "; ".join(part for part in (visit.brand, visit.units, visit.reason, visit.clinic, visit.sites, _helped(visit, say), *_after(visit, say)) if part)
