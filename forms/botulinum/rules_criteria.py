"""Criteria lines of the migraine visit (MIG-01, MIG-02, PAY-M-...): patient-reported, not verified, never a coverage decision.

A blank or a "not sure" is unknown; a line is UNCLEAR unless another part already fails (dossier 10.4).
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from intake.ask.words import Text
from intake.notice.criteria import MET, NOT_MET, NOT_PRESENT, PRESENT, UNCLEAR, Line, Part, Truth, and3, compare, met
from intake.notice.finding import Level
from intake.notice.screening import criterion
from intake.notice.view import View

from .rules_headache import class_days, had_toxin
from .rules_trials import failed_part, trials

ORAL = frozenset({"beta", "antidep", "antiseiz", "arb-ace", "ccb", "serot"})
FOUR = frozenset({"antidep", "antiseiz", "beta", "cgrp"})


def naive(v: View) -> bool:
    """The migraine module is asked, and no past toxin visit was for migraine."""
    return v.asked("migraine") and not had_toxin(v)


def returning(v: View) -> bool:
    return v.asked("migraine") and had_toxin(v)


# -- Parts


def headache_days(v: View) -> Part:
    limit, days = v.limit("MIG_CHRONIC_DAYS"), v.number("migraine-headache-days")
    if days is None:
        said = v.say("headache days not answered")
    elif v.flag("migraine-diary") is None:
        said = v.counted("{days} headache day (diary or recall not said)", "{days} headache days (diary or recall not said)", days=days)
    elif v.flag("migraine-diary"):
        said = v.counted("{days} headache day (diary)", "{days} headache days (diary)", days=days)
    else:
        said = v.counted("{days} headache day (recalled)", "{days} headache days (recalled)", days=days)
    text = v.say("{limit} or more headache days in 30", limit=limit)
    return v.part(text, compare(days, lambda n: n >= limit), said, "migraine-headache-days")


def months(v: View) -> Part:
    limit, number = v.limit("MIG_MONTHS_OVER"), v.number("migraine-months-15")
    said = v.say("months not answered") if number is None else v.counted("{count} month", "{count} months", count=number)
    text = v.say("for more than {limit} months", limit=limit)
    return v.part(text, compare(number, lambda n: n > limit), said, "migraine-months-15")


def migraine_days(v: View) -> Part:
    limit, days = v.limit("MIG_MIGRAINE_DAYS"), v.number("migraine-migraine-days")
    said = v.say("migraine days not answered") if days is None else v.counted("{days} migraine day", "{days} migraine days", days=days)
    text = v.say("{limit} or more migraine days in 30", limit=limit)
    return v.part(text, compare(days, lambda n: n >= limit), said, "migraine-migraine-days")


def attacks(v: View) -> Part:
    limit, code = v.limit("MIG_ATTACKS"), v.code("migraine-five-attacks")
    holds = {"yes": True, "no": False}.get(code)
    said = {
        "yes": v.say("{limit} attacks or more", limit=limit),
        "no": v.say("fewer than {limit} attacks", limit=limit),
        "unsure": v.say("attacks: not sure"),
    }
    text = v.say("{limit} or more attacks in life", limit=limit)
    return v.part(text, holds, said.get(code, v.say("attacks not answered")), "migraine-five-attacks")


def duration(v: View) -> Part:
    code = v.code("migraine-duration")
    said = v.say("length: {answer}", answer=v.said("migraine-duration")) if code else v.say("length not answered")
    holds = None if code is None else code != "under-4h"
    text = v.say("{limit} hours or more, untreated", limit=v.limit("MIG_MIN_DURATION_H"))
    return v.part(text, holds, said, "migraine-duration")


def chronic_part(v: View) -> Part:
    status = v.status("MIG-01")
    return v.part(
        v.say("chronic migraine by ICHD-3 (MIG-01)"), TRUTH[status], STATUS_SAID[status](v),
        "migraine-headache-days", "migraine-months-15", "migraine-migraine-days", "migraine-five-attacks",
    )  # fmt: skip


TRUTH: dict[str | None, Truth] = {MET: True, NOT_MET: False, UNCLEAR: None}
STATUS_SAID: dict[str | None, Callable[[View], Text]] = {
    MET: lambda v: v.say("MIG-01 MET"),
    NOT_MET: lambda v: v.say("MIG-01 NOT MET"),
    UNCLEAR: lambda v: v.say("MIG-01 UNCLEAR"),
}


def no_overuse(v: View) -> Part:
    """MIG-04 absent. Unknown while a blank could still make it present."""
    raised = v.level("MIG-04") is Level.REVIEW
    holds = False if raised else None if overuse_unknown(v) else True
    said = {
        True: v.say("no overuse pattern"),
        False: v.say("overuse pattern (MIG-04)"),
        None: v.say("acute drug use not complete"),
    }
    text = v.say("no medication-overuse pattern")
    return v.part(text, holds, said[holds], "migraine-acute-classes", "migraine-acute-any-days", "migraine-acute-months")


def overuse_unknown(v: View) -> bool:
    """MIG-04 is not raised, but an answer it needs is missing and the ones given do not rule it out."""
    days, long = v.number("migraine-headache-days"), v.number("migraine-acute-months")
    if days is not None and days < v.limit("MIG_CHRONIC_DAYS"):
        return False
    if long is not None and long <= v.limit("MOH_MONTHS_OVER"):
        return False
    taken = v.codes("migraine-acute-classes")
    if not taken:
        return True
    counts = class_days(v)
    if any(counts[name] is None for name in counts.keys() & taken):
        return True
    return v.level("MIG-05") is not None and (days is None or long is None)


# -- Lines for a first treatment


@criterion(
    "MIG-01",
    says="ICHD-3 chronic migraine criteria, patient-reported",
    scope="Toxin-naive for migraine only", source="ICHD-3 1.3 [G1]", grade="A",
)
def chronic_migraine(v: View) -> Line | None:
    return met(headache_days(v), months(v), migraine_days(v), attacks(v)) if naive(v) else None


@criterion(
    "MIG-02",
    says="Label population: 15+ days, 4+ hours",
    scope="Toxin-naive for migraine only", source="Western Health PA criteria [L27]", grade="B",
)
def label_population(v: View) -> Line | None:
    return met(headache_days(v), duration(v)) if naive(v) else None


@criterion(
    "PAY-M-NICE",
    says="NICE-type start criteria, patient-reported",
    scope="Naive; any class counts; overuse managed = MIG-04 absent",
    source="NICE TA260 [G9]; Local NHS policy [P14]", grade="A",
)
def nice(v: View) -> Line | None:
    need = int(v.limit("PAY_NICE_FAILED"))
    failed = failed_part(v, v.say("{count} or more preventives failed", count=need), need)
    return met(headache_days(v), migraine_days(v), failed, no_overuse(v)) if naive(v) else None


@criterion(
    "PAY-M-CADTH",
    says="Canadian review criteria, patient-reported",
    scope="Naive; oral preventives only; stand-in for the Ontario exceptional access text, which was not found",
    source="Migraine Canada on CADTH [P1]; CADTH review [P2]", grade="B/A",
)
def cadth(v: View) -> Line | None:
    if not naive(v):
        return None
    need = int(v.limit("PAY_CADTH_ORAL_FAILED"))
    return met(chronic_part(v), failed_part(v, v.say("{count} or more oral preventives failed", count=need), need, ORAL))


@criterion(
    "PAY-M-US2",
    says="US-type two-of-four-classes criteria, patient-reported",
    scope="One payer-style text, grade C copy; classes and days are settings", source="Dr.Oracle payer text [P9]", grade="C",
)
def two_of_four(v: View) -> Line | None:
    """MET needs the base and two classes tried long enough; two classes failed in any way leave it UNCLEAR."""
    if not naive(v):
        return None
    need = int(v.limit("PAY_US2_CLASSES"))
    full = {one.group for one in trials(v) if one.failed and one.lasted and one.group in FOUR}
    text = v.say("{count} of 4 classes failed, each {days} days or more", count=need, days=v.limit("PAY_US2_DAYS"))
    failed = failed_part(v, text, need, FOUR, by_class=True)
    holds: Truth = True if len(full) >= need else False if failed.holds is False else None
    said = v.say("{count} of {classes} long enough", count=len(full), classes=failed.evidence)
    long_enough = Part(text, holds, said, failed.because)
    return met(headache_days(v), months(v), duration(v), long_enough)


@criterion(
    "PAY-M-WA",
    says="Washington work-injury criteria, patient-reported",
    scope="Naive; adult; overuse managed = MIG-04 absent", source="Washington L&I policy [P8]", grade="A",
)
def washington(v: View) -> Line | None:
    if not naive(v):
        return None
    drugs, classes = int(v.limit("PAY_WA_FAILED")), int(v.limit("PAY_WA_CLASSES"))
    return met(
        chronic_part(v),
        failed_part(v, v.say("{count} or more preventives failed", count=drugs), drugs),
        failed_part(v, v.say("of {count} or more classes", count=classes), classes, by_class=True),
        diary_part(v),
        no_overuse(v),
        adult_part(v),
    )


def diary_part(v: View) -> Part:
    limit, kept, number = v.limit("PAY_WA_DIARY_MONTHS"), v.flag("migraine-diary"), v.number("migraine-diary-months")
    holds = and3((kept, compare(number, lambda n: n >= limit)))
    if kept is None:
        said = v.say("diary not answered")
    elif not kept:
        said = v.say("no diary")
    elif number is None:
        said = v.say("diary, length not answered")
    else:
        said = v.counted("diary {count} month", "diary {count} months", count=number)
    text = v.say("diary of {limit} months or more", limit=limit)
    return v.part(text, holds, said, "migraine-diary", "migraine-diary-months")


def adult_part(v: View) -> Part:
    limit, age = v.limit("PAY_ADULT_AGE"), v.number("identity-age")
    said = v.say("age not known") if age is None else v.say("age {age}", age=age)
    return v.part(v.say("{limit} years or older", limit=limit), compare(age, lambda n: n >= limit), said, "identity-birth-date")


# -- Lines for going on


def change(v: View, text: Text, holds: bool) -> Line:
    before, now = v.number("migraine-baseline-days"), v.number("migraine-headache-days")
    percent = v.figure(Decimal(100 * (now - before)) / before, "+0.0;-0.0")
    diary, facts = v.flag("migraine-diary"), {"before": before, "now": now, "percent": percent}
    if diary is None:
        said = v.say("{before} to {now} headache days ({percent}%; diary or recall not said)", **facts)
    elif diary:
        said = v.say("{before} to {now} headache days ({percent}%; now by diary)", **facts)
    else:
        said = v.say("{before} to {now} headache days ({percent}%; now recalled)", **facts)
    return met(v.part(text, holds, said, "migraine-baseline-days", "migraine-headache-days"))


def fewer(v: View) -> tuple[int, int] | None:
    """(days before, fewer days now), or None: no baseline, nothing to compare, or too few visits (PAY-M-CONT30 UNCLEAR)."""
    before, now = v.number("migraine-baseline-days"), v.number("migraine-headache-days")
    visits = sum(visit.code("toxin-visit-for") == "migraine" for visit in v.each("toxin-visit"))
    if not before or now is None or visits < v.limit("PAY_CONT_MIN_CYCLES"):
        return None
    return before, before - now


@criterion(
    "PAY-M-CONT30",
    says="At least 30% fewer headache days",
    scope="Return patients; if UNCLEAR the other continuation lines are not printed",
    source="NICE TA260 [G9]; EHF guideline 2018 [G10]", grade="A",
)
def thirty_percent(v: View) -> Line | None:
    if not returning(v):
        return None
    limit, days = v.limit("PAY_CONT30_PERCENT"), fewer(v)
    text = v.say("{limit}% or more fewer headache days", limit=limit)
    if days is None:
        said = v.say("no baseline, no count now, or too few visits")
        return Line(UNCLEAR, (v.part(text, None, said, "migraine-baseline-days", "migraine-headache-days"),))
    return change(v, text, 100 * days[1] >= limit * days[0])


@criterion(
    "PAY-M-CONT50",
    says="More than 50% fewer headache days",
    scope="Exactly 50% is NOT MET", source="Washington L&I policy [P8]", grade="A",
)
def fifty_percent(v: View) -> Line | None:
    limit, days = v.limit("PAY_CONT50_PERCENT"), fewer(v)
    if not returning(v) or days is None:
        return None
    return change(v, v.say("more than {limit}% fewer headache days", limit=limit), 100 * days[1] > limit * days[0])


@criterion(
    "PAY-M-CONT7",
    says="At least 7 fewer headache days a month",
    scope='Computed always, printed only when switched on; the usual US pair is "7 days or 100 hours"; hours only if a diary '
    "gives them",
    source="not verified", grade="K", printed=False,
)
def seven_days(v: View) -> Line | None:
    limit, days = v.limit("PAY_CONT7_DAYS"), fewer(v)
    if not returning(v) or days is None:
        return None
    return change(v, v.say("{limit} or more fewer headache days", limit=limit), days[1] >= limit)


@criterion(
    "PAY-M-EPIS",
    says="Under 15 headache days for 3 months: information only",
    scope='Word it as information, not as "stop"; Washington dropped this stop rule in 2018; the European guideline uses under '
    "10 days",
    source="NICE TA260 [G9]; EHF guideline 2018 [G10]; Washington L&I policy [P8]", grade="A",
)
def episodic(v: View) -> Line | None:
    if not returning(v) or fewer(v) is None:
        return None
    limit, number = v.limit("PAY_EPIS_MONTHS"), v.number("migraine-months-under-15")
    holds = compare(number, lambda n: n >= limit)
    said = v.say("months not answered") if number is None else v.counted("{count} month", "{count} months", count=number)
    text = v.say("under {days} headache days for {limit} months or more", days=v.limit("PAY_EPIS_DAYS"), limit=limit)
    status = {True: PRESENT, False: NOT_PRESENT, None: UNCLEAR}[holds]
    return Line(status, (v.part(text, holds, said, "migraine-months-under-15"),))
