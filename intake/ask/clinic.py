"""Clinic: the clinic's own facts, from one clinic.toml; without one the program runs with safe defaults and is a trial."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Literal, Self

import pydantic.errors  # noqa: F401 - before the rest of pydantic: the import hook of PySide6 trips over it otherwise
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PrivateAttr, StringConstraints, ValidationError, model_validator

from intake.ask.constants import Day, Line
from intake.ask.errors import Fault, PackError
from intake.ask.tomlfile import line_of, model_faults, read_toml
from intake.ask.words import ASSETS, Text

EXAMPLE = ASSETS / "clinic.example.toml"
"""A complete commented clinic.toml."""

SHORT = {"fr": "fr-CA"}
"""Tags that may be written short: the program's French is Canadian."""


def _tag(text: object) -> object:
    """A language as it is written everywhere else: "FR-ca", "fr_CA" and "fr" are "fr-CA"."""
    if not isinstance(text, str):
        return text
    language, _, region = text.strip().replace("_", "-").partition("-")
    tag = f"{language.lower()}-{region.upper() if len(region) == 2 else region}" if region else language.lower()
    return SHORT.get(tag, tag)


def tongues() -> tuple[str, ...]:
    """The languages the program has words in, English first."""
    found = sorted(file.stem for file in (ASSETS / "words").glob("*.toml") if file.stem != "en")
    return ("en", *(SHORT.get(tag, tag) for tag in found))


_Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Z][A-Za-z]{1,3})?$"), BeforeValidator(_tag)]
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


class SealFiles(BaseModel):
    """[seal]: the clinic's certificate, with which the PDFs are sealed. `intake.ask.certificate` opens it.

    `certificate` is PEM or PKCS#12; `key` is PEM, and left out where the key is in the same file. A passphrase is never a setting:
    `passphrase_file` is a file whose first line it is. `name` is printed instead of the certificate's own.
    """

    model_config = _CONFIG
    certificate: Path
    key: Path | None = None
    passphrase_file: Path | None = None
    name: Line | None = None


class Switches(BaseModel):
    """[instruments]: questionnaires with a name of their own that the clinic switches on or off."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, hide_input_in_errors=True)
    peg: bool = True
    phq2: bool | None = None  # left out: on where phq2_pathway is named
    rmdq: bool = False
    rmdq_licence: Line | None = None


class Override(BaseModel):
    """[constants.NAME]: a threshold the clinic sets itself, with the name of who decided it and when."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, hide_input_in_errors=True)
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
    """The settings of a clinic. Every value has a default; `trial` is True without a clinic.toml.

    What names something of a pack (a threshold, a rule, a line of criteria) is checked where the pack is: `notice.practice`.
    """

    model_config = _CONFIG

    name: Annotated[str, StringConstraints(strip_whitespace=True, max_length=120)] = ""
    country: Literal["CA", "US"] = "CA"
    languages: tuple[_Language, ...] = Field(default=("en",), min_length=1)
    patient_language_default: _Language = "en"
    provider_language: _Language = "en"
    privacy_notice: _Notice | dict[_Language, _Notice] = ""
    paper: Literal["letter", "a4"] = "letter"
    archive: Literal["a3", "a2"] = "a3"
    data_folder: Path | None = None
    phq2_pathway: Line | None = None
    print_criteria: tuple[Line, ...] | None = None
    hide_criteria: tuple[Line, ...] = ()
    channels: Channels = Channels()
    seal: SealFiles | None = None
    instruments: Switches = Switches()
    constants: dict[str, Override] = {}
    levels: dict[str, Lowered] = {}
    _file: str = PrivateAttr(default="")
    _text: str = PrivateAttr(default="")
    _sha256: str = PrivateAttr(default="")

    @property
    def file(self) -> str:
        """The clinic.toml it came from; "" for the defaults."""
        return self._file

    @property
    def sha256(self) -> str:
        """The SHA-256 of that file; "" for the defaults."""
        return self._sha256

    @property
    def trial(self) -> bool:
        """Whether nobody has named the clinic's own settings yet."""
        return not self._file

    @property
    def folder(self) -> Path | None:
        """The chart's watched folder, if there is one."""
        return self.channels.folder.path if self.channels.folder else None

    def notice(self, language: str) -> str:
        """The privacy notice in a language, where it was written in that, else in the first that it was written in."""
        if isinstance(self.privacy_notice, str):
            return self.privacy_notice
        source, *others = self.privacy_notice.items() or [("", "")]
        return Text(source[1], (source, *others)).say(language)

    @property
    def named_country(self) -> str:
        """The country, where the settings name it: only then do lines that belong to another country stay unprinted."""
        return self.country if "country" in self.model_fields_set else ""

    def prints(self, criterion: str, otherwise: bool = True) -> bool:
        """Whether a criterion's line is printed (all are computed); `otherwise` is what the pack does with it in this country."""
        if self.print_criteria is not None:
            return criterion in self.print_criteria
        return otherwise and criterion not in self.hide_criteria

    def why_off(self, setting: str) -> str:
        """Why an instrument is not asked here: "clinic" (switched off), "pathway" (nobody is named to act on it), or "" where it is asked."""
        if setting == "phq2" and self.instruments.phq2 is not False and not self.phq2_pathway:
            return "pathway"
        chosen = getattr(self.instruments, setting, True)
        return "clinic" if chosen is False else ""

    def fault(self, key: str, code: str, /, **facts: Any) -> Fault:
        """What is wrong with one setting (its dotted key), at its line."""
        return Fault(self._file, key, line_of(self._text, tuple(key.split("."))), 1, code, facts)

    @model_validator(mode="after")
    def _languages_agree(self) -> Self:
        if self.patient_language_default not in self.languages:
            raise ValueError("patient_language_default must be one of languages")
        return self


def load_clinic(path: Path | None = None) -> Clinic:
    """The clinic of a clinic.toml, or the defaults of a trial. PackError lists every fault with its line; values stay unsaid.

    Relative folders and files are taken from the folder of the file; "~" is the user's home.
    """
    if path is None:
        return Clinic()
    path = Path(path)
    data, text, raw = read_toml(path)
    try:
        clinic = Clinic.model_validate(data)
    except ValidationError as error:
        raise PackError(model_faults(error, Clinic, str(path), text)) from None
    clinic._file, clinic._text, clinic._sha256 = str(path), text, hashlib.sha256(raw).hexdigest()
    if faults := list(_unfounded(clinic)):
        raise PackError(faults)
    base = path.resolve().parent
    changed: dict[str, Any] = {}
    if clinic.data_folder is not None:
        changed["data_folder"] = _from(base, clinic.data_folder)
    if clinic.channels.folder is not None:
        folder = Folder(path=_from(base, clinic.channels.folder.path))
        changed["channels"] = Channels(folder=folder)
    if clinic.seal is not None:
        files = {key: _from(base, getattr(clinic.seal, key)) for key in ("certificate", "key", "passphrase_file") if getattr(clinic.seal, key)}
        changed["seal"] = clinic.seal.model_copy(update=files)
    return clinic.model_copy(update=changed)


def _unfounded(clinic: Clinic) -> Iterator[Fault]:
    """Settings that rest on something that is not there: words in a language, somebody who acts on a screen, the right to a form."""
    has = {tag.partition("-")[0] for tag in tongues()}
    wanted = [("languages", tag) for tag in clinic.languages] + [("provider_language", clinic.provider_language)]
    for key in dict.fromkeys(key for key, tag in wanted if tag.partition("-")[0] not in has):
        yield clinic.fault(key, "noWords", key=key, known=", ".join(tongues()))
    if clinic.instruments.phq2 and not clinic.phq2_pathway:
        yield clinic.fault("instruments.phq2", "needsPathway")
    if clinic.instruments.rmdq and not clinic.instruments.rmdq_licence:
        yield clinic.fault("instruments.rmdq", "needsLicence")


def _from(base: Path, path: Path) -> Path:
    try:
        return base / path.expanduser()
    except RuntimeError:  # "~somebody" who is not known here: whoever opens the file says that it is not there
        return base / path
