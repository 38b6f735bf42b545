"""Blank, declined and not sure: a blank critical item is named by S-30, and nothing else pretends to know."""

import csv

import pytest

from intake.hear.answers import Absent, Where
from intake.hear.answersfile import read_answers_file
from intake.hear.reading import read
from intake.notice.screening import assess
from tests.notice.kit import PACK, shot, the_pack, the_rules, toxin, visit

with (PACK / "dictionary.csv").open(encoding="utf-8", newline="") as file:
    ROWS = {row["linkId"]: row for row in csv.DictReader(file) if row["module"] in the_pack().modules}
CRITICAL = [link for link, row in ROWS.items() if "S-30" in row["feeds"].split()]

# What must be answered first for the question to be asked.
OPENS = {
    "urgent-now-now": {"urgent_now": ["unsure"]},
    "urgent-spread": {"urgent_recent_shot": "yes"},
    "urgent-spread-now": {"urgent_recent_shot": "yes", "urgent_spread": ["unsure"]},
    "migraine-rf-deficit-now": {"migraine_rf_deficit": ["unsure"]},
    "migraine-rf-scalp-jaw": {"identity_birth_date": "1970-01-01", "migraine_rf_after_50": "no"},
    "migraine-rf-scalp-jaw-now": {"identity_birth_date": "1970-01-01", "migraine_rf_after_50": "no", "migraine_rf_scalp_jaw": "unsure"},
    "migraine-rf-after-50": {"identity_birth_date": "1970-01-01", "migraine_rf_scalp_jaw": "no"},
    "medicine": {"medicines_any": "yes"},
    "toxin-visit": {"toxin_ever": "yes", "toxin_problems": ["none"]},
    "toxin-visit-date": toxin(shot(None)),
    "toxin-spread": toxin(shot(50)),
    "toxin-spread-now": toxin(shot(50), toxin_spread=["unsure"]),
}
for name in ("sudden", "fever", "head-injury", "red-eye", "pregnancy", "eye-nerve"):
    OPENS[f"migraine-rf-{name}-now"] = {f"migraine_rf_{name.replace('-', '_')}": "unsure"}

NECK_PAIN = {"neck_rf_sudden_pain": "unsure", "neck_rf_sudden_signs": ["unsure"]}
LOCKED = {"neck_rf_lock": "unsure", "neck_rf_new_pill": "unsure"}
CORD = {"spasticity_cause": "spinal-cord-injury", "spasticity_rf_dysreflexia": "no"}
PUMP = {"spasticity_rf_baclofen": ["unsure"], "spasticity_rf_withdrawal": "unsure"}
HURT = {"knee_rf_injury": "unsure", "knee_rf_injury_signs": ["unsure"]}
OPENS |= {
    "neck-rf-cord-now": {"neck_rf_cord": ["unsure"]},
    "neck-rf-sudden-signs": {**NECK_PAIN, "neck_rf_sudden_pain": "yes"},
    "neck-rf-sudden-signs-now": NECK_PAIN,
    "neck-rf-new-pill": {**LOCKED, "neck_rf_lock": "checked"},
    "neck-rf-new-pill-now": LOCKED,
    "spasticity-rf-dysreflexia": CORD,
    "spasticity-rf-dysreflexia-now": {**CORD, "spasticity_rf_dysreflexia": "unsure"},
    "spasticity-rf-withdrawal": {**PUMP, "spasticity_rf_baclofen": ["pump"]},
    "spasticity-rf-withdrawal-now": PUMP,
    "back-rf-saddle-now": {"back_rf_saddle": ["unsure"]},
    "back-rf-small-injury": {"back_rf_bones": ["thin-bones"]},
    "knee-rf-injury-signs": {**HURT, "knee_rf_injury": "checked"},
    "knee-rf-injury-signs-now": HURT,
}
for name in ("neck-rf-fever", "neck-rf-crash", "spasticity-rf-stroke", "spasticity-rf-calf", "spasticity-rf-seizure", "back-rf-leg-weak",
             "back-rf-fever", "back-rf-crash", "back-rf-tearing", "knee-rf-hot", "knee-rf-locked", "knee-rf-calf", "knee-rf-foot"):  # fmt: skip
    OPENS[f"{name}-now"] = {name.replace("-", "_"): "unsure"}

# A complete visit for each condition, without a blank.
BASES = {"neck": "CD2", "spasticity": "SP1", "back": "BP3", "knee": "LP1"}


def base(link):
    return BASES.get(ROWS[link]["module"], "M1")


@pytest.mark.parametrize("case", [*BASES.values(), "M1"])
def test_the_visits_we_start_from_have_no_blank(case):
    assert "S-30" not in visit(case).findings


@pytest.mark.parametrize("link", CRITICAL)
def test_a_blank_critical_item_is_named_and_only_it(link):
    changes = OPENS.get(link, {}) | {link.replace("-", "_"): None}
    seen = visit(base(link), **changes)
    assert seen.findings.get("S-30") == "DATA"
    assert {where[0] for where in seen.because("S-30")} == {link}


def test_every_other_blank_is_not_critical():
    everything = [link for link, row in ROWS.items() if row["type"] not in ("group", "display") and link not in CRITICAL]
    for link in everything:
        if ROWS[link]["ask"] != "app" and not ROWS[link]["parent"].startswith(("toxin-visit", "treatment", "medicine")):
            assert "S-30" not in visit("M1", **{link.replace("-", "_"): None}).findings, link


def test_a_question_that_is_not_asked_is_not_missing():
    assert "S-30" not in visit("CD2", migraine_rf_fever=None, knee_rf_hot=None).findings


def test_each_row_is_named():
    seen = visit("M1", **toxin(shot(200), shot(None), shot(None)))
    assert seen.because("S-30") == [("toxin-visit-date", "2"), ("toxin-visit-date", "3")]


def test_declining_is_a_blank_to_the_rules():
    form = the_pack().form
    answers, _ = read_answers_file(form, {"date": "2026-03-16", "answers": {"condition": "migraine"}})
    declined = answers.with_given(Where("safety-milk-allergy"), (Absent.DECLINED,))
    because = assess(the_rules(), read(form, declined)).finding("S-30").because
    assert Where("safety-milk-allergy") in because


@pytest.mark.parametrize(("link", "rule"), [("safety-toxin-allergy", "S-01"), ("safety-milk-allergy", "S-02"), ("safety-site-infection", "S-03"),
                                            ("safety-blood-protein", "S-04"), ("safety-nerve-disease", "S-05")])
def test_a_do_not_use_item_not_sure_is_review_and_skipped_is_only_missing(link, rule):
    several = ROWS[link]["repeats"] == "yes"
    unsure = visit("M1", **{link.replace("-", "_"): ["unsure"] if several else "unsure"})
    assert unsure.findings == {rule: "REVIEW"}
    assert visit("M1", **{link.replace("-", "_"): None}).findings == {"S-30": "DATA"}


TOGETHER = {
    "neck-rf-sudden-pain": {"neck_rf_sudden_signs": ["dizzy"]},
    "neck-rf-lock": {"neck_rf_new_pill": "yes"},
    "spasticity-rf-baclofen": {"spasticity_rf_withdrawal": "yes"},
    "back-rf-bones": {"back_rf_small_injury": "yes"},
    "knee-rf-injury": {"knee_rf_injury_signs": ["cannot-use"]},
    "urgent-recent-shot": {"urgent_spread": ["leak"]},
}
"""What matters only together with another answer."""
FACTS = {"medicines-any", "spasticity-cause"}
"""Critical, but no sign of anything: not sure leaves a list unknown, or a line of the criteria UNCLEAR."""


@pytest.mark.parametrize("link", [link for link in CRITICAL if "unsure=" in ROWS[link]["options"] and link not in FACTS])
def test_not_sure_never_counts_as_no(link):
    """Each yes / no / not sure answer of a visit, and each list, turned to not sure: something is raised that No does not raise."""
    several = ROWS[link]["repeats"] == "yes"
    codes = {part.partition("=")[0] for part in ROWS[link]["options"].split("|")}
    no = "no" if "no" in codes else "none"
    name, opened = link.replace("-", "_"), OPENS.get(link, {}) | TOGETHER.get(link, {})
    unsure = visit(base(link), **opened | {name: ["unsure"] if several else "unsure"}).noticed
    denied = visit(base(link), **opened | {name: [no] if several else no}).noticed
    assert {(f.id, f.level) for f in unsure.findings if f.id != "S-30"} - {(f.id, f.level) for f in denied.findings}, link


def test_an_empty_form_is_all_blanks_and_no_alarm():
    form = the_pack().form
    answers, _ = read_answers_file(form, {"date": "2026-03-16", "answers": {}})
    noticed = assess(the_rules(), read(form, answers))
    assert [finding.id for finding in noticed.findings] == ["S-30"]
    assert noticed.criteria == () and noticed.scores == ()
