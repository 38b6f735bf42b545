"""Learn: what a patient may read after the answers are sent, one calm screen a topic; what does not fit goes on on a next screen."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from intake.ask.education import Topic
from intake.ask.words import Words
from ui.fields.button import paint_ground
from ui.fields.label import PlainLabel
from ui.message import Message
from ui.screen import Screen
from ui.theme import Look, icon

PICTURES = {"what": "info", "day": "clock", "how-long": "calendar", "hope": "heart-handshake", "brands": "vials"}
"""Topic -> its picture. What calls for help has the warning sign; what is about a condition, a person."""

_SENTENCE = re.compile(r"(?<=[.!?…])\s+")
_PAUSE = (",", ";", ":")


@dataclass(frozen=True, slots=True)
class Learning:
    """All that is kept of a visit that was sent, while its patient may read: topics, and whether they asked for them.

    Which topics tells what the visit was about, so it goes when the reading ends (`Visit.read_end`) or the kiosk is left alone.
    """

    topics: tuple[Topic, ...]
    asked: bool = False  # "Do you want a page to read?" was answered with yes
    at: int = 0  # the topic shown
    prints: bool = False  # this machine has a printer, and nothing was printed yet
    said: str = ""  # what is told of printing: "", "printing" or "not-printed"

    @property
    def topic(self) -> Topic:
        return self.topics[self.at]

    @property
    def at_end(self) -> bool:
        return self.at + 1 >= len(self.topics)

    def to(self, at: int) -> Learning:
        return replace(self, at=at, said="")

    def printing(self) -> Learning:
        """The leaflet is on its way to the printer; one is enough."""
        return replace(self, prints=False, said="printing")

    def not_printed(self) -> Learning:
        return replace(self, prints=True, said="not-printed")


def picture_of(topic: Topic) -> str:
    """The name of the icon that stands beside a topic."""
    return "triangle-alert" if topic.alert else PICTURES.get(topic.key) or ("person-standing" if topic.conditions else "info")


def still_screen(look: Look, words: Words, on: Callable[[], None]) -> Message:
    """Nobody has tapped for a while: before the texts go, whoever still reads can say so."""
    return Message(
        look, words("screen.learn.still"), (words("screen.learn.still-body"),), ((words("screen.learn.go-on"), on),),
        picture="clock", trial=words("screen.trial-long"),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Style:
    """How a topic is set: roomy where it fits, else plain."""

    heading: str
    text: str
    picture_mm: float
    margin_mm: float
    gap_mm: float
    measure_em: int  # no line is longer than this: about twice as many letters


ROOMY = _Style("big", "read", 24, 10, 4.5, 31)
PLAIN = _Style("title", "body", 0, 5, 1.8, 38)


class Learn(Screen):
    """One topic: `part` of the `parts` it needs on this screen at this text size (a negative part is the last)."""

    repacked = Signal()

    def __init__(self, look: Look, words: Words, topic: Topic, end: str, language: str, part: int = 0) -> None:
        super().__init__(look, margin_mm=0)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self._title, self._end, self._important = topic.title.say(language), end, words("screen.learn.important")
        self._picture, self._alert = picture_of(topic), topic.alert
        self._paragraphs = (*(line.say(language) for line in topic.lines), end)
        self._parts: list[tuple[str, ...]] = [self._paragraphs]
        self._style = ROOMY
        self._packed_for = QSize()
        self._body: QWidget | None = None
        self.part = part
        self.setAccessibleName(" ".join(([self._important] if topic.alert else []) + [self._title, *self._paragraphs]))

    @property
    def parts(self) -> int:
        return len(self._parts)

    @property
    def shown(self) -> tuple[str, ...]:
        """The paragraphs in sight; the last of the topic is the sentence that goes with every topic."""
        return self._parts[self.part]

    def fit(self) -> None:
        """Set the topic anew for the room there is now."""
        room = self.viewport().size()
        if room != self._packed_for:
            self._packed_for = room
            before = (self.part, len(self._parts)) if self._body is not None else None
            self._pack(room.width(), room.height())
            self.part = len(self._parts) - 1 if self.part < 0 else min(self.part, len(self._parts) - 1)
            self._put(self._made(self._style, self.shown, room.width(), first=self.part == 0))
            if (self.part, len(self._parts)) != before:
                self.repacked.emit()
        super().fit()

    def _put(self, body: QWidget) -> None:
        if self._body is not None:
            self.column.removeWidget(self._body)
            self._body.hide()
            self._body.deleteLater()
        self._body = body
        self.column.addWidget(body, 1)
        body.show()

    # --- how much fits

    def _pack(self, width: int, room: int) -> None:
        """Choose the roomiest setting in which everything fits; where none does, share the plain one out among several screens.

        The sentence that goes with every topic is its last paragraph, so on the last of its screens.
        """

        def tall(style: _Style, paragraphs: Sequence[str], *, first: bool) -> int:
            body = self._made(style, paragraphs, width, first=first)
            height = body.layout().totalHeightForWidth(width)
            body.deleteLater()
            return height

        def fits(style: _Style, paragraphs: Sequence[str], screen: int = 0) -> bool:
            return tall(style, paragraphs, first=screen == 0) <= room

        room = max(room, tall(PLAIN, ["1\n2"], first=False))  # where the bars leave less than two lines, the screen scrolls after all
        whole = next((style for style in (ROOMY, PLAIN) if fits(style, self._paragraphs)), None)
        self._style = whole or PLAIN
        self._parts = [self._paragraphs] if whole else not_alone(shared(self._paragraphs, plain := partial(fits, PLAIN)), plain)

    # --- how it looks

    def _made(self, style: _Style, paragraphs: Sequence[str], width: int, *, first: bool) -> QWidget:
        """A screen of the topic as one widget: on the first the heading with its picture; the paragraphs; what goes with every topic."""
        look, body = self.look, QWidget(self.content)
        side = max(look.mm(style.margin_mm), (width - style.measure_em * look.em) // 2)
        column = QVBoxLayout(body)
        column.setContentsMargins(side, look.mm(style.margin_mm * 0.4), side, look.mm(1.5))
        column.setSpacing(0)
        column.addStretch(2)
        ends = bool(paragraphs) and paragraphs[-1] == self._end
        said = paragraphs[: -1 if ends else None]
        if said or first:
            column.addWidget(self._topic(style, said, first=first))
            column.addStretch(3)
        if ends:
            column.addSpacing(look.mm(style.gap_mm))
            column.addWidget(PlainLabel(self._end, look, "small", colour="quiet"))
        return body

    def _topic(self, style: _Style, paragraphs: Sequence[str], *, first: bool) -> QWidget:
        look = self.look
        topic: QWidget = _Card(look) if self._alert else QWidget()
        inner = QVBoxLayout(topic)
        pad = look.mm(min(6.0, style.margin_mm * 0.6)) if self._alert else 0
        inner.setContentsMargins(pad + (look.mm(3.4) if self._alert else 0), pad, pad, pad)
        inner.setSpacing(look.mm(style.gap_mm))
        if self._alert:
            inner.addLayout(self._sign())
        if first:
            inner.addLayout(self._heading(style))
        for paragraph in paragraphs:
            inner.addWidget(PlainLabel(paragraph, look, style.text))
        return topic

    def _heading(self, style: _Style) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(self.look.mm(5))
        if style.picture_mm and not self._alert:
            row.addWidget(_Disc(self.look, self._picture, self.look.mm(style.picture_mm)), 0, Qt.AlignmentFlag.AlignVCenter)
        title = PlainLabel(self._title, self.look, style.heading)
        title.setObjectName("topic")
        row.addWidget(title, 1, Qt.AlignmentFlag.AlignVCenter)
        return row

    def _sign(self) -> QHBoxLayout:
        """The warning sign and its word."""
        look, row, picture = self.look, QHBoxLayout(), QLabel()
        side = round(1.3 * look.em)
        picture.setPixmap(icon(self._picture, look.colour("problem").name(), side))
        picture.setFixedSize(side, side)
        picture.setAccessibleName(" ")
        word = PlainLabel(self._important, look, "strong", colour="problem")
        word.setObjectName("important")
        row.setSpacing(look.mm(2.4))
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(word, 1, Qt.AlignmentFlag.AlignVCenter)
        return row


Fits = Callable[[Sequence[str], int], bool]
"""Whether these paragraphs have room on a topic's screen of that number."""


def shared(paragraphs: Sequence[str], fits: Fits) -> list[tuple[str, ...]]:
    """Paragraphs shared out among screens: whole ones while they fit, then whole sentences, then as many words as there is room for.

    No word is lost or said twice; a heading that leaves no room stands alone; a screen that cannot take one word takes it all the same.
    """
    screens: list[tuple[str, ...]] = []
    held: list[str] = []
    for paragraph in paragraphs:
        if fits([*held, paragraph], len(screens)):
            held.append(paragraph)
            continue
        if held or (not screens and not fits([paragraph.split()[0]], 0) and fits([], 0)):
            screens.append(tuple(held))
        rest = paragraph
        while rest and not fits([rest], len(screens)):
            some = _most(rest, fits, len(screens))
            screens.append((some,))
            rest = rest[len(some) :].lstrip()
        held = [rest] if rest else []
    return [*screens, tuple(held)] if held else screens


def not_alone(screens: list[tuple[str, ...]], fits: Fits) -> list[tuple[str, ...]]:
    """The same screens; where the last holds only the last paragraph, the paragraph or sentence before joins it if it can."""
    if len(screens) < 2 or len(screens[-1]) > 1:
        return screens
    *before, last = screens[-2]
    joins = last if before else _SENTENCE.split(last)[-1]
    stays = before or [last[: -len(joins)].rstrip()]
    if not stays[0] or not fits([joins, *screens[-1]], len(screens) - 1):
        return screens
    return [*screens[:-2], tuple(stays), (joins, *screens[-1])]


def _most(text: str, fits: Fits, screen: int) -> str:
    """The longest beginning that fits: sentences if one does, else words, up to a pause where there is one late enough."""
    whole = [match.start() for match in _SENTENCE.finditer(text) if fits([text[: match.start()]], screen)]
    if whole:
        return text[: whole[-1]]
    ends = [match.start() for match in re.finditer(" ", text)]
    low, high = 0, len(ends)
    while low < high:  # how many word ends can be reached
        middle = (low + high + 1) // 2
        low, high = (middle, high) if fits([text[: ends[middle - 1]]], screen) else (low, middle - 1)
    reached = ends[: max(low, 1)] or [len(text)]
    pauses = [end for end in reached if text[:end].endswith(_PAUSE) and end >= reached[-1] // 2]
    return text[: pauses[-1] if pauses else reached[-1]]


class _Disc(QWidget):
    """A picture on a quiet round ground."""

    def __init__(self, look: Look, picture: str, side: int) -> None:
        super().__init__()
        self._look, self._picture = look, picture
        self.setFixedSize(side, side)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def paintEvent(self, event: object) -> None:  # noqa: N802, ARG002
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.colour("chosen"))
        painter.drawEllipse(self.rect())
        side = round(self.width() * 0.54)
        spot = (self.width() - side) // 2
        painter.drawPixmap(spot, spot, icon(self._picture, self._look.colour("on_chosen").name(), side))


class _Card(QWidget):
    """The ground of what calls for help: an edge all round, and a thick bar where reading begins."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look

    def paintEvent(self, event: object) -> None:  # noqa: N802, ARG002
        look = self._look
        paint_ground(self, look, "problem_ground", "problem")
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("problem"))
        wide, rtl = look.mm(3), self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        bar = QRectF(self.width() - wide if rtl else 0, 0, wide, self.height())
        painter.drawRoundedRect(bar, look.radius, look.radius)
        painter.drawRect(bar.adjusted(0 if rtl else wide / 2, 0, -wide / 2 if rtl else 0, 0))
