"""Compiler: from shapes to closures, once; afterwards nothing is parsed and nothing is looked up by name."""

from __future__ import annotations

from collections.abc import Callable
from difflib import get_close_matches
from typing import Any, NamedTuple

from intake.ask.fhirpath import chains, operators, rules, tree
from intake.ask.fhirpath.errors import ExpressionError
from intake.ask.fhirpath.functions import EACH, FUNCTIONS, LAZY, LIST, MAYBE, NOT_SUPPORTED, NUMBER, PATTERN, TEXT, TYPE, Function
from intake.ask.fhirpath.places import Places, Unresolved
from intake.ask.fhirpath.reads import Closure
from intake.ask.fhirpath.scope import Body, Run, only, placed
from intake.ask.fhirpath.shape import ROOT, Shape
from intake.ask.fhirpath.sums import amount
from intake.ask.fhirpath.syntax import Call, Chain, Index, Literal, Member, Path, Sign, Special, TypeName, Variable, weight
from intake.ask.fhirpath.texts import compiled, text

CONSTANTS = {"ucum": "http://unitsofmeasure.org", "sct": "http://snomed.info/sct", "loinc": "http://loinc.org"}
PREFIXES = {"vs-": "http://hl7.org/fhir/ValueSet/", "ext-": "http://hl7.org/fhir/StructureDefinition/"}
TREES = ("resource", "rootResource", "context", "qitem")


class Env(NamedTuple):
    """What the names at a place in the source are looked up in.

    `focus` and `this`: "top" (what the whole expression stands on), "inner" (a collection handed to the closure) or
    "row" (the scope of a row of the group `row`).
    """

    focus: str = "top"
    this: str = "top"
    row: int = ROOT


INNER = Env("inner", "inner")


def _handed(run: Run, focus: Any) -> list[Any]:
    """The focus itself."""
    return focus


class Compiler:
    """Compiles one expression over one form."""

    def __init__(self, shape: Shape, names: frozenset[str]) -> None:
        self.shape = shape
        self.names = names
        self.places = Places(shape, self.body)
        self.uses: set[str] = set()
        self.reads_tree = False

    def body(self, node: Any, row: int) -> Body:
        """An argument that is run for an item (row: ROOT), or for each row of a repeating group."""
        return Body(self.compile(node, Env("row", "row", row) if row != ROOT else INNER), weight(node))

    def compile(self, node: Any, env: Env) -> Closure:
        """A closure `(run, focus) -> collection`."""
        if isinstance(node, Path):
            return self.path(node, env)
        if isinstance(node, Literal):
            values = list(node.values)
            return lambda run, focus: values
        if isinstance(node, Chain):
            return self.chain(node, env)
        if isinstance(node, Sign):
            operand, sign = self.compile(node.operand, env), operators.negate if node.sign == "-" else operators.affirm
            return placed(lambda run, focus: sign(operand(run, focus)), node.at)
        if isinstance(node, Variable):
            return self.variable(node)
        return self.special(node, env)

    # -- where a path starts

    def variable(self, node: Variable) -> Closure:
        name, at = node.name, node.at
        if name not in self.names:
            if name in TREES:
                return self.root() if name in ("resource", "rootResource") else self.top()
            if name in CONSTANTS:
                return self.compile(Literal((CONSTANTS[name],), at), INNER)
            for prefix, canonical in PREFIXES.items():
                if name.startswith(prefix):
                    return self.compile(Literal((canonical + name.removeprefix(prefix),), at), INNER)
        self.uses.add(name)

        def read(run: Run, focus: Any) -> list[Any]:
            try:
                return run.scope.name(name)
            except KeyError:
                raise ExpressionError("unknownName", at, name=name) from None

        return read

    def special(self, node: Special, env: Env) -> Closure:
        if node.name == "$index":
            return lambda run, focus: [] if run.index is None else [run.index]
        if node.name == "$total":
            return lambda run, focus: run.total
        if env.this == "row":
            raise Unresolved
        return self.top() if env.this == "top" else lambda run, focus: run.this

    def root(self) -> Closure:
        self.reads_tree = True
        return lambda run, focus: [run.scope.tree()]

    def top(self) -> Closure:
        """The item the expression stands on, or the response."""
        if self.shape.at is None:
            return self.root()
        self.reads_tree = True

        def read(run: Run, focus: Any) -> list[Any]:
            item = run.scope.item()
            return [] if item is None else [item]

        return read

    def focus(self, path: Path, env: Env) -> Closure:
        """What a path without a head starts from."""
        if env.focus == "row":
            raise Unresolved
        if env.focus == "inner":
            return _handed
        return self.root() if self.places.from_root(path) else self.top()

    # -- steps

    def path(self, node: Path, env: Env) -> Closure:
        steps = node.steps
        found = self.places.follow(node, env.focus, env.row) if not (isinstance(node.head, Variable) and node.head.name in self.names) else None
        if found:
            closure, covered = found
        elif node.head is not None:
            closure, covered = self.compile(node.head, env), 0
        elif isinstance(steps[0], Call):
            closure, covered = self.call(None, steps[0], node, env), 1
        else:
            closure, covered = self.focus(node, env), 0
        while covered < len(steps):
            step = steps[covered]
            after = steps[covered + 1] if covered + 1 < len(steps) else None
            if isinstance(step, Member) and step.name in tree.CHOICES and (name := self.choice_of(after)):
                closure, covered = self.reading(closure, tree.member_of_type(step.name, name)), covered + 1
            else:
                closure = self.step(closure, step, node, env)
            covered += 1
        return closure

    def step(self, source: Closure, step: Any, path: Path, env: Env) -> Closure:
        if isinstance(step, Member):
            return self.reading(source, tree.member(step.name))
        if isinstance(step, Call):
            return self.call(source, step, path, env)
        if isinstance(step, Special):
            return self.special(step, env)
        return self.index(source, step, env)

    def reading(self, source: Closure, read: Callable[[list[Any]], list[Any]]) -> Closure:
        """The elements of a name, counted as work."""

        def members(run: Run, focus: Any) -> list[Any]:
            found = read(source(run, focus))
            run.left -= len(found)
            if run.left < 0:
                run.spend(0)
            return found

        return members

    def index(self, source: Closure, step: Index, env: Env) -> Closure:
        place = self.compile(step.place, env)

        def pick(run: Run, focus: Any) -> list[Any]:
            at = only(place(run, focus))
            if at is None:
                return []
            if type(at) is not int:
                raise ExpressionError("indexNotWhole")
            items = source(run, focus)
            return items[at : at + 1] if at >= 0 else []

        return placed(pick, step.at)

    # -- calls

    def call(self, source: Closure | None, step: Call, path: Path, env: Env) -> Closure:
        """A call on `source`; None where the call itself starts the path."""
        row = self.function(step)
        arguments = [self.argument(kind, node, env, source is None) for kind, node in zip(row.takes, step.arguments)]
        items = source or (_handed if row.free else self.focus(path, env))
        do = row.run
        if all(fixed for fixed, _ in arguments):
            given = tuple(value for _, value in arguments)
            if not given:
                return placed(lambda run, focus: do(run, items(run, focus)), step.at)
            if any(value is None and kind != MAYBE for kind, value in zip(row.takes, given)):
                return lambda run, focus: []
            return placed(lambda run, focus: do(run, items(run, focus), *given), step.at)

        def apply(run: Run, focus: Any) -> list[Any]:
            found = items(run, focus)
            values = []
            for kind, (fixed, value) in zip(row.takes, arguments):
                said = value if fixed else value(run, found, focus)
                if said is None and kind != MAYBE:
                    return []
                values.append(said)
            return do(run, found, *values)

        return placed(apply, step.at)

    def function(self, step: Call) -> Function:
        """The row of a function, if it can be called so."""
        row = FUNCTIONS.get(step.name)
        if row is None:
            if step.name in NOT_SUPPORTED:
                raise ExpressionError("notSupported", step.at, name=step.name)
            if near := get_close_matches(step.name, FUNCTIONS, 1):
                raise ExpressionError("misspelled", step.at, name=step.name, near=near[0])
            raise ExpressionError("unknownFunction", step.at, name=step.name)
        if not row.fewest <= len(step.arguments) <= len(row.takes):
            raise ExpressionError("wrongArguments", step.at, name=step.name, given=len(step.arguments), fewest=row.fewest, most=len(row.takes))
        return row

    def argument(self, kind: str, node: Any, env: Env, starts: bool) -> tuple[bool, Any]:
        """(True, the value) of an argument that never changes, else (False, `(run, items, focus) -> value`)."""
        if kind == EACH:
            return True, self.body(node, ROOT)
        if kind == LAZY:
            if starts:
                return True, Body(self.compile(node, env), weight(node))
            return True, Body(_on_whole(self.compile(node, INNER)), weight(node))
        if kind == TYPE:
            return True, self.type_name(node)
        if kind == LIST:
            collection = self.compile(node, Env(env.this, env.this, env.row))
            return False, lambda run, items, focus: collection(run, run.this)
        convert = CONVERT[kind]
        at = getattr(node, "at", ROOT)
        if isinstance(node, Literal):
            try:
                return True, convert(list(node.values))
            except ExpressionError as error:
                raise error.at(at) from None
        scalar = placed(self.compile(node, env if starts else Env("inner", env.this, env.row)), at)
        if starts:
            return False, lambda run, items, focus: convert(scalar(run, focus))
        return False, lambda run, items, focus: convert(scalar(run, items))

    def type_name(self, node: Any) -> str:
        """The name of a type, as an argument or behind `is`."""
        if isinstance(node, Path) and node.head is None and len(node.steps) < 3 and all(isinstance(step, Member) for step in node.steps):
            node = TypeName(node.steps[0].name if len(node.steps) > 1 else "", node.steps[-1].name, node.at)
        if not isinstance(node, TypeName):
            raise ExpressionError("typeExpected", node.at)
        if not tree.is_type_name(node.namespace, node.name):
            raise ExpressionError("unknownType", node.at, name=node.name)
        return node.name

    def choice_of(self, step: Any) -> str:
        """The type in `.ofType(Coding)` behind a choice element, which says which key is meant."""
        if not (isinstance(step, Call) and step.name in ("ofType", "as") and len(step.arguments) == 1):
            return ""
        name = self.type_name(step.arguments[0])
        return name if name[:1].upper() + name[1:] in tree.SUFFIXES else ""

    # -- operators

    def chain(self, node: Chain, env: Env) -> Closure:
        if node.rest[0][0] in ("is", "as"):
            return self.path(_as_path(node), env)
        first = self.compile(node.first, env)
        sign, at, right = node.rest[0]
        if len(node.rest) == 1 and isinstance(right, Literal) and len(right.values) == 1:
            quick = chains.compared(first, sign, right.values[0], at)
            if quick:
                return quick
        steps = [(sign, at, self.compile(right, env)) for sign, at, right in node.rest]
        return chains.lazy(first, steps) if sign in operators.LAZY else chains.eager(first, steps)


def _on_whole(closure: Closure) -> Closure:
    """A branch of `iif` behind a collection: $this is the collection."""

    def run_branch(run: Run, items: Any) -> list[Any]:
        this = run.this
        run.this = items
        found = closure(run, items)
        run.this = this
        return found

    return run_branch


def _as_path(node: Chain) -> Path:
    """`x is Type` as `x.is(Type)`, which it is."""
    calls = tuple(Call(sign, (name,), at) for sign, at, name in node.rest)
    if isinstance(node.first, Path):
        return node.first._replace(steps=(*node.first.steps, *calls))
    return Path(node.first, calls, node.at)


def _whole(items: list[Any]) -> int | None:
    value = only(items)
    if value is not None and type(value) is not int:
        raise ExpressionError("wrongKind", wanted="Integer", got=rules.name_of(value))
    return value


def _pattern(items: list[Any]) -> str | None:
    """A pattern written in the expression is checked when it is compiled."""
    said = text(items)
    if said is not None:
        compiled(said)
    return said


CONVERT: dict[str, Callable[[list[Any]], Any]] = {TEXT: text, PATTERN: _pattern, NUMBER: amount, MAYBE: _whole, "whole": _whole}
