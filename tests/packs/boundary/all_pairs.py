"""All pairs for some thresholds, and what the rules notice in one side of a pair."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

from intake.hear.answersfile import read_answers_file
from intake.hear.reading import Reading, read
from intake.notice.screening import Rules, assess
from tests.notice.kit import the_pack
from tests.packs.boundary import conditions, headache, migraine_lines, safety, toxin_visits
from tests.packs.boundary.pair import Pair, Side


def thresholds(**moved: Any) -> dict[str, Any]:
    """The values of constants.toml, some of them moved."""
    return {name: one.value for name, one in the_pack().constants.items()} | moved


def pairs(c: Mapping[str, Any]) -> list[Pair]:
    return [pair for part in (safety, headache, migraine_lines, conditions, toxin_visits) for pair in part.pairs(c)]


def heard(side: Side) -> Reading:
    """A side as a Reading: a valid visit in which only what the pair says is left blank."""
    text = json.dumps(side.answers, sort_keys=True, default=str)
    return _heard(text, tuple(sorted(side.blanks)))


@cache
def _heard(text: str, blanks: tuple[str, ...]) -> Reading:
    answers = json.loads(text)
    given, unread = read_answers_file(the_pack().form, {"date": answers["visit-date"], "answers": answers})
    reading = read(the_pack().form, given)
    problems = [one for one in (*unread, *reading.problems()) if one.severity != "warning"]  # a warning is only asked about again
    wrong = [f"{one.where.link_id}: {one.code}" for one in problems if one.where.link_id not in blanks]
    wrong += [f"{where.link_id}: answered, not asked" for where, _ in given if not reading.asked(where.link_id, where.rows)]
    assert not wrong, wrong
    assert given.today == date.fromisoformat(answers["visit-date"])
    return reading


def noticed(rules: Rules, reading: Reading) -> dict[str, str]:
    """Every finding with its level and every line with its status."""
    seen = assess(rules, reading)
    assert all(one.because for one in seen.findings), "a rule could not be evaluated"
    return {one.id: one.level.value for one in seen.findings} | {one.id: one.status for one in seen.criteria}
