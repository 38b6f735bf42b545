"""The criteria lines at their edges: MET, NOT MET, and UNCLEAR while a blank or a not-sure could still change it."""

import pytest

from tests.notice.kit import limit as C
from tests.notice.kit import shot, the_rules, toxin, tried, visit
from tests.packs.edges import acute

MET, NOT, UNCLEAR = "MET", "NOT MET", "UNCLEAR"
OPEN = {"treatments_any": "yes"}


def tries(*rows):
    return {**OPEN, "treatment": list(rows)}


THREE = (tried("propranolol"), tried("amitriptyline"), tried("topiramate"))
TWO = THREE[:2]
US_DAYS = C("PAY_US2_DAYS")
TRIAL_WEEKS = -(-US_DAYS // 7)


def dated(name, days, **more):
    """A trial known by full dates only: so many days from start to stop."""
    from datetime import date, timedelta

    start = date(2025, 1, 1)
    return tried(name, weeks=None, still=False, start=start.isoformat(), stop=(start + timedelta(days=days)).isoformat(), **more)


def back(before, now, *, visits=2, **more):
    """A return visit: days before the first toxin, days now."""
    rows = [shot(100 + 100 * n) for n in range(visits)]
    return {**toxin(*rows), "migraine_baseline_days": before, "migraine_headache_days": now, "migraine_months_under_15": 0, **more}


NECK = {"condition": "neck", "neck_diagnosis": "yes"}
STIFF = {"condition": "spasticity", "spasticity_cause": "stroke"}
KNEE = {
    "condition": "knee", "knee_site": "front-outer", "knee_months": C("LP_MONTHS_OVER") + 1, "knee_mri": "abnormal",
    "knee_physio_weeks": C("LP_PHYSIO_WEEKS"), "knee_physio_result": "short",
}  # fmt: skip

# Lines that never come to all three results.
RESULTS = {
    "PAY-M-EPIS": {"PATTERN PRESENT", "NOT PRESENT", UNCLEAR},
    "PAY-M-CONT50": {MET, NOT, None},  # not there at all while PAY-M-CONT30 is unclear
    "PAY-M-CONT7": {MET, NOT, None},
    "PAY-CD-ON130": {MET, UNCLEAR, None},
    "PAY-BP": {NOT, None},
    "LP-01": {"0/4", "1/4", "2/4", "3/4", "4/4", None},
}

LINES = [
    # ICHD-3 and the label population
    ("MIG-01", NOT, {"migraine_headache_days": C("MIG_CHRONIC_DAYS") - 1}),
    ("MIG-01", MET, {"migraine_headache_days": C("MIG_CHRONIC_DAYS")}),
    ("MIG-01", NOT, {"migraine_months_15": C("MIG_MONTHS_OVER")}),
    ("MIG-01", MET, {"migraine_months_15": C("MIG_MONTHS_OVER") + 1}),
    ("MIG-01", NOT, {"migraine_migraine_days": C("MIG_MIGRAINE_DAYS") - 1}),
    ("MIG-01", MET, {"migraine_migraine_days": C("MIG_MIGRAINE_DAYS")}),
    ("MIG-01", NOT, {"migraine_five_attacks": "no"}),
    ("MIG-01", UNCLEAR, {"migraine_five_attacks": "unsure"}),
    ("MIG-01", UNCLEAR, {"migraine_months_15": None}),
    ("MIG-01", NOT, {"migraine_months_15": None, "migraine_headache_days": 3}),
    ("MIG-01", None, toxin(shot())),
    ("MIG-01", MET, toxin(shot(200, "cosmetic"))),
    ("MIG-01", None, {"condition": "neck"}),
    ("MIG-02", NOT, {"migraine_headache_days": C("MIG_CHRONIC_DAYS") - 1}),
    ("MIG-02", NOT, {"migraine_duration": "under-4h"}),
    ("MIG-02", MET, {"migraine_duration": "never-stops"}),
    ("MIG-02", UNCLEAR, {"migraine_duration": None}),
    # three failed drugs
    ("PAY-M-NICE", MET, tries(*THREE)),
    ("PAY-M-NICE", NOT, tries(*TWO)),
    ("PAY-M-NICE", NOT, tries(*TWO, tried("propranolol", "side-effects"))),  # the same drug twice is one drug
    ("PAY-M-NICE", MET, tries(*TWO, tried("metoprolol"))),  # two of a class are two drugs
    ("PAY-M-NICE", NOT, tries(*TWO, tried("riboflavin"))),
    ("PAY-M-NICE", NOT, tries(*TWO, tried("physio"))),
    ("PAY-M-NICE", NOT, tries(*TWO, tried("topiramate", **{"for": "another-reason"}))),
    ("PAY-M-NICE", MET, tries(*TWO, tried("Topamax", None, None, tried="must-not"))),
    *[("PAY-M-NICE", MET, tries(*TWO, tried("erenumab", result))) for result in ("no-help", "side-effects", "cannot-take")],
    *[("PAY-M-NICE", NOT, tries(*TWO, tried("erenumab", result))) for result in ("partial", "helped", "current")],
    ("PAY-M-NICE", UNCLEAR, tries(*TWO, tried("erenumab", None))),
    ("PAY-M-NICE", UNCLEAR, tries(*TWO, tried("erenumab", "partial", tried="unsure"))),
    ("PAY-M-NICE", NOT, tries(*TWO, tried("erenumab", None, None, tried="no"))),
    ("PAY-M-NICE", UNCLEAR, tries(*TWO, tried("erenumab", **{"for": None}))),  # what it was for is blank
    ("PAY-M-NICE", UNCLEAR, tries(*TWO, {"treatment-for": "migraine", "treatment-tried": "yes", "treatment-result": "no-help"})),
    ("PAY-M-NICE", NOT, tries(*TWO, tried("some pill I forgot"))),
    ("PAY-M-NICE", NOT, tries(TWO[0], tried("erenumab", None))),  # even then only two
    ("PAY-M-NICE", UNCLEAR, {"treatments_any": "unsure"}),
    ("PAY-M-NICE", UNCLEAR, {"treatments_any": None}),
    ("PAY-M-NICE", UNCLEAR, {"treatments_any": "yes", "treatment": None}),
    ("PAY-M-NICE", UNCLEAR, tries({})),  # a row left empty is no row
    ("PAY-M-US2", UNCLEAR, tries({})),
    ("PAY-M-NICE", NOT, {"treatments_any": "no"}),
    ("PAY-M-NICE", NOT, {"treatments_any": None, "migraine_migraine_days": 2}),
    ("PAY-M-NICE", NOT, acute(triptan=20)),  # MIG-04
    ("PAY-M-NICE", MET, acute(triptan=20, months=2)),
    ("PAY-M-NICE", UNCLEAR, acute(triptan=20, months=None)),
    ("PAY-M-NICE", UNCLEAR, {**acute(triptan=5), "migraine_acute_triptan_days": None}),
    ("PAY-M-NICE", UNCLEAR, {**acute(), "migraine_acute_classes": None}),
    ("PAY-M-NICE", UNCLEAR, {**acute(), "migraine_acute_classes": None, "migraine_headache_days": C("MIG_CHRONIC_DAYS")}),
    ("PAY-M-NICE", MET, {**acute(triptan=5, months=C("MOH_MONTHS_OVER")), "migraine_acute_triptan_days": None}),
    ("PAY-M-NICE", MET, acute()),
    # oral preventives only
    ("PAY-M-CADTH", MET, tries(*THREE)),
    ("PAY-M-CADTH", NOT, tries(*TWO, tried("erenumab"))),
    ("PAY-M-CADTH", NOT, tries(*TWO, tried("erenumab", None))),
    ("PAY-M-CADTH", UNCLEAR, tries(*TWO, tried("flunarizine", None))),
    ("PAY-M-CADTH", NOT, {"migraine_headache_days": 10}),
    ("PAY-M-CADTH", UNCLEAR, {"migraine_five_attacks": "unsure"}),
    # two of four classes, long enough
    ("PAY-M-US2", MET, tries(tried("propranolol", weeks=TRIAL_WEEKS), tried("topiramate", weeks=TRIAL_WEEKS))),
    ("PAY-M-US2", UNCLEAR, tries(tried("propranolol", weeks=TRIAL_WEEKS), tried("topiramate", weeks=TRIAL_WEEKS - 1))),
    ("PAY-M-US2", MET, tries(tried("propranolol"), dated("topiramate", US_DAYS))),
    ("PAY-M-US2", UNCLEAR, tries(tried("propranolol"), dated("topiramate", US_DAYS - 1))),
    ("PAY-M-US2", UNCLEAR, tries(tried("propranolol"), tried("topiramate", weeks=None, still=False, start="2024", stop="2025"))),
    ("PAY-M-US2", MET, tries(tried("propranolol"), tried("topiramate", weeks=None, still=True, start="2025-06-01"))),
    ("PAY-M-US2", UNCLEAR, tries(tried("propranolol"), tried("topiramate", "cannot-take"))),
    ("PAY-M-US2", NOT, tries(tried("propranolol"), tried("metoprolol"))),
    ("PAY-M-US2", NOT, tries(tried("propranolol"), tried("candesartan"))),  # not one of the four
    ("PAY-M-US2", NOT, {"migraine_duration": "under-4h"}),
    ("PAY-M-US2", UNCLEAR, {"migraine_duration": None}),
    ("PAY-M-US2", NOT, {"treatments_any": "no", "migraine_duration": None}),
    ("PAY-M-US2", UNCLEAR, {"treatments_any": None}),
    # Washington
    ("PAY-M-WA", NOT, tries(tried("propranolol"), tried("metoprolol"), tried("nadolol"))),  # three drugs, one class
    ("PAY-M-WA", MET, tries(tried("propranolol"), tried("metoprolol"), tried("topiramate"))),
    ("PAY-M-WA", NOT, {"migraine_diary": False}),
    ("PAY-M-WA", NOT, {"migraine_diary_months": C("PAY_WA_DIARY_MONTHS") - 1}),
    ("PAY-M-WA", MET, {"migraine_diary_months": C("PAY_WA_DIARY_MONTHS")}),
    ("PAY-M-WA", UNCLEAR, {"migraine_diary_months": None}),
    ("PAY-M-WA", UNCLEAR, {"migraine_diary": None}),
    ("PAY-M-WA", NOT, {"identity_birth_date": "2008-03-17"}),
    ("PAY-M-WA", MET, {"identity_birth_date": "2008-03-16"}),
    ("PAY-M-WA", NOT, acute(triptan=20)),
    # going on
    ("PAY-M-CONT30", UNCLEAR, back(None, 10)),
    ("PAY-M-CONT30", UNCLEAR, back(0, 10)),
    ("PAY-M-CONT30", UNCLEAR, back(20, None)),
    ("PAY-M-CONT30", UNCLEAR, back(20, 10, visits=C("PAY_CONT_MIN_CYCLES") - 1)),
    ("PAY-M-CONT30", MET, back(20, 14)),  # 30.0
    ("PAY-M-CONT30", NOT, back(27, 19)),  # 29.6
    ("PAY-M-CONT30", NOT, back(20, 25)),
    ("PAY-M-CONT30", None, {}),
    ("PAY-M-CONT50", NOT, back(24, 12)),  # exactly half
    ("PAY-M-CONT50", MET, back(25, 12)),
    ("PAY-M-CONT50", None, back(None, 12)),
    ("PAY-M-CONT7", MET, back(20, 13)),
    ("PAY-M-CONT7", NOT, back(20, 14)),
    ("PAY-M-CONT7", None, back(0, 14)),
    ("PAY-M-EPIS", "PATTERN PRESENT", back(20, 12, migraine_months_under_15=C("PAY_EPIS_MONTHS"))),
    ("PAY-M-EPIS", "NOT PRESENT", back(20, 12, migraine_months_under_15=C("PAY_EPIS_MONTHS") - 1)),
    ("PAY-M-EPIS", UNCLEAR, back(20, 12, migraine_months_under_15=None)),
    ("PAY-M-EPIS", None, back(None, 12)),
    # Ontario, neck: never NOT MET
    ("PAY-CD-ON130", MET, NECK),
    ("PAY-CD-ON130", UNCLEAR, {**NECK, "neck_diagnosis": "no"}),
    ("PAY-CD-ON130", UNCLEAR, {**NECK, "neck_diagnosis": "unsure"}),
    ("PAY-CD-ON130", UNCLEAR, {**NECK, "neck_diagnosis": None}),
    ("PAY-CD-ON130", UNCLEAR, {**NECK, "identity_birth_date": "2008-03-17"}),
    ("PAY-CD-ON130", MET, {**NECK, "identity_birth_date": "2008-03-16"}),
    ("PAY-CD-ON130", UNCLEAR, {**NECK, "identity_birth_date": None}),
    ("PAY-CD-ON130", MET, {"condition_second": "neck", "neck_diagnosis": "yes"}),
    ("PAY-CD-ON130", None, {"neck_diagnosis": "yes"}),
    # Ontario, spasticity
    ("PAY-SP-ON412", MET, STIFF),
    ("PAY-SP-ON412", MET, {**STIFF, "spasticity_cause": "spinal-cord-injury"}),
    *[("PAY-SP-ON412", NOT, {**STIFF, "spasticity_cause": code}) for code in ("ms", "brain-injury", "cerebral-palsy", "other")],
    ("PAY-SP-ON412", UNCLEAR, {**STIFF, "spasticity_cause": "unsure"}),
    ("PAY-SP-ON412", UNCLEAR, {**STIFF, "spasticity_cause": None}),
    ("PAY-SP-ON412", NOT, {**STIFF, "identity_birth_date": "2008-03-17"}),
    ("PAY-SP-ON412", NOT, {**STIFF, "identity_birth_date": "2008-03-17", "spasticity_cause": "unsure"}),
    ("PAY-SP-ON412", MET, {**STIFF, "identity_birth_date": "2008-03-16"}),
    ("PAY-SP-ON412", UNCLEAR, {**STIFF, "identity_birth_date": None}),
    ("PAY-SP-ON412", None, {"spasticity_cause": "stroke"}),
    # back
    ("PAY-BP", NOT, {"condition": "back"}),
    ("PAY-BP", NOT, {"condition_second": "back"}),
    ("PAY-BP", None, {}),
    # the study of 2016
    ("LP-01", "4/4", KNEE),
    ("LP-01", "0/4", {"condition": "knee"}),
    ("LP-01", None, {"knee_site": "front-outer"}),
    ("LP-01", "4/4", {**KNEE, "condition": "migraine", "condition_second": "knee"}),
    *[("LP-01", "3/4", {**KNEE, "knee_site": code}) for code in ("front", "inner", "behind", "all-over", None)],
    ("LP-01", "3/4", {**KNEE, "knee_months": C("LP_MONTHS_OVER")}),
    ("LP-01", "3/4", {**KNEE, "knee_months": None}),
    *[("LP-01", "3/4", {**KNEE, "knee_mri": code}) for code in ("normal", "not-done", "unsure", None)],
    ("LP-01", "3/4", {**KNEE, "knee_physio_weeks": C("LP_PHYSIO_WEEKS") - 1}),
    ("LP-01", "3/4", {**KNEE, "knee_physio_weeks": None}),
    ("LP-01", "4/4", {**KNEE, "knee_physio_result": "none"}),
    *[("LP-01", "3/4", {**KNEE, "knee_physio_result": code}) for code in ("partial", "lasting", "not-done", None)],
    ("LP-01", "2/4", {**KNEE, "knee_mri": None, "knee_site": "behind"}),
    ("LP-01", "1/4", {**KNEE, "knee_mri": None, "knee_site": "behind", "knee_months": None}),
]


@pytest.mark.parametrize(("line", "status", "changes"), LINES, ids=[f"{line}:{status}:{place}" for place, (line, status, _) in enumerate(LINES)])
def test_line(line, status, changes):
    assert visit("M1", **changes).criteria.get(line) == status


def test_every_line_is_seen_at_each_status():
    seen = {(line, status) for line, status, _ in LINES}
    for rule in the_rules().criteria:
        statuses = RESULTS.get(rule.id, {MET, NOT, UNCLEAR})
        assert {(rule.id, status) for status in statuses} <= seen, rule.id
        assert {status for line, status in seen if line == rule.id} <= statuses | {None}, rule.id


def test_only_the_seven_days_line_waits_to_be_switched_on():
    assert [rule.id for rule in the_rules().criteria if not rule.printed] == ["PAY-M-CONT7"]


def test_elements_of_the_other_conditions():
    def elements(line, **changes):
        found = next(one for one in visit("M1", **changes).noticed.criteria if one.id == line)
        return [part.status for part in found.elements], found.evidence.say("en")

    assert elements("LP-01", **{**KNEE, "knee_mri": "unsure", "knee_site": "behind"}) == (
        ["not met", "met", "unclear", "met"],
        "site: Behind; 4 months; MRI: Yes, but I do not know what it showed; physio 6 weeks; did it help: Yes, but it did not last",
    )
    assert elements("PAY-CD-ON130", **NECK) == (["met", "met"], "age 34; diagnosis named by a doctor, as reported")
    assert elements("PAY-SP-ON412", **{**STIFF, "spasticity_cause": "ms"}) == (["met", "not met"], "age 34; cause: Multiple sclerosis (MS)")
    assert elements("PAY-BP", condition="back") == (["not met"], "no criterion found")


def test_evidence_tells_a_diary_from_memory_and_a_short_trial():
    assert "26 headache days (recalled)" in visit("M2").evidence("MIG-01")
    assert "topiramate (short trial)" in visit("M2").evidence("PAY-M-NICE")
    assert "(diary)" in visit("M1").evidence("MIG-01")


@pytest.mark.parametrize(("weeks", "short"), [(C("ADEQUATE_TRIAL_WEEKS") - 1, True), (C("ADEQUATE_TRIAL_WEEKS"), False), (None, False)])
def test_a_short_trial_is_told_beside_the_drug(weeks, short):
    seen = visit("M1", **tries(tried("propranolol", weeks=weeks)))
    assert ("propranolol (short trial)" in seen.evidence("PAY-M-NICE")) is short


@pytest.mark.parametrize(("stop", "short"), [("2026-01-20", True), ("2026-02-25", True), ("2026-02-26", False)])
def test_a_trial_known_by_its_dates_can_be_short_too(stop, short):
    """56 days are 8 weeks."""
    seen = visit("M1", **tries(tried("propranolol", weeks=None, start="2026-01-01", stop=stop, still=False)))
    assert ("propranolol (short trial)" in seen.evidence("PAY-M-NICE")) is short


@pytest.mark.parametrize(("diary", "now", "change"), [(True, "diary", "now by diary"), (False, "recalled", "now recalled"), (None, "diary or recall not said", "diary or recall not said")])
def test_days_say_whether_a_diary_was_kept(diary, now, change):
    days = {"migraine_headache_days": 19, "migraine_diary": diary}
    assert f"19 headache days ({now})" in visit("M1", **days).evidence("MIG-01")
    seen = visit("M1", **toxin(shot(100), shot(200)), migraine_baseline_days=27, **days)
    assert seen.evidence("PAY-M-CONT30") == f"27 to 19 headache days (-29.6%; {change})"


def test_elements_say_which_part_fails():
    line = next(line for line in visit("M2").noticed.criteria if line.id == "PAY-M-NICE")
    assert [part.status for part in line.elements] == ["met", "met", "not met", "not met"]
    assert ("treatment-name", ("1",)) in line.elements[2].because


@pytest.mark.parametrize(("changes", "told"), [({"condition": "back"}, True), ({"condition_second": "back"}, True), ({"condition": "knee"}, False)])
def test_the_state_of_the_evidence_is_told_with_every_back(changes, told):
    assert any("never approved by FDA or Health Canada" in fact for fact in visit("M1", **changes).told("S-25")) is told
