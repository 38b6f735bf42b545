"""Tree: walking FHIR JSON by element names: choice elements, dates, quantities, children, and what type a value is of."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from intake.ask.fhirpath.values import FhirDate, FhirDateTime, FhirTime, Quantity, parsed, quantity_of

CHOICES = frozenset(
    "abatement additive age allowed amount answer asNeeded author born bounds characteristic chargeItem code collected content created date"
    " deceased defaultValue definingSubstance definition detail diagnosis dose doseNumber due effective entity event example fastingStatus"
    " fixed identified indication item legallyBinding location manufacturer maxValue medication minValue minimumVolume module multipleBirth"
    " name occurred occurrence offset onset participantEffective pattern performed probability procedure product quantity rate reported"
    " scheduled seriesDoses serviced source start statusReason studyEffective subject substance target time timing topic used value when".split()
)
"""Elements of FHIR R4 that are written with their type (`value` as valueString, valueCoding, ...)."""

SUFFIXES = frozenset(
    "Address Age Annotation Attachment Base64Binary Boolean Canonical Code CodeableConcept Coding ContactDetail ContactPoint Contributor"
    " Count DataRequirement Date DateTime Decimal Distance Dosage Duration Expression HumanName Id Identifier Instant Integer Markdown Meta"
    " Money Oid ParameterDefinition Period PositiveInt Quantity Range Ratio Reference RelatedArtifact SampledData Signature String Time"
    " Timing TriggerDefinition UnsignedInt Uri Url UsageContext Uuid".split()
)
"""The types a choice element can have, as written behind its name."""

DATES = "birthDate approvalDate lastReviewDate expirationDate nextScheduled lockedDate paymentDate"
MOMENTS_ = (
    "authored authoredOn created creation date dateAsserted dateWritten detected end enteredDate event expiry issued lastModified"
    " lastOccurrence lastUpdated publicationDate received receivedTime recorded recordedDate recordedOn sent start started statusDate"
    " time timestamp validTo verificationDate when whenHandedOver whenPrepared onset"
)

SHAPES: dict[str, frozenset[str]] = {
    name: frozenset(fields.split())
    for name, fields in {
        "Coding": "system version code display userSelected",
        "CodeableConcept": "coding text",
        "Quantity": "value comparator unit system code",
        "Reference": "reference type identifier display",
        "Attachment": "contentType language data url size hash title creation",
        "Identifier": "use type system value period assigner",
        "HumanName": "use text family given prefix suffix period",
        "Address": "use type text line city district state postalCode country period",
        "ContactPoint": "system value use rank period",
        "Period": "start end",
        "Range": "low high",
        "Ratio": "numerator denominator",
        "Extension": "url",
    }.items()
}
"""The elements a complex type can have: how an element without a written type is recognised."""

STRINGS = frozenset("string code id markdown uri url canonical oid uuid base64Binary xhtml".split())
ALIASES = {"integer": int, "unsignedint": int, "positiveint": int, "boolean": bool, "decimal": Decimal, "date": FhirDate, "datetime": FhirDateTime, "instant": FhirDateTime, "time": FhirTime}


def _as_date(value: Any) -> Any:
    return parsed(FhirDate, value) or value


def _as_moment(value: Any) -> Any:
    return parsed(FhirDateTime, value) or value


def _as_time(value: Any) -> Any:
    return parsed(FhirTime, value) or value


def _as_decimal(value: Any) -> Any:
    return Decimal(value) if type(value) is int else Decimal(str(value)) if type(value) is float else value


def _as_quantity(value: Any) -> Any:
    return quantity_of(value) or value if type(value) is dict else value


def _as_is(value: Any) -> Any:
    return Decimal(str(value)) if type(value) is float else value


BY_SUFFIX: dict[str, Callable[[Any], Any]] = {
    "Date": _as_date, "DateTime": _as_moment, "Instant": _as_moment, "Time": _as_time, "Decimal": _as_decimal,
    "Quantity": _as_quantity, "Age": _as_quantity, "Duration": _as_quantity, "Count": _as_quantity, "Distance": _as_quantity,
}  # fmt: skip

CONVERT: dict[str, Callable[[Any], Any]] = (
    {name + suffix: convert for name in CHOICES for suffix, convert in BY_SUFFIX.items()}
    | {name: _as_moment for name in MOMENTS_.split()}
    | {name: _as_date for name in DATES.split()}
)
"""How the JSON value of an element becomes a value, where JSON does not say it."""

TYPED = {name: frozenset(name + suffix for suffix in SUFFIXES) for name in CHOICES}
"""A choice element -> the keys it can be written as."""


def member(name: str) -> Callable[[list[Any]], list[Any]]:
    """A function from a collection to all elements called `name` in it."""
    convert = CONVERT.get(name, _as_is)
    keys = TYPED.get(name, frozenset())
    is_type = name[:1].isupper()

    def read(items: list[Any]) -> list[Any]:
        found: list[Any] = []
        for item in items:
            if type(item) is not dict:
                if type(item) is Quantity:
                    found += quantity_part(item, name)
                continue
            value, how = item.get(name), convert
            if value is None:
                if keys:
                    for key in item:
                        if key in keys:
                            value, how = item[key], CONVERT.get(key, _as_is)
                            break
                elif is_type and item.get("resourceType") == name:
                    found.append(item)
                    continue
                if value is None:
                    continue
            if type(value) is list:
                found += [how(part) for part in value if part is not None]
            else:
                found.append(how(value))
        return found

    return read


def member_of_type(name: str, kind: str) -> Callable[[list[Any]], list[Any]]:
    """A function to all elements called `name` that are of type `kind`: `value.ofType(Coding)` is the key valueCoding."""
    key = name + kind[:1].upper() + kind[1:]
    written, any_type = member(key), member(name)

    def read(items: list[Any]) -> list[Any]:
        found: list[Any] = []
        for item in items:
            if type(item) is dict and name not in item:
                found += written([item])
            else:
                found += [value for value in any_type([item]) if is_of(value, kind)]
        return found

    return read


def quantity_part(quantity: Quantity, name: str) -> list[Any]:
    """`.value`, `.unit`, `.code` or `.system` of a Quantity."""
    part = getattr(quantity, name) if name in ("value", "unit", "code", "system") else None
    return [] if part is None or part == "" else [part]


def children(items: list[Any]) -> list[Any]:
    """Every element directly under the items, in the order of the JSON."""
    found: list[Any] = []
    for item in items:
        if type(item) is not dict:
            continue
        for name, value in item.items():
            if value is None or name == "resourceType" or name.startswith("_"):
                continue
            convert = CONVERT.get(name, _as_is)
            if type(value) is list:
                found += [convert(part) for part in value if part is not None]
            else:
                found.append(convert(value))
    return found


def is_type_name(namespace: str, name: str) -> bool:
    """Whether a type of this name exists (any capitalised name may be a resource)."""
    if namespace not in ("", "System", "FHIR"):
        return False
    return name in STRINGS or name.lower() in ALIASES or name == "String" or name[:1].isupper()


def is_of(value: Any, name: str) -> bool:
    """Whether a value is of a type. JSON does not write all types: text is of every text type, elements go by their shape."""
    lower = name.lower()
    if isinstance(value, str):
        return name in STRINGS or name == "String"
    if lower in ALIASES:
        return type(value) is ALIASES[lower]
    if type(value) is Quantity:
        return name in ("Quantity", "Age", "Duration", "Count", "Distance", "SimpleQuantity")
    if type(value) is not dict:
        return False
    if "resourceType" in value:
        return name in (value["resourceType"], "Resource", "DomainResource")
    if name in ("Element", "BackboneElement"):
        return True
    return name in SHAPES and value.keys() - {"id", "extension"} <= SHAPES[name]
