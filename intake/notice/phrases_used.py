"""Phrases used: every phrase for the provider that a pack's rules files hold, so that what is untranslated can be listed."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from intake.notice.rulebook import rules_files

MAKERS = frozenset({"rule", "criterion"})
SPOKEN = ("says", "scope")
TEMPLATES = {"say": 1, "counted": 2}
"""Methods of View that speak, and how many templates each is given."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """One phrase in English, with its {facts}, as the phrase books must have it in their column `en`.

    `where`: the rule or score it belongs to, "" when it is said by a template that several rules share.
    `kind`: says | scope | score | said, or computed where the rules file does not write it down as a literal: nobody can translate that.
    """

    english: str
    where: str
    kind: str
    file: str
    line: int


def phrases_used(rules_path: Path | None) -> tuple[Phrase, ...]:
    """Every phrase of `rules.py` and of the `rules_*.py` beside it, in the order of the files. Runs nothing."""
    return tuple(phrase for path in rules_files(rules_path) for phrase in _of(path))


def _of(path: Path) -> Iterator[Phrase]:
    calls = (node for node in ast.walk(ast.parse(path.read_bytes())) if isinstance(node, ast.Call))
    for call in sorted(calls, key=lambda node: (node.lineno, node.col_offset)):
        for node, where, kind in _spoken(call):
            literal = isinstance(node, ast.Constant) and isinstance(node.value, str)
            if not literal or node.value:
                yield Phrase(node.value if literal else "", where, kind if literal else "computed", path.name, node.lineno)


def _spoken(call: ast.Call) -> Iterator[tuple[ast.expr, str, str]]:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if not call.args:
        return
    first = call.args[0].value if isinstance(call.args[0], ast.Constant) else ""
    if isinstance(call.func, ast.Attribute) and name in TEMPLATES:
        yield from ((node, "", "said") for node in call.args[: TEMPLATES[name]])
    elif name in MAKERS:
        yield from ((word.value, str(first), word.arg) for word in call.keywords if word.arg in SPOKEN)
    elif name == "Instrument" and len(call.args) > 1:
        yield call.args[1], str(first), "score"
