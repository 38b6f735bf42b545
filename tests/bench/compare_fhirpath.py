"""Compare: our expressions beside fhirpath.js over randomly filled responses of real forms, answer by answer.

Needs node and the npm package; it says so when they are absent. Not collected by pytest. Run from the repository:

    mkdir -p ../peer && (cd ../peer && npm init -y && npm install fhirpath@3.15.2)
    python tests/bench/compare_fhirpath.py --peer ../peer [--fills 30] [--seed 1] [FORM.json ...]

Without FORM it takes the health check beside this repository (`../shared/forms-real`) where it is. Evaluates every expression of
each form where it stands, and twenty usual ones for every question, over seeded random responses and a made-up launch context.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve()
sys.path.insert(0, str(HERE.parents[2]))

from intake.ask.fhirpath import ExpressionError, Quantity, compile_expression  # noqa: E402
from intake.ask.fhirpath.plain import PlainScope  # noqa: E402
from intake.ask.fhirpath.values import MOMENTS  # noqa: E402

REAL = HERE.parents[3] / "shared" / "forms-real" / "health-check-715-v0.1.0.json"
Json = dict[str, Any]

NODE = """
const fhirpath = require('fhirpath'), r4 = require('fhirpath/fhir-context/r4'), fs = require('fs');
const work = JSON.parse(fs.readFileSync(process.argv[2], 'utf8')), out = [], made = {};
let spent = 0;
console.log = () => {};
for (const [expression, response, path, env] of work.tasks) {
  const resource = work.responses[response];
  let node = resource;
  for (const step of path) node = node[step];
  const key = (path.length ? 'i' : 'r') + expression;
  try {
    made[key] = made[key] || fhirpath.compile(path.length ? {base: 'QuestionnaireResponse.item', expression} : expression, r4);
    const start = performance.now(), value = made[key](node, {...work.environments[env], resource});
    spent += performance.now() - start;
    out.push({value});
  } catch (error) { out.push({error: String(error.message || error).slice(0, 200)}); }
}
fs.writeFileSync(process.argv[3], JSON.stringify({out, seconds: spent / 1000}));
"""

USUAL = (
    "%resource.repeat(item).where(linkId='{0}').answer.value",
    "%resource.descendants().where(linkId='{0}').answer.value",
    "%resource.repeat(item).where(linkId='{0}').answer.exists()",
    "%resource.repeat(item).where(linkId='{0}').answer.empty()",
    "%resource.repeat(item).where(linkId='{0}').answer.value.empty().not()",
    "%resource.repeat(item).where(linkId='{0}').answer.count()",
    "%resource.repeat(item).where(linkId='{0}').answer.value.code",
    "%resource.repeat(item).where(linkId='{0}').answer.value.code = 'a'",
    "%resource.repeat(item).where(linkId='{0}').answer.valueCoding.code contains 'a'",
    "%resource.repeat(item).where(linkId='{0}').answer.first().value",
    "%resource.repeat(item).where(linkId='{0}').answer.value.ofType(integer).first().toString().length()",
    "%resource.repeat(item).where(linkId='{0}').answer.value.first().toString().toInteger()",
    "%resource.repeat(item).where(linkId='{0}').answer.value.ofType(integer).sum()",
    "%resource.repeat(item).where(linkId='{0}').answer.value.ofType(decimal) / 3",
    "(%resource.repeat(item).where(linkId='{0}').answer.value.ofType(decimal).first() * 1.1).round(1)",
    "iif(%resource.repeat(item).where(linkId='{0}').answer.value.ofType(boolean).first(), 'yes', 'no')",
    "%resource.repeat(item).where(linkId='{0}').answer.value.ofType(date).first() > today() - 2 years",
    "%resource.repeat(item).where(linkId='{0}').answer.where(value.exists()).select(value).distinct().count()",
    "%resource.item.where(item.descendants().where(linkId='{0}').exists()).count()",
    "%resource.repeat(item).where(linkId='{0}').answer.value.first() = %resource.descendants().where(linkId='{0}').answer.value.first()",
)


def expressions(form: Json) -> Iterator[tuple[str, tuple[str, ...], str]]:
    """(expression, linkIds down to the item it stands on, name when it is a variable) of every FHIRPath expression."""

    def walk(node: Any, path: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...], str]]:
        if isinstance(node, dict):
            if node.get("language") == "text/fhirpath" and isinstance(node.get("expression"), str):
                yield node["expression"], path, node.get("name", "")
            for key, value in node.items():
                if key == "item":
                    for item in value:
                        yield from walk(item, (*path, item.get("linkId", "")))
                elif key != "contained":
                    yield from walk(value, path)
        elif isinstance(node, list):
            for part in node:
                yield from walk(part, path)

    return walk(form, ())


def fill(form: Json, dice: random.Random) -> Json:
    """A response with about two of three questions answered, and one to three rows a repeating group."""

    def options(item: Json) -> list[Json]:
        if "answerOption" in item:
            return [{key: value for key, value in option.items() if key.startswith("value")} for option in item["answerOption"]]
        return [{"valueCoding": {"system": "urn:example", "code": code, "display": code.upper()}} for code in "abc"]

    def answer(item: Json) -> Json | None:
        day = f"{dice.randint(1930, 2026)}-{dice.randint(1, 12):02d}-{dice.randint(1, 28):02d}"
        return {
            "boolean": lambda: {"valueBoolean": dice.random() < 0.5},
            "integer": lambda: {"valueInteger": dice.randint(0, 120)},
            "decimal": lambda: {"valueDecimal": round(dice.uniform(0, 200), dice.randint(0, 2))},
            "date": lambda: {"valueDate": dice.choice((day, day, day[:7], day[:4]))},
            "dateTime": lambda: {"valueDateTime": dice.choice((day, day + "T10:15:00Z"))},
            "time": lambda: {"valueTime": f"{dice.randint(0, 23):02d}:30:00"},
            "string": lambda: {"valueString": dice.choice(("Ada Example", "x", "42", "true", "7.5", "2020-01-01"))},
            "text": lambda: {"valueString": "first line\nsecond line"},
            "url": lambda: {"valueUri": "https://example.org/a"},
            "choice": lambda: dice.choice(options(item)),
            "open-choice": lambda: dice.choice((*options(item), {"valueString": "something else"})),
            "quantity": lambda: {"valueQuantity": {"value": dice.randint(1, 90), "unit": "kg", "code": "kg", "system": "http://unitsofmeasure.org"}},
        }.get(item["type"], lambda: None)()

    def items(source: list[Json]) -> list[Json]:
        made = []
        for item in source:
            if item["type"] == "group":
                for _ in range(dice.randint(1, 3) if item.get("repeats") else 1):
                    if inside := items(item.get("item", [])):
                        made.append({"linkId": item["linkId"], "item": inside})
            elif item["type"] != "display" and dice.random() < 0.66:
                count = dice.randint(1, 3) if item.get("repeats") and item["type"] in ("choice", "open-choice") else 1
                answers = [found for found in (answer(item) for _ in range(count)) if found]
                if answers:
                    if inside := items(item.get("item", [])):
                        answers[0]["item"] = inside
                    made.append({"linkId": item["linkId"], "answer": answers})
        return made

    return {"resourceType": "QuestionnaireResponse", "status": "in-progress", "authored": "2026-02-03T04:05:06Z", "item": items(form.get("item", []))}


def launch(form: Json, dice: random.Random) -> dict[str, list[Any]]:
    """A made-up patient, and for each query a bundle that could be its answer."""
    patient = {
        "resourceType": "Patient", "id": "p1", "gender": dice.choice(("male", "female")),
        "birthDate": f"{dice.randint(1940, 2024)}-{dice.randint(1, 12):02d}-{dice.randint(1, 28):02d}",
        "name": [{"use": "official", "family": "Example", "given": ["Ada", "B"], "prefix": ["Dr"]}, {"use": "usual", "text": "Addie"}],
        "telecom": [{"system": "phone", "use": "home", "value": "555-0100"}, {"system": "phone", "use": "mobile", "value": "555-0101"}],
        "address": [{"use": "home", "type": "physical", "line": ["1 Road", "Flat 2"], "city": "Town", "state": "ON", "postalCode": "A1A"}, {"use": "home", "type": "postal", "line": ["Box 1"]}],
        "contact": [{"relationship": [{"coding": [{"code": "C"}]}], "name": {"family": "Kin", "given": ["Next"]}, "telecom": [{"value": "555-0102"}]}],
        "identifier": [{"type": {"coding": [{"system": "http://terminology.hl7.org/CodeSystem/v2-0203", "code": "MC"}]}, "value": "12345678901", "period": {"end": "2027-01"}}],
    }  # fmt: skip

    def resource(name: str) -> Json:
        coded = {"coding": [{"system": "http://snomed.info/sct", "code": "44054006", "display": "T2"}, {"system": "urn:x", "code": "y"}], "text": "words"}
        component = [{"code": {"coding": [{"code": code}]}, "valueQuantity": {"value": dice.randint(60, 180), "unit": "mmHg"}} for code in ("8480-6", "8462-4")]
        shape: Json = {"resourceType": "Observation", "effectiveDateTime": "2025-03-04T10:00:00Z", "code": coded, "component": component}
        if "Condition" in name:
            shape = {"resourceType": "Condition", "code": coded, "clinicalStatus": {"coding": [{"code": "active"}]}, "onsetDateTime": "2020-05", "recordedDate": "2021-02-03"}
        elif "Sex" in name or "Smok" in name:
            shape["valueCodeableConcept"] = coded
        else:
            shape["valueQuantity"] = {"value": round(dice.uniform(20, 190), 1), "unit": "cm", "system": "http://unitsofmeasure.org", "code": "cm"}
        return shape

    names: dict[str, list[Any]] = {"patient": [patient], "user": [], "encounter": []}
    for node in _dicts(form):
        name = node.get("name")
        if isinstance(name, str) and node.get("language") == "application/x-fhir-query":
            names[name] = [{"resourceType": "Bundle", "entry": [{"resource": resource(name)} for _ in range(dice.randint(0, 2))]}]
    return names


def _dicts(node: Any) -> Iterator[Json]:
    if isinstance(node, dict):
        yield node
        node = list(node.values())
    if isinstance(node, list):
        for part in node:
            yield from _dicts(part)


def located(response: Json, link_ids: tuple[str, ...]) -> list[Any]:
    """The JSON path to the first item of these linkIds; [] where the response does not have it."""
    path: list[Any] = []
    node: Json = response
    for link_id in link_ids:
        for base in ([], ["answer", 0]):
            inner = node
            for step in base:
                inner = inner[step] if (isinstance(inner, list) or step in inner) else {}
            found = [place for place, item in enumerate(inner.get("item", [])) if item.get("linkId") == link_id]
            if found:
                path += [*base, "item", found[0]]
                node = inner["item"][found[0]]
                break
        else:
            return []
    return path


def plain_json(value: Any) -> Any:
    """One of our values as the JSON the peer gives."""
    if isinstance(value, MOMENTS):
        return str(value)
    if isinstance(value, Quantity):
        return {"value": float(value.value), "unit": value.code or value.unit}
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, dict):
        return {key: plain_json(part) for key, part in value.items()}
    return [plain_json(part) for part in value] if isinstance(value, list) else value


def alike(ours: Any, theirs: Any) -> bool:
    """The same value, numbers to nine digits (theirs are floats), quantities by number and unit."""
    if isinstance(ours, bool) or isinstance(theirs, bool):
        return ours is theirs
    if isinstance(ours, int | float) and isinstance(theirs, int | float):
        return abs(ours - theirs) <= 1e-9 * max(1, abs(ours), abs(theirs))
    if isinstance(ours, list) and isinstance(theirs, list):
        return len(ours) == len(theirs) and all(map(alike, ours, theirs))
    if isinstance(ours, dict) and isinstance(theirs, dict):
        if set(ours) == {"value", "unit"} and "value" in theirs:
            return alike(ours["value"], theirs["value"]) and ours["unit"] in (theirs.get("code"), theirs.get("unit"))
        return ours.keys() == theirs.keys() and all(alike(value, theirs[key]) for key, value in ours.items())
    return ours == theirs


def tasks(form: Json, fills: int, dice: random.Random) -> tuple[list[Json], list[Any], list[Any]]:
    """Responses, environments, and (expression, response, path to the item, environment) for all of them."""
    all_expressions = sorted(set(expressions(form)))
    link_ids = [node["linkId"] for node in _dicts(form.get("item", [])) if "linkId" in node and node.get("type") not in ("group", "display")]
    responses, environments, work = [], [], []
    for number in range(fills):
        response, names = fill(form, dice), launch(form, dice)
        for expression, path, name in (entry for entry in all_expressions if entry[2]):
            names.setdefault(name, ours(expression, response, located(response, path), names)[0] or [])
        responses.append(response)
        environments.append({name: plain_json(value) for name, value in names.items()})
        for expression, path, _ in all_expressions:
            where = located(response, path)
            if where or not path:
                work.append((expression, number, where, number))
        for link_id in dice.sample(link_ids, min(20, len(link_ids))):
            work += [(usual.format(link_id), number, [], number) for usual in USUAL]
    return responses, environments, work


def ours(expression: str, response: Json, path: list[Any], names: dict[str, list[Any]]) -> tuple[list[Any] | None, str]:
    """Our value and "", or None and the error."""
    node: Any = response
    for step in path:
        node = node[step]
    try:
        compiled = compile_expression(expression, names=frozenset(names), at=0 if path else None)
        return compiled.evaluate(PlainScope(response, names, inside=node if path else None, today=date.today())), ""
    except ExpressionError as error:
        return None, str(error)


def peer(folder: Path, responses: list[Json], environments: list[Any], work: list[Any]) -> tuple[list[Json], float]:
    """What the peer makes of each task, and its seconds for all (compiled once, evaluation only)."""
    with tempfile.TemporaryDirectory() as folder_:
        script, given, made = (Path(folder_) / name for name in ("peer.js", "work.json", "out.json"))
        script.write_text(NODE)
        given.write_text(json.dumps({"responses": responses, "environments": environments, "tasks": work}))
        subprocess.run(["node", str(script), str(given), str(made)], check=True, env=os.environ | {"NODE_PATH": str(folder / "node_modules"), "TZ": "UTC"})
        found = json.loads(made.read_text())
    return found["out"], found["seconds"]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("forms", nargs="*", type=Path)
    parser.add_argument("--peer", type=Path, default=Path("../peer"))
    parser.add_argument("--fills", type=int, default=30)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", type=int, default=20, help="how many differences to print")
    options = parser.parse_args()
    forms = options.forms or ([REAL] if REAL.exists() else [])
    if not shutil.which("node") or not (options.peer / "node_modules" / "fhirpath").exists():
        print("compare_fhirpath: node or the npm package fhirpath is absent; see the first lines of this file.")
        return 2
    if not forms:
        print("compare_fhirpath: no form given, and the health check is not beside this repository.")
        return 2
    count: Counter[str] = Counter()
    spent = {"ours": 0.0, "fhirpath.js": 0.0}
    shown: dict[str, str] = {}
    for path in forms:
        form = json.loads(path.read_text("utf-8"))
        responses, environments, work = tasks(form, options.fills, random.Random(options.seed))
        answers, seconds = peer(options.peer, responses, environments, work)
        spent["fhirpath.js"] += seconds
        names = list(map(environments_as_names, environments))
        for (expression, response, where, env), theirs in zip(work, answers):
            start = time.perf_counter()
            value, error = ours(expression, responses[response], where, names[env])
            spent["ours"] += time.perf_counter() - start
            if value is None or "error" in theirs:
                kind = "both raise" if value is None and "error" in theirs else "only we raise" if value is None else "only the peer raises"
            else:
                kind = "same" if alike(plain_json(value), theirs["value"]) else "DIFFERENT"
            count[kind] += 1
            if kind not in ("same", "both raise"):
                shown.setdefault(f"{kind}: {expression}", f"ours {plain_json(value) if value is not None else error}, theirs {theirs.get('value', theirs.get('error'))}")
    total = sum(count.values())
    for kind, number in count.most_common():
        print(f"{kind:>22} {number:8} {100 * number / total:8.3f} %")
    print(f"{total} evaluations by walking the response: " + ", ".join(f"{who} {seconds:.1f} s" for who, seconds in spent.items()) + " (ours with compiling each time)")
    for what, detail in list(shown.items())[: options.show]:
        print(f"- {what[:300]}\n    {detail[:400]}")
    return 1 if count["DIFFERENT"] else 0


def environments_as_names(environment: dict[str, Any]) -> dict[str, list[Any]]:
    return {name: [Decimal(str(part)) if isinstance(part, float) else part for part in value] for name, value in environment.items()}


if __name__ == "__main__":
    sys.exit(main())
