"""Value sets: the codes of a contained or bundled list, expanded without a server; what cannot be expanded is said."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from pydantic import TypeAdapter, ValidationError

from intake.ask.errors import PackError
from intake.ask.load import read_json
from intake.ask.questionnaire import Concept, Include, Resource

BUNDLED = Path(__file__).resolve().parents[2] / "forms" / "valuesets"
"""Expansions kept beside the forms: one ValueSet a file, found by its url."""


class Expansion(NamedTuple):
    """Concepts as codings (system, code, display, designation, extension). `complete` is False where a part needs a server."""

    codings: tuple[Concept, ...]
    complete: bool


class Contained:
    """The value sets and code systems a form carries, by id and by url; expanded once."""

    def __init__(self, resources: list[Resource]) -> None:
        self._sets: dict[str, Resource] = {}
        self._systems: dict[str, Resource] = {}
        self._done: dict[str, Expansion | None] = {}
        for resource in resources:
            kind = resource.get("resourceType")
            if kind == "ValueSet":
                for key in (f"#{resource.get('id', '')}", resource.get("url", "#")):
                    self._sets.setdefault(key, resource)
            elif kind == "CodeSystem" and "url" in resource:
                self._systems.setdefault(resource["url"], resource)

    def expand(self, canonical: str) -> Expansion | None:
        """The list a canonical or "#id" names; None when it is neither carried nor bundled (a server would be needed)."""
        if canonical not in self._done:
            self._done[canonical] = None  # a list that includes itself stops here
            self._done[canonical] = self._expand(canonical)
        return self._done[canonical]

    def _expand(self, canonical: str) -> Expansion | None:
        resource = self._sets.get(canonical) or self._sets.get(canonical.partition("|")[0])
        if resource is None:
            resource = _bundled().get(canonical.partition("|")[0])
        if resource is None:
            return None
        contains = resource.get("expansion", {}).get("contains")
        if contains:
            return Expansion(tuple(_contains(contains)), True)
        compose = resource.get("compose", {})
        codings: dict[tuple[str | None, str], Concept] = {}
        complete = True
        for include in compose.get("include", []):
            part, whole = self._include(include)
            complete = complete and whole
            for coding in part:
                codings.setdefault((coding.get("system"), coding["code"]), coding)
        for exclude in compose.get("exclude", []):
            part, whole = self._include(exclude)
            complete = complete and whole
            for coding in part:
                codings.pop((coding.get("system"), coding["code"]), None)
        return Expansion(tuple(codings.values()), complete) if codings else None

    def _include(self, include: Include) -> tuple[list[Concept], bool]:
        system = include.get("system")
        if include.get("filter"):
            return [], False
        if include.get("concept"):
            own = {"system": system} if system else {}
            return [{**concept, **own} for concept in include["concept"] if "code" in concept], True
        if system is not None:
            known = self._systems.get(system)
            whole = known.get("content", "complete") if known else "not-present"
            if known is None or whole not in ("complete", "fragment"):
                return [], False
            return list(_concepts(known.get("concept", []), system)), whole == "complete"
        found: list[Concept] = []
        complete = True
        for name in include.get("valueSet", []):
            part = self.expand(name)
            if part is None:
                complete = False
            else:
                found.extend(part.codings)
                complete = complete and part.complete
        return found, complete


def _contains(entries: list[Concept]) -> Iterator[Concept]:
    for entry in entries:
        if "code" in entry and not entry.get("abstract") and not entry.get("inactive"):
            yield entry
        yield from _contains(entry.get("contains", []))


def _concepts(entries: list[Concept], system: str) -> Iterator[Concept]:
    for entry in entries:
        if "code" in entry:
            yield {**entry, "system": system}
        yield from _concepts(entry.get("concept", []), system)


@cache
def _bundled() -> dict[str, Resource]:
    """Bundled value sets by url. A broken file among them is left out: the forms that need it say that the list is missing."""
    found: dict[str, Resource] = {}
    for path in sorted(BUNDLED.glob("*.json")) if BUNDLED.is_dir() else ():
        try:
            resource = TypeAdapter(Resource).validate_python(read_json(path)[0])
        except (PackError, ValidationError):
            continue
        if "url" in resource:
            found[resource["url"]] = resource
    return found
