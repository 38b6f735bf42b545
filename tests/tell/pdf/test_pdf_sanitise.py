"""Sanitise: visible characters stay, steering ones go and are counted."""

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.tell.pdf.text.sanitise import bounded, clean, one_line, sanitise, squeezed


@pytest.mark.parametrize(
    ("given_text", "printed", "removed", "replaced"),
    [
        ("pain is <moderate> most days", "pain is <moderate> most days", 0, 0),
        ("a\r\nb\rc\x0bd\x0ce\x85f\u2028g\u2029h", "a\nb\nc\nd\ne\nf\ng\nh", 0, 0),
        ("a\tb", "a    b", 0, 0),
        ("a\x00b\x07c\x9fd", "abcd", 3, 0),
        ("dose \u202e001 gm\u2066", "dose 001 gm", 2, 0),
        ("soft\xadhyphen zero\u200bwidth \ufeffbom", "softhyphen zerowidth bom", 3, 0),
        ("tag\U000e0041\U000e007f", "tag", 2, 0),
        ("lone \ud800 surrogate", "lone \ufffd surrogate", 0, 1),
        ("non \ufffe char \uffff", "non \ufffd char \ufffd", 0, 2),
        ("private \ue000 \U000f0000", "private \ufffd \ufffd", 0, 2),
        ("e" + "\u0301" * 20, unicodedata.normalize("NFC", "e" + "\u0301" * 6), 14, 0),
        ("Nguye\u0302\u0303n", "Nguyễn", 0, 0),
        ("zwj \U0001f468\u200d\U0001f469", "zwj \U0001f468\u200d\U0001f469", 0, 0),
    ],
)
def test_each_kind(given_text, printed, removed, replaced):
    assert sanitise(given_text) == (printed, removed, replaced)


def test_each_steering_character_goes_where_it_stands_alone():
    """Nothing else in the text gives it away: each line and paragraph control, each bidi control, each tag."""
    alone = [chr(code) for code in (*range(0x20), *range(0x7F, 0xA0), 0xAD, 0x61C, 0x180E, 0x200B, 0x200E, 0x200F, *range(0x2028, 0x202F), *range(0x2060, 0x2070), 0xFEFF, *range(0xE0000, 0xE0080))]
    left = {f"U+{ord(char):04X}" for char in alone if char in clean(f"dose {char}001 gm").replace("\n", "") and char != " "}
    assert left == set()
    assert {sanitise(f"a{char}").replaced for char in "\ud800\udfff\ue000\uf8ff\ufdd0\uffff\U0001fffe\U0010ffff"} == {1}


@given(st.text())
def test_never_raises_and_is_settled(text):
    once = clean(text)
    assert clean(once) == once
    assert not any(unicodedata.category(char) in ("Cs", "Co") or (unicodedata.category(char) == "Cc" and char != "\n") for char in once)


@given(st.text(st.characters(categories=("L", "N", "P", "S"), max_codepoint=0xD7FF)))
def test_no_visible_character_is_dropped(text):
    invisible = "\u115f\u1160\u3164\uffa0"
    kept = "".join(char for char in text if char not in invisible)
    assert clean(text) == unicodedata.normalize("NFC", kept)


@pytest.mark.parametrize("text", ["e" + "\u0301\u0323" * 50_000, "\u0301" * 100_000, "\U0001f468\u200d" * 50_000, "x" * 1_000_000, "\u202e" * 100_000])
def test_time_is_linear(text):
    start = time.process_time()
    sanitise(text)
    assert time.process_time() - start < 2


@pytest.mark.parametrize(("text", "most", "printed"), [("short", 10, "short"), ("x" * 12, 10, "x" * 10 + " …"), ("a\n\nb", 10, "a / b"), ("a\rb\u2028c", 20, "a / b / c"), ("\nplain\n", 20, "plain")])
def test_what_stands_in_one_line_is_bounded_visibly(text, most, printed):
    assert bounded(text, most) == printed


def test_many_empty_lines_become_one_that_counts_them():
    assert squeezed("a" + "\n" * 21 + "b") == "a\n[20 empty lines]\nb"
    assert squeezed("a\n\n\nb") == "a\n\n\nb" and one_line("a / b") == "a / b"
