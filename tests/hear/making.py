"""Making: random forms and random visits for the property tests: conditions, rows in rows, calculations, circles, garbage."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from intake.ask.form import Form
from intake.hear.answers import Absent, Answers, Where
from tests.hear.scenario import DAY, fhirpath, form_of, q, variable

KINDS = ("boolean", "integer", "decimal", "string", "choice", "open-choice", "date", "quantity", "text", "time", "attachment")
CODES = ("a", "b", "none")

EXPRESSIONS = (
    "%resource.item.where(linkId='{0}').answer.value",
    "%resource.descendants().where(linkId='{0}').answer.value.first()",
    "%resource.repeat(item).where(linkId='{0}').answer.value.count()",
    "iif(%resource.descendants().where(linkId='{0}').answer.exists(), 1, 2)",
    "%resource.descendants().where(linkId='{0}').answer.value = true",
    "%context.item.where(linkId='{0}').answer.value",
    "%resource.item.answer.count()",
    "%resource.descendants().where(linkId.startsWith('q')).answer.value.ofType(integer).sum()",
    "%v + 1",
    "%w.exists() and %v.exists().not()",
    "today()",
    "'x' + %v.toString()",
)


@st.composite
def forms(draw: Any) -> Form:
    """A form of up to a dozen items. Conditions and expressions may point anywhere, so circles happen."""
    count = draw(st.integers(2, 10))
    names = [f"q{n}" for n in range(count)]
    places: list[list[dict[str, Any]]] = [[]]  # open groups; the last is where the next item goes
    root = places[0]
    for name in names:
        item = draw(_item(name, names))
        places[-1].append(item)
        if item["type"] == "group":
            item["item"] = []
            places.append(item["item"])
        elif draw(st.integers(0, 9)) == 0:
            item["item"] = []
            places.append(item["item"])
        if len(places) > 1 and draw(st.integers(0, 3)) == 0:
            places.pop()
    variables = [variable("v", draw(_expression(names))), variable("w", draw(_expression(names)))]
    return form_of(*root, extension=draw(st.sampled_from(([], variables))), strict=False)


@st.composite
def _item(draw: Any, name: str, names: list[str]) -> dict[str, Any]:
    kind = draw(st.sampled_from((*KINDS, "group", "group", "integer", "choice", "display")))
    more: dict[str, Any] = {}
    if kind == "group" or kind in ("choice", "string", "integer"):
        more["repeats"] = draw(st.booleans())
    if kind in ("choice", "open-choice"):
        more["options"] = " ".join(CODES)
    if kind not in ("display",) and draw(st.integers(0, 3)) == 0:
        more["required"] = True
    if draw(st.integers(0, 2)) == 0:
        more["when"] = draw(st.lists(_condition(names), min_size=1, max_size=3))
        more["enableBehavior"] = draw(st.sampled_from(("any", "all")))
    extensions = []
    if draw(st.integers(0, 5)) == 0:
        extensions.append(fhirpath("enableWhenExpression", draw(_expression(names))))
    if kind not in ("group", "display") and draw(st.integers(0, 3)) == 0:
        extensions.append(fhirpath("calculatedExpression", draw(_expression(names))))
        more["readOnly"] = draw(st.booleans())
    if draw(st.integers(0, 7)) == 0:
        extensions.append(variable(draw(st.sampled_from("vw")), draw(_expression(names))))
    if extensions:
        more["extension"] = extensions
    return q(name, kind, **more)


def _condition(names: list[str]) -> st.SearchStrategy[tuple[str, str, Any]]:
    simple = st.tuples(
        st.sampled_from(names),
        st.sampled_from(("=", "!=", ">", "<", ">=", "<=")),
        st.sampled_from((True, False, 1, 5, 2.5, "a", "none", "2019-04")),
    )
    return st.one_of(simple, st.tuples(st.sampled_from(names), st.just("exists"), st.booleans()))


def _expression(names: list[str]) -> st.SearchStrategy[str]:
    return st.builds(str.format, st.sampled_from(EXPRESSIONS), st.sampled_from(names))


@st.composite
def circles(draw: Any) -> Form:
    """A few numbers that calculate and open one another, mostly in circles: where an order of evaluation can go wrong."""
    names = [f"q{n}" for n in range(draw(st.integers(2, 4)))]
    of = "%resource.descendants().where(linkId='{0}').answer.value"
    shapes = (of + " + 1", of + " - 1", of, "%resource.item.answer.value.sum()", "iif(" + of + ".exists(), 1, {{}})")
    items = []
    for name in names:
        extension = []
        if draw(st.integers(0, 3)):
            extension.append(fhirpath("calculatedExpression", draw(st.sampled_from(shapes)).format(draw(st.sampled_from(names)))))
        more: dict[str, Any] = {"when": [draw(_condition(names))]} if draw(st.integers(0, 2)) == 0 else {}
        items.append(q(name, "integer", extension=extension, readOnly=draw(st.integers(0, 4)) == 0, **more))
    return form_of(*items, strict=False)


ROWED = ("q0", "q1", "q2", "q3", "q4", "q5")


@st.composite
def rowed(draw: Any) -> Form:
    """Rows in rows: q1, q2 and the rows h of q3, q4 stand in the rows g; q0 before and q5 after. All may look at all."""
    of = "%resource.descendants().where(linkId='{0}').answer.value"
    shapes = (of + ".sum()", of + ".count()", "%context.item.where(linkId='{0}').answer.value", "%v.sum()", "iif(%v.exists(), %v.count(), 0)")

    def number(name: str) -> dict[str, Any]:
        more: dict[str, Any] = {}
        if draw(st.booleans()):
            before = [other for other in ROWED if other < name] or [name]
            more["when"] = [(draw(st.sampled_from(before)), draw(st.sampled_from(("=", ">", "!="))), draw(st.integers(0, 2)))]
        if draw(st.integers(0, 2)) == 0:
            expression = draw(st.sampled_from(shapes)).format(draw(st.sampled_from(ROWED)))
            more["extension"] = [fhirpath("calculatedExpression", expression)]
        elif draw(st.integers(0, 3)) == 0:
            more["extension"] = [fhirpath("enableWhenExpression", "%v.count() > 1")]
        return q(name, "integer", **more)

    def place(name: str) -> dict[str, Any]:
        return {"extension": [variable("v", of.format(name))]}

    inner = q("h", "group", number("q3"), number("q4"), repeats=True, **draw(st.sampled_from(({}, place("q3")))))
    outer = q("g", "group", number("q1"), number("q2"), inner, repeats=True, **draw(st.sampled_from(({}, place("q1")))))
    return form_of(number("q0"), outer, number("q5"), strict=False, **place(draw(st.sampled_from(ROWED))))


@st.composite
def row_steps(draw: Any) -> list[tuple[Any, ...]]:
    """Mostly rows that come and go, and small numbers in them."""
    add = st.tuples(st.just("add"), st.sampled_from(("g", "h")), st.integers(0, 2), st.sampled_from(("1", "2", "3")))
    answer = st.tuples(st.just("answer"), st.sampled_from(ROWED), st.integers(0, 3), st.sampled_from(((), (0,), (1,), (2,))))
    remove = st.tuples(st.just("remove"), st.sampled_from(("g", "h")), st.integers(0, 2), st.just("1"))
    first = [("add", "g", 0, "1"), ("add", "h", 0, "1")]
    return first + draw(st.lists(st.one_of(answer, answer, answer, add, remove), min_size=2, max_size=12))


RAWS = st.one_of(
    st.booleans(),
    st.integers(-3, 12),
    st.sampled_from((0.5, 2.5, 1e300, float("nan"), float("inf"), 10**30)),
    st.sampled_from(("a", "b", "none", "2019", "2019-04", "2019-02-30", "12,5", "1,234", "7", "", " ", "x" * 200, "10:30", "\ud800", "two\nlines")),
    st.text(max_size=6),
    st.sampled_from(({"value": "72.5", "unit": "kg"}, {"value": 3}, {}, {"code": "a", "system": "s"}, {"code": 5}, {"data": "AA=="})),
    st.just({"contentType": "image/png", "data": "iVBORw0KGgo="}),
    st.just(Absent.DECLINED),
)


@st.composite
def steps(draw: Any, form: Form) -> list[tuple[Any, ...]]:
    """What happens in a visit: ("answer", linkId, raws) / ("add", group) / ("remove", group, place) / ("stray", Where, raws).

    Which row is meant is a number, taken modulo the rows there are.
    """
    links = [item.link_id for item in form.items]
    groups = [item.link_id for item in form.items if item.is_group and item.repeats]
    kinds = ["answer"] * 6 + (["add", "add", "remove"] if groups else []) + ["stray"]
    made: list[tuple[Any, ...]] = []
    for _ in range(draw(st.integers(1, 8))):
        kind = draw(st.sampled_from(kinds))
        where = draw(st.integers(0, 5))
        if kind == "answer":
            raws = draw(st.one_of(st.just(()), st.tuples(st.integers(0, 9)), st.lists(RAWS, max_size=3).map(tuple)))
            made.append((kind, draw(st.sampled_from(links)), where, raws))
        elif kind == "stray":
            made.append((kind, draw(st.sampled_from((*links, "unknown"))), ("zz",), tuple(draw(st.lists(RAWS, max_size=1)))))
        else:
            made.append((kind, draw(st.sampled_from(groups)), where, draw(st.sampled_from(("1", "2", "3")))))
    return made


def do(form: Form, answers: Answers, step: tuple[Any, ...]) -> Answers:
    """The answers after one step; a step that has no place changes nothing."""
    kind, link_id, where, what = step
    if kind == "stray":
        return answers.with_given(Where(link_id, where), what)
    rows = row_of(form, answers, link_id, where)
    if rows is None:
        return answers
    if kind == "answer":
        return answers.with_given(Where(link_id, rows), what)
    ids = answers.row_ids(link_id, rows)
    if kind == "add":
        return answers if what in ids else answers.with_row(link_id, rows, what)
    if not ids:
        return answers
    slot = form.index[link_id]
    inside = frozenset(item.link_id for item in form.items if slot in item.repeating)
    return answers.without_row(link_id, (*rows, ids[where % len(ids)]), inside)


def row_of(form: Form, answers: Answers, link_id: str, number: int) -> tuple[str, ...] | None:
    """Some row in which an item stands; None when there is none."""
    rows: tuple[str, ...] = ()
    for group in form.item(link_id).repeating:
        ids = answers.row_ids(form.items[group].link_id, rows)
        if not ids:
            return None
        rows = (*rows, ids[number % len(ids)])
    return rows


def start() -> Answers:
    return Answers.start(DAY)
