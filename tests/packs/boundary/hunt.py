"""The hunt for a mutant: the pairs, the example cases and the edges, those of the rules it bears on first, until one notices it."""

from __future__ import annotations

import inspect
import json
import logging
import tomllib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, cached_property, partial
from types import ModuleType
from typing import Any

from intake.hear.answersfile import read_answers_file
from intake.hear.reading import Reading, read
from intake.notice.screening import assess
from tests.notice.kit import PACK, the_pack
from tests.notice import test_screening
from tests.packs import edges, edges_modules, test_criteria_lines, test_told
from tests.packs.boundary.all_pairs import heard, pairs, thresholds
from tests.packs.boundary.mutants import Live, Mutant
from tests.packs.boundary.pair import HERE


@contextmanager
def unlogged() -> Iterator[None]:
    """Without the log of broken rules, which a mutant may well be."""
    log = logging.getLogger("intake.notice.screening")
    level = log.level
    log.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        log.setLevel(level)


@dataclass(frozen=True)
class Probe:
    """A visit and what must be noticed in it: everything (`whole`), or of one rule only."""

    name: str
    about: frozenset[str]
    read: Callable[[], Reading]
    expect: Mapping[str, str | None]
    whole: bool = True

    def notices(self, live_rules: Any, only: frozenset[str]) -> bool:
        asked = only if self.whole else only & self.about
        if not asked:
            return False
        reading = self.read()
        try:
            seen = assess(live_rules, reading, asked)
        except Exception:  # noqa: BLE001 - what cannot even be told is noticed
            return True
        came = {one.id: one.level.value if one.because else "broken" for one in seen.findings} | {one.id: one.status for one in seen.criteria}
        return any(came.get(rule) != self.expect.get(rule) for rule in asked)


class Hunt:
    """Loads rules and probes once; `killer(mutant)` names the first probe that notices it, or None."""

    def __init__(self, *, whole: bool = True) -> None:
        self.live, self.everything = Live(), whole

    @cached_property
    def probes(self) -> list[Probe]:
        return [*self._sides(), *self._cases(), *(self._edges() if self.everything else ())]

    def killer(self, mutant: Mutant) -> str | None:
        touched = self.live.touched(mutant)
        near = sorted(self.probes, key=lambda probe: not probe.about & touched)
        with unlogged(), self.live.wronged(mutant) as rules:
            found = next((probe.name for probe in near if probe.notices(rules, touched)), None)
            return found if found or mutant.above or not self.everything else next((name for name, test in self.tests if _fails(test)), None)

    @cached_property
    def tests(self) -> list[tuple[str, Callable[[], None]]]:
        """The tests of what is told beside a finding or a line."""
        return [one for module in (test_told, test_criteria_lines, test_screening) for one in _tests_of(module)]

    def _sides(self) -> Iterator[Probe]:
        seen: dict[str, Probe] = {}
        for number, pair in enumerate(pairs(thresholds())):
            for where, side in zip(("inside", "outside"), pair.sides(), strict=True):
                key = json.dumps(side.answers, sort_keys=True, default=str)
                about = frozenset({pair.rule, *pair.also, *pair.other}) | (seen[key].about if key in seen else frozenset())
                seen[key] = Probe(f"{pair.rule} {where} {number}", about, lambda side=side: heard(side), side.expect)
        yield from seen.values()

    def _cases(self) -> Iterator[Probe]:
        for path in the_pack().examples:
            expect = json.loads(path.read_text("utf-8"))["expect"]
            expect = expect["findings"] | expect["criteria"]
            yield Probe(path.stem, frozenset(expect), answered(path.stem), expect)

    def _edges(self) -> Iterator[Probe]:
        for rule, level, changes in (*edges.EDGES, *edges_modules.EDGES, *test_criteria_lines.LINES):
            yield Probe(f"edge {rule} {level}", frozenset({rule}), answered("M1", changes), {rule: level}, whole=False)


def _tests_of(module: ModuleType) -> Iterator[tuple[str, Callable[[], None]]]:
    """The tests of a module that need no fixture, one for each of their parameters; not those that are probes already."""
    for name, test in vars(module).items():
        marks = [mark for mark in getattr(test, "pytestmark", ()) if mark.name == "parametrize"]
        if name.startswith("test_") and name != "test_line" and len(marks) <= 1:
            wanted = set(inspect.signature(test).parameters)
            names = [] if not marks else [marks[0].args[0]] if isinstance(marks[0].args[0], str) else list(marks[0].args[0])
            names = names[0].replace(" ", "").split(",") if len(names) == 1 else names
            if wanted == set(names):
                rows = [()] if not marks else [row if len(names) > 1 else (row,) for row in marks[0].args[1]]
                for row in rows:
                    yield name, partial(test, **dict(zip(names, row, strict=True)))


def _fails(test: Callable[[], None]) -> bool:
    try:
        test()
    except Exception:  # noqa: BLE001 - a test that breaks has noticed something as well
        return True
    return False


def answered(case: str, changes: Mapping[str, Any] = {}) -> Callable[[], Reading]:
    """An example with some answers changed, read when it is first needed, and not yet judged."""

    @cache
    def reading() -> Reading:
        data = json.loads((PACK / "examples" / f"{case}.json").read_text("utf-8"))
        given = data["answers"] | {name.replace("_", "-"): value for name, value in changes.items()}
        answers, _ = read_answers_file(the_pack().form, {**data, "answers": {link: one for link, one in given.items() if one is not None}})
        return read(the_pack().form, answers)

    return reading


def explained() -> dict[str, dict[str, Any]]:
    """survivors.toml: mutant id -> {reason, equivalent}."""
    path = HERE / "survivors.toml"
    return tomllib.loads(path.read_text("utf-8")) if path.exists() else {}
