"""`intake check`: all findings at once, one a line, and the exit code."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from intake.ask.pack import shelf
from intake.ask.plainwords import grade
from ui.commands.check import Checked, check, check_own, run

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


def test_the_shelf_has_no_finding_that_is_not_waived() -> None:
    """Words, reach and rules, in every language; each waiver is still needed (an unneeded one is a finding)."""
    checked = Checked()
    for path in shelf():
        check(path, checked)
    check_own(checked)
    assert grade.can_measure()
    assert [str(fault) for fault in checked.standing] == []
    assert {one.waiver.owner for one in checked.waived} <= {"medical lead", "neurologist", "headache lead", "pharmacist"}


def odd_pack(tmp_path: Path, **files: str) -> str:
    pack = tmp_path / "odd"
    pack.mkdir()
    (pack / "pack.toml").write_text('name = "odd"\ntitle = "Odd"\nversion = "1"\nchecked_on = "2026-11-20"\n')
    item = {"linkId": "a", "type": "boolean", "text": "Do you have edema?"}
    (pack / "questionnaire.json").write_text(json.dumps(SOUND | {"item": [item]}))
    for name, text in files.items():
        (pack / name.replace("_", ".")).write_text(text)
    return str(pack)


WAIVED = """[[waiver]]
code = "jargon"
where = "a"
reason = "The doctor used this very word."
owner = "medical lead"
on = "2026-11-20"
"""


def test_a_waived_finding_is_counted_and_shown_on_demand(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pack = odd_pack(tmp_path, waivers_toml=WAIVED)
    assert run([pack]) == 0
    shown = capsys.readouterr()
    assert shown.out == "" and "0 warnings, 0 notes, 1 waived" in shown.err
    assert run(["--all", pack]) == 0
    assert "“edema” is on the list of jargon" in (out := capsys.readouterr().out)
    assert "waived by medical lead on 2026-11-20: The doctor used this very word." in out


def test_a_waiver_nobody_needs_and_one_that_is_wrong(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pack = odd_pack(tmp_path, waivers_toml=WAIVED + WAIVED.replace('"a"', '"b"'))
    assert run([pack]) == 0
    assert "No finding jargon is left at b" in capsys.readouterr().out
    (Path(pack) / "waivers.toml").write_text("[[waiver]]\n")
    assert run([pack]) == 1
    assert "waivers.toml:1:1  error" in (out := capsys.readouterr().out) and "edema" in out


def test_any_form_is_checked_for_words_and_reach(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    never = {"question": "a", "operator": "=", "answerBoolean": True}, {"question": "a", "operator": "=", "answerBoolean": False}
    items = [
        {"linkId": "a", "type": "boolean", "text": "What happened? How long did it last?"},
        {"linkId": "b", "type": "boolean", "text": "And then?", "enableWhen": list(never), "enableBehavior": "all"},
    ]
    assert run([form(tmp_path, item=items)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert ["Two questions in one" in lines[0], "This can never be asked" in lines[1]] == [True, True] and len(lines) == 2


def test_without_the_library_one_sentence_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grade, "find_spec", lambda name: None)
    assert run([odd_pack(tmp_path, waivers_toml=WAIVED + WAIVED.replace("jargon", "aboveGrade"))]) == 0
    shown = capsys.readouterr()
    assert shown.out == "" and shown.err.count("grades were not measured") == 1 and "--extra author" in shown.err


def test_a_rule_that_never_fires_is_told_with_its_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rule = "from intake.notice.finding import Level\nfrom intake.notice.screening import rule\n\n@rule('R', Level.NOTE, says='s', source='t')\ndef r(v):\n    return None\n"
    assert run([odd_pack(tmp_path, rules_py=rule, waivers_toml=WAIVED)]) == 0
    assert "rules.py:4:1  warning  No answers were found that raise R at NOTE" in capsys.readouterr().out


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
