"""Leaflet: the topics a patient may take home, on one or two pages in large type; nothing of any patient is in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from intake.ask.clinic import Clinic
from intake.ask.education import Topic
from intake.ask.pack import Pack
from intake.ask.tongues import language_name, right_to_left
from intake.ask.words import Words, words
from intake.hear.spoken import date_words
from intake.hear.values import PartialDate
from intake.tell.pdf.finish.archive import archive
from intake.tell.pdf.paper.sheet import BLACK, SIZES, WHITE, Paper, Sheet
from intake.tell.pdf.text.flow import Flow, Span, lay

MARGIN = 48.0
SIZES_PT = (14.0, 13.5, 13.0, 12.5, 12.0)
"""Type sizes in points, largest first: the first that needs only one page, else the largest on two. Never smaller."""

_GAP = 30.0
_LEADING = 1.36
_ALERT_PAD = 14.0
_BAR = 9.0
_APART = 10.0
_INK = "0.28 g"


@dataclass(frozen=True, slots=True)
class Card:
    """One topic, laid in a width: its heading and its lines. `alert` cards stand across the page, in a box with a sign and a word."""

    title: Flow
    lines: tuple[Flow, ...]
    sign: Flow | None = None

    @property
    def alert(self) -> bool:
        return self.sign is not None

    @property
    def inner(self) -> float:
        """Height of the words."""
        return self.title.height + 3.0 + sum(line.height for line in self.lines) + 0.45 * self.lines[0].size * (len(self.lines) - 1)

    @property
    def height(self) -> float:
        if self.sign is not None:
            return self.inner + self.sign.height + 6.0 + 2 * _ALERT_PAD
        return self.inner + 12.0


class Page(NamedTuple):
    """What stands on one page: two columns of cards, then cards across the page."""

    left: tuple[Card, ...]
    right: tuple[Card, ...]
    across: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Sides:
    """The measured frame of every page: what stands on top and at the foot, and which way lines run."""

    width: float
    height: float
    trial: Flow
    clinic: Flow | None
    title: Flow
    end: Flow
    foot: Flow
    rtl: bool
    say: Words

    @property
    def content(self) -> float:
        return self.width - 2 * MARGIN

    @property
    def side(self) -> str:
        """Where lines begin: the direction of the page, not of the words, so that a foreign name stands where all names stand."""
        return "right" if self.rtl else "left"

    @property
    def column(self) -> float:
        return (self.content - _GAP) / 2

    @property
    def bottom(self) -> float:
        """Where the cards of a page end; below it the sentence of the file, then the foot."""
        return self.height - 30.0 - self.foot.height - 14.0 - self.end.height - 18.0

    def top(self, *, first: bool) -> float:
        """Where the cards of a page begin; the title stands on the first one only."""
        y = 24.0 + self.trial.height + 6.0
        if not first:
            return y + 8.0
        return y + 16.0 + (self.clinic.height + 4.0 if self.clinic else 0.0) + self.title.height + 16.0


def leaflet(pack: Pack, topics: Iterable[Topic], *, clinic: Clinic, language: str) -> bytes:
    """The leaflet of these topics in a language, on the clinic's paper. The same words give the same bytes: no clock, no patient."""
    topics = tuple(topics)
    sides, pages = _best(pack, topics, clinic, language)
    title = pack.education.title.say(language)
    out = Paper(clinic.paper, title=title, language=language)
    for number, page in enumerate(pages, 1):
        sheet = out.sheet()
        _head(sheet, sides, first=number == 1)
        _draw(sheet, sides, page, sides.top(first=number == 1))
        _foot(sheet, sides, number, len(pages))
    return archive(out)


def _best(pack: Pack, topics: Sequence[Topic], clinic: Clinic, language: str) -> tuple[Sides, list[Page]]:
    """The largest type that needs one page; where none does, the largest."""
    made = None
    for size in SIZES_PT:
        sides = _sides(pack, clinic, language, size)
        pages = _pages([card for topic in topics for card in _cards(topic, sides, size, language)], sides)
        if len(pages) == 1:
            return sides, pages
        made = made or (sides, pages)
    return made


# --- measuring


def _sides(pack: Pack, clinic: Clinic, language: str, size: float) -> Sides:
    say, (width, height) = words(language), SIZES[clinic.paper]
    content = width - 2 * MARGIN
    learn = pack.education
    made = say("paper.leaflet-made", title=pack.form.title.say(language), version=pack.version, text=learn.version, date=_day(learn.checked_on, say))
    if pack.is_draft(language):
        made = f"{made} {say('paper.leaflet-draft', language=language_name(language, language))}"
    return Sides(
        width=width, height=height,
        trial=lay(Span(say("screen.trial-long"), "bold", 8.0), content - 12),
        clinic=lay(Span(clinic.name, "medium", 12.0), content) if clinic.name else None,
        title=lay(Span(learn.title.say(language), "bold", 27.0), content, 1.16),
        end=lay(Span(learn.end.say(language), "medium", min(size, 13.0)), content, 1.3),
        foot=lay(Span(made, "narrow", 8.5), content - 80, 1.3),
        rtl=right_to_left(language), say=say,
    )


def _day(text: str, say: Words) -> str:
    year, month, day = map(int, text.split("-"))
    return date_words(PartialDate(year, month, day), say)


def _cards(topic: Topic, sides: Sides, size: float, language: str) -> list[Card]:
    """A topic as one card; as several with the same heading where one would be taller than a page."""
    width = sides.content - 2 * _ALERT_PAD - _BAR if topic.alert else sides.column
    sign = lay(Span(sides.say("paper.leaflet-important"), "bold", size), width - 3 * size) if topic.alert else None
    title = lay(Span(topic.title.say(language), "bold", size * (1.3 if topic.alert else 1.18)), width, 1.2)
    room, cards, held = sides.bottom - sides.top(first=True), [], ()
    for line in topic.lines:
        more = (*held, lay(Span(line.say(language), "regular", size), width, _LEADING))
        if held and Card(title, more, sign).height > room:
            cards.append(Card(title, held, sign))
            more = more[-1:]
        held = more
    return [*cards, Card(title, held, sign)]


def _pages(cards: Sequence[Card], sides: Sides) -> list[Page]:
    """Cards in their order, as many on a page as fit in two even columns. What calls for help stands on the first page, across it."""
    told, alerts = [card for card in cards if not card.alert], [card for card in cards if card.alert]
    pages: list[Page] = []
    while told or alerts:
        room, across = sides.bottom - sides.top(first=not pages), []
        while alerts and (alerts[0].height + _APART <= (room / 2 if told else room) or not (told or across)):
            across.append(alerts.pop(0))
            room -= across[-1].height + _APART
        count = next(n for n in range(len(told), -1, -1) if n <= (not across) or _even(told[:n])[1] <= room)
        split, _ = _even(told[:count])
        pages.append(Page(tuple(told[:split]), tuple(told[split:count]), tuple(across)))
        told = told[count:]
    return pages or [Page((), (), ())]


def _even(cards: Sequence[Card]) -> tuple[int, float]:
    """Where a row of cards is split into two columns so that the taller one is shortest; its height."""
    heights = [card.height for card in cards]
    return min(((n, max(sum(heights[:n]), sum(heights[n:]))) for n in range(len(cards), -1, -1)), key=lambda one: one[1])


# --- drawing


def _head(sheet: Sheet, sides: Sides, *, first: bool) -> None:
    """The banner; on the first page the clinic and the title."""
    x, content = MARGIN, sides.content
    with sheet.artifact():
        sheet.rect(x, 24.0, content, sides.trial.height + 6.0, fill=BLACK)
        sheet.flow(x + 6, 27.0, sides.trial, colour=WHITE, width=content - 12, align=sides.side)
    if first:
        y = 24.0 + sides.trial.height + 6.0 + 16.0
        if sides.clinic:
            with sheet.tag("P"):
                y = sheet.flow(x, y, sides.clinic, colour=_INK, width=content, align=sides.side) + 4.0
        with sheet.tag("H1"):
            sheet.flow(x, y, sides.title, width=content, align=sides.side)


def _foot(sheet: Sheet, sides: Sides, number: int, total: int) -> None:
    """The sentence that goes with every topic, then where the texts come from."""
    x, content, y = MARGIN, sides.content, sides.bottom + 18.0
    with sheet.tag("P"):
        sheet.flow(x, y, sides.end, width=content, align=sides.side)
    y += sides.end.height + 8.0
    with sheet.artifact():
        sheet.rule(x, y, x + content, y, 0.6)
        page = lay(Span(sides.say("paper.page", page=number, total=total), "narrow", 8.5), 76)
        sheet.flow(x if sides.rtl else x + content - 76, y + 4, page, width=76, align="left" if sides.rtl else "right")
    with sheet.tag("P"):
        sheet.flow(x + (80 if sides.rtl else 0), y + 4, sides.foot, colour=_INK, width=content - 80, align=sides.side)


def _draw(sheet: Sheet, sides: Sides, page: Page, top: float) -> None:
    """The columns, first one first in the direction of the language, then what stands across."""
    near, far = (MARGIN, MARGIN + sides.column + _GAP)
    lowest = top
    for x, cards in zip((far, near) if sides.rtl else (near, far), (page.left, page.right), strict=True):
        y = top
        for card in cards:
            with sheet.tag("Sect"):
                _words(sheet, sides, x, y, sides.column, card)
            y += card.height
        lowest = max(lowest, y)
    for card in page.across:
        _alert(sheet, sides, lowest + 4.0, card)
        lowest += card.height + _APART


def _words(sheet: Sheet, sides: Sides, x: float, y: float, width: float, card: Card) -> None:
    with sheet.tag("H2"):
        y = sheet.flow(x, y, card.title, width=width, align=sides.side) + 3.0
    for line in card.lines:
        with sheet.tag("P"):
            y = sheet.flow(x, y, line, width=width, align=sides.side) + 0.45 * line.size


def _alert(sheet: Sheet, sides: Sides, y: float, card: Card) -> None:
    """A box with a thick edge on the side where reading begins, a warning sign and a word: told apart without any colour."""
    x, width, sign = MARGIN, sides.content, card.sign
    inner = width - 2 * _ALERT_PAD - _BAR
    with sheet.artifact():
        sheet.rect(x, y, width, card.height, stroke="0 G", weight=1.6)
        sheet.rect(x + (width - _BAR if sides.rtl else 0.0), y, _BAR, card.height, fill=BLACK)
    at, top = x + _ALERT_PAD + (0.0 if sides.rtl else _BAR), y + _ALERT_PAD
    mark, room = 1.15 * sign.size, 1.5 * sign.size
    with sheet.tag("Sect"):
        with sheet.artifact():
            _triangle(sheet, at + (inner - mark if sides.rtl else 0.0), top, mark)
        with sheet.tag("P"):
            sheet.flow(at + (0.0 if sides.rtl else room), top, sign, width=inner - room, align=sides.side)
        _words(sheet, sides, at, top + sign.height + 6.0, inner, card)


def _triangle(sheet: Sheet, x: float, y: float, side: float) -> None:
    """The warning sign: a triangle with a stroke and a point."""
    sheet.shape(sheet.polygon([(x + side / 2, y), (x + side, y + side * 0.9), (x, y + side * 0.9)]), stroke="0 G", fill=BLACK, weight=1.2)
    middle = x + side / 2
    sheet.rule(middle, y + side * 0.32, middle, y + side * 0.58, side * 0.1, colour="1 G")
    sheet.shape(sheet.disc(middle, y + side * 0.74, side * 0.06), fill=WHITE)
