"""Parser: from words to shapes, by precedence climbing (Pratt). Every error says the character."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache
from typing import Any

from intake.ask.fhirpath.conversions import made
from intake.ask.fhirpath.errors import ExpressionError
from intake.ask.fhirpath.syntax import Call, Chain, Index, Literal, Member, Path, Sign, Special, TypeName, Variable
from intake.ask.fhirpath.tokens import Token, odd, tokens
from intake.ask.fhirpath.values import CALENDAR

DEEPEST = 100
"""Brackets inside brackets."""

STEEPEST = 200
"""Operands inside operands, brackets included."""

LEVELS = (("implies",), ("or", "xor"), ("and",), ("in", "contains"), ("=", "!=", "~", "!~"), ("<", ">", "<=", ">="), ("|",), ("is", "as"), ("+", "-", "&"), ("*", "/", "div", "mod"))
"""Operators from the loosest to the tightest."""

LEVEL = {operator: level for level, operators in enumerate(LEVELS, 1) for operator in operators}
TYPES, SIGNS = LEVEL["is"], len(LEVELS) + 1
NOT_NAMES = frozenset(("and", "or", "xor", "implies", "div", "mod"))


def parse(source: str, names: Iterable[str] = ()) -> Any:
    """The shape of an expression; ExpressionError with the place of the first character that does not fit."""
    return _parse(source, odd(frozenset(names)))


@lru_cache(maxsize=4096)
def _parse(source: str, names: tuple[str, ...]) -> Any:
    """Shapes are immutable and forms repeat themselves ("%age <= 12" stands 27 times in one), so each is read once."""
    parser = _Parser(tokens(source, names))
    node = parser.expression()
    if parser.token.kind != "end":
        raise parser.unexpected()
    return node


class _Parser:
    def __init__(self, words: list[Token]) -> None:
        self.words = words
        self.place = 0
        self.token = words[0]
        self.brackets = 0
        self.depth = 0

    def expression(self, floor: int = 0) -> Any:
        """An operand and all operators behind it that bind tighter than `floor`."""
        self.depth += 1
        if self.depth > STEEPEST:
            raise ExpressionError("tooDeep", self.token.at, deepest=DEEPEST)
        left = self.operand()
        while (level := self.level()) > floor:
            word = self.next()
            right = self.type_name() if level == TYPES else self.expression(level)
            step = (word.value, word.at, right)
            if isinstance(left, Chain) and left.level == level:
                left = left._replace(rest=(*left.rest, step)) if len(left.rest) < 8 else self.long_chain(left, step)
            else:
                left = Chain(level, left, (step,), left.at)
        self.depth -= 1
        return left

    def long_chain(self, chain: Chain, step: tuple[str, int, Any]) -> Chain:
        """A chain with all further operands of its level, gathered in one go (a sum of thousands is not copied for each)."""
        steps = [*chain.rest, step]
        while self.level() == chain.level:
            word = self.next()
            steps.append((word.value, word.at, self.type_name() if chain.level == TYPES else self.expression(chain.level)))
        return chain._replace(rest=tuple(steps))

    def level(self) -> int:
        """The precedence of the operator that stands here; 0 for none."""
        return LEVEL.get(self.token.value, 0) if self.token.kind in ("symbol", "name") else 0

    def operand(self) -> Any:
        token = self.token
        if token.kind == "symbol" and token.value in ("+", "-"):
            self.next()
            return Sign(token.value, self.expression(SIGNS), token.at)
        head, steps = self.head()
        while True:
            if self.takes("."):
                steps.append(self.invocation())
            elif self.token.kind == "symbol" and self.token.value == "[":
                at = self.open()
                place = self.expression()
                self.close("]", at)
                steps.append(Index(place, at))
            else:
                break
        if not steps:
            return head
        if isinstance(head, Path):
            return head._replace(steps=(*head.steps, *steps))
        return Path(head, tuple(steps), token.at)

    def head(self) -> tuple[Any, list[Any]]:
        """What a path starts from, and its first step where it starts from what the expression stands on."""
        token = self.token
        if token.kind == "number":
            return self.number(), []
        if token.kind in ("string", "moment"):
            self.next()
            return Literal((token.value,), token.at), []
        if token.kind == "variable":
            self.next()
            return Variable(token.value, token.at), []
        if token.kind == "special":
            self.next()
            return Special(token.value, token.at), []
        if token.kind == "name" and token.value in ("true", "false"):
            self.next()
            return Literal((token.value == "true",), token.at), []
        if token.kind == "symbol" and token.value == "(":
            at = self.open()
            node = self.expression()
            self.close(")", at)
            return node, []
        if self.takes("{"):
            self.expect("}")
            return Literal((), token.at), []
        return None, [self.invocation()]

    def number(self) -> Literal:
        """A number, or with a unit behind it a quantity."""
        token = self.next()
        unit = self.token
        if unit.kind == "string":
            self.next()
            return Literal((made(token.value, unit.value, True),), token.at)
        if unit.kind == "name" and unit.value in CALENDAR:
            self.next()
            return Literal((made(Decimal(token.value), unit.value, False),), token.at)
        return Literal((token.value,), token.at)

    def invocation(self) -> Any:
        """A name, or a call."""
        token = self.token
        if token.kind == "special":
            self.next()
            return Special(token.value, token.at)
        if token.kind not in ("name", "delimited") or (token.kind == "name" and token.value in NOT_NAMES):
            raise self.unexpected()
        self.next()
        if self.token.kind != "symbol" or self.token.value != "(":
            return Member(token.value, token.at)
        at = self.open()
        arguments = []
        if not (self.token.kind == "symbol" and self.token.value == ")"):
            arguments.append(self.expression())
            while self.takes(","):
                arguments.append(self.expression())
        self.close(")", at)
        return Call(token.value, tuple(arguments), token.at)

    def type_name(self) -> TypeName:
        token = self.token
        words = [self.name()]
        if self.takes("."):
            words.append(self.name())
        return TypeName(words[0] if len(words) > 1 else "", words[-1], token.at)

    def name(self) -> str:
        if self.token.kind not in ("name", "delimited"):
            raise self.unexpected()
        return self.next().value

    def open(self) -> int:
        self.brackets += 1
        if self.brackets > DEEPEST:
            raise ExpressionError("tooDeep", self.token.at, deepest=DEEPEST)
        return self.next().at

    def close(self, bracket: str, opened: int) -> None:
        if self.token.kind == "end":
            raise ExpressionError("unclosedBracket", opened, bracket=bracket)
        self.expect(bracket)
        self.brackets -= 1

    def expect(self, symbol: str) -> None:
        if not self.takes(symbol):
            raise self.unexpected(symbol)

    def takes(self, symbol: str) -> bool:
        """Step over a symbol if it stands here."""
        if self.token.kind == "symbol" and self.token.value == symbol:
            self.next()
            return True
        return False

    def next(self) -> Token:
        token = self.token
        if token.kind != "end":
            self.place += 1
            self.token = self.words[self.place]
        return token

    def unexpected(self, wanted: str = "") -> ExpressionError:
        token = self.token
        if token.kind == "end":
            return ExpressionError("unexpectedEnd", token.at)
        if wanted:
            return ExpressionError("expected", token.at, wanted=wanted)
        return ExpressionError("unexpected", token.at, length=token.end - token.at)
