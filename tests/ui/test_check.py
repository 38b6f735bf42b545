"""`intake check`: all findings at once, one a line, and the exit code."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ui.commands.check import run

SOUND = {"resourceType": "Questionnaire", "status": "active", "item": [{"linkId": "a", "type": "string", "text": "Your name?"}]}


def form(tmp_path: Path, **more: object) -> str:
    path = tmp_path / "form.json"
    path.write_text(json.dumps(SOUND | more, indent=1))
    return str(path)


def test_a_sound_form_is_clean(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([form(tmp_path)]) == 0
    shown = capsys.readouterr()
    assert shown.out == "" and "0 errors" in shown.err


def test_errors_and_warnings_one_a_line_with_place(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    items = [{"linkId": "a", "type": "string"}, {"linkId": "a", "type": "colour", "text": "x"}]
    path = form(tmp_path, item=items)
    assert run([path]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 3
    assert all(line.startswith(f"{path}:") and line.split("  ")[1] in ("error", "warning") for line in lines)
    assert lines[1].startswith(f"{path}:10:") and "“a” is used again" in lines[1]
    assert run(["--errors", path]) == 1
    assert len(capsys.readouterr().out.splitlines()) == 2


def test_a_warning_alone_is_no_failure(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([form(tmp_path, item=[{"linkId": "a", "type": "string"}])]) == 0
    assert "warning" in capsys.readouterr().out


def test_a_missing_file_could_not_run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    form(tmp_path)
    assert run([str(tmp_path / "from.json")]) == 2
    assert "Did you mean “form.json”?" in capsys.readouterr().out


def test_the_shelf_is_clean(capsys: pytest.CaptureFixture[str]) -> None:
    assert run([]) == 0, capsys.readouterr().out


def test_a_pack_says_everything_of_all_its_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pack = tmp_path / "bad"
    pack.mkdir()
    (pack / "pack.toml").write_text('name = "bad"\ntitle = "Bad"\nversion = "1"\nchecked_on = "2026-11-20"\n')
    (pack / "questionnaire.json").write_text(json.dumps(SOUND | {"item": [{"linkId": "a", "type": "x"}]}))
    (pack / "medicines.csv").write_text("code\n")
    assert run([str(pack)]) == 1
    out = capsys.readouterr().out
    assert "questionnaire.json:1:" in out and "medicines.csv:1:1" in out


def test_rules_are_checked_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pack = tmp_path / "odd"
    pack.mkdir()
    (pack / "pack.toml").write_text('name = "odd"\ntitle = "Odd"\nversion = "1"\nchecked_on = "2026-11-20"\n')
    (pack / "questionnaire.json").write_text(json.dumps(SOUND))
    (pack / "rules.py").write_text("import nothing_of_that_name\n")
    assert run([str(pack)]) == 1
    assert "rules.py" in capsys.readouterr().out


def test_a_clinic_file_is_checked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "clinic.toml").write_text('nme = "x"\n')
    assert run([str(tmp_path / "clinic.toml")]) == 1
    assert "clinic.toml:1:1  error" in capsys.readouterr().out
