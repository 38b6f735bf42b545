"""The treatments grid: «For your headaches, I tried…», each with a second state «a doctor said I must not» (pages.md, 5)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import compose
from ui.blocks.block import Block, Now, Says, focus
from ui.blocks.chips import label, medicines_of
from ui.blocks.question import Lead
from ui.fields.button import TickButton, choose
from ui.fields.grid import EvenGrid
from ui.fields.label import PlainLabel

LISTS = frozenset({"PREVENTIVE", "NEURO", "PAIN"})
OFFERED: Mapping[str, Mapping[str, str]] = {
    "migraine": {
        "pills": "PREVENTIVE:beta PREVENTIVE:antidep PREVENTIVE:antiseiz PREVENTIVE:arb-ace PREVENTIVE:ccb PREVENTIVE:serot PREVENTIVE:cgrp "
        "PREVENTIVE:not-counted",
        "therapy": "relaxation cbt acupuncture caffeine-sleep-change nerve-block cefaly gammacore",
    },
    "neck": {
        "therapy": "physio posture-training relaxation collar",
        "pills": "NEURO:neck PAIN:neck",
        "surgery": "neck-nerve-surgery deep-brain-stimulation",
    },
    "spasticity": {
        "therapy": "stretching physio occupational-therapy serial-cast electrical-stimulation",
        "pills": "NEURO:spasticity",
        "surgery": "phenol-block tendon-surgery rhizotomy",
    },
    "back": {
        "therapy": "walking-plan pain-course cbt massage chiropractic acupuncture heat tens",
        "pills": "PAIN:back",
        "shots": "trigger-point facet-block radiofrequency epidural sacroiliac",
        "surgery": "spine-fusion disc-surgery spine-stimulator spine-pump",
    },
    "knee": {
        "therapy": "cut-distance cross-train new-shoes stretching taping gait-retraining foam-roll orthotics knee-brace",
        "pills": "PAIN:knee",
    },
}
"""The reason -> what the grid offers under which heading (dossier 4.2, 4.4): lists of medicines.csv, and codes of `treatment-name`.

What the module of a reason has asked already is not offered once more: full rest, physio, injections and operations on the knee;
physio and exercise for the back; splint and baclofen pump.
"""
ASKED_BEFORE: Mapping[str, frozenset[str]] = {"spasticity": frozenset({"baclofen-pump"})}

ACROSS = 3
"""Treatments side by side where the page is wide."""


@dataclass(frozen=True, slots=True)
class Offer:
    """One treatment of the grid: its code, its name as the person reads it, and what it is tried for."""

    code: str
    name: str
    why: str

    @property
    def key(self) -> tuple[str, str]:
        """As in `compose.treatment_rows`."""
        return self.code, self.why


class GridHeading(Block):
    """What the grid is about."""

    leads = True

    def __init__(self, why: str, now: Now, says: Says) -> None:
        super().__init__(now, says)
        key = "screen.tried-heading" if why == "migraine" else f"screen.tried-heading-{why}"
        self.body.addWidget(PlainLabel(now.words(key), now.look, "strong"))

    def wanted(self, now: Now) -> bool:
        return grid_wanted(now)


class Kind(Lead):
    """The words above one kind of treatments."""

    def __init__(self, kind: str, now: Now, says: Says) -> None:
        super().__init__(now.words(f"screen.tried-{kind}"), now, says, role="small", colour="quiet")

    def wanted(self, now: Now) -> bool:
        return grid_wanted(now)


class Cell(QWidget):
    """One treatment: a tick for "tried"; once ticked, a second tick for "a doctor said I must not"."""

    def __init__(self, offer: Offer, now: Now, says: Says) -> None:
        super().__init__()
        self.offer, self._says = offer, says
        self.buttons = {
            compose.TRIED: TickButton(offer.name, now.look),
            compose.MUST_NOT: TickButton(now.words("screen.must-not"), now.look, role="small"),
        }
        must_not = self.buttons[compose.MUST_NOT]
        must_not.set_words(must_not.words(), spoken=f"{offer.name}: {must_not.words()}")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(now.look.mm(1.6))
        for state, button in self.buttons.items():
            button.setObjectName(f"{state}:{offer.code}:{offer.why}")
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
        code, why = self.offer.key
        self._says.change(lambda session, at: compose.mark_treatment(session, code, wanted, why, at))

    def show_now(self, now: Now) -> None:
        row = compose.treatment_rows(now.session).get(self.offer.key)
        raw = now.session.answers.raw("treatment-tried", (row,)) if row else ()
        self.state = str(raw[0]) if raw else (compose.TRIED if row else None)
        choose(self.buttons[compose.TRIED], self.state is not None)
        choose(self.buttons[compose.MUST_NOT], self.state == compose.MUST_NOT)
        self.buttons[compose.MUST_NOT].setVisible(self.state is not None)


class Tried(Block):
    """A line of the grid: three treatments side by side, or one where the page is narrow."""

    def __init__(self, offers: tuple[Offer, ...], now: Now, says: Says) -> None:
        super().__init__(now, says)
        self.cells = [Cell(offer, now, says) for offer in offers]
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


def offered(now: Now, why: str, kind: str) -> tuple[Offer, ...]:
    """What the grid offers of one kind for one reason, each once, named in the language of the page."""
    found: dict[str, str] = {}
    names = now.session.form.item("treatment-name")
    for name in OFFERED.get(why, {}).get(kind, "").split():
        if name.partition(":")[0] in LISTS:
            found |= {m.code: label(m, now) for m in medicines_of(now, name) if m.code not in found}
        elif option := names.option(name):
            found.setdefault(name, option.display.say(now.language))
    return tuple(Offer(code, name, why) for code, name in found.items() if code not in ASKED_BEFORE.get(why, ()))


def rows_of_grid(now: Now) -> frozenset[str]:
    """Ids of the rows that the grid itself shows."""
    keys = {offer.key for why in compose.purposes(now.session.reading) for kind in OFFERED.get(why, ()) for offer in offered(now, why, kind)}
    return frozenset(row for key, row in compose.treatment_rows(now.session).items() if key in keys)


def treatments(now: Now, says: Says) -> Iterator[Block]:
    """The blocks of the grid: for each reason its heading, then kind by kind."""
    step = ACROSS if now.wide else 1
    for why in compose.purposes(now.session.reading):
        if why not in OFFERED:
            continue
        yield GridHeading(why, now, says)
        for number, kind in enumerate(OFFERED[why]):
            if number or kind != "pills":
                yield Kind(kind, now, says)
            found = offered(now, why, kind)
            yield from (Tried(found[n : n + step], now, says) for n in range(0, len(found), step))
