"""Notes: collects what must be said about a file while it is compiled, and decides whether the form may run."""

from __future__ import annotations

from typing import Any

from intake.ask.errors import Fault, PackError
from intake.ask.positions import located

MOST = 1_000
"""Faults kept of one file; a file with more is not read further by a person."""


class Notes:
    """Faults in the making. `strict` files may have no error; no file may have a refusal."""

    def __init__(self, file: str, text: str, *, strict: bool) -> None:
        self.file, self.text, self.strict = file, text, strict
        self.faults: list[Fault] = []
        self.refused = False

    def error(self, code: str, pointer: str, /, **facts: Any) -> None:
        """Wrong: refuses a strict file; a foreign form runs without what is named here."""
        self._add("error", code, pointer, facts)

    def warning(self, code: str, pointer: str, /, **facts: Any) -> None:
        """The patient or the author will notice it; the form runs."""
        self._add("warning", code, pointer, facts)

    def info(self, code: str, pointer: str, /, **facts: Any) -> None:
        """Worth knowing: read differently from what was written, or left out without harm."""
        self._add("info", code, pointer, facts)

    def refuse(self, code: str, pointer: str, /, **facts: Any) -> None:
        """No form may run with this."""
        self.refused = True
        self._add("error", code, pointer, facts)

    def check(self) -> None:
        """Raise PackError with every error at once if the form must not run."""
        wrong = [fault for fault in self.faults if fault.severity == "error"]
        if self.refused or (self.strict and wrong):
            raise PackError(located(wrong, self.text))

    def _add(self, severity: str, code: str, pointer: str, facts: dict[str, Any]) -> None:
        if len(self.faults) < MOST or severity == "error" and len(self.faults) < 2 * MOST:
            self.faults.append(Fault(self.file, pointer, 0, 0, code, facts, severity))
