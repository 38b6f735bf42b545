"""What can never be asked: each way in which a condition contradicts itself, and the look-alikes that can come true."""

from __future__ import annotations

import pytest

from intake.ask.reach import never_asked


def choice(link, *codes, **more):
    return {"linkId": link, "type": "choice", "text": link, "answerOption": [{"valueCoding": {"code": code}} for code in codes], **more}


def number(link, low, high, **more):
    limits = [{"url": f"http://hl7.org/fhir/StructureDefinition/{name}Value", "valueInteger": value} for name, value in (("min", low), ("max", high))]
    return {"linkId": link, "type": "integer", "text": link, "extension": limits, **more}


def when(question, operator, answer):
    kind = {bool: "answerBoolean", int: "answerInteger", float: "answerDecimal"}.get(type(answer))
    return {"question": question, "operator": operator, **({kind: answer} if kind else {"answerCoding": {"code": answer}})}


def asked(*conditions, any_=False, link="x", **more):
    return {"linkId": link, "text": link, "enableWhen": list(conditions), "enableBehavior": "any" if any_ else "all", **more}


A, FLAG = choice("a", "yes", "no"), {"linkId": "f", "type": "boolean", "text": "f"}
MANY = choice("m", "p", "q", repeats=True)
N = number("n", 0, 10)
OURS = "https://intake.example/fhir/StructureDefinition/"

NEVER = {
    "two answers of one question at once": [A, asked(when("a", "=", "yes"), when("a", "=", "no"))],
    "an option that is not there": [A, asked(when("a", "=", "maybe"))],
    "none of the two answers": [A, asked(when("a", "!=", "yes"), when("a", "!=", "no"))],
    "answered and blank": [A, asked(when("a", "exists", False), when("a", "=", "yes"))],
    "yes and no": [FLAG, asked(when("f", "=", True), when("f", "=", False))],
    "above the highest number": [N, asked(when("n", ">", 10))],
    "below the lowest number": [N, asked(when("n", "<", 0))],
    "a number outside": [N, asked(when("n", "=", 11))],
    "between two whole numbers": [N, asked(when("n", ">", 4), when("n", "<", 5))],
    "the only number is shut out": [number("n", 3, 3), asked(when("n", "!=", 3))],
    "this one of many and not this one": [MANY, asked(when("m", "=", "p"), when("m", "!=", "p"))],
    "a question that is off": [choice("a", "yes", extension=[{"url": OURS + "ask", "valueCode": "off"}]), asked(when("a", "=", "yes"))],
    "a hidden question": [
        choice("a", "yes", extension=[{"url": "http://hl7.org/fhir/StructureDefinition/questionnaire-hidden", "valueBoolean": True}]),
        asked(when("a", "=", "yes")),
    ],
    "a question that is not there": [asked(when("nowhere", "=", "yes"))],
    "against its group": [
        A,
        {"linkId": "g", "type": "group", "text": "g", "enableWhen": [when("a", "=", "yes")], "item": [asked(when("a", "=", "no"))]},
    ],
    "against the question it waits for": [
        A,
        choice("b", "yes", enableWhen=[when("a", "=", "yes")]),
        asked(when("b", "=", "yes"), when("a", "=", "no")),
    ],
    "every way is shut": [A, N, asked(when("a", "=", "maybe"), when("n", ">", 99), any_=True)],
}

MAYBE = {
    "one way is open": [A, N, asked(when("a", "=", "maybe"), when("n", ">", 9), any_=True)],
    "two of many": [MANY, asked(when("m", "=", "p"), when("m", "=", "q"))],
    "a number within": [N, asked(when("n", ">", 4), when("n", "<", 6))],
    "not blank, not yes": [A, asked(when("a", "exists", True), when("a", "!=", "yes"))],
    "blank": [A, asked(when("a", "exists", False))],
    "a missing question is blank": [asked(when("nowhere", "exists", False))],
    "typed words": [choice("a", "yes") | {"type": "open-choice"}, asked({"question": "a", "operator": "=", "answerString": "maybe"})],
    "the group allows both": [
        A,
        {"linkId": "g", "type": "group", "text": "g", "enableBehavior": "any", "enableWhen": [when("a", "=", "yes"), when("a", "=", "no")],
         "item": [asked(when("a", "=", "no"))]},
    ],
    "in two rows": [
        {"linkId": "g", "type": "group", "repeats": True, "text": "g", "item": [
            choice("r", "p", "q"),
            choice("one", "yes", enableWhen=[when("r", "=", "p")]),
            choice("two", "yes", enableWhen=[when("r", "!=", "p")]),
        ]},
        asked(when("one", "=", "yes"), when("two", "=", "yes")),
    ],
    "no condition": [A],
}  # fmt: skip


@pytest.mark.parametrize("items", NEVER.values(), ids=NEVER)
def test_never(form, items):
    assert [fault.facts["where"] for fault in never_asked(form(*items))] == ["x"]


@pytest.mark.parametrize("items", MAYBE.values(), ids=MAYBE)
def test_maybe(form, items):
    assert list(never_asked(form(*items))) == []


def test_what_stands_in_an_unreachable_group_is_told_once(form):
    group = {"linkId": "g", "type": "group", "text": "g", "enableWhen": [when("a", "=", "maybe")], "item": [asked(when("a", "=", "yes"))]}
    assert [fault.facts["where"] for fault in never_asked(form(A, group))] == ["g"]


def test_the_question_that_shuts_the_way_is_named(form):
    assert [fault.facts["question"] for fault in never_asked(form(A, N, asked(when("a", "=", "yes"), when("n", ">", 10))))] == ["n"]


def test_a_circle_and_a_tangle_are_taken_as_possible(form):
    circle = [choice("a", "yes", enableWhen=[when("b", "=", "yes")]), choice("b", "yes", enableWhen=[when("a", "=", "yes")])]
    assert list(never_asked(form(*circle))) == []
    tangle = [choice(f"q{n}", "p", "q", "r") for n in range(30)]
    ways = [asked(*[when(f"q{n}", "=", code) for n in range(30) for code in "pq"], any_=True, link="w", type="group", item=[
        asked(*[when(f"q{n}", "!=", code) for n in range(30) for code in "pqr"]),
    ])]  # fmt: skip
    assert [fault.facts["where"] for fault in never_asked(form(*tangle, *ways))] in (["x"], [])
