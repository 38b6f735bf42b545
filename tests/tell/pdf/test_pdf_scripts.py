"""Scripts: any name on earth is drawn, cluster by cluster, where it belongs; what cannot be drawn is seen and said."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import types
from dataclasses import replace
from pathlib import Path

import pytest

import names
from intake.tell.pdf import draw
from intake.tell.pdf.later.undrawn import lost
from intake.tell.pdf.text.clusters import bare
from intake.tell.pdf.text.faces import FALLBACKS, STYLES, UNKNOWN, family
from intake.tell.pdf.text.flow import Span, lay
from intake.tell.pdf.text.sanitise import clean
from intake.tell.summary import Line, Section

ROOT = Path(__file__).resolve().parents[3]
ALL = {**names.LEFT_TO_RIGHT, **names.RIGHT_TO_LEFT, "emoji": names.EMOJI}


def pieces(text: str, style: str = "regular"):
    return [piece for line in lay(Span(text, style, 10), 4000).lines for piece in line.pieces]


def one_answer(cast, text: str):
    return replace(cast.empty(), transcript=(Section("S", (Line("Q1", "x", "Who?", (text,), typed=True),)),))


def placed(data: bytes) -> list[tuple[str, float, float, float]]:
    """The words of a file with their left, right and top, as poppler measures them from the glyphs."""
    done = subprocess.run(["pdftotext", "-bbox", "-", "-"], input=data, capture_output=True, check=True, timeout=60).stdout.decode()
    found = re.findall(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="[\d.]+">(.*?)</word>', done)
    return [(re.sub("[\u202a-\u202e]", "", word), float(left), float(right), float(top)) for left, top, right, word in found]


@pytest.mark.parametrize("style", ["regular", "bold", "narrow"])
@pytest.mark.parametrize("name", ALL)
def test_every_glyph_of_a_name_has_ink_and_nothing_is_unknown(name, style):
    for piece in pieces(clean(ALL[name]), style):
        unknown = piece.face.glyph(UNKNOWN)
        for glyph in piece.glyphs or ():
            assert glyph.number, "the empty box of a face"
            assert glyph.number != unknown or UNKNOWN in piece.text
            seen = "".join(char for char in bare(glyph.text) if char not in " \xa0\u034f")
            assert not seen or piece.face.ink[glyph.number] != (0, 0), f"{glyph.text!r} is blank"
        assert UNKNOWN not in piece.text


@pytest.mark.parametrize("name", ALL)
def test_every_character_of_a_name_is_drawn(name):
    drawn = "".join(piece.text for piece in pieces(ALL[name]))
    assert sorted(drawn) == sorted(clean(ALL[name])) and not lost(ALL[name]).replaced


@pytest.mark.parametrize("name", names.RIGHT_TO_LEFT)
def test_no_right_to_left_glyph_is_silent(name):
    """A reader would show the code of the glyph in its place; on such runs no ActualText can speak for it."""
    assert all(glyph.text for piece in pieces(clean(names.RIGHT_TO_LEFT[name])) for glyph in piece.glyphs or () if piece.level % 2)


@pytest.mark.parametrize("name", ["Yoruba", "Oriya", "Kannada", "Javanese", "Bengali", "Lao", "Stacked"])
def test_the_next_word_begins_after_the_space(cast, press, name):
    """Marks at the end of a word once pulled the next word back over it."""
    first, second = clean(names.LEFT_TO_RIGHT[name]).split()[0], "Nextname"
    words = placed(press(one_answer(cast, f"{first} {second}")))
    line = next(top for word, _, _, top in words if word == second)
    left = next(left for word, left, *_ in words if word == second)
    before = [right for word, at, right, top in words if at < left and abs(top - line) < 6 and set(word) & set(first)]
    assert 0.8 < left - max(before) < 7.0


@pytest.mark.parametrize("cluster", ["Ė\u0303", "ọ\u0300", "Q\u0303", "ɛ\u0303\u0301", "x\u030c", "а\u0301"])
def test_a_mark_stands_over_its_base(cluster):
    """Where the main face has no anchor for it, another face is taken."""
    glyphs = [glyph for piece in pieces(clean(cluster)) for glyph in piece.glyphs or ()]
    assert len({piece.face.name for piece in pieces(clean(cluster))}) == 1
    assert all(glyph.advance or glyph.dx or glyph.dy for glyph in glyphs)


@pytest.mark.parametrize("char", ["ʻ", "ʼ"])
def test_a_letter_like_a_quotation_mark_is_as_narrow(char):
    piece = pieces(f"a{char}a")[0]
    assert piece.width < pieces("ama")[0].width * 0.8


@pytest.mark.parametrize("text", ["👨\u200d👩\u200d👧", "🇨🇦", "👍🏽", "❤\ufe0f", "1\ufe0f\u20e3", "葛\U000e0100"])
def test_what_is_joined_takes_the_room_of_one(text):
    piece, = pieces(text)
    assert sum(glyph.advance > 0 for glyph in piece.glyphs) == 1


@pytest.mark.parametrize(("text", "most"), [("क्ष", 1), ("श्री", 2), ("ශ්‍රී", 2), ("ক্ত", 1), ("لا", 1), ("한", 1), ("က္က", 1)])
def test_conjuncts_and_syllables_are_formed(text, most):
    assert sum(glyph.advance > 0 for piece in pieces(clean(text)) for glyph in piece.glyphs) <= most


HELD = ("(12 mg × 2)", "0.5–1 mg", "+1 (416) 555-0142", "2026-11-20", "12-Mar-1984", "120/80", "<5 days")


@pytest.mark.parametrize("around", ["أخذت {} في الصباح", "לקחתי {} בבוקר"])
@pytest.mark.parametrize("held", HELD)
def test_doses_and_numbers_stand_in_reading_order_on_the_page(cast, press, held, around):
    """By the places of the glyphs in the finished file, as poppler measures them."""
    words = placed(press(one_answer(cast, around.format(held))))
    tokens = [token.strip("()") for token in held.split()]
    places = []
    for token in tokens:
        bare_token = re.sub(r"[()&]|&lt;|<", "", token)
        places.append([left for word, left, *_ in words if bare_token in re.sub(r"[()]|&lt;|<", "", word)][-1])
    assert places == sorted(places)


def test_brackets_around_right_to_left_words_open_towards_them():
    def drawn(text):
        return [char for piece in pieces(text) for char in (piece.text if piece.glyphs is None else [glyph.text for glyph in piece.glyphs]) if char in "()"]

    assert drawn("see (محمد) now") == ["(", ")"] and drawn("محمد (now) محمد") == ["(", ")"] and drawn("محمد (غدا) محمد") == ["(", ")"]


@pytest.mark.parametrize(("text", "replaced", "removed"), [("plain", 0, 0), ("a\ue000b", 1, 0), ("a\U00012000b\ud800", 2, 0), ("a\u202eb", 0, 1), ("\U0010ffff\x00", 1, 1), ("李小龙", 0, 0), ("e" + "\u0301" * 9, 0, 3)])
def test_what_is_lost_is_counted(text, replaced, removed):
    assert lost(text) == (replaced, removed)


@pytest.mark.parametrize(("archive", "expected"), [("a3", "The exact text is in the data attached to this file."), ("a2", "The exact text is in the record.")])
def test_the_page_says_that_characters_could_not_be_drawn_and_where_they_are(cast, kept, readers, archive, expected):
    clinic = types.SimpleNamespace(paper="letter", archive=archive)
    said = " ".join(readers.poppler(draw(one_answer(cast, "a\ue000b\U00012000c\u202ed"), kept("M4"), clinic=clinic, released="x")).split())
    assert "stand here as �: 2. Invisible characters or piled-up marks left out: 1. " + expected in said
    assert "a�b�cd" in said


def test_a_page_without_losses_says_nothing(cast, press, readers):
    assert "could not be drawn" not in readers.poppler(press(one_answer(cast, "Nguyễn 李")))


def opened(cast_name: str) -> set[str]:
    """The faces that drawing this invented visit opens, in a process of its own."""
    code = (f"import sys, types; sys.path.insert(0, {str(Path(__file__).parent)!r}); import people; from intake.tell.pdf import draw; from intake.tell.pdf.text import faces\n"
            "seen = set(); make = faces.Face.__init__\n"
            "def watched(self, path): seen.add(path.stem); make(self, path)\n"
            "faces.Face.__init__ = watched\n"
            f"draw({cast_name}, None, clinic=types.SimpleNamespace(paper='letter'), released='x'); print(*sorted(seen))")
    env = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)}
    return set(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=env, timeout=60).stdout.split())


def test_a_latin_page_opens_only_the_main_faces():
    assert opened("people.typical()") <= {name for chain in STYLES.values() for name in chain}


def test_an_unknown_character_opens_no_face_of_a_small_script():
    from intake.tell.pdf.text.scripts import all_faces

    family("regular")
    assert not set(all_faces()) & set(FALLBACKS)
    code = "__import__('dataclasses').replace(people.empty(), provenance='a\\U00012000')"
    assert not opened(code) & set(all_faces())
