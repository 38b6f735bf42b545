"""Seal box: who sealed the file and when, or plainly that nobody did; and that a drawn signature is no seal."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from intake.ask.words import words
from intake.save.say import moment
from intake.tell.pdf.blocks import Item
from intake.tell.pdf.columns import Part, Title
from intake.tell.pdf.rows import items
from intake.tell.summary import Summary


class Stamp(NamedTuple):
    """What the page says of a seal that is put on after it is drawn."""

    name: str
    fingerprint: str  # SHA-256 of the certificate, hex
    at: datetime  # with its zone


def seal_box(summary: Summary, width: float, stamp: Stamp | None) -> list[Part]:
    """The rows of the seal. Without a stamp: unsealed, and the record's SHA-256 to compare with."""
    say = words(summary.language)
    if stamp:
        told = say("paper.seal-by", name=stamp.name, at=moment(stamp.at.isoformat(), summary.language))
        rows = [(say("paper.seal"), told), (say("paper.seal-print"), _in_fours(stamp.fingerprint))]
    else:
        rows = [(say("paper.seal"), say("paper.seal-none", sha=summary.versions.record_sha256))]
    if summary.attestation.image:
        rows.append((say("paper.signature"), say("paper.seal-picture")))
    return [Title(say("paper.seal"), "seal"), *items((Item(label, text) for label, text in rows), width)]


def _in_fours(digits: str) -> str:
    """The first half of a fingerprint in groups a person can compare."""
    half = digits[:32]
    return " ".join(half[place : place + 4] for place in range(0, len(half), 4)) + " …"
