"""Answers: what was tapped or typed, exactly as given. Logic reads them and never edits them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
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

TRAIL = 16
"""How many changes an Answers remembers. A reader further behind than this reads everything again."""


MAX_ROWS = 2000
"""Rows that are taken from one file, all groups together. No person has more; a file that has is not worth the time."""


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
    trail: tuple[tuple[object, Where], ...] = field(default=(), compare=False, repr=False)  # (token before, what changed)
    token: object = field(default=None, compare=False, repr=False)

    @classmethod
    def start(cls, today: date) -> Answers:
        """No answers yet, on the day of the visit."""
        return cls(today, token=object())

    def raw(self, link_id: str, rows: tuple[str, ...] = ()) -> tuple[Raw, ...]:
        """The raw values at an address; () when nothing was given."""
        return self.given.get(Where(link_id, rows), ())

    def row_ids(self, link_id: str, rows: tuple[str, ...] = ()) -> tuple[str, ...]:
        """The row ids of a repeating group, in order."""
        return self.rows.get(Where(link_id, rows), ())

    def __iter__(self) -> Iterator[tuple[Where, tuple[Raw, ...]]]:
        return iter(self.given.items())

    def with_given(self, where: Where, raws: tuple[Raw, ...]) -> Answers:
        """These answers with `raws` at `where`; () takes the answer away."""
        where = Where(where[0], tuple(where[1]))
        given = self.given.insert(where, tuple(raws)) if raws else self.given.discard(where)
        return self._next(given, self.rows, where)

    def with_row(self, group: str, rows: tuple[str, ...], row_id: str) -> Answers:
        """These answers with one more (empty) row of `group` at the end. ValueError when the id is taken."""
        where = Where(group, tuple(rows))
        ids = self.rows.get(where, ())
        if row_id in ids:
            raise ValueError(f"{group}: row id taken")
        return self._next(self.given, self.rows.insert(where, (*ids, row_id)), where)

    def without_row(self, group: str, path: tuple[str, ...], inside: frozenset[str]) -> Answers:
        """These answers without one row of `group` and all that stands in it. `path` ends with the row's id.

        `inside` are the linkIds that stand in the group: row ids are unique in their own group only, so the path of
        a row alone does not tell whose it is. ValueError when there is no such row.
        """
        path = tuple(path)
        where, depth = Where(group, path[:-1]), len(path)
        ids = self.rows.get(where, ())
        if not path or path[-1] not in ids:
            raise ValueError(f"{group}: no such row")
        given, rows = self.given, self.rows
        for address in [w for w in given if w.link_id in inside and w.rows[:depth] == path]:
            given = given.discard(address)
        for address in [w for w in rows if w.link_id in inside and w.rows[:depth] == path]:
            rows = rows.discard(address)
        left = tuple(row for row in ids if row != path[-1])
        rows = rows.insert(where, left) if left else rows.discard(where)
        return self._next(given, rows, where)

    def changed_since(self, earlier: Answers) -> tuple[Where, ...] | None:
        """What changed between `earlier` and these answers, oldest first; None when the trail does not reach back."""
        if earlier.token is self.token and self.token is not None:
            return ()
        for place, (token, _where) in enumerate(self.trail):
            if token is earlier.token and token is not None:
                return tuple(where for _token, where in self.trail[place:])
        return None

    def _next(self, given: HashTrieMap, rows: HashTrieMap, where: Where) -> Answers:
        trail = (*self.trail[-TRAIL + 1 :], (self.token, where)) if self.token is not None else ()
        return Answers(self.today, given, rows, trail, object())
