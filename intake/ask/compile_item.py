"""Compile one item: how it is shown and to whom, and what the author answered in advance."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from intake.ask import extensions as ext
from intake.ask.form import Option
from intake.ask.lists import medicine_lists
from intake.ask.nodes import Node
from intake.ask.notes import Notes
from intake.ask.words import Text

_ASKS = ("core", "optional", "desk", "app", "off")
_LAYOUTS = ("ticks", "table", "grid", "cards", "scales", "chips")


def look(node: Node, notes: Notes) -> dict[str, Any]:
    """How an item is shown and to whom: the fields of `Item` that its text, control and layout extensions give."""
    raw, found = node.raw, node.found
    made: dict[str, Any] = {}
    if node.help or "instruction" in found:
        made["help"] = _joined([*node.help, ext.text(found, "instruction")])
    if not found:
        return made | _ends(node) if node.ends else made
    control = ext.word(found, "itemControl")
    for name in found:
        if name in _WORDS:
            made[_WORDS[name]] = ext.text(found, name)
        elif name in _FLAGS:
            if ext.flag(found, name):
                made[_FLAGS[name]] = True
        elif name in _CODES:
            key, allowed = _CODES[name]
            value = ext.word(found, name)
            if value in allowed:
                made[key] = value
            else:
                notes.error("unknownCode", node.pointer, name=name.removeprefix("our:"), value=value[:40], known=", ".join(allowed))
    if "our:body-map" in found and ext.flag(found, "our:body-map"):
        control = "body-map"
    if "our:medicine-lists" in found:
        made["medicines"] = medicine_lists(node)
        control = control if control == "chips" else "medicine"
    if ("low" in made or "high" in made) and control in ("", "slider"):
        control = "scale"
    if control:
        made["control"] = control
    if "usageMode" in found and ext.word(found, "usageMode").startswith("display"):
        made["hidden"] = True
        notes.info("usageMode", node.pointer)
    if "sliderStepValue" in found:
        made["step"] = ext.number(found["sliderStepValue"][0])
    if "text" not in raw and "rendering-xhtml" in found:
        made["text"] = Text(ext.plain(str(found["rendering-xhtml"][0].get("valueString", ""))))
    return made | _ends(node) if node.ends else made


_WORDS = {
    "shortText": "short",
    "entryFormat": "entry_format",
    "openLabel": "open_label",
    "our:scale-low": "low",
    "our:scale-high": "high",
    "our:spoken": "spoken",
}
_FLAGS = {
    "hidden": "hidden",
    "our:ask-again": "ask_again",
    "our:page-break": "page_break",
    "our:critical": "critical",
}
_CODES = {
    "our:ask": ("ask", _ASKS),
    "our:audience": ("audience", ("patient", "staff")),
    "our:layout": ("layout", _LAYOUTS),
    "choiceOrientation": ("orientation", ("horizontal", "vertical")),
}


def _ends(node: Node) -> dict[str, Text]:
    names = {"lower": "low", "upper": "high"}
    return {names[end]: words for end, words in node.ends.items() if end in names}


def _joined(parts: list[Text]) -> Text:
    parts = [part for part in parts if part]
    if len(parts) < 2:
        return parts[0] if parts else Text()
    languages = dict.fromkeys(language for part in parts for language, _ in part.others)
    others = tuple((language, "\n".join(part.say(language) for part in parts)) for language in languages)
    return Text("\n".join(part.source for part in parts), others)


STU3_INITIAL = frozenset(
    "initial" + kind
    for kind in "Boolean Decimal Integer Date DateTime Time String Uri Coding Quantity Attachment Reference".split()
)


def initial(node: Node, options: tuple[Option, ...], notes: Notes) -> tuple[Any, ...]:
    """Raw answers the author gave in advance: `initial` and the options marked initialSelected."""
    raw = list(node.raw.get("initial", ()))
    if not raw:
        old = [key for key in node.raw if key in STU3_INITIAL]
        raw = [{"value" + key.removeprefix("initial"): node.raw[key]} for key in old]  # STU3: initialString and its kin
    if raw and node.kind in ("group", "display"):
        notes.error("initialOnGroup", f"{node.pointer}/initial", kind=node.kind)
        return ()
    made = [option.code for option in options if option.initial]
    for place, entry in enumerate(raw):
        key = next((key for key in entry if key.startswith("value")), "")
        value = _raw(node, key, entry.get(key), options)
        if value is None:
            notes.warning("initialNotAnswer", f"{node.pointer}/initial/{place}", kind=node.kind)
        elif value not in made:
            made.append(value)
    if len(made) > 1 and node.raw.get("repeats") is not True:
        notes.warning("initialMany", f"{node.pointer}/initial", count=len(made))
        made = made[:1]
    return tuple(made)


def _raw(node: Node, key: str, value: Any, options: tuple[Option, ...]) -> Any:
    """One initial value as a raw answer of the item's kind, or None when it is none."""
    kind = node.kind
    if kind in ("choice", "open-choice"):
        wanted = value.get("code") or value.get("display") if isinstance(value, dict) else value
        for option in options:
            if str(wanted) in (option.code, option.code.rpartition("|")[2], option.display.source):
                return option.code
        words = value.get("display") or value.get("code") if isinstance(value, dict) else value
        return str(words) if words and kind == "open-choice" else None
    if kind == "boolean":
        return value if isinstance(value, bool) else None
    if kind == "integer":
        return value if isinstance(value, int) and not isinstance(value, bool) else None
    if kind == "decimal":
        return str(value) if isinstance(value, (int, Decimal)) and not isinstance(value, bool) else None
    if kind == "quantity" and isinstance(value, dict):
        amount = value.get("value")
        unit = value.get("code") or value.get("unit") or ""
        return {"value": str(amount), "unit": str(unit)} if isinstance(amount, (int, Decimal)) else None
    if kind == "attachment" and isinstance(value, dict):
        return {name: str(value[name]) for name in ("contentType", "data", "title") if name in value} or None
    if kind == "reference" and isinstance(value, dict):
        return str(value.get("display") or value.get("reference") or "") or None
    return value if isinstance(value, str) and key not in ("valueCoding",) else None
