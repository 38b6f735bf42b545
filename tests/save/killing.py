"""kill -9 at seeded random moments: run a saving child, kill it, and compare what it was told with what is there."""

from __future__ import annotations

import hashlib
import os
import random
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
    """Start the child `kills` times on one store and kill it 4 to 120 ms after it is ready. Counts lost acknowledgements."""
    chance, toll, highest = random.Random(seed), Toll(), 0
    for number in range(kills):
        said = _one_life(folder, highest + 1, early, seed * 100_003 + number, chance.uniform(0.004, 0.120))
        toll.kills += 1
        toll.acked += len(said)
        stored, digest, whole = _look(folder)
        toll.damaged += not whole
        last = max(said, default=0)
        toll.lost += max(0, last - stored)
        if stored in said and said[stored] != digest:
            toll.damaged += 1
        highest = max(stored, last)
    return toll


def _one_life(folder: Path, first: int, early: bool, seed: int, life: float) -> dict[int, str]:
    command = [sys.executable, str(Path(__file__).with_name("kill_child.py")), str(folder), "V-1", str(first), "early" if early else "late", str(seed)]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)})
    assert child.stdout.readline() == b"ready\n"
    time.sleep(life)
    child.kill()
    lines = child.stdout.read().decode().split("\n")[:-1]  # the last piece is "" or half a line
    child.wait()
    return {int(seq): digest for seq, digest in (line.split() for line in lines)}


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
