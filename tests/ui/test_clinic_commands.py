"""A clinic.toml at the command line: what `assess` finds and what `pdf` prints follow it, and say whose word it was."""

from __future__ import annotations

import json
from pathlib import Path

import pypdf
import pytest

from intake.ask.pack import PACKS
from ui.command import run

EXAMPLES = PACKS / "botulinum" / "examples"
SET = '[constants.MIG_CHRONIC_DAYS]\nvalue = 21\nby = "A. Example"\non = "2026-11-20"\n'
LOWER = '[levels.S-05]\nlevel = "REVIEW"\nby = "Dr. B. Example"\non = "2026-11-20"\n'


@pytest.fixture
def clinic(tmp_path: Path):
    def write(text: str) -> str:
        (tmp_path / "clinic.toml").write_text(text)
        return str(tmp_path / "clinic.toml")

    return write


def case(folder: Path, name: str = "M1", **changes: object) -> str:
    data = json.loads((EXAMPLES / f"{name}.json").read_text("utf-8"))
    (folder / "case.json").write_text(json.dumps(data | {"answers": data["answers"] | changes}), "utf-8")
    return str(folder / "case.json")


def told(capsys, *argv: str) -> dict:
    assert run(["assess", "--json", *argv]) == 0
    return json.loads(capsys.readouterr().out)


def paper(tmp_path: Path, *argv: str) -> tuple[str, str]:
    """Page one and everything, as text."""
    assert run(["pdf", *argv, "-o", str(tmp_path / "out.pdf")]) == 0
    pages = [" ".join(page.extract_text().split()) for page in pypdf.PdfReader(tmp_path / "out.pdf").pages]
    return pages[0], " ".join(pages)


def test_a_threshold_reaches_assess_and_is_named_on_paper(tmp_path, clinic, capsys):
    before, after = told(capsys, case(tmp_path)), told(capsys, case(tmp_path), "--clinic", clinic(SET))
    status = [{line["id"]: line["status"] for line in one["criteria"]}["MIG-01"] for one in (before, after)]
    raised = ["MIG-03" in {finding["id"] for finding in one["findings"]} for one in (before, after)]
    assert (status, raised) == (["MET", "NOT MET"], [False, True])
    first, whole = paper(tmp_path, case(tmp_path), "--clinic", clinic(SET))
    assert first.count("MIG_CHRONIC_DAYS 21 d: threshold set by A. Example, 20-Nov-2026") > 3, "beside the finding and beside each line"
    assert "MIG_CHRONIC_DAYS = 21 d (pack: 15): threshold set by A. Example, 20-Nov-2026" in whole
    assert "15 or more headache days a month" in first, "the months were asked with the pack's own number"
    assert "threshold set by" not in paper(tmp_path, case(tmp_path))[1]


def test_a_lowered_level_names_who_lowered_it(tmp_path, clinic, capsys):
    sick = case(tmp_path, **{"safety-nerve-disease": ["myasthenia"]})
    (found,) = [one for one in told(capsys, sick, "--clinic", clinic(LOWER))["findings"] if one["id"] == "S-05"]
    assert found["level"] == "REVIEW" and "Dr. B. Example" in found["scope"]
    first, whole = paper(tmp_path, sick, "--clinic", clinic(LOWER))
    assert "Dr. B. Example" in first and "S-05 reported as REVIEW: set by Dr. B. Example, 20-Nov-2026" in whole


def test_a_hidden_line_is_computed_and_not_printed(tmp_path, clinic, capsys):
    hide = clinic('hide_criteria = ["PAY-M-NICE"]')
    assert "PAY-M-NICE" in {line["id"] for line in told(capsys, case(tmp_path), "--clinic", hide)["criteria"]}
    whole = paper(tmp_path, case(tmp_path), "--clinic", hide)[1]
    assert "PAY-M-NICE" not in whole and "PAY-M-CADTH" in whole
    assert "PAY-M-NICE" in paper(tmp_path, case(tmp_path))[1]


def test_a_country_leaves_out_the_lines_of_the_other(tmp_path, clinic):
    whole = {country: paper(tmp_path, case(tmp_path), "--clinic", clinic(f'country = "{country}"'))[1] for country in ("CA", "US")}
    assert "PAY-M-CADTH" in whole["CA"] and "PAY-M-WA" not in whole["CA"]
    assert "PAY-M-CADTH" not in whole["US"] and "PAY-M-WA" in whole["US"]


def test_an_instrument_that_is_off_raises_nothing_and_the_paper_says_why(tmp_path, clinic, capsys):
    mood = {"phq2-interest": "3", "phq2-down": "3"}
    with_it = clinic('phq2_pathway = "Nurse, same day"')
    assert "S-28" in {one["id"] for one in told(capsys, case(tmp_path, **mood), "--clinic", with_it)["findings"]}
    off = clinic('phq2_pathway = "Nurse, same day"\n[instruments]\nphq2 = false')
    seen = told(capsys, case(tmp_path, **mood), "--clinic", off)
    assert "S-28" not in {one["id"] for one in seen["findings"]} and "PHQ-2" not in {one["id"] for one in seen["scores"]}
    assert "PHQ-2 (switched off by this clinic)" in paper(tmp_path, case(tmp_path, **dict.fromkeys(mood)), "--clinic", off)[0]


def test_the_paper_carries_the_hash_of_the_settings(tmp_path, clinic):
    import hashlib

    file = clinic("paper = 'a4'\n")
    assert hashlib.sha256(Path(file).read_bytes()).hexdigest() in paper(tmp_path, case(tmp_path), "--clinic", file)[1].replace(" ", "")


@pytest.mark.parametrize("command", ["assess", "pdf"])
def test_settings_that_cannot_be_used_stop_the_command(command, tmp_path, clinic, capsys):
    more = ["-o", str(tmp_path / "x.pdf")] if command == "pdf" else []
    assert run([command, case(tmp_path), "--clinic", clinic('hide_criteria = ["PAY-M-NCE"]'), *more]) == 2
    assert "Did you mean “PAY-M-NICE”" in capsys.readouterr().err and not (tmp_path / "x.pdf").exists()
