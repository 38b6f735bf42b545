"""Who must be looked at again, in which order, and circles named."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.ask.errors import PackError
from intake.ask.form import Form
from intake.ask.graph import build

SDC = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-"


def asks(*questions: str) -> dict[str, Any]:
    return {"type": "boolean", "enableWhen": [{"question": name, "operator": "=", "answerBoolean": True} for name in questions]}


def expression(kind: str, source: str, **more: str) -> dict[str, Any]:
    url = "http://hl7.org/fhir/StructureDefinition/variable" if kind == "variable" else SDC + kind
    return {"url": url, "valueExpression": {"language": "text/fhirpath", "expression": source, **more}}


def answer(link_id: str) -> str:
    return f"%resource.repeat(item).where(linkId='{link_id}').answer.value"


def test_children_and_readers_depend(form: Callable[..., Form]) -> None:
    made = form(
        {"linkId": "a", "type": "boolean"},
        {"linkId": "g", **asks("a"), "type": "group", "item": [{"linkId": "b", **asks("a")}, {"linkId": "c", "type": "integer"}]},
        {"linkId": "sum", "type": "integer", "extension": [expression("calculatedExpression", answer("c") + " + 1")]},
    )
    slot = made.index
    assert made.graph.dependents[slot["a"]] == (slot["g"], slot["b"])
    assert made.graph.dependents[slot["g"]] == (slot["b"], slot["c"])
    assert made.graph.readers[slot["g"]] == ()
    assert made.graph.dependents[slot["c"]] == (slot["sum"],)
    assert made.graph.cycles == ()


def test_a_variable_passes_on_what_it_reads(form: Callable[..., Form]) -> None:
    made = form(
        {"linkId": "a", "type": "integer"},
        {"linkId": "g", "type": "group", "extension": [expression("variable", "%x * 2", name="y")], "item": [
            {"linkId": "b", "type": "integer", "extension": [expression("calculatedExpression", "%y + 1")]},
        ]},
        {"linkId": "c", "type": "boolean", "extension": [expression("enableWhenExpression", "%x > 3")]},
        extension=[expression("variable", answer("a"), name="x")],
    )  # fmt: skip
    slot = made.index
    assert made.graph.dependents[slot["a"]] == (slot["b"], slot["c"])
    assert made.graph.rank[slot["a"]] < made.graph.rank[slot["b"]]


def test_what_reads_the_tree_is_listed(form: Callable[..., Form]) -> None:
    made = form({}, {"type": "integer", "extension": [expression("calculatedExpression", "%resource.descendants().count()")]})
    assert made.graph.tree_readers == (1,)


def test_a_constraint_is_looked_at_again_but_makes_no_circle(form: Callable[..., Form]) -> None:
    def before(link_id: str) -> dict[str, Any]:
        parts = [
            {"url": "key", "valueId": "k"},
            {"url": "severity", "valueCode": "error"},
            {"url": "human", "valueString": "In order, please."},
            {"url": "expression", "valueString": f"{answer(link_id)}.exists()"},
        ]
        return {"type": "integer", "extension": [{"url": "http://hl7.org/fhir/StructureDefinition/questionnaire-constraint", "extension": parts}]}

    made = form({"linkId": "a", **before("b")}, {"linkId": "b", **before("a")}, strict=True)
    assert made.graph.cycles == () and made.graph.dependents == ((1,), (0,)) and made.graph.readers == ((), ())
    key, _, human, is_error = made.item("a").constraints[0]
    assert (key, human.source, is_error) == ("k", "In order, please.", True)


def test_a_circle_is_named(form: Callable[..., Form]) -> None:
    items = {"linkId": "a", **asks("b")}, {"linkId": "b", **asks("c")}, {"linkId": "c", **asks("a")}
    with pytest.raises(PackError, match="a → b → c → a"):
        form(*map(dict, items), strict=True)
    made = form(*map(dict, items))
    assert made.graph.cycles == ((0, 1, 2),) and sorted(made.graph.rank) == [0, 1, 2]


def test_a_group_that_waits_for_its_own_child_is_a_circle(form: Callable[..., Form]) -> None:
    made = form({"linkId": "g", **asks("a"), "type": "group", "item": [{"linkId": "a", "type": "boolean"}]})
    assert made.graph.cycles == ((0, 1),)


def test_a_chain_of_twenty_thousand_takes_no_recursion_and_little_time() -> None:
    size = 20_000
    begun = time.process_time()
    made = build([-1] * size, [[n + 1] if n + 1 < size else [] for n in range(size)], [[]] * size)
    assert time.process_time() - begun < 3 and made.rank[0] == size - 1


@given(st.integers(1, 12).flatmap(lambda size: st.lists(st.sets(st.integers(0, size - 1), max_size=4), min_size=size, max_size=size)))
def test_whatever_is_read_ranks_lower_unless_there_is_a_circle(reads: list[set[int]]) -> None:
    made = build([-1] * len(reads), reads, [[]] * len(reads))
    assert sorted(made.rank) == list(range(len(reads)))
    for slot, sources in enumerate(reads):
        for source in sources - {slot}:
            assert slot in made.dependents[source]
            if not made.cycles:
                assert made.rank[source] < made.rank[slot]
    for cycle in made.cycles:
        assert all(after in reads[before] for before, after in zip(cycle, (*cycle[1:], cycle[0]), strict=True))
