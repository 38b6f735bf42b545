"""Knee: red flags (RF-K, RK), how near the visit is to the 2016 study of LPOS (LP-01), and LP-02 to LP-05."""

from __future__ import annotations

from intake.notice.criteria import Line, Part, and3, compare
from intake.notice.finding import Level
from intake.notice.notation import any_sign, level_if, pair, row
from intake.notice.screening import criterion, rule
from intake.notice.view import View

URGENT, CI, REVIEW, NOTE, DATA = Level
UNCERTAIN = {"yes", "unsure"}
NO_LASTING_HELP = {"none", "short"}


@rule(
    "RF-K1", URGENT, REVIEW,
    says="Hot, red or swollen knee with fever",
    scope="Now",
    source="NHS G-Care knee pathway [G20]", grade="A",
)
def hot(v: View) -> Level | None:
    return row(v, "knee-rf-hot", "knee-rf-hot-now")


@rule(
    "RF-K2", URGENT, REVIEW,
    says="Injury or sudden onset, cannot stand or looks out of place",
    source="NHS G-Care knee pathway [G20]; NHS Cornwall knee guide [G21]", grade="A",
)
def injury(v: View) -> Level | None:
    return pair(v, "knee-rf-injury", "knee-rf-injury-signs", "knee-rf-injury-signs-now")


@rule(
    "RF-K3", URGENT, REVIEW,
    says="Knee locked now",
    scope="Urgent clinic in one pathway; same-day check is a design choice",
    source="NHS G-Care knee pathway [G20]; design choice", grade="A/D",
)
def locked(v: View) -> Level | None:
    return row(v, "knee-rf-locked", "knee-rf-locked-now")


@rule("RF-K4", URGENT, REVIEW, says="Calf newly swollen, warm and sore", source="not verified", grade="K")
def calf(v: View) -> Level | None:
    return row(v, "knee-rf-calf", "knee-rf-calf-now")


@rule(
    "RF-K5", URGENT, REVIEW,
    says="Foot cold, pale, blue or numb",
    scope="Neurovascular compromise",
    source="NHS G-Care knee pathway [G20]", grade="A",
)
def foot(v: View) -> Level | None:
    return row(v, "knee-rf-foot", "knee-rf-foot-now")


@rule(
    "RK-1", REVIEW,
    says="Night pain, lump, weight loss or cancer",
    source="NHS G-Care knee pathway [G20]; NHS Cornwall knee guide [G21]", grade="A",
)
def general(v: View) -> Level | None:
    return level_if(REVIEW, any_sign(v, "knee-rf-general"))


@rule("RK-2", REVIEW, says="Knee swelling for more than 2 weeks", source="not verified", grade="K")
def swelling(v: View) -> Level | None:
    return level_if(REVIEW, v.has("knee-rf-swelling", UNCERTAIN))


# -- Like the study of 2016


def site_part(v: View) -> Part:
    code = v.code("knee-site")
    said = v.say("site: {answer}", answer=v.said("knee-site")) if code else v.say("site not answered")
    holds = None if code is None else code == "front-outer"
    return v.part(v.say("pain at the front and outer side"), holds, said, "knee-site")


def months_part(v: View) -> Part:
    limit, number = v.limit("LP_MONTHS_OVER"), v.number("knee-months")
    said = v.say("months not answered") if number is None else v.counted("{count} month", "{count} months", count=number)
    return v.part(v.say("for more than {limit} months", limit=limit), compare(number, lambda n: n > limit), said, "knee-months")


def mri_part(v: View) -> Part:
    code = v.code("knee-mri")
    said = v.say("MRI: {answer}", answer=v.said("knee-mri")) if code else v.say("MRI not answered")
    holds = None if code in (None, "unsure") else code == "abnormal"
    return v.part(v.say("MRI not normal"), holds, said, "knee-mri")


def physio_part(v: View) -> Part:
    limit, weeks, code = v.limit("LP_PHYSIO_WEEKS"), v.number("knee-physio-weeks"), v.code("knee-physio-result")
    long_enough = compare(weeks, lambda n: n >= limit)
    holds = and3((long_enough, None if code is None else code in NO_LASTING_HELP))
    if weeks is None:
        how_long = v.say("physio weeks not answered")
    else:
        how_long = v.counted("physio {count} week", "physio {count} weeks", count=weeks)
    result = v.said("knee-physio-result") if code else v.say("not answered")
    said = v.say("{weeks}; did it help: {answer}", weeks=how_long, answer=result)
    text = v.say("physio for {limit} weeks or more without lasting help", limit=limit)
    return v.part(text, holds, said, "knee-physio-weeks", "knee-physio-result")


@criterion(
    "LP-01",
    says="Features like the 2016 LPOS study",
    scope="Study entry: activity-related anterolateral symptoms over 3 months, MRI abnormal, failed "
    "conventional care; case series of 45, no control group",
    source="Stephen AJSM 2016 (copy) [ST3]; Australian Doctor [ST4]; design choice", grade="B/D",
)
def like_the_study(v: View) -> Line | None:
    """How many of the four; what is blank or not known adds nothing."""
    if not v.asked("knee"):
        return None
    parts = (site_part(v), months_part(v), mri_part(v), physio_part(v))
    return Line(f"{sum(part.holds is True for part in parts)}/{len(parts)}", parts)


@rule("LP-02", NOTE, says="Physio under 6 weeks", source="design choice", grade="D")
def short_physio(v: View) -> Level | None:
    return level_if(NOTE, v.below("knee-physio-weeks", v.limit("LP_PHYSIO_WEEKS")))


@rule("LP-03", NOTE, says="Three months or less", source="Stephen AJSM 2016 (copy) [ST3]", grade="B")
def recent(v: View) -> Level | None:
    return level_if(NOTE, v.at_most("knee-months", v.limit("LP_MONTHS_OVER")))


@rule(
    "LP-04", NOTE,
    says="Pain not front-outer: think of other causes",
    source="Stephen AJSM 2016 (copy) [ST3]", grade="B",
)
def elsewhere(v: View) -> Level | None:
    return level_if(NOTE, v.has("knee-site", v.codes("knee-site") - {"front-outer"}))


@rule(
    "LP-05", NOTE,
    says="No physio after: study paired the shot with physio",
    scope="Study: at least 6 weeks of physio after",
    source="Imperial press release 2016 [ST1]; Fortius press release [ST2]", grade="A",
)
def no_physio_after(v: View) -> Level | None:
    """The concerning answer is No; not sure raises nothing (dossier 1.3, point 1)."""
    return level_if(NOTE, v.has("knee-physio-after", {"no"}))
