"""Shape: a word becomes pieces, each in one face, one direction and one style, with its glyphs placed by HarfBuzz where it must."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import uharfbuzz as hb

from intake.tell.pdf.text.bidi import MIRRORED
from intake.tell.pdf.text.clusters import clusters
from intake.tell.pdf.text.faces import UNKNOWN, Face, NotSimple, family

_FEATURES = {"kern": True, "liga": False}
_SILENT = "\u034f"
"""What the rest of a right-to-left cluster says: every glyph must say something, and this joins letters without being one."""


class Glyph(NamedTuple):
    """One placed glyph; lengths in thousandths of the size. `text` is what it says ("" for the rest of a cluster)."""

    number: int
    text: str
    advance: int
    dx: int = 0
    dy: int = 0


@dataclass(frozen=True, slots=True)
class Piece:
    """Text in one face at one size on one level. `glyphs` None: each character is its own glyph in `face`."""

    text: str
    face: Face
    size: float
    width: float
    level: int = 0
    glyphs: tuple[Glyph, ...] | None = None
    in_order: bool = True  # glyphs say their text one after the other, left to right


def simple_width(text: str, style: str, size: float) -> float:
    """The width of a text that needs only the main face. Raises NotSimple otherwise."""
    widths = family(style).widths
    return sum(map(widths.__getitem__, text)) * size / 1000


def simple(text: str, style: str, size: float) -> Piece | None:
    """The one piece of a plain left-to-right text, or None when it needs more than the main face."""
    try:
        width = simple_width(text, style, size)
    except NotSimple:
        return None
    return Piece(text, family(style).main, size, width)


def shaped(text: str, style: str, size: float, levels: list[int] | None = None) -> list[Piece]:
    """The pieces of a word in logical order. `levels` holds the bidi level of each character (None: all 0)."""
    return [_shape(run, face, size, level) for run, face, level in _runs(text, style, levels)]


def _runs(text: str, style: str, levels: list[int] | None) -> Iterator[tuple[str, Face, int]]:
    """Neighbours of the same face and level, joined. A cluster no face has falls apart; what no face has at all is U+FFFD."""
    run, run_face, run_level, at = "", None, 0, 0
    for cluster in clusters(text):
        level = levels[at] if levels else 0
        at += len(cluster)
        for part, part_face in _faced(cluster, style):
            joined = part_face is run_face and level == run_level and part[:1] != UNKNOWN and run[:1] != UNKNOWN
            if run and not joined:
                yield run, run_face, run_level
                run = ""
            run, run_face, run_level = run + part, part_face, level
    if run:
        yield run, run_face, run_level


def _faced(cluster: str, style: str) -> list[tuple[str, Face]]:
    chosen = family(style)
    found = chosen.face_of(cluster)
    if found:
        return [(cluster, found)]
    parts = []
    for char in cluster if len(cluster) > 1 else UNKNOWN:
        found = chosen.face_of(char)
        parts.append((char, found) if found else (UNKNOWN, chosen.face_of(UNKNOWN)))
    return parts


def _shape(text: str, face: Face, size: float, level: int) -> Piece:
    buffer = hb.Buffer()
    buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_CHARACTERS
    buffer.add_str(face.drawn(text))
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if level % 2 else "ltr"
    hb.shape(face.hb_font, buffer, _FEATURES)
    infos, places = buffer.glyph_infos, buffer.glyph_positions
    starts = sorted({info.cluster for info in infos})
    ends = dict(zip(starts, [*starts[1:], len(text)], strict=True))
    speaker: dict[int, int] = {}  # of a letter drawn as body and dots, the body says it
    for i, (info, place) in enumerate(zip(infos, places, strict=True)):
        if info.cluster not in speaker or place.x_advance > places[speaker[info.cluster]].x_advance:
            speaker[info.cluster] = i
    glyphs = []
    for i, (info, place) in enumerate(zip(infos, places, strict=True)):
        part = text[info.cluster:ends[info.cluster]] if speaker[info.cluster] == i else ""
        number = info.codepoint
        if not number:  # a face may have a character alone and not in this company
            number = face.glyph(UNKNOWN)
        if level % 2 and part in MIRRORED and face.glyph(MIRRORED[part]) == number:
            part = MIRRORED[part]  # the text layer says what is seen; readers turn it round again
        if level % 2 and not part:
            part = _SILENT
        glyphs.append(Glyph(number, part, place.x_advance, place.x_offset, place.y_offset))
    width = sum(glyph.advance for glyph in glyphs) * size / 1000
    return Piece(text, face, size, width, level, tuple(glyphs), len(starts) == len(glyphs))
