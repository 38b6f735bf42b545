"""Bidi: the display order of mixed left-to-right and right-to-left text (UAX #9 without explicit controls, which are stripped)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

_STRONG_RTL = {"R", "AL"}
_NEUTRAL = {"B", "S", "WS", "ON", "BN"}
_PAIRS = {"(": ")", "[": "]", "{": "}", "⁅": "⁆", "⁽": "⁾", "₍": "₎", "⟨": "⟩", "⟪": "⟫", "〈": "〉", "〈": "〉",
          "《": "》", "「": "」", "『": "』", "【": "】", "〔": "〕", "⟦": "⟧", "⦅": "⦆", "（": "）", "［": "］", "｛": "｝"}
"""Bidi_Paired_Bracket (quotation marks are not brackets)."""
_BRACKETS_UP_TO = 4000
"""Longer paragraphs go without rule N0, whose cost grows with pairs times length."""
_CLOSERS = {b: a for a, b in _PAIRS.items()}
MIRRORED = _PAIRS | _CLOSERS | {"<": ">", ">": "<", "«": "»", "»": "«", "‹": "›", "›": "‹"}
"""Characters drawn as their mirror image in right-to-left text."""
_DIGITS, _WORD = "[0-9½¼¾⅓⅔]", "[A-Za-zÀ-ÖØ-öø-ɏµμ°%‰]"
_NUMBER = rf"{_DIGITS}+(?:[.,:/]{_DIGITS}+)*"
_TERM = rf"{_NUMBER}(?:[ \xa0]?{_WORD}+(?:[/.][A-Za-z0-9]+)*)?"
_JOIN = r"(?:[ \xa0]?[-‐‑–—−/×*+=]/?[ \xa0]?|[ \xa0]?\([0-9]{1,5}\)[ \xa0]?|[ \xa0])"
_PLAIN = re.compile(_NUMBER)
_EXPRESSION = re.compile(
    rf"(?:(?<![^\s(\[])[-+−±~≈<>≤≥][ \xa0]?)?(?:(?<![^\s(\[])\([0-9]{{1,5}}\)[ \xa0]?)?{_TERM}(?:{_JOIN}(?:{_TERM}|{_WORD}+))*"
    rf"|(?<![٠-٩۰-۹.,٫٬/])[٠-٩۰-۹]++(?:[.,٫٬/][٠-٩۰-۹]++)*+[ \xa0]?{_WORD}+"
)
"""Doses, phone numbers, dates, ranges, signed and compared numbers: "12 mg × 2", "+1 (416) 555-0142", "12-Mar-1984", "5–7", "<5"."""

_QUOTED = re.compile("[“«]([^“”«»]*)[”»]")
"""What a person said, quoted in a sentence of the page: an isolate, so that it reads as it does on its own."""


def is_rtl(text: str) -> bool:
    """Does any character need right-to-left display?"""
    if text.isascii():
        return False
    return any(unicodedata.bidirectional(char) in ("R", "AL", "AN") for char in set(text))


def levels(text: str) -> tuple[int, list[int]]:
    """The base level of a paragraph (0 or 1) and the embedding level of each character, before any line is broken.

    Rules P2-P3, W1-W7, N0-N2, I1-I2 of UAX #9. An expression of numbers ("12 mg × 2", "2026-11-20") is held together left
    to right as typed, because the plain algorithm shows "12" and "mg × 2", or year and day, in the wrong order after
    Arabic letters (a clinical trap: reference/pdf.md 4). Quoted words are an isolate.
    """
    quoted = [match.span(1) for match in _QUOTED.finditer(text) if is_rtl(match.group(1))]
    around_quotes = _QUOTED.sub(lambda match: "\u201c" * len(match.group()) if is_rtl(match.group()) else match.group(), text)
    types = [unicodedata.bidirectional(char) or "L" for char in around_quotes]
    if all(kind in _NEUTRAL for kind in types):  # nothing but quoted words: they are the paragraph
        quoted, around_quotes, types = [], text, [unicodedata.bidirectional(char) or "L" for char in text]
    base = next((1 if kind in _STRONG_RTL else 0 for kind in types if kind == "L" or kind in _STRONG_RTL), 0)
    turns = base or any(kind in _STRONG_RTL or kind == "AN" for kind in types)
    held = [match.span() for match in _EXPRESSION.finditer(around_quotes) if not _PLAIN.fullmatch(match.group())] if turns else []
    for start, stop in held:  # after Latin words it goes on in their direction; else it is an isolate, which counts as neutral
        latin = "L" in types[max(start - 2, 0):start] and types[start - 1] in ("L", "WS")
        types[start:stop] = ["L" if latin else "ON"] * (stop - start)
    around = "R" if base else "L"
    _weak(types, around)
    if len(text) <= _BRACKETS_UP_TO:
        _brackets(around_quotes, types, around)
    _neutral(types, around)
    found = [_level(kind, base) for kind in types]
    for start, stop in held:
        found[start:stop] = [2 if max(found[start:stop]) else 0] * (stop - start)
    for start, stop in quoted:
        found[start:stop] = [level + 2 * base for level in levels(text[start:stop])[1]]
    return base, found


def order(line_levels: Sequence[int]) -> list[int]:
    """Rule L2: the indices of the pieces of one line in display order, left to right."""
    indices = list(range(len(line_levels)))
    highest, lowest_odd = max(line_levels, default=0), min((lv for lv in line_levels if lv % 2), default=99)
    for level in range(highest, lowest_odd - 1, -1):
        start = 0
        while start < len(indices):
            if line_levels[indices[start]] < level:
                start += 1
                continue
            stop = start
            while stop < len(indices) and line_levels[indices[stop]] >= level:
                stop += 1
            indices[start:stop] = indices[start:stop][::-1]
            start = stop
    return indices


def _level(kind: str, base: int) -> int:
    if base:
        return 2 if kind in ("L", "EN", "AN") else 1
    return {"R": 1, "AN": 2, "EN": 2}.get(kind, 0)


def _weak(types: list[str], around: str) -> None:
    strong = before = around  # W1-W3 and W2's memory of the last strong type
    for i, kind in enumerate(types):
        if kind == "NSM":
            kind = types[i] = before
        before = kind
        if kind in ("L", "R", "AL"):
            strong = kind
        elif kind == "EN" and strong == "AL":
            types[i] = "AN"
    types[:] = ["R" if kind == "AL" else kind for kind in types]
    for i in range(1, len(types) - 1):  # W4
        left, kind, right = types[i - 1], types[i], types[i + 1]
        if left == right and ((kind == "ES" and left == "EN") or (kind == "CS" and left in ("EN", "AN"))):
            types[i] = left
    i = 0
    while i < len(types):  # W5
        if types[i] != "ET":
            i += 1
            continue
        stop = i
        while stop < len(types) and types[stop] == "ET":
            stop += 1
        if (i and types[i - 1] == "EN") or (stop < len(types) and types[stop] == "EN"):
            types[i:stop] = ["EN"] * (stop - i)
        i = stop
    strong = around
    for i, kind in enumerate(types):  # W6, W7
        if kind in ("ES", "ET", "CS"):
            types[i] = "ON"
        elif kind in ("L", "R"):
            strong = kind
        elif kind == "EN" and strong == "L":
            types[i] = "L"


def _direction(kind: str) -> str:
    return "R" if kind in ("R", "EN", "AN") else kind


def _brackets(text: str, types: list[str], around: str) -> None:
    """N0: a pair of brackets takes the direction of what it holds, or of what stands before it."""
    stack: list[tuple[str, int]] = []
    pairs: list[tuple[int, int]] = []
    for i, char in enumerate(text):
        if types[i] != "ON":
            continue
        if char in _PAIRS:
            if len(stack) == 63:
                break
            stack.append((_PAIRS[char], i))
        elif char in _CLOSERS:
            for depth in range(len(stack) - 1, -1, -1):
                if stack[depth][0] == char:
                    pairs.append((stack[depth][1], i))
                    del stack[depth:]
                    break
    for start, stop in sorted(pairs):
        inside = {_direction(kind) for kind in types[start + 1:stop]} & {"L", "R"}
        if around in inside:
            chosen = around
        elif inside:
            before = next((_direction(kind) for kind in reversed(types[:start]) if _direction(kind) in ("L", "R")), around)
            chosen = before if before in inside else around
        else:
            continue
        for place in (start, stop):
            types[place] = chosen
            follow = place + 1
            while follow < len(text) and unicodedata.bidirectional(text[follow]) == "NSM":
                types[follow] = chosen
                follow += 1


def _neutral(types: list[str], around: str) -> None:
    i = 0
    while i < len(types):
        if types[i] not in _NEUTRAL:
            i += 1
            continue
        stop = i
        while stop < len(types) and types[stop] in _NEUTRAL:
            stop += 1
        left = _direction(types[i - 1]) if i else around
        right = _direction(types[stop]) if stop < len(types) else around
        types[i:stop] = [left if left == right else around] * (stop - i)
        i = stop
