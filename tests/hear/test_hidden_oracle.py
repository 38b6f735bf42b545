"""What is hidden is worked out a second time, by hand from the raw answers: the engine must agree, at once and step by step."""

from __future__ import annotations

import json
import operator
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from intake.ask.form import Form
from intake.hear.answers import Answers, Where
from intake.hear.reading import read
from intake.hear.response import to_response
from tests.hear.making import ROWED, do, row_steps, start
from tests.hear.scenario import form_of, q

MANY = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
GROUPS = {"q1": ("g",), "q2": ("g",), "h": ("g",), "q3": ("g", "h"), "q4": ("g", "h")}
"""The rows an item stands in; q0, g and q5 stand in none."""
EARLIER = {"q0": (), "g": ("q0",), "q1": ("q0",), "q2": ("q0", "q1"), "h": ("q0", "q1", "q2"),
           "q3": ("q0", "q1", "q2"), "q4": ("q0", "q1", "q3"), "q5": ("q0", "q1", "q3")}  # fmt: skip
OPERATORS = {"=": operator.eq, ">": operator.gt, "<": operator.lt, ">=": operator.ge, "<=": operator.le}

Conditions = dict[str, tuple[str, list[tuple[str, str, Any]]]]


@st.composite
def gated(draw: Any) -> tuple[Form, Conditions]:
    """The rows in rows of `making`, opened by conditions only: no expressions, so that a person could do it on paper."""
    gates: Conditions = {}
    for name, before in EARLIER.items():
        if before and draw(st.integers(0, 2)):
            compared = st.tuples(st.sampled_from(before), st.sampled_from((*OPERATORS, "!=")), st.integers(0, 2))
            there = st.tuples(st.sampled_from(before), st.just("exists"), st.booleans())
            gates[name] = draw(st.sampled_from(("any", "all"))), draw(st.lists(st.one_of(compared, compared, there), min_size=1, max_size=2))

    def item(name: str, kind: str, *inside: dict[str, Any], **more: Any) -> dict[str, Any]:
        behaviour, when = gates.get(name, ("all", []))
        return q(name, kind, *inside, **more, **({"when": when, "enableBehavior": behaviour} if when else {}))

    inner = item("h", "group", item("q3", "integer"), item("q4", "integer"), repeats=True)
    outer = item("g", "group", item("q1", "integer"), item("q2", "integer"), inner, repeats=True)
    return form_of(item("q0", "integer"), outer, item("q5", "integer"), strict=False), gates


@st.composite
def filled(draw: Any) -> list[tuple[Any, ...]]:
    """Two rows, two rows in each, small numbers nearly everywhere; then what may happen to them."""
    rows = [("add", "g", 0, "1"), ("add", "g", 0, "2"), *(("add", "h", place, row) for place in (0, 1) for row in ("1", "2"))]
    numbers = [("answer", name, place, draw(st.sampled_from(((0,), (1,), (2,), ())))) for name in ROWED for place in (0, 1)]
    return rows + numbers + draw(row_steps())


def paths(answers: Answers, name: str) -> list[tuple[str, ...]]:
    """Every row path an item stands at."""
    found: list[tuple[str, ...]] = [()]
    for group in GROUPS.get(name, ()):
        found = [(*rows, row) for rows in found for row in answers.row_ids(group, rows)]
    return found


def is_asked(answers: Answers, gates: Conditions, name: str, rows: tuple[str, ...]) -> bool:
    """An item is asked when its own conditions hold, and those of the groups around it."""
    around = [(group, rows[:depth]) for depth, group in enumerate(GROUPS.get(name, ()))]
    return all(_open(answers, gates, *one) for one in (*around, (name, rows)))


def _open(answers: Answers, gates: Conditions, name: str, rows: tuple[str, ...]) -> bool:
    behaviour, when = gates.get(name, ("all", []))
    return (any if behaviour == "any" else all)(_holds(answers, gates, rows, *one) for one in when) if when else True


def _holds(answers: Answers, gates: Conditions, rows: tuple[str, ...], asked: str, sign: str, wanted: Any) -> bool:
    """In the row where both stand, else in all rows; what is hidden is as if it were not there."""
    near = [path for path in paths(answers, asked) if path[: len(rows)] == rows[: len(path)]]
    said = [raw for path in near if is_asked(answers, gates, asked, path) for raw in answers.raw(asked, path)]
    if sign == "exists":
        return bool(said) is wanted
    if sign == "!=":
        return bool(said) and wanted not in said
    return any(OPERATORS[sign](value, wanted) for value in said)


def answers_in(response: Any) -> list[str]:
    """LinkIds of what a response answers, each as often as it stands there."""
    if isinstance(response, list):
        return [link for one in response for link in answers_in(one)]
    here = [response["linkId"]] if "answer" in response else []
    return here + answers_in(response.get("item", []))


@MANY
@given(gated(), filled())
def test_what_is_hidden_counts_nowhere(form_and_gates: tuple[Form, Conditions], happened: list) -> None:
    form, gates = form_and_gates
    answers, reading = start(), None
    for step in happened:
        answers = do(form, answers, step)
        reading = read(form, answers, reading)
    for one in (reading, read(form, answers)):
        left = []
        for name in ROWED:
            for rows in paths(answers, name):
                shown = is_asked(answers, gates, name, rows)
                where, raw = Where(name, rows), answers.raw(name, rows)
                assert one.asked(*where) is shown, where
                assert one.values(*where) == (raw if shown else ()), where
                left += [name] if shown and raw else []
        assert sorted(answers_in(json.loads(json.dumps(to_response(one))))) == sorted(left)
