"""`intake pdf`: exit codes, one whole file or none, and no patient word on stderr."""

import json
import os
import subprocess
import sys

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


def response(tmp_path, **changes):
    """M1 as a QuestionnaireResponse, changed."""
    path = tmp_path / "response.json"
    assert run(["fill", str(PACKS / "botulinum"), str(M1), "-o", str(path)]) == 0
    data = {name: value for name, value in (json.loads(path.read_text()) | changes).items() if value is not None}
    path.write_text(json.dumps(data))
    return str(path)


def test_a_response_says_what_its_answers_file_says(tmp_path, capsys):
    path = response(tmp_path)
    capsys.readouterr()
    assert run(["pdf", str(M1), "--text"]) == 0
    said = capsys.readouterr().out
    assert run(["pdf", path, "--text"]) == 0
    assert capsys.readouterr().out == said


def test_a_response_that_was_not_finished_is_a_partial_record(tmp_path, capsys):
    assert run(["pdf", response(tmp_path, status="in-progress"), "--text"]) == 0
    assert "PARTIAL" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("changes", "code", "told"),
    [
        ({"status": "entered-in-error"}, 1, "entered in error"), ({"questionnaire": "http://example.org/Other|1"}, 1, "belong to another form"),
        ({"authored": None}, 1, "on which day"), ({"item": "none"}, 1, "cannot be read"), ({"item": [{"linkId": 7}]}, 1, "response.json"),
        ({"resourceType": "Patient"}, 2, "neither an answers file nor a QuestionnaireResponse"),
    ],
)  # fmt: skip
def test_a_response_that_cannot_be_used_is_told_in_a_sentence(changes, code, told, tmp_path, capsys):
    assert run(["pdf", response(tmp_path, **changes), "-o", str(tmp_path / "x.pdf"), "--text"]) == code
    out, err = capsys.readouterr()
    assert told in err and "went wrong" not in err and not (tmp_path / "x.pdf").exists() and "WHO" not in out


def test_the_text_alone_is_on_stdout_and_needs_no_file(tmp_path, capsys):
    out = tmp_path / "m1.pdf"
    assert run(["pdf", str(M1), "--text", "-o", str(out)]) == 0
    told = capsys.readouterr()
    assert told.out.startswith("WHO Testcase, Avery") and told.out.count("\n") <= 25 and "written" in told.err and out.exists()


def test_nothing_asked_for_is_bad_usage(capsys):
    assert run(["pdf", str(M1)]) == 2
    assert "--show" in capsys.readouterr().err


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only a Linux may have no screen")
def test_without_a_screen_show_says_so(monkeypatch, capsys):
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    assert run(["pdf", str(M1), "--show"]) == 2
    assert "no screen" in capsys.readouterr().err


def test_text_and_pdf_never_load_qt(tmp_path):
    code = f"import sys; from ui.command import run; run(['pdf', {str(M1)!r}, '--text', '-o', {str(tmp_path / 'x.pdf')!r}]); assert not [m for m in sys.modules if m.startswith('PySide6')]"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, cwd=PACKS.parent).returncode == 0


SHOWN = """
import sys, ui
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from ui import preview
from ui.command import run
seen = []
def look(window):
    if window.state in ("ready", "failed"):
        seen.append((window.state, window.sheets.pages, window.windowTitle()))
        window.close()
        return
    QTimer.singleShot(20, lambda: look(window))
real = preview.Preview.show
def show(window):
    real(window)
    QTimer.singleShot(0, lambda: look(window))
preview.Preview.show = show
code = run(["pdf", sys.argv[1], "--show"])
print(code, seen)
"""


def test_show_opens_a_window_of_the_finished_pdf_and_ends_when_it_is_closed(tmp_path):
    done = subprocess.run([sys.executable, "-c", SHOWN, str(M1)], capture_output=True, text=True, cwd=PACKS.parent, env=os.environ | {"QT_QPA_PLATFORM": "offscreen"}, timeout=60)
    assert done.stdout.startswith("0 [('ready', ") and "'Summary PCI-" in done.stdout, done.stderr[-500:]
    assert not list(tmp_path.iterdir())
