"""`intake pdf`: the provider's PDF from an answers file or a QuestionnaireResponse, its text for a note, a window to read it in. Loads Qt only for the window."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from intake.ask.certificate import open_certificate
from intake.ask.clinic import Clinic, load_clinic
from intake.ask.errors import PackError
from intake.ask.pack import PACKS, load_pack
from intake.ask.words import words
from intake.hear.answers import Answers
from intake.hear.reading import read
from intake.hear.validate import Problem
from intake.notice.practice import Practice, practice
from intake.notice.screening import assess
from intake.save.keep import Visit, at_clinic, make_record
from intake.save.record import Record
from intake.tell.summary import summarise
from intake.tell.text import chart_text
from ui.casefile import open_case, response_status, told
from ui.wholefile import write_whole

DONE, INVALID, COULD_NOT = 0, 1, 2


def run(argv: Sequence[str]) -> int:
    """0: done. 1: the answers are invalid, one line each on stderr, nothing written. 2: a file, the pack or -o is unusable, or no screen.

    A blank is not invalid: a form that stops short gives a PDF that says it is a partial record (DECISIONS 27).
    """
    say, parser = words("en"), _parser()
    chosen = parser.parse_args(list(argv))
    if not (chosen.out or chosen.text or chosen.show):
        parser.error(say("command.pdf.nothing"))
    try:
        clinic = load_clinic(chosen.clinic)
        if clinic.seal and (chosen.out or chosen.show):
            open_certificate(clinic, _now())
        here = practice(load_pack(chosen.pack), clinic if chosen.clinic else None)
        _, answers, unread = open_case(chosen.case, here.form)
        status = response_status(chosen.case)
    except PackError as error:
        print(error, file=sys.stderr)
        return COULD_NOT
    if status == "entered-in-error":
        print(say("command.pdf.withdrawn", name=chosen.case.name), file=sys.stderr)
        return INVALID
    record, problems = _record(answers, unread, here, ended=status not in ("in-progress", "stopped"))
    for problem in problems:
        print(f"{chosen.case.name}: {told(problem)}", file=sys.stderr)
    if problems:
        print(say("command.pdf.refused", count=len(problems)), file=sys.stderr)
        return INVALID
    return _given_out(chosen, record, clinic)


def _given_out(chosen: argparse.Namespace, record: Record, clinic: Clinic) -> int:
    """The PDF into its file, the text to stdout, the window open until it is closed: whichever was asked for."""
    say = words("en")
    if chosen.out:
        pdf = made(record, clinic)
        try:
            write_whole(chosen.out, pdf)
        except OSError as error:
            print(say("command.pdf.cannot-write", name=chosen.out, reason=error.strerror or type(error).__name__), file=sys.stderr)
            return COULD_NOT
        if clinic.seal and not is_sealed(pdf):
            print(say("outbox.unsealed"), file=sys.stderr)
        print(say("command.pdf.done", name=chosen.out), file=sys.stderr if chosen.text else sys.stdout)  # with --text, stdout is the text alone
    if chosen.text:
        print(text(record, clinic), end="")
    if chosen.show:
        from ui.commands.kiosk import has_screen, stop_on_interrupt

        if not has_screen():
            print(say("command.pdf.no-screen"), file=sys.stderr)
            return COULD_NOT
        from ui.showing import show  # Qt is loaded here only

        return show(lambda: (made(record, clinic), text(record, clinic)), record.document_id(), clinic, ready=stop_on_interrupt)
    return DONE


def made(record: Record, clinic: Clinic) -> bytes:
    """The PDF of a record that was not released: made from a file, and it says so. Sealed now, where the clinic seals."""
    from intake.tell.pdf.release import release  # only here: a file with invalid answers needs no fonts

    summary = summarise(record, clinic=clinic, language=clinic.provider_language)
    return release(summary, record, clinic=clinic, released=words(clinic.provider_language)("paper.from-file"), at=_now().isoformat(timespec="seconds"))


def is_sealed(pdf: bytes) -> bool:
    """Whether the seal could be made."""
    from intake.tell.pdf.finish.sign import sealed

    return sealed(pdf)


def _now() -> datetime:
    return datetime.now(UTC)


def text(record: Record, clinic: Clinic) -> str:
    """The same summary as lines to paste into a note."""
    return chart_text(summarise(record, clinic=clinic, language=clinic.provider_language))


def _record(answers: Answers, unread: tuple[Problem, ...], here: Practice, *, ended: bool = True) -> tuple[Record, list[Problem]]:
    """The record of these answers and what makes them invalid. `ended` False: whoever gave them had not come to the end."""
    reading = read(here.form, answers)
    found = [*unread, *reading.problems()]
    complete = ended and not any(problem.code == "required" and problem.severity == "error" for problem in found)
    invalid = [problem for problem in found if problem.severity in ("error", "fatal") and problem.code != "required"]
    visit = at_clinic(Visit(complete=complete), here, reading)
    return make_record(reading, assess(here.rules, reading), pack=here.pack, visit=visit), invalid


def _parser() -> argparse.ArgumentParser:
    say = words("en")
    parser = argparse.ArgumentParser(prog="intake pdf", description=say("command.about.pdf"), epilog=say("command.pdf.codes"))
    parser.add_argument("case", type=Path, metavar="CASE", help=say("command.pdf.case"))
    parser.add_argument("-o", "--out", type=Path, metavar="FILE", help=say("command.pdf.out"))
    parser.add_argument("--text", action="store_true", help=say("command.pdf.text"))
    parser.add_argument("--show", action="store_true", help=say("command.pdf.show"))
    parser.add_argument("--pack", type=Path, default=PACKS / "botulinum", metavar="FOLDER", help=say("command.pdf.pack"))
    parser.add_argument("--clinic", type=Path, metavar="FILE", help=say("command.help.clinic"))
    return parser
