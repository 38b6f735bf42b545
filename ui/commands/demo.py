"""`intake demo`: a scripted patient goes through the real wizard with real input events, and leaves the PDF, the response and pictures."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from intake.ask.clinic import tongues
from intake.ask.pack import PACKS, load_pack
from intake.ask.pseudo import PSEUDO
from intake.ask.words import words
from intake.hear.answers import Where
from ui.casefile import open_case, printable

SIZE = (1280, 800)
WAIT_S = 60
SPOKEN = "identity-language"
HANDS = ("touch", "mouse", "keys")


def run(argv: Sequence[str]) -> int:
    """Run the demo. 0 done, 1 the case does not fit the form, 2 could not run."""
    say = words("en")
    chosen = _parser(say).parse_args(list(argv))
    from ui.patient.hands import platform

    if chosen.lang not in PSEUDO and chosen.lang.partition("-")[0] not in {tag.partition("-")[0] for tag in tongues()}:
        print(say("command.demo.no-language", name=printable(chosen.lang), known=", ".join(tongues())), file=sys.stderr)
        return 2
    case = _case(chosen.case)
    if case is None:
        print(say("command.demo.no-case", name=chosen.case), file=sys.stderr)
        return 2
    try:
        _clear(chosen.out / "pages")
    except OSError as error:
        print(say("command.demo.cannot-write", name=chosen.out, reason=error.strerror or type(error).__name__), file=sys.stderr)
        return 2
    os.environ["QT_QPA_PLATFORM"] = platform()
    from PySide6.QtCore import qInstallMessageHandler

    from ui.app import tell_of_qt

    before = qInstallMessageHandler(tell_of_qt)
    try:
        with tempfile.TemporaryDirectory(prefix="intake-demo-") as folder:
            return _visit(case, Path(folder), chosen, say)
    finally:
        qInstallMessageHandler(before)


def _visit(case: Path, folder: Path, chosen: argparse.Namespace, say) -> int:
    from ui.app import PACK, application
    from ui.patient.hands import Finger, Keys, Mouse, settle
    from ui.patient.play import Patient
    from ui.patient.still import still_house
    from ui.theme import Look
    from ui.wizard import Wizard

    chart, out = folder / "chart", chosen.out
    chart.mkdir()
    languages = (chosen.lang,) if chosen.lang in ("en", *PSEUDO) else (chosen.lang, "en")
    form = load_pack(PACKS / PACK).form
    _, answers, problems = open_case(case, form)
    if problems:
        print(say("command.demo.bad-case", count=len(problems), first=printable(problems[0].where.link_id)), file=sys.stderr)
        return 1
    house = still_house(answers.today, folder / "data", chart=chart, languages=languages)
    spoken = house.answer_for(chosen.lang)
    if form.item(SPOKEN).option(spoken):
        answers = answers.with_given(Where(SPOKEN), (spoken,))
    application(house.languages)
    hands = {"touch": Finger, "mouse": Mouse, "keys": Keys}[chosen.hands]()
    wizard = Wizard(house, Look(touch=hands.touch))
    wizard.resize(*SIZE)
    wizard.show()
    house.clerk.start()
    settle()
    shots = Shots(wizard, out / "pages")
    shots("welcome")
    patient = Patient(wizard, hands, answers, shots)
    patient.visit()
    until = time.monotonic() + WAIT_S
    while wizard.visit.shown != "done" and time.monotonic() < until:
        settle()
        time.sleep(0.01)
    shots("done")
    patient.reads()
    wizard.close()
    settle()
    return _hand_over(chart, out, shots.count, say)


def _clear(pictures: Path) -> None:
    """The folder of the pictures, without those of an earlier demo; any other file in it stays."""
    pictures.mkdir(parents=True, exist_ok=True)
    for old in pictures.glob("[0-9][0-9][0-9]-*.png"):
        old.unlink()
    with tempfile.TemporaryFile(dir=pictures):
        pass  # it can be written: said before the visit, not after it


class Shots:
    """Saves a numbered picture of each screen it is told of."""

    def __init__(self, wizard, folder: Path) -> None:
        self._wizard, self._folder, self.count = wizard, folder, 0

    def __call__(self, name: str) -> None:
        from ui.patient.hands import settle

        settle()
        self.count += 1
        self._wizard.grab().save(str(self._folder / f"{self.count:03d}-{name}.png"))


def _hand_over(chart: Path, out: Path, pictures: int, say) -> int:
    pdf = next(iter(sorted(chart.glob("*.pdf"))), None)
    response = next(iter(sorted(chart.glob("*.json"))), None)
    if pdf is None or response is None:
        print(say("command.demo.nothing-came"), file=sys.stderr)
        return 2
    shutil.copy(pdf, out / "summary.pdf")
    shutil.copy(response, out / "response.json")
    print(out / "summary.pdf")
    print(out / "response.json")
    print(say("command.demo.pictures", count=pictures, folder=out / "pages"))
    return 0


def _case(name: str) -> Path | None:
    """A case by file, or by the name of an example of any pack."""
    given = Path(name)
    if given.suffix == ".json":
        return given if given.is_file() else None
    return next((f for f in sorted(PACKS.glob(f"*/examples/{name}.json"))), None)


def _parser(say) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="intake demo", description=say("command.about.demo"))
    parser.add_argument("case", nargs="?", default="M1", metavar="CASE", help=say("command.help.demo-case"))
    parser.add_argument("--out", type=Path, default=Path("demo"), metavar="DIR", help=say("command.help.demo-out"))
    parser.add_argument("--lang", default="en", metavar="TAG", help=say("command.help.demo-lang"))
    parser.add_argument("--hands", choices=HANDS, default="touch", help=say("command.help.demo-hands"))
    return parser
