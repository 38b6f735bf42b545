"""`intake catalogue`: a pack on paper for those who sign it: questions, rules, thresholds, cases, and what a visit costs. Never loads Qt."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from intake.ask.errors import PackError
from intake.ask.pack import PACKS, load_pack
from intake.ask.words import words
from intake.tell.catalogue import catalogue
from ui.wholefile import write_whole

DONE, COULD_NOT = 0, 2


def run(argv: Sequence[str]) -> int:
    """0: written. 2: the pack, a language or -o is unusable; every fault on stderr, nothing written."""
    say, chosen = words("en"), _parser().parse_args(list(argv))
    try:
        pack = load_pack(chosen.pack)
        known = pack.phrases.languages
        for tag in chosen.lang or ():
            if tag not in known:
                print(say("command.catalogue.no-language", name=tag, known=", ".join(known)), file=sys.stderr)
                return COULD_NOT
        made = catalogue(pack, chosen.lang)
    except PackError as error:
        print(error, file=sys.stderr)
        return COULD_NOT
    try:
        write_whole(chosen.out, made.encode())
    except OSError as error:
        print(say("command.catalogue.cannot-write", name=chosen.out, reason=error.strerror or type(error).__name__), file=sys.stderr)
        return COULD_NOT
    print(say("command.catalogue.done", name=chosen.out))
    return DONE


def _parser() -> argparse.ArgumentParser:
    say = words("en")
    parser = argparse.ArgumentParser(prog="intake catalogue", description=say("command.about.catalogue"))
    parser.add_argument("pack", nargs="?", type=Path, default=PACKS / "botulinum", metavar="PACK", help=say("command.catalogue.pack"))
    parser.add_argument("-o", "--out", type=Path, metavar="FILE", required=True, help=say("command.catalogue.out"))
    parser.add_argument("--lang", action="append", metavar="TAG", help=say("command.catalogue.lang"))
    return parser
