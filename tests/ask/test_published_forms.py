"""Forms that others published: HL7's official examples, and the heaviest public form where it is at hand."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from intake.ask.compile import compile_form, forget
from intake.ask.errors import PackError
from intake.ask.form import When
from intake.ask.lint import lint_file

HERE = Path(__file__).parent / "hl7"
REAL = Path(__file__).resolve().parents[3] / "shared" / "forms-real" / "health-check-715-v0.1.0.json"


@pytest.mark.parametrize("path", sorted(HERE.glob("*.json")), ids=lambda path: path.stem)
def test_an_official_example_is_read_and_every_finding_has_its_place(path: Path) -> None:
    findings = lint_file(path)
    assert all(fault.line > 0 for fault in findings if fault.pointer)
    assert all(fault.sentence() for fault in findings)
    errors = {fault.code for fault in findings if fault.severity == "error"}
    expected = {"sdc-profile-example-form-behavior": {"critical", "noValueSet"}, "sdc-test-enableWhen": {"conditionType"}}
    assert errors - {"expression", "expressionUnknown"} == expected.get(path.stem, set())


def example(name: str):
    return compile_form((HERE / name).read_bytes(), file=name, strict=False)


def test_the_birth_details_example() -> None:
    form = example("bb.json")
    vitamin, doses = form.item("vitaminKgiven"), form.item("vitaminKgivenDoses")
    assert form.title.source.startswith("NSW Government")
    assert vitamin.kind == "choice" and vitamin.children == (doses.slot,)
    assert doses.when == (When(vitamin.slot, "exists", True),) or doses.when[0].operator == "exists"
    assert [option.code for option in form.item("sex").options] == ["F", "M"] and form.pages


def test_the_glasgow_coma_scale_takes_its_lists_from_the_file() -> None:
    assert [len(item.options) for item in example("gcs.json").items] == [5, 6, 4]


def test_the_official_condition_test() -> None:
    form = example("sdc-test-enableWhen.json")
    assert {when.operator for item in form.items for when in item.when} == {"=", "!=", ">", "<="}
    assert any(not item.when_any for item in form.items if len(item.when) > 1)
    assert all(when.slot is not None and when.slot < item.slot for item in form.items for when in item.when)


def test_all_data_types_are_there() -> None:
    kinds = {item.kind for item in example("sdc-test-all-data-types.json").items}
    assert kinds >= {"boolean", "decimal", "integer", "date", "dateTime", "time", "string", "text", "open-choice", "attachment", "display"}


def test_a_form_that_calls_unread_extensions_critical_is_refused() -> None:
    with pytest.raises(PackError) as caught:
        example("sdc-profile-example-form-behavior.json")
    assert [fault.code for fault in caught.value.faults][:2] == ["critical", "critical"]


@pytest.mark.skipif(not REAL.exists(), reason="the health check lies in ../shared/forms-real, which is not here")
def test_the_heaviest_public_form() -> None:
    data = REAL.read_bytes()
    form = compile_form(data, file=REAL.name, strict=False)
    expressions = [e for item in form.items for e in (item.calculated, item.when_expression, item.initial_expression) if e]
    asides = 54  # help texts folded into the items they explain
    assert len(form.items) == 695 - asides and len(expressions) >= 275
    errors = {note.code for note in form.notes if note.severity == "error"}
    assert errors == {"conditionSystem", "noValueSet"}
    assert form.graph is not None and not form.graph.cycles
    assert max(len(page.slots) for page in form.pages) <= 20 and len(form.pages) > 60


@pytest.mark.skipif(not REAL.exists(), reason="the health check lies in ../shared/forms-real, which is not here")
def test_the_heaviest_public_form_is_ready_quickly_and_at_once_the_second_time() -> None:
    data = REAL.read_bytes()
    compile_form(data, strict=False)

    def seconds(again: bool) -> float:
        if again:
            forget()
        begun = time.process_time()
        compile_form(data, strict=False)
        return time.process_time() - begun

    assert min(seconds(again=False) for _ in range(5)) < 0.006
    assert min(seconds(again=True) for _ in range(5)) < 0.1  # the target of 20 ms is measured in tests/bench, on a quiet machine
