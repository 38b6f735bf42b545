"""`intake fill`: official HL7 forms and answers to a validated response; whatever is wrong is told, and nothing is written."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from intake.ask.compile import compile_form
from intake.hear.reading import read
from intake.hear.response import from_response
from ui.command import run

HERE = Path(__file__).parent
ASK = HERE.parent / "ask" / "hl7"


def fill(form: Path, answers: Path | dict, out: Path) -> int:
    if isinstance(answers, dict):
        path = out.parent / "answers.json"
        path.write_text(json.dumps(answers))
        answers = path
    return run(["fill", str(form), str(answers), "-o", str(out)])


def test_official_example_with_its_official_answers(tmp_path, capsys) -> None:
    out = tmp_path / "gcs.json"
    assert fill(ASK / "gcs.json", HERE / "hl7" / "QuestionnaireResponse-gcs.json", out) == 0
    made = json.loads(out.read_text())
    official = json.loads((HERE / "hl7" / "QuestionnaireResponse-gcs.json").read_text())
    codes = [(item["linkId"], item["answer"][0]["valueCoding"]["code"]) for item in official["item"]]
    assert [(item["linkId"], item["answer"][0]["valueCoding"]["code"]) for item in made["item"]] == codes
    assert made["questionnaire"] == "http://hl7.org/fhir/Questionnaire/gcs" and made["status"] == "completed"
    assert list(tmp_path.iterdir()) == [out], "no half-written file left"


def test_official_example_with_an_answers_file(tmp_path, capsys) -> None:
    answers = {"nameOfChild": "Cathy Testcase", "sex": "F", "birthWeight": "3,25", "vitaminKgiven": "INJECTION",
               "vitaminiKDose1": "1972-11-30", "hepBgiven": True, "hepBgivenDate": "1972-12"}  # fmt: skip
    out = tmp_path / "bb.json"
    assert fill(ASK / "bb.json", {"date": "1972-12-01", "answers": answers}, out) == 0
    assert capsys.readouterr().err == ""
    made = json.loads(out.read_text())
    form = compile_form((ASK / "bb.json").read_bytes(), strict=False)
    reading = read(form, from_response(form, made))
    assert reading.problems() == ()
    assert str(reading.number("birthWeight")) == "3.25" and str(reading.date("hepBgivenDate")) == "1972-12"
    weight = made["item"][0]["item"][1]["item"][0]
    assert weight == {"linkId": "birthWeight", "text": "Birth weight (kg)", "answer": [{"valueDecimal": 3.25}]}


OFFICIAL_FAULTS = {
    "bb": (ASK / "bb.json", ["vitaminKDose1: invalidLinkId", "vitaminKDose2: invalidLinkId", "sex: invalidAnswerOption"]),
    "f201": (HERE / "hl7" / "Questionnaire-f201.json", ["1.1: invalidLinkId", "3.1: invalidAnswerType", "3.2: invalidAnswerType"]),
}


@pytest.mark.parametrize("name", OFFICIAL_FAULTS)
def test_what_is_wrong_in_official_answers_is_found(name: str, tmp_path, capsys) -> None:
    form, faults = OFFICIAL_FAULTS[name]
    out = tmp_path / "out.json"
    assert fill(form, HERE / "hl7" / f"QuestionnaireResponse-{name}.json", out) == 1
    said = capsys.readouterr().err.splitlines()
    assert [line for line in said if any(fault in line for fault in faults)] == said[: len(faults)]
    assert not out.exists()


def test_invalid_answers_leave_the_old_file_as_it_was(tmp_path, capsys) -> None:
    out = tmp_path / "bb.json"
    out.write_text("old")
    assert fill(ASK / "bb.json", {"date": "2026-03-16", "answers": {"birthWeight": "heavy", "nope": 1}}, out) == 1
    said = capsys.readouterr().err
    assert "birthWeight: invalidAnswerType: Please give a number" in said and "nope: invalidLinkId" in said
    assert "heavy" not in said, "no answer in a message"
    assert out.read_text() == "old"


def test_a_form_that_cannot_be_used_tells_every_fault(tmp_path, capsys) -> None:
    form = tmp_path / "form.json"
    form.write_text('{"resourceType": "Questionnaire", "item": [{"linkId": "a", "linkId": "b", "type": NaN}]}')
    assert fill(form, {"date": "2026-03-16", "answers": {}}, tmp_path / "out.json") == 2
    said = capsys.readouterr().err
    assert len(said.splitlines()) >= 2 and "form.json:1" in said


@pytest.mark.parametrize("text", ["", "{", "[" * 100_000, "\x00", "null", "[]", '"x"', '{"answers": {}}', '{"date": "2026-03-16", "answers": []}'])
def test_an_answers_file_of_any_kind_never_ends_in_a_traceback(text: str, tmp_path, capsys) -> None:
    answers, out = tmp_path / "a.json", tmp_path / "out.json"
    answers.write_text(text)
    assert fill(ASK / "bb.json", answers, out) in (1, 2)
    said = capsys.readouterr().err
    assert said and "Traceback" not in said and "Something went wrong" not in said
    assert not out.exists()


@pytest.mark.parametrize("text", ["null", "[]", "{}", '{"answers": {}}', '{"date": "2026-03-16", "answers": []}'])
def test_what_is_no_answers_file_is_one_message_and_could_not_run(text: str, tmp_path, capsys) -> None:
    answers = tmp_path / "a.json"
    answers.write_text(text)
    assert fill(HERE.parents[1] / "forms" / "botulinum", answers, tmp_path / "out.json") == 2
    assert len(capsys.readouterr().err.splitlines()) == 1, "and not one line for each question left blank"


def test_a_name_in_a_file_cannot_steer_the_terminal(tmp_path, capsys) -> None:
    assert fill(ASK / "bb.json", {"date": "2026-03-16", "answers": {"no\x1b[31m\u202e": 1}}, tmp_path / "o.json") == 1
    said = capsys.readouterr().err
    assert "invalidLinkId" in said and "\x1b" not in said and "\u202e" not in said


def test_only_a_file_is_ever_replaced(tmp_path, capsys) -> None:
    """-o onto a pipe or a device: refused, and it stays what it is."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    assert fill(ASK / "bb.json", {"date": "2026-03-16", "answers": {}}, pipe) == 2
    assert "cannot be written" in capsys.readouterr().err and pipe.is_fifo()


def test_missing_files_and_a_place_that_cannot_be_written(tmp_path, capsys) -> None:
    good = {"date": "2026-03-16", "answers": {}}
    assert fill(tmp_path / "none.json", good, tmp_path / "o.json") == 2
    assert fill(ASK / "bb.json", tmp_path / "none.json", tmp_path / "o.json") == 2
    (tmp_path / "answers.json").write_text(json.dumps(good))
    assert run(["fill", str(ASK / "bb.json"), str(tmp_path / "answers.json"), "-o", str(tmp_path / "no" / "o.json")]) == 2
    assert "cannot be written" in capsys.readouterr().err
    assert run(["fill"]) == 2


def test_a_pack_can_be_filled_by_its_folder(tmp_path, capsys) -> None:
    pack = HERE.parents[1] / "forms" / "botulinum"
    case = sorted((pack / "examples").glob("*.json"))[0]
    out = tmp_path / "out.json"
    assert run(["fill", str(pack), str(case), "-o", str(out)]) == 0
    assert json.loads(out.read_text())["resourceType"] == "QuestionnaireResponse"
