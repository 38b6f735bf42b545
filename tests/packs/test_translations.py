"""A translation says exactly what the English says: the same numbers, windows, sides and warnings, nothing more, nothing left out."""

from __future__ import annotations

import csv
import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from intake.ask.compile import compile_form
from intake.ask.phrases import load_phrases
from intake.ask.untold import untold
from intake.notice.phrases_used import phrases_used

PACK = Path(__file__).resolve().parents[2] / "forms" / "botulinum"
NBSP = "\u00a0"


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


QUESTIONS, RULES, MEDICINES = (table(PACK / f"{name}.csv") for name in ("dictionary", "rules", "medicines"))
PHRASES = load_phrases(PACK)
BOOKS = {tag: [(path.name, row) for path in sorted((PACK / "words" / tag).glob("*.csv")) for row in table(path)] for tag in PHRASES.languages}
each = pytest.mark.parametrize("tag", PHRASES.languages)
READ = {row["en"]: row["said"] for row in table(PACK / "words" / "en" / "provider.csv")}
"""What is read in English where the pack's own words are an instruction to the program."""

FIXED = {row["linkId"] for row in QUESTIONS if row["linkId"].startswith(("peg-", "phq2-"))}
"""Instruments: never translated here, shown only in a language with a validated wording (decision 10)."""

UNITS = {
    "fr-CA": {"minute": "minute", "hour": "heure", "day": "jour", "week": "semaine", "month": "mois"},
    "es": {"minute": "minuto", "hour": "hora", "day": "día", "week": "semana", "month": "mes"},
}
SHORT = {"fr-CA": {"d": "j", "wk": "sem", "mo": "mois"}, "es": {"d": "d", "wk": "sem", "mo": "mes"}}
"""A window keeps its unit: what follows a number in English, and the word that must stand in the translation."""

SIDES = {"fr-CA": {"left": "gauch", "right": "droit"}, "es": {"left": "izquierd", "right": "derech"}}
LOUD = {"fr-CA": {"NEW": "NOUV", "AND": "ET"}, "es": {"NEW": "NUEV", "AND": "Y"}}
"""Words printed in capitals because the answer hangs on them."""

PROMISES = {
    "fr-CA": {
        r"admissib|éligib": r"\beligib", r"sans danger|sécuritaire": r"\bsafe\b", r"couvert|couvre": r"\bcover", r"rembours": r"\bcover",
        r"\bdoses?\b|posologie": r"\bdos(?:e|es|ing)\b",
    },
    "es": {
        r"elegib": r"\beligib", r"sin peligro|sin riesgo|es segur[oa]\b": r"\bsafe\b", r"cubiert|cubre|cobertura": r"\bcover", r"reembols": r"\bcover",
        r"\bdosis\b|dosificaci|posolog": r"\bdos(?:e|es|ing)\b",
    },
}  # fmt: skip
"""Words that would promise something, and the English without which they may not stand."""

SAME = {
    "fr-CA": {"Allergies", "Triptan (Imitrex, Maxalt, Relpax)", "Gym", "Relaxation", "Massage", "Acupuncture", "Photo", "Notes", "Date", "minutes", "{count} classes"},
    "es": {"No", "Alcohol"},
}
"""What may read as in English: words both languages share. Names and symbols (NAMES) may everywhere."""
NAMES = {
    "English", "Français", "Español", "Botox", "Dysport", "Xeomin", "Daxxify", "Myobloc", "Letybo", "Lambert-Eaton", "PRP", "TENS",
    "Cefaly", "gammaCore", "Ontario", "Alberta", "Quebec", "PEG", "PHQ-2", "PHQ-9", "RMDQ", "km", "cm", "kg", "°C", "%", "mmHg",
}  # fmt: skip

FRENCH = {
    "straight apostrophe or quote": r"['\"“”]",
    "colon without its space": rf"(?<!{NBSP}):(?!\d)",
    "space before ? ! ;": rf"[ {NBSP}][?!;]",
    "guillemets without their space": rf"«(?!{NBSP})|(?<!{NBSP})»",
    "ordinary space before : » %": r" [:»%]",
    "point as decimal mark": r"\d\.\d",
    "no number and a per cent sign without space": r"\d%",
    "two spaces": "  ",
}
SPANISH = {"question without ¿": r"^[^¿]*\?", "open question without end": r"¿[^?]*$", "two spaces": "  "}
WRITTEN = {"fr-CA": FRENCH, "es": SPANISH}


def strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from strings(part)


def labels(row: dict[str, str]) -> list[str]:
    return [label for _, equals, label in (part.partition("=") for part in row["options"].split("|")) if equals]


def known() -> set[str]:
    """Every phrase that stands in the pack in English today."""
    found = {row[column] for row in QUESTIONS for column in ("question_en", "help_en")} | {label for row in QUESTIONS for label in labels(row)}
    found |= {row[column] for row in RULES for column in ("provider_reads", "scope")} | {row["generic"] for row in MEDICINES}
    found |= {phrase.english for phrase in phrases_used(PACK / "rules.py")}
    found |= set(strings(json.loads((PACK / "questionnaire.json").read_text("utf-8"))))
    return found | {text for path in PACK.glob("*.toml") for text in strings(tomllib.loads(path.read_text("utf-8")))}


KNOWN = known()
PLACES = {row["linkId"] for row in QUESTIONS} | {row["id"] for row in RULES} | {row["code"] for row in MEDICINES} | {"", *("PEG PHQ-2 RMDQ".split())}


def numbers(text: str) -> list[str]:
    return sorted(number.replace(",", ".") for number in re.findall(r"\d+(?:[.,]\d+)*", text))


def marks(text: str) -> list[str]:
    """Facts to be filled in, linkIds named and sources: they stand in a translation as they are."""
    return sorted(re.findall(r"\{[^{}]*\}|`[^`]*`|\[[A-Z]\d*\w?(?: [A-Z])?\]", text))


def odd(tag: str, wrong) -> list[tuple[str, str, str]]:
    """(file, English, said) of the rows that are wrong beside the English that is read."""
    read = [(file, READ.get(row["en"], row["en"]), row["said"]) for file, row in BOOKS[tag]]
    return [row for row in read if wrong(*row[1:])]


def test_the_languages_are_there():
    assert PHRASES.languages == ("es", "fr-CA")


@each
def test_numbers_are_the_same(tag):
    assert odd(tag, lambda en, said: numbers(en) != numbers(said)) == []


@each
def test_facts_linkids_and_sources_are_the_same(tag):
    assert odd(tag, lambda en, said: marks(en) != marks(said)) == []


@each
def test_a_window_keeps_its_unit(tag):
    def wrong(en: str, said: str) -> bool:
        full = re.findall(r"\d[\d–-]* (?:or more |headache )*(minute|hour|day|week|month)s?\b", en)
        short = re.findall(r"\d (d|wk|mo)\b", en)
        return any(UNITS[tag][unit] not in said for unit in full) or any(not re.search(rf"\d {SHORT[tag][unit]}", said) for unit in short)

    assert odd(tag, lambda en, said: wrong(en, said.replace(NBSP, " "))) == []


@each
def test_left_and_right_stay_on_their_side(tag):
    def side(en: str, word: str) -> bool:
        return re.search(rf"\b{word}\b(?! now| away)", en, re.IGNORECASE) is not None

    assert odd(tag, lambda en, said: any(side(en, word) != (re.search(rf"\b{stem}", said.lower()) is not None) for word, stem in SIDES[tag].items())) == []


@each
def test_a_word_in_capitals_stays_in_capitals(tag):
    for loud, stem in LOUD[tag].items():
        there, kept = re.compile(rf"\b{loud}\b"), re.compile(rf"\b{stem}")
        assert odd(tag, lambda en, said, t=there, k=kept: t.search(en) and not k.search(said)) == []


@each
def test_nothing_is_promised_that_english_does_not_say(tag):
    for promise, counterpart in PROMISES[tag].items():
        pattern, there = re.compile(promise, re.IGNORECASE), re.compile(counterpart, re.IGNORECASE)
        assert odd(tag, lambda en, said, p=pattern, t=there: p.search(said) and not t.search(en)) == []


@each
def test_nothing_was_left_in_english(tag):
    left = odd(tag, lambda en, said: en == said and en not in NAMES | SAME[tag])
    assert [row for row in left if row[0] != "medicines.csv"] == []


@each
def test_it_is_written_as_the_language_is(tag):
    for what, pattern in WRITTEN[tag].items():
        assert (what, odd(tag, lambda en, said, p=pattern: re.search(p, said))) == (what, [])


@each
def test_every_row_says_a_phrase_the_pack_has_at_a_place_it_has(tag):
    books = [(file, row) for file, row in BOOKS[tag] if file != "education.csv"]
    assert [(file, row["en"]) for file, row in books if row["en"] not in KNOWN] == []
    assert [(file, row["en"], place) for file, row in books for place in row["where"].split() or [""] if place not in PLACES] == []


ORDERS = {
    "en": r"\bprint|word it|\blogged\b|\bsettings\b|\blist (?:it|recent)\b",
    "fr-CA": r"imprim|à formuler|consigné|réglages|\binscrire\b",
    "es": r"imprim|expresarlo|registrado\b(?= en)|ajustes|\banotar\b",
}
"""Words of an instruction to the program."""
CODES = "|".join([r"`", r"\[K\]", r"\[[A-Z]\d+ [A-DK]\]", *(rf"(?<![\w-]){row['linkId']}(?![\w-])" for row in QUESTIONS if "-" in row["linkId"])])
"""linkIds, and marks of sources that say nothing without the dossier."""


def on_paper() -> list[tuple[str, str]]:
    """(place, the pack's own English) of all that the rules and the literature can bring to the provider's paper."""
    told = [(row["id"], row[column]) for row in RULES for column in ("provider_reads", "scope") if row[column]]
    context = PACK / "context.toml"
    lines = tomllib.loads(context.read_text("utf-8"))["line"] if context.exists() else []
    return told + [(one.where, one.english) for one in phrases_used(PACK / "rules.py")] + [("", line["says"]) for line in lines]


@pytest.mark.parametrize("tag", ["en", *PHRASES.languages])
def test_no_instruction_to_the_program_reaches_the_paper(tag):
    bad = re.compile(f"{ORDERS[tag]}|{CODES}", re.IGNORECASE)
    said = [(where, PHRASES(english, where).say(tag)) for where, english in on_paper()]
    assert [row for row in said if bad.search(row[1])] == []


def test_english_of_its_own_keeps_what_the_rules_say():
    """Every number, product, country, rule and source of the instruction stands in what is read."""
    assert [en for en in READ if en not in KNOWN] == []
    for en, said in READ.items():
        facts = re.findall(r"\d+(?:[.,]\d+)*|(?<!^)(?<![.`] )\b[A-Z][\w-]*|(?<=\[)[A-Z]\d+", re.sub(r"\[K\]|`[^`]*`", "", en))
        assert (en, [fact for fact in facts if fact not in said]) == (en, [])


def test_an_instruction_is_noticed():
    bad = re.compile(f"{ORDERS['en']}|{CODES}", re.IGNORECASE)
    assert all(bad.search(text) for text in ("Print who", "see `x`", "usual (migraine-aura)", "picture [K]", "week 2 [G34 C]", "never print it"))
    assert not bad.search("Gait (F.A. Davis [G22]); fingerprints")


@each
def test_everything_a_patient_reads_is_said(tag):
    asked = [(row["linkId"], text) for row in QUESTIONS if row["linkId"] not in FIXED for text in (row["question_en"], row["help_en"], *labels(row)) if text]
    assert [(place, text) for place, text in asked if PHRASES.find(tag, text, place) is None] == []
    form = compile_form((PACK / "questionnaire.json").read_text("utf-8"), file="questionnaire.json", strict=False)
    assert [(text, places) for text, places in untold(form, tag) if not set(places) <= FIXED] == []


@each
def test_everything_a_provider_reads_is_said(tag):
    reads = [(row["id"], text) for row in RULES for text in (row["provider_reads"], row["scope"]) if text]
    reads += [(phrase.where, phrase.english) for phrase in phrases_used(PACK / "rules.py") if phrase.kind != "computed"]
    assert [(place, text) for place, text in reads if PHRASES.find(tag, text, place) is None] == []


@each
def test_a_fixed_instrument_is_never_translated_here(tag):
    fixed = {row["question_en"] for row in QUESTIONS if row["linkId"] in FIXED and row["ask"] != "app"}
    assert odd(tag, lambda en, said: en in fixed) == []


@pytest.mark.parametrize(
    ("en", "same", "other"),
    [
        ("In the last 2 weeks", "Dans les 2 dernières semaines", "Dans les 3 dernières semaines"),
        ("11.1 vs 13.7", "11,1 contre 13,7", "11,1 contre 137"),
        ("12-55", "12-55", "12-54"),
    ],
)
def test_a_changed_number_is_noticed(en, same, other):
    assert numbers(en) == numbers(same) != numbers(other)


def test_a_lost_fact_or_source_is_noticed():
    assert marks("{count} months (`migraine-aura`) [G34 C]") != marks("{count} mois (`migraine-aura`)")
    assert marks("{count} months (`migraine-aura`) [G34 C]") == marks("[G34 C] `migraine-aura` {count}")
