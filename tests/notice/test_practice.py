"""One clinic's practice: its thresholds, levels, lines and instruments move what is noticed, and nothing else."""

from __future__ import annotations

import json
from datetime import date

import pytest

from intake.ask.clinic import Clinic
from intake.ask.pack import PACKS, load_pack
from intake.hear.answersfile import read_answers_file
from intake.hear.reading import Reading, read
from intake.hear.session import Session, replay
from intake.notice.practice import Practice, practice
from intake.notice.screening import assess

PACK = load_pack(PACKS / "botulinum")
BY = {"by": "A. Example", "on": "2026-11-20"}
MOOD = {"phq2-interest": "3", "phq2-down": "3"}


def at(**settings: object) -> Practice:
    return practice(PACK, Clinic.model_validate(settings))


def case(here: Practice, name: str = "M1", **changes: object) -> Reading:
    data = json.loads((PACK.path / "examples" / f"{name}.json").read_text("utf-8"))
    answers, problems = read_answers_file(here.form, data | {"answers": data["answers"] | changes})
    assert not problems
    return read(here.form, answers)


def seen(here: Practice, reading: Reading) -> tuple[dict[str, str], dict[str, str], dict[str, object]]:
    noticed = assess(here.rules, reading)
    levels = {one.id: one.level.value for one in noticed.findings}
    return levels, {one.id: one.status for one in noticed.criteria}, {one.id: one.value for one in noticed.scores}


# M1 has 20 headache days
@pytest.mark.parametrize(("days", "status", "raised"), [(15, "MET", False), (20, "MET", False), (21, "NOT MET", True), (30, "NOT MET", True)])
def test_a_threshold_moves_its_line_and_its_finding(days: int, status: str, raised: bool) -> None:
    here = at(constants={"MIG_CHRONIC_DAYS": BY | {"value": days}})
    findings, lines, _ = seen(here, case(here))
    assert (lines["MIG-01"], "MIG-03" in findings) == (status, raised)
    assert PACK.constants["MIG_CHRONIC_DAYS"].value == 15, "the pack is not touched"


def test_a_lowered_finding_says_so_and_by_whom() -> None:
    here = at(levels={"S-05": BY | {"level": "REVIEW"}})
    sick = {"safety-nerve-disease": ["myasthenia"]}
    found = assess(here.rules, case(here, **sick)).finding("S-05")
    assert found.level == "REVIEW" and "A. Example" in found.scope.say() and "Do not use in Canadian consumer texts" in found.scope.say()
    assert seen(practice(PACK), case(here, **sick))[0]["S-05"] == "CI", "without settings it stands as the pack has it"


def test_lines_of_another_country_are_computed_and_not_printed() -> None:
    def printed(**settings: object) -> set[str]:
        here = at(**settings)
        lines = assess(here.rules, case(here)).criteria
        assert {"PAY-M-NICE", "PAY-M-CADTH", "PAY-M-US2", "PAY-M-WA"} <= {line.id for line in lines}
        return {line.id for line in lines if line.printed and line.id.startswith("PAY")}

    assert printed(country="CA") == {"PAY-M-NICE", "PAY-M-CADTH"}
    assert printed(country="US") == {"PAY-M-NICE", "PAY-M-US2", "PAY-M-WA"}
    assert printed() == {"PAY-M-NICE", "PAY-M-CADTH", "PAY-M-US2", "PAY-M-WA"}


@pytest.mark.parametrize(("settings", "why", "screened"), [
    ({}, {"PHQ-2": "pathway"}, False),
    ({"phq2_pathway": "Nurse, same day"}, {}, True),
    ({"phq2_pathway": "Nurse, same day", "instruments": {"phq2": False}}, {"PHQ-2": "clinic"}, False),
])  # fmt: skip
def test_the_mood_screen_waits_for_a_pathway(settings: dict, why: dict, screened: bool) -> None:
    here = at(**settings)
    blank = case(here, **dict.fromkeys(MOOD))
    assert here.left_out(blank, "en") == why
    assert not {entry.link_id for entry in here.form.items if entry.ask == "off"} & set(MOOD) == screened
    levels, _, scores = seen(here, case(here, **MOOD))
    assert ("S-28" in levels, "PHQ-2" in scores) == (screened, screened)
    assert here.left_out(case(here, **MOOD), "en") == dict.fromkeys(why, "answered"), "answers from before are said to be there"


def test_what_a_person_would_not_have_been_asked_is_not_left_out() -> None:
    """PEG is not for migraine alone, the mood screen not for a knee; the slot of the RMDQ is no news."""
    here = at(instruments={"peg": False})
    assert here.left_out(case(here, "M1", **dict.fromkeys(MOOD)), "en") == {"PHQ-2": "pathway"}
    pain = dict.fromkeys(("peg-pain", "peg-enjoyment", "peg-activity"))
    assert here.left_out(case(here, "LP1", **pain), "en") == {"PEG": "clinic"}
    assert seen(here, case(here, "LP1"))[2].keys() == {"AGE"}


def test_without_a_wording_an_instrument_is_not_shown() -> None:
    here = at(phq2_pathway="Nurse, same day")
    french = here.form_in("fr-CA")
    assert {french.item(link_id).ask for link_id in (*MOOD, "peg-pain")} == {"off"} and here.form_in("en") is here.form
    assert here.form_in("fr-CA") is french and here.form_in("es").item("peg-pain").ask == "off"
    assert here.left_out(case(here, "BP2"), "fr-CA") == {"PHQ-2": "language"}, "PEG was answered"


def test_what_was_answered_before_the_language_changed_counts_and_is_kept() -> None:
    here = at(phq2_pathway="Nurse, same day")
    session = Session.start(here.form_in("en"), date(2026, 3, 16), given={"condition": "migraine"})
    session = session.answer("phq2-interest", "3").answer("phq2-down", "2")
    french = session.speak("fr-CA").on(here.form_in("fr-CA"))
    assert "phq2-interest" not in [page.key for page in french.pages]
    assert french.answers == session.answers and french.reading.number("phq2-total") == 5
    assert seen(here, french.reading)[0]["S-28"] == "REVIEW" and here.left_out(french.reading, "fr-CA") == {}
    assert here.form_kept(french.reading, "fr-CA").item("phq2-down").ask == "core"
    half = french.clear("phq2-down")
    assert here.form_kept(half.reading, "fr-CA").item("phq2-down").ask == "core", "half an instrument is kept whole, its blank with it"
    assert here.form_kept(half.clear("phq2-interest").reading, "fr-CA") is here.form_in("fr-CA")


def test_a_log_with_two_languages_is_told_again_page_by_page() -> None:
    """Next on a page that the other language does not have must not move the person on when a draft is opened again."""
    here = at(phq2_pathway="Nurse, same day")
    session = Session.start(here.form, date(2026, 3, 16), given={"condition": "migraine"}).go("phq2-interest").next().next()
    for language in ("fr-CA", "en", "es"):
        session = session.speak(language).on(here.form_in(language)).next().back()
        again = replay(here.form, session.log, here.form_in)
        assert (again.key, again.form, again.answers) == (session.key, session.form, session.answers)


def test_the_back_form_is_typed_by_staff_where_the_clinic_says_it_may() -> None:
    off, on = at(), at(instruments={"rmdq": True, "rmdq_licence": "Paper form, checked"})
    for link_id in ("rmdq", "rmdq-none", "rmdq-total"):
        assert off.form.item(link_id).ask == "off"
        item = on.form.item(link_id)
        assert (item.ask, item.audience, item.hidden) == ("desk", "staff", False)
    pages = [Session.start(on.form, date(2026, 3, 16), given={"condition": "back"}, staff=staff).pages for staff in (False, True)]
    assert ["rmdq-none" in [page.key for page in some] for some in pages] == [False, True]
    assert [(one.kind, one.value) for one in on.settings] == [("instrument", "Paper form, checked")]
