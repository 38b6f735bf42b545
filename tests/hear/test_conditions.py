"""enableWhen: all seven operators on every kind of answer, both behaviours, rows, and what is hidden counting as absent."""

from __future__ import annotations

import pytest

from tests.hear.scenario import Scenario, form_of, q

NOTHING = ()

# kind, answer given (raws), operator, answer of the condition, asked?
TABLE = [
    ("boolean", (True,), "=", True, True),
    ("boolean", (False,), "=", True, False),
    ("boolean", (False,), "!=", True, True),
    ("boolean", NOTHING, "!=", True, False),
    ("boolean", NOTHING, "=", False, False),
    ("boolean", NOTHING, "exists", False, True),
    ("boolean", (False,), "exists", False, False),
    ("boolean", (False,), "exists", True, True),
    ("integer", (5,), "=", 5, True),
    ("integer", ("5",), "=", 5, True),
    ("integer", (5,), ">", 5, False),
    ("integer", (6,), ">", 5, True),
    ("integer", (5,), ">=", 5, True),
    ("integer", (4,), "<", 5, True),
    ("integer", (5,), "<=", 5, True),
    ("integer", (6,), "<=", 5, False),
    ("integer", (5,), "!=", 5, False),
    ("integer", NOTHING, "<", 5, False),
    ("integer", ("five",), "exists", True, False),
    ("decimal", (2.5,), "=", 2.5, True),
    ("decimal", ("2,50",), "=", 2.5, True),
    ("decimal", (2.4,), "<", 2.5, True),
    ("choice", ("a",), "=", "a", True),
    ("choice", ("b",), "=", "a", False),
    ("choice", ("b",), "!=", "a", True),
    ("choice", ("zz",), "!=", "a", False),
    ("open-choice", ("a",), "=", "a", True),
    ("open-choice", ("typed",), "=", "a", False),
    ("open-choice", ("typed",), "exists", True, True),
    ("date", ("2019-05",), ">", "2019-05-30", True),
    ("date", ("2019-05",), ">", "2019-05-31", False),
    ("date", ("2019",), "<=", "2019-12-31", True),
    ("date", ("2019-04",), "=", "2019-04", True),
    ("date", ("2019-04-01",), "=", "2019-04", False),
    ("date", ("2018-02-30",), "exists", True, False),
]


@pytest.mark.parametrize(("kind", "given", "operator", "answer", "asked"), TABLE)
def test_operator(kind: str, given: tuple, operator: str, answer: object, asked: bool) -> None:
    options = {"options": "a b"} if "choice" in kind else {}
    visit = Scenario(form_of(q("first", kind, **options), q("then", when=("first", operator, answer))))
    if given:
        visit.says("first", *given)
    assert ("then" in visit.asked) is asked


def test_equals_on_a_repeating_answer_is_true_if_any_equals() -> None:
    visit = Scenario(form_of(q("first", "choice", options="a b c", repeats=True), q("then", when=("first", "=", "b"))))
    assert "then" in visit.says("first", "a", "b").asked
    assert "then" not in visit.says("first", "a", "c").asked


def test_not_equals_on_a_repeating_answer_wants_none_that_equals() -> None:
    visit = Scenario(form_of(q("first", "choice", options="a b c", repeats=True), q("then", when=("first", "!=", "b"))))
    assert "then" not in visit.says("first", "a", "b").asked
    assert "then" in visit.says("first", "a", "c").asked


def test_all_and_any() -> None:
    both = [("x", "=", True), ("y", "=", True)]
    form = form_of(q("x", "boolean"), q("y", "boolean"), q("all", when=both), q("any", when=both, enableBehavior="any"))
    visit = Scenario(form).says("x", True)
    assert "any" in visit.asked and "all" not in visit.asked
    assert "all" in visit.says("y", True).asked


def test_a_hidden_question_does_not_open_another_and_its_answer_comes_back() -> None:
    form = form_of(
        q("gate", "boolean"),
        q("middle", "boolean", when=("gate", "=", True)),
        q("last", when=("middle", "=", True)),
    )
    visit = Scenario(form).says("gate", True).says("middle", True)
    assert visit.asked == ["gate", "middle", "last"]
    assert visit.says("gate", False).asked == ["gate"]
    assert visit.value("middle") is None
    assert visit.says("gate", True).asked == ["gate", "middle", "last"]


def test_a_closed_group_closes_what_is_in_it_however_deep() -> None:
    inner = q("deep", "group", q("leaf", "boolean"), when=("gate", "=", True))
    form = form_of(q("gate", "boolean"), q("outer", "group", inner), q("after", when=("leaf", "=", True)))
    visit = Scenario(form).says("gate", True).says("leaf", True)
    assert "after" in visit.asked
    assert "after" not in visit.says("gate", False).asked
    assert "after" in visit.says("gate", True).asked


def test_in_a_row_the_question_of_the_same_row_counts() -> None:
    row = q("drug", "group", q("still", "boolean"), q("dose", when=("still", "=", True)), repeats=True)
    visit = Scenario(form_of(row, q("any-dose", when=("still", "=", True))))
    first, second = visit.adds("drug", still=True), visit.adds("drug", still=False)
    assert visit.reading.asked("dose", first)
    assert not visit.reading.asked("dose", second)
    assert "any-dose" in visit.asked, "from outside, any row counts"
    assert "any-dose" not in visit.removes("drug", first).asked


def test_rows_in_rows_see_their_own_outer_row() -> None:
    visits = q("visit", "group", q("kind", "choice", options="a b"), q("site", "group", q("units", "integer", when=("kind", "=", "a")), repeats=True), repeats=True)
    visit = Scenario(form_of(visits))
    one, two = visit.adds("visit", kind="a"), visit.adds("visit", kind="b")
    inner_one, inner_two = visit.adds("site", one), visit.adds("site", two)
    assert visit.reading.asked("units", inner_one)
    assert not visit.reading.asked("units", inner_two)
    visit.says("kind", "a", rows=two)
    assert visit.reading.asked("units", inner_two)


def test_a_hidden_answer_in_a_row_comes_back_with_its_question() -> None:
    row = q("drug", "group", q("still", "boolean"), q("dose", when=("still", "=", True)), repeats=True)
    visit = Scenario(form_of(row))
    path = visit.adds("drug", still=True, dose="80 mg")
    visit.says("still", False, rows=path)
    assert visit.value("dose", path) is None
    assert "80 mg" not in str(visit.response)
    assert visit.says("still", True, rows=path).value("dose", path) == "80 mg"


def test_declining_is_a_blank_for_conditions() -> None:
    visit = Scenario(form_of(q("first", "boolean"), q("then", when=("first", "exists", False))))
    assert "then" in visit.declines("first").asked
    assert visit.reading.cell("first").absent is not None


def test_a_removed_row_is_forgotten() -> None:
    visit = Scenario(form_of(q("drug", "group", q("still", "boolean"), q("dose", when=("still", "=", True)), repeats=True)))
    before = visit.reading
    path = visit.adds("drug", still=True)
    assert visit.reading.asked("dose", path) and not before.asked("dose", path)
    visit.removes("drug", path)
    assert not visit.reading.asked("dose", path)
    assert all(not visit.reading.board[slot] for slot in (1, 2)), "nothing is kept of it"
