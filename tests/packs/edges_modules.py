"""The finding rules of the other conditions just inside and just outside of their edges: (rule, level or None, answers)."""

from __future__ import annotations

from tests.notice.kit import ago, shot, toxin
from tests.notice.kit import limit as C

U, R, N, D = "URGENT", "REVIEW", "NOTE", "DATA"


def row(rule, question, *, checked=True, **more):
    """ROW(x, x-now)."""
    now = question + "_now"
    edges = [
        (U, {question: "yes"}),
        (None, {question: "no"}),
        (None, {question: None}),
        (U, {question: "unsure"}),
        (U, {question: "unsure", now: "yes"}),
        (U, {question: "unsure", now: "unsure"}),
        (R, {question: "unsure", now: "no"}),
    ]
    edges += [(R, {question: "checked"})] if checked else []
    return [(rule, level, {**more, **changes}) for level, changes in edges]


def tick_list(rule, question, signs, **more):
    """LIST(x, x-now) with `checked`."""
    now = question + "_now"
    edges = [*[(U, {question: [sign]}) for sign in signs]]
    edges += [
        (U, {question: [signs[0], "checked"]}),
        (U, {question: [signs[-1], "unsure"], now: "no"}),
        (R, {question: ["checked"]}),
        (None, {question: ["none"]}),
        (None, {question: None}),
        (U, {question: ["unsure"]}),
        (U, {question: ["unsure", "checked"]}),
        (R, {question: ["unsure", "checked"], now: "no"}),
        (U, {question: ["unsure"], now: "yes"}),
        (U, {question: ["unsure"], now: "unsure"}),
        (R, {question: ["unsure"], now: "no"}),
    ]
    return [(rule, level, {**more, **changes}) for level, changes in edges]


def pair(rule, first, second, now, *, yes, no, unsure, checked=(), **more):
    """PAIR. `yes`, `no`, `unsure`: (answer to the first, answer to the second); `checked`: pairs of answers that are REVIEW."""
    edges = [
        (U, {first: yes[0], second: yes[1]}),
        (U, {first: yes[0], second: unsure[1]}),
        (U, {first: unsure[0], second: yes[1]}),
        (U, {first: unsure[0], second: unsure[1], now: "yes"}),
        (U, {first: unsure[0], second: unsure[1], now: "unsure"}),
        (R, {first: unsure[0], second: unsure[1], now: "no"}),
        (R, {first: yes[0], second: unsure[1], now: "no"}),
        (R, {first: unsure[0], second: yes[1], now: "no"}),
        (None, {first: yes[0], second: no[1]}),
        (None, {first: unsure[0], second: no[1]}),
        (None, {first: yes[0], second: None}),
        (None, {first: no[0]}),
        (None, {first: None}),
        *[(R, {first: one, second: two}) for one, two in checked],
    ]
    return [(rule, level, {**more, **changes}) for level, changes in edges]


def uncertain(rule, level, question, **more):
    """Yes or not sure; never no, never blank."""
    return [(rule, result, {**more, question: code}) for code, result in (("yes", level), ("unsure", level), ("no", None), (None, None))]


def any_code(rule, question, codes, **more):
    """Any code but none; not sure counts."""
    edges = [(rule, R, {**more, question: [code]}) for code in (*codes, "unsure")]
    return [*edges, (rule, None, {**more, question: ["none"]}), (rule, None, {**more, question: None})]


def drug(*names):
    return {"medicines_any": "yes", "medicine": [{"medicine-name": name} for name in names]}


NECK = {"condition": "neck"}
ONSET = C("CD02_ONSET_DAYS")
NECK_EDGES = [
    *tick_list("RF-N1", "neck_rf_cord", ("hands", "limbs", "walking", "leak"), **NECK),
    *pair(
        "RF-N2", "neck_rf_sudden_pain", "neck_rf_sudden_signs", "neck_rf_sudden_signs_now",
        yes=("yes", ["slurred"]), no=("no", ["none"]), unsure=("unsure", ["unsure"]),
        checked=[("yes", ["checked"]), ("unsure", ["checked"])], **NECK,
    ),
    *[("RF-N2", U, {**NECK, "neck_rf_sudden_pain": "yes", "neck_rf_sudden_signs": [sign]})
      for sign in ("dizzy", "double-vision", "eyelid", "numb-face", "slurred", "falls")],
    ("RF-N2", U, {**NECK, "neck_rf_sudden_pain": "yes", "neck_rf_sudden_signs": ["dizzy", "checked"]}),
    ("RF-N2", U, {**NECK, "neck_rf_sudden_pain": "yes", "neck_rf_sudden_signs": ["unsure", "checked"]}),
    *row("RF-N3", "neck_rf_fever", **NECK),
    *row("RF-N4", "neck_rf_crash", **NECK),
    *pair(
        "RF-N5", "neck_rf_lock", "neck_rf_new_pill", "neck_rf_new_pill_now",
        yes=("yes", "yes"), no=("no", "no"), unsure=("unsure", "unsure"), checked=[("checked", "yes"), ("checked", "unsure")], **NECK,
    ),
    *any_code("RN-1", "neck_rf_general", ("cancer", "weight-loss", "night-pain"), **NECK),
    ("CD-01", N, {**NECK, **drug("metoclopramide")}),
    ("CD-01", N, {**NECK, **drug("Haldol")}),
    ("CD-01", None, {**NECK, **drug("ibuprofen")}),
    ("CD-01", None, drug("metoclopramide")),  # not the neck module
    ("CD-01", N, {**NECK, "neck_past_medicines": ["haloperidol"]}),
    ("CD-01", N, {**NECK, "neck_past_medicines": ["Risperdal"]}),
    ("CD-01", N, {**NECK, "neck_past_medicines": ["unsure"]}),
    ("CD-01", None, {**NECK, "neck_past_medicines": ["none"]}),
    ("CD-01", None, {**NECK, "neck_past_medicines": ["a white pill"]}),
    ("CD-01", None, {**NECK}),
    ("CD-02", R, {**NECK, "neck_onset_date": ago(ONSET - 1)}),
    ("CD-02", None, {**NECK, "neck_onset_date": ago(ONSET)}),
    ("CD-02", R, {**NECK, "neck_onset_date": "2026-02"}),  # 28 February: 16 days
    ("CD-02", None, {**NECK, "neck_onset_date": "2026-01"}),
    ("CD-02", R, {**NECK, "neck_onset_date": "2026"}),  # never later than the visit
    ("CD-02", None, {**NECK}),
    *[("CD-02", level, {**NECK, "neck_onset_date": ago(3), "neck_rf_lock": lock, "neck_rf_new_pill": pill})
      for lock, pill, level in (("yes", "yes", None), ("checked", "yes", None), ("yes", "no", R))],
    *uncertain("CD-03", N, "neck_fixed", **NECK),
    ("CD-03", N, {**NECK, "neck_injury": True, "neck_fixed": "no"}),
    ("CD-03", None, {**NECK, "neck_injury": False}),
    ("RF-N3", U, {"condition_second": "neck", "neck_rf_fever": "yes"}),
]

STIFF = {"condition": "spasticity", "spasticity_cause": "stroke"}
FALLS = C("SP03_FALLS")
SPASTICITY_EDGES = [
    *row("RF-S1", "spasticity_rf_stroke", **STIFF),
    *row("RF-S2", "spasticity_rf_dysreflexia", checked=False, **STIFF | {"spasticity_cause": "spinal-cord-injury"}),
    ("RF-S2", None, {**STIFF, "spasticity_rf_dysreflexia": "yes"}),  # only asked after a cord injury
    *pair(
        "RF-S3", "spasticity_rf_baclofen", "spasticity_rf_withdrawal", "spasticity_rf_withdrawal_now",
        yes=(["pump"], "yes"), no=(["none"], "no"), unsure=(["unsure"], "unsure"), **STIFF,
    ),
    *[("RF-S3", U, {**STIFF, "spasticity_rf_baclofen": [code], "spasticity_rf_withdrawal": "yes"})
      for code in ("pump-alarm", "missed-refill", "stopped")],
    ("RF-S3", U, {**STIFF, "spasticity_rf_baclofen": ["pump", "unsure"], "spasticity_rf_withdrawal": "yes", "spasticity_rf_withdrawal_now": "no"}),
    *row("RF-S4", "spasticity_rf_calf", **STIFF),
    *row("RF-S5", "spasticity_rf_seizure", **STIFF),
    *uncertain("RS-1", R, "spasticity_rf_worse_fast", **STIFF),
    *uncertain("SP-01", N, "spasticity_fixed_joint", **STIFF),
    ("SP-02", D, {**STIFF}),
    ("SP-02", D, {"condition_second": "spasticity"}),
    ("SP-02", D, {**STIFF, "goal": [{}]}),
    ("SP-02", D, {**STIFF, "goal": [{"goal-baseline": "3"}]}),
    ("SP-02", None, {**STIFF, "goal": [{"goal-area": "care"}]}),
    ("SP-02", None, {**STIFF, "goal": [{"goal-baseline": "3"}, {"goal-words": "open my hand"}]}),
    ("SP-02", None, {}),
    *[("SP-03", N, {**STIFF, "spasticity_falls": FALLS, "spasticity_limbs": [limb]}) for limb in ("left-leg", "left-foot", "right-leg", "right-foot")],
    ("SP-03", None, {**STIFF, "spasticity_falls": FALLS - 1, "spasticity_limbs": ["left-leg"]}),
    ("SP-03", None, {**STIFF, "spasticity_falls": FALLS, "spasticity_limbs": ["left-arm", "left-hand", "right-arm", "right-hand"]}),
    ("SP-03", None, {**STIFF, "spasticity_falls": FALLS, "spasticity_limbs": None}),
    ("SP-03", None, {**STIFF, "spasticity_limbs": ["left-leg"]}),
]

BACK = {"condition": "back"}
HIGH, LOW, MONTHS, PHYSIO = C("RB3_AGE_HIGH"), C("RB3_AGE_LOW"), C("BP01_MONTHS"), C("BP03_PHYSIO_WEEKS")
BACK_EDGES = [
    *tick_list("RF-B1", "back_rf_saddle", ("numb", "pee", "leak", "sex"), **BACK),
    *row("RF-B2", "back_rf_leg_weak", **BACK),
    *row("RF-B3", "back_rf_fever", **BACK),
    *any_code("RF-B3", "back_rf_infection_risk", ("weak-defence", "recent-infection", "inject"), **BACK, back_rf_fever="no"),
    ("RF-B3", U, {**BACK, "back_rf_fever": "yes", "back_rf_infection_risk": ["inject"]}),
    ("RF-B3", R, {**BACK, "back_rf_fever": "checked", "back_rf_infection_risk": ["none"]}),
    *row("RF-B4", "back_rf_crash", **BACK),
    *row("RF-B5", "back_rf_tearing", **BACK),
    *any_code("RB-1", "back_rf_general", ("cancer", "weight-loss", "night-pain"), **BACK),
    *[("RB-2", R, {**BACK, "back_rf_bones": [code], "back_rf_small_injury": "yes"}) for code in ("thin-bones", "steroids", "unsure")],
    ("RB-2", R, {**BACK, "back_rf_bones": ["steroids"], "back_rf_small_injury": "unsure"}),
    ("RB-2", None, {**BACK, "back_rf_bones": ["steroids"], "back_rf_small_injury": "no"}),
    ("RB-2", None, {**BACK, "back_rf_bones": ["steroids"], "back_rf_small_injury": None}),
    ("RB-2", None, {**BACK, "back_rf_bones": ["none"], "back_rf_small_injury": "yes"}),
    ("RB-3", R, {**BACK, "back_rf_first_age": HIGH}),
    ("RB-3", None, {**BACK, "back_rf_first_age": HIGH - 1}),
    ("RB-3", None, {**BACK, "back_rf_first_age": LOW}),
    ("RB-3", R, {**BACK, "back_rf_first_age": LOW - 1}),
    ("RB-3", R, {**BACK, "back_rf_first_age": 0}),
    ("RB-3", None, {**BACK, "back_rf_first_age": None}),
    ("BP-01", N, {**BACK, "back_months": MONTHS - 1}),
    ("BP-01", None, {**BACK, "back_months": MONTHS}),
    ("BP-01", None, {**BACK}),
    *uncertain("BP-02", N, "back_leg_worse", **BACK),
    ("BP-03", N, {**BACK, "back_physio_weeks": PHYSIO - 1}),
    ("BP-03", N, {**BACK, "back_physio_weeks": 0}),
    ("BP-03", None, {**BACK, "back_physio_weeks": PHYSIO}),
    ("BP-03", None, {**BACK}),  # not answered is not 0
]

KNEE = {"condition": "knee"}
KNEE_MONTHS, KNEE_PHYSIO = C("LP_MONTHS_OVER"), C("LP_PHYSIO_WEEKS")
KNEE_EDGES = [
    *row("RF-K1", "knee_rf_hot", **KNEE),
    *pair(
        "RF-K2", "knee_rf_injury", "knee_rf_injury_signs", "knee_rf_injury_signs_now",
        yes=("yes", ["cannot-use"]), no=("no", ["none"]), unsure=("unsure", ["unsure"]),
        checked=[("checked", ["out-of-place"]), ("checked", ["unsure"])], **KNEE,
    ),
    ("RF-K2", U, {**KNEE, "knee_rf_injury": "yes", "knee_rf_injury_signs": ["out-of-place"]}),
    ("RF-K2", None, {**KNEE, "knee_rf_injury": "checked", "knee_rf_injury_signs": ["none"]}),
    *row("RF-K3", "knee_rf_locked", **KNEE),
    *row("RF-K4", "knee_rf_calf", **KNEE),
    *row("RF-K5", "knee_rf_foot", **KNEE),
    *any_code("RK-1", "knee_rf_general", ("night-pain", "lump", "weight-loss", "cancer"), **KNEE),
    *uncertain("RK-2", R, "knee_rf_swelling", **KNEE),
    ("LP-02", N, {**KNEE, "knee_physio_weeks": KNEE_PHYSIO - 1}),
    ("LP-02", None, {**KNEE, "knee_physio_weeks": KNEE_PHYSIO}),
    ("LP-02", None, {**KNEE}),
    ("LP-03", N, {**KNEE, "knee_months": KNEE_MONTHS}),
    ("LP-03", None, {**KNEE, "knee_months": KNEE_MONTHS + 1}),
    ("LP-03", None, {**KNEE}),
    *[("LP-04", N, {**KNEE, "knee_site": code}) for code in ("front", "inner", "behind", "all-over")],
    ("LP-04", None, {**KNEE, "knee_site": "front-outer"}),
    ("LP-04", None, {**KNEE}),
    *[("LP-05", level, {**KNEE, "knee_physio_after": code}) for code, level in (("no", N), ("yes", None), ("unsure", None), (None, None))],
]

OTHER = {"condition": "other"}
OTHER_EDGES = [
    *[("OT-01", N, {**OTHER, "other_fits": code}) for code in ("head", "neck-turn", "stiff-limb", "back", "knee-sport")],
    ("OT-01", N, {"condition_second": "other", "other_fits": "back"}),
    ("OT-01", None, {**OTHER, "other_fits": "none"}),
    ("OT-01", None, {**OTHER}),
    ("OT-01", None, {"other_fits": "head"}),
    ("OT-02", N, {**OTHER, "other_fits": "none"}),
    ("OT-02", N, {**OTHER}),
    ("OT-02", N, {"condition_second": "other"}),
    ("OT-02", None, {**OTHER, "other_fits": "head"}),
    ("OT-02", None, {}),
]

TWO = [
    ("S-22", N, {"condition": "neck", "condition_second": "migraine", "safety_face": ["dry-eyes"]}),
    ("TX-04", N, {**toxin(shot(100, "knee", benefit=10), shot(200, "knee", benefit=0)), **KNEE}),
    ("TX-06", N, {**toxin(shot(100, "back", lasted_weeks=C("TX06_WEEKS") - 1)), **BACK}),
    ("TX-06", None, {**toxin(shot(100, "back", lasted_weeks=C("TX06_WEEKS"))), **BACK}),
]

EDGES = [*NECK_EDGES, *SPASTICITY_EDGES, *BACK_EDGES, *KNEE_EDGES, *OTHER_EDGES, *TWO]
