"""Pages: from the author's breaks, or seven questions at a time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from intake.ask.compile import compile_form
from intake.ask.form import OURS, Form

BREAK = {"url": OURS + "page-break", "valueBoolean": True}


def laid(code: str) -> dict[str, Any]:
    return {"url": OURS + "layout", "valueCode": code}


def group(link_id: str, *items: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"linkId": link_id, "type": "group", "text": link_id.upper(), "item": list(items), **more}


def ask(link_id: str, **more: Any) -> dict[str, Any]:
    return {"linkId": link_id, "type": "integer", "text": link_id, **more}


def read(link_id: str) -> dict[str, Any]:
    return {"linkId": link_id, "type": "display", "text": link_id}


def pages(form: Form) -> list[tuple[str, str, list[str], str]]:
    return [(page.key, page.title.source, [form.items[slot].link_id for slot in page.slots], page.layout) for page in form.pages]


def test_a_break_begins_a_page_and_a_group_without_one_stays_whole(form: Callable[..., Form]) -> None:
    made = form(
        group("a", ask("a1"), ask("a2"), extension=[BREAK]),
        group("b", ask("b1")),
        group("c", ask("c1"), ask("c2", extension=[BREAK, laid("scales")]), extension=[BREAK, laid("ticks")]),
        ask("d"),
    )
    assert pages(made) == [
        ("a1", "", ["a", "b"], ""),
        ("c1", "C", ["c1"], "ticks"),
        ("c2", "C", ["c2", "d"], "scales"),
    ]


def test_a_break_inside_rows_lists_the_items_and_shows_cards(form: Callable[..., Form]) -> None:
    made = form(
        group("any", ask("any1"), extension=[BREAK]),
        group("rows", ask("r1", extension=[BREAK, laid("grid")]), ask("r2"), ask("r3", extension=[BREAK]), ask("r4"), repeats=True),
    )
    assert pages(made) == [
        ("any1", "ANY", ["any"], ""),
        ("r1", "ROWS", ["r1", "r2"], "grid"),
        ("r3", "ROWS", ["r3", "r4"], "cards"),
    ]


def test_a_layout_alone_begins_a_page_too(form: Callable[..., Form]) -> None:
    assert pages(form(ask("a"), ask("b", extension=[laid("table")]))) == [("a", "", ["a"], ""), ("b", "", ["b"], "table")]


def test_hidden_items_are_on_no_page(form: Callable[..., Form]) -> None:
    hidden = {"url": "http://hl7.org/fhir/StructureDefinition/questionnaire-hidden", "valueBoolean": True}
    made = form(ask("a"), ask("b", extension=[hidden]), group("g", ask("c"), extension=[hidden]))
    assert pages(made) == [("a", "", ["a"], "")]


def test_a_foreign_form_each_group_a_page_loose_questions_gathered(form: Callable[..., Form]) -> None:
    made = form(read("hello"), ask("x"), ask("y"), read("now"), group("a", ask("a1"), ask("a2")), group("b", ask("b1")))
    assert pages(made) == [
        ("x", "", ["hello", "x", "y"], ""),
        ("a1", "", ["now", "a"], ""),
        ("b1", "B", ["b"], ""),
    ]


def test_a_wrapper_around_everything_is_opened(form: Callable[..., Form]) -> None:
    made = form(group("all", group("a", ask("a1")), group("b", ask("b1"))))
    assert [page[0] for page in pages(made)] == ["a1", "b1"]


def test_a_long_group_is_cut_at_seven_and_displays_go_with_what_follows(form: Callable[..., Form]) -> None:
    items = [ask(f"q{n}") for n in range(7)] + [read("next")] + [ask("q7")]
    made = form(group("a", *items), group("b", ask("z")))
    assert pages(made) == [
        ("q0", "A", [f"q{n}" for n in range(7)], ""),
        ("q7", "A", ["next", "q7"], ""),
        ("z", "B", ["b"], ""),
    ]


def test_tables_and_rows_stay_whole(form: Callable[..., Form]) -> None:
    control = {
        "url": "http://hl7.org/fhir/StructureDefinition/questionnaire-itemControl",
        "valueCodeableConcept": {"coding": [{"code": "gtable"}]},
    }
    wide = [ask(f"t{n}") for n in range(12)]
    made = form(group("t", *wide, extension=[control]), group("r", *[ask(f"r{n}") for n in range(12)], repeats=True))
    assert [page[2] for page in pages(made)] == [["t"], ["r"]]


_items = st.recursive(
    st.sampled_from(["integer", "display"]).map(lambda kind: {"type": kind, "text": kind}),
    lambda inner: st.lists(inner, max_size=9).flatmap(
        lambda items: st.booleans().map(lambda rows: {"type": "group", "text": "g", "repeats": rows, "item": items})
    ),
    max_leaves=40,
)


def _named(items: list[dict[str, Any]], breaks: list[bool], base: str = "") -> list[dict[str, Any]]:
    named = []
    for place, item in enumerate(items):
        more = {"extension": [BREAK]} if breaks and breaks.pop() else {}
        inner = {"item": _named(item["item"], breaks, f"{base}{place}.")} if "item" in item else {}
        named.append({**item, "linkId": f"{base}{place}", **more, **inner})
    return named


@given(st.lists(_items, max_size=8), st.lists(st.booleans(), max_size=40))
def test_every_question_is_on_exactly_one_page_in_order(items: list[dict[str, Any]], breaks: list[bool]) -> None:
    form = compile_form({"resourceType": "Questionnaire", "item": _named(items, breaks)}, strict=False)

    def under(slot: int) -> list[int]:
        return [slot, *(deeper for child in form.items[slot].children for deeper in under(child))]

    shown = [deeper for page in form.pages for slot in page.slots for deeper in under(slot)]
    questions = [slot for slot in shown if form.items[slot].is_question]
    assert questions == [item.slot for item in form.items if item.is_question]
    assert len({page.key for page in form.pages}) == len(form.pages)
    assert all(page.slots for page in form.pages)
