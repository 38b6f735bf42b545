"""Medicine chips: tick a class, tap the names in it; names, classes and medicine rows are filled for the person (pages.md, 4)."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

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
    """One option of the class question. `ground` holds the medicines of that class as chips while it is ticked; who lays it out puts it."""

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
        self.ground = QWidget()
        self._name = PlainLabel(option.display.say(now.language), now.look, "small", colour="quiet")
        self._roving = Roving(self)
        self._medicines = medicines_of(now, compose.ACUTE + option.code)
        if self._medicines:
            self._make_chips(now)
        self._given: tuple = ()
        self._picked: frozenset[str] = frozenset()

    def _make_chips(self, now: Now) -> None:
        column = QVBoxLayout(self.ground)
        column.setContentsMargins(now.look.mm(8), 0, 0, 0)
        column.setSpacing(now.look.mm(1))
        column.addWidget(self._name)
        inside = QWidget()
        column.addWidget(inside)
        grid = EvenGrid((3, 2, 1), now.look.gap, cap=9 * now.look.em, parent=inside)
        for medicine in self._medicines:
            chip = TickButton(label(medicine, now), now.look, parent=inside)
            chip.setObjectName(f"chip:{medicine.code}")
            chip.clicked.connect(lambda _=False, medicine=medicine: self._pick(medicine))
            grid.addWidget(chip)
            self.chips[medicine.code] = chip
        self._roving.take(list(self.chips.values()))

    @property
    def opened(self) -> bool:
        """Whether its chips are shown."""
        return self.option.code in self._given and bool(self.chips)

    def tell_apart(self, two: bool) -> None:
        """Name the chips: needed while those of the class beside it are shown too."""
        self._name.setVisible(two)

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
        self.ground.setVisible(self.opened)
        if ticked and self.chips:
            self._picked = compose.picked(now.session, now.medicines)
            for code, chip in self.chips.items():
                choose(chip, code in self._picked)
            self._roving.settle()

    def begin(self, where: Where | None = None) -> None:
        focus(self.button)


class Classes(Block):
    """Two classes side by side (one where the page is narrow); the chips of those that are ticked stand below, so nothing above moves."""

    def __init__(self, item: Item, options: tuple[Option, ...], now: Now, says: Says) -> None:
        super().__init__(now, says)
        self.wheres = (Where(item.link_id),)
        self.classes = [Class(item, option, now, says) for option in options]
        grid = EvenGrid((2, 1) if now.wide else (1,), now.look.gap, cap=14 * now.look.em)
        self.body.addLayout(grid)
        for one in self.classes:
            grid.addWidget(one)
            self.body.addWidget(one.ground)

    def show_now(self, now: Now) -> None:
        for one in self.classes:
            one.show_now(now)
        two = sum(one.opened for one in self.classes) > 1
        for one in self.classes:
            one.tell_apart(two)

    def begin(self, where: Where | None = None) -> None:
        self.classes[0].begin(where)


def chips(item: Item, now: Now, says: Says) -> list[Block]:
    """The blocks of the class question: its words, then two classes a line."""
    step = 2 if now.wide else 1
    lines = (Classes(item, item.options[n : n + step], now, says) for n in range(0, len(item.options), step))
    return [Heading(item, now, says), *lines]


def medicines_of(now: Now, name: str) -> tuple[Medicine, ...]:
    """The medicines on a list, in the order of the file."""
    if now.medicines is None:
        return ()
    codes = now.medicines.on(name)
    return tuple(medicine for code, medicine in now.medicines.by_code.items() if code in codes)


def label(medicine: Medicine, now: Now) -> str:
    """A medicine as a person looks for it: its name in the language of the page, then the brand first known in the clinic's country."""
    return now.medicines.label(medicine, now.language)
