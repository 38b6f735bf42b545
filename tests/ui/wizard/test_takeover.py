"""Somebody else takes over: each answer keeps the mark of who gave it, the form says "mixed", and nobody is offered that."""

from __future__ import annotations

import pytest

from intake.hear.session import replay
from intake.tell.summary import summarise
from ui.answerer import answered_by, given_by, role_now
from ui.blocks.special import FrontDoor

AT = "2026-11-20T10:00:00Z"


def begun(seat, *steps):
    """A session in which each step is a role taken over (a word) or a question answered (linkId, code)."""
    session = seat.wizard.house.begin("en", assisted=False)
    for step in steps:
        session = answered_by(session, step, AT) if isinstance(step, str) else session.answer(*step, at=AT)
    return session


NAME, ASKED = ("identity-first-name", "Rowan"), ("urgent-now", "none")
TAKEN = {
    "a first tap": (("patient",), "patient", ()),
    "another tap on the first page": (("patient", ("identity-interpreter", False), "proxy"), "proxy", ()),
    "a change after an answer": (("patient", NAME, "proxy"), "mixed", ("patient", "proxy")),
    "a slip of the finger": (("patient", NAME, "proxy", "patient"), "patient", ()),
    "there and back, with an answer in between": (("patient", NAME, "proxy", ASKED, "patient"), "mixed", ("patient", "proxy")),
    "three of them": (("patient", NAME, "nurse", ASKED, "proxy"), "mixed", ("patient", "nurse", "proxy")),
    "said late": ((NAME, "proxy"), "proxy", ()),
}


@pytest.mark.parametrize(("steps", "role", "roles"), TAKEN.values(), ids=TAKEN)
def test_it_is_mixed_while_answers_of_another_stand(sit, steps, role, roles):
    seat = sit("M1")
    session = begun(seat, *steps)
    assert session.reading.code("responder-role") == role
    again = replay(session.form, session.log)
    assert again == session and role_now(again) == [step for step in steps if isinstance(step, str)][-1]
    record = seat.wizard.house.record(session, complete=False)
    assert (record.responder, record.responders) == (role, roles)
    assert ("S-29" in {found.id for found in record.findings}) is (role != "patient")


def test_each_answer_keeps_the_mark_of_who_gave_it(sit):
    seat = sit("M1")
    session = begun(seat, "patient", NAME, "proxy", ("urgent-words", "Rowan cannot speak"), "nurse", ("reason-words", "x"), "patient", ("goals-good-result", "y"))
    assert given_by(session) == {"patient", "proxy", "nurse"}
    record = seat.wizard.house.record(session, complete=False)
    marks = {entry.link_id: entry.mark for entry in record.walk() if entry.status == "answered"}
    assert [marks[n] for n in ("identity-first-name", "urgent-words", "reason-words", "goals-good-result")] == ["P", "R", "N", "P"]
    summary = summarise(record)
    told = {line.link_id: line.mark for part in summary.transcript for line in part.rows}
    assert told["identity-first-name"] == "P" and told["urgent-words"] == "R"
    assert "answered by more than one person (patient alone, proxy" in summary.told.line
    assert [row.mark for part in summary.transcript for row in part.rows if row.link_id == "reason-words"] == ["N"]


def test_a_score_is_left_out_for_a_proxy_and_kept_for_mixed(sit):
    """By the dictionary: "not scored when responder-role = proxy"."""
    given = (("condition", "back"), ("peg-pain", 4), ("peg-enjoyment", 5), ("peg-activity", 6))
    alone, mixed = (begun(sit("BP2"), *steps) for steps in (("proxy", NAME, *given), ("patient", NAME, "proxy", *given)))
    assert alone.reading.number("peg-total") is None and mixed.reading.number("peg-total") == 5


def test_the_tablet_changes_hands_in_the_middle_of_the_form(sit):
    seat = sit("M1").to("urgent-now")
    seat.press("help")
    seat.press("who")
    assert seat.wizard.visit.shown == "who"
    seat.press("proxy")
    assert seat.wizard.visit.shown == "page" and seat.session.here.key == "urgent-now"
    assert seat.session.reading.code("responder-role") == "mixed" and seat.session.who == "proxy"
    assert seat.wizard.stage._words("screen.you-means-patient") in seat.wizard.stage.header.count
    seat.wizard._become(seat.wizard.visit.jump("responder-role", AT))
    (door,) = seat.wizard.stage.page.content.findChildren(FrontDoor)
    seat.patient._see(door)
    assert door.several.isVisibleTo(door) and "mixed" not in door.field.buttons
    assert door.field.buttons["proxy"].isChecked() and not door.buttons[True].isChecked()


def test_who_took_over_is_asked_for_at_once_and_then_it_goes_on(sit):
    seat = sit("M1").told()
    seat.wizard._become(seat.wizard.visit.become(answered_by(seat.session, "patient", AT).answer(*NAME, at=AT)))
    seat.wizard._become(seat.wizard.visit._open(seat.session.go("migraine-clear-days", at=AT), AT))
    here = seat.session.here.key
    seat.press("help")
    seat.press("who")
    seat.press("patient-help")
    assert seat.session.here.key != here and "responder-name" in {where.link_id for where in seat.wizard.stage.page.wheres}
    seat.patient.press(seat.wizard.stage.footer.next)
    for _ in range(3):  # what is left blank is asked for once more
        if seat.session.here.key != here:
            seat.patient.press(seat.wizard.stage.footer.next)
    assert seat.session.here.key == here and not seat.wizard.visit.back_to
