"""`intake assess`: what the rules notice in answers files: findings, criteria, scores, problems. Never loads Qt."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from intake.ask.clinic import load_clinic
from intake.ask.errors import PackError
from intake.ask.pack import PACKS, load_pack
from intake.ask.words import words
from intake.hear.answers import Answers, Where
from intake.hear.reading import read
from intake.hear.validate import Problem, sentence
from intake.notice.finding import Assessment
from intake.notice.practice import Practice, practice
from intake.notice.screening import assess
from ui.casefile import open_case, printable

DONE, PROBLEMS, COULD_NOT = 0, 1, 2


def run(argv: Sequence[str]) -> int:
    """Assess each file in the order given. 0 whatever is found, 1 when answers are invalid, 2 when a file or pack cannot be used.

    Every file is tried, also after one that could not be read.
    """
    chosen = _parser().parse_args(list(argv))
    try:
        here = practice(load_pack(chosen.pack), load_clinic(chosen.clinic) if chosen.clinic else None)
    except PackError as error:
        print(error, file=sys.stderr)
        return COULD_NOT
    code = DONE
    for path in chosen.cases:
        try:
            case, answers, unread = open_case(path, here.form)
        except PackError as error:
            print(error, file=sys.stderr)
            code = COULD_NOT
            continue
        result = plain(case, answers, unread, here)
        print(json.dumps(result) if chosen.json else "\n".join(_lines(result)))
        if any(_invalid(problem) for problem in result["problems"]):
            code = max(code, PROBLEMS)
    return code


def plain(case: str, answers: Answers, unread: tuple[Problem, ...], here: Practice) -> dict[str, Any]:
    """One case as plain data, in the order and with the keys of DESIGN.md, "Commands"."""
    reading = read(here.form, answers)
    noticed = assess(here.rules, reading)
    return {"case": case} | _noticed(noticed) | {"problems": [_problem(one) for one in (*unread, *reading.problems())]}


def _noticed(noticed: Assessment) -> dict[str, Any]:
    return {
        "findings": [
            {
                "id": finding.id,
                "level": finding.level.value,
                "text": finding.text.say("en"),
                "because": _links(finding.because),
                "source": finding.source,
                "scope": finding.scope.say("en"),
            }
            for finding in noticed.findings
        ],
        "criteria": [
            {
                "id": line.id,
                "status": line.status,
                "evidence": line.evidence.say("en"),
                "elements": [
                    {"text": part.text.say("en"), "status": part.status, "evidence": part.evidence.say("en"), "because": _links(part.because)}
                    for part in line.elements
                ],
            }
            for line in noticed.criteria
        ],
        "scores": [{"id": score.id, "value": _number(score.value)} for score in noticed.scores],
    }


def _problem(problem: Problem) -> dict[str, str]:
    text = sentence(problem, words("en"))
    return {"linkId": problem.where.link_id, "code": problem.code, "text": text, "severity": problem.severity}


def _links(because: tuple[Where, ...]) -> list[str]:
    """The linkIds, each once; the rows they stand in are left out."""
    return list(dict.fromkeys(where.link_id for where in because))


def _number(value: Decimal | int | None) -> float | int | None:
    return float(value) if isinstance(value, Decimal) else value


def _invalid(problem: dict[str, str]) -> bool:
    """Wrong, as against missing: a blank is not an invalid answer (DECISIONS 3 and 30)."""
    return problem["severity"] in ("error", "fatal") and problem["code"] != "required"


def _lines(result: dict[str, Any]) -> Iterator[str]:
    """The same for people: one block a case."""
    say = words("en")
    yield printable(result["case"])
    yield f"  {say('assess.findings')}" if result["findings"] else f"  {say('assess.no-findings')}"
    for finding in result["findings"]:
        yield f"    {finding['level']:<7} {finding['id']:<7} {finding['text']}"
        if finding["scope"]:
            yield f"{'':20}{finding['scope']}"
        yield f"{'':20}{say('assess.because', links=', '.join(finding['because']) or '-')}"
    if result["criteria"]:
        yield f"  {say('assess.criteria')}"
    for line in result["criteria"]:
        yield f"    {line['status']:<15} {line['id']:<12} {line['evidence']}"
    if result["scores"]:
        yield f"  {say('assess.scores')}"
    for score in result["scores"]:
        yield f"    {score['id']:<24} {say('assess.not-scored') if score['value'] is None else score['value']}"
    if result["problems"]:
        yield f"  {say('assess.problems')}"
    for problem in result["problems"]:
        line = f"{problem['linkId'] or '(file)'}: {problem['text']} ({problem['code']}, {problem['severity']})"
        yield f"    {printable(line)}"
    yield ""


def _parser() -> argparse.ArgumentParser:
    say = words("en")
    parser = argparse.ArgumentParser(prog="intake assess", description=say("assess.about"), epilog=say("assess.codes"))
    parser.add_argument("cases", nargs="+", type=Path, metavar="CASE", help=say("assess.help.case"))
    parser.add_argument("--json", action="store_true", help=say("assess.help.json"))
    parser.add_argument("--pack", type=Path, default=PACKS / "botulinum", metavar="FOLDER", help=say("assess.help.pack"))
    parser.add_argument("--clinic", type=Path, metavar="FILE", help=say("assess.help.clinic"))
    return parser
