"""Past toxin visits: interval, units, problems (S-15, S-16, S-19) and how the response went (TX-01 to TX-06).

A date is the latest day it can mean, never later than the visit. Rows without a date stand behind the dated ones.
"""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from intake.notice.finding import Level
from intake.notice.notation import level_if, worst
from intake.notice.screening import rule
from intake.notice.view import View

from .rules import conditions

URGENT, CI, REVIEW, NOTE, DATA = Level


def visits(v: View) -> tuple[View, ...]:
    return v.each("toxin-visit")


def cycles(v: View) -> list[list[View]]:
    """CYC(c) for each condition: the visits for it, newest date first."""
    rows = sorted(visits(v), key=lambda row: row.day("toxin-visit-date") or date.min, reverse=True)
    return [[row for row in rows if row.code("toxin-visit-for") == condition] for condition in conditions(v)]


def rest(rows: list[View], *questions: str) -> None:
    for row in rows:
        row.rests_on(*questions)


# -- Safety


@rule(
    "S-15", REVIEW, NOTE,
    says="Other toxin inside the interval, or date not certain",
    scope="The effect of another toxin within several months is unknown; weakness may add up",
    source="DrugLib Botox label text [L2]; Botox medication guide (Head Wise print) [L3]; Drugs.com Xeomin dosage [L9]; "
    "EHF guideline 2018 [G10]",
    grade="B/A",
)
def interval(v: View) -> Level | None:
    dated = [(days, row) for row in visits(v) if (days := row.days("toxin-visit-date")) is not None]
    unsure = level_if(REVIEW, v.has("toxin-ever", {"unsure"}))
    if not dated:
        return worst(unsure, level_if(REVIEW, v.has("urgent-recent-shot", {"yes", "unsure"})))
    last = min(days for days, _ in dated)
    newest = [row for days, row in dated if days == last]
    if last < v.limit("S15_REVIEW_DAYS"):
        rest(newest, "toxin-visit-date")
        return REVIEW
    if last < v.limit("S15_NOTE_DAYS"):
        return worst(unsure, *[elsewhere(row) for row in newest])
    return unsure


def elsewhere(row: View) -> Level | None:
    """Another clinic, a clinic not given, or a product not known: nobody here can look the visit up."""
    if row.code("toxin-visit-clinic") == "this" and row.code("toxin-visit-product") != "unknown":
        return None
    row.rests_on("toxin-visit-date", "toxin-visit-clinic", "toxin-visit-product")
    return NOTE


@rule(
    "S-16", REVIEW,
    says="Units stated inside 84 days exceed a label or payer cap",
    scope="Per brand; never added or converted across brands; print units as stated; unknown units are printed as unknown",
    source="Drugs.com Xeomin dosage [L9]; Ipsen Hub adult spasticity dosing [L15]; eviCore drug policies [L26]; "
    "Health Canada RA-16787 (2013) [L17]; Dr.Oracle payer text [P9]; not verified",
    grade="B/A/C/K",
)
def units(v: View) -> Level | None:
    caps = {"botox": v.limit("S16_CAP_BOTOX"), "xeomin": v.limit("S16_CAP_XEOMIN"), "dysport": v.limit("S16_CAP_DYSPORT")}
    window = v.limit("S16_WINDOW_DAYS")
    recent = [row for row in visits(v) if (days := row.days("toxin-visit-date")) is not None and days < window]
    level = None
    for brand, cap in caps.items():
        rows = [row for row in recent if row.code("toxin-visit-product") == brand]
        stated = [row for row in rows if row.number("toxin-visit-units") is not None]
        total = sum(row.number("toxin-visit-units") for row in stated)
        if total > cap:
            level = REVIEW
            rest(stated, "toxin-visit-date", "toxin-visit-product", "toxin-visit-units")
            name = stated[0].said("toxin-visit-product")
            v.tell(v.say("{brand}: {total} units as stated in {window} days", brand=name, total=total, window=window))
            if len(rows) > len(stated):
                v.tell(v.say("{brand}: visits with unknown units: {count}", brand=name, count=len(rows) - len(stated)))
    return level


@rule(
    "S-19", REVIEW, NOTE,
    says="Problem after a past toxin visit",
    scope="Rare late general weakness was described above 600 U Botox every 3 months [G35 A]",
    source="Botox medication guide (Head Wise print) [L3]", grade="B",
)
def problems(v: View) -> Level | None:
    serious = {"swallow", "breathe", "speak", "double-vision", "weak-all-over", "allergic", "unsure"}
    level = level_if(REVIEW, v.has("toxin-problems", serious), *[row.has("toxin-visit-problems", serious) for row in visits(v)])
    if v.level("RF-TX") is URGENT:
        v.rests_on("urgent-spread", "urgent-spread-now", "toxin-spread", "toxin-spread-now")
        level = REVIEW
    if level is None:
        mild = {"eyelid", "weak-neck", "headache", "bruise", "other"}
        level = level_if(NOTE, v.has("toxin-problems", mild), *[row.has("toxin-visit-problems", mild) for row in visits(v)])
    v.quote("toxin-problems-words")
    return level


# -- Response


@rule(
    "TX-01", DATA,
    says="Brand unknown: units cannot be used; ask the other clinic",
    source="Health Canada RA-16787 (2013) [L17]", grade="A",
)
def brand_unknown(v: View) -> Level | None:
    return level_if(DATA, *[row.has("toxin-visit-product", {"unknown"}) for row in visits(v)])


@rule(
    "TX-02", REVIEW,
    says="Late loss of response: check dose, muscles, technique first",
    scope="Then consider a frontalis or foot-muscle (EDB) test for immunoresistance. "
    'Never print "antibodies" to the patient',
    source="Pract Neurol 16(4):288 [G13]; Immunoresistance article [G14]; Audit of 76 poor responders [G15]", grade="A/B",
    suppresses={"TX-05": (REVIEW,)},
)
def lost_response(v: View) -> Level | None:
    level = None
    for rows in cycles(v):
        late = lost(v, rows)
        if late and not any(row.code("toxin-visit-felt-weak") == "yes" for row in late):
            level = REVIEW
            rest(rows, "toxin-visit-benefit")
            for row in late:
                row.rests_on("toxin-visit-felt-weak")
                if row.code("toxin-visit-felt-weak") != "no":
                    row.tell(row.say("weakness not sure or not answered: counted as not felt"))
    return level


def lost(v: View, rows: list[View]) -> list[View]:
    """The last visits, when benefit was good before and little in each of them (TX-02's benefit pattern); [] otherwise."""
    count = int(v.limit("TX02_LAST_CYCLES"))
    late, earlier = rows[:count], rows[count:]
    benefits = [row.number("toxin-visit-benefit") for row in late]
    before = [benefit for row in earlier if (benefit := row.number("toxin-visit-benefit")) is not None]
    if len(late) < count or any(benefit is None or benefit > v.limit("TX02_LATE_MAX") for benefit in benefits):
        return []
    return late if before and max(before) >= v.limit("TX02_EARLY_MIN") else []


@rule(
    "TX-03", NOTE,
    says="Short interval or booster: antibody risk factor",
    source="Toxins 2019;11:491 [G16]", grade="A",
)
def short_interval(v: View) -> Level | None:
    level = None
    for rows in cycles(v):
        level = worst(level, level_if(NOTE, *[row.yes("toxin-visit-booster") for row in rows]))
        dated = [row for row in rows if row.day("toxin-visit-date")]
        for newer, older in pairwise(dated):
            if (newer.day("toxin-visit-date") - older.day("toxin-visit-date")).days < v.limit("TX03_MIN_GAP_DAYS"):
                rest([newer, older], "toxin-visit-date")
                level = NOTE
    return level


@rule(
    "TX-04", NOTE,
    says="Never responded: diagnosis, muscles, dose",
    source="Pract Neurol 16(4):288 [G13]", grade="A",
)
def never_responded(v: View) -> Level | None:
    level = None
    for rows in cycles(v):
        known = [row for row in rows if row.given("toxin-visit-benefit")]
        enough = len(known) >= v.limit("TX04_MIN_CYCLES")
        if enough and max(row.number("toxin-visit-benefit") for row in known) < v.limit("TX04_BEST_BELOW"):
            rest(known, "toxin-visit-benefit")
            level = NOTE
    return level


@rule(
    "TX-05", NOTE,
    says="Partial response; weakness without benefit points away from immunoresistance",
    source="Immunoresistance article [G14]", grade="B",
)
def partial_response(v: View) -> Level | None:
    level = None
    for rows in cycles(v):
        latest = rows[0].number("toxin-visit-benefit") if rows else None
        if latest is not None and v.limit("TX05_LOW") <= latest < v.limit("TX05_BELOW"):
            rest(rows[:1], "toxin-visit-benefit")
            level = NOTE
        late = lost(v, rows)
        if late and any([row.has("toxin-visit-felt-weak", {"yes"}) for row in late]):
            rest(rows, "toxin-visit-benefit")
            level = NOTE
    return level


@rule(
    "TX-06", NOTE,
    says="Early wear-off",
    scope="Some payers want 8 weeks of benefit or more",
    source="eviCore MSK policy [P12]", grade="B",
)
def early_wear_off(v: View) -> Level | None:
    return level_if(NOTE, *[rows[0].below("toxin-visit-lasted-weeks", v.limit("TX06_WEEKS")) for rows in cycles(v) if rows])
