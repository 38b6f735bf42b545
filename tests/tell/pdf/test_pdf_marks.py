"""Marks: scales, the body map and time bars say what the summary says, and nothing is clamped or clipped away."""

import json
from dataclasses import replace
from decimal import Decimal as D

import pytest

from intake.ask.pack import PACKS
from intake.ask.words import words
from intake.tell.pdf.paper.marks import plain
from intake.tell.pdf.paper.scales import scale
from intake.tell.pdf.paper.sheet import NotDrawable, Paper, num
from intake.tell.pdf.picture.body import SIDES, SPOTS, VIEWS
from intake.tell.summary import KeyNumber, Region, Threshold


@pytest.fixture
def sheet():
    return Paper("letter", title="x", language="en").sheet()


def row(number, **more):
    facts = {"low": D(0), "high": D(30), "thresholds": (Threshold(D(15)),)} | more
    return KeyNumber("Days", number=D(number), value=str(number), **facts)


def discs(sheet):
    """Filled dots: the x of the rightmost point of each circle."""
    return [op for op in sheet.ops if " c " in op and op.count(" c") == 4]


def test_a_ring_marks_at_or_over_and_only_then(sheet):
    scale(sheet, 100, 100, 120, row(22, over=True))
    ringed = len(discs(sheet))
    scale(sheet, 100, 200, 120, row(9, over=False))
    assert ringed == 2 and len(discs(sheet)) == 3


def test_the_previous_value_is_a_hollow_dot(sheet):
    scale(sheet, 100, 100, 120, row(9, over=False, previous=D(20)))
    assert len(discs(sheet)) == 2 and any(op.startswith("1 g 0 G") for op in discs(sheet))


@pytest.mark.parametrize("number", [-4, 31, 1000])
def test_a_value_off_the_scale_is_an_arrow_not_a_dot_at_the_end(number, sheet):
    scale(sheet, 100, 100, 120, row(number, over=False))
    assert not discs(sheet)
    assert any(op.rstrip().endswith(("h B", "h f")) and op.count(" l") == 2 for op in sheet.ops)


def test_a_scale_without_a_range_draws_nothing(sheet):
    scale(sheet, 100, 100, 120, KeyNumber("x", number=D(3)))
    scale(sheet, 100, 100, 120, row(3, low=D(5), high=D(5)))
    assert not sheet.ops


@pytest.mark.parametrize(("value", "text"), [(D("22"), "22"), (D("7.50"), "7.5"), (D("1E+2"), "100"), (D("0.0"), "0"), (100, "100")])
def test_numbers_are_printed_plainly(value, text):
    assert plain(value) == text


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf")])
def test_no_length_that_is_no_number_reaches_the_file(value, sheet):
    with pytest.raises(NotDrawable):
        num(value)
    with pytest.raises(NotDrawable):
        sheet.rect(value, 0, 1, 1, fill="0 g")


def codes():
    """The region codes of the pack's own body maps."""
    text = (PACKS / "botulinum" / "questionnaire.json").read_text()

    def walk(items):
        for item in items:
            if item["linkId"] in ("pain-map", "toxin-visit-sites"):
                for option in item.get("answerOption", ()):
                    yield option["valueCoding"]["code"]
            yield from walk(item.get("item", ()))

    return sorted(set(walk(json.loads(text)["item"])))


def test_every_place_of_the_form_is_on_the_map():
    wanted = codes()
    assert len(wanted) >= 40 and set(wanted) - set(SPOTS) <= {"none", "other", "unsure"}


def test_every_spot_lies_inside_its_drawing():
    for spots in SPOTS.values():
        for spot in spots:
            view = VIEWS[spot.view]
            assert 0 <= spot.x - spot.rx and spot.x + spot.rx <= view.width and 0 <= spot.y - spot.ry and spot.y + spot.ry <= view.height


@pytest.mark.parametrize("code", sorted(code for code in SPOTS if code.endswith("-left")))
def test_left_is_the_patient_s_left(code):
    """On the face and the front the patient's left is on the viewer's right; from behind it is on the viewer's left."""
    right = SPOTS[code.removesuffix("left") + "right"]
    for mine, other in zip(SPOTS[code], right, strict=True):
        if mine.view in SIDES:
            assert (mine.x > 50) == (SIDES[mine.view] == "RL") and mine.x + other.x == 100
        else:
            assert (mine.view, other.view) == ("left", "right")


def test_from_behind_left_is_left():
    assert SIDES == {"face": "RL", "front": "RL", "knees": "RL", "nape": "LR", "back": "LR", "knees-behind": "LR"}


def test_an_unknown_region_is_still_named(cast, press, readers):
    text = readers.poppler(press(replace(cast.typical(), regions=(Region("elsewhere", "Somewhere else entirely"),))))
    assert "Somewhere else entirely" in text


def test_no_region_says_so(cast, press, readers):
    assert "nowhere(asked)" in readers.pressed(readers.poppler(press(replace(cast.typical(), regions=()))))
