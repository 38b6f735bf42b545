"""Medicine chips: tick a class, tap the names in it; names, classes and medicine rows are filled for the person (pages.md, 4)."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from intake.ask.form import Item, Option
from intake.ask.medicines import Medicine
from intake.hear.answers import Where
from ui import compose
from ui.blocks.block import Block, Now, Says, focus
from ui.fields.button import TickButton, choose
from ui.fields.grid import EvenGrid, Roving
from ui.fields.label import PlainLabel
from ui.fields.several import exclusive_of, toggled


class Heading(Block):
    """The question above the chips."""

    leads = True

    def __init__(self, item: Item, now: Now, says: Says) -> None:
        super().__init__(now, says)
        self.where = Where(item.link_id)
        self.wheres = (self.where,)
        self.body.addWidget(PlainLabel(item.text.say(now.language), now.look, "strong"))
        self._problem = PlainLabel("", now.look, "small", colour="problem")
        self.body.addWidget(self._problem)

    def show_now(self, now: Now) -> None:
        told = now.told.get(self.where, "")
        self._problem.setText(told)
        self._problem.setVisible(bool(told))


class Class(Block):
    """One option of the class question; when ticked, the medicines of that class as chips."""

    def __init__(self, item: Item, option: Option, now: Now, says: Says) -> None:
        super().__init__(now, says)
        self.item, self.option, self.where = item, option, Where(item.link_id)
        self.wheres = (self.where,)
        self._alone = exclusive_of(item.options)
        self._order = [o.code for o in item.options]
        self.button = TickButton(option.display.say(now.language), now.look)
        self.button.clicked.connect(self._toggle)
        self.body.addWidget(self.button)
        self.chips: dict[str, TickButton] = {}
        self._ground = QWidget()
        self._roving = Roving(self)
        self._medicines = medicines_of(now, compose.ACUTE + option.code)
        if self._medicines:
            self._make_chips(now)
        self._given: tuple = ()
        self._picked: frozenset[str] = frozenset()

    def _make_chips(self, now: Now) -> None:
        grid = EvenGrid((3, 2, 1), now.look.gap, cap=9 * now.look.em, parent=self._ground)
        grid.setContentsMargins(now.look.mm(8), 0, 0, 0)
        for medicine in self._medicines:
            chip = TickButton(label(medicine), now.look, parent=self._ground)
            chip.setObjectName(f"chip:{medicine.code}")
            chip.clicked.connect(lambda _=False, medicine=medicine: self._pick(medicine))
            grid.addWidget(chip)
            self.chips[medicine.code] = chip
        self._roving.take(list(self.chips.values()))
        self.body.addWidget(self._ground)

    def _toggle(self) -> None:
        if not self.button.bounced():
            self.says.answered.emit(*self.where, toggled(self._given, self.option.code, self._order, self._alone))

    def _pick(self, medicine: Medicine) -> None:
        if self.chips[medicine.code].bounced():
            return
        step = compose.drop_medicine if medicine.code in self._picked else compose.pick_medicine
        self.says.change(lambda session, at: step(session, medicine, at))

    def show_now(self, now: Now) -> None:
        self._given = now.session.reading.cell(*self.where).raw
        ticked = self.option.code in self._given
        choose(self.button, ticked)
        self._ground.setVisible(ticked and bool(self.chips))
        if ticked and self.chips:
            self._picked = compose.picked(now.session, now.medicines)
            for code, chip in self.chips.items():
                choose(chip, code in self._picked)
            self._roving.settle()

    def begin(self, where: Where | None = None) -> None:
        focus(self.button)


def chips(item: Item, now: Now, says: Says) -> list[Block]:
    """The blocks of the class question: its words, then one block a class."""
    return [Heading(item, now, says), *(Class(item, option, now, says) for option in item.options)]


def medicines_of(now: Now, name: str) -> tuple[Medicine, ...]:
    """The medicines on a list, in the order of the file."""
    if now.medicines is None:
        return ()
    codes = now.medicines.on(name)
    return tuple(medicine for code, medicine in now.medicines.by_code.items() if code in codes)


def label(medicine: Medicine) -> str:
    """A medicine as a person looks for it: the generic name, then a brand known in Canada or else in the US."""
    brands = medicine.brands_ca or medicine.brands_us
    shown = medicine.generic if not brands or brands[0].casefold() in medicine.generic.casefold() else f"{medicine.generic} ({brands[0]})"
    return shown
