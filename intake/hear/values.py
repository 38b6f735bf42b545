"""Values: what a raw answer means once it is understood: codes, partial dates, quantities, attachments."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from intake.ask.words import Text


@dataclass(frozen=True, slots=True)
class Coded:
    """A chosen option. `typed`: the person's own words, where the option was understood from them and not tapped."""

    code: str
    display: Text
    system: str | None = None
    ordinal: Decimal | None = None
    typed: str = ""


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date as far as the person knows it: "2019", "2019-04" or "2019-04-30" (FHIR date)."""

    year: int
    month: int | None = None
    day: int | None = None

    def __str__(self) -> str:
        parts = [f"{self.year:04d}"]
        if self.month:
            parts.append(f"{self.month:02d}")
            if self.day:
                parts.append(f"{self.day:02d}")
        return "-".join(parts)

    @property
    def earliest(self) -> date:
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def latest(self) -> date:
        """The latest day it can mean (dossier 1.3, point 4: the cautious side)."""
        month = self.month or 12
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])


@dataclass(frozen=True, slots=True)
class Moment:
    """A dateTime or time, kept as FHIR text."""

    text: str


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit. Never converted."""

    value: Decimal
    unit: str = ""
    code: str | None = None
    system: str | None = None


@dataclass(frozen=True, slots=True)
class Attachment:
    """A drawing, photo or file. `data` is base64 text."""

    content_type: str
    data: str
    title: str = ""


Value = bool | int | Decimal | str | Coded | PartialDate | Moment | Quantity | Attachment

DIGITS = 15
"""The longest number that survives JSON unchanged (an IEEE double). Nobody answers with a longer one."""

_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?", re.ASCII)
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?", re.ASCII)
_ZONE = re.compile(r"(Z|[+-](?:(?:0\d|1[0-3]):[0-5]\d|14:00))$", re.ASCII)


class Misheard(ValueError):
    """A raw answer that cannot be understood. `code` is from the closed list, `why` chooses the sentence; no answer in it."""

    def __init__(self, code: str, why: str = "", **facts: object) -> None:
        super().__init__(code)
        self.code, self.why, self.facts = code, why, facts


def mend(raw: Any) -> Any:
    """A raw answer as it can be stored. Lone surrogates become U+FFFD and NUL is dropped, because neither can be stored as
    text (DECISIONS 14); an exact decimal becomes a JSON number, or its text where a JSON number would change it.
    Everything else stays as it was given. Goes into dicts and lists."""
    if isinstance(raw, str):
        if "\0" in raw:
            raw = raw.replace("\0", "")
        return raw if raw.isascii() else re.sub("[\ud800-\udfff]", "\N{REPLACEMENT CHARACTER}", raw)
    if isinstance(raw, dict):
        return {mend(key): mend(value) for key, value in raw.items()}
    if isinstance(raw, list | tuple):
        return [mend(value) for value in raw]
    if isinstance(raw, Decimal):
        number = float(raw)
        return number if Decimal(repr(number)) == raw else str(raw)
    return raw


def read_number(raw: Any) -> Decimal:
    """A number from JSON, or typed with a decimal point or comma. "1,234" could mean two numbers and is not guessed."""
    if isinstance(raw, bool):
        raise Misheard("invalidAnswerType", "number")
    if isinstance(raw, int | float | Decimal):
        return _bounded(raw)
    if not isinstance(raw, str):
        raise Misheard("invalidAnswerType", "number")
    typed = raw.strip().replace("\N{MINUS SIGN}", "-")
    if not _NUMBER.fullmatch(typed) or len(typed) > 2 * DIGITS:
        raise Misheard("invalidAnswerType", "number")
    whole, comma, part = typed.partition(",")
    if comma and len(part) == 3 and 1 <= len(whole.lstrip("+-")) <= 3 and whole.lstrip("+-") != "0":
        raise Misheard("invalidAnswerType", "comma")
    return _bounded(Decimal(typed.replace(",", ".")))


def _bounded(raw: int | float | Decimal) -> Decimal:
    """The number as a Decimal, if JSON can carry it there and back unchanged."""
    value = Decimal(repr(raw)) if isinstance(raw, float) else Decimal(raw)
    if not value.is_finite():
        raise Misheard("invalidAnswerType", "number")
    longest = 17 if isinstance(raw, float) else DIGITS
    if len(value.as_tuple().digits) > longest or abs(value.adjusted()) > DIGITS:
        raise Misheard("invalidAnswerType", "long")
    return value


def read_integer(raw: Any) -> int:
    """A whole number of at most 32 bits (FHIR integer)."""
    value = read_number(raw)
    if value != value.to_integral_value():
        raise Misheard("invalidAnswerType", "whole")
    if not -(2**31) <= value < 2**31:
        raise Misheard("invalidAnswerType", "long")
    return int(value)


def read_date(raw: Any) -> PartialDate:
    """"2019", "2019-04" or "2019-04-30". A day that no calendar has is misheard, not moved."""
    if isinstance(raw, PartialDate):
        return raw
    match = _DATE.fullmatch(raw.strip()) if isinstance(raw, str) else None
    if match is None:
        raise Misheard("invalidAnswerType", "date")
    year, month, day = (int(part) if part else None for part in match.groups())
    try:
        date(year, month or 1 if match[2] is None else month, day or 1 if match[3] is None else day)
    except ValueError:
        raise Misheard("invalidAnswerType", "day") from None
    return PartialDate(year, month, day)


def read_time(raw: Any) -> Moment:
    """A time of day, "14:30" or "14:30:00"; seconds are added because FHIR wants them."""
    typed = raw.strip() if isinstance(raw, str) else ""
    if not _TIME.fullmatch(typed):
        raise Misheard("invalidAnswerType", "time")
    return Moment(typed if typed.count(":") == 2 else typed + ":00")


def read_moment(raw: Any) -> Moment:
    """A dateTime: a partial date, or a day with time and zone. Seconds may be missing, the zone may not: FHIR needs it,
    and it cannot be guessed."""
    typed = raw.strip() if isinstance(raw, str) else ""
    day, mark, rest = typed.partition("T")
    if not mark:
        return Moment(str(_date_of_moment(day)))
    zone = _ZONE.search(rest)
    if zone is None or _date_of_moment(day).day is None:
        raise Misheard("invalidAnswerType", "dateTime")
    try:
        clock = read_time(rest[: zone.start()]).text
    except Misheard:
        raise Misheard("invalidAnswerType", "dateTime") from None
    return Moment(f"{day}T{clock}{zone[1]}")


def _date_of_moment(day: str) -> PartialDate:
    try:
        return read_date(day)
    except Misheard as fault:
        raise Misheard("invalidAnswerType", "day" if fault.why == "day" else "dateTime") from None
