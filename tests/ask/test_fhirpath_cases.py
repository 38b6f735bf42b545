"""The expression language, case by case: values over one response, and errors to the character."""

from __future__ import annotations

import json
import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from intake.ask import fhirpath
from intake.ask.fhirpath import ExpressionError, Quantity, compile_expression
from intake.ask.fhirpath.functions import FUNCTIONS
from intake.ask.fhirpath.plain import PlainScope, evaluate
from intake.ask.fhirpath.values import MOMENTS
from intake.ask.words import words

TODAY = date(2026, 2, 28)
DATA = Path(__file__).parent / "fhirpath"
GIVEN = json.loads((DATA / "response.json").read_text("utf-8"), parse_float=Decimal)
RESPONSE, NAMES = GIVEN["response"], GIVEN["names"]
LINES = [line.partition("→") for line in (DATA / "cases.txt").read_text("utf-8").splitlines()]
CASES = [(source.strip(), expected.strip()) for source, arrow, expected in LINES if arrow]

ERRORS = (
    # source, code, the text at whose place it must be reported (its last occurrence; "" is the end)
    ("1 + ", "unexpectedEnd", ""),
    ("", "unexpectedEnd", ""),
    ("1 + 1 garbage", "unexpected", "garbage"),
    ("a b", "unexpected", "b"),
    ("item.where(linkId='x'", "unclosedBracket", "(linkId"),
    ("item[0", "unclosedBracket", "[0"),
    ("item[0)", "expected", ")"),
    ("(1 + 2]", "expected", "]"),
    ("{1}", "expected", "1"),
    ("item..answer", "unexpected", ".answer"),
    ("item.and", "unexpected", "and"),
    ("= 1", "unexpected", "= 1"),
    ("'open", "unclosedString", "'open"),
    ("`open", "unclosedString", "`open"),
    (r"'a\d'", "badEscape", r"\d"),
    (r"'\ud83d'", "badEscape", r"\ud83d"),
    ("1 /* no end", "unclosedComment", "/* no end"),
    ("1 # 2", "strangeCharacter", "#"),
    ('"double"', "strangeCharacter", '"double"'),
    ("a ! b", "strangeCharacter", "! b"),
    ("$that", "unknownSpecial", "$that"),
    ("% age", "nameExpected", " age"),
    ("@2019-13-01", "badDate", "@2019"),
    ("@2019-02-30", "badDate", "@2019"),
    ("@T25:00", "badDate", "@T25"),
    ("@20", "badDate", "@20"),
    ("1" * 41, "numberTooLong", "1" * 41),
    ("item.item()", "unknownFunction", "item()"),
    ("item.were(true)", "misspelled", "were"),
    ("iif(true, 1, 2, 3, 4)", "wrongArguments", "iif"),
    ("item.where()", "wrongArguments", "where"),
    ("item.count(1)", "wrongArguments", "count"),
    ("item.answer.value.memberOf('x')", "notSupported", "memberOf"),
    ("item.resolve()", "notSupported", "resolve"),
    ("%resource.translate('x')", "notSupported", "translate"),
    ("item.ofType(1)", "typeExpected", "1"),
    ("item.ofType(nothing)", "unknownType", "nothing"),
    ("1 is nothing", "unknownType", "nothing"),
    ("'a'.matches('(?=b)')", "badPattern", "'(?=b)'"),
    ("'a'.matches('(')", "badPattern", "'('"),
    ("'a'.matches('" + "a" * 501 + "')", "patternTooLong", "'" + "a" * 501),
    ("'a'.substring('b')", "wrongKind", "'b'"),
    ("(" * 101 + "1" + ")" * 101, "tooDeep", "(1"),
    ("1 + %undeclared", "unknownName", "%undeclared"),
    ("%three + 1", "notSingle", "+ 1"),
    ("'a' + 1", "cannotCombine", "+ 1"),
    ("'a' > 1", "differentKinds", "> 1"),
    ("true and %three", "notSingle", "and"),
    ("%three.toChars()", "notSingle", "toChars"),
    ("1 + 'a'.abs()", "wrongKind", "abs"),
    ("-'a'", "wrongKind", "-'a'"),
    ("%three['a']", "indexNotWhole", "['a'"),
    ("today() + 1 'mg'", "needsDuration", "+ 1"),
    ("today() + 1 'a'", "needsDuration", "+ 1"),
    ("%three.where($this.single() + 'a')", "cannotCombine", "+ 'a'"),
    ("1.round(31)", "outOfRange", "round"),
    ("'x'.age()", "wrongKind", "age"),
    ("%three.allTrue()", "wrongKind", "allTrue"),
)


def said(value: Any) -> str:
    """A value as the cases write it."""
    if isinstance(value, MOMENTS):
        return f"@{value}"
    if isinstance(value, Decimal | Quantity):
        return str(value)
    return json.dumps(value)


@pytest.mark.parametrize(("source", "expected"), CASES, ids=[source for source, _ in CASES])
def test_value(source: str, expected: str) -> None:
    found = evaluate(source, RESPONSE, NAMES, TODAY)
    decimals = " ".join(said(value) for value in found)
    whole = " ".join(said(int(value) if isinstance(value, Decimal) and value == int(value) else value) for value in found)
    assert expected in (decimals, whole)


@pytest.mark.parametrize(("source", "code", "text"), ERRORS, ids=[source[:60] for source, _, _ in ERRORS])
def test_error_says_what_and_where(source: str, code: str, text: str) -> None:
    with pytest.raises(ExpressionError) as raised:
        evaluate(source, RESPONSE, NAMES, TODAY)
    assert (raised.value.code, raised.value.offset) == (code, source.rindex(text) if text else len(source))


def test_every_function_has_a_case() -> None:
    used = set(re.findall(r"(\w+)\(", " ".join(source for source, _ in CASES)))
    assert set(FUNCTIONS) - used == {"ordinal", "convertsToBoolean", "convertsToDecimal", "convertsToDateTime", "convertsToTime"}


def test_every_error_has_a_sentence() -> None:
    sources = "".join(path.read_text("utf-8") for path in Path(fhirpath.__file__).parent.glob("*.py"))
    codes = set(re.findall(r'ExpressionError\(\s*"(\w+)"', sources))
    sentences = words("en")
    assert codes >= {code for _, code, _ in ERRORS}
    assert not [code for code in codes if f"expression.{code}" not in sentences]
    for source, _, _ in ERRORS:
        with pytest.raises(ExpressionError) as raised:
            evaluate(source, RESPONSE, NAMES, TODAY)
        assert sentences(raised.value.key, **raised.value.facts)


def test_errors_do_not_repeat_answers() -> None:
    secret = {"resourceType": "QuestionnaireResponse", "item": [{"linkId": "a", "answer": [{"valueString": "Xylophone"}]}]}
    for source in ("item.answer.value + 1", "item.answer.value > 1", "item.answer.value.abs()", "'a'.matches(%resource.item.answer.value & '(')", "item.answer.value.age()"):
        with pytest.raises(ExpressionError) as raised:
            evaluate(source, secret)
        assert "Xylophone" not in f"{raised.value} {raised.value.facts}"


def test_uses_names_slots_and_unknown_questions() -> None:
    found = compile_expression("%resource.repeat(item).where(linkId='a').answer.value + %b + %resource.descendants().where(linkId='zz').answer.value", index={"a": 3}, names=frozenset("b"))
    assert (found.slots, found.uses, found.reads_tree) == ({3}, {"b"}, False)
    assert found.unknown == (("zz", found.source.index("where(linkId='zz')")),)


def test_a_result_may_be_changed_by_its_reader() -> None:
    expression = compile_expression("1 < 2")
    expression.evaluate(PlainScope({})).append("mine")
    assert expression.evaluate(PlainScope({})) == [True]


@pytest.mark.parametrize(
    "source",
    [
        "(1|2|3|4|5|6|7|8|9).select(%big).select(%big).count()",
        "%big.aggregate($total & 'aaaaaaaaaaaaaaaaaaaa' & $total, 'a').length()",
        "%big.aggregate($total | $total.combine(%big), %big).count()",
        "'a'.replace('a', %long).replace('a', %long)",
        "repeat($this.combine(%big))",
        "%big.repeat($this + 1)",
        "%big.select(%big.select(%big.exclude(%big)))",
    ],
)
def test_work_is_bounded(source: str) -> None:
    names = {"big": list(range(2000)), "long": ["a" * 100_000]}
    with pytest.raises(ExpressionError) as raised:
        evaluate(source, RESPONSE, names)
    assert raised.value.code == "tooMuchWork"


def test_a_pattern_that_hangs_others_is_quick() -> None:
    assert evaluate("('a' & %long & 'b').matches('(a+)+$')", {}, {"long": ["a" * 50_000]}) == [False]


def test_now_is_the_scopes() -> None:
    scope = PlainScope({}, today=TODAY)
    scope.now = "2026-02-28T09:30:00-05:00"
    assert str(compile_expression("now()").evaluate(scope)[0]) == scope.now
    assert str(compile_expression("timeOfDay()").evaluate(scope)[0]) == "09:30:00"
