"""A visit that ends before its last page: called in, or finished with a nurse; what nobody came to is not "not answered"."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from intake.hear.session import replay
from intake.save.keep import shown_in
from intake.tell.summary import summarise
from ui.house import House


def stop(seat):
    """Through the help screen, by its buttons."""
    seat.press("help")
    seat.press("stop")
    assert seat.wizard.visit.shown == "stop"
    seat.press("stop")
    seat.wait("done")


def late(seat, minutes):
    """The clock goes on by so many minutes, at once."""
    house: House = seat.wizard.house
    clock = house.clock
    seat.wizard.house = replace(house, clock=lambda: clock() + timedelta(minutes=minutes))


def test_before_the_form_was_agreed_to_there_is_nothing_to_stop(sit):
    seat = sit("M1")
    seat.press("start")
    seat.press("help")
    assert not [w for w in seat.wizard.stage.screen.findChildren(object, "stop")]


def test_called_in_early_the_visit_is_kept_as_partial_and_says_what_was_not_reached(sit):
    seat = sit("M1").to("urgent-now")
    stop(seat)
    record = seat.record
    assert not record.complete and len(seat.files()) == 2 and seat.wizard.visit.session is None
    entries = {entry.link_id: entry for entry in record.walk()}
    assert entries["identity-first-name"].status == "answered"
    assert (entries["urgent-now"].status, entries["urgent-now"].reached) == ("not-answered", True)
    assert (entries["safety-milk-allergy"].status, entries["safety-milk-allergy"].reached) == ("not-asked", False)
    summary = summarise(record)
    assert any("PARTIAL" in banner for banner in summary.banners)
    blank, after = ({one.link_id for one in kind} for kind in (summary.not_answered, summary.not_reached))
    assert "urgent-now" in blank and "safety-milk-allergy" in after and not blank & after
    (told,) = (note for note in summary.notes if note.id == "S-30")
    because = {found.id: found.because for found in record.findings}["S-30"]
    assert {address.partition("[")[0] for address in because} <= blank | after, "every critical blank is listed"
    assert any(words.startswith("not reached: ") for words in told.detail)


def test_only_the_questions_of_the_screen_that_was_on_count_as_asked(sit):
    """Stopped at the first question of a page, its others were not reached."""
    session = sit("M1").to("urgent-now").session
    assert replay(session.form, (ended := session.stop("urgent-now")).log).log == ended.log
    assert shown_in(session)("urgent-recent-shot") and not shown_in(ended)("urgent-recent-shot")


@pytest.mark.parametrize("answer", ["act", "stop"])
def test_after_twenty_minutes_a_nurse_is_offered_once(sit, answer):
    seat = sit("M1").to("urgent-now")
    late(seat, 25)
    seat.patient.step()
    assert seat.wizard.visit.shown == "longer"
    seat.press(answer)
    if answer == "stop":
        seat.wait("done")
        assert not seat.record.complete and seat.wizard.visit.outcome.early
        assert seat.wizard.visit.learning is None
        return
    assert seat.wizard.visit.shown == "page"
    seat.patient.step()
    assert seat.wizard.visit.shown == "page", "asked once"


def test_a_nurse_is_not_offered_to_a_nurse(sit):
    seat = sit("M1", assisted=True)
    seat.press("start")
    late(seat, 25)
    seat.patient.step()
    assert seat.wizard.visit.shown == "page"


def test_what_cannot_wait_is_told_before_the_form_ends(sit):
    seat = sit("M1", changes={"urgent-now": ["chest-pain"]}).to("urgent-now")
    seat.patient.answer_screen()
    seat.press("help")
    seat.press("stop")
    seat.press("stop")
    assert seat.wizard.visit.shown == "urgent"
    seat.press("act")
    assert seat.wizard.visit.shown == "stop"
    seat.press("stop")
    seat.wait("done")
    assert any(found.level == "URGENT" for found in seat.record.findings)


@pytest.mark.parametrize(("problems", "status"), [("none", "not-asked"), ("weak", "not-answered")])
def test_a_question_that_never_came_up_was_not_asked(sit, problems, status):
    """toxin-problems-words waits for a problem."""
    seat = sit("M3")
    session = seat.wizard.house.begin("en", assisted=False).answer("condition", "migraine").answer("toxin-ever", "yes").answer("toxin-problems", problems)
    entries = {entry.link_id: entry for entry in seat.wizard.house.record(session).walk()}
    assert (entries["toxin-problems-words"].status, entries["toxin-problems-words"].reached) == (status, True)
