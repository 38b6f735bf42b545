"""Rows: the kinds of line that key numbers are made of: a number on its scale, and what was answered to a few questions, in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from intake.save.record import Entry
from intake.save.say import say
from intake.tell.summary.chart import Chart, code_of
from intake.tell.summary.sheet import KeyNumber, Threshold
from intake.tell.summary.who import OWN_WORDS, shorten


def asked(chart: Chart, link_id: str) -> Entry | None:
    """The entry of a question that was put to the person; None when it was not."""
    entry = chart.at(link_id)
    return None if entry is None or entry.status == "not-asked" else entry


def mark_of(entries: Iterable[Entry | None]) -> str:
    """Who gave the first answer of these. "" when there is none: "not answered, nurse-entered" would be neither."""
    return next((entry.mark for entry in entries if entry and entry.answers), "")


def row(chart: Chart, link_id: str, key: str, *, unit: str = "", high: Decimal | None = None, limit: str = "", **more) -> KeyNumber | None:
    """One number as answered. `key` names its label in [summary.number]; `limit` the constant drawn as a threshold."""
    entry = asked(chart, link_id)
    if entry is None:
        return None
    label = chart.words(f"summary.number.{key}")
    value = chart.number(link_id)
    refs = chart.refs([link_id])
    if value is None:
        status, sub, beside = chart.blank(entry) or chart.words("summary.not-answered"), more.get("sub", ""), more.get("words", "")
        return KeyNumber(label, sub, status, words=beside, refs=refs, mark="", key=key)
    line = chart.constant(limit) if limit else None
    if line is not None:
        reached = value >= line
        words = chart.words("summary.number.at-least" if reached else "summary.number.below", line=line)
        more = {"thresholds": (Threshold(line, str(line)),), "over": reached, "words": words} | more
    low = None if high is None else Decimal(0)
    return KeyNumber(label, value=format(value, "f"), number=value, unit=unit, low=low, high=high, refs=refs, mark=entry.mark, key=key, **more)


def over(chart: Chart, link_id: str, limit: str) -> dict[str, object]:
    """What to add to a row whose line is "more than": standing on it is not over it."""
    line, value = chart.constant(limit), chart.number(link_id)
    if line is None or value is None:
        return {}
    words = chart.words("summary.number.more-than" if value > line else "summary.number.up-to", line=line)
    return {"thresholds": (Threshold(line, f">{line}"),), "over": value > line, "words": words}


def unit(chart: Chart, link_id: str) -> str:
    """The unit as it follows the number: " months"; "" when the question has none or no answer."""
    entry = chart.at(link_id)
    told = say(entry.answers[0].unit, chart.language) if entry and entry.answers else ""
    return f" {told}" if told else ""


@dataclass(frozen=True, slots=True)
class Part:
    """One question of a Told. `key`: its name in [summary.number], without which a blank is left out. `coded`: its code goes first."""

    link_id: str
    key: str = ""
    coded: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """A line of answers in words: those of its first question, then of the others that were put."""

    key: str
    parts: tuple[Part, ...]
    sub: str = ""

    def __call__(self, chart: Chart) -> KeyNumber | None:
        put = [(part, entry) for part in self.parts if (entry := asked(chart, part.link_id))]
        if not put or put[0][0] is not self.parts[0]:
            return None
        refs = chart.refs([part.link_id for part, _ in put])
        if any(entry.answers for _, entry in put):
            value = " · ".join(filter(None, (_part(chart, part, entry, first=not i) for i, (part, entry) in enumerate(put))))
        else:
            value = chart.blank(put[0][1]) or chart.words("summary.not-answered")
        sub = chart.words(f"summary.number.{self.sub}") if self.sub else ""
        return KeyNumber(chart.words(f"summary.number.{self.key}"), sub, value, refs=refs, mark=mark_of(entry for _, entry in put), key=self.key)


def told(key: str, *parts: str | Part, sub: str = "") -> Told:
    """A Told from linkIds and Parts."""
    return Told(key, tuple(part if isinstance(part, Part) else Part(part) for part in parts), sub)


def _part(chart: Chart, part: Part, entry: Entry, *, first: bool) -> str:
    value = answer(chart, entry) or (chart.blank(entry) if part.key or first else "")
    if part.coded and entry.answers:
        value = f"{code_of(entry)} – {value}"
    return chart.words("notice.named", name=chart.words(f"summary.number.{part.key}"), value=value) if part.key else value


def answer(chart: Chart, entry: Entry) -> str:
    """An answer for page one: typed words between quotation marks, cut between words, and the language they were typed in."""
    parts = []
    most = int(chart.constant("PAGE1_OWN_WORDS_MAX") or OWN_WORDS)
    for said, words in zip(entry.answers, chart.answers(entry), strict=True):
        parts.append(chart.words("notice.quoted", text=shorten(words, most)) if said.typed else words)
    return " ".join(filter(None, ("; ".join(parts), chart.written(entry))))
