"""The clerk keeps the screens off the disk: opens the store, saves drafts, finishes visits, runs what may block, and reports back.

Everything it says arrives on the thread that made it. What goes wrong comes back as a key, never as words of a patient.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal
from shiboken6 import Shiboken

from ui.trouble import Trouble

if TYPE_CHECKING:  # SQLAlchemy is imported on the clerk's thread, after the first paint
    from intake.save.record import Record
    from intake.save.saver import Saver
    from intake.save.store import Draft, Store

Job = Callable[["Store"], Any]
Then = Callable[[Any], None]
Otherwise = Callable[[Trouble], None]


class Clerk(QObject):
    """One thread for jobs beside the Saver's own. `save` and `finish` return at once, also before the store is open."""

    saved = Signal(str, int)  # visit id, number of the last event on disk
    refused = Signal(object)  # the disk would not: a Trouble, with the key and facts of a StoreError, or "unexpected"
    kept = Signal(str)  # document id of a finished record
    broke = Signal(object)  # an exception nobody expected, for the boundary
    _came = Signal(object, object)

    def __init__(self, open_store: Callable[[], Store], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._open = open_store
        self._jobs: queue.SimpleQueue[tuple[Job, Then, Otherwise] | None] = queue.SimpleQueue()
        self._saver: Saver | None = None
        self._early: Draft | None = None  # given before the store was open
        self._lock = threading.Lock()
        self._came.connect(self._call, Qt.ConnectionType.QueuedConnection)
        self._closed = False
        self._thread = threading.Thread(target=self._work, name="clerk", daemon=True)

    def start(self) -> None:
        """Open the store, on the thread. Called once the first screen is painted."""
        self._thread.start()
        self.do(lambda store: None, lambda _: None, self.refused.emit)

    def save(self, draft: Draft) -> None:
        """Save this draft soon; a newer one overtakes it."""
        with self._lock:
            saver = self._saver
            if saver is None:
                self._early = draft
        if saver is not None:
            saver.save(draft)

    def finish(self, record: Record, channels: Iterable[str]) -> None:
        """Keep a finished record in one transaction with its parcels; `kept` or `refused` follows."""
        self.do(lambda store: self._saver.finish(record, channels), lambda _: None, self.refused.emit)

    def discard(self, visit_id: str, then: Callable[[], None]) -> None:
        """Throw the draft of a visit away, after whatever of it still waits to be written; then `then()`, or `refused` follows."""

        def away(store: Store) -> None:
            self._saver.flush()
            store.discard(visit_id)

        self.do(away, lambda _: then(), self.refused.emit)

    def do(self, job: Job, then: Then, otherwise: Otherwise) -> None:
        """Run `job(store)` on the thread, then `then(result)` or `otherwise(trouble)` on ours."""
        self._jobs.put((job, then, otherwise))

    def close(self, seconds: float = 5.0) -> None:
        """Write what waits, then stop. What comes back after this finds no screen any more and is dropped."""
        self._closed = True
        self._jobs.put(None)
        if self._thread.is_alive():
            self._thread.join(seconds)

    def _work(self) -> None:
        from intake.save.fault import StoreError

        store: Store | None = None
        while (work := self._jobs.get()) is not None:
            job, then, otherwise = work
            try:
                store = store or self._opened()
                result = job(store)
            except StoreError as error:
                self._tell(self._came, otherwise, Trouble(error.key, error.facts))
            except Exception as error:  # the boundary of this thread: reported, never lost with a dead thread
                self._tell(self.broke, error)
                self._tell(self._came, otherwise, Trouble("unexpected"))
            else:
                self._tell(self._came, then, result)
        if self._saver is not None:
            self._saver.close()
        if store is not None:
            store.close()

    def _opened(self) -> Store:
        from intake.save.saver import Saver

        store = self._open()
        with self._lock:
            self._saver, early, self._early = Saver(store, self._told), self._early, None
        if early is not None:
            self._saver.save(early)
        return store

    def _told(self, result: object) -> None:
        """What the Saver says, on its thread: passed on by signals."""
        from intake.save.saver import KeptNow, NotSaved, Saved

        match result:
            case Saved(visit_id, seq):
                self._tell(self.saved, visit_id, seq)
            case KeptNow(_, document_id):
                self._tell(self.kept, document_id)
            case NotSaved(_, error):
                self._tell(self.refused, Trouble(error.key, error.facts))

    def _tell(self, signal: Any, *words: object) -> None:
        """Say it, unless the screens have gone: at the end of the program nobody listens any more."""
        if Shiboken.isValid(self):
            signal.emit(*words)

    def _call(self, then: Then, result: Any) -> None:
        if not self._closed:
            then(result)
