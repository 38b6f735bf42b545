"""Values: what an expression works with beside Python's own: dates as far as they are known, times, quantities."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
TIME = re.compile(r"([0-9]{2})(?::([0-9]{2})(?::([0-9]{2}(?:\.[0-9]{1,9})?))?)?")
ZONE = re.compile(r"(?:(Z)|([+-])([0-9]{2}):([0-9]{2}))$")

CALENDAR = {name + s: name for name in ("year", "month", "week", "day", "hour", "minute", "second", "millisecond") for s in ("", "s")}
"""The words for calendar durations, plural to singular."""

UCUM_TIME = {"a": "year", "mo": "month", "wk": "week", "d": "day", "h": "hour", "min": "minute", "s": "second", "ms": "millisecond"}
UCUM = "http://unitsofmeasure.org"


@dataclass(frozen=True, slots=True)
class FhirDate:
    """A date as far as it is known: "2019", "2019-04" or "2019-04-30". ValueError when it is none (without the text)."""

    text: str
    parts: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        match = DATE.fullmatch(self.text)
        if match is None:
            raise ValueError("not a date")
        object.__setattr__(self, "parts", _day_parts(match))

    def __str__(self) -> str:
        return self.text

    @property
    def latest(self) -> date:
        """The latest day it can mean."""
        year, month, day = (*self.parts, None, None)[:3]
        month = month or 12
        return date(year, month, day or calendar.monthrange(year, month)[1])


@dataclass(frozen=True, slots=True)
class FhirDateTime:
    """A moment as far as it is known: a date, or a date with a time and perhaps an offset ("2019-04-30T08:15:00-05:00").

    `parts`: year, month, day, hour, minute (int) and second (Decimal), as many as given; `offset`: minutes east of UTC.
    """

    text: str
    parts: tuple[Any, ...] = field(init=False, repr=False, compare=False)
    offset: int | None = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        day, _, clock = self.text.partition("T")
        match = DATE.fullmatch(day)
        if match is None or (clock and match[3] is None):
            raise ValueError("not a date")
        parts: tuple[Any, ...] = _day_parts(match)
        offset = None
        if clock:
            clock, offset = _split_zone(clock)
            parts += _clock_parts(clock)
        object.__setattr__(self, "parts", parts)
        object.__setattr__(self, "offset", offset)

    def __str__(self) -> str:
        return self.text

    @property
    def latest(self) -> date:
        """The latest day it can mean, as written (no change of zone)."""
        return FhirDate(self.text.partition("T")[0]).latest


@dataclass(frozen=True, slots=True)
class FhirTime:
    """A time of day as far as it is known: "08", "08:15", "08:15:30.5"."""

    text: str
    parts: tuple[Any, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "parts", _clock_parts(self.text))

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit. Units are compared, never converted (except among calendar durations).

    `definite` marks a unit written in quotes in an expression: `1 'a'` is not the calendar's `1 year`.
    """

    value: Decimal
    unit: str = ""
    code: str | None = None
    system: str | None = None
    definite: bool = False

    @property
    def measure(self) -> str:
        """What the number counts: a calendar word ("year"), or a unit code ("mg")."""
        code = self.code or self.unit or "1"
        if self.definite:
            return UCUM_TIME[code] if code in ("s", "ms") else code
        return CALENDAR.get(code) or UCUM_TIME.get(code) or code

    @property
    def is_calendar(self) -> bool:
        return self.measure in CALENDAR

    def __str__(self) -> str:
        number = plain(self.value)
        if self.is_calendar and not self.definite:
            return f"{number} {self.unit if self.unit in CALENDAR else self.measure}"
        return f"{number} '{self.code or self.unit or '1'}'"


Moment = FhirDate | FhirDateTime | FhirTime
MOMENTS = (FhirDate, FhirDateTime, FhirTime)


def parsed(kind: type, text: object) -> Any:
    """`kind(text)` for a FhirDate, FhirDateTime or FhirTime; None when the text is none."""
    if not isinstance(text, str):
        return None
    try:
        return kind(text)
    except ValueError:
        return None


def plain(number: int | Decimal) -> str:
    """A number as a person writes it: no exponent, no trailing zeros."""
    if isinstance(number, int):
        return str(number)
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def quantity_of(data: dict[str, Any]) -> Quantity | None:
    """The Quantity a FHIR element says; None when it has no number, or a comparator."""
    value = data.get("value")
    if data.get("comparator") is not None or isinstance(value, bool) or not isinstance(value, (int, float, Decimal)):
        return None
    unit, code, system = data.get("unit"), data.get("code"), data.get("system")
    return Quantity(Decimal(str(value)), unit if isinstance(unit, str) else "", code if isinstance(code, str) else None, system if isinstance(system, str) else None)


def _day_parts(match: re.Match[str]) -> tuple[int, ...]:
    parts = tuple(int(part) for part in match.groups() if part is not None)
    date(*parts, *(1, 1)[: 3 - len(parts)])  # ValueError for 30 February and the year 0
    return parts


def _split_zone(clock: str) -> tuple[str, int | None]:
    match = ZONE.search(clock)
    if match is None:
        return clock, None
    minutes = 0 if match[1] else int(match[3]) * 60 + int(match[4])
    if minutes > 14 * 60:
        raise ValueError("not an offset")
    return clock[: match.start()], -minutes if match[2] == "-" else minutes


def _clock_parts(clock: str) -> tuple[Any, ...]:
    match = TIME.fullmatch(clock)
    if match is None:
        raise ValueError("not a time")
    hour, minute, second = match.groups()
    parts: tuple[Any, ...] = (int(hour),)
    if minute is not None:
        parts += (int(minute),)
    if second is not None:
        parts += (Decimal(second),)
    if any(part >= limit for part, limit in zip(parts, (24, 60, 61))):
        raise ValueError("not a time")
    return parts
