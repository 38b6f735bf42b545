"""Limits: the bounds, lengths, patterns, counts and units an author gives an answer."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from intake.ask import extensions as ext
from intake.ask.form import Limits, Unit
from intake.ask.nodes import Node
from intake.ask.notes import Notes
from intake.ask.patterns import MAX_PATTERN, PatternError, compiled
from intake.ask.valuesets import Contained
from intake.ask.words import Text

_DATES = frozenset(("date", "dateTime", "time"))
_NUMBERS = frozenset(("integer", "decimal", "quantity"))
_NONE = Limits()


def units(node: Node, contained: Contained, notes: Notes) -> tuple[Unit, ...]:
    """The units of a number, the usual one first."""
    found = node.found
    made: dict[str, Unit] = {}
    for name in ("unit", "unitOption"):
        for extension in found.get(name, ()):
            coding = extension.get("valueCoding", {})
            code = coding.get("code") or coding.get("display", "")
            if code:
                made.setdefault(code, Unit(code, ext.said(coding.get("display") or code, coding.get("_display")), coding.get("system")))
    for extension in found.get("unitValueSet", ()):
        canonical = extension.get("valueCanonical") or extension.get("valueUri") or ""
        expansion = contained.expand(canonical)
        if expansion is None:
            notes.warning("noValueSet", node.pointer, name=canonical[:120])
            continue
        for concept in expansion.codings:
            display = ext.said(concept.get("display") or concept["code"], concept.get("_display"))
            made.setdefault(concept["code"], Unit(concept["code"], display, concept.get("system")))
    if not made and node.kind == "quantity":
        for value in node.raw.get("initial", ()):
            quantity = value.get("valueQuantity")
            if isinstance(quantity, dict) and (quantity.get("unit") or quantity.get("code")):
                code = str(quantity.get("code") or quantity["unit"])
                made[code] = Unit(code, Text(str(quantity.get("unit") or code)), quantity.get("system"))
    if not made and "unit" in node.ends:
        made[""] = Unit("", node.ends["unit"], None)
    return tuple(made.values())


def limits(node: Node, notes: Notes) -> Limits:
    """What an answer may be: bounds, lengths, decimals, pattern, counts. Limits that make no sense for the kind are noted."""
    found, raw = node.found, node.raw
    given: dict[str, Any] = {}
    if "maxLength" in raw:
        given["max_length"] = raw["maxLength"]
    if found:
        for name, key in _COUNTS.items():
            if name in found:
                value = ext.count(found, name)
                if value is None:
                    notes.error("limitValue", node.pointer, name=name)
                else:
                    given[key] = value
        for name, key in _BOUNDS:
            if name in found:
                bound = _bound(node, found[name][0], name, notes)
                if bound is not None:
                    given[key] = bound
        if "regex" in found:
            _pattern(node, given, notes)
        if "mimeType" in found:
            given["mime_types"] = tuple(word for e in found["mimeType"] if (word := e.get("valueCode") or e.get("valueString")))
        if "maxSize" in found:
            megabytes = ext.number(found["maxSize"][0])
            if megabytes is not None:
                given["max_bytes"] = int(megabytes * 1_000_000)
    for low, high in (("min", "max"), ("min_length", "max_length"), ("min_count", "max_count")):
        if low in given and high in given and given[low] > given[high]:
            notes.error("limitsCrossed", node.pointer, low=str(given[low]), high=str(given[high]))
            del given[low], given[high]
    return Limits(**given) if given else _NONE


_COUNTS = {"minLength": "min_length", "maxDecimalPlaces": "decimals", "minOccurs": "min_count", "maxOccurs": "max_count"}
_BOUNDS = (("minValue", "min"), ("maxValue", "max"), ("minQuantity", "min"), ("maxQuantity", "max"))


def _bound(node: Node, extension: Mapping[str, Any], name: str, notes: Notes) -> Decimal | str | None:
    written = [key for key in extension if key.startswith("value")]
    if not written or "valueExpression" in extension:
        notes.info("computedLimit", node.pointer, name=name)
        return None
    if node.kind in _NUMBERS:
        number = ext.number(extension)
        if number is not None:
            return number
    elif node.kind in _DATES:
        words = next((extension[key] for key in ("valueDate", "valueDateTime", "valueTime") if key in extension), None)
        if isinstance(words, str):
            return words
    notes.error("limitType", node.pointer, name=name, kind=node.kind)
    return None


def _pattern(node: Node, given: dict[str, Any], notes: Notes) -> None:
    pattern = str(node.found["regex"][0].get("valueString", ""))
    if len(pattern) > MAX_PATTERN:
        notes.refuse("patternLong", node.pointer, count=len(pattern), limit=MAX_PATTERN)
        return
    try:
        compiled(pattern)
    except PatternError as error:
        notes.error("pattern", node.pointer, reason=str(error)[:120])
        return
    given["pattern"] = pattern
