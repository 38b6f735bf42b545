"""What must hold of every reading of every form: the same with and without a past, total, and nothing hidden in it."""

from __future__ import annotations

import json

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from intake.ask.form import Form
from intake.hear.answers import Answers, Where
from intake.hear.plan import plan_of
from intake.hear.reading import Reading, read
from intake.hear.response import from_response, to_response
from tests.hear.making import circles, do, forms, row_of, row_steps, rowed, start, steps

FEW = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


@st.composite
def visits(draw) -> tuple[Form, list]:
    form = draw(forms())
    return form, draw(steps(form))


@st.composite
def round_visits(draw) -> tuple[Form, list]:
    form = draw(circles())
    names = [item.link_id for item in form.items]
    raws = st.sampled_from(((), (1,), (5,)))
    return form, draw(st.lists(st.tuples(st.just("answer"), st.sampled_from(names), st.just(0), raws), min_size=2, max_size=8))


def settled(form: Form, happened: list) -> tuple[Answers, Reading]:
    answers = start()
    for step in happened:
        answers = do(form, answers, step)
    return answers, read(form, answers)


@FEW
@given(visits(), st.integers(1, 3))
def test_a_reading_with_a_past_equals_one_without(visit, every) -> None:
    _same_with_and_without(*visit, every)


@FEW
@given(round_visits())
def test_also_in_circles(visit) -> None:
    _same_with_and_without(*visit, 1)


@FEW
@given(rowed(), row_steps(), st.integers(1, 2))
def test_also_in_rows(form, happened, every) -> None:
    _same_with_and_without(form, happened, every)


def _same_with_and_without(form: Form, happened: list, every: int) -> None:
    answers, reading = start(), read(form, start())
    for number, step in enumerate(happened):
        answers = do(form, answers, step)
        if number % every == 0:
            past, before = reading, str(list(reading.walk()))
            reading = read(form, answers, reading)
            assert str(list(past.walk())) == before, "a Reading never changes"
            fresh = read(form, answers)
            assert list(reading.walk()) == list(fresh.walk())
            assert reading.problems() == fresh.problems()
            assert to_response(reading) == to_response(fresh)
            assert all(reading.look(s, r) == fresh.look(s, r) for s in range(len(form.items)) for r in reading.instances(s))


@FEW
@given(visits())
def test_what_is_hidden_is_in_no_value_problem_or_response(visit) -> None:
    form, happened = visit
    _answers, reading = settled(form, happened)
    said = json.dumps(to_response(reading))
    for cell in reading.walk():
        where = cell.where
        if not cell.enabled:
            assert not cell.problems
            if cell.item.is_question:
                assert reading.values(*where) == ()
                assert not reading.asked(*where)
    asked = {cell.where.link_id for cell in reading.walk() if cell.enabled}
    for item in form.items:
        if item.link_id not in asked:
            assert f'"linkId": "{item.link_id}"' not in said


@FEW
@given(visits())
def test_reading_never_edits_the_answers(visit) -> None:
    form, happened = visit
    answers = start()
    for step in happened:
        answers = do(form, answers, step)
    before = dict(answers.given.items()), dict(answers.rows.items())
    reading = read(form, answers)
    reading.problems()
    to_response(reading)
    assert before == (dict(answers.given.items()), dict(answers.rows.items()))


@FEW
@given(visits())
def test_a_response_comes_back_as_the_same_reading(visit) -> None:
    form, happened = visit
    _answers, reading = settled(form, happened)
    # Invalid and hidden answers do not travel; a calculation one of them stood in front of, or a circle one of them kept
    # shut, comes out from behind it.
    assume(not any(cell.problems and cell.raw and cell.item.calculated for cell in reading.walk()))
    assume(not plan_of(form).late)
    response = json.loads(json.dumps(to_response(reading)))
    again = read(form, from_response(form, response, reading.answers.today))
    assert to_response(again) == response


@st.composite
def visits_and_a_change(draw) -> tuple[Form, list, str, int, tuple]:
    form = draw(rowed())
    happened = [*draw(row_steps()), *(("answer", f"q{n}", 0, (1,)) for n in range(6))]
    return form, happened, draw(st.sampled_from([f"q{n}" for n in range(6)])), draw(st.integers(0, 2)), draw(st.sampled_from(((), (0,), (2,))))


@FEW
@given(visits_and_a_change())
def test_what_one_answer_hides_comes_back_when_it_is_changed_back(case) -> None:
    form, happened, link_id, number, raws = case
    answers, reading = settled(form, happened)
    rows = row_of(form, answers, link_id, number)
    assume(rows is not None)
    where = Where(link_id, rows)
    changed = answers.with_given(where, raws)
    hiding = read(form, changed, reading)
    again = read(form, changed.with_given(where, answers.raw(*where)), hiding)
    kept = {w: raw for w, raw in answers if w != where}
    assert kept == {w: raw for w, raw in hiding.answers if w != where}, "a hidden answer stays where it is"
    assert again == reading and to_response(again) == to_response(reading)
