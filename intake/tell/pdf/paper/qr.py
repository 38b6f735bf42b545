"""QR: a short text as the square of dark modules a camera reads, versions 1 to 3 at error correction M (ISO/IEC 18004)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from itertools import pairwise

ALPHANUMERIC = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
_DATA, _CHECK = {1: 16, 2: 28, 3: 44}, {1: 10, 2: 16, 3: 26}
"""Codewords of data and of error correction by version; all three are one block, which keeps this file short."""
_MASKS = (
    lambda r, c: (r + c) % 2 == 0, lambda r, c: r % 2 == 0, lambda r, c: c % 3 == 0, lambda r, c: (r + c) % 3 == 0,
    lambda r, c: (r // 2 + c // 3) % 2 == 0, lambda r, c: r * c % 2 + r * c % 3 == 0,
    lambda r, c: (r * c % 2 + r * c % 3) % 2 == 0, lambda r, c: ((r + c) % 2 + r * c % 3) % 2 == 0,
)
Cell = tuple[int, int]


@lru_cache(8)
def qr(text: str) -> tuple[tuple[bool, ...], ...]:
    """The rows of modules, True dark, without the quiet zone of four. Raises ValueError with the length for what does not fit."""
    words = codewords(text)
    version = next(v for v, most in _DATA.items() if most == len(words))
    stream = "".join(f"{word:08b}" for word in (*words, *_correction(words, _CHECK[version])))
    plain = _placed(version, stream)
    best = min((_masked(version, plain, mask) for mask in range(8)), key=_penalty)
    return tuple(tuple(cell == "1" for cell in row) for row in best)


def codewords(text: str) -> tuple[int, ...]:
    """The data bytes of the smallest version that holds the text. ASCII only; ValueError names the length, never the text."""
    if not text or not text.isascii() or not text.isprintable():
        raise ValueError(f"not a text for a code: {len(text)} characters")
    if all(letter in ALPHANUMERIC for letter in text):
        values = [ALPHANUMERIC.index(letter) for letter in text]
        pairs = [values[i:i + 2] for i in range(0, len(values), 2)]
        bits = f"0010{len(text):09b}" + "".join(f"{p[0] * 45 + p[1]:011b}" if len(p) == 2 else f"{p[0]:06b}" for p in pairs)
    else:
        bits = f"0100{len(text):08b}" + "".join(f"{byte:08b}" for byte in text.encode("ascii"))
    size = next((most * 8 for most in _DATA.values() if len(bits) <= most * 8), 0)
    if not size:
        raise ValueError(f"too long for a code: {len(text)} characters")
    bits += "0" * min(4, size - len(bits))
    bits += "0" * (-len(bits) % 8)
    bits += ("1110110000010001" * 22)[: size - len(bits)]
    return tuple(int(bits[i:i + 8], 2) for i in range(0, size, 8))


@cache
def _powers() -> tuple[list[int], dict[int, int]]:
    """Powers of two and their logarithms in the field of 256 with x^8 + x^4 + x^3 + x^2 + 1."""
    powers, value = [], 1
    for _ in range(255):
        powers.append(value)
        value = value << 1 ^ (0x11D if value > 127 else 0)
    return powers, {power: i for i, power in enumerate(powers)}


@cache
def _generator(degree: int) -> tuple[int, ...]:
    """The product of (x - 2^i), leading coefficient first, as logarithms."""
    powers, logs = _powers()
    product = [1]
    for i in range(degree):
        shifted = [0, *(powers[(logs[term] + i) % 255] for term in product)]
        product = [term ^ other for term, other in zip([*product, 0], shifted, strict=True)]
    return tuple(logs[term] for term in product)


def _correction(words: tuple[int, ...], degree: int) -> list[int]:
    """The Reed-Solomon codewords: what is left when the data is divided by the generator."""
    powers, logs = _powers()
    rest = [*words, *[0] * degree]
    for i in range(len(words)):
        if lead := rest[i]:
            for j, log in enumerate(_generator(degree)):
                rest[i + j] ^= powers[(logs[lead] + log) % 255]
    return rest[len(words):]


@cache
def _furniture(version: int) -> tuple[dict[Cell, str], tuple[Cell, ...]]:
    """The modules that are the same in every code of a version (format cells still light), and where the data goes, in order."""
    n = 17 + 4 * version
    fixed: dict[Cell, str] = {}
    for top, left in ((0, 0), (0, n - 7), (n - 7, 0)):
        for r in range(-1, 8):
            for c in range(-1, 8):
                if 0 <= top + r < n and 0 <= left + c < n:
                    fixed[top + r, left + c] = "1" if max(abs(r - 3), abs(c - 3)) in (0, 1, 3) else "0"
    if version > 1:
        middle = n - 7
        for r in range(-2, 3):
            for c in range(-2, 3):
                fixed[middle + r, middle + c] = "0" if max(abs(r), abs(c)) == 1 else "1"
    for i in range(8, n - 8):
        fixed[6, i] = fixed[i, 6] = "01"[i % 2 == 0]
    for cell in (cell for pair in _format_cells(n) for cell in pair):
        fixed[cell] = "0"
    fixed[n - 8, 8] = "1"
    columns = [c for c in range(n - 1, 0, -2) if c > 6] + [5, 3, 1]
    rows = (range(n - 1, -1, -1), range(n))
    order = ((r, c - side) for i, c in enumerate(columns) for r in rows[i % 2] for side in (0, 1))
    return fixed, tuple(cell for cell in order if cell not in fixed)


def _format_cells(n: int) -> list[tuple[Cell, Cell]]:
    """Both places of each format bit, lowest bit first."""
    up = [(i, 8) for i in range(6)] + [(7, 8), (8, 8)] + [(n - 15 + i, 8) for i in range(8, 15)]
    along = [(8, n - 1 - i) for i in range(8)] + [(8, 7)] + [(8, 14 - i) for i in range(9, 15)]
    return list(zip(up, along, strict=True))


def _placed(version: int, stream: str) -> list[int]:
    """The rows with the data in them, not yet masked, as numbers: the leftmost module is the highest bit."""
    fixed, order = _furniture(version)
    return _rows(17 + 4 * version, [*(cell for cell, value in fixed.items() if value == "1"), *(cell for cell, bit in zip(order, stream, strict=False) if bit == "1")])


def _rows(n: int, dark: Iterable[Cell]) -> list[int]:
    rows = [0] * n
    for r, c in dark:
        rows[r] |= 1 << n - 1 - c
    return rows


@cache
def _overlay(version: int, mask: int) -> tuple[int, ...]:
    """What a mask turns over, row by row: its data modules, and the format bits that name it (level M is 00)."""
    n = 17 + 4 * version
    rest = mask << 10
    for shift in range(4, -1, -1):
        rest ^= 0x537 << shift if rest >> (10 + shift) & 1 else 0
    bits = (mask << 10 | rest) ^ 0x5412
    turned = [cell for cell in _furniture(version)[1] if _MASKS[mask](*cell)]
    named = [cell for i, cells in enumerate(_format_cells(n)) if bits >> i & 1 for cell in cells]
    return tuple(_rows(n, turned + named))


def _masked(version: int, plain: list[int], mask: int) -> tuple[str, ...]:
    """The finished rows with this mask."""
    n = 17 + 4 * version
    return tuple(f"{row ^ over:0{n}b}" for row, over in zip(plain, _overlay(version, mask), strict=True))


def _penalty(rows: tuple[str, ...]) -> int:
    """How hard the grid is to read: long runs, blocks, false finders, too dark or too light (ISO/IEC 18004, 7.8.3)."""
    lines = [*rows, *("".join(column) for column in zip(*rows, strict=True))]
    score = sum(len(run) - 2 for line in lines for run in re.findall("0{5,}|1{5,}", line))
    score += 40 * sum(line.count("00001011101") + line.count("10111010000") for line in lines)
    for above, below in pairwise(rows):
        same, n = int(above, 2) ^ int(below, 2), len(above)
        left = int(above, 2) ^ int(above, 2) >> 1
        score += 3 * (((1 << n - 1) - 1) & ~(same | same >> 1 | left)).bit_count()
    dark = 100 * sum(row.count("1") for row in rows) / len(rows) ** 2
    return score + 10 * int(abs(dark - 50) // 5)
