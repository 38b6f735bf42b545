"""Pack: one folder of the shelf `forms/`: a Questionnaire with its rules, constants, medicines and examples, loaded whole or not at all."""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Literal, Self, TypeVar

import pydantic.errors  # noqa: F401 - before the rest of pydantic: the import hook of PySide6 trips over it otherwise
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator

from intake.ask.choices import Choices, load_choices
from intake.ask.compile import compile_form
from intake.ask.constants import Constant, Day, Line, load_constants
from intake.ask.context import Context, load_context
from intake.ask.education import Education, load_education
from intake.ask.errors import Fault, PackError
from intake.ask.form import Form
from intake.ask.load import read_bytes
from intake.ask.medicine_table import load_medicines
from intake.ask.medicine_words import MedicineWords, load_words
from intake.ask.medicines import Medicines, medicines_of
from intake.ask.phrases import Phrases, load_phrases
from intake.ask.tomlfile import line_of, model_faults, read_toml
from intake.ask.words import Standing, status

PACKS = Path(__file__).resolve().parents[2] / "forms"
"""The shelf."""
FORMAT = 1
"""The layout of a pack folder this version reads."""

_Name = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_-]{1,64}$")]
_File = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_-]{1,64}(\.[a-z0-9]{1,8})?$")]
"""A file beside pack.toml: no folder, no way out, nothing that another system reads differently."""


class _Translation(BaseModel):
    """How far the phrase books of one language are: [translations.fr-CA] of pack.toml."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, hide_input_in_errors=True)

    status: Literal["drafted", "reviewed"] = "drafted"
    by: Annotated[str, StringConstraints(strip_whitespace=True, max_length=500)] = ""
    on: Day

    @model_validator(mode="after")
    def _a_review_has_a_name(self) -> Self:
        if self.status == "reviewed" and not self.by:
            raise ValueError("a reviewed translation names who reviewed it, in by")
        return self


class PackInfo(BaseModel):
    """pack.toml. File names have defaults and are only needed where a pack names its files otherwise."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, hide_input_in_errors=True)

    format: int = FORMAT
    name: _Name
    title: Line
    version: Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z.+-]{1,40}$")]
    checked_on: Day
    signed_off: bool = False
    signed_off_by: tuple[str, ...] = Field(default=(), strict=False)
    languages: tuple[str, ...] = Field(default=("en",), strict=False)
    questionnaire: _File = "questionnaire.json"
    dictionary: _File = "dictionary.csv"
    rules: _File = "rules.py"
    constants: _File = "constants.toml"
    medicines: _File = "medicines.csv"
    medicine_words: _File = "medicine_words.csv"
    choices: _File = "choices.toml"
    examples: _File = "examples"
    education: _File = "education.toml"
    context: _File = "context.toml"
    modules: tuple[str, ...] = Field(default=(), strict=False)
    translations: dict[Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Z]{2})?$")], _Translation] = {}


@dataclass(frozen=True, slots=True)
class Pack:
    """A pack, loaded. `sha256` maps each file that decides what is asked and found to its hash."""

    path: Path
    name: str
    form: Form
    constants: Mapping[str, Constant]
    medicines: Medicines
    rules_path: Path | None
    sha256: Mapping[str, str]
    version: str
    checked_on: str
    signed_off: bool
    examples: tuple[Path, ...] = ()
    title: str = ""
    languages: tuple[str, ...] = ("en",)
    signed_off_by: tuple[str, ...] = ()
    modules: tuple[str, ...] = ()
    choices: Choices = Choices()
    translations: Mapping[str, Standing] = field(default_factory=dict)  # language -> how far its phrase books are
    phrases: Phrases = field(default=Phrases(), repr=False)
    education: Education = field(default=Education(), repr=False)
    context: Context = field(default=Context(), repr=False)
    notes: tuple[Fault, ...] = field(default=(), repr=False)  # warnings about the pack as a whole

    def is_draft(self, language: str) -> bool:
        """Whether the form's or the program's words in a language were not reviewed yet."""
        return self.draft(language) is not None

    def draft(self, language: str) -> Standing | None:
        """Whose draft the form's words in a language are, else whose the program's; None where both were reviewed."""
        base = language.partition("-")[0]
        if base == self.form.language.partition("-")[0]:
            return None
        told = (standing for tag, standing in self.translations.items() if tag.partition("-")[0] == base)
        return next((one for one in (*told, status(language)) if one.is_draft), None)


def shelf() -> tuple[Path, ...]:
    """The folders of the packs on the shelf, by name."""
    if not PACKS.is_dir():
        return ()
    return tuple(sorted(path.parent for path in PACKS.glob("*/pack.toml")))


_T = TypeVar("_T")


def load_pack(path: Path) -> Pack:
    """A pack from its folder. PackError carries every fault of all its files at once; nothing is half-loaded."""
    path = Path(path)
    info, text, raw = _info(path)
    faults: list[Fault] = []

    def attempt(load: Callable[[], _T], otherwise: _T) -> _T:
        try:
            return load()
        except PackError as error:
            faults.extend(error.faults)
            return otherwise

    named = (info.questionnaire, info.constants, info.medicines, info.medicine_words, info.rules, info.choices, info.education, info.context)
    files = {name: path / name for name in named if name}
    faults.extend(_outside(path, files, text))
    faults.extend(_missing(path, info))
    hashes = {"pack.toml": hashlib.sha256(raw).hexdigest()}
    medicines = medicines_of(())
    if files[info.medicines].exists():
        medicines = attempt(lambda: load_medicines(files[info.medicines]), medicines)
        hashes[info.medicines] = medicines.sha256
    words = MedicineWords()
    if files[info.medicine_words].exists():
        words = attempt(lambda: load_words(files[info.medicine_words], medicines.by_code), words)
        hashes[info.medicine_words] = words.sha256
    constants: Mapping[str, Constant] = MappingProxyType({})
    if files[info.constants].exists():
        constants = attempt(lambda: load_constants(files[info.constants]), constants)
        hashes[info.constants] = _hash(files[info.constants])
    rules = files[info.rules] if files[info.rules].exists() else None
    for code in sorted(path.glob("rules*.py")):
        hashes[code.name] = _hash(code)
    phrases = attempt(lambda: load_phrases(path), Phrases())
    hashes |= phrases.sha256
    learn, around = files[info.education], files[info.context]
    education = attempt(lambda: load_education(learn, phrases), Education()) if learn.exists() else Education()
    context = attempt(lambda: load_context(around, phrases), Context()) if around.exists() else Context()
    medicines = medicines_of(medicines.by_code.values(), medicines.sha256, words=words, phrases=phrases)
    form = attempt(lambda: _form(files[info.questionnaire], medicines), None)
    choices = Choices()
    if files[info.choices].exists():
        choices, raw = attempt(lambda: load_choices(files[info.choices], form), (choices, b""))
        hashes[info.choices] = hashlib.sha256(raw).hexdigest()
    if faults or form is None:
        raise PackError([*faults, *_unreadable(path)])
    hashes[info.questionnaire] = form.sha256
    notes = []
    if form.version and form.version != info.version:
        facts = {"pack": info.version, "form": form.version}
        notes.append(Fault(str(path / "pack.toml"), "version", line_of(text, ("version",)), 1, "versions", facts, "warning"))
    return Pack(
        path=path,
        name=info.name,
        form=form,
        constants=constants,
        medicines=medicines,
        rules_path=rules,
        sha256=MappingProxyType(dict(sorted(hashes.items()))),
        version=info.version,
        checked_on=info.checked_on,
        signed_off=info.signed_off,
        examples=tuple(sorted((path / info.examples).glob("*.json"))),
        title=info.title,
        languages=info.languages,
        signed_off_by=info.signed_off_by,
        modules=info.modules,
        choices=choices,
        translations=MappingProxyType({tag: Standing(told.status, told.by, told.on) for tag, told in info.translations.items()}),
        phrases=phrases,
        education=education,
        context=context,
        notes=tuple(notes),
    )


def _info(path: Path) -> tuple[PackInfo, str, bytes]:
    file = path / "pack.toml"
    if not path.is_dir():
        raise PackError([Fault(str(path), "", 0, 0, "notAPack" if path.exists() else "notFound", {"near": ""})])
    data, text, raw = read_toml(file)
    newer = data.get("format", FORMAT)
    if isinstance(newer, int) and newer > FORMAT:
        facts = {"format": newer, "known": FORMAT}
        raise PackError([Fault(str(file), "format", line_of(text, ("format",)), 1, "newerFormat", facts)])
    try:
        return PackInfo.model_validate(data), text, raw
    except ValidationError as error:
        raise PackError(model_faults(error, PackInfo, str(file), text)) from None


def _outside(path: Path, files: Mapping[str, Path], text: str) -> list[Fault]:
    """Files that are links to a place outside the pack."""
    home = path.resolve()
    return [
        Fault(str(path / "pack.toml"), name, line_of(text, (name,)), 1, "outside", {"name": name})
        for name, file in files.items()
        if not file.resolve().is_relative_to(home)
    ]


def _missing(path: Path, info: PackInfo) -> Iterator[Fault]:
    """Files that pack.toml names and that are not there: a pack whose rules were lost must not screen in silence.

    A pack may do without rules, constants or medicines by not naming them; rules beside a missing first file are lost ones too.
    """
    for kind in ("rules", "constants", "medicines", "choices"):
        name = getattr(info, kind)
        named = kind in info.model_fields_set or (kind == "rules" and any(path.glob("rules_*.py")))
        if named and not (path / name).exists():
            yield Fault(str(path / name), "", 0, 0, "notFound", {"near": ""})


def _unreadable(path: Path) -> Iterator[Fault]:
    """Rules files that are no Python. Looked at only where the pack is refused anyway, so that this is told at once as well."""
    for code in sorted(path.glob("rules*.py")):
        try:
            ast.parse(read_bytes(code))
        except SyntaxError as error:
            yield Fault(str(code), "", error.lineno or 0, error.offset or 0, "rule.load", {"why": error.msg})
        except (ValueError, PackError):
            yield Fault(str(code), "", 0, 0, "rule.load", {"why": "it cannot be read"})


def _form(path: Path, medicines: Medicines) -> Form:
    return compile_form(read_bytes(path), file=str(path), strict=True, medicines=medicines)


def _hash(path: Path) -> str:
    return hashlib.sha256(read_bytes(path)).hexdigest()
