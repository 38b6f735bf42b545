"""None, True and False survive Qt on Python 3.11: the fault is there in the library, and `ui` makes it harmless."""

from __future__ import annotations

import subprocess
import sys

CALLS = "from PySide6.QtCore import QObject\no = QObject()\nfor _ in range({}): o.setObjectName('a')\nprint('alive')"


def run(code: str) -> subprocess.CompletedProcess:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)


def test_a_long_day_of_calls_that_return_nothing():
    done = run("import ui\n" + CALLS.format(200_000))
    assert (done.returncode, done.stdout.strip()) == (0, "alive"), done.stderr


def test_every_constant_is_guarded():
    done = run("import sys, ui\nprint(all(sys.getrefcount(c) > ui.none.ENOUGH // 2 for c in (None, True, False, NotImplemented, ...)))")
    assert done.stdout.strip() == "True" or sys.version_info >= (3, 12)


def test_guarding_twice_adds_nothing():
    done = run("import sys, ui\nbefore = sys.getrefcount(None)\nui.keep_alive()\nprint(sys.getrefcount(None) - before < 1000)")
    assert done.stdout.strip() == "True"
