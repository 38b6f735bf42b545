"""Scenario: a visit told in three lines. `visit.says("urgent-now", "none")`, then `.asked`, `.problems`, `.reading`."""

from __future__ import annotations

from datetime import date
from typing import Any

from intake.ask.compile import compile_form
from intake.ask.form import Form, Page
from intake.hear.answers import Where
from intake.hear.reading import Reading
from intake.hear.response import to_response
from intake.hear.session import Session

DAY = date(2026, 3, 16)


def form_of(*items: dict[str, Any], strict: bool = True, **more: Any) -> Form:
    """A form of these FHIR items."""
    data = {"resourceType": "Questionnaire", "url": "https://intake.example/test", "status": "active", "item": list(items)}
    return compile_form(data | more, strict=strict)


def q(link_id: str, kind: str = "string", *items: dict[str, Any], **more: Any) -> dict[str, Any]:
    """One FHIR item. `options="a b"` gives coded options; `when=("question", "=", value)` one condition or a list of them."""
    made: dict[str, Any] = {"linkId": link_id, "type": kind, "text": link_id}
    options = more.pop("options", "")
    if options:
        made["answerOption"] = [{"valueCoding": {"system": "s", "code": code, "display": code.title()}} for code in options.split()]
    when = more.pop("when", [])
    if when:
        made["enableWhen"] = [_when(*one) for one in ([when] if isinstance(when, tuple) else when)]
        if len(made["enableWhen"]) > 1:
            made.setdefault("enableBehavior", "all")
    if items:
        made["item"] = list(items)
    return made | more


def _when(question: str, operator: str, answer: Any) -> dict[str, Any]:
    key = "answerBoolean" if isinstance(answer, bool) else "answerInteger" if isinstance(answer, int) else "answerDecimal"
    if isinstance(answer, float):
        return {"question": question, "operator": operator, key: answer}
    if isinstance(answer, str):
        if answer[:4].isdigit():
            return {"question": question, "operator": operator, "answerDate": answer}
        return {"question": question, "operator": operator, "answerCoding": {"system": "s", "code": answer}}
    return {"question": question, "operator": operator, key: answer}


SDC = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-"


def fhirpath(name: str, expression: str) -> dict[str, Any]:
    """An SDC expression extension: name is calculatedExpression, enableWhenExpression, initialExpression."""
    return {"url": SDC + name, "valueExpression": {"language": "text/fhirpath", "expression": expression}}


def variable(name: str, expression: str) -> dict[str, Any]:
    return {
        "url": "http://hl7.org/fhir/StructureDefinition/variable",
        "valueExpression": {"name": name, "language": "text/fhirpath", "expression": expression},
    }


class Scenario:
    """One sitting that remembers itself: every verb is one tap. `visit.session` is the frozen session."""

    def __init__(self, form: Form, today: date = DAY, **more: Any) -> None:
        self.session = Session.start(form, today, **more)

    # -- verbs

    def says(self, link_id: str, *raw: Any, rows: tuple[str, ...] = ()) -> Scenario:
        self.session = self.session.answer(link_id, *raw, rows=rows)
        return self

    def declines(self, link_id: str, rows: tuple[str, ...] = ()) -> Scenario:
        self.session = self.session.decline(link_id, rows)
        return self

    def clears(self, link_id: str, rows: tuple[str, ...] = ()) -> Scenario:
        self.session = self.session.clear(link_id, rows)
        return self

    def adds(self, group: str, rows: tuple[str, ...] = (), **answers: Any) -> tuple[str, ...]:
        """One more row, with answers by linkId (`_` for `-`). Gives the row's path."""
        self.session = self.session.add_row(group, rows)
        path = (*rows, self.session.answers.row_ids(group, rows)[-1])
        for link_id, raw in answers.items():
            self.says(link_id.replace("_", "-"), *(raw if isinstance(raw, list) else [raw]), rows=path)
        return path

    def removes(self, group: str, path: tuple[str, ...]) -> Scenario:
        self.session = self.session.remove_row(group, path)
        return self

    def next(self) -> Scenario:
        self.session = self.session.next()
        return self

    def back(self) -> Scenario:
        self.session = self.session.back()
        return self

    def goes(self, link_id: str) -> Scenario:
        self.session = self.session.go(link_id)
        return self

    # -- what can be seen

    @property
    def reading(self) -> Reading:
        return self.session.reading

    @property
    def asked(self) -> list[str]:
        """The linkIds of the questions that are asked now, in document order, once each."""
        return list(dict.fromkeys(cell.where.link_id for cell in self.reading.walk() if cell.enabled and cell.item.is_question))

    @property
    def problems(self) -> list[tuple[str, str]]:
        """(linkId, code) of what is wrong or missing."""
        return [(problem.where.link_id, problem.code) for problem in self.reading.problems()]

    @property
    def missing(self) -> list[str]:
        """The linkIds that Next refused for."""
        return [problem.where.link_id for problem in self.session.missing]

    @property
    def here(self) -> Page:
        return self.session.here

    @property
    def pages(self) -> list[str]:
        return [page.key for page in self.session.pages]

    @property
    def response(self) -> dict[str, Any]:
        return to_response(self.reading)

    def value(self, link_id: str, rows: tuple[str, ...] = ()) -> Any:
        return self.reading.value(link_id, rows)

    def where(self, link_id: str, rows: tuple[str, ...] = ()) -> Where:
        return Where(link_id, rows)
