"""How questions are put together (clinical/pages.md): nothing is asked twice, known facts are ticked, rows repeat as cards."""

from __future__ import annotations

from PySide6.QtTest import QTest

from intake.hear.answers import Where
from intake.notice.screening import assess
from ui.blocks.block import Block
from ui.blocks.chips import Class
from ui.blocks.question import Question
from ui.blocks.row import ClosedRow
from ui.blocks.special import FrontDoor, SecondReason
from ui.blocks.ticks import Fact, Facts
from ui.blocks.treatments import Cell
from ui.fields.date import DateField
from ui.patient.hands import Finger, Mouse, settle
from ui.patient.play import TREMBLE_MS
from ui.wizard import Wizard


def visible(seat, kind):
    return [block for block in seat.wizard.stage.page.content.findChildren(kind) if block.isVisible()]


def on(seat, key, most=6):
    """Next, unhurried, until the page of that key is left."""
    for _ in range(most):
        if seat.session.here.key == key:
            QTest.qWait(TREMBLE_MS)
            seat.press("next")
    assert seat.session.here.key != key, "asked once, then it goes on"


def to_told(seat):
    """Next, unhurried, until the page says what it was refused for: linkIds of that."""
    for _ in range(4):
        if not seat.wizard.visit.told:
            QTest.qWait(TREMBLE_MS)
            seat.press("next")
    return {p.where.link_id for p in seat.wizard.visit.told}


def raw(seat, link_id, *rows):
    return seat.session.answers.raw(link_id, rows)


def test_who_answers_is_asked_in_two_steps(sit):
    seat = sit("M1").to("identity-language")
    while not visible(seat, FrontDoor):
        seat.press("next")
    (door,) = visible(seat, FrontDoor)
    assert not door.field.isVisible()
    seat.patient.press(door.buttons[False])
    assert raw(seat, "responder-role") == () and door.field.isVisible()
    assert "mixed" not in door.field.buttons, "the app sets that"
    seat.patient.press(door.field.buttons["proxy"])
    assert raw(seat, "responder-role") == ("proxy",)
    seat.patient.press(door.buttons[True])
    assert raw(seat, "responder-role") == ("patient",)
    settle()
    assert not door.field.isVisible()


def test_a_second_reason_is_asked_in_two_steps(sit):
    seat = sit("M1").to("condition")
    (second,) = visible(seat, SecondReason)
    assert not second.field.isVisible() and "none" not in second.field.buttons
    seat.patient.press(second.buttons[False])
    settle()
    assert raw(seat, "condition-second") == () and second.field.isVisible()
    seat.patient.press(second.field.buttons["neck"])
    assert raw(seat, "condition-second") == ("neck",)
    seat.patient.press(second.buttons[True])
    settle()
    assert raw(seat, "condition-second") == ("none",) and not second.field.isVisible()


def test_the_chips_of_two_classes_side_by_side_are_told_apart(sit):
    seat = sit("M1", Finger).to("migraine-acute-classes")
    one, other = visible(seat, Class)[:2]
    seat.patient.press(one.button)
    assert one.ground.isVisible() and not one._name.isVisible()
    place = other.button.pos()
    seat.patient.press(other.button)
    settle()
    assert other.button.pos() == place, "what is above stays where it is"
    assert other.ground.isVisible() and one._name.isVisible()


def test_none_of_these_stores_an_explicit_no_for_each(sit):
    seat = sit("M1", Finger).to("migraine-rf-cancer")
    while seat.session.here.key == "migraine-rf-cancer":
        seat.patient.step()
    assert raw(seat, "migraine-rf-cancer") == ("no",)
    assert raw(seat, "migraine-rf-immune") == ("none",)
    assert raw(seat, "safety-face") == ("none",)
    seat.to("toxin-ever")
    assert raw(seat, "safety-faint") == (False,)
    assert raw(seat, "safety-heart") == ("none",)


def test_what_is_not_ticked_is_asked_once_and_never_a_no_by_itself(sit):
    seat = sit("M1", Finger).to("migraine-rf-cancer")
    seat.patient.press(visible(seat, Fact)[0].buttons["yes"])
    asked = to_told(seat)
    none, say = seat.wizard.stage.page._none, seat.wizard.stage._words
    assert asked == {"migraine-rf-immune", "safety-face"} and seat.wizard.stage.footer._note.text() == say("screen.rest-no")
    assert none.button.words() in (say("screen.none-of-the-others"), say("screen.none-of-these"))
    on(seat, "migraine-rf-cancer")
    assert raw(seat, "migraine-rf-cancer") == ("yes",)
    assert raw(seat, "migraine-rf-immune") == () == raw(seat, "safety-face"), "not answered is not denied"


def test_none_of_the_others_is_the_persons_own_tap(sit):
    seat = sit("M1", Finger).to("migraine-rf-cancer")
    seat.patient.press(visible(seat, Fact)[0].buttons["yes"])
    none, other = seat.wizard.stage.page._none, visible(seat, Facts)[0].where.link_id
    seat.patient.press(none.button)
    assert raw(seat, "migraine-rf-cancer") == ("yes",) and raw(seat, other) == ("none",)
    assert none.button.isChecked()
    QTest.qWait(TREMBLE_MS)
    seat.patient.press(none.button)
    assert raw(seat, "migraine-rf-cancer") == ("yes",) and raw(seat, other) == (), "tapped again: what was ticked stays"
    assert not none.button.isChecked()


def test_facts_nobody_has_to_answer_are_asked_once_too(sit):
    """Only the heart is asked again by the form itself; the others are when the heart was ticked and they were passed over."""
    seat = sit("M1", Finger).to("safety-heart")
    seat.patient.press(next(b for b in visible(seat, Facts) if b.where.link_id == "safety-heart").buttons["uneven-beat"])
    assert to_told(seat) == {"safety-faint", "safety-numb-allergy", "safety-botulism-vaccine"} and seat.session.here.key == "safety-heart"
    on(seat, "safety-heart")
    assert raw(seat, "safety-heart") == ("uneven-beat",) and raw(seat, "safety-faint") == ()


def test_steroid_pills_deny_nothing_else(sit):
    """What comes with back pain is lists of their own: who ticks one and goes on has answered no other."""
    seat = sit("BP2", Finger).to("neck-rf-general")
    while not (bones := [block for block in visible(seat, Question) if block.where.link_id == "back-rf-bones"]):
        seat.press("next")
    seat.patient.press(bones[0].field.buttons["steroids"])
    on(seat, "neck-rf-general")
    assert raw(seat, "back-rf-bones") == ("steroids",)
    assert raw(seat, "back-rf-general") == () == raw(seat, "back-rf-infection-risk")
    because = {where.link_id for one in assess(seat.wizard.house.rules, seat.session.reading).findings if one.id == "S-30" for where in one.because}
    assert {"back-rf-general", "back-rf-infection-risk", "back-rf-small-injury"} <= because and "back-rf-bones" not in because


def test_a_warning_is_said_once_and_then_let_go(sit):
    """MIG-06: ask once more, then move on."""
    changes = {"migraine-clear-days": 20, "migraine-headache-days": 20}
    seat = sit("M1", Mouse, changes=changes).to("migraine-clear-days")
    seat.patient.answer_screen()
    seat.press("next")
    assert seat.session.here.key == "migraine-clear-days"
    assert [p.where.link_id for p in seat.wizard.visit.told] == ["migraine-headache-days"]
    assert seat.wizard.stage.footer._note.text() == seat.wizard.stage._words("screen.asked-once-more")
    on(seat, "migraine-clear-days", 2)


def test_a_child_is_asked_for_the_weight(sit):
    seat = sit("M1", Mouse, changes={"identity-birth-date": "2012-05-05"}).to("medicines-any")
    for _ in range(8):
        if any(p.where.link_id == "identity-weight" for p in seat.wizard.visit.told):
            break
        seat.patient.step()
    assert seat.session.here.key == "medicines-any" and Where("identity-weight") in seat.wizard.stage.page.wheres
    on(seat, "medicines-any", 2)


def test_a_grown_up_finds_the_weight_behind_the_fold(sit):
    seat = sit("M1", Mouse).to("medicines-any")
    shown = {where.link_id for part in seat.wizard.stage.page._parts for block in part for where in block.wheres}
    assert "identity-weight" not in shown


def test_a_birthday_still_to_come_holds(sit):
    seat = sit("M1", Mouse, changes={"identity-birth-date": "2030-01-01"}).to("identity-first-name")
    for _ in range(6):
        seat.patient.step()
    assert seat.session.here.key == "identity-first-name"
    assert [p.where.link_id for p in seat.wizard.visit.told] == ["identity-birth-date"]
    (field,) = seat.wizard.stage.page.content.findChildren(DateField)
    assert "?" not in field.said(), "no age is read back"


def test_an_empty_tick_page_is_asked_once_more_and_stays_blank(sit):
    seat = sit("M1", Finger).to("migraine-rf-cancer")
    for _ in range(12):
        if seat.session.here.key != "migraine-rf-cancer":
            break
        seat.press("next")
    assert raw(seat, "migraine-rf-cancer") == () and raw(seat, "safety-face") == ()
    assert {w.link_id for w in seat.session.mentioned} >= {"migraine-rf-cancer", "migraine-rf-immune"}


def test_a_medicine_chip_ticks_its_class_names_it_and_waits_in_the_list(sit):
    seat = sit("M1", Finger).to("migraine-acute-classes")
    seat.patient.press(next(b for b in visible(seat, Class) if b.option.code == "triptan").button)
    block = next(b for b in visible(seat, Class) if b.option.code == "triptan")
    seat.patient.press(block.chips["sumatriptan"])
    assert raw(seat, "migraine-acute-names") == ("sumatriptan",)
    assert raw(seat, "medicine-name", "m-sumatriptan") == ("sumatriptan",)
    assert raw(seat, "medicines-any") == ()
    seat.to("medicines-any")
    assert raw(seat, "medicines-any") == ("yes",), "set before the person is asked, for them to confirm"
    assert ("m-sumatriptan",) in [b._path for b in visible(seat, ClosedRow)]


def test_the_treatments_grid_makes_rows_and_its_heading_says_what_for(sit):
    seat = sit("M1", Finger).to("treatments-any")
    seat.patient.press(visible(seat, Block)[0].field.buttons["yes"])
    cell = visible(seat, Cell)[0]
    seat.patient.press(cell.buttons["yes"])
    row = f"m-{cell.offer.code}"
    assert raw(seat, "treatment-name", row) == (cell.offer.code,)
    assert raw(seat, "treatment-for", row) == ("migraine",)
    assert raw(seat, "treatment-tried", row) == ("yes",)
    cell = visible(seat, Cell)[0]
    seat.patient.press(cell.buttons["must-not"])
    assert raw(seat, "treatment-tried", row) == ("must-not",)
    assert raw(seat, "treatment-result", row) == ("cannot-take",)


def test_a_recent_injection_presets_the_later_question(sit):
    seat = sit("M3", Mouse).to("toxin-ever")
    assert raw(seat, "toxin-ever") == ("yes",)


def test_the_signer_follows_from_who_answers(sit):
    seat = sit("M1", changes={"responder-role": "proxy", "responder-name": "Rowan", "responder-relation": "mother"}).to("review")
    seat.press("next")
    assert raw(seat, "close-signature-role") == ("proxy",)


def test_rows_start_with_one_and_empty_ones_go_away(sit):
    seat = sit("M2", Mouse).to("safety-toxin-allergy")
    while "allergies-any" not in {w.link_id for w in seat.wizard.stage.page.wheres}:
        seat.press("next")
    block = next(b for b in visible(seat, Block) if b.wheres and b.wheres[0].link_id == "allergies-any")
    seat.patient.press(block.field.buttons["yes"])
    assert len(seat.session.answers.row_ids("allergy")) == 1
    while seat.session.here.key == "safety-toxin-allergy":
        seat.press("next")
    assert seat.session.answers.row_ids("allergy") == ()


def test_mood_questions_wait_for_a_named_pathway(sit):
    with_pathway, without = sit("M1", pathway="Dr Example, within a week"), sit("M1", pathway=None)
    with_pathway.told()
    without.told()
    assert "phq2-interest" in [page.key for page in with_pathway.session.pages]
    assert "phq2-interest" not in [page.key for page in without.session.pages]
    assert without.wizard.house.record(without.session).switched_off == ("PHQ-2",)


def test_mood_questions_are_only_asked_in_a_language_they_are_validated_in(sit):
    seat = sit("M1", languages=("en", "fr")).told()
    given = seat.session.answers
    seat.wizard.speak("fr")
    assert "phq2-interest" not in [page.key for page in seat.session.pages]
    seat.wizard.speak("en")
    assert "phq2-interest" in [page.key for page in seat.session.pages]
    assert seat.session.answers == given


def test_skip_is_preferring_not_to_say(sit):
    seat = sit("M2", changes={"phq2-interest": None, "phq2-down": None}).to("phq2-interest")
    while seat.session.here.key == "phq2-interest":
        seat.patient.step()
    assert seat.session.reading.cell("phq2-interest").absent is not None


def test_a_visit_led_by_a_nurse(sit):
    """--assisted: a nurse answers, her name is asked, staff's questions are shown and kept, everything says so."""
    changes = {"responder-role": "nurse", "responder-name": "Nurse Sample", "close-signature-role": "nurse", "staff-id-checked": True, "staff-systolic": 120}
    seat = sit("M1", Mouse, assisted=True, changes=changes)
    seat.patient.visit()
    seat.wait("done")
    record = seat.record
    assert record.assisted and record.responder == "nurse"
    said = {entry.link_id: entry for entry in record.walk() if entry.status == "answered"}
    assert said["staff-systolic"].answers[0].value == {"valueInteger": 120}
    assert said["migraine-headache-days"].mark == "N"
    assert said["responder-name"].answers[0].value == {"valueString": "Nurse Sample"}


def test_staff_questions_are_not_in_the_patients_way(sit):
    seat = sit("M1").told()
    asked = {where.link_id for name in seat.screens() if name != "review" for where in seat.wizard.stage.page.wheres}
    form = seat.session.form
    assert not [link for link in asked if form.item(link).audience == "staff" or form.item(link).ask in ("desk", "app", "off")]
    assert isinstance(seat.wizard, Wizard)
