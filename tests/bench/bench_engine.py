"""Engine bench: how long an answer takes, beside evaluating every expression again as form renderers do, in one run.

Not collected by pytest. Run from the repository:

    mkdir -p ../peer && (cd ../peer && npm init -y && npm install fhirpath@3.15.2)
    python -m venv ../peer/venv && ../peer/venv/bin/pip install fhirpathpy==2.2.4
    python tests/bench/bench_engine.py --peer ../peer [--form FORM.json] [--rounds 31]

What is measured: `read` after one changed answer, on a form of 695 items (`../shared/forms-real`), blank and filled; export of
the filled response; and a generated form of 100 to 10,000 items. The peers get the same form, the same answers and the same
expressions, compiled once; for each answer they do what LHC-Forms and Smart Forms do in principle: write the answer into
the response and evaluate all variables, conditions and calculations once more (one pass; a renderer repeats until nothing
changes, draws, and does more, so this is the least a peer can cost). Reference figures of whole renderers are in the
performance notes of the project; a browser is needed to measure those. What is absent here is said to be skipped.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve()
sys.path.insert(0, str(HERE.parents[2]))

from intake.ask.compile import compile_form, forget  # noqa: E402
from intake.ask.form import Form, Item  # noqa: E402
from intake.hear.answers import Answers, Where  # noqa: E402
from intake.hear.plan import plan_of  # noqa: E402
from intake.hear.reading import Reading, read  # noqa: E402
from intake.hear.response import to_response  # noqa: E402
from intake.hear.session import Session  # noqa: E402

REAL = HERE.parents[3] / "shared" / "forms-real" / "health-check-715-v0.1.0.json"
DAY = date(2026, 3, 16)
AGES = (3, 30, 60, 10)
SDC = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-"
Json = dict[str, Any]


def clock(rounds: int, act: Callable[[int], Any]) -> tuple[float, float]:
    """(fastest, median) in milliseconds."""
    times = []
    for number in range(rounds):
        began = time.perf_counter()
        act(number)
        times.append((time.perf_counter() - began) * 1000)
    times.sort()
    return times[0], times[len(times) // 2]


class Visit:
    """Answers and their reading, one tap after the other."""

    def __init__(self, form: Form) -> None:
        self.form, self.answers = form, Answers.start(DAY)
        for item in form.items:
            if item.is_group and item.repeats and not item.repeating:
                self.answers = self.answers.with_row(item.link_id, (), "1")  # as the peers' response has it
        self.reading: Reading = read(form, self.answers)

    def tap(self, link_id: str, raw: Any) -> None:
        self.answers = self.answers.with_given(Where(link_id), (raw,))
        self.reading = read(self.form, self.answers, self.reading)


def some_answer(item: Item, dice: random.Random) -> Any:
    """A valid answer for an item, or None."""
    if item.options:
        return dice.choice(item.options).code
    return {
        "boolean": lambda: dice.random() < 0.5, "integer": lambda: dice.randrange(100), "decimal": lambda: dice.randrange(1000) / 10,
        "date": lambda: f"2020-01-{dice.randrange(1, 28):02d}", "string": lambda: "some words", "text": lambda: "some words",
        "open-choice": lambda: "some words",
    }.get(item.kind, lambda: None)()  # fmt: skip


def filled(visit: Visit, hub: str) -> dict[str, Any]:
    """Answer everything but the hub; what was answered."""
    dice, given = random.Random(1), {}
    for item in visit.form.items:
        if item.is_question and not item.repeating and item.link_id != hub:
            raw = some_answer(item, dice)
            if raw is not None:
                given[item.link_id] = raw
                visit.answers = visit.answers.with_given(Where(item.link_id), (raw,))
    visit.reading = read(visit.form, visit.answers)
    return given


def real(path: Path, rounds: int, peers: list[Peer]) -> None:
    """The heavy public form."""
    data = path.read_bytes()
    form = compile_form(data, file=path.name, strict=False)
    plan = plan_of(form)
    hub = max(form.items, key=lambda item: len(plan.readers[item.slot]) if item.is_question else 0)
    leaf = next(i for i in form.items if i.kind == "text" and not plan.readers[i.slot] and not i.repeating)
    small = next(i for i in form.items if i.options and 0 < len(plan.readers[i.slot]) <= 5 and not i.repeating)
    print(f"\n{path.name}: {len(form.items)} items, hub with {len(plan.readers[hub.slot])} readers, ms (fastest / median of {rounds})\n")
    visit = Visit(form)
    figures = {
        "hub question, blank form": clock(rounds, lambda n: visit.tap(hub.link_id, AGES[(n + 1) % 4])),
        "answer with few readers": clock(rounds, lambda n: visit.tap(small.link_id, small.options[n % 2].code)),
        "leaf text": clock(rounds, lambda n: visit.tap(leaf.link_id, f"word {n}")),
    }
    given = filled(visit, hub.link_id)
    visit.tap(hub.link_id, 99)
    figures["hub question, filled form"] = clock(rounds, lambda n: visit.tap(hub.link_id, AGES[(n + 1) % 4]))
    figures["leaf text, filled form"] = clock(rounds, lambda n: visit.tap(leaf.link_id, f"word {n}"))
    figures["export of the filled response"] = clock(rounds, lambda _n: to_response(visit.reading))
    figures["all problems of the filled form"] = clock(rounds, lambda _n: read(form, visit.answers, visit.reading).problems())
    sitting = [Session.start(form, DAY)]

    def whole(n: int) -> None:
        sitting[0] = sitting[0].answer(hub.link_id, AGES[n % 4])
        assert sitting[0].progress

    figures["hub, session with log, pages and progress"] = clock(rounds, whole)
    blank = Visit(form)
    blank.tap(hub.link_id, 30)
    conditional = [item.slot for item in form.items if item.when_expression is not None]
    ours = [blank.reading.look(slot, rows).own for slot in conditional for rows in blank.reading.instances(slot)]
    theirs = {peer.name: peer.run(json.loads(data), hub.link_id, leaf.link_id, given, rounds) for peer in peers}
    names = {"hub question, blank form": "hub", "hub question, filled form": "hub filled", "leaf text, filled form": "leaf filled"}
    print(f"{'':44}{'ours':>17}" + "".join(f"{peer.name:>22}" for peer in peers))
    for name, (fast, median) in figures.items():
        line = f"{name:44}{fast:8.3f} /{median:7.3f}"
        for peer in peers:
            found = (theirs[peer.name] or {}).get(names.get(name, ""))
            line += f"{found[0]:12.1f} /{found[1]:8.1f}" if found else f"{'-':>22}"
        print(line)
    for peer in peers:
        told = theirs[peer.name]
        if told:
            print(f"conditions open at hub = 30: ours {sum(ours)} of {len(ours)}, {peer.name} {told['open']} of {told['conditions']}"
                  f" (it could not read {told['unread']} and not work out {told['errors']} expressions)")  # fmt: skip


class Peer:
    """A program that evaluates all expressions of a form again for each answer."""

    def __init__(self, name: str, command: list[str], source: str, suffix: str) -> None:
        self.name, self.command, self.source, self.suffix = name, command, source, suffix

    def run(self, form: Json, hub: str, leaf: str, given: Json, rounds: int) -> Json | None:
        """Its figures, or None (and a line that says why)."""
        tasks = Tasks(form)
        with tempfile.TemporaryDirectory() as folder:
            script, work = Path(folder, "peer" + self.suffix), Path(folder, "work.json")
            script.write_text(self.source)
            work.write_text(json.dumps({
                "response": tasks.response, "filled": tasks.with_answers(given), "expressions": tasks.expressions, "hub": tasks.paths[hub],
                "leaf": tasks.paths[leaf], "ages": AGES, "rounds": min(rounds, 15), "names": sorted(tasks.names),
            }))  # fmt: skip
            done = subprocess.run([*self.command, str(script), str(work)], capture_output=True, text=True, timeout=900, check=False)
        if done.returncode:
            print(f"{self.name}: skipped, it failed: {done.stderr.strip().splitlines()[-1:]}")
            return None
        return json.loads(done.stdout.splitlines()[-1])


class Tasks:
    """A form as the peers need it: a response with every item in it, and each expression with the path of its item."""

    def __init__(self, form: Json) -> None:
        self.form, self.paths, self.expressions, self.names = form, {}, [], set()
        self.kinds: dict[str, Json] = {}
        self._collect(form, [], [])
        self.response: Json = {"resourceType": "QuestionnaireResponse", "item": self._skeleton(form.get("item", []), ["item"])}

    def _collect(self, item: Json, path: list[Any], seen: list[str]) -> None:
        found = []
        for extension in item.get("extension", []):
            value = extension.get("valueExpression", {})
            kind = extension["url"].rpartition("-")[2].rpartition("/")[2]
            if kind == "variable" and "name" in value:
                self.names.add(value["name"])
            if value.get("language") == "text/fhirpath" and kind in ("variable", "calculatedExpression", "enableWhenExpression"):
                found.append({"kind": kind, "name": value.get("name"), "expression": value["expression"], "path": path})
        self.expressions += sorted(found, key=lambda task: task["kind"] != "variable")
        for place, child in enumerate(item.get("item", [])):
            self._collect(child, [*path, "item", place], seen)

    def _skeleton(self, items: list[Json], path: list[Any]) -> list[Json]:
        made = []
        for place, item in enumerate(items):
            self.paths[item["linkId"]] = [*path, place]
            self.kinds[item["linkId"]] = item
            made.append({"linkId": item["linkId"]})
            if item.get("item"):
                made[-1]["item"] = self._skeleton(item["item"], [*path, place, "item"])
        return made

    def with_answers(self, given: Json) -> Json:
        """The response with these raw answers in it."""
        response = json.loads(json.dumps(self.response))
        for link_id, raw in given.items():
            if link_id not in self.paths:
                continue
            node: Any = response
            for step in self.paths[link_id]:
                node = node[step]
            kind = self.kinds[link_id]["type"]
            key = {"boolean": "valueBoolean", "integer": "valueInteger", "decimal": "valueDecimal", "date": "valueDate"}.get(kind, "valueString")
            node["answer"] = [{"valueCoding": {"code": raw}} if kind.endswith("choice") and raw != "some words" else {key: raw}]
        return response


JAVASCRIPT = """
const fhirpath = require('fhirpath'), r4 = require('fhirpath/fhir-context/r4'), fs = require('fs');
const work = JSON.parse(fs.readFileSync(process.argv[2], 'utf8')), log = console.log; console.log = () => {};
let errors = 0;
const tasks = work.expressions.map(task => {
  try { return {...task, run: fhirpath.compile(task.path.length ? {base: 'QuestionnaireResponse.item', expression: task.expression} : task.expression, r4)}; }
  catch (error) { errors++; return null; }
}).filter(task => task);
const at = (node, path) => { for (const step of path) node = node && node[step]; return node; };
let open = 0, conditions = 0;
function settle(response) {
  const env = {patient: {}, encounter: {}, practitioner: {}, resource: response};
  for (const name of work.names) env[name] = [];
  open = conditions = 0;
  for (const task of tasks) {
    let result = [];
    try { result = task.run(at(response, task.path), env); } catch (error) { errors++; }
    if (task.kind === 'variable') env[task.name] = result;
    else if (task.kind === 'enableWhenExpression') { conditions++; if (result.length && result[0] !== false) open++; }
  }
}
function clock(response, path, value) {
  const times = [];
  for (let n = 0; n < work.rounds; n++) {
    const began = process.hrtime.bigint();
    at(response, path).answer = [value(n)];
    settle(response);
    times.push(Number(process.hrtime.bigint() - began) / 1e6);
  }
  times.sort((a, b) => a - b);
  return [times[0], times[times.length >> 1]];
}
const age = n => ({valueInteger: work.ages[n % 4]}), word = n => ({valueString: 'word ' + n});
const out = {hub: clock(work.response, work.hub, age), 'hub filled': clock(work.filled, work.hub, age), 'leaf filled': clock(work.filled, work.leaf, word)};
at(work.response, work.hub).answer = [{valueInteger: 30}]; errors = 0; settle(work.response);
log(JSON.stringify({...out, open, conditions, errors, unread: work.expressions.length - tasks.length}));
"""

PYTHON = """
import json, sys, time
from fhirpathpy import compile
from fhirpathpy.engine.nodes import ResourceNode
from fhirpathpy.models import models
work = json.load(open(sys.argv[1]))
errors = 0
tasks = []
for task in work['expressions']:
    try:
        tasks.append((task, compile(task['expression'], models['r4'])))
    except Exception:
        errors += 1
def at(node, path):
    for step in path:
        node = node[step]
    return node
count = {}
def settle(response):
    global errors
    env = {name: [] for name in work['names']} | {'patient': {}, 'encounter': {}, 'practitioner': {}, 'resource': response}
    count.update(open=0, conditions=0)
    for task, run in tasks:
        try:
            node = at(response, task['path'])
            result = run(ResourceNode.create_node(node, 'QuestionnaireResponse.item') if task['path'] else node, env)
        except Exception:
            errors, result = errors + 1, []
        if task['kind'] == 'variable':
            env[task['name']] = result
        elif task['kind'] == 'enableWhenExpression':
            count['conditions'] += 1
            count['open'] += bool(result) and result[0] is not False
def clock(response, path, value):
    times = []
    for n in range(min(work['rounds'], 3)):
        began = time.perf_counter()
        at(response, path)['answer'] = [value(n)]
        settle(response)
        times.append((time.perf_counter() - began) * 1000)
    times.sort()
    return times[0], times[len(times) // 2]
age, word = lambda n: {'valueInteger': work['ages'][n % 4]}, lambda n: {'valueString': 'word %d' % n}
out = {'hub': clock(work['response'], work['hub'], age), 'hub filled': clock(work['filled'], work['hub'], age), 'leaf filled': clock(work['filled'], work['leaf'], word)}
at(work['response'], work['hub'])['answer'] = [{'valueInteger': 30}]
unread, errors = len(work['expressions']) - len(tasks), 0
settle(work['response'])
print(json.dumps(out | count | {'errors': errors, 'unread': unread}))
"""


def generated(size: int) -> Json:
    """A form of about `size` items: sections of 8 numbers, their total, a gate with 5 conditions; ten sections have a chapter total."""
    value = "%resource.repeat(item).where(linkId='{}').answer.value.sum()"
    chapters = []
    for chapter in range(max(1, size // 101)):
        sections = []
        for section in range(10):
            at = f"{chapter}-{section}"
            numbers = [{"linkId": f"q{at}-{n}", "type": "integer", "text": f"Number {n}"} for n in range(8)]
            total = {"linkId": f"t{at}", "type": "integer", "readOnly": True, "extension": [_made(" + ".join(value.format(n["linkId"]) for n in numbers))]}
            gate = {"linkId": f"g{at}", "type": "string", "enableBehavior": "any", "enableWhen": [
                {"question": n["linkId"], "operator": ">", "answerInteger": 90} for n in numbers[:5]]}  # fmt: skip
            sections += [*numbers, total, gate]
        whole = {"linkId": f"c{chapter}", "type": "integer", "readOnly": True,
                 "extension": [_made(" + ".join(value.format(f"t{chapter}-{n}") for n in range(10)))]}  # fmt: skip
        chapters.append({"linkId": f"chapter{chapter}", "type": "group", "item": [*sections, whole]})
    return {"resourceType": "Questionnaire", "status": "active", "url": f"https://intake.example/bench/{size}", "item": chapters}


def _made(expression: str) -> Json:
    return {"url": SDC + "calculatedExpression", "valueExpression": {"language": "text/fhirpath", "expression": expression}}


def flat(rounds: int) -> None:
    """The same taps on forms of growing size, all numbers answered: an answer must cost the same."""
    print(f"\ngenerated form, every number answered, ms (fastest / median of {rounds})\n")
    print(f"{'items':>8}{'compile':>12}{'read all':>12}{'value to two totals':>24}{'leaf text':>20}{'export':>12}")
    for size in (100, 300, 1000, 3000, 10_000):
        forget()
        began = time.perf_counter()
        form = compile_form(generated(size), strict=True)
        compiled = (time.perf_counter() - began) * 1000
        visit = Visit(form)
        for item in form.items:
            if item.kind == "integer" and not item.read_only:
                visit.answers = visit.answers.with_given(Where(item.link_id), (item.slot % 50,))
        whole = clock(3, lambda _n: setattr(visit, "reading", read(form, visit.answers)))  # noqa: B023
        visit.tap("q0-0-0", 99)
        value = clock(rounds, lambda n: visit.tap("q0-0-1", n % 80))  # noqa: B023
        text = clock(rounds, lambda n: visit.tap("g0-0", f"word {n}"))  # noqa: B023
        export = clock(5, lambda _n: to_response(visit.reading))  # noqa: B023
        print(f"{len(form.items):8}{compiled:12.1f}{whole[0]:12.1f}{value[0]:14.3f} /{value[1]:8.3f}{text[0]:11.3f} /{text[1]:7.3f}{export[0]:12.2f}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--peer", type=Path, help="folder with node_modules/fhirpath, and venv/ with fhirpathpy")
    parser.add_argument("--form", type=Path, default=REAL)
    parser.add_argument("--rounds", type=int, default=31)
    chosen = parser.parse_args()
    peers = []
    if chosen.peer and shutil.which("node") and (chosen.peer / "node_modules" / "fhirpath").exists():
        source = JAVASCRIPT.replace("require('fhirpath", f"require('{(chosen.peer / 'node_modules').resolve()}/fhirpath")
        peers.append(Peer("fhirpath.js", ["node"], source, ".js"))
    else:
        print("fhirpath.js: skipped (no node, or no --peer folder with node_modules/fhirpath)")
    python = chosen.peer and (chosen.peer / "venv" / "bin" / "python")
    if python and python.exists():
        peers.append(Peer("fhirpathpy", [str(python)], PYTHON, ".py"))
    else:
        print("fhirpathpy: skipped (no --peer folder with venv/ that has it)")
    if chosen.form.exists():
        real(chosen.form, chosen.rounds, peers)
    else:
        print(f"{chosen.form.name}: skipped, it is not there")
    flat(chosen.rounds)
    return 0


if __name__ == "__main__":
    sys.exit(main())
