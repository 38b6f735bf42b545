"""The medicine box: what was read in typed words is said, a guess is only ever tapped, and fingers and keys do the same."""

from __future__ import annotations

import pytest
import samples
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ui.theme import Look

SAID = [
    ("Coumadin 5 mg", "We read this as: warfarin (Coumadin)", []),
    ("Tylenol and Advil", "We read this as: acetaminophen (Tylenol); ibuprofen (Advil)", []),
    ("Treximet", "We read this as: sumatriptan + naproxen", []),
    ("topomax", "We do not know this name.", ["topiramate"]),
    ("clonidine", "We do not know this name.", []),
    ("Grandma's tea", "We do not know this name.", []),
    ("aspirin 81", "This name can mean more than one medicine.", ["aspirin-daily", "aspirin-as-needed"]),
    ("stopped Coumadin", "We may not have read all of this.", ["warfarin"]),
]


def leave(stage, typed: str, name: str = "medicine", **more):
    """The box, with words typed into it and left."""
    shown = stage(name, **more)
    shown.field.box.insertPlainText(typed)
    shown.field.settle()
    return shown


@pytest.mark.parametrize("typed, sentence, offered", SAID)
def test_it_says_what_it_read_and_keeps_the_words(stage, typed: str, sentence: str, offered: list[str]):
    shown = leave(stage, typed)
    (line,) = shown.field.heard
    assert shown.last == (typed,) and line.heard.sentence.startswith(sentence)
    assert [raw for raw, _ in line.heard.offers] == offered


def test_a_tapped_guess_takes_the_place_of_the_words(stage, touch):
    shown = leave(stage, "topomax")
    touch(shown.field.heard[0].buttons[0])
    assert shown.last == ("topiramate",) and shown.field.heard == []


def test_the_keyboard_reaches_the_guess(stage):
    shown = leave(stage, "topomax")
    change, guess = shown.field.stops()
    assert change.focusPolicy() & guess.focusPolicy() & Qt.FocusPolicy.TabFocus
    guess.setFocus()
    QTest.keyClick(guess, Qt.Key.Key_Return)
    assert shown.last == ("topiramate",)


def test_enter_never_takes_a_guess(stage):
    shown = stage("medicine")
    QTest.keyClicks(shown.field.box, "topomax")
    assert shown.field.guesses.isVisible() and shown.field.result_buttons[0].found.guess
    QTest.keyClick(shown.field.box, Qt.Key.Key_Return)
    assert shown.last is None and shown.field.result_buttons[0].hasFocus()


def test_a_guess_in_a_list_changes_only_its_own_name(stage):
    shown = stage("medicines")
    for typed in ("Rilutek 50", "halidol", "olanzapine"):
        shown.field.box.insertPlainText(typed)
        shown.field.settle()
    shown.field.heard[1].buttons[0].click()
    assert shown.last == ("Rilutek 50", "haloperidol", "olanzapine")


def test_the_reader_s_language_and_the_clinic_s_country(stage):
    shown = stage("medicine", language="fr-CA")
    shown.field.box.insertPlainText("acétaminoph")
    assert shown.field.result_buttons[0].found.name == "acétaminophène"
    american = samples.medicines().at("US")
    from ui.fields import make_field

    field = make_field(samples.samples()["medicine"][0], Look(), shown.field.words, "fr-CA", medicines=american)
    assert field.name_of("clonazepam").more.index("Klonopin") < field.name_of("clonazepam").more.index("Rivotril")


@pytest.mark.parametrize("language", ["en", "fr-CA", "es"])
@pytest.mark.parametrize("width", [1280, 800])
def test_twice_as_large_it_still_fits(stage, language: str, width: int):
    shown = leave(stage, "gabapenten", look=Look(scale=2.0), width=width, language=language)
    assert shown.page.width() <= width and all(button.width() <= width for button in shown.field.heard[0].buttons)
