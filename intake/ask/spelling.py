"""Spelling: finds names by how they begin, by a word of theirs, by any part, and, last, by how people misspell them."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator

from rapidfuzz import process
from rapidfuzz.distance import OSA, JaroWinkler

LONGEST = 200
"""Letters of a text that are looked at: no name is longer, and a pasted page must not cost more than a name."""

BEGINS, A_WORD, EACH_WORD, SOMEWHERE, NEAR = range(5)
"""How well a name answers what was typed, best first. NEAR is a guess at a misspelling: only ever offered."""

_SOUNDS = (
    ("ph", "f"), ("th", "t"), ("ck", "k"), ("sch", "s"), ("qu", "k"), ("ce", "se"), ("ci", "si"), ("cy", "si"), ("c", "k"), ("x", "ks"),
    ("q", "k"), ("y", "i"), ("z", "s"), ("ae", "e"), ("oe", "e"), ("ou", "u"), ("ee", "i"), ("h", ""), ("j", "g"), ("w", "v"), ("%", ""), ("+", ""),
)  # fmt: skip


def fold(text: str) -> str:
    """A name without capitals, accents and punctuation: what two spellings of one name share."""
    plain = "".join(letter for letter in unicodedata.normalize("NFKD", text[:LONGEST]) if not unicodedata.combining(letter))
    return " ".join(re.sub(r"[^\w+%]+", " ", plain.casefold()).split())


def sound(folded: str) -> str:
    """A folded name as it sounds, roughly, in English, French and Spanish: "botocks" and "Botox" are the same."""
    key = folded.replace(" ", "")
    for letters, heard in _SOUNDS:
        key = key.replace(letters, heard)
    key = re.sub(r"(\D)\1+", r"\1", key)
    return key.removesuffix("e") if len(key) > 4 else key


class Spellings:
    """An index over folded names. What it yields are places in the sequence it was made from, best first.

    It is made at the first question: a visit without a search does not wait for it.
    """

    __slots__ = ("_begins", "_firsts", "_joined", "_made", "_names", "_sorted", "_sounds", "_starts", "_words")

    def __init__(self, names: Iterable[str]) -> None:
        self._names, self._made = tuple(names), False

    def _make(self) -> None:
        self._sorted = sorted(range(len(self._names)), key=lambda place: (len(self._names[place]), self._names[place]))
        by_name = sorted((name, place) for place, name in enumerate(self._names))
        self._begins = [name for name, _ in by_name], [place for _, place in by_name]
        words = sorted((name[at + 1 :], place) for place, name in enumerate(self._names) for at, letter in enumerate(name) if letter == " ")
        self._words = [word for word, _ in words], [place for _, place in words]
        self._starts: list[int] = []
        length = 0
        for place in self._sorted:
            self._starts.append(length)
            length += len(self._names[place]) + 1
        self._joined = "\n".join(self._names[place] for place in self._sorted)
        self._sounds = [sound(name) for name in self._names]
        self._firsts: dict[int, list[str]] = {}
        self._made = True

    def begun(self, query: str) -> Iterator[tuple[int, int]]:
        """(how well, place) of the names that hold a folded query, best first, shorter names before longer ones."""
        if not query:
            return
        if not self._made:
            self._make()
        seen: set[int] = set()
        for how, found in ((BEGINS, self._range(self._begins, query)), (A_WORD, self._range(self._words, query)), (EACH_WORD, self._each_word(query))):
            for place in sorted(set(found) - seen, key=self._order):
                seen.add(place)
                yield how, place
        if len(query) > 1:
            for place in self._somewhere(query):
                if place not in seen:
                    seen.add(place)
                    yield SOMEWHERE, place

    def near(self, query: str) -> list[tuple[float, int]]:
        """(distance, place) of the names a folded query may be a misspelling of, or the misspelt beginning of; nearest first.

        The floor: fewer than four letters are no misspelling of anything, and short words may be off by one letter only.
        """
        heard = sound(query)
        if len(query) < 4 or len(heard) < 3 or not heard.isalnum() or heard.isdigit():
            return []
        if not self._made:
            self._make()
        most = allowed(len(heard))
        best: dict[int, float] = {}
        for _, distance, place in process.extract(heard, self._sounds, scorer=OSA.distance, score_cutoff=most, limit=None):
            best[place] = distance
        if len(heard) >= 5:
            most = allowed(len(heard)) - 1
            for key, distance, place in process.extract(heard, self._first(len(heard)), scorer=OSA.distance, score_cutoff=most, limit=None):
                if key and best.get(place, 9.0) > distance + 0.5:
                    best[place] = distance + 0.5
        scored = [(best[place] + self._odd(heard, place), place) for place in best]
        close = [(score, place) for score, place in scored if score <= allowed(len(heard)) + 0.5]
        return sorted(close, key=lambda one: (one[0], -JaroWinkler.similarity(query, self._names[one[1]]), self._order(one[1])))

    def _odd(self, heard: str, place: int) -> float:
        """People get the first letter right: one that differs makes a misspelling less likely."""
        return 0.0 if heard[0] == self._sounds[place][0] else 1.0

    def _order(self, place: int) -> tuple[int, str]:
        return len(self._names[place]), self._names[place]

    def _range(self, table: tuple[list[str], list[int]], query: str) -> list[int]:
        names, places = table
        return places[bisect_left(names, query) : bisect_left(names, query + "\U0010ffff")]

    def _each_word(self, query: str) -> set[int]:
        parts = query.split()
        if len(parts) < 2:
            return set()
        found = [{*self._range(self._begins, part), *self._range(self._words, part)} for part in parts]
        return set.intersection(*found)

    def _somewhere(self, query: str) -> Iterator[int]:
        at = self._joined.find(query)
        while at >= 0:
            line = bisect_left(self._starts, at + 1) - 1
            yield self._sorted[line]
            at = self._joined.find(query, self._starts[line + 1]) if line + 1 < len(self._starts) else -1

    def _first(self, length: int) -> list[str]:
        """The first letters of each name as it sounds; "" where the name is not longer than that."""
        made = self._firsts.get(length)
        if made is None:
            made = self._firsts[length] = [key[:length] if len(key) > length else "" for key in self._sounds]
        return made


def allowed(length: int) -> int:
    """Letters that may be wrong, missing, too many or swapped in a word of so many sounds."""
    return 1 if length < 6 else 2 if length < 9 else 3
