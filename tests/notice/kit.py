"""A visit in three lines: a complete, invented case with some answers changed, and what the rules notice in it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from intake.ask.pack import Pack, load_pack
from intake.hear.answersfile import read_answers_file
from intake.hear.reading import Reading, read
from intake.notice.finding import Assessment
from intake.notice.screening import Rules, assess, load_rules

PACK = Path(__file__).resolve().parents[2] / "forms" / "botulinum"
TODAY = date(2026, 3, 16)


@cache
def the_pack() -> Pack:
    return load_pack(PACK)


@cache
def the_rules() -> Rules:
    return load_rules(the_pack())


def limit(name: str) -> int:
    """A threshold of constants.toml, so that an edge is an edge of the file and not of this test."""
    return the_pack().constants[name].value


@dataclass(frozen=True)
class Visit:
    """An answered form and what was noticed in it."""

    reading: Reading
    noticed: Assessment

    @property
    def findings(self) -> dict[str, str]:
        return {finding.id: finding.level.value for finding in self.noticed.findings}

    @property
    def raised(self) -> str:
        return " ".join(f"{rule}:{level}" for rule, level in sorted(self.findings.items()))

    @property
    def criteria(self) -> dict[str, str]:
        return {line.id: line.status for line in self.noticed.criteria}

    @property
    def scores(self) -> dict[str, Any]:
        """Values as the answers files write them: a number with a fraction is a float."""
        return {score.id: float(score.value) if isinstance(score.value, Decimal) else score.value for score in self.noticed.scores}

    def told(self, rule: str) -> list[str]:
        """The facts a finding tells, in English."""
        return [fact.say("en") for fact in self.noticed.finding(rule).detail]

    def evidence(self, line: str) -> str:
        """What a criterion's line rests on, in English."""
        return next(one for one in self.noticed.criteria if one.id == line).evidence.say("en")

    def because(self, rule: str) -> list[tuple[str, ...]]:
        """linkIds a finding rests on, with their rows: ("toxin-visit-date", "1")."""
        return [(where.link_id, *where.rows) for where in self.noticed.finding(rule).because]


def visit(base: str = "M1", **changes: Any) -> Visit:
    """A case with changes: `safety_swallow="some"` sets safety-swallow, None takes the answer away."""
    data = json.loads((PACK / "examples" / f"{base}.json").read_text("utf-8"))
    for name, value in changes.items():
        link = name.replace("_", "-")
        data["answers"].pop(link, None)
        if value is not None:
            data["answers"][link] = value
    answers, unread = read_answers_file(the_pack().form, data)
    assert not unread, unread
    reading = read(the_pack().form, answers)
    wrong = [one for one in reading.problems() if one.severity == "error" and one.code != "required"]
    assert not wrong, wrong
    noticed = assess(the_rules(), reading)
    assert not [finding.id for finding in noticed.findings if not finding.because], "a rule could not be evaluated"
    return Visit(reading, noticed)


def ago(days: int) -> str:
    return (TODAY - timedelta(days=days)).isoformat()


def shot(days: int | None = 200, purpose: str = "migraine", **more: Any) -> dict[str, Any]:
    """A past toxin visit so many days ago, here, with Botox, unless said otherwise."""
    row = {"toxin-visit-product": "botox", "toxin-visit-for": purpose, "toxin-visit-clinic": "this"}
    if days is not None:
        row["toxin-visit-date"] = ago(days)
    row |= {"toxin-visit-" + name.replace("_", "-"): value for name, value in more.items()}
    return {link: value for link, value in row.items() if value is not None}


def toxin(*rows: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Changes that give a visit its past injections."""
    return {"toxin_ever": "yes", "toxin_visit": list(rows), "toxin_problems": ["none"], **more}


def tried(name: str, result: str | None = "no-help", weeks: int | None = 12, **more: Any) -> dict[str, Any]:
    """A treatment row for migraine."""
    row = {"treatment-name": name, "treatment-for": "migraine", "treatment-tried": "yes", "treatment-result": result, "treatment-weeks": weeks}
    row |= {"treatment-" + part.replace("_", "-"): value for part, value in more.items()}
    return {link: value for link, value in row.items() if value is not None}

