"""Pairs of the lines of the criteria for migraine: preventives that failed, the other parts, and going on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from tests.packs.boundary.headache import acute, days
from tests.packs.boundary.pair import MET, N, NOT, R, RETURNING, UNCLEAR, Pair, born, medicines, shot, takes, toxin, trials, tried

ORAL = ("beta", "antidep", "antiseiz", "arb-ace", "ccb", "serot")
FULL = ("antidep", "antiseiz", "beta", "cgrp")


def combination(c: Mapping[str, Any]) -> Iterable[Pair]:
    visits, cgrp = toxin(shot(200, "migraine")), medicines("PREVENTIVE:cgrp")[0]
    on = trials(tried(cgrp, "no-help", still=True))
    yield Pair("MIG-08", N, "migraine", {**on, **visits}, {**on, **toxin(shot())}, also=RETURNING,
               other=by_drugs(c, [cgrp]))  # fmt: skip
    for now in (on, trials(tried(cgrp, "current")), takes(cgrp), trials(tried("topiramate"), tried(cgrp, "current"))):
        yield Pair("MIG-08", N, "migraine", now, trials(tried(cgrp, "no-help", still=False), tried("topiramate", "current", still=True)), visits, RETURNING)
    yield Pair("MIG-08", N, "migraine", takes(cgrp), takes("topiramate"), visits, RETURNING)


def by_drugs(c: Mapping[str, Any], failed: list[str], *, full: list[str] | None = None) -> dict[str, str]:
    """The four lines of a visit that meets all but the preventives, with these drugs failed; `full`: those used long enough (all)."""
    kinds = {code: next(kind for kind in (*ORAL, "cgrp") if code in medicines(f"PREVENTIVE:{kind}")) for code in failed}
    oral = [code for code, kind in kinds.items() if kind in ORAL]
    of_four = {kind for kind in kinds.values() if kind in FULL}
    lasted = {kinds[code] for code in (failed if full is None else full) if kinds[code] in FULL}
    enough = MET if len(lasted) >= c["PAY_US2_CLASSES"] else UNCLEAR if len(of_four) >= c["PAY_US2_CLASSES"] else NOT
    return {
        "PAY-M-NICE": MET if len(failed) >= c["PAY_NICE_FAILED"] else NOT,
        "PAY-M-CADTH": MET if len(oral) >= c["PAY_CADTH_ORAL_FAILED"] else NOT,
        "PAY-M-US2": enough,
        "PAY-M-WA": MET if len(failed) >= c["PAY_WA_FAILED"] and len(set(kinds.values())) >= c["PAY_WA_CLASSES"] else NOT,
    }


def preventives(c: Mapping[str, Any]) -> Iterable[Pair]:
    """Failed drugs: so many, of so many classes, for so many days."""
    one_each = [medicines(f"PREVENTIVE:{kind}")[0] for kind in ("beta", "antidep", "antiseiz", "arb-ace", "ccb", "serot")]
    betas = list(medicines("PREVENTIVE:beta"))

    def failed(names: list[str], **more: Any) -> dict[str, Any]:
        return trials(*[tried(name, **more) for name in names]) if names else {"treatments-any": "no"}

    def pair(line: str, inside: list[str], outside: list[str]) -> Pair:
        yes, no = by_drugs(c, inside), by_drugs(c, outside)
        return Pair(line, yes[line], "migraine", failed(inside), failed(outside), also=yes, other=no)

    lines = {"PAY-M-NICE": "PAY_NICE_FAILED", "PAY-M-CADTH": "PAY_CADTH_ORAL_FAILED", "PAY-M-WA": "PAY_WA_FAILED"}
    all_met = one_each[: max(c[name] for name in lines.values()) + 1]
    for line, name in lines.items():
        limit = c[name]
        yield pair(line, one_each[:limit], one_each[: limit - 1])
        enough, short = one_each[:limit], one_each[: limit - 1]
        if not short:
            continue
        last, four = enough[-1], by_drugs(c, short)
        for result in ("side-effects", "cannot-take"):
            for quiet in ("partial", "helped", "current"):
                yield Pair(line, MET, "migraine", trials(*[tried(x) for x in short], tried(last, result)), trials(*[tried(x) for x in short], tried(last, quiet)),
                           also=by_drugs(c, enough, full=short if result == "cannot-take" else None), other=four)  # fmt: skip
        yield Pair(line, MET, "migraine", failed(enough), trials(*[tried(x) for x in enough[:-1]], tried(last, **{"for": "another-reason"})),
                   also=by_drugs(c, enough), other=four)  # fmt: skip
        yield Pair(line, MET, "migraine", failed(enough), failed([*short, short[0]]), also=by_drugs(c, enough), other=four)
        yield Pair(line, MET, "migraine", failed(enough), trials(*[tried(x) for x in short], tried("riboflavin"), tried("physio"), tried("a pill I forgot")),
                   also=by_drugs(c, enough), other=four)  # fmt: skip
        yield Pair(line, MET, "migraine", trials(*[tried(x) for x in short], tried(last, None, None, tried="must-not")),
                   trials(*[tried(x) for x in short], tried(last, None, None, tried="no")), also=by_drugs(c, enough, full=short), other=four)  # fmt: skip
        for unknown in (tried(last, None, None), tried(last, None, None, tried="unsure")):
            could = {other: UNCLEAR for other in by_drugs(c, short) if by_drugs(c, short)[other] != by_drugs(c, enough)[other]}
            yield Pair(line, UNCLEAR, "migraine", trials(*[tried(x) for x in short], unknown), trials(*[tried(x) for x in short]),
                       also={**four, **could}, other=four)  # fmt: skip
        yield from could_count(c, line, limit, one_each, betas)
    for kind in ORAL:
        some = [name for name in one_each if name != medicines(f"PREVENTIVE:{kind}")[0]][: c["PAY_CADTH_ORAL_FAILED"] - 1]
        yield pair("PAY-M-CADTH", [*some, medicines(f"PREVENTIVE:{kind}")[0]], some)
    for kind in FULL:
        some = [medicines(f"PREVENTIVE:{other}")[0] for other in FULL if other != kind][: c["PAY_US2_CLASSES"] - 1]
        yield pair("PAY-M-US2", [*some, medicines(f"PREVENTIVE:{kind}")[0]], some)
    open_ended = dict.fromkeys(("PAY-M-NICE", "PAY-M-CADTH", "PAY-M-US2", "PAY-M-WA"), UNCLEAR)  # dossier 10.4: a missing element
    for blank in ({"treatments-any": "unsure"}, {"treatments-any": None}, {"treatments-any": "yes"}):
        for line in open_ended:
            yield Pair(line, UNCLEAR, "migraine", blank, {"treatments-any": "no"}, also=open_ended)
    cgrp = list(medicines("PREVENTIVE:cgrp"))
    need = c["PAY_CADTH_ORAL_FAILED"]
    yield Pair("PAY-M-CADTH", MET, "migraine", failed(one_each[:need]), failed([*one_each[: need - 1], cgrp[0]]), also=by_drugs(c, one_each[:need]),
               other=by_drugs(c, [*one_each[: need - 1], cgrp[0]]))  # fmt: skip
    kinds, count = c["PAY_WA_CLASSES"], c["PAY_WA_FAILED"]
    mixed = [*one_each[1:kinds], *betas[: count - kinds + 1]]
    if kinds > 1:
        yield pair("PAY-M-WA", mixed, [*one_each[1 : kinds - 1], *betas[: count - kinds + 2]])
    met = by_drugs(c, all_met)
    yield from other_parts(c, failed(all_met), met)
    yield from long_enough(c)


def could_count(c: Mapping[str, Any], line: str, limit: int, one_each: list[str], betas: list[str]) -> Iterable[Pair]:
    """Rows that may still count: without a name, without a result; each counts once, and only for migraine."""
    enough, short = one_each[:limit], one_each[: limit - 1]
    known, four = [tried(x) for x in short], by_drugs(c, short)
    could = {name: UNCLEAR for name, status in four.items() if status != by_drugs(c, enough)[name]}
    nameless, elsewhere = tried(None), tried(enough[-1], None, None, **{"for": "another-reason"})
    yield Pair(line, UNCLEAR, "migraine", trials(*known, nameless), trials(*known, elsewhere), also={**four, **could}, other=four,
               blank=("treatment-name",))  # fmt: skip
    purpose = tried(enough[-1], **{"for": None})
    yield Pair(line, UNCLEAR, "migraine", trials(*known, purpose), trials(*known), also={**four, **could}, other=four, blank=("treatment-for",))
    if limit == 3 and line != "PAY-M-WA" and {c["PAY_US2_CLASSES"], c["PAY_WA_CLASSES"]} == {2}:
        one, result = [tried("candesartan")], {"PAY-M-NICE": NOT, "PAY-M-CADTH": NOT, "PAY-M-WA": NOT}
        may = {name: UNCLEAR for name in result if c[{"PAY-M-NICE": "PAY_NICE_FAILED", "PAY-M-CADTH": "PAY_CADTH_ORAL_FAILED",
                                                         "PAY-M-WA": "PAY_WA_FAILED"}[name]] <= 3}  # fmt: skip
        two = [tried(name, None, None) for name in betas[:2]]
        yield Pair(line, UNCLEAR, "migraine", trials(*one, *two), trials(*one, two[0], two[0]), also=may, other={
            name: status for name, status in result.items() if c[{"PAY-M-NICE": "PAY_NICE_FAILED", "PAY-M-CADTH": "PAY_CADTH_ORAL_FAILED",
                                                                  "PAY-M-WA": "PAY_WA_FAILED"}[name]] > 2})  # fmt: skip
        yield Pair(line, UNCLEAR, "migraine", trials(*one, *two), trials(*one, nameless), also=may, blank=("treatment-name",))


def other_parts(c: Mapping[str, Any], start: Mapping[str, Any], met: Mapping[str, str]) -> Iterable[Pair]:
    """Everything but the drugs, in a visit that meets all lines."""
    def pair(lines: str, inside: dict[str, Any], outside: dict[str, Any], status: str = NOT, **more: Any) -> Iterable[Pair]:
        """Each line that the part belongs to is met inside, and not (or unclear) outside."""
        extra = more.pop("effects", {})
        for line in lines.split():
            yield Pair(line, MET, "migraine", inside, outside, start, met, other={**dict.fromkeys(lines.split(), status), **extra}, **more)
            if status == UNCLEAR:
                yield Pair(line, UNCLEAR, "migraine", outside, inside, start, met, also={**dict.fromkeys(lines.split(), status), **extra}, **more)

    ichd = "MIG-01 PAY-M-CADTH PAY-M-WA"
    chronic = c["MIG_CHRONIC_DAYS"]
    inside, outside = days(c, chronic)[0], days(c, chronic - 1)[0]
    yield from pair(f"{ichd} MIG-02 PAY-M-NICE PAY-M-US2", inside, outside, effects={"MIG-03": N})
    yield from pair(f"{ichd} MIG-02 PAY-M-NICE", {}, {"migraine-headache-days": None}, UNCLEAR, effects={"PAY-M-US2": UNCLEAR})
    months = c["MIG_MONTHS_OVER"]
    yield from pair(f"{ichd} PAY-M-US2", {"migraine-months-15": months + 1}, {"migraine-months-15": months})
    yield from pair(f"{ichd}", {}, {"migraine-months-15": None}, UNCLEAR, effects={"PAY-M-US2": UNCLEAR})
    with_migraine = c["MIG_MIGRAINE_DAYS"]
    yield from pair(f"{ichd} PAY-M-NICE", {"migraine-migraine-days": with_migraine}, {"migraine-migraine-days": with_migraine - 1})
    yield from pair(f"{ichd} PAY-M-NICE", {}, {"migraine-migraine-days": None}, UNCLEAR)
    yield from pair(ichd, {}, {"migraine-five-attacks": "no"})
    for code in ("unsure", None):
        yield from pair(ichd, {}, {"migraine-five-attacks": code}, UNCLEAR)
    for duration in ("4-12h", "13-24h", "1-3d", "never-stops"):
        yield from pair("MIG-02 PAY-M-US2", {"migraine-duration": duration}, {"migraine-duration": "under-4h"})
    yield from pair("MIG-02", {}, {"migraine-duration": None}, UNCLEAR, effects={"PAY-M-US2": UNCLEAR})
    diary = c["PAY_WA_DIARY_MONTHS"]
    yield from pair("PAY-M-WA", {"migraine-diary-months": diary}, {"migraine-diary-months": diary - 1})
    yield from pair("PAY-M-WA", {}, {"migraine-diary": False, "migraine-diary-months": None})
    yield from pair("PAY-M-WA", {}, {"migraine-diary-months": None}, UNCLEAR)
    yield from pair("PAY-M-WA", {}, {"migraine-diary": None, "migraine-diary-months": None}, UNCLEAR)
    moh = c["MOH_MONTHS_OVER"]
    used = acute({"triptan": 30}, moh + 1)
    yield from pair("PAY-M-NICE PAY-M-WA", acute({"triptan": 0}), used, effects={"MIG-04": R})
    age = c["PAY_ADULT_AGE"]

    def young(years: int) -> dict[str, str | None]:
        return {"S-23": R if years < c["S23_MIGRAINE_MIN_AGE"] else None}

    yield Pair("PAY-M-WA", MET, "migraine", {"identity-birth-date": born(age)}, {"identity-birth-date": born(age, 1)}, start, met, also=young(age),
               other={"PAY-M-WA": NOT, **young(age - 1)})  # fmt: skip
    gone = toxin(shot(200, "migraine"))
    for line in ("MIG-01", "MIG-02", *met):
        yield Pair(line, MET, "migraine", toxin(shot()), gone, start, met, other=RETURNING)


def long_enough(c: Mapping[str, Any]) -> Iterable[Pair]:
    """Days of use: in weeks, or from start to stop when both days are known."""
    need, least = c["PAY_US2_DAYS"], c["PAY_US2_CLASSES"]
    names = [medicines(f"PREVENTIVE:{kind}")[0] for kind in FULL[:least]]
    others, last = names[:-1], names[-1]
    weeks, line = -(-need // 7), "PAY-M-US2"
    begun = date(2024, 1, 1)

    def dated(many: int) -> dict[str, Any]:
        return tried(last, weeks=None, still=False, start=begun.isoformat(), stop=(begun + timedelta(days=many)).isoformat())

    def pair(inside: dict[str, Any], outside: dict[str, Any], status: str, rows: list[str] | None = None) -> Pair:
        short = by_drugs(c, names if rows is None else rows, full=others)
        return Pair(line, status, "migraine", trials(*[tried(x) for x in others], inside), trials(*[tried(x) for x in others], outside),
                    also=by_drugs(c, names), other=short)  # fmt: skip

    yield pair(tried(last, weeks=weeks), tried(last, weeks=weeks - 1), MET)
    yield pair(dated(need), dated(need - 1), MET)
    yield pair(dated(need), tried(last, weeks=None), MET)
    yield pair(dated(need), tried(last, "cannot-take"), MET)
    yield pair(tried(last, "side-effects", weeks=weeks), tried(last, "side-effects", weeks=weeks - 1), MET)
    yield pair(tried(last, weeks=None, still=True, start="2025-06-01"), tried(last, weeks=None, still=True, start="2025"), MET)
    if others:
        few = by_drugs(c, others)
        could = {name: UNCLEAR for name, status in few.items() if status != by_drugs(c, names)[name]}
        yield Pair(line, MET, "migraine", trials(*[tried(x) for x in names]), trials(*[tried(x) for x in others], tried(last, **{"for": None})),
                   also=by_drugs(c, names), other={**few, **could}, blank=("treatment-for",))  # fmt: skip
        short = by_drugs(c, names, full=others)
        yield Pair(line, UNCLEAR, "migraine", trials(*[tried(x) for x in others], tried(last, weeks=weeks - 1)),
                   trials(*[tried(x) for x in others], tried("candesartan")), also=short, other=by_drugs(c, [*others, "candesartan"]))  # fmt: skip
        same = [name for name in medicines("PREVENTIVE:antidep") if name not in names]
        yield Pair(line, MET, "migraine", trials(*[tried(x) for x in names]), trials(*[tried(x) for x in [*others, same[0]]]), also=by_drugs(c, names),
                   other=by_drugs(c, [*others, same[0]]))  # fmt: skip


def continuation(c: Mapping[str, Any]) -> Iterable[Pair]:
    thirty, fifty, seven, months, least = (c[f"PAY_{name}"] for name in (
        "CONT30_PERCENT", "CONT50_PERCENT", "CONT7_DAYS", "EPIS_MONTHS", "CONT_MIN_CYCLES"))  # fmt: skip
    gone = dict.fromkeys(("PAY-M-CONT50", "PAY-M-CONT7", "PAY-M-EPIS"))

    def now(before: int, after: int, under: int | None = 0, visits: int = 0) -> dict[str, Any]:
        rows = [shot(200 + 120 * n, "migraine") for n in range(visits or least)]
        return {**toxin(*rows), "migraine-baseline-days": before, "migraine-headache-days": after, "migraine-clear-days": 30 - after,
                "migraine-months-under-15": under}  # fmt: skip

    def lines(before: int, after: int, under: int | None = 0) -> dict[str, str | None]:
        change = (before - after) * 100
        pattern = UNCLEAR if under is None else "PATTERN PRESENT" if under >= months else "NOT PRESENT"
        return {**RETURNING, "PAY-M-CONT30": MET if change >= thirty * before else NOT, "PAY-M-CONT50": MET if change > fifty * before else NOT,
                "PAY-M-CONT7": MET if before - after >= seven else NOT, "PAY-M-EPIS": pattern}  # fmt: skip

    def pair(line: str, inside: tuple[Any, ...], outside: tuple[Any, ...]) -> Pair:
        yes, no = lines(*inside), lines(*outside)
        return Pair(line, yes[line], "migraine", now(*inside), now(*outside), also=yes, other=no)

    choices = [(before, after) for before in range(1, 31) for after in range(31)]

    def change(one: tuple[int, int]) -> tuple[float, int]:
        return (one[0] - one[1]) / one[0], one[0]

    at_least = min((one for one in choices if (one[0] - one[1]) * 100 >= thirty * one[0]), key=change)
    under = max((one for one in choices if (one[0] - one[1]) * 100 < thirty * one[0]), key=change)
    yield pair("PAY-M-CONT30", at_least, under)
    more_than = min((one for one in choices if (one[0] - one[1]) * 100 > fifty * one[0]), key=change)
    no_more = max((one for one in choices if (one[0] - one[1]) * 100 <= fifty * one[0]), key=change)
    yield pair("PAY-M-CONT50", more_than, no_more)
    yield pair("PAY-M-CONT30", (20, 0), (20, 25))
    yield pair("PAY-M-CONT7", (20, 20 - seven), (20, 21 - seven))
    yield pair("PAY-M-EPIS", (20, 10, months), (20, 10, months - 1))
    yield pair("PAY-M-EPIS", (20, 10, None), (20, 10, 0))
    whole = lines(20, 10)
    for before, after in ((None, 10), (0, 10), (20, None)):
        blanks = {"migraine-baseline-days": before, "migraine-headache-days": after, "migraine-clear-days": None}
        unclear = {**RETURNING, **gone}
        yield Pair("PAY-M-CONT30", UNCLEAR, "migraine", {**now(20, 10), **blanks}, now(20, 10), also=unclear, other=whole)
        for line in gone:
            yield Pair(line, whole[line], "migraine", now(20, 10), {**now(20, 10), **blanks}, also=whole, other=unclear)
    if least > 1:
        yield Pair("PAY-M-CONT30", MET, "migraine", now(20, 0), now(20, 0, visits=least - 1), also=lines(20, 0), other={**RETURNING, **gone})
        for line in gone:
            yield Pair(line, lines(20, 0)[line], "migraine", now(20, 0), now(20, 0, visits=least - 1), also=lines(20, 0), other={**RETURNING, **gone})
    yield Pair("PAY-M-CONT30", UNCLEAR, "migraine", {}, {}, toxin(shot(200, "migraine")), also=RETURNING | {"PAY-M-CONT30": UNCLEAR}, outbase="neck")
    other_use = toxin(*[shot(200 + 100 * n) for n in range(least)])
    hidden = {"migraine-baseline-days": None, "migraine-months-under-15": None}
    yield Pair("PAY-M-CONT30", MET, "migraine", now(20, 0), {**now(20, 20), **hidden, **other_use}, also=lines(20, 0), other={})


def pairs(c: Mapping[str, Any]) -> Iterable[Pair]:
    for part in (combination, preventives, continuation):
        yield from part(c)
