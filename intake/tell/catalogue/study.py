"""Study: everything the catalogue shows that must be watched rather than read: the rules are run over the cases and over invented visits."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from intake.ask.load import decode, read_bytes, read_json
from intake.ask.pack import Pack
from intake.ask.tomlfile import read_toml
from intake.hear.answers import Answers
from intake.hear.answersfile import read_answers_file
from intake.hear.reading import Reading
from intake.notice.finding import Assessment, Level
from intake.notice.reads import Look, Move, looks, moves
from intake.notice.screening import Rules, assess, load_rules
from intake.notice.visits import visits
from intake.save.keep import Visit, make_record
from intake.tell.catalogue.printed import printed

DICTIONARY, RULES, BURDEN = "dictionary.csv", "rules.csv", "burden.toml"
FINDING_PLACE = {Level.URGENT: "urgent", Level.CI: "flags", Level.REVIEW: "flags", Level.NOTE: "notes", Level.DATA: "notes"}


@dataclass(frozen=True, slots=True)
class Case:
    """One example and what came of it."""

    id: str
    title: str
    date: str
    assessment: Assessment


@dataclass(frozen=True, slots=True)
class Study:
    """A pack and what was seen of it.

    `dictionary` and `table`: rows of dictionary.csv and rules.csv by linkId and rule id, {} where the pack has none.
    `places`: linkId -> places on the paper. `raised`: rule id -> (case, level or status). `burden`: burden.toml, {} where there is none.
    """

    pack: Pack
    rules: Rules
    dictionary: Mapping[str, Mapping[str, str]]
    table: Mapping[str, Mapping[str, str]]
    looks: Mapping[str, Look]
    moves: Mapping[tuple[str, str], tuple[Move, ...]]
    places: Mapping[str, tuple[str, ...]]
    cases: tuple[Case, ...]
    raised: Mapping[str, tuple[tuple[str, str], ...]]
    burden: Mapping[str, Any]
    visits: int  # cases and invented ones in which all this was seen


def study(pack: Pack) -> Study:
    """Run a pack's rules and its paper over its cases and over invented visits. Pure but for reading the pack's folder; the same each time."""
    rules = load_rules(pack)
    opened = [_open(pack, path) for path in pack.examples]
    readings = visits(rules, [answers for _, answers in opened])
    assessed = [assess(rules, reading) for reading in readings]
    found = looks(rules, pack.rules_path, readings)
    moved = moves(rules, found, readings)
    cases = tuple(
        Case(str(data.get("id", path.stem)), str(data.get("title", "")), str(data.get("date", "")), assessment)
        for path, (data, _), assessment in zip(pack.examples, opened, assessed, strict=False)
    )
    file = pack.path / BURDEN
    return Study(
        pack,
        rules,
        _rows(pack, DICTIONARY, "linkId"),
        _rows(pack, RULES, "id"),
        found,
        moved,
        _places(pack, readings, assessed, moved),
        cases,
        _raised(cases),
        read_toml(file)[0] if file.exists() else {},
        len(readings),
    )


def _open(pack: Pack, path: Any) -> tuple[Mapping[str, Any], Answers]:
    data, _ = read_json(path)
    return data, read_answers_file(pack.form, data)[0]


def _rows(pack: Pack, name: str, key: str) -> dict[str, dict[str, str]]:
    path = pack.path / name
    if not path.exists():
        return {}
    return {row[key]: row for row in csv.DictReader(decode(read_bytes(path), str(path)).splitlines(keepends=True), strict=True)}


def _raised(cases: tuple[Case, ...]) -> dict[str, tuple[tuple[str, str], ...]]:
    raised: dict[str, list[tuple[str, str]]] = {}
    for case in cases:
        for finding in case.assessment.findings:
            raised.setdefault(finding.id, []).append((case.id, finding.level.value))
        for line in case.assessment.criteria:
            raised.setdefault(line.id, []).append((case.id, line.status))
    return {rule: tuple(told) for rule, told in raised.items()}


def _places(
    pack: Pack, readings: list[Reading], assessed: list[Assessment], moved: Mapping[tuple[str, str], tuple[Move, ...]]
) -> dict[str, tuple[str, ...]]:
    """Where each answer was seen to print, and where a finding that it moves is printed."""
    records = (make_record(r, a, pack=pack, visit=Visit(assisted=True)) for r, a in zip(readings, assessed, strict=True))
    found = {link_id: set(places) for link_id, places in printed(records).items()}
    for (link_id, _), told in moved.items():
        found.setdefault(link_id, set()).update(FINDING_PLACE[move.level] for move in told)
    return {link_id: tuple(sorted(places)) for link_id, places in found.items()}


__all__ = ["Case", "Study", "study"]
