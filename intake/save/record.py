"""Record: what was said in one visit, as a tree readable in any language without its form; one SHA-256 names it."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

Languages = dict[str, str]
"""Words by BCP-47 tag; always holds the form's own language."""


class Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class Said(Frozen):
    """One answer. `value` is the FHIR answer ({"valueInteger": 20}); `display` its words for people, by language."""

    value: dict[str, object]
    display: Languages
    typed: bool = False  # free words of the person, printed as typed
    unit: str = ""


class Entry(Frozen):
    """One question, group or row of the record, in document order.

    `status`: answered | not-answered | declined | not-asked (branch not reached) | heading | derived.
    """

    link_id: str
    kind: str
    text: Languages
    short: Languages = {}
    status: str
    answers: tuple[Said, ...] = ()
    audience: str = "patient"
    critical: bool = False
    mark: str = "P"  # P patient, N nurse, R proxy, I interpreter, C computed, D document seen (dossier 9.3)
    at: str = ""  # UTC ISO time of the last answer
    was: tuple[tuple[str, str], ...] = ()  # earlier answers: (UTC time, words as shown)
    row: str = ""  # row id when this is a row of a repeating group
    entries: tuple[Entry, ...] = ()


class Noticed(Frozen):
    """A finding as kept: facts and provider's words."""

    id: str
    level: str
    text: Languages
    because: tuple[str, ...]
    source: str
    scope: Languages = {}
    grade: str = ""
    detail: tuple[str, ...] = ()


class CriterionPart(Frozen):
    text: Languages
    status: str
    evidence: str = ""


class CriterionKept(Frozen):
    id: str
    status: str
    text: Languages
    evidence: str
    parts: tuple[CriterionPart, ...] = ()
    source: str = ""
    scope: Languages = {}
    checked_on: str = ""
    printed: bool = True


class ScoreKept(Frozen):
    id: str
    value: str | None
    text: Languages


class Record(Frozen):
    """One visit, finished or ended early. `sha256()` is the SHA-256 of its canonical JSON (sorted, compact, UTF-8)."""

    schema_version: int = 1
    visit_id: str
    visit_date: str
    started: str  # UTC ISO
    finished: str
    complete: bool
    language: str  # what the patient read
    responder: str  # responder-role code
    assisted: bool
    form_url: str
    form_version: str
    form_sha256: str
    form_title: Languages
    rules_version: str
    rules_sha256: str
    checked_on: str
    signed_off: bool = False
    entries: tuple[Entry, ...]
    findings: tuple[Noticed, ...]
    criteria: tuple[CriterionKept, ...]
    scores: tuple[ScoreKept, ...]
    problems: tuple[str, ...] = ()  # linkIds asked and left blank although asked again
    switched_off: tuple[str, ...] = ()  # instruments a clinic or language switched off: "PHQ-2"
