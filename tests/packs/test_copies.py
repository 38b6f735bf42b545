"""The pack's copies of the clinical inputs are those of the clinic's shared folder, where that is at hand."""

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared" / "clinical"
COPIES = {"dictionary.csv": "fields.csv", "rules.csv": "rules.csv", "constants.toml": "constants.toml", "medicines.csv": "medicines.csv"}
CASES = SHARED / "cases"
EXAMPLES = ROOT / "forms" / "botulinum" / "examples"
NAMES = {path.name for folder in (CASES, EXAMPLES) if folder.is_dir() for path in folder.glob("*.json")}
COPIES |= {f"examples/{name}": f"cases/{name}" for name in sorted(NAMES)}


@pytest.mark.skipif(not SHARED.is_dir(), reason="../shared/clinical is not beside this repository")
@pytest.mark.parametrize(("ours", "theirs"), COPIES.items(), ids=COPIES)
def test_copy_is_unchanged(ours, theirs):
    assert (ROOT / "forms" / "botulinum" / ours).read_bytes() == (SHARED / theirs).read_bytes()
