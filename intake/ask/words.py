"""Words: a form author's `Text` in all its languages, and the program's own sentences from `assets/words/`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

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


@dataclass(frozen=True, slots=True)
class Words:
    """The program's own sentences in one language: `words("problem.required")`, `words("progress", page=3)`."""

    language: str
    sentences: Mapping[str, str]

    def __call__(self, key: str, /, **facts: object) -> str:
        """The sentence of `key` with its facts filled in. An unknown key is a KeyError naming the key only."""
        sentence = self.sentences[key]
        return sentence.format_map(facts) if facts else sentence

    def __contains__(self, key: str) -> bool:
        return key in self.sentences


@cache
def words(language: str = "en") -> Words:
    """The sentences of `assets/words/<language>.toml`, English where a language has not said it yet."""
    said = _read("en")
    base = language.partition("-")[0]
    if base != "en" and (ASSETS / "words" / f"{base}.toml").exists():
        said = said | _read(base)
    return Words(base, said)


def _read(language: str) -> dict[str, str]:
    with (ASSETS / "words" / f"{language}.toml").open("rb") as file:
        return dict(_flat(tomllib.load(file)))


def _flat(table: Mapping[str, object], before: str = ""):
    for key, value in table.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{before}{key}.")
        else:
            yield before + key, str(value)
