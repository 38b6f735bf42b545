"""Builds questionnaire.json from dictionary.csv (what is asked) and pages.toml (in which order, on which page).

Run it after a change of either, or of a phrase book under words/: `python forms/botulinum/build.py`. It needs the standard library
only. What ships is the result, one ordinary FHIR R4 Questionnaire with its translations; tests/packs proves that it is what the
dictionary says. README.md lists our extensions. `build.py --missing fr-CA` lists the phrases that are not said in a language yet.
"""

from __future__ import annotations

import csv
import io
import json
import re
import sys
import tomllib
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
OURS = "https://intake.example/fhir/StructureDefinition/"
CONTROLS = "https://intake.example/fhir/CodeSystem/item-control"
FHIR = "http://hl7.org/fhir/StructureDefinition/"
SDC = "http://hl7.org/fhir/uv/sdc/StructureDefinition/"
HL7_CONTROLS = "http://hl7.org/fhir/questionnaire-item-control"
UCUM = "http://unitsofmeasure.org"
VALUE = {"integer": "valueInteger", "decimal": "valueDecimal"}
TEXT_LENGTH = {"string": 120, "open-choice": 120, "text": 1000}
ROWS = 20


class Builder:
    """One dictionary and one composition, turned into items. Row: a dict of the dictionary's columns."""

    def __init__(self, rows: dict[str, dict[str, str]], pages: dict[str, Any], constants: dict[str, Any]) -> None:
        self.rows = rows
        self.pages = pages
        self.constants = constants
        self.codes = pages["url"] + "/codes"
        self.children: dict[str, list[str]] = {}
        for link, row in rows.items():
            self.children.setdefault(row["parent"], []).append(link)
        self.used: list[str] = []

    def questionnaire(self, about: dict[str, Any]) -> dict[str, Any]:
        """The whole resource; ValueError names every item that pages.toml forgets, repeats or invents."""
        items = [item for page in self.pages["page"] for item in self.page(page)]
        known, used = set(self.rows), set(self.used)
        wrong = [f"unknown: {x}" for x in sorted(used - known)] + [f"not on a page: {x}" for x in sorted(known - used)]
        wrong += [f"twice: {x}" for x in sorted(used) if self.rows[x]["type"] != "group" and self.used.count(x) > 1]
        if wrong:
            raise ValueError("pages.toml: " + "; ".join(wrong))
        return {
            "resourceType": "Questionnaire",
            "url": self.pages["url"],
            "version": about["version"],
            "name": self.pages["name"],
            "title": about["title"],
            "status": "active",
            "language": "en",
            "subjectType": ["Patient"],
            "date": str(about["checked_on"]),
            "copyright": self.pages["copyright"].strip(),
            "item": items,
        }

    def page(self, page: dict[str, Any]) -> list[dict[str, Any]]:
        stretches = []
        for number, stretch in enumerate(page["stretch"]):
            group = stretch["group"]
            before = self.used.count(group)
            item = self.item(group, stretch["items"], link=f"{group}.{before + 1}" if before else group)
            if number == 0:
                item["extension"] = [*self.breaks(page.get("layout", "")), *item.get("extension", [])]
                item = {"linkId": item.pop("linkId"), "extension": item.pop("extension"), **item}
            stretches.append(item)
        return stretches

    @staticmethod
    def breaks(layout: str) -> list[dict[str, Any]]:
        marks = [{"url": OURS + "page-break", "valueBoolean": True}]
        return marks + ([{"url": OURS + "layout", "valueCode": layout}] if layout else [])

    def item(self, link_id: str, inside: list[str] | None = None, *, link: str = "", layout: str | None = None) -> dict[str, Any]:
        """One item with everything the dictionary says of it; `inside` are the children that stand here."""
        self.used.append(link_id)
        row = self.rows.get(link_id)
        if row is None:
            return {"linkId": link_id}
        group = row["type"] == "group"
        if group and inside is None:
            inside = self.pages["inside"].get(link_id, {}).get("items") or self.children.get(link_id, [])
        breaks = self.pages["inside"].get(link_id, {}).get("breaks", {})
        when, behavior = self.when(row["asked_when"])
        required = link_id in self.pages["stoppers"]
        options = self.options(row)
        content = [self.item(child, layout=breaks.get(child)) for child in inside or []]
        item = {
            "linkId": link or link_id,
            "extension": ([] if layout is None else self.breaks(layout)) + self.extensions(row),
            "code": [{"system": "http://loinc.org", "code": code} for code in self.loinc(row)],
            "text": row["question_en"],
            "type": row["type"],
            "enableWhen": when,
            "enableBehavior": behavior if len(when) > 1 else "",
            "required": required,
            "repeats": row["repeats"] == "yes",
            "readOnly": row["ask"] == "app",
            "maxLength": int(row["max"] or TEXT_LENGTH[row["type"]]) if row["type"] in TEXT_LENGTH else 0,
            "answerOption": options,
            "initial": self.initial(link_id),
            "item": ([self.help(row)] if row["help_en"] else []) + content,
        }
        return {key: value for key, value in item.items() if value}

    def extensions(self, row: dict[str, str]) -> list[dict[str, Any]]:
        link_id, kind = row["linkId"], row["type"]
        marks: list[dict[str, Any]] = []
        if row["ask"] != "core":
            marks.append({"url": OURS + "ask", "valueCode": row["ask"]})
        if "staff-only" in row["note"]:
            marks.append({"url": OURS + "audience", "valueCode": "staff"})
        if row["required"] == "yes" and link_id not in self.pages["stoppers"]:
            marks.append({"url": OURS + "ask-again", "valueBoolean": True})
        if "S-30" in row["feeds"].split():
            marks.append({"url": OURS + "critical", "valueBoolean": True})
        if row["ask"] in ("app", "off"):
            marks.append({"url": FHIR + "questionnaire-hidden", "valueBoolean": True})
        if link_id in self.pages["short"]:
            marks.append({"url": SDC + "sdc-questionnaire-shortText", "valueString": self.pages["short"][link_id]})
        marks += self.control(row) + self.limits(row)
        if kind == "group" and row["repeats"] == "yes":
            marks.append({"url": FHIR + "questionnaire-maxOccurs", "valueInteger": int(row["max"] or ROWS)})
        marks += self.checks(link_id)
        for name, expression in self.pages["variables"].get(link_id, {}).items():
            marks.append({"url": FHIR + "variable", "valueExpression": self.expression(expression, name)})
        if link_id in self.pages["calculated"]:
            expression = self.expression(self.pages["calculated"][link_id])
            marks.append({"url": SDC + "sdc-questionnaire-calculatedExpression", "valueExpression": expression})
        return marks

    def control(self, row: dict[str, str]) -> list[dict[str, Any]]:
        """How the question is best shown: ours first, the standard one that comes closest after it."""
        link_id, kind, options = row["linkId"], row["type"], row["options"]
        codes = [part.partition("=")[0] for part in options.split("|")]
        marks: list[dict[str, Any]] = []
        control: tuple[str, str] = ("", "")
        if row["note"].startswith("body map"):
            control = ("body-map", "check-box")
            marks.append({"url": OURS + "body-map", "valueBoolean": True})
        elif options.startswith("@medicines"):
            control = ("medicine", "autocomplete")
            lists = re.match(r"@medicines(?:\[(.*?)\])?", options)[1]
            marks.append({"url": OURS + "medicine-lists", "valueString": " ".join(lists.split(",")) if lists else "*"})
        elif kind in ("choice", "open-choice"):
            control = ("", "check-box" if row["repeats"] == "yes" else "radio-button")
        elif kind == "integer" and (row["min"], row["max"]) == ("0", "10") and row["ask"] != "app":
            control = ("scale", "")
            for end, words in zip(("scale-low", "scale-high"), self.pages["scale"][link_id], strict=True):
                marks.append({"url": OURS + end, "valueString": words})
        codings = [{"system": CONTROLS, "code": control[0]}] if control[0] else []
        codings += [{"system": HL7_CONTROLS, "code": control[1]}] if control[1] else []
        if codings:
            marks.insert(0, {"url": FHIR + "questionnaire-itemControl", "valueCodeableConcept": {"coding": codings}})
        if kind == "choice" and codes == ["yes", "no", "unsure"]:
            marks.append({"url": FHIR + "questionnaire-choiceOrientation", "valueCode": "horizontal"})
        return marks

    def limits(self, row: dict[str, str]) -> list[dict[str, Any]]:
        marks: list[dict[str, Any]] = []
        kind, unit = row["type"], row["unit"]
        named = self.pages["units"].get(unit)
        coding = {"system": UCUM, "code": unit, "display": named} if named else {"display": unit}
        if kind == "quantity":
            for end in ("min", "max"):
                quantity = {"value": number(row[end]), "unit": named, "system": UCUM, "code": unit}
                marks.append({"url": SDC + f"sdc-questionnaire-{end}Quantity", "valueQuantity": quantity})
            return [*marks, {"url": FHIR + "questionnaire-unitOption", "valueCoding": coding}]
        if kind in VALUE:
            for end in ("min", "max"):
                if row[end]:
                    marks.append({"url": FHIR + f"{end}Value", VALUE[kind]: number(row[end])})
            if unit:
                marks.append({"url": FHIR + "questionnaire-unit", "valueCoding": coding})
        return marks

    def checks(self, link_id: str) -> list[dict[str, Any]]:
        """FHIR constraints of one question, with the numbers of constants.toml in them."""
        found, pages = [], self.pages
        if link_id in pages["check_above"]:
            name = pages["check_above"][link_id]
            found.append((name.lower().replace("_", "-"), "warning", f"answer.value.all($this <= {{{name}}})", "Please check this number."))
        if link_id in pages["not_after_today"]["items"]:
            found.append(("not-after-today", "warning", pages["not_after_today"]["expression"], pages["not_after_today"]["human"]))
        if link_id in pages["check"]:
            found.append(tuple(pages["check"][link_id][name] for name in ("key", "severity", "expression", "human")))
        values = {name: one["value"] for name, one in self.constants.items() if "value" in one}
        return [self.constraint(key, severity, expression.format_map(values), human.format_map(values)) for key, severity, expression, human in found]

    @staticmethod
    def constraint(key: str, severity: str, expression: str, human: str) -> dict[str, Any]:
        parts = [
            {"url": "key", "valueId": key},
            {"url": "severity", "valueCode": severity},
            {"url": "expression", "valueString": expression},
            {"url": "human", "valueString": human},
        ]
        return {"url": FHIR + "questionnaire-constraint", "extension": parts}

    def options(self, row: dict[str, str]) -> list[dict[str, Any]]:
        """answerOption of the code=label pairs; `none` excludes the others where several can be ticked."""
        found = []
        for part in row["options"].split("|"):
            code, equals, label = part.partition("=")
            if not equals:
                continue  # @medicines: those come from medicines.csv
            option: dict[str, Any] = {}
            if code == "none" and row["repeats"] == "yes":
                option["extension"] = [{"url": FHIR + "questionnaire-optionExclusive", "valueBoolean": True}]
            option["valueCoding"] = {"system": self.codes, "code": code, "display": label}
            found.append(option)
        return found

    def when(self, condition: str) -> tuple[list[dict[str, Any]], str]:
        """One list joined by AND or by OR, never both (dossier 1.3, point 8)."""
        if not condition:
            return [], ""
        behavior = "all" if " AND " in condition else "any"
        if behavior == "all" and " OR " in condition:
            raise ValueError(f"AND and OR in one condition: {condition}")
        parts = re.split(" AND | OR ", condition)
        return [self.one(part) for part in parts], behavior

    def one(self, part: str) -> dict[str, Any]:
        question, operator, answer = part.split(" ")
        if operator == "exists":
            return {"question": question, "operator": "exists", "answerBoolean": answer == "true"}
        kind = self.rows[question]["type"]
        if kind in ("choice", "open-choice"):
            value: dict[str, Any] = {"answerCoding": {"system": self.codes, "code": answer}}
        elif kind == "boolean":
            value = {"answerBoolean": answer == "true"}
        else:
            value = {"answerInteger": int(answer)}
        return {"question": question, "operator": operator, **value}

    def initial(self, link_id: str) -> list[dict[str, Any]]:
        code = self.pages["initial"].get(link_id)
        return [{"valueCoding": {"system": self.codes, "code": code}}] if code else []

    def loinc(self, row: dict[str, str]) -> list[str]:
        codes = re.findall(r"LOINC (\d+-\d)", row["note"])
        return codes or [code for code in (self.pages["loinc"].get(row["linkId"]),) if code]

    @staticmethod
    def help(row: dict[str, str]) -> dict[str, Any]:
        control = {"coding": [{"system": HL7_CONTROLS, "code": "help"}]}
        mark = {"url": FHIR + "questionnaire-itemControl", "valueCodeableConcept": control}
        return {"linkId": row["linkId"] + ".help", "extension": [mark], "text": row["help_en"], "type": "display"}

    @staticmethod
    def expression(source: str, name: str = "") -> dict[str, str]:
        return ({"name": name} if name else {}) | {"language": "text/fhirpath", "expression": source}


class Books:
    """The phrase books words/<tag>/*.csv (rows `en,said,where`), put into a resource as FHIR's translation extensions."""

    TEXTS = {"text", "title"}
    STRINGS = tuple("shortText scale-low scale-high spoken entryFormat openLabel human".split())

    def __init__(self, folder: Path) -> None:
        self.said: dict[str, dict[tuple[str, str], str]] = {}
        for file in sorted(path for path in folder.glob("*/*.csv") if path.parent.name != "en"):  # English is what stands in the dictionary
            with file.open(encoding="utf-8", newline="") as lines:
                for row in csv.DictReader(lines):
                    for where in (row.get("where") or "").split() or [""]:
                        self.said.setdefault(file.parent.name, {})[where, row["en"]] = row["said"] or ""

    def put(self, value: Any, where: str = "") -> Any:
        """The same value with every text a person reads said in every language that has it. `where`: the linkId it stands under."""
        if isinstance(value, list):
            return [self.put(part, where) for part in value]
        if not isinstance(value, dict):
            return value
        where = value.get("linkId", where)
        made: dict[str, Any] = {}
        for key, part in value.items():
            made[key] = self.put(part, where)
            if key in self.TEXTS or key == "display" or (key == "valueString" and value.get("url", "").endswith(self.STRINGS)):
                shadow = self.shadow(part, where)
                made |= {"_" + key: {"extension": shadow}} if shadow else {}
        return made

    def shadow(self, source: str, where: str) -> list[dict[str, Any]]:
        places = (where, re.sub(r"\.\d+$", "", where), where.removesuffix(".help"), "")
        marks = []
        for tag, book in self.said.items():
            said = next((book[place, source] for place in places if book.get((place, source))), "")
            if said:
                parts = [{"url": "lang", "valueCode": tag}, {"url": "content", "valueString": said}]
                marks.append({"url": FHIR + "translation", "extension": parts})
        return marks


def number(text: str) -> int | float:
    return float(text) if "." in text else int(text)


def pretty(value: Any, indent: int = 0, width: int = 150) -> str:
    """JSON a person can read: what fits on a line stands on a line."""
    line = json.dumps(value, ensure_ascii=False)
    if len(line) + indent <= width or not isinstance(value, (dict, list)):
        return line
    pad = " " * (indent + 1)
    if isinstance(value, dict):
        inner = [f"{pad}{json.dumps(key)}: {pretty(part, indent + 1, width)}" for key, part in value.items()]
        return "{\n" + ",\n".join(inner) + "\n" + " " * indent + "}"
    return "[\n" + ",\n".join(pad + pretty(part, indent + 1, width) for part in value) + "\n" + " " * indent + "]"


def build(folder: Path = HERE) -> str:
    """The text of questionnaire.json. ValueError when dictionary and composition do not match."""
    about = tomllib.loads((folder / "pack.toml").read_text("utf-8"))
    pages = tomllib.loads((folder / "pages.toml").read_text("utf-8"))
    with (folder / "dictionary.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["linkId"]: row for row in csv.DictReader(file) if row["module"] in about["modules"]}
    constants = tomllib.loads((folder / "constants.toml").read_text("utf-8"))
    return pretty(Books(folder / "words").put(Builder(rows, pages, constants).questionnaire(about))) + "\n"


def missing(tag: str) -> str:
    """The phrases of the form that have no row for a language, as rows to fill in. Needs the program (`intake`)."""
    from intake.ask.compile import compile_form
    from intake.ask.untold import untold

    found = untold(compile_form(build(), file="questionnaire.json", strict=False), tag)
    rows = io.StringIO()
    csv.writer(rows, lineterminator="\n").writerows([("en", "said", "where"), *((said, "", " ".join(places)) for said, places in found)])
    return rows.getvalue()


if __name__ == "__main__":
    if sys.argv[1:2] == ["--missing"]:
        sys.stdout.write(missing(sys.argv[2]))
        sys.exit()
    (HERE / "questionnaire.json").write_text(build(), "utf-8")
    sys.stdout.write("questionnaire.json written\n")
