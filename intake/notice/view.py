"""View: how a rule sees a Reading. A predicate that holds becomes a reason; a plain look leaves no trace."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from intake.ask.constants import Constant
from intake.ask.medicines import Medicine, Medicines
from intake.ask.phrases import Phrases
from intake.ask.tongues import plural
from intake.ask.words import Text
from intake.hear.answers import Where
from intake.hear.reading import Reading
from intake.hear.values import Coded, PartialDate
from intake.notice.criteria import Part, Truth
from intake.notice.finding import Level
from intake.notice.telling import figure, joined, program

Number = int | Decimal


@dataclass(frozen=True, slots=True)
class Sources:
    """What rules may look at besides the Reading: thresholds, medicines, what the other rules came to, and the phrase books.

    `rule`: the rule that looks, so that a phrase may have its own translation there.
    """

    constants: Mapping[str, Constant]
    medicines: Medicines
    level: Callable[[str], Level | None]
    status: Callable[[str], str | None]
    phrases: Phrases = Phrases()
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Drug:
    """One named medicine: what the list says of it, as it was given, and where.

    `candidates`: one for a chosen option; for typed words every medicine named in them exactly: none when there is none on the
    list, several when only the form tells them apart ("gentamicin"), when several are named, or a product that holds them.
    The cautious one counts. `sure` is False where typed words hold more than the names of listed medicines, or a product.
    """

    candidates: tuple[Medicine, ...]
    named: Text
    where: Where
    sure: bool = True

    def on(self, *lists: str) -> bool:
        return any(not medicine.lists.isdisjoint(lists) for medicine in self.candidates)

    @property
    def medicine(self) -> Medicine | None:
        """The medicine, when there is no doubt which."""
        return self.candidates[0] if self.sure and len(self.candidates) == 1 else None


@dataclass(frozen=True, slots=True)
class View:
    """A Reading seen from one row (`rows`, () outside of any). Only enabled questions count: a hidden answer reads as blank.

    `has yes at_least over at_most below` are predicates: when one holds, its question joins `reasons`.
    Everything else looks without leaving a trace; `rests_on` adds a reason by hand, `tell` a fact for the provider.
    """

    reading: Reading
    sources: Sources
    rows: tuple[str, ...] = ()
    reasons: list[Where] = field(default_factory=list)
    facts: list[Text] = field(default_factory=list)

    # -- looking

    @property
    def today(self) -> date:
        return self.reading.answers.today

    def asked(self, link_id: str) -> bool:
        return self.reading.asked(link_id, self.rows)

    def given(self, link_id: str) -> bool:
        """Asked, and understood: invalid, declined and blank all read as not given."""
        return bool(self.reading.values(link_id, self.rows))

    def code(self, link_id: str) -> str | None:
        return self.reading.code(link_id, self.rows)

    def codes(self, link_id: str) -> frozenset[str]:
        return self.reading.codes(link_id, self.rows)

    def number(self, link_id: str) -> Number | None:
        return self.reading.number(link_id, self.rows)

    def flag(self, link_id: str) -> bool | None:
        return self.reading.flag(link_id, self.rows)

    def text(self, link_id: str) -> str | None:
        return self.reading.text(link_id, self.rows)

    def said(self, link_id: str) -> Text:
        """The chosen options as the form words them in each language; empty when nothing was chosen."""
        return joined((v.display for v in self.reading.values(link_id, self.rows) if isinstance(v, Coded)))

    def day(self, link_id: str) -> date | None:
        """A (partial) date as the latest day it can mean, never later than the visit (dossier 1.3, point 4)."""
        said: PartialDate | None = self.reading.date(link_id, self.rows)
        return None if said is None else min(said.latest, self.today)

    def days(self, link_id: str) -> int | None:
        """Days from that date to the visit."""
        day = self.day(link_id)
        return None if day is None else (self.today - day).days

    def each(self, group: str) -> tuple[View, ...]:
        """One view a row of a repeating group, in order; () when the group is not asked."""
        paths = self.reading.rows(group, self.rows)
        return tuple(View(self.reading, self.sources, path, self.reasons, self.facts) for path in paths)

    def drug(self, link_id: str) -> Drug | None:
        """The medicine named here: an option of the list, or typed words that are a generic or brand of it."""
        return next(self._drugs(self.reading.values(link_id, self.rows), Where(link_id, self.rows)), None)

    def drugs(self, *link_ids: str) -> tuple[Drug, ...]:
        """Every medicine named in these questions, across all rows."""
        return tuple(
            drug for link_id in link_ids for cell in self.reading.all(link_id) for drug in self._drugs(cell.values, cell.where)
        )

    def _drugs(self, values: tuple[Any, ...], where: Where) -> Iterator[Drug]:
        medicines = self.sources.medicines
        for value in values:
            if isinstance(value, Coded):
                chosen = medicines.get(value.code)
                yield Drug((chosen,) if chosen else (), value.display, where)
            else:
                meant = medicines.understand(str(value))
                yield Drug(meant.medicines, Text(str(value)), where, meant.sure and not meant.holds)

    def limit(self, constant: str) -> Number:
        """A threshold of constants.toml, as the clinic set it."""
        value = self.sources.constants[constant].value
        return value if isinstance(value, int) else Decimal(str(value))

    def level(self, rule: str) -> Level | None:
        """The level at which another rule is raised, before suppression; None if it is not."""
        return self.sources.level(rule)

    def status(self, criterion: str) -> str | None:
        return self.sources.status(criterion)

    # -- predicates: a reason when they hold

    def has(self, link_id: str, codes: Collection[str]) -> bool:
        """At least one of the codes was chosen."""
        return self._reason(not self.codes(link_id).isdisjoint(codes), link_id)

    def yes(self, link_id: str) -> bool:
        return self._reason(self.flag(link_id) is True, link_id)

    def at_least(self, link_id: str, limit: Number) -> bool:
        return self._compare(link_id, lambda number: number >= limit)

    def over(self, link_id: str, limit: Number) -> bool:
        return self._compare(link_id, lambda number: number > limit)

    def at_most(self, link_id: str, limit: Number) -> bool:
        return self._compare(link_id, lambda number: number <= limit)

    def below(self, link_id: str, limit: Number) -> bool:
        return self._compare(link_id, lambda number: number < limit)

    def on(self, list_name: str, *link_ids: str) -> bool:
        """A medicine named in these questions stands on a list of medicines.csv; its name becomes a fact."""
        found = [drug for drug in self.drugs(*link_ids) if drug.on(list_name)]
        for drug in found:
            self.reasons.append(drug.where)
            self.tell(self.name(drug))
        return bool(found)

    def _compare(self, link_id: str, holds: Callable[[Number], bool]) -> bool:
        number = self.number(link_id)
        return self._reason(number is not None and holds(number), link_id)

    def _reason(self, holds: bool, link_id: str) -> bool:
        if holds:
            self.reasons.append(Where(link_id, self.rows))
        return holds

    # -- telling

    def rests_on(self, *link_ids: str) -> None:
        """Reasons by hand: those of the questions that were answered."""
        self.reasons.extend(Where(link_id, self.rows) for link_id in link_ids if self.given(link_id))

    def say(self, phrase: str, /, **facts: object) -> Text:
        """A phrase for the provider in every language of the pack's phrase books: `v.say("{count} months", count=3)`.

        Facts are numbers, Texts or names; a Text is said in each language, and so is a number with a fraction.
        """
        phrases = self.sources.phrases
        spoken = {name: figure(fact, phrases) if isinstance(fact, Decimal) else fact for name, fact in facts.items()}
        return phrases(phrase, self.sources.rule, **spoken)

    def counted(self, one: str, many: str, /, **facts: object) -> Text:
        """A phrase that turns on its first fact, in the plural form of each language: `v.counted("{n} month", "{n} months", n=1)`."""
        turns = next(iter(facts.values()))
        single, several = self.say(one, **facts), self.say(many, **facts)
        others = dict(several.others) | {tag: said for tag, said in single.others if plural(tag, turns) == "one"}
        return Text((single if plural("en", turns) == "one" else several).source, tuple(others.items()))

    def figure(self, value: Decimal, form: str) -> Text:
        """A number written by a CLDR pattern, with the decimal sign of each language: "+0.0;-0.0"."""
        return figure(value, self.sources.phrases, form=form)

    def name(self, drug: Drug) -> Text:
        """What the provider calls a medicine: its generic name, else the words it was given in."""
        return self.sources.medicines.text(drug.medicine) if drug.medicine else drug.named

    def tell(self, fact: Text) -> None:
        """A fact in the provider's words, once."""
        if fact not in self.facts:
            self.facts.append(fact)

    def quote(self, *link_ids: str) -> None:
        """The patient's own words, where given, as facts and reasons."""
        for link_id in link_ids:
            words = self.text(link_id)
            if words:
                self.reasons.append(Where(link_id, self.rows))
                self.tell(program("notice.quoted", self.sources.phrases, text=words))

    def part(self, text: Text, holds: Truth, evidence: Text, *link_ids: str) -> Part:
        """A part of a criterion, resting on those of the questions that were answered."""
        because = tuple(Where(link_id, self.rows) for link_id in link_ids if self.given(link_id))
        return Part(text, holds, evidence, because)
