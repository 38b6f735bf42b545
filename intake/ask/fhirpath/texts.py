"""Texts: the functions on strings. Patterns run on RE2, so no pattern can hang the form."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import re2

from intake.ask.fhirpath.errors import ExpressionError
from intake.ask.fhirpath.operators import EMPTY, FALSE, TRUE, as_text, short
from intake.ask.fhirpath.scope import Run, only

LONGEST_PATTERN = 500
"""Characters a pattern may have."""

Items = list[Any]


def text(items: Items) -> str | None:
    """The one text of a collection (a date or a number as it is written); None when there is none."""
    item = only(items)
    return None if item is None else as_text(item)


def index_of(run: Run, items: Items, part: str) -> Items:
    said = text(items)
    return EMPTY if said is None else [said.find(part)]


def substring(run: Run, items: Items, start: int, length: int | None = None) -> Items:
    said = text(items)
    if said is None or start < 0 or start >= len(said):
        return EMPTY
    return [said[start:] if length is None else said[start : start + max(0, length)]]


def starts_with(run: Run, items: Items, part: str) -> Items:
    said = text(items)
    return EMPTY if said is None else TRUE if said.startswith(part) else FALSE


def ends_with(run: Run, items: Items, part: str) -> Items:
    said = text(items)
    return EMPTY if said is None else TRUE if said.endswith(part) else FALSE


def contains(run: Run, items: Items, part: str) -> Items:
    said = text(items)
    return EMPTY if said is None else TRUE if part in said else FALSE


def upper(run: Run, items: Items) -> Items:
    said = text(items)
    return EMPTY if said is None else [said.upper()]


def lower(run: Run, items: Items) -> Items:
    said = text(items)
    return EMPTY if said is None else [said.lower()]


def trim(run: Run, items: Items) -> Items:
    said = text(items)
    return EMPTY if said is None else [said.strip()]


def length(run: Run, items: Items) -> Items:
    said = text(items)
    return EMPTY if said is None else [len(said)]


def to_chars(run: Run, items: Items) -> Items:
    said = text(items) or ""
    run.spend(len(said))
    return list(said)


def split(run: Run, items: Items, separator: str) -> Items:
    said = text(items)
    if said is None:
        return EMPTY
    found = said.split(separator) if separator else list(said)
    run.spend(len(found))
    return found


def join(run: Run, items: Items, separator: str = "") -> Items:
    run.spend(len(items))
    return short(separator.join(map(as_text, items))) if items else EMPTY


def replace(run: Run, items: Items, part: str, by: str) -> Items:
    said = text(items)
    if said is None:
        return EMPTY
    times = said.count(part)
    run.spend((len(said) + times * len(by)) // 16 + 1)
    return short(said.replace(part, by))


def matches(run: Run, items: Items, pattern: str) -> Items:
    """Whether the pattern is found anywhere in the text."""
    said = text(items)
    return EMPTY if said is None else TRUE if _on(said, compiled(pattern).search) else FALSE


def matches_full(run: Run, items: Items, pattern: str) -> Items:
    """Whether the pattern is the whole text."""
    said = text(items)
    return EMPTY if said is None else TRUE if _on(said, compiled(pattern).fullmatch) else FALSE


def replace_matches(run: Run, items: Items, pattern: str, by: str) -> Items:
    """Each match replaced; `$1` to `$9` in the replacement are the groups, `$$` is a dollar."""
    said = text(items)
    if said is None:
        return EMPTY
    regex = compiled(pattern)
    parts = _replacement(by)

    def meant(match: Any) -> str:
        run.spend(1 + len(by) // 16)
        return "".join(part if type(part) is str else (match[part] or "") if part <= regex.groups else f"${part}" for part in parts)

    return short(_on(said, lambda where: regex.sub(meant, where)))


@lru_cache(maxsize=512)
def compiled(pattern: str) -> Any:
    """A pattern ready to run (a dot matches line ends, as the standard says); an error when RE2 does not know it."""
    if len(pattern) > LONGEST_PATTERN:
        raise ExpressionError("patternTooLong", longest=LONGEST_PATTERN)
    options = re2.Options()
    options.dot_nl = True
    options.log_errors = False
    options.max_mem = 1 << 21
    try:
        return re2.compile(pattern, options)
    except (re2.error, UnicodeError):
        raise ExpressionError("badPattern") from None


def _on(said: str, run: Any) -> Any:
    try:
        return run(said)
    except UnicodeError:  # half of a surrogate pair: no text that a pattern can meet
        raise ExpressionError("badText") from None


def _replacement(by: str) -> list[str | int]:
    """The replacement cut into text and group numbers."""
    parts: list[str | int] = []
    rest = by
    while "$" in rest:
        before, _, rest = rest.partition("$")
        parts.append(before)
        if rest[:1] == "$":
            parts.append("$")
            rest = rest[1:]
        elif rest[:1] in tuple("123456789"):
            parts.append(int(rest[0]))
            rest = rest[1:]
        else:
            parts.append("$")
    return [*parts, rest]
