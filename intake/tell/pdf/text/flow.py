"""Flow: words into lines in linear time; patient text is only ever measured and placed, never parsed as markup."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from math import inf
from typing import NamedTuple

from intake.tell.pdf.text import bidi
from intake.tell.pdf.text.clusters import clusters
from intake.tell.pdf.text.faces import NotSimple, family
from intake.tell.pdf.text.sanitise import clean
from intake.tell.pdf.text.shape import Piece, shaped, simple, simple_width

_CJK = "\u2e80-\u30ff\u31f0-\u9fff\uf900-\ufaff\uff01-\uff60\U00020000-\U0003ffff"
_SELECTORS = "\ufe00-\ufe0f\U000e0100-\U000e01ef\u3099\u309a"
_WORD = re.compile(f"[{_CJK}][{_SELECTORS}]*[、。，．：；！？」』）】〉》]* *|[^ {_CJK}]+ *| +")
_SOFT = re.compile(r"[-/–—_.,;:+](?=[^ ])")
_SOFT_AFTER = frozenset("-/–—_.,;:+")
_SOFT_UP_TO = 400
_MEASURED_ONCE = 2000
"""A paragraph of so many characters is broken at several widths while a page is measured."""
TALL, TALLEST = 1.5, 2.4
"""Leading, as a part of the size, for lines holding scripts that reach higher or lower than Latin: at least, and at most."""
_MIDDLE = 350
"""Where the middle of a line stands above its baseline, in thousandths of the size (see `paper.baseline`)."""


class Span(NamedTuple):
    """Words in one style and size. Sanitised when they are laid."""

    text: str
    style: str = "regular"
    size: float = 8.0


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its pieces from left to right, and its width without trailing space."""

    pieces: tuple[Piece, ...]
    width: float
    rtl: bool = False


@dataclass(frozen=True, slots=True)
class Flow:
    """Laid text: lines, the size of its largest words, and the distance between lines."""

    lines: tuple[Line, ...]
    size: float
    leading: float

    @property
    def height(self) -> float:
        return len(self.lines) * self.leading

    @property
    def width(self) -> float:
        return max((line.width for line in self.lines), default=0.0)

    def part(self, start: int, stop: int | None = None) -> Flow:
        """The same text from line `start` to line `stop`."""
        return Flow(self.lines[start:stop], self.size, self.leading)


def lay(spans: Span | Iterable[Span], width: float, leading: float = 1.22) -> Flow:
    """Words into lines of at most `width` points. `leading` is a part of the size.

    Breaks at spaces, between ideographs, and inside a word only where the word alone is wider than the line: after
    a hyphen or slash if there is one, else between clusters. "\\n" always breaks. Linear in the length of the text.
    """
    return _laid((spans,) if isinstance(spans, Span) else tuple(spans), width, leading)


def forget() -> None:
    """Let go of what was laid. Called when a document is done: the words of one patient are not kept beside those of the next."""
    _laid.cache_clear()
    _whole.cache_clear()
    _clean.cache_clear()


@lru_cache(4096)
def _laid(spans: tuple[Span, ...], width: float, leading: float) -> Flow:
    """Page one is measured several times over until it fits; the same words in the same width are broken once."""
    spans = [Span(_clean(span.text), span.style, span.size) for span in spans if span.text] or [Span("", *(spans[0][1:] if spans else ()))]
    lines: list[Line] = []
    for paragraph in _paragraphs(spans):
        plain = _plain_lines(paragraph[0], width) if len(paragraph) == 1 else None
        lines.extend(_break(_of(paragraph, width), width, bidi_base(paragraph)) if plain is None else plain)
    size = max(span.size for span in spans)
    own = {id(family(span.style).main) for span in spans}
    foreign = (piece for line in lines for piece in line.pieces if piece.glyphs is not None and id(piece.face) not in own)
    return Flow(tuple(lines), size, max(size * leading, *map(_reach, foreign), 0.0))


def _reach(piece: Piece) -> float:
    """The leading that a piece of a fallback face needs so that its lines do not touch, in points."""
    ink = piece.face.ink
    reach = max((max(ink[number][0] + dy - _MIDDLE, _MIDDLE - ink[number][1] - dy) for number, dy in {(g.number, g.dy) for g in piece.glyphs}), default=0)
    return piece.size * min(max(TALL, 2 * reach / 1000), TALLEST)


def bidi_base(paragraph: list[Span]) -> int:
    text = "".join(span.text for span in paragraph)
    return bidi.levels(text)[0] if bidi.is_rtl(text) else 0


def _paragraphs(spans: list[Span]) -> Iterator[list[Span]]:
    current: list[Span] = []
    for span in spans:
        if "\n" not in span.text:
            current.append(span)
            continue
        first, *rest = span.text.split("\n")
        current.append(span._replace(text=first))
        for text in rest:
            yield current
            current = [span._replace(text=text)]
    yield current


def _plain_lines(span: Span, limit: float) -> list[Line] | None:
    """The lines of a text that needs only its main face, or None. The same breaks as for words, found by bisection."""
    text, style, size = span
    widths, main = family(style).widths, family(style).main
    try:
        ends = list(accumulate(map(widths.__getitem__, text), initial=0))
    except NotSimple:
        return None
    lines: list[Line] = []
    room, start, length = (limit + 0.001) * 1000 / size, 0, len(text)
    while True:
        stop = bisect_right(ends, ends[start] + room, start + 1) - 1
        if stop < length:
            stop = max(stop, start + 1)
            if text[stop] != " ":
                space = text.rfind(" ", start, stop)
                stop = space + 1 if space > start and text[start:space].strip(" ") else _inside(text, start, stop)
            while stop < length and text[stop] == " ":
                stop += 1
        seen = start + len(text[start:stop].rstrip(" "))
        piece = Piece(text[start:stop], main, size, (ends[stop] - ends[start]) * size / 1000)
        lines.append(Line((piece,) if stop > start else (), (ends[seen] - ends[start]) * size / 1000))
        if stop >= length:
            return lines
        start = stop


def _inside(text: str, start: int, stop: int) -> int:
    """Where a word that is wider than its line is cut: after its last hyphen or slash, else where the line ends."""
    if stop - start > _SOFT_UP_TO:
        return stop
    soft = [match.end() for match in _SOFT.finditer(text, start, stop)]
    return soft[-1] if soft and soft[-1] - start > (stop - start) // 3 else stop


_clean = lru_cache(4096)(clean)


def _of(paragraph: list[Span], limit: float) -> Iterable[_Word]:
    """The words of a paragraph. Those of a short one are measured once, for every width in which each has room."""
    if sum(len(span.text) for span in paragraph) <= _MEASURED_ONCE:
        words, widest = _whole(tuple(paragraph))
        if widest <= limit:
            return words
    return _words(paragraph, limit)


@lru_cache(4096)
def _whole(paragraph: tuple[Span, ...]) -> tuple[tuple[_Word, ...], float]:
    """Words as wide as they are, and the widest of them."""
    words = tuple(_words(list(paragraph), inf))
    return words, max((word.width for word in words), default=0.0)


class _Word(NamedTuple):
    """What is not broken: its pieces, their width without and with the space that follows."""

    pieces: list[Piece]
    width: float
    full: float
    glued: bool = False  # stands against the word before, in another style


def _words(paragraph: list[Span], limit: float) -> Iterator[_Word]:
    whole = "".join(span.text for span in paragraph)
    levels = bidi.levels(whole)[1] if bidi.is_rtl(whole) else None
    at, open_end = 0, False
    for span in paragraph:
        for match in _WORD.finditer(span.text):
            text = match.group()
            here = levels[at + match.start():at + match.end()] if levels else None
            words = list(_word(text, span, here, limit))
            if open_end and not match.start():
                words[0] = _Word(*words[0][:3], glued=True)
            yield from words
        if span.text:
            at += len(span.text)
            open_end = not span.text.endswith(" ")


def _word(text: str, span: Span, levels: list[int] | None, limit: float) -> Iterator[_Word]:
    core = text.rstrip(" ")
    if levels is None:
        try:
            width = simple_width(core, span.style, span.size)
        except NotSimple:
            pass
        else:
            if width <= limit:
                piece = simple(text, span.style, span.size)
                yield _Word([piece], width, piece.width)
            else:
                yield from _long_simple(text, span, limit)
            return
    yield from _complex(text, core, span, levels, limit)


def _complex(text: str, core: str, span: Span, levels: list[int] | None, limit: float) -> Iterator[_Word]:
    if len(core) <= 400:
        pieces = shaped(core, span.style, span.size, levels)
        width = sum(piece.width for piece in pieces)
        if width <= limit:
            space = shaped(text[len(core):], span.style, span.size, levels and levels[len(core):])
            yield _Word(pieces + space, width, width + sum(piece.width for piece in space))
            return
    start, at, filled, soft, after_soft = 0, 0, 0.0, 0, 0.0
    for cluster in clusters(text):
        wide = sum(piece.width for piece in _alone(cluster, span))
        if at > start and filled + wide > limit:
            stop = soft if soft - start > (at - start) // 3 else at
            yield _shaped_word(text[start:stop], span, levels and levels[start:stop])
            filled = filled - after_soft if stop == soft else 0.0
            start, soft = stop, 0
        filled += wide
        at += len(cluster)
        if cluster in _SOFT_AFTER:
            soft, after_soft = at, filled
    yield _shaped_word(text[start:], span, levels and levels[start:])


_alone_seen: dict[tuple, list[Piece]] = {}


def _alone(cluster: str, span: Span) -> list[Piece]:
    key = (cluster, span.style, span.size)
    if key not in _alone_seen:
        if len(_alone_seen) > 20_000:
            _alone_seen.clear()
        _alone_seen[key] = shaped(cluster, span.style, span.size)
    return _alone_seen[key]


def _shaped_word(text: str, span: Span, levels: list[int] | None) -> _Word:
    pieces = shaped(text, span.style, span.size, levels)
    width = sum(piece.width for piece in pieces)
    return _Word(pieces, width, width)


def _long_simple(text: str, span: Span, limit: float) -> Iterator[_Word]:
    """A word wider than its line, in slices that fit."""
    widths = family(span.style).widths
    ends = list(accumulate(map(widths.__getitem__, text)))
    start, room = 0, limit * 1000 / span.size
    while start < len(text):
        before = ends[start - 1] if start else 0
        stop = max(bisect_right(ends, before + room, start), start + 1)
        if stop < len(text):
            stop = _inside(text, start, stop)
        width = (ends[stop - 1] - before) * span.size / 1000
        yield _Word([Piece(text[start:stop], family(span.style).main, span.size, width)], width, width)
        start = stop


def _break(words: Iterable[_Word], limit: float, base: int) -> Iterator[Line]:
    """Greedy lines. A word glued to the one before moves with it."""
    line: list[_Word] = []
    filled, width = 0.0, 0.0
    for word in words:
        if line and filled + word.width > limit + 0.001:
            carry: list[_Word] = []
            if word.glued:
                while len(line) > 1 and line[-1].glued:
                    carry.insert(0, line.pop())
                if len(line) > 1:
                    carry.insert(0, line.pop())
            if line:
                yield _line(line, base)
            line = carry
            filled = sum(item.full for item in carry)
        line.append(word)
        filled += word.full
    yield _line(line, base)


def _line(words: list[_Word], base: int) -> Line:
    pieces = [piece for word in words for piece in word.pieces]
    width = sum(word.full for word in words[:-1]) + (words[-1].width if words else 0.0)
    if base or any(piece.level for piece in pieces):
        while pieces and not pieces[-1].text.strip(" "):
            pieces.pop()
        pieces = [pieces[i] for i in bidi.order([piece.level for piece in pieces])]
        return Line(tuple(pieces), sum(piece.width for piece in pieces), bool(base))
    return Line(tuple(_joined(pieces)), width)


def _joined(pieces: list[Piece]) -> Iterator[Piece]:
    """Neighbouring plain pieces of one face and size become one, for a smaller file."""
    held: list[Piece] = []
    for piece in pieces:
        if held and (piece.glyphs is not None or piece.face is not held[0].face or piece.size != held[0].size):
            yield _one(held)
            held = []
        if piece.glyphs is not None:
            yield piece
        else:
            held.append(piece)
    if held:
        yield _one(held)


def _one(pieces: list[Piece]) -> Piece:
    if len(pieces) == 1:
        return pieces[0]
    return Piece("".join(p.text for p in pieces), pieces[0].face, pieces[0].size, sum(p.width for p in pieces))
