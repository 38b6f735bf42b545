"""Kinds: how the raw answer of each kind of item is understood, and refused: text, choices, quantities, attachments."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

from intake.ask.form import Item, Limits, Option, Unit
from intake.ask.medicines import Medicines
from intake.ask.patterns import PatternError, compiled
from intake.ask.words import Text
from intake.hear.values import Attachment, Coded, Misheard, Moment, PartialDate, Quantity, Value, mend, read_date, read_number

MAX_TEXT = 1024 * 1024  # FHIR string: at most 1 MB
MAX_ATTACHMENT = 5 * 1024 * 1024  # bytes, decoded
ATTACHMENT_TYPES = ("image/png", "image/jpeg", "application/pdf", "text/plain")


def between(limits: Limits) -> dict[str, str]:
    both = limits.min is not None and limits.max is not None
    dates = isinstance(limits.min if limits.min is not None else limits.max, str)
    return {"why": ("date" if dates else "") + ("between" if both else "")} if both or dates else {}


def read_boolean(raw: Any) -> bool:
    if not isinstance(raw, bool):
        raise Misheard("invalidAnswerType", "boolean")
    return raw


def read_text(raw: Any, one_line: bool = False) -> str:
    if not isinstance(raw, str):
        raise Misheard("invalidAnswerType", "text")
    if one_line and ("\n" in raw or "\r" in raw):
        raise Misheard("invalidNewLine")
    return mend(raw)


def read_url(raw: Any) -> str:
    text = read_text(raw)
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9+.\-]*:\S+", text):
        raise Misheard("invalidUrlValue")
    return text


def read_reference(raw: Any) -> str:
    """A reference is text here (we have no server to ask): `Patient/12`, an address, or the name a person typed."""
    if isinstance(raw, dict):
        raw = raw.get("reference") or raw.get("display")
    if not isinstance(raw, str) or not raw.strip():
        raise Misheard("invalidRefValue")
    return mend(raw)


def matcher(limits: Limits) -> Callable[[str], str]:
    """Checks a text against the author's pattern. One that RE2 does not know is a lint finding, not a refusal."""
    try:
        pattern = compiled(limits.pattern) if limits.pattern else None
    except PatternError:
        pattern = None

    def check(text: str) -> str:
        if pattern is not None and not pattern.fullmatch(text):
            raise Misheard("regex")
        return text

    return check


def in_time(value: PartialDate | Moment, limits: Limits) -> PartialDate | Moment:
    """Refused only when even the kindest meaning of a partial date is outside."""
    if isinstance(value, PartialDate):
        if isinstance(limits.min, str) and value.latest < read_date(limits.min[:10]).earliest:
            raise Misheard("minValue", between(limits)["why"], min=limits.min, max=limits.max)
        if isinstance(limits.max, str) and value.earliest > read_date(limits.max[:10]).latest:
            raise Misheard("maxValue", between(limits)["why"], min=limits.min, max=limits.max)
    elif isinstance(limits.min, str) and value.text[: len(limits.min)] < limits.min:
        raise Misheard("minValue", between(limits)["why"], min=limits.min, max=limits.max)
    elif isinstance(limits.max, str) and value.text[: len(limits.max)] > limits.max:
        raise Misheard("maxValue", between(limits)["why"], min=limits.min, max=limits.max)
    return value


def read_quantity(raw: Any, limits: Limits, units: tuple[Unit, ...]) -> Quantity:
    """A number with its unit as stated. A bare number takes the item's unit if there is just one."""
    said = raw if isinstance(raw, dict) else {"value": raw}
    if "value" not in said:
        raise Misheard("invalidAnswerType", "number")
    value = read_number(said["value"])
    stated = [word for word in (said.get("code"), said.get("unit")) if isinstance(word, str) and word]
    match = [u for u in units if any(word in (u.code, u.display.source) for word in stated)]
    if units and stated and not match or len(units) > 1 and not stated:
        raise Misheard("invalidUnit")
    unit = match[0] if match else units[0] if units and not stated else None
    if len(units) <= 1:
        if isinstance(limits.min, Decimal) and value < limits.min:
            raise Misheard("minValue", **{**between(limits), "min": limits.min, "max": limits.max})
        if isinstance(limits.max, Decimal) and value > limits.max:
            raise Misheard("maxValue", **{**between(limits), "min": limits.min, "max": limits.max})
    if unit is not None:
        return Quantity(value, mend(said.get("unit") or unit.display.source or unit.code), unit.code, unit.system)
    text = {key: mend(said[key]) if isinstance(said.get(key), str) else None for key in ("unit", "code", "system")}
    return Quantity(value, text["unit"] or "", text["code"], text["system"])


def read_attachment(raw: Any, limits: Limits) -> Attachment:
    """A drawing, photo or file of an allowed type, at most 5 MB (or the author's limit) once decoded."""
    if not isinstance(raw, dict) or not isinstance(raw.get("data"), str):
        raise Misheard("invalidAnswerType", "attachment")
    kind, data, title = raw.get("contentType"), raw["data"], raw.get("title", "")
    allowed = limits.mime_types or ATTACHMENT_TYPES
    if not isinstance(kind, str) or not (kind in allowed or kind.partition("/")[0] + "/*" in allowed):
        raise Misheard("invalidAttachmentType", types=", ".join(allowed))
    most = min(limits.max_bytes or MAX_ATTACHMENT, MAX_ATTACHMENT)
    if len(data) // 4 * 3 > most + 3:
        raise Misheard("maxAttachmentSize", max=_size(most))
    try:
        size = len(base64.b64decode(data, validate=True))
    except (binascii.Error, ValueError):
        raise Misheard("invalidAnswerType", "attachment") from None
    if size > most:
        raise Misheard("maxAttachmentSize", max=_size(most))
    if raw.get("size") not in (None, size):
        raise Misheard("attachmentSizeInconsistent")
    return Attachment(mend(kind), data, mend(title) if isinstance(title, str) else "")


def _size(count: int) -> str:
    return f"{count / 1024 / 1024:.3g} MB" if count >= 1024 * 1024 else f"{max(1, count // 1024)} KB"


class Choices:
    """Understands the raw answers of one choice: option codes, codings, and typed text where the question is open.

    Where medicines are asked for, typed words that are one listed medicine and nothing else are that option; the words stay
    beside it (`Coded.typed`). Other words stay words.
    """

    def __init__(self, item: Item, medicines: Medicines | None = None) -> None:
        self.lists = item.medicines or ()
        self.medicines = medicines if item.medicines is not None else None
        self.open = item.kind == "open-choice" or not item.options
        self.longest = item.limits.max_length or MAX_TEXT
        self.by_code: dict[str, Value] = {}
        self.by_coding: dict[tuple[str | None, str], Value] = {}
        for option in item.options:
            value = option_value(option)
            self.by_code.setdefault(option.code, value)
            if isinstance(value, Coded):
                self.by_coding.setdefault((option.system, value.code), value)
                self.by_coding.setdefault((None, value.code), value)

    def __call__(self, raw: Any) -> Value:
        if isinstance(raw, dict):
            return self._coding(raw)
        if isinstance(raw, bool) or not isinstance(raw, str | int | float):
            raise Misheard("invalidAnswerType", "choice")
        text = raw if isinstance(raw, str) else str(raw)
        found = self.by_code.get(text)
        if found is None and "|" in text:
            system, _bar, code = text.rpartition("|")
            found = self.by_coding.get((system, code))
        if found is not None:
            return found
        if not self.open or not isinstance(raw, str):
            raise Misheard("invalidAnswerOption")
        if len(text) > self.longest:
            raise Misheard("maxLength", max=self.longest, min=0, length=len(text))
        return self._medicine(mend(text))

    def _medicine(self, typed: str) -> Value:
        meant = self.medicines.understand(typed, self.lists).one if self.medicines is not None else None
        option = self.by_code.get(meant.code) if meant is not None else None
        return replace(option, typed=typed) if isinstance(option, Coded) else typed

    def _coding(self, raw: dict[str, Any]) -> Value:
        code, system, display = raw.get("code"), raw.get("system"), raw.get("display")
        if not isinstance(code, str) or not code or not isinstance(system, str | None):
            raise Misheard("invalidCoding")
        found = self.by_coding.get((system, code))
        if found is not None:
            return found
        if not self.open:
            raise Misheard("invalidAnswerOption")
        return Coded(mend(code), Text(mend(display)) if isinstance(display, str) else Text(code), mend(system))


def pure_code(option: Option) -> str:
    """The code without the system that `Option.code` carries where two systems share a code."""
    return option.code.rpartition("|")[2] if option.system and option.code.startswith(option.system + "|") else option.code


def option_value(option: Option) -> Value:
    """What choosing an option means: a coding, or the literal of a valueString, valueInteger or valueDate option."""
    if option.value is None:
        return Coded(pure_code(option), option.display, option.system, option.ordinal)
    if isinstance(option.value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", option.value):
        try:
            return read_date(option.value)
        except Misheard:
            return option.value
    return option.value
