"""`intake check`: everything that is wrong with a pack or a Questionnaire, at once, with file, line and what the patient would see."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from intake.ask.clinic import load_clinic
from intake.ask.errors import Fault, PackError
from intake.ask.lint import lint, lint_file
from intake.ask.load import decode, read_bytes
from intake.ask.pack import PACKS, load_pack, shelf
from intake.ask.words import words
from intake.notice.practice import practice
from intake.notice.screening import load_rules


def run(argv: Sequence[str]) -> int:
    """Print all findings, one a line: `file:line:column  severity  sentence`. 0 clean, 1 errors, 2 could not run."""
    say = words("en")
    chosen = _parser().parse_args(list(argv))
    paths = chosen.path or list(shelf())
    if not paths:
        print(say("command.check.nothing"), file=sys.stderr)
        return 2
    faults: list[Fault] = []
    missing = False
    for path in paths:
        missing = missing or not path.exists()
        faults.extend(faults_of(path))
    shown = [fault for fault in faults if not chosen.errors or fault.severity == "error"]
    for fault in shown:
        print(f"{fault.place}  {fault.severity}  {fault.sentence()}{f'  [{fault.pointer}]' if fault.pointer else ''}")
    counts = {kind: sum(fault.severity == kind for fault in faults) for kind in ("error", "warning", "info")}
    print(say("command.check.summary", files=len(paths), **counts), file=sys.stderr)
    return 2 if missing else 1 if counts["error"] else 0


def faults_of(path: Path) -> tuple[Fault, ...]:
    """Every finding about a pack's folder, a clinic.toml or a Questionnaire file."""
    if path.is_dir():
        return tuple(_of_pack(path))
    if path.suffix.lower() == ".toml":
        return _of_settings(path)
    return lint_file(path)


def _of_pack(path: Path) -> Iterable[Fault]:
    try:
        pack = load_pack(path)
    except PackError as error:
        yield from error.faults
        return
    yield from pack.notes
    questionnaire = Path(pack.form.file)
    yield from lint(pack.form, file=pack.form.file, text=decode(read_bytes(questionnaire)))
    try:
        load_rules(pack)
    except PackError as error:
        yield from error.faults


def _of_settings(path: Path) -> tuple[Fault, ...]:
    """A clinic.toml by itself, and against the pack whose thresholds, findings and lines it names."""
    try:
        practice(load_pack(PACKS / "botulinum"), load_clinic(path))
    except PackError as error:
        return error.faults
    return ()


def _parser() -> argparse.ArgumentParser:
    say = words("en")
    parser = argparse.ArgumentParser(prog="intake check", description=say("command.check.about"))
    parser.add_argument("path", nargs="*", type=Path, metavar="PATH", help=say("command.check.path"))
    parser.add_argument("--errors", action="store_true", help=say("command.check.errors"))
    return parser
