"""Keystrokes: what a form costs a tired person, by a keystroke-level model: words read, taps, numbers, dates, typing, searches.

The figures are those of `clinical/pages.md`, after Card, Moran and Newell's keystroke-level model, without thinking time. Pure: no
screen, no form is loaded here.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

from intake.ask.form import Item
from intake.hear.answers import Raw

TIRED, AVERAGE = 180, 238
"""Words a minute: a tired person, and the average silent reader of English (Brysbaert 2019)."""
TAP_S, TURN_S, NUMBER_S, DATE_S, WORD_S, SEARCH_S = 1.5, 1.0, 4.0, 8.0, 4.0, 8.0

GLANCE = frozenset({"yes", "no", "not sure"})
"""Answers that are known by their place after the first row: they are not read again and again."""


@dataclass(frozen=True, slots=True)
class Effort:
    """What was done: `words` read, `turns` of a screen; the rest are acts of the hand. Efforts add up.

    `choices` are the words of answers to pick from. The targets of pages.md were set without them (a person who knows the answer looks
    for it, and does not read the others), so `seconds` leaves them out unless asked.
    """

    words: int = 0
    choices: int = 0
    taps: int = 0
    numbers: int = 0
    dates: int = 0
    typed: int = 0  # words
    searches: int = 0
    turns: int = 0

    def __add__(self, other: Effort) -> Effort:
        return Effort(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(self)))

    def seconds(self, words_a_minute: int = TIRED, *, choices: bool = False) -> float:
        """How long it takes at a reading speed; with `choices`, when every answer on offer is read too."""
        hands = self.taps * TAP_S + self.turns * TURN_S + self.numbers * NUMBER_S
        typing = self.dates * DATE_S + self.typed * WORD_S + self.searches * SEARCH_S
        words = self.words + (self.choices if choices else 0)
        return 60 * words / words_a_minute + hands + typing

    def minutes(self, words_a_minute: int = TIRED, *, choices: bool = False) -> float:
        return self.seconds(words_a_minute, choices=choices) / 60


def count_words(text: str) -> int:
    """Words to read: what has a letter in it. Figures and signs are seen, not read; Yes, No and Not sure are known by sight."""
    if text.strip().casefold() in GLANCE:
        return 0
    return sum(any(c.isalpha() for c in part) for part in text.split())


def answering(item: Item, raws: tuple[Raw, ...], *, searched: bool = False) -> Effort:
    """What the hand does to give `raws` in a control of its own. `searched`: the options are found by typing, not shown."""
    if not raws:
        return Effort()
    if searched:
        return Effort(searches=len(raws))
    if item.kind in ("boolean", "choice", "open-choice"):
        codes = {option.code for option in item.options}
        tapped = len(raws) + (raws == ("checked",))  # "a doctor has checked it" opens after Yes
        words = [str(raw) for raw in raws if item.kind == "open-choice" and raw not in codes]
        return Effort(taps=tapped, typed=sum(len(said.split()) for said in words))
    if item.kind in ("integer", "decimal", "quantity"):
        return Effort(taps=1) if item.control in ("scale", "slider") else Effort(numbers=1)
    if item.kind in ("date", "dateTime", "time"):
        return Effort(dates=1)
    return Effort(typed=sum(len(str(raw).split()) for raw in raws))
