"""Tongues: how a language writes decimals, counts, lists and its lines; the tables are CLDR's, read through babel."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from babel import Locale

_HERE = {"es": "es_US"}
"""A tag that names no country is read as it is spoken around our clinics: Spanish of the Americas has a decimal point."""

_RIGHT_TO_LEFT = frozenset("ar arc ckb dv fa he ks nqo ps sd syr ug ur yi".split())
_SOUNDS_I = re.compile(r"(?:i|hi(?!e))", re.IGNORECASE)


@cache
def _locale(tag: str) -> Locale:
    """CLDR's locale of a tag: the very one, else its language, else English (a pseudo-locale is read as its language)."""
    from babel import Locale, UnknownLocaleError  # 20 ms that a start in English does not need

    for name in (_HERE.get(tag, tag.replace("-", "_")), tag.partition("-")[0]):
        try:
            return Locale.parse(name)
        except (UnknownLocaleError, ValueError):
            continue
    return Locale.parse("en")


@cache
def decimal_mark(tag: str = "en") -> str:
    """What stands before the fraction of a number: "." in English, "," in French."""
    if tag == "en":
        return "."
    symbols: Any = _locale(tag).number_symbols
    return symbols.get("latn", symbols).get("decimal", ".")  # our numbers are always written in Latin digits


@cache
def plural(tag: str, count: int | Decimal) -> str:
    """The CLDR plural form of a number: "one", "other", in French and Spanish also "many" (a million); "other" where unsure."""
    if tag == "en":
        return "one" if count == 1 and isinstance(count, int) else "other"
    return _locale(tag).plural_form(count)


def listed(parts: Iterable[str], tag: str = "en", kind: str = "standard") -> str:
    """Words in a row as a sentence lists them: "a, b and c", « a, b et c ». `kind` "or" joins with "or". Canadian: no comma before "and"."""
    words: Sequence[str] = [part for part in parts if part]
    if len(words) < 2:
        return words[0] if words else ""
    patterns = _locale("en-CA" if tag == "en" else tag).list_patterns[kind]
    if tag.partition("-")[0] == "es" and _SOUNDS_I.match(words[-1]):
        patterns = {name: pattern.replace(" y ", " e ") for name, pattern in patterns.items()}  # "padre e hijo"; CLDR leaves it to us
    if len(words) == 2:
        return patterns["2"].format(*words)
    said = patterns["end"].format(words[-2], words[-1]) if len(words) > 2 else words[-1]
    for word in reversed(words[1:-2]):
        said = patterns["middle"].format(word, said)
    return patterns["start"].format(words[0], said)


def right_to_left(tag: str) -> bool:
    """Whether lines of the language run from right to left."""
    return tag.partition("-")[0] in _RIGHT_TO_LEFT


def language_name(tag: str, said_in: str = "en") -> str:
    """The name of a language, in another: "French" for fr-CA; the tag where CLDR has no name for it."""
    return _locale(said_in).languages.get(tag.partition("-")[0]) or tag
