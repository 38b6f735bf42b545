"""Typed medicines: words that are one medicine open its questions, and stay the person's own words all the way."""

from __future__ import annotations

import json
from datetime import date

import pytest

from intake.ask.pack import PACKS, load_pack
from intake.hear.answersfile import read_answers_file
from intake.hear.reading import Reading, read
from intake.hear.response import from_response, to_response
from intake.hear.session import Session
from intake.hear.values import Coded
from intake.notice.screening import assess, load_rules
from intake.save.keep import make_record
from intake.tell.summary.chart import Chart

PACK = load_pack(PACKS / "botulinum")
RULES = load_rules(PACK)


def said(*names: str, **more: object) -> Reading:
    """A visit in which these medicines were typed, and no antibiotic but those given."""
    rows = [{"medicine-name": name} for name in names]
    given = {"condition": "back", "medicines-any": "yes", "medicine": rows, "safety-germ-drug": "no", **more}
    answers, problems = read_answers_file(PACK.form, {"date": "2026-11-20", "answers": given})
    assert problems == ()
    return read(PACK.form, answers)


def found(reading: Reading, rule: str) -> list[str]:
    return [str(finding.level) for finding in assess(RULES, reading).findings if finding.id == rule]


@pytest.mark.parametrize("typed, asked", [("warfarin", True), ("Coumadin", True), ("Coumadin 5 mg", True), ("warfarine", True), ("coumadine", False), ("Coumadin and Advil", False), ("Xarelto", False)])
def test_a_typed_name_that_is_warfarin_asks_for_the_inr(typed: str, asked: bool) -> None:
    assert said(typed).asked("medicine-inr-value", ("1",)) is asked


def test_the_inr_question_opens_in_a_session_too() -> None:
    session = Session.start(PACK.form, date(2026, 11, 20))
    session = session.answer("medicines-any", "yes").add_row("medicine", row_id="a").answer("medicine-name", "Coumadin 5 mg", rows=("a",))
    assert session.reading.asked("medicine-inr-value", ("a",))
    assert not session.answer("medicine-name", "Eliquis", rows=("a",)).reading.asked("medicine-inr-value", ("a",))


@pytest.mark.parametrize("typed", ["Coumadin 5 mg", "Tylenol and Advil", "gentamicin", "Grandma's tea", "T3", "Treximet", "coumadine", " Topamax "])
def test_the_words_stay_as_typed_there_and_back(typed: str) -> None:
    reading = said(typed)
    assert reading.cell("medicine-name", ("1",)).raw == (typed,)
    value = reading.value("medicine-name", ("1",))
    assert (value.typed if isinstance(value, Coded) else value) == typed
    again = from_response(PACK.form, to_response(reading), today=reading.answers.today)
    assert again.given == reading.answers.given


def test_words_that_do_not_mean_the_code_beside_them_are_not_taken_for_it() -> None:
    text = json.dumps(to_response(said("Coumadin"))).replace('"valueString": "Coumadin"', '"valueString": "Advil"')
    again = from_response(PACK.form, json.loads(text), today=date(2026, 11, 20))
    assert again.raw("medicine-name", ("1",)) == ("warfarin",)


@pytest.mark.parametrize(
    "typed, printed",
    [
        ("Coumadin 5 mg", "Coumadin 5 mg → warfarin (Coumadin)"),
        ("Tylenol and Advil", "Tylenol and Advil → acetaminophen (Tylenol); ibuprofen (Advil)"),
        ("gentamicin", "gentamicin → gentamicin (injection) (Garamycin) / gentamicin (topical)"),
        ("stopped Elavil", "stopped Elavil → amitriptyline (Elavil), read in part"),
        ("topomax", "topomax (name not recognised)"),
        ("clonidine", "clonidine (name not recognised)"),
        ("topiramate", "topiramate"),
    ],
)
def test_it_is_printed_as_typed_with_what_was_understood(typed: str, printed: str) -> None:
    reading = said(typed)
    chart = Chart(make_record(reading, assess(RULES, reading), pack=PACK))
    assert chart.answers(chart.at("medicine-name")) == (printed,)


ONE_FINDING = [
    (("Coumadin", "warfarin 5"), "S-17", "NOTE"),
    (("gentamicin cream",), "S-11", "NOTE"),
    (("gentamicin",), "S-11", "REVIEW"),
    (("tobramycin", "Tobrex"), "S-11", "REVIEW"),
    (("Plaquenil", "penicillamine"), "S-12", "REVIEW"),
    (("Coumadin and Advil",), "S-18", "REVIEW"),
    (("Aggrenox",), "S-17", "NOTE"),
    (("Tylenol PM",), "S-14", "NOTE"),
    (("Robaxisal",), "S-13", "NOTE"),
    (("stopped Elavil",), "S-14", "NOTE"),
]


@pytest.mark.parametrize("names, rule, level", ONE_FINDING)
def test_one_rule_raises_one_finding_the_highest(names: tuple[str, ...], rule: str, level: str) -> None:
    assert found(said(*names), rule) == [level]


def test_a_drug_in_both_lists_is_one_finding_that_rests_on_both() -> None:
    reading = said("doxycycline 100", **{"safety-germ-drug": "yes", "germ-drug": [{"germ-drug-name": "doxycycline"}]})
    (finding,) = (finding for finding in assess(RULES, reading).findings if finding.id == "S-12")
    assert {where.link_id for where in finding.because} == {"medicine-name", "germ-drug-name"} and len(finding.detail) == 1


@pytest.mark.parametrize("typed", ["clonidine", "topomax", "coumadine", "Celebrex", "hydralazine", "baclofin"])
def test_a_look_alike_or_a_misspelling_raises_nothing(typed: str) -> None:
    plain = {finding.id for finding in assess(RULES, said("riluzole")).findings}
    assert {finding.id for finding in assess(RULES, said(typed)).findings} == plain


@pytest.mark.parametrize("typed, level", [("Soframycin", "NOTE"), ("Soframycin and something", "REVIEW"), ("Tylenol", "REVIEW"), ("a pink drip", "REVIEW")])
def test_an_antibiotic_that_is_not_surely_known_is_unknown(typed: str, level: str) -> None:
    reading = said("riluzole", **{"safety-germ-drug": "yes", "germ-drug": [{"germ-drug-name": typed}]})
    assert found(reading, "S-11") == [level]
