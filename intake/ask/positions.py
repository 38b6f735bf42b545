"""Positions: line and column of a JSON pointer, found in the text only when a fault needs them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from intake.ask.errors import Fault

_TOKEN = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[{}\[\],:]|[^\s{}\[\],:"]+', re.S)
_OPEN, _CLOSE = "{[", "}]"


class Spot(NamedTuple):
    """A value in the text: its JSON pointer, where it begins (an object's member: at its key), and its first token."""

    pointer: str
    offset: int
    token: str
    again: bool  # the same key stood in this object before


def step(key: str | int) -> str:
    """One step of a JSON pointer (RFC 6901)."""
    return "/" + str(key).replace("~", "~0").replace("/", "~1")


def spots(text: str) -> Iterator[Spot]:
    """Every value of a JSON text in order. Meant for text that parses; on other text it yields what it can."""
    pointers = [""]  # of the open containers
    places: list[int | set[str]] = []  # an array's next index, an object's keys so far
    key: tuple[str, int, bool] | None = None
    expect_key = False
    for match in _TOKEN.finditer(text):
        token, offset = match.group(), match.start()
        if token in _CLOSE:
            if places:
                places.pop()
                pointers.pop()
            expect_key = False
        elif token == ",":
            expect_key = bool(places) and isinstance(places[-1], set)
        elif token == ":":
            expect_key = False
        elif expect_key:
            keys = places[-1]
            name = _unquote(token)
            key = (name, offset, name in keys)
            keys.add(name)
        else:
            pointer, begin, again = pointers[-1], offset, False
            if places:
                place = places[-1]
                if isinstance(place, int):
                    pointer += f"/{place}"
                    places[-1] = place + 1
                elif key is not None:
                    pointer += step(key[0])
                    begin, again, key = key[1], key[2], None
            yield Spot(pointer, begin, token, again)
            if token in _OPEN:
                pointers.append(pointer)
                places.append(set() if token == "{" else 0)
                expect_key = token == "{"


def _unquote(token: str) -> str:
    if "\\" not in token:
        return token[1:-1]
    escapes = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f"}

    def plain(match: re.Match[str]) -> str:
        letter = match.group(1)
        return chr(int(letter[1:], 16)) if len(letter) > 1 else escapes.get(letter, letter)

    return re.sub(r"\\(u[0-9a-fA-F]{4}|.)", plain, token[1:-1], flags=re.S)


def line_and_column(text: str, offset: int) -> tuple[int, int]:
    """The place of an offset, counted from 1."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def offsets(text: str, wanted: Collection[str]) -> dict[str, int]:
    """The offset of each wanted pointer. A pointer to something absent gets the place of its nearest parent that is there."""
    chains: dict[str, list[str]] = {}
    for pointer in wanted:
        steps = pointer.split("/")
        chains[pointer] = ["/".join(steps[:size]) for size in range(len(steps), 0, -1)]
    targets = {parent for chain in chains.values() for parent in chain}
    found: dict[str, int] = {}
    for spot in spots(text):
        if spot.pointer in targets:
            found.setdefault(spot.pointer, spot.offset)
    return {pointer: next((found[p] for p in chain if p in found), 0) for pointer, chain in chains.items()}


def located(faults: Iterable[Fault], text: str) -> tuple[Fault, ...]:
    """The same faults with line and column of their pointers, in the order of the text. One pass over the text."""
    faults = tuple(faults)
    lost = {fault.pointer for fault in faults if not fault.line}
    if not lost:
        return faults
    places = offsets(text, lost)
    starts = [match.end() for match in re.finditer(r"\A|\n", text)]
    return tuple(
        sorted(
            (_at(fault, places[fault.pointer], starts) if not fault.line else fault for fault in faults),
            key=lambda fault: (fault.line, fault.column),
        )
    )


def _at(fault: Fault, offset: int, starts: list[int]) -> Fault:
    line = bisect_right(starts, offset)
    return replace(fault, line=line, column=offset - starts[line - 1] + 1)
