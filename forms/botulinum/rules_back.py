"""Back: red flags (RF-B, RB), what the provider should know (BP-01 to BP-03), and that no criterion was found (PAY-BP)."""

from __future__ import annotations

from intake.notice.criteria import Line, met
from intake.notice.finding import Level
from intake.notice.notation import any_sign, level_if, row, tick_list, worst
from intake.notice.screening import criterion, rule
from intake.notice.view import View

URGENT, CI, REVIEW, NOTE, DATA = Level
UNCERTAIN = {"yes", "unsure"}


@rule("RF-B1", URGENT, REVIEW, says="Cauda equina warning signs", source="Cauda equina card [G17]", grade="B")
def saddle(v: View) -> Level | None:
    return tick_list(v, "back-rf-saddle", "back-rf-saddle-now")


@rule(
    "RF-B2", URGENT, REVIEW,
    says="New or growing leg weakness or foot drop",
    source="AHCPR red flags [G18]", grade="A",
)
def leg_weak(v: View) -> Level | None:
    return row(v, "back-rf-leg-weak", "back-rf-leg-weak-now")


@rule(
    "RF-B3", URGENT, REVIEW,
    says="Back pain with fever, or infection risk",
    scope="URGENT only with fever or chills now; drug use is printed as a fact, no judging words",
    source="AHCPR red flags [G18]", grade="A",
)
def infection(v: View) -> Level | None:
    return worst(
        row(v, "back-rf-fever", "back-rf-fever-now"),
        level_if(REVIEW, any_sign(v, "back-rf-infection-risk")),
    )


@rule(
    "RF-B4", URGENT, REVIEW,
    says="Major injury just before the pain",
    scope="Last 4 weeks, not yet checked",
    source="AHCPR red flags [G18]", grade="A",
)
def major_injury(v: View) -> Level | None:
    return row(v, "back-rf-crash", "back-rf-crash-now")


@rule("RF-B5", URGENT, REVIEW, says="Sudden tearing pain or faintness with it", source="not verified", grade="K")
def tearing(v: View) -> Level | None:
    return row(v, "back-rf-tearing", "back-rf-tearing-now")


@rule("RB-1", REVIEW, says="Cancer, weight loss or unrelieved night pain", source="AHCPR red flags [G18]", grade="A")
def general(v: View) -> Level | None:
    return level_if(REVIEW, any_sign(v, "back-rf-general"))


@rule("RB-2", REVIEW, says="Fragile bone plus a minor injury", source="AHCPR red flags [G18]", grade="A")
def fragile(v: View) -> Level | None:
    bones = v.has("back-rf-bones", {"thin-bones", "steroids", "unsure"})
    return REVIEW if bones and v.has("back-rf-small-injury", UNCERTAIN) else None


@rule(
    "RB-3", REVIEW,
    says="First back pain ever at 50+ or under 20",
    scope="2020 framework: single red flags have weak accuracy; prompts, combined with context [G19 A]",
    source="AHCPR red flags [G18]", grade="A",
)
def first_age(v: View) -> Level | None:
    late = v.at_least("back-rf-first-age", v.limit("RB3_AGE_HIGH"))
    early = v.below("back-rf-first-age", v.limit("RB3_AGE_LOW"))
    return level_if(REVIEW, late, early)


# -- Chronic back pain


@rule("BP-01", NOTE, says="Under 3 months: not chronic", source="not verified", grade="K")
def not_chronic(v: View) -> Level | None:
    return level_if(NOTE, v.below("back-months", v.limit("BP01_MONTHS")))


@rule("BP-02", NOTE, says="Leg pain dominant: radicular picture", source="not verified", grade="K")
def leg_worse(v: View) -> Level | None:
    return level_if(NOTE, v.has("back-leg-worse", UNCERTAIN))


@rule("BP-03", NOTE, says="Physio or exercise programme under 6 weeks", source="not verified", grade="K")
def short_physio(v: View) -> Level | None:
    return level_if(NOTE, v.below("back-physio-weeks", v.limit("BP03_PHYSIO_WEEKS")))


@criterion(
    "PAY-BP",
    says="Back pain: no covering criterion found",
    scope='Print "NOT MET (no criterion found)"',
    source="eviCore MSK policy [P12]", grade="B",
)
def no_criterion(v: View) -> Line | None:
    if not any([v.has("condition", {"back"}), v.has("condition-second", {"back"})]):
        return None
    reason = "condition" if v.code("condition") == "back" else "condition-second"
    return met(v.part(v.say("a published criterion for back pain"), False, v.say("no criterion found"), reason))
