"""Record: what was said in one visit, as a tree readable in any language without its form; one SHA-256 names it."""

from __future__ import annotations

import hashlib
from typing import Any

from pydantic import BaseModel, ConfigDict

from intake.save.seal import canonical

Languages = dict[str, str]
"""Words by BCP-47 tag; always holds the form's own language."""

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O, U, so that a document id can be read aloud."""


class Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class Said(Frozen):
    """One answer. `value` is the FHIR answer ({"valueInteger": 20}); `display` its words for people, by language."""

    value: dict[str, Any]
    display: Languages
    typed: bool = False  # free words of the person, printed as typed
    means: tuple[Languages, ...] = ()  # what typed words were understood as, one a name
    unknown: bool = False  # the name of a medicine that is on no list, or more words than its name
    unit: Languages = {}


class Was(Frozen):
    """An earlier answer that stood before it was changed: `status` answered | declined | cleared."""

    at: str  # UTC ISO
    status: str = "answered"
    display: tuple[Languages, ...] = ()


class Entry(Frozen):
    """One question, group or row of the record, in document order.

    `status`: answered | not-answered | declined | not-asked (branch not reached) | invalid (not understood, kept as typed)
    | heading | shown | derived.
    """

    link_id: str
    kind: str
    text: Languages
    short: Languages = {}
    status: str
    answers: tuple[Said, ...] = ()
    audience: str = "patient"
    ask: str = "core"
    critical: bool = False
    expected: bool = False  # required, or asked a second time when left blank
    reached: bool = True  # False: not asked because the visit ended before it came to this
    language: str = ""  # on the screen when it was answered, where that differs from the record's
    mark: str = "P"  # P patient, N nurse, R proxy, I interpreter, C computed, D document seen (dossier 9.3)
    at: str = ""  # UTC ISO time of the last answer
    was: tuple[Was, ...] = ()  # earlier answers, oldest first
    row: str = ""  # row id when this is a row of a repeating group
    entries: tuple[Entry, ...] = ()

    @property
    def codes(self) -> tuple[str, ...]:
        """The chosen codes, in the order given; typed words are not codes."""
        return tuple(said.value["valueCoding"]["code"] for said in self.answers if "code" in said.value.get("valueCoding", {}))


class Noticed(Frozen):
    """A finding as kept: facts and provider's words. `because` are addresses: "linkId", or "linkId[row]" in a repeating group."""

    id: str
    level: str
    text: Languages
    because: tuple[str, ...]
    source: str
    scope: Languages = {}
    grade: str = ""
    detail: tuple[Languages, ...] = ()


class CriterionPart(Frozen):
    text: Languages
    status: str
    evidence: Languages = {}
    because: tuple[str, ...] = ()


class CriterionKept(Frozen):
    id: str
    status: str
    text: Languages
    evidence: Languages = {}
    parts: tuple[CriterionPart, ...] = ()
    because: tuple[str, ...] = ()
    source: str = ""
    scope: Languages = {}
    checked_on: str = ""
    printed: bool = True


class ScoreKept(Frozen):
    id: str
    value: str | None
    text: Languages


class ContextKept(Frozen):
    """What the literature said, as the pack of this visit had it: kept whole, so that the paper can be printed without the pack."""

    id: str
    text: Languages
    source: str
    grade: str
    checked_on: str


class SettingKept(Frozen):
    """One thing the clinic set itself. `kind`: constant | level | instrument. `was` is the pack's own value; `rules` what it bears on."""

    kind: str
    name: str
    value: str
    was: str = ""
    unit: str = ""
    by: str = ""
    on: str = ""
    rules: tuple[str, ...] = ()


class Record(Frozen):
    """One visit, finished or ended early. `sha256()` is the SHA-256 of its canonical JSON (sorted, compact, UTF-8)."""

    schema_version: int = 1
    visit_id: str
    visit_date: str
    started: str  # UTC ISO
    finished: str
    complete: bool
    language: str  # what the patient read at the end
    languages: tuple[str, ...] = ()  # all that were on the screen, in the order they were chosen
    translations: dict[str, str] = {}  # language of the form -> drafted | reviewed, at this visit
    translated: dict[str, str] = {}  # ... and of which day: "2026-11-20"
    responder: str  # responder-role code
    responders: tuple[str, ...] = ()  # where it is "mixed": the roles in which somebody answered, in their order
    assisted: bool
    form_url: str
    form_version: str
    form_sha256: str
    form_title: Languages
    rules_version: str
    rules_sha256: str
    checked_on: str
    signed_off: bool = False
    pack: str = ""
    pack_version: str = ""
    pack_sha256: dict[str, str] = {}  # file of the pack -> SHA-256
    constants: dict[str, str] = {}  # thresholds in force at this visit, clinic overrides included
    replaces: str = ""  # document id of the record this one amends
    entries: tuple[Entry, ...]
    findings: tuple[Noticed, ...]
    criteria: tuple[CriterionKept, ...]
    scores: tuple[ScoreKept, ...]
    context: tuple[ContextKept, ...] = ()  # of the literature, for the reasons of the visit
    problems: tuple[str, ...] = ()  # linkIds asked and left blank although asked again
    switched_off: tuple[str, ...] = ()  # instruments a clinic or language switched off: "PHQ-2"
    off_why: dict[str, str] = {}  # ... and why: clinic | pathway | language
    clinic_sha256: str = ""  # of the clinic.toml in force; "" without one
    settings: tuple[SettingKept, ...] = ()  # what that file sets itself, and on whose word

    def plain(self) -> dict[str, Any]:
        """The record as plain data. Defaults are left out, so that a field added later does not rename old records."""
        return self.model_dump(mode="json", exclude_defaults=True) | {"schema_version": self.schema_version}

    def sha256(self) -> str:
        """The one hash that names this record."""
        return hashlib.sha256(canonical(self.plain())).hexdigest()

    def document_id(self) -> str:
        """The short name of this record for people and file names: "PCI-7Q4M-2K9X", 40 bits of its hash. Holds no date and no person."""
        return short_name(self.sha256())

    def walk(self):
        """Every entry, groups before their children, in document order."""
        waiting = list(reversed(self.entries))
        while waiting:
            entry = waiting.pop()
            yield entry
            waiting.extend(reversed(entry.entries))


def short_name(sha256: str) -> str:
    """The document id of a record's hash, for who has it already: working the hash out takes milliseconds."""
    number = int(sha256[:10], 16)
    letters = "".join(ALPHABET[number >> shift & 31] for shift in range(35, -1, -5))
    return f"PCI-{letters[:4]}-{letters[4:]}"
