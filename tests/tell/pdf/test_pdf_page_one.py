"""Page one: nothing overlaps, nothing is lost, flags and denials are never cut, and what moves says where it went."""

from dataclasses import replace

import pytest

from intake.tell.summary import Named, Quote

PEOPLE = ("empty", "typical", "urgent", "stress")


@pytest.mark.parametrize("paper", ["letter", "a4"])
@pytest.mark.parametrize("person", PEOPLE)
def test_no_two_lines_overlap_and_none_leaves_the_page(person, paper, cast, laid, geometry):
    out, _, lines = laid(getattr(cast, person)(), paper)
    assert geometry(out, lines) == []


@pytest.mark.parametrize("person", ["typical", "urgent", "stress"])
def test_flags_and_answer_lists_stand_whole_on_page_one(person, cast, laid, readers):
    summary = getattr(cast, person)()
    _, _, lines = laid(summary)
    page = readers.pressed("".join(text for index, *_, text in lines if index == 0))
    for flag in summary.flags:
        assert all(readers.pressed(part) in page for part in (flag.sentence, *flag.quotes, *flag.detail, flag.scope))
    for entry in (*summary.denied, *summary.not_answered, *summary.not_sure):
        assert readers.pressed(entry.label) in page
    assert all(size >= 6.2 for *_, size, text in lines if text.strip())


def test_nothing_functional_is_smaller_than_seven_points(cast, laid):
    _, _, lines = laid(cast.stress())
    small = {text.strip() for *_, size, text in lines if size < 7}
    assert all(text.replace("’", "").replace(".", "").isdigit() or text.isupper() for text in small if text), "only scale ticks and the map's own labels"


def test_a_strip_that_no_page_can_hold_goes_on_first_thing_on_page_two(cast, laid, readers):
    summary = cast.stress()
    flags = tuple(replace(summary.flags[i % 9], id=f"Y-{i}", sentence=f"Very many flags, this is number {i:03d}") for i in range(60))
    out, first, lines = laid(replace(summary, flags=flags, denied=tuple(Named(f"denied thing {i:03d}") for i in range(200))))
    assert first.left[0].key == "safety"
    one = readers.pressed("".join(text for index, *_, text in lines if index == 0))
    everywhere = readers.pressed("".join(text for index, *_, text in lines))
    assert "standfirstonpage2" in one
    assert all(f"thisisnumber{i:03d}" in everywhere for i in range(60)) and all(f"deniedthing{i:03d}" in everywhere for i in range(200))


@pytest.mark.parametrize("paper", ["letter", "a4"])
def test_what_page_one_leaves_is_listed_and_printed_later(paper, cast, laid, readers):
    summary = cast.stress()
    _, first, lines = laid(summary, paper)
    left = {part.key: len(part.items) for part in first.left}
    assert left["treatments"] and left["medicines"] and set(left) <= {"words", "numbers", "treatments", "toxin", "criteria", "medicines", "notes", "regions"}
    later = readers.pressed("".join(text for index, *_, text in lines if index))
    for part in first.left:
        for item in part.items:
            assert readers.pressed(item.label) in later and readers.pressed(item.text) in later


def test_every_cut_says_how_many_and_which_page(cast, laid, readers):
    out, first, lines = laid(cast.stress())
    one = readers.pressed(" ".join(text for index, *_, text in lines if index == 0))
    pages = {}
    for part in first.left:
        title = readers.pressed(part.title.upper())
        found = next(index for index, *_, text in lines if index and readers.pressed(text).startswith(title[:20]))
        pages[part.key] = found + 1
        count = sum(bool(item.label) for item in part.items)
        assert f"all{count}onpage{found + 1}" in one or f"Evidenceofall{count},page{found + 1}" in one or f"{count}more,page{found + 1}" in one


def test_a_typical_visit_keeps_every_block_on_page_one(cast, laid):
    _, first, _ = laid(cast.typical())
    assert sum(len(part.items) for part in first.left) <= 8
    assert not {part.key for part in first.left} & {"words", "regions", "safety"}


def test_current_treatments_stay_longest(cast, laid):
    summary = cast.stress()
    _, first, lines = laid(summary)
    assert "treatments" in {part.key for part in first.left}
    named = [text for index, _, _, _, _, text in lines if index == 0 and "Treatment\xa0" in text]
    assert named[0].startswith("Treatment\xa07")


def test_the_urgent_box_stands_before_the_name(cast, laid):
    _, _, lines = laid(cast.urgent())
    place = {key: min(y for index, _, y, _, _, text in lines if index == 0 and key in text) for key in ("A clinician must see", "thunderclap", "NGUY", "Flagged")}
    assert place["A clinician must see"] < place["thunderclap"] < place["NGUY"] < place["Flagged"]


def test_a_long_name_wraps_and_is_never_cut(cast, laid, readers):
    summary = cast.stress()
    _, _, lines = laid(summary)
    for page in (0, 1):
        text = readers.pressed("".join(text for index, *_, text in lines if index == page)).casefold()
        assert all(readers.pressed(part).casefold() in text for part in ("Wolfeschlegelsteinhausenbergerdorff-", "Featherstonehaugh", "Владимир", "李小龙", "Maximiliana"))


def test_long_own_words_say_where_the_rest_is(cast, laid):
    _, _, lines = laid(replace(cast.typical(), own_words=Quote("word " * 100, "word word", True, "answered", ("Q3",))))
    assert any("all of it: Q3" in text for index, *_, text in lines if index == 0)


def test_banners_identity_and_page_number_on_every_page(cast, laid):
    out, _, lines = laid(cast.stress())
    for page in range(len(out.sheets)):
        here = " ".join(text for index, *_, text in lines if index == page)
        assert "TRIAL" in here and "not yet signed off" in here and f"page {page + 1} of {len(out.sheets)}" in here
        assert "born 12-Mar-1984" in here and "FICT-004417" in here and "INT-7Q4M-2K9X" in here


def test_words_that_must_never_be_printed(cast, laid):
    for person in PEOPLE:
        _, _, lines = laid(getattr(cast, person)())
        text = " ".join(text for *_, text in lines).casefold()
        assert not any(word in text for word in ("eligible", "safe to inject", " nan", "infinity"))


def test_no_denial_is_ever_claimed_for_a_skipped_item(cast, laid, readers):
    summary = replace(cast.empty(), not_answered=(Named("myasthenia gravis", "Q30"),))
    _, _, lines = laid(summary)
    one = readers.pressed(" ".join(text for index, *_, text in lines if index == 0))
    assert "Askedanddenied(0)" in one and "Notanswered(1)" in one and "1withoutananswer" in one


@pytest.mark.parametrize("person", ["typical", "urgent", "stress"])
@pytest.mark.parametrize("paper", ["letter", "a4"])
def test_every_entry_of_every_list_is_printed_somewhere(person, paper, cast, laid, readers):
    summary = replace(getattr(cast, person)(), transcript=())
    _, _, lines = laid(summary, paper)
    text = readers.pressed("".join(text for *_, text in lines))
    for words in (
        *(row.name for row in summary.treatments), *(med.name for med in (*summary.medicines.matter, *summary.medicines.rest)), *(note.sentence for note in summary.notes),
        *(line.label for line in summary.criteria), *(row.label for row in summary.numbers), *(visit.date for visit in summary.toxin), *(region.label for region in summary.regions),
        *(entry.name for entry in summary.allergies.listed), *summary.allergies.also, *summary.toxin_words, *(check.value for check in summary.checks), summary.numbing, summary.goal.text,
    ):
        assert readers.pressed(words) in text, words
