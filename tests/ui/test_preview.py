"""The preview with real taps and keys: every page, every size, print, save, copy, its states; nothing of it is left behind."""

from __future__ import annotations

import io
import os
import sys
import threading
import time
from pathlib import Path

import pypdf
import pytest
from PySide6.QtCore import QBuffer, QPoint, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtPdf import QPdfDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from intake.ask.clinic import Clinic
from intake.ask.pack import PACKS, load_pack
from intake.ask.words import words
from intake.tell.pdf.leaflet import leaflet
from ui import clip
from ui import preview as module
from ui.patient.hands import platform
from ui.preview import Preview
from ui.press import Press
from ui.sheets import LIBRARY
from ui.theme import PALETTES, Look, dress, load_fonts

sys.path.insert(0, str(Path(__file__).resolve().parent))
from audit import audit  # noqa: E402

if os.environ.get("QT_QPA_PLATFORM") == "offscreen":  # set by tests/conftest.py; nobody has asked for another
    os.environ["QT_QPA_PLATFORM"] = platform()

PACK = load_pack(PACKS / "botulinum")
NAME = "PCI-0000-0000"
TEXT = "WHO Testcase, Avery\n"
TABLET, PORTRAIT = (1280, 800), (800, 1280)


@pytest.fixture(scope="module")
def pdf(qapp) -> bytes:
    """Six pages."""
    once = pypdf.PdfReader(io.BytesIO(leaflet(PACK, PACK.education.about(["neck", "knee"]), clinic=Clinic(), language="en")))
    writer = pypdf.PdfWriter()
    for _ in range(3):
        writer.append(once)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


class Tray(Press):
    """A printer that keeps what it is given, on whatever thread."""

    def __init__(self, answer: bool = True) -> None:
        self.answer, self.jobs = answer, []

    def put(self, pdf: bytes, paper: str, name: str) -> bool:
        self.jobs.append((pdf, paper, name, threading.current_thread()))
        return self.answer


@pytest.fixture
def shown(qtbot, pdf):
    """`shown(...)`: a preview on the screen, with its document unless `data` is None."""

    def make(size=TABLET, *, look=Look(), language="en", data=pdf, **more) -> Preview:
        load_fonts()
        dress(QApplication.instance(), look)
        made = Preview(look, words(language), name=NAME, **{"press": Tray(), "ask": lambda *_: ""} | more)
        qtbot.addWidget(made)
        made.resize(*size)
        made.show()
        qtbot.waitExposed(made)
        made.activateWindow()
        qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
        if data is not None:
            made.put(data, TEXT)
        return made

    return make


def tap(window: Preview, name: str) -> None:
    QApplication.processEvents()
    button = window.findChild(module.WrapButton, name)
    assert button.isVisible() and button.isEnabled(), name
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def said(window: Preview) -> str:
    return window._note.text()


def all_drawn(qtbot, window: Preview) -> None:
    qtbot.waitUntil(lambda: window.sheets.page in window.sheets._pictures, timeout=5_000)


def test_pages_by_button_and_by_key(shown, qtbot):
    window = shown()
    assert window.sheets.pages == 6 and window._count.text() == "Page 1 of 6" and not window.previous.isEnabled()
    for page in range(2, 7):
        tap(window, "next")
        assert window._count.text() == f"Page {page} of 6"
    assert not window.next.isEnabled() and window.focusWidget() is window.sheets, "the focus does not stay on a button that is of no use"
    tap(window, "previous")
    assert window.sheets.page == 4
    for key, page in ((Qt.Key.Key_Home, 0), (Qt.Key.Key_PageDown, 1), (Qt.Key.Key_End, 5), (Qt.Key.Key_PageUp, 4)):
        QTest.keyClick(window.sheets, key)
        assert window.sheets.page == page
    before = window.sheets.verticalScrollBar().value()
    QTest.keyClick(window.sheets, Qt.Key.Key_Up)
    assert window.sheets.verticalScrollBar().value() < before


def test_a_finger_moves_the_paper(shown, qtbot):
    window = shown()
    view, glass = window.sheets.viewport(), QTest.createTouchDevice()
    spot = view.rect().center() + QPoint(0, 200)
    QTest.touchEvent(view, glass).press(0, spot, view).commit()
    for _ in range(12):
        qtbot.wait(15)
        spot -= QPoint(0, 25)
        QTest.touchEvent(view, glass).move(0, spot, view).commit()
    QTest.touchEvent(view, glass).release(0, spot, view).commit()
    qtbot.waitUntil(lambda: window.sheets.verticalScrollBar().value() > 100, timeout=3_000)


def test_sizes_from_as_wide_as_the_room_to_twice_the_paper(shown, qtbot):
    window = shown()
    tap(window, "next")
    seen = [window._size.text()]
    while window.larger.isEnabled():
        tap(window, "larger")
        seen.append(window._size.text())
    assert seen == ["Fit width", "100 %", "125 %", "150 %", "175 %", "200 %"] and window.sheets.page == 1, "what is in sight stays"
    assert window.sheets.widget().width() > window.width() and window.sheets.horizontalScrollBar().maximum() > 0
    all_drawn(qtbot, window)
    for _ in range(5):
        QTest.keyClick(window.sheets, Qt.Key.Key_Minus)
    assert window._size.text() == "Fit width" and not window.smaller.isEnabled() and window.sheets.horizontalScrollBar().maximum() == 0


def test_what_is_drawn_is_the_page_and_the_screen_does_not_wait_for_it(shown, qtbot):
    window = shown()
    for page in range(1, 6):
        tap(window, "next")
        all_drawn(qtbot, window)
    sheets = window.sheets
    assert len(sheets._pictures) <= 4, "only what is near is kept"
    picture = sheets._pictures[5]
    points = (picture.pixelColor(x, y) for x in range(0, picture.width(), 3) for y in range(0, picture.height(), 3))
    assert sum(1 for point in points if point.lightness() < 100 and point.alpha() > 100) > 500
    sheets.enlarge(2.0)
    before = time.monotonic()
    assert sheets.picture(5) is None, "it is asked for, and comes later"
    assert time.monotonic() - before < 0.05
    all_drawn(qtbot, window)
    assert sheets._pictures[5].width() > 1.9 * picture.width() * 0.97
    for page in (0, 3, 5):
        sheets.go(page)
        all_drawn(qtbot, window)
    assert sum(one.sizeInBytes() for one in sheets._pictures.values()) < 70_000_000, "at most two pages of twice the size"


def test_trial_is_said_in_every_state(shown):
    for data in (None, b""):
        window = shown(data=data)
        assert [label.text() for label in window.findChildren(module.PlainLabel, "trial") if label.isVisible()] == ["TRIAL"]


def test_it_is_printed_on_a_thread_of_its_own(shown, qtbot, pdf):
    window = shown(paper="a4")
    tap(window, "print")
    qtbot.waitUntil(lambda: "Sent to the printer: 6 pages." in said(window))
    ((job, paper, name, thread),) = window._press.jobs
    assert (job, paper, name) == (pdf, "a4", "intake") and thread is not threading.main_thread()


@pytest.mark.parametrize("press", [Tray(answer=False), None], ids=["refused", "breaks"])
def test_what_was_not_printed_is_told(shown, qtbot, press):
    window = shown(press=press or type("Broken", (Press,), {"put": lambda *_: 1 / 0})())
    QTest.keyClick(window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: "Not printed" in said(window))
    assert window._acts["print"].isEnabled(), "it can be tried again"


def test_a_copy_is_saved_under_the_documents_id(shown, qtbot, tmp_path, pdf):
    asked = []
    window = shown(ask=lambda parent, title, name: asked.append(name) or str(tmp_path / "copy"))
    tap(window, "save")
    qtbot.waitUntil(lambda: said(window) == "Saved: copy.pdf")
    assert asked == [f"{NAME}.pdf"] and (tmp_path / "copy.pdf").read_bytes() == pdf and len(list(tmp_path.iterdir())) == 1


def test_a_copy_that_cannot_be_saved_says_why(shown, qtbot, tmp_path):
    window = shown(ask=lambda *_: str(tmp_path / "no" / "such.pdf"))
    tap(window, "save")
    qtbot.waitUntil(lambda: said(window).startswith("Not saved (No such file"))
    window._ask = lambda *_: ""
    tap(window, "save")
    assert said(window).startswith("Not saved"), "a dialog that is closed changes nothing"


def test_the_text_is_copied_only_when_asked_and_goes_again(shown, qtbot, monkeypatch):
    clipboard = QGuiApplication.clipboard()
    clipboard.clear()
    monkeypatch.setattr("ui.clip.SECONDS", 0.2)
    window = shown()
    assert clipboard.text() == ""
    tap(window, "copy")
    assert {*clip.SECRET} <= {*clipboard.mimeData().formats()}, "histories are asked to leave it alone"
    assert clipboard.text() == TEXT and "cleared in 0.2 seconds" in said(window)
    qtbot.waitUntil(lambda: clipboard.text() == "", timeout=2_000)
    assert "cleared" in said(window)
    tap(window, "copy")
    window.close()
    assert clipboard.text() == ""


def test_what_somebody_else_copied_since_stays(shown, qtbot):
    window = shown()
    tap(window, "copy")
    QGuiApplication.clipboard().setText("mine")
    window.close()
    assert QGuiApplication.clipboard().text() == "mine"
    QGuiApplication.clipboard().clear()


@pytest.mark.parametrize("how", ["close", "escape"])
def test_closing_forgets_the_document(shown, qtbot, how, tmp_path, monkeypatch):
    window = shown()
    all_drawn(qtbot, window)
    with qtbot.waitSignal(window.closed):
        tap(window, "close") if how == "close" else QTest.keyClick(window.sheets, Qt.Key.Key_Escape)
    sheets = window.sheets
    assert not window.isVisible() and (window._pdf, window._text) == (b"", "")
    assert (sheets._document, sheets._buffer, sheets._renderer, sheets._pictures) == (None, None, None, {})
    window.put(b"late", "late")
    assert window._pdf == b""


def test_the_drawing_library_is_fetched_once(shown, qapp):
    """Each time it is fetched again a little memory is lost (ui/sheets.py)."""
    for _ in range(3):
        shown().close()
    (kept,) = qapp.findChildren(QPdfDocument, LIBRARY)
    assert kept.pageCount() == 0


def test_it_stays_in_memory(shown, qtbot, monkeypatch):
    """No file is written or opened: the document is read from a buffer."""
    opened = []
    monkeypatch.setattr("builtins.open", lambda *a, **k: opened.append(a))
    monkeypatch.setattr("tempfile.mkstemp", lambda *a, **k: opened.append(a))
    window = shown()
    all_drawn(qtbot, window)
    assert isinstance(window.sheets._buffer, QBuffer) and opened == []


@pytest.mark.parametrize(("data", "state", "words_"), [(b"", "empty", "no page"), (b"%PDF-1.7 no", "failed", "cannot be shown"), (b"\0" * 9_000, "failed", "cannot be shown")])
def test_what_cannot_be_shown_says_so_and_can_only_be_closed(shown, data, state, words_):
    window = shown(data=data)
    labels = " ".join(label.text() for label in window._stack.currentWidget().findChildren(module.PlainLabel))
    assert window.state == state and words_ in labels
    assert [b.objectName() for b in window.findChildren(module.WrapButton) if b.isVisible()] == ["size", "palette", "close"]


@pytest.mark.parametrize("size", [TABLET, PORTRAIT])
def test_close_stays_where_it_is_when_nothing_can_be_shown(shown, size):
    there, failed = shown(size), shown(size, data=b"%PDF-1.7 no")
    QApplication.processEvents()
    assert there._acts["close"].mapTo(there, QPoint(0, 0)).x() == failed._acts["close"].mapTo(failed, QPoint(0, 0)).x() > size[0] / 2


def test_without_a_place_to_save_the_others_fill_the_row(shown):
    window = shown(ask=None)
    QApplication.processEvents()
    close = window._acts["close"]
    assert close.mapTo(window, QPoint(close.width(), 0)).x() > 0.95 * TABLET[0]


def test_waiting_then_slow_then_there(shown, qtbot, pdf, monkeypatch):
    monkeypatch.setattr(module, "SLOW_MS", 700)
    window = shown(data=None)
    assert window.state == "loading" and not window._acts["print"].isEnabled() and window._acts["close"].isEnabled()
    QTest.keyClick(window, Qt.Key.Key_PageDown)
    QTest.keyClick(window, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == ""
    qtbot.waitUntil(lambda: window.state == "slow")
    window.put(pdf, TEXT)
    assert window.state == "ready" and window._count.text() == "Page 1 of 6"
    qtbot.wait(800)
    assert window.state == "ready"


def test_one_that_cannot_be_made(shown):
    window = shown(data=None)
    window.fail()
    assert window.state == "failed"


def test_left_alone_it_closes(shown, qtbot):
    window = shown(idle_ms=900)
    for _ in range(4):
        qtbot.wait(300)
        QTest.keyClick(window.sheets, Qt.Key.Key_Down)
    assert window.isVisible(), "somebody is there"
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=4_000)


def test_tab_goes_round_and_every_act_works_from_the_keyboard(shown, qtbot):
    window = shown()
    names = []
    for _ in range(8):
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
        names.append(window.focusWidget().objectName())
    assert names == ["print", "save", "copy", "close", "next", "larger", "size", "palette"]
    for _ in range(2):
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Space)
    assert window._size.text() == "100 %" and window.focusWidget().objectName() == "larger"


def test_text_size_and_colours_change_where_one_stands(shown, qtbot):
    window = shown()
    tap(window, "next")
    tap(window, "size")
    tap(window, "palette")
    qtbot.waitUntil(lambda: window.sheets.page == 1)
    assert (window.look.scale, window.look.palette) == (1.25, "dark") and window._count.text() == "Page 2 of 6"
    assert window.focusWidget().objectName() == "palette"


@pytest.mark.parametrize(("page", "at_end"), [(0, False), (1, False), (5, False), (5, True)])
def test_turning_the_tablet_keeps_the_page(shown, qtbot, page, at_end):
    window = shown()
    window.sheets.go(page)
    if at_end:
        window.sheets.verticalScrollBar().setValue(window.sheets.verticalScrollBar().maximum())
    place = window.sheets.verticalScrollBar().value()
    for size in (PORTRAIT, TABLET, (600, 900), TABLET, (1180, 1100), TABLET):
        window.resize(*size)
        qtbot.waitUntil(lambda size=size: window.size().toTuple() == size and abs(window.sheets.viewport().width() - size[0]) < 60)
        assert window.sheets.page == page
    assert abs(window.sheets.verticalScrollBar().value() - place) <= 3


@pytest.mark.parametrize("language", ["en", "fr-CA", "es"])
@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("size", [TABLET, PORTRAIT], ids=["landscape", "portrait"])
def test_nothing_is_cut_small_or_without_a_name(shown, qtbot, size, scale, language):
    """Every palette on one size, so that each is seen with each text size."""
    for palette in PALETTES if language == "fr-CA" else ("light",):
        window = shown(size, look=Look(palette, scale), language=language)
        window.tell(words(language)("screen.preview.copied", seconds=60))
        qtbot.wait(10)
        assert audit(window, window.look, contrast=True) == []
        assert window.sheets.viewport().height() > 0.3 * size[1], "the paper has room"
        window.close()


def test_without_a_place_for_files_there_is_no_save(shown):
    window = shown(ask=None)
    assert "save" not in window._acts and window.findChild(module.WrapButton, "save") is None
    QTest.keyClick(window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert said(window) == ""
