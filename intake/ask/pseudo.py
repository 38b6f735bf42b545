"""Pseudo: two languages nobody speaks, for tests: long and accented, and right to left. Facts and placeholders stay as they are."""

from __future__ import annotations

import re

LONG, MIRRORED = "en-XA", "ar-XB"
PSEUDO = {LONG: "Ļöñĝ", MIRRORED: "ڡلب"}
"""Tag -> its own name. Both are made from the English and are never offered to a patient."""

MORE = 0.4
"""How much longer the long one is."""

_PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
_ACCENTED = str.maketrans(_PLAIN, "áƀçðéƒĝĥîĵķļṁñöþɋŕšţûṽŵẋýžÁƁÇÐÉƑĜĤÎĴĶĻṀÑÖÞɊŔŠŢÛṼŴẊÝŽ")
_ARABIC = str.maketrans(_PLAIN, "ابچدهفگحيجكلمنوپقرستعڤشخىظ" * 2)
_HELD = re.compile(r"(\{\{|\}\}|\{[^{}]*\}|\n)")
_PADDING = "šîẋ šéṽéñ éîĝĥţ ñîñé ţéñ éļéṽéñ ţŵéļṽé ţĥîŕţééñ "


def pseudo(text: str, tag: str) -> str:
    """English in a pseudo-language: what has no letter, and what stands in braces, is left alone.

    The long one is 40 % longer: a short word is drawn out, a sentence gets more words, so that it wraps and does not burst.
    """
    parts = _HELD.split(text)
    if not any(letter.isalpha() for part in parts[::2] for letter in part):
        return text
    table = _ARABIC if tag == MIRRORED else _ACCENTED
    said = "".join(part if place % 2 else part.translate(table) for place, part in enumerate(parts))
    return said + _more(sum(map(len, parts[::2]))) if tag == LONG else said


def _more(length: int) -> str:
    """What is added to a text of `length` characters."""
    wanted = max(1, round(length * MORE))
    if length <= 8:
        return "~" * wanted
    return " " + (_PADDING * (1 + wanted // len(_PADDING)))[: wanted - 1].strip()
