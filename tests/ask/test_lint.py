"""What an author is told: code, place, and what the patient would see."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from intake.ask.compile import compile_form
from intake.ask.form import OURS
from intake.ask.lint import lint, lint_file

HIDDEN = {"url": "http://hl7.org/fhir/StructureDefinition/questionnaire-hidden", "valueBoolean": True}
LOW = {"url": OURS + "scale-low", "valueString": "none"}
FRENCH = {"extension": [{"url": "http://hl7.org/fhir/StructureDefinition/translation", "extension": [{"url": "lang", "valueCode": "fr"}, {"url": "content", "valueString": "Oui"}]}]}
FINDINGS: dict[str, tuple[list[dict[str, Any]], str, str]] = {
    "no words": ([{"type": "boolean"}], "noText", "/item/0"),
    "an empty group": ([{"type": "group", "text": "x"}], "emptyGroup", "/item/0"),
    "two options read the same": (
        [{"type": "choice", "text": "?", "answerOption": [{"valueCoding": {"code": "a", "display": "Yes"}}, {"valueCoding": {"code": "b", "display": "yes "}}]}],
        "sameWords",
        "/item/0",
    ),
    "an option twice": ([{"type": "choice", "text": "?", "answerOption": [{"valueString": "a"}, {"valueString": "a"}]}], "duplicateOption", "/item/0/answerOption/1"),
    "required but hidden": ([{"text": "x", "required": True, "extension": [HIDDEN]}], "requiredHidden", "/item/0/required"),
    "required but read-only": ([{"text": "x", "required": True, "readOnly": True}], "requiredReadOnly", "/item/0/required"),
    "required display": ([{"type": "display", "text": "x", "required": True}], "requiredDisplay", "/item/0/required"),
    "a scale without limits": ([{"type": "integer", "text": "x", "extension": [LOW]}], "scaleNoLimits", "/item/0"),
    "a very long text": ([{"text": "word " * 500}], "longText", "/item/0/text"),
    "a turned direction": ([{"text": "abc\u202ecba"}], "oddCharacters", "/item/0/text"),
    "a control character": ([{"text": "abc\u0007"}], "oddCharacters", "/item/0/text"),
    "not translated": ([{"text": "Yes", "_text": FRENCH}, {"text": "No"}], "untranslated", "/item/1/text"),
    "initial is no option": (
        [{"type": "choice", "text": "?", "answerOption": [{"valueString": "a"}], "initial": [{"valueString": "b"}]}],
        "initialNotAnswer",
        "/item/0/initial/0",
    ),
    "two initials where one is possible": ([{"text": "x", "initial": [{"valueString": "a"}, {"valueString": "b"}]}], "initialMany", "/item/0/initial"),
}


@pytest.mark.parametrize("name", FINDINGS)
def test_a_finding_has_its_code_place_and_sentence(name: str, text_of: Callable[..., str]) -> None:
    items, code, pointer = FINDINGS[name]
    text = text_of(*map(dict, items))
    found = [fault for fault in lint(compile_form(text, file="f.json", strict=False), file="f.json", text=text) if fault.code == code]
    assert [fault.pointer for fault in found] == [pointer]
    assert found[0].line > 1 and found[0].column >= 1 and found[0].sentence()


def test_the_line_is_the_line_of_the_thing_itself(text_of: Callable[..., str]) -> None:
    text = text_of({"text": "one"}, {"text": "word " * 500})
    (fault,) = [fault for fault in lint(compile_form(text, strict=False), text=text) if fault.code == "longText"]
    assert text.split("\n")[fault.line - 1][fault.column - 1 :].startswith('"text": "word word')


@pytest.mark.parametrize(
    "item",
    [
        {"text": "How old are you?", "type": "integer"},
        {"text": "x", "required": True, "extension": [HIDDEN, {"url": OURS + "ask", "valueCode": "app"}]},
        {"text": "x", "required": True, "readOnly": True, "initial": [{"valueString": "given"}]},
        {"text": "Tab\tand\nline, and some emoji \U0001f600, and Hebrew שלום"},
    ],
)
def test_nothing_is_said_of_a_sound_item(item: dict[str, Any], text_of: Callable[..., str]) -> None:
    assert lint(compile_form(text_of(dict(item)), strict=True)) == ()


def test_a_file_that_cannot_be_used_gives_its_errors(tmp_path: Path) -> None:
    path = tmp_path / "form.json"
    path.write_text('{"resourceType": "Questionnaire",\n "item": [,]}')
    (fault,) = lint_file(path)
    assert (fault.code, fault.line, fault.file) == ("json", 2, str(path))
    (fault,) = lint_file(tmp_path / "forms.json")
    assert (fault.code, fault.facts) == ("notFound", {"near": "form.json"})


def test_a_foreign_form_gives_findings_and_a_strict_one_its_errors(tmp_path: Path) -> None:
    path = tmp_path / "form.json"
    items = [{"linkId": "a", "type": "string", "text": "x"}, {"linkId": "a", "type": "boolean"}]
    path.write_text(json.dumps({"resourceType": "Questionnaire", "status": "active", "item": items}, indent=1))
    assert {fault.code for fault in lint_file(path)} == {"duplicateLinkId", "noText"}
    assert {fault.code for fault in lint_file(path, strict=True)} == {"duplicateLinkId"}
