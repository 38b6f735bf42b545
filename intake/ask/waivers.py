"""Waivers: findings of `intake check` that somebody has looked at and lets stand, each with a reason, an owner and a day.

`waivers.toml` beside the pack: `[[waiver]]` with `code` (the finding), `where` (a linkId, `linkId.help`, `linkId=option`, a rule id, or a
list of them), `language` (blank: every language), `reason`, `owner`, `on`. Errors cannot be waived. A waiver that no finding needs any
more is a finding itself, so that the list never outlives what it excuses.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import pydantic.errors  # noqa: F401 - before the rest of pydantic: the import hook of PySide6 trips over it otherwise
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from intake.ask.constants import Day, Line
from intake.ask.errors import Fault, PackError
from intake.ask.tomlfile import read_as

FILE = "waivers.toml"
_Where = Annotated[str, StringConstraints(pattern=r"^\S{1,200}$")]


class Waiver(BaseModel):
    """One finding, at one or several places, that may stand."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, hide_input_in_errors=True)

    code: Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9.]{0,60}$")]
    where: Annotated[tuple[_Where, ...], Field(strict=False, min_length=1)] | _Where
    language: Annotated[str, StringConstraints(pattern=r"^[A-Za-z-]{0,12}$")] = ""
    reason: Annotated[Line, StringConstraints(min_length=20)]
    owner: Annotated[Line, StringConstraints(min_length=2)]
    on: Day

    @property
    def places(self) -> tuple[str, ...]:
        return (self.where,) if isinstance(self.where, str) else self.where


class _Book(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, hide_input_in_errors=True)

    waiver: Annotated[tuple[Waiver, ...], Field(strict=False)] = ()


@dataclass(frozen=True, slots=True)
class Waived:
    """A finding and the waiver that lets it stand."""

    fault: Fault
    waiver: Waiver


def load_waivers(path: Path) -> tuple[Waiver, ...]:
    """The waivers of a file; () when there is none. PackError lists every fault with its line."""
    if not path.exists():
        return ()
    return read_as(path, _Book).waiver


def sift(faults: Iterable[Fault], waivers: tuple[Waiver, ...], file: str, *, unmeasured: frozenset[str] = frozenset()) -> tuple[list[Fault], list[Waived]]:
    """(what still stands, what is waived). Waivers nothing needed stand as findings about `file`; those of `unmeasured` codes do not."""
    book = {(one.code, where, one.language): one for one in waivers for where in one.places}
    used: set[tuple[str, str, str]] = set()
    standing: list[Fault] = []
    waived: list[Waived] = []
    for fault in faults:
        where, language = fault.facts.get("where") or fault.pointer, str(fault.facts.get("language", ""))
        tries = ((fault.code, where, language), (fault.code, where, language.partition("-")[0]), (fault.code, where, ""))
        key = next((key for key in tries if key in book), None)
        if key is None or fault.severity == "error":
            standing.append(fault)
        else:
            used.add(key)
            waived.append(Waived(fault, book[key]))
    for key in book:
        if key not in used and key[0] not in unmeasured:
            facts = {"where": key[1], "waived": key[0], "language": key[2]}
            standing.append(Fault(file, key[1], 0, 0, "unusedWaiver", facts, "warning"))
    return standing, waived
