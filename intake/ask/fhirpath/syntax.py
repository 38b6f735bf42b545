"""Syntax: the few shapes an expression is made of once it has been read."""

from __future__ import annotations

from typing import Any, NamedTuple


class Literal(NamedTuple):
    """A value written out; `values` is () for `{}`."""

    values: tuple[Any, ...]
    at: int


class Variable(NamedTuple):
    """%name"""

    name: str
    at: int


class Special(NamedTuple):
    """$this, $index or $total"""

    name: str
    at: int


class Member(NamedTuple):
    """.name"""

    name: str
    at: int


class Call(NamedTuple):
    """.name(arguments)"""

    name: str
    arguments: tuple[Any, ...]
    at: int


class Index(NamedTuple):
    """[place]"""

    place: Any
    at: int


class Path(NamedTuple):
    """A start and the steps from it; `head` is None where it starts from what the expression stands on."""

    head: Any
    steps: tuple[Any, ...]
    at: int


class Sign(NamedTuple):
    """+x or -x"""

    sign: str
    operand: Any
    at: int


class TypeName(NamedTuple):
    """[System.]String behind `is` and `as`, or as an argument"""

    namespace: str
    name: str
    at: int


class Chain(NamedTuple):
    """a + b - c: operands of one precedence, worked out from the left. `rest`: (operator, its place, operand)."""

    level: int
    first: Any
    rest: tuple[tuple[str, int, Any], ...]
    at: int


def weight(node: Any) -> int:
    """How many shapes a piece is made of: what one run of it costs, about."""
    total, open_ = 0, [node]
    while open_:
        piece = open_.pop()
        if isinstance(piece, tuple):
            total += hasattr(piece, "_fields")
            open_ += [part for part in piece if isinstance(part, tuple)]
    return total
