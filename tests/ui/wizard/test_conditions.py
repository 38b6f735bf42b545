"""The pages of every condition, and of two at once: each question is met once, what is known is filled in, what cannot matter waits."""

from __future__ import annotations

import json
from collections import Counter

import pytest
from PySide6.QtWidgets import QAbstractButton

from intake.ask.pack import PACKS
from intake.hear.answers import Where
from ui import compose
from ui.blocks.block import Block
from ui.blocks.table import AlikeRow
from ui.blocks.treatments import Cell, GridHeading
from ui.fields.several import SeveralField
from ui.patient.hands import Mouse, settle


def case(name: str) -> dict:
    return json.loads((PACKS / "botulinum" / "examples" / f"{name}.json").read_text("utf-8"))["answers"]


def second(condition: str, name: str, **more: object) -> dict:
    """What a second reason adds to a case: the answers of its module, from another case."""
    module = {link: value for link, value in case(name).items() if link.startswith((condition + "-", "goal"))}
    return module | {"condition-second": condition} | more


def visible(seat, kind) -> list:
    return [one for one in seat.wizard.stage.page.content.findChildren(kind) if one.isVisible()]


NECK_AND_BACK = ("CD3", second("back", "BP3", **{
    "treatments-any": "yes",
    "treatment": [
        {"treatment-name": "baclofen-oral", "treatment-for": "neck", "treatment-tried": "yes", "treatment-result": "no-help"},
        {"treatment-name": "baclofen-oral", "treatment-for": "back", "treatment-tried": "yes", "treatment-result": "partial"},
        {"treatment-name": "heat", "treatment-for": "back", "treatment-tried": "yes", "treatment-result": "helped"},
    ],
}))  # fmt: skip
MIGRAINE_AND_SPASTICITY = ("M2", second("spasticity", "SP1"))
BOTH = pytest.mark.parametrize(("name", "changes"), [NECK_AND_BACK, MIGRAINE_AND_SPASTICITY], ids=["neck+back", "migraine+spasticity"])


def test_a_visit_for_two_reasons_is_what_was_said(sit):
    name, changes = NECK_AND_BACK
    seat = sit(name, Mouse, changes=changes)
    seat.patient.visit()
    seat.wait("done")
    assert seat.record.complete
    seat.everything_said_is_in_the_record()
    tried = [[entry.answers for entry in seat.record.walk() if entry.link_id == link] for link in ("treatment-name", "treatment-for")]
    assert [len(found) for found in tried] == [3, 3]


@BOTH
def test_two_reasons_ask_both_modules_and_nothing_twice(sit, name, changes):
    seat = sit(name, Mouse, changes=changes).told()
    met: Counter[Where] = Counter()
    for screen in seat.screens():
        if screen != "review":
            met.update({where for block in visible(seat, Block) for where in block.wheres if where.link_id != "treatment-name"})
    held = {where for where, _ in seat.session.answers if not where.rows and not where.link_id.startswith("visit-")}
    assert held <= met.keys() | {Where("migraine-acute-names")}
    classes = {"migraine-acute-classes"}  # its chips stand in several blocks of one page
    assert [where for where, times in met.items() if times > 1 and where.link_id not in classes] == []


def test_the_grid_has_a_heading_for_each_reason_and_a_row_for_each(sit):
    name, changes = NECK_AND_BACK
    seat = sit(name, Mouse, changes=changes)
    seat.to("treatments-any")
    seat.patient.press(visible(seat, Block)[0].field.buttons["yes"])
    page = seat.wizard.stage.page
    assert len(page.content.findChildren(GridHeading)) == 2
    keys = [cell.offer.key for cell in page.content.findChildren(Cell)]
    assert ("baclofen-oral", "neck") in keys and ("baclofen-oral", "back") in keys and len(keys) == len(set(keys))


@pytest.mark.parametrize("name", ["CD2", "SP3", "BP3", "LP1", "M1"])
def test_the_grid_offers_names_that_the_form_knows(sit, name):
    seat = sit(name, Mouse, changes={"treatments-any": "yes", "treatment": []}).told()
    seat.wizard._become(seat.wizard.visit.jump("treatments-any", ""))
    settle()
    cells = seat.wizard.stage.page.content.findChildren(Cell)
    assert len(cells) > 8
    item = seat.session.form.item("treatment-name")
    assert all(item.option(cell.offer.code) for cell in cells)


def test_like_answers_stand_below_each_other_under_their_question(sit):
    seat = sit("CD2", Mouse).told()
    seat.wizard._become(seat.wizard.visit.jump("neck-hard-drive", ""))
    settle()
    rows = visible(seat, AlikeRow)
    assert len(rows) >= 3
    assert len({row.field.buttons["3"].mapTo(row, row.field.buttons["3"].rect().topLeft()).x() for row in rows}) == 1


def test_the_few_medicines_of_a_list_are_ticked(sit):
    seat = sit("CD3", Mouse, changes={"neck-past-medicines": ["metoclopramide"]}).to("neck-past-medicines")
    (block,) = [b for b in visible(seat, Block) if Where("neck-past-medicines") in b.wheres]
    assert isinstance(block.field, SeveralField)
    assert not [b for b in visible(seat, Block) if Where("neck-past-medicines-when") in b.wheres]
    seat.patient.press(block.field.buttons["metoclopramide"])
    settle()
    assert seat.session.answers.raw("neck-past-medicines") == ("metoclopramide",)
    assert compose.due(seat.session, Where("neck-past-medicines-when"))


def test_a_follow_up_on_a_tick_page_is_asked_in_full(sit):
    """Thin bones ticked: the question that opens is no tick, and going on does not answer it with no."""
    seat = sit("BP3", Mouse, changes={"back-rf-small-injury": "unsure"}).to("neck-rf-general")
    while seat.session.here.key == "neck-rf-general":
        seat.patient.step()
    assert seat.session.answers.raw("back-rf-small-injury") == ("unsure",)
    item = seat.session.form.item("back-rf-small-injury")
    page = next(page for page in seat.session.pages if page.key == "neck-rf-general")
    assert not compose.can_tick(seat.session, page, item)


def test_only_the_newest_injection_is_asked_in_full(sit):
    session = sit("M3", Mouse).told().session
    first, later = (session.answers.row_ids("toxin-visit")[n] for n in (0, 1))
    for link in compose.LATER_ROWS["toxin-visit"]:
        item = session.form.item(link)
        assert not compose.folded(session, item, (first,)) and compose.folded(session, item, (later,))
    for link in ("toxin-visit-date", "toxin-visit-product", "toxin-visit-for", "toxin-visit-clinic"):
        assert not compose.folded(session, session.form.item(link), (later,))


@pytest.mark.parametrize(("day", "shown"), [("2026-01-20", True), ("2025-10-01", False)])
def test_units_of_a_recent_earlier_injection_are_asked_all_the_same(sit, day, shown):
    session = sit("M3", Mouse).told().session
    later = session.answers.row_ids("toxin-visit")[1]
    session = session.answer("toxin-visit-date", day, rows=(later,))
    assert compose.needed(session, Where("toxin-visit-units", (later,))) == shown
    assert not compose.needed(session, Where("toxin-visit-benefit", (later,)))


@pytest.mark.parametrize(("link", "given", "preset"), [
    ("toxin-ever", {"knee-injections": ["toxin"], "condition": "knee"}, "yes"),
    ("migraine-rf-cancer", {"condition": "migraine", "condition-second": "neck", "neck-rf-general": ["cancer"]}, "yes"),
    ("migraine-rf-cancer", {"condition": "migraine", "condition-second": "neck", "neck-rf-general": ["none"]}, None),
    ("spasticity-devices", {"condition": "spasticity", "spasticity-rf-baclofen": ["pump-alarm"]}, "baclofen-pump"),
    ("spasticity-devices", {"condition": "spasticity", "spasticity-rf-baclofen": ["stopped"]}, None),
])  # fmt: skip
def test_what_one_answer_says_about_another_is_filled_in(sit, link, given, preset):
    seat = sit("M1", Mouse)
    session = seat.wizard.house.begin("en", assisted=False)
    for known, value in given.items():
        session = session.answer(known, *(value if isinstance(value, list) else [value]))
    assert compose.PRESETS[link](session.reading) == preset


def test_the_header_names_what_is_asked_and_not_another_condition(sit):
    seat = sit("CD2", Mouse).told()
    titles = {page.key: compose.title_of(seat.session, page, "en") for page in seat.session.pages}
    assert not [title for title in titles.values() if "eadache" in title]


def test_a_treatment_the_person_adds_may_be_one_they_are_not_sure_of(sit):
    """It starts as tried; "Add more" of its row has the other answers, and stays shut while nobody needs it."""
    seat = sit("M1").to("treatments-any")
    seat.patient.press(visible(seat, Block)[0].field.buttons["yes"])
    for _ in range(12):
        if any(button.objectName() == "add:treatment" for button in visible(seat, QAbstractButton)):
            break
        seat.press("next")
    seat.press("add:treatment")
    row = seat.session.answers.row_ids("treatment")[-1]
    asked = Where("treatment-tried", (row,))

    def shown() -> list:
        return [block for block in visible(seat, Block) if asked in block.wheres]

    assert seat.session.answers.raw(*asked) == ("yes",) and shown() == []
    seat.press(next(button.objectName() for button in visible(seat, QAbstractButton) if button.objectName().startswith("more:") and row in button.objectName()))
    while not shown():
        seat.press("next")
    seat.patient.press(shown()[0].field.buttons["unsure"])
    assert seat.session.answers.raw(*asked) == ("unsure",)
