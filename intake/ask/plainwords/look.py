"""Look: everything that is not plain in what a patient reads, as findings with place, language and the remedy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from intake.ask.education import Education
from intake.ask.errors import Fault
from intake.ask.form import Form
from intake.ask.plainwords import exits, fits, grade, wording
from intake.ask.plainwords.said import Said, for_patients, own_words, said_in, sentences, taught
from intake.ask.tomlfile import line_of, read_toml
from intake.ask.untold import untold
from intake.ask.words import ASSETS, words

SHOWN = 160
"""Characters of a sentence that a finding repeats."""
MANY = 40
"""Phrases without a translation from which one finding counts them."""


def look(form: Form, *, file: str = "") -> tuple[Fault, ...]:
    """Every finding about the words of a form, in document order. Grades only where textstat is there (`grade.can_measure`)."""
    grades = grade.can_measure()
    found = [Fault(file, said.pointer, 0, 0, code, facts, "warning") for said in said_in(form) for code, facts in _about(said, grades=grades)]
    for item in (form.items[slot] for slot in sorted(for_patients(form))):
        if exits.has_no_exit(item):
            facts = {"where": item.link_id, "language": form.language or "en", "count": len(item.options)}
            found.append(Fault(file, item.pointer, 0, 0, "noExit", facts, "warning"))
    return tuple(found)


def look_at_own(language: str = "en") -> tuple[Fault, ...]:
    """The same about the program's own sentences that a patient reads, and those that another language than English does not say yet."""
    grades = grade.can_measure()
    path = ASSETS / "words" / f"{language}.toml"
    data, text, _ = read_toml(path)
    said = frozenset(_keys(data))
    found = []
    for one in own_words(words(language)):
        missing = {"where": one.where, "language": language, "source": "en"}
        for code, facts in _about(one, grades=grades) if one.where in said else [("untranslated", missing)]:
            found.append(Fault(str(path), one.where, line_of(text, tuple(one.where.split("."))), 1, code, facts, "warning"))
    return tuple(found)


def look_at_education(education: Education, tags: Iterable[str], *, file: str = "") -> tuple[Fault, ...]:
    """The same about what a patient may read after sending, and what it does not say yet in the languages of the pack."""
    grades = grade.can_measure()
    found = [Fault(file, "", 0, 0, code, facts, "warning") for said in taught(education) for code, facts in _about(said, grades=grades)]
    told = [(topic.key, text) for topic in education.topics for text in (topic.title, *topic.lines)]
    for key, text in (*told, ("title", education.title), ("end", education.end)):
        for tag in (tag for tag in tags if text and tag not in dict(text.others)):
            facts = {"where": f"education.{key}", "language": tag, "source": "en", "sentence": text.source[:SHOWN]}
            found.append(Fault(file, "", 0, 0, "untranslatedPhrase", facts, "warning"))
    return tuple(found)


def untranslated(form: Form, tags: Iterable[str], *, file: str = "") -> Iterator[Fault]:
    """What a form does not say in the languages it should be in: a finding a phrase, or one that counts them where there are many."""
    for tag in tags:
        missing = untold(form, tag)
        if len(missing) > MANY:
            yield Fault(file, "", 0, 0, "untranslatedMany", {"where": "", "language": tag, "count": len(missing)}, "warning")
            continue
        for phrase, wheres in missing:
            where = wheres[0] if wheres else ""
            pointer = form.item(where).pointer if where in form else ""
            facts = {"where": where, "language": tag, "source": form.language or "en", "sentence": phrase[:SHOWN]}
            yield Fault(file, pointer, 0, 0, "untranslatedPhrase", facts, "warning")


_Finding = tuple[str, dict[str, Any]]


def _about(said: Said, *, grades: bool) -> Iterator[_Finding]:
    """The findings about one text in one language."""
    facts = {"where": said.where, "language": said.language}
    if grades and said.part != "title":  # a heading is no sentence
        years, sentence = grade.hardest(said.words, said.language)
        if years > grade.MOST:
            yield "aboveGrade", facts | {"grade": f"{years:g}", "most": f"{grade.MOST:g}", "sentence": sentence[:SHOWN]}
    if twice := wording.double_negative(said.words, said.language):
        yield "doubleNegative", facts | {"sentence": twice[:SHOWN]}
    if said.part in ("text", "help", "own") and (again := wording.two_questions(said.words, said.language)):
        yield "twoQuestions", facts | {"sentence": again[:SHOWN]}
    for word, plain in wording.jargon_in(said.words, said.language):
        yield "jargon", facts | {"word": word, "plain": plain}
    room = fits.room_of(said)
    count = fits.lines(said.words, room)
    if count > room.lines:
        yield "longerThanFits", facts | {"count": count, "most": room.lines, "sentence": sentences(said.words)[0][:SHOWN]}
    if wide := fits.cut_word(said.words, room):
        yield "cutWord", facts | {"word": wide[:SHOWN]}


def _keys(table: Mapping[str, Any], before: str = "") -> Iterator[str]:
    for key, value in table.items():
        if isinstance(value, Mapping):
            yield from _keys(value, f"{before}{key}.")
        else:
            yield before + key
