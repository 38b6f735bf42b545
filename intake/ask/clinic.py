"""Clinic: the clinic's own facts, from one clinic.toml; without one the program runs with safe defaults and is a trial."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any, Literal, Self

import pydantic.errors  # noqa: F401 - before the rest of pydantic: the import hook of PySide6 trips over it otherwise
from pydantic import BaseModel, ConfigDict, Field, PrivateAttr, StringConstraints, ValidationError, model_validator

from intake.ask.constants import Constant, Day, Line
from intake.ask.errors import Fault, PackError
from intake.ask.tomlfile import model_faults, read_toml
from intake.ask.words import ASSETS

EXAMPLE = ASSETS / "clinic.example.toml"
"""A complete commented clinic.toml."""

_Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Z][A-Za-z]{1,3})?$")]
_Notice = Annotated[str, StringConstraints(strip_whitespace=True, max_length=20_000)]
_CONFIG = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class Folder(BaseModel):
    """[channels.folder]: the watched folder of the chart."""

    model_config = _CONFIG
    path: Path


class Channels(BaseModel):
    """[channels]: where a finished visit goes."""

    model_config = _CONFIG
    folder: Folder | None = None


class Override(BaseModel):
    """[constants.NAME]: a threshold the clinic sets itself, with the name of who decided it and when."""

    model_config = _CONFIG
    value: int | Decimal
    by: Line
    on: Day


class Lowered(BaseModel):
    """[levels.RULE]: a finding the clinic reports at another level, with the name of who decided it and when."""

    model_config = _CONFIG
    level: Literal["REVIEW", "NOTE"]
    by: Line
    on: Day


class Clinic(BaseModel):
    """The settings of a clinic. Every value has a default; `trial` is True without a clinic.toml."""

    model_config = _CONFIG

    name: Annotated[str, StringConstraints(strip_whitespace=True, max_length=120)] = ""
    country: Literal["CA", "US"] = "CA"
    languages: tuple[_Language, ...] = Field(default=("en",), min_length=1)
    patient_language_default: _Language = "en"
    provider_language: _Language = "en"
    privacy_notice: _Notice = ""
    paper: Literal["letter", "a4"] = "letter"
    data_folder: Path | None = None
    phq2_pathway: Line | None = None
    print_criteria: tuple[Line, ...] | None = None
    hide_criteria: tuple[Line, ...] = ("PAY-M-CONT7",)
    channels: Channels = Channels()
    constants: dict[str, Override] = {}
    levels: dict[str, Lowered] = {}
    _file: str = PrivateAttr(default="")

    @property
    def file(self) -> str:
        """The clinic.toml it came from; "" for the defaults."""
        return self._file

    @property
    def trial(self) -> bool:
        """Whether nobody has named the clinic's own settings yet."""
        return not self._file

    @property
    def folder(self) -> Path | None:
        """The chart's watched folder, if there is one."""
        return self.channels.folder.path if self.channels.folder else None

    def prints(self, criterion: str) -> bool:
        """Whether a criterion's line is printed (all are computed)."""
        if self.print_criteria is not None:
            return criterion in self.print_criteria
        return criterion not in self.hide_criteria

    @model_validator(mode="after")
    def _languages_agree(self) -> Self:
        if self.patient_language_default not in self.languages:
            raise ValueError("patient_language_default must be one of languages")
        return self


def load_clinic(path: Path | None = None) -> Clinic:
    """The clinic of a clinic.toml, or the defaults of a trial. PackError lists every fault with its line; values stay unsaid.

    Relative folders are taken from the folder of the file; "~" is the user's home.
    """
    if path is None:
        return Clinic()
    path = Path(path)
    data, text, _ = read_toml(path)
    try:
        clinic = Clinic.model_validate(data)
    except ValidationError as error:
        raise PackError(model_faults(error, Clinic, str(path), text)) from None
    base = path.resolve().parent
    changed: dict[str, Any] = {}
    if clinic.data_folder is not None:
        changed["data_folder"] = _from(base, clinic.data_folder)
    if clinic.channels.folder is not None:
        folder = Folder(path=_from(base, clinic.channels.folder.path))
        changed["channels"] = Channels(folder=folder)
    clinic = clinic.model_copy(update=changed)
    clinic._file = str(path)
    return clinic


_FIXED = {"condition": "constantCondition", "spoken": "constantSpoken"}


def in_force(clinic: Clinic, constants: Mapping[str, Constant]) -> Mapping[str, Constant]:
    """The pack's constants with the clinic's own values. PackError where the clinic may not set one, and why.

    A number that is spoken in a question, or that decides whether a question is asked, belongs to the form: changing it
    here would make the rule and the question disagree.
    """
    faults = []
    made = dict(constants)
    for name, override in clinic.constants.items():
        constant = constants.get(name)
        if constant is None:
            faults.append(_fault(clinic, name, "unknownConstant", {"name": name}))
        elif constant.fixed:
            facts = {"name": name, "fields": ", ".join(constant.also_in), "meaning": constant.meaning}
            faults.append(_fault(clinic, name, _FIXED[constant.fixed], facts))
        else:
            source = f"set by {override.by}, {override.on}"
            made[name] = constant.model_copy(
                update={"value": override.value, "source": source, "grade": "D", "checked_on": override.on}
            )
    if faults:
        raise PackError(faults)
    return MappingProxyType(made)


def _fault(clinic: Clinic, name: str, code: str, facts: dict[str, Any]) -> Fault:
    return Fault(clinic.file, f"constants.{name}", 0, 0, code, facts)


def _from(base: Path, folder: Path) -> Path:
    return base / folder.expanduser()
