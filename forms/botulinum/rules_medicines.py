"""Medicines that matter before an injection: S-11 to S-14, S-17 and S-18. The lists live in medicines.csv, not here."""

from __future__ import annotations

from intake.notice.finding import Level
from intake.notice.notation import level_if, worst
from intake.notice.screening import rule
from intake.notice.view import View

URGENT, CI, REVIEW, NOTE, DATA = Level
GERM_LISTS = {"AMINO", "AMINO-TOPICAL", "NMJ-HIGH", "NMJ-LOW"}


@rule(
    "S-11", REVIEW, NOTE,
    says="Aminoglycoside, spectinomycin or unnamed antibiotic in the last 30 days",
    scope="US text: only with caution; one non-North-American label of the class: do not use, with spectinomycin [L21 B]. "
    "Eye, ear and skin forms: note",
    source="DrugLib Botox label text [L2]; Botox medication guide (Head Wise print) [L3]; eMedTV interactions [L28]; design choice",
    grade="B/D",
)
def aminoglycoside(v: View) -> Level | None:
    unnamed = unnamed_antibiotic(v)
    listed = v.on("AMINO", "medicine-name", "germ-drug-name")
    level = level_if(REVIEW, v.has("safety-germ-drug", {"unsure"}), unnamed, listed)
    if level is None:
        level = level_if(NOTE, v.on("AMINO-TOPICAL", "medicine-name", "germ-drug-name"))
    counted = {where.rows for where in v.reasons if where.link_id == "germ-drug-name"}
    for row in v.each("germ-drug"):
        if row.rows in counted or not row.given("germ-drug-name"):  # not the dates of drugs that are no reason
            row.rests_on("germ-drug-end")
    return level


def unnamed_antibiotic(v: View) -> bool:
    """Yes to the question, and no name at all, or a name that is unknown or on none of the lists it may come from."""
    if v.code("safety-germ-drug") != "yes":
        return False
    drugs = v.drugs("germ-drug-name")
    unknown = [drug for drug in drugs if not (drug.sure and drug.on(*GERM_LISTS))]
    for drug in unknown:
        v.reasons.append(drug.where)
    if unknown or not drugs:
        v.rests_on("safety-germ-drug")
        v.tell(v.say("name not known"))
    return bool(unknown) or not drugs


@rule(
    "S-12", REVIEW, NOTE,
    says="Other drug acting at the nerve-muscle junction",
    scope="Pyridostigmine: ask why it is taken. Chloroquine and hydroxychloroquine may reduce the effect",
    source="DrugLib Botox label text [L2]; MIMS Nabota interactions [L21]; Sharecare onabotulinumtoxinA [L22]; Br Dent J 2022 [L23]",
    grade="B/C/A",
)
def junction_drug(v: View) -> Level | None:
    if v.on("NMJ-HIGH", "medicine-name", "germ-drug-name"):
        return REVIEW
    return level_if(NOTE, v.on("NMJ-LOW", "medicine-name", "germ-drug-name"))


@rule(
    "S-13", NOTE,
    says="Muscle relaxant: weakness may add up",
    scope="Note only: nearly every spasticity patient takes one",
    source="DrugLib Botox label text [L2]", grade="B",
)
def relaxant(v: View) -> Level | None:
    return level_if(NOTE, v.on("RELAX", "medicine-name"))


@rule(
    "S-14", NOTE,
    says="Anticholinergic: dry mouth, urine retention, blurred vision may add up",
    source="DrugLib Botox label text [L2]", grade="B",
)
def anticholinergic(v: View) -> Level | None:
    return level_if(NOTE, v.on("ANTICHOL", "medicine-name"))


@rule(
    "S-17", NOTE,
    says="Blood thinner or daily aspirin",
    scope="Canadian Delphi: do not withhold toxin; treat a DOAC like in-range warfarin; do not change DOAC timing; "
    "INR <= 3.5 for deep leg compartment",
    source="Canadian Delphi, PubMed 29803825 [L31]", grade="A",
)
def thinner(v: View) -> Level | None:
    return level_if(NOTE, v.on("THINNER", "medicine-name"))


@rule(
    "S-18", REVIEW,
    says="Bleeding risk to check before injecting",
    source="Canadian Delphi, PubMed 29803825 [L31]", grade="A",
)
def bleeding(v: View) -> Level | None:
    uncertain = {"yes", "unsure"}
    asked = level_if(REVIEW, v.has("safety-bleeding", uncertain), v.has("safety-recent-bleed", uncertain))
    return worst(asked, *[warfarin(row) for row in v.each("medicine")])


def warfarin(row: View) -> Level | None:
    """Warfarin whose INR is not known, or above the line."""
    drug = row.drug("medicine-name")
    if drug is None or all(medicine.code != "warfarin" for medicine in drug.candidates):
        return None
    if not row.given("medicine-inr-value"):
        row.tell(row.say("INR not given"))
    elif not row.over("medicine-inr-value", row.limit("S18_INR_MAX")):
        return None
    row.rests_on("medicine-name", "medicine-inr-date")
    return REVIEW
