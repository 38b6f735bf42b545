"""Cards: each question as a card: its words in every language, its answers with what they raise, when it is asked, who reads it, where it prints."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from intake.ask.form import Form, Item, Option
from intake.ask.words import Text, Words
from intake.notice.reads import Move
from intake.tell.catalogue.printed import LAST_PAGES
from intake.tell.catalogue.questions import Question
from intake.tell.catalogue.study import Study
from intake.tell.catalogue.tags import Content, Markup, el, joined, table

SHARED_BY = 4
"""A list of answers that so many questions have is printed once."""
NAMED = 8
"""Answers of a shared list that are named again at the question; longer lists only where one of them raises something."""
Answers = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Cards:
    """Draws questions. `languages`: tags beside English. `shared`: lists of answers that stand in the front, by letter."""

    study: Study
    say: Words
    languages: tuple[str, ...]
    shared: dict[Answers, str]

    # --- words

    def text(self, text: Text, cls: str = "w") -> Markup:
        """English, then each language that has words of its own."""
        if not text.source:
            return Markup()
        others = [el("p", el("b", tag.partition("-")[0]), " ", text.say(tag), lang=tag, cls="t") for tag in self.languages if text.said_in(tag)]
        return el("div", el("p", text.source, lang="en"), others, cls=cls)

    # --- a part of the form

    def page(self, asked: Sequence[Question]) -> Markup:
        """The questions of one page of the form, under its heading."""
        first = asked[0]
        form = self.study.rules.form
        if first.page:
            title = form.pages[first.page - 1].title.source
            head = self.say("catalogue.page-of", number=first.page, title=title) if title else self.say("catalogue.page", number=first.page)
        else:
            head = self.say("catalogue.no-page")
        return el("section", el("h4", head), [self.card(one) for one in asked if self._is_told(one)], cls="page")

    def _is_told(self, one: Question) -> bool:
        """Groups without words of their own are frames only."""
        return bool(one.number) or bool(one.item.text) and (one.item.kind == "display" or one.item.repeats)

    def card(self, one: Question) -> Markup:
        item = one.item
        if not one.number:
            said = self._row_words(item) if item.repeats else self.say("catalogue.statement")
            return el("article", el("p", el("code", item.link_id), " · ", said, cls="id"), self.text(item.text), self._facts(one), cls="q plain")
        head = [el("code", item.link_id), " · ", self._kind(item)]
        if item.audience == "staff":
            head += [" · ", self.say("catalogue.staff-only")]
        if item.critical:
            head += [" · ", el("b", self.say("catalogue.critical"))]
        body = el("div", el("p", head, cls="id"), self.text(item.text), self.text(item.help, "h"), self._answers(item), self._facts(one))
        return el("article", el("div", str(one.number), cls="n"), body, cls="q", id=f"q-{item.link_id}")

    def _row_words(self, group: Item) -> str:
        most = group.limits.max_count
        key = "rows" if most else "rows-any"
        return self.say(f"catalogue.{key}", name=group.text.source, most=most)

    def _kind(self, item: Item) -> str:
        if item.medicines is not None:
            lists = ", ".join(item.medicines)
            return self.say("catalogue.type.medicine-lists", lists=lists) if lists else self.say("catalogue.type.medicine")
        name = item.kind
        if item.calculated is not None or item.ask == "app":
            name = "derived"
        elif item.control in ("scale", "body-map"):
            name = item.control
        elif item.repeats:
            name = {"choice": "several", "open-choice": "open-several"}.get(name, name)
        return self.say(f"catalogue.type.{name}")

    # --- answers

    def _answers(self, item: Item) -> Markup:
        options = own_options(item, self.study)
        if item.kind == "boolean":
            marks = [(self.say("store.yes"), "true"), (self.say("store.no"), "false")]
            if any((item.link_id, code) in self.study.moves for _, code in marks):
                return el("p", joined([[word, self._mark(item, code)] for word, code in marks], " · "), cls="o")
            return Markup()
        if not options:
            return Markup()
        letter = self.shared.get(likeness(options, self.languages))
        if letter:
            if len(options) > NAMED and not any((item.link_id, option.code) in self.study.moves for option in options):
                return el("p", el("b", self.say("catalogue.shared-named", letter=letter)), cls="o")
            short = [[option.display.source, self._mark(item, option.code)] for option in options]
            return el("p", el("b", self.say("catalogue.shared-named", letter=letter)), ": ", joined(short, " · "), cls="o")
        return table((), (self._option(item, option) for option in options), "o")

    def _option(self, item: Item, option: Option) -> Iterator[Content]:
        alone = [el("i", f" ({self.say('catalogue.exclusive')})")] if option.exclusive else None
        yield el("code", option.code)
        yield [el("span", option.display.source, lang="en"), alone, self._mark(item, option.code)]
        yield from (el("span", option.display.say(tag), lang=tag) if option.display.said_in(tag) else "" for tag in self.languages)

    def _mark(self, item: Item, code: str) -> Markup:
        return joined([[" ", self._move(move)] for move in self.study.moves.get((item.link_id, code), ())], "")

    def _move(self, move: Move) -> Markup:
        level = move.level.value
        words = f"{self.say('catalogue.stops')}: {level}" if level == "URGENT" else level
        return el("a", f"{move.rule} {words}", cls=f"m {level.lower()}", href=f"#r-{move.rule}")

    # --- what is known about it

    def _facts(self, one: Question) -> Markup:
        said = [(key, words) for key, words in self._each(one) if words]
        return el("dl", [[el("dt", self.say(f"catalogue.{key}")), el("dd", words)] for key, words in said])

    def _each(self, one: Question) -> Iterator[tuple[str, Content]]:
        item, say = one.item, self.say
        when = [el("div", say("catalogue.asked-if"), " ", sentence) for sentence in one.when]
        yield "asked", when or (say("catalogue.asked-always") if one.number else "")
        if not one.number:
            return
        yield "who", joined([say(f"catalogue.ask.{item.ask}"), *self._blank(item), *self._limits(item)], "; ")
        if item.calculated is not None:
            yield "formula", el("code", item.calculated.source)
        readers = [rule_link(rule) for rule in one.readers]
        readers += [[rule_link(rule), say("catalogue.through", rule="", name=name)] for rule, name in one.through]
        yield "read-by", joined(readers, ", ") or say("catalogue.read-none")
        yield "prints", self._places(one)
        yield "codes", joined([f"{code} ({system})" for system, code in item.codes], "; ")
        yield "note", one.note

    def _blank(self, item: Item) -> Iterator[str]:
        """What a blank does."""
        if item.ask not in ("app", "off") and item.calculated is None:
            key = "stops-form" if item.required else "again" if item.ask_again else "blank-free"
            yield self.say(f"catalogue.{key}")

    def _limits(self, item: Item) -> Iterator[str]:
        limits, say = item.limits, self.say
        if limits.min is not None and limits.max is not None:
            yield say("catalogue.limits-range", low=str(limits.min), high=str(limits.max))
        elif limits.min is not None or limits.max is not None:
            low, high = limits.min, limits.max
            yield say("catalogue.limits-from", low=str(low)) if high is None else say("catalogue.limits-to", high=str(high))
        if item.units:
            yield say("catalogue.unit", unit=", ".join(unit.display.source or unit.code for unit in item.units))
        if limits.max_length is not None:
            yield say("catalogue.limits-length", most=limits.max_length)
        if item.low or item.high:
            yield say("catalogue.ends", low=item.low.source, high=item.high.source)
        for _, _, human, is_error in item.constraints:
            yield human.source if is_error else say("catalogue.limits-hint", text=human.source)

    def _places(self, one: Question) -> Content:
        say = self.say
        if not one.places:
            return say("catalogue.prints-nowhere")
        if one.places == ("transcript",):
            return say("catalogue.transcript-only")
        first = [say(f"catalogue.place.{place}") for place in one.places if place not in LAST_PAGES]
        last = [say(f"catalogue.place.{place}") for place in one.places if place in LAST_PAGES]
        return joined(
            [
                [el("b", say("catalogue.place-page-one")), ": ", ", ".join(first)] if first else None,
                [say("catalogue.later"), ": ", ", ".join(last)] if last else None,
            ],
            "; ",
        )


def rule_link(rule: str) -> Markup:
    return el("a", rule, href=f"#r-{rule}")


def own_options(item: Item, study: Study) -> tuple[Option, ...]:
    """The answers to pick from, without the medicines of the list."""
    if item.medicines is None:
        return item.options
    return tuple(option for option in item.options if option.code not in study.pack.medicines.by_code)


def likeness(options: Iterable[Option], languages: tuple[str, ...]) -> Answers:
    return tuple((option.code, "|".join(option.display.say(tag) for tag in ("en", *languages))) for option in options)


def shared_answers(form: Form, languages: tuple[str, ...]) -> dict[Answers, str]:
    """Lists of answers that several questions have -> their letter, the most used first."""
    count = Counter(likeness(item.options, languages) for item in form.items if item.options and item.medicines is None)
    often = [answers for answers, times in count.most_common() if times >= SHARED_BY]
    return {answers: chr(ord("A") + place) for place, answers in enumerate(often[:26])}
