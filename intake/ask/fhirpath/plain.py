"""Plain: expressions over FHIR JSON alone, without a form that is being answered: for tests, checks and small scripts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from intake.ask.fhirpath import tree
from intake.ask.fhirpath.expression import Expression, compile_expression
from intake.ask.fhirpath.shape import Spot

Json = dict[str, Any]


class PlainScope:
    """A Scope over a response (or any resource) as JSON.

    With `index` and `items` (as for `compile_expression`) it can answer by slot; without them expressions walk the JSON.
    `inside` is the item or row the expression stands on.
    """

    def __init__(
        self,
        response: Json,
        names: Mapping[str, list[Any]] | None = None,
        *,
        today: date = date(2026, 1, 1),
        index: Mapping[str, int] | None = None,
        items: Sequence[Spot] = (),
        inside: Json | None = None,
    ) -> None:
        self.response, self.names, self.today = response, names or {}, today
        self.items, self.inside = items, inside
        self.link_ids = {slot: link_id for link_id, slot in (index or {}).items()}

    def slot(self, slot: int) -> list[Any]:
        return self._answers(self.response, slot)

    def local(self, slot: int) -> list[Any]:
        return self._answers({"item": [self.inside]}, slot) if self.inside else []

    def rows(self, slot: int) -> list[PlainScope]:
        """The rows below here; for a scope that stands nowhere, all of the response."""
        found = self._entries(self.response if self.inside is None else self.inside, slot)
        return [self.at(row) for row in found]

    def at(self, inside: Json | None) -> PlainScope:
        """The same, seen from an item or row."""
        index = {link_id: slot for slot, link_id in self.link_ids.items()}
        return PlainScope(self.response, self.names, today=self.today, index=index, items=self.items, inside=inside)

    def name(self, name: str) -> list[Any]:
        return self.names[name]

    def tree(self) -> Json:
        return self.response

    def item(self) -> Json | None:
        return self.inside

    def _entries(self, under: Json, slot: int) -> Iterator[Json]:
        link_id = self.link_ids[slot]
        for item in under.get("item", ()):
            if item.get("linkId") == link_id:
                yield item
            yield from self._entries(item, slot)
            for answer in item.get("answer", ()):
                yield from self._entries(answer, slot)

    def _answers(self, under: Json, slot: int) -> list[Any]:
        answers = [answer for item in self._entries(under, slot) for answer in item.get("answer", ())]
        return tree.member("value")(answers)


@lru_cache(maxsize=1000)
def _compiled(source: str, names: frozenset[str]) -> Expression:
    return compile_expression(source, names=names)


def evaluate(source: str, resource: Json, names: Mapping[str, list[Any]] | None = None, today: date = date(2026, 1, 1)) -> list[Any]:
    """The value of an expression over a resource. `names`: %variables as collections. ExpressionError where it has none."""
    return _compiled(source, frozenset(names or {})).evaluate(PlainScope(resource, names, today=today))
