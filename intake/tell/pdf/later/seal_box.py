"""Seal box: who sealed the file and when, or plainly that nobody did; and that a drawn signature is no seal."""

from __future__ import annotations

from datetime import datetime
from math import cos, pi, sin
from typing import NamedTuple

from intake.ask.words import words
from intake.save.say import moment
from intake.tell.pdf.later.columns import Part, Solid, Title
from intake.tell.pdf.later.rows import SIZE, SMALL, halved
from intake.tell.pdf.paper.blocks import Block, Places
from intake.tell.pdf.paper.sheet import BLACK, WHITE, Sheet
from intake.tell.pdf.text.flow import Span, lay
from intake.tell.pdf.text.sanitise import squeezed
from intake.tell.summary import Summary

_MARK = 9.0
"""Radius of the mark, in points."""
_INSIDE, _RIGHT = 2 * _MARK + 13.0, 5.0
_LEAST = 7.0
_DASHES = "3 2"
_BLACK_LINE, _WHITE_LINE = BLACK.upper(), WHITE.upper()


class Stamp(NamedTuple):
    """What the page says of a seal that is put on after it is drawn."""

    name: str
    fingerprint: str  # SHA-256 of the certificate, hex
    at: datetime  # with its zone


def seal_box(summary: Summary, width: float, stamp: Stamp | None) -> list[Part]:
    """A box with the state by word, shape and fill: sealed, or unsealed with the record's SHA-256 to compare with."""
    say = words(summary.language)
    if stamp:
        told = say("paper.seal-by", name=squeezed(stamp.name), at=moment(stamp.at.isoformat(), summary.language))
        spans = [Span(say("paper.seal-yes"), "bold", SIZE + 1), Span(f" {told}", "narrow", SIZE)]
        spans += [Span(f"\n{say('paper.seal-print')}   ", "narrow-bold", SMALL), Span(_in_fours(stamp.fingerprint), "narrow", SMALL)]
    else:
        spans = [Span(say("paper.seal-no"), "bold", SIZE + 1), Span(f" {say('paper.seal-none')}", "narrow", SIZE)]
        spans += [Span(f"\n{say('paper.v-record')}\n", "narrow-bold", SMALL), Span(halved(summary.versions.record_sha256, width - _INSIDE - _RIGHT, _LEAST), "narrow", _LEAST)]
    if summary.attestation.image:
        spans.append(Span(f"\n{say('paper.seal-picture')}", "narrow", SMALL))
    return [Title(say("paper.seal"), "seal"), Solid(_box(spans, width, sealed=stamp is not None))]


def _box(spans: list[Span], width: float, *, sealed: bool) -> Block:
    text = lay(spans, width - _INSIDE - _RIGHT)
    height = max(text.height, 2 * _MARK) + 10.0

    def draw(sheet: Sheet, x: float, y: float, places: Places) -> None:  # noqa: ARG001
        corners = [(x + 0.5, y + 3), (x + width - 0.5, y + 3), (x + width - 0.5, y + 3 + height), (x + 0.5, y + 3 + height)]
        with sheet.artifact():
            sheet.shape(sheet.polygon(corners), stroke=_BLACK_LINE, weight=1.0, dash="" if sealed else _DASHES)
            _mark(sheet, x + 6.5 + _MARK, y + 3 + height / 2, sealed)
        with sheet.tag("P"):
            sheet.flow(x + _INSIDE, y + 3 + (height - text.height) / 2, text)

    return Block(height + 8.0, draw)


def _mark(sheet: Sheet, x: float, y: float, sealed: bool) -> None:
    """A black rosette with a ring, or an empty dashed ring. No tick: a drawing proves nothing."""
    if not sealed:
        sheet.shape(sheet.disc(x, y, _MARK - 1), stroke=_BLACK_LINE, weight=1.0, dash=_DASHES)
        return
    points = [(x + r * cos(turn * pi / 16), y + r * sin(turn * pi / 16)) for turn, r in enumerate((_MARK, _MARK - 1.8) * 16)]
    sheet.shape(sheet.polygon(points), fill=BLACK)
    sheet.shape(sheet.disc(x, y, _MARK - 3.6), stroke=_WHITE_LINE, weight=1.0)
    sheet.shape(sheet.disc(x, y, 1.8), fill=WHITE)


def _in_fours(digits: str) -> str:
    """The first half of a fingerprint in groups a person can compare."""
    half = digits[:32]
    return " ".join(half[place : place + 4] for place in range(0, len(half), 4)) + " …"
