"""Until storage is sealed every screen says TRIAL, whatever stands on it (decision 26)."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QLabel

from ui.done import Outcome
from ui.patient.hands import settle
from ui.trouble import Trouble

COVERS = ("help", "staff", "notice", "urgent", "full", "broke", "still", "who", "stop", "longer", "for-staff")
PLACES = ("welcome", "resume", "page", "review", "sending", "done", "learn")


def says_trial(seat) -> bool:
    labels = [label.text() for label in seat.wizard.findChildren(QLabel) if label.isVisible()]
    return any("TRIAL" in text for text in labels)


@pytest.mark.parametrize("size", [(1280, 800), (800, 1280), (600, 960)])
def test_every_screen_says_trial(sit, size):
    seat = sit("M1", size=size).told()
    names = set(seat.wizard._makers()) | {"page"}
    assert names == {*PLACES, *COVERS}, "a new screen is named here"
    learning = seat.wizard.house.learning(seat.session)
    for name in PLACES:
        seat.wizard._become(replace(seat.wizard.visit, place=name, outcome=Outcome("PCI-0000-0000"), learning=learning))
        settle()
        assert seat.wizard.visit.shown == name and says_trial(seat), name
        for cover in COVERS:
            seat.wizard._become(replace(seat.wizard.visit, over=(cover,), trouble=Trouble("store.full")))
            settle()
            assert says_trial(seat), cover
        seat.wizard._become(replace(seat.wizard.visit, over=()))
