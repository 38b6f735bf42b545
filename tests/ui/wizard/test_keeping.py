"""Kept whatever happens: killed and resumed, folder away, disk full; and no word of the patient where it does not belong."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QLabel, QWidget

from intake.ask.clinic import SealFiles
from intake.save.fault import StoreError
from ui.patient.fill import fill
from ui.patient.hands import Finger, Mouse, platform, settle

CANARY = "zzqcanaryqzz"

CHILD = """
import sys
sys.path[:0] = {paths!r}
from datetime import date
from pathlib import Path
from intake.ask.load import read_json
from intake.ask.pack import PACKS
from intake.hear.answersfile import read_answers_file
from ui.app import application
from ui.patient.hands import Mouse, settle
from ui.patient.play import Patient
from ui.patient.still import still_house
from ui.theme import Look
from ui.wizard import Wizard
data, _ = read_json(PACKS / "botulinum" / "examples" / "M1.json")
data["answers"]["reason-words"] = {canary!r}
house = still_house(date.fromisoformat(data["date"]), Path({folder!r}))
application(house.languages)
wizard = Wizard(house, Look(touch=False))
wizard.resize(1280, 800)
wizard.show()
house.clerk.start()
settle()
answers, _ = read_answers_file(house.form, data)
patient = Patient(wizard, Mouse(), answers)
patient._press_named("start")
while wizard.visit.session.here.key != "migraine-months-15":
    patient.step()
patient.answer_screen()
while house.clerk._saver is None:
    settle()
house.clerk._saver.flush()
print("ready", len(wizard.visit.session.log), flush=True)
while True:
    settle()
"""


def died_in_mid_form(folder: Path) -> tuple[int, str]:
    """A visit in another process, killed with -9 on its eleventh page. (events saved, everything it printed)"""
    paths = [str(Path(__file__).resolve().parents[3])]
    code = CHILD.format(paths=paths, canary=CANARY, folder=str(folder))
    env = os.environ | {"QT_QPA_PLATFORM": platform()}
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=env) as child:
        line = child.stdout.readline()
        os.kill(child.pid, signal.SIGKILL)
        out, err = child.communicate(timeout=20)
    assert line.startswith("ready"), err[-2000:]
    return int(line.split()[1]), line + out + err


def test_killed_and_resumed_where_it_was(sit, qtbot, tmp_path):
    events, printed = died_in_mid_form(tmp_path / "data")
    assert CANARY not in printed

    seat = sit("M1", Finger)
    qtbot.waitUntil(lambda: seat.wizard.visit.waiting == 1, timeout=5000)
    settle()
    seat.press("resume")
    field = seat.wizard.stage.screen.field
    fill(seat.patient.hands, field, ("1990-01-01",), seat.patient._see)
    seat.press("open-form")
    qtbot.waitUntil(lambda: seat.wizard.visit.missed, timeout=5000)
    settle()
    assert seat.session is None, "a wrong birth date opens nothing"

    fill(seat.patient.hands, seat.wizard.stage.screen.field, ("1991-05-02",), seat.patient._see)
    seat.press("open-form")
    qtbot.waitUntil(lambda: seat.session is not None, timeout=5000)
    assert seat.session.here.key == "migraine-months-15"
    assert len(seat.session.log) >= events
    assert seat.session.answers.raw("reason-words") == (CANARY,)
    seat.patient.case = seat.patient.case.with_given(("reason-words", ()), (CANARY,))
    while seat.wizard.visit.shown not in ("sending", "done"):
        seat.patient.step()
    seat.wait("done")
    assert not seat.record.findings


def test_a_folder_that_cannot_be_written_keeps_the_visit_and_frightens_nobody(sit):
    seat = sit("M2", Mouse, chart="no-such-share/chart")
    (seat.folder / "no-such-share").write_text("a file where the folder should be")
    seat.patient.visit()
    seat.wait("done")
    outcome = seat.wizard.visit.outcome
    assert outcome.document_id and not outcome.sent and outcome.why
    assert seat.record.complete
    say = seat.wizard.stage._words
    shown = [label.text() for label in seat.wizard.stage.screen.findChildren(QLabel)]
    assert say("screen.done.title") in shown and say("screen.done.kept") in shown


def test_a_visit_that_could_not_be_sealed_arrives_and_staff_read_it(sit):
    """The certificate went away while the kiosk was open: the provider gets the page all the same, and it says unsealed."""
    seat = sit("M2", Mouse)
    house = seat.wizard.house
    seat.wizard.house = replace(house, clinic=house.clinic.model_copy(update={"seal": SealFiles(certificate=seat.folder / "gone.pem")}))
    seat.patient.visit()
    seat.wait("done")
    outcome = seat.wizard.visit.outcome
    assert outcome.sent and outcome.why.key == "outbox.unsealed" and outcome.why.arrived
    shown = [label.text() for label in seat.wizard.stage.screen.findChildren(QLabel)]
    assert any("UNSEALED" in text and outcome.document_id in text for text in shown)
    seat.wizard.left_alone()
    assert seat.wizard.visit.place == "done", "the screen that says so stays"


def must_read(seat) -> list[QLabel]:
    """What the welcome screen tells staff loudly."""
    settle()
    return [label for label in seat.wizard.findChildren(QLabel, "staff-must") if label.isVisible()]


def until(there, seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not there() and time.monotonic() < end:
        settle()
        time.sleep(0.005)
    assert there()


def test_a_kiosk_whose_certificate_is_of_no_use_starts_and_says_so_loudly(sit):
    seat = sit("M2", Mouse, settings={"seal": {"certificate": "/nowhere/gone.pem"}})
    until(lambda: seat.wizard.visit.doubt)
    must = must_read(seat)
    assert len(must) == 1 and "UNSEALED" in must[0].text() and "For staff" in must[0].text() and "gone.pem" not in must[0].text()
    house, seat.wizard.house = seat.wizard.house, replace(seat.wizard.house, clinic=seat.wizard.house.clinic.model_copy(update={"seal": None}))
    seat.wizard.again()
    until(lambda: not seat.wizard.visit.doubt)
    assert not must_read(seat), "a certificate that was renewed is not complained of"
    seat.wizard.house = house
    seat.patient.visit()
    seat.wait("done")
    assert seat.wizard.visit.outcome.why.key == "outbox.unsealed" and b"/DocMDP" not in seat.files()[".pdf"].read_bytes()


def test_a_full_disk_calls_staff_and_loses_nothing(sit, monkeypatch):
    seat = sit("M1", Mouse).to("urgent-now")
    seat.flush()
    store = seat.wizard.house.clerk._saver._store
    full = {"is": True}
    real = store.save_draft

    def save(draft):
        if full["is"]:
            raise StoreError("store.full", file="visits.db")
        real(draft)

    monkeypatch.setattr(type(store), "save_draft", lambda self, draft: save(draft))
    before = seat.session.answers
    seat.patient.answer_screen()
    seat.wait("full")
    assert not seat.wizard.stage.footer.isVisible(), "Next is not there to be pressed"
    given = seat.session.answers
    assert len(given.given) > len(before.given)
    full["is"] = False
    seat.press("act")
    seat.wait("page")
    assert seat.session.answers == given
    seat.flush()
    assert store.draft("DEMO-1").seq == seat.session.log[-1].seq


def shown(seat) -> str:
    """Every word on the screen."""
    return " ".join(label.text() for label in seat.wizard.stage.screen.findChildren(QLabel))


def test_a_disk_that_is_full_at_the_end_keeps_one_record_and_sends_one_document(sit, monkeypatch):
    """However often staff press Try again; and what comes late does not touch the next patient's screen."""
    from intake.save.store import Store

    seat, full, real = sit("M1", Mouse), {"is": True}, Store.keep

    def keep(self, *args, **more):
        if full["is"]:
            raise StoreError("store.full", file="visits.db")
        return real(self, *args, **more)

    monkeypatch.setattr(Store, "keep", keep)
    seat.press("start")
    while seat.wizard.visit.place != "sending":
        seat.patient.step()
    seat.wait("full")
    for _ in range(3):
        seat.press("act")
        settle()
    seat.wait("full")
    full["is"] = False
    seat.press("act")
    seat.wait("done")
    assert seat.record.complete, "one record"
    assert sorted(file.suffix for file in (seat.folder / "chart").iterdir()) == [".json", ".pdf"]
    seat.wizard.again()
    seat.press("start")
    seat.wizard._kept(seat.wizard.house.clerk._saver._store.records()[0].document_id)
    seat.flush()
    settle()
    assert seat.wizard.visit.shown == "page", "a late word about the last visit ends no other"


def test_staff_read_which_folder_and_what_to_do(sit):
    """A whole sentence with its facts, no braces and no code word."""
    seat = sit("M1", Mouse, chart="nowhere/chart")
    seat.patient.visit()
    seat.wait("done")
    assert str(seat.folder / "nowhere" / "chart") in shown(seat) and "{" not in shown(seat)


def test_what_could_not_be_handed_over_goes_at_the_next_start(sit, qtbot):
    seat = sit("M1", Mouse, chart="share/chart")
    seat.patient.visit()
    seat.wait("done")
    seat.wizard.close()
    chart = seat.folder / "share" / "chart"
    chart.mkdir(parents=True)
    again = sit("M1", Mouse, chart="share/chart")
    again.wizard._later.start(0)
    qtbot.waitUntil(lambda: {file.suffix for file in chart.iterdir()} == {".json", ".pdf"}, timeout=15000)


def test_a_draft_of_another_form_calls_staff_and_frees_the_kiosk(sit, qtbot):
    seat = sit("M1", Mouse)
    qtbot.waitUntil(lambda: seat.wizard.house.clerk._saver is not None, timeout=5000)
    store = seat.wizard.house.clerk._saver._store
    seat.told()
    seat.flush()
    draft = store.draft(seat.session.reading.text("visit-id"))
    store.save_draft(replace(draft, seq=draft.seq + 1, about=dict(draft.about) | {"form_sha256": "0" * 64}))
    seat.wizard.again()
    seat.wizard.resume(draft.birth_date)
    seat.wait("full")
    assert seat.wizard.stage._words("store.otherForm") in shown(seat)
    seat.press("act")
    seat.wait("welcome")
    assert store.parked() and not store.resumable(), "kept for staff"


def test_a_nurses_visit_gone_on_with_leaves_a_patients_kiosk_as_it_was(sit, qtbot):
    seat = sit("M1", Mouse, assisted=True).told()
    seat.flush()
    seat.wizard.close()
    kiosk = sit("M1", Mouse)
    birth = seat.session.reading.date("identity-birth-date")
    qtbot.waitUntil(lambda: kiosk.wizard.visit.waiting == 1, timeout=5000)
    kiosk.wizard.resume(str(birth))
    qtbot.waitUntil(lambda: kiosk.session is not None, timeout=5000)
    assert kiosk.wizard.visit.assisted and kiosk.session.staff
    kiosk.wizard.again()
    assert not kiosk.wizard.visit.assisted, "staff questions are not the next patient's"


def test_a_data_folder_that_cannot_be_used_calls_staff_before_anyone_has_answered(sit, tmp_path):
    (tmp_path / "data").write_text("a file where the folder should be")
    seat = sit("M1", Mouse)
    seat.wait("full")
    say = seat.wizard.stage._words
    shown = " ".join(label.text() for label in seat.wizard.stage.screen.findChildren(QLabel))
    assert say("screen.full.title") in shown and "Traceback" not in shown
    (tmp_path / "data").unlink()
    seat.press("act")
    seat.wait("welcome")


def test_no_word_of_the_patient_is_printed_or_logged(sit, capfd, caplog):
    caplog.set_level(0)
    seat = sit("M1", Mouse, changes={"reason-words": CANARY, "close-anything-else": CANARY, "identity-last-name": CANARY, "close-signature-name": CANARY})
    seat.patient.visit()
    seat.wait("done")
    out, err = capfd.readouterr()
    assert CANARY not in out + err + caplog.text
    assert not [f for f in seat.folder.rglob("*") if CANARY in f.name]


def test_hostile_words_are_shown_literally(sit):
    hostile = "<b>bold</b> & <img src=file:///etc/passwd> </para> ${x} %s \\n '); DROP--"
    seat = sit("M1", Mouse, changes={"reason-words": hostile, "identity-first-name": "<h1>Avery</h1>"}).to("review")
    shown = [label.text() for label in seat.wizard.stage.screen.findChildren(QLabel)]
    assert hostile in shown and "<h1>Avery</h1>" in shown
    assert all(label.textFormat().name == "PlainText" for label in seat.wizard.findChildren(QLabel) if label.text())
    while seat.wizard.visit.shown not in ("sending", "done"):
        seat.patient.step()
    seat.wait("done")
    assert seat.wizard.visit.outcome.sent


def test_after_the_end_nothing_of_the_patient_is_on_the_screen(sit):
    seat = sit("M1", Mouse, changes={"identity-last-name": CANARY, "close-signature-name": CANARY})
    seat.patient.visit()
    seat.wait("done")
    settle()
    for widget in seat.wizard.findChildren(QWidget):
        said = [widget.accessibleName(), widget.accessibleDescription(), widget.objectName()]
        said += [getattr(widget, name)() for name in ("text", "toPlainText") if hasattr(widget, name)]
        assert not [words for words in said if CANARY in words], type(widget).__name__
    assert seat.session is None
