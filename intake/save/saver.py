"""Saver: keeps writing off the screen's thread. The newest draft always wins, nothing is said to be saved before its commit."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from threading import Condition, Thread

from intake.save.fault import StoreError
from intake.save.record import Record
from intake.save.store import Draft, Store

RETRY = 1.0
"""Seconds between tries while the disk refuses."""

MOST = 16
"""Visits that can wait at once; one draft each, so memory is bounded whatever the disk does."""


@dataclass(frozen=True, slots=True)
class Saved:
    """It is on the disk: everything of this visit up to event `seq`."""

    visit_id: str
    seq: int


@dataclass(frozen=True, slots=True)
class KeptNow:
    """The finished record is on the disk and queued for its channels."""

    visit_id: str
    document_id: str


@dataclass(frozen=True, slots=True)
class NotSaved:
    """The disk refused. The saver goes on trying when `error.passing`; the newest draft is never dropped."""

    visit_id: str
    error: StoreError


Told = Callable[[Saved | KeptNow | NotSaved], None]


@dataclass(frozen=True, slots=True)
class _Finish:
    record: Record
    channels: tuple[str, ...]
    ends: bool


class Saver:
    """One worker thread over one Store. `told` is called in that thread (a screen passes it on by a signal).

    Drafts of a visit are coalesced: while one is being written only the newest next one waits. `finish` is written after
    the drafts before it and makes those of its visit needless.
    """

    def __init__(self, store: Store, told: Told = lambda result: None, *, retry: float = RETRY) -> None:
        self._store, self._told, self._retry = store, told, retry
        self._waiting: OrderedDict[tuple[str, str], Draft | _Finish] = OrderedDict()
        self._writing = False
        self._failures = 0
        self._hurry = False
        self._closing = False
        self._changed = Condition()
        self._worker = Thread(target=self._work, name="saver", daemon=True)
        self._worker.start()

    def save(self, draft: Draft) -> None:
        """Write this draft soon. Returns at once."""
        with self._changed:
            key = (draft.visit_id, "draft")
            if key not in self._waiting and len(self._waiting) >= MOST:
                raise StoreError("store.busy", waiting=len(self._waiting))
            self._waiting[key] = draft
            self._changed.notify_all()

    def finish(self, record: Record, channels: Iterable[str] = (), *, ends: bool = True) -> None:
        """Keep a finished (or, with ends=False, an urgent) record soon. Returns at once; `told` gets KeptNow or NotSaved."""
        with self._changed:
            if ends:
                self._waiting.pop((record.visit_id, "draft"), None)
            self._waiting[record.visit_id, record.document_id()] = _Finish(record, tuple(channels), ends)
            self._changed.notify_all()

    def flush(self, timeout: float = 10.0) -> bool:
        """Wait until nothing waits to be written. False when the disk refuses (tried once more now) or time is up."""
        until = time.monotonic() + timeout
        with self._changed:
            before = self._failures
            self._hurry = True
            self._changed.notify_all()
            while self._waiting or self._writing:
                left = until - time.monotonic()
                if left <= 0 or self._failures > before:
                    return False
                self._changed.wait(left)
        return True

    def close(self, timeout: float = 10.0) -> bool:
        """Write what waits, then stop the thread. False when something could not be written (it was told so)."""
        done = self.flush(timeout)
        with self._changed:
            self._closing = True
            self._changed.notify_all()
        self._worker.join(timeout)
        return done

    def _work(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._waiting or self._closing)
                if self._closing:
                    return
                key, job = next(iter(self._waiting.items()))
                del self._waiting[key]
                self._writing, self._hurry = True, False
            result = self._write(job)
            with self._changed:
                self._writing = False
                if isinstance(result, NotSaved):
                    self._failures += 1
                    if result.error.passing or isinstance(job, Draft):
                        self._put_back(key, job)
                self._changed.notify_all()
            self._tell(result)
            if isinstance(result, NotSaved):
                with self._changed:
                    self._changed.wait_for(lambda: self._closing or self._hurry, self._retry)

    def _tell(self, result: Saved | KeptNow | NotSaved) -> None:
        try:
            self._told(result)
        except Exception:  # boundary: a listener's fault (a screen already gone) must not stop the saving
            return

    def _put_back(self, key: tuple[str, str], job: Draft | _Finish) -> None:
        """What failed waits again, in front, unless something newer of its kind came meanwhile."""
        visit = key[0]
        overtaken = key in self._waiting or (
            key[1] == "draft" and any(isinstance(other, _Finish) and other.ends and at[0] == visit for at, other in self._waiting.items())
        )
        if not overtaken:
            self._waiting[key] = job
            self._waiting.move_to_end(key, last=False)

    def _write(self, job: Draft | _Finish) -> Saved | KeptNow | NotSaved:
        visit = job.visit_id if isinstance(job, Draft) else job.record.visit_id
        try:
            if isinstance(job, Draft):
                self._store.save_draft(job)
                return Saved(job.visit_id, job.seq)
            return KeptNow(job.record.visit_id, self._store.keep(job.record, job.channels, ends=job.ends))
        except StoreError as error:
            return NotSaved(visit, error)
        except Exception as error:  # boundary: a dead worker would lose every later answer; the type names the fault, never its text
            return NotSaved(visit, StoreError("store.io", code=type(error).__name__))
