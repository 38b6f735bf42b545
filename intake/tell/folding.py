"""Folding: any text as printable ASCII for a chart that takes nothing else; what has no such letter is named, never dropped."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

SIGNS = {
    "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "‚": "'", "‹": "'", "›": "'", "′": "'", "″": '"',
    "–": "-", "—": "-", "‐": "-", "‑": "-", "‒": "-", "―": "-", "−": "-", "…": "...", "•": "-", "·": "-", "→": "->", "←": "<-",
    "≥": ">=", "≤": "<=", "≠": "!=", "≈": "~", "±": "+/-", "×": "x", "÷": "/", "⁄": "/", "°": " deg ", "¿": "?", "¡": "!", "№": "No.", "€": "EUR", "£": "GBP",
    "ß": "ss", "ẞ": "SS", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "þ": "th", "Þ": "Th", "ð": "d", "Ð": "D", "ı": "i", "ŋ": "ng", "Ŋ": "NG",
    "٫": ".", "٬": ",", "،": ",", "؟": "?", "。": ".", "、": ",", "µ": "u", "μ": "u", "™": "(TM)", "®": "(R)", "©": "(C)",
}  # fmt: skip
"""What is written otherwise in ASCII. The sign for micro is a Greek letter in many files: alone among Greek, it is kept as "u"."""

_LATIN = re.compile(r"LATIN (SMALL|CAPITAL) LETTER ([A-Z])(?: WITH .*)?$")
_BREAKS = re.compile(r"\s*[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+\s*")
_YEARS = re.compile(r"\b([Aa])ñ(?=os?\b)")  # the one word of Spanish that must keep its tilde: without it, it is another word
_WITHIN = re.compile(r"«\s*|\s*»")
_SCRIPT, _SIGN = "\0s", "\0g"  # places of what is named; NUL of a text never gets this far


def fold(text: str, *, script: str, sign: str) -> str:
    """`text` on one line, of the characters 0x20 to 0x7E only.

    Accents go ("Nguyễn" is "Nguyen"), line breaks become " / ", what cannot be seen goes. Letters of another script, however
    many in a row, are the words `script`; signs are the words `sign`; both are ASCII. A number never becomes another one:
    "1½" is "1 1/2" and "10²" is "10^2".
    """
    folded = "".join(_folded(_YEARS.sub(r"\1ni", _WITHIN.sub('"', _BREAKS.sub(" / ", text.strip())).replace(" · ", "; "))))
    folded = re.sub(r"(?:\0[\^_].)+", lambda run: run[0][1] + run[0].replace(run[0][:2], ""), folded)  # 10²³ is 10^23
    for place, words in ((_SCRIPT, script), (_SIGN, sign)):
        folded = re.sub(rf"{place}(?:[ '-]*{place})*", lambda found, words=words: _apart_from(found, words), folded)
    return " ".join(folded.split())


def _apart_from(found: re.Match[str], words: str) -> str:
    """The words for a run of letters, a blank between them and a letter or number beside it."""
    before, after = found.string[: found.start()][-1:], found.string[found.end() :][:1]
    return " " * before.isalnum() + words + " " * (after.isalnum() or after == "\0")


def _folded(text: str) -> Iterator[str]:
    before = ""
    for letter in text:
        piece = _letter(letter, before)
        before = piece[-1:] or before
        yield piece


def _letter(letter: str, before: str) -> str:
    """One character in ASCII; `before` is the last character already written."""
    if " " <= letter <= "~":
        return letter
    if letter in SIGNS:
        return SIGNS[letter]
    kind = unicodedata.category(letter)
    if kind in ("Zs", "Zl", "Zp") or letter == "\t":
        return " "
    if kind in ("Cc", "Cf", "Mn", "Me"):  # not seen by itself: an accent, a joiner, a control
        return ""
    if kind == "Nd":
        return str(unicodedata.decimal(letter))
    if plain := _LATIN.match(unicodedata.name(letter, "")):
        return plain[2].lower() if plain[1] == "SMALL" else plain[2]
    parts = unicodedata.decomposition(letter)
    if parts:
        return _parts(parts, before)
    return _SCRIPT if kind[0] in "LM" else _SIGN


def _parts(parts: str, before: str) -> str:
    """A character that stands for others: a fraction, a raised digit, a ligature, an accented letter."""
    tag, letters = re.match(r"(?:<(\w+)> )?(.*)", parts).groups()
    whole = ""
    for code in letters.split():
        whole += _letter(chr(int(code, 16)), whole[-1:] or before)
    if tag == "fraction":
        return f" {whole}" if before.isdigit() else whole
    if not whole:
        return _SCRIPT
    if "\0" in whole:  # several letters of another script stay one name
        return _SIGN if tag else whole[:2]
    if tag in ("super", "sub"):
        return "".join(("\0^" if tag == "super" else "\0_") + one for one in whole)
    return f"({whole})" if tag == "circle" else whole
