"""Values: what a raw answer means once it is understood: codes, partial dates, quantities, attachments."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from intake.ask.words import Text


@dataclass(frozen=True, slots=True)
class Coded:
    """A chosen option."""

    code: str
    display: Text
    system: str | None = None
    ordinal: Decimal | None = None


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
