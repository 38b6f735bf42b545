"""Transcript: every question, the word for every kind of blank, corrections, and rows that go on over pages."""

from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from intake.tell.pdf.later.signature import picture
from intake.tell.summary import Attestation, Line, Section


@pytest.fixture
def transcript(cast, press, readers):
    def draw(*lines, **changes):
        return readers.poppler(press(replace(cast.typical(), transcript=(Section("Topic", lines),), **changes)))

    return draw


@pytest.mark.parametrize(("status", "printed"), [("not asked", "[not asked]"), ("not answered", "[not answered]"), ("preferred not to say", "[preferred not to say]")])
def test_each_blank_has_its_own_words(status, printed, transcript):
    assert printed in transcript(Line("Q1", "x", "A question only here", (), status))


def test_what_was_not_understood_stands_as_it_was_typed(transcript):
    assert "Q1 A question last spring [not understood] P" in " ".join(transcript(Line("Q1", "x", "A question", ("last spring",), "not understood")).split())


def test_not_sure_is_an_answer(transcript):
    assert "Q1 A question Not sure" in " ".join(transcript(Line("Q1", "x", "A question", ("Not sure",))).split())


def test_a_correction_shows_what_was_and_what_is(transcript):
    said = transcript(Line("Q1", "x", "A question", ("No",), was=("Yes (09:41)",), time="09:43"))
    assert "was Yes (09:41) → is No (09:43)" in " ".join(said.split())


def test_number_mark_and_time(transcript):
    assert "Q7 Height 172 cm N 09:50" in " ".join(transcript(Line("Q7", "x", "Height", ("172 cm",), mark="N", time="09:50")).split())


def test_a_long_answer_goes_on_at_any_line(transcript, readers):
    words = " ".join(f"w{i:04d}" for i in range(3_000))
    text = transcript(Line("Q1", "x", "A question", (words,), typed=True))
    assert "(cont.)" in text and all(f"w{i:04d}" in text for i in range(3_000))


def test_several_ticks_share_a_line_and_several_texts_do_not(transcript):
    assert "first answer · second answer" in " ".join(transcript(Line("Q1", "x", "A question", ("first answer", "second answer"))).split())
    assert "first text\nsecond text" in transcript(Line("Q1", "x", "A question", ("first text", "second text"), typed=True)).replace(" \n", "\n")


def test_attestation_with_signature_and_record(cast, press, readers):
    text = " ".join(readers.poppler(press(cast.typical())).split())
    assert "Elena Marisol Nguyễn-Ruiz" in text and "The patient" in text and "2026-11-23 09:58" in text
    assert cast.typical().versions.record_sha256 in text.replace(" ", "")


def test_not_signed_is_said(cast, press, readers):
    summary = replace(cast.typical(), attestation=Attestation(unsigned="not signed: refused"))
    assert "not signed: refused" in readers.poppler(press(summary))


@pytest.mark.parametrize("data", [
    b"not a picture", b"\x89PNG\r\n\x1a\n" + b"\x00" * 40, b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x01\x00\x00\x00\x01\x00\x00\x08\x00\x00\x00\x00" + b"\x00" * 20, b"\xff\xd8\xff\xe0" + b"x" * 100, b"",
    b"\x89PNG\r\n\x1a\n" + b"x" * 2_000_000,
], ids=["words", "broken", "65536-wide", "jpeg", "nothing", "too-large"])
def test_a_signature_that_cannot_be_shown_is_said_not_raised(data, cast, press, readers):
    assert picture(data) is None
    summary = replace(cast.typical(), attestation=replace(cast.typical().attestation, image=data))
    text = readers.poppler(press(summary))
    assert ("cannot be shown" in text) == bool(data)


def test_a_signature_is_small_and_grey(cast):
    png, width, height = picture(cast.signature_png(2_000, 500))
    assert png[:8] == b"\x89PNG\r\n\x1a\n" and width <= 900 and height <= 900


@pytest.mark.parametrize("mode", ["LA", "RGBA", "P", "1", "L", "I;16"])
def test_ink_is_seen_however_the_picture_holds_it(mode):
    """With and without transparency, few colours or many, 8 bits or 16; a file's own texts do not come along."""
    ink, clear = {"LA": ((40, 255), (0, 0)), "RGBA": ((0, 0, 90, 255), (0, 0, 0, 0)), "I;16": (10_000, 65_535), "1": (0, 1), "L": (40, 255), "P": (1, 0)}[mode]
    drawn, about = Image.new(mode, (200, 80), clear), PngInfo()
    if mode == "P":
        drawn.putpalette([255, 255, 255, 0, 0, 60])
    drawn.paste(ink, (40, 30, 160, 40))
    about.add_text("Author", "Somebody")
    out = BytesIO()
    drawn.save(out, "PNG", pnginfo=about, **({"transparency": 0} if mode == "P" else {}))
    png, _, _ = picture(out.getvalue())
    seen = Image.open(BytesIO(png))
    assert seen.mode == "L" and seen.getpixel((100, 35)) < 100 and seen.getpixel((5, 5)) == 255 and not seen.info and b"Somebody" not in png


def test_what_a_note_and_a_line_of_the_criteria_cover_is_told_on_a_later_page(cast, press, readers):
    note, line = cast.typical().notes[0], cast.typical().criteria[0]
    reach = {"notes": (replace(note, scope="as far as a note goes"),), "criteria": (replace(line, scope="as far as a line goes"),)}
    text = " ".join(readers.poppler(press(replace(cast.typical(), **reach))).split())
    assert "as far as a note goes" in text and "as far as a line goes" in text
    plain = replace(cast.typical(), notes=(replace(note, scope=""),), criteria=(replace(line, scope="", checked_on="", parts=()),))
    assert "lines of the criteria cover" not in readers.poppler(press(plain)).lower()


@pytest.mark.parametrize("before", range(0, 60, 4))
def test_a_signature_stands_in_one_column_with_what_was_signed(before, cast, laid):
    """However the rows before it fall, nobody has to look elsewhere for what was signed, by whom, and for which record."""
    told = replace(cast.typical().attestation, statements=tuple(f"Statement {n}." for n in range(9)))
    rows = tuple(Line(f"Q{n}", "x", f"A question {n}", ("No",)) for n in range(before))
    _, _, lines = laid(replace(cast.typical(), transcript=(Section("Topic", rows),), attestation=told), "a4")
    wanted = ("Statement 0.", "Statement 8.", "Signed by", "drawn on the screen", "These answers")
    at = [(page, x > 290) for word in wanted for page, x, text in ((line[0], line[1], line[-1]) for line in lines) if text.startswith(word) and page]
    assert len(at) == len(wanted) and len(set(at)) == 1


@pytest.mark.parametrize("paper", ["letter", "a4"])
@pytest.mark.parametrize("language", ["en", "fr-CA", "es"])
def test_no_digit_of_a_checksum_stands_alone_on_a_line(paper, language, cast, laid):
    summary = cast.typical()
    wide = replace(summary.versions, record_sha256="de" * 32, form_sha256="ba" * 32, rules_sha256="bd" * 32, clinic_sha256="ed" * 32)
    _, _, lines = laid(replace(summary, versions=wide, language=language), paper)
    digits = [text for text in (line[-1].strip() for line in lines if line[0]) if text and set(text) <= set("abde")]
    assert {len(text) for text in digits} <= {32, 64} and sum(map(len, digits)) >= 4 * 64
