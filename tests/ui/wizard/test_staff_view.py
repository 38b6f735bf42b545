"""The summary at the end of an assisted visit: only there, only after "this is for staff", and gone when the tablet moves on."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from intake.ask.words import words
from ui.done import Outcome
from ui.patient.hands import Finger, Mouse, settle
from ui.press import Press
from ui.staffview import IDLE_MS
from ui.theme import Look
from ui.visit import Visit
from ui.wizard import STAFF_MS


class Nothing(Press):
    def put(self, pdf: bytes, paper: str, name: str) -> bool:
        return False


def done(sit, *, assisted: bool, hands=Mouse, **more):
    """A visit that was kept; the wizard stands on the thank-you screen."""
    seat = sit("M4", hands, assisted=assisted, **more).told()
    wizard = seat.wizard
    wizard.house = replace(wizard.house, press=Nothing())
    seat.flush()
    wizard._become(replace(wizard.visit, place="sending"))
    wizard._send()
    seat.wait("done")
    return seat


def names(seat) -> set[str]:
    return {button.objectName() for button in seat.wizard.findChildren(QWidget) if button.isVisible() and button.objectName()}


def shown(seat):
    until = time.monotonic() + 30
    while seat.wizard.staff_view.preview.state != "ready" and time.monotonic() < until:
        settle()
        time.sleep(0.01)
    return seat.wizard.staff_view.preview


def tap(seat, name: str) -> None:
    settle()
    button = next(b for b in seat.wizard.findChildren(QWidget, name) if b.isVisible())
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    settle()


@pytest.mark.parametrize("hands", [Mouse, Finger])
def test_staff_see_the_summary_that_went_to_the_chart(sit, hands):
    seat = done(sit, assisted=True, hands=hands)
    seat.press("summary")
    assert seat.wizard.visit.shown == "for-staff" and seat.wizard.staff_view.preview is None
    seat.press("staff-yes")
    preview = shown(seat)
    assert preview._pdf == seat.files()[".pdf"].read_bytes(), "what was sent is what is shown"
    assert preview._idle.isActive() and preview._idle.interval() == IDLE_MS
    assert preview._text.startswith("URGENT RF-H1") and preview._name == seat.record.document_id()
    assert "save" not in names(seat) and {"print", "copy", "close"} <= names(seat) and not seat.wizard.stage.isVisible()
    tap(seat, "close")
    assert seat.wizard.staff_view.preview is None and seat.wizard.visit.shown == "done" and "summary" in names(seat)


def test_without_a_folder_it_is_drawn_from_what_was_kept(sit):
    seat = done(sit, assisted=True, settings={"channels": {}})
    tap(seat, "summary")
    tap(seat, "staff-yes")
    assert shown(seat).sheets.pages >= 2 and words("en")("paper.from-tablet") in shown(seat).sheets.text(0)


def test_a_patient_alone_is_never_offered_it(sit):
    seat = done(sit, assisted=False)
    assert "summary" not in names(seat)
    assert not [text for text in names(seat) if "staff-yes" in text]


def test_back_leads_back(sit):
    seat = sit("M1", assisted=True)
    seat.wizard._become(Visit(place="done", outcome=Outcome("PCI-1", sent=True), assisted=True))
    tap(seat, "summary")
    tap(seat, "act")
    assert seat.wizard.visit.shown == "done" and seat.wizard.staff_view.preview is None


def test_a_document_that_is_not_there_says_so(sit):
    seat = sit("M1", assisted=True)
    seat.wizard._become(Visit(place="done", outcome=Outcome("PCI-NONE", sent=True), assisted=True))
    tap(seat, "summary")
    tap(seat, "staff-yes")
    until = time.monotonic() + 20
    preview = seat.wizard.staff_view.preview
    while preview.state == "loading" and time.monotonic() < until:
        settle()
    assert preview.state == "failed"


def test_the_next_patient_never_finds_it_open(sit):
    seat = done(sit, assisted=True)
    tap(seat, "summary")
    tap(seat, "staff-yes")
    preview = shown(seat)
    seat.wizard.left_alone()
    assert seat.wizard.staff_view.preview is preview, "reading is watched by the preview itself"
    seat.wizard.again()
    settle()
    assert seat.wizard.staff_view.preview is None and seat.wizard.stage.isVisible() and preview._pdf == b""


def test_after_a_while_nothing_leads_to_it_any_more(sit):
    """The nurse has gone and the thank-you screen stands: whoever takes the tablet next finds no summary."""
    seat = done(sit, assisted=True)
    assert seat.wizard._offers.isActive() and seat.wizard._offers.interval() == STAFF_MS
    tap(seat, "summary")
    seat.wizard._offers.timeout.emit()
    settle()
    assert seat.wizard.visit.shown == "done" and not {"summary", "staff-yes"} & names(seat) and seat.wizard.visit.outcome.document_id


def test_one_that_is_being_read_is_not_taken_away(sit):
    seat = done(sit, assisted=True)
    tap(seat, "summary")
    tap(seat, "staff-yes")
    preview = shown(seat)
    seat.wizard._offers.timeout.emit()
    assert seat.wizard.staff_view.preview is preview and seat.wizard._offers.isActive()
    seat.wizard.again()
    assert not seat.wizard._offers.isActive()


def test_the_size_of_the_kiosk_comes_back(sit):
    seat = done(sit, assisted=True, look=Look(scale=1.0))
    tap(seat, "summary")
    tap(seat, "staff-yes")
    shown(seat)
    tap(seat, "size")
    assert seat.wizard.staff_view.preview.look.scale == 1.25
    tap(seat, "close")
    assert seat.wizard.visit.look.scale == 1.0 and f"font-size: {Look().size()}px" in QApplication.instance().styleSheet()
