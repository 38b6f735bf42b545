"""Bridge: our typed values as the expression language sees them, and its results as answers of an item."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

from intake.ask.fhirpath import values as path
from intake.ask.form import Item
from intake.ask.words import Text
from intake.hear.kinds import option_value, read_boolean
from intake.hear.values import (
    DIGITS,
    Attachment,
    Coded,
    Misheard,
    Moment,
    PartialDate,
    Quantity,
    Value,
    read_date,
    read_moment,
    read_time,
)

PLACES = 8
"""Decimals kept of a calculated number when its item names no limit (the precision FHIRPath promises)."""

ORDINAL = "http://hl7.org/fhir/StructureDefinition/ordinalValue"


def to_path(values: Iterable[Value]) -> tuple[Any, ...]:
    """The values as items of an expression's collection: FHIR primitives, dates, quantities, a coding as its dict."""
    return tuple(map(_to_path, values))


def _to_path(value: Value) -> Any:
    if isinstance(value, Coded):
        coding: dict[str, Any] = {"code": value.code}
        if value.system:
            coding["system"] = value.system
        if value.display:
            coding["display"] = value.display.source
        if value.ordinal is not None:
            coding["extension"] = [{"url": ORDINAL, "valueDecimal": value.ordinal}]
        return coding
    if isinstance(value, PartialDate):
        return path.FhirDate(str(value))
    if isinstance(value, Moment):
        return path.FhirTime(value.text) if ":" in value.text and "T" not in value.text else path.FhirDateTime(value.text)
    if isinstance(value, Quantity):
        return path.Quantity(value.value, value.unit, value.code, value.system)
    if isinstance(value, Attachment):
        return {"contentType": value.content_type, "data": value.data, "title": value.title}
    return value


def from_path(item: Item, results: Iterable[Any]) -> tuple[Value, ...]:
    """The results of an expression as answers of `item`, each brought to the item's kind; what cannot be is left out.

    An item that does not repeat takes the first.
    """
    made: list[Value] = []
    for result in results:
        value = _from_path(item, result)
        if value is not None:
            made.append(value)
            if not item.repeats:
                break
    return tuple(made)


def _from_path(item: Item, result: Any) -> Value | None:
    try:
        if item.kind == "boolean":
            return read_boolean({"true": True, "false": False}.get(result, result) if isinstance(result, str) else result)
        if item.kind == "integer":
            return _integer(result)
        if item.kind == "decimal":
            return _rounded(_number(result), PLACES if item.limits.decimals is None else item.limits.decimals)
        if item.kind == "quantity":
            return _quantity(item, result)
        if item.kind == "date":
            return read_date(str(result).partition("T")[0])
        if item.kind == "dateTime":
            return read_moment(str(result))
        if item.kind == "time":
            return read_time(str(result))
        if item.kind in ("choice", "open-choice"):
            return _choice(item, result)
        if item.kind == "attachment":
            return None
        return _text(result)
    except (Misheard, InvalidOperation):
        return None


def _number(result: Any) -> Decimal:
    if isinstance(result, path.Quantity):
        result = result.value
    if isinstance(result, bool) or not isinstance(result, int | Decimal | str):
        raise Misheard("invalidAnswerType", "number")
    number = Decimal(result)
    if not number.is_finite() or abs(number.adjusted()) > DIGITS:
        raise Misheard("invalidAnswerType", "long")
    return number


def _rounded(number: Decimal, places: int) -> Decimal:
    """Half up, as people round; no trailing zeros beyond what was there."""
    if number == number.to_integral_value() and number.as_tuple().exponent >= 0:
        return number
    places = max(0, min(places, DIGITS - max(number.adjusted(), 0) - 1))
    rounded = number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return rounded if rounded.as_tuple().exponent >= number.as_tuple().exponent else number


def _integer(result: Any) -> int:
    number = int(_number(result).quantize(Decimal(1), ROUND_HALF_UP))
    if not -(2**31) <= number < 2**31:
        raise Misheard("invalidAnswerType", "long")
    return number


def _quantity(item: Item, result: Any) -> Quantity:
    places = PLACES if item.limits.decimals is None else item.limits.decimals
    if isinstance(result, path.Quantity) and (result.unit or result.code):
        return Quantity(_rounded(result.value, places), result.unit or result.code or "", result.code, result.system)
    number = _rounded(_number(result), places)
    unit = item.units[0] if item.units else None
    return Quantity(number, unit.display.source or unit.code, unit.code, unit.system) if unit else Quantity(number)


def _choice(item: Item, result: Any) -> Value | None:
    if isinstance(result, dict):
        code, system, display = result.get("code"), result.get("system"), result.get("display")
        for option in item.options:
            value = option_value(option)
            if isinstance(value, Coded) and value.code == code and system in (None, option.system):
                return value
        if isinstance(code, str) and code and (item.kind == "open-choice" or not item.options):
            return Coded(code, Text(display if isinstance(display, str) else code), system if isinstance(system, str) else None)
        return None
    text = _text(result)
    for option in item.options:
        if text is not None and text in (option.code, option.display.source):
            return option_value(option)
    return text if item.kind == "open-choice" or not item.options else None


def _text(result: Any) -> str | None:
    if isinstance(result, bool):
        return "true" if result else "false"
    if isinstance(result, Decimal):
        return path.plain(result)
    if isinstance(result, dict):
        words = result.get("display") or result.get("text") or result.get("code")
        return words if isinstance(words, str) else None
    return str(result) or None


def same(one: tuple[Any, ...], other: tuple[Any, ...]) -> bool:
    """Are two collections the same for every expression? 1 and True, 2 and 2.0 are equal in Python and are not the same."""
    if one is other:
        return True
    if len(one) != len(other) or one != other:
        return False
    return all(type(a) is type(b) and (not isinstance(a, Decimal | path.Quantity) or repr(a) == repr(b)) for a, b in zip(one, other, strict=True))
