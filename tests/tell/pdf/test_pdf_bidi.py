"""Bidi: display order of mixed text, against hand-worked examples of UAX #9 and properties that must always hold."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.tell.pdf.bidi import is_rtl, levels, order


def shown(text: str) -> str:
    """The characters in display order, capitals standing for right-to-left letters (as in UAX #9), brackets mirrored."""
    hebrew = text.translate({ord("A") + i: 0x5D0 + i for i in range(26)})
    _, given_levels = levels(hebrew)
    mirror = str.maketrans("()[]<>", ")(][><")
    return "".join(text[i].translate(mirror) if given_levels[i] % 2 else text[i] for i in order(given_levels))


@pytest.mark.parametrize(
    ("logical", "visual"),
    [
        ("car is THE CAR in arabic", "car is RAC EHT in arabic"),
        ("CAR IS the car IN ENGLISH", "HSILGNE NI the car SI RAC"),
        ("he said ABC 123 DEF end", "he said FED 123 CBA end"),
        ("ABC 12.5, 3 DEF", "FED 3 ,12.5 CBA"),
        ("ABC (DEF) GHI", "IHG (FED) CBA"),
        ("ABC (def) GHI", "IHG (def) CBA"),
        ("a (ABC) b", "a (CBA) b"),
        ("ABC 20% DEF", "FED 20% CBA"),
        ("ABC", "CBA"),
        ("abc 123", "abc 123"),
    ],
)
def test_worked_examples(logical, visual):
    assert shown(logical) == visual


def test_a_dose_after_arabic_letters_keeps_its_order():
    text = "محمد (12 mg × 2) غدا"
    at = [i for i in order(levels(text)[1])]
    start = text.index("12")
    places = [at.index(i) for i in range(start, start + len("12 mg × 2"))]
    assert places == list(range(places[0], places[0] + len(places)))


def test_arabic_digits_stay_left_to_right():
    text = "سنة ٢٠٢٦"
    at = order(levels(text)[1])
    digits = [at.index(i) for i, char in enumerate(text) if unicodedata.bidirectional(char) == "AN"]
    assert digits == sorted(digits)


@given(st.text(st.characters(max_codepoint=0x2FFF, exclude_categories=("Cs", "Cc"))))
def test_order_is_always_a_permutation(text):
    assert sorted(order(levels(text)[1])) == list(range(len(text)))


@given(st.text(st.characters(max_codepoint=0x24F)))
def test_latin_never_moves(text):
    assert not is_rtl(text)
    assert order(levels(text)[1]) == list(range(len(text)))


@given(st.text(st.sampled_from("אבגדה ")))
def test_hebrew_alone_is_turned_round(text):
    text = text.strip()
    assert order(levels(text)[1]) == list(reversed(range(len(text))))


def test_ten_thousand_brackets_take_little_time():
    import time

    start = time.process_time()
    levels("א()" * 33_000)
    assert time.process_time() - start < 2
