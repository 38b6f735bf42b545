"""Nodes: the items of a Questionnaire in document order, each with its slot, its kind and its extensions by name."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from intake.ask import extensions as ext
from intake.ask.load import MAX_DEPTH, MAX_ITEMS
from intake.ask.notes import Notes
from intake.ask.questionnaire import Item as RawItem
from intake.ask.questionnaire import Questionnaire
from intake.ask.words import Text

KINDS = frozenset(
    "group display boolean decimal integer date dateTime time string text url choice open-choice attachment reference quantity".split()
)
_ASIDE = frozenset(("help", "flyover", "prompt", "inline", "unit", "lower", "upper"))
_OPTION_KINDS = frozenset(("string", "text", "integer", "date", "time", "coding", "question"))


@dataclass(slots=True)
class Node:
    """One item on its way to an `Item`. `link_id` is unique in the form also where the file repeats one."""

    slot: int
    raw: RawItem
    parent: int
    pointer: str
    link_id: str
    kind: str
    found: dict[str, list[dict[str, Any]]]
    repeats: bool = False
    repeating: tuple[int, ...] = ()
    children: list[int] = field(default_factory=list)
    help: list[Text] = field(default_factory=list)
    ends: dict[str, Text] = field(default_factory=dict)  # lower, upper, unit: words that stand in a display item of their own


class Flat:
    """All nodes of a form and where to find them by linkId."""

    def __init__(self, questionnaire: Questionnaire, notes: Notes) -> None:
        self.notes = notes
        self.nodes: list[Node] = []
        self.index: dict[str, int] = {}
        self.roots: list[int] = []
        self._taken: set[str] = set()
        self._seen_extensions: set[str] = set()
        self._walk(questionnaire.get("item", []), "", -1, (), 0)

    def _walk(self, items: list[RawItem], base: str, parent: int, repeating: tuple[int, ...], depth: int) -> None:
        if depth >= MAX_DEPTH:
            self.notes.refuse("tooDeep", base, limit=MAX_DEPTH)
            return
        for place, raw in enumerate(items):
            pointer = f"{base}/item/{place}"
            found = ext.by_name(raw) if "extension" in raw else {}
            if found:
                ext.note_unknown(found, pointer, self.notes, self._seen_extensions)
            if parent >= 0 and raw.get("type") == "display" and self._aside(raw, found, self.nodes[parent]):
                self._taken.add(raw.get("linkId", ""))
                continue
            if len(self.nodes) >= MAX_ITEMS:
                self.notes.refuse("tooManyItems", pointer, count=f"more than {MAX_ITEMS}", limit=MAX_ITEMS)
                return
            slot = len(self.nodes)
            kind = self._kind(raw, pointer)
            repeats = raw.get("repeats", False) or ext.flag(found, "answerRepeats")
            node = Node(slot, raw, parent, pointer, self._link_id(raw, pointer), kind, found, repeats, repeating)
            self.nodes.append(node)
            (self.nodes[parent].children if parent >= 0 else self.roots).append(slot)
            if "item" in raw:
                rows = (*repeating, slot) if kind == "group" and repeats else repeating
                self._walk(raw["item"], pointer, slot, rows, depth + 1)

    def _aside(self, raw: RawItem, found: dict[str, Any], parent: Node) -> bool:
        """Fold a display item into the item it explains, unless it comes and goes by a condition of its own."""
        if "enableWhen" in raw or "enableWhenExpression" in found or raw.get("item"):
            return False
        control = ext.word(found, "itemControl") if "itemControl" in found else ""
        instructs = parent.kind != "group" and "displayCategory" in found
        if control not in _ASIDE and not instructs:
            return False
        words = ext.said(raw.get("text"), raw.get("_text"))
        if control in ("lower", "upper", "unit"):
            parent.ends[control] = words
        elif words:
            parent.help.append(words)
        return True

    def _link_id(self, raw: RawItem, pointer: str) -> str:
        wanted = raw.get("linkId", "")
        if not wanted.strip():
            self.notes.error("noLinkId", pointer)
            wanted = "item" + pointer.replace("/item/", ".")
        if wanted in self._taken:
            first = self.index.get(wanted)
            line = self.nodes[first].pointer if first is not None else ""
            self.notes.error("duplicateLinkId", f"{pointer}/linkId", link_id=wanted[:120], first=line)
            number = 2
            while f"{wanted}~{number}" in self._taken:
                number += 1
            wanted = f"{wanted}~{number}"
        self._taken.add(wanted)
        self.index[wanted] = len(self.nodes)
        return wanted

    def _kind(self, raw: RawItem, pointer: str) -> str:
        kind = raw.get("type", "")
        if kind in ("choice", "open-choice"):
            return kind
        options = bool(raw.get("answerOption") or raw.get("answerValueSet") or raw.get("option") or raw.get("options"))
        if options and kind in _OPTION_KINDS:
            opened = raw.get("answerConstraint") in ("optionsOrString", "optionsOrType")
            self.notes.warning("optionsOnType", f"{pointer}/type", type=kind)
            return "open-choice" if opened else "choice"
        if kind in KINDS:
            return kind
        instead = "choice" if kind == "coding" else "group" if raw.get("item") else "string"
        if not kind:
            self.notes.error("noType", pointer, instead=instead)
        else:
            self.notes.error("unknownType", f"{pointer}/type", type=kind[:40], instead=instead)
        return instead
