"""Tags: HTML written by hand, with every word escaped on the way in."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Any

EMPTY = frozenset({"br", "col", "hr", "meta"})


class Markup(str):
    """Text that is HTML already."""

    __slots__ = ()


Content = Any
"""Words (escaped), Markup, None or "" (nothing), or any number of these in a row."""


def flat(content: Content) -> Markup:
    """Content as HTML."""
    if content is None:
        return Markup()
    if isinstance(content, Markup):
        return content
    if isinstance(content, str):
        return Markup(escape(content, quote=False))
    if isinstance(content, Iterable):
        return Markup("".join(map(flat, content)))
    return Markup(escape(str(content), quote=False))


def el(name: str, *content: Content, **attributes: str | None) -> Markup:
    """One element. `cls` is its class; an attribute that is None or "" is left out."""
    said = "".join(f' {"class" if key == "cls" else key}="{escape(value)}"' for key, value in attributes.items() if value)
    if name in EMPTY:
        return Markup(f"<{name}{said}>")
    return Markup(f"<{name}{said}>{flat(content)}</{name}>")


def joined(parts: Iterable[Content], between: Content = ", ") -> Markup:
    """The parts that are something, with `between` between them."""
    return Markup(flat(between).join(filter(None, map(flat, parts))))


def table(heads: Iterable[Content], rows: Iterable[Iterable[Content]], cls: str = "") -> Markup:
    """A table whose head is printed again on each sheet."""
    head = el("thead", el("tr", [el("th", head) for head in heads]))
    body = el("tbody", [el("tr", [el("td", cell) for cell in row]) for row in rows], "\n")
    return el("table", head, body, cls=cls)
