"""Telling: what a rule says to the provider, as Texts in every language the pack's phrase books have."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from functools import cache

from intake.ask.phrases import Phrases
from intake.ask.words import Text, words


def joined(parts: Iterable[Text], between: str = ", ") -> Text:
    """Several Texts as one, in each language that any of them has. Empty ones are left out."""
    said = [part for part in parts if part]
    tags = dict.fromkeys(tag for part in said for tag, _ in part.others)
    return Text(between.join(part.source for part in said), tuple((tag, between.join(part.say(tag) for part in said)) for tag in tags))


def program(key: str, phrases: Phrases, **facts: object) -> Text:
    """A sentence of the program itself (assets/words), in English and in the languages of the phrase books."""
    return Text(words("en")(key, **facts), tuple((tag, words(tag)(key, **facts)) for tag in phrases.languages))


def figure(value: Decimal, phrases: Phrases, *, form: str = "#0.##") -> Text:
    """A number with a fraction, with the decimal sign of each language. `form` is a CLDR pattern; no digit is grouped."""
    return Text(_written(value, form, "en"), tuple((tag, _written(value, form, tag)) for tag in phrases.languages))


@cache
def _written(value: Decimal, form: str, tag: str) -> str:
    from babel.numbers import format_decimal  # only where a fraction is told: babel is slow to load

    return format_decimal(value, format=form, locale=tag.replace("-", "_"), group_separator=False)
