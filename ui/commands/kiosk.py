"""`intake`: the patient's tablet, full screen or in a window; without a screen it says so and runs the demo."""

from __future__ import annotations

import argparse
import contextlib
import gc
import os
import signal
import sys

from intake.ask.words import words

SIZE = (1280, 800)


def run(chosen: argparse.Namespace) -> int:
    """Open the kiosk and stay until it is closed. 0 closed, 2 could not run (also: already open on this computer)."""
    if not has_screen():
        from ui.commands import demo

        print(words("en")("command.no-screen"), file=sys.stderr)
        return demo.run([])
    gc.disable()  # what is made until the window shows is there to stay: looking for garbage among it costs 7 % of the start
    try:
        return _open(chosen)
    finally:
        gc.enable()


def _open(chosen: argparse.Namespace) -> int:
    """The house first: a broken pack or clinic.toml is told before there is a window."""
    from ui import app as parts

    house = parts.build(chosen.clinic)
    application = parts.application(house.languages)
    lock = _only_one(house)
    if lock is None:
        print(words("en")("command.already-open"), file=sys.stderr)
        return 2
    from PySide6.QtCore import QTimer

    from ui.wizard import Wizard

    for fault in house.seal_faults():
        print(fault, file=sys.stderr)
    wizard = Wizard(house, parts.look_of_screen(), assisted=chosen.assisted, can_close=chosen.window)
    house.clerk.broke.connect(lambda error: print(f"{type(error).__name__}", file=sys.stderr))
    parts.watch_for_faults(wizard.broke)
    if chosen.window:
        wizard.resize(*SIZE)
        wizard.show()
    else:
        wizard.setGeometry(application.primaryScreen().geometry())  # without a window manager nobody else makes it full
        wizard.showFullScreen()
    gc.freeze()
    gc.enable()
    QTimer.singleShot(0, house.clerk.start)
    stop_on_interrupt(application)
    code = application.exec()
    house.clerk.close()
    lock.unlock()
    return code


def has_screen() -> bool:
    """Whether windows can be shown. Only a Linux without DISPLAY, WAYLAND_DISPLAY and a platform named by hand has none."""
    if not sys.platform.startswith("linux"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def _only_one(house):
    """The lock that keeps a second kiosk off the same data; None when another one holds it. A killed one's lock is taken over.

    A folder that cannot be written is not a second kiosk: the store will say so on the screen, and staff are called.
    """
    from PySide6.QtCore import QLockFile

    from ui.app import default_folder

    folder = house.clinic.data_folder or default_folder()
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
    lock = QLockFile(str(folder / "kiosk.lock"))
    lock.setStaleLockTime(0)
    taken = lock.tryLock(100) or lock.error() != QLockFile.LockError.LockFailedError
    return lock if taken else None


def stop_on_interrupt(application) -> None:
    """Ctrl-C in the terminal ends the program; Python gets a moment to see it every half second."""
    from PySide6.QtCore import QTimer

    signal.signal(signal.SIGINT, lambda *_: application.quit())
    beat = QTimer(application)
    beat.timeout.connect(lambda: None)
    beat.start(500)
