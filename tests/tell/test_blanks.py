"""What is missing, in the right word: an empty map, a photo nobody could take, a short trial known by its dates, a score a proxy gave."""

from __future__ import annotations

import pytest

from intake.tell.summary import summarise

BACK = {"condition": "back", "peg-pain": 4, "peg-enjoyment": 5}


@pytest.mark.parametrize(("marks", "status"), [(["none"], ""), (None, "not answered")])
def test_no_place_was_marked_only_when_the_person_said_so(kept, marks, status):
    made = summarise(kept("BP2", **{"pain-map": marks}))
    assert (made.regions, made.regions_status) == ((), status)


def test_what_no_screen_can_take_was_not_asked(kept):
    """Photos wait for an optional extra."""
    (photo,) = [entry for entry in kept("BP2").walk() if entry.link_id == "medicines-photo"]
    assert photo.status == "not-asked" and photo.reached


@pytest.mark.parametrize(("stop", "short"), [("2026-01-20", True), ("2026-02-26", False)])
def test_a_trial_without_weeks_is_judged_by_its_dates(kept, stop, short):
    row = {"treatment-name": "propranolol", "treatment-for": "migraine", "treatment-tried": "yes", "treatment-start": "2026-01-01",
           "treatment-stop": stop, "treatment-still": False, "treatment-result": "no-help"}  # fmt: skip
    (made,) = summarise(kept("M1", **{"treatments-any": "yes", "treatment": [row]})).treatments
    assert made.short_trial is short


@pytest.mark.parametrize(
    ("role", "more", "told"),
    [
        ("proxy", {"peg-activity": 6}, "not scored: answered by a proxy (3 of 3 answered)"),
        ("patient", {"peg-activity": None}, "not scored: 2 of 3 answered"),
        ("mixed", {"peg-activity": 6}, "5"),
    ],
)
def test_why_an_instrument_has_no_score(kept, role, more, told):
    made = summarise(kept("BP2", **BACK | {"responder-role": role} | more))
    (peg,) = [row for row in made.numbers if row.label == "PEG"]
    assert peg.value == told and peg.refs
