"""Crowded: page one of a visit with every list long still says how bad it is: the first of everything, and where the rest stands."""

import crowded
import pytest

from intake.ask.words import words
from intake.tell.summary import summarise

FIRST = {"M2": ("headache-days", "migraine-days", "pain")}
"""Numbers that a condition is never read without; elsewhere how strong the pain is."""

WHERE = [(case, "letter", "en") for case in crowded.CASES] + [("M2", "a4", "en"), ("SP1", "a4", "en"), ("CD2", "letter", "fr-CA")]


@pytest.fixture(params=WHERE, ids="-".join)
def full(request, kept, laid, readers):
    """The crowded summary, its drawn pages and the text of page one without spaces."""
    case, paper, tag = request.param
    summary = crowded.crowd(summarise(kept(case), language=tag))
    out, first, lines = laid(summary, paper)
    return case, summary, out, first, lines, readers.pressed("".join(text for index, *_, text in lines if index == 0))


def test_page_one_holds_the_first_of_everything(full, readers):
    case, summary, _, _, _, text = full
    pressed, say = readers.pressed, words(summary.language)
    assert pressed(summary.own_words.cut[:60]) in text
    numbers = [row for row in summary.numbers if row.key in FIRST.get(case, ("pain",))]
    assert numbers and all(pressed(f"{row.value}{row.unit}") in text and pressed(row.label) in text for row in numbers)
    assert all(pressed(med.name) in text and med.because[0] in text for med in summary.medicines.matter)
    assert all(pressed(entry.name) in text for entry in summary.allergies.listed)
    for line in summary.criteria:
        key = f"paper.criterion-{line.status.lower().replace(' ', '-')}"
        assert line.id in text and pressed(say(key) if key in say else line.status) in text
    latest = summary.toxin[0]
    told = (latest.date, say("paper.days-ago", days=latest.days_ago, count=latest.days_ago), latest.brand, latest.units, say("paper.text-help", value=str(latest.benefit)))
    assert all(pressed(part) in text for part in told[:4]) and (pressed(told[4]) in text or f"{latest.benefit}%" in text)
    assert all(pressed(row.name) in text for row in summary.treatments if row.still)
    assert all(pressed(region.label) in text for region in summary.regions)


def test_nothing_stands_over_anything(full, geometry):
    _, _, out, _, lines, _ = full
    assert geometry(out, lines) == []


def test_what_is_left_is_said_and_printed_later(full, readers):
    _, summary, _, first, lines, text = full
    later = readers.pressed("".join(text for index, *_, text in lines if index))
    say = words(summary.language)
    for part in first.left:
        count = sum(bool(item.label) for item in part.items)
        page = next(index + 1 for index, *_, line in lines if index and readers.pressed(part.title).casefold()[:20] in readers.pressed(line).casefold())
        assert any(readers.pressed(say(key, count=count, page=page)) in text for key in ("paper.more", "paper.closed", "paper.evidence-on")), part.key
        assert all(readers.pressed(item.label) in later for item in part.items), part.key
