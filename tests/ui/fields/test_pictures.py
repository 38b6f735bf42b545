"""Body map, signature, medicine search and cards, with real fingers."""

from __future__ import annotations

import base64

import pytest
import samples
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QPainterPath
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from ui.fields import RowShown, RowsField
from ui.fields import button as buttons
from ui.fields.figures import figures, heart, path_of
from ui.theme import Look

LEFT = Qt.MouseButton.LeftButton


# body map


def test_every_region_of_the_form_is_drawn_and_no_other():
    drawn = {code for figure in figures().values() for code in figure.regions}
    assert drawn == {option.code for option in samples.regions()} and len(drawn) == 43


def test_the_patients_left_is_on_the_left_in_every_figure():
    for figure in figures().values():
        for code in figure.regions:
            if code.endswith("-left"):
                left, right = heart(figure.name, code), heart(figure.name, code.replace("-left", "-right"))
                assert left.x() < figure.bounds.center().x() < right.x(), (figure.name, code)


def test_regions_do_not_overlap_and_lie_inside_the_body():
    for figure in figures().values():
        codes = list(figure.regions)
        for index, code in enumerate(codes):
            path, spot = figure.regions[code], heart(figure.name, code)
            assert path.contains(spot) and figure.whole.contains(spot), (figure.name, code)
            assert not [other for other in codes[index + 1 :] if figure.regions[other].contains(spot)]


def test_a_path_with_another_command_is_refused():
    with pytest.raises(ValueError, match="M, L, C and Z"):
        path_of("M0 0 A 5 5 0 0 1 10 10")
    assert isinstance(path_of("M0 0 L10 0 L10 10 Z"), QPainterPath)


@pytest.mark.parametrize("size", [(1280, 800), (800, 1280)])
def test_every_region_can_be_touched(stage, size):
    shown = stage("body-map", width=size[0], height=size[1])
    picture = shown.field.picture
    for figure in figures().values():
        for code in figure.regions:
            assert picture.region_at(picture.spot_of(figure.name, code)) == code, (figure.name, code)


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_every_figure_has_its_name_and_its_sides(stage, language):
    picture = stage("body-map", language=language, width=1280, height=800).field.picture
    for name, (cell, _) in picture.places().items():
        assert all(picture.heading(name, cell.width())), name


def test_touch_marks_and_unmarks_and_says_the_name(stage, touch):
    shown = stage("body-map")
    picture = shown.field.picture
    spot = picture.spot_of("face", "temple-left").toPoint()
    touch(picture, spot, lift=False)
    assert shown.field.said.text() == "Left temple" and shown.said == []
    touch(picture, spot, down=False)
    assert shown.last == ("temple-left",)
    touch(picture, picture.spot_of("back", "low-back-right").toPoint())
    assert shown.last == ("temple-left", "low-back-right")
    touch(picture, spot)
    assert shown.last == ("low-back-right",)


def test_a_finger_may_slide_to_the_right_place(stage, touch):
    shown = stage("body-map")
    picture = shown.field.picture
    touch(picture, picture.spot_of("front", "chest").toPoint(), (picture.spot_of("front", "belly").toPoint(),))
    assert shown.said == [("belly",)]


def test_a_near_miss_means_the_nearest_region_and_far_off_nothing(stage):
    shown = stage("body-map")
    picture = shown.field.picture
    edge = picture.places()["front"][1].map(figures()["front"].regions["hand-left"]).boundingRect()
    assert picture.region_at(QPointF(edge.left() - 10, edge.center().y())) == "hand-left"
    assert picture.region_at(QPointF(1, picture.height() - 1)) == "" or picture.region_at(QPointF(-300, -300)) == ""


def test_the_picture_stays_where_it_is_while_a_finger_is_down(stage, touch):
    shown = stage("body-map", Look(scale=2.0), height=1500, scrolled=False)
    shown.field.show_cell(samples.Cell(("mid-back-left", "mid-back-right")))
    shown.page.layout().setStretchFactor(shown.field, 1000)  # as on a page of its own: the picture takes what room there is
    QTest.qWait(30)
    picture = shown.field.picture
    before = picture.geometry()
    touch(picture, picture.spot_of("face", "jaw-right").toPoint(), lift=False)
    QApplication.processEvents()
    assert shown.field.said.text() == "Right jaw" and picture.geometry() == before
    touch(picture, picture.spot_of("face", "jaw-right").toPoint(), down=False)


def test_mouse_and_list_say_the_same(stage, monkeypatch):
    monkeypatch.setattr(buttons, "BOUNCE_S", 0.0)
    shown = stage("body-map")
    picture = shown.field.picture
    QTest.mouseClick(picture, LEFT, Qt.KeyboardModifier.NoModifier, picture.spot_of("back", "calf-left").toPoint())
    QTest.mouseClick(shown.field.switch, LEFT)
    assert not picture.isVisible() and shown.field.ticks["calf-left"].isChecked()
    assert shown.field.list.isAncestorOf(QApplication.focusWidget()), "the list is read from its beginning"
    QTest.keyClick(shown.field.ticks["chest"], Qt.Key.Key_Space)
    assert shown.last == ("chest", "calf-left")


# signature


def test_a_finger_signs_and_the_picture_is_small(stage, touch, qtbot):
    shown = stage("signature")
    pad = shown.field.pad
    path = tuple(QPoint(100 + 6 * n, 120 + (n * 37) % 60) for n in range(60))
    touch(pad, QPoint(100, 120), path)
    assert shown.said == [], "not before the hand is still"
    qtbot.waitUntil(lambda: bool(shown.said), timeout=3000)
    (raw,) = shown.last
    assert raw["contentType"] == "image/png" and len(raw["data"]) <= 200_000
    image = QImage.fromData(base64.b64decode(raw["data"]))
    assert not image.isNull() and any(image.pixelColor(x, y).alpha() > 200 for x in range(0, image.width(), 3) for y in range(image.height()))


def test_a_mouse_signs_too_and_clear_takes_it_back(stage):
    shown = stage("signature")
    pad = shown.field.pad
    QTest.mousePress(pad, LEFT, Qt.KeyboardModifier.NoModifier, QPoint(60, 60))
    QTest.mouseMove(pad, QPoint(160, 90))
    QTest.mouseRelease(pad, LEFT, Qt.KeyboardModifier.NoModifier, QPoint(200, 60))
    shown.field.settle()
    assert len(shown.said) == 1
    QTest.mouseClick(shown.field.clear, LEFT)
    assert shown.last == () and not pad.has_strokes


def test_a_kept_signature_is_shown_again(stage):
    first = stage("signature")
    first.field.pad.begin(QPointF(50, 50))
    first.field.pad.move(QPointF(300, 120))
    first.field.pad.end()
    first.field.settle()
    again = stage("signature")
    blank = again.page.grab().toImage()
    again.field.show_cell(samples.Cell(first.last))
    assert again.page.grab().toImage() != blank and again.field.clear.isVisible()
    again.field.show_cell(samples.Cell(({"contentType": "image/png", "data": "no picture"},)))


# medicine


def test_a_brand_of_either_country_finds_the_medicine(stage, touch):
    for typed in ("topam", "Topira"):
        shown = stage("medicine")
        shown.field.begin()
        QTest.keyClicks(shown.field.box, typed)
        first = shown.field.result_buttons[0]
        assert first.found.code == "topiramate" and "Topamax" in first.words()
        touch(first)
        assert shown.last == ("topiramate",) and not shown.field.search.isVisible()


def test_not_in_the_list_is_kept_as_typed(stage, touch):
    shown = stage("medicine")
    QTest.keyClicks(shown.field.box, "Grandma's <b>tea</b>")
    assert "<b>tea</b>" in shown.field.keep.words()
    touch(shown.field.keep)
    assert shown.last == ("Grandma's <b>tea</b>",)


def test_typed_and_left_is_never_lost_and_a_full_name_is_understood(stage):
    for typed, raw in (("Zzzq", ("Zzzq",)), ("topamax", ("topamax",))):
        shown = stage("medicine")
        QTest.keyClicks(shown.field.box, typed)
        shown.field.settle()
        assert shown.last == raw
    assert "topiramate (Topamax)" in shown.field.heard[0].heard.sentence


def test_change_opens_the_search_again(stage, touch):
    shown = stage("medicine", answered=True)
    touch(shown.field.stops()[0])
    assert shown.last == () and shown.field.box.hasFocus()


def test_enter_takes_the_only_result_and_arrows_walk_the_list(stage):
    shown = stage("medicine")
    QTest.keyClicks(shown.field.box, "candesar")
    QTest.keyClick(shown.field.box, Qt.Key.Key_Return)
    assert shown.last == ("candesartan",)
    shown = stage("medicine")
    QTest.keyClicks(shown.field.box, "a")
    QTest.keyClick(shown.field.box, Qt.Key.Key_Return)
    QTest.keyClick(shown.window.focusWidget(), Qt.Key.Key_Down)
    QTest.keyClick(shown.window.focusWidget(), Qt.Key.Key_Return)
    assert shown.last == (shown.said[0][0],) and len(shown.said) == 1


def test_several_medicines_gather_and_can_be_taken_away(stage, touch):
    shown = stage("medicines", answered=True)
    QTest.keyClicks(shown.field.box, "amitrip")
    touch(shown.field.result_buttons[0])
    assert shown.last == ("topiramate", "candesartan", "amitriptyline")
    touch(shown.field.stops()[0])
    assert shown.last == ("candesartan", "amitriptyline")
    touch(shown.field.extras["none"])
    assert shown.last == ("none",)


# rows


def test_cards_add_open_and_remove_with_a_question_in_place(stage, touch):
    made = []

    def fields(row_id: str) -> QWidget:
        made.append(row_id)
        return samples.field("yes-no", Look(), answered=False)

    rows = RowsField("Medicine", Look(), samples.words("en"), fields, most=3)
    stage(rows, Look())
    told = []
    rows.added.connect(lambda: told.append("added"))
    rows.removed.connect(lambda row: told.append(f"removed {row}"))
    touch(rows.add)
    rows.show_rows([RowShown("r1", "Topiramate"), RowShown("r2", "")])
    rows.open("r2")
    QApplication.processEvents()
    assert made == ["r2"] and rows.cards["r2"].done.isVisible() and rows.cards["r2"].line.text() == "Medicine 2"
    touch(rows.cards["r1"].remove)
    assert told == ["added"] and rows.cards["r1"].asking.isVisible() and not rows.cards["r1"].remove.isVisible()
    touch(rows.cards["r1"].no)
    touch(rows.cards["r1"].remove)
    touch(rows.cards["r1"].yes)
    assert told == ["added", "removed r1"]
    kept = rows.cards["r2"]
    rows.show_rows([RowShown("r2", "Candesartan")])
    assert rows.cards["r2"] is kept and rows.open_row == "r2"
    touch(kept.done)
    assert rows.open_row == ""
    rows.show_rows([RowShown(str(n), "") for n in range(3)])
    assert not rows.add.isVisible() and rows.full.isVisible()
