"""What a summary says of an answer is what was answered: no word beside a flag that denies it, no label that could be anybody's."""

from __future__ import annotations

import pytest

from intake.tell.summary import summarise


def test_an_answer_to_a_follow_up_is_said_once_after_its_question(kept):
    """A second "No" alone would stand beside the flag as if it denied it."""
    made = summarise(kept("LP1", **{"knee-rf-hot": "unsure", "knee-rf-hot-now": "no"}))
    (flag,) = [one for one in made.flags if one.id == "RF-K1"]
    assert flag.quotes == ("Not sure", "Is this happening now? No") and len(flag.refs) == 2


def test_the_follow_ups_of_a_contraindication_are_not_told_twice(kept):
    said = {"safety-site-infection": "yes", "safety-site-infection-where": ["knee-left", "head-back"], "safety-site-infection-what": "a sore"}
    (flag,) = [one for one in summarise(kept("LP1", **said)).flags if one.id == "S-03"]
    assert flag.quotes == ("Yes", "Where is it? Left knee, Back of head") and flag.detail == ("“a sore”",)


def test_happening_now_says_what(kept):
    made = summarise(kept("LP1", **{"knee-rf-hot": "unsure", "knee-rf-hot-now": "no", "knee-rf-calf": "unsure", "knee-rf-calf-now": "unsure", "pain-now": 3}))
    assert "hot, red or swollen knee with fever now: Is this happening now?" in [one.label for one in made.denied]
    assert "newly swollen, warm, sore calf: Is this happening now?" in [one.label for one in made.not_sure]
    assert all(line.label != "Is this happening now?" and not line.label.startswith("Pain:") for part in made.transcript for line in part.rows)


def test_with_two_reasons_a_line_says_its_own_also_where_the_other_was_not_reached(kept):
    """"Duration 40 months" could be that of the knee or of the back."""
    gone = {key: None for key in ("knee-side", "knee-site", "knee-months", "knee-mri", "knee-sport-before", "knee-sport-now", "knee-physio-weeks", "knee-recovery-days")}
    record = kept("BP2", **{"condition-second": "knee", **gone})
    cut = tuple(entry.model_copy(update={"status": "not-asked", "entries": ()}) if entry.link_id == "knee" else entry for entry in record.entries)
    labels = [row.label for row in summarise(record.model_copy(update={"entries": cut})).numbers if row.key == "months"]
    assert labels == ["Back: Duration"]


def test_a_bare_yes_says_to_which_of_several_questions(kept):
    made = summarise(kept("M1", **{"safety-bleeding": "yes", "safety-recent-bleed": "unsure", "safety-pregnant": "yes"}))
    said = {flag.id: flag.quotes for flag in made.flags}
    assert said["S-18"] == ("bleeding tendency: Yes", "new big bruise or bleed (2 wk): Not sure") and said["S-09"] == ("Yes",)


def test_words_a_proxy_typed_are_not_taken_for_the_patients(kept):
    own = {"responder-role": "proxy", "urgent-words": "He cannot breathe well"}
    made = summarise(kept("M4", **own))
    assert made.urgent_words.note == "(proxy)" and summarise(kept("M4")).urgent_words.note == ""


def test_where_who_answers_changed_no_letter_speaks_for_all(kept):
    assert summarise(kept("M4", **{"responder-role": "mixed"})).told.mark == ""


def test_a_criterion_of_a_visit_that_ended_early_says_that_nobody_may_have_been_asked(kept):
    record = kept("LP1", **{"knee-site": None})
    said = [{line.id: line.evidence for line in summarise(record.model_copy(update={"complete": whole})).criteria}["LP-01"] for whole in (True, False)]
    assert "ended early" not in said[0] and said[1] == f"{said[0]}; the visit ended early: what it did not reach counts as not answered here"


def test_the_worst_pain_stands_also_where_the_usual_one_was_skipped(kept):
    (row,) = [one for one in summarise(kept("BP2", **{"pain-usual": None, "pain-worst": 9, "pain-now": 3})).numbers if one.key == "pain"]
    assert (row.value, row.words) == ("not answered", "worst 9 · now 3")


@pytest.mark.parametrize(("visit", "shot", "ago"), [("2026-03-16", "2026-03-18", None), ("2026-03-16", "2026", 0), ("2026", "2026-02-09", None), ("2026-03-16", "2026-02-09", 35)])
def test_days_ago_are_counted_only_from_a_day_that_was_before(kept, visit, shot, ago):
    record = kept("M4", **{"toxin-visit": [{"toxin-visit-date": "2026-02-09", "toxin-visit-product": "botox"}]})
    (entry,) = [one for one in record.walk() if one.link_id == "toxin-visit-date"]
    entry.answers[0].value["valueDate"] = shot
    (told,) = summarise(record.model_copy(update={"visit_date": visit})).toxin
    assert told.days_ago == ago
