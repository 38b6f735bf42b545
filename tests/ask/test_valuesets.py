"""Lists of codes that come with the form: compose, expansion, code systems, and what needs a server."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from intake.ask import valuesets
from intake.ask.errors import PackError
from intake.ask.form import Form


def value_set(name: str, **more: Any) -> dict[str, Any]:
    return {"resourceType": "ValueSet", "id": name, "url": f"http://x/{name}", **more}


def include(*codes: str, system: str = "s", **more: Any) -> dict[str, Any]:
    return {"system": system, **({"concept": [{"code": code, "display": code.upper()} for code in codes]} if codes else {}), **more}


SYSTEM = {"resourceType": "CodeSystem", "url": "cs", "content": "complete", "concept": [{"code": "p", "concept": [{"code": "q"}]}]}

SETS: dict[str, tuple[list[dict[str, Any]], list[str] | None, str]] = {
    "compose": ([value_set("v", compose={"include": [include("a", "b"), include("c", system="t")]})], ["a", "b", "c"], "choice"),
    "expansion": (
        [value_set("v", expansion={"contains": [{"code": "a"}, {"code": "top", "abstract": True, "contains": [{"code": "b"}]}, {"code": "x", "inactive": True}]})],
        ["a", "b"],
        "choice",
    ),
    "expansion wins over compose": (
        [value_set("v", expansion={"contains": [{"code": "e"}]}, compose={"include": [include("a")]})],
        ["e"],
        "choice",
    ),
    "exclude": ([value_set("v", compose={"include": [include("a", "b")], "exclude": [include("b")]})], ["a"], "choice"),
    "a contained code system": ([value_set("v", compose={"include": [include(system="cs")]}), SYSTEM], ["p", "q"], "choice"),
    "another set": (
        [value_set("v", compose={"include": [{"valueSet": ["http://x/w"]}, include("z")]}), value_set("w", compose={"include": [include("a")]})],
        ["a", "z"],
        "choice",
    ),
    "itself": ([value_set("v", compose={"include": [{"valueSet": ["#v"]}, include("a")]})], ["a"], "open-choice"),
    "a part needs a server": ([value_set("v", compose={"include": [include("a"), include(filter=[{"op": "is-a"}])]})], ["a"], "open-choice"),
    "all of it needs a server": ([value_set("v", compose={"include": [include(filter=[{"op": "is-a"}])]})], None, "open-choice"),
    "not there": ([], None, "open-choice"),
    "not a list at all": ([{"resourceType": "Patient", "id": "v"}], None, "open-choice"),
}


@pytest.mark.parametrize("name", SETS)
def test_a_contained_list(name: str, form: Callable[..., Form], codes: Callable[[Form], list[str]]) -> None:
    contained, expected, kind = SETS[name]
    made = form({"type": "choice", "text": "?", "answerValueSet": "#v"}, contained=contained)
    item = made.item("q0")
    assert (item.kind, [option.code for option in item.options]) == (kind, expected or [])
    assert codes(made) == ([] if kind == "choice" else ["noValueSet"] if expected is None else ["partOfValueSet"])


def test_designations_are_translations_and_weights_are_read(form: Callable[..., Form]) -> None:
    concept = {
        "code": "a",
        "display": "Yes",
        "designation": [{"language": "fr", "value": "Oui"}, {"value": "no language"}],
        "extension": [{"url": "http://hl7.org/fhir/StructureDefinition/ordinalValue", "valueDecimal": 2}],
    }
    contained = [value_set("v", compose={"include": [{"system": "s", "concept": [concept]}]})]
    option = form({"type": "choice", "answerValueSet": "#v"}, contained=contained).item("q0").options[0]
    assert (option.display.say("fr"), option.ordinal, option.system) == ("Oui", 2, "s")


def test_a_list_elsewhere_is_typed_and_that_is_no_error(form: Callable[..., Form]) -> None:
    made = form({"type": "choice", "text": "?", "answerValueSet": "http://elsewhere/list|2"}, strict=True)
    assert made.item("q0").kind == "open-choice" and [note.severity for note in made.notes] == ["warning"]


def test_e14_a_list_is_never_looked_for_as_a_path(form: Callable[..., Form]) -> None:
    for name in ("#../../etc/passwd", "file:///etc/passwd", "\\\\server\\share", "../../../etc/passwd"):
        assert form({"type": "choice", "answerValueSet": name}).item("q0").options == ()


def test_a_bundled_list_is_found_by_its_url(form: Callable[..., Form], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "yes-no.json").write_text('{"resourceType":"ValueSet","url":"http://b/yn","compose":{"include":[{"concept":[{"code":"y"}]}]}}')
    (tmp_path / "broken.json").write_text("{")
    monkeypatch.setattr(valuesets, "BUNDLED", tmp_path)
    valuesets._bundled.cache_clear()
    try:
        item = form({"type": "choice", "text": "bundled", "answerValueSet": "http://b/yn|1.0"}).item("q0")
        assert [option.code for option in item.options] == ["y"] and item.kind == "choice"
    finally:
        valuesets._bundled.cache_clear()


def test_a_chain_of_a_thousand_lists_is_refused_and_does_not_crash(form: Callable[..., Form]) -> None:
    chain = [value_set(f"v{n}", compose={"include": [{"valueSet": [f"#v{n + 1}"]}]}) for n in range(1_000)]
    with pytest.raises(PackError) as caught:
        form({"type": "choice", "answerValueSet": "#v0"}, contained=chain)
    assert [fault.code for fault in caught.value.faults] == ["tooDeep"]
