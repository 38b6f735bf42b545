"""What the provider reads of the migraine cases: flagged, denied, blank and not sure kept apart; numbers as given; nothing decided."""

from __future__ import annotations

import dataclasses
from decimal import Decimal

import pytest

from intake.ask.clinic import Clinic
from intake.save.record import Record
from intake.save.seal import canonical
from intake.tell.summary import summarise
from intake.tell.summary.who import shorten

CASES = ("M1", "M2", "M3", "M4", "CD2", "CD3", "SP1", "SP3", "SP4", "BP2", "BP3", "LP1", "LP3", "OT1", "OT3")


def words_of(value) -> str:
    """Every word of a summary, as one text."""
    if dataclasses.is_dataclass(value):
        return " ".join(words_of(getattr(value, field.name)) for field in dataclasses.fields(value))
    if isinstance(value, tuple):
        return " ".join(map(words_of, value))
    return str(value)


@pytest.mark.parametrize("case", CASES)
def test_flagged_denied_blank_and_not_sure_never_mix(kept, case):
    made = summarise(kept(case))
    lists = [{n.link_id for n in names} for names in (made.denied, made.not_answered, made.not_sure, made.declined)]
    assert sum(map(len, lists)) == len(set().union(*lists))
    assert len(made.denied) >= 20 and all(n.ref.startswith("Q") for n in made.denied)


@pytest.mark.parametrize("case", CASES)
def test_every_finding_is_told_once_at_its_level(kept, case):
    record = kept(case)
    made = summarise(record)
    told = [(f.id, f.level) for f in (*made.urgent, *made.flags, *made.notes)]
    assert sorted(told) == sorted((f.id, f.level) for f in record.findings)
    assert [f.level for f in made.flags] == sorted((f.level for f in made.flags), key=["CI", "REVIEW"].index)
    assert all(f.refs for f in (*made.urgent, *made.flags)), "each flag says where it was asked"
    assert all(f.quotes or f.detail for f in made.urgent)


@pytest.mark.parametrize("case", CASES)
def test_nothing_is_decided_for_the_provider(kept, case):
    said = words_of(summarise(kept(case))).lower()
    for never in ("eligible", "safe to inject", "recommended dose", "denies", "diagnosed with"):
        assert never not in said


@pytest.mark.parametrize("case", CASES)
def test_every_answer_of_the_record_is_in_the_transcript_once(kept, case):
    record = kept(case)
    lines = [line for section in summarise(record).transcript for line in section.rows]
    numbers = [line.number for line in lines if line.number]
    assert len(numbers) == len(set(numbers))
    said = [(e.link_id, tuple(e.answers)) for e in record.walk() if e.answers]
    assert sorted((line.link_id, len(line.answers)) for line in lines if line.answers) == sorted((link_id, len(answers)) for link_id, answers in said)


@pytest.mark.parametrize("case", CASES)
def test_every_reference_leads_to_a_line(kept, case):
    made = summarise(kept(case))
    numbers = {line.number for section in made.transcript for line in section.rows}
    refs = {ref for thing in (*made.urgent, *made.flags, *made.notes, *made.criteria, *made.numbers, *made.treatments, *made.toxin) for ref in thing.refs}
    assert refs and refs <= numbers


def test_nobody_is_said_to_have_answered_alone_who_did_not_say_so(kept):
    record = kept("M1")

    def blank(entries):
        open_ = ("responder-role", "identity-language")
        return tuple(
            entry.model_copy(update={"status": "not-answered", "answers": ()} if entry.link_id in open_ else {"entries": blank(entry.entries)}) for entry in entries
        )

    made = summarise(record.model_copy(update={"entries": blank(record.entries)}))
    assert made.told.line == "English · no interpreter · who answered: not said" and made.told.mark == "P"


def test_a_clean_new_patient(kept):
    made = summarise(kept("M1"))
    assert made.urgent == made.flags == () and made.identity.surname == "Testcase" and made.identity.age == 34
    assert made.identity.born == "02-May-1991" and made.told.line == "English · no interpreter · answered by the patient alone"
    assert {c.id: c.status for c in made.criteria}["MIG-01"] == "MET" and made.criteria_heading.startswith("Patient-reported evidence")
    assert made.toxin == () and made.toxin_status == "none (asked, said no)" and made.allergies.also == ("milk upsets the belly",)
    rows = {n.label: n for n in made.numbers}
    days = rows["Headache days"]
    assert (days.value, days.unit, days.over, days.sub) == ("20", "/30", True, "last 30 days, diary, 4 months")
    assert rows["Clear days"].worse is False and rows["Triptan days"].thresholds[0].value == Decimal(10)
    assert rows["Months so far"].over and rows["Usual length"].value == "4 to 12 hours" and rows["PHQ-2"].value == "1"
    assert [t.short_trial for t in made.treatments] == [False, False, True, False] and made.treatments[3].still
    assert made.numbing == "Numbing wanted: No" and made.attestation.signed and made.attestation.true_answer == "Yes"


def test_the_cases_with_a_finding_quote_the_patient(kept):
    made = summarise(kept("M4"))
    assert [f.id for f in made.urgent] == ["RF-H1", "RF-H3"] and made.urgent_words.text.startswith("Worst headache of my life")
    assert made.urgent[0].quotes == ("Yes",) and made.urgent[0].refs[0].startswith("Q")
    assert made.toxin[0].units == "24 units as stated" and made.toxin[0].days_ago == 35


def test_a_return_visit_shows_before_and_now(kept):
    made = summarise(kept("M3"))
    days = made.numbers[0]
    assert (days.number, days.previous, days.previous_words) == (Decimal(12), Decimal(24), "before the first injection · 50 % fewer now")
    assert made.why.kind == "Return patient" and [v.days_ago for v in made.toxin] == [86, 177, 268]
    assert [m.name for m in made.medicines.matter] == ["erenumab"] and made.medicines.matter[0].because == ("MIG-08",)


def test_not_sure_blank_and_declined_are_said_apart(kept):
    made = summarise(kept("M1", **{"safety-bleeding": "unsure", "safety-eyelids": None}))
    assert [n.link_id for n in made.not_sure] == ["safety-bleeding"]
    assert [n.link_id for n in made.not_answered] == ["safety-eyelids"]
    assert not {"safety-bleeding", "safety-eyelids"} & {n.link_id for n in made.denied}
    line = next(line for section in made.transcript for line in section.rows if line.link_id == "safety-eyelids")
    assert line.status == "not answered" and line.answers == ()
    assert any(note.id == "S-30" and note.detail for note in made.notes)


def test_a_yes_with_a_story_quotes_both(kept):
    made = summarise(kept("M1", **{"safety-milk-allergy": "yes", "safety-milk-allergy-what": "Hives after cheese"}))
    flag = next(f for f in made.flags if f.id == "S-02")
    assert "Yes" in flag.quotes and "Hives after cheese" in " ".join((*flag.quotes, *flag.detail)) and flag.scope.startswith("abobotulinumtoxinA")
    assert [a.name for a in made.allergies.listed] == ["milk protein"] and made.allergies.status == "no others (asked, said no)"


def test_own_words_are_whole_and_cut_between_words(kept):
    text = "The headaches start in my neck and by noon my whole left temple is throbbing, and I missed two work trips this spring because of them."
    made = summarise(kept("M1", **{"reason-words": text}))
    assert made.own_words.text == text and made.own_words.is_cut and len(made.own_words.cut) <= 120
    assert text.startswith(made.own_words.cut[:-1]) and made.own_words.cut.endswith("…") and text[len(made.own_words.cut) - 1] == " "


def test_cutting_never_loses_a_short_text_and_always_fits():
    assert shorten("short", 120) == "short" and shorten("x" * 300, 120) == "x" * 119 + "…"
    assert shorten("one two three", 8) == "one two…" and shorten("one two", 7) == "one two"


def test_lists_that_are_empty_say_why(kept):
    said = {answer: summarise(kept("M1", **{"medicines-any": answer, "medicine": None})).medicines.status for answer in ("no", "unsure", "yes", None)}
    assert said == {"no": "none (asked, said no)", "unsure": "not sure", "yes": "yes, none named", None: "not answered"}


def test_units_are_as_stated_or_said_to_be_unknown(kept):
    row = {"toxin-visit-date": "2025", "toxin-visit-product": "unknown", "toxin-visit-units-known": False}
    made = summarise(kept("M3", **{"toxin-visit": [row, {"toxin-visit-units-known": True, "toxin-visit-units": 300}]}))
    assert [(v.date, v.partial, v.units) for v in made.toxin] == [("2025", True, "units not known"), ("not answered", False, "300 units as stated")]
    assert made.toxin[0].days_ago == 75, "a partial date counts from the latest day it can mean"


def test_a_partial_date_never_lies_after_the_visit(kept):
    made = summarise(kept("M3", **{"toxin-visit": [{"toxin-visit-date": "2026"}]}))
    assert (made.toxin[0].days_ago, made.toxin[0].partial) == (0, True)


@pytest.mark.parametrize("case", CASES)
def test_a_number_nobody_gave_has_nobody_s_mark(kept, case):
    """"not answered, nurse-entered" would be neither."""
    assert [n.label for n in summarise(kept(case)).numbers if n.value == "not answered" and n.mark not in ("", "C")] == []


def test_the_head_says_that_a_nurse_typed_what_the_patient_said(kept):
    """As each of those answers does; a few entries of staff in the patient's own visit change nothing."""
    record = kept("M1")
    alone = summarise(record).told
    assert (alone.mark, "nurse-entered" in alone.line) == ("P", False)

    def typed(entries):
        return tuple(entry.model_copy(update={"mark": "N" if entry.mark == "P" else entry.mark, "entries": typed(entry.entries)}) for entry in entries)

    led = summarise(record.model_copy(update={"entries": typed(record.entries)})).told
    assert led.mark == "N" and "answered by the patient alone · nurse-entered" in led.line


def test_not_sure_is_no_name_of_a_brand(kept):
    assert summarise(kept("OT3")).toxin[0].brand == "brand not known" and summarise(kept("SP3")).toxin[0].brand == "Dysport"


@pytest.mark.parametrize(("months", "over"), [(3, False), (4, True)])
def test_more_than_three_months_is_not_three(kept, months, over):
    row = next(n for n in summarise(kept("M1", **{"migraine-months-15": months})).numbers if n.label == "Months so far")
    assert row.over is over


def test_lost_days_are_told_side_by_side_and_never_added(kept):
    def lost(**answers):
        return next(n.value for n in summarise(kept("M1", **answers)).numbers if n.label == "Lost days")

    work, home = "migraine-lost-work-days", "migraine-lost-home-days"
    assert lost() == "not answered" and lost(**{work: 4, home: 6}) == "work or school 4 · home 6"
    assert lost(**{work: 4}) == "work or school 4 · home not answered"


@pytest.mark.parametrize(("days", "over", "words"), [(14, False, "below 15"), (15, True, "15 or more")])
def test_fifteen_days_is_at_the_line(kept, days, over, words):
    row = summarise(kept("M1", **{"migraine-headache-days": days})).numbers[0]
    assert (row.over, row.words) == (over, words)


def test_the_clinic_chooses_the_lines_that_are_printed(kept):
    record = kept("M1")
    assert [c.id for c in summarise(record, clinic=Clinic(print_criteria=("MIG-01",))).criteria] == ["MIG-01"]
    assert len(summarise(record, clinic=Clinic()).criteria) == len(record.criteria)


def test_what_every_page_says(kept):
    record = kept("M1")
    assert summarise(record).banners == ("TRIAL", "Screening rules not yet signed off by this clinic")
    ended = record.model_copy(update={"complete": False, "signed_off": True, "replaces": "PCI-0000-0000"})
    assert summarise(ended).banners == ("TRIAL", "PARTIAL: this visit ended before the last page", "Replaces document PCI-0000-0000")


def test_staff_entries_are_marked_as_theirs(kept):
    more = {
        "staff-id-checked": True, "staff-diary-seen": True, "staff-systolic": 118, "staff-reviewed-by": "Nurse Example",
        "staff-urgent": [{"staff-urgent-rule": "RF-H1", "staff-urgent-by": "Nurse Example", "staff-urgent-time": "2026-03-16T10:02:00-04:00", "staff-urgent-action": "seen"}],
    }  # fmt: skip
    made = summarise(kept("M4", **more))
    assert [(c.value, c.mark) for c in made.checks] == [("Yes", "N"), ("118 mmHg", "N"), ("Yes", "D")] and made.reviewed_by == "Nurse Example"
    assert made.urgent[0].staff == ("Seen by a nurse · Nurse Example · 16-Mar-2026 10:02 -04:00",) and made.urgent[1].staff == ()
    assert "verified" not in words_of(made).lower().replace("not clinician-verified", "").replace("not verified", "")


def test_an_unsigned_form_says_so(kept):
    made = summarise(kept("M1", **{"close-signature-name": None, "staff-unsigned-reason": "refused"}))
    assert not made.attestation.signed and made.attestation.unsigned == "not signed: Refused"


def test_a_form_of_another_clinic_still_has_a_transcript(record):
    made = summarise(record())
    assert made.identity.surname == "" and made.numbers == () and made.transcript[0].rows[0].answers == ("Fewer sick days",)


def test_the_same_record_gives_the_same_summary_after_the_store(kept, store):
    record = kept("M2")
    again: Record = store.record(store.keep(record))
    assert summarise(again) == summarise(record) and canonical(again.plain()) == canonical(record.plain())


@pytest.mark.parametrize(("case", "language", "printed"), [("LP1", "en", "6.3"), ("BP3", "fr-CA", "7,3"), ("BP2", "en", "9")])
def test_a_mean_is_printed_to_one_place(kept, case, language, printed):
    made = summarise(kept(case), language=language)
    assert next(row for row in made.numbers if row.label == "PEG").value == printed


def test_notes_and_lines_say_how_far_they_reach(kept):
    made = summarise(kept("LP1"))
    assert "no control group" in next(line for line in made.criteria if line.id == "LP-01").scope
    assert "in no label found" in next(note for note in made.notes if note.id == "S-25").scope
    assert not any("Is there a second thing" in fact for note in made.notes for fact in note.detail)
