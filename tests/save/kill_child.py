"""Children that save through the real store and say what was saved, until they are killed. Started by killing.py.

One process imports the store, then forks a child for every line it reads: a life costs milliseconds, not an import.
"""

from __future__ import annotations

import hashlib
import os
import random
import sys
from pathlib import Path

from intake.save.store import Draft, Store


def live(folder: str, visit: str, first: int, early: bool, seed: int) -> None:
    """Save drafts seq first, first+1, ...; after each COMMIT say "seq hash". `early` says it before (the negative control)."""
    chance = random.Random(seed)
    store = Store(Path(folder))
    with store._engine.transaction() as open_:  # a small log, so that kills hit checkpoints
        open_.exec_driver_sql("PRAGMA wal_autocheckpoint=40")
    os.write(1, b"ready\n")
    seq = first
    while True:
        words = chance.randbytes(chance.randrange(50, 9000)).hex()
        draft = Draft(visit, seq, "2026-03-16T13:00:00Z", "1991-05-02", ({"seq": seq, "raw": [words]},))
        said = f"{seq} {hashlib.sha256(words.encode()).hexdigest()}\n".encode()
        if early:
            os.write(1, said)
        store.save_draft(draft)
        if not early:
            os.write(1, said)
        seq += 1


def main() -> None:
    for line in sys.stdin:
        folder, visit, first, early, seed = line.rstrip("\n").split("\t")
        child = os.fork()
        if not child:
            live(folder, visit, int(first), early == "early", int(seed))
        os.write(1, f"pid {child}\n".encode())
        os.waitpid(child, 0)
        os.write(1, b"\ndead\n")


if __name__ == "__main__":
    main()
