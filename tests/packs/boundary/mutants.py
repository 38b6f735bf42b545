"""Mutants: one small wrong in a rule at a time (a comparison flipped, a clause dropped), put into the loaded rules and taken out."""

from __future__ import annotations

import ast
import copy
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

from intake.notice import criteria, notation
from intake.notice.screening import Rules
from tests.notice.kit import PACK, the_rules

FILES = (*sorted(PACK.glob("rules*.py")), Path(notation.__file__), Path(criteria.__file__))
FLIPS: Mapping[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE), ast.LtE: (ast.Lt, ast.Gt), ast.Gt: (ast.GtE, ast.LtE), ast.GtE: (ast.Gt, ast.Lt), ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,), ast.In: (ast.NotIn,), ast.NotIn: (ast.In,), ast.Is: (ast.IsNot,), ast.IsNot: (ast.Is,),
}  # fmt: skip
LEVELS = {"URGENT": "REVIEW", "CI": "REVIEW", "REVIEW": "NOTE", "NOTE": "REVIEW", "DATA": "NOTE"}
CALLS = {"any": "all", "all": "any", "min": "max", "max": "min"}
PREDICATES = {"at_least": "over", "over": "at_least", "below": "at_most", "at_most": "below"}
GATHERING = {"any": 0, "all": 0, "worst": 0, "level_if": 1, "met": 0}
"""Calls whose arguments are clauses; level_if's first is the level."""
TRUTHS = {True: (False, None), False: (True, None), None: (True, False)}


@dataclass(frozen=True)
class Mutant:
    """`id` is file:function:kind:number. `node`: what the function (or the table) has become; `above`: in its decorator."""

    id: str
    file: Path
    function: str
    was: str
    now: str
    node: ast.stmt
    above: bool = False


def _changes(node: ast.AST) -> Iterator[tuple[str, Callable[[Any], ast.AST | None]]]:
    """(kind, what to do to a copy of the node: it may give back another node to stand in its place)."""
    if isinstance(node, ast.Compare):
        for place, op in enumerate(node.ops):
            for other in FLIPS[type(op)]:
                yield "compare", lambda n, p=place, o=other: n.ops.__setitem__(p, o())
    if isinstance(node, ast.BoolOp):
        for place in range(len(node.values)):
            yield "clause", lambda n, p=place: n.values.pop(p) and (n.values[0] if len(n.values) == 1 else None)
    if isinstance(node, ast.Set) or (isinstance(node, ast.Tuple | ast.List) and len(node.elts) > 1 and all(isinstance(e, ast.Constant) for e in node.elts)):
        for place in range(len(node.elts)):
            yield "element", lambda n, p=place: n.elts.pop(p) and (None if n.elts else ast.Call(ast.Name("set", ast.Load()), [], []))
    if isinstance(node, ast.Call):
        yield from _calls(node)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield "negate", lambda n: n.operand
    if isinstance(node, ast.If | ast.IfExp | ast.While):
        yield "negate", lambda n: setattr(n, "test", ast.UnaryOp(ast.Not(), n.test))
    if isinstance(node, ast.comprehension):
        for place in range(len(node.ifs)):
            yield "clause", lambda n, p=place: n.ifs.pop(p) and None
    if isinstance(node, ast.Name) and node.id in LEVELS and isinstance(node.ctx, ast.Load):
        yield "level", lambda n: setattr(n, "id", LEVELS[n.id])
    if isinstance(node, ast.Attribute) and node.attr in LEVELS:
        yield "level", lambda n: setattr(n, "attr", LEVELS[n.attr])
    if isinstance(node, ast.Assign):
        yield from _truths(node)


def _calls(node: ast.Call) -> Iterator[tuple[str, Callable[[Any], ast.AST | None]]]:
    name = node.func.id if isinstance(node.func, ast.Name) else node.func.attr if isinstance(node.func, ast.Attribute) else ""
    if name in GATHERING:
        for place in range(GATHERING[name], len(node.args)):
            if len(node.args) > GATHERING[name] + 1:
                yield "clause", lambda n, p=place: n.args.pop(p) and None
            if isinstance(node.args[place], ast.List):
                for part in range(len(node.args[place].elts)):
                    yield "clause", lambda n, p=place, e=part: n.args[p].elts.pop(e) and None
    if name in CALLS and isinstance(node.func, ast.Name):
        yield "call", lambda n: setattr(n.func, "id", CALLS[n.func.id])
    if name in PREDICATES:
        yield "compare", lambda n: setattr(n.func, "attr", PREDICATES[n.func.attr])
    if name == "limit":
        for step in (1, -1):
            yield "limit", lambda n, s=step: ast.BinOp(n, ast.Add(), ast.Constant(s))
    if name == "rule":
        for place, word in enumerate(node.keywords):
            if word.arg == "suppresses":
                yield "suppresses", lambda n, p=place: n.keywords.pop(p) and None
                for level in range(len(word.value.values[0].elts)):
                    yield "suppresses", lambda n, p=place, e=level: n.keywords[p].value.values[0].elts.pop(e) and None


def _truths(node: ast.Assign) -> Iterator[tuple[str, Callable[[Any], ast.AST | None]]]:
    """True, False and None as the branches of a choice that is kept. (One that is given back is a level or a line, or nothing.)"""
    for number, part in enumerate(ast.walk(node.value)):
        if isinstance(part, ast.IfExp | ast.Dict):
            branches = [part.body, part.orelse] if isinstance(part, ast.IfExp) else part.values
            for place, branch in enumerate(branches):
                if isinstance(branch, ast.Constant) and (branch.value is None or isinstance(branch.value, bool)):
                    for other in TRUTHS[branch.value]:
                        yield "truth", lambda n, i=number, p=place, o=other: _turn(list(ast.walk(n.value))[i], p, o)


def _turn(choice: ast.IfExp | ast.Dict, place: int, value: bool | None) -> None:
    if isinstance(choice, ast.Dict):
        choice.values[place] = ast.Constant(value)
    else:
        setattr(choice, ("body", "orelse")[place], ast.Constant(value))


def _parents(tree: ast.AST) -> Iterator[tuple[ast.AST, str, int | None, ast.AST]]:
    """(parent, field, place in it, child), depth first."""
    for name, value in ast.iter_fields(tree):
        for place, child in enumerate(value) if isinstance(value, list) else ((None, value),):
            if isinstance(child, ast.AST):
                yield tree, name, place, child
                yield from _parents(child)


def mutants() -> list[Mutant]:
    """Every mutant of the pack's rules and of the notation they are written in, in the order of the files."""
    found: list[Mutant] = []
    for file in FILES:
        for statement in ast.parse(file.read_text("utf-8")).body:
            if isinstance(statement, ast.FunctionDef | ast.Assign | ast.AnnAssign) and not isinstance(getattr(statement, "targets", [None])[0], ast.Tuple):
                found += _of(file, statement)
    return found


def _of(file: Path, statement: ast.stmt) -> Iterator[Mutant]:
    name = statement.name if isinstance(statement, ast.FunctionDef) else ast.unparse(getattr(statement, "target", None) or statement.targets[0])
    counts: dict[str, int] = {}
    for number, (_, _, _, child) in enumerate(_parents(statement)):
        for turn, (kind, _) in enumerate(_changes(child)):
            mutated = copy.deepcopy(statement)
            parent, field, place, node = list(_parents(mutated))[number]
            was = ast.unparse(node)
            other = list(_changes(node))[turn][1](node)
            if isinstance(other, ast.AST) and other is not node:
                if place is None:
                    setattr(parent, field, other)
                else:
                    getattr(parent, field)[place] = other
            now = ast.unparse(other if isinstance(other, ast.AST) else node)
            counts[kind] = counts.get(kind, 0) + 1
            if kind == "element" and isinstance(node, ast.Tuple) and not isinstance(statement, ast.FunctionDef):
                continue  # the scores: tests/packs/test_told.py holds them as they are
            above = _decorators(mutated) != _decorators(statement)
            yield Mutant(f"{file.name}:{name}:{kind}:{counts[kind]}", file, name, was, now, ast.fix_missing_locations(mutated), above)


def _decorators(statement: ast.stmt) -> list[str]:
    return [ast.dump(one) for one in getattr(statement, "decorator_list", ())]


class Live:
    """The rules of the tests, to be wronged for a moment: their functions by file and name, and which rules each of them bears on."""

    def __init__(self) -> None:
        self.rules: Rules = the_rules()
        self.spaces: dict[str, dict[str, Any]] = {}
        for one in (*self.rules.findings, *self.rules.criteria):
            self._space(one.judge.__globals__)
        self.bears = {key: frozenset(rules) for key, rules in self._bearing().items()}

    def _space(self, space: dict[str, Any]) -> None:
        file = Path(space["__file__"]).name
        if file not in {path.name for path in FILES} or file in self.spaces:
            return
        self.spaces[file] = space
        for thing in list(space.values()):
            if isinstance(thing, FunctionType):
                self._space(thing.__globals__)

    def _bearing(self) -> dict[tuple[str, str], set[str]]:
        """(file, function or name) -> the rules that reach it, also through another rule or through suppression."""
        every = (*self.rules.findings, *self.rules.criteria)
        reached: dict[tuple[str, str], set[str]] = {}
        through: dict[str, set[str]] = {one.id: {one.id} for one in every}
        ids = set(through)
        for one in every:
            names, seen = {(Path(one.judge.__globals__["__file__"]).name, one.judge.__name__)}, set()
            while names - seen:
                file, name = key = (names - seen).pop()
                seen.add(key)
                reached.setdefault(key, set()).add(one.id)
                space = self.spaces.get(file, {})
                thing = space.get(name)
                code = one.judge.__code__ if name == one.judge.__name__ and file == Path(one.judge.__globals__["__file__"]).name else getattr(thing, "__code__", None)
                if code is None:
                    continue
                for used, literal in _names(code):
                    if literal in ids and literal != one.id:
                        through[literal].add(one.id)
                    if used in space:
                        target = space[used]
                        home = Path(target.__globals__["__file__"]).name if isinstance(target, FunctionType) else file
                        names.add((home, target.__name__ if isinstance(target, FunctionType) else used))
            for other in one.suppresses:
                through[one.id].add(other)
        for _ in range(3):
            for rules in through.values():
                rules |= {far for near in list(rules) for far in through[near]}
        return {key: {far for near in rules for far in through[near]} for key, rules in reached.items()}

    def function(self, mutant: Mutant) -> FunctionType | None:
        for one in (*self.rules.findings, *self.rules.criteria):
            if one.judge.__name__ == mutant.function and Path(one.judge.__globals__["__file__"]).name == mutant.file.name:
                return one.judge
        thing = self.spaces[mutant.file.name].get(mutant.function)
        return thing if isinstance(thing, FunctionType) else None

    def touched(self, mutant: Mutant) -> frozenset[str]:
        """The rules that a mutant can bear on."""
        return self.bears.get((mutant.file.name, mutant.function), frozenset())

    @contextmanager
    def wronged(self, mutant: Mutant) -> Iterator[Rules]:
        """The rules with one mutant in them."""
        if mutant.above:
            yield self._decorated(mutant)
            return
        space = self.spaces[mutant.file.name]
        function = self.function(mutant)
        if isinstance(mutant.node, ast.FunctionDef):
            if function is None:
                yield self.rules
                return
            before = function.__code__
            function.__code__ = _code(mutant)
            try:
                yield self.rules
            finally:
                function.__code__ = before
            return
        names: dict[str, Any] = dict(space)
        exec(compile(ast.Module([mutant.node], []), mutant.file.name, "exec"), names)
        homes = [one for one in self.spaces.values() if one.get(mutant.function) is space.get(mutant.function)]
        before = space.get(mutant.function)
        for one in homes:
            one[mutant.function] = names[mutant.function]
        try:
            yield self.rules
        finally:
            for one in homes:
                one[mutant.function] = before

    def _decorated(self, mutant: Mutant) -> Rules:
        names = dict(self.spaces[mutant.file.name])
        exec(compile(ast.Module([mutant.node], []), mutant.file.name, "exec"), names)
        new = names[mutant.function]
        findings = tuple(replace(one, levels=new.levels, suppresses=new.suppresses) if one.id == new.id else one for one in self.rules.findings)
        return replace(self.rules, findings=findings)


def _names(code: CodeType) -> Iterator[tuple[str, str]]:
    """Names a function uses, and texts in it."""
    yield from ((name, "") for name in code.co_names)
    for constant in code.co_consts:
        if isinstance(constant, str):
            yield "", constant
        elif isinstance(constant, CodeType):
            yield from _names(constant)


def _code(mutant: Mutant) -> CodeType:
    bare = copy.deepcopy(mutant.node)
    bare.decorator_list = []
    module = ast.Module([ast.ImportFrom("__future__", [ast.alias("annotations")], 0), bare], [])
    compiled = compile(ast.fix_missing_locations(module), str(mutant.file), "exec")
    return next(one for one in compiled.co_consts if isinstance(one, CodeType) and one.co_name == mutant.function)
