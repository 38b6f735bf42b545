"""Answers files: cases as people write them; anything else is a problem with its place, never an exception."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intake.hear.answersfile import read_answers_file
from intake.hear.reading import read
from tests.hear.making import forms
from tests.hear.scenario import form_of, q

FORM = form_of(q("name"), q("sites", "choice", options="x y", repeats=True), q("drug", "group", q("n", "integer"), repeats=True))


def told(data: object) -> tuple:
    answers, problems = read_answers_file(FORM, data)
    return answers, [(problem.where.link_id, problem.code, problem.facts["why"]) for problem in problems]


def test_a_case() -> None:
    answers, problems = told({"id": "M1", "date": "2026-03-16", "answers": {"name": "Ada", "sites": ["x", "y"], "drug": [{"n": 1}, {"n": 2}]}})
    assert problems == [] and answers.today == date(2026, 3, 16)
    reading = read(FORM, answers)
    assert reading.codes("sites") == {"x", "y"}
    assert [reading.number("n", rows) for rows in reading.rows("drug")] == [1, 2]


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        ({"answers": {}}, ("", "invalidType", "date")),
        ({"date": "2026-03", "answers": {}}, ("", "invalidType", "date")),
        ({"date": "2026-03-16"}, ("", "invalidType", "answers")),
        ({"date": "2026-03-16", "answers": {"nmae": 1}}, ("nmae", "invalidLinkId", "")),
        ({"date": "2026-03-16", "answers": {"n": 1}}, ("n", "invalidLinkId", "place")),
        ({"date": "2026-03-16", "answers": {"drug": {"n": 1}}}, ("drug", "groupShouldNotHaveAnswers", "rows")),
        ({"date": "2026-03-16", "answers": {"drug": [{"name": 1}]}}, ("name", "invalidLinkId", "place")),
    ],
)
def test_what_cannot_be_kept(data: object, problem: tuple) -> None:
    assert told(data)[1] == [problem]


def test_more_rows_or_values_than_anybody_has() -> None:
    assert told({"date": "2026-03-16", "answers": {"drug": [{}] * 100_000}})[1] == [("drug", "maxCount", "rows")]
    answers, _none = told({"date": "2026-03-16", "answers": {"sites": ["x"] * 100_000}})
    assert [problem.code for problem in read(FORM, answers).problems()] == ["maxCount"]


JSON = st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5), lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(("q0", "q1", "q2", "value", "code", "data", "system")), inner, max_size=3), max_leaves=10)  # fmt: skip


@settings(max_examples=80, deadline=None)
@given(forms(), st.dictionaries(st.sampled_from(("q0", "q1", "q2", "q3", "zz")), JSON), JSON)
def test_no_file_makes_an_exception(form, answers, day) -> None:
    given_, _problems = read_answers_file(form, {"date": day, "answers": answers})
    read(form, given_).problems()
