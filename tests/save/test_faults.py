"""A full disk, a folder that cannot be written, a damaged file: said by key, nothing acknowledged is lost, writing resumes."""

from __future__ import annotations

import json
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

import pytest

from intake.save.fault import StoreError
from intake.save.store import FILE, Store

ROOT = Path(__file__).resolve().parents[2]

FULL = """
import json, resource, sys
from pathlib import Path
from intake.save.fault import StoreError
from intake.save.store import Draft, Store
folder, limit = Path(sys.argv[1]), int(sys.argv[2])
store, acked, keys = Store(folder), [], []
def put(n):
    store.save_draft(Draft(f"V-{n}", n, "2026-03-16T13:00:00Z", "1991-05-02", ({"raw": ["x" * 5000]},)))
    acked.append(n)
if limit:
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
n = 0
while len(keys) < 5:
    n += 1
    try:
        put(n)
    except StoreError as error:
        keys.append(error.key)
if limit:
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
else:
    (folder / "ballast").unlink()
for n in range(n + 1, n + 11):
    put(n)
store.close()
print(json.dumps([acked, keys]))
"""


def fill(folder: Path, limit: int) -> tuple[list[int], list[str]]:
    done = subprocess.run([sys.executable, "-c", FULL, folder, str(limit)], cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr[-2000:]
    return tuple(json.loads(done.stdout))


def check_all_there(folder: Path, acked: list[int]) -> None:
    store = Store(folder)
    with store._engine.transaction() as open_:
        rows = {row[0] for row in open_.exec_driver_sql("SELECT visit_id FROM draft")}
        assert open_.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
    assert rows == {f"V-{n}" for n in acked} and all(store.draft(v) for v in rows)
    store.close()


def test_a_file_that_may_not_grow(tmp_path):
    acked, keys = fill(tmp_path, 1_000_000)
    assert len(acked) > 20 and set(keys) <= {"store.full", "store.io"}
    check_all_there(tmp_path, acked)


@contextmanager
def small_disk(size: str):
    folder = Path(tempfile.mkdtemp())
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", folder], capture_output=True)
    if done.returncode:
        shutil.rmtree(folder)
        pytest.skip("this machine does not let us mount a small disk")
    try:
        yield folder
    finally:
        subprocess.run(["umount", folder], check=True)
        folder.rmdir()


def test_a_disk_that_is_full():
    with small_disk("2m") as folder:
        (folder / "ballast").write_bytes(b"x" * 700_000)
        acked, keys = fill(folder, 0)
        assert len(acked) > 20 and set(keys) <= {"store.full", "store.io"}
        check_all_there(folder, acked)


@contextmanager
def a_folder_nobody_may_write(made_by_us: bool):
    """A folder this process cannot write: by mode bits, and as another user when we are root (root may write anything)."""
    folder = Path(tempfile.mkdtemp())
    root = os.geteuid() == 0
    try:
        if made_by_us:
            Store(folder).close()
            for file in folder.iterdir():
                file.chmod(0o444)
        folder.chmod(0o555)
        if root:
            os.seteuid(65534)
        yield folder
    finally:
        if root:
            os.seteuid(0)
        folder.chmod(0o755)
        shutil.rmtree(folder)


@pytest.mark.parametrize("made_by_us", [False, True], ids=["empty folder", "store of before"])
def test_a_read_only_folder(made_by_us):
    with a_folder_nobody_may_write(made_by_us) as folder, pytest.raises(StoreError) as refused:
        Store(folder)
    assert refused.value.key == "store.readOnly" and refused.value.passing


def test_a_file_where_the_folder_should_be(tmp_path):
    (tmp_path / "taken").write_text("")
    with pytest.raises(StoreError) as refused:
        Store(tmp_path / "taken")
    assert refused.value.key == "store.readOnly"


@pytest.mark.parametrize("contents", [b"not a database, " * 400, b"SQLite format 3\x00" + b"\xff" * 8000], ids=["text", "half a header"])
def test_a_file_that_is_no_store(tmp_path, contents):
    (tmp_path / FILE).write_bytes(contents)
    with pytest.raises(StoreError) as refused:
        Store(tmp_path)
    assert refused.value.key == "store.damaged"
    assert (tmp_path / FILE).read_bytes() == contents, "a damaged file is left for a person to look at"


def test_damage_is_noticed_or_harmless_never_another_answer(tmp_path, draft):
    """120 copies of a store with a bit flipped, a sector zeroed or a page randomised: never a wrong draft (reliability 5)."""
    good, chance = tmp_path / "good", random.Random(7)
    store = Store(good)
    drafts = {f"V-{n}": draft(f"V-{n}", seq=n + 1, words=f"words of {n} " * 50) for n in range(12)}
    for one in drafts.values():
        store.save_draft(one)
    store.close()
    whole = (good / FILE).read_bytes()
    noticed = 0
    for case in range(120):
        bad = bytearray(whole)
        place = chance.randrange(len(bad))
        if case % 3 == 0:
            bad[place] ^= 1 << chance.randrange(8)
        else:
            width = 512 if case % 3 == 1 else 4096
            start = place // width * width
            bad[start : start + width] = bytes(width) if case % 3 == 1 else chance.randbytes(width)
        copy = tmp_path / f"copy{case}"
        copy.mkdir()
        (copy / FILE).write_bytes(bad)
        noticed += _read_damaged(copy, drafts)
        shutil.rmtree(copy)
    assert noticed > 40


def _read_damaged(folder: Path, drafts) -> bool:
    """True when the damage was noticed; wrong words fail the test."""
    noticed = False
    try:
        store = Store(folder)
    except StoreError:
        return True
    for visit, expected in drafts.items():
        try:
            found = store.draft(visit)
            assert found in (None, expected), "another answer than was given"
            noticed |= found is None
        except StoreError:
            noticed = True
    store.close()
    return noticed


def test_limits_of_this_process_are_untouched():
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] == resource.RLIM_INFINITY
