"""`intake leaflet`: exit codes, plain sentences, the clinic's name, paper and language."""

from __future__ import annotations

import pypdf
import pytest

from ui.command import run


def test_two_reasons_in_french_for_a_clinic(tmp_path):
    clinic, out = tmp_path / "clinic.toml", tmp_path / "leaflet.pdf"
    clinic.write_text('name = "Fictional clinic"\npaper = "a4"\nlanguages = ["en", "es"]\npatient_language_default = "es"\n')
    assert run(["leaflet", "--condition", "neck", "--condition", "migraine", "--lang", "fr", "--clinic", str(clinic), "-o", str(out)]) == 0
    said = " ".join(page.extract_text() for page in pypdf.PdfReader(out).pages)
    assert "Fictional clinic" in said and "Maux de tête" in said and "Un cou qui tourne" in said and "genou" not in said
    assert round(float(pypdf.PdfReader(out).pages[0].mediabox.height)) == 842
    assert run(["leaflet", "--clinic", str(clinic), "-o", str(out)]) == 0
    assert "Acerca de la inyección" in pypdf.PdfReader(out).pages[0].extract_text()


@pytest.mark.parametrize(
    ("argv", "told"),
    [(["--condition", "elbow"], "migraine, neck"), (["--lang", "de"], "fr-CA"), (["--clinic", "no-such.toml"], "no-such.toml"), (["--pack", "no-such"], "no-such")],
)  # fmt: skip
def test_what_cannot_be_made_is_told_and_nothing_is_written(tmp_path, capsys, argv, told):
    assert run(["leaflet", *argv, "-o", str(tmp_path / "x.pdf")]) == 2
    assert told in capsys.readouterr().err and not list(tmp_path.iterdir())


def test_a_place_that_cannot_be_written_is_told(tmp_path, capsys):
    assert run(["leaflet", "-o", str(tmp_path / "no" / "x.pdf")]) == 2
    assert "cannot be written" in capsys.readouterr().err
