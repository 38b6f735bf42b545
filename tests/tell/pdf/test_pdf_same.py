"""Same input, same bytes: across processes, hash seeds, time zones and places."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
CODE = """
import hashlib, sys, types
sys.path.insert(0, {here!r})
import people
from intake.tell.pdf import draw
for person in ("typical", "stress"):
    print(hashlib.sha256(draw(getattr(people, person)(), None, clinic=types.SimpleNamespace(paper="letter"), released="x")).hexdigest())
"""


def made(cwd: Path, **env: str) -> str:
    keep = {"PATH": os.environ["PATH"], "PYTHONPATH": str(HERE.parents[2]), **env}
    return subprocess.run([sys.executable, "-c", CODE.format(here=str(HERE))], cwd=cwd, capture_output=True, text=True, env=keep, check=True).stdout


@pytest.mark.parametrize("env", [{"PYTHONHASHSEED": "1"}, {"PYTHONHASHSEED": "42", "TZ": "Asia/Tokyo"}, {"LC_ALL": "C", "TZ": "America/Toronto", "HOME": "/nonexistent"}])
def test_same_bytes_in_another_process(env, tmp_path):
    assert made(tmp_path, **env) == made(HERE, PYTHONHASHSEED="0")


def test_same_bytes_twice_in_one_process(cast, press):
    assert press(cast.typical()) == press(cast.typical())


def test_other_documents_drawn_before_leave_no_trace(cast, press):
    before = press(cast.typical())
    press(cast.stress())
    press(cast.urgent())
    assert press(cast.typical()) == before


def test_the_release_is_part_of_the_bytes(cast):
    import types

    from intake.tell.pdf import draw

    one, two = (draw(cast.typical(), None, clinic=types.SimpleNamespace(paper="letter"), released=at) for at in ("09:00", "09:01"))
    assert one != two
