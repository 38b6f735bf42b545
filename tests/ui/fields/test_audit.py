"""Every control, at 100 and 200 %, lying and standing, in every palette: nothing small, clipped, off the edge, nameless or faint."""

from __future__ import annotations

import audit
import pytest
import samples
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from ui.fields.button import WrapButton
from ui.fields.label import PlainLabel
from ui.theme import Look

NAMES = tuple(samples.samples())
SIZES = {"lying": (1280, 800), "standing": (800, 1280)}


def faults_of(stage, name: str, look: Look, size: str, *, contrast: bool = False) -> list[str]:
    width, height = SIZES[size]
    found = []
    for answered in (False, True):
        shown = stage(name, look, width=width, height=height, answered=answered)
        shown.field.explain(samples.SENTENCE)
        QApplication.processEvents()
        viewport = shown.window.viewport().width()
        found += [f"{'answered' if answered else 'blank'} {fault}" for fault in audit.audit(shown.page, look, contrast=contrast, shown_width=viewport)]
        assert shown.page.width() <= viewport, f"{name} forces the page to {shown.page.width()} px"
    return found


@pytest.mark.parametrize(("scale", "size"), [(1.0, "lying"), (1.0, "standing"), (1.5, "standing"), (2.0, "lying"), (2.0, "standing")])
@pytest.mark.parametrize("name", NAMES)
def test_geometry(stage, name, scale, size):
    assert faults_of(stage, name, Look(scale=scale), size) == []


@pytest.mark.parametrize("palette", ("light", "dark", "contrast"))
@pytest.mark.parametrize("name", NAMES)
def test_contrast(stage, name, palette):
    assert faults_of(stage, name, Look(palette), "lying", contrast=True) == []


def test_panels_of_a_date(stage):
    for step in ("month", "day"):
        for size, (width, height) in SIZES.items():
            for scale in (1.0, 2.0):
                look = Look(scale=scale)
                shown = stage("date-birth", look, width=width, height=height, answered=True)
                shown.field._go(step)
                QApplication.processEvents()
                found = audit.audit(shown.page, look, shown_width=shown.window.viewport().width())
                assert found == [], (step, size, scale, [str(fault) for fault in found])


def test_the_list_of_the_body_map(stage):
    for scale in (1.0, 2.0):
        shown = stage("body-map", Look(scale=scale), width=800, height=1280)
        shown.field.show_list(True)
        QApplication.processEvents()
        assert audit.audit(shown.page, shown.look, shown_width=shown.window.viewport().width()) == []


@pytest.mark.parametrize(
    ("kind", "build"),
    {
        "SMALL": lambda look, page: WrapButton("OK", look, parent=page).setFixedSize(40, 40),
        "CLIPWORD": lambda look, page: PlainLabel("Acetaminophen", look, parent=page).setFixedSize(60, 300),
        "CLIPH": lambda look, page: PlainLabel("one two three four five six", look, parent=page).setFixedSize(120, 40),
        "OFFX": lambda look, page: WrapButton("Far", look, parent=page).move(900, 0),
        "NONAME": lambda look, page: WrapButton("", look, parent=page),
        "LOWCONTRAST": lambda look, page: PlainLabel("grey words on white", look, colour="hair", parent=page).setFixedSize(700, 60),
        "OVERLAP": lambda look, page: (WrapButton("One", look, parent=page), WrapButton("Two", look, parent=page)),
    }.items(),
)
def test_the_audit_sees_what_is_wrong(stage, kind, build):
    page = QWidget()
    page.resize(800, 400)
    look = Look()
    build(look, page)
    shown = stage(page, look, scrolled=False)
    assert kind in {fault.kind for fault in audit.audit(page, look, contrast=True, shown_width=800)}
    assert shown.page is not None


def test_rows_of_cards(stage):
    from ui.fields import RowShown, RowsField

    for scale in (1.0, 2.0):
        for width in (1280, 800):
            look = Look(scale=scale)

            def fields(_row, look=look):
                inside = QWidget()
                QVBoxLayout(inside).addWidget(samples.field("yes-no", look))
                return inside

            rows = RowsField("Medicine", look, samples.words("en"), fields)
            rows.show_rows([RowShown("a", "Topiramate 50 mg", "every day"), RowShown("b", ""), RowShown("c", "Candesartan")])
            shown = stage(rows, look, width=width)
            rows.open("b")
            rows.cards["c"].remove.click()
            QApplication.processEvents()
            found = audit.audit(shown.page, look, shown_width=shown.window.viewport().width())
            assert found == [], (scale, width, [str(f) for f in found])
