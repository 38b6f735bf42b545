"""intake fill: any Questionnaire and a file of answers become a validated QuestionnaireResponse."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from intake.ask.compile import compile_form
from intake.ask.errors import Fault, PackError
from intake.ask.form import Form
from intake.ask.load import read_bytes
from intake.ask.pack import load_pack
from intake.ask.words import Words, words
from intake.hear.reading import read
from intake.hear.response import to_response
from ui.casefile import open_case, told
from ui.wholefile import write_whole

FAULTS_TOLD = 5
"""Faults of a foreign form that are told here; `intake check` tells all."""


def run(argv: Sequence[str]) -> int:
    """0: written. 1: the answers have problems, one line each on stderr, nothing written. 2: form, answers or -o unusable."""
    say = words("en")
    parser = argparse.ArgumentParser(prog="intake fill", description=say("command.about.fill"))
    parser.add_argument("form", type=Path, metavar="FORM", help=say("command.fill.form"))
    parser.add_argument("answers", type=Path, metavar="ANSWERS", help=say("command.fill.answers"))
    parser.add_argument("-o", "--out", type=Path, metavar="FILE", required=True, help=say("command.fill.out"))
    chosen = parser.parse_args(list(argv))
    try:
        form = _form(chosen.form)
        _, answers, shape = open_case(chosen.answers, form)
    except PackError as error:
        print(error, file=sys.stderr)
        return 2
    _tell_faults([note for note in form.notes if note.severity == "error"], chosen.form, say)
    reading = read(form, answers)
    problems = [*shape, *reading.problems()]
    for problem in problems:
        print(f"{chosen.answers.name}: {told(problem)}", file=sys.stderr)
    errors = sum(problem.severity == "error" for problem in problems)
    if errors:
        print(say("command.fill.refused", count=errors), file=sys.stderr)
        return 1
    response = to_response(reading, authored=answers.today.isoformat(), language=form.language)
    try:
        write_whole(chosen.out, (json.dumps(response, ensure_ascii=False, indent=2) + "\n").encode())
    except OSError as error:
        print(say("command.fill.cannot-write", name=chosen.out, reason=error.strerror or type(error).__name__), file=sys.stderr)
        return 2
    print(say("command.fill.done", name=chosen.out))
    return 0


def _tell_faults(faults: list[Fault], form: Path, say: Words) -> None:
    """A foreign form's own faults: the first few, how many there are, and where to read them all."""
    for fault in faults[:FAULTS_TOLD]:
        print(fault, file=sys.stderr)
    if faults:
        print(say("command.fill.form-fault", count=len(faults), form=form.name), file=sys.stderr)


def _form(path: Path) -> Form:
    if path.is_dir():
        return load_pack(path).form
    return compile_form(read_bytes(path), file=str(path), strict=False)
