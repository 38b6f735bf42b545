"""Load: a JSON file from anywhere becomes plain data, or one message that says what is wrong with it. Caps come before parsing."""

from __future__ import annotations

import difflib
import json
import re
import stat
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

from intake.ask.errors import Fault, PackError
from intake.ask.positions import line_and_column, offsets, spots

MAX_BYTES = 16 * 1024 * 1024
MAX_DEPTH = 64
MAX_ITEMS = 20_000
MAX_OPTIONS = 500
MAX_VALUES = 500_000
"""Values in one file, counted by their commas: 20,000 items of 25 members each."""
MAX_DIGITS = 400
"""Characters of one number, and the largest power of ten: what is beyond is no answer of a person."""

_BUT_BRACKETS = bytes(b for b in range(256) if b not in b"[]{}")
_ESCAPED_HALF = re.compile(r"\\u[dD][89a-fA-F]")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?", re.A)


class _Refused(ValueError):
    """Raised inside the JSON parser; the scanner then finds every place."""


class Positions:
    """Where a JSON pointer stands in a text. Nothing is computed before it is asked."""

    def __init__(self, text: str) -> None:
        self.text = text

    def of(self, pointer: str) -> tuple[int, int]:
        """(line, column) from 1; a pointer to something absent gets its nearest parent's place."""
        return line_and_column(self.text, offsets(self.text, (pointer,))[pointer])


def read_json(path: Path | str) -> tuple[Any, Positions]:
    """The data of a JSON file (decimals as Decimal) and its positions. PackError lists every fault."""
    data = read_bytes(Path(path))
    value, text = parse(data, str(path))
    return value, Positions(text)


def read_bytes(path: Path, limit: int = MAX_BYTES) -> bytes:
    """The bytes of an ordinary file of at most `limit` bytes; PackError where it is missing, too big or unreadable."""
    file = str(path)
    if path.suffix.lower() in (".yaml", ".yml"):
        raise _one(file, "yaml")
    try:
        mode = path.stat()
        if stat.S_ISDIR(mode.st_mode):
            raise _one(file, "isFolder")
        if not stat.S_ISREG(mode.st_mode):
            raise _one(file, "notAFile")
        if mode.st_size > limit:
            raise _one(file, "tooBig", size=mode.st_size, limit=limit)
        with path.open("rb") as opened:
            data = opened.read(limit + 1)
    except (FileNotFoundError, NotADirectoryError):
        raise _one(file, "notFound", near=_near(path)) from None
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        reason = getattr(error, "strerror", None) or "the name cannot be used"
        raise _one(file, "unreadable", reason=reason) from None
    if len(data) > limit:
        raise _one(file, "tooBig", size=len(data), limit=limit)
    return data


def parse(data: bytes, file: str = "") -> tuple[Any, str]:
    """JSON bytes to (value, text). Decimals become Decimal, so that "1.50" stays 1.50."""
    text = decode(data, file)
    _check_caps(data, text, file)
    try:
        value = _JSON.decode(text)
    except json.JSONDecodeError as error:
        raise PackError([Fault(file, "", error.lineno, error.colno, "json", {"reason": error.msg})]) from None
    except RecursionError:
        raise _one(file, "tooDeep", limit=MAX_DEPTH) from None
    except _Refused:
        raise PackError(_refusals(text, file)) from None
    if _ESCAPED_HALF.search(text):
        _check_halves(text, file)
    return value, text


def decode(data: bytes, file: str = "", limit: int = MAX_BYTES) -> str:
    """UTF-8 text (a byte order mark is dropped); PackError names the first wrong byte, or the kind of file it is."""
    if len(data) > limit:
        raise _one(file, "tooBig", size=len(data), limit=limit)
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise _one(file, "utf16")
    if data[:2] in (b"PK", b"\x1f\x8b"):
        raise _one(file, "zip")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line, column = before.count(b"\n") + 1, error.start - before.rfind(b"\n")
        raise PackError([Fault(file, "", line, column, "utf8", {"byte": f"{data[error.start]:02X}"})]) from None


def _check_caps(data: bytes, text: str, file: str) -> None:
    head = text[:200].lstrip()
    if head.startswith("<"):
        raise _one(file, "xml")
    if not head and not text.strip():
        raise _one(file, "empty")
    faults = []
    values = data.count(b",")
    if values > MAX_VALUES:
        faults.append(Fault(file, "", 0, 0, "tooManyValues", {"count": values, "limit": MAX_VALUES}))
    items = data.count(b'"linkId"')
    if items > MAX_ITEMS:
        faults.append(Fault(file, "", 0, 0, "tooManyItems", {"count": items, "limit": MAX_ITEMS}))
    deep = _too_deep(data, text)
    if deep is not None:
        faults.append(Fault(file, "", *line_and_column(text, deep), "tooDeep", {"limit": MAX_DEPTH}))
    if faults:
        raise PackError(faults)


def _too_deep(data: bytes, text: str) -> int | None:
    """Offset of the first bracket below the deepest level allowed, or None.

    Peels innermost pairs at the speed of C; brackets in strings only make it look again, exactly. Strings that close
    brackets can fool the peeling: the parser's own limit and the item depth stand behind it.
    """
    left = data.translate(None, _BUT_BRACKETS)
    for _ in range(MAX_DEPTH):
        if not left:
            return None
        left = left.replace(b"[]", b"").replace(b"{}", b"")
    depth = 0
    for match in re.finditer(r'"[^"\\]*(?:\\.[^"\\]*)*"|[{}\[\]]', text, re.S):
        token = match.group()
        if token in "{[":
            depth += 1
            if depth > MAX_DEPTH:
                return match.start()
        elif token in "}]":
            depth -= 1
    return None


def _check_halves(text: str, file: str) -> None:
    """Refuse half a character (a lone surrogate escape): it could never be written out again."""
    faults = []
    for spot in spots(text):
        try:
            spot.pointer.encode()
            if spot.token.startswith('"'):
                json.loads(spot.token).encode()
        except UnicodeEncodeError:
            pointer = spot.pointer.encode(errors="replace").decode()
            faults.append(Fault(file, pointer, *line_and_column(text, spot.offset), "halfCharacter"))
    if faults:
        raise PackError(faults[:100])


def _refusals(text: str, file: str) -> list[Fault]:
    faults = []
    for spot in spots(text):
        if spot.again:
            place = line_and_column(text, spot.offset)
            faults.append(Fault(file, spot.pointer, *place, "duplicateKey", {"key": spot.pointer.rpartition("/")[2][:80]}))
        if spot.token[0] not in '"{[tfn' and not _sound(spot.token):
            place = line_and_column(text, spot.offset)
            faults.append(Fault(file, spot.pointer, *place, "badNumber", {"length": len(spot.token)}))
        if len(faults) >= 100:
            break
    return faults or [Fault(file, "", 0, 0, "json", {"reason": "a number or a repeated key"})]


def _sound(token: str) -> bool:
    return bool(_NUMBER.fullmatch(token)) and len(token) <= MAX_DIGITS and abs(_exponent(token)) <= MAX_DIGITS


def _exponent(token: str) -> int:
    """The power of ten of a number's first digit; MAX_DIGITS + 1 stands for everything beyond reckoning."""
    written = re.split("[eE]", token)[-1] if re.search("[eE]", token) else "0"
    if len(written) > 6:
        return MAX_DIGITS + 1
    number = Decimal(token)
    return max(number.adjusted(), number.as_tuple().exponent, key=abs)


def _float(token: str) -> Decimal:
    if not _sound(token):
        raise _Refused
    return Decimal(token)


def _int(token: str) -> int:
    if len(token) > MAX_DIGITS:
        raise _Refused
    return int(token)


def _constant(token: str) -> None:
    raise _Refused


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise _Refused
    return made


_JSON = json.JSONDecoder(
    object_pairs_hook=_object,
    parse_float=_float,
    parse_int=_int,
    parse_constant=_constant,
)


def _near(path: Path) -> str:
    """A file of nearly the same name beside a missing one."""
    try:
        names: Iterable[str] = [entry.name for entry in path.parent.iterdir()]
    except OSError:
        return ""
    close = difflib.get_close_matches(path.name, list(names), n=1)
    return close[0] if close else ""


def _one(file: str, code: str, **facts: Any) -> PackError:
    return PackError([Fault(file, "", 0, 0, code, facts)])
