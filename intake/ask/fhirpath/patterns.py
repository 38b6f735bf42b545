"""Patterns: the forms in which authors write the steps to a question: `where(linkId='x')`, `repeat(item)`, `[0]`."""

from __future__ import annotations

from typing import Any

from intake.ask.fhirpath.syntax import Call, Chain, Index, Literal, Member, Path, Sign, Special

ON_TEXT = frozenset("startsWith endsWith contains matches matchesFull indexOf substring length lower upper replace not exists empty".split())
"""What a condition may ask of a linkId and still be answered when the form is compiled."""


def link_id(step: Any) -> str | None:
    """The linkId in `where(linkId='x')`; None for any other step."""
    if not (isinstance(step, Call) and step.name == "where" and len(step.arguments) == 1):
        return None
    test = step.arguments[0]
    if not (isinstance(test, Chain) and len(test.rest) == 1 and test.rest[0][0] == "="):
        return None
    left, right = test.first, test.rest[0][2]
    if isinstance(left, Literal):
        left, right = right, left
    if isinstance(right, Literal) and len(right.values) == 1 and type(right.values[0]) is str and _is_link_id(left):
        return right.values[0]
    return None


def link_id_test(step: Any) -> Any:
    """The condition of a `where(...)` that looks at nothing but linkId; None for any other step."""
    if isinstance(step, Call) and step.name == "where" and len(step.arguments) == 1 and _only_link_id(step.arguments[0]):
        return step.arguments[0]
    return None


def _only_link_id(node: Any) -> bool:
    if isinstance(node, Literal):
        return True
    if isinstance(node, Chain):
        return _only_link_id(node.first) and all(_only_link_id(part) for _, _, part in node.rest)
    if isinstance(node, Sign):
        return _only_link_id(node.operand)
    if not isinstance(node, Path):
        return False
    if isinstance(node.head, Literal):
        rest = node.steps
    elif _is_link_id(node._replace(steps=node.steps[:1])):
        rest = node.steps[1:]
    else:
        return False
    return all(isinstance(step, Call) and step.name in ON_TEXT and all(isinstance(part, Literal) for part in step.arguments) for step in rest)


def _is_link_id(node: Any) -> bool:
    """`linkId` or `$this.linkId`"""
    if not (isinstance(node, Path) and len(node.steps) == 1 and isinstance(node.steps[0], Member) and node.steps[0].name == "linkId"):
        return False
    return node.head is None or (isinstance(node.head, Special) and node.head.name == "$this")


def walk(step: Any) -> str:
    """How a call walks down the response: repeat(item), both(item | answer) or descendants(); "" when it does not."""
    if not isinstance(step, Call):
        return ""
    if step.name == "descendants" and not step.arguments:
        return "descendants"
    if step.name != "repeat" or len(step.arguments) != 1:
        return ""
    argument = step.arguments[0]
    if isinstance(argument, Chain):
        united = all(operator == "|" for operator, _, _ in argument.rest)
        names = sorted(map(_bare, (argument.first, *(part for _, _, part in argument.rest)))) if united else []
        return "both" if names == ["answer", "item"] else ""
    return "repeat" if _bare(argument) == "item" else ""


def _bare(node: Any) -> str:
    return node.steps[0].name if isinstance(node, Path) and node.head is None and len(node.steps) == 1 and isinstance(node.steps[0], Member) else ""


def keeps_one(step: Any) -> bool:
    """A step that leaves a single item as it is: first(), last(), single(), [0]."""
    if isinstance(step, Call):
        return step.name in ("first", "last", "single") and not step.arguments
    return isinstance(step, Index) and isinstance(step.place, Literal) and step.place.values == (0,)
