"""Sanitise: what a person typed becomes what can be printed; nothing visible is dropped, what is taken out is counted."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

MARKS = 6  # combining marks kept on one base
TAB = "    "

_NEWLINES = re.compile("\r\n|[\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]")
_BREAKS = re.compile(r" *\n[ \n]*")
_EMPTY = re.compile(r"\n(?: *\n){4,}")
_SUSPECT = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u180b-\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufeff\uffa0\ufff0-\uffff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U0001fffe\U0001ffff\U0002fffe\U0002ffff\U000e0000-\U000e0fff\U000efffe-\U0010ffff]"
)
_REMOVED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0"
    "\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e00ff]"
)
_REPLACED = re.compile(
    "[\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufffe\uffff\U0001fffe\U0001ffff\U0002fffe\U0002ffff\U000efffe-\U0010ffff]"
)


class Clean(NamedTuple):
    """Printable text in NFC with "\\n" as its only control, and how many characters were taken out or replaced by U+FFFD."""

    text: str
    removed: int = 0
    replaced: int = 0


def sanitise(text: str) -> Clean:
    """Every newline form -> "\\n"; tab -> spaces; controls, bidi controls, zero-width and tag characters removed and counted;

    lone surrogates, non-characters and private-use characters -> U+FFFD and counted; at most `MARKS` combining marks on a
    base; NFC. ZWJ and ZWNJ stay: shaping needs them. Never raises; linear time. Source: reference/pdf.md 4.
    """
    if text.isascii() and text.isprintable():
        return Clean(text)
    text = _NEWLINES.sub("\n", text).replace("\t", TAB)
    removed = replaced = 0
    if _SUSPECT.search(text):
        text, removed = _REMOVED.subn("", text)
        text, replaced = _REPLACED.subn("\ufffd", text)
    if not text.isascii():
        text, extra = _few_marks(text)
        removed += extra
        text = unicodedata.normalize("NFC", text)
    return Clean(text, removed, replaced)


def clean(text: str) -> str:
    """The printable text only."""
    return sanitise(text).text


def bounded(text: str, most: int, where: str = "…") -> str:
    """The text in one line, or its first `most` characters and `where`, for places that must not outgrow a page.

    The whole stands in the transcript; what a form's own limits allow is never cut.
    """
    text = one_line(text)
    return text if len(text) <= most else f"{text[:most]} {where}"


def one_line(text: str) -> str:
    """Line breaks as " / ", as in a quotation."""
    return _BREAKS.sub(" / ", clean(text).strip("\n")) if not text.isprintable() else text


def squeezed(text: str) -> str:
    """Four and more empty lines as one line that says how many: "[12 empty lines]"."""
    return _EMPTY.sub(lambda found: f"\n[{found.group().count(chr(10)) - 1} empty lines]\n", clean(text)) if not text.isprintable() else text


def _few_marks(text: str) -> tuple[str, int]:
    """Cut pile-ups of marks before normalising: ordering a long pile takes quadratic time."""
    marks = [char for char in set(text) if unicodedata.category(char)[0] == "M"]
    if not marks:
        return text, 0
    pile = re.compile(f"([{re.escape(''.join(sorted(marks)))}]{{{MARKS}}})[{re.escape(''.join(sorted(marks)))}]+")
    short = pile.sub(r"\1", text)
    return short, len(text) - len(short)
