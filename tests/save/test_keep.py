"""A record says what was said: asked, answered, declined, left blank, not reached; when, by whom, and what stood before."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from intake.ask.compile import compile_form
from intake.ask.context import Context
from intake.hear.session import Session
from intake.notice.finding import Assessment
from intake.save.draft import make_draft, session_of
from intake.save.fault import StoreError
from intake.save.keep import Visit, make_record, record_of
from intake.save.record import Entry, Record
from intake.save.say import day, moment
from intake.save.seal import canonical

CASES = ("M1", "M2", "M3", "M4")
CANARY = "Zq9CANARY"


def yes_no(link_id, text="?", **more):
    return {"linkId": link_id, "type": "boolean", "text": text, **more}


def when(question, **answer):
    return {"enableWhen": [{"question": question, "operator": "=", **answer}]}


SMALL = {
    "resourceType": "Questionnaire",
    "url": "https://example.org/small",
    "version": "3",
    "title": "Small",
    "status": "active",
    "language": "en",
    "item": [
        yes_no("smokes", "Do you smoke?"),
        {"linkId": "how-many", "type": "integer", "text": "How many a day?", **when("smokes", answerBoolean=True)},
        {"linkId": "why", "type": "text", "text": "Why?", **when("smokes", answerBoolean=True)},
        {"linkId": "more", "type": "group", "text": "More", **when("smokes", answerBoolean=True), "item": [{"linkId": "deep", "type": "string", "text": "Deep?"}]},
        {
            "linkId": "pet", "type": "group", "repeats": True, "text": "Pets",
            "item": [yes_no("dog", "A dog?"), {"linkId": "name", "type": "string", "text": "Its name?", **when("dog", answerBoolean=True)}],
        },
        {"linkId": "when", "type": "date", "text": "When?"},
        {
            "linkId": "colour", "type": "choice", "repeats": True, "text": "Colours?",
            "answerOption": [{"valueCoding": {"system": "s", "code": c, "display": c.title()}} for c in ("red", "blue")],
        },
    ],
}  # fmt: skip


class OnlyForm:
    """A pack as far as a record needs one."""

    name, version, checked_on, signed_off, constants, translations = "small", "3", "2026-03-01", False, {}, {}
    sha256, context = {"rules.py": "ab" * 32}, Context()


@pytest.fixture(scope="session")
def form():
    return compile_form(SMALL, strict=True)


def start(form, **more) -> Session:
    return Session.start(form, date(2026, 3, 16), at="2026-03-16T13:00:00Z", **more)


def record(session: Session, **more) -> Record:
    return record_of(session, Assessment(), pack=OnlyForm(), finished="2026-03-16T13:20:00Z", visit_id="V-1", **more)


def entry(made: Record, link_id: str, number: int = 0) -> Entry:
    return [e for e in made.walk() if e.link_id == link_id][number]


def test_three_different_words_for_a_blank(form):
    said = start(form).answer("smokes", True).decline("how-many")
    made = record(said)
    assert [entry(made, name).status for name in ("smokes", "how-many", "why", "when")] == ["answered", "declined", "not-answered", "not-answered"]
    made = record(start(form).answer("smokes", False))
    assert [entry(made, name).status for name in ("how-many", "more")] == ["not-asked", "not-asked"]


def test_a_hidden_answer_is_not_in_the_record_and_comes_back_when_asked(form):
    said = start(form).answer("smokes", True).answer("why", CANARY).answer("deep", CANARY).answer("smokes", False)
    assert CANARY not in json.dumps(record(said).plain())
    assert json.dumps(record(said.answer("smokes", True)).plain()).count(CANARY) > 1


steps = st.lists(
    st.one_of(
        st.tuples(st.just("smokes"), st.booleans()),
        st.tuples(st.sampled_from(["why", "deep"]), st.just(CANARY)),
        st.tuples(st.just("row"), st.just(None)),
        st.tuples(st.just("dog"), st.booleans()),
        st.tuples(st.just("name"), st.just(CANARY)),
        st.tuples(st.just("drop"), st.just(None)),
        st.tuples(st.just("next"), st.just(None)),
    ),
    max_size=14,
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps, st.data())
def test_no_hidden_answer_ever_reaches_a_record(form, taps, data):
    """Whatever was tapped in whatever order, also inside rows: the canary is in the record only where its question is asked now."""
    said = start(form)
    for link_id, raw in taps:
        rows = said.answers.row_ids("pet")
        if link_id == "row":
            said = said.add_row("pet")
        elif link_id == "next":
            said = said.next()
        elif link_id in ("dog", "name", "drop"):
            if rows:
                row = data.draw(st.sampled_from(rows))
                said = said.remove_row("pet", (row,)) if link_id == "drop" else said.answer(link_id, raw, rows=(row,))
        else:
            said = said.answer(link_id, raw)
    made = record(said)
    asked = [e for e in made.walk() if e.answers or e.was]
    assert all(said.reading.asked(e.link_id) for e in asked if e.link_id not in ("dog", "name"))
    shown = sum(len(cell.values) for link_id in ("why", "deep", "name") for cell in said.reading.all(link_id))
    now = sum(1 for e in made.walk() for one in e.answers if one.value.get("valueString") == CANARY)
    assert now == shown
    hidden = [e for e in made.walk() if e.status == "not-asked"]
    assert not any(e.answers or e.was or e.at or e.entries for e in hidden)
    assert Record.model_validate(json.loads(canonical(made.plain()))) == made


def test_rows_stand_in_order_with_their_own_branches(form):
    said = start(form).add_row("pet", row_id="a").add_row("pet", row_id="b")
    said = said.answer("dog", True, rows=("b",)).answer("name", "Rex", rows=("b",)).answer("dog", False, rows=("a",))
    rows = [e for e in record(said).entries if e.link_id == "pet"]
    assert [(e.row, [c.status for c in e.entries]) for e in rows] == [("a", ["answered", "not-asked"]), ("b", ["answered", "answered"])]


def test_a_correction_keeps_what_stood_before_and_when(form):
    said = start(form).answer("smokes", True, at="2026-03-16T13:01:00Z").answer("how-many", 20, at="2026-03-16T13:02:00Z")
    said = said.answer("smokes", False, at="2026-03-16T13:03:00Z").answer("smokes", True, at="2026-03-16T13:03:01Z")
    said = said.answer("when", "2019", at="2026-03-16T13:04:00Z").answer("how-many", 10, at="2026-03-16T13:05:00Z")
    made = record(said)
    many = entry(made, "how-many")
    assert (many.at, many.answers[0].display["en"]) == ("2026-03-16T13:05:00Z", "10")
    assert [(w.at, w.display[0]["en"]) for w in many.was] == [("2026-03-16T13:02:00Z", "20")]
    assert entry(made, "smokes").was == (), "a slip of the finger on one question is not a correction"


def test_letters_of_a_word_and_ticks_of_a_list_are_one_answer(form):
    said = start(form).answer("smokes", True)
    for words in ("S", "Str", "Stress"):
        said = said.answer("why", words)
    said = said.leave("why").answer("colour", "red").answer("colour", "red", "blue").leave("colour").answer("why", "Habit")
    made = record(said)
    assert [w.display[0]["en"] for w in entry(made, "why").was] == ["Stress"] and entry(made, "colour").was == ()


def test_declining_and_clearing_are_earlier_answers_too(form):
    said = start(form).decline("when").leave("when").answer("when", "2019-04").leave("when").clear("when").leave("when").answer("when", "2020")
    was = entry(record(said), "when").was
    assert [(w.status, [d["en"] for d in w.display]) for w in was] == [("declined", []), ("answered", ["Apr-2019"]), ("cleared", [])]


@pytest.mark.parametrize(("who", "mark"), [("patient", "P"), ("nurse", "N"), ("proxy", "R"), ("interpreter", "I"), ("patient-help", "P")])
def test_who_gave_an_answer_is_marked(form, who, mark):
    assert entry(record(start(form).by(who).answer("smokes", True)), "smokes").mark == mark


def test_without_a_log_the_one_who_answers_gave_every_answer(form):
    reading = start(form).answer("smokes", True).reading
    made = make_record(reading, Assessment(), pack=OnlyForm(), visit=Visit(responder="proxy"))
    assert entry(made, "smokes").mark == "R" and entry(made, "smokes").at == ""


def test_an_answer_that_is_not_understood_is_kept_as_typed(form):
    made = record(start(form).answer("when", "last spring"), complete=False)
    assert (entry(made, "when").status, entry(made, "when").answers[0].display["en"]) == ("invalid", "last spring")


def test_a_visit_that_ends_early_says_not_asked_of_what_was_not_reached(pack):
    said = start(pack.form, given={"visit-id": "V-9"}).answer("identity-first-name", "Avery")
    made = record_of(said.go("identity-first-name"), Assessment(), pack=pack, finished="2026-03-16T13:20:00Z", complete=False)
    assert not made.complete and made.visit_id == "V-9"
    assert entry(made, "identity-last-name").status == "not-answered"
    reached = {e.link_id for e in made.walk() if e.status in ("answered", "not-answered")}
    assert not reached & {"urgent-now", "close-true", "goals-good-result"} and entry(made, "urgent").status == "not-asked"
    assert "identity-last-name" in made.problems and "urgent-now" not in made.problems


def test_a_french_patient_and_an_english_provider_read_the_same_record():
    source = json.loads(json.dumps(SMALL))
    french = {"url": "http://hl7.org/fhir/StructureDefinition/translation", "extension": [{"url": "lang", "valueCode": "fr"}, {"url": "content", "valueString": "Fumez-vous ?"}]}
    source["item"][0]["_text"] = {"extension": [french]}
    made = record(start(compile_form(source, strict=True), language="fr").answer("smokes", True).answer("when", "2026-03-16"))
    assert entry(made, "smokes").text == {"en": "Do you smoke?", "fr": "Fumez-vous ?"} and made.language == "fr"
    assert set(entry(made, "smokes").answers[0].display) == {"en", "fr"} and entry(made, "when").answers[0].display["en"] == "16-Mar-2026"


@pytest.mark.parametrize("case", CASES)
def test_the_cases_become_records_that_come_back_whole(kept, store, case):
    made = kept(case)
    document = store.keep(made)
    assert store.record(document) == made and document == made.document_id() and len(document) == 13
    assert kept(case).sha256() == made.sha256()
    assert {e.status for e in made.walk()} <= {"answered", "not-answered", "not-asked", "heading", "shown", "derived"}
    assert made.pack_version and made.rules_sha256 and made.form_sha256 and made.constants["MIG_CHRONIC_DAYS"] == "15"


def test_computed_values_are_marked_and_staff_items_are_theirs(kept):
    made = kept("M3")
    assert (entry(made, "identity-age").status, entry(made, "identity-age").mark) == ("derived", "C")
    assert entry(made, "visit-mrn").mark == "N" and entry(made, "migraine-headache-days").mark == "P"
    assert entry(made, "migraine-change-percent").answers[0].display["en"] == "50"


def test_one_answer_more_is_another_record(kept):
    assert kept("M1").sha256() != kept("M1", **{"pain-now": 3}).sha256()


def test_the_hash_is_of_the_canonical_json(kept):
    import hashlib

    made = kept("M1")
    text = json.dumps(made.plain(), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert made.sha256() == hashlib.sha256(text.encode()).hexdigest()


def test_a_draft_is_the_session_again(pack, store):
    said = start(pack.form, given={"visit-id": "V-3", "visit-date": "2026-03-16"}).answer("identity-first-name", "Avery")
    said = said.answer("identity-birth-date", "1991-05").decline("identity-sex").add_row("medicine").next().speak("fr")
    draft = make_draft(said, saved_at="2026-03-16T13:05:00Z", pack=pack, about={"assisted": False})
    assert (draft.visit_id, draft.birth_date) == ("V-3", ""), "half a birth date opens nothing"
    store.save_draft(draft)
    assert session_of(pack.form, store.draft("V-3")) == said
    whole = make_draft(said.answer("identity-birth-date", "1991-05-02"), saved_at="2026-03-16T13:06:00Z", pack=pack)
    store.save_draft(whole)
    assert store.resume("1991-05-02").draft == whole


def test_a_draft_of_another_form_is_refused(pack, form):
    draft = make_draft(start(form), saved_at="2026-03-16T13:05:00Z", visit_id="V-1")
    with pytest.raises(StoreError, match="otherForm"):
        session_of(pack.form, draft)


def test_dates_for_people():
    assert [day(text) for text in ("2026-03-16", "2026-03", "2026", "2026-13", "soon")] == ["16-Mar-2026", "Mar-2026", "2026", "2026-13", "soon"]
    assert moment("2026-03-16T13:20:00.123Z") == "16-Mar-2026 13:20 UTC" and moment("2026-03-16T09:20:00-04:00") == "16-Mar-2026 09:20 -04:00"
