"""Compile: the bytes of a FHIR Questionnaire become a Form, once; what was mended, degraded or refused is said with its place."""

from __future__ import annotations

import gc
import hashlib
import json
from collections import OrderedDict
from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from intake.ask import extensions as ext
from intake.ask import graph, load, pages
from intake.ask.compile_item import STU3_INITIAL, initial, look
from intake.ask.conditions import conditions
from intake.ask.errors import Fault, PackError
from intake.ask.expressions import Compiler, Names
from intake.ask.form import Form, Item, Option, When
from intake.ask.limits import limits, units
from intake.ask.lists import Lists
from intake.ask.medicines import Medicines
from intake.ask.nodes import Flat, Node
from intake.ask.notes import Notes
from intake.ask.positions import step
from intake.ask.questionnaire import Questionnaire, read_questionnaire
from intake.ask.valuesets import Contained

_KEPT = 32
_cache: OrderedDict[tuple[object, ...], Form] = OrderedDict()


def compile_form(
    data: bytes | str | dict[str, Any], *, file: str = "", strict: bool, medicines: Medicines | None = None
) -> Form:
    """The Form of a Questionnaire given as JSON bytes, text or plain data. Pure; the last forms are kept by content hash.

    `strict` (own packs, staff uploads): any error refuses the file. Otherwise (foreign forms) the form runs as far as it
    can and `Form.notes` say what it runs without. Both refuse what is not safe to run: caps, an unknown modifier.
    Raises PackError with every fault, each with line and column; nothing else.
    """
    raw = _bytes(data, file)
    sha256 = hashlib.sha256(raw).hexdigest()
    key = (sha256, strict, file, None if medicines is None else medicines.key or id(medicines))
    kept = _cache.get(key)
    if kept is not None:
        _cache.move_to_end(key)
        return kept
    collecting = gc.isenabled()
    gc.disable()  # thousands of new objects, none of them garbage: collecting meanwhile doubles the time beside a large heap
    try:
        form = _compile(raw, sha256, file, strict, medicines)
    except RecursionError:  # lists that include lists for hundreds of steps, brackets that hid from the cap
        raise PackError([Fault(file, "", 0, 0, "tooDeep", {"limit": load.MAX_DEPTH})]) from None
    finally:
        if collecting:
            gc.enable()
    _cache[key] = form
    while len(_cache) > _KEPT:
        _cache.popitem(last=False)
    return form


def forget() -> None:
    """Empty the cache (benchmarks, and a bundled value set that changed)."""
    _cache.clear()


def _bytes(data: bytes | str | dict[str, Any], file: str) -> bytes:
    if isinstance(data, bytes):
        return data
    try:
        text = data if isinstance(data, str) else json.dumps(data, ensure_ascii=False, default=_number)
        return text.encode()
    except (TypeError, ValueError, RecursionError):  # not JSON data, a circle, or half a character
        raise PackError([Fault(file, "", 0, 0, "notJsonData")]) from None


def _number(value: Any) -> float:
    if isinstance(value, Decimal):
        return float(value)
    raise TypeError


def _compile(raw: bytes, sha256: str, file: str, strict: bool, medicines: Medicines | None) -> Form:
    data, text = load.parse(raw, file)
    notes = Notes(file, text, strict=strict)
    if b"odifierExtension" in raw or b"criticalExtension" in raw or b"\\u" in raw:
        _refuse_unsafe(data, notes)
    questionnaire = read_questionnaire(data, notes)
    flat = Flat(questionnaire, notes)
    if not flat.nodes:
        notes.error("noItems", "")
    found = ext.by_name(questionnaire)
    ext.note_unknown(found, "", notes, set())
    if "status" not in questionnaire:
        notes.info("noStatus", "")
    form = _Making(questionnaire, found, flat, notes, medicines).form(sha256)
    notes.check()
    return form


class _Making:
    """One form in the making: lists first, then items, then the graph over them."""

    def __init__(
        self, questionnaire: Questionnaire, found: dict[str, Any], flat: Flat, notes: Notes, medicines: Medicines | None
    ) -> None:
        self.questionnaire, self.found, self.flat, self.notes, self.medicines = questionnaire, found, flat, notes, medicines
        self.contained = Contained(questionnaire.get("contained", []))
        url = questionnaire.get("url", "")
        lists = Lists(self.contained, medicines, f"{url}/codes" if url else "", notes)
        self.options: list[tuple[Option, ...]] = [lists.of(node) for node in flat.nodes]
        self.compiler = Compiler(flat, notes)
        self.names: list[Names] = []
        self.reads: list[set[int]] = []
        self.looks: list[set[int]] = []
        self.tree: list[int] = []

    def form(self, sha256: str) -> Form:
        """The whole form."""
        launch = _launch(self.found)
        outer = Names(frozenset(launch), MappingProxyType({}))
        variables, self.top = self.compiler.variables(self.found, "", outer, None)
        constraints = self.compiler.constraints(self.found, "", self.top, None)
        items = tuple(self._item(node) for node in self.flat.nodes)
        made = graph.build([item.parent for item in items], self.reads, self.looks, self.tree)
        for cycle in made.cycles:
            path = [*cycle, cycle[0]]
            self.notes.error("cycle", items[cycle[0]].pointer, path=" → ".join(items[slot].link_id[:60] for slot in path))
        raw = self.questionnaire
        return Form(
            url=raw.get("url", ""),
            version=raw.get("version", ""),
            title=ext.said(raw.get("title") or raw.get("name"), raw.get("_title")),
            language=raw.get("language", "en"),
            items=items,
            index=MappingProxyType(self.flat.index),
            roots=tuple(self.flat.roots),
            pages=pages.compose(items, self.flat.roots),
            sha256=sha256,
            launch=launch,
            variables=variables,
            notes=tuple(self.notes.faults),
            graph=made,
            constraints=constraints,
            file=self.notes.file,
            medicines=self.medicines,
        )

    def _item(self, node: Node) -> Item:
        raw, found, slot, options = node.raw, node.found, node.slot, self.options[node.slot]
        fields: dict[str, Any] = look(node, self.notes)
        if "text" in raw or "_text" in raw:
            fields["text"] = ext.said(raw.get("text"), raw.get("_text"))
        when = conditions(node, self.flat, self.options, self.notes) if "enableWhen" in raw else ()
        if when:
            fields["when"], fields["when_any"] = when, raw.get("enableBehavior", "any") != "all"
            if len(when) > 1 and "enableBehavior" not in raw:
                self.notes.warning("noBehavior", f"{node.pointer}/enableWhen")
        if node.kind not in ("group", "display"):
            if options:
                fields["options"] = options
            if "unit" in found or "unitOption" in found or "unitValueSet" in found or node.kind == "quantity" or node.ends:
                fields["units"] = units(node, self.contained, self.notes)
        if found or "maxLength" in raw:
            fields["limits"] = limits(node, self.notes)
        if "initial" in raw or not STU3_INITIAL.isdisjoint(raw) or any([option.initial for option in options]):
            fields["initial"] = initial(node, options, self.notes)
        if "code" in raw:
            fields["codes"] = tuple((coding.get("system"), coding["code"]) for coding in raw["code"] if "code" in coding)
        self._expressions(node, fields, when)
        return Item(
            slot=slot,
            link_id=node.link_id,
            kind=node.kind,
            prefix=raw.get("prefix", ""),
            parent=node.parent,
            children=tuple(node.children),
            repeating=node.repeating,
            repeats=node.repeats,
            required=raw.get("required", False),
            read_only=raw.get("readOnly", False),
            pointer=node.pointer,
            **fields,
        )

    def _expressions(self, node: Node, fields: dict[str, Any], when: tuple[When, ...]) -> None:
        """Compile the item's expressions into `fields`, and keep what they read for the graph."""
        found, at, slot = node.found, node.pointer, node.slot
        names = self.names[node.parent] if node.parent >= 0 else self.top
        reads = {condition.slot for condition in when if condition.slot is not None}
        looks: set[int] = set()
        if found:
            if "variable" in found or "itemPopulationContext" in found:
                fields["variables"], names = self.compiler.variables(found, at, names, slot)
            for name, key in _EXPRESSIONS:
                if name in found:
                    expression = self.compiler.first(found, name, at, names, slot)
                    fields[key] = expression
                    if expression is not None and key != "initial_expression":
                        slots, tree = names.slots(expression)
                        reads |= slots
                        if tree:
                            self.tree.append(slot)
            if "constraint" in found or "targetConstraint" in found:
                fields["constraints"] = self.compiler.constraints(found, at, names, slot)
                for _, expression, _, _ in fields["constraints"]:
                    looks |= names.slots(expression)[0]
        self.names.append(names)
        self.reads.append(reads)
        self.looks.append(looks)


_EXPRESSIONS = (
    ("calculatedExpression", "calculated"),
    ("enableWhenExpression", "when_expression"),
    ("initialExpression", "initial_expression"),
)


def _launch(found: Mapping[str, list[dict[str, Any]]]) -> tuple[str, ...]:
    """The names of the launch context (patient, encounter…)."""
    names = []
    for extension in found.get("launchContext", ()):
        for part in extension.get("extension", ()):
            if part.get("url") == "name":
                names.append(part.get("valueCoding", {}).get("code") or part.get("valueId") or part.get("valueCode") or "")
    return tuple(name for name in dict.fromkeys(names) if name)


def _refuse_unsafe(data: Any, notes: Notes) -> None:
    """Refuse what may turn the meaning of the form: every unknown modifier, and what it calls critical that we do not read."""
    ahead: list[tuple[str, Any]] = [("", data)]
    while ahead:
        pointer, value = ahead.pop()
        if isinstance(value, list):
            ahead.extend((f"{pointer}/{place}", part) for place, part in enumerate(value))
        elif isinstance(value, dict):
            for key in ("modifierExtension", "extension"):
                for place, extension in enumerate(_objects(value.get(key))):
                    at, url = f"{pointer}/{key}/{place}", str(extension.get("url", ""))
                    if ext.short(url).endswith("rendering-criticalExtension"):
                        named = str(extension.get("valueCanonical") or extension.get("valueUri") or "")
                        if ext.short(named.partition("|")[0]) not in ext.READ:
                            notes.refuse("critical", at, url=named[:120])
                    elif key == "modifierExtension":
                        notes.refuse("modifier", at, url=url[:120])
            ahead.extend((pointer + step(key), part) for key, part in value.items())


def _objects(value: Any) -> list[dict[str, Any]]:
    """The objects of a list that may be anything; what is no object counts as an empty one."""
    found = value if isinstance(value, list) else [value] if value else []
    return [entry if isinstance(entry, dict) else {} for entry in found]
