"""Away: a job on a thread of its own, its result back on ours; for what takes longer than a screen may wait."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from shiboken6 import Shiboken


class Away(QObject):
    """Runs a job on a thread of its own and brings its result, or what it raised, back to ours."""

    _came = Signal(object, object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._threads: list[threading.Thread] = []
        self._came.connect(lambda then, result: then(result), Qt.ConnectionType.QueuedConnection)

    def __call__(self, job: Callable[[], Any], then: Callable[[Any], None]) -> None:
        def work() -> None:
            try:
                result = job()
            except Exception as error:  # the boundary of this thread: told to whoever asked
                result = error
            if Shiboken.isValid(self):
                self._came.emit(then, result)

        self._threads = [thread for thread in self._threads if thread.is_alive()]
        thread = threading.Thread(target=work, name="away", daemon=True)
        self._threads.append(thread)
        thread.start()

    def join(self, seconds: float) -> None:
        for thread in self._threads:
            thread.join(seconds)
