"""Said: every text that a patient reads, in each language it is said in, with its place and its sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from intake.ask.education import Education
from intake.ask.form import Form, Item
from intake.ask.words import Text, Words

OWN = ("screen", "field", "keyboard", "problem")
"""The tables of assets/words that a patient reads."""
_FILES = ("invalidLinkId", "invalidType", "invalidRef", "questionnaire", "groupShouldNot", "attachmentSize", "problem.tsError", "invalidNewLine")
"""Problems of files, not of people."""
_STAFF = ("staff-kept", "staff-sent", "staff-no-folder", "full.why", "welcome.pack", "unsigned", "welcome.signed", "start-nurse")
"""Sentences of the screens that are for staff."""
_STRETCH = re.compile(r"\.\d+$")
_CAPITAL = r"[^\Wa-zß-öø-ÿ\d_]"  # a letter that is none of the small ones of western Europe
_ENDS = re.compile(rf"(?<=[.!?…])[\s\u00a0]+(?=[\"“«(¿¡]*{_CAPITAL}|[«“(])|(?<=[:;])[\s\u00a0]+|\n+")
_WORDS = re.compile(r"[^\W_]+(?:['’\-‑][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Said:
    """One text in one language. `where` names it for a waiver: a linkId, `linkId.help`, `linkId=option`, or the key of our own words."""

    words: str
    language: str
    where: str
    part: str  # text help option end title own topic
    pointer: str = ""
    item: Item | None = None


def said_in(form: Form) -> Iterator[Said]:
    """What a patient reads of a form, in document order; what only staff read, and what is off or worked out, is left out."""
    for item in (form.items[slot] for slot in sorted(for_patients(form))):
        link = _STRETCH.sub("", item.link_id)
        if not item.is_group or link == item.link_id:  # the words of a group cut into stretches are said once
            yield from _each(item.text, form, item, link, "title" if item.is_group else "text", "/text")
        yield from _each(item.help, form, item, link + ".help", "help", "")
        yield from _each(item.low, form, item, link + ".low", "end", "")
        yield from _each(item.high, form, item, link + ".high", "end", "")
        if item.medicines is None:
            for place, option in enumerate(item.options):
                yield from _each(option.display, form, item, f"{link}={option.code}", "option", f"/answerOption/{place}")


def own_words(words: Words) -> Iterator[Said]:
    """The program's own sentences that a patient reads, in one language."""
    for key, sentence in words.sentences.items():
        if key.partition(".")[0] in OWN and not any(part in key for part in (*_FILES, *_STAFF)):
            yield Said(re.sub(r"\{\w+\}", "12", sentence), words.language, key, "own")


def taught(education: Education) -> Iterator[Said]:
    """What a patient may read after sending: each sentence of each topic, in each language."""
    told = [(topic.key, line) for topic in education.topics for line in topic.lines]
    for key, text in (*told, ("end", education.end)):
        for language, words in (("en", text.source), *text.others):
            if words:
                yield Said(words, language, f"education.{key}", "topic")


def for_patients(form: Form) -> frozenset[int]:
    """The slots a patient may read: neither they nor what is around them is for staff, hidden, off or worked out."""
    seen: set[int] = set()
    for item in form.items:
        open_ = not item.hidden and item.audience == "patient" and item.ask not in ("app", "off", "desk")
        if open_ and (item.parent < 0 or item.parent in seen):
            seen.add(item.slot)
    return frozenset(seen)


def _each(text: Text, form: Form, item: Item, where: str, part: str, at: str) -> Iterator[Said]:
    for language, words in ((form.language or "en", text.source), *text.others):
        if words:
            yield Said(words, language, where, part, item.pointer + at, item)


def sentences(words: str) -> tuple[str, ...]:
    """The sentences of a text. A colon or semicolon ends one too, as Flesch counted (How to Write Plain English, 1979, chapter 2)."""
    return tuple(part.strip() for part in _ENDS.split(words) if part and part.strip())


def words_of(sentence: str) -> tuple[str, ...]:
    """The words of a sentence, numbers too; "didn't" and "follow-up" are one word each."""
    return tuple(_WORDS.findall(sentence))
