"""The program's sentences: each language says all that a patient, a nurse or a provider meets, with the same facts."""

from __future__ import annotations

import re
import string
from decimal import Decimal

import pytest

from intake.ask.tongues import decimal_mark, listed, plural
from intake.ask.words import ASSETS, FORMS, Standing, Words, _read, status, words
from intake.hear.answers import Where
from intake.hear.spoken import date_words, number_words
from intake.hear.validate import Problem, sentence
from intake.hear.values import PartialDate

EN = _read("en")
TONGUES = {file.stem: _read(file.stem) for file in sorted((ASSETS / "words").glob("*.toml")) if file.stem != "en"}
each = pytest.mark.parametrize("tag", TONGUES)
FR = TONGUES["fr"]

MET = ("problem", "screen", "field", "keyboard", "store", "outbox")
"""Tables a patient or nurse reads on the screen."""
READ = ("paper", "summary", "notice")
"""Tables a provider reads on paper."""
AUTHORS = ("fault", "expression", "command", "assess", "catalogue")
"""Tables for authors and developers: English."""

SYMBOLS = {
    "screen.row-of", "screen.welcome.pack", "keyboard.digits", "keyboard.letters", "field.scale-end", "field.date-given",
    "field.date-given-month", "field.date-given-year", "field.row-number", "field.named", "field.unit-of.cm", "field.unit-of.kg",
    "field.unit-of.km", "field.unit-of.Cel", "field.unit-of.mmHg", "paper.blank", "paper.closing", "paper.tel", "summary.read-as", "notice.named", "summary.number.rmdq",
}  # fmt: skip
"""Sentences that may be the same in every language: only facts and symbols."""
SHARED = {
    "fr": {
        "field.unit-of.min", "store.unit.min.one", "store.unit.min.other", "paper.page", "paper.document", "paper.notes", "paper.note", "paper.level-note",
        "paper.signature", "paper.versions", "paper.v-document", "summary.inr", "summary.number.antinausea", "summary.level.URGENT",
        "paper.urgent", "paper.level-urgent", "paper.mark-p", "paper.view-face", "paper.leaflet-important", "screen.learn.important",
        "summary.number.cause", "summary.number.sport", "summary.reason.migraine",
    },
    "es": {"store.no", "field.no", "field.day-first", "field.point", "paper.continued", "summary.inr"},
}  # fmt: skip
"""Sentences that are the same word in the two languages."""

BANNED = {
    "en": re.compile(r"\beligib|\bsafe to inject|\bcovered\b|\bdos(?:e|es|age|ing)\b", re.IGNORECASE),
    "fr": re.compile(r"\badmissib|\béligib|\bcouvert|\bremboursé|\bdoses?\b|\bposologie|\bsans danger", re.IGNORECASE),
    "es": re.compile(r"\belegib|\bcubiert|\bcubre\b|\bdosis\b|\bdosificaci|\bsin peligro|\bes segur[oa] (?:inyectar|aplicar)", re.IGNORECASE),
}
"""Words that promise what the program does not know."""

NBSP = "\u00a0"


def table(key: str) -> str:
    return key.partition(".")[0]


COUNTED = {key.removesuffix(".one") for said in (EN, *TONGUES.values()) for key in said if key.endswith(".one")}
"""Sentences that turn on a number."""


def base(key: str) -> str:
    """The key a sentence is asked for by: without its plural form."""
    stem, _, form = key.rpartition(".")
    return stem if form in FORMS and stem in COUNTED else key


def facts(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def facts_of(said: dict[str, str], key: str) -> set[str]:
    """The facts that a sentence names, in any of its plural forms."""
    return {fact for other, text in said.items() if base(other) == key for fact in facts(text)}


def test_every_table_is_for_the_screen_for_the_paper_or_for_authors():
    assert {table(key) for key in EN} == {*MET, *READ, *AUTHORS}


def test_french_and_spanish_are_there():
    assert {"fr", "es"} <= set(TONGUES)


@each
def test_no_sentence_stands_under_a_key_that_english_does_not_have(tag):
    assert sorted({base(key) for key in TONGUES[tag]} - {base(key) for key in EN}) == []


@each
@pytest.mark.parametrize("read", [*MET, *READ])
def test_a_language_says_everything_a_patient_nurse_or_provider_meets(tag, read):
    said = {base(key) for key in TONGUES[tag]}
    assert sorted({base(key) for key in EN if table(key) == read} - said) == []


@each
def test_what_authors_read_stays_english_as_a_whole(tag):
    assert {table(key) for key in TONGUES[tag]} <= {*MET, *READ}


@each
def test_facts_are_the_same_in_every_language(tag):
    own, known = TONGUES[tag], {base(key) for key in EN}
    odd = {key: facts_of(own, key) ^ facts_of(EN, key) for key in {base(key) for key in own} & known}
    assert {key: names for key, names in odd.items() if names - {"count"}} == {}


@pytest.mark.parametrize("tag", ["en", *TONGUES])
def test_plural_forms_are_whole(tag):
    """Where one form stands, "other" stands too, and no sentence has forms beside a form for every number."""
    said = EN if tag == "en" else TONGUES[tag]
    bases = {base(key) for key in said if base(key) != key}
    assert sorted(key for key in bases if f"{key}.other" not in said or f"{key}.one" not in said or key in said) == []


@pytest.mark.parametrize("tag", ["en", *TONGUES])
def test_no_sentence_is_empty(tag):
    assert [key for key, text in (EN if tag == "en" else TONGUES[tag]).items() if not text.strip()] == []


@each
def test_nothing_was_left_in_english(tag):
    alike = {key for key, text in TONGUES[tag].items() if EN.get(key) == text}
    assert sorted(alike - SYMBOLS - SHARED.get(tag, set())) == []


@pytest.mark.parametrize("tag", ["en", *TONGUES])
def test_nobody_reads_a_promise(tag):
    said = EN if tag == "en" else TONGUES[tag]
    assert [key for key, text in said.items() if table(key) in ("problem", "screen") and BANNED[tag].search(text)] == []


def test_the_banned_words_are_noticed():
    assert all(BANNED["en"].search(text) for text in ("You are eligible.", "It is safe to inject.", "You are covered", "Your dose"))
    assert not BANNED["en"].search("Discover the close button, double-dosette")
    assert BANNED["fr"].search("Vous êtes admissible") and BANNED["es"].search("Está cubierto")


@each
def test_a_translation_says_how_far_it_is(tag):
    told = status(tag)
    assert told.status in ("drafted", "reviewed") and re.fullmatch(r"\d{4}-\d\d-\d\d", told.on)
    assert told.is_draft == (told.status == "drafted") and (told.is_draft or told.by)
    assert not {key for key in TONGUES[tag] if key.startswith("about.")}


def test_english_is_the_source_and_a_language_without_a_file_a_draft():
    assert status("en-CA") == Standing("source") and not status("en").is_draft
    assert status("xx") == Standing("drafted") and status("fr-CA") == status("fr")


@each
def test_the_decimal_mark_on_the_keypad_is_the_one_numbers_are_printed_with(tag):
    assert TONGUES[tag]["field.point"] == decimal_mark(tag)


@each
def test_a_language_has_twelve_months(tag):
    assert len(TONGUES[tag].get("store.months", EN["store.months"]).split()) == 12


SENTENCES = Words("fr", {"left": "plain", "day.one": "{count} jour", "day.other": "{count} jours", "pain": "{value} de 10"})


@pytest.mark.parametrize(
    ("tag", "count", "form"),
    [("en", 0, "other"), ("en", 1, "one"), ("en", 2, "other"), ("fr", 0, "one"), ("fr", 1, "one"), ("fr", 2, "other"), ("fr-CA", 1_000_000, "many"),
     ("fr", Decimal("1.5"), "one"), ("es", 0, "other"), ("es", 1, "one"), ("es", 2, "other"), ("en-XA", 1, "one"), ("xx", 1, "one")],
)  # fmt: skip
def test_the_plural_form_of_a_number(tag, count, form):
    assert plural(tag, count) == form


def test_a_sentence_with_a_number_takes_the_form_of_the_language():
    assert [SENTENCES("day", count=n) for n in (0, 1, 2, 1_000_000)] == ["0 jour", "1 jour", "2 jours", "1000000 jours"]
    assert "day" in SENTENCES and "week" not in SENTENCES and SENTENCES("left") == "plain"
    assert SENTENCES("pain", value=Decimal("7.50")) == "7,50 de 10"


def test_a_language_with_one_form_is_not_mixed_with_the_forms_of_english():
    said = words("fr")
    for key in {base(key) for key in EN if base(key) != key} & set(FR):
        assert said(key, **dict.fromkeys(facts_of(FR, key) | {"count"}, 1)) == FR[key].format_map(dict.fromkeys(facts_of(FR, key), 1))


@pytest.mark.parametrize(
    ("tag", "parts", "said"),
    [("en", "a b c", "a, b and c"), ("en", "a", "a"), ("fr-CA", "a b c", "a, b et c"), ("es", "a b", "a y b"), ("es", "a iguana", "a e iguana"), ("es", "a hielo", "a y hielo"), ("en", "", "")],
)  # fmt: skip
def test_words_in_a_row_as_a_sentence_lists_them(tag, parts, said):
    assert listed(parts.split(), tag) == said


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
        "Dites-le maintenant à l’accueil ou à une infirmière.",
        "N’attendez pas votre tour.",
        "S’il n’y a personne près de vous, appelez le 911.",
    ]
    assert [EN[f"screen.urgent.{key}"] for key in ("now", "wait", "alone")] == [
        "Please tell the front desk or a nurse now.",
        "Do not wait for your turn.",
        "If no one is near, call 911.",
    ]


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
    assert words("fr")("assess.findings") == "Findings"
