"""Invented people for the tests of what the provider reads. Load through the `fictional` fixture of tests/tell/conftest.py."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from intake.tell.summary import (
    Allergies,
    Allergy,
    Attestation,
    Check,
    CriterionLine,
    Flag,
    Identity,
    KeyNumber,
    Line,
    Medicine,
    Medicines,
    Named,
    Note,
    Part,
    Quote,
    Region,
    Section,
    Summary,
    Threshold,
    Told,
    ToxinVisit,
    Treatment,
    Versions,
    Why,
)


def summary(**changes) -> Summary:
    """An ordinary migraine visit: two flags, a dozen denials, one blank, three treatments, one past injection."""
    own = "The headaches start in my neck and by noon my whole left temple is throbbing. I missed two work trips this spring and I am scared."
    made = Summary(
        banners=("TRIAL", "Screening rules not yet signed off by this clinic"),
        provenance="PATIENT-REPORTED, NOT CLINICIAN-VERIFIED",
        identity=Identity(
            "Testcase", "Avery Marisol", used_name="Ave", born="02-May-1991", age=34, sex="Female", mrn="TEST-M1", phone="555-0100",
            visit_id="TEST-M1", visit_date="16-Mar-2026",
        ),
        told=Told("English", "no interpreter", "patient alone", "P", "English - no interpreter - answered by the patient alone"),
        why=Why("Pre-consultation summary", ("Headaches or migraine",), "New patient", "Botox", ("Q9", "Q10")),
        versions=Versions("PCI-7Q4M-2K9X", "1dc9cf469e0b66f7" * 4, "Botulinum toxin consultation", "1.0.0", "ab" * 32, "1.0", "cd" * 32, "2026-11-20"),
        own_words=Quote(own, own[:117] + "…", True, refs=("Q11",)),
        goal=Quote("Fewer sick days at work", "Fewer sick days at work", refs=("Q12",)),
        flags=(
            Flag("S-02", "CI", "CI", "Cow-milk-protein allergy: Dysport only", ("Yes", "hives after cheese"), "abobotulinumtoxinA (Dysport) only; lactose intolerance alone raises nothing", (), ("Q31", "Q32")),
            Flag("S-18", "REVIEW", "REVIEW", "Bleeding risk to check before injecting", ("Not sure",), "", ("warfarin: INR not given",), ("Q50",)),
        ),
        denied=tuple(Named(words, f"Q{20 + n}") for n, words in enumerate(DENIED)),
        not_answered=(Named("botulism vaccine", "Q61", "safety-botulism-vaccine"),),
        not_sure=(Named("bleeds or bruises easily", "Q50", "safety-bleeding"),),
        regions=(Region("temple-left", "Left temple"), Region("head-back", "Back of head"), Region("neck-back", "Back of neck")),
        pain_refs=("Q80",),
        numbers=(
            KeyNumber("Headache days", "last 30 days, diary", "20", Decimal(20), "/30", Decimal(0), Decimal(30), (Threshold(Decimal(15), "15"),), True, words="15 or more", refs=("Q63",)),
            KeyNumber("Migraine days", "last 30 days", "12", Decimal(12), "/30", Decimal(0), Decimal(30), (Threshold(Decimal(8), "8"),), True, words="8 or more", refs=("Q65",)),
            KeyNumber("Usual pain", "0 none, 10 worst", "7", Decimal(7), "/10", Decimal(0), Decimal(10), words="worst 9", refs=("Q81",)),
            KeyNumber("Lost work days", "last 3 months", "not answered", None, "", refs=("Q79",)),
        ),
        toxin=(
            ToxinVisit("20-Dec-2025", "2025-12-20", 86, False, "Botox or Botox Cosmetic", "Headaches or migraine", "This clinic", "155 units as stated", "Forehead, Left temple", Decimal(50), "10 weeks", "Yes", "", ("A droopy eyelid",), ("Q54",)),
        ),
        treatments=(
            Treatment("propranolol", "80 mg twice a day", "Headaches or migraine", "Yes", 12, result="It did not help", result_code="no-help", why_stopped=("It did not help",), refs=("Q70",)),
            Treatment("topiramate", "50 mg twice a day", "Headaches or migraine", "Yes", 6, "Jan-2024", "Mar-2024", "2024-01", "2024-03", False, "It made me feel bad", "side-effects", ("Side effects",), "word finding", True, ("Q71",)),
            Treatment("candesartan", "16 mg a day", "Headaches or migraine", "Yes", 9, still=True, result="Too early to tell, I am still on it", result_code="current", refs=("Q72",)),
        ),
        criteria_heading="Patient-reported evidence - not verified, not a coverage decision",
        criteria=(
            CriterionLine("MIG-01", "ICHD-3 chronic migraine criteria, patient-reported", "MET", "20/30 headache days for 14 months", (Part("15 or more headache days for more than 3 months", "met", "20 days, 14 months"),), refs=("Q63", "Q64")),
            CriterionLine("PAY-M-WA", "Washington work-injury criteria, patient-reported", "UNCLEAR", "diary 1 month", refs=("Q75",)),
        ),
        medicines=Medicines(
            (Medicine("warfarin", "5 mg", "each day", "clot", ("INR not given",), ("S-17", "S-18"), refs=("Q40",)),),
            (Medicine("sumatriptan", refs=("Q41",)), Medicine("vitamin D", typed=True, refs=("Q42",))),
            refs=("Q39",),
        ),
        allergies=Allergies((Allergy("penicillin", "hives", ("Q34",)),), ("milk upsets the belly",), refs=("Q33",)),
        notes=(Note("S-17", "NOTE", "Blood thinner or daily aspirin", ("warfarin",), ("Q40",)), Note("S-30", "DATA", "Critical item not answered", ("botulism vaccine",), ("Q61",))),
        switched_off=("PHQ-2",),
        checks=(Check("Name and date of birth checked", "Yes", "N"), Check("Headache diary seen", "Yes", "D")),
        numbing="Numbing wanted: no",
        attestation=Attestation(("I gave true answers, as best I know.",), "Yes", True, "Avery Testcase", "The patient", "16-Mar-2026 09:58"),
        transcript=(
            Section("Before we start", (Line("Q1", "identity-language", "Which language do you want?", ("English",)), Line("Q2", "identity-interpreter", "Do you want an interpreter?", ("No",)))),
            Section("A few more health questions", (Line("Q61", "safety-botulism-vaccine", "Did you ever get a vaccine for botulism?", (), "not answered", critical=True), Line("Q62", "safety-faint", "Do you faint with needles?", ("Yes",), was=("09:41 No",)))),
        ),
    )
    return replace(made, **changes)


DENIED = (
    "botulinum toxin allergy", "albumin allergy or refusal", "myasthenia gravis or other nerve-muscle disease", "drooping lids or double vision",
    "weaker with use", "trouble swallowing", "breathing problem", "pregnancy", "breastfeeding", "infection at the site", "unwell today",
    "antibiotic by needle, drip or puff", "heart attack or uneven beat", "face surgery or droopy lid",
)


def overfull() -> Summary:
    """More of everything than fits: nine flags, three urgent, long names, thirty denials, twelve blanks, fifteen treatments."""
    one = summary()
    long_flag = replace(one.flags[0], detail=("a long detail with many words that must wrap and never be cut, dose 2.5 mg twice a day " * 3,))
    return replace(
        one,
        identity=replace(one.identity, surname="Featherstonehaugh-Cholmondeley-Wriothesley-Testcase", given="Maximiliana Bartholomea Wilhelmina Anastasia"),
        urgent=tuple(replace(one.flags[1], id=f"RF-H{n}", level="URGENT", word="URGENT", sentence="Thunderclap-type headache in the last 2 weeks") for n in range(1, 4)),
        flags=(long_flag, *(replace(one.flags[1], id=f"S-{n:02d}") for n in range(3, 11))),
        denied=one.denied * 2 + one.denied[:2],
        not_answered=one.not_answered * 12,
        regions=tuple(Region(f"place-{n}", f"Place number {n}") for n in range(8)),
        treatments=one.treatments * 5,
        toxin=one.toxin * 4,
        criteria=one.criteria * 4,
        medicines=replace(one.medicines, matter=one.medicines.matter * 6, rest=one.medicines.rest * 8),
        own_words=replace(one.own_words, text=one.own_words.text * 2),
    )
