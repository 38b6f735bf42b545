"""kill -9 loses nothing that was acknowledged. The control, which acknowledges before the commit, must lose."""

from __future__ import annotations

import importlib.util
from pathlib import Path

_spec = importlib.util.spec_from_file_location("tests_save_killing", Path(__file__).with_name("killing.py"))
killing = importlib.util.module_from_spec(_spec)
__import__("sys").modules[_spec.name] = killing
_spec.loader.exec_module(killing)


def test_sixty_kills_lose_nothing(tmp_path):
    toll = killing.kill_often(tmp_path, 60, seed=1)
    assert toll.kills == 60 and toll.acked >= 60, toll
    assert (toll.lost, toll.damaged) == (0, 0), toll


def test_the_control_loses(tmp_path):
    """Said before it is saved: if this lost nothing either, the test above could not fail."""
    for seed in range(2, 12):
        toll = killing.kill_often(tmp_path / str(seed), 15, seed=seed, early=True)
        assert toll.damaged == 0, toll
        if toll.lost:
            return
    raise AssertionError("150 kills and nothing lost")
