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


@pytest.mark.parametrize("link", CRITICAL)
def test_a_blank_critical_item_is_named_and_only_it(link):
    seen = visit("M1", **OPENS.get(link, {}) | {link.replace("-", "_"): None})
    assert seen.findings.get("S-30") == "DATA"
    assert {where[0] for where in seen.because("S-30")} == {link}


def test_every_other_blank_is_not_critical():
    everything = [link for link, row in ROWS.items() if row["type"] not in ("group", "display") and link not in CRITICAL]
    for link in everything:
        if ROWS[link]["ask"] != "app" and not ROWS[link]["parent"].startswith(("toxin-visit", "treatment", "medicine")):
            assert "S-30" not in visit("M1", **{link.replace("-", "_"): None}).findings, link


def test_a_question_that_is_not_asked_is_not_missing():
    assert "S-30" not in visit("M1", condition="neck", migraine_rf_fever=None).findings


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


def test_not_sure_never_counts_as_no():
    """Every yes / no / not sure answer of a clean visit turned to not sure: each safety item raises something."""
    for link, row in ROWS.items():
        codes = [part.partition("=")[0] for part in row["options"].split("|")]
        if "unsure" not in codes or "S-30" not in row["feeds"].split() or link in OPENS or link == "medicines-any":
            continue
        if link == "urgent-recent-shot":
            seen = visit("M1", urgent_recent_shot="unsure", urgent_spread=["none"])
        else:
            seen = visit("M1", **{link.replace("-", "_"): ["unsure"] if row["repeats"] == "yes" else "unsure"})
        assert set(seen.findings) - {"S-30"}, link


def test_an_empty_form_is_all_blanks_and_no_alarm():
    form = the_pack().form
    answers, _ = read_answers_file(form, {"date": "2026-03-16", "answers": {}})
    noticed = assess(the_rules(), read(form, answers))
    assert [finding.id for finding in noticed.findings] == ["S-30"]
    assert noticed.criteria == () and noticed.scores == ()
