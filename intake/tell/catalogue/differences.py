"""Differences: where the dictionary's column `feeds` and the constants' `used_by` say something else than the rules do. For the medical lead."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from intake.ask.form import Form, Item
from intake.tell.catalogue.questions import Question, worked_out
from intake.tell.catalogue.study import Study


@dataclass(frozen=True, slots=True)
class Difference:
    """`rule` stands in only one of the two: `listed` in the table, or read. `why`: a key of [catalogue.why]; `about` what it names."""

    where: str
    rule: str
    listed: bool
    why: str = ""
    about: str = ""


def of_questions(study: Study, asked: Sequence[Question]) -> Iterator[Difference]:
    """Rules of `feeds` that do not look at the answer, and rules that look and are not there."""
    form = study.rules.form
    for one in (one for one in asked if one.number and one.item.link_id in study.dictionary):
        for rule in one.feeds:
            if rule not in one.readers:
                yield Difference(one.item.link_id, rule, True, *_instead(study, form, one.item, rule))
        for rule in one.readers:
            if rule not in one.feeds:
                yield Difference(one.item.link_id, rule, False, *_how(form, one.item, rule, study))


def _instead(study: Study, form: Form, item: Item, rule: str) -> tuple[str, str]:
    """How the question may still matter to a rule that does not look at it."""
    if rule not in study.looks:
        return "unknown", ""
    read = study.looks[rule].questions
    for other in worked_out(item, form):
        if other.link_id in read:
            return "through", other.link_id
    sources = (form.items[slot].link_id for slot in sorted(item.calculated.slots)) if item.calculated else ()
    if link := next((name for name in sources if name in read), ""):
        return "itself", link
    for other in study.looks[rule].rules:
        if other in study.looks and item.link_id in study.looks[other].questions:
            return "asks", other
    for link_id in sorted(read & form.index.keys(), key=form.index.__getitem__):
        if item.slot in _openers(form, form.item(link_id)):
            return "opens", link_id
    return "not", ""


def _openers(form: Form, item: Item) -> frozenset[int]:
    """The questions whose answers open an item or something around it."""
    found = {when.slot for when in item.when if when.slot is not None}
    while item.parent >= 0:
        item = form.items[item.parent]
        found |= {when.slot for when in item.when if when.slot is not None}
    return frozenset(found)


def _how(form: Form, item: Item, rule: str, study: Study) -> tuple[str, str]:
    group = next((form.items[slot] for slot in item.repeating if form.items[slot].critical), None)
    if group is not None and rule == "S-30":
        return "in-group", group.link_id
    if any(rule in {move.rule for move in study.moves.get((item.link_id, option.code), ())} for option in item.options):
        return "moves", ""
    return "looks", ""


def of_constants(study: Study) -> Iterator[Difference]:
    """Rules of `used_by` that do not look at the constant while they judge, and rules that look and are not there."""
    for name, constant in study.pack.constants.items():
        read = {rule for rule, look in study.looks.items() if name in look.constants}
        for rule in constant.used_by:
            if rule not in read:
                yield Difference(name, rule, True, "spoken" if constant.fixed == "spoken" else "condition" if constant.fixed else "not")
        for rule in study.looks:
            if rule in read and rule not in constant.used_by:
                yield Difference(name, rule, False, "shared")
