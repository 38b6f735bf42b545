"""A pair: one answer just inside of a rule's line and one just outside, in a complete visit, with all that is then noticed."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
PACK = HERE.parents[2] / "forms" / "botulinum"
TODAY = date(2026, 3, 16)
U, CI, R, N, D = "URGENT", "CI", "REVIEW", "NOTE", "DATA"
MET, NOT, UNCLEAR = "MET", "NOT MET", "UNCLEAR"
NAIVE = ("MIG-01", "MIG-02", "PAY-M-NICE", "PAY-M-CADTH", "PAY-M-US2", "PAY-M-WA")
"""Lines for people who never had the injection for migraine."""
RETURNING = {**dict.fromkeys(NAIVE), "PAY-M-CONT30": UNCLEAR}
"""What one injection for migraine makes of them, as long as the days before it are not known."""


@dataclass(frozen=True)
class Pair:
    """`rule` stands at `level` inside and not outside. `then`, `also`, `other`: what else follows from `start`, `inside`, `outside`.

    Ids map to a level, the status of a line, or None (gone). Everything not named stays as the base visit has it.
    A link set to None is left blank on purpose; `blank` names those inside of rows.
    """

    rule: str
    level: str
    base: str
    inside: Mapping[str, Any]
    outside: Mapping[str, Any]
    start: Mapping[str, Any] = field(default_factory=dict)
    then: Mapping[str, str | None] = field(default_factory=dict)
    also: Mapping[str, str | None] = field(default_factory=dict)
    other: Mapping[str, str | None] = field(default_factory=dict)
    blank: tuple[str, ...] = ()
    outbase: str = ""

    def sides(self) -> tuple[Side, Side]:
        inside = self.then | {self.rule: self.level} | self.also
        return self._side(self.base, self.inside, inside), self._side(self.outbase or self.base, self.outside, self.then | self.other)

    def _side(self, base: str, changes: Mapping[str, Any], effects: Mapping[str, str | None]) -> Side:
        answers, expect = base_visit(base)
        changed = {**self.start, **changes}
        answers = {link: value for link, value in {**answers, **changed}.items() if value is not None}
        blanks = {link for link, value in changed.items() if value is None} | set(self.blank)
        return Side(answers, {rule: level for rule, level in {**expect, **effects}.items() if level}, frozenset(blanks), base, changed)


@dataclass(frozen=True)
class Side:
    """One visit, all that must be noticed in it, and what is left blank in it on purpose."""

    answers: Mapping[str, Any]
    expect: Mapping[str, str]
    blanks: frozenset[str]
    base: str
    changed: Mapping[str, Any]


@cache
def _bases() -> dict[str, Any]:
    return tomllib.loads((HERE / "bases.toml").read_text("utf-8"))


def base_visit(name: str) -> tuple[dict[str, Any], dict[str, str]]:
    """Answers and expectations of a base: "neck", or two conditions: "neck+back"."""
    first, _, second = name.partition("+")
    answers = {**_bases()["common"]["answers"], "condition": first, "condition-second": second or "none"}
    expect: dict[str, str] = {}
    for one in filter(None, (first, second)):
        answers |= _bases()[one]["answers"]
        expect |= _bases()[one]["expect"]
    if {first, second} - {"migraine", ""}:
        answers |= {"peg-pain": 5, "peg-enjoyment": 5, "peg-activity": 5}
    return answers, expect


@cache
def medicines(kind: str) -> tuple[str, ...]:
    """The codes of medicines.csv on a list, in its order."""
    with (PACK / "medicines.csv").open(encoding="utf-8", newline="") as file:
        return tuple(row["code"] for row in csv.DictReader(file) if kind in row["lists"].split(";"))


def ago(days: int) -> str:
    return (TODAY - timedelta(days=days)).isoformat()


def born(age: int, days: int = 0) -> str:
    """The birth date of someone who is so old today; `days` later, still a year younger."""
    return (TODAY.replace(year=TODAY.year - age) + timedelta(days=days)).isoformat()


def month_edge(days: int) -> tuple[str, str]:
    """The oldest month whose latest day is fewer than so many days ago, and the month before."""
    last = TODAY.replace(day=1)
    while (TODAY - min(TODAY, (last + timedelta(days=31)).replace(day=1) - timedelta(days=1))).days < days:
        newer, last = last, (last - timedelta(days=1)).replace(day=1)
    return newer.isoformat()[:7], last.isoformat()[:7]


def shot(days: int | str | None = 200, purpose: str = "cosmetic", **more: Any) -> dict[str, Any]:
    """A past injection so many days ago (or on a date as given), here, with Botox, unless said otherwise."""
    when = ago(days) if isinstance(days, int) else days
    row = {"date": when, "product": "botox", "for": purpose, "clinic": "this", **more}
    return {"toxin-visit-" + name.replace("_", "-"): value for name, value in row.items() if value is not None}


def toxin(*rows: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Past injections; the question on new problems is answered where a date opens it."""
    dates = [row["toxin-visit-date"] for row in rows if "toxin-visit-date" in row]
    recent = any(TODAY - timedelta(days=112) <= _latest(text) for text in dates)
    spread = {"toxin-spread": ["none"]} if recent and more.get("urgent_recent_shot", "no") == "no" else {}
    named = {name.replace("_", "-"): value for name, value in more.items()}
    return {"toxin-ever": "yes", "toxin-visit": list(rows), "toxin-problems": ["none"], **spread, **named}


def _latest(text: str) -> date:
    parts = [int(part) for part in text.split("-")]
    if len(parts) == 1:
        return min(TODAY, date(parts[0], 12, 31))
    if len(parts) == 2:
        return min(TODAY, (date(parts[0], parts[1], 1) + timedelta(days=31)).replace(day=1) - timedelta(days=1))
    return min(TODAY, date(*parts))


def takes(*rows: str | dict[str, Any]) -> dict[str, Any]:
    """Medicines taken now."""
    return {"medicines-any": "yes", "medicine": [row if isinstance(row, dict) else {"medicine-name": row} for row in rows]}


def germs(*names: str | None) -> dict[str, Any]:
    """Antibiotics of the last 30 days; None is a row without a name."""
    return {"safety-germ-drug": "yes", "germ-drug": [{"germ-drug-name": name} if name else {"germ-drug-end": ago(3)} for name in names]}


def tried(name: str | None, result: str | None = "no-help", weeks: int | None = 52, **more: Any) -> dict[str, Any]:
    """A treatment tried for migraine."""
    row = {"name": name, "for": "migraine", "tried": "yes", "result": result, "weeks": weeks, **more}
    return {"treatment-" + part.replace("_", "-"): value for part, value in row.items() if value is not None}


def trials(*rows: dict[str, Any]) -> dict[str, Any]:
    return {"treatments-any": "yes", "treatment": list(rows)}


def three(rule: str, level: str, question: str, base: str, *, unsure: str = "", critical: bool = True, **more: Any) -> Iterable[Pair]:
    """Yes, no, not sure: not sure never counts as no, and a blank is missing, not denied."""
    blank = {"S-30": D} if critical else {}
    yield Pair(rule, level, base, {question: "yes"}, {question: "no"}, **more)
    yield Pair(rule, unsure or level, base, {question: "unsure"}, {question: "no"}, **more)
    yield Pair(rule, unsure or level, base, {question: "unsure"}, {question: None}, other=blank, **more)


def row(rule: str, question: str, base: str, *, checked: bool = True, **more: Any) -> Iterable[Pair]:
    """ROW(x, x-now) of the dossier, 1.4."""
    now, later = question + "-now", {rule: R}
    denied = {question: "unsure", now: "no"}
    yield Pair(rule, U, base, {question: "yes"}, {question: "no"}, **more)
    for code in ("yes", "unsure"):
        yield Pair(rule, U, base, {question: "unsure", now: code}, denied, other=later, **more)
    yield Pair(rule, U, base, {question: "unsure", now: None}, {question: None}, also={"S-30": D}, other={"S-30": D}, **more)
    yield Pair(rule, R, base, denied, {question: "no"}, **more)
    if checked:
        yield Pair(rule, R, base, {question: "checked"}, {question: "no"}, **more)
        yield Pair(rule, R, base, {question: "checked"}, {question: "yes"}, other={rule: U}, **more)


def ticks(rule: str, question: str, signs: Iterable[str], base: str, *, checked: bool = True, urgent: Mapping[str, str] | None = None, **more: Any) -> Iterable[Pair]:
    """LIST(x, x-now) of the dossier, 1.4. `urgent`: what follows wherever the rule is URGENT."""
    now, up, later, signs = question + "-now", dict(urgent or {}), {rule: R}, list(signs)
    denied = {question: ["unsure"], now: "no"}
    for sign in signs:
        yield Pair(rule, U, base, {question: [sign]}, {question: ["none"]}, also=up, **more)
    yield Pair(rule, U, base, {question: [signs[0], "unsure"], now: "no"}, denied, also=up, other=later, **more)
    for code in ("yes", "unsure"):
        yield Pair(rule, U, base, {question: ["unsure"], now: code}, denied, also=up, other=later, **more)
    yield Pair(rule, U, base, {question: ["unsure"], now: None}, {question: None}, also={**up, "S-30": D}, other={"S-30": D}, **more)
    yield Pair(rule, R, base, denied, {question: ["none"]}, **more)
    if checked:
        yield Pair(rule, R, base, {question: ["checked"]}, {question: ["none"]}, **more)
        yield Pair(rule, U, base, {question: [signs[-1], "checked"]}, {question: ["checked"]}, also=up, other=later, **more)
        yield Pair(rule, U, base, {question: ["checked", "unsure"], now: "yes"}, {question: ["checked", "unsure"], now: "no"}, also=up, other=later, **more)


def both(rule: str, questions: tuple[str, str, str], base: str, first: Iterable[Any], second: Iterable[Any], *,
         no: tuple[Any, Any] = ("no", "no"), unsure: tuple[Any, Any] = ("unsure", "unsure"), checked: tuple[Any, Any] = (None, None),
         **more: Any) -> Iterable[Pair]:  # fmt: skip
    """PAIR of the dossier, 1.4: (first, second, follow-up); `first` and `second` are answers that count as yes."""
    (a, b, now), (yes, sign), blank, later = questions, (next(iter(first)), next(iter(second))), {"S-30": D}, {rule: R}
    for one in first:
        yield Pair(rule, U, base, {a: one, b: sign}, {a: one, b: no[1]}, **more)
    for one in second:
        yield Pair(rule, U, base, {a: yes, b: one}, {a: no[0]}, **more)
    yield Pair(rule, U, base, {a: yes, b: sign}, {a: yes, b: None}, other=blank, **more)
    yield Pair(rule, U, base, {a: yes, b: sign}, {a: None}, other=blank, **more)
    for one, two in ((yes, unsure[1]), (unsure[0], sign), unsure):
        for code in ("yes", "unsure"):
            yield Pair(rule, U, base, {a: one, b: two, now: code}, {a: one, b: two, now: "no"}, other=later, **more)
        yield Pair(rule, U, base, {a: one, b: two, now: None}, {a: one, b: no[1], now: "yes" if one == unsure[0] else None}, also=blank, **more)
        yield Pair(rule, R, base, {a: one, b: two, now: "no"}, {a: no[0]}, **more)
    yield Pair(rule, R, base, {a: unsure[0], b: unsure[1], now: "no"}, {a: unsure[0], b: None, now: "yes"}, other=blank, **more)
    if checked[0]:
        yield Pair(rule, R, base, {a: checked[0], b: sign}, {a: checked[0], b: no[1]}, **more)
        yield Pair(rule, R, base, {a: checked[0], b: sign}, {a: checked[0], b: None}, other=blank, **more)
        yield Pair(rule, R, base, {a: checked[0], b: unsure[1], now: "yes"}, {a: unsure[0], b: unsure[1], now: "yes"}, other={rule: U}, **more)
    if checked[1]:
        yield Pair(rule, R, base, {a: yes, b: checked[1]}, {a: yes, b: sign}, other={rule: U}, **more)
        yield Pair(rule, R, base, {a: unsure[0], b: checked[1], now: "yes"}, {a: no[0]}, **more)


def codes(rule: str, level: str, question: str, raised: Iterable[str], base: str, *, several: bool, no: str = "none", critical: bool = True,
          **more: Any) -> Iterable[Pair]:  # fmt: skip
    """Each listed code raises the rule; `no` and a blank do not."""
    def answer(code: str) -> Any:
        return [code] if several else code

    raised = list(raised)
    for code in raised:
        yield Pair(rule, level, base, {question: answer(code)}, {question: answer(no)}, **more)
    yield Pair(rule, level, base, {question: answer(raised[0])}, {question: None}, other={"S-30": D} if critical else {}, **more)
