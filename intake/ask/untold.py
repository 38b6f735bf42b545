"""Untold: every phrase of a form that a person reads, with its places, and those that a language does not say yet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from intake.ask.form import Form, Item
from intake.ask.words import Text

_STRETCH = re.compile(r"\.\d+$")


def phrases_of(form: Form) -> Iterator[tuple[Text, str]]:
    """(text, where) of all that is read in a form, in document order; `where` is the linkId a phrase book names it by.

    A group cut into stretches counts under its own linkId; a help text under `<linkId>.help`. Medicines are not here:
    their names come from the medicines, not from the form.
    """
    if form.title:
        yield form.title, ""
    for item in form.items:
        where = _STRETCH.sub("", item.link_id)
        for text in _of(item):
            if text:
                yield text, where
        if item.help:
            yield item.help, where + ".help"
    for _, _, human, _ in form.constraints:
        if human:
            yield human, ""


def _of(item: Item) -> Iterator[Text]:
    yield from (item.text, item.short, item.low, item.high, item.spoken, item.entry_format, item.open_label)
    if item.medicines is None:
        yield from (option.display for option in item.options)
    yield from (unit.display for unit in item.units)
    yield from (human for _, _, human, _ in item.constraints)


def untold(form: Form, tag: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """(English phrase, its places) of what a form does not say in a language, in document order, each phrase once."""
    return gathered((text.source, where) for text, where in phrases_of(form) if _letters(text.source) and not text.said_in(tag))


def gathered(found: Iterable[tuple[str, str]]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Each phrase once with all its places, in the order of its first."""
    places: dict[str, dict[str, None]] = {}
    for phrase, where in found:
        places.setdefault(phrase, {}).update({where: None} if where else {})
    return tuple((phrase, tuple(wheres)) for phrase, wheres in places.items())


def _letters(text: str) -> bool:
    """Whether there is anything to translate: "0–10" reads the same everywhere."""
    return any(letter.isalpha() for letter in text)
