"""Start bench: from process start to the first painted page of the kiosk, beside a bare PySide6 window in the same run.

Not collected by pytest. Run from the repository:

    python tests/bench/bench_start.py [--runs 15] [--platform offscreen|xcb|wayland] [--clinic FILE]

Each figure is a process of its own, ours and the bare one in turn, so that a busy moment of the machine hits both. The
clock is read before the process is made and again when the window's first paint has been flushed. Memory is read then
(`first paint`) and a second later, when the clerk's thread has the store open (`idle`). Qt's plugin is "offscreen" unless
another is named, which then needs a screen. The data folder is a temporary one, and so is the folder of compiled modules,
filled by a first run of each that is not counted: an installed program is compiled too, whatever this shell has set.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import monotonic
from typing import Any

HERE = Path(__file__).resolve()
ROOT = HERE.parents[2]
TARGET = 1.5
Figures = dict[str, Any]

PROBE = '''
import json, sys, time
began = float(sys.argv.pop(1))

def watch():
    """Wait for the window to be exposed, let it paint, read the clock, rest a second and leave."""
    from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer
    from PySide6.QtWidgets import QApplication

    class Watch(QObject):
        def eventFilter(self, window, event):
            if event.type() != QEvent.Type.Expose:
                return False
            window.removeEventFilter(self)
            QCoreApplication.sendEvent(window, event)  # paints and flushes before it comes back
            self.found = {"ms": (time.monotonic() - began) * 1000, "paint": memory(), "modules": len(sys.modules)}
            QTimer.singleShot(1000, self.leave)
            return True

        def leave(self):
            print(json.dumps(self.found | {"idle": memory()}), flush=True)
            QApplication.quit()

    (window,) = [one for one in QApplication.topLevelWidgets() if one.isVisible()]
    watcher = Watch(window)
    window.windowHandle().installEventFilter(watcher)

def memory():
    """(RSS, PSS) in MB, where the system tells."""
    try:
        with open("/proc/self/smaps_rollup") as file:
            rows = dict(line.split(":") for line in file.readlines()[1:])
    except OSError:
        return 0, 0
    return tuple(int(rows[name].split()[0]) / 1024 for name in ("Rss", "Pss"))
'''

BARE = """
from PySide6.QtWidgets import QApplication, QWidget
app = QApplication(["bare"])
window = QWidget()
window.resize(1280, 800)
window.show()
watch()
app.exec()
"""

OURS = """
from intake.__main__ import main
from ui.commands import kiosk
kiosk.stop_on_interrupt = lambda application: watch()  # the last step before the event loop; nothing of Qt is imported yet
sys.argv.insert(1, "--window")
sys.exit(main())
"""


def once(program: str, arguments: list[str], surroundings: dict[str, str]) -> Figures:
    """One process, from nothing to its first paint and a second of rest."""
    done = subprocess.run(
        [sys.executable, "-c", PROBE + program, str(monotonic()), *arguments], cwd=ROOT, env=surroundings, capture_output=True, text=True
    )
    if not done.stdout.strip():
        sys.exit(f"nothing was painted (exit code {done.returncode}): {done.stderr[-1000:]}")
    return json.loads(done.stdout.splitlines()[-1])


def row(name: str, runs: list[Figures]) -> str:
    """A line of the table: times median and fastest, memory median."""
    times = [run["ms"] for run in runs]
    memory = [median(run[when][kind] for run in runs) for when in ("paint", "idle") for kind in (0, 1)]
    return f"{name:14}{median(times):9.0f}{min(times):9.0f}" + "".join(f"{megabytes:9.1f}" for megabytes in memory) + f"{runs[0]['modules']:9}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--platform", default="offscreen", help="Qt's platform plugin")
    parser.add_argument("--clinic", metavar="FILE", help="a clinic.toml, as for `intake`")
    asked = parser.parse_args()
    clinic = ["--clinic", str(Path(asked.clinic).resolve())] if asked.clinic else []
    bare, ours = [], []
    with tempfile.TemporaryDirectory() as folder:
        surroundings = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        surroundings |= {"PYTHONPATH": str(ROOT), "PYTHONPYCACHEPREFIX": f"{folder}/compiled", "XDG_DATA_HOME": f"{folder}/data"}
        surroundings["QT_QPA_PLATFORM"] = asked.platform
        once(BARE, [], surroundings), once(OURS, clinic, surroundings)
        for _ in range(asked.runs):
            bare.append(once(BARE, [], surroundings))
            ours.append(once(OURS, clinic, surroundings))
    print(f"process start to first paint, {asked.runs} processes each, Qt plugin {asked.platform}\n")
    print(f"{'':14}{'ms: median':>9}{'fastest':>9}{'RSS MB':>9}{'PSS':>9}{'RSS idle':>9}{'PSS idle':>9}{'modules':>9}")
    print(row("bare window", bare))
    print(row("intake", ours))
    ratios = [pick(run["ms"] for run in ours) / pick(run["ms"] for run in bare) for pick in (median, min)]
    print(f"\nbeside the bare window: {ratios[0]:.2f} (median), {ratios[1]:.2f} (fastest); target {TARGET}")
    return 0 if min(ratios) <= TARGET else 1


if __name__ == "__main__":
    sys.exit(main())
