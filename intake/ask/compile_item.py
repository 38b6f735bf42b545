"""Compile one item: what may be answered, how it is shown, and what the author gave in advance."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from intake.ask import extensions as ext
from intake.ask import options as choices
from intake.ask.form import Limits, Option, Unit
from intake.ask.medicines import Medicines
from intake.ask.nodes import Node
from intake.ask.notes import Notes
from intake.ask.patterns import MAX_PATTERN, PatternError, compiled
from intake.ask.valuesets import Contained
from intake.ask.words import Text

_DATES = frozenset(("date", "dateTime", "time"))
_NUMBERS = frozenset(("integer", "decimal", "quantity"))
_ASKS = ("core", "optional", "desk", "app", "off")
_LAYOUTS = ("ticks", "table", "grid", "cards", "scales", "chips")
_NONE = Limits()


class Lists:
    """Where options come from: the form's own lists, and the medicines."""

    def __init__(self, contained: Contained, medicines: Medicines | None, system: str, notes: Notes) -> None:
        self.contained, self.medicines, self.system, self.notes = contained, medicines, system, notes
        self._medicines: dict[tuple[str, ...], tuple[Option, ...]] = {}

    def of(self, node: Node) -> tuple[Option, ...]:
        """The options of a choice: medicines first, then its own. A list that needs a server turns the question into an open one, and that is noted."""
        if node.kind not in ("choice", "open-choice"):
            return ()
        raw, pointer, notes = node.raw, node.pointer, self.notes
        medicines = self._of_medicines(node) if "our:medicine-lists" in node.found else ()
        entries = raw.get("answerOption")
        canonical = raw.get("answerValueSet")
        if not entries and isinstance(raw.get("option"), list):
            notes.info("stu3", pointer, key="option")
            entries = [entry for entry in raw["option"] if isinstance(entry, dict)]
        if not canonical and isinstance(raw.get("options"), dict):
            notes.info("stu3", pointer, key="options")
            canonical = str(raw["options"].get("reference", ""))
        if entries:
            if canonical:
                notes.warning("optionsTwice", pointer)
            own = choices.from_answers(entries, f"{pointer}/answerOption", notes)
            return (*(option for option in medicines if all(option.code != other.code for other in own)), *own) if medicines else own
        if medicines:
            return medicines
        if canonical:
            return self._of_set(node, canonical)
        if node.kind == "choice":
            notes.error("noOptions", pointer)
            node.kind = "open-choice"
        return ()

    def _of_set(self, node: Node, canonical: str) -> tuple[Option, ...]:
        at = f"{node.pointer}/answerValueSet"
        expansion = self.contained.expand(canonical)
        if expansion is None:
            node.kind = "open-choice"
            report = self.notes.error if canonical.startswith("#") else self.notes.warning
            report("noValueSet", at, name=canonical[:120])
            return ()
        if not expansion.complete:
            node.kind = "open-choice"
            self.notes.warning("partOfValueSet", at, name=canonical[:120])
        return choices.from_codings(expansion.codings, at, self.notes)

    def _of_medicines(self, node: Node) -> tuple[Option, ...]:
        lists = medicine_lists(node)
        if self.medicines is None:
            self.notes.warning("noMedicines", node.pointer)
            return ()
        if lists not in self._medicines:
            for name in lists:
                if not self.medicines.on(name):
                    self.notes.error("unknownMedicineList", node.pointer, name=name[:60])
            self._medicines[lists] = tuple(
                Option(medicine.code, Text(self.medicines.shown(medicine)), self.system)
                for medicine in self.medicines.among(lists)
            )
        return self._medicines[lists]


def medicine_lists(node: Node) -> tuple[str, ...]:
    """The lists a medicine question is limited to; () for all ("*")."""
    value = str(node.found["our:medicine-lists"][0].get("valueString", ""))
    return tuple(name for name in value.split() if name != "*")


def look(node: Node, notes: Notes) -> dict[str, Any]:
    """How an item is shown and to whom: the fields of `Item` that its text, control and layout extensions give."""
    raw, found = node.raw, node.found
    made: dict[str, Any] = {}
    if node.help or "instruction" in found:
        made["help"] = _joined([*node.help, ext.text(found, "instruction")])
    if not found:
        return made | _ends(node)
    control = ext.word(found, "itemControl")
    for name, key in _WORDS.items():
        if name in found:
            made[key] = ext.text(found, name)
    for name, key in _FLAGS.items():
        if ext.flag(found, name):
            made[key] = True
    if made.pop("body_map", False):
        control = "body-map"
    if "our:medicine-lists" in found:
        made["medicines"] = medicine_lists(node)
        control = control if control == "chips" else "medicine"
    if ("low" in made or "high" in made) and control in ("", "slider"):
        control = "scale"
    if control:
        made["control"] = control
    if ext.word(found, "usageMode").startswith("display"):
        made["hidden"] = True
        notes.info("usageMode", node.pointer)
    for name, key, allowed in _CODES:
        if name in found:
            value = ext.word(found, name)
            if value in allowed:
                made[key] = value
            else:
                notes.error("unknownCode", node.pointer, name=name.removeprefix("our:"), value=value[:40], known=", ".join(allowed))
    if "sliderStepValue" in found:
        made["step"] = ext.number(found["sliderStepValue"][0])
    if "text" not in raw and "rendering-xhtml" in found:
        made["text"] = Text(ext.plain(str(found["rendering-xhtml"][0].get("valueString", ""))))
    return made | _ends(node)


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
    "our:body-map": "body_map",
}
_CODES = (
    ("our:ask", "ask", _ASKS),
    ("our:audience", "audience", ("patient", "staff")),
    ("our:layout", "layout", _LAYOUTS),
    ("choiceOrientation", "orientation", ("horizontal", "vertical")),
)


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


def units(node: Node, contained: Contained, notes: Notes) -> tuple[Unit, ...]:
    """The units of a number, the usual one first."""
    found = node.found
    made: dict[str, Unit] = {}
    for name in ("unit", "unitOption"):
        for extension in found.get(name, ()):
            coding = extension.get("valueCoding", {})
            code = coding.get("code") or coding.get("display", "")
            if code:
                made.setdefault(code, Unit(code, coding.get("display") or code, coding.get("system")))
    for extension in found.get("unitValueSet", ()):
        canonical = extension.get("valueCanonical") or extension.get("valueUri") or ""
        expansion = contained.expand(canonical)
        if expansion is None:
            notes.warning("noValueSet", node.pointer, name=canonical[:120])
            continue
        for concept in expansion.codings:
            made.setdefault(concept["code"], Unit(concept["code"], concept.get("display") or concept["code"], concept.get("system")))
    if not made and node.kind == "quantity":
        for value in node.raw.get("initial", ()):
            quantity = value.get("valueQuantity")
            if isinstance(quantity, dict) and (quantity.get("unit") or quantity.get("code")):
                code = str(quantity.get("code") or quantity["unit"])
                made[code] = Unit(code, str(quantity.get("unit") or code), quantity.get("system"))
    if not made and "unit" in node.ends:
        made[""] = Unit("", node.ends["unit"].source, None)
    return tuple(made.values())


def limits(node: Node, notes: Notes) -> Limits:
    """What an answer may be: bounds, lengths, decimals, pattern, counts. Limits that make no sense for the kind are noted."""
    found, raw = node.found, node.raw
    given: dict[str, Any] = {}
    if "maxLength" in raw:
        given["max_length"] = raw["maxLength"]
    if found:
        for name, key in _COUNTS.items():
            if name in found:
                value = ext.count(found, name)
                if value is None:
                    notes.error("limitValue", node.pointer, name=name)
                else:
                    given[key] = value
        for name, key in _BOUNDS:
            if name in found:
                bound = _bound(node, found[name][0], name, notes)
                if bound is not None:
                    given[key] = bound
        if "regex" in found:
            _pattern(node, given, notes)
        if "mimeType" in found:
            given["mime_types"] = tuple(word for e in found["mimeType"] if (word := e.get("valueCode") or e.get("valueString")))
        if "maxSize" in found:
            megabytes = ext.number(found["maxSize"][0])
            if megabytes is not None:
                given["max_bytes"] = int(megabytes * 1_000_000)
    for low, high in (("min", "max"), ("min_length", "max_length"), ("min_count", "max_count")):
        if low in given and high in given and given[low] > given[high]:
            notes.error("limitsCrossed", node.pointer, low=str(given[low]), high=str(given[high]))
            del given[low], given[high]
    return Limits(**given) if given else _NONE


_COUNTS = {"minLength": "min_length", "maxDecimalPlaces": "decimals", "minOccurs": "min_count", "maxOccurs": "max_count"}
_BOUNDS = (("minValue", "min"), ("maxValue", "max"), ("minQuantity", "min"), ("maxQuantity", "max"))


def _bound(node: Node, extension: Mapping[str, Any], name: str, notes: Notes) -> Decimal | str | None:
    written = [key for key in extension if key.startswith("value")]
    if not written or "valueExpression" in extension:
        notes.info("computedLimit", node.pointer, name=name)
        return None
    if node.kind in _NUMBERS:
        number = ext.number(extension)
        if number is not None:
            return number
    elif node.kind in _DATES:
        words = next((extension[key] for key in ("valueDate", "valueDateTime", "valueTime") if key in extension), None)
        if isinstance(words, str):
            return words
    notes.error("limitType", node.pointer, name=name, kind=node.kind)
    return None


def _pattern(node: Node, given: dict[str, Any], notes: Notes) -> None:
    pattern = str(node.found["regex"][0].get("valueString", ""))
    if len(pattern) > MAX_PATTERN:
        notes.refuse("patternLong", node.pointer, count=len(pattern), limit=MAX_PATTERN)
        return
    try:
        compiled(pattern)
    except PatternError as error:
        notes.error("pattern", node.pointer, reason=str(error)[:120])
        return
    given["pattern"] = pattern


def initial(node: Node, options: tuple[Option, ...], notes: Notes) -> tuple[Any, ...]:
    """Raw answers the author gave in advance: `initial` and the options marked initialSelected."""
    raw = list(node.raw.get("initial", ()))
    if not raw:
        old = [key for key in node.raw if key.startswith("initial") and key != "initial"]
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
