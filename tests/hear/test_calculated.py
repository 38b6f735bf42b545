"""Calculated values: typed by their item, never stored, never over a person's answer, one for each row, hidden ones absent."""

from __future__ import annotations

from decimal import Decimal

import pytest

from intake.hear.bridge import same
from intake.hear.values import Coded, PartialDate, Quantity
from tests.hear.scenario import Scenario, fhirpath, form_of, q, variable


def of(link_id: str) -> str:
    return f"%resource.descendants().where(linkId='{link_id}').answer.value"


def calculated(expression: str, kind: str = "decimal", **more: object) -> dict:
    extension = [fhirpath("calculatedExpression", expression), *more.pop("extension", [])]  # type: ignore[misc]
    return q("made", kind, extension=extension, readOnly=True, **more)


def test_a_score_follows_its_answers() -> None:
    form = form_of(q("a", "integer"), q("b", "integer"), calculated(f"{of('a')} + {of('b')}", "integer"))
    visit = Scenario(form).says("a", 2)
    assert visit.value("made") is None
    assert visit.says("b", 3).value("made") == 5
    assert visit.session.answers.raw("made") == (), "made, not given"
    assert visit.reading.cell("made").derived
    assert visit.clears("a").value("made") is None


@pytest.mark.parametrize(
    ("kind", "expression", "value"),
    [
        ("integer", "5 / 2", 3),
        ("integer", "'7'", 7),
        ("integer", "true", None),
        ("decimal", "1 / 3", Decimal("0.33333333")),
        ("decimal", "2", Decimal(2)),
        ("string", "1.50", "1.5"),
        ("string", "true", "true"),
        ("boolean", "1 = 1", True),
        ("boolean", "'maybe'", None),
        ("date", "@2019-04", PartialDate(2019, 4)),
        ("date", "today()", PartialDate(2026, 3, 16)),
        ("quantity", "5 'mg'", Quantity(Decimal(5), "mg", "mg")),
        ("choice", "'a'", "a"),
        ("choice", "'zz'", None),
        ("open-choice", "'zz'", "zz"),
        ("integer", "(1 | 2).first()", 1),
        ("integer", "1 / 0", None),
        ("integer", "99999999999", None),
    ],
)
def test_a_result_is_brought_to_the_kind_of_its_item(kind: str, expression: str, value: object) -> None:
    more = {"options": "a b"} if "choice" in kind else {}
    found = Scenario(form_of(calculated(expression, kind, **more))).value("made")
    if isinstance(found, Coded):
        found = found.code
    if isinstance(found, Quantity) and isinstance(value, Quantity):
        found, value = (found.value, found.code), (value.value, value.code)
    assert found == value and (value is None or type(found) is type(value))


def test_decimals_are_rounded_to_the_items_limit() -> None:
    two = [{"url": "http://hl7.org/fhir/StructureDefinition/maxDecimalPlaces", "valueInteger": 2}]
    assert Scenario(form_of(calculated("2 / 3", extension=two))).value("made") == Decimal("0.67")


def test_a_persons_answer_goes_before_a_calculated_one() -> None:
    form = form_of(q("a", "integer"), q("made", "integer", extension=[fhirpath("calculatedExpression", of("a"))]))
    visit = Scenario(form).says("a", 2)
    assert visit.value("made") == 2
    assert visit.says("made", 9).says("a", 3).value("made") == 9
    assert visit.clears("made").value("made") == 3


def test_a_read_only_result_cannot_be_answered() -> None:
    form = form_of(q("a", "integer"), calculated(of("a"), "integer"))
    visit = Scenario(form).says("a", 2).says("made", 9)
    assert visit.value("made") == 2


def test_a_hidden_answer_is_not_calculated_with() -> None:
    form = form_of(q("gate", "boolean"), q("a", "integer", when=("gate", "=", True)), calculated(of("a"), "integer"))
    visit = Scenario(form).says("gate", True).says("a", 2)
    assert visit.value("made") == 2
    assert visit.says("gate", False).value("made") is None
    assert visit.says("gate", True).value("made") == 2


def test_each_row_calculates_for_itself() -> None:
    double = fhirpath("calculatedExpression", of("n") + " * 2")
    row = q("row", "group", q("n", "integer"), q("double", "integer", extension=[double], readOnly=True), repeats=True)
    visit = Scenario(form_of(row, calculated(of("double") + ".sum()", "integer")))
    one, two = visit.adds("row", n=1), visit.adds("row", n=20)
    assert (visit.value("double", one), visit.value("double", two), visit.value("made")) == (2, 40, 42)
    visit.removes("row", one)
    assert visit.value("made") == 40


def test_variables_of_the_form_and_of_a_row() -> None:
    row = q("row", "group", q("n", "integer"), q("next", "integer", extension=[fhirpath("calculatedExpression", "%here + %top")]),
            repeats=True, extension=[variable("here", "%context.item.where(linkId='n').answer.value")])  # fmt: skip
    form = form_of(q("base", "integer"), row, extension=[variable("top", of("base"))])
    visit = Scenario(form).says("base", 100)
    one, two = visit.adds("row", n=1), visit.adds("row", n=2)
    assert (visit.value("next", one), visit.value("next", two)) == (101, 102)
    assert visit.says("base", 200).value("next", two) == 202


def test_a_variable_of_the_form_sees_all_rows_from_each_of_them() -> None:
    share = [fhirpath("calculatedExpression", "%all.sum()")]
    row = q("row", "group", q("n", "integer"), q("sum", "integer", extension=share, readOnly=True), repeats=True)
    visit = Scenario(form_of(row, extension=[variable("all", of("n"))]))
    one, two = visit.adds("row", n=1), visit.adds("row", n=2)
    assert (visit.value("sum", one), visit.value("sum", two)) == (3, 3)
    visit.says("n", 5, rows=two)
    assert (visit.value("sum", one), visit.value("sum", two)) == (6, 6)


def test_an_expression_can_open_a_question() -> None:
    opens = [fhirpath("enableWhenExpression", f"{of('a')}.sum() >= 3")]
    visit = Scenario(form_of(q("a", "integer", repeats=True), q("b", extension=opens)))
    assert "b" not in visit.says("a", 1, 1).asked
    assert "b" in visit.says("a", 1, 2).asked


def test_an_expression_that_walks_the_tree_sees_only_what_is_asked() -> None:
    count = "%resource.descendants().where(linkId.startsWith('x')).answer.count()"
    form = form_of(q("gate", "boolean"), q("x1"), q("x2", when=("gate", "=", True)), calculated(count, "integer"))
    visit = Scenario(form).says("gate", True).says("x1", "one").says("x2", "two")
    assert visit.value("made") == 2
    assert visit.says("gate", False).value("made") == 1


def test_a_circle_comes_to_rest_and_is_the_same_whatever_the_way() -> None:
    a = q("a", "integer", extension=[fhirpath("calculatedExpression", of("b") + " + 1")])
    b = q("b", "integer", extension=[fhirpath("calculatedExpression", of("a") + " - 1")])
    visit = Scenario(form_of(a, b, strict=False))
    assert visit.says("a", 5).value("b") == 4
    assert visit.clears("a").says("b", 7).value("a") == 8
    assert visit.clears("b").value("a") is None


def test_the_day_is_the_day_of_the_visit() -> None:
    visit = Scenario(form_of(q("born", "date"), calculated(of("born") + ".age()", "integer"))).says("born", "1991-05-02")
    assert visit.value("made") == 34


def test_a_constraint_is_told_in_the_authors_words() -> None:
    parts = [{"url": "key", "valueId": "days"}, {"url": "severity", "valueCode": "error"},
             {"url": "expression", "valueString": of("clear") + " + " + of("bad") + " <= 31"},
             {"url": "human", "valueString": "A month has 31 days."}]  # fmt: skip
    constraint = {"url": "http://hl7.org/fhir/StructureDefinition/questionnaire-constraint", "extension": parts}
    visit = Scenario(form_of(q("clear", "integer"), q("bad", "integer", extension=[constraint])))
    assert visit.says("clear", 10).says("bad", 20).problems == []
    assert visit.says("bad", 25).problems == [("bad", "invariant")]
    (problem,) = visit.reading.problems()
    assert problem.facts["human"].say("en") == "A month has 31 days."


def test_an_answer_hidden_in_its_row_is_not_calculated_with() -> None:
    row = q("row", "group", q("gate", "boolean"), q("n", "integer", when=("gate", "=", True)), repeats=True)
    visit = Scenario(form_of(row, calculated(of("n") + ".sum()", "integer")))
    one, _two = visit.adds("row", gate=True, n=1), visit.adds("row", gate=True, n=20)
    assert visit.value("made") == 21
    assert visit.says("gate", False, rows=one).value("made") == 20


def test_equal_in_python_is_not_the_same_to_an_expression() -> None:
    assert same((1, "a"), (1, "a")) and not same((1,), (True,))
    assert not same((Decimal("1.0"),), (Decimal("1.00"),)) and not same((1,), (Decimal(1),))


def test_what_only_the_engine_answers_cannot_be_declined() -> None:
    form = form_of(q("a", "integer"), calculated(of("a"), "integer"))
    visit = Scenario(form).declines("made")
    assert visit.reading.cell("made").absent is None and visit.response.get("item") is None
    assert visit.says("a", 2).value("made") == 2
