"""The program's sentences: French says all a patient or nurse meets, with the same facts, written as Canadian French is."""

from __future__ import annotations

import re
import string
from decimal import Decimal

import pytest

from intake.ask.words import ASSETS, _read, words
from intake.hear.answers import Where
from intake.hear.spoken import date_words, number_words
from intake.hear.validate import Problem, sentence
from intake.hear.values import PartialDate

EN, FR = _read("en"), _read("fr")
MET = ("problem", "screen", "field", "keyboard", "store", "outbox")
"""Tables a patient or nurse reads on the screen."""
ENGLISH_FOR_NOW = ("fault", "expression", "command", "assess", "paper", "summary", "notice")

SAME = {
    "screen.row-of", "screen.welcome.pack", "keyboard.digits", "keyboard.letters",
    "field.scale-end", "field.date-given", "field.date-given-month", "field.date-given-year", "field.row-number",
    "field.unit-of.min", "field.unit-of.cm", "field.unit-of.kg", "field.unit-of.km", "field.unit-of.Cel",
}  # fmt: skip
"""Sentences that are the same in both languages: only facts, symbols and a shared word."""

BANNED = re.compile(r"\beligib|\bsafe to inject|\bcovered\b|\bdos(?:e|es|age|ing)\b", re.IGNORECASE)
BANNED_FR = re.compile(r"\badmissib|\béligib|\bcouvert|\bremboursé|\bdoses?\b|\bposologie|\bsans danger", re.IGNORECASE)
"""Words that promise what the program does not know."""

NBSP = "\u00a0"


def table(key: str) -> str:
    return key.partition(".")[0]


def facts(text: str) -> list[str]:
    return sorted(name for _, name, _, _ in string.Formatter().parse(text) if name is not None)


def test_every_table_is_either_for_the_screen_or_stays_english():
    assert {table(key) for key in EN} == {*MET, *ENGLISH_FOR_NOW}


def test_no_french_sentence_stands_under_a_key_that_english_does_not_have():
    assert sorted(set(FR) - set(EN)) == []


def test_french_says_everything_a_patient_or_nurse_meets():
    assert sorted(key for key in EN if table(key) in MET and key not in FR) == []


def test_tables_that_are_english_for_now_are_english_as_a_whole():
    assert {table(key) for key in FR} == set(MET)


def test_facts_are_the_same_in_both_languages():
    assert {key: facts(text) for key, text in FR.items() if facts(text) != facts(EN[key])} == {}


def test_no_sentence_is_empty():
    assert [key for said in (EN, FR) for key, text in said.items() if not text.strip()] == []


def test_nothing_was_left_in_english():
    assert sorted(key for key in FR if FR[key] == EN[key] and key not in SAME) == []


@pytest.mark.parametrize(("said", "banned"), [(EN, BANNED), (FR, BANNED_FR)], ids=["en", "fr"])
def test_a_patient_reads_no_promise(said, banned):
    assert [key for key, text in said.items() if table(key) in ("problem", "screen") and banned.search(text)] == []


def test_the_banned_words_are_noticed():
    assert all(BANNED.search(text) for text in ("You are eligible.", "It is safe to inject.", "You are covered", "Your dose"))
    assert not BANNED.search("Discover the close button, double-dosette")


def test_french_is_written_as_canadian_french_is():
    """A no-break space before : and % and inside « », none before ? ! ; and a typographic apostrophe (OQLF)."""
    odd = {
        "straight apostrophe": r"'",
        "English quotes": "[“”\"]",
        "colon without its space": rf"(?<![{NBSP}\w]):(?!//)|(?<=[^\W\d]):(?!//)",
        "space before ? ! ;": rf"[ {NBSP}][?!;]",
        "guillemets without their space": rf"«(?!{NBSP})|(?<!{NBSP})»",
        "ordinary space before : » %": r" [:»%]",
        "three points": r"\.\.\.",
        "two spaces": "  ",
    }
    found = {(key, what) for key, text in FR.items() for what, wrong in odd.items() if re.search(wrong, text)}
    assert found == set()


def test_the_stop_screen_says_exactly_this():
    said = words("fr")
    assert [said(f"screen.urgent.{key}") for key in ("now", "wait", "alone")] == [
        "Veuillez prévenir l’accueil ou une infirmière maintenant.",
        "N’attendez pas votre tour.",
        "S’il n’y a personne près de vous, appelez le 911.",
    ]
    assert [EN[f"screen.urgent.{key}"] for key in ("now", "wait", "alone")] == [
        "Please tell the front desk or a nurse now.",
        "Do not wait for your turn.",
        "If no one is near, call 911.",
    ]


def test_the_file_says_that_nobody_has_reviewed_it():
    assert "NOT YET REVIEWED" in (ASSETS / "words" / "fr.toml").read_text("utf-8").partition("[")[0]


@pytest.mark.parametrize(
    ("date", "en", "fr"),
    [
        (PartialDate(1991, 5, 2), "2 May 1991", "2 mai 1991"),
        (PartialDate(1991, 5, 1), "1 May 1991", "1er mai 1991"),
        (PartialDate(1991, 8), "August 1991", "août 1991"),
        (PartialDate(1991), "1991", "1991"),
    ],
)
def test_a_date_as_people_write_it(date, en, fr):
    assert (date_words(date, words("en")), date_words(date, words("fr"))) == (en, fr)


def test_a_number_has_the_mark_of_the_language():
    assert [number_words(n, words("fr")) for n in (12, Decimal("72.50"), Decimal("1E+2"))] == ["12", "72,50", "100"]
    assert number_words(Decimal("72.5"), words("en")) == "72.5"


@pytest.mark.parametrize(
    ("code", "given", "said"),
    [
        ("minValue", {"min": Decimal("0.5"), "max": Decimal(15), "why": "between"}, "Veuillez donner un nombre de 0,5 à 15."),
        ("maxValue", {"min": None, "max": "2026-11-01", "why": "date"}, f"Veuillez donner une date qui n’est pas après{NBSP}: 1er novembre 2026."),
        ("maxAttachmentSize", {"max": "16 MB"}, "Ce fichier est trop gros. Il peut avoir au plus 16 MB."),
        ("invalidLinkId", {"linkId": "2019"}, f"Le formulaire n’a pas de question «{NBSP}2019{NBSP}»."),
    ],
)
def test_a_problem_speaks_french_with_its_limits(code, given, said):
    assert sentence(Problem(Where("it"), code, facts=given), words("fr")) == said


def test_a_language_that_nobody_wrote_is_english():
    assert words("xx")("screen.next") == "Next" and words("fr-CA")("screen.next") == "Suivant"
    assert words("fr")("paper.page", page=1, total=2) == "page 1 of 2"
