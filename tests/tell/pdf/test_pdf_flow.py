"""Flow: lines fit, nothing is lost between words and lines, and a long text takes time in proportion."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intake.tell.pdf.text.clusters import LONGEST, clusters
from intake.tell.pdf.text.faces import FALLBACKS, FONTS, STYLES, face, family
from intake.tell.pdf.text.flow import Span, lay
from intake.tell.pdf.text.sanitise import clean
from intake.tell.pdf.text.scripts import all_faces

SCRIPTS = st.text(st.sampled_from(list("abcWi .,-/<>&%{}éßαяאבمحदकि்ไ李한😀\u0301\n\u202e\ue000")), max_size=120)


def said(flow) -> str:
    return "".join(piece.text for line in flow.lines for piece in line.pieces)


@pytest.mark.parametrize("text", ["plain words that wrap over several lines", "x" * 500, "李小龙" * 60, "ไทย" * 80, "a-b/c " * 50, "😀" * 90, "<b>bold?</b> & more " * 9])
@pytest.mark.parametrize("style", sorted(STYLES))
def test_no_line_is_wider_than_its_column(text, style):
    flow = lay(Span(text, style, 8), 120)
    assert max(line.width for line in flow.lines) <= 120.01
    assert said(flow).split() == clean(text).split() or said(flow).replace(" ", "") == clean(text).replace(" ", "")


@settings(max_examples=200)
@given(SCRIPTS)
def test_every_character_is_laid(text):
    flow = lay(Span(text, "narrow", 8), 90)
    assert sorted(said(flow).replace(" ", "")) == sorted(clean(text).replace("\n", "").replace(" ", "")) or "\ufffd" in said(flow)


def test_line_breaks_of_the_person_are_kept():
    assert len(lay(Span("a\nb\n\nc", "regular", 8), 100).lines) == 4


def test_a_dose_is_not_cut_inside_its_number():
    flow = lay(Span("naproxen 500 mg twice a day", "narrow", 8), 44)
    assert all(not piece.text.strip().endswith("50") for line in flow.lines for piece in line.pieces)


def test_a_long_name_breaks_after_its_hyphen():
    flow = lay(Span("Wolfeschlegelstein-Featherstonehaugh", "bold", 17), 250)
    assert flow.lines[0].pieces[0].text.endswith("-")


def test_styles_on_one_line_stay_together():
    flow = lay([Span("bold", "bold", 8), Span("face rest", "regular", 8)], 200)
    assert len(flow.lines) == 1 and len(flow.lines[0].pieces) == 2


@pytest.mark.parametrize("make", [
    lambda n: "x" * n, lambda n: "word " * (n // 5), lambda n: "<" * n, lambda n: "&" * n, lambda n: "\n" * (n // 10), lambda n: "😀\u200d" * (n // 20),
    lambda n: "e\u0301\u0323" * (n // 10), lambda n: "ש" * (n // 10), lambda n: "म" * (n // 10), lambda n: " " * n,
], ids=["unbroken", "words", "angle", "ampersand", "newlines", "joined-emoji", "marks", "hebrew", "devanagari", "spaces"])
def test_a_million_characters_take_seconds_not_minutes(make):
    start = time.process_time()
    lay(Span(make(1_000_000), "regular", 8), 280)
    assert time.process_time() - start < 5


@given(st.text())
def test_clusters_join_to_the_text(text):
    parts = list(clusters(text))
    assert "".join(parts) == text and all(0 < len(part) <= LONGEST for part in parts)


@pytest.mark.parametrize(("text", "count"), [("e\u0301x", 2), ("👨‍👩‍👧", 1), ("🇨🇦🇫🇷", 2), ("👍🏽", 1), ("\u1112\u1161\u11ab", 1), ("1️⃣", 1), ("abc", 3)])
def test_what_a_person_sees_as_one(text, count):
    assert len(list(clusters(text))) == count


@pytest.mark.parametrize(("cluster", "name"), [
    ("ễ", "IBMPlexSansCondensed-Regular"), ("β", "IBMPlexSans-Regular"), ("李", "NotoSansSC-Regular"), ("م", "NotoSansArabic-Regular"), ("ש", "NotoSansHebrew-Regular"),
    ("한", "NanumGothic-Regular"), ("ไ", "NotoSansThai-Regular"), ("क्", "NotoSansDevanagari-Regular"), ("ਪੰ", "NotoSansGurmukhi-Regular"), ("த", "NotoSansTamil-Regular"),
    ("👨‍👩‍👧", "NotoEmoji-Regular"), ("☐", "NotoSansSymbols2-Regular"), ("𝛼", "NotoSansMath-Regular"),
])
def test_a_face_for_the_whole_cluster(cluster, name):
    assert family("narrow").face_of(cluster).name == name


@pytest.mark.parametrize("text", ["\U00012000", "\U00012000\u0301", "\u0378", "\ue000", "\U0001fbff"])
def test_what_no_face_has_is_a_visible_mark(text):
    pieces = [piece for line in lay(Span(f"a{text}b", "regular", 8), 200).lines for piece in line.pieces]
    marks = [glyph for piece in pieces for glyph in piece.glyphs or () if glyph.number == piece.face.glyph("\ufffd")]
    assert len(marks) == 1 and marks[0].number


@pytest.mark.parametrize("name", [*(n for names in STYLES.values() for n in names), *FALLBACKS, *all_faces()])
def test_every_face_has_a_thousand_units_and_a_licence(name):
    assert face(name).hb_face.upem == 1000
    assert any(f"{part}" in (FONTS / "FONTS.md").read_text() for part in (name, name.removeprefix("NotoSans").removesuffix("-Regular"), name.split("-")[0]))
