"""Overrides: the thresholds in force at a clinic, and why it may not set one."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Mapping
from decimal import Decimal
from types import MappingProxyType

from intake.ask.clinic import Clinic, Override
from intake.ask.constants import Constant
from intake.ask.errors import Fault, PackError

RANGES: Mapping[str, tuple[int, int]] = MappingProxyType({
    "d": (0, 366), "wk": (0, 104), "mo": (0, 60), "a": (0, 120), "h": (0, 168), "%": (0, 100), "INR": (1, 10), "units": (1, 3000),
    "points": (0, 30), "visits": (1, 20), "classes": (1, 10), "drugs": (0, 20), "characters": (40, 400),
})  # fmt: skip
"""What a threshold in a unit can sensibly be: a slip of the hand (150 for 15) is refused, a clinic's judgement is not."""
OTHERWISE = (0, 100)
PER_30 = "per 30"
"""In the meaning of a threshold: days among 30, of which there are no more than 30."""

_FIXED = {"condition": "constantCondition", "spoken": "constantSpoken"}


def in_force(clinic: Clinic, constants: Mapping[str, Constant], idle: Collection[str] = ()) -> Mapping[str, Constant]:
    """The pack's constants with the clinic's own values. PackError where the clinic may not set one, and why.

    A number that is spoken in a question, or that decides whether a question is asked, belongs to the form: changing it
    here would make the rule and the question disagree. `idle`: thresholds that nothing reads.
    """
    made, faults = dict(constants), []
    for name, override in clinic.constants.items():
        fault = _refused(clinic, name, override, constants, idle)
        if fault:
            faults.append(fault)
            continue
        source = f"set by {override.by}, {override.on}"
        facts = {"value": override.value, "source": source, "grade": "D", "checked_on": override.on}
        made[name] = constants[name].model_copy(update=facts)
    if faults:
        raise PackError(faults)
    return MappingProxyType(made)


def _refused(clinic: Clinic, name: str, override: Override, constants: Mapping[str, Constant], idle: Collection[str]) -> Fault | None:
    key, constant = f"constants.{name}", constants.get(name)
    if constant is None:
        return clinic.fault(key, "unknownConstant", name=name, near=nearest(name, constants))
    if constant.fixed:
        facts = {"name": name, "fields": ", ".join(constant.also_in), "meaning": constant.meaning}
        return clinic.fault(key, _FIXED[constant.fixed], **facts)
    if name in idle:
        return clinic.fault(key, "constantIdle", name=name)
    if isinstance(constant.value, int) and override.value != int(override.value):
        return clinic.fault(f"{key}.value", "constantWhole", name=name)
    low, high = sensible(constant)
    if not low <= override.value <= high:
        facts = {"name": name, "low": low, "high": high, "unit": constant.unit, "value": constant.value}
        return clinic.fault(f"{key}.value", "constantRange", **facts)
    return None


def sensible(constant: Constant) -> tuple[int | Decimal, int | Decimal]:
    """The lowest and the highest value that a clinic may give a threshold; the pack's own always fits."""
    low, high = RANGES.get(constant.unit, OTHERWISE)
    if constant.unit == "d" and PER_30 in constant.meaning:
        high = 30
    return min(low, constant.value), max(high, constant.value)


def nearest(name: str, known: Collection[str]) -> str:
    """The known name that a wrong one was probably meant to be, whatever its case and zeros (S-5 is S-05); "" when none is near."""
    plain = {_plain(one): one for one in known}
    return next((plain[found] for found in difflib.get_close_matches(_plain(name), plain, n=1)), "")


def _plain(name: str) -> str:
    return re.sub(r"(?<!\d)0+(?=\d)", "", name.casefold())
