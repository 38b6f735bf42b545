"""Treatments tried for migraine: which preventives failed, which could still count, and how many that makes.

Counting (dossier 1.4 and 4.1): the same drug twice is one drug; two drugs of a class are two drugs and one class; a row that
is not sure or has no result could still count.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from intake.ask.words import Text
from intake.hear.answers import Where
from intake.notice.criteria import Part, Truth
from intake.notice.telling import joined
from intake.notice.view import View

FAILING = {"no-help", "side-effects", "cannot-take"}


@dataclass(frozen=True, slots=True)
class Trial:
    """One preventive tried for migraine: `failed`, or `possible` (it could still count)."""

    code: str  # of medicines.csv: the same drug twice is one drug
    name: Text
    group: str  # class of medicines.csv, "" when the name is blank
    failed: bool
    possible: bool
    lasted: bool  # no help or side effects, over the days the US line wants
    short: bool
    row: View


def trials(v: View) -> list[Trial]:
    found = [trial(row) for row in v.each("treatment")]
    return [one for one in found if one is not None]


def trial(row: View) -> Trial | None:
    """A row as a preventive for migraine; None when it is for something else or no preventive that counts."""
    drug = row.drug("treatment-name")
    purpose, result, tried = row.code("treatment-for"), row.code("treatment-result"), row.code("treatment-tried")
    classes = preventive_classes(drug.medicine.lists) if drug and drug.medicine else []
    if purpose not in ("migraine", None) or (drug is not None and not classes):
        return None
    failed = purpose == "migraine" and bool(classes) and (result in FAILING or tried == "must-not")
    open_ = purpose is None or not classes or tried == "unsure" or result is None
    days, weeks = row.number("treatment-days"), row.number("treatment-weeks")
    lasted = result in ("no-help", "side-effects") and days is not None and days >= row.limit("PAY_US2_DAYS")
    known = (weeks, days) != (None, None)
    used = timedelta(weeks=float(weeks)) if weeks is not None else timedelta(days=float(days or 0))
    short = known and used < timedelta(weeks=float(row.limit("ADEQUATE_TRIAL_WEEKS")))
    code, name = (drug.medicine.code, row.name(drug)) if drug and drug.medicine else ("", Text())
    return Trial(code, name, classes[0] if classes else "", failed, not failed and open_ and tried != "no", lasted, short, row)


def preventive_classes(lists: Iterable[str]) -> list[str]:
    """Class codes on PREVENTIVE lists; `not-counted` counts for no criterion."""
    classes = sorted(name.removeprefix("PREVENTIVE:") for name in lists if name.startswith("PREVENTIVE:"))
    return [name for name in classes if name != "not-counted"]


def reaches(v: View, known: int, possible: int, need: int) -> Truth:
    """count >= need (dossier 1.4): false only when what could still count cannot reach it either."""
    if known >= need:
        return True
    asked = v.code("treatments-any")
    if asked == "no":
        return False
    if asked != "yes" or not any(map(reasons, v.each("treatment"))):  # a row left empty is no row
        return None
    return None if known + possible >= need else False


def failed_part(v: View, text: Text, need: int, groups: frozenset[str] | None = None, *, by_class: bool = False) -> Part:
    """So many distinct drugs (or classes) failed, of the given classes."""
    tried = [one for one in trials(v) if groups is None or one.group in groups or not one.group]
    failed = {(one.group if by_class else one.code): one for one in tried if one.failed}
    open_ = [one for one in tried if one.possible]
    keys = {(one.group if by_class else one.code) for one in open_} - failed.keys() - {""}
    possible = len(keys) + sum(not one.group for one in open_)
    known = v.counted("{count} class", "{count} classes", count=len(failed)) if by_class else failed_drugs(v, tried, len(failed))
    said = joined((known, v.say("{count} not clear", count=possible))) if possible else known
    because = [where for one in tried if one.failed or one.possible for where in reasons(one.row)]
    base = v.part(text, reaches(v, len(failed), possible, need), said, "treatments-any")
    return Part(base.text, base.holds, base.evidence, (*base.because, *because))


def failed_drugs(v: View, tried: list[Trial], count: int) -> Text:
    """How many failed, and which: "2 failed: propranolol, topiramate (short trial)"."""
    failed = [one for one in tried if one.failed]
    if not failed:
        return v.say("{count} failed", count=count)
    told = dict.fromkeys(v.say("{name} (short trial)", name=one.name) if one.short else one.name for one in failed)
    return v.say("{count} failed: {names}", count=count, names=joined(told))


def reasons(row: View) -> tuple[Where, ...]:
    return row.part(Text(), None, Text(), "treatment-name", "treatment-for", "treatment-tried", "treatment-result").because
