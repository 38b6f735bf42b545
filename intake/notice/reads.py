"""Reads: which questions, thresholds and other rules each rule really looks at, and which answers make it speak louder.

What is written in the rules files is taken from their code; what they look at beyond that, in loops for example, from running them.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from intake.ask.form import Item
from intake.hear.answers import Where
from intake.hear.reading import Reading, read
from intake.notice.finding import Level
from intake.notice.rulebook import Rule, Rules, defines, literals, rules_files
from intake.notice.screening import Sitting
from intake.notice.trying import Watched
from intake.notice.view import Sources, View

BASES = 6
"""Visits in which each answer of a question is tried."""


@dataclass(frozen=True, slots=True)
class Look:
    """What one rule looks at by itself. What the rules it asks look at is theirs."""

    questions: frozenset[str] = frozenset()
    constants: frozenset[str] = frozenset()
    rules: frozenset[str] = frozenset()

    def __or__(self, other: Look) -> Look:
        return Look(self.questions | other.questions, self.constants | other.constants, self.rules | other.rules)


def every(rules: Rules) -> tuple[Rule, ...]:
    """Findings, then criteria."""
    return (*rules.findings, *rules.criteria)


def looks(rules: Rules, rules_path: Path | None, readings: Iterable[Reading]) -> dict[str, Look]:
    """Rule id -> what it looks at: written in its code, or seen in one of the readings."""
    found = _written(rules, rules_path)
    for reading in readings:
        sitting = _sitting(rules, reading)
        for one in every(rules):
            if not sitting.outcome(one).broken:
                found[one.id] |= _seen(one, sitting)
    return found


def _sitting(rules: Rules, reading: Reading) -> Sitting:
    return Sitting(rules, reading, {one.id: one for one in every(rules)})


class _Noted(dict):
    """Thresholds that write down which of them was asked for."""

    def __init__(self, values: Mapping[str, Any], asked: set[str]) -> None:
        super().__init__(values)
        self._asked = asked

    def __getitem__(self, name: str) -> Any:
        self._asked.add(name)
        return super().__getitem__(name)


def _seen(one: Rule, sitting: Sitting) -> Look:
    """Where a rule looks in one visit, without what it hears from other rules."""
    places: set[Where] = set()
    constants: set[str] = set()
    others: set[str] = set()
    rules = sitting.rules

    def level(name: str) -> Level | None:
        others.add(name)
        return sitting.level(name)

    def status(name: str) -> str | None:
        others.add(name)
        return sitting.status(name)

    sources = Sources(_Noted(rules.constants, constants), rules.medicines, level, status, rules.phrases, one.id)
    one.judge(View(Watched(sitting.reading, places), sources))
    return Look(frozenset(place.link_id for place in places), frozenset(constants), frozenset(others))


# --- as written


def _written(rules: Rules, rules_path: Path | None) -> dict[str, Look]:
    known: dict[_Name, _Function] = {}
    for path in rules_files(rules_path):
        known |= _functions(path)
    return {one.id: _closed((Path(one.judge.__code__.co_filename).stem, one.judge.__name__), known) for one in every(rules)}


_Name = tuple[str, str]  # file, function
_Function = tuple[Look, frozenset[_Name]]


def _functions(path: Path) -> dict[_Name, _Function]:
    """Function of a rules file -> what it names itself, and whom it calls."""
    tree = ast.parse(path.read_bytes())
    own = {name for node in tree.body for name in defines(node)}
    homes = {name: path.stem for node in tree.body if isinstance(node, ast.FunctionDef) for name in defines(node)}
    for node in (node for node in tree.body if isinstance(node, ast.ImportFrom) and node.level):
        homes |= dict.fromkeys(defines(node), node.module or "")
    found = {}
    for function in (node for node in tree.body if isinstance(node, ast.FunctionDef)):
        named: dict[str, set[str]] = {"link": set(), "constant": set(), "rule": set()}
        calls = [node for node in ast.walk(function) if isinstance(node, ast.Call)]
        for kind, node in (one for call in calls for one in literals(call, own)):
            named[kind].add(node.value)
        names = {node.id for call in calls for node in (call.func, *call.args) if isinstance(node, ast.Name)}
        called = frozenset((homes[name], name) for name in names & homes.keys())
        found[path.stem, function.name] = (Look(frozenset(named["link"]), frozenset(named["constant"]), frozenset(named["rule"])), called)
    return found


def _closed(name: _Name, functions: Mapping[_Name, _Function]) -> Look:
    """What a function names, and the functions it calls, to the end."""
    look, left, done = Look(), [name], set()
    while left:
        now = left.pop()
        if now in done or now not in functions:
            continue
        done.add(now)
        own, called = functions[now]
        look |= own
        left += called
    return look


# --- which answers matter


@dataclass(frozen=True, slots=True)
class Move:
    """With this answer a rule is raised at `level`, where another answer to the question leaves it silent or lower."""

    rule: str
    level: Level


def moves(rules: Rules, found: Mapping[str, Look], readings: Sequence[Reading]) -> dict[tuple[str, str], tuple[Move, ...]]:
    """(linkId, option code) -> the rules it moves, as seen when each answer was tried in some of the readings; "true" and "false" too.

    A rule that is only ever moved together with rarer answers may be missing: this marks options, it proves nothing.
    """
    readers: dict[str, list[Rule]] = {}
    for one in rules.findings:
        for link_id in found[one.id].questions:
            readers.setdefault(link_id, []).append(one)
    best: dict[tuple[str, str], dict[str, Level]] = {}
    for link_id, judges in readers.items():
        item = rules.form.item(link_id)
        if answers_of(item):
            for base in _bases(rules, item, judges, readings):
                _try(rules, item, judges, base, best)
    order = [one.id for one in rules.findings]
    return {key: tuple(Move(name, level) for name, level in sorted(told.items(), key=lambda one: order.index(one[0]))) for key, told in best.items()}


def answers_of(item: Item) -> tuple[Any, ...]:
    """The answers to pick from that can be tried one by one."""
    if item.kind == "boolean":
        return (True, False)
    return tuple(option.code for option in item.options) if item.medicines is None else ()


def _bases(rules: Rules, item: Item, judges: Sequence[Rule], readings: Sequence[Reading]) -> Iterator[tuple[Reading, Where]]:
    """Visits in which the question is asked, those first in which the rules that read it are quiet."""
    asked = []
    for place, reading in enumerate(readings):
        where = next((cell.where for cell in reading.all(item.link_id) if cell.enabled), None)
        if where:
            sitting = _sitting(rules, reading)
            asked.append((sum(sitting.outcome(one).result is not None for one in judges), place, where))
    asked.sort(key=lambda one: one[:2])
    yield from ((readings[place], where) for _, place, where in asked[:BASES])


def _try(rules: Rules, item: Item, judges: Sequence[Rule], base: tuple[Reading, Where], best: dict[tuple[str, str], dict[str, Level]]) -> None:
    reading, where = base
    came: dict[str, dict[str, Level | None]] = {}
    for answer in (None, *answers_of(item)):
        given = () if answer is None else (answer,)
        sitting = _sitting(rules, read(rules.form, reading.answers.with_given(where, given), reading))
        for one in judges:
            outcome = sitting.outcome(one)
            rests = outcome.view is not None and any(reason.link_id == item.link_id for reason in outcome.view.reasons)
            level = outcome.result if isinstance(outcome.result, Level) else None
            came.setdefault(one.id, {})[_code(answer)] = level if rests or answer is None else None
    for rule, levels in came.items():
        lowest = max((_rank(level) for level in levels.values()), default=0)
        for code, level in levels.items():
            if code and level is not None and level.rank < lowest:
                kept = best.setdefault((item.link_id, code), {})
                kept[rule] = min(kept.get(rule, level), level, key=_rank)


def _code(answer: Any) -> str:
    """An answer as moves name it; "" for a blank."""
    return "" if answer is None else str(answer).lower() if isinstance(answer, bool) else str(answer)


def _rank(level: Level | None) -> int:
    return len(Level) if level is None else level.rank
