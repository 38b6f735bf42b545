"""kill -9 while documents are delivered: each arrives once, whole, and a reader never sees half of one."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from intake.save.store import Store

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = 60


def test_forty_kills_lose_halve_and_double_nothing(tmp_path, record):
    chart = tmp_path / "chart"
    chart.mkdir()
    store = Store(tmp_path / "kept")
    ids = {store.keep(record(f"V-{n}"), ["folder"]): f"V-{n}" for n in range(DOCUMENTS)}
    store.close()
    chance = random.Random(5)
    mother = subprocess.Popen(
        [sys.executable, str(Path(__file__).with_name("delivering.py"))], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)}
    )
    kills, seen = 0, {}
    for _ in range(400):
        mother.stdin.write(f"{tmp_path / 'kept'}\t{chart}\n".encode())
        mother.stdin.flush()
        said = live(mother.stdout, chance.uniform(0.001, 0.02) if kills < 40 else 30)
        for file in chart.iterdir():
            if file.suffix in (".pdf", ".json"):
                assert seen.setdefault(file.name, file.read_bytes()) == file.read_bytes(), "written once"
        if b"all" in said:
            break
        kills += 1
    mother.stdin.close()
    mother.wait(10)
    whole = {f"{d}.pdf": b"%PDF" + (v * 40_000).encode() for d, v in ids.items()} | {f"{d}.json": (v * 40_000).encode()[:5000] for d, v in ids.items()}
    assert seen == whole and {f.name for f in chart.iterdir()} == set(whole), "no leftovers, nothing missing"
    store = Store(tmp_path / "kept")
    assert {q.state for q in store.deliveries()} == {"delivered"} and kills >= 10, kills
    store.close()


def live(out, life: float) -> list[bytes]:
    """One child's words; it is killed `life` seconds after it is ready, unless it is done before."""
    child, ready, said = 0, False, []
    while not (child and ready):
        line = out.readline().split()
        if line and line[0] == b"pid":
            child = int(line[1])
        elif line and line[0] == b"ready":
            ready = True
        else:
            said += line
    if life < 1:
        time.sleep(life)
        with contextlib.suppress(ProcessLookupError):  # done before its time
            os.kill(child, signal.SIGKILL)
    while (line := out.readline().split()) != [b"dead"]:
        said += line
    return said
