"""A thousand kill -9 on the store, and 300 on the control: `python tests/bench/kill_store.py [kills]` (reliability G1)."""

from __future__ import annotations

import importlib.util
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
_path = Path(__file__).resolve().parents[1] / "save" / "killing.py"
_spec = importlib.util.spec_from_file_location("killing", _path)
killing = importlib.util.module_from_spec(_spec)
sys.modules["killing"] = killing
_spec.loader.exec_module(killing)


def main(kills: int) -> int:
    for early, count in ((False, kills), (True, max(20, kills * 3 // 10))):
        begun = time.monotonic()
        with tempfile.TemporaryDirectory() as folder:
            toll = killing.kill_often(Path(folder), count, seed=11, early=early)
        print(f"{'control (said before the commit)' if early else 'store'}: {toll}, {time.monotonic() - begun:.0f} s")
        if toll.damaged or (toll.lost > 0) is not early:
            return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000))
