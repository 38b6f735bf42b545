"""The command line: help that is true, plain errors, no traceback, the right exit codes, and the demo as a person runs it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from intake.ask.errors import Fault, PackError
from intake.ask.words import words
from ui import command
from ui.commands import kiosk
from ui.patient.hands import platform

ROOT = Path(__file__).resolve().parents[2]


def intake(*argv: str, cwd: Path = ROOT, **env: str) -> subprocess.CompletedProcess:
    clean = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")}
    paths = {"PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8"}
    return subprocess.run([sys.executable, "-m", "intake", *argv], capture_output=True, text=True, cwd=cwd, env=clean | paths | env, timeout=120, check=False)


def test_help_lists_every_command_and_each_has_its_own(capsys):
    assert command.run(["--help"]) == 0
    listed = capsys.readouterr().out
    for name in command.COMMANDS:
        assert f"  {name} " in listed
        assert (ROOT / "ui" / "commands" / f"{name}.py").exists()
        assert command.run([name, "--help"]) == 0
        assert f"intake {name}" in capsys.readouterr().out


def test_every_option_in_the_help_is_one(capsys):
    for option in ("--window", "--assisted", "--clinic"):
        command.run(["--help"])
        assert option in capsys.readouterr().out


@pytest.mark.parametrize(("typed", "meant"), [("asess", "assess"), ("chek", "check"), ("dmo", "demo")])
def test_a_slip_is_named_and_answered(capsys, typed, meant):
    assert command.run([typed]) == 2
    said = capsys.readouterr().err
    assert typed in said and meant in said


def test_bad_usage_is_two(capsys):
    assert command.run(["--no-such-option"]) == 2
    assert "Traceback" not in capsys.readouterr().err


def test_a_fault_of_ours_shows_type_and_place_and_no_word_of_anybody(monkeypatch, capsys):
    def broken(argv):
        raise ValueError("zzqcanaryqzz said the patient")

    monkeypatch.setattr(command, "_run", broken)
    assert command.run(["assess"]) == 2
    said = capsys.readouterr().err
    assert "ValueError" in said and "test_command.py:" in said
    assert "zzqcanaryqzz" not in said and "Traceback" not in said


def test_a_broken_pack_is_told_in_full(monkeypatch, capsys):
    fault = Fault("forms/x.json", "", 0, 0, "notFound", {}, "error")
    monkeypatch.setattr(command, "_run", lambda argv: (_ for _ in ()).throw(PackError((fault,))))
    assert command.run([]) == 2
    assert "forms/x.json" in capsys.readouterr().err


def test_ctrl_c_is_quiet(monkeypatch, capsys):
    monkeypatch.setattr(command, "_run", lambda argv: (_ for _ in ()).throw(KeyboardInterrupt))
    assert command.run([]) == 130
    assert "Traceback" not in capsys.readouterr().err


def test_assess_never_loads_qt():
    done = subprocess.run(
        [sys.executable, "-c", "import sys; from ui.command import run; run(['assess', '--help']); sys.exit('PySide6.QtWidgets' in sys.modules)"],
        capture_output=True, text=True, cwd=ROOT, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def test_without_a_screen_it_says_so_and_runs_the_demo(monkeypatch, capsys):
    from ui.commands import demo

    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(demo, "run", lambda argv: 0)
    monkeypatch.setattr(sys, "platform", "linux")
    assert not kiosk.has_screen()
    assert command.run([]) == 0
    assert words("en")("command.no-screen") in capsys.readouterr().err


def test_the_demo_writes_what_it_says(tmp_path):
    done = intake("demo", "M2", "--out", str(tmp_path / "out"), "--hands", "mouse", cwd=ROOT)
    assert done.returncode == 0, done.stderr
    out = tmp_path / "out"
    assert (out / "summary.pdf").read_bytes().startswith(b"%PDF-")
    assert (out / "response.json").stat().st_size > 1000
    pictures = sorted((out / "pages").glob("*.png"))
    assert len(pictures) > 29 and str(len(pictures)) in done.stdout
    assert "Traceback" not in done.stderr and "Qt" not in done.stderr.replace("QtWarning", "")


def test_an_unknown_case_is_refused():
    done = intake("demo", "M99")
    assert done.returncode == 2 and "M99" in done.stderr and "Traceback" not in done.stderr


def test_a_demo_leaves_other_files_alone_and_says_what_is_wrong(tmp_path):
    """A person's own pictures in the folder stay; a case that is none and a folder that is none are told plainly."""
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "holiday.jpg").write_text("mine")
    (tmp_path / "pages" / "001-welcome.png").write_text("of an earlier demo")
    broken = tmp_path / "case.json"
    for text in ("[1]", "{}", '{"date": "soon", "answers": {}}'):
        broken.write_text(text)
        done = intake("demo", str(broken), "--out", str(tmp_path))
        assert done.returncode == 2 and "case.json" in done.stderr and "Something went wrong" not in done.stderr
    assert [file.name for file in (tmp_path / "pages").iterdir()] == ["holiday.jpg"]
    done = intake("demo", "--out", str(broken))
    assert done.returncode == 2 and "case.json" in done.stderr and "--out" in done.stderr


def test_a_name_that_is_no_text_is_told_on_any_terminal(tmp_path):
    """Bytes that are not UTF-8 in a file's name, and a terminal that takes only ASCII."""
    name = os.fsdecode(os.fsencode(str(tmp_path)) + b"/case\xff.json")
    for command_line in (["check", name], ["assess", name], ["pdf", name, "-o", name], ["--help"]):
        for encoding in ("utf-8:strict", "ascii:strict"):
            done = intake(*command_line, PYTHONIOENCODING=encoding)
            assert "Something went wrong" not in done.stderr, command_line
            assert done.returncode == (0 if command_line == ["--help"] else 2)


def test_a_kiosk_starts_without_a_good_certificate_and_says_so(tmp_path):
    """A clinic must be able to see patients: what is wrong with the seal is told, and does not stop the program."""
    pytest.importorskip("pyhanko", reason="the extra “seal” is not installed")
    clinic = tmp_path / "clinic.toml"
    clinic.write_text(f'data_folder = "{tmp_path / "data"}"\n[seal]\ncertificate = "gone.pem"\n')
    argv = [sys.executable, "-m", "intake", "--window", "--clinic", str(clinic)]
    env = os.environ | {"QT_QPA_PLATFORM": platform(), "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(argv, cwd=ROOT, env=env, stderr=subprocess.PIPE, text=True) as kiosk:
        try:
            end = time.monotonic() + 20
            while not (tmp_path / "data" / "visits.db").exists() and kiosk.poll() is None and time.monotonic() < end:
                time.sleep(0.05)
            assert kiosk.poll() is None and (tmp_path / "data" / "visits.db").exists()
        finally:
            kiosk.kill()
        assert "clinic.toml:3" in (told := kiosk.stderr.read()) and "gone.pem" in told
    assert intake("check", str(clinic)).returncode == 1


def test_a_second_kiosk_on_the_same_data_is_refused(tmp_path):
    clinic = tmp_path / "clinic.toml"
    clinic.write_text(f'data_folder = "{tmp_path / "data"}"\n')
    argv = [sys.executable, "-m", "intake", "--window", "--clinic", str(clinic)]
    env = os.environ | {"QT_QPA_PLATFORM": platform(), "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(argv, cwd=ROOT, env=env, stderr=subprocess.PIPE, text=True) as first:
        try:
            deadline = 200
            while not (tmp_path / "data" / "visits.db").exists() and deadline:
                deadline -= 1
                time.sleep(0.05)
            second = intake("--window", "--clinic", str(clinic), QT_QPA_PLATFORM=platform())
            assert second.returncode == 2
            assert words("en")("command.already-open") in second.stderr
        finally:
            first.kill()
    third = subprocess.Popen(argv, cwd=ROOT, env=env, stderr=subprocess.PIPE, text=True)
    try:
        time.sleep(1.5)
        assert third.poll() is None, "a lock that a killed kiosk left behind is taken over"
    finally:
        third.kill()
        third.communicate()
