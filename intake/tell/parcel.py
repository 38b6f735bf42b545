"""Parcel and Receipt: what goes to a channel, and how it went. One method `send(parcel) -> Receipt` is a channel."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from intake.save.record import Entry, Record

DELIVERED, WAITING, REFUSED = "delivered", "waiting", "refused"


@dataclass(frozen=True, slots=True)
class Parcel:
    """One document: its id and its files, (name, bytes), in the order a channel hands them over. Names hold no person."""

    document_id: str
    files: tuple[tuple[str, bytes], ...]


@dataclass(frozen=True, slots=True)
class Receipt:
    """How a delivery went. `key` is a sentence of assets/words; `facts` its numbers and names, never an answer.

    delivered: it is there, now or from before. waiting: not yet, tried again at the next finish or start. refused: a person must look.
    """

    channel: str
    document_id: str
    state: str
    key: str
    at: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)


class Channel(Protocol):
    """A way to the chart. `send` may be called again with the same parcel and must then have no second effect. It never raises
    for what the world does (no folder, no network): that is a receipt."""

    name: str

    def send(self, parcel: Parcel) -> Receipt: ...


def stem(record: Record) -> str:
    """The file name without its ending: chart number (or visit id), visit date, document id. ASCII, never a person's name.

    OSCAR reserves names that begin with T and reads the first ".pdf" as the ending (reference/fhir.md 8.3).
    """
    mrn = next((_words(entry) for entry in record.walk() if entry.link_id == "visit-mrn"), "")
    who = plain_name(mrn) or plain_name(record.visit_id) or "visit"
    if who[0] in "Tt":
        who = f"id-{who}"
    return f"{who}_{record.visit_date.replace('-', '')}_{record.document_id()}"


def plain_name(text: str) -> str:
    """Letters, digits and hyphens of a text, accents folded, at most 40."""
    folded = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9]+", "-", folded).strip("-")[:40].strip("-")


def _words(entry: Entry) -> str:
    return str(entry.answers[0].value.get("valueString", "")) if entry.answers else ""
