"""The table: every question of the pack and of a foreign form gets a control that takes an answer and gives it back."""

from __future__ import annotations

import re
from pathlib import Path

import audit
import pytest
import samples
from PySide6.QtWidgets import QApplication, QWidget

import ui
from intake.ask.form import Item
from intake.ask.pack import load_pack
from ui.fields import CONTROLS, control_of, make_field
from ui.fields.label import PlainLabel
from ui.keyboard import Keyboard
from ui.theme import Look

HOME = Path(ui.__file__).parent


@pytest.mark.parametrize(
    ("link_id", "control"),
    [("identity-birth-date", ("date", "")), ("urgent-now", ("choice", "several")), ("pain-map", ("choice", "body-map")), ("pain-worst", ("integer", "scale")),
     ("medicine-name", ("choice", "medicine")), ("migraine-headache-days", ("integer", "")), ("close-signature-image", ("attachment", "signature")),
     ("reason-words", ("text", "")), ("safety-pregnant", ("choice", "")), ("treatment-name", ("choice", "medicine"))],
)  # fmt: skip
def test_controls_of_the_pack(link_id, control):
    pack = load_pack(samples.PACK)
    assert control_of(pack.form.item(link_id), medicines=pack.medicines) == control


def test_every_question_of_the_pack_can_be_built(dressed):
    look = Look()
    dressed(look)
    pack = load_pack(samples.PACK)
    for item in pack.form.items:
        if item.is_question:
            made = make_field(item, look, samples.words("en"), medicines=pack.medicines, today=samples.TODAY)
            assert made.accessibleName() == item.text.source, item.link_id
            made.deleteLater()


@pytest.mark.parametrize("kind", sorted({kind for kind, _ in CONTROLS} | {"open-choice"}))
def test_every_kind_shows_an_answer_without_sending_it(dressed, kind):
    look = Look()
    dressed(look)
    for name, (item, answer) in samples.samples().items():
        if item.kind == kind:
            made = samples.field(name, look, answered=False)
            said: list = []
            made.tapped.connect(said.append)
            made.show_cell(samples.Cell(answer))
            made.show_cell(samples.Cell(()))
            made.settle()
            assert said == [] and made.raw == (), name
            made.deleteLater()


def test_a_bare_item_of_every_kind_is_a_control(dressed):
    look = Look()
    dressed(look)
    for kind in {kind for kind, _ in CONTROLS} | {"open-choice"}:
        make_field(Item(slot=0, link_id="x", kind=kind), look, samples.words("en")).deleteLater()


def test_a_label_never_reads_markup(stage):
    def drawn(words: str):
        return bytes(stage(PlainLabel(words, Look()), width=400, height=120).page.grab().toImage().constBits())

    assert drawn("<b>x</b>") != drawn("x") and drawn("&amp;") != drawn("&") and drawn("a&b") != drawn("ab")


@pytest.mark.parametrize("words", ["x" * 50_000, "word " * 20_000, "\n" * 5_000, "\u202e\u200f\u0000\ufffc", "🙂" * 500, ""])
def test_a_label_stands_any_text(stage, words):
    page = QWidget()
    label = PlainLabel(words, Look(), parent=page)
    label.setGeometry(0, 0, 600, 400)
    stage(page, scrolled=False)
    assert label.heightForWidth(600) >= 0 and label.minimumSizeHint().width() <= 7 * Look().em


@pytest.mark.parametrize("language", ["en", "fr", "es"])
@pytest.mark.parametrize(("width", "scale"), [(1280, 1.0), (800, 1.0), (800, 2.0)])
def test_keys_are_eleven_millimetres_apart_by_two(stage, language, width, scale):
    look = Look(scale=scale)
    for page in ("letters", "digits"):
        keys = Keyboard(look, samples.words(language), language)
        keys._asked, keys.page = (False, None, ""), page
        keys._build()
        keys.show()
        shown = stage(keys, look, width=width, height=700, scrolled=False)
        shown.page.layout().setContentsMargins(0, 0, 0, 0)
        QApplication.processEvents()
        assert audit.audit(shown.page, look, shown_width=width) == []
        assert keys.height() <= 0.5 * 800


STAFF = {"preview.py": "QFileDialog"}
"""Where staff save a copy at their own desk, the system's dialog knows their folders; on a kiosk there is nothing to save."""


def test_what_the_screens_must_never_use():
    banned = re.compile(r"\b(QSlider|QMessageBox|QCompleter|QToolTip|setToolTip|QInputDialog|QFileDialog|RichText|AutoText|setHtml|TouchGesture)\b")
    for file in HOME.rglob("*.py"):
        code = re.sub(r'""".*?"""|#.*', "", file.read_text("utf-8"), flags=re.S)
        found = set(banned.findall(code)) - {STAFF.get(file.name)}
        assert not found, f"{file.name}: {found}"
