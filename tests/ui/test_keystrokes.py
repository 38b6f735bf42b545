"""The keystroke-level model: what counts as a word, what an answer costs the hand, and that costs add up."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from intake.ask.form import Item, Option
from intake.ask.words import Text

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "bench"))
from keystrokes import AVERAGE, Effort, answering, count_words  # noqa: E402

FEW = tuple(Option(code, Text()) for code in ("yes", "no", "checked"))


@pytest.mark.parametrize(
    ("text", "words"),
    [("", 0), ("How strong is your worst pain?", 6), ("0 = None", 1), ("22", 0), ("No", 0), (" Not sure ", 0), ("No, just this", 3), ("— · —", 0)],
)
def test_figures_and_plain_answers_are_seen_not_read(text, words):
    assert count_words(text) == words


@pytest.mark.parametrize(
    ("item", "raws", "effort"),
    [
        (Item(0, "a", "choice", options=FEW), (), Effort()),
        (Item(0, "a", "boolean"), (False,), Effort(taps=1)),
        (Item(0, "a", "choice", options=FEW), ("yes",), Effort(taps=1)),
        (Item(0, "a", "choice", options=FEW), ("checked",), Effort(taps=2)),
        (Item(0, "a", "choice", repeats=True, options=FEW), ("yes", "no"), Effort(taps=2)),
        (Item(0, "a", "open-choice", options=FEW), ("yes",), Effort(taps=1)),
        (Item(0, "a", "open-choice", options=FEW), ("in my own words",), Effort(taps=1, typed=4)),
        (Item(0, "a", "integer"), (12,), Effort(numbers=1)),
        (Item(0, "a", "integer", control="scale"), (8,), Effort(taps=1)),
        (Item(0, "a", "date"), ("1978-11",), Effort(dates=1)),
        (Item(0, "a", "string"), ("Blake Sample",), Effort(typed=2)),
    ],
)
def test_what_the_hand_does(item, raws, effort):
    assert answering(item, raws) == effort


def test_what_is_searched_is_not_tapped():
    assert answering(Item(0, "a", "open-choice", options=FEW), ("yes",), searched=True) == Effort(searches=1)


def test_efforts_add_up_to_seconds():
    whole = Effort(words=90, choices=90, taps=2) + Effort(numbers=1, dates=1, typed=1, searches=1, turns=3)
    hands = 2 * 1.5 + 4 + 8 + 4 + 8 + 3 * 1.0
    assert whole.seconds() == 30 + hands
    assert whole.seconds(choices=True) == 60 + hands
    assert whole.minutes(AVERAGE) == pytest.approx((90 / AVERAGE * 60 + hands) / 60)
