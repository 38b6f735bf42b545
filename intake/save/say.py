"""Say: an answer in words for people, in every language the form has, so that a record can be read without its form."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from intake.ask.form import Item, Unit
from intake.ask.tongues import decimal_mark
from intake.ask.words import Text, words
from intake.hear.answers import Absent
from intake.hear.values import Attachment, Coded, Moment, PartialDate, Quantity, Value, mend
from intake.save.record import Languages


class Tongue:
    """The languages of one record: the form's own, those of its translations, the patient's, and English for the provider."""

    def __init__(self, source: str, others: Iterable[str] = ()) -> None:
        self.source = source or "en"
        self.all = tuple(dict.fromkeys([self.source, *others, "en"]))

    def text(self, text: Text) -> Languages:
        """A form author's words in the languages they were given in; {} when there are none."""
        return {self.source: text.source, **dict(text.others)} if text.source else {}

    def own(self, key: str) -> Languages:
        """The program's words for a key of [store], in every language of the record."""
        return {language: words(language)(f"store.{key}") for language in self.all}

    def value(self, item: Item, value: Value) -> Languages:
        """A typed answer in words. Words typed by the person stay in the one form they were typed in, under the form's language."""
        if isinstance(value, bool):
            return self.own("yes" if value else "no")
        if isinstance(value, Coded):
            return {self.source: value.typed} if value.typed else self.text(value.display) or {self.source: value.code}
        if isinstance(value, PartialDate):
            return {language: day(str(value), language) for language in self.all}
        if isinstance(value, Quantity):
            return self._amount(item, value)
        if isinstance(value, Moment):
            return {language: moment(value.text, language) for language in self.all}
        if isinstance(value, Attachment):
            return {language: words(language)("store.attachment", kind=value.content_type) for language in self.all}
        if isinstance(value, int | Decimal):
            return self._number(value)
        return {self.source: str(value)}

    def unit(self, unit: Unit, count: int | Decimal) -> Languages:
        """The words of a unit beside a number: the program's own ("1 day", "2 days"), else the form's, else its code."""
        key = f"store.unit.{unit.code}"
        if key in words("en"):
            return {language: words(language)(key, count=count) for language in self.all}
        return self.text(unit.display) or {self.source: unit.code}

    def _number(self, value: int | Decimal) -> Languages:
        """A number with the decimal mark of each language; one entry where all read the same."""
        said = {language: number(value, language) for language in self.all}
        return said if len(set(said.values())) > 1 else {self.source: said[self.source]}

    def _amount(self, item: Item, value: Quantity) -> Languages:
        """A number and its unit: the form's words for the unit where it names that unit, else what stands in the answer."""
        own = next((unit.display for unit in item.units if unit.code == value.code and unit.display.source == value.unit), Text(value.unit or value.code or ""))
        numbers = self._number(value.value)
        languages = dict.fromkeys([*numbers, *self.text(own)])
        return {language: f"{say(numbers, language)} {own.say(language)}".strip() for language in languages}

    def raw(self, item: Item, raw: Any) -> Languages:
        """A raw answer in words, for an answer that was changed or could not be understood."""
        raw = mend(raw)
        if isinstance(raw, bool):
            return self.own("yes" if raw else "no")
        if isinstance(raw, Absent):
            return self.own("declined")
        if isinstance(raw, dict):
            if "data" in raw:
                return {language: words(language)("store.attachment", kind=raw.get("contentType", "")) for language in self.all}
            return {self.source: " ".join(str(raw[key]) for key in ("value", "unit") if raw.get(key) is not None)}
        option = item.option(raw) if isinstance(raw, str) else None
        if option is not None:
            return self.text(option.display) or {self.source: option.code}
        if item.kind == "date" and isinstance(raw, str):
            return {language: day(raw, language) for language in self.all}
        return {self.source: str(raw)}


def say(languages: Languages, language: str = "en") -> str:
    """The words in a language, or in its sister ("fr" and "fr-CA"), else in the first language there is; "" when there are none."""
    if language in languages:
        return languages[language]
    base = language.partition("-")[0]
    sister = next((words for tag, words in languages.items() if tag.partition("-")[0] == base), None)
    return next(iter(languages.values()), "") if sister is None else sister


def number(value: int | Decimal, language: str = "en") -> str:
    """A number as given, with the decimal mark of the language: no exponent, no digit added or dropped, no grouping."""
    return str(value) if isinstance(value, int) else format(value, "f").replace(".", decimal_mark(language))


def day(text: str, language: str = "en") -> str:
    """A FHIR (partial) date for people: 16-Mar-2026, Mar-2026, 2026. Anything else comes back as it is."""
    parts = text.split("-")
    if not all(part.isdigit() for part in parts) or len(parts) not in (2, 3) or not 1 <= int(parts[1]) <= 12:
        return text
    month = words(language)("store.months").split()[int(parts[1]) - 1]
    return "-".join([*reversed(parts[2:]), month, parts[0]])


def moment(text: str, language: str = "en") -> str:
    """A FHIR dateTime for people: 16-Mar-2026 09:58, and its offset from UTC when it has one."""
    date, separator, time = text.partition("T")
    if not separator:
        return day(text, language)
    clock, zone = time[:5], time[8:]
    fraction = zone.lstrip(".0123456789") if zone.startswith(".") else zone
    return " ".join(part for part in (day(date, language), clock, "UTC" if fraction in ("Z", "+00:00") else fraction) if part)
