"""clinic.toml: safe defaults without one, every fault at once with its line, no value ever repeated."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from intake.ask.clinic import EXAMPLE, Clinic, load_clinic
from intake.ask.constants import Constant
from intake.ask.errors import PackError
from intake.ask.overrides import in_force


def load(tmp_path: Path, text: str) -> Clinic:
    path = tmp_path / "clinic.toml"
    path.write_text(text)
    return load_clinic(path)


def faults(tmp_path: Path, text: str) -> list[tuple[str, str, int]]:
    with pytest.raises(PackError) as caught:
        load(tmp_path, text)
    return [(fault.code, fault.pointer, fault.line) for fault in caught.value.faults]


def test_without_a_file_it_is_a_trial_with_safe_defaults() -> None:
    clinic = load_clinic()
    assert clinic.trial and clinic.folder is None and clinic.phq2_pathway is None and clinic.data_folder is None
    assert (clinic.country, clinic.languages, clinic.paper) == ("CA", ("en",), "letter")
    assert not clinic.prints("PAY-M-CONT7") and clinic.prints("MIG-06")


def test_the_example_loads_and_is_complete() -> None:
    clinic = load_clinic(EXAMPLE)
    assert not clinic.trial and clinic.name and "stop at any time" in clinic.privacy_notice
    text = EXAMPLE.read_text()
    assert all(f"{key} = " in text or f"[{key}." in text for key in Clinic.model_fields)


def test_the_example_loads_also_with_everything_switched_on(tmp_path: Path) -> None:
    lines = EXAMPLE.read_text().split("\n")
    keys = ("# [", "# path", "# value", "# by", "# on", "# level", "# data_folder", "# phq2", "# print")
    switched = "\n".join(line.removeprefix("# ") if line.startswith(keys) else line for line in lines)
    tomllib.loads(switched)
    clinic = load(tmp_path, switched)
    assert clinic.folder == Path("/srv/chart/incoming") and clinic.levels["S-05"].level == "REVIEW"
    assert clinic.print_criteria == ("MIG-06", "PAY-M-EPIS") and clinic.prints("MIG-06") and not clinic.prints("MIG-07")


def test_a_relative_folder_is_taken_from_the_file(tmp_path: Path) -> None:
    clinic = load(tmp_path, 'data_folder = "data"\n[channels.folder]\npath = "chart/in"\n')
    assert (clinic.data_folder, clinic.folder) == (tmp_path / "data", tmp_path / "chart" / "in")


def test_all_faults_at_once_with_the_nearest_key(tmp_path: Path) -> None:
    text = 'nme = "x"\ncountry = "UK"\nlanguages = []\n[channels.foldr]\npath = "x"\n[channels.folder]\npth = "x"\n'
    assert faults(tmp_path, text) == [
        ("unknownKey", "nme", 1),
        ("badValue", "country", 2),
        ("badValue", "languages", 3),
        ("unknownKey", "channels.foldr", 4),
        ("missingKey", "channels.folder.path", 6),
        ("unknownKey", "channels.folder.pth", 7),
    ]
    with pytest.raises(PackError, match="Did you mean “name”"):
        load(tmp_path, 'nme = "x"')


@pytest.mark.parametrize("text", ['name = "s3cret-token"\nname = 3', "name = 3\nphq2_pathway = '''" + "s3cret-token" * 100 + "'''", 'country = "s3cret-token"', 'languages = ["s3cret-token"]'])
def test_no_value_is_repeated_in_an_error(text: str, tmp_path: Path) -> None:
    with pytest.raises(PackError) as caught:
        load(tmp_path, text)
    assert "s3cret-token" not in str(caught.value) + repr(caught.value)


def test_the_first_language_must_be_offered(tmp_path: Path) -> None:
    assert faults(tmp_path, 'languages = ["en"]\npatient_language_default = "fr"\n')[0][0] == "badValue"


def test_hostile_toml(tmp_path: Path) -> None:
    assert faults(tmp_path, "x = " + "[" * 50_000)[0][0] == "toml"
    assert faults(tmp_path, "x = " + "9" * 50_000)[0][0] == "toml"
    assert faults(tmp_path, "\n\nx = = 3")[0] == ("toml", "", 3)
    (tmp_path / "clinic.toml").write_bytes(b"\xff\xfea")
    with pytest.raises(PackError):
        load_clinic(tmp_path / "clinic.toml")


def constant(name: str, **more: object) -> Constant:
    facts = {"name": name, "value": 3, "unit": "d", "meaning": "a line", "source": "x", "grade": "D", "checked_on": "2026-11-20"}
    return Constant.model_validate(facts | more)


CONSTANTS = {
    "FREE": constant("FREE"),
    "SPOKEN": constant("SPOKEN", meaning="window in the wording of a-question"),
    "ASKED": constant("ASKED", also_in=["a-question"]),
}


def override(name: str) -> str:
    return f'[constants.{name}]\nvalue = 5\nby = "A. Example"\non = "2026-11-20"\n'


def test_a_clinic_sets_a_threshold_with_name_and_day(tmp_path: Path) -> None:
    made = in_force(load(tmp_path, override("FREE")), CONSTANTS)
    assert (made["FREE"].value, made["FREE"].source, made["FREE"].checked_on) == (5, "set by A. Example, 2026-11-20", "2026-11-20")
    assert made["SPOKEN"] is CONSTANTS["SPOKEN"] and in_force(load_clinic(), CONSTANTS) == CONSTANTS


def test_a_number_that_belongs_to_the_form_is_refused_and_says_why(tmp_path: Path) -> None:
    with pytest.raises(PackError) as caught:
        in_force(load(tmp_path, override("SPOKEN") + override("ASKED") + override("NONE")), CONSTANTS)
    assert {fault.code for fault in caught.value.faults} == {"constantSpoken", "constantCondition", "unknownConstant"}
    assert "a-question" in str(caught.value) and "Change the form" in str(caught.value)


def test_an_override_without_a_name_is_refused(tmp_path: Path) -> None:
    assert faults(tmp_path, "[constants.FREE]\nvalue = 5\n") == [
        ("missingKey", "constants.FREE.by", 1),
        ("missingKey", "constants.FREE.on", 1),
    ]
