"""Options: what can be chosen, from answerOption, a value set or the medicines, each with a code that is unique in its item."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from intake.ask import extensions as ext
from intake.ask.form import Option
from intake.ask.load import MAX_OPTIONS
from intake.ask.notes import Notes
from intake.ask.words import Text


def from_answers(entries: list[Mapping[str, Any]], pointer: str, notes: Notes) -> tuple[Option, ...]:
    """The options of answerOption: all value types, order, prefix, ordinal (on the option or its coding), exclusive, initial."""
    if len(entries) > MAX_OPTIONS:
        notes.refuse("tooManyOptions", pointer, count=len(entries), limit=MAX_OPTIONS)
        return ()
    shared = _shared_codes(entry["valueCoding"] for entry in entries if "valueCoding" in entry)
    made: dict[str, Option] = {}
    for place, entry in enumerate(entries):
        option = _option(entry, shared)
        if option is None:
            notes.error("emptyOption", f"{pointer}/{place}")
        elif option.code in made:
            notes.warning("duplicateOption", f"{pointer}/{place}", option=option.code[:80])
        else:
            made[option.code] = option
    return tuple(made.values())


def from_codings(codings: Iterable[Mapping[str, Any]], pointer: str, notes: Notes) -> tuple[Option, ...]:
    """The options of an expanded value set, with its designations as translations."""
    codings = tuple(codings)
    if len(codings) > MAX_OPTIONS:
        notes.refuse("tooManyOptions", pointer, count=len(codings), limit=MAX_OPTIONS)
        return ()
    shared = _shared_codes(codings)
    made: dict[str, Option] = {}
    for coding in codings:
        option = _coded(coding, ext.by_name(coding) if "extension" in coding else {}, shared)
        made.setdefault(option.code, option)
    return tuple(made.values())


def _shared_codes(codings: Iterable[Mapping[str, Any]]) -> frozenset[str]:
    """Codes that more than one system uses here: they are named "system|code"."""
    systems: defaultdict[str, set[Any]] = defaultdict(set)
    for coding in codings:
        systems[coding.get("code") or ""].add(coding.get("system"))
    return frozenset(code for code, users in systems.items() if len(users) > 1)


def _option(entry: Mapping[str, Any], shared: frozenset[str]) -> Option | None:
    found = ext.by_name(entry) if "extension" in entry else {}
    coding = entry.get("valueCoding")
    if coding is not None:
        if not coding.get("code") and not coding.get("display"):
            return None
        return _coded(coding, found, shared, initial=entry.get("initialSelected") is True)
    reference = entry.get("valueReference")
    if isinstance(reference, dict):
        code = str(reference.get("reference") or reference.get("display") or "")
        display, value = Text(str(reference.get("display") or code)), None
    else:
        key = next((key for key in ("valueString", "valueInteger", "valueDate", "valueTime") if key in entry), None)
        if key is None:
            return None
        value = entry[key]
        code, display = str(value), ext.said(str(value), entry.get("_" + key))
    if not code:
        return None
    return Option(
        code,
        display,
        value=value,
        ordinal=_ordinal(found),
        exclusive=ext.flag(found, "optionExclusive"),
        prefix=_prefix(found),
        initial=entry.get("initialSelected") is True,
    )


def _coded(coding: Mapping[str, Any], found: Mapping[str, Any], shared: frozenset[str], *, initial: bool = False) -> Option:
    own = ext.by_name(coding) if "extension" in coding else {}
    code, system = coding.get("code") or coding.get("display") or "", coding.get("system")
    display = ext.said(coding.get("display") or code, coding.get("_display"))
    if coding.get("designation"):
        others = ((part["language"], part["value"]) for part in coding["designation"] if {"language", "value"} <= part.keys())
        display = Text(display.source, (*display.others, *others))
    name = f"{system or ''}|{code}" if code in shared else code
    if not found and not own:
        return Option(name, display, system, initial=initial)
    ordinal = _ordinal(found)
    return Option(
        name,
        display,
        system,
        ordinal=_ordinal(own) if ordinal is None else ordinal,
        exclusive=ext.flag(found, "optionExclusive"),
        prefix=_prefix(found) or _prefix(own),
        initial=initial,
    )


def _ordinal(found: Mapping[str, list[dict[str, Any]]]) -> Decimal | None:
    for name in ("ordinalValue", "itemWeight"):
        if name in found:
            return ext.number(found[name][0])
    return None


def _prefix(found: Mapping[str, list[dict[str, Any]]]) -> str:
    return str(found["optionPrefix"][0].get("valueString") or "") if "optionPrefix" in found else ""
