"""Tokens: the source of an expression cut into words, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple

from intake.ask.fhirpath.errors import ExpressionError
from intake.ask.fhirpath.values import FhirDate, FhirDateTime, FhirTime

LONGEST = 20_000
"""Characters an expression may have."""

DIGITS = 40
"""Digits a number may have."""

SPACE = re.compile(r"(?:\s|//[^\r\n]*|/\*.*?\*/)*", re.DOTALL)
NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
STRING = re.compile(r"'((?:[^'\\]|\\.)*)'", re.DOTALL)
DELIMITED = re.compile(r"`((?:[^`\\]|\\.)*)`", re.DOTALL)
ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|(.))", re.DOTALL)
MOMENT = re.compile(r"@(?:T[0-9:.]*|[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?(?:T(?:[0-9:.]+(?:Z|[+-][0-9]{2}:[0-9]{2})?)?)?)")
SYMBOL = re.compile(r"[<>!]=|!~|[=~<>+\-*/&|.,()\[\]{}]")
LETTERS = {"n": "\n", "r": "\r", "t": "\t", "f": "\f", "'": "'", '"': '"', "`": "`", "\\": "\\", "/": "/"}


class Token(NamedTuple):
    """One word. `kind`: number string name delimited variable special moment symbol end; `value` is what it means."""

    kind: str
    value: Any
    at: int
    end: int


def tokens(source: str, names: Iterable[str] = ()) -> list[Token]:
    """All words of `source`, closed by an `end` token.

    `names` are the declared %variables: they are tried first and longest first, so that `%calc-age` is one word where
    the form declares it and `%calc - age` where it does not.
    """
    if len(source) > LONGEST:
        raise ExpressionError("tooLong", LONGEST, longest=LONGEST)
    declared = odd(frozenset(names))
    found: list[Token] = []
    at, end = SPACE.match(source).end(), len(source)
    while at < end:
        token = _token(source, at, declared)
        found.append(token)
        at = SPACE.match(source, token.end).end()
    found.append(Token("end", "", end, end))
    return found


@lru_cache(maxsize=256)
def odd(names: frozenset[str]) -> tuple[str, ...]:
    """The declared names that are more than one word to the eye, longest first. A form asks for the same ones again and again."""
    return tuple(sorted((name for name in names if name and not NAME.fullmatch(name)), key=len, reverse=True))


def _token(source: str, at: int, declared: tuple[str, ...]) -> Token:
    first = source[at]
    if match := NAME.match(source, at):
        return Token("name", match[0], at, match.end())
    if first in "0123456789":
        return _number(NUMBER.match(source, at), at)
    if first == "'" or first == "`":
        return _quoted(source, at)
    if first == "%":
        return _variable(source, at, declared)
    if first == "@":
        return _moment(source, at)
    if first == "$":
        for name in ("$this", "$index", "$total"):
            if source.startswith(name, at) and not NAME.match(source, at + len(name)):
                return Token("special", name, at, at + len(name))
        raise ExpressionError("unknownSpecial", at)
    if source.startswith("/*", at):
        raise ExpressionError("unclosedComment", at)
    if match := SYMBOL.match(source, at):
        return Token("symbol", match[0], at, match.end())
    raise ExpressionError("strangeCharacter", at, character=first)


def _number(match: re.Match[str], at: int) -> Token:
    text = match[0]
    if len(text) > DIGITS:
        raise ExpressionError("numberTooLong", at, longest=DIGITS)
    return Token("number", Decimal(text) if "." in text else int(text), at, match.end())


def _quoted(source: str, at: int) -> Token:
    match = (STRING if source[at] == "'" else DELIMITED).match(source, at)
    if match is None:
        raise ExpressionError("unclosedString", at)
    return Token("string" if source[at] == "'" else "delimited", _unescape(match[1], at + 1), at, match.end())


def _unescape(text: str, at: int) -> str:
    if "\\" not in text:
        return text

    def meant(match: re.Match[str]) -> str:
        if match[1]:
            return chr(int(match[1], 16))
        if match[2] not in LETTERS:
            raise ExpressionError("badEscape", at + match.start())
        return LETTERS[match[2]]

    plain = ESCAPE.sub(meant, text)
    try:  # \uD83D\uDE00 is one character; half of a pair is none
        return plain.encode("utf-16", "surrogatepass").decode("utf-16")
    except UnicodeDecodeError:
        raise ExpressionError("badEscape", at) from None


def _variable(source: str, at: int, declared: tuple[str, ...]) -> Token:
    start = at + 1
    for name in declared:
        if source.startswith(name, start) and not re.match(r"[A-Za-z0-9_]", source[start + len(name) : start + len(name) + 1]):
            return Token("variable", name, at, start + len(name))
    if match := NAME.match(source, start):
        return Token("variable", match[0], at, match.end())
    if source[start : start + 1] in ("'", "`"):
        token = _quoted(source, start)
        return Token("variable", token.value, at, token.end)
    raise ExpressionError("nameExpected", start)


def _moment(source: str, at: int) -> Token:
    match = MOMENT.match(source, at)
    if match is None:
        raise ExpressionError("badDate", at)
    text = match[0][1:]
    try:
        value = FhirTime(text[1:]) if text[0] == "T" else FhirDateTime(text) if "T" in text else FhirDate(text)
    except ValueError:
        raise ExpressionError("badDate", at) from None
    return Token("moment", value, at, match.end())
