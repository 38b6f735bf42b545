"""Questionnaire: a lenient Pydantic model of FHIR R4's Questionnaire; what had to be mended is noted, nothing is silently dropped."""

from __future__ import annotations

from typing import Any

import pydantic.errors  # noqa: F401 - before the rest of pydantic: the import hook of PySide6 trips over it otherwise
from pydantic import ConfigDict, TypeAdapter, ValidationError
from typing_extensions import TypedDict

from intake.ask.notes import Notes
from intake.ask.positions import step

_CONFIG = ConfigDict(extra="allow", strict=True, hide_input_in_errors=True)
# Typed dictionaries, not model objects: the same checks at a sixth of the time (695 items: 1.2 ms against 6.5).
# Keys of FHIR that are not listed are kept as they are.


class Coding(TypedDict, total=False):
    __pydantic_config__ = _CONFIG
    system: str
    code: str
    display: str
    _display: Element


class CodeableConcept(TypedDict, total=False):
    __pydantic_config__ = _CONFIG
    coding: list[Coding]
    text: str


class ExpressionText(TypedDict, total=False):
    __pydantic_config__ = _CONFIG
    name: str
    language: str
    expression: str


class Extension(TypedDict, total=False):
    __pydantic_config__ = _CONFIG
    url: str
    valueString: str
    _valueString: Element
    valueMarkdown: str
    valueCode: str
    valueUri: str
    valueCanonical: str
    valueBoolean: bool
    valueId: str
    valueCoding: Coding
    valueCodeableConcept: CodeableConcept
    valueExpression: ExpressionText
    extension: list[Extension]


class Element(TypedDict, total=False):
    """The shadow of a primitive: `_text` beside `text`."""

    __pydantic_config__ = _CONFIG
    extension: list[Extension]


class EnableWhen(TypedDict, total=False):
    __pydantic_config__ = _CONFIG
    question: str
    operator: str
    answerBoolean: bool
    answerInteger: int
    answerDate: str
    answerDateTime: str
    answerTime: str
    answerString: str
    answerCoding: Coding


class AnswerOption(TypedDict, total=False):
    __pydantic_config__ = _CONFIG
    valueInteger: int
    valueDate: str
    valueTime: str
    valueString: str
    _valueString: Element
    valueCoding: Coding
    initialSelected: bool
    extension: list[Extension]


class _Value(TypedDict, total=False):
    """`initial`: one value[x], read by its own name."""

    __pydantic_config__ = _CONFIG
    valueBoolean: bool
    valueInteger: int
    valueString: str
    valueUri: str
    valueCoding: Coding


class Item(TypedDict, total=False):
    __pydantic_config__ = _CONFIG
    linkId: str
    type: str
    text: str
    _text: Element
    prefix: str
    required: bool
    repeats: bool
    readOnly: bool
    maxLength: int
    enableWhen: list[EnableWhen]
    enableBehavior: str
    answerOption: list[AnswerOption]
    answerValueSet: str
    initial: list[_Value]
    code: list[Coding]
    extension: list[Extension]
    item: list[Item]


class Designation(TypedDict, total=False):
    __pydantic_config__ = _CONFIG
    language: str
    value: str


class Concept(TypedDict, total=False):
    """A code of a value set or code system, wherever it stands."""

    __pydantic_config__ = _CONFIG
    system: str
    code: str
    display: str
    _display: Element
    designation: list[Designation]
    extension: list[Extension]
    abstract: bool
    inactive: bool
    contains: list[Concept]
    concept: list[Concept]


class Include(TypedDict, total=False):
    __pydantic_config__ = _CONFIG
    system: str
    concept: list[Concept]
    valueSet: list[str]
    filter: list[dict[str, Any]]


class Compose(TypedDict, total=False):
    __pydantic_config__ = _CONFIG
    include: list[Include]
    exclude: list[Include]


class Contains(TypedDict, total=False):
    __pydantic_config__ = _CONFIG
    contains: list[Concept]


class Resource(TypedDict, total=False):
    """A contained resource; only value sets and code systems are read."""

    __pydantic_config__ = _CONFIG
    resourceType: str
    id: str
    url: str
    content: str
    compose: Compose
    expansion: Contains
    concept: list[Concept]


class Questionnaire(TypedDict, total=False):
    __pydantic_config__ = _CONFIG
    resourceType: str
    url: str
    version: str
    title: str
    _title: Element
    name: str
    status: str
    language: str
    item: list[Item]
    contained: list[Resource]
    extension: list[Extension]


_ADAPTER: TypeAdapter[Questionnaire] | None = None
_ROUNDS = 8


def read_questionnaire(data: Any, notes: Notes) -> Questionnaire:
    """The data as a Questionnaire whose listed keys have the right types. `data` is mended in place, each mend noted.

    A file that is no Questionnaire at all is refused through `notes` (and PackError raised).
    """
    if not isinstance(data, dict) or data.get("resourceType") != "Questionnaire":
        found = data.get("resourceType") if isinstance(data, dict) else type(data).__name__
        notes.refuse("notAQuestionnaire", "", found=str(found)[:40] if found else "nothing")
        notes.check()
    global _ADAPTER  # noqa: PLW0603 - built at first use, 10 ms that a start without a form does not need
    if _ADAPTER is None:
        _ADAPTER = TypeAdapter(Questionnaire)
    for _ in range(_ROUNDS):
        try:
            return _ADAPTER.validate_python(data)
        except ValidationError as error:
            for wrong in error.errors(include_url=False, include_context=False, include_input=False):
                _mend(data, wrong["loc"], wrong["type"], notes)
    notes.refuse("unreadableShape", "")
    notes.check()
    raise AssertionError("unreachable")


def _mend(data: Any, loc: tuple[int | str, ...], kind: str, notes: Notes) -> None:
    """Give the value at `loc` the type it should have had, or take it away, and note which."""
    holder = data
    for key in loc[:-1]:
        holder = holder[key]
    last = loc[-1]
    if isinstance(holder, dict) and last not in holder:
        return
    pointer = "".join(map(step, loc))
    before = holder[last]
    after = _wanted(before, kind)
    if after is not None:
        holder[last] = after
        notes.warning("mended", pointer, key=str(last), was=_name(before), now=_name(after))
    elif isinstance(holder, list):
        holder[last] = {}  # keeps the places of the others
        notes.error("notAnObject", pointer, was=_name(before))
    else:
        del holder[last]
        if before is None:
            notes.info("null", pointer, key=str(last))
        else:
            notes.error("wrongType", pointer, key=str(last), was=_name(before))


def _wanted(value: Any, kind: str) -> Any:
    """The value in the wanted kind (a Pydantic error type), or None when there is no honest way."""
    if kind == "bool_type":
        if isinstance(value, str):
            return {"true": True, "false": False}.get(value.strip().lower())
        return None
    if kind == "string_type" and value is not None and not isinstance(value, (dict, list)):
        return str(value).lower() if isinstance(value, bool) else str(value)
    if kind in ("int_type", "int_from_float"):
        try:
            number = int(value) if isinstance(value, (str, int)) else value.to_integral_exact()
        except (ValueError, ArithmeticError, AttributeError):
            return None
        return int(number) if number == value or isinstance(value, str) else None
    if kind == "list_type" and isinstance(value, (dict, str)):
        return [value]
    return None


def _name(value: Any) -> str:
    """What a JSON value is called by a person."""
    names = {bool: "true or false", str: "text", list: "a list", dict: "an object", type(None): "null"}
    return names.get(type(value), "a number")
