"""What `ask.plainwords.fits` says of the page is what the screens draw with."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFontMetricsF

from intake.ask.plainwords import fits
from ui.blocks.question import BESIDE_EM
from ui.fields.choice import cap_for
from ui.theme import Look, load_fonts


def test_the_page_is_the_page_of_the_screens():
    look = Look()
    assert look.em == fits.EM and look.px_per_mm == fits.MM
    assert look.em * BESIDE_EM == fits.BESIDE
    assert cap_for(5, look.em) - fits.BUTTON == 2 * look.pad + min(look.mm(9), max(look.mm(6), round(look.em * 0.85))) + look.mm(2.6) + 1


@pytest.mark.parametrize("words", ["Do your arms or legs get weak as you use them?", "¿Le duele? Où ça?", "étourdissements"])
@pytest.mark.parametrize("role", ["body", "strong"])
def test_a_line_is_as_wide_as_qt_says(qtbot, words, role):
    load_fonts()
    look = Look()
    qt = QFontMetricsF(look.font(role)).horizontalAdvance(words)
    ours = sum(fits._advance(letter, role == "strong") for letter in words) * look.em
    assert ours == pytest.approx(qt, rel=0.02)
