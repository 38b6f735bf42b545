"""Visit cost: the cases with what was noticed in each, and the measured burden beside its targets (`burden.toml` of the pack)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from intake.ask.words import Words
from intake.tell.catalogue.cards import rule_link
from intake.tell.catalogue.study import Study
from intake.tell.catalogue.tags import Content, Markup, el, joined, table

FIGURES = ("asked", "pages", "screens", "taps", "minutes")


def cases(study: Study, say: Words) -> Markup:
    """Who each case is, and everything noticed."""
    heads = [say(f"catalogue.{key}") for key in ("case", "case-title", "case-findings", "case-criteria")]
    rows = (
        (
            el("b", one.id), one.title,
            joined([[rule_link(finding.id), f" {finding.level.value}"] for finding in one.assessment.findings], ", "),
            joined([[rule_link(line.id), f" {line.status}"] for line in one.assessment.criteria], ", "),
        )
        for one in study.cases
    )  # fmt: skip
    return Markup(el("p", say("catalogue.cases-about")) + table(heads, rows))


def burden(study: Study, say: Words) -> Markup:
    """What each case costs the person, core and whole, with the targets."""
    told = study.burden
    if not told:
        return el("p", say("catalogue.burden-none"))
    model, target = told["model"], told["target"]
    about = say("catalogue.burden-about", tablet=model["tablet"], model=say("catalogue.burden-model", **model))
    heads = [say("catalogue.case"), "", *(say(f"catalogue.burden-{key}") for key in FIGURES)]
    heads += [say("catalogue.burden-average", read=model["average"]), say("catalogue.burden-urgent"), say("catalogue.burden-red-flag")]
    rows = (_row(say, case, kind, figures, target) for case, both in told["cases"].items() for kind, figures in both.items())
    return joined([el("p", about), el("p", say("catalogue.burden-source", source=model["source"])), table(heads, rows, "num")], "\n")


def _row(say: Words, case: str, kind: str, figures: Mapping[str, Any], target: Mapping[str, Any]) -> Iterator[Content]:
    core = kind == "core"
    yield el("b", case) if core else ""
    yield say(f"catalogue.burden-{kind}")
    for key in FIGURES:
        most = _most(target, key, case) if core or key == "pages" else None
        yield _against(say, figures[key], most)
    yield str(figures["average"])
    yield _against(say, figures["urgent"], target["urgent"] if core else None)
    yield _against(say, figures["red_flag"], target["red_flag"] if core else None) if "red_flag" in figures else "–"


def _most(target: Mapping[str, Any], key: str, case: str) -> Any:
    """The target of one figure for one case; None where there is none."""
    of = target.get(key, {})
    return of.get(case, of.get("else"))


def _against(say: Words, value: Any, most: Any) -> Content:
    if most is None:
        return str(value)
    said = say("catalogue.over-target" if value > most else "catalogue.at-most", value=str(value), most=str(most))
    return el("b", said) if value > most else said
