"""Reading after sending: three states of the thank-you screen, a screen a topic, nothing scrolls, nothing of the visit stays, printing."""

from __future__ import annotations

import sys
from dataclasses import fields, replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

from intake.ask.words import words
from ui.done import Outcome
from ui.fields.label import PlainLabel
from ui.learn import Learn, Learning, not_alone, picture_of, shared
from ui.patient.hands import Finger, Keys, Mouse, settle
from ui.press import Press
from ui.theme import Look, icons
from ui.visit import Visit
from ui.wizard import Wizard

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from audit import _contrast, audit  # noqa: E402

TABLET, PORTRAIT = (1280, 800), (800, 1280)
TONGUES = ("en", "fr-CA", "es")
TWO = {"condition": "neck", "condition-second": "migraine"}


class Tray(Press):
    """A printer that keeps what it is given; `jams` makes it refuse."""

    def __init__(self, *, jams: bool = False) -> None:
        self.jams, self.jobs = jams, []

    def ready(self) -> bool:
        return True

    def put(self, pdf: bytes, paper: str, name: str) -> bool:
        self.jobs.append((pdf, paper, name))
        return not self.jams


class Nothing(Press):
    def ready(self) -> bool:
        return False


def sent(seat, reasons=("migraine",), *, asked=True, press=None, language="en", outcome=None):
    """The wizard on the thank-you screen, with these texts to read."""
    wizard = seat.wizard
    wizard.house = replace(wizard.house, press=press or Nothing())
    learning = Learning(wizard.house.pack.education.about(reasons), asked=asked)
    wizard._become(Visit(place="done", look=wizard.visit.look, language=language, outcome=outcome or Outcome("PCI-1", sent=True), learning=learning))
    settle()
    return seat


def buttons(seat) -> dict[str, QWidget]:
    return {w.objectName(): w for w in seat.wizard.stage.screen.findChildren(QWidget) if w.objectName() in ("act", "read")}


def read_all(seat) -> list[tuple[str, tuple[str, ...]]]:
    """Every screen to the end, by topic: what stands on it."""
    seen = []
    while seat.wizard.visit.shown == "learn":
        seen.append((seat.wizard.visit.learning.topic.key, seat.wizard.stage.screen.shown))
        seat.press("next")
    return seen


# --- the thank-you screen


@pytest.mark.parametrize(("wants", "kinds"), [(True, {"read": "primary", "act": "plain"}), (None, {"act": "primary", "read": "plain"}), (False, {"act": "primary"})])
def test_the_button_to_read_is_big_quiet_or_not_there(sit, wants, kinds):
    seat = sit("M1", changes={} if wants is None else {"close-education": wants}).told()
    learning = seat.wizard.house.learning(seat.session)
    assert (learning is None) == (wants is False) and (learning is None or learning.asked is bool(wants))
    seat.wizard._become(Visit(place="done", outcome=Outcome("PCI-1", sent=True), learning=learning))
    settle()
    assert {name: button.kind for name, button in buttons(seat).items()} == kinds
    assert list(buttons(seat)) == list(kinds) and not seat.wizard.stage.screen.more_below


def test_two_reasons_give_two_pages_of_their_own(sit):
    seat = sit("M1", changes=TWO).told()
    keys = [topic.key for topic in seat.wizard.house.learning(seat.session).topics]
    assert keys == ["what", "day", "how-long", "hope", "migraine", "neck", "brands", "watch"]


def test_a_pack_with_nothing_to_read_offers_nothing(sit):
    seat = sit("M1", changes={"close-education": True}).told()
    bare = replace(seat.wizard.house.pack, education=type(seat.wizard.house.pack.education)())
    house = replace(seat.wizard.house, practice=replace(seat.wizard.house.practice, pack=bare))
    assert house.learning(seat.session) is None


# --- a whole visit


@pytest.mark.parametrize("hands", [Mouse, Finger, Keys])
def test_who_asked_reads_to_the_end(sit, hands):
    seat = sit("M1", hands, changes={"close-education": True})
    if hands is Mouse:
        seat.patient.visit()
        seat.wait("done")
    else:
        sent(seat)
    screens = []
    seat.patient.saw = screens.append
    seat.patient.reads()
    assert screens == [f"learn-{topic.key}" for topic in seat.wizard.house.pack.education.about(["migraine"])]
    assert seat.wizard.visit.shown == "done" and seat.wizard.visit.learning is None and "read" not in buttons(seat)


def test_nothing_of_the_visit_is_kept_but_what_can_be_read(sit):
    seat = sit("M4", changes={"close-education": True}).told()
    wizard = seat.wizard
    wizard._become(replace(wizard.visit, place="sending"))
    wizard._ended(Outcome("PCI-1", sent=True))
    settle()
    assert wizard.visit.session is None
    assert {field.name for field in fields(Learning)} == {"topics", "asked", "at", "prints", "said"}
    assert set(wizard.visit.learning.topics) <= set(wizard.house.pack.education.topics)
    names = {str(raw).casefold() for where, raws in seat.patient.case for raw in raws if where.link_id.startswith("identity-") and isinstance(raw, str) and len(raw) > 3}
    wizard.read()
    settle()
    shown = " ".join(label.text() for label in wizard.findChildren(PlainLabel)).casefold()
    assert names and not any(name in shown for name in names)


# --- the screens


@pytest.mark.parametrize("size", [TABLET, PORTRAIT], ids=["landscape", "portrait"])
@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("language", [*TONGUES, "en-XA", "ar-XB"])
def test_every_topic_fits_and_says_every_word_once(sit, language, scale, size):
    look = Look(scale=scale)
    seat = sit("M1", Mouse, look=look, size=size, languages=("en", language) if language != "en" else ("en",))
    learn, wizard = seat.wizard.house.pack.education, seat.wizard
    sent(seat, ["migraine", "neck", "spasticity", "back", "knee"], language=language, press=Tray())
    seat.press("read")
    said: dict[str, list[str]] = {}
    squeezed = (language, scale, size) == ("ar-XB", 2.0, TABLET)  # its tall letters leave the text a third of the screen
    while wizard.visit.shown == "learn":
        screen, topic = wizard.stage.screen, wizard.visit.learning.topic
        assert isinstance(screen, Learn) and (squeezed or screen.verticalScrollBar().maximum() == 0), topic.key
        faults = audit(screen.content, look, shown_width=screen.viewport().width()) + audit(wizard.stage.header, look) + audit(wizard.stage.footer, look)
        assert not [str(fault) for fault in faults]
        titles = [label for label in screen.findChildren(PlainLabel, "topic") if label.isVisible()]
        assert len(titles) == (screen.part == 0) and wizard.stage.header.count.startswith(str(len(said) + (topic.key not in said)))
        alone = screen.shown == (learn.end.say(language),)
        assert bool([label for label in screen.findChildren(PlainLabel, "important") if label.isVisible()]) == (topic.alert and not alone)
        said.setdefault(topic.key, []).extend(screen.shown)
        if scale == 1.0 and language in TONGUES:
            assert screen.parts == 1
        wizard.next()
        settle()
    for topic in learn.topics:
        assert " ".join(said[topic.key]).split() == " ".join([*(line.say(language) for line in topic.lines), learn.end.say(language)]).split()


@pytest.mark.parametrize("palette", ["light", "dark", "contrast"])
def test_every_palette_can_be_read(sit, palette):
    seat = sent(sit("M1", look=Look(palette=palette)), ["neck"], press=Tray())
    seat.press("read")
    while seat.wizard.visit.shown == "learn":
        seen = [w for w in seat.wizard.findChildren(QWidget) if w.isVisible() and w.visibleRegion().contains(w.rect())]
        assert not [str(fault) for widget in seen for fault in _contrast(widget)]
        seat.wizard.next()
        settle()


def test_every_topic_has_a_picture_that_is_there(sit):
    assert {picture_of(topic) for topic in sit("M1").wizard.house.pack.education.topics} <= set(icons())


def test_forward_and_back_go_the_same_way(sit):
    seat = sent(sit("M1", Mouse, look=Look(scale=2.0)), ["knee"])
    seat.press("read")
    there, back = [], []
    while True:
        screen = seat.wizard.stage.screen
        there.append(screen.shown)
        if seat.wizard.visit.learning.at_end and screen.part + 1 == screen.parts:
            break
        seat.press("next")
    while seat.wizard.visit.shown == "learn":
        back.append(seat.wizard.stage.screen.shown)
        seat.press("back")
    assert back[::-1] == there and len(there) > len(seat.wizard.house.pack.education.about(["knee"]))
    assert seat.wizard.visit.shown == "done" and "read" in buttons(seat)


def test_language_size_and_palette_change_on_the_spot(sit):
    seat = sent(sit("M1", Mouse, languages=TONGUES))
    seat.press("read")
    seat.press("next")
    for name in ("language", "size", "palette", "language"):
        seat.press(name)
        assert seat.wizard.visit.shown == "learn" and seat.wizard.visit.learning.topic.key == "day"
    assert seat.wizard.visit.language == "es" and "pinchazos" in " ".join(seat.wizard.stage.screen.shown)


def test_a_turned_tablet_sets_the_topic_anew(sit):
    seat = sent(sit("M1", look=Look(scale=2.0)), ["knee"])
    seat.press("read")
    before = seat.wizard.stage.screen.parts
    seat.wizard.resize(*PORTRAIT)
    settle()
    screen = seat.wizard.stage.screen
    assert not screen.more_below and screen.parts < before and seat.wizard.stage.header.count.endswith(f"1/{screen.parts}")


def test_help_comes_back_to_the_topic_or_ends_the_reading(sit):
    seat = sent(sit("M1"))
    seat.press("read")
    seat.press("help")
    assert words("en")("screen.help.back") not in [w.words() for w in seat.wizard.stage.screen.findChildren(QWidget, "act")]
    seat.press("act")
    assert seat.wizard.visit.shown == "learn"
    seat.press("help")
    seat.press("finish")
    assert seat.wizard.visit.shown == "done" and seat.wizard.visit.learning is None


# --- left alone


def test_a_kiosk_left_alone_asks_once_and_then_is_free(sit, monkeypatch):
    seat = sent(sit("M1"))
    seat.press("read")
    assert seat.wizard._quiet.isActive() and seat.wizard._quiet.interval() > 60_000
    seat.wizard._quiet.timeout.emit()
    settle()
    assert seat.wizard.visit.shown == "still"
    seat.press("act")
    assert seat.wizard.visit.shown == "learn"
    monkeypatch.setattr("ui.wizard.STILL_MS", 1)
    seat.wizard._quiet.timeout.emit()
    seat.wait("welcome")
    assert seat.wizard.visit.learning is None and not seat.wizard._quiet.isActive()


def test_the_thank_you_screen_left_alone_forgets_too(sit):
    seat = sent(sit("M1"), asked=False)
    assert seat.wizard._quiet.isActive()
    seat.wizard._quiet.timeout.emit()
    assert seat.wizard.visit.shown == "welcome"


@pytest.mark.parametrize("read", [True, False])
def test_what_did_not_reach_the_chart_stays_told_to_the_staff(sit, read):
    seat = sent(sit("M1"), outcome=Outcome("PCI-1"))
    if read:
        seat.press("read")
        seat.wizard._quiet.timeout.emit()
    seat.wizard._quiet.timeout.emit()
    settle()
    assert (seat.wizard.visit.shown, seat.wizard.visit.learning) == ("done", None) and "read" not in buttons(seat)


def test_a_call_for_staff_stays_when_left_alone(sit):
    seat = sent(sit("M1"))
    seat.press("read")
    seat.wizard.broke()
    seat.wizard._quiet.timeout.emit()
    seat.wizard._quiet.timeout.emit()
    assert seat.wizard.visit.shown == "broke" and seat.wizard.visit.learning is None


def test_next_patient_forgets_what_the_last_one_could_read(sit):
    seat = sent(sit("M1"))
    seat.press("act")
    assert seat.wizard.visit.shown == "welcome" and seat.wizard.visit.learning is None


# --- printing


def test_without_a_printer_there_is_no_button(sit):
    seat = sent(sit("M1"), press=Nothing())
    seat.press("read")
    assert not seat.wizard.stage.footer.link.isVisible()


@pytest.mark.parametrize("hands", [Mouse, Finger, Keys])
def test_print_gives_the_leaflet_once(sit, hands):
    tray = Tray()
    seat = sent(sit("M1", hands), ["neck"], press=tray, language="fr-CA")
    seat.press("read")
    assert seat.wizard.stage.footer.link.words() == "Imprimer"
    seat.press("link")
    _until(lambda: tray.jobs)
    house = seat.wizard.house
    assert tray.jobs == [(house.leaflet(seat.wizard.visit.learning, "fr-CA"), "letter", "intake")]
    assert seat.wizard.stage.footer.note == words("fr")("screen.learn.printing") and not seat.wizard.stage.footer.link.isVisible()
    seat.press("next")
    assert not seat.wizard.stage.footer.note and not seat.wizard.stage.footer.link.isVisible()


def test_a_printer_that_will_not_is_told_plainly_and_can_be_tried_again(sit):
    seat = sent(sit("M1"), press=Tray(jams=True))
    seat.press("read")
    seat.press("link")
    _until(lambda: seat.wizard.visit.learning.said == "not-printed")
    assert seat.wizard.stage.footer.note == words("en")("screen.learn.not-printed")
    seat.press("next")
    assert seat.wizard.stage.footer.link.isVisible()


def test_a_printer_that_fails_after_the_reader_left_disturbs_nobody(sit):
    seat = sent(sit("M1"), press=Tray(jams=True))
    seat.wizard.again()
    seat.wizard._print(b"%PDF-")
    assert seat.wizard.visit.shown == "welcome"


def _until(true, seconds: float = 20) -> None:
    import time

    until = time.monotonic() + seconds
    while not true() and time.monotonic() < until:
        settle()
        time.sleep(0.005)
    settle()
    assert true()


# --- sharing out


@pytest.mark.parametrize(
    ("room", "screens"),
    [
        (99, [("One two. Three four.", "Five, six seven.", "End.")]),
        (36, [("One two. Three four.", "Five, six seven."), ("End.",)]),
        (20, [("One two. Three four.",), ("Five, six seven.", "End.")]),
        (16, [("One two.",), ("Three four.",), ("Five, six seven.",), ("End.",)]),
        (10, [("One two.",), ("Three",), ("four.",), ("Five,",), ("six seven.",), ("End.",)]),
        (0, [(), *((word,) for word in "One two. Three four. Five, six seven. End.".split())]),
        (1, [(), *((word,) for word in "One two. Three four. Five, six seven. End.".split())]),
    ],
)
def test_paragraphs_then_sentences_then_words(room, screens):
    assert shared(("One two. Three four.", "Five, six seven.", "End."), lambda some, screen: sum(map(len, some)) <= room) == screens


def test_the_last_sentence_gets_company():
    def fits(some, screen):
        return sum(map(len, some)) <= 16

    assert not_alone([("One. Two.",), ("End.",)], fits) == [("One.",), ("Two.", "End.")]
    assert not_alone([("One.", "Two."), ("End.",)], fits) == [("One.",), ("Two.", "End.")]
    assert not_alone([("One.",), ("End.",)], fits) == [("One.",), ("End.",)]
    assert not_alone([("A.", "Much too long a one."), ("End.",)], fits) == [("A.", "Much too long a one."), ("End.",)]
    assert not_alone([("End.",)], fits) == [("End.",)]


def test_the_wizard_has_no_other_way_to_hold_a_visit():
    """What can be read is part of the one frozen Visit."""
    assert "learning" in {field.name for field in fields(Visit)} and not hasattr(Wizard, "learning")
