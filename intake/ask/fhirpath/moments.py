"""Moments: which of two partial dates or times comes first, and what a calendar duration added to one gives."""

from __future__ import annotations

import calendar
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from intake.ask.fhirpath.errors import ExpressionError
from intake.ask.fhirpath.values import FhirDate, FhirDateTime, FhirTime, Moment, Quantity

PRECISIONS = ("year", "month", "day", "hour", "minute", "second")
SECONDS = {"week": 604800, "day": 86400, "hour": 3600, "minute": 60, "second": 1, "millisecond": Decimal("0.001")}
COARSE = {"year": 365 * 86400, "month": 30 * 86400} | SECONDS


def order(left: Moment, right: Moment) -> int | None:
    """-1, 0 or 1 as `left` is before, the same as, or after `right`; None where one is known too coarsely to say."""
    one, two = left.parts, right.parts
    zones = getattr(left, "offset", None), getattr(right, "offset", None)
    if zones[0] == zones[1] or len(one) < 4 or len(two) < 4:
        return _order_parts(one, two)
    if None not in zones:
        return _order_parts(_in_utc(one, zones[0]), _in_utc(two, zones[1]))
    # One side does not say its offset: decided only if every offset on earth gives the same order.
    sides = set()
    for unknown in (-12 * 60, 14 * 60):
        sides.add(_order_parts(_in_utc(one, unknown if zones[0] is None else zones[0]), _in_utc(two, unknown if zones[1] is None else zones[1])))
    return sides.pop() if len(sides) == 1 else None


def comparable(left: object, right: object) -> bool:
    """Whether two values are both times, or both dates or dateTimes."""
    return isinstance(left, FhirTime) == isinstance(right, FhirTime)


def _order_parts(one: tuple[Any, ...], two: tuple[Any, ...]) -> int | None:
    for a, b in zip(one, two):
        if a != b:
            return -1 if a < b else 1
    return 0 if len(one) == len(two) else None


def _in_utc(parts: tuple[Any, ...], offset: int) -> tuple[Any, ...]:
    """The same moment in UTC, as precise as it was. A moment outside the calendar stays as it is."""
    year, month, day, hour, minute = (*parts, 0)[:5]
    try:
        moved = datetime(year, month, day, hour, minute) - timedelta(minutes=offset)
    except OverflowError:
        return parts
    return (moved.year, moved.month, moved.day, moved.hour, moved.minute)[: len(parts)] + parts[5:]


def utc_parts(moment: Moment) -> tuple[Any, ...]:
    """The parts of a moment in UTC where it says its offset: equal moments have equal parts."""
    offset = getattr(moment, "offset", None)
    return moment.parts if offset is None else (*_in_utc(moment.parts, offset), "Z")


def add(moment: Moment, amount: Quantity, sign: int) -> Moment | None:
    """`moment` + `sign` * `amount`; None outside the calendar. Fractions count for seconds only (FHIRPath, date arithmetic)."""
    unit = amount.measure
    if unit not in COARSE or (amount.definite and unit not in ("second", "millisecond")):
        raise ExpressionError("needsDuration", unit=unit)
    value = amount.value * sign
    if unit not in ("second", "millisecond"):
        value = Decimal(int(value))
    if abs(value) > 10**15:
        return None
    if isinstance(moment, FhirTime):
        return _add_to_time(moment, value, unit)
    known = PRECISIONS[len(moment.parts) - 1]
    if known in ("year", "month", "day") and COARSE[unit] < COARSE[known]:
        # Finer than the date is known: count in the unit it is known in, and drop the rest.
        value = Decimal(int(value / 12 if (unit, known) == ("month", "year") else value * COARSE[unit] / COARSE[known]))
        unit = known
    try:
        parts = _add_months(moment.parts, int(value) * (12 if unit == "year" else 1)) if unit in ("year", "month") else _add_seconds(moment.parts, value * SECONDS[unit])
    except (OverflowError, ValueError):
        return None
    day = "-".join(f"{part:0{4 if place == 0 else 2}d}" for place, part in enumerate(parts[:3]))
    if isinstance(moment, FhirDate):
        return FhirDate(day)
    zone = moment.text[-6:] if moment.text[-6:-5] in ("+", "-") and ":" in moment.text[-6:] else "Z" if moment.text.endswith("Z") else ""
    return FhirDateTime(f"{day}T{_clock(parts[3:])}{zone}" if len(parts) > 3 else day)


def _add_months(parts: tuple[Any, ...], months: int) -> tuple[Any, ...]:
    count = parts[0] * 12 + ((parts[1] if len(parts) > 1 else 1) - 1) + months
    year, month = count // 12, count % 12 + 1
    if not 1 <= year <= 9999:
        raise OverflowError
    day = min(parts[2], calendar.monthrange(year, month)[1]) if len(parts) > 2 else 1
    return (year, month, day)[: len(parts)] + parts[3:]


def _add_seconds(parts: tuple[Any, ...], seconds: Decimal) -> tuple[Any, ...]:
    start = date(*parts, *(1, 1)[: max(0, 3 - len(parts))]) if len(parts) <= 3 else date(*parts[:3])
    hour, minute, second = (*parts[3:], 0, 0, 0)[:3]
    total = Decimal(start.toordinal()) * 86400 + hour * 3600 + minute * 60 + second + seconds
    days, rest = divmod(total, 86400)
    day = date.fromordinal(int(days))
    return ((day.year, day.month, day.day) + _time_of(rest))[: len(parts)]


def _add_to_time(moment: FhirTime, value: Decimal, unit: str) -> FhirTime:
    if unit not in SECONDS or unit in ("week", "day"):
        raise ExpressionError("needsDuration", unit=unit)
    hour, minute, second = (*moment.parts, 0, 0)[:3]
    total = (hour * 3600 + minute * 60 + second + value * SECONDS[unit]) % 86400
    total += 86400 if total < 0 else 0
    return FhirTime(_clock(_time_of(total)[: len(moment.parts)]))


def _time_of(seconds: Decimal) -> tuple[Any, ...]:
    whole = int(seconds // 1)
    return whole // 3600, whole // 60 % 60, Decimal(whole % 60) + seconds % 1


def _clock(parts: tuple[Any, ...]) -> str:
    words = [f"{int(part):02d}" for part in parts]
    if len(parts) > 2 and parts[2] % 1:
        words[2] += format(parts[2] % 1, "f").rstrip("0")[1:10]
    return ":".join(words)
