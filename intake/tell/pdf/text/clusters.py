"""Clusters: the pieces of text that a person sees as one character, at most sixteen code points long."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

LONGEST = 16
_ZWJ, _ZWNJ = "\u200d", "\u200c"
_KNIT = re.compile("[\u200c\u200d\u1100-\u11ff\U0001f1e6-\U0001f1ff\U0001f3fb-\U0001f3ff]")
"""Joiners, old Hangul, flags, skin tones: text with any of these is split character by character."""


def clusters(text: str) -> Iterator[str]:
    """Split into user-perceived characters: a base with its marks, joined emoji, flag pairs, old Hangul syllables.

    A plain version of UAX #29, enough for choosing a face and for breaking a word that is longer than its line.
    """
    if not _KNIT.search(text):
        yield from _by_marks(text)
        return
    start = 0
    size = len(text)
    for i in range(1, size):
        if i - start < LONGEST and _joins(text, start, i):
            continue
        yield text[start:i]
        start = i
    if size:
        yield text[start:]


def _by_marks(text: str) -> list[str]:
    """Bases with their marks, where nothing else joins."""
    marks = re.escape("".join(sorted(char for char in set(text) if unicodedata.category(char)[0] == "M")))
    return re.findall(f"[^\n][{marks}]{{0,{LONGEST - 1}}}|\n" if marks else "(?s).", text)


def _joins(text: str, start: int, i: int) -> bool:
    char, before = text[i], text[i - 1]
    if char < "\u0300" or before == "\n" or char == "\n":
        return False
    if char in (_ZWJ, _ZWNJ) or unicodedata.category(char)[0] == "M" or "\U0001f3fb" <= char <= "\U0001f3ff":
        return True
    if before == _ZWJ and char >= "\u2190":  # emoji joined to emoji; in Indic text the joiner only asks for a form
        return unicodedata.category(char) == "So"
    if "\U0001f1e6" <= char <= "\U0001f1ff" and "\U0001f1e6" <= before <= "\U0001f1ff":
        return (i - start) % 2 == 1
    return ("\u1160" <= char <= "\u11ff" and "\u1100" <= before <= "\u11ff")


def bare(cluster: str) -> str:
    """A cluster without what no face needs to cover: joiners and variation selectors."""
    return "".join(c for c in cluster if not (c in (_ZWJ, _ZWNJ) or "\ufe00" <= c <= "\ufe0f" or "\U000e0100" <= c <= "\U000e01ef"))
