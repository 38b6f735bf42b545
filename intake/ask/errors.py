"""Errors: what is wrong with a file, where, and what to do about it: `Fault` values, and the one exception that carries them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from intake.ask.words import words

SEVERITIES = ("error", "warning", "info")


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing to tell an author: a key and its facts. `line` and `column` count from 1; 0 means "the file as a whole".

    `pointer` is a JSON pointer, or the dotted key of a TOML file, or the row of a table.
    """

    file: str
    pointer: str
    line: int
    column: int
    code: str
    facts: dict[str, Any] = field(default_factory=dict, hash=False)
    severity: str = "error"  # error | warning | info

    def sentence(self, language: str = "en") -> str:
        """What is wrong and the remedy, in one or two plain sentences; a near name is offered where there is one."""
        say = words(language)
        sentence = say("fault." + self.code, **self.facts)
        near = self.facts.get("near")
        return f"{sentence} {say('fault.near', near=near)}" if near else sentence

    @property
    def place(self) -> str:
        """file:line:column, as editors understand it."""
        name = self.file or "(no file)"
        return f"{name}:{self.line}:{self.column}" if self.line else name

    def __str__(self) -> str:
        where = f" [{self.pointer}]" if self.pointer else ""
        return f"{self.place}: {self.severity}: {self.sentence()}{where}"


class PackError(Exception):
    """A file that cannot be used. Carries every fault at once, in the order of the file; `str()` is the full plain message."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults: tuple[Fault, ...] = tuple(sorted(faults, key=lambda fault: (fault.file, fault.line, fault.column)))
        super().__init__(self.faults)

    def __str__(self) -> str:
        return "\n".join(map(str, self.faults))
