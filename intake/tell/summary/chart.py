"""Chart: a record made easy to ask: entries by linkId and row, question numbers, words in the provider's language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from intake.ask.tongues import language_name
from intake.ask.words import Words, words
from intake.save.record import Entry, Record, SettingKept, Said
from intake.save.say import day, say

BLANK = {"not-asked": "not-asked", "not-answered": "not-answered", "declined": "declined", "invalid": "invalid"}
"""Status of an entry -> key of the words that stand for the blank. Three different words, never merged (dossier 9.3)."""


NAMES = ("identity-", "visit-", "responder-", "close-signature", "staff-")
"""Questions whose typed words are names and numbers, or those of staff: no language is said of them."""

NOW = "-now"
"""How the linkId of the question ends that follows a "Not sure": it says nothing without the one before it."""


class Placed(NamedTuple):
    """An entry and the rows it stands in."""

    entry: Entry
    rows: tuple[str, ...]

    @property
    def address(self) -> str:
        return self.entry.link_id + "".join(f"[{row}]" for row in self.rows)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a repeating group: its entries by linkId."""

    row: str
    entries: dict[str, Placed]


class Chart:
    """Looks things up in one record. Questions are numbered Q1, Q2... in the order of the transcript, once per question;
    in a repeating group with several rows the row follows: Q40.1, Q40.2."""

    def __init__(self, record: Record, language: str = "en") -> None:
        self.record = record
        self.language = language
        self.words: Words = words(language)
        self.placed: tuple[Placed, ...] = tuple(_walk(record.entries, ()))
        self._by_id: dict[str, list[Placed]] = {}
        self._by_address: dict[str, Placed] = {}
        for placed in self.placed:
            self._by_id.setdefault(placed.entry.link_id, []).append(placed)
            self._by_address[placed.address] = placed
        self.numbers = self._number()

    def _number(self) -> dict[str, str]:
        numbers: dict[str, str] = {}
        first: dict[str, int] = {}
        for placed in _walk(by_topic(self.record.entries), ()):
            entry = placed.entry
            if entry.kind in ("group", "display") or not self._numbered(entry):
                continue
            number = first.setdefault(entry.link_id, len(first) + 1)
            several = placed.rows and sum(self._numbered(p.entry) for p in self._by_id[entry.link_id]) > 1
            which = 1 + [p.rows for p in self._by_id[entry.link_id]].index(placed.rows) if several else 0
            numbers[placed.address] = f"Q{number}.{which}" if several else f"Q{number}"
        return numbers

    @staticmethod
    def _numbered(entry: Entry) -> bool:
        """A question that was put: not one that was not asked, nor an optional one left alone behind "Add more"."""
        unopened = entry.status == "not-answered" and entry.ask == "optional" and not entry.critical and not entry.was
        return not unopened and entry.status not in ("not-asked", "derived", "heading", "shown")

    # entries

    def at(self, link_id: str) -> Entry | None:
        """The (first) entry of a question, None when the form has no such question or its group was not asked."""
        found = self._by_id.get(link_id)
        return found[0].entry if found else None

    def place(self, address: str) -> Placed | None:
        """The entry at an address of a finding."""
        return self._by_address.get(address) or next(iter(self._by_id.get(address, ())), None)

    def all(self, link_id: str) -> list[Placed]:
        return self._by_id.get(link_id, [])

    def rows(self, group: str) -> tuple[Row, ...]:
        """The rows of a repeating group, in the order given."""
        return tuple(
            Row(placed.entry.row, {inner.entry.link_id: inner for inner in _walk(placed.entry.entries, placed.rows)})
            for placed in self.all(group)
            if placed.entry.row
        )

    # words

    def text(self, entry: Entry) -> str:
        return say(entry.text, self.language)

    def label(self, entry: Entry) -> str:
        """The author's short words, else the question itself; "Is this happening now?" after the words of what it asks about."""
        words = say(entry.short, self.language) or self.text(entry)
        about = self.at(entry.link_id.removesuffix(NOW)) if entry.link_id.endswith(NOW) and not entry.short else None
        return words if about is None or about.kind == "group" else self.words("notice.named", name=self.label(about), value=words)

    def answers(self, entry: Entry | None) -> tuple[str, ...]:
        """The answers in words, units added; () when there are none."""
        if entry is None:
            return ()
        return tuple(self._answer(said) for said in entry.answers)

    def _answer(self, said: Said) -> str:
        """One answer; the typed name of a medicine as typed, then what was understood of it, or that it was not."""
        words = f"{say(said.display, self.language)} {say(said.unit, self.language)}".strip()
        names = "; ".join(say(one, self.language) for one in said.means)
        if names:
            return self.words("summary.read-in-part" if said.unknown else "summary.read-as", typed=words, names=names)
        return self.words("summary.not-recognised", typed=words) if said.unknown else words

    def written(self, entry: Entry | None) -> str:
        """"(written in French)": where the person typed an answer on screens that were not in the provider's language; else ""."""
        language = self.tongue(entry)
        return self.words("summary.written", language=language_name(language, self.language)) if language else ""

    def tongue(self, entry: Entry | None) -> str:
        """The tag (BCP 47) of the language an answer was typed in, where that is not the provider's; else ""."""
        if entry is None or not any(said.typed for said in entry.answers) or entry.link_id.startswith(NAMES):
            return ""
        language = entry.language or self.record.language
        return "" if language.partition("-")[0] == self.language.partition("-")[0] else language

    def answer(self, link_id: str) -> str:
        """All answers to a question as one text; "" when there are none."""
        return ", ".join(self.answers(self.at(link_id)))

    def blank(self, entry: Entry | None) -> str:
        """The words that stand for a missing answer; "" when there is one."""
        if entry is None:
            return self.words("summary.not-asked")
        key = BLANK.get(entry.status) if entry.reached else "not-reached"
        return self.words(f"summary.{key}") if key else ""

    def code(self, link_id: str) -> str:
        return code_of(self.at(link_id))

    def number(self, link_id: str) -> Decimal | None:
        return number_of(self.at(link_id))

    # references

    def ref(self, address: str) -> str:
        """The question number at an address, "" when it has none."""
        placed = self.place(address)
        return self.numbers.get(placed.address, "") if placed else ""

    def refs(self, addresses: Iterable[str]) -> tuple[str, ...]:
        """The question numbers at these addresses, each once, in the order of the transcript."""
        found = set(filter(None, map(self.ref, addresses)))
        return tuple(sorted(found, key=lambda ref: [int(part) for part in ref[1:].split(".")]))

    def constant(self, name: str) -> Decimal | None:
        """A threshold in force at the visit."""
        try:
            return Decimal(self.record.constants[name])
        except (KeyError, InvalidOperation):
            return None

    def spoken(self, name: str) -> Decimal | None:
        """The number the question itself says: the pack's own, also where the clinic judges by another."""
        was = next((one.was for one in self.record.settings if one.kind == "constant" and one.name == name), "")
        return Decimal(was) if was else self.constant(name)

    def set_here(self, rule: str) -> tuple[str, ...]:
        """The thresholds a finding or a criterion was judged by that the clinic set itself, and on whose word."""
        own = (one for one in self.record.settings if one.kind == "constant" and rule in one.rules)
        return tuple(setting(self, one, "here") for one in own)


def setting(chart: Chart, one: SettingKept, key: str = "") -> str:
    """One thing the clinic set itself, as a sentence."""
    on = day(one.on, chart.language) if one.on else ""
    facts = {"name": one.name, "value": one.value, "was": one.was, "unit": one.unit, "by": one.by, "on": on}
    return chart.words(f"summary.set.{key or one.kind}", **facts)


def code_of(entry: Entry | None) -> str:
    """The chosen code ("" when none); true and false for booleans."""
    if entry is None or not entry.answers:
        return ""
    value = entry.answers[0].value
    if "valueBoolean" in value:
        return "true" if value["valueBoolean"] else "false"
    return value.get("valueCoding", {}).get("code", "")


def number_of(entry: Entry | None) -> Decimal | None:
    """The number answered, exactly as shown."""
    if entry is None or not entry.answers or entry.status == "invalid":
        return None
    value = entry.answers[0].value
    for name in ("valueInteger", "valueDecimal"):
        if name in value:
            return Decimal(str(value[name]))
    return None


def by_topic(entries: Iterable[Entry]) -> list[Entry]:
    """The parts of the form, those with one title together where the first of them stands; questions outside any part stay where they are."""
    topics: dict[object, list[Entry]] = {}
    for place, entry in enumerate(entries):
        topics.setdefault(say(entry.text) if entry.kind == "group" and entry.text else place, []).append(entry)
    return [entry for topic in topics.values() for entry in topic]


def _walk(entries: Iterable[Entry], rows: tuple[str, ...]) -> Iterator[Placed]:
    for entry in entries:
        here = (*rows, entry.row) if entry.row else rows
        yield Placed(entry, here)
        yield from _walk(entry.entries, here)
