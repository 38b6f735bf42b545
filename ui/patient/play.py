"""The patient: reads each screen as it is, answers what stands there from a case, presses Next, until "Thank you"."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from shiboken6 import Shiboken

from intake.ask.form import Item
from intake.hear.answers import Answers, Where
from ui import compose
from ui.blocks.block import Block
from ui.blocks.chips import Class
from ui.blocks.fold import AddRow, Foot
from ui.blocks.question import CheckedQuestion, Question
from ui.blocks.row import ClosedRow, row_key
from ui.blocks.special import Consent, Skip, TwoSteps
from ui.blocks.ticks import Fact, Facts
from ui.blocks.treatments import Cell, Tried
from ui.fields.button import BOUNCE_S
from ui.patient.fill import fill
from ui.patient.hands import Hands, Lost, settle
from ui.wizard import Wizard

SIGNATURE = "close-signature-image"
MOST_STEPS = 2_000
TREMBLE_MS = 1 + round(BOUNCE_S * 1000)


@dataclass
class Patient:
    """`case` are the answers to give. `saw(name)` is called on each new screen once it is answered; `skip_unknown` leaves blanks.

    `done_rows`: rows of the case that have been matched to rows on the screen, by group.
    """

    wizard: Wizard
    hands: Hands
    case: Answers
    saw: Callable[[str], None] = lambda name: None
    rows: dict[tuple[str, str], str] = field(default_factory=dict)  # (group, row on screen) -> row of the case
    taps: int = 0

    def visit(self) -> None:
        """From "Start" to the thank-you screen."""
        self._press_named("start")
        for _ in range(MOST_STEPS):
            shown = self.wizard.visit.shown
            if shown in ("sending", "done"):
                return
            self.step()
        raise Lost("the visit did not end")

    def reads(self) -> None:
        """From the thank-you screen through everything there is to read, back to it; nothing for who did not ask to read."""
        learning = self.wizard.visit.learning
        if learning is None or not learning.asked:
            return
        self._press_named("read")
        for _ in range(MOST_STEPS):
            visit, screen = self.wizard.visit, self.wizard.stage.screen
            if visit.shown != "learn":
                return
            self.saw(f"learn-{visit.learning.topic.key}-{screen.part + 1}" if screen.parts > 1 else f"learn-{visit.learning.topic.key}")
            self.press(self.wizard.stage.footer.next)
        raise Lost("the reading did not end")

    def step(self) -> None:
        """Whatever the screen asks for, once."""
        visit = self.wizard.visit
        if visit.shown == "page":
            self.answer_screen()
            self.saw(f"{visit.session.here.key}-{self.page.part + 1}" if self.page.parts > 1 else visit.session.here.key)
            self.press(self.wizard.stage.footer.next)
        elif visit.shown == "review":
            self.saw("review")
            self.press(self.wizard.stage.footer.next)
        elif visit.shown in ("urgent", "help", "staff", "notice", "longer"):
            self.saw(visit.shown)
            self._press_named("act")
        else:
            raise Lost(f"stuck on {visit.shown}")

    # --- one screen

    @property
    def page(self):
        return self.wizard.stage.page

    def answer_screen(self) -> None:
        """Answer every question of the screen that the case answers. The screen may change with each answer, so look again."""
        for _ in range(200):
            if self.wizard.visit.shown != "page":
                return
            if not any(self._act(block) for block in self._blocks()):
                if self._page_fold():
                    continue
                self._none_of_these()
                return
        raise Lost(f"page {self.wizard.visit.session.here.key} never came to rest")

    def _blocks(self) -> list[Block]:
        return [block for block in self.page.content.findChildren(Block) if block.isVisible()]

    def _act(self, block: Block) -> bool:
        """Do the next thing this block wants; False when there is nothing to do."""
        if isinstance(block, Question):
            return self._question(block)
        for kind, act in self._kinds().items():
            if isinstance(block, kind):
                return act(block)
        return False

    def _kinds(self) -> Mapping[type[Block], Callable[[Any], bool]]:
        return {
            Fact: self._fact, Facts: self._facts, Class: self._class, Tried: self._tried, ClosedRow: self._closed,
            AddRow: self._add, Foot: self._more, Skip: self._skip,
        }  # fmt: skip

    def wanted(self, where: Where) -> tuple:
        """What the case answers at an address of the screen; () when nothing."""
        rows = tuple(self._case_row(where, depth) for depth in range(len(where.rows)))
        if None in rows:
            return ()
        raws = self.case.raw(where.link_id, rows)
        if not raws and where.link_id == SIGNATURE and self.hands.draws and self.case.raw("close-signature-name"):
            return ("drawn",)
        return raws

    def given(self, where: Where) -> tuple:
        return self.wizard.visit.session.answers.raw(*where)

    def _question(self, block: Question) -> bool:
        wanted, given = self.wanted(block.where), self.given(block.where)
        if not wanted or _same(given, wanted):
            return False
        if isinstance(block, Consent):
            self.press(block.yes)
        elif isinstance(block, TwoSteps):
            self._two_steps(block, wanted)
        elif isinstance(block, CheckedQuestion) and wanted[0] in block.kinds:
            if not given:
                self.press(block.field.buttons["yes"])
            self.press(block.kinds[wanted[0]])
        else:
            fill(self.hands, block.field, wanted, self._see)
            self.taps += 1
            if Shiboken.isValid(block.field):  # a row closes once its name is known
                block.settle()
            settle()
        if self.wizard.visit.shown == "page" and not _same(self.given(block.where), wanted):
            raise Lost(f"{block.where.link_id} did not take its answer")
        return True

    def _two_steps(self, block: TwoSteps, wanted: tuple) -> None:
        self.press(block.buttons[wanted == (block.first,)])
        if wanted != (block.first,):
            fill(self.hands, block.field, wanted, self._see)

    def _fact(self, block: Fact) -> bool:
        wanted, given = self.wanted(block.where), self.given(block.where)
        if given == wanted or wanted[:1] not in ((True,), ("yes",), ("unsure",)):
            return False
        self.press(block.buttons[wanted[0]])
        return True

    def _facts(self, block: Facts) -> bool:
        wanted, given = self.wanted(block.where), self.given(block.where)
        missing = [code for code in block.buttons if code in wanted and code not in given]
        if missing:
            self.press(block.buttons[missing[0]])
        return bool(missing)

    def _none_of_these(self) -> None:
        """Everything on the screen that was not ticked is a no: one tap."""
        none = self.page._none if self.wizard.visit.shown == "page" else None
        if none is None or not none.isVisible() or none.button.isChecked():
            return
        rest = compose.untouched(self.wizard.visit.session, none.items)
        if rest and all(self.wanted(Where(i.link_id)) in ((), (compose.is_no(i),)) for i in rest):
            QTest.qWait(TREMBLE_MS)  # it is the button of the screen before: a tap too soon after would count as a tremble
            self.press(none.button)

    def _class(self, block: Class) -> bool:
        code, wanted, given = block.option.code, self.wanted(block.where), self.given(block.where)
        if code in wanted and code not in given:
            self.press(block.button)
            return True
        if code not in given or not block.chips:
            return False
        medicines = self.wizard.house.medicines
        names = [part.strip() for part in str((self.wanted(Where(compose.NAMES)) or ("",))[0]).split(",")]
        known = {medicine.code for name in names if (medicine := medicines.find(name))}
        for chip in block.chips:
            if chip in known and chip not in compose.picked(self.wizard.visit.session, medicines):
                self.press(block.chips[chip])
                return True
        return False

    # --- rows

    def _tried(self, block: Tried) -> bool:
        return any(self._cell(cell) for cell in block.cells)

    def _cell(self, cell: Cell) -> bool:
        rows = self.case.row_ids("treatment")
        row = next((r for r in rows if self._tried_for(r) == cell.offer.key), None)
        if row is None:
            return False
        if cell.state is None:
            self.press(cell.buttons[compose.TRIED])
            return True
        must_not = self.case.raw("treatment-tried", (row,)) == (compose.MUST_NOT,)
        if must_not and cell.state != compose.MUST_NOT:
            self.press(cell.buttons[compose.MUST_NOT])
            return True
        return False

    def _tried_for(self, row: str) -> tuple[str, str]:
        """What a treatment of the case is and what it was for."""
        name, why = self.case.raw("treatment-name", (row,)), self.case.raw(compose.WHY, (row,))
        return str(name[0]), str(why[0]) if why else ""

    def _case_row(self, where: Where, depth: int) -> str | None:
        """The row of the case that a row on the screen stands for: the one with the same name, else the next that is free."""
        group = self.wizard.house.form.items[self.wizard.house.form.item(where.link_id).repeating[depth]]
        row = where.rows[depth]
        known = self.rows.get((group.link_id, row))
        if known is not None:
            return known
        names = self._name_item(group)
        taken = {self.rows[key] for key in self.rows if key[0] == group.link_id}
        free = [r for r in self.case.row_ids(group.link_id) if r not in taken]
        given = self.wizard.visit.session.answers.raw(names, (row,))
        named = [r for r in free if given and self.case.raw(names, (r,)) == given]
        why = self.wizard.visit.session.answers.raw(compose.WHY, (row,)) if group.link_id == "treatment" else ()
        match = next((r for r in named if why and self.case.raw(compose.WHY, (r,)) == why), named[0] if named else None)
        if match is None and not given:
            match = next((r for r in free if not self._named_on_screen(group, names, r)), None)
        if match is not None:
            self.rows[group.link_id, row] = match
        return match

    def _named_on_screen(self, group: Item, names: str, row: str) -> bool:
        answers = self.wizard.visit.session.answers
        wanted = self.case.raw(names, (row,))
        return bool(wanted) and any(answers.raw(names, (r,)) == wanted for r in answers.row_ids(group.link_id))

    def _name_item(self, group: Item) -> str:
        form = self.wizard.house.form
        return next(form.items[s].link_id for s in group.children if form.items[s].is_question)

    def _closed(self, block: ClosedRow) -> bool:
        """A closed row of which the case knows more than is given: open it."""
        form, group = self.wizard.house.form, block._group
        for item in block._items:
            if item.is_question and item.ask not in ("app", "off", "desk"):
                where = Where(item.link_id, block._path)
                if self.wizard.visit.session.reading.asked(*where) and self.wanted(where) and not self.given(where):
                    key = row_key(group, block._path)
                    if ("opened", key) in self.rows:
                        return False
                    self.rows["opened", key] = key
                    self.press(block.card.change)
                    return True
        del form
        return False

    def _add(self, block: AddRow) -> bool:
        group = block._group
        have = self.wizard.visit.session.answers.row_ids(group.link_id)
        if len(have) >= len(self.case.row_ids(group.link_id)) or not block.button.isEnabled():
            return False
        if group.link_id == "treatment" and not self._beyond_grid():
            return False
        self.press(block.button)
        return True

    def _beyond_grid(self) -> bool:
        """Whether the case has a treatment that the grid does not offer."""
        tried = {cell.offer.key for cell in self.page.content.findChildren(Cell)}
        named = set(compose.treatment_rows(self.wizard.visit.session))
        return bool({self._tried_for(row) for row in self.case.row_ids("treatment")} - tried - named)

    def _more(self, block: Foot) -> bool:
        if not block.key or block._open or not block.more.isVisible() or not self._knows(block.behind):
            return False
        self.press(block.more)
        return True

    def _page_fold(self) -> bool:
        """The page's own fold hides something the case answers: open it."""
        fold = self.page.fold
        behind = [block for block, key in self.page._folds.items() if fold and key == fold[0]]
        if fold is None or fold[1] or not self._knows(behind):
            return False
        while self.page.more_below:
            self.page.page_down()
            settle()
        self.press(self.wizard.stage.footer.link)
        return True

    def _knows(self, blocks: list[Block]) -> bool:
        """Whether the case answers one of these blocks' questions."""
        asked = self.wizard.visit.session.reading.asked
        return any(asked(*w) and self.wanted(w) and not _same(self.given(w), self.wanted(w)) for b in blocks for w in b.wheres)

    def _skip(self, block: Skip) -> bool:
        if any(self.wanted(Where(i)) or self.given(Where(i)) for i in block._link_ids):
            return False
        self._see(block)
        self._press_named("skip")
        return True

    # --- hands

    def press(self, button: QWidget) -> None:
        """Tap a button, brought into sight first; the keys under the page give way."""
        keyboard = self.wizard.stage.keyboard
        if not button.isVisible() and keyboard.isVisible():
            self.hands.tap(keyboard.keys["done"])
        self._see(button)
        self.taps += 1
        self.hands.tap(button)

    def _press_named(self, name: str) -> None:
        found = [w for w in self.wizard.findChildren(QWidget, name) if w.isVisible()]
        if not found:
            raise Lost(f"no {name} on {self.wizard.visit.shown}")
        self.press(found[0])

    def _see(self, widget: QWidget) -> None:
        screen = self.wizard.stage.screen
        if screen is not None and screen.isAncestorOf(widget):
            screen.show_widget(widget)
            settle()


def _same(given: tuple, wanted: tuple) -> bool:
    """Whether a question has its answer; the order of ticks does not matter, and a drawing is any drawing."""
    if wanted == ("drawn",):
        return bool(given)
    return sorted(map(_plain, given)) == sorted(map(_plain, wanted))


def _plain(raw: object) -> str:
    """A raw answer as text; a number with its unit as the number: a case may leave the unit out."""
    return str(raw["value"] if isinstance(raw, dict) and "value" in raw else raw)
