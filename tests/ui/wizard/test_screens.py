"""Every screen of a visit, looked at by the audit: sizes, names, edges, clipped words; at 100 and 200 %, both ways round, all palettes."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

from intake.ask.words import words
from ui.bars import TIGHT_EM, Footer
from ui.fields.button import RadioButton
from ui.fields.grid import EvenGrid
from ui.patient.hands import Finger, Mouse, settle
from ui.screen import Screen
from ui.theme import Look, load_fonts

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from audit import _contrast, audit  # noqa: E402

TABLET, PORTRAIT = (1280, 800), (800, 1280)


def faults_of(seat, look) -> list[str]:
    """What the audit says of the screen that is shown, bars included."""
    stage = seat.wizard.stage
    found = audit(stage.screen.content, look, shown_width=stage.screen.viewport().width())
    for bar in (stage.header, stage.footer):
        found += audit(bar, look) if bar.isVisible() else []
    return [str(fault) for fault in found]


def unreadable(seat) -> list[str]:
    """Words in sight whose contrast is below 7:1."""
    seen = [w for w in seat.wizard.findChildren(QWidget) if w.isVisible() and w.visibleRegion().contains(w.rect())]
    return [str(fault) for widget in seen for fault in _contrast(widget)]


@pytest.mark.parametrize("size", [TABLET, PORTRAIT], ids=["landscape", "portrait"])
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_every_screen(sit, scale, size):
    look = Look(scale=scale)
    seat = sit("M3", Finger, look=look, size=size).told()
    assert not [f"{name} {fault}" for name in seat.screens() for fault in faults_of(seat, look)]


@pytest.mark.parametrize("language", ["en", "fr-CA", "es"])
@pytest.mark.parametrize("scale", [1.0, 1.5, 1.75, 2.0])
def test_the_foot_is_never_wider_than_an_upright_tablet(qapp, language, scale):
    load_fonts()
    look, say = Look(scale=scale), words(language)
    foot = Footer(look, say, narrow=True, tight=PORTRAIT[0] < TIGHT_EM * look.em)
    for link in ("screen.more-below", "screen.add-more", "screen.add-less"):
        foot.tell(back=True, next_words=say("screen.next"))
        foot.offer(say(link), "chevron-down")
        foot.layout().activate()
        assert foot.minimumSizeHint().width() <= PORTRAIT[0], link
    foot.deleteLater()


@pytest.mark.parametrize("size, languages", [(TABLET, ("en",)), (PORTRAIT, ("en", "fr-CA", "es"))], ids=["landscape", "portrait"])
def test_start_is_in_sight_with_the_largest_text(sit, size, languages):
    seat = sit("M1", look=Look(scale=2.0), size=size, languages=languages)
    start = seat.wizard.findChild(QWidget, "start")
    assert start.visibleRegion().boundingRect() == start.rect()


def test_a_scroll_bar_goes_when_all_fits_without_it(qapp):
    """Two columns need the width that the bar takes; in one column the bar is needed: it must not keep itself."""
    load_fonts()
    look = Look()
    screen, ground = Screen(look), QWidget()
    grid = EvenGrid((2, 1), look.gap, cap=12 * look.em, parent=ground)
    for number in range(8):
        grid.addWidget(RadioButton(f"{number} is an answer that likes to have all the room it can get", look))
    screen.column.addWidget(ground)
    wide = 2 * 12 * look.em + look.gap + 2 * look.mm(5) + 4  # two columns and their margins, and no more
    screen.resize(wide, 300)
    screen.show()
    settle()
    assert screen.verticalScrollBar().isVisible()
    screen.resize(wide, 700)
    settle()
    assert not screen.verticalScrollBar().isVisible()
    screen.close()
    screen.deleteLater()


@pytest.mark.parametrize("size", [TABLET, PORTRAIT], ids=["landscape", "portrait"])
def test_the_header_stays_a_header(sit, size):
    """In the longest language, with somebody who answers for the patient, it says in two lines where one is."""
    seat = sit("SP1", size=size, languages=("fr-CA", "en"), changes={"identity-language": "fr"}).to("condition")
    header = seat.wizard.stage.header
    line = header._count.fontMetrics().height()
    assert "«" in header._count.text()
    assert header._count.height() < 2.6 * line, header._count.text()


@pytest.mark.parametrize("palette", ["light", "dark", "contrast"])
def test_every_palette_can_be_read(sit, palette):
    look = Look(palette=palette)
    seat = sit("M1", Finger, look=look).told()
    assert not [f"{name} {fault}" for name in seat.screens() for fault in unreadable(seat)]


@pytest.mark.parametrize("place", ["welcome", "urgent", "help", "staff", "full", "broke", "notice"])
def test_the_other_screens(sit, place):
    for palette, scale, size in (("light", 1.0, TABLET), ("contrast", 2.0, PORTRAIT)):
        look = Look(palette=palette, scale=scale)
        seat = sit("M1", Finger, look=look, size=size, languages=("en", "fr"))
        if place != "welcome":
            seat.wizard.cover(place)
        QApplication.processEvents()
        assert not faults_of(seat, look) + unreadable(seat)


def test_pages_fit_without_scrolling_at_100_percent(sit):
    """Only single controls that are taller than the screen may scroll; each is named here, so that a new one is noticed."""
    seat = sit("M1", Finger).told()
    tall = {name for name in seat.screens() if name != "review" and seat.wizard.stage.screen.more_below}
    assert {name.rpartition("-")[0] for name in tall} <= {"treatment-result", "migraine-duration", "migraine-lost-work-days"}


def test_no_widget_ever_shows_as_a_window_of_its_own(sit):
    """A widget shown before it has a parent flashes as a window and takes the focus from the page."""
    stray = []

    class Watch(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
            if event.type() is QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
                stray.append(watched)
            return False

    seat = sit("M3", Mouse, languages=("en", "fr"))
    watch = Watch()
    QApplication.instance().installEventFilter(watch)
    seat.told()
    list(seat.screens())
    for name in ("size", "language", "palette"):
        seat.press(name)
    seat.wizard.cover("urgent")
    seat.wizard.cover("full")
    settle()
    QApplication.instance().removeEventFilter(watch)
    assert not [type(widget).__name__ for widget in stray if widget is not seat.wizard]


def test_language_size_and_palette_change_at_once_and_lose_nothing(sit):
    seat = sit("M1", Mouse, languages=("en", "fr")).to("migraine-rf-deficit")
    seat.patient.answer_screen()
    before, key = seat.session.answers, seat.session.here.key
    for name in ("size", "palette", "language", "size", "palette"):
        seat.press(name)
        assert seat.session.here.key == key
        assert seat.session.answers == before
    assert seat.wizard.visit.look.scale > 1.0 and seat.wizard.visit.look.palette != "light"
    assert seat.session.language == "fr-CA"


def test_memory_stays_flat_over_twenty_visits(sit, qapp):
    """Twenty patients, a page of each kind for every one: the number of widgets after each visit is the same."""
    seat = sit("M1", Finger)
    counts = []
    for _ in range(20):
        seat.told()
        for page in seat.session.pages[::4]:
            visit = seat.wizard.visit
            seat.wizard._become(visit.__class__(session=visit.session.go(page.key), place="page", look=visit.look))
            assert len(seat.wizard.stage._pages) <= 3
        seat.wizard.again()
        seat.wizard.stage.forget_pages()
        settle()
        counts.append(len(qapp.allWidgets()))
    assert max(counts[2:]) <= counts[2], counts
