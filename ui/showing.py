"""Showing: a finished PDF in a window of its own, made while the window is there already; it stays until it is closed."""

from __future__ import annotations

from collections.abc import Callable

from intake.ask.clinic import Clinic
from intake.ask.words import words
from ui.app import application, look_of_screen, watch_for_faults  # before Qt: once PySide6 is there, every import takes longer

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from ui.away import Away
from ui.preview import Preview
from ui.theme import dress


SIZE = (1280, 800)


def show(make: Callable[[], tuple[bytes, str]], name: str, clinic: Clinic, *, ready: Callable[[QApplication], None] = lambda app: None) -> int:
    """Open the window and stay; `ready` is called before it waits for taps. `make` gives the PDF and its plain text, on a thread of its own. 0 when it was shown, 2 when it could not be made."""
    language = clinic.provider_language
    app = application(((language, language),))
    look = look_of_screen(touch=False)
    dress(app, look)
    window = Preview(look, words(language), name=name, paper=clinic.paper)
    watch_for_faults(lambda error: window.fail())
    window.resize(*SIZE)
    window.show()
    failed = []

    def here(made: object) -> None:
        if isinstance(made, Exception):
            failed.append(made)
            window.fail()
        else:
            window.put(*made)

    away = Away(window)
    QTimer.singleShot(0, window, lambda: away(make, here))
    ready(app)
    app.exec()
    window.settle()
    away.join(1.0)
    return 2 if failed else 0
