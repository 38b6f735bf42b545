"""Whatever is done to a form, compiling and linting it raise nothing but PackError, and every fault has a sentence and a place."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from intake.ask.compile import compile_form
from intake.ask.errors import PackError
from intake.ask.lint import lint
from intake.ask.pack import PACKS

HERE = Path(__file__).parent / "hl7"
OUR = json.loads((PACKS / "botulinum" / "questionnaire.json").read_bytes())
SEEDS = [json.loads(path.read_bytes()) for path in sorted(HERE.glob("*.json")) if path.stat().st_size < 20_000]
SEEDS += [OUR | {"item": OUR["item"][place : place + 3]} for place in range(0, len(OUR["item"]), 6)]

_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=8)
    | st.sampled_from(["true", "group", "choice", "display", "#x", "exists", ">", "%resource", "http://hl7.org/fhir/StructureDefinition/variable"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["url", "code", "item", "linkId", "type", "valueString", "extension"]), inner, max_size=3),
    max_leaves=6,
)  # fmt: skip


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    found = [path] if path else []
    steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in steps:
        found += places(part, (*path, key))
    return found


def mutate(form: Any, path: tuple[Any, ...], how: str, value: Any) -> None:
    holder = form
    for key in path[:-1]:
        holder = holder[key]
    if how == "replace":
        holder[path[-1]] = value
    elif how == "remove":
        del holder[path[-1]]
    elif how == "double" and isinstance(holder, list):
        holder.insert(path[-1], copy.deepcopy(holder[path[-1]]))
    elif isinstance(holder, dict):
        holder[value if isinstance(value, str) else "x"] = holder[path[-1]]


PLACES = [places(seed) for seed in SEEDS]


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_a_changed_form_compiles_or_says_why(data: st.DataObject) -> None:
    which = data.draw(st.integers(0, len(SEEDS) - 1))
    form = copy.deepcopy(SEEDS[which])
    for _ in range(data.draw(st.integers(1, 4))):
        path = data.draw(st.sampled_from(PLACES[which]))
        how = data.draw(st.sampled_from(["replace", "remove", "double", "move"]))
        try:
            mutate(form, path, how, data.draw(_json))
        except (KeyError, IndexError, TypeError):
            continue  # an earlier change took the place away
    text = json.dumps(form)
    for strict in (False, True):
        try:
            faults = lint(compile_form(text, file="f.json", strict=strict), file="f.json", text=text)
        except PackError as error:
            faults = error.faults
            assert faults and str(error)
        assert all(fault.sentence() and fault.line > 0 for fault in faults if fault.pointer)


@settings(max_examples=150, deadline=None)
@given(_json)
def test_any_data_at_all(value: Any) -> None:
    for data in (value, {"resourceType": "Questionnaire", "item": value}, {"resourceType": "Questionnaire", "contained": value, "extension": value}):
        if isinstance(data, dict):
            try:
                compile_form(data, strict=False)
            except PackError as error:
                assert str(error)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200), st.integers(0, 4_000), st.integers(0, 40))
def test_broken_bytes(noise: bytes, at: int, cut: int) -> None:
    whole = (HERE / "bb.json").read_bytes()
    try:
        compile_form(whole[:at] + noise + whole[at + cut :], strict=False)
    except PackError as error:
        assert str(error)
