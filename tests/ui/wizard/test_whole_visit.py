"""A whole visit of every case, by finger, by mouse or by keys alone: what comes out is exactly what the case says, findings included."""

from __future__ import annotations

import json

import pytest

from intake.ask.pack import PACKS
from ui.patient.hands import Finger, Keys, Mouse

HANDS = {"BP3": Finger, "M2": Keys, "CD2": Keys, "SP3": Keys}
"""Who answers each case; the mouse, which is quickest, where nothing else is said."""
CASES = sorted(path.stem for path in (PACKS / "botulinum" / "examples").glob("*.json"))


@pytest.mark.parametrize(("case", "hands"), [(case, HANDS.get(case, Mouse)) for case in CASES])
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
    seat.everything_said_is_in_the_record()
