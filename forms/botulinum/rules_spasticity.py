"""Spasticity: red flags (RF-S, RS), what changes the plan (SP-01 to SP-03) and Ontario code 412."""

from __future__ import annotations

from intake.notice.criteria import Line, Part, met
from intake.notice.finding import Level
from intake.notice.notation import level_if, pair, row
from intake.notice.screening import criterion, rule
from intake.notice.view import View

from .rules_criteria import adult_part

URGENT, CI, REVIEW, NOTE, DATA = Level
UNCERTAIN = {"yes", "unsure"}
LEG = {"left-leg", "left-foot", "right-leg", "right-foot"}
ON412 = {"stroke", "spinal-cord-injury"}


@rule(
    "RF-S1", URGENT, REVIEW,
    says="New stroke-type signs since yesterday",
    scope="FAST / BE-FAST picture; list recent toxin under it",
    source="not verified", grade="K",
)
def stroke(v: View) -> Level | None:
    level = row(v, "spasticity-rf-stroke", "spasticity-rf-stroke-now")
    if level is not None:
        recent_toxin(v)
    return level


def recent_toxin(v: View) -> None:
    """Slurred speech is a sign of spread as well: a recent toxin is told under the stroke signs (dossier 10.1, point 33)."""
    for shot in v.each("toxin-visit"):
        days = shot.days("toxin-visit-date")
        if days is not None and days <= v.limit("RFTX_LOOKBACK_DAYS"):
            product = shot.said("toxin-visit-product") or v.say("product not answered")
            told = v.counted(
                "recent toxin: {product}, {count} day ago", "recent toxin: {product}, {count} days ago", count=days, product=product
            )
            v.tell(told)
    if v.code("urgent-recent-shot") in UNCERTAIN:
        v.tell(v.say("toxin in the last 4 months: {answer}", answer=v.said("urgent-recent-shot")))


@rule(
    "RF-S2", URGENT, REVIEW,
    says="Autonomic dysreflexia signs now",
    scope="Injury at T6 or above, reported as low as T10 (`spasticity-cord-level`); the headache belongs here, "
    "one alert is enough",
    source="Dysreflexia pages [G36]", grade="B",
)
def dysreflexia(v: View) -> Level | None:
    return row(v, "spasticity-rf-dysreflexia", "spasticity-rf-dysreflexia-now")


@rule(
    "RF-S3", URGENT, REVIEW,
    says="Possible baclofen withdrawal",
    scope="Pump or stopped baclofen; see `spasticity-devices`, `spasticity-pump-refill`",
    source="not verified", grade="K",
)
def baclofen(v: View) -> Level | None:
    return pair(v, "spasticity-rf-baclofen", "spasticity-rf-withdrawal", "spasticity-rf-withdrawal-now")


@rule("RF-S4", URGENT, REVIEW, says="Calf or leg newly swollen, warm and sore", source="not verified", grade="K")
def leg_clot(v: View) -> Level | None:
    return row(v, "spasticity-rf-calf", "spasticity-rf-calf-now")


@rule("RF-S5", URGENT, REVIEW, says="New seizure in the last 2 days", source="not verified", grade="K")
def seizure(v: View) -> Level | None:
    return row(v, "spasticity-rf-seizure", "spasticity-rf-seizure-now")


@rule("RS-1", REVIEW, says="Fast worsening in 4 weeks: look for a trigger first", source="not verified", grade="K")
def worse_fast(v: View) -> Level | None:
    if not v.has("spasticity-rf-worse-fast", UNCERTAIN):
        return None
    v.rests_on("spasticity-triggers")
    return REVIEW


# -- What changes the plan


@rule(
    "SP-01", NOTE,
    says="Possible fixed contracture",
    scope="Label: not shown to improve range at a joint with fixed contracture",
    source="Western Health PA criteria [L27]", grade="B",
)
def fixed_joint(v: View) -> Level | None:
    return level_if(NOTE, v.has("spasticity-fixed-joint", UNCERTAIN))


@rule(
    "SP-02", DATA,
    says="No treatment goal given",
    scope="Goal setting is central",
    source="RCP spasticity guideline [G23]", grade="A",
)
def no_goal(v: View) -> Level | None:
    goals = [row.given("goal-area") or row.given("goal-words") for row in v.each("goal")]
    here = any([v.has("condition", {"spasticity"}), v.has("condition-second", {"spasticity"})])
    return level_if(DATA, here and not any(goals))


@rule("SP-03", NOTE, says="Two or more falls in 3 months, leg involved", source="design choice", grade="D")
def falls(v: View) -> Level | None:
    return NOTE if v.at_least("spasticity-falls", v.limit("SP03_FALLS")) and v.has("spasticity-limbs", LEG) else None


# -- Ontario


def cause_part(v: View) -> Part:
    code = v.code("spasticity-cause")
    holds = None if code in (None, "unsure") else code in ON412
    said = v.say("cause: {answer}", answer=v.said("spasticity-cause")) if code else v.say("cause not answered")
    return v.part(v.say("after a stroke or a spinal cord injury"), holds, said, "spasticity-cause")


@criterion(
    "PAY-SP-ON412",
    says="Ontario code 412: adult, after stroke or cord injury",
    scope="MS, brain injury, cerebral palsy: NOT MET on this line; code 413 is cerebral palsy from age 2",
    source="RxCoverage Ontario [P3]; Ontario Limited Use notes [P4]", grade="B/A",
)
def ontario_spasticity(v: View) -> Line | None:
    return met(adult_part(v), cause_part(v)) if v.asked("spasticity") else None
