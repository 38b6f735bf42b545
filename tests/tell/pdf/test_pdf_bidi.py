"""Bidi: display order of mixed text, against hand-worked examples of UAX #9 and properties that must always hold."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.tell.pdf.text.bidi import is_rtl, levels, order


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
        ("he said ABC 12 mg DEF end", "he said FED 12 mg CBA end"),
        ("ABC advil 200 mg DEF", "FED advil 200 mg CBA"),
        ("says: “ABC (12 mg × 2)” q1", "says: “(12 mg × 2) CBA” q1"),
        ("says: “ABC +1 (416) 555-0142”", "says: “+1 (416) 555-0142 CBA”"),
        ("ABC “def GHI” JKL", "LKJ ”def IHG“ CBA"),
        ("“ABC 12 mg”", "”12 mg CBA“"),
    ],
)
def test_worked_examples(logical, visual):
    assert shown(logical) == visual


EXPRESSIONS = (
    "12 mg × 2", "12 mg x 2", "2 × 12 mg", "0.5–1 mg/kg", "1-0-2", "½ tablet", "155 units", "50%", "120/80", "<5", "≥ 4 h", "-3", "5-7", "5 – 7", "+1 (416) 555-0142", "416-555-0142",
    "416 555 0142", "(416) 555-0142", "2026-11-20", "20/11/2026", "12-Mar-1984", "09:41 – 10:30", "3×/day", "38.5 °C", "2 comprimés", "٥ mg", "12 mg twice a day × 2",
)
"""What must read left to right as typed, wherever it stands in right-to-left text."""


@pytest.mark.parametrize("around", ["محمد {} غدا", "محمد ({}) غدا", "שרה {} מחר", "أخذت: {}", "{} محمد", "see محمد {} today", "see محمد {} غدا today", "محمد Advil {} غدا"])
@pytest.mark.parametrize("held", EXPRESSIONS)
def test_numbers_after_right_to_left_letters_keep_their_order(held, around):
    text = around.format(held)
    given_levels = levels(text)[1]
    at = order(given_levels)
    start = text.index(held)
    places = [at.index(i) for i in range(start, start + len(held))]
    assert places == list(range(places[0], places[0] + len(places)))
    assert all(given_levels[i] % 2 == 0 for i in range(start, start + len(held))), "nothing of it is mirrored"


@pytest.mark.parametrize("text", ["كوفيد-19", "رقم ٢٠٢٦", "محمد 5, 7 و 9", "he said محمد 123 غدا end"])
def test_what_is_no_expression_follows_the_plain_algorithm(text, monkeypatch):
    import re

    with_it = levels(text)
    monkeypatch.setattr("intake.tell.pdf.text.bidi._EXPRESSION", re.compile("(?!)"))
    assert order(levels(text)[1]) == order(with_it[1])


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
