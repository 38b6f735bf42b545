"""The patient's burden is what the pack says it is (decision 22): forms/botulinum/burden.toml holds what is measured, to the last tap.

`python tests/bench/burden.py --write` writes the file again. A change that makes a figure worse says why in its commit.
"""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

import pytest

HERE = Path(__file__).resolve()
sys.path.insert(0, str(HERE.parents[1] / "bench"))
import burden  # noqa: E402

KEPT = tomllib.loads(burden.FILE.read_text("utf-8"))
EVERY = sorted(path.stem for path in burden.EXAMPLES.glob("*.json"))
MEASURED = [*((case, "core") for case in EVERY), ("M2", "whole"), ("SP1", "whole"), ("LP3", "whole")]


def test_every_case_is_in_the_file_with_the_model_it_was_measured_by():
    assert list(KEPT["cases"]) == EVERY
    assert burden.FILE.read_text("utf-8").startswith(burden.HEAD)


@pytest.mark.parametrize(("case", "asked"), MEASURED)
def test_the_file_says_what_is_measured(qapp, tmp_path, case, asked):  # noqa: ARG001
    measured = burden.measure(case, tmp_path, whole=asked == "whole")
    assert burden.figures(measured) == KEPT["cases"][case][asked], measured.screens_of


@pytest.mark.parametrize("case", EVERY)
def test_what_cannot_wait_comes_soon_and_the_pages_stay_few(case):
    """The targets of pages.md that every case meets."""
    core, target = KEPT["cases"][case]["core"], KEPT["target"]
    assert core["urgent"] <= target["urgent"] and core.get("red_flag", 0) <= target["red_flag"]
    assert core["pages"] <= target["pages"].get(case, target["pages"]["else"])
