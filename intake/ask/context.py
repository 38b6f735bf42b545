"""Context: what the literature says about a reason for the visit, dated and sourced, for the provider's page and never for a patient."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

import pydantic.errors  # noqa: F401 - before the rest of pydantic: the import hook of PySide6 trips over it otherwise
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from intake.ask.constants import Day, Line
from intake.ask.phrases import Phrases
from intake.ask.tomlfile import read_as
from intake.ask.words import Text

_Key = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]{1,40}$")]
_CONFIG = ConfigDict(frozen=True, extra="forbid", strict=True, hide_input_in_errors=True)


@dataclass(frozen=True, slots=True)
class Saying:
    """One sentence of the literature. `grade` of its source: A to D; `checked_on` is a day: "2026-11-20"."""

    key: str
    conditions: frozenset[str]
    text: Text
    source: str
    grade: str
    checked_on: str


@dataclass(frozen=True, slots=True)
class Context:
    """All of them in the order of the file."""

    sayings: tuple[Saying, ...] = ()

    def about(self, conditions: Iterable[str | None]) -> tuple[Saying, ...]:
        """Those for a visit with these reasons (codes of `condition`)."""
        reasons = frozenset(conditions)
        return tuple(one for one in self.sayings if one.conditions & reasons)


class _Saying(BaseModel):
    model_config = _CONFIG
    key: _Key
    conditions: Annotated[tuple[_Key, ...], Field(strict=False, min_length=1)]
    says: Line
    source: Line
    grade: Literal["A", "B", "C", "D"]
    checked_on: Day


class _File(BaseModel):
    model_config = _CONFIG
    line: Annotated[tuple[_Saying, ...], Field(strict=False, min_length=1)]


def load_context(path: Path, phrases: Phrases) -> Context:
    """The lines of a context.toml with their translations. PackError lists every fault with its line."""
    file = read_as(path, _File)
    return Context(
        tuple(Saying(one.key, frozenset(one.conditions), phrases(one.says), one.source, one.grade, str(one.checked_on)) for one in file.line)
    )
