"""Stress: every list at its limit still gives one honest page: nothing over anything, nothing lost, each cut says how many and where."""

from dataclasses import replace

import pytest

from intake.ask.words import words

PAPERS = ("letter", "a4")
TAGS = ("en", "fr-CA")
MAY_MOVE = {"safety", "words", "regions", "numbers", "treatments", "toxin", "criteria", "medicines", "notes"}


@pytest.fixture(params=[(urgent, paper, tag) for urgent in (0, 5) for paper in PAPERS for tag in TAGS], ids=lambda one: f"{one[0]}-urgent-{one[1]}-{one[2]}")
def overfull(request, cast, laid):
    urgent, paper, tag = request.param
    summary = replace(cast.limit(urgent), language=tag)
    return summary, *laid(summary, paper)


def of_page(lines, page, readers):
    return readers.pressed("".join(text for index, *_, text in lines if index == page))


def test_nothing_stands_over_anything_or_outside_the_page(overfull, geometry):
    _, out, _, lines = overfull
    assert geometry(out, lines) == []


def test_flags_denials_and_blanks_are_whole(overfull, readers):
    """On page one, or first thing on page two when no page could hold them; then page one says so."""
    summary, _, first, lines = overfull
    one, two = (of_page(lines, page, readers) for page in (0, 1))
    moved = bool(first.left) and first.left[0].key == "safety"
    text = one + two + of_page(lines, 2, readers) if moved else one
    for flag in (*summary.urgent, *summary.flags):
        assert all(readers.pressed(part) in text for part in (flag.sentence, *flag.quotes)), flag.id
    for entry in (*summary.denied, *summary.not_answered, *summary.not_reached, *summary.not_sure, *summary.declined):
        assert readers.pressed(entry.label) in text, entry.label
    assert all(readers.pressed(flag.sentence) in one for flag in summary.urgent)
    if moved:
        assert readers.pressed(words(summary.language)("paper.safety-rest")).casefold() in two[:900].casefold()


def test_each_cut_says_how_many_and_the_items_stand_on_that_page(overfull, readers):
    summary, out, first, lines = overfull
    say, one = words(summary.language), of_page(lines, 0, readers)
    assert {part.key for part in first.left} <= MAY_MOVE and len(first.left) == len({part.key for part in first.left})
    for part in first.left:
        pages = [page for page in range(1, len(out.sheets)) if readers.pressed(part.title).casefold() in of_page(lines, page, readers).casefold()]
        assert pages, part.key
        if part.key != "safety":
            entries = sum(bool(item.label) for item in part.items)  # an item without a label is said with the others
            told = {readers.pressed(say(key, count=entries, page=pages[0] + 1)) for key in ("paper.more", "paper.closed", "paper.evidence-on")}
            assert any(text in one for text in told), (part.key, told)
        text = "".join(of_page(lines, page, readers) for page in range(pages[0], len(out.sheets)))
        for item in part.items:
            words_of = readers.pressed(item.text)
            assert all(readers.pressed(part) in text for part in (item.label, words_of[:60], words_of[-60:])), item.label  # a long one may go on over the page


def test_what_stays_is_what_matters(cast, laid, readers):
    """Without an urgent box page one keeps the treatment that is still taken, the medicines that matter and the values with their dates."""
    summary = cast.limit()
    _, first, lines = laid(summary)
    left = {part.key: {item.label for item in part.items} for part in first.left}
    assert not any(label.startswith("Treatment 7") for label in left.get("treatments", ())) or len(left["treatments"]) == 10
    assert all(f"drug{i:02d}" in "".join(left["medicines"]) for i in range(20)), "the other medicines go first"


def test_the_name_of_six_scripts_stands_whole_on_every_page(overfull, readers):
    summary, out, _, lines = overfull
    for page in range(len(out.sheets)):
        text = of_page(lines, page, readers).casefold()
        assert all(part.casefold() in text for part in ("Nguyễn", "Владимир", "Αλέξανδρος"[:-1], "李小龙", "한국인"))


def test_a_bar_beyond_its_axis_is_marked_not_clamped(cast, laid):
    """A treatment older than the axis has its dates in words, and the arrow that says so."""
    summary = replace(cast.typical(), criteria=(), toxin=(), notes=())
    old = replace(summary.treatments[0], start="Mar-1990", start_at="1990-03")
    out, _, lines = laid(replace(summary, treatments=(old, *summary.treatments[1:])))
    plain, _, _ = laid(summary)
    assert any("Mar-1990" in text for index, *_, text in lines if index == 0)
    assert sum(op.endswith("B") for op in out.sheets[0].ops) > sum(op.endswith("B") for op in plain.sheets[0].ops)
