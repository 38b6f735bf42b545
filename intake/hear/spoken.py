"""Spoken: dates and numbers as people write them in the language they read."""

from __future__ import annotations

from decimal import Decimal

from intake.ask.words import Words
from intake.hear.values import PartialDate


def date_words(date: PartialDate, words: Words) -> str:
    """A date as far as it is known: "2 May 1991", "May 1991", "1991"; in French "1er mai 1991"."""
    month = words(f"field.month-names.{date.month}") if date.month else ""
    day = words("field.day-first") if date.day == 1 else date.day
    key = "field.date-given" if date.day else "field.date-given-month" if date.month else "field.date-given-year"
    return words(key, day=day, month=month, year=date.year)


def number_words(number: int | Decimal, words: Words) -> str:
    """A number as given, with the decimal mark of the language: 72.5, in French 72,5. Digits are neither added nor dropped."""
    text = str(number) if isinstance(number, int) else format(number, "f")
    return text.replace(".", words("field.point"))
