"""Parts: what stands behind the questions: rules, thresholds, medicines, instruments, education, waivers, choices, differences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from intake.ask.constants import Constant
from intake.ask.waivers import FILE, load_waivers
from intake.ask.words import Text
from intake.notice.rulebook import Rule
from intake.tell.catalogue.cards import Cards, rule_link
from intake.tell.catalogue.differences import Difference, of_constants, of_questions
from intake.tell.catalogue.questions import Question
from intake.tell.catalogue.tags import Content, Markup, el, joined, table


def question_link(link_id: str, numbers: dict[str, int]) -> Markup:
    """A link to a question by its name; a group's name alone."""
    if not numbers.get(link_id):
        return el("code", link_id)
    return el("a", el("code", link_id), href=f"#q-{link_id}")


# --- rules


def rules(cards: Cards, which: Sequence[Rule], asked: Sequence[Question]) -> Markup:
    """One card a rule."""
    numbers = {one.item.link_id: one.number for one in asked}
    return Markup("\n".join(_rule(cards, one, numbers) for one in which))


def _rule(cards: Cards, one: Rule, numbers: dict[str, int]) -> Markup:
    study, say = cards.study, cards.say
    row, look = study.table.get(one.id, {}), study.looks[one.id]
    levels = [el("span", level.value, cls=f"m {level.value.lower()}") for level in one.levels]
    order = study.rules.form.index
    known = study.pack.constants
    constants = [_threshold(cards, known[name], name in look.constants) for name in _named(row, look.constants) if name in known]
    facts = (
        ("logic", _logic(row.get("logic", ""))),
        ("reads", joined([question_link(name, numbers) for name in sorted(look.questions, key=lambda n: order.get(n, -1))], " ")),
        ("asks-rules", joined([rule_link(rule) for rule in sorted(look.rules)], ", ")),
        ("thresholds", joined([el("div", said) for said in constants], "")),
        ("scope", cards.text(study.rules.phrases(one.scope, one.id)) if one.scope else ""),
        ("silences", "; ".join(say("catalogue.silences-at", rule=rule, levels=", ".join(levels)) for rule, levels in one.suppresses.items())),
        ("source", f"{one.source} ({say('catalogue.grade', grade=one.grade)})" if one.grade else one.source),
        ("examples", _examples(cards, one.id)),
    )
    listed = [[el("dt", say(f"catalogue.{key}")), el("dd", words)] for key, words in facts if words]
    head = el("p", el("b", one.id), " ", joined(levels, " "), cls="id")
    return el("article", el("div", head, cards.text(study.rules.phrases(one.says, one.id)), el("dl", listed)), cls="q r", id=f"r-{one.id}")


def _logic(text: str) -> Markup:
    """The text of rules.csv; what stands in backticks is a name."""
    return joined((el("code", part) if number % 2 else part for number, part in enumerate(text.split("`"))), "")


def _named(row: dict[str, str], read: frozenset[str]) -> list[str]:
    listed = row.get("constants", "").replace(";", " ").split()
    return [*dict.fromkeys((*listed, *sorted(read)))]


def _threshold(cards: Cards, constant: Constant, is_read: bool) -> str:
    key = "threshold" if is_read else "threshold-wording"
    facts = {"name": constant.name, "value": constant.value, "unit": constant.unit}
    return cards.say(f"catalogue.{key}", **facts, checked=constant.checked_on, source=constant.source, grade=constant.grade)


def _examples(cards: Cards, rule: str) -> str:
    told = cards.study.raised.get(rule, ())
    return ", ".join(cards.say("catalogue.example", case=case, level=level) for case, level in told) or cards.say("catalogue.example-none")


# --- tables


def constants(cards: Cards) -> Markup:
    study, say = cards.study, cards.say
    read: dict[str, list[str]] = {}
    for rule, look in study.looks.items():
        for name in look.constants:
            read.setdefault(name, []).append(rule)
    heads = [say(f"catalogue.{key}") for key in ("name", "value", "meaning", "source", "checked-on", "used-by", "fixed")]
    rows = (
        (
            el("code", name), f"{one.value} {one.unit}", one.meaning, f"{one.source} ({say('catalogue.grade', grade=one.grade)})", el("span", one.checked_on, cls="d"),
            joined([rule_link(rule) for rule in read.get(name, ())], " "), say(f"catalogue.fixed-{one.fixed or 'no'}"),
        )
        for name, one in study.pack.constants.items()
    )  # fmt: skip
    return table(heads, rows)


def medicines(cards: Cards) -> Markup:
    known = cards.study.pack.medicines
    lists: dict[str, list[str]] = {}
    for one in known.by_code.values():
        for name in sorted(one.lists) or [""]:
            lists.setdefault(name, []).append(known.shown(one))
    heads = [cards.say(f"catalogue.{key}") for key in ("list", "count", "members")]
    named = {name: el("code", name) if name else cards.say("catalogue.no-list") for name in lists}
    rows = ((named[name], str(len(names)), ", ".join(sorted(names))) for name, names in sorted(lists.items()))
    brands = sum(len(known.brands(one)) for one in known.by_code.values())
    about = cards.say("catalogue.medicine-lists-about", medicines=len(known.by_code), brands=brands, lists=len(lists.keys() - {""}))
    return Markup(el("p", about) + table(heads, rows))


def instruments(cards: Cards, licence: str) -> Markup:
    study, say = cards.study, cards.say
    heads = [say(f"catalogue.{key}") for key in ("instrument", "setting", "items", "worded", "default")]
    rows = (
        (
            name, el("code", one.setting), ", ".join(one.items), ", ".join(one.worded) or say("catalogue.worded-none"),
            say(f"catalogue.{'off' if one.off else 'on'}"),
        )
        for name, one in study.pack.choices.instruments.items()
    )  # fmt: skip
    scores = ((one.id, cards.text(study.rules.phrases(one.says, one.id)), el("code", one.value), ", ".join(one.of)) for one in study.rules.instruments)
    score_heads = [say(f"catalogue.{key}") for key in ("score", "meaning", "name", "score-from")]
    said = [el("p", say("catalogue.instruments-about")), table(heads, rows), table(score_heads, scores)]
    if licence:
        said += [el("h4", say("catalogue.licence")), el("p", licence)]
    return joined(said, "\n")


def education(cards: Cards) -> Markup:
    told, say = cards.study.pack.education, cards.say
    condition = cards.study.rules.form.item("condition") if "condition" in cards.study.rules.form else None

    def reasons(codes: Iterable[str]) -> str:
        words = [condition.option(code) if condition else None for code in sorted(codes)]
        names = ", ".join(option.display.source if option else code for option, code in zip(words, sorted(codes), strict=True))
        return say("catalogue.education-for", conditions=names) if names else say("catalogue.education-all")

    def topic(one) -> Markup:
        alert = f" · {say('catalogue.education-alert')}" if one.alert else ""
        head = el("p", el("code", one.key), " · ", reasons(one.conditions), alert, cls="id")
        return el("article", el("div", head, cards.text(one.title), [cards.text(line, "h") for line in one.lines]), cls="q r")

    end: Text = told.end
    return joined([*map(topic, told.topics), cards.text(end)], "\n")


def context(cards: Cards) -> Markup:
    say = cards.say
    heads = [say(f"catalogue.{key}") for key in ("name", "context-says", "source", "checked-on")]
    rows = (
        (
            [el("code", one.key), el("div", ", ".join(sorted(one.conditions)), cls="for")], cards.text(one.text, "h"),
            f"{one.source} ({say('catalogue.grade', grade=one.grade)})", el("span", one.checked_on, cls="d"),
        )
        for one in cards.study.pack.context.sayings
    )  # fmt: skip
    return table(heads, rows)


def waivers(cards: Cards) -> Markup:
    heads = [cards.say(f"catalogue.{key}") for key in ("finding", "where", "language", "reason", "owner", "sign-date")]
    rows = (
        (el("code", one.code), joined([el("div", el("code", place)) for place in one.places], ""), one.language or cards.say("catalogue.language-all"), one.reason, one.owner, el("span", one.on, cls="d"))
        for one in load_waivers(cards.study.pack.path / FILE)
    )
    return Markup(el("p", cards.say("catalogue.waivers-about")) + table(heads, rows))


def choices(cards: Cards) -> Markup:
    chosen, say = cards.study.pack.choices, cards.say
    said = []
    if chosen.lower:
        said.append(say("catalogue.choices-lower", list="; ".join(f"{rule}: {', '.join(levels)}" for rule, levels in chosen.lower.items())))
    said += [say("catalogue.choices-country", country=country, list=", ".join(lines)) for country, lines in chosen.criteria.items()]
    if chosen.thresholds:
        said.append(say("catalogue.choices-thresholds", list=", ".join(chosen.thresholds)))
    return joined([el("p", one) for one in said or [say("catalogue.choices-none")]], "\n")


# --- differences


def differences(cards: Cards, asked: Sequence[Question]) -> Markup:
    numbers = {one.item.link_id: one.number for one in asked}
    found = list(of_questions(cards.study, asked))
    say = cards.say
    said: list[Content] = [el("p", say("catalogue.differences-about"))]
    for key, listed in (("differences-listed", True), ("differences-read", False)):
        rows = [one for one in found if one.listed is listed]
        said += [el("h4", say(f"catalogue.{key}")), _table(cards, rows, numbers)]
    thresholds = list(of_constants(cards.study))
    said += [el("h4", say("catalogue.differences-constants")), _table(cards, thresholds, numbers, kind=True)]
    return joined(said, "\n")


def _table(cards: Cards, found: Sequence[Difference], numbers: dict[str, int], *, kind: bool = False) -> Markup:
    say = cards.say
    if not found:
        return el("p", say("catalogue.differences-none"))
    heads = [say("catalogue.name" if kind else "catalogue.question"), say("catalogue.rule"), *([""] if kind else []), say("catalogue.remark")]

    def cells() -> Iterator[Iterator[Content]]:
        for (where, remark, listed), rules_of in _gathered(found).items():
            name = el("code", where) if kind else question_link(where, numbers)
            links = joined([rule_link(rule) for rule in rules_of], " ")
            side = [say("catalogue.in-table" if listed else "catalogue.in-code")] if kind else []
            yield iter([name, links, *side, say(f"catalogue.why.{remark[0]}", about=remark[1])])

    return table(heads, cells())


def _gathered(found: Sequence[Difference]) -> dict[tuple[str, tuple[str, str], bool], list[str]]:
    """Differences of one question that have one remark stand in one row."""
    rows: dict[tuple[str, tuple[str, str], bool], list[str]] = {}
    for one in found:
        rows.setdefault((one.where, (one.why, one.about), one.listed), []).append(one.rule)
    return rows
