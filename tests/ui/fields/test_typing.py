"""Typing: numbers, words, dates, quantities; by desk keyboard, by pad and by our own keyboard."""

from __future__ import annotations

import pytest
import samples
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from ui.fields import make_field
from ui.fields.keys import Key
from ui.fields.number import raw_of
from ui.keyboard import Keyboard
from ui.theme import Look

LEFT = Qt.MouseButton.LeftButton


def test_a_number_by_pad_by_keyboard_and_by_one_tap(stage, touch):
    shown = stage("number")
    for digit in "120":
        touch(shown.field.pad.keys[digit])
    assert shown.said == [(1,), (12,), (120,)]
    touch(shown.field.pad.keys["erase"])
    assert shown.last == (12,)
    QTest.keyClick(shown.field.box, Qt.Key.Key_5)
    assert shown.last == (125,)
    touch(shown.field.pad.keys["clear"])
    assert shown.last == ()
    days = stage("number-days", answered=True)
    touch(days.field.pad.keys[30])
    assert days.last == (30,) and days.field.pad.keys[30].isChecked() and not days.field.box.isVisible()
    touch(days.field.grid.clear)
    assert days.last == () and not any(button.isChecked() for button in days.field.pad.keys.values())


def test_days_can_be_typed_on_a_real_keyboard_too_and_strange_answers_are_seen(stage):
    days = stage("number-days")
    days.field.begin()
    QTest.keyClick(days.window.focusWidget(), Qt.Key.Key_1)
    QTest.keyClick(days.window.focusWidget(), Qt.Key.Key_7)
    assert days.said == [(1,), (17,)] and days.field.pad.keys[17].isChecked()
    days.field.show_cell(samples.Cell((45,)))
    assert days.field.box.isVisible() and days.field.box.text() == "45"


def test_limits_say_nothing_while_typing_and_letters_are_refused(stage):
    shown = stage("number-days", own_pad=False)
    QTest.keyClicks(shown.field.box, "99")
    assert shown.last == (99,) and shown.field.problem == ""
    QTest.keyClicks(shown.field.box, "x")
    assert shown.field.box.text() == "99" and "number" in shown.field.problem.lower()
    QTest.keyClicks(shown.field.box, "1")
    assert shown.field.problem == ""


@pytest.mark.parametrize(
    ("typed", "whole", "raw"),
    [("", True, ()), ("07", True, (7,)), ("-3", True, (-3,)), ("٢٥", True, (25,)), ("72,5", False, ("72.5",)), ("72.5", False, ("72.5",)),
     ("1,2,3", False, ("1,2,3",)), ("-", True, ("-",)), ("1.", False, ("1.",))],
)  # fmt: skip
def test_what_is_typed_as_raw(typed, whole, raw):
    assert raw_of(typed, whole=whole) == raw


def test_show_cell_leaves_the_caret_alone_while_typing(stage):
    shown = stage("decimal")
    box = shown.field.box
    QTest.keyClicks(box, "2,5")
    assert shown.last == ("2.5",)
    shown.field.show_cell(samples.Cell(("2.5",)))
    assert box.text() == "2,5" and box.textCursor().position() == 3
    shown.field.show_cell(samples.Cell(("3.1",)))
    assert box.text() == "3.1"


def test_quantity_keeps_number_and_unit_together(stage, touch):
    shown = stage("quantity")
    touch(shown.field.pad.keys["7"])
    assert shown.last == ({"value": "7", "unit": "kg"},)
    QTest.mouseClick(shown.field.units["[lb_av]"], LEFT)
    assert shown.last == ({"value": "7", "unit": "[lb_av]"},)
    shown.field.show_cell(samples.Cell(({"value": "81.2", "unit": "kg"},)))
    assert shown.field.box.text() == "81.2" and shown.field.units["kg"].isChecked()


def test_text_is_sent_after_a_pause_on_leaving_and_on_settle(stage, qtbot):
    shown = stage("line")
    QTest.keyClicks(shown.field.box, "Ana")
    assert shown.said == []
    shown.field.settle()
    shown.field.settle()
    assert shown.said == [("Ana",)]
    QTest.keyClicks(shown.field.box, "s")
    qtbot.waitUntil(lambda: len(shown.said) == 2, timeout=2000)


def test_leaving_a_field_is_told_once_and_after_its_text(stage, qtbot):
    look = Look()
    page = QWidget()
    column = QVBoxLayout(page)
    first, second = samples.field("line", look, answered=False), samples.field("yes-no", look, answered=False)
    column.addWidget(first)
    column.addWidget(second)
    shown = stage(page, look)
    told = []
    first.tapped.connect(lambda raw: told.append(raw))
    first.left.connect(lambda: told.append("left"))
    first.begin()
    QTest.keyClicks(first.box, "Li")
    second.begin()
    assert told == [("Li",), "left"] and shown is not None


def test_too_long_is_refused_whole_with_a_sentence(stage):
    sample = samples.item("string", "Name", limits=samples.Limits(max_length=5))
    shown = stage(make_field(sample, Look(), samples.words("en")))
    QTest.keyClicks(shown.field.box, "abcdefg")
    shown.field.settle()
    assert shown.last == ("abcde",) and "5" in shown.field.problem
    QTest.keyClick(shown.field.box, Qt.Key.Key_Backspace)
    assert shown.field.problem == "" and shown.field.box.text() == "abcd"


def test_a_letter_too_many_in_the_middle_keeps_the_words_and_the_caret(stage):
    sample = samples.item("string", "Name", limits=samples.Limits(max_length=4))
    shown = stage(make_field(sample, Look(), samples.words("en")))
    box = shown.field.box
    QTest.keyClicks(box, "abcd")
    QTest.keyClick(box, Qt.Key.Key_Left)
    QTest.keyClick(box, Qt.Key.Key_Left)
    QTest.keyClicks(box, "X")
    assert (box.text(), box.textCursor().position()) == ("abcd", 2)


def test_a_giant_paste_is_refused_and_a_fitting_one_taken(stage):
    shown = stage("area")
    data = QMimeData()
    data.setText("y" * 5_000_000)
    shown.field.box.insertFromMimeData(data)
    assert shown.field.box.text() == "" and "1000" in shown.field.problem
    data.setText("<b>literal</b> & more")
    shown.field.box.insertFromMimeData(data)
    shown.field.settle()
    assert shown.last == ("<b>literal</b> & more",)


def test_nothing_goes_onto_the_clipboard(stage):
    QGuiApplication.clipboard().setText("before")
    shown = stage("line", answered=True)
    shown.field.box.setFocus()
    shown.field.box.selectAll()
    QTest.keyClick(shown.field.box, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(shown.field.box, Qt.Key.Key_X, Qt.KeyboardModifier.ControlModifier)
    shown.field.box.copy()
    assert QGuiApplication.clipboard().text() in ("before", "")
    assert shown.field.box.text() == "Marguerite"


HOSTILE = ["<script>alert(1)</script>", "&lt;b&gt;", "é\u0301 ñ 漢字 🙂👩‍👩‍👧", "a\u00a0b\u202fc", "\u202eright to left", "tab\tand\nline", "%s {x} \\n"]


@pytest.mark.parametrize("words", HOSTILE)
def test_every_character_comes_back_as_typed(stage, words):
    shown = stage("area")
    event = QInputMethodEvent()
    event.setCommitString(words)
    QApplication.sendEvent(shown.field.box, event)
    shown.field.settle()
    assert shown.last == (words,)


def test_the_counter_of_an_area_and_of_a_line(stage):
    area = stage("area")
    QTest.keyClicks(area.field.box, "hello")
    assert not area.field.counter.isVisible(), "nobody who writes little is told of a limit"
    area.field.box.set_text("x" * 930)
    QTest.keyClicks(area.field.box, "y")
    assert area.field.counter.isVisible() and "69" in area.field.counter.text()
    line = stage("line")
    assert not line.field.counter.isVisible()
    line.field.box.set_text("x" * 100)
    QTest.keyClicks(line.field.box, "y")
    assert line.field.counter.isVisible() and "19" in line.field.counter.text()


# dates


def test_a_birth_date_by_finger(stage, touch):
    shown = stage("date-birth")
    for digit in "1948":
        touch(shown.field.pad.keys[digit])
    assert shown.field.step == "month" and shown.last == ("1948",)
    touch(shown.field.months[3])
    touch(shown.field.days[12])
    assert shown.said == [("1948",), ("1948-03",), ("1948-03-12",)]
    assert "78" in shown.field.read_back.text() and shown.field.step == ""


def test_a_date_by_keyboard_alone(stage):
    shown = stage("date-birth", look=Look(touch=False))
    shown.field.begin()
    QTest.keyClicks(shown.window.focusWidget(), "2000")
    assert shown.window.focusWidget() is shown.field.months[1]
    QTest.keyClick(shown.window.focusWidget(), Qt.Key.Key_Right)
    QTest.keyClick(shown.window.focusWidget(), Qt.Key.Key_Return)
    assert shown.field.step == "day" and not shown.field.days[30].isVisible() and shown.field.days[29].isVisible()
    QTest.keyClick(shown.window.focusWidget(), Qt.Key.Key_End)
    QTest.keyClick(shown.window.focusWidget(), Qt.Key.Key_Space)
    assert shown.last == ("2000-02-29",)


def test_only_the_year_and_only_the_month_are_answers(stage, touch):
    shown = stage("date")
    touch(shown.field.recent[2024])
    touch(shown.field.only_year)
    assert shown.last == ("2024",) and shown.field.step == ""
    touch(shown.field.boxes["month"])
    touch(shown.field.months[6])
    touch(shown.field.only_month)
    assert shown.last == ("2024-06",)


def test_a_day_that_the_new_month_has_not_is_asked_again(stage, touch):
    shown = stage("date-birth")
    shown.field.show_cell(samples.Cell(("2001-01-31",)))
    touch(shown.field.boxes["month"])
    touch(shown.field.months[2])
    assert shown.last == ("2001-02",) and shown.field.step == "day"


def test_a_year_out_of_this_world_is_explained_and_a_fifth_digit_begins_anew(stage, touch):
    shown = stage("date-birth")
    for digit in "0123":
        touch(shown.field.pad.keys[digit])
    assert shown.said == [] and shown.field.problem
    for digit in "1960":
        touch(shown.field.pad.keys[digit])
    assert shown.last == ("1960",) and shown.field.problem == ""


# our own keyboard


@pytest.fixture
def desk(stage):
    """A shell: a page with boxes above, the keyboard below, following the focus."""

    def put(language: str = "en"):
        look = Look()
        shell = QWidget()
        column = QVBoxLayout(shell)
        name = samples.field("line", look, answered=False)
        days = samples.field("number-days", look, answered=False, own_pad=False)
        weight = samples.field("decimal", look, answered=False, language=language, own_pad=False)
        yes = samples.field("yes-no", look, answered=False)
        keys = Keyboard(look, samples.words(language), language)
        for part in (name, days, weight, yes, keys):
            column.addWidget(part)
        shown = stage(shell, look, height=1400, scrolled=False)
        keys.follow()
        return name, days, weight, yes, keys, shown

    return put


def test_the_keyboard_types_and_the_box_keeps_the_focus(desk, touch):
    name, _, _, yes, keys, _ = desk("fr")
    name.begin()
    assert keys.isVisible() and keys.shift
    for key in ("a", "n", "é", "space", "shift", "b", "backspace", "switch"):
        touch(keys.keys[key])
    QTest.qWait(5)
    touch(keys.keys["7"])
    assert name.box.text() == "Ané 7" and name.box.hasFocus()
    yes.begin()
    assert not keys.isVisible()


def test_numbers_bring_a_pad_or_one_tap(desk, touch):
    _, days, weight, _, keys, _ = desk()
    said = []
    days.tapped.connect(said.append)
    days.begin()
    QTest.qWait(5)
    quick = keys.findChildren(QWidget)
    touch(next(k for k in quick if getattr(k, "words", None) and callable(k.words) and k.words() == "17" and k.isVisible()))
    assert said == [(17,)]
    weight.begin()
    QTest.qWait(5)
    for key in ("7", "point", "5"):
        touch(keys.keys[key])
    assert weight.raw == ("7.5",)


def test_french_reads_a_comma_and_the_answer_has_a_point(desk, touch):
    _, _, weight, _, keys, _ = desk("fr")
    weight.begin()
    QTest.qWait(5)
    for key in ("7", "point", "5"):
        touch(keys.keys[key])
    assert keys.keys["point"].words() == "," and weight.box.text() == "7,5" and weight.raw == ("7.5",)


def test_done_is_told_and_keys_do_not_take_focus(desk, touch, qtbot):
    name, _, _, _, keys, _ = desk()
    name.begin()
    with qtbot.waitSignal(keys.done):
        touch(keys.keys["done"])
    assert name.box.hasFocus()


def test_accents_of_spanish(desk):
    name, _, _, _, keys, _ = desk("es")
    name.begin()
    assert set("ñáéíóúü¿¡") <= set(keys.keys)
    words = [key.words() for key in keys.findChildren(Key) if key.words()]
    assert len(words) == len(set(words))
