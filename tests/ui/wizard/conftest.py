"""A wizard to sit at: a still house in a temporary folder, a scripted patient with the hands a test asks for, all put away after."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent

from intake.ask.load import read_json
from intake.ask.pack import PACKS
from intake.hear.answersfile import read_answers_file
from intake.save.record import Record
from intake.save.store import Store
from ui.app import application
from ui.patient.hands import Hands, Mouse, platform, settle
from ui.patient.play import Patient
from ui.patient.still import still_house
from ui.theme import Look
from ui.wizard import Wizard

if os.environ.get("QT_QPA_PLATFORM") == "offscreen":  # set by tests/conftest.py; nobody has asked for another
    os.environ["QT_QPA_PLATFORM"] = platform()

TABLET, PORTRAIT = (1280, 800), (800, 1280)


@dataclass
class Seat:
    """A patient at a wizard, and what came of it."""

    patient: Patient
    data: dict[str, Any]
    folder: Path

    @property
    def wizard(self) -> Wizard:
        return self.patient.wizard

    @property
    def session(self):
        return self.wizard.visit.session

    def to(self, key: str) -> Seat:
        """Answer everything up to the page (or place) of that name."""
        if self.session is None:
            self.patient._press_named("start")
        for _ in range(400):
            visit = self.wizard.visit
            if visit.shown == key or (visit.shown == "page" and visit.session.here.key == key):
                return self
            self.patient.step()
        raise AssertionError(f"never came to {key}")

    def press(self, name: str) -> None:
        self.patient._press_named(name)

    def wait(self, place: str, seconds: float = 30) -> None:
        """Until the screen of that place is on top."""
        until = time.monotonic() + seconds
        while self.wizard.visit.shown != place and time.monotonic() < until:
            settle()
            time.sleep(0.005)
        assert self.wizard.visit.shown == place

    def flush(self, seconds: float = 10) -> None:
        """Until what was answered is on the disk."""
        until = time.monotonic() + seconds
        while self.wizard.house.clerk._saver is None and time.monotonic() < until:
            settle()
            time.sleep(0.005)
        self.wizard.house.clerk._saver.flush(seconds)
        settle()

    @property
    def record(self) -> Record:
        """The one record that was kept."""
        store: Store = self.wizard.house.clerk._saver._store
        (kept,) = store.records()
        return store.record(kept.document_id)

    def told(self) -> Seat:
        """Everything the case says is answered at once, without hands; the wizard stands on the first page."""
        house, visit = self.wizard.house, self.wizard.visit
        session = house.begin(visit.language, assisted=visit.assisted)
        case = self.patient.case
        for group, ids in case.rows.items():
            for row in ids:
                session = session.add_row(group.link_id, group.rows, row_id=row, at=house.at())
        for where, raws in case:
            session = session.answer(where.link_id, *raws, rows=where.rows, at=house.at())
        self.wizard._become(visit.begin(session, house.at()))
        settle()
        return self

    def screens(self) -> Iterator[str]:
        """Each screen of each page in turn, by name, shown."""
        for page in self.session.pages:
            part = 0
            while True:
                visit = self.wizard.visit
                self.wizard._become(replace(visit, session=visit.session.go(page.key), place="page", part=part))
                settle()
                yield f"{page.key}-{part + 1}"
                part += 1
                if part >= self.wizard.stage.page.parts:
                    break
        self.wizard._become(replace(self.wizard.visit, place="review"))
        settle()
        yield "review"

    def everything_said_is_in_the_record(self) -> None:
        """Each answer of the case is in the record, under its linkId, and nothing else is but what the program fills in."""
        answered = {entry.link_id for entry in self.record.walk() if entry.status == "answered" and entry.answers}
        wanted = set()
        for link_id, value in self.data["answers"].items():
            rows = isinstance(value, list) and value and isinstance(value[0], dict)
            wanted |= {key for row in value for key in row} if rows else {link_id}
        assert wanted - answered <= {"visit-mrn", "visit-kind"}, "only the desk's own are not asked"
        assert answered - wanted <= {"close-signature-image", "close-signature-time", "staff-urgent-rule", "staff-urgent-time"}

    def files(self) -> dict[str, Path]:
        return {file.suffix: file for file in (self.folder / "chart").glob("*") if file.is_file()}


def flush_deleted() -> None:
    """Really delete what was deleted later (qt.md §8)."""
    for _ in range(3):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QCoreApplication.processEvents()


@pytest.fixture
def sit(qapp, tmp_path: Path) -> Iterator[Callable[..., Seat]]:
    """sit(case, hands=…, look=…, size=…) -> Seat."""
    seats: list[Seat] = []

    def go(
        case: str = "M1", hands: type[Hands] = Mouse, *, look: Look | None = None, size: tuple[int, int] = TABLET, chart: str = "chart",
        assisted: bool = False, changes: dict | None = None, **house: Any,
    ) -> Seat:  # fmt: skip
        data, _ = read_json(PACKS / "botulinum" / "examples" / f"{case}.json")
        data["answers"] |= changes or {}
        folder = tmp_path / chart
        if chart == "chart":
            folder.mkdir(exist_ok=True)
        made = still_house(date.fromisoformat(data["date"]), tmp_path / "data", chart=folder, **house)
        application(made.languages)
        answers, problems = read_answers_file(made.form, data)
        assert not problems
        own = hands()
        wizard = Wizard(made, look or Look(touch=own.touch), assisted=assisted)
        wizard.resize(*size)
        wizard.show()
        wizard.activateWindow()
        made.clerk.start()
        settle()
        seats.append(Seat(Patient(wizard, own, answers), data, tmp_path))
        return seats[-1]

    yield go
    for seat in seats:
        seat.wizard.close()
        seat.wizard.deleteLater()
    flush_deleted()
