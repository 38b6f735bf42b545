"""The pack's copies of the clinical inputs are those of the clinic's shared folder, where that is at hand."""

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared" / "clinical"
COPIES = {"dictionary.csv": "fields.csv", "rules.csv": "rules.csv", "constants.toml": "constants.toml", "medicines.csv": "medicines.csv"}
COPIES |= {f"examples/M{n}.json": f"cases/M{n}.json" for n in range(1, 5)}


@pytest.mark.skipif(not SHARED.is_dir(), reason="../shared/clinical is not beside this repository")
@pytest.mark.parametrize(("ours", "theirs"), COPIES.items(), ids=COPIES)
def test_copy_is_unchanged(ours, theirs):
    assert (ROOT / "forms" / "botulinum" / ours).read_bytes() == (SHARED / theirs).read_bytes()
