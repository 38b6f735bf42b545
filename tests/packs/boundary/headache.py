"""Pairs of the headache red flags, of the headache days and of the acute drugs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from tests.packs.boundary.pair import D, MET, N, NOT, R, RETURNING, U, UNCLEAR, Pair, born, codes, row, shot, three, ticks, toxin

CLASSES = ("triptan", "ergot", "opioid", "combo", "simple")
SIXTY = {
    "identity-birth-date": born(60), "identity-sex": "male", "safety-pregnant": None, "safety-breastfeeding": None, "migraine-rf-pregnancy": None,
    "migraine-rf-scalp-jaw": "no", "migraine-rf-after-50": "no",
}  # fmt: skip


def flags(c: Mapping[str, Any]) -> Iterable[Pair]:
    rows = {"RF-H1": "sudden", "RF-H3": "fever", "RF-H4": "head-injury", "RF-H5": "red-eye", "RF-H6": "pregnancy", "RF-H8": "eye-nerve"}
    for rule, name in rows.items():
        yield from row(rule, f"migraine-rf-{name}", "migraine")
    signs = ("weak-numb", "speech", "mixed-up", "seizure", "sight")
    yield from ticks("RF-H2", "migraine-rf-deficit", signs, "migraine")
    yield Pair("RF-H5", R, "migraine", {"migraine-rf-red-eye": "long-standing"}, {"migraine-rf-red-eye": "no"})
    yield from row("RF-H7", "migraine-rf-scalp-jaw", "migraine", start=SIXTY)
    fifty, sign = c["RF_H7_AGE"], {"migraine-rf-scalp-jaw": "yes"}
    younger = {"migraine-rf-scalp-jaw": None, "migraine-rf-after-50": None}
    yield Pair("RF-H7", U, "migraine", {"identity-birth-date": born(fifty), **sign}, {"identity-birth-date": born(fifty, 1), **younger}, SIXTY)
    for rule, name in {"RH-1": "changed", "RH-3": "position", "RH-4": "strain", "RH-5": "progressive", "RH-6": "cancer", "RH-8": "after-injury"}.items():
        yield from three(rule, R, f"migraine-rf-{name}", "migraine")
    yield from three("RH-2", R, "migraine-rf-after-50", "migraine", start=SIXTY)
    yield Pair("RH-2", R, "migraine", {"migraine-first-age": c["RH2_AGE"]}, {"migraine-first-age": c["RH2_AGE"] - 1}, SIXTY)
    yield Pair("RH-2", R, "migraine", {"migraine-first-age": c["RH2_AGE"]}, {"migraine-first-age": None}, SIXTY)
    yield from codes("RH-7", R, "migraine-rf-immune", ("hiv", "transplant", "immune-drug", "unsure"), "migraine", several=True)


def days(c: Mapping[str, Any], many: int, **more: Any) -> tuple[dict[str, Any], dict[str, str | None]]:
    """Headache days, the clear days that go with them, and what the number makes of a visit without preventives."""
    chronic = many >= c["MIG_CHRONIC_DAYS"]
    effects = {"MIG-03": None if chronic else N, "MIG-01": MET if chronic else NOT, "MIG-02": MET if chronic else NOT}
    return {"migraine-headache-days": many, "migraine-clear-days": 30 - many, **more}, effects


def acute(counts: Mapping[str, int | None], months: int | None = 500, any_days: int | None = None) -> dict[str, Any]:
    """Acute drugs: days a class."""
    given = {f"migraine-acute-{name}-days": many for name, many in counts.items()}
    return {"migraine-acute-classes": list(counts), **given, "migraine-acute-months": months, "migraine-acute-any-days": any_days}


def overuse(c: Mapping[str, Any]) -> Iterable[Pair]:
    months, multi, several = c["MOH_MONTHS_OVER"], c["MOH_MULTI_DAYS"], c["MOH_MULTI_CLASSES"]
    for name in CLASSES:
        line = c[f"MOH_{name.upper()}_DAYS"]
        yield Pair("MIG-04", R, "migraine", acute({name: line}), acute({name: line - 1}))
        yield Pair("MIG-05", N, "migraine", acute({name: line}, months), acute({name: line - 1}, months))
        yield Pair("MIG-04", R, "migraine", acute({name: line}, months + 1), acute({name: line}, months), other={"MIG-05": N})
        yield Pair("MIG-05", N, "migraine", acute({name: line}, None), acute({name: line}, months + 1), other={"MIG-04": R})
    yield Pair("MIG-04", R, "migraine", acute({"triptan": 30}), acute({"gepant-ditan": 30, "antinausea": 30}, any_days=30))
    many, fewer = dict.fromkeys(CLASSES[:several], 1), dict.fromkeys([*CLASSES[: several - 1], "gepant-ditan"], 1)
    zero = {**dict.fromkeys(CLASSES[: several - 1], 1), "simple": 0}
    for rule, level, length in (("MIG-04", R, months + 1), ("MIG-05", N, months)):
        yield Pair(rule, level, "migraine", acute(many, length, multi), acute(many, length, multi - 1))
        yield Pair(rule, level, "migraine", acute(many, length, multi), acute(fewer, length, multi))
        yield Pair(rule, level, "migraine", acute(many, length, multi), acute(zero, length, multi))
    others = dict.fromkeys(CLASSES[: max(1, several - 1)], 1)
    yield Pair("MIG-04", R, "migraine", acute({**others, "simple": multi}), acute({**others, "simple": multi - 1}))
    yield Pair("MIG-04", R, "migraine", acute({**others, "simple": multi}, any_days=multi), acute({**others, "simple": multi}, any_days=multi - 1))
    over = acute({"triptan": 30})
    inside, then = days(c, c["MIG_CHRONIC_DAYS"])
    outside, other = days(c, c["MIG_CHRONIC_DAYS"] - 1)
    yield Pair("MIG-04", R, "migraine", inside, outside, over, also=then, other={"MIG-05": N, **other})
    yield Pair("MIG-05", N, "migraine", outside, inside, over, also=other, other={"MIG-04": R, **then})
    unknown = {"MIG-01": UNCLEAR, "MIG-02": UNCLEAR}
    yield Pair("MIG-05", N, "migraine", {"migraine-headache-days": None}, {}, over, also=unknown, other={"MIG-04": R})


def diary_and_days(c: Mapping[str, Any]) -> Iterable[Pair]:
    line = c["MIG_CHRONIC_DAYS"]
    inside, then = days(c, line - 1)
    outside, other = days(c, line)
    yield Pair("MIG-03", N, "migraine", inside, outside, also=then, other=other)
    blank = {"migraine-headache-days": None}
    yield Pair("MIG-03", N, "migraine", inside, blank, also=then, other={"MIG-01": UNCLEAR, "MIG-02": UNCLEAR})
    yield Pair("MIG-03", N, "migraine", {**inside, **toxin(shot())}, {**inside, **toxin(shot(200, "migraine"))}, also=then, other=RETURNING)
    off = c["MIG_SUM_TOLERANCE"]
    for sign in (1, -1):
        yield Pair("MIG-06", D, "migraine", {"migraine-clear-days": 10 + sign * (off + 1)}, {"migraine-clear-days": 10 + sign * off})
    yield Pair("MIG-06", D, "migraine", {"migraine-clear-days": 0}, {"migraine-clear-days": None})
    yield Pair("MIG-06", D, "migraine", {"migraine-clear-days": 0}, {"migraine-headache-days": None}, other={"MIG-01": UNCLEAR, "MIG-02": UNCLEAR})
    low, high = c["MIG_NEAR_LOW"], c["MIG_NEAR_HIGH"]
    recalled = {"migraine-diary": False, "migraine-diary-months": None}
    for near, far in ((low, low - 1), (high, high + 1)):
        inside, then = days(c, near)
        outside, other = days(c, far)
        yield Pair("MIG-07", D, "migraine", inside, outside, recalled, also=then, other=other)
    inside, then = days(c, low)
    for diary in (False, None):
        yield Pair("MIG-07", D, "migraine", {"migraine-diary": diary, "migraine-diary-months": None}, {"migraine-diary": True}, inside, then)


def pairs(c: Mapping[str, Any]) -> Iterable[Pair]:
    for part in (flags, overuse, diary_and_days):
        yield from part(c)
