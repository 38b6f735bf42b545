"""Errors: the one exception of the expression language: a key, the place in the source, and facts."""

from __future__ import annotations

from typing import Any


class ExpressionError(ValueError):
    """An expression that cannot be read, or cannot be worked out.

    `code` is the key of its sentence (`words("expression." + code, **facts)`), `offset` the 0-based character in the source,
    `facts` what the sentence needs. Facts hold names, counts and positions from the expression itself, never an answer.
    """

    def __init__(self, code: str, offset: int = -1, **facts: Any) -> None:
        super().__init__(code, offset)
        self.code = code
        self.offset = offset
        self.facts: dict[str, Any] = facts

    @property
    def key(self) -> str:
        """The key of the sentence in `assets/words`."""
        return "expression." + self.code

    def at(self, offset: int) -> ExpressionError:
        """The same error, placed at `offset` unless a more precise place is already known."""
        if self.offset < 0:
            self.offset = offset
            self.args = (self.code, offset)
        return self

    def __str__(self) -> str:
        return f"{self.code} at character {self.offset}"
