"""Instruments in a real visit: off at a clinic, without a wording in a language, answered before the language changed, typed by staff."""

from __future__ import annotations

from intake.hear.answers import Where
from intake.tell.summary import summarise
from ui.patient.hands import Mouse

MOOD = ("phq2-interest", "phq2-down")
BLANK = dict.fromkeys(MOOD)


def keys(seat) -> list[str]:
    return [page.key for page in seat.session.pages]


def finished(seat):
    record = seat.wizard.house.record(seat.session)
    return record, {one.id for one in record.findings}, summarise(record).switched_off


def test_without_a_wording_the_page_is_left_out_and_the_provider_reads_why(sit) -> None:
    seat = sit("M1", languages=("fr", "en"), changes=BLANK).told()
    record, findings, off = finished(seat)
    assert seat.session.language == "fr-CA" and "phq2-interest" not in keys(seat) and "S-28" not in findings
    assert record.switched_off == ("PHQ-2",) and off[0].startswith("PHQ-2 (no validated wording in French")
    assert not {entry.link_id for entry in record.walk()} & set(MOOD)


def test_answers_given_before_the_language_changed_stand(sit) -> None:
    seat = sit("M1", languages=("en", "fr"), changes={"phq2-interest": "3", "phq2-down": "3"}).told()
    seat.wizard.speak("fr-CA")
    assert "phq2-interest" not in keys(seat)
    record, findings, off = finished(seat)
    said = {entry.link_id: entry.status for entry in record.walk() if entry.link_id in MOOD}
    assert said == dict.fromkeys(MOOD, "answered") and "S-28" in findings and off == ()
    assert [score.value for score in record.scores if score.id == "PHQ-2"] == ["6"]
    seat.wizard.speak("en")
    assert "phq2-interest" in keys(seat) and finished(seat)[1] == findings


def test_half_an_instrument_is_kept_with_its_blank(sit) -> None:
    seat = sit("M1", languages=("en", "fr"), changes={"phq2-interest": "3", "phq2-down": None}).told()
    seat.wizard.speak("fr-CA")
    record, findings, off = finished(seat)
    said = {entry.link_id: entry.status for entry in record.walk() if entry.link_id in MOOD}
    assert said == {"phq2-interest": "answered", "phq2-down": "not-answered"} and off == () and "S-28" not in findings
    assert [score.value for score in record.scores if score.id == "PHQ-2"] == [None], "answered, not scored"


def test_a_draft_with_two_languages_opens_on_the_page_it_was_left_on(sit) -> None:
    seat = sit("M1", Mouse, languages=("en", "fr")).to("goals-numbing")
    seat.wizard.speak("fr-CA")
    house = seat.wizard.house
    again = house.revive(house.draft(seat.session))
    assert (again.key, again.language, again.form) == (seat.session.key, "fr-CA", seat.session.form)
    assert again.answers == seat.session.answers


def test_choosing_a_language_on_the_first_page_speaks_it(sit) -> None:
    seat = sit("M1", Mouse, languages=("en", "fr")).to("identity-language")
    seat.wizard.answer("identity-language", (), ("fr",))
    assert seat.session.language == "fr-CA" and seat.wizard.visit.language == "fr-CA"
    french = sit("M1", Mouse, languages=("fr", "en"), chart="other")
    assert french.wizard.house.begin("fr-CA", assisted=False).answers.raw("identity-language") == ("fr",)


def test_what_the_clinic_switches_off_is_not_asked(sit) -> None:
    seat = sit("M1", changes=BLANK, settings={"instruments": {"phq2": False}}).told()
    assert "phq2-interest" not in keys(seat) and finished(seat)[2] == ("PHQ-2 (switched off by this clinic)",)


def test_the_record_says_what_the_clinic_set_itself(sit) -> None:
    own = {"value": 21, "by": "A. Example", "on": "2026-11-20"}
    seat = sit("M1", settings={"constants": {"MIG_CHRONIC_DAYS": own}}).told()
    record, findings, _ = finished(seat)
    (kept,) = record.settings
    assert (kept.name, kept.value, kept.was, kept.by) == ("MIG_CHRONIC_DAYS", "21", "15", "A. Example")
    assert "MIG-03" in findings and record.constants["MIG_CHRONIC_DAYS"] == "21"


def test_staff_type_the_total_of_the_back_form(sit) -> None:
    settings = {"instruments": {"rmdq": True, "rmdq_licence": "Paper form, checked"}}
    assert "rmdq-none" not in keys(sit("BP2", Mouse, settings=settings).told())
    seat = sit("BP2", Mouse, assisted=True, settings=settings, chart="other").told()
    seat.wizard._become(seat.wizard.visit.become(seat.session.go("rmdq-none")))
    seat.wizard.answer("rmdq-total", (), (17,))
    assert Where("rmdq-total") in {where for where in seat.wizard.stage.page.wheres}
    record, _, _ = finished(seat)
    (total,) = (entry for entry in record.walk() if entry.link_id == "rmdq-total")
    assert (total.status, total.mark, total.answers[0].value) == ("answered", "N", {"valueInteger": 17})
