"""Every finding rule just inside and just outside of its edges: (rule, level or None, answers changed in a clean visit)."""

from __future__ import annotations

from tests.notice.kit import ago, limit, shot, toxin

C = limit


def drug(*names, **more):
    return {"medicines_any": "yes", "medicine": [{"medicine-name": name, **more} for name in names]}


def germ(*names):
    return {"safety_germ_drug": "yes", "germ_drug": [{"germ-drug-name": name} if name else {} for name in names]}


def warfarin(inr=None):
    return drug("warfarin", **({} if inr is None else {"medicine-inr-value": inr}))


def row(question, now):
    """ROW(x, x-now): what each answer comes to."""
    return [
        ({question: "yes"}, "URGENT"),
        ({question: "no"}, None),
        ({question: None}, None),
        ({question: "checked"}, "REVIEW"),
        ({question: "unsure"}, "URGENT"),
        ({question: "unsure", now: "yes"}, "URGENT"),
        ({question: "unsure", now: "unsure"}, "URGENT"),
        ({question: "unsure", now: "no"}, "REVIEW"),
    ]


def tick_list(question, now, sign):
    return [
        ({question: [sign]}, "URGENT"),
        ({question: [sign, "unsure"], now: "no"}, "URGENT"),
        ({question: ["none"]}, None),
        ({question: None}, None),
        ({question: ["unsure"]}, "URGENT"),
        ({question: ["unsure"], now: "yes"}, "URGENT"),
        ({question: ["unsure"], now: "unsure"}, "URGENT"),
        ({question: ["unsure"], now: "no"}, "REVIEW"),
    ]


def three(rule, question, level):
    """A yes / no / not sure item: not sure never counts as no."""
    return [(rule, level, {question: "yes"}), (rule, level, {question: "unsure"}), (rule, None, {question: "no"}), (rule, None, {question: None})]


URGENT_LAYER = [
    *[("RF-G1", level, changes) for changes, level in tick_list("urgent_now", "urgent_now_now", "chest-pain")],
    ("RF-G1", "URGENT", {"safety_swallow": "cannot-now"}),
    ("RF-G1", "URGENT", {"safety_breath": "at-rest-now"}),
    ("RF-G1", None, {"safety_swallow": "choke", "safety_breath": "oxygen-machine"}),
    *[("RF-TX", level, {"urgent_recent_shot": "yes", **c}) for c, level in tick_list("urgent_spread", "urgent_spread_now", "leak")],
    ("RF-TX", None, {"urgent_recent_shot": "no", "urgent_spread": ["swallow"]}),  # a hidden answer counts for nothing
    ("RF-TX", "URGENT", toxin(shot(C("RFTX_LOOKBACK_DAYS")), toxin_spread=["eyelids"])),
    ("RF-TX", None, toxin(shot(C("RFTX_LOOKBACK_DAYS") + 1), toxin_spread=["eyelids"])),
    ("RF-TX", "URGENT", toxin(shot(50), toxin_spread=["unsure"])),
    ("RF-TX", "REVIEW", toxin(shot(50), toxin_spread=["unsure"], toxin_spread_now="no")),
]

SAFETY = [
    ("S-01", "CI", {"safety_toxin_allergy": "yes"}),
    ("S-01", "REVIEW", {"safety_toxin_allergy": "unsure"}),
    ("S-01", None, {"safety_toxin_allergy": "no"}),
    ("S-02", "CI", {"safety_milk_allergy": "yes"}),
    ("S-02", "REVIEW", {"safety_milk_allergy": "unsure"}),
    ("S-02", None, {"safety_milk_allergy": "no", "safety_milk_belly": True}),
    ("S-03", "CI", {"safety_site_infection": "yes", "safety_site_skin": "yes"}),
    ("S-03", "REVIEW", {"safety_site_infection": "unsure", "safety_site_skin": "yes"}),
    ("S-03", "NOTE", {"safety_site_skin": "yes"}),
    ("S-03", "NOTE", {"safety_site_skin": "unsure"}),
    ("S-03", None, {"safety_site_skin": "no"}),
    ("S-04", "CI", {"safety_blood_protein": "allergy"}),
    ("S-04", "REVIEW", {"safety_blood_protein": "refuse"}),
    ("S-04", "REVIEW", {"safety_blood_protein": "unsure"}),
    ("S-04", None, {"safety_blood_protein": "none"}),
    *[("S-05", "CI", {"safety_nerve_disease": [code]}) for code in ("myasthenia", "lambert-eaton", "als", "motor-nerve", "muscle-disease")],
    ("S-05", "CI", {"safety_nerve_disease": ["als", "unsure"]}),
    ("S-05", "REVIEW", {"safety_nerve_disease": ["unsure"]}),
    ("S-05", None, {"safety_nerve_disease": ["none"]}),
    *three("S-06", "safety_eyelids", "REVIEW"),
    *three("S-06", "safety_fatigue", "REVIEW"),
    ("S-06", "REVIEW", {"safety_eyelids": "yes", "safety_nerve_disease": ["unsure"]}),  # not sure is not a diagnosis
    ("S-06", None, {"safety_eyelids": "yes", "safety_nerve_disease": ["myasthenia"]}),
    ("S-06", None, {"safety_eyelids": "yes", "urgent_recent_shot": "yes", "urgent_spread": ["eyelids"]}),
    ("S-06", "REVIEW", {"safety_eyelids": "yes", "urgent_recent_shot": "yes", "urgent_spread": ["unsure"], "urgent_spread_now": "no"}),
    *[("S-07", "REVIEW", {"safety_swallow": code}) for code in ("some", "choke", "unsure")],
    ("S-07", None, {"safety_swallow": "cannot-now"}),
    ("S-07", None, {"safety_swallow": "none"}),
    *[("S-08", "REVIEW", {"safety_breath": code}) for code in ("copd-limits", "oxygen-machine", "unsure")],
    ("S-08", "NOTE", {"safety_breath": "asthma-controlled"}),
    ("S-08", None, {"safety_breath": "at-rest-now"}),
    *[("S-09", "REVIEW", {"safety_pregnant": code}) for code in ("yes", "unsure", "trying")],
    ("S-09", None, {"safety_pregnant": "na"}),
    ("S-09", None, {"safety_pregnant": "yes", "identity_sex": "male"}),
    ("S-09", "REVIEW", {"safety_pregnant": "yes", "identity_sex": None}),
    ("S-09", "REVIEW", {"safety_pregnant": "yes", "identity_birth_date": "1970-03-17"}),  # 55
    ("S-09", None, {"safety_pregnant": "yes", "identity_birth_date": "1970-03-16"}),  # 56 today
    ("S-09", "REVIEW", {"safety_pregnant": "yes", "identity_birth_date": "2014-03-16"}),  # 12 today
    ("S-09", None, {"safety_pregnant": "yes", "identity_birth_date": "2014-03-17"}),  # 11
    ("S-10", "REVIEW", {"safety_breastfeeding": True}),
    ("S-10", None, {"safety_breastfeeding": False}),
    ("S-20", "REVIEW", {"safety_surgery": "asleep"}),
    ("S-20", "REVIEW", {"safety_surgery": "unsure"}),
    ("S-20", "NOTE", {"safety_surgery": "other"}),
    ("S-20", None, {"safety_surgery": "none"}),
    *[("S-21", "NOTE", {"safety_heart": [code]}) for code in ("heart-attack", "uneven-beat", "unsure")],
    ("S-21", None, {"safety_heart": ["none"]}),
    *[("S-22", "NOTE", {"safety_face": [code]}) for code in ("face-surgery", "droopy-eyelid", "dry-eyes", "weak-forehead", "unsure")],
    ("S-22", None, {"safety_face": ["none"]}),
    ("S-22", None, {"safety_face": ["dry-eyes"], "condition": "other"}),
    *three("S-24", "safety_unwell", "REVIEW"),
    *[("S-25", "NOTE", {"condition_second": code}) for code in ("back", "knee", "other")],
    ("S-25", "NOTE", {"condition": "back"}),
    ("S-25", None, {"condition_second": "neck"}),
    ("S-26", "NOTE", {"safety_faint": True}),
    ("S-26", "NOTE", {"safety_numb_allergy": True}),
    ("S-26", None, {"safety_faint": None, "safety_numb_allergy": False}),
    *three("S-27", "safety_botulism_vaccine", "NOTE"),
]

# Born on these days the person is so old on 16 March 2026; the day after, one year younger.
AGES = [
    ("S-23", "REVIEW", {"identity_birth_date": "2008-03-17"}),
    ("S-23", None, {"identity_birth_date": "2008-03-16"}),
    ("S-23", "REVIEW", {"condition": "neck", "identity_birth_date": "2010-03-17"}),
    ("S-23", "NOTE", {"condition": "neck", "identity_birth_date": "2010-03-16"}),
    ("S-23", "NOTE", {"condition": "neck", "identity_birth_date": "2008-03-17"}),
    ("S-23", None, {"condition": "neck", "identity_birth_date": "2008-03-16"}),
    ("S-23", "NOTE", {"condition": "spasticity", "identity_birth_date": "2008-03-17"}),
    ("S-23", None, {"condition": "spasticity", "identity_birth_date": "2008-03-16"}),
    *[("S-23", "REVIEW", {"condition": code, "identity_birth_date": "2008-03-17"}) for code in ("back", "knee", "other")],
    *[("S-23", None, {"condition": code, "identity_birth_date": "2008-03-16"}) for code in ("back", "knee", "other")],
    ("S-23", "REVIEW", {"condition": "spasticity", "condition_second": "migraine", "identity_birth_date": "2008-03-17"}),
    ("S-23", "REVIEW", {"identity_birth_date": "2008-04"}),  # latest day it can mean
    ("S-23", None, {"identity_birth_date": "2008-02"}),
    ("S-23", None, {"identity_birth_date": None}),
]

MOOD = [
    ("S-28", "REVIEW", {"phq2_interest": "2", "phq2_down": "1"}),
    ("S-28", None, {"phq2_interest": "1", "phq2_down": "1"}),
    ("S-28", None, {"phq2_interest": "3", "phq2_down": None}),
    ("S-28", None, {"phq2_interest": "3", "phq2_down": "3", "responder_role": "proxy"}),
    ("S-28", "REVIEW", {"phq2_interest": "3", "phq2_down": "3", "responder_role": "nurse"}),
    *[("S-29", "DATA", {"responder_role": role}) for role in ("patient-help", "nurse", "interpreter", "proxy", "mixed")],
    ("S-29", None, {"responder_role": "patient"}),
    ("S-29", None, {"responder_role": None}),
]

MEDICINES = [
    ("S-11", "REVIEW", drug("gentamicin-injection")),
    ("S-11", "REVIEW", germ("spectinomycin-injection")),
    ("S-11", "REVIEW", germ("unknown")),
    ("S-11", "REVIEW", germ("a yellow drip")),
    ("S-11", "REVIEW", germ(None)),
    ("S-11", "REVIEW", {"safety_germ_drug": "yes"}),
    ("S-11", "REVIEW", germ("doxycycline", "unknown")),
    ("S-11", "REVIEW", germ("ibuprofen")),  # on the list of medicines, not on those an antibiotic comes from
    ("S-11", "REVIEW", {"safety_germ_drug": "unsure"}),
    ("S-11", "REVIEW", drug("Gentamicin")),  # typed: the form is not known, the more careful one counts
    ("S-11", "NOTE", germ("tobramycin-topical")),
    ("S-11", "NOTE", drug("Sofracort")),
    ("S-11", None, germ("doxycycline")),
    ("S-11", None, drug("my blue pill")),
    ("S-11", None, {"safety_germ_drug": "no"}),
    ("S-12", "REVIEW", drug("pyridostigmine")),
    ("S-12", "REVIEW", germ("clindamycin")),
    ("S-12", "REVIEW", drug("hydroxychloroquine", "Mestinon")),
    ("S-12", "NOTE", drug("Plaquenil")),
    ("S-12", "NOTE", germ("doxycycline")),
    ("S-12", None, drug("ibuprofen")),
    ("S-13", "NOTE", drug("baclofen-oral")),
    ("S-13", None, drug("oxybutynin")),
    ("S-14", "NOTE", drug("oxybutynin")),
    ("S-14", None, drug("cyclobenzaprine")),
    ("S-17", "NOTE", drug("aspirin-daily")),
    ("S-17", None, drug("aspirin-as-needed")),
    *three("S-18", "safety_bleeding", "REVIEW"),
    *three("S-18", "safety_recent_bleed", "REVIEW"),
    ("S-18", None, warfarin(C("S18_INR_MAX"))),
    ("S-18", "REVIEW", warfarin(float(C("S18_INR_MAX")) + 0.1)),
    ("S-18", "REVIEW", warfarin()),
    ("S-18", "REVIEW", drug("Coumadin")),
    ("S-18", None, drug("apixaban")),
]

REVIEW_DAYS, NOTE_DAYS = C("S15_REVIEW_DAYS"), C("S15_NOTE_DAYS")
TOXIN = [
    ("S-15", "REVIEW", toxin(shot(REVIEW_DAYS - 1))),
    ("S-15", None, toxin(shot(REVIEW_DAYS))),
    ("S-15", "NOTE", toxin(shot(REVIEW_DAYS, clinic="cosmetic"))),
    ("S-15", "NOTE", toxin(shot(REVIEW_DAYS, clinic="unsure"))),
    ("S-15", "NOTE", toxin(shot(REVIEW_DAYS, product="unknown"))),
    ("S-15", "NOTE", toxin(shot(NOTE_DAYS - 1, clinic="other-medical"))),
    ("S-15", None, toxin(shot(NOTE_DAYS, clinic="other-medical"))),
    ("S-15", None, toxin(shot(NOTE_DAYS - 1))),
    ("S-15", None, toxin(shot(100), shot(105, clinic="cosmetic"))),  # the newest counts
    ("S-15", "REVIEW", toxin(shot(None, date="2025-12"))),  # 31 December: 75 days
    ("S-15", None, toxin(shot(None, date="2025-11"))),  # 30 November: 106 days, this clinic
    ("S-15", "REVIEW", toxin(shot(None, date="2026"))),  # never later than the visit
    ("S-15", None, toxin(shot(None, date="2025", product="botox"), toxin_ever="no")),
    ("S-15", "REVIEW", {"toxin_ever": "unsure"}),
    ("S-15", "REVIEW", {"urgent_recent_shot": "yes"}),
    ("S-15", "REVIEW", toxin(shot(None), urgent_recent_shot="unsure")),
    ("S-15", None, toxin(shot(None))),
    ("S-16", None, toxin(shot(83, units_known=True, units=C("S16_CAP_BOTOX")))),
    ("S-16", "REVIEW", toxin(shot(83, units_known=True, units=C("S16_CAP_BOTOX") + 1))),
    ("S-16", None, toxin(shot(84, units_known=True, units=C("S16_CAP_BOTOX") + 1))),
    ("S-16", "REVIEW", toxin(shot(10, units_known=True, units=200), shot(60, units_known=True, units=201))),
    ("S-16", None, toxin(shot(10, units_known=True, units=300), shot(60, product="xeomin", units_known=True, units=300))),
    ("S-16", "REVIEW", toxin(shot(10, product="xeomin", units_known=True, units=C("S16_CAP_XEOMIN") + 1))),
    ("S-16", None, toxin(shot(10, product="dysport", units_known=True, units=C("S16_CAP_DYSPORT")))),
    ("S-16", "REVIEW", toxin(shot(10, product="dysport", units_known=True, units=C("S16_CAP_DYSPORT") + 1))),
    ("S-16", None, toxin(shot(10, units_known=False, units=900))),  # unknown units: the number is not asked
    ("S-16", None, toxin(shot(10, product="other", units_known=True, units=5000))),
    ("S-16", None, toxin(shot(None, units_known=True, units=900))),
    *[("S-19", "REVIEW", toxin(shot(), toxin_problems=[code])) for code in ("swallow", "breathe", "speak", "double-vision", "weak-all-over", "allergic", "unsure")],
    *[("S-19", "NOTE", toxin(shot(), toxin_problems=[code])) for code in ("eyelid", "weak-neck", "headache", "bruise", "other")],
    ("S-19", "REVIEW", toxin(shot(), shot(300, problems=["speak"]), toxin_problems=["bruise"])),
    ("S-19", "NOTE", toxin(shot(300, problems=["bruise"]))),
    ("S-19", "REVIEW", {"urgent_recent_shot": "yes", "urgent_spread": ["weak"]}),
    ("S-19", None, toxin(shot())),
    ("TX-01", "DATA", toxin(shot(), shot(300, product="unknown"))),
    ("TX-01", None, toxin(shot(product="other"))),
]

LATE, EARLY = C("TX02_LATE_MAX"), C("TX02_EARLY_MIN")


def course(*benefits, weak=("no", "no"), purpose="migraine"):
    """Visits 100 days apart, newest first."""
    rows = [shot(100 + 100 * n, purpose, benefit=benefit) for n, benefit in enumerate(benefits)]
    for one, felt in zip(rows, weak, strict=False):
        one["toxin-visit-felt-weak"] = felt
    return toxin(*[{k: v for k, v in one.items() if v is not None} for one in rows])


RESPONSE = [
    ("TX-02", "REVIEW", course(LATE, LATE, EARLY)),
    ("TX-02", None, course(LATE + 1, LATE, EARLY)),
    ("TX-02", None, course(LATE, LATE + 1, EARLY)),
    ("TX-02", None, course(LATE, LATE, EARLY - 1)),
    ("TX-02", "REVIEW", course(LATE, LATE, 10, EARLY)),
    ("TX-02", None, course(LATE, LATE)),
    ("TX-02", None, course(None, LATE, EARLY)),
    ("TX-02", None, course(LATE, LATE, None)),
    ("TX-02", "REVIEW", course(LATE, LATE, EARLY, weak=("unsure", None))),
    ("TX-02", None, course(LATE, LATE, EARLY, weak=("no", "yes"))),
    ("TX-02", "REVIEW", course(LATE, LATE, EARLY, weak=("no", "no", "yes"))),
    ("TX-02", None, course(LATE, LATE, EARLY, purpose="cosmetic")),
    ("TX-02", "REVIEW", {**course(LATE, LATE, EARLY, purpose="neck"), "condition_second": "neck"}),
    ("TX-03", "NOTE", toxin(shot(200), shot(200 + C("TX03_MIN_GAP_DAYS") - 1))),
    ("TX-03", None, toxin(shot(200), shot(200 + C("TX03_MIN_GAP_DAYS")))),
    ("TX-03", "NOTE", toxin(shot(400), shot(200), shot(283))),  # in any order
    ("TX-03", None, toxin(shot(200), shot(210, "cosmetic"))),
    ("TX-03", "NOTE", toxin(shot(200, booster=True))),
    ("TX-03", None, toxin(shot(200, booster=False))),
    ("TX-04", "NOTE", course(C("TX04_BEST_BELOW") - 1, 0)),
    ("TX-04", None, course(C("TX04_BEST_BELOW"), 0)),
    ("TX-04", None, course(0)),
    ("TX-04", None, course(0, None)),
    ("TX-05", "NOTE", course(C("TX05_LOW"))),
    ("TX-05", None, course(C("TX05_LOW") - 1)),
    ("TX-05", "NOTE", course(C("TX05_BELOW") - 1)),
    ("TX-05", None, course(C("TX05_BELOW"))),
    ("TX-05", None, course(LATE, LATE, EARLY)),  # TX-02 wins
    ("TX-05", "NOTE", course(10, 10, EARLY, weak=("yes", "no"))),
    ("TX-05", None, course(10, 10, EARLY - 1, weak=("yes", "no"))),
    ("TX-06", "NOTE", toxin(shot(200, lasted_weeks=C("TX06_WEEKS") - 1))),
    ("TX-06", None, toxin(shot(200, lasted_weeks=C("TX06_WEEKS")))),
    ("TX-06", None, toxin(shot(200, lasted_weeks=12), shot(400, lasted_weeks=2))),
    ("TX-06", None, toxin(shot(200))),
    ("TX-06", "NOTE", toxin(shot(400, lasted_weeks=12), shot(200, lasted_weeks=2))),  # the newest by date, not by row
    ("TX-06", None, toxin(shot(None, lasted_weeks=2), shot(200, lasted_weeks=12))),  # without a date: behind the dated ones
]

HEADACHE_FLAGS = [
    *[
        (rule, level, changes)
        for rule, question in [
            ("RF-H1", "migraine_rf_sudden"), ("RF-H3", "migraine_rf_fever"), ("RF-H4", "migraine_rf_head_injury"),
            ("RF-H5", "migraine_rf_red_eye"), ("RF-H6", "migraine_rf_pregnancy"), ("RF-H8", "migraine_rf_eye_nerve"),
        ]
        for changes, level in row(question, question + "_now")
    ],
    *[("RF-H7", level, {"identity_birth_date": "1976-03-16", **c}) for c, level in row("migraine_rf_scalp_jaw", "migraine_rf_scalp_jaw_now")],
    ("RF-H7", None, {"identity_birth_date": "1976-03-17", "migraine_rf_scalp_jaw": "yes"}),  # 49
    ("RF-H6", None, {"identity_sex": "male", "migraine_rf_pregnancy": "yes"}),
    ("RF-H5", "REVIEW", {"migraine_rf_red_eye": "long-standing"}),
    *[("RF-H2", level, changes) for changes, level in tick_list("migraine_rf_deficit", "migraine_rf_deficit_now", "speech")],
    ("RF-H2", "REVIEW", {"migraine_rf_deficit": ["checked"]}),
    ("RF-H2", "URGENT", {"migraine_rf_deficit": ["checked", "unsure"]}),
    ("RF-H2", "REVIEW", {"migraine_rf_deficit": ["checked", "unsure"], "migraine_rf_deficit_now": "no"}),
    ("RF-H2", "URGENT", {"migraine_rf_deficit": ["checked", "seizure"]}),
    ("RF-H1", None, {"condition": "neck", "migraine_rf_sudden": "yes"}),
    *three("RH-1", "migraine_rf_changed", "REVIEW"),
    ("RH-2", "REVIEW", {"identity_birth_date": "1970-01-01", "migraine_rf_after_50": "yes"}),
    ("RH-2", "REVIEW", {"identity_birth_date": "1970-01-01", "migraine_rf_after_50": "unsure"}),
    ("RH-2", None, {"identity_birth_date": "1970-01-01", "migraine_rf_after_50": "no"}),
    ("RH-2", "REVIEW", {"identity_birth_date": "1970-01-01", "migraine_rf_after_50": "no", "migraine_first_age": C("RH2_AGE")}),
    ("RH-2", None, {"identity_birth_date": "1970-01-01", "migraine_rf_after_50": "no", "migraine_first_age": C("RH2_AGE") - 1}),
    *three("RH-3", "migraine_rf_position", "REVIEW"),
    *three("RH-4", "migraine_rf_strain", "REVIEW"),
    *three("RH-5", "migraine_rf_progressive", "REVIEW"),
    *three("RH-6", "migraine_rf_cancer", "REVIEW"),
    *[("RH-7", "REVIEW", {"migraine_rf_immune": [code]}) for code in ("hiv", "transplant", "immune-drug", "unsure")],
    ("RH-7", None, {"migraine_rf_immune": ["none"]}),
    ("RH-7", None, {"migraine_rf_immune": None}),
    *three("RH-8", "migraine_rf_after_injury", "REVIEW"),
]


def acute(any_days=None, months=C("MOH_MONTHS_OVER") + 1, **days):
    """Acute drug use: days a class."""
    changes = {f"migraine_acute_{name}_days": days.get(name) for name in ("triptan", "ergot", "opioid", "combo", "simple")}
    return {"migraine_acute_classes": list(days) or ["none"], "migraine_acute_any_days": any_days, "migraine_acute_months": months, **changes}


MULTI = C("MOH_MULTI_DAYS")
MIGRAINE = [
    ("MIG-03", "NOTE", {"migraine_headache_days": C("MIG_CHRONIC_DAYS") - 1}),
    ("MIG-03", None, {"migraine_headache_days": C("MIG_CHRONIC_DAYS")}),
    ("MIG-03", None, {"migraine_headache_days": None}),
    ("MIG-03", None, {"migraine_headache_days": 10, **toxin(shot())}),
    ("MIG-03", "NOTE", {"migraine_headache_days": 10, **toxin(shot(200, "cosmetic"))}),
    *[("MIG-04", "REVIEW", acute(**{name: C(f"MOH_{name.upper()}_DAYS")})) for name in ("triptan", "ergot", "opioid", "combo", "simple")],
    *[("MIG-04", None, acute(**{name: C(f"MOH_{name.upper()}_DAYS") - 1})) for name in ("triptan", "ergot", "opioid", "combo", "simple")],
    ("MIG-04", "REVIEW", acute(MULTI, triptan=5, simple=5)),
    ("MIG-04", None, acute(MULTI - 1, triptan=5, simple=5)),
    ("MIG-04", None, acute(MULTI, triptan=5, simple=0)),
    ("MIG-04", None, acute(None, triptan=5, simple=MULTI - 1)),  # blank any-days: the largest class
    ("MIG-04", "REVIEW", acute(None, triptan=5, simple=MULTI)),
    ("MIG-04", None, acute(triptan=20, months=C("MOH_MONTHS_OVER"))),
    ("MIG-04", None, acute(triptan=20, months=None)),
    ("MIG-04", None, {**acute(triptan=20), "migraine_headache_days": C("MIG_CHRONIC_DAYS") - 1}),
    ("MIG-04", "REVIEW", {**acute(triptan=20), "migraine_headache_days": C("MIG_CHRONIC_DAYS")}),
    ("MIG-05", "NOTE", acute(triptan=20, months=C("MOH_MONTHS_OVER"))),
    ("MIG-05", "NOTE", acute(triptan=20, months=None)),
    ("MIG-05", "NOTE", {**acute(MULTI, triptan=5, simple=5), "migraine_headache_days": None}),
    ("MIG-05", None, acute(triptan=20)),  # MIG-04 says it
    ("MIG-05", None, acute(triptan=9)),
    ("MIG-06", None, {"migraine_headache_days": 20, "migraine_clear_days": 7}),
    ("MIG-06", "DATA", {"migraine_headache_days": 20, "migraine_clear_days": 6}),
    ("MIG-06", None, {"migraine_headache_days": 20, "migraine_clear_days": 13}),
    ("MIG-06", "DATA", {"migraine_headache_days": 20, "migraine_clear_days": 14}),
    ("MIG-06", None, {"migraine_headache_days": 20, "migraine_clear_days": None}),
    *[("MIG-07", level, {"migraine_headache_days": days, "migraine_diary": False})
      for days, level in [(13, None), (C("MIG_NEAR_LOW"), "DATA"), (C("MIG_NEAR_HIGH"), "DATA"), (17, None)]],
    ("MIG-07", "DATA", {"migraine_headache_days": 15, "migraine_diary": None}),
    ("MIG-07", None, {"migraine_headache_days": 15, "migraine_diary": True}),
]

CGRP = {"treatment-name": "erenumab", "treatment-for": "migraine", "treatment-tried": "yes"}
COMBINED = [
    ("MIG-08", "NOTE", {**toxin(shot()), **drug("Aimovig")}),
    ("MIG-08", None, drug("erenumab")),
    ("MIG-08", "NOTE", {**toxin(shot()), "treatment": [CGRP | {"treatment-still": True, "treatment-result": "no-help"}]}),
    ("MIG-08", "NOTE", {**toxin(shot()), "treatment": [CGRP | {"treatment-result": "current"}]}),
    ("MIG-08", None, {**toxin(shot()), "treatment": [CGRP | {"treatment-still": False, "treatment-result": "no-help"}]}),
    ("MIG-08", None, {**toxin(shot(200, "cosmetic")), "treatment": [CGRP | {"treatment-result": "current"}]}),
    ("MIG-08", None, {**toxin(shot()), "treatment": [CGRP | {"treatment-name": "topiramate", "treatment-still": True, "treatment-result": "current"}]}),
    ("MIG-08", None, {**toxin(shot()), "treatment": [{"treatment-for": "migraine", "treatment-still": True, "treatment-result": "current"}]}),
    ("MIG-08", "NOTE", {**toxin(shot()), "treatment": [CGRP | {"treatment-result": "current"}, CGRP | {"treatment-name": "topiramate", "treatment-result": "no-help"}]}),
    ("S-30", None, {}),
    ("S-30", "DATA", {"safety_toxin_allergy": None}),
    ("S-30", "DATA", {"medicines_any": "yes", "medicine": [{}]}),  # a card left empty names no medicine
    ("S-30", "DATA", {"medicines_any": "yes", "medicine": [{}, {}]}),
    ("S-30", None, {"medicines_any": "yes", "medicine": [{}, {"medicine-name": "ibuprofen"}]}),
    ("S-30", None, {"medicines_any": "no", "medicine": [{}]}),
]

EDGES = [*URGENT_LAYER, *SAFETY, *AGES, *MOOD, *MEDICINES, *TOXIN, *RESPONSE, *HEADACHE_FLAGS, *MIGRAINE, *COMBINED]
assert ago(0) == "2026-03-16"
