"""What stands beside a finding or a line at its edges: the state of each element, what was reported, and the answers it rests on."""

import pytest

from tests.notice.kit import limit as C
from tests.notice.kit import shot, the_rules, toxin, tried, visit
from tests.packs.edges import acute

NO_TRIALS = {"treatments_any": "yes"}
AGAIN = {**toxin(shot(200), shot(300)), "migraine_baseline_days": 25}
GERMS = {"safety_germ_drug": "yes", "germ_drug": [{"germ-drug-name": "gentamicin-injection", "germ-drug-end": "2026-03-01"}]}
ELEMENTS = [
    # a blank is unclear, never not met
    ("LP-01", {"condition": "knee"}, "unclear unclear unclear unclear"),
    ("LP-01", {"condition": "knee", "knee_site": "inner", "knee_mri": "unsure", "knee_months": 1, "knee_physio_weeks": 20, "knee_physio_result": "lasting"},
     "not met, not met, unclear, not met"),
    ("PAY-CD-ON130", {"condition": "neck", "neck_diagnosis": "no"}, "met, not met"),
    ("PAY-CD-ON130", {"condition": "neck", "neck_diagnosis": "unsure"}, "met, unclear"),
    # no overuse is met as soon as the days rule it out, and open while a blank could still make it
    ("PAY-M-NICE", {"migraine_headache_days": C("MIG_CHRONIC_DAYS") - 1, "migraine_acute_classes": None}, "not met, met, met, met"),
    ("PAY-M-NICE", {"migraine_headache_days": None, **acute(triptan=20, months=10)}, "unclear, met, met, unclear"),
    ("PAY-M-NICE", {"migraine_headache_days": 20, **acute(triptan=20, months=None)}, "met, met, met, unclear"),
]  # fmt: skip
REPORTED = [
    ("MIG-01", {}, "5 attacks or more"),
    ("MIG-01", {"migraine_five_attacks": "no"}, "fewer than 5 attacks"),
    ("MIG-02", {}, "length: 4 to 12 hours"),
    ("MIG-02", {"migraine_duration": None}, "length not answered"),
    ("PAY-M-WA", {"migraine_diary": None}, "diary not answered"),
    ("PAY-M-WA", {"migraine_diary": False}, "no diary"),
    ("PAY-M-WA", {}, "diary 4 months"),
    *[("PAY-M-CONT30", {**AGAIN, "migraine_diary": diary}, f"(-20.0%; {said})")
      for diary, said in ((True, "now by diary"), (False, "now recalled"), (None, "diary or recall not said"))],
    ("PAY-M-NICE", {**NO_TRIALS, "treatment": [tried("propranolol"), tried("topiramate", "helped")]}, "1 failed: propranolol;"),
    ("PAY-M-NICE", {**NO_TRIALS, "treatment": [tried("propranolol"), tried("topiramate", None)]}, "1 failed: propranolol, 1 not clear"),
]
TEXTS = [
    ("MIG-02", {}, f"{C('MIG_MIN_DURATION_H')} hours or more, untreated"),
    ("PAY-M-US2", {}, f"2 of 4 classes failed, each {C('PAY_US2_DAYS')} days or more"),
    ("PAY-M-EPIS", AGAIN, f"under {C('PAY_EPIS_DAYS')} headache days for 3 months or more"),
]
FACTS = [
    ("S-11", GERMS, ["gentamicin (injection)"]),
    ("S-11", {"safety_germ_drug": "yes", "germ_drug": [{"germ-drug-name": "unknown"}]}, ["name not known"]),
    ("S-23", {"identity_birth_date": "2010-05-01", "identity_weight": None}, ["weight not answered"]),
    ("S-23", {"identity_birth_date": "2010-05-01", "identity_weight": 52.5}, ["weight 52.5 kg"]),
]
REASONS = [
    ("S-23", {"identity_birth_date": "2008-05-01", "condition": "spasticity", "condition_second": "none"}, ["identity-birth-date", "condition"]),
    ("S-23", {"identity_birth_date": "2008-05-01", "condition": "knee", "condition_second": "neck"}, ["identity-birth-date", "condition", "condition-second"]),
    ("S-23", {"identity_birth_date": "2009-01-01", "condition": "migraine", "condition_second": "neck"}, ["identity-birth-date", "condition", "condition-second"]),
    ("MIG-08", {**toxin(shot(200)), "medicines_any": "yes", "medicine": [{"medicine-name": "erenumab"}]}, ["medicine-name", "toxin-visit-for"]),
    ("S-11", GERMS, ["germ-drug-name", "germ-drug-end"]),
    ("S-11", {"safety_germ_drug": "yes", "germ_drug": [{"germ-drug-end": "2026-03-01"}]}, ["safety-germ-drug", "germ-drug-end"]),
]
SCORES = {
    "AGE": ["identity-birth-date"], "PEG": ["peg-pain", "peg-enjoyment", "peg-activity"], "PHQ-2": ["phq2-interest", "phq2-down"],
    "DAYS-SINCE-TOXIN": ["toxin-visit-date"], "HEADACHE-CHANGE-PERCENT": ["migraine-baseline-days"], "ACTIVITY-MEAN": ["activity-score"],
}  # fmt: skip


def line(rule, changes):
    return next(one for one in visit("M1", **changes).noticed.criteria if one.id == rule)


@pytest.mark.parametrize(("rule", "changes", "states"), ELEMENTS)
def test_the_state_of_each_element(rule, changes, states):
    assert [part.status for part in line(rule, changes).elements] == (states.split(", ") if "," in states else states.split())


@pytest.mark.parametrize(("rule", "changes", "said"), REPORTED)
def test_what_was_reported(rule, changes, said):
    assert said in line(rule, changes).evidence.say("en") + ";"


@pytest.mark.parametrize(("rule", "changes", "text"), TEXTS)
def test_a_threshold_is_told_as_it_stands(rule, changes, text):
    assert text in [part.text.say("en") for part in line(rule, changes).elements]


@pytest.mark.parametrize(("rule", "changes", "facts"), FACTS)
def test_facts(rule, changes, facts):
    assert visit("M1", **changes).told(rule) == facts


@pytest.mark.parametrize(("rule", "changes", "reasons"), REASONS)
def test_reasons(rule, changes, reasons):
    assert [where[0] for where in visit("M1", **changes).because(rule)] == reasons


def test_what_a_line_rests_on():
    rows = [tried("propranolol"), tried("topiramate", "helped"), tried("amitriptyline", None)]
    found = line("PAY-M-NICE", {**NO_TRIALS, "treatment": rows}).because
    assert {where.rows[0] for where in found if where.link_id == "treatment-name"} == {"1", "3"}
    for main, reason in (("back", "condition"), ("neck", "condition-second")):
        assert [where.link_id for where in line("PAY-BP", {"condition": main, "condition_second": "back"}).because] == [reason]


def test_scores_rest_on_their_items():
    assert {one.id: list(one.of) for one in the_rules().instruments} == SCORES
