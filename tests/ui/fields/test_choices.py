"""Choices by mouse, finger and keyboard: one, several, yes or no, scale, consent."""

from __future__ import annotations

import pytest
import samples
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest

from ui.fields import make_field
from ui.fields import button as buttons
from ui.theme import Look

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


@pytest.fixture(autouse=True)
def no_bounce(monkeypatch):
    """Clicks of a test come faster than a hand's."""
    monkeypatch.setattr(buttons, "BOUNCE_S", 0.0)


def test_one_by_mouse_finger_and_key(stage, touch):
    shown = stage("choice")
    options = shown.field.buttons
    QTest.mouseClick(options["patient"], LEFT)
    touch(options["proxy"])
    options["proxy"].setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(options["proxy"], Qt.Key.Key_Up)
    QTest.keyClick(options["patient-help"], Qt.Key.Key_Space)
    QTest.keyClick(options["patient-help"], Qt.Key.Key_Up)
    QTest.keyClick(options["patient"], Qt.Key.Key_Return)
    assert shown.said == [("patient",), ("proxy",), ("patient-help",), ("patient",)]
    assert [code for code, button in options.items() if button.isChecked()] == ["patient"]


def test_arrows_move_without_answering(stage):
    shown = stage("yes-no-unsure")
    options = list(shown.field.buttons.values())
    options[0].setFocus(Qt.FocusReason.TabFocusReason)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_End):
        QTest.keyClick(shown.window.focusWidget(), key)
    assert options[2].hasFocus() and shown.said == []


def test_tab_enters_a_group_once_and_at_the_chosen_one(stage):
    shown = stage("several", answered=False)
    stops = [b for b in shown.field.buttons.values() if b.focusPolicy() is Qt.FocusPolicy.StrongFocus]
    assert stops == shown.field.stops() and len(stops) == 1
    shown = stage("choice", answered=True)
    assert shown.field.stops() == [shown.field.buttons["patient-help"]]


def test_a_second_tap_on_the_chosen_one_changes_nothing(stage):
    shown = stage("yes-no")
    for _ in range(2):
        QTest.mouseClick(shown.field.buttons[True], LEFT)
    assert shown.said == [(True,)]


def test_several_and_none(stage, touch):
    shown = stage("several")
    options = shown.field.buttons
    for code in ("light", "side"):
        touch(options[code])
    assert shown.last == ("side", "light"), "the order of the form, not of the taps"
    QTest.mouseClick(options["none"], LEFT)
    assert shown.last == ("none",)
    QTest.mouseClick(options["throb"], LEFT)
    assert shown.last == ("throb",)
    QTest.mouseClick(options["throb"], LEFT)
    assert shown.last == ()


def test_a_trembling_finger_ticks_once(stage, monkeypatch):
    monkeypatch.setattr(buttons, "BOUNCE_S", 5.0)
    shown = stage("several")
    for _ in range(3):
        QTest.mouseClick(shown.field.buttons["side"], LEFT)
    assert shown.said == [("side",)]


def test_scale_is_eleven_buttons_with_words_at_both_ends(stage, touch):
    shown = stage("scale")
    assert list(shown.field.buttons) == list(range(11))
    touch(shown.field.buttons[10])
    assert shown.last == (10,)
    names = [QAccessible.queryAccessibleInterface(shown.field.buttons[n]).text(QAccessible.Text.Name) for n in (0, 5, 10)]
    assert names == ["0, No pain", "5", "10, The worst pain I can think of"]


def test_scale_stands_in_two_rows_when_narrow(stage):
    def rows(width):
        return len({b.y() for b in stage("scale", width=width).field.buttons.values()})

    assert (rows(1280), rows(800)) == (1, 2)


def test_consent_is_one_tick_and_can_be_taken_back(stage):
    shown = stage("consent")
    for _ in range(2):
        QTest.mouseClick(shown.field.tick, LEFT)
    assert shown.said == [(True,), ()]


def test_something_else_opens_a_box_and_goes_when_an_option_is_chosen(stage):
    shown = stage("open-choice")
    QTest.mouseClick(shown.field.buttons["\0other"], LEFT)
    assert shown.field.typed.hasFocus()
    QTest.keyClicks(shown.field.typed, "Cree")
    shown.field.settle()
    assert shown.last == ("Cree",)
    QTest.mouseClick(shown.field.buttons["fr"], LEFT)
    assert shown.last == ("fr",) and not shown.field.typed.isVisible()


def test_a_form_with_its_own_other_has_one_button_for_it(stage):
    shown = stage("open-choice-other")
    assert list(shown.field.buttons) == ["en", "fr", "other"]
    QTest.mouseClick(shown.field.buttons["other"], LEFT)
    assert shown.last == ("other",) and shown.field.typed.hasFocus() and shown.field.buttons["other"].isChecked()
    QTest.keyClicks(shown.field.typed, "Cree")
    shown.field.settle()
    assert shown.last == ("Cree",) and shown.field.buttons["other"].isChecked()
    QTest.mouseClick(shown.field.buttons["fr"], LEFT)
    assert shown.last == ("fr",) and not shown.field.typed.isVisible()


def test_roles_for_assistive_technology(stage):
    def role(widget):
        return QAccessible.queryAccessibleInterface(widget).role()

    assert role(stage("choice").field.buttons["proxy"]) is QAccessible.Role.RadioButton
    assert role(stage("several").field.buttons["side"]) is QAccessible.Role.CheckBox
    assert role(stage("scale").field.buttons[3]) is QAccessible.Role.RadioButton


def test_a_slip_off_the_button_answers_nothing(stage, touch):
    shown = stage("yes-no")
    button = shown.field.buttons[False]
    touch(button, button.rect().center(), (QPoint(button.rect().center().x(), 400),))
    assert shown.said == []


def test_a_shaky_tap_still_counts(stage, touch):
    shown = stage("yes-no")
    button = shown.field.buttons[False]
    middle = button.rect().center()
    touch(button, middle, (middle + QPoint(17, 9), middle + QPoint(-14, 12)))
    assert shown.last == (False,)


@pytest.mark.parametrize("words", ["A & B &amp; <b>bold</b>", "<img src=x onerror=alert(1)>", "x" * 3000, "\u202eabc", "أين يؤلمك؟", "&Yes"])
def test_hostile_words_show_literally(stage, words):
    sample = samples.item("choice", words, options=samples.options(f"a={words}", "b=Other"))
    shown = stage(make_field(sample, Look(), samples.words("en")))
    button = shown.field.buttons["a"]
    assert button.words() == words and button.text() == "" and button.shortcut().isEmpty()
    assert shown.page.width() <= shown.window.viewport().width()


def test_right_to_left_turns_the_row(stage):
    shown = stage("yes-no-unsure")
    shown.page.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    shown.page.layout().invalidate()
    shown.page.layout().activate()
    QTest.qWait(1)
    yes, no = shown.field.buttons["yes"], shown.field.buttons["no"]
    assert yes.x() > no.x()
    yes.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(yes, Qt.Key.Key_Left)
    assert no.hasFocus()


def test_many_options_are_searched_not_shown(stage):
    shown = stage("search")
    QTest.keyClicks(shown.field.box, "number 1")
    assert len(shown.field.result_buttons) == 5 and not shown.field.keep.isVisible()
    QTest.mouseClick(shown.field.result_buttons[0], LEFT)
    assert shown.last == ("p1",)


def test_the_ring_is_for_the_keyboard_only(stage):
    shown = stage("yes-no")
    button = shown.field.buttons[True]
    QTest.mouseClick(button, LEFT)
    assert button.hasFocus() and not button._ring
    shown.field.buttons[False].setFocus(Qt.FocusReason.TabFocusReason)
    assert shown.field.buttons[False]._ring
