"""Urgent answers: judged on leaving or ten seconds after the last tap; then the form stops and the alarm stands."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel

from ui import wizard as wizards
from ui.blocks.block import Block
from ui.patient.hands import Finger
from ui.visit import ALERT_RULE, ALERTS, alerted


@pytest.fixture
def chest_pain(sit):
    """A patient on the first urgent page who has ticked chest pain."""
    seat = sit("M1", Finger).to("urgent-now")
    block = next(b for b in seat.wizard.stage.page.content.findChildren(Block) if b.isVisible() and b.wheres)
    seat.patient.press(block.field.buttons["chest-pain"])
    return seat


def words_on(screen) -> str:
    return " ".join(label.text() for label in screen.findChildren(QLabel))


def test_nothing_happens_while_the_person_is_still_on_the_page(chest_pain):
    assert chest_pain.wizard.visit.shown == "page"
    assert not alerted(chest_pain.session)


def test_leaving_the_page_stops_the_form(chest_pain):
    chest_pain.press("next")
    while chest_pain.wizard.visit.shown == "page" and chest_pain.session.here.key == "urgent-now":
        chest_pain.press("next")
    assert chest_pain.wizard.visit.shown == "urgent"
    assert alerted(chest_pain.session) == {"RF-G1"}


def test_ten_seconds_after_the_last_tap(sit, qtbot, monkeypatch):
    monkeypatch.setattr(wizards, "JUDGE_MS", 150)
    seat = sit("M1", Finger).to("urgent-now")
    block = next(b for b in seat.wizard.stage.page.content.findChildren(Block) if b.isVisible() and b.wheres)
    seat.patient.press(block.field.buttons["chest-pain"])
    assert seat.wizard.visit.shown == "page"
    qtbot.waitUntil(lambda: seat.wizard.visit.shown == "urgent", timeout=3000)
    assert seat.session.here.key == "urgent-now"


def test_ten_seconds_are_ten_seconds():
    assert wizards.JUDGE_MS == 10_000


def test_the_stop_screen_names_no_cause_and_says_what_to_do(chest_pain):
    chest_pain.press("back")
    shown = words_on(chest_pain.wizard.stage.screen)
    say = chest_pain.wizard.stage._words
    for key in ("now", "wait", "alone"):
        assert say(f"screen.urgent.{key}") in shown
    assert "chest" not in shown.casefold()
    assert say("screen.trial") in shown


def test_the_alarm_stands_when_the_answer_is_changed(chest_pain):
    chest_pain.press("back")
    chest_pain.press("act")
    assert chest_pain.wizard.visit.shown == "page", "staff may let the person go on"
    chest_pain.to("urgent-now")
    block = next(b for b in chest_pain.wizard.stage.page.content.findChildren(Block) if b.isVisible() and b.wheres)
    chest_pain.patient.press(block.field.buttons["none"])
    assert alerted(chest_pain.session) == {"RF-G1"}
    while chest_pain.wizard.visit.shown not in ("sending", "done"):
        chest_pain.patient.step()
    chest_pain.wait("done")
    record = chest_pain.record
    assert not [f for f in record.findings if f.level == "URGENT"], "findings follow the answers"
    rules = [e.answers[0].value["valueString"] for e in record.walk() if e.link_id == ALERT_RULE and e.answers]
    assert rules == ["RF-G1"], "the alarm does not"


def test_one_alarm_is_given_once(chest_pain):
    chest_pain.press("back")
    chest_pain.press("act")
    for _ in range(3):
        chest_pain.wizard._judge()
    assert chest_pain.wizard.visit.shown == "page"
    assert len(chest_pain.session.answers.row_ids(ALERTS)) == 1
