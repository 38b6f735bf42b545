"""The leaflet says every topic word for word, in each language, on one or two pages, and always in the same bytes."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from io import BytesIO

import pypdf
import pytest

from intake.ask.clinic import Clinic
from intake.ask.education import Topic
from intake.ask.pack import PACKS, load_pack
from intake.ask.words import Text, words
from intake.tell.pdf.leaflet import leaflet

TAGS = ("en", "fr-CA", "es")
REASONS = [(), ("migraine",), ("neck", "migraine"), ("spasticity", "back"), ("knee",)]
CLINIC = Clinic(name="Fictional clinic", paper="a4")


@pytest.fixture(scope="module")
def pack():
    return load_pack(PACKS / "botulinum")


def made(pack, reasons=(), tag="en", clinic=CLINIC):
    return leaflet(pack, pack.education.about(reasons), clinic=clinic, language=tag)


def spaced(text):
    return " ".join(text.split())


@pytest.mark.parametrize("tag", TAGS)
@pytest.mark.parametrize("reasons", REASONS)
def test_it_says_its_topics_word_for_word_and_no_other(pack, readers, reasons, tag):
    said, learn = readers.pressed(readers.pypdf(made(pack, reasons, tag))), pack.education
    topics = learn.about(reasons)
    for text in (learn.title, learn.end, *(text for topic in topics for text in (topic.title, *topic.lines))):
        assert readers.pressed(text.say(tag)) in said, text.source
    for topic in learn.topics:
        assert (readers.pressed(topic.lines[0].say(tag)) in said) == (topic in topics)


@pytest.mark.parametrize("tag", TAGS)
@pytest.mark.parametrize("paper", ["letter", "a4"])
@pytest.mark.parametrize("reasons", REASONS)
def test_one_or_two_pages_and_what_calls_for_help_on_the_first(pack, readers, reasons, paper, tag):
    pages = pypdf.PdfReader(BytesIO(made(pack, reasons, tag, Clinic(paper=paper)))).pages
    alert = next(topic for topic in pack.education.topics if topic.alert)
    assert len(pages) <= (1 if not reasons else 2)
    assert readers.pressed(alert.lines[0].say(tag)) in readers.pressed(pages[0].extract_text())
    assert words(tag)("paper.leaflet-important") in pages[0].extract_text()


def test_whose_it_is_how_old_and_whether_it_was_reviewed(pack, readers):
    for tag, date in (("en", "20 November 2026"), ("fr-CA", "20 novembre 2026"), ("es", "20 de noviembre de 2026")):
        said = spaced(readers.pypdf(made(pack, ("neck",), tag)))
        assert "Fictional clinic" in said and date in said and pack.version in said
        assert (words(tag)("paper.leaflet-draft", language="").split()[-1] in said) == (tag != "en")
        assert spaced(words(tag)("screen.trial-long")) in said


@pytest.mark.parametrize("tag", TAGS)
def test_poppler_reads_the_same(pack, readers, tag):
    said = readers.pressed(readers.poppler(made(pack, ("back",), tag)))
    assert all(readers.pressed(line.say(tag)) in said for topic in pack.education.about(("back",)) for line in topic.lines)


def test_right_to_left_begins_on_the_right(pack):
    def left_edges(tag):
        found = []
        page = pypdf.PdfReader(BytesIO(made(pack, (), tag))).pages[0]
        page.extract_text(visitor_text=lambda text, cm, tm, font, size: found.append(round(tm[4])) if text.strip() else None)
        return found

    assert min(left_edges("en")) == min(left_edges("en")[1:]) == 48
    assert sum(edge == 48 for edge in left_edges("ar-XB")) < sum(edge == 48 for edge in left_edges("en")) / 2


def test_a_topic_taller_than_a_page_goes_on_and_loses_nothing(pack, readers):
    lines = tuple(Text(f"Line{n} " + f"word{n} " * 60) for n in range(40))
    topics = (Topic("a", Text("Long"), lines), Topic("b", Text("Call"), (Text("Call us."),), alert=True), Topic("c", Text("Shout"), lines[:6], alert=True))
    said = readers.pressed(readers.pypdf(leaflet(pack, topics, clinic=CLINIC, language="en")))
    assert all(said.count(readers.pressed(line.source)) == (2 if line in lines[:6] else 1) for line in lines)


def test_no_topic_is_still_a_page(pack, readers):
    assert pack.education.title.source in readers.pypdf(leaflet(pack, (), clinic=CLINIC, language="en"))


def test_strange_names_are_printed_as_they_stand(pack, readers):
    clinic = Clinic(name="Clínica <b>&amp; עברית (تجربة)")
    assert "Clínica <b>&amp;" in readers.pypdf(made(pack, (), "es", clinic))


def test_the_same_bytes_here_and_in_another_process(pack):
    code = (
        "import hashlib; from intake.ask.clinic import Clinic; from intake.ask.pack import PACKS, load_pack; from intake.tell.pdf.leaflet import leaflet\n"
        "pack = load_pack(PACKS / 'botulinum')\n"
        "print(hashlib.sha256(leaflet(pack, pack.education.about(['neck']), clinic=Clinic(name='Fictional clinic', paper='a4'), language='es')).hexdigest())"
    )
    import hashlib

    there = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env={"PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "PYTHONPATH": str(PACKS.parent)})
    assert there.stdout.strip() == hashlib.sha256(made(pack, ("neck",), "es")).hexdigest()


def test_a_reviewed_language_is_not_called_a_draft(pack, readers):
    """English needs no translation; a pack whose translations are reviewed still waits for the program's own sentences."""
    reviewed = replace(pack, translations={})
    assert not reviewed.is_draft("en") and reviewed.is_draft("fr-CA")
