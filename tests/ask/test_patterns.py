"""Patterns are RE2's: nothing an author or a patient writes can make one slow (E10 to E12)."""

from __future__ import annotations

import time

import pytest

from intake.ask.patterns import MAX_PATTERN, PatternError, compiled


def test_e10_a_pattern_made_to_explode_answers_at_once() -> None:
    begun = time.process_time()
    assert compiled(r"^(a+)+$").fullmatch("a" * 26 + "!") is None
    assert compiled(r"^(a+)+$").fullmatch("a" * 1_000_000 + "!") is None
    assert time.process_time() - begun < 1


@pytest.mark.parametrize("pattern", ["(?=a)", "(?<!a)b", r"(a)\1", "a{1001}", "((a{100}){100}){100}", "(", "[z-a]", "a" * (MAX_PATTERN + 1)])
def test_e11_what_re2_cannot_promise_is_refused(pattern: str) -> None:
    with pytest.raises(PatternError) as caught:
        compiled(pattern)
    assert str(caught.value)


def test_e12_digits_are_ascii() -> None:
    assert compiled(r"\d+").fullmatch("123") and not compiled(r"\d+").fullmatch("\u0661\u0662")


def test_letters_of_any_script_can_be_asked_for() -> None:
    assert compiled(r"\p{L}{2,}").fullmatch("Zoë") and compiled("é").fullmatch("é")
