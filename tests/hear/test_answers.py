"""Answers share structure and remember their last changes, so that a reader need not look at what did not change."""

from __future__ import annotations

from intake.hear.answers import TRAIL, Answers, Where
from tests.hear.scenario import DAY


def after(count: int, answers: Answers) -> Answers:
    for number in range(count):
        answers = answers.with_given(Where(f"q{number}"), (number,))
    return answers


def test_what_changed_is_known_without_looking_at_all() -> None:
    start = Answers.start(DAY)
    assert start.changed_since(start) == ()
    assert after(3, start).changed_since(start) == (Where("q0"), Where("q1"), Where("q2"))
    assert len(after(TRAIL, start).changed_since(start) or ()) == TRAIL
    assert after(TRAIL + 1, start).changed_since(start) is None, "too long ago"
    assert start.changed_since(after(1, start)) is None, "not the past of it"


def test_two_ways_from_one_past_are_told_apart() -> None:
    start = after(2, Answers.start(DAY))
    one, other = start.with_given(Where("a"), (1,)), start.with_given(Where("b"), (2,))
    assert one.changed_since(other) is None and other.changed_since(start) == (Where("b"),)


def test_a_change_leaves_the_earlier_answers_alone() -> None:
    start = after(2, Answers.start(DAY))
    later = start.with_given(Where("q0"), ()).with_row("g", (), "1").with_given(Where("n", ("1",)), (5,))
    assert start.raw("q0") == (0,) and later.raw("q0") == ()
    assert later.without_row("g", ("1",), frozenset({"n"})).raw("n", ("1",)) == ()
    assert later.row_ids("g") == ("1",)
    assert start == after(2, Answers.start(DAY)), "equal answers are equal, whatever their past"
