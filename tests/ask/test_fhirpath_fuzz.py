"""Whatever the text, an expression compiles or says where it is wrong, and evaluates or says why not: nothing else is raised."""

from __future__ import annotations

import json
import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from intake.ask.fhirpath import Expression, ExpressionError, compile_expression
from intake.ask.fhirpath.functions import FUNCTIONS, NOT_SUPPORTED
from intake.ask.fhirpath.parser import LEVEL
from intake.ask.fhirpath.plain import PlainScope
from intake.ask.form import Item

DATA = Path(__file__).parent / "fhirpath"
GIVEN = json.loads((DATA / "response.json").read_text("utf-8"), parse_float=Decimal)
NAMES = frozenset(GIVEN["names"])
CASES = [line.partition("→")[0].strip() for line in (DATA / "cases.txt").read_text("utf-8").splitlines() if "→" in line]
ITEMS = (Item(0, "about", "group"), Item(1, "pains", "integer", parent=0), Item(2, "visit", "group", repeats=True), Item(3, "units", "integer", parent=2, repeating=(2,)))
INDEX = {item.link_id: item.slot for item in ITEMS}
SCOPE = PlainScope(GIVEN["response"], GIVEN["names"], today=date(2026, 2, 28), index=INDEX, items=ITEMS)

WORDS = st.sampled_from(
    [*LEVEL, *FUNCTIONS, *NOT_SUPPORTED, *". ( ) [ ] { } , ' ` % @ $ // /* */ \\".split(), "$this", "$index", "$total", "{}", "item", "answer", "value", "linkId"]
    + ["%resource", "%context", "%three", "%patient", "%calc-age", "'x'", "'pains'", "'visit'", "1", "0", "1.5", "true", "@2019", "@2019-04-30T10:00:00Z", "@T10:30", "4 'mg'", "2 weeks"]
    + ["where(linkId='visit')", "where(linkId='pains')", ".answer.value", "today()", "(", ")", ".", "Integer", "Quantity", "99999999999999999999", "-"]
)  # fmt: skip


def compiles_or_says_where(source: str) -> Expression | None:
    found = None
    for form in ({"index": INDEX, "items": ITEMS}, {"index": INDEX}, {}, {"index": INDEX, "items": ITEMS, "at": 3}):
        try:
            found = compile_expression(source, names=NAMES, **form)
        except ExpressionError as error:
            assert 0 <= error.offset <= len(source), (source, error)
            continue
        try:
            assert isinstance(found.evaluate(SCOPE, steps=20_000), list)
        except ExpressionError as error:
            assert 0 <= error.offset <= len(source), (source, error)
    return found


@settings(max_examples=400, deadline=None)
@given(st.text(max_size=60))
@example("\ud800")
@example("'\ud800'.matches('a')")
@example("'a'.matches('\ud800')")
@example("١ + 1")
@example("a\x00b")
@example("@2019-04-30T10:00:00+99:99")
@example("1.power(99999999999)")
@example("10.power(9999).power(9999)")
@example("0.00000001.power(99)")
@example("9223372036854775807 + 1")
@example("(-9223372036854775807 - 1) div -1")
@example("99999999999.exp()")
@example("today() + 99999999999999 years")
@example("today() - 9999 years")
@example("@0001 - 1 day")
@example("@0000")
@example("@T00:00 - 99999999 hours")
@example("'" + "9" * 5000 + "'.toInteger()")
@example("'" + "9" * 50 + "'.toDecimal()")
@example("'1" + "0" * 39 + " days'.toQuantity().toQuantity('milliseconds')")
@example("today() + '9999999999999999999999 seconds'.toQuantity()")
@example("1.0 mod 99999999999999999999999999999999999999.5")
@example("99999999999999999999999999999999999999.5 div 0.0000000000000000000000000000000000001")
@example("{}.where($this).select($total).aggregate($total)")
@example("$index + $total")
@example("'abc'.replaceMatches('(a)|(b)', '$2$9$$$')")
@example("%resource = %resource")
@example("%resource ~ %resource")
@example("descendants().distinct().count()")
@example("descendants() | descendants()")
@example("%three.select(descendants())")
@example("1 is FHIR.`Patient`")
def test_any_text(source: str) -> None:
    compiles_or_says_where(source)


@settings(max_examples=600, deadline=None)
@given(st.lists(WORDS, max_size=14), st.sampled_from(["", " "]))
def test_any_sequence_of_words(words: list[str], between: str) -> None:
    compiles_or_says_where(between.join(words))


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(CASES), st.sampled_from(CASES), st.data())
def test_any_damage_to_a_good_expression(source: str, other: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(source)))
    end = data.draw(st.integers(start, len(source)))
    compiles_or_says_where(source[:start] + other[data.draw(st.integers(0, len(other))) :] + source[end:])


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(CASES), st.sampled_from(sorted(FUNCTIONS)), st.lists(st.sampled_from(CASES), max_size=3))
def test_any_function_of_anything(source: str, name: str, arguments: list[str]) -> None:
    clean = [re.sub(r"//.*", "", text) for text in (source, *arguments)]
    compiles_or_says_where(f"({clean[0]}).{name}({', '.join(clean[1:])})")


@pytest.mark.parametrize(
    "source",
    ["(" * 5000, "[" * 5000, "-" * 15_000 + "1", "1" + "+1" * 9000, "a" + ".a" * 9000, "a" + "[0]" * 6000, "iif(1," * 3000, "1=" * 9000, "true and " * 2000 + "true", "1 is Integer " * 1500, "%a" * 9000],
    ids=lambda source: source[:8],
)  # fmt: skip
def test_long_and_deep(source: str) -> None:
    compiles_or_says_where(source)


def test_length_is_bounded() -> None:
    with pytest.raises(ExpressionError) as raised:
        compile_expression(" " * 20_001)
    assert raised.value.code == "tooLong"


def test_nesting_to_the_limit_runs() -> None:
    """A hundred brackets, each with the whole ladder of operators around it, still fit the stack of a program at work."""
    source = "(" * 100 + "1" + ")" * 100
    assert compile_expression(source).evaluate(SCOPE) == [1]
    nested = "iif(true, " * 99 + "1" + ")" * 99
    assert compile_expression(nested).evaluate(SCOPE) == [1]
    assert compile_expression(" + ".join(["1"] * 5000)).evaluate(SCOPE) == [5000]
