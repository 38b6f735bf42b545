"""Scripts: the faces of smaller scripts and rare ideographs, each tried only for characters of its own Unicode blocks."""

from __future__ import annotations

from bisect import bisect_right

_BLOCKS = (
    ("Syriac", 0x0700, 0x074F), ("Thaana", 0x0780, 0x07BF), ("NKo", 0x07C0, 0x07FF), ("Mandaic", 0x0840, 0x085F),
    ("Oriya", 0x0B00, 0x0B7F), ("Serif:Tibetan", 0x0F00, 0x0FFF), ("Cherokee", 0x13A0, 0x13FF), ("CanadianAboriginal", 0x1400, 0x167F),
    ("Tagalog", 0x1700, 0x171F), ("Hanunoo", 0x1720, 0x173F), ("Buhid", 0x1740, 0x175F), ("Tagbanwa", 0x1760, 0x177F),
    ("Mongolian", 0x1800, 0x18AF), ("CanadianAboriginal", 0x18B0, 0x18FF), ("Limbu", 0x1900, 0x194F), ("TaiLe", 0x1950, 0x197F),
    ("NewTaiLue", 0x1980, 0x19DF), ("Buginese", 0x1A00, 0x1A1F), ("TaiTham", 0x1A20, 0x1AAF), ("Balinese", 0x1B00, 0x1B7F),
    ("Sundanese", 0x1B80, 0x1BBF), ("Batak", 0x1BC0, 0x1BFF), ("Lepcha", 0x1C00, 0x1C4F), ("OlChiki", 0x1C50, 0x1C7F), ("Sundanese", 0x1CC0, 0x1CCF),
    ("Tifinagh", 0x2D30, 0x2D7F), ("Yi", 0xA000, 0xA4CF), ("Lisu", 0xA4D0, 0xA4FF), ("Vai", 0xA500, 0xA63F), ("Bamum", 0xA6A0, 0xA6FF),
    ("SylotiNagri", 0xA800, 0xA82F), ("Saurashtra", 0xA880, 0xA8DF), ("KayahLi", 0xA900, 0xA92F), ("Javanese", 0xA980, 0xA9DF), ("Cham", 0xAA00, 0xAA5F),
    ("TaiViet", 0xAA80, 0xAADF), ("MeeteiMayek", 0xAAE0, 0xAAFF), ("Cherokee", 0xAB70, 0xABBF), ("MeeteiMayek", 0xABC0, 0xABFF),
    ("Osage", 0x104B0, 0x104FF), ("HanifiRohingya", 0x10D00, 0x10D3F), ("Chakma", 0x11100, 0x1114F), ("Newa", 0x11400, 0x1147F),
    ("Bamum", 0x16800, 0x16A3F), ("Miao", 0x16F00, 0x16F9F), ("Serif:NyiakengPuachueHmong", 0x1E100, 0x1E14F), ("Wancho", 0x1E2C0, 0x1E2FF), ("Adlam", 0x1E900, 0x1E95F),
)  # fmt: skip
"""Scripts in daily use today: what UAX #31 recommends or calls of limited use, less those that every text is tried for."""

_STARTS = [first for _, first, _ in _BLOCKS]
_IDEOGRAPHS = 0x20000
_RARE_IDEOGRAPHS = ("NotoSansJP-Rare", "NotoSansHK-Rare")
"""Ideographs outside the basic plane that Japanese and Hong Kong names use."""


def own_faces(char: str) -> tuple[str, ...]:
    """The faces made for the script of a character; () for the scripts that every text is tried for."""
    code = ord(char)
    if code >= _IDEOGRAPHS:
        return _RARE_IDEOGRAPHS
    at = bisect_right(_STARTS, code) - 1
    return (_file(_BLOCKS[at][0]),) if at >= 0 and code <= _BLOCKS[at][2] else ()


def all_faces() -> tuple[str, ...]:
    """Every face of this table once, in its order."""
    return (*dict.fromkeys(_file(name) for name, _, _ in _BLOCKS), *_RARE_IDEOGRAPHS)


def _file(name: str) -> str:
    kind, _, script = name.rpartition(":")
    return f"Noto{kind or 'Sans'}{script}-Regular"
