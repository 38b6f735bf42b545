"""`intake check`: everything that is wrong or not plain in a pack, a Questionnaire or our own words, at once, with file, line and remedy."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from intake.ask.certificate import doubts_of_seal
from intake.ask.clinic import load_clinic
from intake.ask.compile import compile_form
from intake.ask.errors import Fault, PackError
from intake.ask.form import Form
from intake.ask.lint import lint
from intake.ask.load import decode, read_bytes
from intake.ask.pack import PACKS, Pack, load_pack, shelf
from intake.ask.plainwords.grade import can_measure
from intake.ask.plainwords.look import look, look_at_education, look_at_own, untranslated
from intake.ask.positions import located
from intake.ask.reach import never_asked
from intake.ask.waivers import FILE, Waived, load_waivers, sift
from intake.ask.words import ASSETS, words
from intake.notice.doubts import doubts
from intake.notice.practice import practice
from intake.notice.screening import load_rules
from ui.casefile import open_case

OWN = ASSETS / "plain" / FILE
"""What is let stand in the program's own sentences."""


@dataclass(slots=True)
class Checked:
    """What stands and what is waived, in the order found."""

    standing: list[Fault] = field(default_factory=list)
    waived: list[Waived] = field(default_factory=list)

    def add(self, faults: Iterable[Fault], waivers: Path | None = None) -> None:
        """Take findings in, sifted by a file of waivers."""
        try:
            book = load_waivers(waivers) if waivers else ()
        except PackError as error:
            self.standing += [*faults, *error.faults]
            return
        standing, waived = sift(faults, book, str(waivers or ""), unmeasured=frozenset() if can_measure() else frozenset({"aboveGrade"}))
        self.standing += standing
        self.waived += waived

    def count(self, severity: str) -> int:
        return sum(fault.severity == severity for fault in self.standing)


def run(argv: Sequence[str]) -> int:
    """Print all findings, one a line: `file:line:column  severity  sentence`. 0 clean or only warnings, 1 errors, 2 could not run."""
    say, began = words("en"), time.monotonic()
    chosen = _parser().parse_args(list(argv))
    paths = chosen.path or list(shelf())
    if not paths:
        print(say("command.check.nothing"), file=sys.stderr)
        return 2
    checked = Checked()
    for path in paths:
        check(path, checked)
    if not chosen.path:
        check_own(checked)
    for fault in checked.standing:
        if not chosen.errors or fault.severity == "error":
            print(_line(fault))
    for one in checked.waived if chosen.all else ():
        about = one.waiver.model_dump(include={"owner", "on", "reason"})
        print(f"{_line(one.fault)}  ({say('command.check.waived', **about)})")
    if not can_measure():
        print(say("fault.gradesNotMeasured"), file=sys.stderr)
    counts = {kind: checked.count(kind) for kind in ("error", "warning", "info")}
    seconds = f"{time.monotonic() - began:.1f}"
    print(say("command.check.summary", files=len(paths), waived=len(checked.waived), seconds=seconds, **counts), file=sys.stderr)
    return 2 if any(not path.exists() for path in paths) else 1 if counts["error"] else 0


def faults_of(path: Path) -> tuple[Fault, ...]:
    """What stands of a pack's folder, a clinic.toml or a Questionnaire file."""
    checked = Checked()
    check(path, checked)
    return tuple(checked.standing)


def check(path: Path, checked: Checked) -> None:
    """Every finding about a pack's folder, a clinic.toml or a Questionnaire file."""
    try:
        if path.is_dir():
            _of_pack(load_pack(path), checked)
        elif path.suffix.lower() == ".toml":
            clinic = load_clinic(path)
            practice(load_pack(PACKS / "botulinum"), clinic)  # a clinic names thresholds, findings and lines of a pack
            checked.add(doubts_of_seal(clinic, datetime.now(UTC)))
        else:
            form = compile_form(read_bytes(path), file=str(path), strict=False)
            checked.add(located(list(_of_form(form)), decode(read_bytes(path))))
    except PackError as error:
        checked.add(error.faults)


def check_own(checked: Checked) -> None:
    """The program's own sentences, in every language they are written in."""
    languages = sorted(file.stem for file in (ASSETS / "words").glob("*.toml"))
    found: list[Fault] = []
    for language in languages:
        try:
            found += look_at_own(language)
        except PackError as error:
            found += error.faults
    checked.add(found, OWN)


def _of_form(form: Form) -> Iterator[Fault]:
    yield from lint(form, file=form.file)
    yield from look(form, file=form.file)
    yield from never_asked(form, file=form.file)


def _of_pack(pack: Pack, checked: Checked) -> None:
    form, source = pack.form, pack.form.language or "en"
    found = [fault for fault in _of_form(form) if fault.code != "untranslated"]  # below for all languages the pack declares
    tags = [tag for tag in dict.fromkeys((*pack.languages, *pack.phrases.languages)) if tag != source]
    found += untranslated(form, tags, file=form.file)
    found = [*pack.notes, *look_at_education(pack.education, tags, file=str(pack.path / "education.toml")), *located(found, decode(read_bytes(Path(form.file))))]
    try:
        cases = [open_case(path, form)[1] for path in pack.examples]
        found += doubts(pack, load_rules(pack), cases)
    except PackError as error:
        found += error.faults
    checked.add(found, pack.path / FILE)


def _line(fault: Fault) -> str:
    at = fault.facts.get("where") or fault.pointer
    return f"{fault.place}  {fault.severity}  {fault.sentence()}{f'  [{at}]' if at else ''}"


def _parser() -> argparse.ArgumentParser:
    say = words("en")
    parser = argparse.ArgumentParser(prog="intake check", description=say("command.check.about"))
    parser.add_argument("path", nargs="*", type=Path, metavar="PATH", help=say("command.check.path"))
    parser.add_argument("--errors", action="store_true", help=say("command.check.errors"))
    parser.add_argument("--all", action="store_true", help=say("command.check.all"))
    return parser
