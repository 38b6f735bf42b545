"""Words: a form author's `Text` in all its languages, and the program's own sentences from `assets/words/`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

from intake.ask.pseudo import PSEUDO, pseudo
from intake.ask.tongues import decimal_mark, plural

ASSETS = Path(__file__).resolve().parents[2] / "assets"


@dataclass(frozen=True, slots=True)
class Text:
    """A form author's words in every language they were given in.

    `source` is what stands in the file; `others` are (BCP-47 tag, words) from the standard translation extension.
    """

    source: str = ""
    others: tuple[tuple[str, str], ...] = ()

    def say(self, language: str = "en") -> str:
        """The words in `language`: the very tag, else its language ("fr-CA" for "fr", and the other way round), else the source."""
        if language in PSEUDO:
            return pseudo(self.source, language)
        base = language.partition("-")[0]
        for tag, words in self.others:
            if tag == language:
                return words
        return next((words for tag, words in self.others if tag.partition("-")[0] == base), self.source)

    def said_in(self, language: str) -> bool:
        """Whether these words are said in a language (or its sister: "fr" where "fr-CA" is asked) other than the source's."""
        base = language.partition("-")[0]
        return any(tag.partition("-")[0] == base for tag, _ in self.others)

    def __bool__(self) -> bool:
        return bool(self.source)


FORMS = ("one", "many", "other")
"""Plural forms that English, French and Spanish know (CLDR): what may follow the key of a sentence with a number."""


@dataclass(frozen=True, slots=True)
class Words:
    """The program's own sentences in one language: `words("problem.required")`, `words("progress", page=3)`.

    A sentence that turns on a number stands under `<key>.one` and `<key>.other` (`.many` where a language needs it) and is
    asked for as `<key>` with the number as the fact `count`. A Decimal is written with the decimal mark of the language.
    """

    language: str
    sentences: Mapping[str, str]

    def __call__(self, key: str, /, **facts: object) -> str:
        """The sentence of `key` with its facts filled in. An unknown key is a KeyError naming the key only."""
        if not facts:
            return self.sentences[key]
        if "count" in facts and f"{key}.other" in self.sentences:
            form = f"{key}.{plural(self.language, _counted(facts['count']))}"
            sentence = self.sentences.get(form) or self.sentences[f"{key}.other"]
        else:
            sentence = self.sentences[key]
        return sentence.format_map({name: self._told(fact) for name, fact in facts.items()})

    def _told(self, fact: object) -> object:
        return format(fact, "f").replace(".", decimal_mark(self.language)) if isinstance(fact, Decimal) else fact

    def __contains__(self, key: str) -> bool:
        return key in self.sentences or f"{key}.other" in self.sentences


def _counted(count: object) -> int | Decimal:
    return count if isinstance(count, int | Decimal) else int(str(count))


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a translation is: `status` drafted | reviewed, by whom, on which day. The source language is "source"."""

    status: str = "drafted"
    by: str = ""
    on: str = ""

    @property
    def is_draft(self) -> bool:
        return self.status == "drafted"

    @property
    def whose(self) -> str:
        """By whom, once somebody has reviewed it, and on which day: "N. Reviewer, 2026-11-20"."""
        return ", ".join(filter(None, (self.by, self.on)))


@cache
def words(language: str = "en") -> Words:
    """The sentences of `assets/words/<language>.toml`, English where a language has not said it yet."""
    said = _read("en")
    if language in PSEUDO:
        return Words(language, {key: sentence if key in _SIGNS else pseudo(sentence, language) for key, sentence in said.items()})
    base = language.partition("-")[0]
    if base != "en" and (ASSETS / "words" / f"{base}.toml").exists():
        own = _read(base)
        said = {key: sentence for key, sentence in said.items() if not _replaced(key, own)} | own
    return Words(base, said)


_SIGNS = frozenset({"field.point", "screen.language-name"})
"""Keys that hold a sign or a name, not a sentence."""


def _replaced(key: str, own: Mapping[str, str]) -> bool:
    """A plural form of English whose sentence another language says in forms of its own, or in one for every number."""
    base, _, form = key.rpartition(".")
    return form in FORMS and key not in own and (base in own or f"{base}.other" in own)


@cache
def status(language: str) -> Standing:
    """How far the program's own sentences are in a language: the [about] table of its file. No file: a draft of nobody."""
    base = language.partition("-")[0]
    if base == "en":
        return Standing("source")
    file = ASSETS / "words" / f"{base}.toml"
    about = tomllib.loads(file.read_text("utf-8")).get("about", {}) if file.exists() else {}
    return Standing(about.get("status", "drafted"), about.get("by", ""), str(about.get("on", "")))


def _read(language: str) -> dict[str, str]:
    with (ASSETS / "words" / f"{language}.toml").open("rb") as file:
        return dict(_flat({table: said for table, said in tomllib.load(file).items() if table != "about"}))


def _flat(table: Mapping[str, object], before: str = ""):
    for key, value in table.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{before}{key}.")
        else:
            yield before + key, str(value)
