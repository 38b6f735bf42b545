"""kill -9 at seeded random moments: run a saving child, kill it, and compare what it was told with what is there."""

from __future__ import annotations

import hashlib
import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pysqlite3.dbapi2 as sqlite

from intake.save.store import FILE, Store

ROOT = Path(__file__).resolve().parents[2]


@dataclass
class Toll:
    kills: int = 0
    acked: int = 0
    lost: int = 0
    damaged: int = 0


def kill_often(folder: Path, kills: int, *, seed: int, early: bool = False) -> Toll:
    """Kill a saving child `kills` times on one store, 4 to 120 ms after it is ready. Counts lost acknowledgements."""
    chance, toll, highest = random.Random(seed), Toll(), 0
    command = [sys.executable, str(Path(__file__).with_name("kill_child.py"))]
    mother = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)})
    for number in range(kills):
        mother.stdin.write(f"{folder}\tV-1\t{highest + 1}\t{'early' if early else 'late'}\t{seed * 100_003 + number}\n".encode())
        mother.stdin.flush()
        said = _one_life(mother.stdout, chance.uniform(0.004, 0.120))
        toll.kills += 1
        toll.acked += len(said)
        stored, digest, whole = _look(folder)
        toll.damaged += not whole
        last = max(said, default=0)
        toll.lost += max(0, last - stored)
        if stored in said and said[stored] != digest:
            toll.damaged += 1
        highest = max(stored, last)
    mother.stdin.close()
    mother.wait(10)
    return toll


def _one_life(out, life: float) -> dict[int, str]:
    """{seq: hash} of what one child said before it was killed. "pid" and "ready" may come in either order."""
    child = 0
    ready = False
    said = []
    while not (child and ready):
        line = out.readline().split()
        if line[0] == b"pid":
            child = int(line[1])
        elif line[0] == b"ready":
            ready = True
        else:
            said.append(line)
    time.sleep(life)
    os.kill(child, signal.SIGKILL)
    while (line := out.readline().split()) != [b"dead"]:
        said.append(line)
    return {int(line[0]): line[1].decode() for line in said if len(line) == 2 and len(line[1]) == 64}


def _look(folder: Path) -> tuple[int, str, bool]:
    """(stored seq, hash of its words, whole) on a new connection."""
    raw = sqlite.connect(folder / FILE)
    whole = raw.execute("PRAGMA quick_check").fetchone() == ("ok",)
    raw.close()
    store = Store(folder)
    draft = store.draft("V-1")
    store.close()
    if draft is None:
        return 0, "", whole
    return draft.seq, hashlib.sha256(draft.log[0]["raw"][0].encode()).hexdigest(), whole
