"""One sitting: pages that are there, Next that says what is missing, Back without loss, undo, and a log that is the sitting."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from intake.ask.form import OURS
from intake.hear.answers import Absent
from intake.hear.paging import visible_pages
from intake.hear.session import Event, Session, replay
from tests.hear.making import RAWS, forms, row_of
from tests.hear.scenario import DAY, Scenario, fhirpath, form_of, q

BREAK = {"url": OURS + "page-break", "valueBoolean": True}
AGAIN = {"url": OURS + "ask-again", "valueBoolean": True}
STAFF = {"url": OURS + "audience", "valueCode": "staff"}
OFF = {"url": OURS + "ask", "valueCode": "off"}
HIDDEN = {"url": "http://hl7.org/fhir/StructureDefinition/questionnaire-hidden", "valueBoolean": True}


def three_pages() -> Scenario:
    return Scenario(
        form_of(
            q("name", required=True, extension=[BREAK]),
            q("pain", "boolean", extension=[BREAK, AGAIN]),
            q("more", "integer", when=("pain", "=", True), extension=[BREAK, AGAIN]),
            q("end", extension=[BREAK]),
        )
    )


def test_a_page_is_there_when_something_on_it_is_asked() -> None:
    visit = three_pages()
    assert visit.pages == ["name", "pain", "end"]
    assert visit.says("pain", True).pages == ["name", "pain", "more", "end"]


def test_a_stopper_holds_until_it_is_answered() -> None:
    visit = three_pages().next().next().next()
    assert visit.here.key == "name" and visit.missing == ["name"]
    visit.says("name", "Ada")
    assert visit.missing == [], "what is mended is no longer missing"
    assert visit.next().here.key == "pain"


def test_a_blank_that_is_asked_again_holds_once() -> None:
    visit = three_pages().says("name", "Ada").next().next()
    assert visit.here.key == "pain" and visit.missing == ["pain"] and visit.session.asked_again == {"pain"}
    assert visit.next().here.key == "end"


def test_a_blank_that_comes_up_later_on_the_page_is_asked_for_too() -> None:
    visit = Scenario(form_of(q("a", "boolean", extension=[AGAIN]), q("b", extension=[AGAIN], when=("a", "=", True))))
    assert visit.next().missing == ["a"]
    assert visit.says("a", True).next().missing == ["b"]
    assert visit.next().session.at_end


def constraint(severity: str, expression: str) -> dict:
    parts = [{"url": "key", "valueId": "k"}, {"url": "severity", "valueCode": severity},
             {"url": "expression", "valueString": expression}, {"url": "human", "valueString": "Please check this."}]  # fmt: skip
    return {"url": "http://hl7.org/fhir/StructureDefinition/questionnaire-constraint", "extension": parts}


def test_a_warning_holds_once_and_a_blank_beside_it_is_asked_for_too() -> None:
    doubt = constraint("warning", "answer.value.all($this <= 42)")
    visit = Scenario(form_of(q("days", "integer", extension=[BREAK, doubt]), q("sure", "boolean", extension=[AGAIN]), q("end", extension=[BREAK])))
    visit.says("days", 99).says("sure", True).next()
    assert visit.here.key == "days" and visit.missing == ["days"]
    assert visit.clears("sure").next().missing == ["days", "sure"], "the blank has not been asked for before"
    assert visit.next().here.key == "end"
    visit.back().says("days", 42)
    assert visit.next().missing == []


def test_each_row_is_warned_of_on_its_own() -> None:
    doubt = constraint("warning", "answer.value.all($this <= 42)")
    visit = Scenario(form_of(q("row", "group", q("n", "integer", extension=[doubt]), repeats=True)))
    visit.adds("row", n=50)
    assert visit.next().missing == ["n"]
    visit.adds("row", n=60)
    assert visit.next().missing == ["n", "n"], "the second row is new"
    assert visit.next().session.at_end


def test_a_constraint_of_severity_error_holds_until_it_is_mended() -> None:
    stop = constraint("error", "answer.value.where($this > today()).empty()")
    visit = Scenario(form_of(q("day", "date", extension=[BREAK, stop]), q("end", extension=[BREAK]))).says("day", "2030")
    assert visit.next().next().here.key == "day" and visit.missing == ["day"]
    assert visit.says("day", "2026").next().here.key == "end", "of a year nobody can say that it is still to come"


def test_declining_answers_a_question_that_is_asked_again_but_not_a_stopper() -> None:
    visit = three_pages().declines("name").next()
    assert visit.missing == ["name"]
    visit.says("name", "Ada").next().declines("pain").next()
    assert visit.here.key == "end"
    assert visit.reading.cell("pain").absent is Absent.DECLINED


def test_an_invalid_answer_holds_always() -> None:
    visit = Scenario(form_of(q("days", "integer", extension=[BREAK]), q("end", extension=[BREAK]))).says("days", "many")
    assert visit.next().next().here.key == "days"
    assert visit.clears("days").next().here.key == "end"


def test_back_loses_nothing_and_goes_from_the_end_to_the_last_page() -> None:
    visit = three_pages().says("name", "Ada").next().says("pain", False).next().next()
    assert visit.session.at_end and visit.session.progress == (3, 3)
    assert visit.back().here.key == "end" and not visit.session.at_end
    assert visit.back().back().back().here.key == "name"
    assert visit.value("name") == "Ada"


def test_go_finds_the_page_of_a_question_that_is_asked() -> None:
    visit = three_pages()
    assert visit.goes("end").here.key == "end"
    assert visit.goes("more").here.key == "end", "not asked: stays"
    assert visit.says("pain", True).goes("more").here.key == "more"


def test_a_page_that_goes_away_under_us_leads_to_the_next() -> None:
    visit = three_pages().says("pain", True).goes("more")
    assert visit.says("pain", False).here.key == "end"


def test_progress_tells_the_truth() -> None:
    visit = three_pages()
    assert visit.session.progress == (0, 3)
    assert visit.says("name", "Ada").next().session.progress == (1, 3)
    assert visit.says("pain", True).session.progress == (1, 4)


def test_staff_off_and_hidden_questions_make_no_page_for_the_patient() -> None:
    items = [q("mrn", extension=[BREAK, STAFF]), q("phq", extension=[BREAK, OFF], required=True),
             q("secret", extension=[HIDDEN], required=True), q("name", extension=[BREAK])]  # fmt: skip
    form = form_of(*items)
    assert Scenario(form).pages == ["name"]
    assert Scenario(form, staff=True).pages == ["mrn", "name"]
    reading = Scenario(form).reading
    assert [len(visible_pages(reading, staff)) for staff in (False, True, False)] == [1, 2, 1]
    assert Scenario(form).next().session.at_end, "nobody can answer what is not shown"
    assert ("phq", "required") not in Scenario(form).problems


def test_undo_takes_the_last_event_back() -> None:
    visit = three_pages().says("name", "Ada").says("name", "Bea")
    assert visit.session.undo().reading.value("name") == "Ada"
    assert visit.session.undo().undo().undo().log == visit.session.log[:1]


def test_who_answers_and_in_which_language_is_in_the_log() -> None:
    session = three_pages().session.by("nurse").speak("fr").answer("name", "Ada", at="2026-03-16T10:00:00Z")
    event = session.log[-1]
    assert (event.who, event.at, event.raw, session.language) == ("nurse", "2026-03-16T10:00:00Z", ("Ada",), "fr")


def test_initial_values_are_answers_given_by_the_form() -> None:
    options = [{"valueCoding": {"code": "x"}}, {"valueCoding": {"code": "y"}, "initialSelected": True}]
    row = q("row", "group", q("n", "integer", initial=[{"valueInteger": 7}]), repeats=True)
    expression = [fhirpath("initialExpression", "today()")]
    form = form_of(q("a", initial=[{"valueString": "there"}]), q("b", "choice", answerOption=options), q("d", "date", extension=expression), row)
    visit = Scenario(form, given={"a": "mine"})
    assert (visit.value("a"), visit.reading.code("b"), str(visit.value("d"))) == ("mine", "y", "2026-03-16")
    assert [event.who for event in visit.session.log if event.kind == "initial"] == ["form", "form"]
    path = visit.adds("row")
    assert visit.value("n", path) == 7
    assert visit.session.undo().reading.rows("row") == (), "the row goes with its initial values"
    visit.clears("b")
    assert visit.value("b") is None, "once: a cleared answer stays cleared"


def test_removing_a_row_takes_its_answers_and_no_other_groups() -> None:
    form = form_of(q("drug", "group", q("name"), repeats=True), q("visit", "group", q("day"), repeats=True))
    session = Session.start(form, DAY).add_row("drug", row_id="1").add_row("visit", row_id="1")
    session = session.answer("name", "x", rows=("1",)).answer("day", "y", rows=("1",)).remove_row("drug", ("1",))
    assert session.answers.raw("name", ("1",)) == () and session.answers.raw("day", ("1",)) == ("y",)


def test_an_address_that_is_not_there_is_refused_by_name() -> None:
    session = Session.start(form_of(q("drug", "group", q("name"), repeats=True)), DAY)
    for act in (lambda: session.answer("nme", 1), lambda: session.answer("name", "x", rows=("9",)), lambda: session.add_row("name")):
        with pytest.raises(KeyError):
            act()


@st.composite
def sittings(draw) -> Session:
    form = draw(forms())
    session = Session.start(form, DAY, given={})
    links = [item.link_id for item in form.items]
    groups = [item.link_id for item in form.items if item.is_group and item.repeats]
    for number in range(draw(st.integers(1, 10))):
        kind = draw(st.sampled_from(("answer", "answer", "answer", "row", "row", "remove", "decline", "clear", "next", "back", "go", "leave", "by", "speak", "undo")))
        at = f"2026-03-16T10:00:{number:02d}Z"
        link = draw(st.sampled_from(groups if kind in ("row", "remove") and groups else links))
        rows = row_of(form, session.answers, link, draw(st.integers(0, 3)))
        if rows is None or (kind in ("row", "remove") and not groups):
            continue
        session = _did(session, kind, link, rows, at, draw)
    return session


def _did(session: Session, kind: str, link: str, rows: tuple[str, ...], at: str, draw) -> Session:
    if kind == "answer":
        return session.answer(link, *draw(st.lists(RAWS, max_size=2)), rows=rows, at=at)
    if kind == "row":
        return session.add_row(link, rows, at=at)
    if kind == "remove":
        ids = session.answers.row_ids(link, rows)
        return session.remove_row(link, (*rows, ids[0]), at=at) if ids else session
    if kind in ("decline", "clear", "leave"):
        return getattr(session, kind)(link, rows, at=at)
    if kind == "go":
        return session.go(link, at=at)
    if kind in ("by", "speak"):
        return getattr(session, kind)(draw(st.sampled_from(("nurse", "fr"))), at=at)
    return session.undo() if kind == "undo" else getattr(session, kind)(at=at)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(sittings())
def test_the_log_is_the_sitting(session: Session) -> None:
    said = json.dumps([event.to_json() for event in session.log], allow_nan=True)
    again = replay(session.form, [Event.from_json(event) for event in json.loads(said)])
    assert [event.to_json() for event in again.log] == json.loads(said) or "NaN" in said
    for name in ("key", "who", "language", "asked_again", "mentioned", "warned", "left", "refused", "at_end"):
        assert getattr(again, name) == getattr(session, name), name
    assert again.answers.rows == session.answers.rows
    assert str(list(again.reading.walk())) == str(list(session.reading.walk()))
    assert again.pages == session.pages and again.missing == session.missing


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(sittings())
def test_next_never_goes_backward(session: Session) -> None:
    for _ in range(4):
        after = session.next()
        assert after.progress[0] >= session.progress[0]
        assert after.progress[0] <= after.progress[1]
        session = after
