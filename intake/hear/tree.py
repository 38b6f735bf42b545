"""Tree: a state of a form as the items of a FHIR QuestionnaireResponse. Only what is asked; nothing hidden gets in."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from intake.ask.form import OURS, Item
from intake.hear.values import Attachment, Coded, Moment, PartialDate, Quantity, Value

ABSENT = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"
CALCULATED = OURS + "calculated"
ORDINAL = "http://hl7.org/fhir/StructureDefinition/ordinalValue"
ORIGINAL = "http://hl7.org/fhir/StructureDefinition/originalText"
"""The standard extension for what a person wrote, on the coding it was understood as."""

Json = dict[str, Any]


def response_items(view: Any, language: str = "") -> list[Json]:
    """The `item` of a QuestionnaireResponse for what is asked and answered in a `View`, in document order.

    With a `language`, items carry their text. A row carries its row id as element id. Nested items of a question stand
    under its first answer, once; under an empty answer where the question itself is blank. A declined question has an
    answer with data-absent-reason only. A calculated answer to a question that people may answer too is marked.
    """
    return _Writer(view, language).below(view.plan.form.roots, ())


def response_item(view: Any, slot: int, rows: tuple[str, ...]) -> Json | None:
    """The one entry of an item (of a row, when `rows` ends with a row of the repeating group); None where it has none."""
    if slot < 0:
        return None
    item, depth = view.plan.items[slot], view.plan.depth[slot]
    if len(rows) > depth:
        return {"linkId": item.link_id, "item": _Writer(view, "").below(item.children, rows)}
    made = _Writer(view, "").below((slot,), rows)
    return made[0] if made else {"linkId": item.link_id}


class _Writer:
    """Writes items, children within."""

    def __init__(self, view: Any, language: str) -> None:
        self.view, self.language = view, language

    def below(self, slots: tuple[int, ...], rows: tuple[str, ...]) -> list[Json]:
        view, made = self.view, []
        items, board, gated = view.plan.items, view.board, view.plan.gated
        for slot in slots:
            item = items[slot]
            look = view.look(slot, rows) if rows else board[slot]
            if item.kind == "display" or (gated[slot] and not look.own):
                continue
            if item.kind != "group":
                entry = self.question(item, look, rows)
                if entry is not None:
                    made.append(entry)
            elif item.repeats:
                for row in view.answers.row_ids(item.link_id, rows):
                    made.append(_entry(item, self.language, row) | _some(self.below(item.children, (*rows, row))))
            elif inner := self.below(item.children, rows):
                made.append(_entry(item, self.language) | {"item": inner})
        return made

    def question(self, item: Item, look: Any, rows: tuple[str, ...]) -> Json | None:
        values = self.view.answer(look)
        inner = self.below(item.children, rows) if item.children else None
        if values:
            answers = [answer_to_fhir(item, value) for value in values]
            if not look.heard.values and not self.view.plan.engine_made[item.slot]:
                answers = [{"extension": [{"url": CALCULATED, "valueBoolean": True}]} | answer for answer in answers]
        elif look.heard.absent is not None:
            answers = [{"extension": [{"url": ABSENT, "valueCode": look.heard.absent.value}]}]
        elif inner:
            answers = [{}]
        else:
            return None
        if inner:
            answers[0]["item"] = inner
        entry = _entry(item, self.language)
        entry["answer"] = answers
        return entry


def _some(inner: list[Json]) -> Json:
    return {"item": inner} if inner else {}


def _entry(item: Item, language: str, row: str = "") -> Json:
    entry: Json = {"id": row, "linkId": item.link_id} if row else {"linkId": item.link_id}
    if language and item.text.source:
        entry["text"] = item.text.say(language)
    return entry


def answer_to_fhir(item: Item, value: Value) -> Json:
    """One typed value as a FHIR answer: {"valueInteger": 20}. Quantities keep their unit, partial dates their precision."""
    if isinstance(value, Coded):
        return {"valueCoding": _coding(value)}
    if isinstance(value, bool):
        return {"valueBoolean": value}
    if isinstance(value, int):
        return {"valueDecimal" if item.kind == "decimal" else "valueInteger": value}
    if isinstance(value, Decimal):
        return {"valueDecimal": json_number(value)}
    if isinstance(value, str):
        if item.kind == "reference":
            return {"valueReference": {"reference" if "/" in value and " " not in value else "display": value}}
        return {"valueUri" if item.kind == "url" else "valueString": value}
    if isinstance(value, PartialDate):
        return {"valueDate": str(value)}
    if isinstance(value, Moment):
        return {"valueTime" if item.kind == "time" else "valueDateTime": value.text}
    if isinstance(value, Quantity):
        return {"valueQuantity": _quantity(value)}
    return {"valueAttachment": _attachment(value)}


def _coding(value: Coded) -> Json:
    coding: Json = {}
    said = [{"url": ORDINAL, "valueDecimal": json_number(value.ordinal)}] if value.ordinal is not None else []
    if value.typed:
        said.append({"url": ORIGINAL, "valueString": value.typed})
    if said:
        coding["extension"] = said
    if value.system:
        coding["system"] = value.system
    coding["code"] = value.code
    if value.display.source:
        coding["display"] = value.display.source
    return coding


def _quantity(value: Quantity) -> Json:
    made: Json = {"value": json_number(value.value)}
    for key, word in (("unit", value.unit), ("system", value.system), ("code", value.code)):
        if word:
            made[key] = word
    return made


def _attachment(value: Attachment) -> Json:
    made: Json = {"contentType": value.content_type, "data": value.data}
    if value.title:
        made["title"] = value.title
    return made


def json_number(number: Decimal) -> int | float:
    """The number as JSON carries it; answers are short enough to come back the same."""
    return int(number) if number.as_tuple().exponent >= 0 else float(number)
