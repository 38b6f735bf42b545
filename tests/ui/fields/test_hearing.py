"""What a control says is what hear understands: each raw answer of a sample becomes a valid value, and its cell can be shown again."""

from __future__ import annotations

from datetime import date

import pytest
import samples

from intake.ask.pack import load_pack
from intake.hear.session import Session
from ui.theme import Look

SAID = [
    ("urgent-now", "several", ("none",)),
    ("identity-birth-date", "date-birth", ("1948-03",)),
    ("pain-worst", "scale", (7,)),
    ("pain-map", "body-map", ("temple-left", "neck-back")),
    ("migraine-headache-days", "number-days", (12,)),
    ("consent-understood", "yes-no", (True,)),
    ("reason-words", "area", ("<b>My</b> head & neck",)),
    ("identity-weight", "quantity", ({"value": "72.5", "unit": "kg"},)),
    ("close-signature-image", "signature", ({"contentType": "image/png", "data": "iVBORw0KGgo=", "title": "signature"},)),
]


@pytest.mark.parametrize(("link_id", "sample", "raw"), SAID, ids=[said[0] for said in SAID])
def test_raw_answers_are_understood_and_shown_again(dressed, link_id, sample, raw):
    look = Look()
    dressed(look)
    pack = load_pack(samples.PACK)
    session = Session.start(pack.form, date(2026, 11, 20))
    session = session.answer(link_id, *raw)
    cell = session.reading.cell(link_id)
    assert cell.raw == raw and [p.code for p in cell.problems] == []
    shown = samples.field(sample, look, answered=False)
    shown.show_cell(cell)
    assert shown.raw == raw
    shown.deleteLater()


def test_typed_decimals_are_numbers(dressed):
    pack = load_pack(samples.PACK)
    session = Session.start(pack.form, date(2026, 11, 20)).add_row("medicine", row_id="r1")
    cell = session.answer("medicine-inr-value", "2.5", rows=("r1",)).reading.cell("medicine-inr-value", ("r1",))
    assert [p.code for p in cell.problems] == []
