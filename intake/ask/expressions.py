"""Expressions: the FHIRPath of a form, compiled against its items, with the %names that may be used at each place."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from intake.ask import extensions as ext
from intake.ask.fhirpath import Expression, ExpressionError, compile_expression
from intake.ask.form import Constraint
from intake.ask.nodes import Flat
from intake.ask.notes import Notes
from intake.ask.words import Text, words

Variables = tuple[tuple[str, Expression], ...]


@dataclass(frozen=True, slots=True)
class Names:
    """The %names in scope at a place, and which slots (or the whole tree) each variable reads, followed to the end."""

    known: frozenset[str]
    reads: Mapping[str, tuple[frozenset[int], bool]]

    def slots(self, expression: Expression) -> tuple[frozenset[int], bool]:
        """All slots an expression reads, through variables too, and whether it reads the response as a tree."""
        slots, tree = expression.slots, expression.reads_tree
        for name in expression.uses:
            if name in self.reads:
                more, deep = self.reads[name]
                slots, tree = slots | more, tree or deep
        return slots, tree


class Compiler:
    """Compiles the expressions of one form; what cannot be used is noted and left out."""

    def __init__(self, flat: Flat, notes: Notes) -> None:
        self.flat, self.notes = flat, notes

    def one(self, raw: Any, pointer: str, names: Names, slot: int | None) -> Expression | None:
        """The expression of one `valueExpression`; None where its language is not ours (prefill) or it is wrong."""
        language, source = raw.get("language", "text/fhirpath"), raw.get("expression", "")
        if language != "text/fhirpath":
            self.notes.info("prefill", pointer, name=language[:60])
            return None
        if not source.strip():
            self.notes.error("expressionEmpty", pointer)
            return None
        try:
            made = compile_expression(source, index=self.flat.index, items=self.flat.nodes, names=names.known, at=slot)
        except ExpressionError as error:
            self.notes.error("expression", pointer, offset=error.offset + 1, reason=_reason(error))
            return None
        for link_id, offset in made.unknown:
            near = difflib.get_close_matches(link_id, self.flat.index, n=1)
            facts = {"question": link_id[:120], "offset": offset + 1, "near": near[0] if near else ""}
            self.notes.error("expressionUnknown", pointer, **facts)
        return made

    def first(self, found: Mapping[str, list[Any]], name: str, at: str, names: Names, slot: int) -> Expression | None:
        """The expression of the first extension of that name."""
        if name not in found:
            return None
        extension = found[name][0]
        if "valueExpression" in extension:
            return self.one(extension["valueExpression"], at, names, slot)
        return self.one({"expression": extension.get("valueString", "")}, at, names, slot)

    def variables(self, found: Mapping[str, list[Any]], at: str, names: Names, slot: int | None) -> tuple[Variables, Names]:
        """The variables an element declares, and the names in scope below it. A later one may use an earlier one."""
        declared = [extension["valueExpression"] for extension in found.get("variable", ()) if "valueExpression" in extension]
        carried = [e["valueExpression"] for key in ("itemPopulationContext",) for e in found.get(key, ()) if "valueExpression" in e]
        if not declared and not carried:
            return (), names
        own = {raw["name"] for raw in (*declared, *carried) if raw.get("name")}
        reads = dict(names.reads)
        inner = Names(names.known | own, reads)
        made = []
        for raw in declared:
            name = raw.get("name", "")
            if not name:
                self.notes.error("variableName", at)
                continue
            expression = self.one(raw, at, inner, slot)
            if expression is not None:
                reads[name] = inner.slots(expression)
                made.append((name, expression))
        return tuple(made), inner

    def constraints(self, found: Mapping[str, list[Any]], at: str, names: Names, slot: int | None) -> tuple[Constraint, ...]:
        """(key, expression, human words, is an error) of `constraint` and `targetConstraint`."""
        made = []
        for name in ("constraint", "targetConstraint"):
            for extension in found.get(name, ()):
                parts = {part.get("url", ""): part for part in extension.get("extension", ())}
                holder = parts.get("expression", {})
                raw = holder.get("valueExpression") or {"expression": holder.get("valueString", "")}
                expression = self.one(raw, at, names, slot)
                if expression is None:
                    continue
                human = parts.get("human", {})
                shadow = human.get("_valueString")
                said = ext.said(human.get("valueString") or human.get("valueMarkdown"), shadow)
                key = parts.get("key", {}).get("valueId") or parts.get("key", {}).get("valueString") or ""
                severity = parts.get("severity", {}).get("valueCode", "error")
                made.append((key, expression, said or Text(), severity != "warning"))
        return tuple(made)


def _reason(error: ExpressionError) -> str:
    """The plain sentence of an expression error, in English: it is for the author of the form."""
    said = words("en")
    return said(error.key, **error.facts) if error.key in said else error.key.rpartition(".")[2]
