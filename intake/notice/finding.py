"""Finding, Criterion, Score: what was noticed, why, and on whose word."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from intake.ask.words import Text
from intake.hear.answers import Where


class Level(StrEnum):
    """How much a finding matters (dossier 1.2), most urgent first. `rank` sorts them."""

    URGENT = "URGENT"
    CI = "CI"
    REVIEW = "REVIEW"
    NOTE = "NOTE"
    DATA = "DATA"

    @property
    def rank(self) -> int:
        return list(Level).index(self)


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule that was raised, at its highest level. `because` are the answers it rests on."""

    id: str
    level: Level
    text: Text  # the provider's sentence
    because: tuple[Where, ...]
    source: str
    scope: Text = Text()
    grade: str = ""
    detail: tuple[Text, ...] = ()  # facts found by the rule, in the provider's words ("clindamycin", "INR not given")


@dataclass(frozen=True, slots=True)
class Element:
    """One part of a criterion: its own words, `status` (met | not met | unclear), and the answers it rests on."""

    text: Text
    status: str
    evidence: Text = Text()
    because: tuple[Where, ...] = ()


@dataclass(frozen=True, slots=True)
class Criterion:
    """One line of the criteria table: patient-reported, not verified, never a coverage decision."""

    id: str
    status: str  # MET | NOT MET | UNCLEAR | n/4 | PATTERN PRESENT | NOT PRESENT
    text: Text
    evidence: Text
    elements: tuple[Element, ...] = ()
    because: tuple[Where, ...] = ()
    source: str = ""
    scope: Text = Text()
    checked_on: str = ""
    printed: bool = True  # a clinic setting; all lines are computed


@dataclass(frozen=True, slots=True)
class Score:
    """One score. `value` is None where the instrument was answered but is not scored."""

    id: str
    value: Decimal | int | None
    text: Text
    because: tuple[Where, ...] = ()


@dataclass(frozen=True, slots=True)
class Assessment:
    """Everything noticed in one Reading, in a stable order: level, then id."""

    findings: tuple[Finding, ...] = ()
    criteria: tuple[Criterion, ...] = ()
    scores: tuple[Score, ...] = ()
    rules_version: str = ""
    checked_on: str = ""

    def finding(self, rule: str) -> Finding | None:
        return next((f for f in self.findings if f.id == rule), None)

    @property
    def urgent(self) -> tuple[Finding, ...]:
        return tuple(f for f in self.findings if f.level is Level.URGENT)
