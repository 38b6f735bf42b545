"""Screening: runs a pack's rules over a Reading and gives back everything noticed, in a stable order."""

from __future__ import annotations

import logging
from collections.abc import Collection
from dataclasses import dataclass, field

from intake.hear.reading import Reading
from intake.notice.criteria import Line
from intake.notice.finding import Assessment, Criterion, Finding, Level
from intake.notice.rulebook import Lowered, Rule, Rules, criterion, load_rules, rule
from intake.notice.scores import Instrument, scores
from intake.notice.telling import joined, program
from intake.notice.view import Sources, View

__all__ = ["Instrument", "Level", "Lowered", "RuleError", "Rules", "assess", "criterion", "load_rules", "rule", "urgent"]

log = logging.getLogger(__name__)


class RuleError(Exception):
    """A rule that could not be evaluated. Names the rule, never an answer."""

    def __init__(self, rule_id: str) -> None:
        super().__init__(rule_id)
        self.rule_id = rule_id


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one rule came to."""

    result: Level | Line | None
    view: View | None = None
    broken: bool = False


@dataclass(frozen=True, slots=True)
class Sitting:
    """One pass over one Reading: each rule runs at most once, and rules may ask what another came to."""

    rules: Rules
    reading: Reading
    book: dict[str, Rule] = field(default_factory=dict)
    outcomes: dict[str, Outcome] = field(default_factory=dict)
    running: list[str] = field(default_factory=list)

    def outcome(self, one: Rule) -> Outcome:
        """The outcome of a rule. A rule that fails is an outcome too ("broken"): a visit never stops because of one."""
        if one.id not in self.outcomes:
            try:
                self.outcomes[one.id] = self._run(one)
            except RuleError:
                self.outcomes[one.id] = Outcome(None, broken=True)
        return self.outcomes[one.id]

    def _run(self, one: Rule) -> Outcome:
        if one.id in self.running:
            raise RuleError(one.id)
        sources = Sources(self.rules.constants, self.rules.medicines, self.level, self.status, self.rules.phrases, one.id)
        view = View(self.reading, sources)
        self.running.append(one.id)
        try:
            result = one.judge(view)
            if isinstance(result, Level) and result not in one.levels:
                raise RuleError(one.id)
        except RuleError:
            raise
        except Exception as error:  # noqa: BLE001 - rules belong to the pack; this is the boundary. The message may hold answers.
            log.error("rule %s: %s", one.id, type(error).__name__)
            raise RuleError(one.id) from None
        finally:
            self.running.pop()
        return Outcome(result, view)

    def level(self, rule_id: str) -> Level | None:
        """The level of a rule before suppression. What rests on a broken rule is broken as well."""
        outcome = self._of(rule_id)
        return outcome.result if isinstance(outcome.result, Level) else None

    def status(self, rule_id: str) -> str | None:
        outcome = self._of(rule_id)
        return outcome.result.status if isinstance(outcome.result, Line) else None

    def _of(self, rule_id: str) -> Outcome:
        outcome = self.outcome(self.book[rule_id])
        if outcome.broken:
            raise RuleError(rule_id)
        return outcome


def assess(rules: Rules, reading: Reading, only: Collection[str] | None = None) -> Assessment:
    """Findings (by level, then id), criteria (in the order of the pack) and scores of one Reading. Pure.

    `only` limits it to these rule ids; what they depend on is still looked at.
    """
    sitting = _sitting(rules, reading)
    findings = _findings(sitting, [one for one in rules.findings if only is None or one.id in only])
    lines = [(one, sitting.outcome(one)) for one in rules.criteria if only is None or one.id in only]
    findings += [_broken(one, rules) for one, outcome in lines if outcome.broken]
    return Assessment(
        tuple(sorted(findings, key=lambda finding: (finding.level.rank, finding.id))),
        tuple(_criterion(one, outcome.result, rules) for one, outcome in lines if isinstance(outcome.result, Line)),
        scores(rules.instruments, reading, rules.phrases) if only is None else (),
        rules.version,
        rules.checked_on,
    )


def urgent(rules: Rules, reading: Reading) -> tuple[Finding, ...]:
    """The findings that cannot wait, and nothing else: runs only the rules that can be URGENT."""
    sitting = _sitting(rules, reading)
    findings = _findings(sitting, [one for one in rules.findings if Level.URGENT in one.levels])
    return tuple(sorted((one for one in findings if one.level is Level.URGENT), key=lambda finding: finding.id))


def _sitting(rules: Rules, reading: Reading) -> Sitting:
    return Sitting(rules, reading, {one.id: one for one in (*rules.findings, *rules.criteria)})


def _findings(sitting: Sitting, chosen: list[Rule]) -> list[Finding]:
    silent = _suppressed(sitting, {one.id for one in chosen})
    found = []
    for one in chosen:
        outcome = sitting.outcome(one)
        if outcome.broken:
            found.append(_broken(one, sitting.rules))
        elif isinstance(outcome.result, Level) and one.id not in silent:
            found.append(_finding(one, outcome.result, outcome.view, sitting.rules))
    return found


def _suppressed(sitting: Sitting, wanted: set[str]) -> set[str]:
    """Rules that fall silent because another stands (rules.csv, column `suppresses`)."""
    return {
        other
        for one in sitting.rules.findings
        if wanted.intersection(one.suppresses)
        for other, levels in one.suppresses.items()
        if sitting.outcome(one).result in levels
    }


def _finding(one: Rule, level: Level, view: View, rules: Rules) -> Finding:
    order = view.reading.form.index
    because = tuple(sorted(dict.fromkeys(view.reasons), key=lambda where: order[where.link_id]))
    says, scope = rules.phrases(one.says, one.id), rules.phrases(one.scope, one.id)
    ceiling = rules.lowered.get(one.id)
    if ceiling and level.rank < ceiling.level.rank:
        who = ", ".join(filter(None, (ceiling.by, ceiling.on))) or "-"
        scope = joined((scope, program("notice.lowered", rules.phrases, level=level, to=ceiling.level, who=who)), ". ")
        level = ceiling.level
    return Finding(one.id, level, says, because, one.source, scope, one.grade, tuple(view.facts))


def _broken(one: Rule, rules: Rules) -> Finding:
    """Never silent: the provider reads that this rule says nothing about this visit."""
    says = program("notice.rule-failed", rules.phrases, rule=one.id)
    return Finding(one.id, Level.DATA, says, (), one.source, rules.phrases(one.scope, one.id), one.grade)


def _criterion(one: Rule, line: Line, rules: Rules) -> Criterion:
    return Criterion(
        one.id,
        line.status,
        rules.phrases(one.says, one.id),
        line.evidence,
        tuple(part.element() for part in line.parts),
        line.because,
        one.source,
        rules.phrases(one.scope, one.id),
        rules.checked_on,
        one.printed,
    )
