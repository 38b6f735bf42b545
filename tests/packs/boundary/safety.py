"""Pairs of the urgent layer, the safety questions, the medicines, age and mood."""

from __future__ import annotations

from calendar import isleap
from collections.abc import Iterable, Mapping
from typing import Any

from tests.packs.boundary.pair import (
    CI, D, MET, N, NOT, R, TODAY, U, UNCLEAR, Pair, born, codes, germs, medicines, month_edge, shot, takes, three, ticks, toxin,
)  # fmt: skip

SPREAD = ("swallow", "speak", "breathe", "double-vision", "eyelids", "weak", "leak")
NOT_ASKED = {"safety-pregnant": None, "safety-breastfeeding": None}


def urgent(c: Mapping[str, Any]) -> Iterable[Pair]:
    yield from ticks("RF-G1", "urgent-now", ("chest-pain", "breathing", "swelling", "pass-out"), "back", checked=False)
    yield Pair("RF-G1", U, "back", {"safety-swallow": "cannot-now"}, {"safety-swallow": "choke"}, other={"S-07": R})
    yield Pair("RF-G1", U, "back", {"safety-breath": "at-rest-now"}, {"safety-breath": "oxygen-machine"}, other={"S-08": R})
    between = c["S15_REVIEW_DAYS"] + 10
    said = {**toxin(shot(between), urgent_recent_shot="yes"), "urgent-spread": ["none"]}
    up = {"S-19": R}
    yield from ticks("RF-TX", "urgent-spread", SPREAD, "neck", checked=False, urgent=up, start=said)
    dated = toxin(shot(between))
    yield from ticks("RF-TX", "toxin-spread", SPREAD, "neck", checked=False, urgent=up, start=dated)
    window = c["RFTX_LOOKBACK_DAYS"]
    yield Pair("RF-TX", U, "neck", {**toxin(shot(window)), "toxin-spread": ["leak"]}, toxin(shot(window + 1)), also=up)
    yield Pair("RF-TX", U, "neck", {"urgent-recent-shot": "unsure", "urgent-spread": ["leak"]}, {"urgent-recent-shot": "unsure", "urgent-spread": ["none"]},
               start=toxin(shot(between), urgent_recent_shot="unsure"), also=up)  # fmt: skip


def allergy_and_today(c: Mapping[str, Any]) -> Iterable[Pair]:
    yield from three("S-01", CI, "safety-toxin-allergy", "neck", unsure=R)
    yield from three("S-02", CI, "safety-milk-allergy", "neck", unsure=R)
    yield Pair("S-02", CI, "neck", {"safety-milk-allergy": "yes"}, {"safety-milk-belly": True})
    yield from three("S-03", CI, "safety-site-infection", "neck", unsure=R)
    yield from three("S-03", N, "safety-site-skin", "neck", critical=False)
    for code, level in (("yes", CI), ("unsure", R)):
        yield Pair("S-03", level, "neck", {"safety-site-infection": code}, {}, start={"safety-site-skin": "yes"}, other={"S-03": N})
    yield from codes("S-04", CI, "safety-blood-protein", ["allergy"], "neck", several=False)
    yield from codes("S-04", R, "safety-blood-protein", ["refuse", "unsure"], "neck", several=False)
    yield from three("S-24", R, "safety-unwell", "neck", critical=False)


def nerve_and_breath(c: Mapping[str, Any]) -> Iterable[Pair]:
    diseases = ("myasthenia", "lambert-eaton", "als", "motor-nerve", "muscle-disease")
    yield from codes("S-05", CI, "safety-nerve-disease", diseases, "neck", several=True)
    yield from codes("S-05", R, "safety-nerve-disease", ["unsure"], "neck", several=True)
    yield Pair("S-05", CI, "neck", {"safety-nerve-disease": ["als", "unsure"]}, {"safety-nerve-disease": ["unsure"]}, other={"S-05": R})
    yield from three("S-06", R, "safety-eyelids", "neck")
    yield from three("S-06", R, "safety-fatigue", "neck")
    drooping = {"safety-eyelids": "yes"}
    yield Pair("S-06", R, "neck", {"safety-nerve-disease": ["unsure"]}, {"safety-nerve-disease": ["als"]}, start=drooping,
               also={"S-05": R}, other={"S-05": CI})  # fmt: skip
    said = {**drooping, **toxin(shot(c["S15_REVIEW_DAYS"] + 10), urgent_recent_shot="yes")}
    yield Pair("S-06", R, "neck", {"urgent-spread": ["unsure"], "urgent-spread-now": "no"}, {"urgent-spread": ["unsure"], "urgent-spread-now": "yes"},
               start=said, also={"RF-TX": R}, other={"RF-TX": U, "S-19": R})  # fmt: skip
    yield from codes("S-07", R, "safety-swallow", ("some", "choke", "unsure"), "neck", several=False)
    yield Pair("S-07", R, "neck", {"safety-swallow": "choke"}, {"safety-swallow": "cannot-now"}, other={"RF-G1": U})
    yield from codes("S-08", R, "safety-breath", ("copd-limits", "oxygen-machine", "unsure"), "neck", several=False)
    yield from codes("S-08", N, "safety-breath", ["asthma-controlled"], "neck", several=False)
    yield Pair("S-08", N, "neck", {"safety-breath": "asthma-controlled"}, {"safety-breath": "at-rest-now"}, other={"RF-G1": U})


def pregnancy(c: Mapping[str, Any]) -> Iterable[Pair]:
    low, high = c["S09_AGE_MIN"], c["S09_AGE_MAX"]
    young = {"S-23": R, "PAY-CD-ON130": UNCLEAR}
    for rule, question, answer in (("S-09", "safety-pregnant", "yes"), ("S-10", "safety-breastfeeding", True)):
        asked = {question: answer}
        yield Pair(rule, R, "neck", {**asked, "identity-birth-date": born(high + 1, 1)}, {**NOT_ASKED, "identity-birth-date": born(high + 1)})
        yield Pair(rule, R, "neck", {**asked, "identity-birth-date": born(low)}, {**NOT_ASKED, "identity-birth-date": born(low, 1)}, then=young)
        for sex in ("other", "undisclosed"):
            yield Pair(rule, R, "neck", {**asked, "identity-sex": sex}, {**NOT_ASKED, "identity-sex": "male"})
        yield Pair(rule, R, "neck", {**asked, "identity-sex": None}, {question: "na" if rule == "S-09" else False})
    yield from codes("S-09", R, "safety-pregnant", ("yes", "unsure", "trying"), "neck", several=False, no="no")
    yield Pair("S-10", R, "neck", {"safety-breastfeeding": True}, {"safety-breastfeeding": None}, other={"S-30": D})


def drugs(c: Mapping[str, Any]) -> Iterable[Pair]:
    amino, topical, high, low = (medicines(kind)[0] for kind in ("AMINO", "AMINO-TOPICAL", "NMJ-HIGH", "NMJ-LOW"))
    relax, anti, plain = medicines("RELAX")[0], medicines("ANTICHOL")[0], "ibuprofen"
    named = germs(low)
    yield Pair("S-11", R, "neck", takes(amino), takes(topical), other={"S-11": N})
    yield Pair("S-11", R, "neck", takes(plain, amino), takes(plain))
    yield Pair("S-11", R, "neck", germs(amino), germs(topical), other={"S-11": N})
    yield Pair("S-11", R, "neck", germs(topical, amino), germs(topical), other={"S-11": N})
    yield Pair("S-11", N, "neck", takes(topical), takes("my blue pill"))
    yield Pair("S-11", N, "neck", germs(topical), named, other={"S-12": N})
    yield Pair("S-11", R, "neck", {"safety-germ-drug": "unsure"}, {"safety-germ-drug": "no"})
    yield Pair("S-11", R, "neck", {"safety-germ-drug": "unsure"}, {"safety-germ-drug": None}, other={"S-30": D})
    yield Pair("S-11", R, "neck", {"safety-germ-drug": "yes"}, named, other={"S-12": N})
    for unnamed in (None, "unknown", "a yellow drip", plain):
        yield Pair("S-11", R, "neck", germs(unnamed), named, other={"S-12": N})
    for unnamed in ("unknown", "a yellow drip", plain):
        yield Pair("S-11", R, "neck", germs(low, unnamed), named, then={"S-12": N})
    yield Pair("S-11", R, "neck", germs(topical, "unknown"), germs(topical), other={"S-11": N})
    yield Pair("S-11", R, "neck", germs("clindamycin and a yellow drip"), germs("clindamycin"), then={"S-12": R})
    yield Pair("S-12", R, "neck", takes(high), takes(low), other={"S-12": N})
    yield Pair("S-12", R, "neck", germs(high), germs(low), other={"S-12": N})
    yield Pair("S-12", R, "neck", takes(low, high), takes(low), other={"S-12": N})
    yield Pair("S-12", R, "neck", germs(low, high), germs(low), other={"S-12": N})
    yield Pair("S-12", N, "neck", takes(low), takes(plain))
    yield Pair("S-12", N, "neck", germs(low), germs(topical), other={"S-11": N})
    yield Pair("S-13", N, "neck", takes(plain, relax), takes(plain))
    yield Pair("S-13", N, "neck", takes(relax), takes(anti), other={"S-14": N})
    yield Pair("S-13", N, "neck", takes("cyclobenzaprine"), takes(high), other={"S-12": R})
    yield Pair("S-14", N, "neck", takes(anti), takes(relax), other={"S-13": N})
    yield Pair("S-14", N, "neck", takes(plain, anti), takes(plain))
    yield Pair("S-17", N, "neck", takes("aspirin-daily"), takes("aspirin-as-needed"))
    yield Pair("S-17", N, "neck", takes(plain, "apixaban"), takes(plain))


def bleeding(c: Mapping[str, Any]) -> Iterable[Pair]:
    yield from three("S-18", R, "safety-bleeding", "neck")
    yield from three("S-18", R, "safety-recent-bleed", "neck")
    most = float(c["S18_INR_MAX"])
    inr = {None: {"medicine-name": "warfarin"}} | {
        value: {"medicine-name": "warfarin", "medicine-inr-value": value} for value in (most, round(most + 0.1, 1))
    }
    thinner = {"S-17": N}
    yield Pair("S-18", R, "neck", takes(inr[round(most + 0.1, 1)]), takes(inr[most]), then=thinner)
    yield Pair("S-18", R, "neck", takes(inr[None]), takes(inr[most]), then=thinner)
    yield Pair("S-18", R, "neck", takes(inr[most], inr[None]), takes(inr[most], "apixaban"), then=thinner)
    yield Pair("S-18", R, "neck", takes({"medicine-name": "Coumadin"}), takes("apixaban"), then=thinner)


def rest(c: Mapping[str, Any]) -> Iterable[Pair]:
    yield from codes("S-20", R, "safety-surgery", ("asleep", "unsure"), "neck", several=False, critical=False)
    yield from codes("S-20", N, "safety-surgery", ["other"], "neck", several=False, critical=False)
    yield from codes("S-21", N, "safety-heart", ("heart-attack", "uneven-beat", "unsure"), "neck", several=True, critical=False)
    face = ("face-surgery", "droopy-eyelid", "dry-eyes", "weak-forehead", "unsure")
    yield from codes("S-22", N, "safety-face", face, "migraine", several=True, critical=False)
    yield Pair("S-22", N, "neck+migraine", {"safety-face": ["dry-eyes"]}, {})
    for question in ("safety-faint", "safety-numb-allergy"):
        yield Pair("S-26", N, "neck", {question: True}, {question: False})
        yield Pair("S-26", N, "neck", {question: True}, {question: None})
    yield from three("S-27", N, "safety-botulism-vaccine", "neck", critical=False)
    for code, extra in (("back", {"PAY-BP": NOT}), ("knee", {"LP-01": "4/4"}), ("other", {"OT-02": N})):
        yield Pair("S-25", N, f"neck+{code}", {}, {}, also=extra, outbase="neck")
        yield Pair("S-25", N, code, {}, {}, outbase="neck+spasticity")


def ages(c: Mapping[str, Any]) -> Iterable[Pair]:
    """The day before a birthday, and the birthday."""
    adult = c["PAY_ADULT_AGE"]

    def lines(base: str, age: int) -> dict[str, str]:
        neck = {"PAY-CD-ON130": MET if age >= adult else UNCLEAR} if "neck" in base else {}
        return neck | ({"PAY-SP-ON412": MET if age >= adult else NOT} if "spasticity" in base else {})

    def edge(base: str, limit: int, level: str, outside: str | None = None, more: Mapping[str, Any] | None = None) -> Pair:
        born_in, born_out = {"identity-birth-date": born(limit, 1)}, {"identity-birth-date": born(limit)}
        return Pair("S-23", level, base, born_in, born_out, more or {}, also=lines(base, limit - 1), other={"S-23": outside, **lines(base, limit)})

    grown, neck_min, neck_note = c["S23_OTHER_MIN_AGE"], c["S23_NECK_MIN_AGE"], c["S23_NECK_NOTE_BELOW"]
    migraine = c["S23_MIGRAINE_MIN_AGE"]
    yield edge("migraine", migraine, R)
    yield edge("neck", neck_min, R, N)
    yield edge("neck", neck_note, N)
    yield edge("spasticity", c["S23_SPASTICITY_ADULT_AGE"], N)
    for base in ("back", "knee", "other"):
        yield edge(base, grown, R)
    yield edge("spasticity+migraine", migraine, R, N if migraine < c["S23_SPASTICITY_ADULT_AGE"] else None)
    yield edge("neck+knee", grown, R, N if grown < neck_note else None)
    leap = TODAY.year - migraine
    if isleap(leap):  # born on 29 February: a birthday on 1 March in other years
        start = {"identity-birth-date": f"{leap}-02-29"}
        yield Pair("S-23", R, "migraine", {"visit-date": "2026-02-28"}, {"visit-date": "2026-03-01"}, start)
    newer, older = month_edge((TODAY - TODAY.replace(year=TODAY.year - migraine)).days + 1)
    yield Pair("S-23", R, "migraine", {"identity-birth-date": newer}, {"identity-birth-date": older})
    yield Pair("S-23", R, "migraine", {"identity-birth-date": f"{leap}"}, {"identity-birth-date": f"{leap - 1}"})


def mood_and_start(c: Mapping[str, Any]) -> Iterable[Pair]:
    def mood(total: int, turn: bool = False) -> dict[str, str]:
        parts = [str(min(3, total)), str(total - min(3, total))]
        return dict(zip(("phq2-interest", "phq2-down"), reversed(parts) if turn else parts, strict=True))

    line = c["S28_PHQ2_POSITIVE"]
    for base in ("migraine", "neck", "back"):
        for turn in (False, True):
            yield Pair("S-28", R, base, mood(line, turn), mood(line - 1, turn))
    both = {"phq2-interest": "3", "phq2-down": "3"}
    yield Pair("S-28", R, "neck", both, {**both, "phq2-down": None})
    yield Pair("S-28", R, "neck", both, {**both, "phq2-interest": None})
    yield Pair("S-28", R, "neck", {"responder-role": "nurse"}, {"responder-role": "proxy"}, both, {"S-29": D})
    for role in ("patient-help", "nurse", "interpreter", "proxy", "mixed"):
        yield Pair("S-29", D, "neck", {"responder-role": role}, {})
    yield Pair("S-29", D, "neck", {"responder-role": "mixed"}, {"responder-role": None})


def missing(c: Mapping[str, Any]) -> Iterable[Pair]:
    """A list that was opened and left empty; a row without a date. (A blank of each single item: tests/packs/test_blanks.py.)"""
    yield Pair("S-30", D, "neck", {"medicines-any": "yes"}, takes("ibuprofen"))
    yield Pair("S-30", D, "neck", {"medicines-any": None}, {"medicines-any": "unsure"})
    yield Pair("S-30", D, "neck", {"toxin-ever": "yes", "toxin-problems": ["none"]}, toxin(shot(200)))
    yield Pair("S-30", D, "neck", toxin(shot(200), shot(None)), toxin(shot(200), shot(300)), blank=("toxin-visit-date",))
    yield Pair("S-30", D, "neck", {"toxin-ever": None}, {"toxin-ever": "no"})
    yield Pair("S-30", D, "neck", {"urgent-recent-shot": None}, {})
    yield Pair("S-30", D, "neck", {"toxin-spread": None}, {}, toxin(shot(c["RFTX_LOOKBACK_DAYS"])))


def pairs(c: Mapping[str, Any]) -> Iterable[Pair]:
    for part in (urgent, allergy_and_today, nerve_and_breath, pregnancy, drugs, bleeding, rest, ages, mood_and_start, missing):
        yield from part(c)

