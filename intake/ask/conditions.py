"""Conditions: enableWhen resolved to slots, its answer checked against the question it asks about."""

from __future__ import annotations

import difflib
from decimal import Decimal
from typing import Any

from intake.ask.form import Option, When
from intake.ask.nodes import Flat, Node
from intake.ask.notes import Notes

OPERATORS = ("exists", "=", "!=", ">", "<", ">=", "<=")
_ORDERED = frozenset(("integer", "decimal", "date", "dateTime", "time", "quantity"))
_ANSWERS: dict[str, frozenset[str]] = {
    "answerBoolean": frozenset(("boolean",)),
    "answerInteger": frozenset(("integer", "decimal", "quantity", "choice", "open-choice")),
    "answerDecimal": frozenset(("integer", "decimal", "quantity")),
    "answerDate": frozenset(("date", "dateTime", "choice", "open-choice")),
    "answerDateTime": frozenset(("date", "dateTime")),
    "answerTime": frozenset(("time", "choice", "open-choice")),
    "answerString": frozenset(("string", "text", "url", "choice", "open-choice", "reference")),
    "answerCoding": frozenset(("choice", "open-choice")),
    "answerQuantity": frozenset(("quantity", "integer", "decimal")),
    "answerReference": frozenset(("reference",)),
}


def conditions(node: Node, flat: Flat, options: list[tuple[Option, ...]], notes: Notes) -> tuple[When, ...]:
    """The conditions of an item. One that cannot be understood is an error and left out (the question is then asked)."""
    made = []
    for place, raw in enumerate(node.raw.get("enableWhen", ())):
        pointer = f"{node.pointer}/enableWhen/{place}"
        question = raw.get("question", "")
        slot = flat.index.get(question)
        operator = "exists" if "hasAnswer" in raw else raw.get("operator", "=" if _stu3(raw) else "")
        if operator not in OPERATORS:
            notes.error("conditionOperator", f"{pointer}/operator", operator=operator[:20])
            continue
        found = [(key, raw[key]) for key in raw if key in _ANSWERS]
        if "hasAnswer" in raw:
            found = [("answerBoolean", raw["hasAnswer"])]
        if len(found) != 1:
            notes.error("conditionAnswer", pointer, count=len(found))
            if not found:
                continue
        if slot is None:
            near = difflib.get_close_matches(question, flat.index, n=1)
            notes.error("conditionUnknown", f"{pointer}/question", question=question[:120], near=near[0] if near else "")
            made.append(When(None, operator, _plain(*found[0])))
            continue
        when = _resolve(slot, operator, *found[0], flat.nodes[slot], options[slot], pointer, notes)
        if when is not None:
            made.append(when)
            if slot > node.slot:
                notes.warning("conditionForward", f"{pointer}/question", question=question[:120])
    return tuple(made)


def _stu3(raw: Any) -> bool:
    return "operator" not in raw and any(key in raw for key in _ANSWERS)


def _resolve(
    slot: int, operator: str, key: str, value: Any, target: Node, options: tuple[Option, ...], pointer: str, notes: Notes
) -> When | None:
    if target.kind in ("group", "display"):
        notes.error("conditionGroup", f"{pointer}/question", question=target.link_id[:120], kind=target.kind)
        return None
    if operator == "exists":
        if not isinstance(value, bool):
            notes.error("conditionExists", pointer)
            return None
        return When(slot, operator, value)
    if target.kind not in _ANSWERS[key] or (operator not in ("=", "!=") and target.kind not in _ORDERED):
        notes.error("conditionType", pointer, question=target.link_id[:120], kind=target.kind, operator=operator, answer=key)
        return None
    if target.kind in ("choice", "open-choice"):
        return _choice(slot, operator, key, value, target, options, pointer, notes)
    answer = _plain(key, value)
    if answer is None:
        notes.error("conditionAnswer", pointer, count=0)
        return None
    return When(slot, operator, answer)


def _choice(
    slot: int, operator: str, key: str, value: Any, target: Node, options: tuple[Option, ...], pointer: str, notes: Notes
) -> When | None:
    system = None
    if key == "answerCoding":
        code, system, display = value.get("code", ""), value.get("system"), value.get("display", "")
    else:
        code, display = str(value), str(value)
    for option in options:
        if option.code in (code, f"{system or ''}|{code}") and (system is None or option.system in (None, system)):
            return When(slot, operator, option.code, option.system if system else None)
    for option in options:
        if code and option.code == code:  # the right code of another system: what the author plainly meant
            notes.error("conditionSystem", pointer, question=target.link_id[:120], option=code[:80], system=str(system)[:120])
            return When(slot, operator, option.code)
    for option in options:
        if display and option.display.source == display:
            if key != "answerCoding" and option.value is None:
                notes.info("conditionByWords", pointer, question=target.link_id[:120], option=option.code[:80])
            return When(slot, operator, option.code)
    if not options:
        return When(slot, operator, code or display, system)
    if target.kind == "choice":
        near = difflib.get_close_matches(code, [option.code for option in options], n=1)
        notes.error("conditionOption", pointer, question=target.link_id[:120], option=code[:80], near=near[0] if near else "")
    return When(slot, operator, code or display, system)


def _plain(key: str, value: Any) -> Any:
    """The answer as the core compares it: bool, int, Decimal, text; a code for a coding."""
    if isinstance(value, dict):
        value = value.get("value") if key == "answerQuantity" else value.get("code") or value.get("reference") or value.get("display")
    return value if isinstance(value, (bool, int, Decimal, str)) else None
