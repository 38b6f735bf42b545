"""The command line is a face too: it finds the sub-command, loads only that one, and never shows a person a traceback.

Exit codes: 0 done, 1 the answers or the form have problems, 2 could not run (bad usage, unreadable file, a fault of ours).
"""

from __future__ import annotations

import argparse
import difflib
import importlib
import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from intake.ask.words import words
from ui.faults import plain

COMMANDS = ("check", "fill", "assess", "pdf", "leaflet", "catalogue", "demo")
"""Every sub-command, in the order a newcomer meets them; each is a module of the same name in `ui/commands/`."""


def run(argv: Sequence[str]) -> int:
    """Run one command line (without the program's name) and return its exit code. This is the boundary for faults of ours.

    Raises nothing: a broken pack prints all its faults, a fault of ours prints its type and place only, because an
    exception's text may hold what a patient typed.
    """
    _say_anything()
    try:
        return _run(list(argv))
    except SystemExit as stop:  # argparse has printed its own sentence
        return stop.code if isinstance(stop.code, int) else 2
    except KeyboardInterrupt:
        print(file=sys.stderr)
        return 130
    except BrokenPipeError:  # `intake … | head`: the reader has gone, so nobody is left to tell
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:  # the boundary
        print(plain(error), file=sys.stderr)
        return 2


def _say_anything() -> None:
    """A file name that is no text, or a terminal that knows few letters, must not turn a plain message into a fault."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _run(argv: list[str]) -> int:
    name = argv[0] if argv and not argv[0].startswith("-") else ""
    if name in COMMANDS:
        return importlib.import_module(f"ui.commands.{name}").run(argv[1:])
    if name:
        return _unknown(name)
    chosen = _parser().parse_args(argv)
    return importlib.import_module("ui.commands.kiosk").run(chosen)


def _unknown(name: str) -> int:
    say = words("en")
    near = difflib.get_close_matches(name, COMMANDS, 1)
    print(say("command.unknown", name=name), file=sys.stderr)
    print(say("command.did-you-mean", name=near[0]) if near else say("command.see-help"), file=sys.stderr)
    return 2


def _parser() -> argparse.ArgumentParser:
    say = words("en")
    commands = "\n".join(f"  {name:<9} {say('command.about.' + name)}" for name in COMMANDS)
    parser = argparse.ArgumentParser(
        prog="intake",
        description=say("command.about.intake"),
        epilog=f"{say('command.commands')}\n{commands}\n\n{say('command.each-help')}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--window", action="store_true", help=say("command.help.window"))
    parser.add_argument("--assisted", action="store_true", help=say("command.help.assisted"))
    parser.add_argument("--clinic", type=Path, metavar="FILE", help=say("command.help.clinic"))
    return parser
