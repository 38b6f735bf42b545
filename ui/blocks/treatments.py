"""The treatments grid: «For your headaches, I tried…», each with a second state «a doctor said I must not» (pages.md, 5)."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QVBoxLayout, QWidget

from intake.ask.medicines import Medicine
from ui import compose
from ui.blocks.block import Block, Now, Says, focus
from ui.blocks.chips import label, medicines_of
from ui.fields.button import TickButton, choose
from ui.fields.grid import EvenGrid
from ui.fields.label import PlainLabel

OFFERED: Mapping[str, tuple[str, ...]] = {
    "migraine": (
        "PREVENTIVE:beta", "PREVENTIVE:antidep", "PREVENTIVE:antiseiz", "PREVENTIVE:arb-ace", "PREVENTIVE:ccb", "PREVENTIVE:serot",
        "PREVENTIVE:cgrp", "PREVENTIVE:not-counted",
    ),
    "neck": ("NEURO:neck", "PAIN:neck"),
    "spasticity": ("NEURO:spasticity",),
    "back": ("PAIN:back", "RELAX"),
    "knee": ("PAIN:knee",),
}  # fmt: skip
"""The main reason -> lists of medicines.csv whose members the grid offers, in this order (dossier 4.2, 4.4)."""

ACROSS = 3
"""Medicines side by side where the page is wide."""


class GridHeading(Block):
    """What the grid is about."""

    leads = True

    def __init__(self, now: Now, says: Says) -> None:
        super().__init__(now, says)
        key = "screen.tried-heading" if compose.purpose(now.session.reading) == "migraine" else "screen.tried-heading-other"
        self.body.addWidget(PlainLabel(now.words(key), now.look, "strong"))

    def wanted(self, now: Now) -> bool:
        return grid_wanted(now)


class Cell(QWidget):
    """One medicine: a tick for "tried"; once ticked, a second tick for "a doctor said I must not"."""

    def __init__(self, medicine: Medicine, now: Now, says: Says) -> None:
        super().__init__()
        self.medicine, self._says = medicine, says
        self.buttons = {
            compose.TRIED: TickButton(label(medicine), now.look),
            compose.MUST_NOT: TickButton(now.words("screen.must-not"), now.look, role="small"),
        }
        must_not = self.buttons[compose.MUST_NOT]
        must_not.set_words(must_not.words(), spoken=f"{medicine.generic}: {must_not.words()}")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(now.look.mm(1.6))
        for state, button in self.buttons.items():
            button.setObjectName(f"{state}:{medicine.code}")
            button.clicked.connect(lambda _=False, state=state: self._toggle(state))
            column.addWidget(button)
        column.addStretch(1)
        self.state: str | None = None

    def _toggle(self, state: str) -> None:
        if self.buttons[state].bounced():
            return
        if state == compose.TRIED:
            wanted = None if self.state else compose.TRIED
        else:
            wanted = compose.TRIED if self.state == compose.MUST_NOT else compose.MUST_NOT
        medicine = self.medicine
        self._says.change(lambda session, at: compose.mark_treatment(session, medicine, wanted, compose.purpose(session.reading), at))

    def show_now(self, now: Now) -> None:
        row = compose.treatment_rows(now.session).get(self.medicine.code)
        raw = now.session.answers.raw("treatment-tried", (row,)) if row else ()
        self.state = str(raw[0]) if raw else (compose.TRIED if row else None)
        choose(self.buttons[compose.TRIED], self.state is not None)
        choose(self.buttons[compose.MUST_NOT], self.state == compose.MUST_NOT)
        self.buttons[compose.MUST_NOT].setVisible(self.state is not None)


class Tried(Block):
    """A line of the grid: three medicines side by side, or one where the page is narrow."""

    def __init__(self, medicines: tuple[Medicine, ...], now: Now, says: Says) -> None:
        super().__init__(now, says)
        self.cells = [Cell(medicine, now, says) for medicine in medicines]
        grid = EvenGrid((ACROSS, 1) if now.wide else (1,), now.look.gap, cap=12 * now.look.em)
        for cell in self.cells:
            grid.addWidget(cell)
        for _ in range(ACROSS - len(self.cells) if now.wide else 0):
            grid.addWidget(QWidget())
        self.body.addLayout(grid)

    def wanted(self, now: Now) -> bool:
        return grid_wanted(now)

    def show_now(self, now: Now) -> None:
        for cell in self.cells:
            cell.show_now(now)

    def begin(self, where: object = None) -> None:
        focus(self.cells[0].buttons[compose.TRIED])


def grid_wanted(now: Now) -> bool:
    """The grid stands while the group of treatments is asked."""
    return now.session.reading.asked("treatment") or bool(now.session.reading.rows("treatment"))


def offered(now: Now) -> tuple[Medicine, ...]:
    """The medicines the grid offers for the main reason, each once."""
    found: dict[str, Medicine] = {}
    for name in OFFERED.get(compose.purpose(now.session.reading), ()):
        for medicine in medicines_of(now, name):
            found.setdefault(medicine.code, medicine)
    return tuple(found.values())


def rows_of_grid(now: Now) -> frozenset[str]:
    """Ids of the rows that the grid itself shows."""
    codes = {medicine.code for medicine in offered(now)}
    return frozenset(row for name, row in compose.treatment_rows(now.session).items() if name in codes)


def treatments(now: Now, says: Says) -> list[Block]:
    """The blocks of the grid."""
    found, step = offered(now), ACROSS if now.wide else 1
    return [GridHeading(now, says), *(Tried(found[n : n + step], now, says) for n in range(0, len(found), step))]
