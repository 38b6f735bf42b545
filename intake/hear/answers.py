"""Answers: what was tapped or typed, exactly as given. Logic reads them and never edits them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any, NamedTuple

from rpds import HashTrieMap


class Absent(Enum):
    """Why there is no answer (FHIR data-absent-reason). Rules see a blank; the record says which."""

    DECLINED = "asked-declined"


Raw = bool | int | float | str | dict[str, Any] | Absent
"""One raw answer: a boolean, a number, text, an option code, a (partial) date as text, or a dict for a quantity
({"value": "72.5", "unit": "kg"}) or attachment ({"contentType", "data" (base64), "title"})."""


class Where(NamedTuple):
    """The address of an answer: its linkId and the ids of the rows it stands in, outermost first."""

    link_id: str
    rows: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answers:
    """Raw answers of one visit. Shares structure: a change copies nothing but the path it touches.

    `given` maps Where -> tuple of raw values (in the order given); `rows` maps Where of a repeating group -> row ids.
    Row ids are stable: removing the first row does not rename the second.
    `trail` remembers the last few changes so that `read` need not look at what did not change.
    """

    today: date
    given: HashTrieMap = HashTrieMap()
    rows: HashTrieMap = HashTrieMap()
    trail: tuple[tuple[object, Where], ...] = ()
    token: object = None

    def raw(self, link_id: str, rows: tuple[str, ...] = ()) -> tuple[Raw, ...]:
        """The raw values at an address; () when nothing was given."""
        return self.given.get(Where(link_id, rows), ())

    def row_ids(self, link_id: str, rows: tuple[str, ...] = ()) -> tuple[str, ...]:
        """The row ids of a repeating group, in order."""
        return self.rows.get(Where(link_id, rows), ())

    def __iter__(self) -> Iterator[tuple[Where, tuple[Raw, ...]]]:
        return iter(self.given.items())
