"""Patterns: an author's regular expression, compiled by RE2 only, so that no pattern and no answer can make it slow."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import re2

MAX_PATTERN = 500
"""Characters of a pattern."""


class PatternError(ValueError):
    """A pattern that RE2 refuses: a look-around, a back-reference, too large a repeat, or a slip of the pen."""


@lru_cache(maxsize=1024)
def compiled(pattern: str) -> Any:
    """The compiled pattern (`.fullmatch(text)`); PatternError says why not.

    `\\d`, `\\w` and `\\s` mean ASCII here: an Arabic digit does not match `\\d`. Numbers are normalised before they come here.
    """
    if len(pattern) > MAX_PATTERN:
        raise PatternError(f"longer than {MAX_PATTERN} characters")
    options = re2.Options()
    options.max_mem = 1 << 20
    options.log_errors = False
    options.never_capture = True
    try:
        return re2.compile(pattern, options)
    except re2.error as error:
        reason = error.args[0] if error.args else ""
        raise PatternError(reason.decode() if isinstance(reason, bytes) else str(reason)) from None
