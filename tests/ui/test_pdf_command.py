"""`intake pdf`: exit codes, one whole file or none, and no patient word on stderr."""

import json

import pypdf
import pytest

from intake.ask.pack import PACKS
from ui.command import run

M1 = PACKS / "botulinum" / "examples" / "M1.json"


@pytest.fixture
def case(tmp_path):
    """Write an answers file: `case(answers={...})`."""

    def write(**changes):
        data = json.loads(M1.read_text()) | changes
        path = tmp_path / "case.json"
        path.write_text(json.dumps(data))
        return str(path)

    return write


def test_an_example_becomes_a_pdf(tmp_path):
    out = tmp_path / "m1.pdf"
    assert run(["pdf", str(M1), "-o", str(out)]) == 0
    reader = pypdf.PdfReader(out)
    assert "TESTCASE" in reader.pages[0].extract_text() and "made from a file" in reader.pages[0].extract_text()
    assert [path.name for path in tmp_path.iterdir()] == ["m1.pdf"]


def test_the_same_file_gives_the_same_bytes(tmp_path):
    for name in ("a.pdf", "b.pdf"):
        assert run(["pdf", str(M1), "-o", str(tmp_path / name)]) == 0
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()


def test_a_response_gives_the_pdf_too(tmp_path):
    response = tmp_path / "response.json"
    assert run(["fill", str(PACKS / "botulinum"), str(M1), "-o", str(response)]) == 0
    assert run(["pdf", str(response), "-o", str(tmp_path / "r.pdf")]) == 0


def test_no_answer_at_all_is_a_partial_record(case, tmp_path):
    out = tmp_path / "e.pdf"
    assert run(["pdf", case(answers={}), "-o", str(out)]) == 0
    assert "PARTIAL" in pypdf.PdfReader(out).pages[0].extract_text()


@pytest.mark.parametrize("answers", [{"no-such-question": 1}, {"condition": "migraine", "migraine-headache-days": "secretword"}, {"pain-usual": 99}])
def test_invalid_answers_write_nothing_and_exit_1(answers, case, tmp_path, capsys):
    out = tmp_path / "x.pdf"
    assert run(["pdf", case(answers=answers), "-o", str(out)]) == 1
    assert not out.exists()
    told = capsys.readouterr().err
    assert "case.json" in told and "secretword" not in told


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"date": "2026-03-16"}', '{"answers": {}}'])
def test_a_file_that_is_no_case_exits_2(text, tmp_path, capsys):
    path = tmp_path / "broken.json"
    path.write_text(text)
    assert run(["pdf", str(path), "-o", str(tmp_path / "x.pdf")]) == 2
    assert "broken.json" in capsys.readouterr().err and not (tmp_path / "x.pdf").exists()


def test_a_place_that_cannot_be_written_exits_2(tmp_path, capsys):
    assert run(["pdf", str(M1), "-o", str(tmp_path / "no" / "such" / "x.pdf")]) == 2
    assert "cannot be written" in capsys.readouterr().err


def test_a_clinic_chooses_the_paper(tmp_path):
    clinic = tmp_path / "clinic.toml"
    clinic.write_text('paper = "a4"\n')
    out = tmp_path / "a4.pdf"
    assert run(["pdf", str(M1), "-o", str(out), "--clinic", str(clinic)]) == 0
    assert round(float(pypdf.PdfReader(out).pages[0].mediabox.height)) == 842


def test_help_and_usage(capsys):
    assert run(["pdf", "--help"]) == 0
    assert run(["pdf"]) == 2
    capsys.readouterr()
