"""Answers file: a JSON file of answers by linkId, as people write cases and other programs hand them over."""

from __future__ import annotations

from datetime import date
from typing import Any

from intake.ask.form import Form, Item
from intake.hear.answers import MAX_ROWS, Answers, Raw, Where
from intake.hear.plan import Plan, plan_of
from intake.hear.validate import Problem
from intake.hear.values import Misheard, mend, read_date


def read_answers_file(form: Form, data: Any) -> tuple[Answers, tuple[Problem, ...]]:
    """The Answers of `{"date": "YYYY-MM-DD", "answers": {linkId: value | [values] | [{row}, …]}}`, and what cannot be kept.

    Other keys are ignored. Values are booleans, numbers, texts, option codes, (partial) dates, dicts for quantities and
    attachments; a repeating group is a list of rows keyed by linkId; null is no answer. Never raises, whatever `data` is.
    Wrong values are kept as given and become Problems when read.
    """
    hearing = _Hearing(plan_of(form), _date(data))
    if hearing.answers.today == date.min:
        hearing.fault("", "invalidType", "date")
    given = data.get("answers") if isinstance(data, dict) else None
    if not isinstance(given, dict):
        hearing.fault("", "invalidType", "answers")
    else:
        hearing.rows_of(given, (), ())
    return hearing.answers, tuple(hearing.problems)


def _date(data: Any) -> date:
    try:
        day = read_date(data.get("date") if isinstance(data, dict) else None)
    except Misheard:
        return date.min
    return day.latest if day.day else date.min


class _Hearing:
    def __init__(self, plan: Plan, today: date) -> None:
        self.plan, self.form = plan, plan.form
        self.answers = Answers.start(today)
        self.problems: list[Problem] = []
        self.count = 0  # of rows

    def fault(self, link_id: str, code: str, why: str = "", rows: tuple[str, ...] = ()) -> None:
        self.problems.append(Problem(Where(link_id, rows), code, "error", {"why": why, "linkId": link_id, "max": MAX_ROWS}))

    def rows_of(self, given: dict[str, Any], groups: tuple[int, ...], rows: tuple[str, ...]) -> None:
        """The answers of one row (or of the whole file), all of whose questions stand in `groups`."""
        for link_id, value in given.items():
            slot = self.form.index.get(link_id)
            if slot is None:
                self.fault(mend(link_id)[:120], "invalidLinkId", "", rows)
                continue
            item = self.form.items[slot]
            if item.repeating != groups:
                self.fault(item.link_id, "invalidLinkId", "place", rows)
            elif item.is_group and item.repeats:
                self._group(item, value, groups, rows)
            elif value is not None:
                raws = tuple(mend(raw) for raw in _listed(value))
                if self.plan.engine_made[slot] or not raws:
                    continue  # worked out again, never taken over
                self.answers = self.answers.with_given(Where(item.link_id, rows), raws)

    def _group(self, item: Item, value: Any, groups: tuple[int, ...], rows: tuple[str, ...]) -> None:
        entries = [] if value is None else value
        if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
            self.fault(item.link_id, "groupShouldNotHaveAnswers", "rows", rows)
            return
        for place, entry in enumerate(entries, 1):
            self.count += 1
            if self.count > MAX_ROWS:
                self.fault(item.link_id, "maxCount", "rows", rows)
                return
            row = str(place)
            self.answers = self.answers.with_row(item.link_id, rows, row)
            self.rows_of(entry, (*groups, item.slot), (*rows, row))


def _listed(value: Any) -> list[Raw]:
    return [raw for raw in value if raw is not None] if isinstance(value, list) else [value]
