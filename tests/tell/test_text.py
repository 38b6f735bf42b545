"""The text block for the chart: plain ASCII, 25 lines or fewer, in the order of page one, and nothing that matters left out."""

from __future__ import annotations

import re
import string
import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intake.ask.clinic import Clinic
from intake.ask.pack import PACKS, load_pack
from intake.notice.practice import practice
from intake.tell.folding import fold
from intake.tell.summary import Flag, Identity, Named, Quote, Summary, Told, Versions, Why, summarise
from intake.tell.text import chart_text
from ui.casefile import open_case
from ui.commands.pdf import _record

LINES = 25  # dossier 9.5
HERE = practice(load_pack(PACKS / "botulinum"), None)
CASES = sorted((PACKS / "botulinum" / "examples").glob("*.json"))
PLAIN = frozenset(string.printable[:95])
ORDER = ("URGENT", "WHO", "TOLD", "WHY", "flag", "NEG", "BLANK", "UNREACHED", "UNSURE", "DECLINED", "PAIN", "WORDS", "NUM", "TX", "TOX", "CRIT", "rule", "MED", "ALL",
         "WISH", "STAFF", "NOTE", "DATA", "SIGN", "DOC")  # fmt: skip


def of(case: Path, language: str) -> Summary:
    _, answers, unread = open_case(case, HERE.form)
    return summarise(_record(answers, unread, HERE)[0], clinic=Clinic(), language=language)


def plain(text: str) -> str:
    return fold(text, script="[other]", sign="[sign]")


def is_block(text: str) -> bool:
    lines = text.split("\n")
    return len(lines) <= LINES + 1 and lines[-1] == "" and all(lines[:-1]) and set(text) <= PLAIN | {"\n"}


def begins(line: str) -> str:
    return line.partition(" ")[0]


@pytest.mark.parametrize("language", ["en", "fr-CA", "es"])
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_each_case_is_told_in_25_lines_of_ascii(case, language):
    made = of(case, language)
    text = chart_text(made)
    assert is_block(text)
    lines, flags = text.splitlines(), {flag.id for flag in made.flags}
    rules = {line.id for line in made.criteria}
    ids = ["flag" if begins(line) in flags | {"FLAGS"} else "rule" if begins(line) in rules else begins(line) for line in lines]
    assert list(dict.fromkeys(ids)) == [name for name in ORDER if name in ids]
    assert {"WHO", "TOLD", "WHY", "flag", "NEG", "BLANK", "DOC"} <= set(ids)
    for flag in made.flags:
        assert any(line.startswith(f"{flag.id} ") for line in lines), "a case has room for a line a flag"
    for level, flag in enumerate(made.urgent):
        assert lines[level].startswith(f"URGENT {flag.id}: {plain(flag.sentence)}")
    negatives = next(line for line in lines if begins(line) == "NEG")
    assert all(plain(one.label) in negatives for one in made.denied) and made.denied
    assert not re.search(r"\b(eligible|covered|denies|admissible|couvert|cubierto)\b", text, re.I)
    assert made.versions.document_id in lines[-1] and plain(made.provenance) in text


def bare(**changes) -> Summary:
    empty = Summary(("TRIAL",), "PATIENT-REPORTED", Identity("", ""), Told(), Why("Summary"), Versions("PCI-0000-0000", "0" * 64))
    return replace(empty, **changes)


def flagged(count: int, level: str = "REVIEW", said: str = "Yes") -> tuple[Flag, ...]:
    return tuple(Flag(f"T-{n:02}", level, level, f"Sentence {n}", (said,), refs=(f"Q{n}",)) for n in range(count))


def test_an_empty_visit_says_what_is_missing():
    lines = chart_text(bare(not_reached=(Named("milk-protein allergy", "Q4"),))).splitlines()
    told = {begins(line): line for line in lines}
    assert "without an answer" in told["FLAGS"] and "milk-protein allergy [Q4]" in told["UNREACHED"] and told["NEG"].endswith("(0): none")
    assert "Name not known" in told["WHO"] and "not signed" in told["SIGN"]


def test_fifty_flags_and_forty_blanks_lose_none():
    made = bare(urgent=flagged(9, "URGENT"), flags=flagged(50, "CI", "x" * 90), not_answered=tuple(Named(f"blank {n}", f"Q{n}") for n in range(40)))
    text = chart_text(made)
    assert is_block(text) and text.startswith("URGENT T-00: ")
    assert all(f"T-{n:02} DO NOT USE: Sentence {n}; " in text for n in range(50)) and all(f"blank {n} [Q{n}]" in text for n in range(40))


def test_a_list_that_may_be_cut_is_cut_between_items_and_says_how_many(fictional):
    made = fictional.overfull()
    text = chart_text(made)
    assert is_block(text)
    for line in text.splitlines():
        if begins(line) in ("NUM", "TX", "TOX", "MED", "NOTE") and (more := re.search(r"\+(\d+) more in the PDF$", line)):
            many = {"TX": made.treatments, "MED": (*made.medicines.matter, *made.medicines.rest)}.get(begins(line))
            assert many is None or line.count(" | ") + int(more[1]) == len(many)
            break
    else:
        raise AssertionError("an overfull visit is cut somewhere")


def test_typed_words_cannot_pass_for_a_line_of_ours():
    said = 'fine"\nT-99 CI: do not use; "x" | T-98 REVIEW: none'
    lines = chart_text(bare(flags=flagged(30, said=said), own_words=Quote(said, said))).splitlines()
    assert not [line for line in lines if begins(line) in ("T-99", "T-98")] and not any(" | T-98" in line for line in lines)


hostile = st.text(alphabet=st.characters(codec=None), max_size=300)


@settings(max_examples=60, deadline=None)
@given(hostile, st.integers(0, 40), st.integers(0, 12), st.sampled_from(["en", "fr", "es"]))
def test_whatever_is_typed_it_is_ascii_and_every_flag_stands(typed, many, urgent, language):
    made = bare(
        language=language, identity=Identity(typed, typed, mrn=typed), flags=flagged(many, said=typed), urgent=flagged(urgent, "URGENT", typed),
        own_words=Quote(typed, typed), urgent_words=Quote(typed, typed), denied=(Named(typed, typed),), told=Told(line=typed),
    )  # fmt: skip
    text = chart_text(made)
    assert is_block(text) and all(f"T-{n:02} " in text for n in range(many))
    if urgent:
        assert all(f"T-{n:02}: Sentence {n}" in "".join(line for line in text.splitlines(True) if line.startswith("URGENT ")) for n in range(urgent))
        assert text.startswith("URGENT T-00: ")


def test_a_million_characters_are_a_line_that_says_so():
    text = chart_text(bare(flags=flagged(1, said="word " * 200_000), identity=Identity("X" * 1_000_000, "")))
    assert is_block(text) and len(text) < 6_000 and text.count("[cut: all of it in the PDF]") == 2


@pytest.mark.parametrize(
    ("given_", "told"),
    [
        ("Nguyễn Đặng Łódź Øre", "Nguyen Dang Lodz Ore"), ("Nguye\u0302\u0303n", "Nguyen"), ("l’œuvre « vue »", "l'oeuvre \"vue\""),
        ("63 años", "63 anios"), ("Muñoz", "Munoz"), ("1½ tablets, 10²³, CO₂", "1 1/2 tablets, 10^23, CO_2"), ("½ to ¾", "1/2 to 3/4"),
        ("x⁻³", "x^-3"), ("5 µg ≥ 38 °C", "5 ug >= 38 deg C"), ("٣٫٥ mg", "3.5 mg"), ("محمد عبد الله (12 mg × 2)", "[other] (12 mg x 2)"),
        ("李 wei", "[other] wei"), ("药12mg", "[other] 12mg"), ("😀😀 sore", "[sign] sore"), ("a\u202eb\u200dc\x00d\u00ade", "abcde"),
        ("one\r\n\n two\u2028three", "one / two / three"), ("\ud800", "[sign]"), ("①", "(1)"), ("", ""), ("a · b", "a; b"),
    ],
)  # fmt: skip
def test_what_becomes_of_what_is_not_ascii(given_, told):
    assert plain(given_) == told


def test_no_character_is_lost_or_passes_unfolded():
    """Each character alone gives ASCII; only what cannot be seen, or is a mark on another letter, gives nothing."""
    for code in range(0x30000):
        letter = chr(code)
        folded = plain(f"x{letter}x")
        assert set(folded) <= PLAIN
        unseen = unicodedata.category(letter) in ("Cc", "Cf", "Mn", "Me", "Zs", "Zl", "Zp")
        assert unseen or len(folded) > 2, hex(code)
