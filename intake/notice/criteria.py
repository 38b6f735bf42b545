"""Criteria: three-valued AND over what the patient reported; a blank or a "not sure" is unknown, never a no."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

from intake.ask.words import Text
from intake.hear.answers import Where
from intake.notice.finding import Element
from intake.notice.telling import joined

Truth = bool | None
"""True, False, or None: not known."""

MET, NOT_MET, UNCLEAR = "MET", "NOT MET", "UNCLEAR"
PRESENT, NOT_PRESENT = "PATTERN PRESENT", "NOT PRESENT"

_STATUS = {True: MET, False: NOT_MET, None: UNCLEAR}


def and3(parts: Iterable[Truth]) -> Truth:
    """True if all parts are true, False if any is false, otherwise None (dossier 1.4)."""
    seen = set(parts)
    if False in seen:
        return False
    return None if None in seen else True


def compare(value: int | Decimal | None, holds: Callable[[int | Decimal], bool]) -> Truth:
    """`holds(value)`, or None where there is no value."""
    return None if value is None else holds(value)


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a criterion: its words, whether it holds, what the patient reported, and the answers it rests on."""

    text: Text
    holds: Truth
    evidence: Text = Text()
    because: tuple[Where, ...] = ()

    def element(self) -> Element:
        return Element(self.text, _STATUS[self.holds].lower(), self.evidence, self.because)


@dataclass(frozen=True, slots=True)
class Line:
    """What a criterion comes to: `status` (MET, NOT MET, UNCLEAR, n/4, PATTERN PRESENT, NOT PRESENT) and its parts."""

    status: str
    parts: tuple[Part, ...] = ()

    @property
    def evidence(self) -> Text:
        """What was reported, part by part, in one line."""
        return joined((part.evidence for part in self.parts), "; ")

    @property
    def because(self) -> tuple[Where, ...]:
        return tuple(dict.fromkeys(where for part in self.parts for where in part.because))


def met(*parts: Part) -> Line:
    """AND3 of the parts."""
    return Line(_STATUS[and3(part.holds for part in parts)], parts)
