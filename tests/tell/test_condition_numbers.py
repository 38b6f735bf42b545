"""Key numbers of each reason for the visit (dossier 9.4): the lines of each case, what a blank says, and two reasons at once."""

from __future__ import annotations

from decimal import Decimal as D

import pytest

from intake.ask.words import words
from intake.tell.summary import summarise

LINES = {
    "CD2": """
        Usual pain                          | 5/10
        Head pulls                          | Turns right; Chin up, or pulls back
        Cervical dystonia named by a doctor | Yes
        Head tremor                         | No
        Touch that helps                    | Yes · “hand on the back of my head”
        Hardest                             | Sleep: Very hard
        Trouble swallowing                  | Some (coughs, thick drinks, food sticks) · “I cough on thin drinks twice a week”
        PEG                                 | 4.7/10""",
    "SP1": """
        Cause                               | Stroke · since: Jan-2025
        Stiff parts                         | Left arm; Left hand
        What it does                        | Bent elbow; Clenched fist; Thumb in palm
        Spasms                              | frequency: 2 – Full spasms, less than one an hour · severity: 2 – Medium
        Usual pain                          | 4/10
        Goal 1                              | Easier care of the limb · “open hand to wash it” · matters: Most of all
        Goal 2                              | Pain · “less pain at night” · matters: A lot
        Falls                               | 0
        Therapy now                         | “OT each week, night splint”
        PEG                                 | not scored: answered by a proxy (3 of 3 answered)""",
    "BP3": """
        Duration                            | 8 months
        Level                               | Middle back · side: not answered
        Spasm days                          | not answered
        Worse below the knee than in the back | No
        Usual pain                          | 7/10
        PEG                                 | 7.3/10
        Physio or exercise                  | 6 weeks""",
    "LP1": """
        Side and site                       | Right · Front and outer side
        Duration                            | 14 months
        Time to settle                      | 5 days
        Sport                               | before: “40 km running” · now: not answered
        Physio or exercise                  | 16 weeks
        MRI                                 | Yes, it was not normal · “fat pad swelling, 2025”
        Surgery offered                     | Yes · “lateral release was talked about”
        Usual pain                          | 6/10
        PEG                                 | 6.3/10""",
    "OT1": """
        Area                                | Left jaw; Right jaw
        A doctor has called it              | not answered
        One of these                        | Jaw clenching
        Usual pain                          | 5/10
        PEG                                 | 4/10""",
}  # fmt: skip


def lines(made) -> list[tuple[str, str]]:
    return [(row.label, row.value + row.unit) for row in made.numbers]


@pytest.mark.parametrize("case", LINES)
def test_the_lines_of_a_reason(kept, case):
    expected = [tuple(part.strip() for part in line.rsplit("|", 1)) for line in LINES[case].strip().splitlines()]
    made = summarise(kept(case))
    assert lines(made) == expected
    assert all(row.refs for row in made.numbers)


def value(kept, label: str, case: str, /, **answers) -> str:
    return dict(lines(summarise(kept(case, **answers))))[label]


@pytest.mark.parametrize(
    ("case", "answers", "label", "said"),
    [
        ("CD2", {"neck-hard-work": "0", "neck-hard-sleep": "0"}, "Hardest", "none of those answered is hard"),
        ("CD2", {"neck-hard-work": None, "neck-hard-sleep": None}, "Hardest", "not answered"),
        ("CD2", {"neck-hard-read": "1", "neck-hard-eat": "3", "neck-hard-wash": "1", "neck-hard-tv": "2"}, "Hardest",
         "Eat: I cannot do it · Watch TV: Very hard · Sleep: Very hard"),
        ("CD2", {"neck-trick": None, "neck-trick-what": None}, "Touch that helps", "not answered"),
        ("CD2", {"neck-trick": False, "neck-trick-what": None}, "Touch that helps", "No"),
        ("CD2", {"safety-swallow": "none", "safety-swallow-words": None}, "Trouble swallowing", "No"),
        ("SP1", {"spasticity-cause-date": None}, "Cause", "Stroke · since: not answered"),
        ("SP1", {"spasticity-spasm-frequency": "0", "spasticity-spasm-severity": None}, "Spasms", "frequency: 0 – None"),
        ("SP1", {"goal": None}, "Goals", "not answered"),
        ("SP1", {"spasticity-falls": None}, "Falls", "not answered"),
        ("BP3", {"back-spasm": False}, "Cramp or hard band", "No"),
        ("BP3", {"back-spasm-days": 12}, "Spasm days", "12/30"),
        ("LP1", {"knee-sport-now": "8 km"}, "Sport", "before: “40 km running” · now: “8 km”"),
        ("LP1", {"knee-surgery-offered": False, "knee-surgery": None}, "Surgery offered", "No"),
    ],
)  # fmt: skip
def test_what_was_not_told_is_said(kept, case, answers, label, said):
    assert value(kept, label, case, **answers) == said


@pytest.mark.parametrize(
    ("case", "answers", "label", "words", "over"),
    [
        ("LP1", {"knee-months": 3}, "Duration", "3 or less", False),
        ("LP1", {"knee-months": 4}, "Duration", "more than 3", True),
        ("LP1", {"knee-physio-weeks": 5}, "Physio or exercise", "below 6", False),
        ("BP3", {"back-physio-weeks": 6}, "Physio or exercise", "6 or more", True),
        ("BP3", {"back-months": 2}, "Duration", "below 3", False),
        ("BP3", {"back-months": 3}, "Duration", "3 or more", True),
    ],
)
def test_lines_in_force_stand_beside_the_number(kept, case, answers, label, words, over):
    row = next(row for row in summarise(kept(case, **answers)).numbers if row.label == label)
    assert (row.words, row.over) == (words, over)


def test_two_reasons_share_pain_and_each_line_says_whose_it_is(kept):
    labels = [label for label, _ in lines(summarise(kept("LP1", **{"condition-second": "back"})))]
    assert labels[:8] == [
        "Usual pain", "PEG", "Knee: Side and site", "Knee: Duration", "Knee: Time to settle",
        "Back: Duration", "Back: Level", "Back: Cramp or hard band",
    ]  # fmt: skip
    assert labels[8:] == [
        "Knee: Sport", "Knee: Physio or exercise", "Knee: MRI", "Knee: Surgery offered", "Back: Worse below the knee than in the back", "Back: Physio or exercise",
    ]  # fmt: skip


def test_long_words_are_cut_between_words(kept):
    said = value(kept, "Therapy now", "SP1", **{"spasticity-therapy": "stretching and " * 20})
    assert len(said) < 130 and said.endswith("…”")


@pytest.mark.parametrize("case", LINES)
@pytest.mark.parametrize("tag", ["fr-CA", "es"])
def test_no_label_is_left_in_english(kept, case, tag):
    english, own = words("en").sentences, words(tag).sentences
    left = {english[key] for key in english if key.startswith("summary.number.") and english[key] != own[key] and "{" not in english[key]}
    made = summarise(kept(case), language=tag)
    assert not {part for row in made.numbers for part in (row.label, row.sub, row.words, row.value)} & left


def line(kept, key: str, case: str, /, **answers):
    return next((row for row in summarise(kept(case, **answers)).numbers if row.key == key), None)


@pytest.mark.parametrize(
    ("before", "now", "bars"),
    [
        ("40 km running", "8 km", [("before", D(40), "km"), ("now", D(8), "km")]),
        ("3.5 hours", "1 h", [("before", D("3.5"), "hours"), ("now", D(1), "h")]),
        ("3,5 h", "0 h", [("before", D("3.5"), "h"), ("now", D(0), "h")]),
        ("40 km", "2 hours", []),
        ("a lot", "8 km", []),
        ("about 40 km", "8 km", []),
        ("0 km", "0 km", []),
        ("40 km", None, []),
    ],
)  # fmt: skip
def test_sport_before_and_now_are_bars_where_both_are_numbers_of_one_unit(kept, before, now, bars):
    row = line(kept, "sport", "LP1", **{"knee-sport-before": before, "knee-sport-now": now})
    assert [(bar.label, bar.value, bar.unit) for bar in row.bars] == bars
    assert before in row.value and {bar.high for bar in row.bars} <= {max((bar.value for bar in row.bars), default=D(0))}


def test_a_peg_shows_the_three_answers_it_is_the_mean_of(kept):
    assert [(bar.label, bar.value, bar.high) for bar in line(kept, "PEG", "BP3").bars] == [("pain", D(7), D(10)), ("enjoyment", D(7), D(10)), ("activity", D(8), D(10))]
    assert line(kept, "PEG", "SP1").bars == ()


def test_a_goal_has_a_scale_where_its_baseline_was_told(kept):
    goals = [{"goal-area": "care", "goal-words": "wash it", "goal-baseline": "3", "goal-weight": "2"}, {"goal-area": "pain", "goal-weight": "1"}]
    one, two = (row for row in summarise(kept("SP3", goal=goals)).numbers if row.key == "goal")
    assert (one.value, one.number, one.low, one.high) == ("Easier care of the limb · “wash it” · today: Very hard · matters: A lot", D(3), D(0), D(4))
    assert two.number is None and "matters: A bit" in two.value


def test_months_before_stand_there_only_when_told(kept):
    assert line(kept, "earlier", "M1") is None
    assert line(kept, "earlier", "M1", **{"migraine-days-month-2": 21}).value == "month before: not answered · two months before: 21 days"


def test_months_in_a_row_below_the_line_are_asked_of_who_came_back(kept):
    row = line(kept, "months-under", "M3")
    assert row.label == "Months in a row under 15 days" and line(kept, "months-under", "M1") is None


def test_what_a_proxy_said_of_a_goal_is_marked(kept):
    assert {row.mark for row in summarise(kept("SP1")).numbers if row.key == "goal"} == {"R"}


@pytest.mark.parametrize("case", ["M1", "M3", "CD2", "SP1", "BP3", "LP1", "OT1"])
def test_every_row_has_the_name_of_its_kind(kept, case):
    assert all(row.key for row in summarise(kept(case)).numbers)


def test_pain_that_is_worse_below_the_knee_is_a_place_too(kept):
    (one,) = summarise(kept("BP2")).marked
    assert [region.code for region in one.regions] == ["low@middle", "below-knee"] and "side not asked" in one.regions[1].label
    assert set(line(kept, "leg", "BP2").refs) < set(one.refs)


PLACES = {"CD2": ("direction", ["turn-right", "chin-up"]), "SP1": ("limbs", ["left-arm", "left-hand"]), "BP3": ("where", ["mid@"]), "LP1": ("knee", ["front-outer@right"]),
          "OT1": ("area", ["jaw-left", "jaw-right"])}  # fmt: skip


@pytest.mark.parametrize("case", PLACES)
def test_the_places_a_reason_names(kept, case):
    made = summarise(kept(case))
    (one,) = made.marked
    assert (one.key, [region.code for region in one.regions]) == PLACES[case]
    assert one.refs and one.title in {row.label for row in made.numbers if row.key == one.key}
