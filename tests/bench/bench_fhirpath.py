"""Bench: how many expressions a second, compiled and evaluated. Prints a table; not collected by pytest.

Run from the repository: `python tests/bench/bench_fhirpath.py`. The machine is noisy: each figure is the best of seven rounds.
The health check beside this repository (`../shared/forms-real`) is added where it is; nothing is written.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

HERE = Path(__file__).resolve()
sys.path.insert(0, str(HERE.parents[2]))

from intake.ask.fhirpath import FhirDate, compile_expression  # noqa: E402
from intake.ask.fhirpath.plain import PlainScope  # noqa: E402

REAL = HERE.parents[3] / "shared" / "forms-real" / "health-check-715-v0.1.0.json"
QUESTIONS = 100
INDEX = {"section": 0} | {f"q{number}": number for number in range(1, QUESTIONS + 1)}
ITEMS = [SimpleNamespace(parent=-1, kind="group", repeating=())] + [SimpleNamespace(parent=0, kind="integer", repeating=()) for _ in range(QUESTIONS)]
PATIENT = {"resourceType": "Patient", "birthDate": "1990-02-28", "name": [{"use": "usual", "text": "A"}, {"use": "official", "family": "Example", "given": ["Ada", "B"]}]}
RESPONSE = {
    "resourceType": "QuestionnaireResponse",
    "item": [{"linkId": "section", "item": [{"linkId": f"q{number}", "answer": [{"valueInteger": number % 11}]} for number in range(1, QUESTIONS + 1)]}],
}


class Slots(PlainScope):
    """A scope that has its answers by slot, as `hear.reading` has."""

    def __init__(self) -> None:
        super().__init__(RESPONSE, {"patient": [PATIENT], "age": [36], "weight": [70], "height": [175]}, today=date(2026, 2, 28))
        self.board: list[list[Any]] = [[], *([number % 11] for number in range(1, QUESTIONS + 1))]
        self.board[2] = [{"code": "b", "system": "urn:s"}]
        self.board[3] = [FhirDate("1990-02-28")]

    def slot(self, slot: int) -> list[Any]:
        return self.board[slot]


RESOLVED = (
    "%resource.repeat(item).where(linkId='q5').answer.value > 3",
    "%resource.item.where(linkId='section').item.where(linkId='q2').answer.value.code = 'b'",
    "%resource.repeat(item).where(linkId='q5').answer.exists()",
    "%resource.repeat(item).where(linkId='q5').answer.value > 3 and %resource.repeat(item).where(linkId='q6').answer.value < 9",
    "%resource.descendants().where(linkId='q3').answer.value.age()",
    "%age > 12",
    "iif(%age > 12, 'adult', 'child')",
    "(%weight / ((%height / 100).power(2))).round(1)",
    " + ".join(f"%resource.repeat(item).where(linkId='q{number}').answer.value" for number in range(4, 14)),
)
WALKED = (
    "%patient.birthDate",
    "%patient.name.where(use = 'official').given.first()",
    "%patient.name.select(given.first() | family).join(' ')",
    "'a,b,c'.split(',').where($this != 'b').join('-')",
    "today().toString().substring(0, 4).toInteger()",
    "'N8000123'.matches('^N[0-9]{7}$')",
)
BIG = ("%resource.repeat(item).where(linkId='q5').answer.value", "%resource.descendants().where(linkId='q5').answer.value")


def best(run: Callable[[], Any], seconds: float = 0.05) -> float:
    """Seconds of one run, the best of seven rounds."""
    count, start = 1, time.perf_counter()
    run()
    while time.perf_counter() - start < seconds:
        run()
        count += 1
    rounds = []
    for _ in range(7):
        start = time.perf_counter()
        for _ in range(count):
            run()
        rounds.append((time.perf_counter() - start) / count)
    return min(rounds)


def row(what: str, source: str, each: float) -> None:
    print(f"{what:<10} {1 / each:>12,.0f}/s {each * 1e6:>10.2f} µs  {source if len(source) < 90 else source[:87] + '...'}")


def main() -> None:
    scope = Slots()
    names = frozenset(scope.names)
    for source in RESOLVED:
        expression = compile_expression(source, index=INDEX, items=ITEMS, names=names)
        assert not expression.reads_tree and expression.evaluate(scope), source
        row("resolved", source, best(lambda: expression.evaluate(scope)))
    for source in WALKED:
        expression = compile_expression(source, names=names)
        assert expression.evaluate(scope), source
        row("generic", source, best(lambda: expression.evaluate(scope)))
    for source in BIG:
        expression = compile_expression(source)
        row("walk", f"{source} over {QUESTIONS} items", best(lambda: expression.evaluate(scope)))
    for source in (RESOLVED[0], RESOLVED[-1], WALKED[1]):
        row("compile", source, best(lambda: compile_expression(source, index=INDEX, items=ITEMS, names=names)))
    if REAL.exists():
        health_check()


def health_check() -> None:
    """All expressions of a real form: compiled over its items, then evaluated with nothing answered and a launch context."""
    form = json.loads(REAL.read_text("utf-8"))
    index: dict[str, int] = {}
    items: list[Any] = []
    found: list[tuple[str, int | None]] = []

    def walk(node: dict[str, Any], parent: int, around: tuple[int, ...]) -> None:
        for item in node.get("item", ()):
            slot = index[item["linkId"]] = len(items)
            items.append(SimpleNamespace(parent=parent, kind=item["type"], repeating=around))
            walk(item, slot, (*around, slot) if item["type"] == "group" and item.get("repeats") else around)

    def gather(node: Any, at: int | None) -> None:
        if isinstance(node, dict):
            at = index.get(node.get("linkId", ""), at)
            if node.get("language") == "text/fhirpath":
                found.append((node["expression"], at))
            for part in node.values():
                gather(part, at)
        elif isinstance(node, list):
            for part in node:
                gather(part, at)

    walk(form, -1, ())
    gather(form, None)
    made: list[Any] = []

    def compile_all() -> None:
        made[:] = [compile_expression(source, index=index, items=items, at=at) for source, at in found]

    class Empty(PlainScope):
        def name(self, name: str) -> list[Any]:
            return [36] if name == "age" else [PATIENT] if name == "patient" else []

    empty = Empty({"resourceType": "QuestionnaireResponse"}, index=index, items=items)
    empty.slot = empty.local = lambda slot: []  # type: ignore[method-assign, assignment]
    each = best(compile_all, 0.3)
    print(f"{'715':<10} {len(found)} expressions compiled in {each * 1000:.1f} ms; {sum(e.reads_tree for e in made)} of them walk the response")
    each = best(lambda: [expression.evaluate(empty) for expression in made], 0.2)
    print(f"{'715':<10} all evaluated in {each * 1000:.2f} ms ({len(found) / each:,.0f}/s)")


if __name__ == "__main__":
    main()
