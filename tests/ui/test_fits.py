"""What `ask.plainwords.fits` says of the page is what the screens draw with."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFontMetricsF

from intake.ask.plainwords import fits
from ui.blocks.question import BESIDE_EM
from ui.fields.button import RadioButton
from ui.theme import Look, load_fonts


def test_the_page_is_the_page_of_the_screens():
    look = Look()
    assert look.em == fits.EM and look.px_per_mm == fits.MM
    assert look.em * BESIDE_EM == fits.BESIDE


def test_a_button_keeps_that_room_for_its_words(qtbot):
    look = Look()
    button = RadioButton("antidisestablishmentarianism of everything", look)
    qtbot.addWidget(button)
    assert button._inner(12 * look.em).width() == pytest.approx(fits.BUTTON, abs=2)
    assert button._inner(button.minimumSizeHint().width()).width() == fits.TIGHT


@pytest.mark.parametrize("words", ["Do your arms or legs get weak as you use them?", "¿Le duele? Où ça?", "étourdissements"])
@pytest.mark.parametrize("role", ["body", "strong"])
def test_a_line_is_as_wide_as_qt_says(qtbot, words, role):
    load_fonts()
    look = Look()
    qt = QFontMetricsF(look.font(role)).horizontalAdvance(words)
    ours = sum(fits._advance(letter, role == "strong") for letter in words) * look.em
    assert ours == pytest.approx(qt, rel=0.02)
