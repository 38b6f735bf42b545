"""Puts the house together: pack, rules, clinic, store, channels; and makes Qt ready. The only place where parts meet."""

from __future__ import annotations

import secrets
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

# The core before Qt: once PySide6 is there, it looks into every module that is imported, which makes the start longer.
from intake.ask.clinic import Clinic, load_clinic
from intake.ask.pack import PACKS, load_pack
from intake.ask.pseudo import PSEUDO
from intake.ask.words import ASSETS
from intake.notice.practice import practice
from ui.house import NAMES, House, utc_now

from PySide6.QtCore import qInstallMessageHandler
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from ui.clerk import Clerk
from ui.faults import place
from ui.theme import Look, load_fonts, px_per_mm_of

PACK = "botulinum"


def build(
    clinic_file: Path | None = None,
    *,
    data_folder: Path | None = None,
    clock: Callable[[], datetime] = utc_now,
    new_id: Callable[[], str] | None = None,
    given: dict | None = None,
    clinic: Clinic | None = None,
) -> House:
    """The house of a kiosk. PackError names every fault of the pack or the clinic's settings at once.

    `data_folder` goes before the clinic's own; without either, the user's data folder is used.
    """
    clinic = clinic or load_clinic(clinic_file)
    folder = data_folder or clinic.data_folder or default_folder()
    return House(
        practice=practice(load_pack(PACKS / PACK), clinic),
        clinic=clinic,
        clerk=Clerk(lambda: open_store(folder)),
        languages=spoken(clinic),
        clock=clock,
        new_id=new_id or (lambda: f"V{secrets.token_hex(5).upper()}"),
        given=given or {},
    )


def default_folder() -> Path:
    """The user's own data folder."""
    from PySide6.QtCore import QStandardPaths

    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericDataLocation)) / "intake"


def open_store(folder: Path):
    """The store in a folder; SQLAlchemy is imported here, on the clerk's thread."""
    from intake.save.store import Store

    return Store(folder)


def spoken(clinic: Clinic) -> tuple[tuple[str, str], ...]:
    """The languages a patient can choose: the clinic's, where the program has sentences. At least English."""
    known = {file.stem for file in (ASSETS / "words").glob("*.toml")}
    tags = [tag for tag in clinic.languages if tag in PSEUDO or tag.partition("-")[0] in known] or ["en"]
    return tuple((tag, PSEUDO.get(tag) or NAMES.get(tag.partition("-")[0], tag)) for tag in tags)


# --- Qt


def application(languages: tuple[tuple[str, str], ...] = ()) -> QApplication:
    """The one QApplication, with our fonts and nothing of a patient in its messages."""
    app = QApplication.instance() or QApplication(["intake"])
    app.setApplicationName("intake")
    app.setQuitOnLastWindowClosed(True)
    load_fonts(*(tag for tag, _ in languages))
    return app


def look_of_screen(*, touch: bool = True) -> Look:
    """A Look in the millimetres of the screen it will stand on."""
    screen = QGuiApplication.primaryScreen()
    pixels, size = screen.size(), screen.physicalSize()
    return Look(px_per_mm=px_per_mm_of(pixels.width(), pixels.height(), size.width(), size.height()), touch=touch)


def watch_for_faults(told: Callable[[BaseException], None]) -> None:
    """Any exception in a slot or a thread: its type and place on stderr (never its text), then `told`, which calls staff."""

    def hook(kind: type[BaseException], error: BaseException, trace: object) -> None:  # noqa: ARG001
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        print(f"{kind.__name__} at {place(error)}", file=sys.stderr)
        told(error)

    sys.excepthook = hook
    qInstallMessageHandler(tell_of_qt)


HARMLESS = "This plugin does not support propagateSizeHints()"  # Qt without a screen says it of every window


def tell_of_qt(kind: object, context: object, text: str) -> None:
    """Qt's own messages: kind and category on stderr, never the text, which may quote what is on the screen."""
    if text != HARMLESS:
        print(f"Qt: {kind.name} {context.category}", file=sys.stderr)
