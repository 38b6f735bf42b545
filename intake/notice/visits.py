"""Visits: invented visits in which every question of a form is asked at least once, to watch what becomes of the answers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain
from typing import Any

from intake.ask.form import Form, Item, When
from intake.hear.answers import Answers, Raw, Where
from intake.hear.reading import Reading, read
from intake.notice.rulebook import Rules
from intake.notice.trying import drawn_visits

DRAWN = 24
TURNS = 6
"""Drawn visits tried to get one question asked and answered."""
MADE_BY_US = ("visit-date",)
"""Set by the program itself, never drawn."""


def visits(rules: Rules, cases: Iterable[Answers], count: int = DRAWN) -> list[Reading]:
    """Readings of the cases, of `count` drawn visits, and of drawn visits changed until each question was asked in one. The same each time."""
    drawn = [without(answers) for answers in drawn_visits(rules, count)]
    readings = [read(rules.form, answers) for answers in chain(cases, drawn)]
    asked: set[str] = set()
    for reading in readings:
        asked |= _answered(reading)
    for number, item in enumerate(item for item in rules.form.items if item.is_question):
        if item.link_id in asked or item.ask in ("off", "app"):
            continue
        for turn in range(min(TURNS, len(drawn))):
            reading = read(rules.form, opened(rules.form, item, drawn[(number + turn) % len(drawn)]))
            answered = _answered(reading)
            if item.link_id in answered:
                readings.append(reading)
                asked |= answered
                break
    return readings


def without(answers: Answers) -> Answers:
    """The drawn answers without those that are not a person's to give."""
    for link_id in MADE_BY_US:
        answers = answers.with_given(Where(link_id), ())
    return answers


def _answered(reading: Reading) -> set[str]:
    """Questions that were asked and have an answer that was understood."""
    return {item.link_id for item in reading.form.items if item.is_question and any(c.enabled and c.values for c in reading.all(item.link_id))}


def opened(form: Form, item: Item, answers: Answers) -> Answers:
    """The answers, changed so that the item is asked where its conditions are plain ones (no expression)."""
    return _Opening(form, answers, set()).open(item)


@dataclass(slots=True)
class _Opening:
    form: Form
    answers: Answers
    done: set[int]

    def open(self, item: Item) -> Answers:
        if item.slot in self.done:
            return self.answers
        self.done.add(item.slot)
        if item.parent >= 0:
            self.open(self.form.items[item.parent])
        if item.is_group and item.repeats and not self.answers.row_ids(item.link_id, self._rows(item)):
            self.answers = self.answers.with_row(item.link_id, self._rows(item), "1")
        for when in item.when[:1] if item.when_any else item.when:
            self._meet(when)
        return self.answers

    def _rows(self, item: Item) -> tuple[str, ...]:
        rows: tuple[str, ...] = ()
        for slot in item.repeating:
            rows = (*rows, next(iter(self.answers.row_ids(self.form.items[slot].link_id, rows)), "1"))
        return rows

    def _meet(self, when: When) -> None:
        if when.slot is None:
            return
        item = self.form.items[when.slot]
        self.open(item)
        where = Where(item.link_id, self._rows(item))
        if when.operator == "exists":
            if when.answer is False:
                self.answers = self.answers.with_given(where, ())
        elif item.calculated is None:
            self.answers = self.answers.with_given(where, (_meeting(when, item),))


def _meeting(when: When, item: Item) -> Raw:
    """An answer that meets a condition."""
    answer: Any = when.answer
    if when.operator == "!=":
        return next((option.code for option in item.options if option.code != answer), answer)
    if when.operator in (">", "<") and isinstance(answer, int | Decimal) and not isinstance(answer, bool):
        answer = answer + 1 if when.operator == ">" else answer - 1
    return str(answer) if isinstance(answer, Decimal) and item.kind != "integer" else int(answer) if isinstance(answer, Decimal) else answer
