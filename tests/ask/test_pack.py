"""Packs and constants: loaded whole or not at all, every fault of every file at once."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from intake.ask.constants import load_constants
from intake.ask.errors import PackError
from intake.ask.pack import PACKS, load_pack, shelf

PACK = 'name = "small"\ntitle = "Small"\nversion = "1.0"\nchecked_on = "2026-11-20"\n'
CONSTANTS = """checked_on = "2026-11-20"
version = "1"

[LIMIT_DAYS]
value = 3
unit = "d"
meaning = "a line"
source = "somebody"
grade = "D"
used_by = ["S-1"]
also_in = []
checked_on = "2026-11-20"
"""
FORM = {"resourceType": "Questionnaire", "status": "active", "version": "1.0", "item": [{"linkId": "a", "type": "string", "text": "A"}]}
MEDICINES = "code,generic,brands_ca,brands_us,lists,form_notes,source,grade\nx,X,,,A,,s,K\n"


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A small sound pack."""
    pack = tmp_path / "small"
    (pack / "examples").mkdir(parents=True)
    (pack / "pack.toml").write_text(PACK)
    (pack / "constants.toml").write_text(CONSTANTS)
    (pack / "questionnaire.json").write_text(json.dumps(FORM, indent=1))
    (pack / "medicines.csv").write_text(MEDICINES)
    (pack / "rules.py").write_text('"""No rules."""\n')
    (pack / "examples" / "one.json").write_text("{}")
    return pack


def test_a_pack_is_loaded_with_the_hash_of_what_decides(small: Path) -> None:
    pack = load_pack(small)
    assert (pack.name, pack.version, pack.checked_on, pack.signed_off) == ("small", "1.0", "2026-11-20", False)
    assert set(pack.sha256) == {"pack.toml", "questionnaire.json", "constants.toml", "medicines.csv", "rules.py"}
    assert all(len(value) == 64 for value in pack.sha256.values())
    assert pack.rules_path == small / "rules.py" and [path.name for path in pack.examples] == ["one.json"]
    assert pack.constants["LIMIT_DAYS"].value == 3 and pack.medicines.get("x") and "a" in pack.form


def test_the_shelf_holds_the_botulinum_pack() -> None:
    assert PACKS / "botulinum" in shelf()


def test_every_fault_of_every_file_at_once(small: Path) -> None:
    (small / "questionnaire.json").write_text('{"resourceType": "Questionnaire",\n"item": [{"linkId": "a", "type": "colour"}]}')
    (small / "constants.toml").write_text(CONSTANTS.replace('source = "somebody"\n', ""))
    (small / "medicines.csv").write_text(MEDICINES + "x,Y,,,,,s,K\n")
    with pytest.raises(PackError) as caught:
        load_pack(small)
    found = {(Path(fault.file).name, fault.line, fault.code) for fault in caught.value.faults}
    assert found == {("questionnaire.json", 2, "unknownType"), ("constants.toml", 4, "missingKey"), ("medicines.csv", 3, "medicineTwice")}


def test_a_pack_without_its_questionnaire_is_none(small: Path) -> None:
    (small / "questionnaire.json").unlink()
    with pytest.raises(PackError) as caught:
        load_pack(small)
    assert [fault.code for fault in caught.value.faults] == ["notFound"]


def test_a_pack_may_do_without_medicines_constants_and_rules(small: Path) -> None:
    for name in ("medicines.csv", "constants.toml", "rules.py"):
        (small / name).unlink()
    shutil.rmtree(small / "examples")
    pack = load_pack(small)
    assert (pack.rules_path, dict(pack.constants), dict(pack.medicines.by_code), pack.examples) == (None, {}, {}, ())


@pytest.mark.parametrize("kind, name", [("rules", "rules.py"), ("constants", "constants.toml"), ("medicines", "medicines.csv")])
def test_a_file_that_pack_toml_names_must_be_there(kind: str, name: str, small: Path) -> None:
    """A pack whose rules were lost would find nothing, and say so as if all were well."""
    (small / "pack.toml").write_text(PACK + f'{kind} = "{name}"\n')
    load_pack(small)
    (small / name).unlink()
    with pytest.raises(PackError) as caught:
        load_pack(small)
    assert [(Path(fault.file).name, fault.code) for fault in caught.value.faults] == [(name, "notFound")]


def test_rules_beside_a_first_file_that_is_gone_are_not_passed_over(small: Path) -> None:
    (small / "rules.py").rename(small / "rules_more.py")
    with pytest.raises(PackError) as caught:
        load_pack(small)
    assert [(Path(fault.file).name, fault.code) for fault in caught.value.faults] == [("rules.py", "notFound")]


def test_rules_that_are_no_python_are_told_with_the_rest(small: Path) -> None:
    (small / "questionnaire.json").write_text("{")
    (small / "rules.py").write_text("x = 1\ndef broken(:\n")
    with pytest.raises(PackError) as caught:
        load_pack(small)
    assert [(Path(fault.file).name, fault.code) for fault in caught.value.faults] == [("questionnaire.json", "json"), ("rules.py", "rule.load")]
    assert caught.value.faults[1].line == 2


INFO = {
    "E16 a newer layout": (PACK + "format = 2\nnews = 1\n", ["newerFormat"]),
    "E16 unknown keys": (PACK + 'sining_off = true\n[extra]\nx = 1\n', ["unknownKey", "unknownKey"]),
    "E14 a way out": (PACK + 'questionnaire = "../other/questionnaire.json"\n', ["badValue"]),
    "E14 an absolute path": (PACK + 'medicines = "/etc/passwd"\n', ["badValue"]),
    "E14 another computer": (PACK + "rules = '\\\\server\\share'\n", ["badValue"]),
    "E14 capitals": (PACK.replace('"small"', '"Small"'), ["badValue"]),
    "a day that is none": (PACK.replace("2026-11-20", "2026-02-30"), ["badValue"]),
    "nothing": ("", ["missingKey"] * 4),
    "a slip": ('name = "small\n', ["toml"]),
}


@pytest.mark.parametrize("name", INFO)
def test_a_wrong_pack_toml(name: str, small: Path) -> None:
    text, expected = INFO[name]
    (small / "pack.toml").write_text(text)
    with pytest.raises(PackError) as caught:
        load_pack(small)
    assert [fault.code for fault in caught.value.faults] == expected


@pytest.mark.parametrize("name", ["rules.py", "education.toml", "context.toml"])
def test_e14_a_link_to_the_outside_is_refused(name: str, small: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").write_text("")
    (small / name).unlink(missing_ok=True)
    (small / name).symlink_to(tmp_path / "elsewhere")
    with pytest.raises(PackError) as caught:
        load_pack(small)
    assert ("outside", {"name": name}) in [(fault.code, fault.facts) for fault in caught.value.faults]


@pytest.mark.parametrize("make, code", [(lambda path: None, "notFound"), (lambda path: path.write_text(""), "notAPack")])
def test_what_is_no_folder(make: Callable[[Path], object], code: str, tmp_path: Path) -> None:
    make(tmp_path / "x")
    with pytest.raises(PackError) as caught:
        load_pack(tmp_path / "x")
    assert caught.value.faults[0].code == code


def test_two_versions_are_a_warning(small: Path) -> None:
    (small / "pack.toml").write_text(PACK.replace('"1.0"', '"1.1"'))
    assert [(note.code, note.line) for note in load_pack(small).notes] == [("versions", 3)]


CONSTANT_FAULTS = {
    "no source": (CONSTANTS.replace('source = "somebody"\n', ""), "missingKey", "LIMIT_DAYS.source", 4),
    "an empty source": (CONSTANTS.replace("somebody", " "), "badValue", "LIMIT_DAYS.source", 8),
    "no day": (CONSTANTS.replace('also_in = []\nchecked_on = "2026-11-20"\n', ""), "missingKey", "LIMIT_DAYS.checked_on", 4),
    "no day of the day": (CONSTANTS.replace("[]\nchecked_on = \"2026-11-20\"", '[]\nchecked_on = "soon"'), "badValue", "LIMIT_DAYS.checked_on", 12),
    "an unknown key": (CONSTANTS + "sourse = 1\n", "unknownKey", "LIMIT_DAYS.sourse", 13),
    "a value in words": (CONSTANTS.replace("value = 3", 'value = "three"'), "badValue", "LIMIT_DAYS.value", 5),
    "a grade that is none": (CONSTANTS.replace('"D"', '"E"'), "badValue", "LIMIT_DAYS.grade", 9),
    "no table": ("LOOSE = 3\n" + CONSTANTS, "unknownKey", "LOOSE", 1),
    "no version": (CONSTANTS.replace('version = "1"\n', ""), "missingKey", "version", 0),
}


@pytest.mark.parametrize("name", CONSTANT_FAULTS)
def test_a_constant_without_source_or_day_is_refused(name: str, tmp_path: Path) -> None:
    text, code, key, line = CONSTANT_FAULTS[name]
    (tmp_path / "constants.toml").write_text(text)
    with pytest.raises(PackError) as caught:
        load_constants(tmp_path / "constants.toml")
    faults = {(fault.code, fault.pointer.removeprefix("LIMIT_DAYS.value.") , fault.line) for fault in caught.value.faults}
    assert any(found[0] == code and found[2] == line and key in caught.value.faults[0].pointer for found in faults)
    assert "three" not in str(caught.value)


def test_a_spoken_number_and_one_of_a_condition_are_fixed(tmp_path: Path) -> None:
    spoken = CONSTANTS.replace("a line", "window in the wording of a")
    for text, fixed in ((CONSTANTS, ""), (spoken, "spoken"), (CONSTANTS.replace("also_in = []", 'also_in = ["a"]'), "condition")):
        (tmp_path / "c.toml").write_text(text)
        assert load_constants(tmp_path / "c.toml")["LIMIT_DAYS"].fixed == fixed


def test_a_reviewed_translation_names_its_reviewer(small: Path) -> None:
    told = small / "pack.toml"
    told.write_text(told.read_text("utf-8") + '\n[translations.es]\nstatus = "reviewed"\non = "2026-11-20"\n', "utf-8")
    with pytest.raises(PackError, match="names who reviewed it"):
        load_pack(small)
