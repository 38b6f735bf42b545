"""Lint: what the author of a form must be told: pointer, line, and what the patient would see. The words are `plainwords`' concern."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from intake.ask.compile import compile_form
from intake.ask.errors import Fault, PackError
from intake.ask.form import Form, Item
from intake.ask.load import decode, read_bytes
from intake.ask.medicines import Medicines
from intake.ask.positions import located
from intake.ask.words import Text

LONG = 2_000
"""Characters of one text that are still comfortable on a screen."""


def lint(form: Form, *, file: str = "", text: str = "") -> tuple[Fault, ...]:
    """All findings about a form: what compiling noted, and what a careful reader would. In the order of the file.

    With the `text` of the file each finding has its line and column; `file` names it.
    """
    languages = _languages(form)
    found = list(form.notes)
    for item in form.items:
        for severity, code, at, facts in _item(item, form, languages):
            found.append(Fault(file, item.pointer + at, 0, 0, code, facts, severity))
    return located(found, text) if text else tuple(found)


def lint_file(path: Path, *, strict: bool = False, medicines: Medicines | None = None) -> tuple[Fault, ...]:
    """The findings about a Questionnaire file; a file that cannot be used at all gives its errors. Raises nothing."""
    try:
        data = read_bytes(path)
        form = compile_form(data, file=str(path), strict=strict, medicines=medicines)
        return lint(form, file=str(path), text=decode(data))
    except PackError as error:
        return error.faults


_Finding = tuple[str, str, str, dict[str, object]]  # severity, code, pointer below the item, facts


def _item(item: Item, form: Form, languages: frozenset[str]) -> Iterator[_Finding]:
    yield from _answerable(item)
    if item.kind == "group" and not item.children:
        yield "warning", "emptyGroup", "", {}
    if item.hidden:
        return
    if item.is_question and not item.text and not item.short and not (item.parent >= 0 and _speaks(form.items[item.parent])):
        yield "warning", "noText", "", {}
    if item.control in ("scale", "slider") and (item.limits.min is None or item.limits.max is None) and not item.options:
        yield "warning", "scaleNoLimits", "", {}
    if not (item.medicines is not None and not item.medicines):
        yield from _same_words(item)
    for at, words in _texts(item):
        yield from _text(words, at, form.language, languages)


def _answerable(item: Item) -> Iterator[_Finding]:
    given = bool(item.initial or item.calculated or item.initial_expression)
    if item.kind == "display" and item.required:
        yield "warning", "requiredDisplay", "/required", {}
    elif item.required and not given and item.ask != "app" and item.is_question:
        if item.hidden:
            yield "error", "requiredHidden", "/required", {}
        elif item.read_only:
            yield "error", "requiredReadOnly", "/required", {}
    if item.calculated is not None and not item.read_only and not item.hidden and item.ask != "app":
        yield "info", "calculatedOpen", "", {}


def _speaks(parent: Item) -> bool:
    """Whether a parent's own words or a table's head can stand for a question without text."""
    return bool(parent.text) and (not parent.is_group or len(parent.children) == 1)


def _same_words(item: Item) -> Iterator[_Finding]:
    seen = Counter(option.display.source.strip().casefold() for option in item.options)
    for option in item.options:
        if seen.get(option.display.source.strip().casefold(), 0) > 1:
            yield "warning", "sameWords", "", {"words": option.display.source[:80]}
            return


def _texts(item: Item) -> Iterator[tuple[str, Text]]:
    """Everything of an item that a person reads, with its place below the item."""
    yield "/text", item.text
    yield "", item.help
    yield "", item.low
    yield "", item.high
    if item.medicines is None:
        for place, option in enumerate(item.options):
            yield f"/answerOption/{place}", option.display


def _text(words: Text, at: str, language: str, languages: frozenset[str]) -> Iterator[_Finding]:
    if not words:
        return
    if len(words.source) > LONG:
        yield "warning", "longText", at, {"count": len(words.source), "limit": LONG}
    odd = next((letter for letter in words.source if _odd(letter)), None)
    if odd is not None:
        yield "warning", "oddCharacters", at, {"point": f"{ord(odd):04X}"}
    if any(letter.isalpha() for letter in words.source):
        said = {tag for tag, _ in words.others} | {language}
        for missing in sorted(languages - said):
            if missing.partition("-")[0] not in said:
                yield "warning", "untranslated", at, {"language": missing, "source": language}


def _odd(letter: str) -> bool:
    """Control characters other than line ends and tabs, and marks that turn the writing direction."""
    if letter in "\n\r\t":
        return False
    return unicodedata.category(letter) in ("Cc", "Cs", "Co") or letter in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


def _languages(form: Form) -> frozenset[str]:
    """Every language some text of the form is translated to."""
    texts: Iterable[Text] = (words for item in form.items for _, words in _texts(item))
    return frozenset(tag for words in texts for tag, _ in words.others)
