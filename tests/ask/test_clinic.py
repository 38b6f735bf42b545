"""clinic.toml: safe defaults without one, every fault at once with its line, no value ever repeated."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from pathlib import Path

import pytest

from intake.ask.clinic import EXAMPLE, Clinic, SealFiles, Switches, load_clinic
from intake.ask.constants import Constant
from intake.ask.errors import PackError
from intake.ask.overrides import in_force
from intake.ask.pack import PACKS, load_pack
from intake.notice.practice import practice
from ui.commands.check import faults_of
from ui.commands.check import run as run_check

ROOT = Path(__file__).resolve().parents[2]
PACK = load_pack(PACKS / "botulinum")
SEAL = tuple(f"# {key} =" for key in SealFiles.model_fields)


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
    assert clinic.prints("MIG-06") and not clinic.prints("PAY-M-CONT7", otherwise=False) and clinic.named_country == ""
    assert [clinic.why_off(setting) for setting in ("peg", "phq2", "rmdq")] == ["", "pathway", "clinic"]


def test_the_example_loads_and_is_complete() -> None:
    clinic = load_clinic(EXAMPLE)
    assert not clinic.trial and clinic.name and "stop at any time" in clinic.privacy_notice
    text = EXAMPLE.read_text()
    assert all(f"{key} = " in text or f"[{key}." in text or f"[{key}]" in text for key in Clinic.model_fields)
    assert all(f"{key} = " in text for key in (*Switches.model_fields, *SealFiles.model_fields))
    assert practice(PACK, clinic).off == {"PHQ-2": "pathway", "RMDQ": "clinic"}


def test_the_example_loads_also_with_everything_switched_on(tmp_path: Path) -> None:
    lines = EXAMPLE.read_text().split("\n")
    keys = ("# [", "# path =", "# value =", "# by =", "# on =", "# level =", "# data_folder =", "# phq2_pathway =", "# phq2 =", "# print_criteria =", "# rmdq", *SEAL)
    switched = "\n".join(line.removeprefix("# ") if line.startswith(keys) else line for line in lines if line != "rmdq = false")
    tomllib.loads(switched)
    clinic = load(tmp_path, switched)
    assert clinic.seal.model_dump(exclude_none=True).keys() == SealFiles.model_fields.keys()
    assert clinic.folder == Path("/srv/chart/incoming") and clinic.levels["S-05"].level == "REVIEW"
    assert clinic.prints("MIG-01", otherwise=False) and not clinic.prints("PAY-M-NICE")
    here = practice(PACK, clinic)
    assert here.off == {} and here.constants["PAY_US2_CLASSES"].value == 3 and here.rules.lowered["S-05"].level == "REVIEW"


def test_a_relative_folder_is_taken_from_the_file(tmp_path: Path) -> None:
    clinic = load(tmp_path, 'data_folder = "data"\n[channels.folder]\npath = "chart/in"\n')
    assert (clinic.data_folder, clinic.folder) == (tmp_path / "data", tmp_path / "chart" / "in")


def test_the_files_of_the_seal_are_taken_from_the_file_too(tmp_path: Path) -> None:
    clinic = load(tmp_path, '[seal]\ncertificate = "keys/clinic.pem"\nkey = "/srv/clinic.key"\n')
    assert clinic.seal == SealFiles(certificate=tmp_path / "keys" / "clinic.pem", key=Path("/srv/clinic.key"))
    assert load_clinic().seal is None and faults(tmp_path, '[seal]\nname = "x"\npassphrase = "y"\n') == [
        ("missingKey", "seal.certificate", 1),
        ("unknownKey", "seal.passphrase", 3),
    ]


@pytest.mark.parametrize(("text", "level"), [("", "a3"), ('archive = "a2"', "a2")])
def test_what_the_pdf_carries(tmp_path: Path, text: str, level: str) -> None:
    assert load(tmp_path, text).archive == level
    assert faults(tmp_path, 'archive = "a1"')[0][0] == "badValue"


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


def test_languages_may_be_written_short_and_must_have_words(tmp_path: Path) -> None:
    clinic = load(tmp_path, 'languages = ["fr", "EN"]\npatient_language_default = "fr-ca"\nprovider_language = "fr_CA"\n')
    assert (clinic.languages, clinic.patient_language_default, clinic.provider_language) == (("fr-CA", "en"), "fr-CA", "fr-CA")
    assert faults(tmp_path, 'languages = ["en", "cy"]\nprovider_language = "cy"\n') == [("noWords", "languages", 1), ("noWords", "provider_language", 2)]


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
    "FREE": constant("FREE", meaning="headache days per 30"),
    "FRACTION": constant("FRACTION", value=Decimal("3.5"), unit="INR"),
    "SPOKEN": constant("SPOKEN", meaning="window in the wording of a-question"),
    "EVERY": constant("EVERY", meaning="window of every count question; stored with the number"),
    "ASKED": constant("ASKED", also_in=["a-question"]),
    "NOTE": constant("NOTE"),
}


def override(name: str, value: object = 5) -> str:
    return f'[constants.{name}]\nvalue = {value}\nby = "A. Example"\non = "2026-11-20"\n'


def test_a_clinic_sets_a_threshold_with_name_and_day(tmp_path: Path) -> None:
    made = in_force(load(tmp_path, override("FREE") + override("FRACTION", 3)), CONSTANTS)
    assert (made["FREE"].value, made["FREE"].source, made["FREE"].checked_on) == (5, "set by A. Example, 2026-11-20", "2026-11-20")
    assert made["SPOKEN"] is CONSTANTS["SPOKEN"] and in_force(load_clinic(), CONSTANTS) == CONSTANTS


@pytest.mark.parametrize(("name", "value", "code", "says"), [
    ("SPOKEN", 5, "constantSpoken", "spoken in a question"), ("EVERY", 5, "constantSpoken", "Change the wording"),
    ("ASKED", 5, "constantCondition", "whether a-question is asked"), ("FRE", 5, "unknownConstant", "Did you mean “FREE”"),
    ("free", 5, "unknownConstant", "Did you mean “FREE”"), ("FREE", 2.5, "constantWhole", "whole number"), ("FREE", 31, "constantRange", "from 0 to 30 (d)"),
    ("FREE", -1, "constantRange", "the pack has 3"), ("FRACTION", 35, "constantRange", "from 1 to 10"), ("NOTE", 5, "constantIdle", "change nothing"),
])  # fmt: skip
def test_a_threshold_a_clinic_may_not_set_is_refused_and_says_why(name: str, value: object, code: str, says: str, tmp_path: Path) -> None:
    with pytest.raises(PackError) as caught:
        in_force(load(tmp_path, "\n" + override(name, value)), CONSTANTS, idle={"NOTE"})
    (fault,) = caught.value.faults
    assert fault.code == code and says in str(fault)
    assert (fault.pointer, fault.line) in {(f"constants.{name}", 2), (f"constants.{name}.value", 3)}


@pytest.mark.parametrize("value", ['"5"', "true", "nan", "[5]", "2026-11-20"])
def test_a_threshold_is_a_number(value: str, tmp_path: Path) -> None:
    assert {code for code, _, _ in faults(tmp_path, override("FREE", value))} == {"badValue"}


def test_an_override_without_a_name_is_refused(tmp_path: Path) -> None:
    assert faults(tmp_path, "[constants.FREE]\nvalue = 5\n") == [
        ("missingKey", "constants.FREE.by", 1),
        ("missingKey", "constants.FREE.on", 1),
    ]


# -- against the pack


def lower(rule: str, level: str = "REVIEW") -> str:
    return f'[levels.{rule}]\nlevel = "{level}"\nby = "A. Example"\non = "2026-11-20"\n'


@pytest.mark.parametrize(("text", "code", "line", "says"), [
    ('hide_criteria = [\n  "PAY-M-NCE",\n]', "clinic.line", 1, "Did you mean “PAY-M-NICE”"),
    ('print_criteria = ["S-05"]', "clinic.line", 1, "“S-05” is not a line"),
    (lower("S-5"), "clinic.rule", 1, "Did you mean “S-05”"),
    (lower("PAY-M-NICE"), "clinic.rule", 1, "not a finding"),
    (lower("S-05", "NOTE"), "clinic.level", 2, "S-05 (REVIEW)"),
    (lower("S-01"), "clinic.level", 2, "cannot be reported as REVIEW"),
    (lower("RF-H1"), "clinic.level", 2, "cannot be reported"),
    (override("MIG_CHRONIC_DAY", 20), "unknownConstant", 1, "Did you mean “MIG_CHRONIC_DAYS”"),
    (override("S20_WINDOW_WEEKS", 6), "constantSpoken", 1, "safety-surgery"),
    (override("S09_AGE_MAX", 50), "constantCondition", 1, "safety-pregnancy"),
    (override("RECALL_WINDOW_DAYS", 28), "constantSpoken", 1, "every count question"),
    (override("MIG_CHRONIC_DAYS", 150), "constantRange", 2, "slip of the hand"),
    (override("KIOSK_LOCK_SECONDS", 60), "constantIdle", 1, "change nothing"),
    ("[instruments]\nphq2 = true", "needsPathway", 2, "phq2_pathway"),
    ("[instruments]\nrmdq = true", "needsLicence", 2, "rmdq_licence"),
    ("[instruments]\nmidas = true", "unknownKey", 2, "peg, phq2, rmdq"),
    ('[instruments]\npeg = "no"', "badValue", 2, "peg"),
    ("[instruments]\npe = true", "unknownKey", 2, "Did you mean “peg”"),
])  # fmt: skip
def test_check_refuses_what_the_pack_does_not_have_or_give_away(text: str, code: str, line: int, says: str, tmp_path: Path, capsys) -> None:
    (tmp_path / "clinic.toml").write_text(text)
    (fault,) = faults_of(tmp_path / "clinic.toml")
    assert (fault.code, fault.line) == (code, line) and says in fault.sentence()
    assert run_check([str(tmp_path / "clinic.toml")]) == 1 and f"clinic.toml:{line}:1  error" in capsys.readouterr().out


def test_the_example_is_clean_for_check(capsys) -> None:
    assert run_check([str(EXAMPLE)]) == 0 and capsys.readouterr().out == ""


def test_every_threshold_that_may_be_set_is_read_somewhere() -> None:
    """A setting that changes nothing would be a promise broken. Read in the rules, or by the summary."""
    code = "".join(file.read_text() for folder in (PACK.path, ROOT / "intake" / "tell") for file in folder.rglob("*.py"))
    idle = {name for name, one in PACK.constants.items() if not one.used_by and name not in PACK.choices.thresholds}
    unread = {name for name, one in PACK.constants.items() if not one.fixed and name not in idle and f'"{name}"' not in code}
    assert unread == set()


def test_choices_name_what_is_there() -> None:
    rules, choices = practice(PACK).rules, PACK.choices
    lines, findings = {one.id for one in rules.criteria}, {one.id: one for one in rules.findings}
    assert {line for country in choices.criteria.values() for line in country} <= lines
    assert {rule for one in choices.instruments.values() for rule in one.rules} <= set(findings)
    assert all(level in findings[rule].levels for rule, levels in choices.lower.items() for level in levels)
    assert all(one.setting in Switches.model_fields for one in choices.instruments.values())
    assert {one.id for one in rules.instruments} >= {"PEG", "PHQ-2"}


@pytest.mark.parametrize(("language", "notice"), [("en", "Kept here."), ("fr", "Gardé ici."), ("fr-CA", "Gardé ici."), ("es", "Kept here.")])
def test_the_privacy_notice_is_read_in_the_language_it_was_written_in(tmp_path, language, notice):
    file = tmp_path / "clinic.toml"
    file.write_text('privacy_notice = { en = "Kept here.", fr-CA = "Gardé ici." }\n', "utf-8")
    assert load_clinic(file).notice(language) == notice
    file.write_text('privacy_notice = "Kept here."\n', "utf-8")
    assert load_clinic(file).notice(language) == "Kept here."
