"""What matters: medicines with the finding they matter for, empty in its own words, limits that move, and room that is used."""

import re
from dataclasses import replace

import pytest

from intake.ask.clinic import Clinic
from intake.ask.words import words
from intake.tell.pdf.compose import compose
from intake.tell.pdf.first.evidence import ranges
from intake.tell.pdf.first.head import REF, capitals
from intake.tell.pdf.first.lists import lists
from intake.tell.pdf.paper.blocks import Block, Left, Places, fit
from intake.tell.pdf.paper.marks import state
from intake.tell.pdf.paper.sheet import Paper, Sheet
from intake.tell.summary import Allergies, Flag, Medicine, Medicines, Named, Note, Part, summarise


@pytest.fixture
def one(laid, readers):
    """Page one of a summary as text without spaces."""
    return lambda summary, **more: readers.pressed("".join(text for index, *_, text in laid(summary, **more)[2] if index == 0))


def bare(cast, **changed):
    """A person with nothing but what is said here."""
    return replace(cast.empty(), **changed)


WARFARIN = Medicine("warfarin", "5 mg", extra=("INR 2.6 (06-Mar-2026)",), because=("S-17",), refs=("Q50",))


def test_a_medicine_that_matters_has_its_value_its_date_and_its_finding_on_one_row(cast, one):
    note = Note("S-17", "NOTE", "Blood thinner or daily aspirin", ("warfarin",), ("Q50",), "what it covers")
    text = one(bare(cast, medicines=Medicines((WARFARIN,), (Medicine("naproxen"),)), notes=(note,)))
    assert "NOTEwarfarin5mgINR2.6(06-Mar-2026)–Bloodthinnerordailyaspirin(S-17)Q50Alsotakesnaproxen" in text
    assert text.count("Bloodthinner") == 1, "a note whose medicine stands there is not repeated"


def test_a_note_that_rests_on_more_than_the_medicine_is_printed_too(cast, one):
    note = Note("S-17", "NOTE", "Blood thinner or daily aspirin", ("warfarin", "bleeds for an hour"), ("Q50", "Q51"))
    assert "bleedsforanhour" in one(bare(cast, medicines=Medicines((WARFARIN,)), notes=(note,)))


def test_a_medicine_of_a_flag_wears_the_level_of_the_flag(cast, one):
    flag = Flag("S-11", "REVIEW", "REVIEW", "Antibiotic by needle", ("gentamicin",), refs=("Q51",))
    assert "REVIEWgentamicin–Antibioticbyneedle(S-11)" in one(bare(cast, flags=(flag,), medicines=Medicines((Medicine("gentamicin", because=("S-11",)),))))


@pytest.mark.parametrize("key", ["none-reported", "not-sure", "not-answered", "not-asked", "not-reached", "declined"])
def test_an_empty_list_says_which_emptiness_it_is(key, cast, one, readers):
    status = words("en")(f"summary.{key}")
    text = one(bare(cast, regions_status="", medicines=Medicines(status=status), allergies=Allergies(status=status), treatments_status=status, toxin_status=status))
    others = 2 if key == "not-asked" else 0  # the reason and the goal, in the patient's own words
    assert text.count(readers.pressed(status)) == 4 + others and "nowhere(asked)" in text


def test_no_two_kinds_of_emptiness_share_their_words():
    said = [words(tag)(f"summary.{key}") for tag in ("en", "fr", "es") for key in ("none-reported", "not-sure", "not-answered", "not-asked", "not-reached", "declined")]
    assert len(set(said)) == len(said)


def test_no_and_blank_are_told_apart_from_the_answers(kept):
    asked = {"medicines-any": "medicines", "allergies-any": "allergies"}
    for question, name in asked.items():
        said = {answer: getattr(summarise(kept("M1", **{question: answer, "medicine": None, "allergy": None})), name).status for answer in ("no", "unsure", None)}
        assert said == {"no": "none (asked, said no)", "unsure": "not sure", None: "not answered"}


def test_the_header_names_both_conditions_the_clinic_the_sender_and_who_answered(cast, one, geometry, laid):
    who = cast.typical()
    full = replace(who, clinic="Fictional Neurology Associates", identity=replace(who.identity, referrer="Dr. A. Okafor"), told=replace(who.told, line="French · nurse-assisted: N. Staff", mark="N"),
                   why=replace(who.why, indications=("Headaches or migraine", "My neck twists or pulls"), kind="New patient", brand="Botox"))
    text = one(full)
    for part in ("Headachesormigraine", "also:Myneck", "FictionalNeurologyAssociates", "sentbyDr.A.Okafor", "brandtalkedabout:Botox", "Newpatient", "nurse-assisted:N.Staff(markN)"):
        assert part in text, part
    out, _, lines = laid(full)
    assert geometry(out, lines) == []


LONG = "words about what limits this finding, with the study they rest on; " * 3


@pytest.mark.parametrize(("level", "here"), [("CI", True), ("REVIEW", False)])
def test_a_long_limit_of_a_check_moves_and_one_of_a_contraindication_never(level, here, cast, laid, readers):
    _, _, lines = laid(replace(cast.typical(), flags=(Flag("S-02", level, level, "A finding", ("Yes",), LONG, refs=("Q31",)),)))
    pages = {index for index, *_, text in lines if "study they rest on" in text}
    assert (0 in pages) == here
    if not here:
        assert f"limits: page {min(pages) + 1}" in " ".join(text for index, *_, text in lines if index == 0)


def test_the_literature_behind_a_note_stands_with_what_notes_cover(cast, laid):
    note = Note("S-25", "NOTE", "Not a labelled use", ("a first review of trials, " * 4, "a second review"), ("Q16",), "its scope")
    _, _, lines = laid(replace(cast.typical(), notes=(note,)))
    page = min(index for index, *_, text in lines if "second review" in text)
    assert page > 0 and f"limits and evidence: page {page + 1}" in " ".join(text for index, *_, text in lines if index == 0)


def test_a_page_with_little_on_it_is_drawn_larger_and_its_rest_is_lined_for_writing(cast, laid):
    out, first, lines = laid(bare(cast))
    assert first.larger > 1.1 and max(size for *_, size, text in lines if text.startswith("Asked and denied")) > 8.8
    rules = [float(found[1]) for op in out.sheets[0].ops if (found := re.search(r"[\d.]+ ([\d.]+) m [\d.]+ [\d.]+ l S$", op))]
    foot = out.size[1] - next(y for index, _, y, _, _, text in lines if "Document TEST-0" in text)
    assert any(foot < y < foot + 45 for y in rules) and len(rules) > 20
    assert laid(cast.urgent())[1].larger == 1.0


def test_every_state_has_a_shape_of_its_own():
    drawn = {}
    for kind in ("denied", "not-answered", "not-sure", "declined", "not-reached"):
        sheet = Paper("letter", title="x", language="en").sheet()
        state(sheet, 100, 100, kind)
        drawn[kind] = " ".join(sheet.ops)
    assert len(set(drawn.values())) == 5


def test_a_strip_too_tall_keeps_the_lists_that_fit(cast, laid, readers):
    """All flags stand on page one; of the answers those lists move that have no room, and page one says how many answers that is."""
    flags = tuple(Flag(f"X-{i}", "REVIEW", "", f"Finding {i} with a name that is long enough to need more than half a line of the strip", ("Yes",), refs=(f"Q{i}",)) for i in range(14))
    summary = replace(cast.limit(), flags=flags, denied=tuple(Named(f"denied thing {i:03d} " + "x" * 40) for i in range(90)))
    _, first, lines = laid(summary)
    text = readers.pressed("".join(text for index, *_, text in lines if index == 0))
    moved = next(part for part in first.left if part.key == "safety")
    assert "All14flaggedfindingsstandhere.90further" in text and "Notsure(3)" in text and not any(item.label.startswith("Not sure") for item in moved.items)
    assert any(item.label == "Asked and denied (90)" for item in moved.items)


@pytest.mark.parametrize(("refs", "said"), [
    (("Q34", "Q35", "Q36", "Q79.1", "Q79.2"), "Q34–36 Q79"), (("Q9", "Q10"), "Q9–10"), ((), ""), (("Q3",), "Q3"), (("Q12", "Q2", "Q1"), "Q1–2 Q12"),
])
def test_question_numbers_are_told_in_few_words(refs, said):
    assert ranges(refs) == said


def test_the_clinics_name_comes_from_its_settings(kept):
    assert summarise(kept("M1"), clinic=Clinic(name="Fictional Neurology Associates")).clinic == "Fictional Neurology Associates"
    assert summarise(kept("M1")).clinic == ""


def tall(*heights, whole=1):
    """Variants of a block by their heights; those after the first `whole` leave something for later."""
    return [Block(float(height), lambda *_: None, () if n < whole else (Left("k", "t", ()),)) for n, height in enumerate(heights)]


@pytest.mark.parametrize(("elastic", "room", "chosen", "why"), [
    ([tall(100, 20), tall(100, 20)], 250, [100, 100], "everything fits"),
    ([tall(100, 80, 60, 10), tall(100, 80, 60, 10)], 160, [80, 80], "the loss is shared"),
    ([tall(100, 40, 10, whole=2), tall(100, 60, 10)], 140, [40, 100], "fewer words before anything moves"),
    ([tall(100, 70, 10), tall(100, 70, 10)], 140, [70, 70], "nobody is closed while all can be shortened"),
    ([tall(100, 10), tall(100, 10)], 5, [10, 10], "too little for anything: the least of each"),
])
def test_room_is_shared_by_least_loss(elastic, room, chosen, why):
    assert [block.height for block in fit(elastic, room, (1.0, 1.0))] == chosen, why


def test_who_weighs_more_keeps_more():
    assert [block.height for block in fit([tall(100, 60, 10), tall(100, 60, 10)], 160, (2.0, 1.0))] == [100, 60]


def less(height, loss=0.0, whole=False):
    """A variant that leaves something, with what that costs besides its height."""
    return Block(float(height), lambda *_: None, (Left("k", "t", ()),), loss, whole)


@pytest.mark.parametrize(("criteria", "medicines", "chosen", "why"), [
    ([less(60, whole=True), less(10, 1.2)], [less(80, 0.5), less(10, 2.0)], [60, 100], "evidence moves before a note or a medicine with a finding"),
    ([less(60, 1.2), less(10, 1.0)], [less(60, whole=True), less(10, 2.0)], [100, 60], "a status stays while anything can be said in fewer words"),
])
def test_what_is_worth_more_stays(criteria, medicines, chosen, why):
    assert [block.height for block in fit([[*tall(100), *criteria], [*tall(100), *medicines]], 180, (1.0, 1.4))] == chosen, why


FULLEST = [(case, tag) for case in ("M2", "M3", "M4") for tag in ("fr-CA", "es")] + [("M4", "en")]


@pytest.mark.parametrize("paper", ["letter", "a4"])
@pytest.mark.parametrize(("case", "tag"), FULLEST, ids="-".join)
def test_a_full_page_keeps_every_status_medicine_and_note(case, tag, paper, kept, one):
    """Where a language needs more room the evidence behind the criteria moves, never their status, nor a medicine, allergy or note."""
    summary, say = summarise(kept(case), language=tag), words(tag)
    text, left = one(summary, paper=paper), {part.key for part in compose(summary, paper=paper, released="now")[1].left}
    assert left <= {"criteria"}
    for line in summary.criteria:
        status = say(f"paper.criterion-{line.status.lower().replace(' ', '-')}")
        assert pressed(line.label) in text and (pressed(f"{status}{line.label}{line.id}") in text or pressed(f"{line.label}{line.id}{status}") in text)
    assert all(pressed(med.name) in text for med in summary.medicines.matter) and all(note.id in text for note in summary.notes)
    assert pressed(summary.allergies.status) in text and all(pressed(entry.name) in text for entry in summary.allergies.listed)


def test_medicines_with_a_finding_and_allergies_stay_on_a_page_with_room_for_nothing_else(cast, laid, one):
    """Nine long flags leave a few lines: in these stands what the provider must not miss."""
    summary, left = cast.stress(), {part.key for part in laid(cast.stress())[1].left}
    text = one(summary)
    assert left >= {"numbers", "treatments", "criteria"} and "penicillin–hives" in text
    assert all(f"{med.name}({','.join(med.because)})" in text for med in summary.medicines.matter)


def test_a_list_without_a_note_or_a_medicine_with_a_finding_says_how_bad_that_is(cast, monkeypatch):
    """Other medicines and codes of data leave first and cost nothing of their own; a medicine said by name and finding alone costs little."""
    summary, seen, drawn = cast.limit(), set(), []
    monkeypatch.setattr(Sheet, "line", lambda self, x, y, what, colour="": drawn.append("".join(piece.text for piece in what.pieces)))
    for block in lists(summary, 556.0):
        drawn.clear()
        block.draw(Paper("letter", title="", language="en").sheet(), 28.0, 28.0, Places())
        gone, text = {item.label for left in block.left for item in left.items}, " ".join(drawn)
        named = all(med.name in text for med in summary.medicines.matter)
        noted = not gone & {f"Note {note.id}" for note in summary.notes if note.level == "NOTE"}
        short = named and gone & {med.name for med in summary.medicines.matter}
        which = "medicine" if not named else "note" if not noted else "short" if short else "rest" if gone else ""
        assert block.loss >= {"medicine": 2.0, "note": 0.5, "short": 0.05}.get(which, 0.0) and (block.loss == 0.0) == (which in ("", "rest")), which
        seen.add(which)
    assert seen == {"", "rest", "short", "note", "medicine"}


def test_answers_denied_stand_by_topic(kept, one):
    assert "(30d)|botulinumtoxinallergy·milk-proteinallergy·albumin:allergyorrefusal|myasthenia" in one(summarise(kept("M1")))


def pressed(text):
    return "".join(text.split())


def test_a_line_that_is_met_says_its_evidence_and_only_open_parts_are_named(cast, laid, readers):
    """All parts of all lines, each under its status, stand on a later page."""
    parts = (Part("fifteen days", "met", "22"), Part("a diary", "not met", "none"), Part("two classes", "unclear"))
    base = cast.typical()
    lines = tuple(replace(base.criteria[0], id=f"C-{n}", label=f"Criterion {status}", status=status, evidence="22 of 30 days", parts=parts) for n, status in enumerate(("MET", "NOT MET", "2/3")))
    drawn = laid(replace(base, treatments=(), notes=(), criteria=lines))[2]
    one, later = (readers.pressed("".join(text for index, *_, text in drawn if (index == 0) == first)) for first in (True, False))
    assert "22of30days" in one and "fifteendays" not in one and one.count("adiary:notmet(none)") == one.count("twoclasses:unclear") == 2
    assert later.count("met:fifteendays·notmet:adiary·unclear:twoclasses") == 3


@pytest.mark.parametrize(("typed", "printed"), [
    ("Example", "EXAMPLE"), ("Nguyễn-Ruiz", "NGUYỄN-RUIZ"), ("O’Brien", "O’BRIEN"), ("Владимиров", "ВЛАДИМИРОВ"), ("Łukasz", "ŁUKASZ"), ("McDonald", "MCDONALD"), ("van der Berg", "VAN DER BERG"),
    *((name, name) for name in ("Yiğit", "Şahin", "Kılıç", "İnan", "Əliyev", "Strauß", "Παπαδόπουλος", "გელაშვილი", "hUallacháin", "李", "محمد", "ﬁn", "Владимир Αλέξανδρος", "")),
])
def test_capitals_only_where_they_are_certain(typed, printed, cast, laid):
    assert capitals(typed) == printed
    if typed:
        shown = laid(replace(cast.empty(), identity=replace(cast.empty().identity, surname=typed, given="Sam")))[2]
        assert any(pressed(text) == pressed(printed) + ",Sam" for index, *_, text in shown if index == 0) or any("\u0590" < letter < "\u0700" for letter in typed)


def test_ids_are_whole_on_a_coarse_fax_and_denials_shrink_only_on_a_full_page(cast, laid, kept):
    """Ids of rules and numbers of questions have 7.6 points and no brackets; answers denied 8 where there is room."""
    for person, size in ((summarise(kept("M4")), 7.4), (cast.urgent(), 8.0), (replace(cast.typical(), treatments=(), criteria=()), 8.0)):
        _, first, drawn = laid(person)
        lines = [line for line in drawn if line[0] == 0]
        assert not any("[" + flag.id in text for flag in (*person.urgent, *person.flags) for *_, text in lines)
        assert {round(least / first.larger, 1) for *_, least, text in lines if "Lambert-Eaton" in text} == {size} and REF >= 7.6


@pytest.mark.parametrize("paper", ["letter", "a4"])
@pytest.mark.parametrize("case", ["M1", "M2", "M3", "M4", "CD2", "CD3", "SP1", "SP3", "SP4", "BP2", "BP3", "LP1", "LP3", "OT1", "OT3"])
def test_every_example_stands_whole_on_page_one(case, paper, kept):
    """Nothing of the fifteen cases is cut; the fullest moves no more than the evidence behind its criteria, whose status stays."""
    left = {part.key for part in compose(summarise(kept(case)), paper=paper, released="now")[1].left}
    assert left <= ({"criteria"} if case == "M4" else set())
