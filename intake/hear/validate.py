"""Validate: a Pydantic type for every item turns raw answers into typed values, or into Problems from a closed list."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import Annotated, Any

import pydantic.errors  # noqa: F401 - before the rest of pydantic: the import hook of PySide6 trips over it otherwise
from pydantic import AfterValidator, BeforeValidator, Field, PlainValidator, TypeAdapter, ValidationError
from pydantic_core import PydanticCustomError

from intake.ask.form import Item, Limits, Unit
from intake.ask.medicines import Medicines
from intake.ask.words import Words
from intake.hear.answers import Absent, Raw, Where
from intake.hear.kinds import (
    MAX_TEXT,
    Choices,
    between,
    in_time,
    matcher,
    pure_code,
    read_attachment,
    read_boolean,
    read_quantity,
    read_reference,
    read_text,
    read_url,
)
from intake.hear.spoken import date_words, number_words
from intake.hear.values import Coded, Misheard, Value, read_date, read_integer, read_moment, read_number, read_time

FATAL = ("invalidAnswerType", "invalidLinkId", "invalidType", "groupShouldNotHaveAnswers", "displayAnswer",
         "attachmentSizeInconsistent", "invalidNewLine")  # fmt: skip
ERRORS = ("minValue", "maxValue", "invalidAnswerOption", "required", "invalidCoding", "invalidUnitValueSet",
          "invalidUrlValue", "invalidUnit", "minValueIncompatUnits", "maxValueIncompatUnits", "repeats", "minCount",
          "maxCount", "minLength", "maxLength", "regex", "maxDecimalPlaces", "exclusiveAnswerOption",
          "maxAttachmentSize", "invalidAttachmentType", "invalidRefValue", "invalidRefResourceType",
          "invalidRefResourceTypeRestriction", "questionnaireNotFound", "tsError")  # fmt: skip
WARNINGS = ("questionnaireDraft", "questionnaireInactive", "questionnaireRetired", "invariant", "invariantExecution")
CODES = frozenset(FATAL + ERRORS + WARNINGS)
"""The closed list: the 37 codes of http://fhir.forms-lab.com/CodeSystem/errors (reference/fhir.md, 5)."""


MAX_ANSWERS = 1000
"""Answers to one question. No person gives more; a file that does is not worth the time."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with an answer, as a key with numbers. `facts` never hold words of the patient.

    `severity`: error (stops the form) | unanswered (a blank that is asked a second time) | warning (asked once more).
    `facts["why"]` chooses between sentences of one code.
    """

    where: Where
    code: str
    severity: str = "error"
    facts: Mapping[str, Any] = field(default_factory=dict, hash=False)


def sentence(problem: Problem, words: Words) -> str:
    """The problem in plain words, in the language of `words`. A form author's own words (constraints) come as `human`."""
    human = problem.facts.get("human")
    if human:
        return human.say(words.language)
    why = problem.facts.get("why")
    key = f"problem.{problem.code}.{why}"
    facts = problem.facts | {name: _spoken(problem.facts[name], words) for name in ("min", "max") if name in problem.facts}
    counted = problem.facts.get(_COUNTED.get(problem.code, ""))
    if isinstance(counted, int | Decimal):
        facts["count"] = counted
    return words(key if why and key in words else f"problem.{problem.code}", **facts)


_COUNTED = {"minLength": "min", "maxLength": "length", "maxDecimalPlaces": "max"}
"""The number that decides the plural form of a problem's sentence."""


def _spoken(fact: Any, words: Words) -> Any:
    """A limit as people write it: a number with the mark of the language, a date in words."""
    if isinstance(fact, Decimal):
        return number_words(fact, words)
    try:
        return date_words(read_date(fact), words)
    except Misheard:
        return fact


Fact = tuple[str, dict[str, Any]]  # code, facts


@dataclass(frozen=True, slots=True)
class Heard:
    """What was made of the raw answers at one address: the valid values, and what is wrong with the others."""

    values: tuple[Value, ...] = ()
    problems: tuple[Fact, ...] = ()
    absent: Absent | None = None


BLANK = Heard()


class Types:
    """The Pydantic types of one form's items, each built when its item is first answered, and kept."""

    def __init__(self, items: tuple[Item, ...], medicines: Medicines | None = None) -> None:
        self.items, self.medicines = items, medicines
        self._types: dict[int, TypeAdapter] = {}

    def hear(self, slot: int, raws: tuple[Raw, ...]) -> Heard:
        """What the raw answers of an item mean. Total: any raw value gives a Heard."""
        item = self.items[slot]
        if len(raws) > MAX_ANSWERS:
            return Heard((), (("maxCount", {"max": MAX_ANSWERS, "count": len(raws)}),))
        values: list[Value] = []
        problems: list[Fact] = []
        absent = None
        for raw in raws:
            if isinstance(raw, Absent):
                absent = raw
            elif raw is None or (isinstance(raw, str) and not raw.strip()):
                continue
            elif not item.is_question:
                problems.append(("groupShouldNotHaveAnswers" if item.is_group else "displayAnswer", {}))
                break
            else:
                try:
                    values.append(self.type(slot).validate_python(raw))
                except ValidationError as errors:
                    problems += _facts(item, errors)
        if not values and not problems:
            return Heard(absent=absent) if absent else BLANK
        problems += _count(item, len(values) + len(problems))
        if len(values) > 1 and any(_exclusive(item, value) for value in values):
            problems.append(("exclusiveAnswerOption", {}))
        if problems and problems[-1][0] == "repeats":
            values = []  # which of them is meant is not ours to say
        return Heard(tuple(values), tuple(problems))

    def type(self, slot: int) -> TypeAdapter:
        """The Pydantic type of an item."""
        made = self._types.get(slot)
        if made is None:
            made = self._types[slot] = type_of(self.items[slot], self.medicines)
        return made


def type_of(item: Item, medicines: Medicines | None = None) -> TypeAdapter:
    """The Pydantic type of an item: a reader that understands the raw answer, and the item's limits."""
    if item.kind in ("choice", "open-choice"):
        return TypeAdapter(Annotated[Any, PlainValidator(_told(Choices(item, medicines)))])
    return _type(item.kind, item.limits, item.units)


@lru_cache(maxsize=4096)
def _type(kind: str, limits: Limits, units: tuple[Unit, ...]) -> TypeAdapter:
    low, high = limits.min, limits.max
    numbers = {"ge": low if isinstance(low, Decimal) else None, "le": high if isinstance(high, Decimal) else None}
    if kind == "boolean":
        return TypeAdapter(Annotated[Any, PlainValidator(_told(read_boolean))])
    if kind == "integer":
        return TypeAdapter(Annotated[int, BeforeValidator(_told(read_integer)), Field(**numbers)])
    if kind == "decimal":
        return TypeAdapter(
            Annotated[Decimal, BeforeValidator(_told(read_number)), Field(decimal_places=limits.decimals, **numbers)]
        )
    if kind == "quantity":
        reader = _told(lambda raw: read_quantity(raw, limits, units))
    elif kind in ("date", "dateTime", "time"):
        reader = _told(lambda raw: in_time({"date": read_date, "time": read_time}.get(kind, read_moment)(raw), limits))
    elif kind == "attachment":
        reader = _told(lambda raw: read_attachment(raw, limits))
    else:
        line = kind == "string"
        length = Field(min_length=limits.min_length, max_length=limits.max_length or MAX_TEXT)
        read = {"url": read_url, "reference": read_reference}.get(kind, lambda raw: read_text(raw, line))
        return TypeAdapter(Annotated[str, BeforeValidator(_told(read)), length, AfterValidator(_told(matcher(limits)))])
    return TypeAdapter(Annotated[Any, PlainValidator(reader)])


def _told(reader: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """The reader as a Pydantic validator: what it mishears becomes a Pydantic error of that code."""

    def told(raw: Any) -> Any:
        try:
            return reader(raw)
        except Misheard as fault:
            raise PydanticCustomError(fault.code, "misheard", {"why": fault.why, **fault.facts}) from None

    return told


_PYDANTIC = {
    "greater_than_equal": "minValue",
    "less_than_equal": "maxValue",
    "decimal_max_places": "maxDecimalPlaces",
    "string_too_long": "maxLength",
    "string_too_short": "minLength",
    "too_long": "maxLength",
    "too_short": "minLength",
}


def _facts(item: Item, errors: ValidationError) -> list[Fact]:
    found: list[Fact] = []
    for error in errors.errors(include_url=False, include_input=True):
        code = _PYDANTIC.get(error["type"], error["type"])
        limits = item.limits
        facts: dict[str, Any] = {key: value for key, value in error.get("ctx", {}).items() if key != "error"}
        if code in ("minValue", "maxValue"):
            facts = {"min": limits.min, "max": limits.max, **(between(limits))}
        elif code in ("maxLength", "minLength"):
            facts = {"max": limits.max_length or MAX_TEXT, "min": limits.min_length or 0, "length": len(str(error["input"]))}
        elif code == "maxDecimalPlaces":
            facts = {"max": limits.decimals, "why": "" if limits.decimals else "whole"}
        found.append((code if code in CODES else "invalidAnswerType", facts))
    return found


def _count(item: Item, count: int) -> list[Fact]:
    limits = item.limits
    if not item.repeats and count > 1:
        return [("repeats", {"count": count})]
    if limits.min_count is not None and count < limits.min_count:
        return [("minCount", {"min": limits.min_count, "count": count})]
    if limits.max_count is not None and count > limits.max_count:
        return [("maxCount", {"max": limits.max_count, "count": count})]
    return []


def _exclusive(item: Item, value: Value) -> bool:
    return isinstance(value, Coded) and any(o.exclusive and pure_code(o) == value.code for o in item.options)
