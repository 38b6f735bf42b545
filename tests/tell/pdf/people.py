"""People: invented summaries for the paper tests: a typical visit, an overfull one, an urgent one, an empty one."""

from __future__ import annotations

import struct
import zlib
from dataclasses import replace
from decimal import Decimal as D

from intake.tell.summary import (
    Allergies, Allergy, Attestation, Check, CriterionLine, Flag, Identity, KeyNumber, Line, Medicine, Medicines, Named, Note, Part, Quote, Region,
    Section, Summary, Threshold, Told, ToxinVisit, Treatment, Versions, Why,
)

TITLE = "Patient-reported evidence – not verified, not a coverage decision"
DENIED = (
    "myasthenia gravis", "Lambert-Eaton", "ALS / motor neuropathy", "aminoglycosides (30 d)", "muscle relaxants", "infection at sites",
    "toxin hypersensitivity", "albumin allergy", "cow’s-milk protein allergy", "breathing difficulty", "breast-feeding", "keloids", "facial surgery", "syncope with needles",
)


def signature_png(width: int = 300, height: int = 90) -> bytes:
    """A small drawn line, made here so that the test needs no file."""
    rows = bytearray()
    for y in range(height):
        rows.append(0)
        rows += bytes(0 if abs(y - (height / 2 + (x % 60 - 30) * (1 if (x // 60) % 2 else -1))) < 2 else 255 for x in range(width))
    chunk = lambda kind, data: struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))  # noqa: E731
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)) + chunk(b"IDAT", zlib.compress(bytes(rows))) + chunk(b"IEND", b"")


def empty() -> Summary:
    """A visit called in before anything was answered."""
    return Summary(
        banners=("TRIAL", "screening rules not yet signed off by this clinic", "PARTIAL RECORD: the form was not finished"),
        provenance="PATIENT-REPORTED, NOT CLINICIAN-VERIFIED",
        identity=Identity("", ""), told=Told(), why=Why("Pre-consultation summary"),
        versions=Versions("TEST-0", "0" * 64), own_words=Quote(status="not asked"), goal=Quote(status="not asked"),
        regions_status="not asked", treatments_status="not asked", toxin_status="not asked", medicines=Medicines(status="not asked"), allergies=Allergies(status="not asked"),
    )


def typical() -> Summary:
    numbers = (
        KeyNumber("Headache days", "last 30 days, diary", "22", D(22), "/30", D(0), D(30), (Threshold(D(15), "chronic range"),), True, True, "at or over 15", D(27), "before the first injection", ("Q61",)),
        KeyNumber("Clear days", "last 30 days", "8", D(8), "/30", D(0), D(30), (), None, False, "", refs=("Q62",)),
        KeyNumber("Migraine days", "last 30 days", "14", D(14), "/30", D(0), D(30), (Threshold(D(8)),), True, True, "at or over 8", refs=("Q63",)),
        KeyNumber("Days with any acute medicine", "last 30 days", "9", D(9), "/30", D(0), D(30), (Threshold(D(10)),), False, True, "under 10", refs=("Q70",)),
        KeyNumber("Usual pain", "0–10", "7", D(7), "/10", D(0), D(10), (), None, True, "", refs=("Q20",)),
        KeyNumber("PHQ-2", "last 2 weeks, 2 of 2 answered", "2", D(2), "/6", D(0), D(6), (Threshold(D(3)),), False, True, "under 3", refs=("Q90",)),
        KeyNumber("Lost work days", "last 3 months", "not answered", refs=("Q77",)),
    )
    flags = (
        Flag("S-02", "CI", "CI", "Cow-milk-protein allergy: Dysport only", ("Yes", "hives after milk as a child"), "abobotulinumtoxinA (Dysport) only; lactose intolerance alone raises nothing", refs=("Q31",)),
        Flag("MIG-04", "REVIEW", "REVIEW", "Days of acute medicine reach the overuse line", ("14 days", "24 months"), "", ("triptan 14 of 10",), ("Q70", "Q71")),
        Flag("S-19", "REVIEW", "REVIEW", "Problem after a past toxin visit", ("Trouble swallowing",), "", (), ("Q44",), ("checked by R. Nurse at 09:55",)),
        Flag("S-09", "REVIEW", "REVIEW", "Pregnant, possibly pregnant or trying", ("Not sure",), "", (), ("Q39",)),
    )
    treatments = (
        Treatment("Propranolol", "80 mg twice a day", "Headaches or migraine", "Yes", 40, "Mar-2018", "Jan-2019", "2018-03", "2019-01", False, "It did not help", "no-help", ("It did not help",), "", False, ("Q80",)),
        Treatment("Topiramate", "50 mg twice a day", "Headaches or migraine", "Yes", 6, "Apr-2019", "Jun-2019", "2019-04", "2019-06", False, "It made me feel bad", "side-effects", ("Side effects",), "word finding, tingling hands", True, ("Q81",)),
        Treatment("Amitriptyline", "25 mg at night", "Headaches or migraine", "Yes", 56, "2020", "2021", "2020", "2021", False, "It helped a little", "partial", (), "", False, ("Q82",)),
        Treatment("Erenumab", "140 mg a month", "Headaches or migraine", "Yes", 70, "", "", "", "", False, "It helped", "helped", ("Cost",), "", False, ("Q83",)),
        Treatment("Candesartan", "16 mg a day", "Headaches or migraine", "Yes", 68, "Jul-2025", "", "2025-07", "", True, "Too early to tell, I am still on it", "current", (), "", False, ("Q84",)),
    )
    toxin = (
        ToxinVisit("12-Aug-2026", "2026-08-12", 103, False, "Botox", "Headaches or migraine", "This clinic", "155 units as stated", "forehead, temples, back of head, neck", D(70), "lasted 10 wk", "not weak", "", ("A droopy eyelid",), ("Q50",)),
        ToxinVisit("May-2026", "2026-05", 176, True, "Botox", "Headaches or migraine", "Another medical clinic", "units not known", "", D(60), "lasted 9 wk", "", "", (), ("Q51",)),
    )
    criteria = (
        CriterionLine("MIG-01", "Chronic migraine pattern", "MET", "22 of 30 days; 14 migraine days", (Part("headache days", "met", "22"), Part("months", "met", "14"), Part("migraine days", "met", "14")), refs=("Q61",), checked_on="2026-03-01"),
        CriterionLine("PAY-M-NICE", "NICE-type start criteria, patient-reported", "NOT MET", "2 preventives failed", (Part("three failed", "not met", "2 of 3"),), refs=("Q80",), checked_on="2026-03-01"),
        CriterionLine("PAY-M-US2", "US-type two-of-four-classes criteria", "UNCLEAR", "short trials", (Part("60 days each", "unclear", "topiramate 6 wk"),), refs=("Q81",), checked_on="2026-03-01"),
    )
    transcript = (
        Section("Why you are here", (
            Line("Q2", "condition", "What is the main thing you want help with?", ("Headaches or migraine",), time="09:31"),
            Line("Q3", "reason-words", "In your own words, why are you here?", ("The headaches start in my neck and by noon my left temple throbs. I want something I do not have to remember every day.",), typed=True, time="09:32"),
            Line("Q4", "reason-brand-asked", "Did someone talk about a brand?", (), "not asked"),
        )),
        Section("Safety", tuple(
            Line(f"Q{30 + i}", f"safety-{i}", f"Has a doctor ever told you that you have {name}?", ("No",) if i != 3 else (), "" if i != 3 else "not answered",
                 was=("09:41 Yes",) if i == 5 else (), time="09:42") for i, name in enumerate(DENIED))),
        Section("Your medicines", (
            Line("", "medicine", "Medicine 1", heading=True), Line("Q45", "medicine-name", "Name of the medicine", ("candesartan",), depth=1, time="09:44"),
            Line("Q46", "medicine-dose", "How much do you take?", (), "declined", depth=1),
        )),
    )
    return Summary(
        banners=("TRIAL", "screening rules not yet signed off by this clinic"), provenance="PATIENT-REPORTED, NOT CLINICIAN-VERIFIED",
        identity=Identity("Nguyễn-Ruiz", "Elena Marisol", born="12-Mar-1984", age=42, sex="Female", mrn="FICT-004417", phone="555-0142", visit_id="TEST-T1", visit_date="23-Nov-2026", referrer=""),
        told=Told("English", "no interpreter", "patient alone", "P", "English · no interpreter · answered by the patient alone"),
        why=Why("Pre-consultation summary", ("Headaches or migraine",), "Return patient", "Botox"),
        versions=Versions("INT-7Q4M-2K9X", "1dc9cf469e0b66f7" * 4, "botulinum", "2026.1", "ab" * 32, "2026-03-01", "cd" * 32, "2026-03-01", "Intake 0.1.0"),
        own_words=Quote("The headaches start in my neck and by noon my left temple throbs. I want something I do not have to remember every day.", "The headaches start in my neck and by noon my left temple throbs. I want something I do not have to", True, "answered", ("Q3",)),
        goal=Quote("Fewer sick days at work", "Fewer sick days at work", False, "answered", ("Q95",)),
        flags=flags, denied=tuple(Named(name, f"Q{30 + i}") for i, name in enumerate(DENIED)), not_answered=(Named("toxin given elsewhere in the last 12 weeks", "Q29"),),
        not_sure=(Named("pregnancy", "Q39"),), regions=(Region("temple-left", "Left temple"), Region("head-back", "Back of head"), Region("forehead", "Forehead"), Region("neck-back", "Back of neck"), Region("shoulder-left", "Left shoulder")),
        pain_refs=("Q19",), numbers=numbers, toxin=toxin, toxin_words=("My right eyelid hung for 3 weeks",), treatments=treatments, criteria_heading=TITLE, criteria=criteria,
        medicines=Medicines((Medicine("apixaban", "5 mg", "twice a day", because=("S-17",), refs=("Q45",)),), (Medicine("candesartan", "16 mg"), Medicine("rizatriptan", "10 mg", "as needed"), Medicine("Vitamin D drops", typed=True)), "", ("Q45",)),
        allergies=Allergies((Allergy("penicillin", "hives"),), ("milk upsets the belly",), "", ("Q47",)),
        notes=(Note("S-17", "NOTE", "Blood thinner or daily aspirin", ("apixaban",), ("Q45",)), Note("S-26", "NOTE", "Faints with needles, or allergy to numbing medicine"), Note("S-30", "DATA", "Critical questions without an answer", ("1 question",))),
        checks=(Check("Blood pressure", "128/82", "N"),), numbing="wants ice or numbing cream", switched_off=(),
        attestation=Attestation(("I may skip a question. Staff can ask me in person.", "My answers go in my chart here."), "Yes", True, "Elena Marisol Nguyễn-Ruiz", "The patient", "2026-11-23 09:58", signature_png(), "image/png"),
        transcript=transcript,
    )


def urgent() -> Summary:
    """Typical, with two urgent findings and the patient's words."""
    flags = (Flag("RF-H1", "URGENT", "URGENT", "Sudden worst headache", ("Yes", "it is happening now"), "In the last 2 weeks", (), ("Q8", "Q9"), ("seen by R. Nurse 09:33: sent to the emergency department",)),
             Flag("RF-G1", "URGENT", "URGENT", "Chest pain, severe breathlessness, swelling or near-faint now", ("Chest pain",), "", (), ("Q6",)))
    return replace(typical(), urgent=flags, urgent_words=Quote("It came like a thunderclap an hour ago.", "It came like a thunderclap an hour ago.", False, "answered", ("Q10",)))


def stress() -> Summary:
    """120 characters of mixed-script name, 9 flags, 42 denials, 10 treatments, 30 drugs, a 300-character unbroken goal."""
    base = typical()
    name = ("Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh " + "Nguyễn محمد 李小龙 Владимир Αλέξανδρος한국 שרה " + "x" * 120)[:120]
    long = "Flag number {} with a very long name indeed that wraps rather than being cut"
    flags = tuple(Flag(f"X-{i:02d}", "CI" if i < 2 else "REVIEW", "", long.format(i), ("the patient said quite a lot about this one, and all of it stands here",), "scope of this rule", ("detail one", "detail two"), (f"Q{i}",)) for i in range(9))
    return replace(
        base, identity=replace(base.identity, surname=name, given="Maximiliana Apollonia Bartholomea"), flags=flags,
        denied=tuple(Named(f"{DENIED[i % len(DENIED)]} ({i})", f"Q{i}") for i in range(42)),
        not_answered=tuple(Named(f"unanswered item number {i}", f"Q{i}") for i in range(9)), goal=Quote("x" * 300, "x" * 300, False),
        treatments=tuple(replace(base.treatments[i % 5], name=f"Treatment {i}", start_at=f"{2012 + i}-03" if i % 3 else "", still=i == 7) for i in range(10)),
        medicines=Medicines(tuple(Medicine(f"matters{i}", f"{i}00 mg", "twice a day", because=("S-17",)) for i in range(6)), tuple(Medicine(f"drug{i}", f"{i} mg") for i in range(24))),
        regions=tuple(Region(code, code.replace("-", " ")) for code in ("forehead", "temple-left", "temple-right", "jaw-left", "neck-back", "head-back", "eye-area", "low-back-left", "knee-right", "foot-left", "hand-right")),
        criteria=tuple(replace(base.criteria[i % 3], id=f"C-{i}", label=f"Criterion number {i} with many words in it") for i in range(8)),
        notes=tuple(Note(f"N-{i}", "NOTE" if i < 6 else "DATA", f"A note about something number {i}", ("detail",), (f"Q{i}",)) for i in range(10)),
        numbers=base.numbers + (KeyNumber("Off the scale", "a test", "75", D(75), "/30", D(0), D(30), (Threshold(D(15)),), True, True, "over the scale"),),
    )


SIX_SCRIPTS = "Nguyễn Владимир Αλέξανδρος 李小龙 محمد 한국인 שרה "
LONG_WORD = "extraordinarily" * 14


def limit(urgent: int = 0) -> Summary:
    """Every list as long as a form lets it be: 20 places, 12 numbers, 10 criteria, 10 treatments of all kinds, 30 medicines, words of 200 characters."""
    base = stress()
    found = ("the patient said quite a lot about this one, and all of it stands here", LONG_WORD[:200])
    flags = tuple(Flag(f"X-{i:02d}", "CI" if i < 3 else "REVIEW", "", f"Flag number {i} with a name that wraps", found[: 1 + i % 2], "this limit is short" if i % 2 else "a long limit, " * 9, (), (f"Q{i + 1}", f"Q{i + 40}")) for i in range(9))
    urgents = tuple(Flag(f"U-{i}", "URGENT", "URGENT", f"Urgent finding number {i}", ("Yes", "it happens now, and it has happened since the morning"), "within 2 weeks", (), (f"Q{i + 1}",), ("seen by R. Nurse 09:33",)) for i in range(urgent))
    notes = tuple(Note(f"N-{i:02d}", "NOTE" if i < 9 else "DATA", f"A note about thing number {i}", ("detail " * 20 if i == 3 else f"detail {i}",), (f"Q{i}",), "what this note covers") for i in range(14))
    treatments = tuple(
        replace(base.treatments[i % 5], name=f"Treatment {i}" + (" toxin" if i == 4 else ""), start=f"Mar-{1998 + 3 * i}" if i % 3 else "", start_at=f"{1998 + 3 * i}-03" if i % 3 else "",
                stop="" if i in (7, 9) else base.treatments[i % 5].stop, still=True if i == 7 else None, side_effects="a side effect told at some length" if i % 2 else "", mark="D" if i == 2 else "P")
        for i in range(10))
    codes = ("forehead", "temple-left", "temple-right", "jaw-left", "jaw-right", "neck-back", "head-back", "eye-area", "low-back-left", "low-back-right", "knee-right", "knee-left",
             "foot-left", "foot-right", "hand-right", "hand-left", "shoulder-left", "shoulder-right", "chest", "belly")
    return replace(
        base, identity=replace(base.identity, surname=(SIX_SCRIPTS * 4)[:120], given=(SIX_SCRIPTS * 4)[5:125], referrer="Doctor " + LONG_WORD[:113], used_name="Short", pronouns="they, them"),
        why=replace(base.why, indications=("Headaches or migraine", "My neck twists or pulls"), kind="Return patient", brand="Dysport"), clinic="A clinic whose name goes on " * 4,
        told=Told("Vietnamese", "trained interpreter", "answered by a proxy", "R", "Vietnamese · trained interpreter · answered by a proxy: " + LONG_WORD[:60] + " (aunt)"),
        urgent=urgents, urgent_words=Quote(LONG_WORD[:200], LONG_WORD[:119] + "…", True, "answered", ("Q10",)) if urgent else Quote(), flags=flags,
        own_words=Quote("word " * 100, "word " * 23 + "…", True, "answered", ("Q3",)), not_answered=tuple(Named(f"unanswered item number {i:02d}", f"Q{i}") for i in range(9)),
        not_reached=tuple(Named(f"item not reached {i:02d}", f"Q{i}") for i in range(4)), not_sure=tuple(Named(f"unsure of item {i:02d}", f"Q{i}") for i in range(3)),
        declined=(Named("drinks " + LONG_WORD[:193], "Q7"),), regions=tuple(Region(code, code.replace("-", " ")) for code in codes), numbers=tuple(replace(base.numbers[i % 8], label=f"Number {i} of {base.numbers[i % 8].label}") for i in range(12)),
        treatments=treatments, toxin=tuple(replace(base.toxin[i % 2], date=f"0{i + 1}-May-202{i}", sites=LONG_WORD[:100] if i == 1 else "forehead", benefit=D(130) if not i else D(40)) for i in range(6)),
        criteria=tuple(replace(base.criteria[i % 3], id=f"C-{i:02d}", label=f"Criterion number {i} with many words in it") for i in range(10)),
        medicines=Medicines(tuple(Medicine(f"matters{i}", f"{i}00 mg", "twice a day", extra=("INR 2.6 (06-Mar-2026)",) if not i else (), because=(f"N-{i:02d}",), refs=(f"Q{50 + i}",)) for i in range(6)),
                            tuple(Medicine(f"drug{i:02d}" + (LONG_WORD[:80] if i == 3 else ""), f"{i} mg", typed=i == 3) for i in range(24))),
        allergies=Allergies(tuple(Allergy(f"allergen{i}", "hives and wheeze") for i in range(6)), ("milk upsets the belly",), "", ("Q47",)), notes=notes,
        checks=tuple(Check(f"Check {i}", f"value {i}", "ND"[i % 2]) for i in range(6)),
    )
