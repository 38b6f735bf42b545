"""`intake assess`: one JSON object a file, every file attempted, exit codes that tell invalid answers from what could not run."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from intake.ask.pack import PACKS, load_pack
from intake.hear.answersfile import read_answers_file
from intake.hear.reading import read
from intake.hear.response import to_response
from ui.commands.assess import run

EXAMPLES = PACKS / "botulinum" / "examples"
CLEAN = json.loads((EXAMPLES / "M1.json").read_text("utf-8"))


def assess(capsys, *argv):
    code = run([str(part) for part in argv])
    out, err = capsys.readouterr()
    return code, out, err


def told(capsys, *argv):
    code, out, err = assess(capsys, "--json", *argv)
    return code, [json.loads(line) for line in out.splitlines()], err


def file(folder, name="case.json", **changes):
    data = CLEAN | {"answers": CLEAN["answers"] | changes}
    path = folder / name
    path.write_text(json.dumps(data), "utf-8")
    return path


@pytest.mark.parametrize("name", ["M1", "M2", "M3", "M4"])
def test_a_case_is_told_exactly(capsys, name):
    expect = json.loads((EXAMPLES / f"{name}.json").read_text("utf-8"))["expect"]
    code, (seen,), err = told(capsys, EXAMPLES / f"{name}.json")
    assert (code, err) == (0, "")
    assert list(seen) == ["case", "findings", "criteria", "scores", "problems"]
    assert seen["case"] == name and seen["problems"] == []
    assert {one["id"]: one["level"] for one in seen["findings"]} == expect["findings"]
    assert {one["id"]: one["status"] for one in seen["criteria"]} == expect["criteria"]
    assert {one["id"]: one["value"] for one in seen["scores"]} == expect["scores"]
    assert all(list(one) == ["id", "level", "text", "because", "source", "scope"] for one in seen["findings"])
    assert all(list(one) == ["id", "status", "evidence", "elements"] for one in seen["criteria"])


def test_one_line_a_file_in_the_order_given(capsys):
    code, seen, _ = told(capsys, *[EXAMPLES / f"M{n}.json" for n in (4, 1, 3)])
    assert code == 0 and [one["case"] for one in seen] == ["M4", "M1", "M3"]


def test_numbers_are_numbers_and_not_scored_is_null(capsys, tmp_path):
    _, (seen,), _ = told(capsys, file(tmp_path, **{"responder-role": "proxy"}))
    assert {one["id"]: one["value"] for one in seen["scores"]} == {"AGE": 34, "PHQ-2": None}


def test_a_case_without_an_id_is_called_by_its_file(capsys, tmp_path):
    data = {key: value for key, value in CLEAN.items() if key != "id"}
    (tmp_path / "monday.json").write_text(json.dumps(data), "utf-8")
    _, (seen,), _ = told(capsys, tmp_path / "monday.json")
    assert seen["case"] == "monday"


@pytest.mark.parametrize("changes", [
    {"pain-usual": 11}, {"pain-usual": "seven"}, {"condition": "elbow"}, {"no-such-question": 1}, {"safety-faint": "maybe"},
    {"identity-birth-date": "soon"}, {"medicine": [{"toxin-visit-date": "2020"}]}, {"migraine-headache-days": 3.5},
])  # fmt: skip
def test_invalid_answers_are_problems_and_exit_one(capsys, tmp_path, changes):
    code, (seen,), _ = told(capsys, file(tmp_path, **changes))
    assert code == 1
    problem = seen["problems"][0]
    assert list(problem) == ["linkId", "code", "text", "severity"]
    assert problem["severity"] == "error" and problem["text"] and problem["code"]


def test_what_is_found_never_changes_the_exit_code(capsys, tmp_path):
    code, (seen,), _ = told(capsys, file(tmp_path, **{"safety-toxin-allergy": "yes", "urgent-now": ["breathing"]}))
    assert code == 0 and {"S-01", "RF-G1"} <= {one["id"] for one in seen["findings"]}


def test_a_blank_that_is_asked_again_is_a_problem_but_not_a_fault(capsys, tmp_path):
    data = CLEAN | {"answers": {k: v for k, v in CLEAN["answers"].items() if k != "safety-unwell"}}
    (tmp_path / "blank.json").write_text(json.dumps(data), "utf-8")
    code, (seen,), _ = told(capsys, tmp_path / "blank.json")
    assert code == 0
    assert [(one["linkId"], one["severity"]) for one in seen["problems"]] == [("safety-unwell", "unanswered")]


@pytest.mark.parametrize("text", ["", "{", "[1]", '"words"', '{"date": "2026-03-16"}', '{"answers": {}}', '{"date": "2026", "answers": {}}',
                                  '{"date": "2026-03-16", "answers": {"a": 1, "a": 2}}', '{"date": NaN, "answers": {}}', "\x00\xff"])
def test_a_file_that_cannot_be_used_is_named_and_the_others_go_on(capsys, tmp_path, text):
    bad = tmp_path / "bad.json"
    bad.write_bytes(text.encode("latin-1"))
    code, seen, err = told(capsys, bad, EXAMPLES / "M1.json", tmp_path / "absent.json")
    assert code == 2
    assert [one["case"] for one in seen] == ["M1"]
    assert str(bad) in err and "absent.json" in err and "Traceback" not in err


def test_an_invalid_and_an_unreadable_file_together_exit_two(capsys, tmp_path):
    code, seen, _ = told(capsys, tmp_path / "absent.json", file(tmp_path, condition="elbow"))
    assert code == 2 and len(seen) == 1


def test_a_questionnaire_response_says_the_same_as_its_answers_file(capsys, tmp_path):
    form = load_pack(PACKS / "botulinum").form
    for name in ("M2", "M3", "M4"):
        path = EXAMPLES / f"{name}.json"
        answers, _ = read_answers_file(form, json.loads(path.read_text("utf-8")))
        response = to_response(read(form, answers), authored="2026-03-16T10:00:00Z") | {"id": name}
        (tmp_path / "response.json").write_text(json.dumps(response, default=float), "utf-8")
        assert told(capsys, tmp_path / "response.json") == told(capsys, path)


def test_for_people_it_is_plain_text(capsys):
    code, out, _ = assess(capsys, EXAMPLES / "M4.json")
    assert code == 0
    assert "URGENT  RF-H1" in out and "not a coverage decision" in out and "because of migraine-rf-sudden" in out


def test_a_name_from_a_file_cannot_steer_the_terminal(capsys, tmp_path):
    data = CLEAN | {"id": "\x1b[2Jcase\ud800"}
    (tmp_path / "x.json").write_text(json.dumps(data), "utf-8")
    code, out, _ = assess(capsys, tmp_path / "x.json")
    assert "\x1b" not in out
    out.encode()


def test_no_typed_word_reaches_the_error_stream(capsys, tmp_path):
    _, _, err = assess(capsys, "--json", file(tmp_path, **{"pain-usual": "hydrangea", "condition": "hydrangea"}))
    assert "hydrangea" not in err


def test_another_pack_can_be_named_and_a_broken_one_says_all(capsys, tmp_path):
    code, out, err = assess(capsys, "--pack", tmp_path, EXAMPLES / "M1.json")
    assert code == 2 and out == "" and str(tmp_path) in err


def test_it_never_loads_qt():
    code = f"import sys; from ui.command import run; code = run(['assess', '--json', {str(EXAMPLES / 'M1.json')!r}]); sys.exit(code or 10 * ('PySide6' in sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parents[2], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["case"] == "M1"
