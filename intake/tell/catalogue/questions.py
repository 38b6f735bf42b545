"""Questions: for each item of a form its number, when it is asked in plain words, who reads it and where it prints. Facts, no HTML."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from intake.ask.form import Form, Item, When
from intake.ask.tongues import listed
from intake.ask.words import Words
from intake.tell.catalogue.printed import PLACES
from intake.tell.catalogue.study import Study

OPERATORS = {"=": "is", "!=": "is-not", ">": "over", "<": "below", ">=": "at-least", "<=": "at-most"}


@dataclass(frozen=True, slots=True)
class Question:
    """One item. `number` 0: a heading or a text, not a question. `when`: one sentence a condition that must hold, outermost first.

    `readers`: rules that look at the answer; `through`: rule -> the worked-out value by which they do. `page`: its place among the pages
    of the form, 0 where it is on none. `module`: of the dictionary.
    """

    item: Item
    number: int
    page: int
    module: str
    when: tuple[str, ...] = ()
    readers: tuple[str, ...] = ()
    through: tuple[tuple[str, str], ...] = ()
    places: tuple[str, ...] = ()
    feeds: tuple[str, ...] = ()
    note: str = ""


def questions(study: Study, say: Words) -> tuple[Question, ...]:
    """Every item of the form in asking order."""
    form = study.rules.form
    numbers = {item.slot: place for place, item in enumerate((item for item in form.items if item.is_question), 1)}
    pages = dict(_pages(form))
    teller = Teller(form, numbers, say)
    readers = readers_of(study)
    found: list[Question] = []
    for item in form.items:
        row = study.dictionary.get(item.link_id, {})
        own = readers.get(item.link_id, ())
        found.append(
            Question(
                item,
                numbers.get(item.slot, 0),
                pages.get(item.slot, 0),
                row.get("module", "") or (found[-1].module if found else ""),
                teller.when(item),
                own,
                tuple(_through(item, form, readers, own)),
                places(study, item),
                tuple(row.get("feeds", "").split()),
                row.get("note", ""),
            )
        )
    return tuple(found)


def _pages(form: Form) -> Iterator[tuple[int, int]]:
    """(slot, number of the page it stands on)."""
    for number, page in enumerate(form.pages, 1):
        left = list(page.slots)
        while left:
            slot = left.pop()
            yield slot, number
            left += form.items[slot].children


def readers_of(study: Study) -> dict[str, tuple[str, ...]]:
    """linkId -> rules that look at it, in the order of the rules."""
    found: dict[str, list[str]] = {}
    for rule, look in study.looks.items():
        for link_id in look.questions:
            found.setdefault(link_id, []).append(rule)
    return {link_id: tuple(rules) for link_id, rules in found.items()}


def _through(item: Item, form: Form, readers: Mapping[str, tuple[str, ...]], own: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Rules that read a value worked out from the item, and that value."""
    told = set(own)
    for other in worked_out(item, form):
        for rule in readers.get(other.link_id, ()):
            if rule not in told:
                told.add(rule)
                yield rule, other.link_id


def worked_out(item: Item, form: Form) -> tuple[Item, ...]:
    """The values the program works out from an item, to the end."""
    found: list[Item] = []
    left = [item]
    while left:
        now = left.pop()
        more = [other for other in form.items if other.calculated and now.slot in other.calculated.slots and other not in found]
        found += more
        left += more
    return tuple(found)


def places(study: Study, item: Item) -> tuple[str, ...]:
    """Places on the paper, in reading order: seen, and those that follow from what an item is.

    A blank in a critical or expected question is listed, and so is "Not sure"; both whether or not a visit happened to show it.
    """
    seen = set(study.places.get(item.link_id, ()))
    told_blank = item.critical or item.required or item.ask_again or any(option.code == "unsure" for option in item.options)
    if told_blank and item.audience != "staff" and item.ask not in ("app", "off"):
        seen.add("blank")
    return tuple(place for place in PLACES if place in seen)


@dataclass(frozen=True, slots=True)
class Teller:
    """Says conditions in words: "no. 12 (condition) is “Migraine”"."""

    form: Form
    numbers: Mapping[int, int]
    say: Words

    def when(self, item: Item) -> tuple[str, ...]:
        """Each condition of the item and of what is around it, outermost first, each once."""
        return tuple(dict.fromkeys(said for one in (*self._around(item), item) if (said := self._of(one))))

    def _around(self, item: Item) -> tuple[Item, ...]:
        parents: list[Item] = []
        while item.parent >= 0:
            item = self.form.items[item.parent]
            parents.append(item)
        return tuple(reversed(parents))

    def _of(self, item: Item) -> str:
        said = [*self._plain(item)]
        if item.when_expression is not None:
            said.append(self.say("catalogue.when.expression", text=item.when_expression.source))
        joint = "or" if item.when_any and len(item.when) > 1 else "standard"
        return listed(said, self.say.language, joint)

    def _plain(self, item: Item) -> Iterator[str]:
        """Conditions one by one; those that allow several answers to one question as one."""
        done: set[int] = set()
        for when in item.when:
            if when.slot is None or when.slot in done:
                continue
            same = [other for other in item.when if other.slot == when.slot and other.operator == when.operator == "="]
            same = same if item.when_any else []
            if len(same) > 1:
                done.add(when.slot)
            answers = listed([self._answer(one) for one in same or [when]], self.say.language, "or")
            key = "known" if when.operator == "exists" and when.answer else "blank" if when.operator == "exists" else self._verb(when)
            yield self.say(f"catalogue.when.{key}", question=self.name(when.slot), answer=answers)

    def _verb(self, when: When) -> str:
        verb = OPERATORS[when.operator]
        return "holds" if verb == "is" and self.form.items[when.slot].repeats else verb

    def name(self, slot: int) -> str:
        item = self.form.items[slot]
        return self.say("catalogue.when.question", number=self.numbers.get(slot, ""), name=item.link_id)

    def _answer(self, when: When) -> str:
        item = self.form.items[when.slot]
        if isinstance(when.answer, bool):
            return self.say("store.yes" if when.answer else "store.no")
        option = item.option(str(when.answer))
        return f"“{option.display.source}”" if option else str(when.answer)
