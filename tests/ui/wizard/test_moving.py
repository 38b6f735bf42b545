"""Back, Next, review: nothing is lost, what is missing is explained and gone to, every answer can be changed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from intake.hear.answers import Where
from ui.blocks.block import Block
from ui.fields.label import PlainLabel
from ui.fields.typebox import TypeBox
from ui.patient.fill import fill
from ui.patient.hands import Finger, Mouse, settle


def blocks(seat):
    return {where.link_id: block for block in seat.wizard.stage.page.content.findChildren(Block) if block.isVisible() for where in block.wheres}


def answer(seat, link_id: str, *raw):
    fill(seat.patient.hands, blocks(seat)[link_id].field, raw, seat.patient._see)
    settle()


def test_back_and_forth_without_loss(sit):
    seat = sit("M1").to("condition")
    before = seat.session.answers
    seen = []
    while seat.wizard.stage.footer.back.isVisible():
        seen.append(seat.session.here.key)
        seat.press("back")
    assert seat.session.page == 0
    assert {"urgent-now", "identity-first-name", "consent-understood"} & set(seen)
    assert seat.session.answers == before
    while seat.session.here.key != "condition":
        seat.press("next")
    assert seat.session.answers == before


def test_next_explains_what_is_missing_and_goes_to_it(sit):
    seat = sit("M1").to("identity-first-name")
    seat.press("next")
    first = blocks(seat)["identity-first-name"]
    assert first.field.problem
    assert seat.wizard.stage.footer.note == seat.wizard.stage._words("screen.must-answer")
    assert first.isAncestorOf(QApplication.focusWidget())
    answer(seat, "identity-first-name", "Avery")
    assert not blocks(seat)["identity-first-name"].field.problem
    seat.press("next")
    assert seat.session.here.key == "identity-first-name", "the last name stops too"


def test_a_blank_that_may_stay_is_asked_once_more(sit):
    seat = sit("M1").to("migraine-rf-deficit")
    seat.press("next")
    assert seat.session.here.key == "migraine-rf-deficit"
    assert blocks(seat)["migraine-rf-deficit"].field.problem
    assert "1" in seat.wizard.stage.footer.note
    seat.press("next")
    assert seat.session.here.key == "migraine-rf-sudden"


def test_what_stands_on_a_later_screen_of_the_page_is_gone_to(sit):
    """A page in several screens: Next on its last one comes back to the blank on its first."""
    seat = sit("M1", Finger).to("migraine-rf-sudden")
    parts = seat.wizard.stage.page.parts
    assert parts > 1
    for _ in range(parts):
        seat.press("next")
    assert seat.session.here.key == "migraine-rf-sudden"
    assert seat.wizard.stage.page.part == 0
    assert blocks(seat)["migraine-rf-sudden"].field.problem


def test_nothing_is_said_while_typing(sit):
    seat = sit("M1", Mouse).to("migraine-clear-days")
    field = blocks(seat)["migraine-clear-days"].field
    seat.patient.hands.write(field.box, "99")
    assert seat.session.answers.raw("migraine-clear-days") == (99,)
    assert not field.problem, "still in the box"
    seat.patient.hands.write(blocks(seat)["migraine-headache-days"].field.box, "20")
    assert field.problem, "left"
    seat.patient.hands.write(blocks(seat)["migraine-clear-days"].field.box, "98")
    assert not blocks(seat)["migraine-clear-days"].field.problem, "being mended"
    seat.press("next")
    assert seat.session.here.key == "migraine-clear-days", "an impossible number stops"
    answer(seat, "migraine-clear-days", 9)
    assert not blocks(seat)["migraine-clear-days"].field.problem


def test_a_follow_up_opens_under_its_question_on_the_same_screen(sit):
    seat = sit("M1", Finger).to("migraine-rf-sudden")
    seat.press("next")
    asked = [link for link in blocks(seat)]
    last = asked[-1]
    seat.patient.press(blocks(seat)[last].field.buttons["unsure"])
    shown = blocks(seat)
    assert {last, f"{last}-now"} <= set(shown)
    assert shown[f"{last}-now"].y() > shown[last].y()


def test_checked_by_a_doctor_opens_only_after_yes(sit):
    seat = sit("M1").to("migraine-rf-sudden")
    block = blocks(seat)["migraine-rf-sudden"]
    assert list(block.field.buttons) == ["yes", "no", "unsure"]
    assert not block.kinds["checked"].isVisible()
    seat.patient.press(block.field.buttons["yes"])
    seat.patient.press(blocks(seat)["migraine-rf-sudden"].kinds["checked"])
    assert seat.session.answers.raw("migraine-rf-sudden") == ("checked",)
    assert blocks(seat)["migraine-rf-sudden"].field.buttons["yes"].isChecked()


def test_an_answer_is_changed_from_the_review_and_comes_back(sit):
    seat = sit("M2").to("review")
    seat.press("change:identity-language")
    assert seat.wizard.visit.shown == "page"
    answer(seat, "identity-interpreter", True)
    while seat.wizard.visit.shown == "page":
        seat.press("next")
    assert seat.wizard.visit.shown == "review"
    assert seat.session.answers.raw("identity-interpreter") == (True,)


def test_a_change_that_opens_questions_goes_through_them_first(sit):
    seat = sit("M1").to("review")
    seat.press("change:toxin-ever")
    seat.patient.press(blocks(seat)["toxin-ever"].field.buttons["yes"])
    for _ in range(60):
        if seat.wizard.visit.shown == "review":
            break
        seat.press("next")
    assert seat.wizard.visit.shown == "review"
    assert any(w.link_id == "toxin-problems" for w in seat.session.mentioned), "they were put to the person"


def test_review_shows_what_is_blank(sit):
    seat = sit("M1", changes={"migraine-first-age": None}).to("review")
    texts = [label.text() for label in seat.wizard.stage.screen.content.findChildren(QWidget) if hasattr(label, "text") and callable(label.text)]
    assert seat.wizard.stage._words("screen.review.blank") in texts
    blanks = [label for label in seat.wizard.stage.screen.content.findChildren(PlainLabel) if label.text() == seat.wizard.stage._words("screen.review.blank")]
    assert {label._colour for label in blanks} == {"quiet"}, "what may stay blank is no mistake"


def test_the_focus_of_add_more_does_not_fall_on_back(sit):
    seat = sit("M1").to("reason-words")
    footer = seat.wizard.stage.footer
    footer.link.setFocus()
    assert footer.link.hasFocus()
    footer.link.click()
    settle()
    assert not footer.link.isVisible() and not footer.back.hasFocus()


def test_consent_is_needed_and_no_means_a_person(sit):
    seat = sit("M1").to("consent-understood")
    while "consent-understood" not in blocks(seat):
        seat.press("next")
    seat.press("talk-to-staff")
    assert seat.wizard.visit.shown == "staff"
    seat.press("act")
    seat.press("next")
    assert seat.wizard.visit.shown == "staff", "Next does not lead past a no"
    seat.press("act")
    seat.patient.press(blocks(seat)["consent-understood"].yes)
    seat.press("next")
    assert seat.wizard.visit.shown == "page"


def test_a_question_about_the_notice_calls_staff_and_the_form_goes_on(sit):
    seat = sit("M1", changes={"consent-privacy": "question"}).to("help")
    seat.press("act")
    assert seat.wizard.visit.shown == "page" and seat.session.here.key != "consent-understood"


def test_help_is_on_each_page_and_gives_it_back(sit):
    seat = sit("M1").to("urgent-now")
    seat.press("help")
    assert seat.wizard.visit.shown == "help"
    seat.press("act")
    assert seat.session.here.key == "urgent-now"


def test_progress_tells_the_truth(sit):
    """Pages are counted as they are now; the count never goes down while going on, and the end is the end."""
    from ui.stage import progress

    seat, numbers = sit("M2"), []
    seat.patient.saw = lambda name: numbers.append(progress(seat.wizard.visit)) if seat.wizard.visit.session else None
    seat.patient.visit()
    assert [n for n, _ in numbers] == sorted(n for n, _ in numbers)
    assert numbers[-1][0] == numbers[-1][1]
    assert all(number <= pages for number, pages in numbers)


def test_a_proxy_reads_who_you_is(sit):
    seat = sit("M1", changes={"responder-role": "proxy", "responder-name": "Rowan", "responder-relation": "mother"}).to("urgent-now")
    assert seat.wizard.stage._words("screen.you-means-patient") in seat.wizard.stage.header.count


def test_hidden_answers_come_back_with_their_question(sit):
    seat = sit("M1").to("migraine-rf-sudden")
    block = blocks(seat)["migraine-rf-sudden"]
    seat.patient.press(block.field.buttons["unsure"])
    seat.patient.press(blocks(seat)["migraine-rf-sudden-now"].field.buttons["no"])
    seat.patient.press(blocks(seat)["migraine-rf-sudden"].field.buttons["no"])
    assert "migraine-rf-sudden-now" not in blocks(seat)
    seat.patient.press(blocks(seat)["migraine-rf-sudden"].field.buttons["unsure"])
    assert blocks(seat)["migraine-rf-sudden-now"].field.buttons["no"].isChecked()
    assert Where("migraine-rf-sudden-now") in seat.wizard.stage.page.wheres


def test_what_is_typed_into_stays_in_sight_above_the_keys(sit, qtbot):
    seat = sit("M1", Finger).to("identity-first-name")
    box = blocks(seat)["identity-last-name"].field.box
    seat.patient.hands.tap(box.viewport())
    qtbot.waitUntil(seat.wizard.stage.keyboard.isVisible, timeout=2000)
    settle()
    screen = seat.wizard.stage.screen
    bottom = box.mapTo(screen.viewport(), box.rect().bottomLeft()).y()
    assert 0 < bottom <= screen.viewport().height()
    assert not seat.wizard.stage.footer.isVisible()
    seat.patient.press(seat.wizard.stage.keyboard.keys["done"])
    qtbot.waitUntil(lambda: seat.wizard.stage.footer.isVisible(), timeout=2000)


def test_a_finished_date_stands_with_its_neighbours_on_one_screen(sit, qtbot):
    seat = sit("M1", Finger).to("identity-first-name")
    while "identity-birth-date" not in blocks(seat):
        seat.patient.answer_screen()
        seat.patient.press(seat.wizard.stage.footer.next)  # "Done" on the keys first
    assert "identity-last-name" not in blocks(seat)
    answer(seat, "identity-birth-date", "1991-05-02")
    qtbot.waitUntil(lambda: "identity-last-name" in blocks(seat), timeout=2000)
    assert "identity-birth-date" in blocks(seat)
    assert seat.session.answers.raw("identity-birth-date") == ("1991-05-02",)


def test_a_control_that_shrinks_makes_no_screen_be_skipped(sit):
    """A finished date stands smaller and moves up to the screen before: Next goes on from there, past no question."""
    seat, met = sit("M4", Finger).to("toxin-ever"), []
    for _ in range(5):
        met += [where.link_id for where in seat.wizard.stage.page.wheres]
        seat.patient.step()
    asked = ["toxin-ever", "toxin-visit-date", "toxin-visit-product", "toxin-visit-for", "toxin-visit-clinic"]
    assert [one for one in dict.fromkeys(met) if one in asked] == asked


def test_who_does_not_want_the_form_leaves_nothing_and_the_kiosk_is_free(sit):
    seat = sit("M1", Mouse).to("consent-understood")
    seat.wizard.cover("staff")
    settle()
    seat.flush()
    store, visit_id = seat.wizard.house.clerk._saver._store, seat.session.reading.text("visit-id")
    assert store.draft(visit_id) is not None
    seat.wizard.stage.screen.findChildren(QWidget, "act")[-1].click()
    seat.wait("welcome")
    assert seat.session is None and store.draft(visit_id) is None and store.records() == ()


def test_who_has_agreed_cannot_throw_answers_away_by_one_press(sit):
    seat = sit("M1", Mouse).to("condition")
    seat.wizard.cover("staff")
    settle()
    assert len(seat.wizard.stage.screen.findChildren(QWidget, "act")) == 1


def test_a_visit_goes_on_in_another_language_where_it_stands(sit):
    """At several pages, on the review and on the stop screen: answers, page, folds and alarms stay; only the words change."""
    tongues = ("en", "fr", "es")
    seat = sit("M4", Mouse, languages=tongues).told()
    wizard, seen = seat.wizard, set()
    for key in ("identity-first-name", "migraine-rf-sudden", "migraine-clear-days", "treatments-any"):
        wizard._become(replace(wizard.visit, session=seat.session.go(key), place="page", part=0, over=()))
        fold = wizard.stage.page.fold
        if fold is not None:
            wizard.unfold(fold[0], True)
        before, opened, first = seat.session, wizard.stage.page.opened, wizard.stage.page.wheres[:1]
        for _ in tongues:
            seat.press("language")
            view = wizard.stage.page
            assert (seat.session.key, seat.session.answers, view.opened, view.wheres[:1]) == (before.key, before.answers, opened, first)
            assert wizard.visit.language == seat.session.language == seat.session.log[-1].raw[0]
            seen.add(view.accessibleName())
    assert len(seen) >= 9, "each page was said in three languages"
    for place in ("review", "urgent"):
        wizard._become(replace(wizard.visit, place="review", over=() if place == "review" else ("urgent",)))
        words_before = wizard.stage.screen.accessibleName()
        seat.press("language")
        assert wizard.visit.shown == place and (place == "review" or wizard.stage.screen.accessibleName() != words_before)


def test_words_half_typed_are_kept_when_the_language_changes(sit):
    seat = sit("M1", Mouse, languages=("en", "fr")).told()
    wizard = seat.wizard
    wizard._become(replace(wizard.visit, session=seat.session.go("reason-words"), place="page", part=0))
    settle()
    box = next(box for box in wizard.stage.page.findChildren(TypeBox) if box.isVisible())
    box.setFocus()
    box.textCursor().insertText("Half a")
    seat.press("language")
    assert any("Half a" in str(raw) for _, raws in seat.session.answers for raw in raws) and wizard.visit.language == "fr-CA"


@pytest.mark.parametrize("case", ["M1", "LP3"])
def test_everybody_reads_that_it_is_shown_to_the_care_team(sit, case):
    """The same line for a person about whom nothing was noticed and for one with a label that says do not use (dossier 1.2)."""
    seat = sit(case).to("review")
    assert [label.text() for label in seat.wizard.findChildren(QWidget, "shown-to-team")] == ["We will show this to your care team."]
