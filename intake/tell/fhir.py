"""FHIR: a record as the QuestionnaireResponse that goes to the chart beside the PDF."""

from __future__ import annotations

from typing import Any

from pydantic_core import to_json

from intake.ask.form import OURS
from intake.save.record import Entry, Record
from intake.save.say import say

SHA256 = OURS.replace("StructureDefinition/", "") + "NamingSystem/record-sha256"
"""System of the identifier that carries the one SHA-256 (DECISIONS 25)."""
VISIT = OURS.replace("StructureDefinition/", "") + "NamingSystem/visit-id"
MRN = OURS.replace("StructureDefinition/", "") + "NamingSystem/mrn"

ABSENT = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"
CALCULATED = OURS + "calculated"
ANSWERED_BY = OURS + "answered-by"
PATIENT_ASSERTED = {"system": "http://terminology.hl7.org/CodeSystem/v3-ObservationValue", "code": "PATAST"}

Json = dict[str, Any]


def document_id(record: Record) -> str:
    """The document's short name: "PCI-7Q4M-2K9X". ASCII, from the record's hash alone."""
    return record.document_id()


def response(record: Record, language: str = "") -> Json:
    """A FHIR R4 QuestionnaireResponse. Item texts are what the person read, in `language` (default: the record's).

    An asked question that was left blank is an item without an answer; one that was declined has a data-absent-reason;
    one that was not asked is not there. The hash is the identifier; the visit stands as its encounter.
    """
    language = language or record.language
    made: Json = {
        "resourceType": "QuestionnaireResponse",
        "meta": {"security": [PATIENT_ASSERTED]},
        "language": language,
        "identifier": {"system": SHA256, "value": record.sha256()},
        "questionnaire": f"{record.form_url}|{record.form_version}" if record.form_version else record.form_url,
        "status": "completed" if record.complete else "in-progress",
        "authored": record.finished or record.visit_date,  # a record made from a file has no time; FHIR takes no empty text
    }
    if record.responder != "mixed":  # no one person is the source: each answer says whose it is
        made["source"] = _person(record)
    mrn = next((e.answers[0].value.get("valueString", "") for e in record.walk() if e.link_id == "visit-mrn" and e.answers), "")
    if mrn:
        made["subject"] = {"type": "Patient", "identifier": {"system": MRN, "value": mrn}}
    if record.visit_id:
        made["encounter"] = {"type": "Encounter", "identifier": {"system": VISIT, "value": record.visit_id}}
    if record.responder == "nurse":
        made["author"] = {"type": "Practitioner", "display": "Nurse, with the words of the patient"}
    items = _items(record.entries, language)
    if items:
        made["item"] = items
    return made


def response_bytes(record: Record) -> bytes:
    """The response as the file that is written: UTF-8 JSON a person can read, the same bytes for the same record."""
    return to_json(response(record), indent=1) + b"\n"


def _person(record: Record) -> Json:
    if record.responder == "proxy":
        return {"type": "RelatedPerson", "display": "Decision maker for the patient"}
    return {"type": "Patient", "display": "Patient"}


def _items(entries: tuple[Entry, ...], language: str) -> list[Json]:
    return [item for entry in entries if (item := _item(entry, language)) is not None]


def _item(entry: Entry, language: str) -> Json | None:
    if entry.status in ("not-asked", "shown") or (entry.kind == "group" and entry.status != "heading"):
        return None
    item: Json = {"linkId": entry.link_id}
    if entry.row:
        item = {"id": entry.row, **item}
    if entry.mark in ("N", "R", "I", "D"):
        item["extension"] = [{"url": ANSWERED_BY, "valueCode": entry.mark}]
    if text := say(entry.text, language):
        item["text"] = text
    inner = _items(entry.entries, language)
    if entry.kind == "group":
        if not inner and not entry.row:
            return None
        return item | ({"item": inner} if inner else {})
    answers = _answers(entry)
    if inner:
        answers = answers or [{}]
        answers[0]["item"] = inner
    elif entry.status == "derived" and not answers:
        return None
    return item | ({"answer": answers} if answers else {})


def _answers(entry: Entry) -> list[Json]:
    if entry.status == "declined":
        return [{"extension": [{"url": ABSENT, "valueCode": "asked-declined"}]}]
    if entry.status not in ("answered", "derived"):
        return []
    mark = {"extension": [{"url": CALCULATED, "valueBoolean": True}]} if entry.status == "derived" else {}
    return [{**mark, **said.value} for said in entry.answers]
