"""Response: Answers to FHIR QuestionnaireResponse and back, without loss."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from intake.ask.form import Form, Item
from intake.ask.medicines import Medicines
from intake.hear.answers import MAX_ROWS, Absent, Answers, Raw, Where
from intake.hear.kinds import option_value
from intake.hear.plan import plan_of
from intake.hear.reading import Reading
from intake.hear.tree import ABSENT, CALCULATED, ORIGINAL, answer_to_fhir, response_items
from intake.hear.validate import Problem
from intake.hear.values import Coded, Misheard, mend, read_date

__all__ = ["ResponseError", "answer_to_fhir", "from_response", "hear_response", "to_response"]


class ResponseError(ValueError):
    """A QuestionnaireResponse that cannot be heard. Carries every Problem; its text names linkIds and codes only."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(", ".join(f"{problem.where.link_id or '(response)'}: {problem.code}" for problem in self.problems))


def to_response(
    reading: Reading, *, identifier: str = "", authored: str = "", status: str = "completed", language: str = ""
) -> dict[str, Any]:
    """A FHIR R4 QuestionnaireResponse of what is asked and validly answered; with `language`, items carry their text.

    `identifier` is the visit's (system and value "system|value", or the value alone); `authored` a FHIR dateTime.
    """
    form = reading.form
    made: dict[str, Any] = {"resourceType": "QuestionnaireResponse"}
    if language:
        made["language"] = language
    if identifier:
        system, bar, value = identifier.rpartition("|")
        made["identifier"] = {"system": system, "value": value} if bar and system else {"value": value}
    if form.url:
        made["questionnaire"] = f"{form.url}|{form.version}" if form.version else form.url
    made["status"] = status
    if authored:
        made["authored"] = authored
    items = response_items(reading, language)
    if items:
        made["item"] = items
    return made


def from_response(form: Form, data: dict[str, Any], today: date | None = None) -> Answers:
    """The Answers that a QuestionnaireResponse holds. `today` is the visit's day; without it, that of `authored`.

    ResponseError when its shape cannot be kept; wrong answers are kept as raw and become Problems when read.
    """
    answers, problems = hear_response(form, data, today)
    if problems:
        raise ResponseError(problems)
    return answers


def hear_response(form: Form, data: dict[str, Any], today: date | None = None) -> tuple[Answers, tuple[Problem, ...]]:
    """The Answers of a QuestionnaireResponse, and what of it could not be heard. Never raises, whatever `data` is."""
    hearing = _Hearing(form, today or _day(data) or date.min)
    if today is None and _day(data) is None:
        hearing.fault("", "invalidType", "authored")
    if not isinstance(data, dict) or data.get("resourceType") != "QuestionnaireResponse":
        hearing.fault("", "invalidType", "response")
    else:
        named = data.get("questionnaire")
        if isinstance(named, str) and not _is_of(named, form):
            hearing.fault("", "questionnaireNotFound")
        hearing.items(data.get("item"), -1, ())
    return hearing.answers, tuple(hearing.problems)


def _is_of(named: str, form: Form) -> bool:
    """Does a response's `questionnaire` (a canonical, or a relative reference as older examples have it) name this form?"""
    url = named.partition("|")[0]
    return not form.url or url == form.url or ("://" not in url and form.url.endswith("/" + url))


def _day(data: Any) -> date | None:
    authored = data.get("authored") if isinstance(data, dict) else None
    try:
        return read_date(authored[:10]).latest if isinstance(authored, str) else None
    except Misheard:
        return None


class _Hearing:
    def __init__(self, form: Form, today: date) -> None:
        self.form, self.plan = form, plan_of(form)
        self.answers = Answers.start(today)
        self.problems: list[Problem] = []
        self.count = 0  # of rows

    def fault(self, link_id: str, code: str, why: str = "", rows: tuple[str, ...] = ()) -> None:
        self.problems.append(Problem(Where(link_id, rows), code, "error", {"why": why, "linkId": link_id, "max": MAX_ROWS}))

    def items(self, entries: Any, parent: int, rows: tuple[str, ...]) -> None:
        """The entries under one item (or the response: -1)."""
        if entries is None:
            return
        if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
            self.fault(self._name(parent), "invalidType", "items", rows)
            return
        seen: Counter[str] = Counter()
        for entry in entries:
            link_id = entry.get("linkId")
            slot = self.form.index.get(link_id) if isinstance(link_id, str) else None
            if slot is None:
                self.fault(mend(link_id)[:120] if isinstance(link_id, str) else "", "invalidLinkId", "", rows)
                continue
            item = self.form.items[slot]
            if item.parent != parent:
                self.fault(item.link_id, "invalidLinkId", "place", rows)
                continue
            seen[item.link_id] += 1
            if item.is_group:
                self._group(item, entry, rows, seen[item.link_id])
            elif seen[item.link_id] > 1:
                self.fault(item.link_id, "repeats", "items", rows)
            else:
                self._question(item, entry, rows)

    def _name(self, slot: int) -> str:
        return self.form.items[slot].link_id if slot >= 0 else ""

    def _group(self, item: Item, entry: dict[str, Any], rows: tuple[str, ...], count: int) -> None:
        if entry.get("answer"):
            self.fault(item.link_id, "groupShouldNotHaveAnswers", "", rows)
        if not item.repeats:
            if count > 1:
                self.fault(item.link_id, "repeats", "items", rows)
                return
            self.items(entry.get("item"), item.slot, rows)
            return
        self.count += 1
        if self.count > MAX_ROWS:
            if self.count == MAX_ROWS + 1:
                self.fault(item.link_id, "maxCount", "rows", rows)
            return
        taken = self.answers.row_ids(item.link_id, rows)
        named = entry.get("id")
        row = mend(named) if isinstance(named, str) and named and mend(named) not in taken else ""
        number = count
        while not row or row in taken:
            row, number = str(number), number + 1
        self.answers = self.answers.with_row(item.link_id, rows, row)
        self.items(entry.get("item"), item.slot, (*rows, row))

    def _question(self, item: Item, entry: dict[str, Any], rows: tuple[str, ...]) -> None:
        given = entry.get("answer", [])
        if not isinstance(given, list) or not all(isinstance(answer, dict) for answer in given):
            self.fault(item.link_id, "invalidType", "items", rows)
            return
        if given and item.kind == "display":
            self.fault(item.link_id, "displayAnswer", "", rows)
            return
        nested = [answer["item"] for answer in given if answer.get("item")]
        if len(nested) > 1 or (nested and not given[0].get("item")) or (nested and entry.get("item")):
            self.fault(item.link_id, "invalidType", "nested", rows)
        else:
            self.items(nested[0] if nested else entry.get("item"), item.slot, rows)
        raws = tuple(raw for answer in given for raw in self._raws(item, answer, rows))
        if raws and not self.plan.engine_made[item.slot]:
            self.answers = self.answers.with_given(Where(item.link_id, rows), raws)

    def _raws(self, item: Item, answer: dict[str, Any], rows: tuple[str, ...]) -> Iterator[Raw]:
        notes = [e for e in answer.get("extension", ()) if isinstance(e, dict)] if isinstance(answer.get("extension"), list) else []
        if any(note.get("url") == CALCULATED for note in notes):
            return
        values = [(key, value) for key, value in answer.items() if key.startswith("value")]
        if not values:
            if any(note.get("url") == ABSENT for note in notes):
                yield Absent.DECLINED
            return
        if len(values) > 1:
            self.fault(item.link_id, "invalidType", "values", rows)
            return
        key, value = values[0]
        if key not in _allowed(item):
            self.fault(item.link_id, "invalidAnswerType", _WHY.get(item.kind, item.kind), rows)
            return
        yield to_raw(item, key, value, self.form.medicines)


_KEYS = {
    "boolean": ("valueBoolean",),
    "integer": ("valueInteger",),
    "decimal": ("valueDecimal", "valueInteger"),
    "date": ("valueDate",),
    "dateTime": ("valueDateTime", "valueDate"),
    "time": ("valueTime",),
    "url": ("valueUri", "valueUrl"),
    "choice": ("valueCoding",),
    "open-choice": ("valueCoding", "valueString"),
    "quantity": ("valueQuantity",),
    "attachment": ("valueAttachment",),
    "reference": ("valueReference",),
}
_LITERALS = ("valueString", "valueInteger", "valueDate", "valueTime", "valueReference")
_WHY = {"integer": "whole", "decimal": "number", "quantity": "number", "open-choice": "choice", "string": "text"}


def _allowed(item: Item) -> tuple[str, ...]:
    """The value[x] an answer of this item may have."""
    allowed = _KEYS.get(item.kind, ("valueString",))
    return (*allowed, *_LITERALS) if any(option.value is not None for option in item.options) else allowed


def to_raw(item: Item, key: str, value: Any, medicines: Medicines | None = None) -> Raw:
    """A FHIR answer value as the raw answer it came from: an option code, a number, text, a dict; typed words where a medicine was read from them."""
    if key == "valueCoding" and isinstance(value, dict):
        code, system = value.get("code"), value.get("system")
        words = _own_words(value) if item.medicines is not None and medicines is not None else ""
        meant = medicines.understand(words, item.medicines).one if words else None
        if meant is not None and meant.code == code:
            return words  # understood again, as at first
        for option in item.options:
            meant = option_value(option)
            if isinstance(meant, Coded) and meant.code == code and system in (None, option.system):
                return option.code
        return mend({name: value[name] for name in ("system", "code", "display") if name in value})
    if key == "valueReference" and isinstance(value, dict):
        return mend(value.get("reference") or value.get("display") or value)
    return mend(value)


def _own_words(coding: dict[str, Any]) -> str:
    """What the person wrote, on a coding that was understood from it; "" when it was tapped."""
    notes = coding.get("extension")
    for note in notes if isinstance(notes, list) else ():
        if isinstance(note, dict) and note.get("url") == ORIGINAL and isinstance(note.get("valueString"), str):
            return mend(note["valueString"])
    return ""
