"""Every page in a language nobody speaks: long and accented, and right to left. Nothing is cut or covered, and no sentence was left in English."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget

from intake.ask.pseudo import LONG, MIRRORED, PSEUDO, pseudo
from intake.ask.words import Text, words
from ui.fields.button import _Face
from ui.fields.label import PlainLabel
from ui.patient.hands import Finger, settle
from ui.theme import Look

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from audit import audit  # noqa: E402

CASES = ("BP2", "SP1", "M1", "CD2", "LP1", "OT1")
"""Together they reach every page that a patient can reach."""
ENGLISH = re.compile(r"[A-Za-z]{2,}")
NAMES = {"English", "Fictional", "clinic", "DEMO"}
"""Names and data of the tests' house."""


def distinct(sit, look: Look, tag: str):
    """Each screen of each page once, over all cases: (name, seat). The seat stands on it."""
    seen: set[str] = set()
    for number, case in enumerate(CASES):
        seat = sit(case, Finger, look=look, languages=(tag,), chart=f"chart-{number}").told()
        wizard = seat.wizard
        for page in seat.session.pages:
            part, parts = 0, 1
            while page.key not in seen and part < parts:
                wizard._become(_at(wizard.visit, page.key, part))
                settle()
                yield f"{page.key}-{part + 1}", seat
                part, parts = part + 1, wizard.stage.page.parts
            seen.add(page.key)
        wizard.close()
    assert len(seen) >= 60


def _at(visit, key: str, part: int):
    from dataclasses import replace

    return replace(visit, session=visit.session.go(key), place="page", part=part, over=())


def faults(seat, look: Look) -> list[str]:
    stage = seat.wizard.stage
    found = audit(stage.screen.content, look, shown_width=stage.screen.viewport().width())
    for bar in (stage.header, stage.footer):
        found += audit(bar, look) if bar.isVisible() else []
    return [str(fault) for fault in found]


def shown(seat) -> list[str]:
    """The words of every label and button in sight, and what is said of them."""
    widgets = [w for w in seat.wizard.findChildren(QWidget) if w.isVisible()]
    said = [w.words() if isinstance(w, _Face) else w.text() for w in widgets if isinstance(w, _Face | PlainLabel)]
    return [*said, *(w.accessibleName() for w in widgets if isinstance(w, _Face))]


def data_of(seat) -> set[str]:
    """Words that are nobody's sentence: what the case typed, and the names of medicines."""
    typed = {str(raw) for _, raws in (seat.session.answers if seat.session else ()) for raw in raws} | {seat.wizard.house.notice("en")}
    pills = {name for drug in seat.wizard.house.medicines.by_code.values() for name in (drug.generic, *drug.brands_ca, *drug.brands_us)}
    return {word for text in typed | pills for word in ENGLISH.findall(text)} | NAMES


def english_in(seat) -> list[str]:
    data = data_of(seat)
    return sorted({text for text in shown(seat) if any(word not in data for word in ENGLISH.findall(text))})


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("tag", PSEUDO)
def test_every_page(sit, tag, scale):
    look = Look(scale=scale)
    found = []
    for name, seat in distinct(sit, look, tag):
        found += [f"{name} {fault}" for fault in faults(seat, look)]
        found += [f"{name} in English: {text[:60]}" for text in (english_in(seat) if scale == 1.0 else ())]
    assert not found


@pytest.mark.parametrize("tag", PSEUDO)
@pytest.mark.parametrize("place", ["welcome", "urgent", "help", "staff", "full", "notice"])
def test_the_other_screens(sit, tag, place):
    look = Look()
    seat = sit("M1", Finger, look=look, languages=(tag, "en"))
    if place != "welcome":
        seat.wizard.cover(place)
    settle()
    assert not faults(seat, look)
    assert not english_in(seat)


def test_right_to_left_mirrors_the_screen_but_not_the_body(sit):
    """Controls stand the other way round; the patient's left stays where it is on the body map, and a scale begins on the right."""

    def places(tag: str) -> dict[str, int]:
        seat = sit("BP2", Finger, look=Look(), languages=(tag,), chart=f"chart-{tag}").told()
        seat.wizard._become(_at(seat.wizard.visit, "pain-usual", 0))
        settle()
        stage, window = seat.wizard.stage, seat.wizard
        middle = {"help": stage.header.help, "next": stage.footer.next}
        field = next(f for f in stage.page.findChildren(QWidget) if type(f).__name__ == "ScaleField" and f.isVisible())
        middle |= {"0": field.buttons[0], "10": field.buttons[10]}
        return {name: widget.mapTo(window, QPoint(widget.width() // 2, 0)).x() for name, widget in middle.items()}

    plain, mirrored = places("en"), places(MIRRORED)
    assert plain["next"] > 640 > mirrored["next"] and plain["help"] > 640 > mirrored["help"]
    assert plain["0"] < plain["10"] and mirrored["0"] > mirrored["10"]


@pytest.mark.parametrize(
    ("text", "tag", "said"),
    [
        ("Yes", LONG, "Ýéš~"),
        ("Page {page} of {pages}", LONG, "Þáĝé {page} öƒ {pages} šîẋ"),
        ("12 %", LONG, "12 %"),
        ("{name}: {words}", MIRRORED, "{name}: {words}"),
        ("No {{x}} {b}", MIRRORED, "نو {{خ}} {b}"),
    ],
)
def test_facts_and_signs_stay(text, tag, said):
    assert pseudo(text, tag) == said


@pytest.mark.parametrize("length", [3, 12, 13, 60, 400])
def test_the_long_language_is_long(length):
    more = len(pseudo("x" * length, LONG)) - length
    assert 0.2 * length <= more <= 0.5 * length + 1


def test_the_form_and_the_program_speak_it():
    assert Text("Yes", (("fr-CA", "Oui"),)).say(LONG) == "Ýéš~" and Text("Yes", (("fr-CA", "Oui"),)).say("fr") == "Oui"
    assert words(LONG)("screen.next") == "Ñéẋţ~~" and words(LONG).language == LONG and words("fr")("screen.next") == "Suivant"
