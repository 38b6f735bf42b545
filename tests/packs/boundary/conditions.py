"""Pairs of the modules: neck, stiff limbs, back, knee and other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from tests.packs.boundary.pair import D, MET, N, NOT, R, TODAY, U, UNCLEAR, Pair, ago, born, both, codes, medicines, month_edge, row, shot, takes, three, ticks, toxin


def neck(c: Mapping[str, Any]) -> Iterable[Pair]:
    yield from ticks("RF-N1", "neck-rf-cord", ("hands", "limbs", "walking", "leak"), "neck")
    sudden = ("neck-rf-sudden-pain", "neck-rf-sudden-signs", "neck-rf-sudden-signs-now")
    signs = [[code] for code in ("dizzy", "double-vision", "eyelid", "numb-face", "slurred", "falls")]
    yield from both("RF-N2", sudden, "neck", ["yes"], signs, no=("no", ["none"]), unsure=("unsure", ["unsure"]), checked=(None, ["checked"]))
    yield Pair("RF-N2", U, "neck", {sudden[1]: ["dizzy", "checked"]}, {sudden[1]: ["checked"]}, {sudden[0]: "yes"}, other={"RF-N2": R})
    yield from row("RF-N3", "neck-rf-fever", "neck")
    yield from row("RF-N4", "neck-rf-crash", "neck")
    lock = ("neck-rf-lock", "neck-rf-new-pill", "neck-rf-new-pill-now")
    yield from both("RF-N5", lock, "neck", ["yes"], ["yes"], checked=("checked", None))
    yield from codes("RN-1", R, "neck-rf-general", ("cancer", "weight-loss", "night-pain", "unsure"), "neck", several=True)
    block, plain = medicines("DOPA-BLOCK")[0], "ibuprofen"
    yield Pair("CD-01", N, "neck", takes(plain, block), takes(plain))
    for past in (block, "unsure", "Risperdal"):
        yield Pair("CD-01", N, "neck", {"neck-past-medicines": [past]}, {"neck-past-medicines": ["none"]})
    yield Pair("CD-01", N, "neck", {"neck-past-medicines": [block]}, {"neck-past-medicines": ["a white pill"]})
    yield Pair("CD-01", N, "neck", {"neck-past-medicines": ["unsure"]}, {"neck-past-medicines": None})
    days = c["CD02_ONSET_DAYS"]
    newer, older = month_edge(days)
    yield Pair("CD-02", R, "neck", {"neck-onset-date": ago(days - 1)}, {"neck-onset-date": ago(days)})
    yield Pair("CD-02", R, "neck", {"neck-onset-date": newer}, {"neck-onset-date": older})
    yield Pair("CD-02", R, "neck", {"neck-onset-date": str(TODAY.year)}, {"neck-onset-date": None})
    fresh = {"neck-onset-date": ago(days - 1)}
    yield Pair("CD-02", R, "neck", {lock[1]: "no"}, {lock[1]: "yes"}, {**fresh, lock[0]: "yes"}, other={"RF-N5": U})
    yield Pair("CD-02", R, "neck", {lock[1]: "no"}, {lock[1]: "yes"}, {**fresh, lock[0]: "checked"}, other={"RF-N5": R})
    yield from three("CD-03", N, "neck-fixed", "neck", critical=False)
    yield Pair("CD-03", N, "neck", {"neck-injury": True}, {"neck-injury": False})
    yield Pair("CD-03", N, "neck", {"neck-injury": True}, {"neck-injury": None})
    age, line = c["PAY_ADULT_AGE"], "PAY-CD-ON130"

    def young(years: int) -> dict[str, str | None]:
        return {"S-23": R if years < c["S23_NECK_MIN_AGE"] else N if years < c["S23_NECK_NOTE_BELOW"] else None}

    yield Pair(line, MET, "neck", {"identity-birth-date": born(age)}, {"identity-birth-date": born(age, 1)}, also=young(age),
               other={line: UNCLEAR, **young(age - 1)})  # fmt: skip
    for code in ("no", "unsure", None):
        yield Pair(line, MET, "neck", {}, {"neck-diagnosis": code}, other={line: UNCLEAR})
        yield Pair(line, UNCLEAR, "neck", {"neck-diagnosis": code}, {})


def spasticity(c: Mapping[str, Any]) -> Iterable[Pair]:
    yield from row("RF-S1", "spasticity-rf-stroke", "spasticity")
    undated = toxin(shot(200), shot(None))
    yield Pair("RF-S1", U, "spasticity", {"spasticity-rf-stroke": "yes"}, {}, undated, {"S-30": D}, blank=("toxin-visit-date",))
    cord = {"spasticity-cause": "spinal-cord-injury"}
    yield from row("RF-S2", "spasticity-rf-dysreflexia", "spasticity", checked=False, start=cord)
    pump = ("spasticity-rf-baclofen", "spasticity-rf-withdrawal", "spasticity-rf-withdrawal-now")
    baclofen = [["pump"], ["pump-alarm"], ["missed-refill"], ["stopped"]]
    yield from both("RF-S3", pump, "spasticity", baclofen, ["yes"], no=(["none"], "no"), unsure=(["unsure"], "unsure"))
    yield Pair("RF-S3", U, "spasticity", {pump[0]: ["pump", "unsure"]}, {pump[0]: ["unsure"]}, {pump[1]: "yes", pump[2]: "no"}, other={"RF-S3": R})
    yield from row("RF-S4", "spasticity-rf-calf", "spasticity")
    yield from row("RF-S5", "spasticity-rf-seizure", "spasticity")
    yield from three("RS-1", R, "spasticity-rf-worse-fast", "spasticity")
    yield from three("SP-01", N, "spasticity-fixed-joint", "spasticity", critical=False)
    for goal in ({"goal-area": "pain"}, {"goal-words": "open my hand"}):
        yield Pair("SP-02", D, "spasticity", {"goal": [{"goal-baseline": "3"}]}, {"goal": [{"goal-baseline": "3"}, goal]}, blank=("goal-area",))
    yield Pair("SP-02", D, "spasticity", {"goal": None}, {})
    yield Pair("SP-02", D, "neck+spasticity", {"goal": None}, {"goal": None}, outbase="neck", also={"PAY-SP-ON412": MET})
    falls = c["SP03_FALLS"]
    for limb in ("left-leg", "left-foot", "right-leg", "right-foot"):
        leg = {"spasticity-limbs": ["left-arm", limb]}
        yield Pair("SP-03", N, "spasticity", {"spasticity-falls": falls}, {"spasticity-falls": falls - 1}, leg)
    arms = ["left-arm", "left-hand", "right-arm", "right-hand"]
    yield Pair("SP-03", N, "spasticity", {"spasticity-limbs": ["right-leg"]}, {"spasticity-limbs": arms}, {"spasticity-falls": falls})
    yield Pair("SP-03", N, "spasticity", {"spasticity-falls": falls}, {"spasticity-falls": None}, {"spasticity-limbs": ["right-foot"]})
    line, age = "PAY-SP-ON412", c["PAY_ADULT_AGE"]
    asked = {"spasticity-rf-dysreflexia": "no"}
    for cause in ("ms", "brain-injury", "cerebral-palsy", "other"):
        yield Pair(line, MET, "spasticity", {}, {"spasticity-cause": cause}, other={line: NOT})
        yield Pair(line, MET, "spasticity", {**cord, **asked}, {"spasticity-cause": cause}, other={line: NOT})
    for cause, then in (("unsure", {}), (None, {"S-30": D})):
        yield Pair(line, UNCLEAR, "spasticity", {"spasticity-cause": cause}, {}, also=then)
        yield Pair(line, MET, "spasticity", {**cord, **asked}, {"spasticity-cause": cause}, other={line: UNCLEAR, **then})
        minor = {"identity-birth-date": born(age, 1)}
        young = {"S-23": N if age - 1 < c["S23_SPASTICITY_ADULT_AGE"] else None}
        yield Pair(line, UNCLEAR, "spasticity", {"spasticity-cause": cause}, {"spasticity-cause": cause, **minor}, also=then, other={line: NOT, **then, **young})

    def child(years: int) -> dict[str, str | None]:
        return {"S-23": N if years < c["S23_SPASTICITY_ADULT_AGE"] else None}

    yield Pair(line, MET, "spasticity", {"identity-birth-date": born(age)}, {"identity-birth-date": born(age, 1)}, also=child(age),
               other={line: NOT, **child(age - 1)})  # fmt: skip


def back(c: Mapping[str, Any]) -> Iterable[Pair]:
    yield from ticks("RF-B1", "back-rf-saddle", ("numb", "pee", "leak", "sex"), "back")
    yield from row("RF-B2", "back-rf-leg-weak", "back")
    yield from row("RF-B3", "back-rf-fever", "back")
    risks = ("weak-defence", "recent-infection", "inject", "unsure")
    yield from codes("RF-B3", R, "back-rf-infection-risk", risks, "back", several=True)
    yield Pair("RF-B3", U, "back", {"back-rf-fever": "yes"}, {"back-rf-fever": "no"}, {"back-rf-infection-risk": ["inject"]}, other={"RF-B3": R})
    yield from row("RF-B4", "back-rf-crash", "back")
    yield from row("RF-B5", "back-rf-tearing", "back")
    yield from codes("RB-1", R, "back-rf-general", ("cancer", "weight-loss", "night-pain", "unsure"), "back", several=True)
    injury = "back-rf-small-injury"
    for bone in ("thin-bones", "steroids", "unsure"):
        for hurt in ("yes", "unsure"):
            yield Pair("RB-2", R, "back", {"back-rf-bones": [bone], injury: hurt}, {"back-rf-bones": [bone], injury: "no"})
        yield Pair("RB-2", R, "back", {"back-rf-bones": [bone], injury: "yes"}, {"back-rf-bones": [bone], injury: None}, other={"S-30": D})
    yield Pair("RB-2", R, "back", {"back-rf-bones": ["steroids"], injury: "yes"}, {"back-rf-bones": None}, other={"S-30": D})
    high, low = c["RB3_AGE_HIGH"], c["RB3_AGE_LOW"]
    yield Pair("RB-3", R, "back", {"back-rf-first-age": high}, {"back-rf-first-age": high - 1})
    yield Pair("RB-3", R, "back", {"back-rf-first-age": low - 1}, {"back-rf-first-age": low})
    yield Pair("RB-3", R, "back", {"back-rf-first-age": 0}, {"back-rf-first-age": None}, other={"S-30": D})
    months, weeks = c["BP01_MONTHS"], c["BP03_PHYSIO_WEEKS"]
    yield Pair("BP-01", N, "back", {"back-months": months - 1}, {"back-months": months})
    yield Pair("BP-01", N, "back", {"back-months": 0}, {"back-months": None})
    yield from three("BP-02", N, "back-leg-worse", "back", critical=False)
    yield Pair("BP-03", N, "back", {"back-physio-weeks": weeks - 1}, {"back-physio-weeks": weeks})
    yield Pair("BP-03", N, "back", {"back-physio-weeks": 0}, {"back-physio-weeks": None})
    yield Pair("PAY-BP", NOT, "neck+back", {}, {}, outbase="neck", also={})


def knee(c: Mapping[str, Any]) -> Iterable[Pair]:
    yield from row("RF-K1", "knee-rf-hot", "knee")
    hurt = ("knee-rf-injury", "knee-rf-injury-signs", "knee-rf-injury-signs-now")
    yield from both("RF-K2", hurt, "knee", ["yes"], [["cannot-use"], ["out-of-place"]], no=("no", ["none"]), unsure=("unsure", ["unsure"]),
                    checked=("checked", None))  # fmt: skip
    yield Pair("RF-K2", U, "knee", {hurt[1]: ["cannot-use", "unsure"], hurt[2]: "no"}, {hurt[1]: ["unsure"], hurt[2]: "no"}, {hurt[0]: "yes"},
               other={"RF-K2": R})  # fmt: skip
    yield from row("RF-K3", "knee-rf-locked", "knee")
    yield from row("RF-K4", "knee-rf-calf", "knee")
    yield from row("RF-K5", "knee-rf-foot", "knee")
    yield from codes("RK-1", R, "knee-rf-general", ("night-pain", "lump", "weight-loss", "cancer", "unsure"), "knee", several=True)
    yield from three("RK-2", R, "knee-rf-swelling", "knee")
    months, weeks = c["LP_MONTHS_OVER"], c["LP_PHYSIO_WEEKS"]
    three_of_four = {"LP-01": "3/4"}
    short, long = {"knee-months": months}, {"knee-months": months + 1}
    yield Pair("LP-03", N, "knee", short, long, also=three_of_four)
    yield Pair("LP-01", "4/4", "knee", long, short, other={**three_of_four, "LP-03": N})
    yield Pair("LP-03", N, "knee", short, {"knee-months": None}, then=three_of_four)
    few, enough = {"knee-physio-weeks": weeks - 1}, {"knee-physio-weeks": weeks}
    yield Pair("LP-02", N, "knee", few, enough, also=three_of_four)
    yield Pair("LP-01", "4/4", "knee", enough, few, other={**three_of_four, "LP-02": N})
    yield Pair("LP-02", N, "knee", {"knee-physio-weeks": 0}, {"knee-physio-weeks": None}, then=three_of_four)
    for site in ("front", "inner", "behind", "all-over"):
        yield Pair("LP-04", N, "knee", {"knee-site": site}, {}, also=three_of_four)
    yield Pair("LP-04", N, "knee", {"knee-site": "front"}, {"knee-site": None}, then=three_of_four)
    for answer in ("yes", "unsure", None):
        yield Pair("LP-05", N, "knee", {"knee-physio-after": "no"}, {"knee-physio-after": answer})
    for mri in ("normal", "not-done", "unsure", None):
        yield Pair("LP-01", "4/4", "knee", {"knee-mri": "abnormal"}, {"knee-mri": mri}, other=three_of_four)
    for result in ("partial", "lasting", "not-done", None):
        for good in ("none", "short"):
            yield Pair("LP-01", "4/4", "knee", {"knee-physio-result": good}, {"knee-physio-result": result}, other=three_of_four)
    nothing = {"knee-site": "inner", "knee-mri": "normal", "knee-physio-result": "lasting"}
    yield Pair("LP-01", "1/4", "knee", long, short, nothing, then={"LP-04": N}, other={"LP-01": "0/4", "LP-03": N})
    yield Pair("LP-01", "2/4", "knee", {"knee-mri": "abnormal"}, {}, nothing, then={"LP-04": N}, other={"LP-01": "1/4"})


def other(c: Mapping[str, Any]) -> Iterable[Pair]:
    for code in ("head", "neck-turn", "stiff-limb", "back", "knee-sport"):
        yield Pair("OT-01", N, "other", {"other-fits": code}, {"other-fits": "none"}, also={"OT-02": None})
    yield Pair("OT-02", N, "other", {"other-fits": "none"}, {"other-fits": "head"}, other={"OT-01": N, "OT-02": None})
    yield Pair("OT-02", N, "other", {"other-fits": None}, {"other-fits": "back"}, other={"OT-01": N, "OT-02": None})
    yield Pair("OT-01", N, "neck+other", {"other-fits": "head"}, {"other-fits": "none"}, also={"OT-02": None})
    yield Pair("OT-02", N, "neck+other", {}, {}, outbase="neck", also={"S-25": N})


def pairs(c: Mapping[str, Any]) -> Iterable[Pair]:
    for part in (neck, spasticity, back, knee, other):
        yield from part(c)
