"""Trying: answers drawn from what each question can take, thick around the thresholds, until each rule was raised at each of its levels.

It proves what can be raised, never what cannot: a rule that no draw raised deserves a look. The draws are the same each time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from itertools import chain
from random import Random
from typing import Any

from intake.ask.form import Form, Item
from intake.ask.words import words
from intake.hear.answers import Answers, Raw, Where
from intake.hear.plan import plan_of
from intake.hear.reading import Reading, read
from intake.notice.rulebook import Rules
from intake.notice.screening import assess

TODAY = date(2026, 1, 15)
VISITS, AGAIN = 12, 1000
"""Visits drawn at random, and draws around the inputs of each rule that none of them raised."""
BLANK = 0.06
"""How often a question is left blank."""
SPARSE = (1.0, 0.7, 0.4)
"""The first visits, mostly blank: what a rule does not expect."""
SEED = 20261120
COMMON = frozenset({"yes", "no", "none", "unsure", "other", "unknown", "checked"})
"""Codes that say nothing about what a visit is about."""
CHANGES = 8
"""Answers drawn again at once."""


@dataclass(frozen=True, slots=True)
class Tried:
    """What was raised: (rule, level as text) for findings, (rule, "") for a line of the criteria table; which rules broke; what each rule reads."""

    raised: frozenset[tuple[str, str]]
    broken: frozenset[str]
    reads: dict[str, frozenset[str]]


def try_rules(rules: Rules, cases: Iterable[Answers] = (), *, visits: int = VISITS, again: int = AGAIN) -> Tried:
    """The cases of the pack, then drawn visits, until every rule was raised at every level it names or the draws are used up."""
    drawing = _Drawing(rules, Random(SEED))
    wanted = {(one.id, level.value) for one in rules.findings for level in one.levels} | {(one.id, "") for one in rules.criteria}
    raised: set[tuple[str, str]] = set()
    broken: set[str] = set()
    readings: list[Reading] = []
    for answers in chain(cases, (drawing.visit(blank) for blank in (*SPARSE, *[BLANK] * visits))):
        readings.append(read(rules.form, answers))
        _note(rules, readings[-1], None, raised, broken)
    every = (*rules.findings, *rules.criteria)
    reads = {one.id: frozenset(where.link_id for where in _looks(rules, one.id, readings[:2])) for one in every}
    for name, level in sorted(wanted - raised):
        reads[name] = _insist(rules, drawing, (name, level), reads[name], readings, raised, broken, again)
    return Tried(frozenset(raised), frozenset(broken), reads)


def drawn_visits(rules: Rules, count: int) -> Iterator[Answers]:
    """Visits of invented answers, the same each time: each question the way anybody might answer it, asked or not."""
    drawing = _Drawing(rules, Random(SEED))
    return (drawing.visit() for _ in range(count))


def _insist(
    rules: Rules,
    drawing: _Drawing,
    goal: tuple[str, str],
    reads: frozenset[str],
    readings: list[Reading],
    raised: set[tuple[str, str]],
    broken: set[str],
    again: int,
) -> frozenset[str]:
    """Draws again only what one rule reads, and what opens that; a draw that makes the rule look further is drawn from next.

    Returns every question the rule was seen to read.
    """
    name = goal[0]
    readings = sorted(readings, key=lambda reading: -sum(len(reading.all(link)) for link in reads))[:8]
    far = [(_looks(rules, name, [reading]), reading) for reading in readings]
    seen = reads.union(where.link_id for looks, _ in far for where in looks)
    far.sort(key=lambda one: -len(one[0]))
    del far[4:]
    for number in range(again):
        if goal in raised:
            break
        looks, base = far[number % len(far)]
        reading = read(rules.form, drawing.redraw(base.answers, drawing.around(seen)), base)
        here: set[Where] = set()
        _note(rules, Watched(reading, here), name, raised, broken)
        seen |= {where.link_id for where in here}
        if len(here) >= len(looks):  # more rows count as further too
            far[number % len(far)] = (frozenset(here), reading)
    return seen


def _note(rules: Rules, reading: Reading | Watched, name: str | None, raised: set[tuple[str, str]], broken: set[str]) -> None:
    found = assess(rules, reading, None if name is None else {name})
    for finding in found.findings:
        if not finding.because and finding.text.source == words("en")("notice.rule-failed", rule=finding.id):
            broken.add(finding.id)
        else:
            raised.add((finding.id, finding.level.value))
    raised.update((line.id, "") for line in found.criteria)


def _looks(rules: Rules, name: str, readings: list[Reading]) -> frozenset[Where]:
    """Where one rule looked in some visits, with the rules it asks."""
    seen: set[Where] = set()
    for reading in readings:
        assess(rules, Watched(reading, seen), {name})
    return frozenset(seen)


class Watched:
    """A Reading that writes down in `seen` where it was asked to look."""

    def __init__(self, reading: Reading, seen: set[Where]) -> None:
        self._reading, self._seen = reading, seen

    def __getattr__(self, name: str) -> Any:
        thing = getattr(self._reading, name)
        if name not in ("asked", "values", "value", "code", "codes", "number", "flag", "date", "text", "rows", "all", "cell"):
            return thing

        def looked(link_id: str, *rows: Any) -> Any:
            self._seen.add(Where(link_id, *rows))
            return thing(link_id, *rows)

        return looked


@dataclass(slots=True)
class _Drawing:
    rules: Rules
    random: Random
    pools: dict[int, Callable[[], tuple[Raw, ...]]] = field(default_factory=dict)
    numbers: tuple[Decimal, ...] = ()
    lists: tuple[tuple[str, ...], ...] = ()
    blank: float = BLANK
    echoes: dict[int, tuple[int, ...]] = field(default_factory=dict)  # choice -> earlier choices that share codes with it

    def __post_init__(self) -> None:
        values = {Decimal(str(constant.value)) for constant in self.rules.constants.values()}
        self.numbers = tuple(sorted({value + step for value in values for step in (-1, 0, 1)} | {Decimal(0), Decimal(1)}))
        by_list: dict[str, list[str]] = {}
        for medicine in self.rules.medicines.by_code.values():
            for name in medicine.lists:
                by_list.setdefault(name, []).append(medicine.code)
        self.lists = tuple(tuple(codes) for _, codes in sorted(by_list.items()))
        made = plan_of(self.form).engine_made
        self.pools = {item.slot: self._pool(item) for item in self.form.items if item.is_question and not made[item.slot]}
        self.echoes = self._shared()

    @property
    def form(self) -> Form:
        return self.rules.form

    def visit(self, blank: float = BLANK) -> Answers:
        """Every question answered or left blank, asked or not: what is hidden counts for nothing."""
        self.blank = blank
        return self._fill(Answers.start(TODAY), self.form.roots, ())

    def _fill(self, answers: Answers, slots: tuple[int, ...], rows: tuple[str, ...]) -> Answers:
        for item in (self.form.items[slot] for slot in slots):
            if item.is_group and item.repeats:
                for row in "1234"[: self.random.randint(0, 4)]:
                    answers = self._fill(answers.with_row(item.link_id, rows, row), item.children, (*rows, row))
                continue
            if item.slot in self.pools:
                answers = answers.with_given(Where(item.link_id, rows), self._draw(answers, item, rows))
            answers = self._fill(answers, item.children, rows)
        return answers

    def _draw(self, answers: Answers, item: Item, rows: tuple[str, ...]) -> tuple[Raw, ...]:
        """A blank, what another row says, what another question said (a visit is about one thing), or anything the question can take."""
        chance = self.random.random()
        if self.random.random() < self.blank:
            return ()
        if rows and chance < 0.4 and (same := answers.raw(item.link_id, (*rows[:-1], "1"))):
            return same
        if self.echoes.get(item.slot) and chance < 0.6:
            said = {raw for slot in self.echoes[item.slot] for raw in answers.raw(self.form.items[slot].link_id)}
            echo = [option.code for option in item.options if option.code in said]
            if echo:
                return (self.random.choice(echo),)
        return self.pools[item.slot]()

    def around(self, links: frozenset[str]) -> tuple[Item, ...]:
        """The questions of these linkIds, those that open them and those they are worked out from."""
        left, seen = [self.form.index[link] for link in links], set()
        while left:
            slot = left.pop()
            if slot in seen or slot < 0:
                continue
            seen.add(slot)
            item = self.form.items[slot]
            left += [item.parent, *(when.slot for when in item.when if when.slot is not None)]
            left += item.calculated.slots if item.calculated else ()
        return tuple(self.form.items[slot] for slot in sorted(seen) if slot in self.pools)

    def redraw(self, answers: Answers, items: tuple[Item, ...]) -> Answers:
        """These answers with a few of the items' answers drawn again: so few that reading them costs only what they touch."""
        groups = {slot for item in items for slot in item.repeating[:1]}
        if groups and self.random.random() < 0.2:
            return self._other_rows(answers, self.form.items[self.random.choice(sorted(groups))])
        places = [(item, rows) for item in items for rows in self._rows(answers, item)]
        for item, rows in self.random.sample(places, min(len(places), self.random.randint(1, CHANGES))):
            answers = answers.with_given(Where(item.link_id, rows), self._draw(answers, item, rows))
        return answers

    def _other_rows(self, answers: Answers, group: Item) -> Answers:
        """Another number of rows in an outermost group, all drawn again."""
        inside = frozenset(item.link_id for item in self.form.items if group.slot in item.repeating)
        for row in answers.row_ids(group.link_id):
            answers = answers.without_row(group.link_id, (row,), inside)
        return self._fill(answers, (group.slot,), ())

    def _rows(self, answers: Answers, item: Item) -> Iterator[tuple[str, ...]]:
        paths: list[tuple[str, ...]] = [()]
        for slot in item.repeating:
            paths = [(*path, row) for path in paths for row in answers.row_ids(self.form.items[slot].link_id, path)]
        yield from paths

    def _shared(self) -> dict[int, tuple[int, ...]]:
        codes = {
            item.slot: {option.code for option in item.options} - COMMON
            for item in self.form.items
            if item.kind == "choice" and item.medicines is None and item.slot in self.pools
        }
        one = [slot for slot in codes if not self.form.items[slot].repeating]
        return {slot: tuple(other for other in one if other < slot and len(mine & codes[other]) > 1) for slot, mine in codes.items()}

    # what a question can take

    def _pool(self, item: Item) -> Callable[[], tuple[Raw, ...]]:
        pick = self.random.choice
        if item.medicines is not None and self.lists:
            own = tuple(option.code for option in item.options if option.code not in self.rules.medicines.by_code) or ("a blue pill",)
            return lambda: (pick(pick((*self.lists, own, ("a blue pill",)))),)
        if item.kind == "boolean":
            return lambda: (pick((True, False)),)
        if item.options:
            return lambda: self._options(item)
        if item.kind in ("integer", "decimal", "quantity"):
            numbers = self._within(item)
            return lambda: (self._number(item, pick(numbers)),)
        if item.kind in ("date", "dateTime"):
            return lambda: (self._day(),)
        if item.kind in ("string", "text", "open-choice"):
            return lambda: ("some words",)
        return lambda: ()

    def _options(self, item: Item) -> tuple[Raw, ...]:
        codes = [option.code for option in item.options if not option.exclusive] or [item.options[0].code]
        alone = [option.code for option in item.options if option.exclusive]
        if not item.repeats or (alone and self.random.random() < 0.2):
            return (self.random.choice(codes + alone),)
        return tuple(self.random.sample(codes, min(len(codes), self.random.choice((1, 1, 2)))))

    def _within(self, item: Item) -> tuple[Decimal, ...]:
        low = item.limits.min if isinstance(item.limits.min, Decimal) else Decimal(0)
        high = item.limits.max if isinstance(item.limits.max, Decimal) else Decimal(10_000)
        return tuple(number for number in (low, high, (low + high) // 2, *self.numbers) if low <= number <= high)

    def _number(self, item: Item, number: Decimal) -> Raw:
        if item.kind == "integer":
            return int(number)
        plain = format(number, "f")
        return {"value": plain, "unit": item.units[0].code if item.units else ""} if item.kind == "quantity" else plain

    def _day(self) -> str:
        """A day as many days, or years, ago as some threshold says, and a little more or less; sometimes only the year."""
        number = int(self.random.choice(self.numbers))
        days = number * self.random.choice((1, 1, 7, 30, 365)) + self.random.choice((-1, 0, 1, 30))
        day = TODAY - timedelta(days=min(max(days, 0), 36_000))
        return day.isoformat() if self.random.random() < 0.9 else str(day.year)
