"""Saving off the screen's thread: newest wins, nothing is said too early, nothing is lost when the disk refuses for a while."""

from __future__ import annotations

import threading
import time

import pytest

from intake.save.fault import StoreError
from intake.save.saver import KeptNow, NotSaved, Saved, Saver
from intake.save.store import Store


class Slow:
    """A store that waits for a gate, and fails as told."""

    def __init__(self, store):
        self.store, self.gate, self.fail, self.seqs = store, threading.Event(), 0, []

    def save_draft(self, draft):
        self.gate.wait(5)
        if self.fail:
            self.fail -= 1
            raise StoreError("store.full")
        self.seqs.append(draft.seq)
        self.store.save_draft(draft)

    def keep(self, *given, **named):
        if self.fail:
            self.fail -= 1
            raise StoreError("store.full")
        return self.store.keep(*given, **named)


@pytest.fixture
def slow(store):
    return Slow(store)


def test_a_burst_of_answers_becomes_few_writes_and_ends_with_the_last(slow, draft):
    told = []
    saver = Saver(slow, told.append)
    for seq in range(1, 101):
        saver.save(draft(seq=seq))
    slow.gate.set()
    assert saver.close() and slow.store.draft("V-1").seq == 100
    assert told[-1] == Saved("V-1", 100) and len(slow.seqs) <= 3


def test_saving_returns_at_once_while_the_disk_is_slow(slow, draft):
    saver = Saver(slow)
    begun = time.perf_counter()
    for seq in range(20):
        saver.save(draft(seq=seq))
    assert time.perf_counter() - begun < 0.2
    slow.gate.set()
    assert saver.close()


def test_nothing_is_said_saved_before_it_is(store, draft):
    seen = []
    saver = Saver(store, lambda result: seen.append((result.seq, store.draft("V-1").seq)))
    for seq in range(1, 30):
        saver.save(draft(seq=seq))
        time.sleep(0.001)
    saver.close()
    assert seen and all(on_disk >= said for said, on_disk in seen)


def test_a_full_disk_is_told_and_writing_resumes(slow, draft):
    told = []
    slow.fail = 2
    slow.gate.set()
    saver = Saver(slow, told.append, retry=0.01)
    saver.save(draft(seq=7))
    until = time.monotonic() + 5
    while Saved("V-1", 7) not in told and time.monotonic() < until:
        time.sleep(0.01)
    saver.close()
    assert [type(t) for t in told] == [NotSaved, NotSaved, Saved] and told[0].error.key == "store.full"


def test_flush_says_no_when_the_disk_still_refuses(slow, draft):
    slow.fail = 10**6
    slow.gate.set()
    saver = Saver(slow, retry=60)
    saver.save(draft())
    assert not saver.flush(2)
    slow.fail = 0
    assert saver.flush(2) and slow.store.draft("V-1") is not None
    saver.close()


def test_finishing_comes_after_the_drafts_and_leaves_none(slow, draft, record):
    told = []
    saver = Saver(slow, told.append)
    saver.save(draft(seq=1))
    time.sleep(0.05)
    saver.save(draft(seq=2))
    saver.finish(record(), ["folder"])
    slow.gate.set()
    assert saver.close() and slow.store.draft("V-1") is None and slow.seqs == [1]
    assert told[-1] == KeptNow("V-1", record().document_id())


def test_a_finish_the_disk_refused_is_tried_again(slow, record):
    slow.fail = 1
    told = []
    saver = Saver(slow, told.append, retry=0.01)
    saver.finish(record())
    until = time.monotonic() + 5
    while len(told) < 2 and time.monotonic() < until:
        time.sleep(0.01)
    saver.close()
    assert [type(t) for t in told] == [NotSaved, KeptNow] and len(slow.store.records()) == 1


def test_a_listener_that_breaks_does_not_stop_the_saving(store, draft):
    saver = Saver(store, lambda result: 1 / 0)
    saver.save(draft(seq=1))
    assert saver.flush()
    saver.save(draft(seq=2))
    assert saver.close() and store.draft("V-1").seq == 2


def test_two_visits_do_not_overtake_each_other(store, draft):
    saver = Saver(store)
    for seq in range(50):
        saver.save(draft("V-1", seq=seq))
        saver.save(draft("V-2", seq=seq))
    assert saver.close() and (store.draft("V-1").seq, store.draft("V-2").seq) == (49, 49)


def test_memory_is_bounded(slow, draft):
    saver = Saver(slow)
    with pytest.raises(StoreError, match="busy"):
        for visit in range(40):
            saver.save(draft(f"V-{visit}"))
    slow.gate.set()
    saver.close()


def test_a_store_can_be_shared_by_threads(tmp_path, draft):
    store, faults = Store(tmp_path), []

    def work(name):
        try:
            for seq in range(40):
                store.save_draft(draft(name, seq=seq))
                assert store.draft(name).seq == seq
        except Exception as error:  # reported below: an assertion in a thread is silent otherwise
            faults.append(error)

    threads = [threading.Thread(target=work, args=(f"V-{n}",)) for n in range(4)]
    [t.start() for t in threads]
    [t.join() for t in threads]
    store.close()
    assert faults == []
