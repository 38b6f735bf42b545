"""What page one says of an answer is what was answered: nothing of the rules reads as the patient's, no list looks whole that is not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from intake.ask.words import words
from intake.tell.pdf.first.history import _Axis, _bar, time_words
from intake.tell.pdf.first.toxin import toxin
from intake.tell.pdf.paper.blocks import Places
from intake.tell.summary import summarise
from intake.tell.text import chart_text


@pytest.mark.parametrize(("asked", "said"), [({"medicines-any": "no"}, "no others (asked, said no)"), ({"medicines-any": None}, "others: not answered"), ({}, "")])
def test_an_antibiotic_alone_does_not_look_like_the_whole_list(kept, press, readers, asked, said):
    germ = {"safety-germ-drug": "yes", "germ-drug": [{"germ-drug-name": "gentamicin", "germ-drug-end": "2026-03-10"}]}
    made = summarise(kept("M4", **germ | asked | ({"medicine": []} if asked else {})))
    assert made.medicines.status == said and any("gentamicin" in one.name for one in made.medicines.matter)
    assert said in chart_text(made) and readers.pressed(said) in readers.pressed(readers.pypdf(press(made)))


def test_what_a_finding_covers_is_no_word_of_the_patient(kept, press, readers):
    """"Now" after an answer "Not now. It was before." says the opposite when it stands alone."""
    made = summarise(kept("LP1", **{"knee-rf-hot": "checked"}))
    assert "; scope: Now" in chart_text(made) and "scope:Now" in readers.pressed(readers.pypdf(press(made)))


def test_injections_that_moved_are_counted_without_the_words_about_them(kept, press, readers):
    visit = {"toxin-visit-date": "2026-01-05", "toxin-visit-product": "botox"}
    made = summarise(kept("M4", **{"toxin-visit": [visit, visit], "toxin-problems": ["eyelid", "bruise"], "toxin-problems-words": "one lid"}))
    (left,) = toxin(made, 550.0)[-1].left
    assert [bool(item.label) for item in left.items] == [True, True, False]
    assert "70 d ago" in left.items[0].label and "one lid" in left.items[2].text
    said = []
    toxin(made, 550.0)[-1].draw(_Told(said), 0.0, 0.0, Places())
    assert "all 2 on page 2" in said


class _Told:
    """A sheet that keeps only words."""

    def __init__(self, said: list[str]) -> None:
        self.said, self.paper = said, self

    def flow(self, x, y, what, **_):
        self.said += ["".join(piece.text for piece in line.pieces).strip().replace("\xa0", " ") for line in what.lines]
        return y

    def __getattr__(self, name):
        return lambda *args, **more: _Nothing()


class _Nothing:
    def __enter__(self):
        return self

    def __exit__(self, *_):
        return None


def _tried(kept, **row):
    made = summarise(kept("M4", **{"treatments-any": "yes", "treatment": [{"treatment-name": "propranolol", "treatment-for": "migraine", **row}]}))
    return made, made.treatments[0]


@pytest.mark.parametrize(("still", "said"), [(True, "since Mar-2018"), (False, "began Mar-2018"), (None, "began Mar-2018")])
def test_only_what_is_still_taken_is_taken_since(kept, still, said):
    _, row = _tried(kept, **{"treatment-start": "2018-03", "treatment-still": still})
    assert time_words(row, words("en")).startswith(said)


def test_a_stop_told_as_a_year_is_not_after_the_visit(kept):
    made, row = _tried(kept, **{"treatment-start": "2025-01-01", "treatment-still": False, "treatment-stop": "2026"})
    axis = _Axis(made)
    assert _bar(row, axis).end == axis.at(axis.today) < 1


def test_help_in_words_is_named_and_never_looks_negative(kept, press, readers):
    visit = {"toxin-visit-date": "2026-01-05", "toxin-visit-product": "botox", "toxin-visit-benefit": 20, "toxin-visit-lasted-weeks": 9}
    made = summarise(kept("M4", **{"toxin-visit": [visit] * 9}))
    said = readers.pressed(readers.pypdf(press(made)))
    assert said.count("help20%") >= 8 and "–20%" not in said and "lasted9weeks" in said and "lasted 9 weeks" in chart_text(made)


@pytest.mark.parametrize(("tag", "date"), [("en", "rules checked on"), ("fr-CA", "règles revues le"), ("es", "reglas revisadas el")])
def test_the_day_of_the_rules_is_not_the_day_the_evidence_was_verified(kept, tag, date):
    """"Not verified … vérifié le 20-nov-2026" on one line says both."""
    assert f"; {date} 20-" in chart_text(summarise(kept("M1"), language=tag)).replace("regles", "règles")


def test_the_time_of_an_urgent_answer_says_that_it_is_utc(kept, press, readers):
    """In the urgent box nobody has read yet that the times of the transcript are UTC."""
    made = summarise(kept("M4"))
    timed = replace(made, transcript=tuple(replace(part, rows=tuple(replace(row, time="13:04") if row.number else row for row in part.rows)) for part in made.transcript))
    assert "answered 13:04 UTC" in chart_text(timed) and "answered13:04UTC" in readers.pressed(readers.pypdf(press(timed)))
