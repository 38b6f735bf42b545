"""Hostile and broken files (reference/reliability.md, E1 to E16): refused by name and place, in little time, never by a crash."""

from __future__ import annotations

import json
import os
import time
from decimal import Decimal
from pathlib import Path

import pytest

from intake.ask.compile import compile_form
from intake.ask.errors import PackError
from intake.ask.load import MAX_BYTES, parse, read_bytes, read_json

CHAIN = [
    {"linkId": f"q{n}", "type": "boolean", "enableWhen": [{"question": f"q{n + 1}", "operator": "exists", "answerBoolean": True}]}
    for n in range(50_000)
]

HOSTILE = {
    "E1 nested lists": (b"[" * 100_000, "tooDeep", (1, 65)),
    "E1 nested objects": (b'{"a":' * 1_000 + b"1" + b"}" * 1_000, "tooDeep", (1, 321)),
    "E1 brackets in strings fool nobody": ((b'["]",' * 300) + b"1" + b"]" * 300, "tooDeep", (1, 321)),
    "E2 a million values": (b"[" + b"1," * 1_000_000 + b"1]", "tooManyValues", (0, 0)),
    "E3 the same key twice": (b'{"a": 1,\n "b": {"c": 1, "c": 2}}', "duplicateKey", (2, 16)),
    "E4 NaN": (b'{"a": NaN}', "badNumber", (1, 2)),
    "E4 Infinity": (b'{"a": -Infinity}', "badNumber", (1, 2)),
    "E4 1e999": (b'[1, 1e999]', "badNumber", (1, 5)),
    "E4 1e-999": (b'[1e-999]', "badNumber", (1, 2)),
    "E4 nothing times 1e99999": (b'[0e99999]', "badNumber", (1, 2)),
    "E4 1e99999999999": (b'[1e99999999999]', "badNumber", (1, 2)),
    "E5 5,000 digits": (b'{"a":' + b"9" * 5_000 + b"}", "badNumber", (1, 2)),
    "E5 5,000 decimals": (b'{"a":0.' + b"9" * 5_000 + b"}", "badNumber", (1, 2)),
    "E8 50,000 items": (json.dumps({"resourceType": "Questionnaire", "item": CHAIN}).encode(), "tooManyItems", (0, 0)),
    "E15 a zip": (b"PK\x03\x04....", "zip", (0, 0)),
    "E15 gzip": (b"\x1f\x8b....", "zip", (0, 0)),
    "UTF-16": ('{"a":1}'.encode("utf-16"), "utf16", (0, 0)),
    "not UTF-8": (b'{\n"a":"\xe9"}', "utf8", (2, 6)),
    "half a character": (b'{"a":"x\\ud800"}', "halfCharacter", (1, 2)),
    "half a character as a key": (b'{"\\udc00":1}', "halfCharacter", (1, 2)),
    "a comma too many": (b'{"a":1,}', "json", (1, 8)),
    "a quote too few": (b'{"a:1}', "json", (1, 2)),
    "a raw line end in a text": (b'{"a":"x\ny"}', "json", (1, 8)),
    "two values": (b"{} {}", "json", (1, 4)),
    "nothing": (b"", "empty", (0, 0)),
    "only spaces": (b" \n ", "empty", (0, 0)),
    "XML": (b"<Questionnaire/>", "xml", (0, 0)),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_by_name_and_place(name: str) -> None:
    data, code, place = HOSTILE[name]
    begun = time.process_time()
    with pytest.raises(PackError) as caught:
        parse(data, "form.json")
    assert time.process_time() - begun < 2
    fault = caught.value.faults[0]
    assert (fault.code, (fault.line, fault.column)) == (code, place)
    assert "form.json" in str(caught.value) and len(str(caught.value)) < 2_000


def test_size_is_checked_before_the_file_is_read(tmp_path: Path) -> None:
    big = tmp_path / "big.json"
    with big.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    with pytest.raises(PackError) as caught:
        read_json(big)
    assert caught.value.faults[0].code == "tooBig"


def test_all_faults_of_a_file_come_at_once() -> None:
    with pytest.raises(PackError) as caught:
        parse(b'{"a":1,"a":2,\n"b":[NaN, {"c":1,"c":3}]}', "f")
    assert [(fault.pointer, fault.code, fault.line) for fault in caught.value.faults] == [
        ("/a", "duplicateKey", 1),
        ("/b/0", "badNumber", 2),
        ("/b/1/c", "duplicateKey", 2),
    ]


@pytest.mark.parametrize("name", ["form.yaml", "form.yml"])
def test_e6_yaml_is_not_read(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("a: &a [x]\n")
    with pytest.raises(PackError) as caught:
        read_json(tmp_path / name)
    assert caught.value.faults[0].code == "yaml"


def test_a_folder_a_pipe_and_a_missing_file_are_told_apart(tmp_path: Path) -> None:
    (tmp_path / "questionnaire.json").write_text("{}")
    os.mkfifo(tmp_path / "pipe")
    cases = {tmp_path: "isFolder", tmp_path / "pipe": "notAFile", tmp_path / "questionaire.json": "notFound", Path("a\0b"): "unreadable"}
    for path, code in cases.items():
        with pytest.raises(PackError) as caught:
            read_bytes(path)
        assert caught.value.faults[0].code == code
    with pytest.raises(PackError, match="questionnaire.json"):
        read_bytes(tmp_path / "questionaire.json")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    path = tmp_path / "form.json"
    path.write_text("{}")
    path.chmod(0)
    with pytest.raises(PackError) as caught:
        read_bytes(path)
    assert caught.value.faults[0].code == "unreadable"


def test_decimals_keep_their_digits_and_a_byte_order_mark_does_no_harm() -> None:
    assert parse(b'\xef\xbb\xbf{"a":1.50,"b":7}')[0] == {"a": Decimal("1.50"), "b": 7}
    assert str(parse(b"[1.50]")[0][0]) == "1.50"


def test_whole_characters_written_as_two_escapes_are_read() -> None:
    assert parse(b'["\\ud83d\\ude00 \\\\ud800"]')[0] == ["\U0001f600 \\ud800"]


def test_positions_are_found_when_asked(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_text('{"item": [\n  {"linkId": "a/b"},\n  {"x~y": {"q\\"": 1}}\n]}')
    _, positions = read_json(path)
    assert positions.of("/item/0") == (2, 3)
    assert positions.of("/item/1/x~0y") == (3, 4)
    assert positions.of('/item/1/x~0y/q"') == (3, 12)
    assert positions.of("/item/1/nowhere/at/all") == (3, 3)
    assert positions.of("") == (1, 1)


@pytest.mark.parametrize("data", [b"[]", b"null", b"3", b'"x"', b'{"resourceType":"Patient"}', b"{}"])
def test_what_is_no_questionnaire_is_refused_also_when_not_strict(data: bytes) -> None:
    with pytest.raises(PackError) as caught:
        compile_form(data, file="f", strict=False)
    assert [fault.code for fault in caught.value.faults] == ["notAQuestionnaire"]


def test_data_that_is_not_json_is_refused() -> None:
    circle: dict[str, object] = {"resourceType": "Questionnaire"}
    circle["item"] = [circle]
    for data in ({"resourceType": object()}, circle, "\ud800"):
        with pytest.raises(PackError) as caught:
            compile_form(data, strict=False)
        assert caught.value.faults[0].code == "notJsonData"


def test_depth_that_hides_behind_strings_is_refused_and_does_not_crash() -> None:
    """Closing brackets in strings fool the quick count; what stands behind it must hold."""
    for depth in (100, 300, 450, 900, 5_000):
        inner = '{"linkId": "]}]}]}", "type": "group", "item": ['
        text = '{"resourceType": "Questionnaire", "item": [' + inner * depth + "]}" * depth + "]}"
        with pytest.raises(PackError) as caught:
            compile_form(text, strict=False)
        assert "tooDeep" in [fault.code for fault in caught.value.faults]
