"""Trouble: what a disk or a channel would not do, as a key and its facts; the sentence is made where the language is known."""

from __future__ import annotations

import string
from collections.abc import Mapping
from dataclasses import dataclass, field

from intake.ask.words import Words


@dataclass(frozen=True, slots=True)
class Trouble:
    """`key` is a sentence of assets/words ("store.full", "outbox.missing"); `facts` are file names, folders and codes, never answers."""

    key: str
    facts: Mapping[str, object] = field(default_factory=dict)
    arrived: bool = False  # it is in the chart all the same; staff should know how

    def said(self, words: Words) -> str:
        """The sentence for staff. A fact nobody gave is a dash; a key that has no sentence is said as it is."""
        if self.key not in words:
            return self.key
        names = {name for _, name, _, _ in string.Formatter().parse(words(self.key)) if name}
        return words(self.key, **(dict.fromkeys(names, "\N{EN DASH}") | dict(self.facts)))
