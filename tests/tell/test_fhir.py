"""The QuestionnaireResponse holds what the record holds, says who answered, and can be read back."""

from __future__ import annotations

import json

import pytest

from intake.hear.reading import read
from intake.hear.response import answer_to_fhir, from_response
from intake.save.keep import plain
from intake.save.record import Entry, Said
from intake.tell.fhir import ABSENT, ANSWERED_BY, SHA256, document_id, response, response_bytes

CASES = ("M1", "M2", "M3", "M4")


def items(made):
    for item in made.get("item", ()):
        yield item
        yield from items(item)
        for answer in item.get("answer", ()):
            yield from items(answer)


@pytest.mark.parametrize("case", CASES)
def test_it_reads_back_to_the_same_answers(kept, pack, case):
    record = kept(case)
    reading = read(pack.form, from_response(pack.form, response(record)))
    assert [p for p in reading.problems() if p.severity == "error"] == []
    told = sorted((e.link_id, json.dumps([s.value for s in e.answers], sort_keys=True)) for e in record.walk() if e.status == "answered")
    heard = sorted(
        (cell.where.link_id, json.dumps(plain([answer_to_fhir(cell.item, v) for v in cell.values]), sort_keys=True))
        for cell in reading.walk()
        if cell.enabled and cell.values and not cell.derived
    )
    assert told == heard


@pytest.mark.parametrize("case", CASES)
def test_it_is_named_by_the_one_hash_and_carries_what_was_read(kept, pack, case):
    record = kept(case)
    made = response(record)
    assert made["identifier"] == {"system": SHA256, "value": record.sha256()} and made["encounter"]["identifier"]["value"] == record.visit_id
    assert made["status"] == "completed" and made["questionnaire"] == f"{pack.form.url}|{pack.form.version}"
    assert made["meta"]["security"][0]["code"] == "PATAST" and made["subject"]["identifier"]["value"] == record.visit_id
    assert all(item["text"] for item in items(made))
    assert response_bytes(record) == response_bytes(record) and json.loads(response_bytes(record)) == made


@pytest.mark.parametrize("case", CASES)
def test_nothing_in_it_is_empty(kept, case):
    """FHIR knows no empty text, list or object; a record made from a file has no time of its own, but a day."""

    def parts(thing):
        yield thing
        for one in thing.values() if isinstance(thing, dict) else thing if isinstance(thing, list) else ():
            yield from parts(one)

    made = response(kept(case).model_copy(update={"finished": ""}))
    assert made["authored"] == "2026-03-16" and not [one for one in parts(made) if one in ("", [], {}, None)]


def test_a_visit_that_ended_early_is_in_progress(record):
    assert response(record(complete=False))["status"] == "in-progress"


def test_declined_blank_and_not_asked_are_three_different_things(record):
    def one(link_id, status, **more):
        return Entry(link_id=link_id, kind="string", text={"en": link_id}, status=status, **more)

    made = response(record(entries=(one("a", "declined"), one("b", "not-answered"), one("c", "not-asked"), one("d", "answered", answers=(Said(value={"valueString": "x"}, display={"en": "x"}),), mark="R"))))
    assert made["item"][0]["answer"] == [{"extension": [{"url": ABSENT, "valueCode": "asked-declined"}]}]
    assert "answer" not in made["item"][1] and [i["linkId"] for i in made["item"]] == ["a", "b", "d"]
    assert made["item"][2]["extension"] == [{"url": ANSWERED_BY, "valueCode": "R"}]


@pytest.mark.parametrize(("role", "kind"), [("patient", "Patient"), ("proxy", "RelatedPerson"), ("nurse", "Patient")])
def test_it_says_whose_words_they_are(record, role, kind):
    made = response(record(responder=role))
    assert made["source"]["type"] == kind and ("author" in made) is (role == "nurse")


def test_the_document_id_is_short_and_can_be_read_aloud(record):
    ids = {document_id(record(f"V-{n}")) for n in range(200)}
    assert len(ids) == 200 and all(len(i) == 13 and i.isascii() and not set(i[4:]) & set("ILOU") for i in ids)
