"""Screening: stable order, precise reasons, suppression, and a broken rule that is never silent and never stops a visit."""

import dataclasses
import logging

import pytest

from intake.hear.answersfile import read_answers_file
from intake.hear.reading import read
from intake.notice.finding import Level
from intake.notice.screening import assess, rule, urgent
from tests.notice.kit import limit, shot, the_pack, the_rules, toxin, visit


def with_rule(*more, instead=None):
    findings = tuple(one for one in the_rules().findings if one.id != instead)
    return dataclasses.replace(the_rules(), findings=(*findings, *more))


def made(judge, *levels, id="X-1", **more):
    return rule(id, *(levels or (Level.NOTE,)), says="Something", source="design choice", **more)(judge)


SECRET = "hydrangea"
STIFF = {"condition": "spasticity", "spasticity_cause": "stroke"}
PILLS = {"medicines_any": "yes", "medicine": [{"medicine-name": "ibuprofen"}, {"medicine-name": "metoclopramide"}]}


def fails(v):
    raise ValueError(SECRET)


def test_findings_come_by_level_then_id():
    noticed = visit("M4").noticed
    keys = [(finding.level.rank, finding.id) for finding in noticed.findings]
    assert keys == sorted(keys)


@pytest.mark.parametrize(
    ("changes", "rule_id", "because"),
    [
        ({"safety_eyelids": "yes"}, "S-06", [("safety-eyelids",)]),
        ({"safety_fatigue": "unsure", "safety_eyelids": "yes"}, "S-06", [("safety-eyelids",), ("safety-fatigue",)]),
        ({"urgent_now": ["unsure"]}, "RF-G1", [("urgent-now",)]),
        ({"urgent_now": ["unsure"], "urgent_now_now": "no"}, "RF-G1", [("urgent-now",), ("urgent-now-now",)]),
        ({"safety_milk_allergy": "yes", "safety_milk_allergy_what": "hives"}, "S-02", [("safety-milk-allergy",), ("safety-milk-allergy-what",)]),
        (toxin(shot(50), shot(300)), "S-15", [("toxin-visit-date", "1")]),
        (toxin(shot(200), shot(300, product="unknown")), "TX-01", [("toxin-visit-product", "2")]),
        ({"condition_second": "knee"}, "S-25", [("condition-second",)]),
        ({"identity_birth_date": "2009-01-01"}, "S-23", [("identity-birth-date",), ("condition",)]),
        ({"condition_second": "neck", "identity_birth_date": "2009-01-01", "identity_weight": 60}, "S-23",
         [("identity-birth-date",), ("condition",), ("condition-second",), ("identity-weight",)]),
        ({"medicine": [{"medicine-name": "ibuprofen"}, {"medicine-name": "warfarin"}]}, "S-18", [("medicine-name", "2")]),
        ({"safety_germ_drug": "yes"}, "S-11", [("safety-germ-drug",)]),
        ({"safety_germ_drug": "yes", "germ_drug": [{"germ-drug-name": "unknown"}]}, "S-11", [("safety-germ-drug",), ("germ-drug-name", "1")]),
        ({"medicine": [{"medicine-name": "amikacin-inhaled"}], "safety_germ_drug": "yes",
          "germ_drug": [{"germ-drug-name": "clindamycin", "germ-drug-end": "2026-03"}]}, "S-11", [("medicine-name", "1")]),
        ({"safety_germ_drug": "yes", "germ_drug": [{"germ-drug-name": "doxycycline", "germ-drug-end": "2026-02"},
                                                   {"germ-drug-name": "unknown", "germ-drug-end": "2026-03"}]},
         "S-11", [("safety-germ-drug",), ("germ-drug-name", "2"), ("germ-drug-end", "2")]),
        ({"phq2_interest": "3", "phq2_down": "0"}, "S-28", [("phq2-interest",), ("phq2-down",)]),
        ({"condition": "neck", "neck_rf_lock": "yes", "neck_rf_new_pill": "yes"}, "RF-N5", [("neck-rf-lock",), ("neck-rf-new-pill",)]),
        ({"condition": "neck", "neck_rf_lock": "yes", "neck_rf_new_pill": "unsure", "neck_rf_new_pill_now": "no"}, "RF-N5",
         [("neck-rf-lock",), ("neck-rf-new-pill",), ("neck-rf-new-pill-now",)]),
        ({"condition": "neck", "neck_past_medicines": ["haloperidol", "unsure"], **PILLS}, "CD-01",
         [("neck-past-medicines",), ("medicine-name", "2")]),
        ({"condition": "neck", "neck_onset_date": "2026-03"}, "CD-02", [("neck-onset-date",)]),
        ({**STIFF, "spasticity_rf_worse_fast": "unsure", "spasticity_triggers": ["pain"]}, "RS-1",
         [("spasticity-rf-worse-fast",), ("spasticity-triggers",)]),
        ({**STIFF, "spasticity_falls": 4, "spasticity_limbs": ["left-leg"]}, "SP-03", [("spasticity-limbs",), ("spasticity-falls",)]),
        (STIFF, "SP-02", [("condition",)]),
        ({"condition_second": "spasticity"}, "SP-02", [("condition-second",)]),
        ({"condition": "back", "back_rf_fever": "no", "back_rf_infection_risk": ["inject"]}, "RF-B3", [("back-rf-infection-risk",)]),
        ({"condition": "back", "back_rf_bones": ["steroids"], "back_rf_small_injury": "unsure"}, "RB-2",
         [("back-rf-bones",), ("back-rf-small-injury",)]),
        ({"condition": "knee", "knee_site": "behind"}, "LP-04", [("knee-site",)]),
        ({"condition": "other", "other_fits": "back", "other_area": ["face"], "reason_words": "my jaw"}, "OT-01",
         [("reason-words",), ("other-area",), ("other-fits",)]),
        ({"condition_second": "other"}, "OT-02", [("condition-second",)]),
    ],
)
def test_because_names_only_the_answers_a_finding_rests_on(changes, rule_id, because):
    assert visit("M1", **changes).because(rule_id) == because


def test_a_finding_tells_facts_in_the_providers_words():
    assert visit("M4").told("S-14") == ["nortriptyline"]
    assert visit("M4").told("S-24") == ["“Fever 38.6 C since yesterday, stiff neck”"]
    sums = visit("M1", **toxin(shot(10, units_known=True, units=300), shot(60, units_known=True, units=101), shot(70)))
    brand = "Botox or Botox Cosmetic"
    assert sums.told("S-16") == [f"{brand}: 401 units as stated in 84 days", f"{brand}: visits with unknown units: 1"]


def test_a_recent_toxin_is_told_under_the_stroke_signs():
    stroke = {**STIFF, "spasticity_rf_stroke": "yes"}
    shots = toxin(shot(limit("RFTX_LOOKBACK_DAYS")), shot(limit("RFTX_LOOKBACK_DAYS") + 1), shot(9, product=None))
    assert visit("M1", **stroke, **shots).told("RF-S1") == [
        f"recent toxin: Botox or Botox Cosmetic, {limit('RFTX_LOOKBACK_DAYS')} days ago",
        "recent toxin: product not answered, 9 days ago",
    ]
    assert visit("M1", **stroke, urgent_recent_shot="unsure").told("RF-S1") == ["toxin in the last 4 months: Not sure"]
    assert visit("M1", **stroke, urgent_recent_shot="no").told("RF-S1") == []


@pytest.mark.parametrize(("code", "module"), [("head", "migraine"), ("neck-turn", "neck"), ("stiff-limb", "spasticity"), ("back", "back"), ("knee-sport", "knee")])
def test_which_module_might_fit_is_told(code, module):
    assert visit("M1", condition="other", other_fits=code).told("OT-01") == [f"suggests: {module}"]


def test_units_of_a_brand_are_told_as_stated():
    told = visit("M1", **toxin(shot(10, units_known=True, units=300), shot(60, units_known=True, units=101))).told("S-16")
    assert told == ["Botox or Botox Cosmetic: 401 units as stated in 84 days"]


@pytest.mark.parametrize(("felt", "told"), [("no", False), ("unsure", True), (None, True)])
def test_weakness_that_is_not_sure_counts_as_not_felt_and_is_told(felt, told):
    rows = [shot(100, benefit=10, felt_weak="no"), shot(200, benefit=10, felt_weak=felt), shot(300, benefit=60)]
    finding = visit("M1", **toxin(*rows)).noticed.finding("TX-02")
    assert bool(finding.detail) is told


def test_urgent_alone_is_what_assess_says_is_urgent():
    for changes in ({}, {"urgent_now": ["breathing"]}, {"migraine_rf_deficit": ["unsure"]}):
        seen = visit("M4", **changes)
        assert urgent(the_rules(), seen.reading) == seen.noticed.urgent


def test_only_the_rules_that_are_wanted():
    seen = visit("M2")
    assert [finding.id for finding in assess(the_rules(), seen.reading, only={"MIG-04", "MIG-05"}).findings] == ["MIG-04"]
    assert assess(the_rules(), seen.reading, only={"MIG-05"}).findings == ()  # still silenced by MIG-04
    assert [line.id for line in assess(the_rules(), seen.reading, only={"PAY-M-NICE"}).criteria] == ["PAY-M-NICE"]


def test_a_rule_that_fails_is_told_and_the_others_go_on(caplog):
    seen = visit("M2")
    with caplog.at_level(logging.DEBUG):
        noticed = assess(with_rule(made(fails)), seen.reading)
    broken = noticed.finding("X-1")
    assert broken.level is Level.DATA and "X-1" in broken.text.say("en")
    assert {finding.id for finding in noticed.findings} == {"X-1", "MIG-04", "S-08"}
    assert SECRET not in caplog.text and "X-1" in caplog.text


def test_a_rule_that_gives_a_level_it_never_announced_is_broken():
    assert assess(with_rule(made(lambda v: Level.URGENT)), visit("M1").reading).finding("X-1").level is Level.DATA


def test_what_rests_on_a_broken_rule_is_broken_too():
    rules = with_rule(made(fails, Level.REVIEW, id="MIG-04"), instead="MIG-04")
    noticed = assess(rules, visit("M1").reading)
    assert {finding.id for finding in noticed.findings} == {"MIG-04", "PAY-M-NICE", "PAY-M-WA"}
    assert {line.id for line in noticed.criteria} == {"MIG-01", "MIG-02", "PAY-M-CADTH", "PAY-M-US2"}


def test_rules_that_wait_for_each_other_are_broken_and_end():
    one = made(lambda v: v.level("X-2"), id="X-1")
    two = made(lambda v: v.level("X-1"), id="X-2")
    noticed = assess(with_rule(one, two), visit("M1").reading)
    assert {finding.id: finding.level.value for finding in noticed.findings} == {"X-1": "DATA", "X-2": "DATA"}


def test_a_broken_urgent_rule_does_not_hide_another():
    seen = visit("M4")
    rules = with_rule(made(fails, Level.URGENT, id="RF-H1"), instead="RF-H1")
    assert [finding.id for finding in urgent(rules, seen.reading)] == ["RF-H3"]


def test_rules_never_read_a_hidden_answer():
    """The whole migraine module answered with alarms, and then another reason for coming."""
    seen = visit("M4", condition="knee", safety_unwell="no", urgent_recent_shot="no", toxin_ever="no", medicines_any="no")
    assert seen.findings == {"S-25": "NOTE", "S-30": "DATA"}
    assert {where[0].partition("-")[0] for where in seen.because("S-30")} == {"knee"}
    assert set(seen.criteria) == {"LP-01"}


def test_any_answers_at_all_are_assessed_without_a_broken_rule():
    """Wrong types everywhere: rules see blanks."""
    form = the_pack().form
    for value in (True, 17, "nonsense", "2020-02", ["a", "b"], {"value": 1}):
        given = {item.link_id: value for item in form.items if item.is_question and not item.repeating}
        given |= {"condition": "migraine", "toxin-ever": "yes", "treatments-any": "yes", "medicines-any": "yes"}
        for group in ("toxin-visit", "treatment", "medicine"):
            given[group] = [{form.items[slot].link_id: value for slot in form.item(group).children if form.items[slot].is_question}]
        answers, _ = read_answers_file(form, {"date": "2026-03-16", "answers": given})
        noticed = assess(the_rules(), read(form, answers))
        assert not [finding for finding in noticed.findings if "could not be evaluated" in finding.text.say("en")]


@pytest.mark.parametrize(
    ("brand", "milk", "told"),
    [("dysport", "yes", ["brand talked about: Dysport"]), ("dysport", "unsure", ["brand talked about: Dysport"]), ("botox", "yes", []), ("unsure", "yes", [])],
)
def test_an_allergy_to_milk_is_held_against_the_brand_talked_about(brand, milk, told):
    """The only product of S-02 is the one somebody talked about: said with it, at the same level and for the same reasons."""
    assert visit("M1", safety_milk_allergy=milk, reason_brand_asked=brand).told("S-02") == told
    assert "S-02" not in visit("M1", safety_milk_allergy="no", reason_brand_asked=brand).findings
