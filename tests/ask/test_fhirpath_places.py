"""Paths resolved over a form: which slots they read, and that they give what walking the response gives."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intake.ask.fhirpath import ExpressionError, compile_expression
from intake.ask.fhirpath.plain import PlainScope
from intake.ask.form import Item

ITEMS = (
    Item(0, "about", "group"),
    Item(1, "age", "integer", parent=0),
    Item(2, "sites", "choice", parent=0, repeats=True),
    Item(3, "visit", "group", parent=0, repeats=True),
    Item(4, "when", "date", parent=3, repeating=(3,)),
    Item(5, "for", "choice", parent=3, repeating=(3,)),
    Item(6, "lot", "group", parent=3, repeats=True, repeating=(3,)),
    Item(7, "units", "decimal", parent=6, repeating=(3, 6)),
    Item(8, "smokes", "boolean"),
    Item(9, "packs", "integer", parent=8),
    Item(10, "note", "string"),
    Item(11, "link", "url"),
)
INDEX = {item.link_id: item.slot for item in ITEMS}

RESOLVED = [
    # expression, what it stands on, the slots it reads
    ("%resource.repeat(item).where(linkId='age').answer.value > 3", None, "age"),
    ("%resource.descendants().where(linkId='packs').answer.value", None, "packs"),
    ("%resource.repeat(item | answer).where(linkId='packs').answer.value", None, "packs"),
    ("%resource.repeat(item).where(linkId='packs').answer.value", None, ""),
    ("%resource.item.where(linkId='about').item.where(linkId='age').answer.value", None, "age"),
    ("%resource.item.where(linkId='smokes').item.where(linkId='age').answer.value", None, ""),
    ("%resource.item.where(linkId='smokes').answer.item.where(linkId='packs').answer.value", None, "packs"),
    ("QuestionnaireResponse.item.where(linkId='note').answer.value", 3, "note"),
    ("item.where(linkId='note').answer.value", 3, "note"),
    ("item.where(linkId='when').answer.value", 3, "when"),
    ("%context.item.where(linkId='when').answer.value.age()", 3, "when"),
    ("%qitem.item.where(linkId='lot').item.where(linkId='units').answer.value", 3, "units"),
    ("%context.repeat(item).where(linkId='units').answer.value", 3, "units"),
    ("%context.answer.value", 5, "for"),
    ("answer.value.code = 'a'", 5, "for"),
    ("$this.answer.exists()", 5, "for"),
    ("(%resource.repeat(item)).where('age' = linkId).answer.value", None, "age"),
    ("%resource.repeat(item).where($this.linkId = 'age').first().answer.first().value", None, "age"),
    ("%resource.repeat(item).where(linkId = 'age' or linkId = 'note').answer.value", None, "age note"),
    ("%resource.repeat(item).where(linkId.startsWith('a')).answer.value", None, "age"),
    ("%resource.repeat(item).where(linkId in ('age' | 'note')).answer.count()", None, "age note"),
    ("%resource.repeat(item).where(linkId='sites').answer.where(value.code = 'a').exists()", None, "sites"),
    ("%resource.repeat(item).where(linkId='sites').answer.valueCoding.code", None, "sites"),
    ("%resource.repeat(item).where(linkId='sites').answer.value.ofType(Coding).code", None, "sites"),
    ("%resource.item.where(linkId='about').item.where(linkId='visit').count()", None, "visit"),
    ("%resource.item.where(linkId='about').item.where(linkId='visit').where(item.where(linkId='for').answer.value.code = 'a').item.where(linkId='when').answer.value", None, "visit for when"),
    ("%resource.descendants().where(linkId='visit').select(item.where(linkId='lot').item.where(linkId='units').answer.value.sum())", None, "visit units"),
    ("%resource.descendants().where(linkId='visit').last().item.where(linkId='when').answer.value", None, "visit when"),
    ("%resource.descendants().where(linkId='visit')[1].item.where(linkId='when').answer.value", None, "visit when"),
    ("iif(%resource.repeat(item).where(linkId='age').answer.value > 3, item.where(linkId='note').answer.value, 'x')", None, "age note"),
    ("%resource.repeat(item).where(linkId='age').answer.value.select($this + %resource.repeat(item).where(linkId='packs').answer.value)", None, "age"),
    ("1 + 1", None, ""),
    ("today().toString()", 3, ""),
]  # fmt: skip

WALKED = (
    "%resource.repeat(item).where(linkId='age').text",
    "%resource.repeat(item).where(linkId='age')",
    "%resource.repeat(item).where(answer.exists())",
    "%resource.repeat(item).where(linkId='smokes').answer.first().item",
    "%resource.repeat(item).where(linkId='visit').count()",
    "%resource.descendants().where(linkId='visit').where(item.exists()).count()",
    "%resource.repeat(item).where(linkId in ('when' | 'for')).answer.value",
    "item.count()",
    "status",
)


def compiled(source: str, at: int | None = None) -> Any:
    return compile_expression(source, index=INDEX, items=ITEMS, at=at)


@pytest.mark.parametrize(("source", "at", "slots"), RESOLVED, ids=[source for source, _, _ in RESOLVED])
def test_reads_exactly_these_slots_and_no_tree(source: str, at: int | None, slots: str) -> None:
    found = compiled(source, at)
    assert {ITEMS[slot].link_id for slot in found.slots} == set(slots.split())
    assert not found.reads_tree


@pytest.mark.parametrize("source", WALKED)
def test_what_is_not_known_walks_the_response(source: str) -> None:
    assert compiled(source).reads_tree


def test_without_items_only_walks_to_any_depth_are_resolved() -> None:
    assert not compile_expression("%resource.descendants().where(linkId='age').answer.value", index=INDEX).reads_tree
    assert compile_expression("%resource.item.where(linkId='about').item.where(linkId='age').answer.value", index=INDEX).reads_tree


# -- the two roads

HEADS = (
    "%resource.repeat(item).where(linkId='{0}')",
    "%resource.descendants().where(linkId='{0}')",
    "%resource.repeat(item | answer).where(linkId='{0}')",
    "repeat(item).where(linkId='{0}')",
    "%resource.item.where(linkId='{0}')",
    "item.where(linkId='about').item.where(linkId='{0}')",
    "item.where(linkId='about').item.where(linkId='visit').item.where(linkId='{0}')",
    "%resource.descendants().where(linkId='visit').item.where(linkId='lot').item.where(linkId='{0}')",
    "%resource.descendants().where(linkId='visit').where(item.where(linkId='for').answer.value.code = 'a').item.where(linkId='{0}')",
    "%resource.descendants().where(linkId='visit').first().item.where(linkId='{0}')",
    "%resource.descendants().where(linkId='visit').where(item.where(linkId='lot').count() > 1).item.where(linkId='lot').item.where(linkId='{0}')",
    "%resource.descendants().where(linkId='lot').where(item.where(linkId='units').answer.value > 2).item.where(linkId='{0}')",
    "item.where(linkId='smokes').answer.item.where(linkId='{0}')",
    "%resource.repeat(item).where(linkId='age' or linkId='note' or linkId='{0}')",
    "%resource.descendants().where(linkId != '{0}')",
)
TAILS = (
    ".answer.value", ".answer.value.code", ".answer.valueCoding.code", ".answer.valueInteger", ".answer.valueUri", ".answer.valueString", ".answer.exists()",
    ".answer.empty()", ".answer.count()", ".answer.first().value", ".answer.value.first()", ".answer.where(value.exists()).count()", ".answer.value.distinct()",
    ".answer.value.toString()", ".answer.value.ofType(date)", ".answer.value.ofType(Coding).display", ".answer.value = 3", ".answer.value > 2", ".answer.value.sum()",
    ".answer.select(value).count()", ".first().answer.value", ".count()", ".exists()", ".item.where(linkId='when').answer.value",
    ".where(item.exists()).count()", ".select(item.where(linkId='for').answer.value.code)", ".answer.value.where($this = 2 or $this = true)", ".answer[0].value",
)  # fmt: skip
NEAR = (
    "item.where(linkId='{0}')", "%context.item.where(linkId='{0}')", "%context.repeat(item).where(linkId='{0}')", "%context.descendants().where(linkId='{0}')",
    "%context.item.where(linkId='lot').item.where(linkId='{0}')", "%context.item.where(linkId='lot').where(item.where(linkId='units').answer.value > 2).item.where(linkId='{0}')",
)  # fmt: skip

VALUES: dict[str, st.SearchStrategy[dict[str, Any]]] = {
    "integer": st.integers(1, 4).map(lambda value: {"valueInteger": value}),
    "decimal": st.sampled_from([1.5, 2.5, 3]).map(lambda value: {"valueDecimal": value}),
    "boolean": st.booleans().map(lambda value: {"valueBoolean": value}),
    "date": st.sampled_from(["2019", "2020-04", "2020-04-30"]).map(lambda value: {"valueDate": value}),
    "choice": st.sampled_from("abc").map(lambda code: {"valueCoding": {"code": code, "display": code.upper()}}),
    "string": st.sampled_from(["x", "2"]).map(lambda value: {"valueString": value}),
    "url": st.just({"valueUri": "https://example.org"}),
}


@st.composite
def entries(draw: st.DrawFn, parent: int = -1) -> list[dict[str, Any]]:
    """The items of a response under `parent`, every answer with a value."""
    made = []
    for item in ITEMS:
        if item.parent != parent:
            continue
        if item.kind == "group":
            for _ in range(draw(st.integers(0, 3)) if item.repeats else 1):
                inside = draw(entries(item.slot))
                if inside or item.repeats:
                    made.append({"linkId": item.link_id, "item": inside} if inside else {"linkId": item.link_id})
        else:
            answers = draw(st.lists(VALUES[item.kind].map(dict), max_size=3 if item.repeats else 1))
            if answers:
                if inside := draw(entries(item.slot)):
                    answers[0]["item"] = inside
                made.append({"linkId": item.link_id, "answer": answers})
    return made


def both_roads(source: str, response: dict[str, Any], at: int | None = None, inside: Any = None) -> None:
    scope = PlainScope(response, today=date(2026, 1, 1), index=INDEX, items=ITEMS, inside=inside)
    resolved, walked = compiled(source, at), compile_expression(source, at=at)
    assert outcome(resolved, scope) == outcome(walked, scope), source


def outcome(expression: Any, scope: Any) -> Any:
    try:
        return [(type(value), value) for value in expression.evaluate(scope)]
    except ExpressionError as error:
        return error.code, error.offset


@settings(max_examples=150, deadline=None)
@given(items=entries(), data=st.data())
def test_both_roads_lead_to_the_same_values(items: list[Any], data: st.DataObject) -> None:
    response = {"resourceType": "QuestionnaireResponse", "item": items}
    for head in HEADS:
        for name in data.draw(st.lists(st.sampled_from(sorted(INDEX)), min_size=3, max_size=3)):
            both_roads(head.format(name) + data.draw(st.sampled_from(TAILS)), response)


@settings(max_examples=60, deadline=None)
@given(items=entries(), data=st.data())
def test_both_roads_from_a_row(items: list[Any], data: st.DataObject) -> None:
    response = {"resourceType": "QuestionnaireResponse", "item": items}
    rows = [row for row in (items[0].get("item", []) if items and items[0]["linkId"] == "about" else []) if row["linkId"] == "visit"]
    for row in rows:
        for head in NEAR:
            both_roads(head.format(data.draw(st.sampled_from(["when", "for", "lot", "units"]))) + data.draw(st.sampled_from(TAILS)), response, at=3, inside=row)


def test_every_head_and_tail_on_one_full_response() -> None:
    visit = [
        {"linkId": "when", "answer": [{"valueDate": "2020-04"}]},
        {"linkId": "for", "answer": [{"valueCoding": {"code": "a", "display": "A"}}]},
        {"linkId": "lot", "item": [{"linkId": "units", "answer": [{"valueDecimal": 2.5}]}]},
        {"linkId": "lot", "item": [{"linkId": "units", "answer": [{"valueDecimal": 2.5}]}]},
    ]
    about = [{"linkId": "age", "answer": [{"valueInteger": 4}]}, {"linkId": "sites", "answer": [{"valueCoding": {"code": "a"}}, {"valueCoding": {"code": "b"}}]}]
    rows = [{"linkId": "visit", "item": visit}, {"linkId": "visit"}, {"linkId": "visit", "item": visit}]
    smokes = {"linkId": "smokes", "answer": [{"valueBoolean": True, "item": [{"linkId": "packs", "answer": [{"valueInteger": 2}]}]}]}
    note, link = {"linkId": "note", "answer": [{"valueString": "x"}]}, {"linkId": "link", "answer": [{"valueUri": "https://example.org"}]}
    response = {"resourceType": "QuestionnaireResponse", "item": [{"linkId": "about", "item": about + rows}, smokes, note, link]}
    for head in HEADS:
        for name in INDEX:
            for tail in TAILS:
                both_roads(head.format(name) + tail, response)
