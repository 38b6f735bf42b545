"""What a provider reads in French or Spanish: nothing of the program's own stays English, and quotation marks are those of the language."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from io import BytesIO

import pytest
from pypdf import PdfReader

from intake.ask.clinic import Clinic
from intake.ask.words import words
from intake.tell.pdf import draw
from intake.tell.summary import summarise

CASES = ("M1", "CD2", "SP1", "BP3", "LP1", "OT1")
TAGS = ("fr-CA", "es")
NBSP = "\u00a0"


def english(tag: str) -> dict[str, str]:
    """The program's sentences for the provider that this language says otherwise, by how they begin."""
    own, en = words(tag).sentences, words("en").sentences
    said = {key: text for key, text in en.items() if key.startswith(("paper.", "summary.", "notice.")) and own.get(key) != text}
    return {begin: key for key, text in said.items() if (begin := re.sub(r"\{\w+\}.*", "", text).strip())}


def strings(value: object) -> Iterator[str]:
    """Every text of a summary but the person's own words and the names of kinds of rows and groups."""
    if dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            if field.name not in ("key", "group", "link_id") and not (field.name == "answers" and getattr(value, "typed", False)):
                yield from strings(getattr(value, field.name))
    elif isinstance(value, tuple):
        for part in value:
            yield from strings(part)
    elif isinstance(value, str):
        yield value


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("tag", TAGS)
def test_no_text_of_a_summary_is_the_programs_english(kept, case, tag):
    left = english(tag)
    codes = {"R", "answered", "met", "not met", "unclear", "MET", "NOT MET", "UNCLEAR", "NOTE", "DATA", "CI", "REVIEW"}  # codes here: words on paper
    assert sorted(text for text in set(strings(summarise(kept(case), language=tag))) if text in left and text not in codes) == []


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("tag", TAGS)
def test_no_words_of_a_page_are_the_programs_english(kept, case, tag):
    clinic = Clinic(provider_language=tag)
    made = draw(summarise(kept(case), clinic=clinic, language=tag), clinic=clinic, released="2026-03-16")
    pages = [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(made)).pages]
    long = {begin for begin in english(tag) if len(begin.split()) >= 2}
    assert sorted(begin for begin in long if any(f" {begin} " in f" {page} " for page in pages)) == []
    assert not re.search(r"\b(?:NOTE|DATA|REVIEW|UNCLEAR|NOT MET) (?:[A-Z]{1,3}-\d|PAY)", " ".join(pages))


@pytest.mark.parametrize(
    ("tag", "quote"),
    [("en", "“I cough on thin drinks twice a week”"), ("fr-CA", f"«{NBSP}I cough on thin drinks twice a week{NBSP}»"), ("es", "«I cough on thin drinks twice a week»")],
)
def test_the_patients_words_stand_between_the_marks_of_the_language_and_once(kept, tag, quote):
    flag = next(flag for flag in summarise(kept("CD2"), language=tag).flags if flag.id == "S-07")
    assert quote in flag.detail and not any("I cough" in text for text in flag.quotes)
    row = next(row for row in summarise(kept("CD2"), language=tag).numbers if "I cough" in row.value)
    assert quote in row.value


@pytest.mark.parametrize(("tag", "colon"), [("en", ": "), ("fr-CA", f"{NBSP}: "), ("es", ": ")])
def test_a_colon_stands_as_the_language_has_it(kept, tag, colon):
    told = summarise(kept("SP1"), language=tag)
    assert f"{colon}M. Nobody" in told.told.responder
    assert re.search(rf"\w{colon}\w+-2025", next(row.value for row in told.numbers if "2025" in row.value))


def test_words_typed_on_spanish_screens_say_so_to_an_english_clinic(kept):
    record = kept("CD2").model_copy(update={"language": "es", "languages": ("es",)})
    made = summarise(record)
    assert made.goal.text == "Less pull, safe swallowing" and made.goal.note == "(written in Spanish)"
    assert [row.value for row in made.numbers if "hand on" in row.value] == ["Yes · “hand on the back of my head” (written in Spanish)"]
    assert made.allergies.listed[0].reaction.endswith("(written in Spanish)")
    assert any(banner.startswith("Spanish wording: draft, not reviewed") for banner in made.banners)
