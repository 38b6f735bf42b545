"""Printed: where the answers of each question come out on the provider's paper, watched while summaries of visits are made.

Three things are watched in each visit: the words of every answer are replaced by a mark that names its question, and the mark is looked
for in every part of the Summary; the numbers Q1, Q2 ... that a part names as its ground are followed back; and parts that look up a
question to work something out ("recalled", "days ago") are seen to look. A part in which none of the three happens does not use the answer.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from intake.save.record import Entry, Record
from intake.tell.summary import lists, places, summarise, who
from intake.tell.summary.chart import Chart, Placed, Row
from intake.tell.summary.numbers import numbers

PLACES = {
    "header": ("identity", "told", "why"),
    "urgent": ("urgent", "urgent_words"),
    "flags": ("flags",),
    "denied": ("denied",),
    "blank": ("not_answered", "not_reached", "not_sure", "declined"),
    "map": ("regions", "regions_status", "pain_refs", "marked"),
    "words": ("own_words", "goal"),
    "numbers": ("numbers",),
    "treatments": ("treatments", "treatments_status"),
    "toxin": ("toxin", "toxin_status", "toxin_words"),
    "criteria": ("criteria",),
    "medicines": ("medicines",),
    "allergies": ("allergies",),
    "notes": ("notes",),
    "numbing": ("numbing",),
    "reviewed": ("reviewed_by", "reviewed_at"),
    "attestation": ("attestation",),
    "checks": ("checks",),
    "transcript": ("transcript",),
}
"""Places on the paper in reading order, and the parts of a Summary that are drawn there (`tell/pdf/page_one.py`, `close.py`)."""
SAME_FOR_ALL = frozenset({"banners", "provenance", "versions", "switched_off", "criteria_heading", "language", "context", "clinic"})
"""Parts in which no answer comes out."""
LAST_PAGES = frozenset({"attestation", "checks", "transcript"})
"""Places behind page one."""

LOOKING: dict[str, tuple[Callable[[Chart], Any], ...]] = {
    "header": (who.identity, who.told, who.why),
    "map": (places.marked,),
    "numbers": (numbers,),
    "treatments": (lists.treatments, lambda chart: lists.empty(chart, "treatments-any", lists.treatments(chart))),
    "toxin": (lists.toxin, lists.toxin_words, lambda chart: lists.empty(chart, "toxin-ever", lists.toxin(chart))),
    "medicines": (lists.medicines,),
    "allergies": (lists.allergies,),
    "numbing": (who.numbing,),
    "attestation": (who.attestation,),
}
"""Parts that look questions up by name."""

_MARK = re.compile("\ue000(.+?)\ue001")
_REF = re.compile(r"Q\d+(\.\d+)?")


def printed(records: Iterable[Record]) -> dict[str, tuple[str, ...]]:
    """linkId -> the places where its answer was seen to come out, in reading order. A question nobody answered in these visits is not in it."""
    seen: dict[str, set[str]] = {}
    for record in records:
        marked = record.model_copy(update={"entries": tuple(_marked(entry) for entry in record.entries)})
        answered = {placed.entry.link_id for placed in Chart(marked).placed if placed.entry.answers}
        for link_id in answered:
            seen.setdefault(link_id, set())
        for place, link_id in (*_said(marked), *_looked(marked)):
            if link_id in answered or place == "blank":
                seen.setdefault(link_id, set()).add(place)
    return {link_id: tuple(place for place in PLACES if place in places) for link_id, places in seen.items()}


def _marked(entry: Entry) -> Entry:
    mark = f"\ue000{entry.link_id}\ue001"
    answers = tuple(said.model_copy(update={"display": dict.fromkeys(said.display, mark), "means": ()}) for said in entry.answers)
    return entry.model_copy(update={"answers": answers, "entries": tuple(_marked(inner) for inner in entry.entries)})


def _said(record: Record) -> Iterator[tuple[str, str]]:
    """(place, linkId) of every mark, and of every question number named, in the Summary."""
    summary = summarise(record)
    links = {number: address.partition("[")[0] for address, number in Chart(record).numbers.items()}
    for place, names in PLACES.items():
        for text in _texts(tuple(getattr(summary, name) for name in names)):
            yield from ((place, link_id) for link_id in _MARK.findall(text))
            if place != "transcript" and _REF.fullmatch(text) and text in links:
                yield place, links[text]


def _texts(thing: Any) -> Iterator[str]:
    if isinstance(thing, str):
        yield thing
    elif isinstance(thing, tuple):
        for part in thing:
            yield from _texts(part)
    elif is_dataclass(thing):
        for field in fields(thing):
            yield from _texts(getattr(thing, field.name))


def _looked(record: Record) -> Iterator[tuple[str, str]]:
    for place, parts in LOOKING.items():
        seen: set[str] = set()
        chart = _Watching(record, seen)
        for part in parts:
            part(chart)
        yield from ((place, link_id) for link_id in seen)


class _Watching(Chart):
    """A Chart that writes down which questions it was asked for."""

    def __init__(self, record: Record, seen: set[str]) -> None:
        super().__init__(record)
        self._seen = seen

    def at(self, link_id: str) -> Entry | None:
        self._seen.add(link_id)
        return super().at(link_id)

    def rows(self, group: str) -> tuple[Row, ...]:
        return tuple(Row(row.row, _Entries(row.entries, self._seen)) for row in super().rows(group))


class _Entries(dict[str, Placed]):
    """The entries of a row, which write down which of them was asked for."""

    def __init__(self, entries: dict[str, Placed], seen: set[str]) -> None:
        super().__init__(entries)
        self._seen = seen

    def get(self, link_id: str, otherwise: Any = None) -> Any:
        self._seen.add(link_id)
        return super().get(link_id, otherwise)

    def __getitem__(self, link_id: str) -> Placed:
        self._seen.add(link_id)
        return super().__getitem__(link_id)


def parts() -> frozenset[str]:
    """Every part of a Summary this module knows the place of; a test holds it against the Summary."""
    return SAME_FOR_ALL.union(*PLACES.values())


__all__ = ["LAST_PAGES", "PLACES", "parts", "printed"]
