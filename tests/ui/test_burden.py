"""The patient's burden must not grow without a reason (decision 22): pages, screens and modelled minutes of M1 to M4 stay under burden.toml."""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

import pytest

HERE = Path(__file__).resolve()
sys.path.insert(0, str(HERE.parents[1] / "bench"))
import burden  # noqa: E402

CEILINGS = tomllib.loads((HERE.parent / "burden.toml").read_text("utf-8"))
CASES = [(case, asked) for case in ("M1", "M2", "M3", "M4") for asked in ("core", "whole")]


@pytest.mark.parametrize(("case", "asked"), CASES)
def test_the_burden_does_not_grow(qapp, tmp_path, case, asked):  # noqa: ARG001
    measured, most = burden.measure(case, tmp_path, whole=asked == "whole"), CEILINGS[case][asked]
    assert measured.pages <= most["pages"]
    assert measured.screens <= most["screens"], measured.screens_of
    assert measured.effort.minutes() <= most["minutes"]
    assert measured.seconds_to(burden.URGENT) <= burden.URGENT_S
    if asked == "core":
        assert measured.seconds_to(burden.RED_FLAG) <= burden.RED_FLAG_S
