"""Education: what a patient may read after the answers are sent, one short topic a screen, in every language of the pack."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import pydantic.errors  # noqa: F401 - before the rest of pydantic: the import hook of PySide6 trips over it otherwise
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from intake.ask.constants import Day, Line
from intake.ask.phrases import Phrases
from intake.ask.tomlfile import read_as
from intake.ask.words import Text

_Key = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]{1,40}$")]
_CONFIG = ConfigDict(frozen=True, extra="forbid", strict=True, hide_input_in_errors=True)


@dataclass(frozen=True, slots=True)
class Topic:
    """One screen: a heading and a few sentences. `conditions` empty: for everyone. `alert`: what calls for help."""

    key: str
    title: Text
    lines: tuple[Text, ...]
    conditions: frozenset[str] = frozenset()
    alert: bool = False


@dataclass(frozen=True, slots=True)
class Education:
    """All topics in the order of the file; `end` stands under each of them. `checked_on` is a day: "2026-11-20"."""

    title: Text = Text()
    end: Text = Text()
    topics: tuple[Topic, ...] = ()
    version: str = ""
    checked_on: str = ""

    def about(self, conditions: Iterable[str]) -> tuple[Topic, ...]:
        """The topics for a visit with these reasons (codes of `condition`): those for everyone, and their own."""
        reasons = frozenset(conditions)
        return tuple(topic for topic in self.topics if not topic.conditions or topic.conditions & reasons)


class _Topic(BaseModel):
    model_config = _CONFIG
    key: _Key
    title: Line
    lines: Annotated[tuple[Line, ...], Field(strict=False, min_length=1, max_length=6)]
    source: Line
    conditions: tuple[_Key, ...] = Field(default=(), strict=False)
    alert: bool = False


class _File(BaseModel):
    model_config = _CONFIG
    version: Line
    checked_on: Day
    title: Line
    end: Line
    topic: Annotated[tuple[_Topic, ...], Field(strict=False, min_length=1)]


def load_education(path: Path, phrases: Phrases) -> Education:
    """The topics of an education.toml with their translations. PackError lists every fault with its line."""
    file = read_as(path, _File)
    topics = tuple(
        Topic(one.key, phrases(one.title, one.key), tuple(phrases(line, one.key) for line in one.lines), frozenset(one.conditions), one.alert)
        for one in file.topic
    )
    return Education(phrases(file.title), phrases(file.end), topics, file.version, str(file.checked_on))
