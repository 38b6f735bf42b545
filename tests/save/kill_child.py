"""A child that saves through the real store and says what was saved, until its parent kills it. Run by test_kill.py."""

from __future__ import annotations

import hashlib
import random
import sys
from pathlib import Path

from intake.save.store import Draft, Store


def main(folder: str, visit: str, first: int, early: bool, seed: int) -> None:
    """Save drafts seq first, first+1, ...; after each COMMIT print "seq hash". `early` says it before (the negative control)."""
    chance = random.Random(seed)
    store = Store(Path(folder))
    with store._engine.transaction() as open_:  # a small log, so that kills hit checkpoints
        open_.exec_driver_sql("PRAGMA wal_autocheckpoint=40")
    out = sys.stdout.buffer
    out.write(b"ready\n")
    out.flush()
    seq = first
    while True:
        words = chance.randbytes(chance.randrange(50, 9000)).hex()
        draft = Draft(visit, seq, "2026-03-16T13:00:00Z", "1991-05-02", ({"seq": seq, "raw": [words]},))
        said = f"{seq} {hashlib.sha256(words.encode()).hexdigest()}\n".encode()
        if early:
            out.write(said)
            out.flush()
        store.save_draft(draft)
        if not early:
            out.write(said)
            out.flush()
        seq += 1


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4] == "early", int(sys.argv[5]))
