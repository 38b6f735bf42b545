"""Constants: the named thresholds of a pack, each with its unit, source, grade and the day it was last checked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import Annotated

import pydantic.errors  # noqa: F401 - before the rest of pydantic: the import hook of PySide6 trips over it otherwise
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from intake.ask.errors import Fault, PackError
from intake.ask.tomlfile import line_of, model_faults, read_toml


def _a_day(text: str) -> str:
    try:
        date.fromisoformat(text)
    except ValueError:
        raise ValueError("a day is written YYYY-MM-DD") from None
    return text


Day = Annotated[str, StringConstraints(max_length=10), AfterValidator(_a_day)]
"""A calendar day as ISO text."""
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)]

SPOKEN = ("in the wording of", "window of every", "anchor of", "the code ")
"""What the meaning of a number says when a question or its answer says the number: "anchor of RF-H2", "the code under-4h is below it"."""


class Constant(BaseModel):
    """One threshold. `used_by` are rules that read it; `also_in` fields whose condition holds the same number.

    grade: A regulator, guideline, owner or journal; B mirror or secondary; C weak; K not verified; D design choice.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, hide_input_in_errors=True)

    name: str
    value: int | Decimal
    unit: Annotated[str, StringConstraints(max_length=20)]
    meaning: Line
    source: Line
    grade: Annotated[str, StringConstraints(pattern=r"^[ABCDK](/[ABCDK])*$")]
    used_by: tuple[str, ...] = Field(default=(), strict=False)
    also_in: tuple[str, ...] = Field(default=(), strict=False)
    checked_on: Day

    @property
    def fixed(self) -> str:
        """Why a clinic cannot set it: "spoken" in a question's words, "condition" of a question, or "" where it can."""
        return "condition" if self.also_in else "spoken" if any(mark in self.meaning for mark in SPOKEN) else ""


def load_constants(path: Path) -> Mapping[str, Constant]:
    """The constants of a constants.toml by name. PackError lists every fault with its line."""
    data, text, _ = read_toml(path)
    file = str(path)
    faults: list[Fault] = []
    found: dict[str, Constant] = {}
    for key, value in data.items():
        if key in ("checked_on", "version") and isinstance(value, str):
            continue
        if not isinstance(value, dict):
            facts = {"key": key, "near": "", "known": "checked_on, version, and one table a constant"}
            faults.append(Fault(file, key, line_of(text, (key,)), 1, "unknownKey", facts))
            continue
        try:
            found[key] = Constant.model_validate({**value, "name": key})
        except ValidationError as error:
            faults.extend(model_faults(error, Constant, file, text, (key,)))
    for key in ("checked_on", "version"):
        if key not in data:
            faults.append(Fault(file, key, 0, 0, "missingKey", {"key": key}))
    if faults:
        raise PackError(faults)
    return MappingProxyType(found)
