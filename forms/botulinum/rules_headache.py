"""Headache: red flags (RF-H, RH) and the migraine findings (MIG-03 to MIG-08). The criteria lines are in rules_criteria.py."""

from __future__ import annotations

from intake.notice.finding import Level
from intake.notice.notation import level_if, row, tick_list, worst
from intake.notice.screening import rule
from intake.notice.view import View

URGENT, CI, REVIEW, NOTE, DATA = Level
UNCERTAIN = {"yes", "unsure"}
SNNOOP = "SNNOOP10 abstract [G7]; design choice"

# -- Same day


@rule(
    "RF-H1", URGENT, REVIEW,
    says="Thunderclap-type headache in the last 2 weeks",
    scope="Sudden onset; REVIEW once a doctor has checked it", source=SNNOOP, grade="A/D",
)
def thunderclap(v: View) -> Level | None:
    return row(v, "migraine-rf-sudden", "migraine-rf-sudden-now")


@rule(
    "RF-H2", URGENT, REVIEW,
    says="New neurologic deficit, confusion, seizure or sight loss",
    scope="Last 48 hours or still there; usual aura does not count (`migraine-aura`)", source=SNNOOP, grade="A/D",
)
def deficit(v: View) -> Level | None:
    return tick_list(v, "migraine-rf-deficit", "migraine-rf-deficit-now")


@rule("RF-H3", URGENT, REVIEW, says="Headache with fever, stiff neck or rash", scope="Now", source=SNNOOP, grade="A/D")
def fever(v: View) -> Level | None:
    return row(v, "migraine-rf-fever", "migraine-rf-fever-now")


@rule("RF-H4", URGENT, REVIEW, says="Head injury in 30 days with worsening headache", source=SNNOOP, grade="A/D")
def head_injury(v: View) -> Level | None:
    return row(v, "migraine-rf-head-injury", "migraine-rf-head-injury-now")


@rule(
    "RF-H5", URGENT, REVIEW,
    says="Painful red eye or sudden one-eye blur",
    scope="Now; one-sided tearing for years is REVIEW", source=SNNOOP, grade="A/D",
)
def red_eye(v: View) -> Level | None:
    return worst(
        row(v, "migraine-rf-red-eye", "migraine-rf-red-eye-now"),
        level_if(REVIEW, v.has("migraine-rf-red-eye", {"long-standing"})),
    )


@rule(
    "RF-H6", URGENT, REVIEW,
    says="New or worse headache in pregnancy or 6 weeks after birth",
    scope="Asked when `identity-sex` is not male and `identity-age` is 12-55", source=SNNOOP, grade="A/D",
)
def pregnancy(v: View) -> Level | None:
    return row(v, "migraine-rf-pregnancy", "migraine-rf-pregnancy-now")


@rule(
    "RF-H7", URGENT, REVIEW,
    says="New headache with scalp, jaw or sight signs at 50+",
    scope="Asked from age 50; giant cell arteritis picture [K]",
    source="SNNOOP10 abstract [G7]; Birmingham record [G8]; not verified", grade="A/K",
)
def scalp_jaw(v: View) -> Level | None:
    return row(v, "migraine-rf-scalp-jaw", "migraine-rf-scalp-jaw-now")


@rule("RF-H8", URGENT, REVIEW, says="Swollen optic nerve reported, not yet treated", source=SNNOOP, grade="A/D")
def optic_nerve(v: View) -> Level | None:
    return row(v, "migraine-rf-eye-nerve", "migraine-rf-eye-nerve-now")


# -- To be settled by the prescriber

G7 = "SNNOOP10 abstract [G7]"


@rule("RH-1", REVIEW, says="New kind of headache or changed pattern", source=G7, grade="A")
def changed(v: View) -> Level | None:
    return level_if(REVIEW, v.has("migraine-rf-changed", UNCERTAIN))


@rule(
    "RH-2", REVIEW,
    says="This headache kind began at 50 or later",
    scope="65 in the journal abstract, 50 in the university record; 50 is the cautious constant",
    source="SNNOOP10 abstract [G7]; Birmingham record [G8]", grade="A",
)
def began_late(v: View) -> Level | None:
    return level_if(REVIEW, v.has("migraine-rf-after-50", UNCERTAIN), v.at_least("migraine-first-age", v.limit("RH2_AGE")))


@rule("RH-3", REVIEW, says="Headache changes with position", source=G7, grade="A")
def position(v: View) -> Level | None:
    return level_if(REVIEW, v.has("migraine-rf-position", UNCERTAIN))


@rule("RH-4", REVIEW, says="Headache brought on by cough, strain, sex or sport", source=G7, grade="A")
def strain(v: View) -> Level | None:
    return level_if(REVIEW, v.has("migraine-rf-strain", UNCERTAIN))


@rule("RH-5", REVIEW, says="Headache getting worse week by week", source=G7, grade="A")
def progressive(v: View) -> Level | None:
    return level_if(REVIEW, v.has("migraine-rf-progressive", UNCERTAIN))


@rule("RH-6", REVIEW, says="Headache and a history of cancer", source=G7, grade="A")
def cancer(v: View) -> Level | None:
    return level_if(REVIEW, v.has("migraine-rf-cancer", UNCERTAIN))


@rule("RH-7", REVIEW, says="Headache and weak immune defence", source=G7, grade="A")
def immune(v: View) -> Level | None:
    return level_if(REVIEW, v.has("migraine-rf-immune", v.codes("migraine-rf-immune") - {"none"}))


@rule("RH-8", REVIEW, says="Headaches began after an injury more than 30 days ago", source=G7, grade="A")
def after_injury(v: View) -> Level | None:
    return level_if(REVIEW, v.has("migraine-rf-after-injury", UNCERTAIN))


# -- Migraine


def had_toxin(v: View) -> bool:
    """A past toxin visit for migraine exists: the person is not NAIVE."""
    return any(visit.code("toxin-visit-for") == "migraine" for visit in v.each("toxin-visit"))


@rule(
    "MIG-03", NOTE,
    says="Label: not established below 15 headache days",
    scope="AAN 2016 said ineffective for episodic migraine; that guideline is shown as retired April 2025 on one copy [G12 C]: "
    "do not print as current",
    source="Botox medication guide (Head Wise print) [L3]; AAN 2016 [G11]; AAN status record [G12]", grade="B/A/C",
)
def below_label(v: View) -> Level | None:
    return None if had_toxin(v) else level_if(NOTE, v.below("migraine-headache-days", v.limit("MIG_CHRONIC_DAYS")))


def over_the_line(v: View) -> bool:
    """OVER: a class at its line, or two or more classes together on enough days. Each class at its line is a reason."""
    at_line = [
        v.at_least("migraine-acute-triptan-days", v.limit("MOH_TRIPTAN_DAYS")),
        v.at_least("migraine-acute-ergot-days", v.limit("MOH_ERGOT_DAYS")),
        v.at_least("migraine-acute-opioid-days", v.limit("MOH_OPIOID_DAYS")),
        v.at_least("migraine-acute-combo-days", v.limit("MOH_COMBO_DAYS")),
        v.at_least("migraine-acute-simple-days", v.limit("MOH_SIMPLE_DAYS")),
    ]
    return any(at_line) or over_together(v)


def over_together(v: View) -> bool:
    counts = [days for days in class_days(v).values() if days]
    if len(counts) < v.limit("MOH_MULTI_CLASSES"):
        return False
    any_days = v.number("migraine-acute-any-days")
    if (max(counts) if any_days is None else any_days) < v.limit("MOH_MULTI_DAYS"):
        return False
    v.rests_on("migraine-acute-classes", "migraine-acute-any-days")
    return True


def class_days(v: View) -> dict[str, int | None]:
    """Days in 30 of the five classes that have a line in ICHD-3."""
    return {
        "triptan": v.number("migraine-acute-triptan-days"),
        "ergot": v.number("migraine-acute-ergot-days"),
        "opioid": v.number("migraine-acute-opioid-days"),
        "combo": v.number("migraine-acute-combo-days"),
        "simple": v.number("migraine-acute-simple-days"),
    }


OVERUSE = "chsg.org MOH page [G4]; ICHD-3 8.2.3 [G2]; ICHD-3 8.2.5 [G3]; ICHD-3 8.2.7 [G9b]; NSJ criteria table [G5b]"


@rule(
    "MIG-04", REVIEW,
    says="Medication-overuse pattern",
    scope="Never a reason to turn someone away: about two thirds of pivotal-trial patients overused acute drugs [G37 A]",
    source=OVERUSE, grade="A",
    suppresses={"MIG-05": (REVIEW,)},
)
def overuse(v: View) -> Level | None:
    often = v.at_least("migraine-headache-days", v.limit("MIG_CHRONIC_DAYS"))
    long = v.over("migraine-acute-months", v.limit("MOH_MONTHS_OVER"))
    return REVIEW if often and long and over_the_line(v) else None


@rule("MIG-05", NOTE, says="Acute drug use at the overuse line, not yet overuse headache", source="design choice", grade="D")
def near_overuse(v: View) -> Level | None:
    return level_if(NOTE, over_the_line(v))


@rule("MIG-06", DATA, says="Headache and clear days do not add up", scope="Ask once more", source="design choice", grade="D")
def days_disagree(v: View) -> Level | None:
    headache, clear = v.number("migraine-headache-days"), v.number("migraine-clear-days")
    if headache is None or clear is None:
        return None
    if abs(v.limit("RECALL_WINDOW_DAYS") - (headache + clear)) <= v.limit("MIG_SUM_TOLERANCE"):
        return None
    v.rests_on("migraine-headache-days", "migraine-clear-days")
    return DATA


@rule(
    "MIG-07", DATA,
    says="At the 15-day threshold, recalled without a diary",
    scope="Recall can undercount (11.1 recalled vs 13.7 diary days) and rounds to fives; another study found 14.7 vs 15.1",
    source="PubMed 32799667 [U10]; PMC4546843 [U11]; doi 10.1111/j.1526-4610.2009.01411.x [U12]", grade="A",
)
def recalled(v: View) -> Level | None:
    days = v.number("migraine-headache-days")
    if days is None or not v.limit("MIG_NEAR_LOW") <= days <= v.limit("MIG_NEAR_HIGH") or v.flag("migraine-diary"):
        return None
    v.rests_on("migraine-headache-days", "migraine-diary")
    return DATA


@rule(
    "MIG-08", NOTE,
    says="CGRP drug plus toxin: plan rules differ",
    scope="The Canadian Headache Society has a position paper on the combination",
    source="Canadian Headache Society guidance [G32]", grade="A",
)
def cgrp(v: View) -> Level | None:
    if not had_toxin(v):
        return None
    treated = [still_on_cgrp(treatment) for treatment in v.each("treatment")]
    if not (v.on("PREVENTIVE:cgrp", "medicine-name") or any(treated)):
        return None
    for visit in v.each("toxin-visit"):
        visit.has("toxin-visit-for", {"migraine"})
    return NOTE


def still_on_cgrp(row: View) -> bool:
    drug = row.drug("treatment-name")
    if drug is None or not drug.on("PREVENTIVE:cgrp"):
        return False
    if not any([row.yes("treatment-still"), row.has("treatment-result", {"current"})]):
        return False
    row.rests_on("treatment-name")
    row.tell(row.name(drug))
    return True
