"""The patient's burden: pages, screens, taps and modelled minutes of each example case, beside the targets of `clinical/pages.md`.

Not collected by pytest (`tests/ui/test_burden.py` pins the figures). Run from the repository:

    python tests/bench/burden.py [M1 M2 ...] [--pages]
    python tests/bench/burden.py --write

`--write` measures every case and writes `forms/botulinum/burden.toml`: what the catalogue prints, and what the test compares with.

Each case is answered at once in a real wizard, 1280 x 800 at 100 %, without hands; then every screen of every page is read and
counted: the words that stand on it, and what the hand does to give the case's answers there. Rows that take more than one
question stand open, as they do while they are filled in. "core": only what everyone is asked. "whole": also each "Add more" that
holds an answer of the case, with everything behind it. Not counted: thinking, reading the review again, and drawing a signature.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

HERE = Path(__file__).resolve()
sys.path[:0] = [str(HERE.parents[2]), str(HERE.parent)]
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from intake.ask.load import read_json  # noqa: E402
from intake.ask.pack import PACKS  # noqa: E402
from intake.hear.answers import Answers, Where  # noqa: E402
from intake.hear.answersfile import read_answers_file  # noqa: E402
from intake.hear.session import Session  # noqa: E402
from keystrokes import AVERAGE, DATE_S, NUMBER_S, SEARCH_S, TAP_S, TIRED, TURN_S, WORD_S, Effort, answering, count_words  # noqa: E402
from PySide6.QtCore import QCoreApplication, QEvent, qInstallMessageHandler  # noqa: E402
from PySide6.QtWidgets import QWidget  # noqa: E402
from ui import compose  # noqa: E402
from ui.app import application, tell_of_qt  # noqa: E402
from ui.blocks.block import Block  # noqa: E402
from ui.blocks.chips import Class, Classes  # noqa: E402
from ui.blocks.fold import Foot  # noqa: E402
from ui.blocks.row import ClosedRow, core_questions, row_key  # noqa: E402
from ui.blocks.special import TwoSteps  # noqa: E402
from ui.blocks.ticks import Fact, Facts  # noqa: E402
from ui.blocks.treatments import Tried  # noqa: E402
from ui.fields.button import _Face  # noqa: E402
from ui.fields.date import DateField  # noqa: E402
from ui.fields.field import Field  # noqa: E402
from ui.fields.label import PlainLabel  # noqa: E402
from ui.fields.medicine import PickField  # noqa: E402
from ui.page import PageView  # noqa: E402
from ui.patient.still import still_house  # noqa: E402
from ui.theme import Look  # noqa: E402
from ui.wizard import Wizard  # noqa: E402

TABLET = (1280, 800)
EXAMPLES = PACKS / "botulinum" / "examples"
FILE = PACKS / "botulinum" / "burden.toml"
URGENT = "urgent-now"
RED_FLAGS = {
    "migraine": "migraine-rf-deficit", "neck": "neck-rf-cord", "spasticity": "spasticity-cause", "back": "back-rf-saddle",
    "knee": "knee-rf-hot",
}  # fmt: skip
"""The condition -> the page of its first red flag. Something else has none of its own."""
URGENT_S, RED_FLAG_S = 85, 125
PAGES_MOST, MINUTES_MOST = {"M2": 30}, {"M2": 10.0}
ELSE_PAGES, ELSE_MINUTES = 32, 12.0


@dataclass(frozen=True)
class Burden:
    """One case: pages the patient meets (the review is one of them), screens they take, what is done on them, and on which page."""

    case: str
    screens_of: dict[str, int]  # page key -> screens
    effort_of: dict[str, Effort]
    red_flag: str = ""  # key of the page with the first red flag of its module; "" where the module has none
    asked: int = 0  # questions that stand on these screens, each row of a table or a card counted

    @property
    def pages(self) -> int:
        return len(self.screens_of)

    @property
    def screens(self) -> int:
        return sum(self.screens_of.values())

    @property
    def effort(self) -> Effort:
        return sum(self.effort_of.values(), Effort())

    def seconds_to(self, key: str) -> float:
        """Until the page of that key stands on the screen."""
        before = list(self.effort_of)[: list(self.effort_of).index(key)]
        return sum((self.effort_of[k] for k in before), Effort()).seconds()


def measure(case: str, folder: Path, *, whole: bool) -> Burden:
    """Answer a case and count. A QApplication is made when there is none."""
    data, _ = read_json(EXAMPLES / f"{case}.json")
    house = still_house(date.fromisoformat(data["date"]), folder / "data")
    application(house.languages)
    given, problems = read_answers_file(house.form, data)
    assert not problems, problems
    wizard = Wizard(house, Look())
    wizard.resize(*TABLET)
    wizard.show()
    try:
        return _count(case, wizard, _answered(wizard, given, whole=whole))
    finally:
        wizard.close()
        wizard.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _answered(wizard: Wizard, given: Answers, *, whole: bool) -> Session:
    """The session with everything the case says; without `whole`, nothing that is asked behind "Add more"."""
    house = wizard.house
    session = house.begin(wizard.visit.language, assisted=False)
    for group, ids in given.rows.items():
        for row in ids:
            session = session.add_row(group.link_id, group.rows, row_id=row, at=house.at())
    for where, raws in given:
        session = session.answer(where.link_id, *raws, rows=where.rows, at=house.at())
    behind = [where for where, _ in given if not whole and where.link_id != compose.WHY and _is_behind(session, where)]
    for where in behind:
        session = session.clear(where.link_id, rows=where.rows, at=house.at())
    return session


def _is_behind(session: Session, where: Where) -> bool:
    """Whether a question stands behind "Add more" where the case answers it."""
    return compose.folded(session, session.form.item(where.link_id), where.rows) and not compose.needed(session, where)


def _count(case: str, wizard: Wizard, session: Session) -> Burden:
    screens: dict[str, int] = {}
    efforts: dict[str, Effort] = {}
    asked: set[Where] = set()
    visit = wizard.visit.begin(session, wizard.house.at())
    for page in session.pages:
        opened = compose.open_page(visit.session.go(page.key), page, wizard.house.at())
        wizard._become(replace(visit, session=opened, place="page", part=0))
        view = wizard.stage.page
        for key in _rows_to_fill(view):
            view.unfold(key, True)
        wizard._become(replace(wizard.visit, part=0))
        screens[page.key] = view.parts
        efforts[page.key] = _page(wizard, view)
        asked |= {where for block in _blocks(view) for where in block.wheres if session.reading.asked(*where)}
    screens["review"], efforts["review"] = 1, Effort(words=count_words(wizard.stage._words("screen.review.title")), turns=1)
    red_flag = RED_FLAGS.get(compose.code_of(session.reading, "condition"), "")
    return Burden(case, screens, efforts, red_flag, len(asked))


def _rows_to_fill(view: PageView) -> Iterator[str]:
    """Keys of the rows that take more than one question: they stand open while they are filled in."""
    for block in _blocks(view):
        if isinstance(block, ClosedRow):
            asked = [i for i in core_questions(view._now, block._items) if view._now.session.reading.asked(i.link_id, block._path)]
            if len(asked) > 1:
                yield row_key(block._group, block._path)


def _blocks(view: PageView) -> list[Block]:
    return [block for part in view._parts for block in part]


def _page(wizard: Wizard, view: PageView) -> Effort:
    """What all screens of a page cost: each is turned once, what stands on it is read, and the case's answers are given."""
    blocks = _blocks(view)
    effort = sum((_reading(block) for block in blocks), Effort(turns=view.parts, taps=_folds(view, blocks)))
    if view._none is not None:
        effort += Effort(taps=sum(_ticking(view, part) for part in view._parts))
    met: set[Where] = set()
    for block in blocks:
        if isinstance(block, Classes):
            effort += Effort(taps=sum(b.isChecked() for one in block.classes for b in (one.button, *one.chips.values())))
        elif isinstance(block, Tried):
            effort += Effort(taps=sum(b.isChecked() for cell in block.cells for b in cell.buttons.values()))
        elif isinstance(block, ClosedRow):
            effort += _row_of_one(wizard, view, block)
        elif not isinstance(block, Fact | Facts):
            effort += sum((_answer(wizard, view, block, where) for where in block.wheres if where not in met), Effort())
        met |= set(block.wheres)
    return effort


def _reading(block: Block) -> Effort:
    """The words that stand on a block now: questions, help and statements, and apart from them the answers to pick from."""
    said = sum(count_words(w.text()) for w in block.findChildren(PlainLabel) if _seen(w, block))
    faces = [w for w in block.findChildren(_Face) if _seen(w, block)]
    if isinstance(block, Fact):  # the tick is the question itself
        said += count_words(faces.pop(0).words())
    return Effort(words=said, choices=sum(count_words(w.words()) for w in faces))


def _seen(widget: QWidget, block: QWidget) -> bool:
    """Whether a widget is shown, and not one of the keys of a date or a search: those are part of giving the answer."""
    inside = widget.parentWidget()
    while inside is not None and inside is not block:
        if isinstance(inside, DateField | PickField):
            return False
        inside = inside.parentWidget()
    return widget.isVisibleTo(block)


def _folds(view: PageView, blocks: list[Block]) -> int:
    """Taps on "Add more", "Done" and "Add another"."""
    feet = [block for block in blocks if isinstance(block, Foot)]
    rows = sum(foot._row is not None for foot in feet)
    return sum(foot._open for foot in feet) + (view.page.key in view._now.opened) + max(0, 2 * rows - 1)


def _ticking(view: PageView, part: list[Block]) -> int:
    """Taps on one screen of known facts: one for each that is true, and one for «None of these» or «None of the others»."""
    facts = [block for block in part if isinstance(block, Fact | Facts)]
    ticked = sum(button.isChecked() for fact in facts for button in fact.buttons.values())
    denied = any(view._now.session.answers.raw(*fact.where) == (compose.is_no(fact.item),) for fact in facts)
    return ticked + int(denied)


def _row_of_one(wizard: Wizard, view: PageView, block: ClosedRow) -> Effort:
    """A row that one answer fills. A medicine that was tapped as a chip waits here already (pages.md, rule 4)."""
    item = next(item for item in block._items if item.is_question)
    raws = view._now.session.answers.raw(item.link_id, block._path)
    if raws and raws[0] in compose.picked(view._now.session, wizard.house.medicines):
        return Effort()
    return Effort(taps=1) + answering(item, raws, searched=item.medicines is not None)


def _answer(wizard: Wizard, view: PageView, block: Block, where: Where) -> Effort:
    """What the hand does for one question; nothing where it is filled in for the person to confirm."""
    session, item = view._now.session, wizard.house.form.item(where.link_id)
    raws = session.answers.raw(*where)
    preset = compose.PRESETS.get(where.link_id)
    if not raws or (preset and preset(session.reading) == raws[0]) or raws == wizard.house.begin("en", assisted=False).answers.raw(*where):
        return Effort()
    if where.link_id == compose.NAMES:
        return Effort(typed=_names_to_type(wizard, view, str(raws[0])))
    if isinstance(block, TwoSteps):
        return Effort(taps=1 if raws == (block.first,) else 2)
    return answering(item, raws, searched=any(isinstance(f, PickField) for f in block.findChildren(Field)))


def _names_to_type(wizard: Wizard, view: PageView, names: str) -> int:
    """Words of «Which ones?» that no chip on the page says."""
    chips = {code for one in view.findChildren(Class) for code in one.chips}
    typed = [part for part in names.split(",") if getattr(wizard.house.medicines.find(part.strip()), "code", None) not in chips]
    return sum(len(part.split()) for part in typed)


# --- the file and the table


def figures(burden: Burden) -> dict[str, int | float]:
    """What is kept of a measurement: minutes of a tired and of an average reader to one place, seconds whole."""
    kept: dict[str, int | float] = {"asked": burden.asked, "pages": burden.pages, "screens": burden.screens, "taps": burden.effort.taps}
    kept |= {"minutes": round(burden.effort.minutes(), 1), "average": round(burden.effort.minutes(AVERAGE), 1)}
    kept["urgent"] = round(burden.seconds_to(URGENT))
    return kept | ({"red_flag": round(burden.seconds_to(burden.red_flag))} if burden.red_flag else {})


HEAD = f"""\
# What each case costs the person, measured in the real wizard by `python tests/bench/burden.py --write`; never edited by hand.
# core: what everyone is asked; whole: with each "Add more" that holds an answer of the case. A change that makes a figure worse says why in
# its commit (DECISIONS 22). The catalogue prints this file; `tests/ui/test_burden.py` measures again and allows no difference.

[model] # keystroke-level, without thinking time; seconds, and words a minute
source = "clinical/pages.md, after Card, Moran and Newell's keystroke-level model; 238 words a minute: Brysbaert 2019"
tablet = "{TABLET[0]} x {TABLET[1]}"
read = {TIRED}
average = {AVERAGE}
tap = {TAP_S}
turn = {TURN_S}
number = {NUMBER_S}
date = {DATE_S}
word = {WORD_S}
search = {SEARCH_S}

[target] # clinical/pages.md
pages = {{ {", ".join(f"{case} = {most}" for case, most in PAGES_MOST.items())}, else = {ELSE_PAGES} }}
minutes = {{ {", ".join(f"{case} = {most}" for case, most in MINUTES_MOST.items())}, else = {ELSE_MINUTES} }}
urgent = {URGENT_S}
red_flag = {RED_FLAG_S}
"""


def write(cases: list[str]) -> None:
    """Measure and write the file."""
    said = [HEAD]
    for case in cases:
        said.append(f"\n[cases.{case}]\n")
        for kind in ("core", "whole"):
            with tempfile.TemporaryDirectory(prefix="intake-burden-") as folder:
                kept = figures(measure(case, Path(folder), whole=kind == "whole"))
            said.append(f"{kind} = {{ {', '.join(f'{key} = {value}' for key, value in kept.items())} }}\n")
    FILE.write_text("".join(said), "utf-8")



def main(argv: list[str] | None = None) -> int:
    """Print the table; 0 always: the test decides what is too much."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("cases", nargs="*", default=[f.stem for f in sorted(EXAMPLES.glob("*.json"))])
    parser.add_argument("--pages", action="store_true", help="screens and seconds of each page too")
    parser.add_argument("--write", action="store_true", help="measure every case and write forms/botulinum/burden.toml")
    chosen = parser.parse_args(argv)
    qInstallMessageHandler(tell_of_qt)
    if chosen.write:
        write([f.stem for f in sorted(EXAMPLES.glob("*.json"))])
        return 0
    print("case  asked  pages      screens  words  taps  minutes      at 238  choices read  first urgent  first red flag")
    for case in chosen.cases:
        for whole in (False, True):
            with tempfile.TemporaryDirectory(prefix="intake-burden-") as folder:
                burden = measure(case, Path(folder), whole=whole)
            print(_line(burden, whole=whole))
            if chosen.pages:
                for key, screens in burden.screens_of.items():
                    print(f"        {screens:2d}  {burden.effort_of[key].seconds():5.0f} s  {key}")
    return 0


def _line(burden: Burden, *, whole: bool) -> str:
    effort = burden.effort
    pages, minutes = PAGES_MOST.get(burden.case, ELSE_PAGES), MINUTES_MOST.get(burden.case, ELSE_MINUTES)
    return (
        f"{burden.case:4}  {'whole' if whole else 'core':5}  {burden.pages:2d} (≤ {pages})  {burden.screens:5d}  {effort.words:6d}  {effort.taps:4d}"
        f"  {effort.minutes():4.1f} (≤ {minutes:2.0f})  {effort.minutes(AVERAGE):6.1f}  {effort.minutes(choices=True):12.1f}"
        f"  {burden.seconds_to(URGENT):4.0f} s (≤ {URGENT_S})  " + (f"{burden.seconds_to(burden.red_flag):4.0f} s (≤ {RED_FLAG_S})" if burden.red_flag else "none")
    )


if __name__ == "__main__":
    sys.exit(main())
