"""The look: contrast of every pair in every palette, sizes that hold on the reference tablet, fonts, icons, sheet."""

from __future__ import annotations

import itertools
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QFontInfo, QImage

sys.path.insert(0, str(Path(__file__).resolve().parent))

import audit  # noqa: E402

from ui import theme  # noqa: E402
from ui.theme import EDGES, PAIRS, PALETTES, SCALES, Look, icon, icons, load_fonts, px_per_mm_of, qss  # noqa: E402


def contrast(palette: str, one: str, other: str) -> float:
    colours = PALETTES[palette]
    return audit.contrast_of(int(getattr(colours, one)[1:], 16), int(getattr(colours, other)[1:], 16))


@pytest.mark.parametrize(("palette", "pair"), list(itertools.product(PALETTES, PAIRS)), ids=str)
def test_text_is_seven_to_one(palette, pair):
    assert contrast(palette, *pair) >= 7.0


@pytest.mark.parametrize(("palette", "pair"), list(itertools.product(PALETTES, EDGES)), ids=str)
def test_edges_are_three_to_one(palette, pair):
    assert contrast(palette, *pair) >= 3.0


def test_contrast_is_computed_as_wcag_says():
    assert round(audit.contrast_of(0xFFFFFF, 0x000000), 1) == 21.0
    assert round(audit.contrast_of(0xFFFFFF, 0x767676), 2) == 4.54


def test_sizes_on_the_reference_tablet():
    look = Look()
    assert look.target / look.px_per_mm >= 15.95 and look.gap / look.px_per_mm >= 2.95
    assert look.size() == round(22 * 96 / 72) == 29, "22 points as screens count them"
    assert [round(Look(scale=s).size() / look.size(), 2) for s in SCALES] == pytest.approx(list(SCALES), abs=0.04)
    assert Look(scale=2.0).target == look.target and Look(scale=2.0).size("key") <= look.mm(8)


@pytest.mark.parametrize(
    ("screen", "px"), [((1280, 800, 217.7, 136.0), 5.88), ((1920, 1080, 509, 286), 3.77), ((800, 800, 0, 0), 5.88), ((1280, 800, 1600, 900), 5.88)]
)
def test_pixels_of_a_millimetre(screen, px):
    assert px_per_mm_of(*screen) == pytest.approx(px, abs=0.02)


def test_our_own_face_draws_the_words(qapp):
    assert theme.FAMILY in load_fonts("fr", "ar")
    for role in ("body", "strong"):
        info = QFontInfo(Look().font(role))
        assert (info.family(), info.bold()) == (theme.FAMILY, role == "strong")


def test_the_sheet_names_no_family_and_no_unfilled_place(qapp):
    for palette in PALETTES:
        sheet = qss(Look(palette, 1.5))
        assert "{{" not in sheet and PALETTES[palette].accent in sheet and "font-family" not in sheet


def test_every_icon_can_be_drawn_and_the_licences_are_there(qapp):
    assert len(icons()) >= 25
    for name in icons():
        image = icon(name, "#0b5560", 48).toImage().convertToFormat(QImage.Format.Format_ARGB32)
        assert any(image.pixelColor(x, y).alpha() > 100 for x in range(48) for y in range(48)), name
    for file in ("icons/LICENSE-lucide.txt", "fonts/AtkinsonHyperlegibleNext-LICENSE.txt"):
        assert (theme.ASSETS / file).stat().st_size > 500
