"""A whole migraine visit, by finger, by mouse and by keys alone: what comes out is exactly what the case says, findings included."""

from __future__ import annotations

import json

import pytest

from ui.patient.hands import Finger, Keys, Mouse


@pytest.mark.parametrize(("case", "hands"), [("M1", Finger), ("M2", Keys), ("M3", Mouse), ("M4", Finger)])
def test_from_welcome_to_thank_you(sit, case, hands):
    seat = sit(case, hands)
    screens = []
    seat.patient.saw = screens.append
    seat.patient.visit()
    seat.wait("done")

    expected = seat.data["expect"]
    record = seat.record
    assert {f.id: f.level for f in record.findings} == expected["findings"]
    assert {c.id: c.status for c in record.criteria if c.id in expected["criteria"]} == expected["criteria"]
    assert record.complete
    assert not [p for p in record.problems if not p.startswith("staff-")]

    assert seat.wizard.visit.outcome.sent
    files = seat.files()
    assert files[".pdf"].read_bytes().startswith(b"%PDF-")
    assert json.loads(files[".json"].read_text())["resourceType"] == "QuestionnaireResponse"
    assert len(screens) < 200


def test_everything_said_is_in_the_record(sit):
    """Each answer of the case is in the record, under its linkId, and nothing else is but what the program fills in."""
    seat = sit("M2", Mouse)
    seat.patient.visit()
    seat.wait("done")
    answered = {entry.link_id for entry in seat.record.walk() if entry.status == "answered" and entry.answers}
    wanted = set()
    for link_id, value in seat.data["answers"].items():
        wanted |= {key for row in value for key in row} if isinstance(value, list) and value and isinstance(value[0], dict) else {link_id}
    filled_in = {"close-signature-image", "close-signature-time"}
    at_the_desk = {"visit-mrn", "visit-kind"}
    assert wanted - answered <= at_the_desk
    assert answered - wanted <= filled_in
