"""Pictures of page one: every code that has a place is drawn, inside its box and on the patient's own side; each says in words what it shows."""

from __future__ import annotations

import csv
import re
from dataclasses import replace
from decimal import Decimal as D

import pytest

from intake.ask.pack import PACKS
from intake.ask.words import words
from intake.tell.pdf.first import days
from intake.tell.pdf.first.middle import middle
from intake.tell.pdf.first.numbers import _Row, numbers, shown_as_rows
from intake.tell.pdf.paper.blocks import Places
from intake.tell.pdf.paper.sheet import Paper
from intake.tell.pdf.picture import heads
from intake.tell.pdf.picture.areas import areas
from intake.tell.pdf.picture.body import SIDES, VIEWS
from intake.tell.pdf.picture.drawing import SIGN, spread
from intake.tell.pdf.picture.figure import drawings, groups, large, regions
from intake.tell.pdf.picture.posture import heads as drawn_heads
from intake.tell.pdf.picture.posture import pulled
from intake.tell.summary import Bar, KeyNumber, Marked, Region, Summary, Threshold, summarise

CASES = ("M1", "M2", "M3", "M4", "CD2", "CD3", "SP1", "SP3", "SP4", "BP2", "BP3", "LP1", "LP3", "OT1", "OT3")


def options(link_id: str) -> list[str]:
    with (PACKS / "botulinum" / "dictionary.csv").open(encoding="utf-8") as file:
        row = next(row for row in csv.DictReader(file) if row["linkId"] == link_id)
    return [option.partition("=")[0] for option in row["options"].split("|")]


SIDED = {"where": ("back-where", "back-side"), "knee": ("knee-site", "knee-side")}
PLACED = [
    *(("pain", code) for code in options("pain-map")),
    *(("area", code) for code in options("other-area")),
    *(("limbs", code) for code in options("spasticity-limbs")),
    *((key, f"{place}@{side}") for key, (place_id, side_id) in SIDED.items() for place in options(place_id) for side in [*options(side_id), ""]),
    ("where", "below-knee"),
    *(("knee", f"@{side}") for side in options("knee-side")),
]


@pytest.mark.parametrize(("key", "code"), PLACED)
def test_every_code_of_the_form_is_drawn_inside_its_view(key, code):
    found = areas(key, code)
    assert found
    for area in found:
        view = VIEWS[area.view]
        assert all(-1 <= x <= view.width + 1 and -1 <= y <= view.height + 1 for x, y in area.points)


@pytest.mark.parametrize(("key", "code"), [("pain", "elsewhere"), ("limbs", "left-ear"), ("limbs", "arm"), ("where", "none@left"), ("knee", "hip@left"), ("direction", "x")])
def test_a_code_without_a_place_has_no_area(key, code):
    assert areas(key, code) == ()


@pytest.mark.parametrize(("key", "code"), [(key, code) for key, code in PLACED if re.search(r"\b(left|right)\b", code) and not code.startswith(("temple", "jaw", "neck"))])
def test_left_and_right_are_the_patient_s_own(key, code):
    """Facing us, the patient's left is on the viewer's right; turned away, on the viewer's left."""
    left = "left" in code
    for area in areas(key, code):
        on_right = area.middle[0] > 50
        assert on_right == (left == (SIDES[area.view] == "RL"))


@pytest.mark.parametrize(("key", "code"), [("where", "low@both"), ("knee", "front-outer@both"), ("knee", "inner@both")])
def test_both_sides_are_mirror_images(key, code):
    one, other = areas(key, code)
    assert one.view == other.view and one.middle[0] + other.middle[0] == pytest.approx(100) and one.middle[1] == other.middle[1]


def test_the_outer_side_of_a_knee_is_away_from_the_other_knee():
    (left,), (inner,) = areas("knee", "front-outer@left"), areas("knee", "inner@left")
    assert left.middle[0] > 73 > inner.middle[0]


@pytest.mark.parametrize(("key", "code"), [("where", "low@"), ("where", "below-knee"), ("knee", "front@"), ("knee", "@left")])
def test_what_was_not_said_is_open_not_hatched(key, code):
    assert all(area.open for area in areas(key, code)) and not any(area.open for area in areas(key, "low@left" if key == "where" else "front@left"))


# -- in the box ----------------------------------------------------------------------------------------------------------
def extent(ops: list[str], height: float) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of all that is painted, text by its start; what is clipped away is left out."""
    found = []
    for op in ops:
        seen = re.sub(r"^q .*? W n", "", op) if op.startswith("q ") else op
        if op.startswith("q "):
            seen = op.split(" W n")[0]
        found += [(float(x), height - float(y)) for x, y in re.findall(r"(-?[\d.]+) (-?[\d.]+) (?:m|l|Tm)\b", seen)]
        found += [(float(x), height - float(y)) for x, y in re.findall(r"(-?[\d.]+) (-?[\d.]+) c\b", seen)]
        for x, y, w, h in re.findall(r"(-?[\d.]+) (-?[\d.]+) (-?[\d.]+) (-?[\d.]+) re\b", seen):
            found += [(float(x), height - float(y)), (float(x) + float(w), height - float(y) - float(h))]
    xs, ys = zip(*found, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def spread_out(block, width: float, *, x: float = 100.0, y: float = 200.0) -> None:
    """Draw a block and see that it stays in its box."""
    sheet = Paper("letter", title="x", language="en").sheet()
    block.draw(sheet, x, y, Places())
    left, top, right, bottom = extent(sheet.ops, sheet.height)
    assert left >= x - 1.5 and right <= x + width + 1.5 and top >= y - 1.5 and bottom <= y + block.height + 1.5


def blank(**more) -> Summary:
    from intake.tell.summary import Identity, Told, Versions, Why

    return Summary((), "", Identity("", ""), Told(), Why(""), Versions("A", "0" * 64), regions_status="not answered", **more)


def touched(codes) -> tuple[Region, ...]:
    return tuple(Region(code, code.replace("-", " ").replace("@", " ").capitalize()) for code in codes)


MANY = {
    "one": dict(regions=touched(["temple-left"])),
    "twenty": dict(regions=touched(options("pain-map")[:20])),
    "all": dict(regions=touched(options("pain-map"))),
    "limbs": dict(marked=(Marked("limbs", "Stiff parts", touched(options("spasticity-limbs")), refs=("Q31",)),)),
    "both": dict(regions=touched(["knee-left", "low-back-right", "neck-back"]), marked=(Marked("knee", "Side and site", touched(["behind@both"])), Marked("area", "Area", touched(options("other-area")[:15])))),
    "back": dict(marked=(Marked("where", "Level", touched(["upper@left", "mid@middle", "low@"])),)),
    "unknown": dict(regions=touched(["elsewhere", "jaw-left"])),
}


@pytest.mark.parametrize("name", MANY)
@pytest.mark.parametrize("width", [166.0, 190.0, 205.7])
def test_every_variant_of_the_map_stays_in_its_box(name, width):
    variants = regions(blank(**MANY[name]), width)
    assert [one.height for one in variants] == sorted((one.height for one in variants), reverse=True)
    for block in variants:
        spread_out(block, width)


EVERYTHING = dict(regions=touched(options("pain-map")), marked=(Marked("area", "Area", touched(options("other-area"))), Marked("limbs", "Stiff parts", touched(options("spasticity-limbs")))))


@pytest.mark.parametrize("told", [*MANY.values(), EVERYTHING], ids=[*MANY, "everything"])
def test_the_large_map_stays_in_its_box(told):
    for block in large(blank(**told), 556):
        spread_out(block, 556, x=28, y=60)


def test_a_long_list_leaves_no_hole_below_the_large_map():
    """Beside the drawings it would be twice as high as they are."""
    few, all_ = (max(block.height for block in large(blank(**told), 556)) for told in (dict(regions=touched(options("pain-map")[:4])), dict(regions=touched(options("pain-map")))))
    assert few < all_ < 1.8 * few


@pytest.mark.parametrize("name", [name for name in MANY if name != "all"])
def test_every_entry_is_drawn_or_says_that_it_has_no_place(name, readers):
    summary = blank(**MANY[name])
    assert drawings(summary, 205.7)
    paper = Paper("letter", title="x", language="en")
    drawings(summary, 205.7)[0].draw(paper.sheet(), 100, 100, Places())
    text = readers.pressed(readers.poppler(paper.save()))
    for group in groups(summary):
        for entry in group.entries:
            assert readers.pressed(entry.label) in text
    assert ("(noplaceonthedrawing)" in text) == (name == "unknown")


def test_pain_and_what_the_reason_names_are_told_apart_by_sign_and_word():
    pain, knee, area = groups(blank(**MANY["both"]))
    assert [entry.sign for entry in (*pain.entries, *knee.entries, *area.entries)][:5] == ["1", "2", "3", "A", "B"]
    assert (pain.kind, knee.kind, area.kind) == ("pain", "own", "own") and pain.title != knee.title


@pytest.mark.parametrize("count", range(1, 14))
def test_signs_of_a_side_never_touch(count):
    low, high = 10.0, 10.0 + 9.2 * 13
    places = spread([30.0 + (i % 3) for i in sorted(range(count))][:count], low, high)
    assert all(after - before >= 2 * SIGN for before, after in zip(places, places[1:], strict=False))
    assert low <= min(places) and max(places) <= high + 1e-6


# -- the head ------------------------------------------------------------------------------------------------------------
DIRECTIONS = options("neck-direction")


def test_every_direction_has_a_head_but_not_sure():
    assert set(DIRECTIONS) - set(heads.POSES) == {"unsure"} and set(heads.POSES) <= set(DIRECTIONS)


def arrow(code: str, monkeypatch) -> list[tuple[float, float]]:
    seen = []
    monkeypatch.setattr(heads.Pen, "arrow", lambda self, points, *, both=False: seen.append((list(points), both)))
    heads.draw_pose(Paper("letter", title="x", language="en").sheet(), heads.POSES[code], 0, 0, 1.0)
    ((points, both),) = seen
    assert both == (code == "shift")
    return points


@pytest.mark.parametrize("code", [code for code in heads.POSES if code != "shift"])
def test_the_arrow_points_to_the_patient_s_own_side(code, monkeypatch):
    (x0, y0), *_, (x1, y1) = arrow(code, monkeypatch)
    if code.startswith(("turn", "tilt")):
        assert (x1 > x0) == code.endswith("left")
    elif code.startswith("shoulder"):
        assert y1 < y0 and (x1 > 54) == code.endswith("left")
    else:
        assert (y1 < y0) == (code == "chin-up")


@pytest.mark.parametrize("code", ["turn-left", "turn-right", "tilt-left", "tilt-right", "chin-up", "chin-down"])
def test_the_head_goes_where_its_arrow_points(code, monkeypatch):
    """The nose from above, the top of the face, the whole profile: the way the drawing itself was turned."""
    turns = []
    real = heads.turned
    monkeypatch.setattr(heads, "turned", lambda points, middle, degrees: turns.append(degrees) or real(points, middle, degrees))
    heads.draw_pose(Paper("letter", title="x", language="en").sheet(), heads.POSES[code], 0, 0, 1.0)
    clockwise = {"turn-left": False, "turn-right": True, "tilt-left": True, "tilt-right": False, "chin-up": False, "chin-down": True}[code]
    assert turns and all((degrees > 0) == clockwise for degrees in turns)


def test_turning_clockwise_moves_the_top_to_the_right():
    assert heads.turned([(50, 0)], (50, 50), 90)[0] == pytest.approx((100, 50))


@pytest.mark.parametrize("codes", [DIRECTIONS, DIRECTIONS[:1], ["shift", "unsure"], DIRECTIONS[2:7]])
@pytest.mark.parametrize("language", ["en", "fr-CA", "es"])
def test_heads_stay_in_their_box_and_say_all_in_words(codes, language, readers):
    summary = blank(marked=(Marked("direction", "Head pulls", touched(codes), refs=("Q34",)),), language=language)
    variants = drawn_heads(summary, 205.7)
    for block in variants:
        spread_out(block, 205.7)
    paper = Paper("letter", title="x", language=language)
    variants[-1].draw(paper.sheet(), 100, 100, Places(say=words(language)))
    (figure,) = [node for node in paper.tree.walk() if node.kind == "Figure"]
    assert all(region.label in figure.alt for region in summary.marked[0].regions)
    text = readers.pressed(readers.poppler(paper.save()))
    assert all(readers.pressed(region.label) in text for region in summary.marked[0].regions)


def test_not_sure_alone_is_a_row_of_words():
    one = blank(marked=(Marked("direction", "Head pulls", (Region("unsure", "Not sure"),)),), numbers=(KeyNumber("Head pulls", value="Not sure", key="direction"),))
    assert pulled(one) is None and [row.value for row in shown_as_rows(one, False)] == ["Not sure"]


# -- thirty days ---------------------------------------------------------------------------------------------------------
def counted(headache=None, migraine=None, clear=None, **more) -> Summary:
    told = {"headache-days": headache, "migraine-days": migraine, "clear-days": clear}
    lines = {"headache-days": (Threshold(D(15)),), "migraine-days": (Threshold(D(8)),), "clear-days": ()}
    rows = tuple(
        KeyNumber(key, value="not answered" if n is None else str(n), number=None if n is None else D(n), unit="" if n is None else "/30", low=D(0), high=D(30), thresholds=lines[key], key=key, **(more if key == "headache-days" else {}))
        for key, n in told.items()
    )
    return blank(numbers=rows)


@pytest.mark.parametrize(
    ("counts", "cells"),
    [
        ((20, 12, 10), {"migraine": 12, "headache": 8, "clear": 10}),
        ((12, 7, 16), {"migraine": 7, "headache": 5, "open": 2, "clear": 16}),
        ((30, 0, 0), {"headache": 30}),
        ((18, None, 4), {"headache": 18, "open": 8, "clear": 4}),
        ((None, 9, None), {"migraine": 9, "open": 21}),
    ],
)
def test_thirty_cells_say_the_counts(counts, cells):
    found = days.kinds(days.month(counted(*counts)))
    assert len(found) == 30 and {kind: found.count(kind) for kind in dict.fromkeys(found)} == cells


@pytest.mark.parametrize("counts", [(20, 12, 11), (8, 9, 10), (31, 2, None), (None, None, 5), (None, None, None), (-1, None, None)])
def test_counts_that_do_not_fit_together_stay_rows(counts):
    summary = counted(*counts)
    assert days.strip(summary, 556) is None
    assert [row.key for row in shown_as_rows(summary, False)] == ["headache-days", "migraine-days", "clear-days"]
    told = counts[0] is not None or counts[1] is not None
    assert bool(days.odd(summary, 556)) == told and days.odd(counted(20, 12, 10), 556) is None
    for block in numbers(summary, 556, 2):
        spread_out(block, 556, x=28)


@pytest.mark.parametrize("width", [336.0, 556.0])
@pytest.mark.parametrize("previous", [D(24), D(31), D(15)])
def test_the_strip_stays_in_its_box_and_says_what_it_shows(width, previous, readers):
    summary = counted(20, None, 10, previous=previous, previous_words="before the first injection")
    block = days.strip(summary, width)
    spread_out(block, width, x=20)
    paper = Paper("letter", title="x", language="en")
    block.draw(paper.sheet(), 20, 100, Places())
    (figure,) = [node for node in paper.tree.walk() if node.kind == "Figure"]
    text = readers.poppler(paper.save())
    for said in ("headache-days", "not answered", f"was {previous} before the first injection"):
        assert said in figure.alt and readers.pressed(said) in readers.pressed(text)
    assert "15 headache-days" in text or previous == 15


# -- rows ----------------------------------------------------------------------------------------------------------------
ROWS = (
    KeyNumber("Acute days", "last 30 days", "22", D(22), "/30", D(0), D(30), (Threshold(D(10)),), True, words="10 or more", key="acute-any"),
    KeyNumber("Off the scale", value="41", number=D(41), unit="/30", low=D(0), high=D(30), thresholds=(Threshold(D(14)), Threshold(D(15))), over=True, previous=D(-3), previous_words="before"),
    KeyNumber("PEG", value="7.3", number=D("7.3"), unit="/10", low=D(0), high=D(10), bars=(Bar("pain", D(7), D(10)), Bar("enjoyment", D(7), D(10)), Bar("activity", D(8), D(10))), key="PEG"),
    KeyNumber("Sport", "each week", "before: 40 km · now: 8 km", bars=(Bar("before", D(40), D(40), "km"), Bar("now", D(8), D(40), "km")), key="sport"),
    KeyNumber("Goal 1", value="Easier care · “" + "open hand to wash it and so on " * 6 + "”", number=D(3), low=D(0), high=D(4), key="goal"),
    KeyNumber("Words", value="not answered"),
)


@pytest.mark.parametrize(("width", "columns"), [(336.0, 1), (556.0, 2), (540.0, 2)])
def test_rows_stay_in_their_box(width, columns):
    for block in numbers(blank(numbers=ROWS), width, columns):
        spread_out(block, width, x=28)


@pytest.mark.parametrize("columns", [1, 2])
def test_a_number_off_the_scale_and_both_cut_offs_are_printed(columns, readers):
    paper = Paper("letter", title="x", language="en")
    numbers(blank(numbers=ROWS[1:2]), 556, columns)[0].draw(paper.sheet(), 28, 100, Places())
    text = readers.poppler(paper.save()).split()
    assert text.count("41") == 1 and text.count("41/30") == 1 and {"14", "15", "-3"} <= set(text)


@pytest.mark.parametrize("width", [200.0, 228.0, 271.0, 336.0])
def test_a_number_and_its_unit_stay_on_one_line(width):
    for row in ROWS:
        made = _Row(row, width, words("en"))
        assert not (row.unit and row.number is not None) or (len(made.value.lines) == 1 and made.scale_wide > 24)


def test_bars_are_words_too(readers):
    paper = Paper("letter", title="x", language="en")
    numbers(blank(numbers=ROWS), 556, 2)[0].draw(paper.sheet(), 28, 100, Places())
    alts = " ".join(node.alt for node in paper.tree.walk() if node.kind == "Figure")
    assert "enjoyment 7 on a scale from 0 to 10" in alts and "now 8 km on a scale from 0 to 40" in alts
    text = readers.poppler(paper.save())
    assert "activity 8" in text and "before 40 km" in text


# -- the band ------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("case", CASES)
def test_the_band_says_every_number_and_every_place_once_in_each_variant(case, kept):
    """Drawn, in a row, in running words, or left for a later page: nothing is lost and nothing is there twice."""
    summary = summarise(kept(case))
    rows = {row.label for row in summary.numbers}
    for block in middle(summary, 556):
        sheet = Paper("letter", title="x", language="en").sheet()
        block.draw(sheet, 28, 100, Places())
        left = [item.label.split(" · ")[0] for part in block.left for item in part.items if part.key == "numbers"]
        assert len(left) == len(set(left)) and set(left) <= rows
    assert not middle(summary, 556)[0].left


@pytest.mark.parametrize("paper", ["letter", "a4"])
@pytest.mark.parametrize("case", CASES)
def test_the_band_stays_in_its_box(case, paper, kept):
    width = 556.0 if paper == "letter" else 539.28
    for block in middle(summarise(kept(case)), width):
        spread_out(block, width, x=28)


@pytest.mark.parametrize(("case", "said"), [("SP1", "Left arm"), ("LP1", "Right · Front and outer side"), ("BP2", "Low back · In the middle"), ("OT1", "Left jaw"), ("CD2", "Turns right")])
def test_a_place_is_drawn_although_the_map_was_left_blank(case, said, kept):
    summary = summarise(kept(case))
    sheet = Paper("letter", title="x", language="en").sheet()
    middle(summary, 556)[0].draw(sheet, 28, 100, Places())
    assert any(said in node.alt for node in sheet.paper.tree.walk() if node.kind == "Figure")


@pytest.mark.parametrize("case", CASES)
def test_no_letter_is_smaller_than_seven_points_but_on_a_scale(case, kept):
    for block in middle(summarise(kept(case)), 556):
        sheet = Paper("letter", title="x", language="en").sheet()
        block.draw(sheet, 28, 100, Places())
        sizes = {float(size) for op in sheet.ops for size in re.findall(r"/F\d+ ([\d.]+) Tf", op)}
        assert sizes and {size for size in sizes if size < 7} <= {6.2}


def test_a_side_left_blank_is_said(kept):
    (one,) = summarise(kept("LP1", **{"knee-side": None})).marked
    assert one.regions == (Region("front-outer@", "side: not answered · Front and outer side"),)


def test_a_question_left_blank_has_no_place_and_says_why(kept):
    (one,) = summarise(kept("SP1", **{"spasticity-limbs": None})).marked
    assert (one.regions, one.status) == ((), "not answered")
    assert replace(one, status="") != one
