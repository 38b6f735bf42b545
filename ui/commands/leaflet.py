"""`intake leaflet`: what a patient may read about the injection, as a PDF to print; no patient is in it. Never loads Qt."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from intake.ask.clinic import SHORT, load_clinic
from intake.ask.errors import PackError
from intake.ask.pack import PACKS, Pack, load_pack
from intake.ask.pseudo import PSEUDO
from intake.ask.words import words
from ui.casefile import printable
from ui.wholefile import write_whole

DONE, COULD_NOT = 0, 2
KNOWN = ("migraine", "neck", "spasticity", "back", "knee")
"""Reasons for a visit that the help names; another pack may have others."""


def run(argv: Sequence[str]) -> int:
    """0: written. 2: the pack, the clinic's settings, a condition, the language or -o is unusable; nothing is written."""
    chosen = _parser().parse_args(list(argv))
    try:
        clinic, pack = load_clinic(chosen.clinic), load_pack(chosen.pack)
    except PackError as error:
        print(error, file=sys.stderr)
        return COULD_NOT
    language = chosen.lang or clinic.patient_language_default
    language = SHORT.get(language, language)
    wrong = _wrong(pack, chosen.condition, language)
    if wrong:
        print(wrong, file=sys.stderr)
        return COULD_NOT
    from intake.tell.pdf.leaflet import leaflet  # only here: a slip of the pen needs no fonts

    return _written(chosen.out, leaflet(pack, pack.education.about(chosen.condition), clinic=clinic, language=language))


def _written(out: Path, pdf: bytes) -> int:
    say = words("en")
    try:
        write_whole(out, pdf)
    except OSError as error:
        print(say("command.pdf.cannot-write", name=out, reason=error.strerror or type(error).__name__), file=sys.stderr)
        return COULD_NOT
    print(say("command.pdf.done", name=out))
    return DONE


def _wrong(pack: Pack, conditions: Sequence[str], language: str) -> str:
    """Why this leaflet cannot be made, in a sentence; "" when it can."""
    say, topics = words("en"), pack.education.topics
    if not topics:
        return say("command.leaflet.no-texts")
    known = dict.fromkeys(code for topic in topics for code in sorted(topic.conditions))
    for code in conditions:
        if code not in known:
            return say("command.leaflet.no-condition", name=printable(code), known=", ".join(known))
    if language not in pack.languages and language not in PSEUDO:
        return say("command.leaflet.no-language", name=printable(language), known=", ".join(pack.languages))
    return ""


def _parser() -> argparse.ArgumentParser:
    say = words("en")
    parser = argparse.ArgumentParser(prog="intake leaflet", description=say("command.about.leaflet"), epilog=say("command.leaflet.codes"))
    parser.add_argument("--condition", action="append", default=[], metavar="CODE", help=say("command.leaflet.condition", known=", ".join(KNOWN)))
    parser.add_argument("--lang", metavar="TAG", help=say("command.leaflet.lang"))
    parser.add_argument("--clinic", type=Path, metavar="FILE", help=say("command.help.clinic"))
    parser.add_argument("--pack", type=Path, default=PACKS / "botulinum", metavar="FOLDER", help=say("command.leaflet.pack"))
    parser.add_argument("-o", "--out", type=Path, metavar="FILE", required=True, help=say("command.leaflet.out"))
    return parser
