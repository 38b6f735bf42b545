"""The wizard: holds the Visit in one attribute, replaced in one method; what a person does becomes the next Visit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from intake.ask.words import Words
from intake.hear.answers import Where
from ui import help as calls
from ui.answerer import may_answer, role_now
from ui.blocks.block import Says
from ui.done import Outcome, done_screen, sending_screen
from ui.house import SPOKEN, House
from ui.learn import Learn, still_screen
from ui.review import Review
from ui.screen import Screen
from ui.staffview import StaffView, for_staff_screen
from ui.stage import Stage
from ui.theme import Look
from ui.trouble import Trouble
from ui.urgent import Urgent
from ui.visit import Visit
from ui.welcome import Resume, Welcome

SEND_MS = 3_000  # after the first screen: what an earlier visit could not hand over is tried once more
QUIET_MS = 120_000  # nobody taps while there is something to read: it is asked whether anybody still reads
STAFF_MS = 600_000  # after a visit a nurse has led: for so long the summary is offered
JOB = "intake"  # what a printer calls the job: the name of the program, and nothing of the visit
STILL_MS = 45_000  # and nobody answers: what there was to read is gone
JUDGE_MS = 10_000  # an urgent answer is judged this long after the last tap on its page (decision 15)


class Wizard(QWidget):
    """One kiosk window. Every step replaces `visit` through `_become`, which saves, watches and draws."""

    changed = Signal()  # after each step, once it is drawn

    def __init__(self, house: House, look: Look, *, assisted: bool = False, can_close: bool = True) -> None:
        super().__init__()
        self.setObjectName("shell")
        self.house, self._can_close, self._assisted = house, can_close, assisted
        self._visit = Visit(look=look, language=house.language, assisted=assisted)
        self._doubt = ""  # what the welcome screen said of the seal last
        self._watch = QTimer(self, singleShot=True, interval=JUDGE_MS)
        self._watch.timeout.connect(self._judge)
        self._quiet = QTimer(self, singleShot=True, interval=QUIET_MS)
        self._quiet.timeout.connect(self.left_alone)
        self._offers = QTimer(self, singleShot=True, interval=STAFF_MS)
        self._offers.timeout.connect(self.offer_no_longer)
        self.stage = Stage(house, self._makers(), self._says())
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.stage)
        self.staff_view = StaffView(self)
        self._listen()
        self.stage.draw(self._visit)
        self.look_for_drafts()
        self._later = QTimer(self, singleShot=True, interval=SEND_MS)
        self._later.timeout.connect(lambda: house.clerk.do(house.deliver_waiting, lambda _: None, lambda _: None))
        self._later.start()

    @property
    def visit(self) -> Visit:
        return self._visit

    def _become(self, visit: Visit, *, begin: Where | None = None) -> None:
        """Put the next Visit in place of the last: save what changed, restart the watch, draw."""
        before, self._visit = self._visit, visit
        session = visit.session
        if session is not None and (before.session is None or session.log != before.session.log):
            self.house.clerk.save(self.house.draft(session))
            self._watch.start()
        if visit.learning is not None:
            self._quiet.start(STILL_MS if "still" in visit.over else QUIET_MS)
        else:
            self._quiet.stop()
        self.stage.draw(visit, begin)
        self.changed.emit()

    # --- answers

    def answer(self, link_id: str, rows: tuple[str, ...], raw: tuple) -> None:
        """A control said what was tapped."""
        visit, where = self._visit.answer(link_id, rows, raw, self.house.at()), Where(link_id, rows)
        if link_id == SPOKEN and raw and (spoken := self.house.language_of(str(raw[0]))):
            visit = self._spoken(visit, spoken)
        self._become(visit)
        self._follow(where)

    def change(self, step: Callable) -> None:
        """A composed control answers several questions at once; a row that was added is gone to."""
        before = self._visit.session
        self._become(self._visit.become(step(before, self.house.at())))
        added = next((row for row in self._visit.session.answers.rows.items() if row[1] != before.answers.row_ids(*row[0])), None)
        if added is not None and self.stage.page is not None:
            group, ids = added
            first = self._visit.session.form.items[self._visit.session.form.item(group.link_id).children[0]]
            where = Where(first.link_id, (*group.rows, ids[-1]))
            if self.stage.page.holds(where):
                self._follow(where, begin=True)

    def went_on(self, link_id: str, rows: tuple[str, ...]) -> None:
        """A question was left: its problem may be shown now."""
        visit = self._visit.went_on(Where(link_id, rows), self.house.at())
        if visit is not self._visit:
            self._become(visit)

    def unfold(self, key: str, open_: bool) -> None:
        self.stage.page.unfold(key, open_)
        self.stage.draw(self._visit)

    # --- moving

    def start(self) -> None:
        visit = self._visit
        self._become(visit.begin(self.house.begin(visit.language, assisted=visit.assisted), self.house.at()))

    def next(self) -> None:
        at, view = self.house.at(), self.stage.page
        if self._visit.place == "review":
            self._step(lambda visit: visit.past_review(at))
        elif self._visit.place == "learn":
            screen = self.stage.screen
            self._become(self._visit.read_on(screen.part, screen.parts))
        elif view is not None:
            self._step(lambda visit: visit.forward(view.wheres, view.part, view.parts, at))

    def back(self) -> None:
        at, view = self.house.at(), self.stage.page
        if self._visit.place == "learn":
            self._become(self._visit.read_back(self.stage.screen.part))
            return
        self._step(lambda visit: visit.backward(view.wheres if view else (), view.part if view else 0, at))

    def jump(self, link_id: str) -> None:
        """From the review page to one answer."""
        self._become(self._visit.jump(link_id, self.house.at()))
        self._follow(Where(link_id), begin=True)

    def _step(self, step: Callable[[Visit], Visit]) -> None:
        """Take what is still in a box, step, judge what was left behind, and go to what the step was refused for."""
        if self.stage.page is not None:
            self.stage.page.settle()
        before = self._visit
        visit = step(before)
        if (visit.place, visit.part, visit.session.key) != (before.place, before.part, before.session.key):
            visit = visit.alarm(self.house.urgent(visit.session.reading), self.house.at())
            visit = visit.offer(self.house.nurse_after, self.house.at())
        ends = visit.place == "sending"
        if ends:
            visit = replace(visit, session=self.house.sign(visit.session))
        self._become(visit)
        if visit.told:
            self._follow(visit.told[0].where, begin=True)
        if ends:
            self._send()

    def _stay_on(self, part: int) -> None:
        """The screen of the page that is really shown: questions move between screens when controls grow and shrink."""
        if self._visit.part != part:
            self._become(replace(self._visit, part=part))

    def _follow(self, where: Where, *, begin: bool = False) -> None:
        """Stay with a question when its page was packed anew and it moved to another screen; `begin` puts the focus on it."""
        view = self.stage.page
        if view is None:
            return
        part = view.part_of(where)
        if part != view.part or begin:
            self._become(replace(self._visit, part=part), begin=where)

    def _judge(self) -> None:
        """Ten seconds without a tap: urgent answers on this page count now."""
        visit = self._visit
        if visit.session is not None and visit.place in ("page", "review"):
            self._become(visit.alarm(self.house.urgent(visit.session.reading), self.house.at()))
            self._watch.stop()

    def cover(self, screen: str) -> None:
        self._become(self._visit.cover(screen))

    def uncover(self, screen: str) -> None:
        self._become(self._visit.uncover(screen))

    # --- language and look

    def speak(self, language: str) -> None:
        """Another language: what is half typed is taken first, and nothing that was answered or opened is lost."""
        if self.stage.page is not None:
            self.stage.page.settle()
        self._become(self._spoken(self._visit, language))

    def _spoken(self, visit: Visit, language: str) -> Visit:
        session = visit.session
        if session is not None:
            session = self.house.speak(session.speak(language, at=self.house.at()))
        return visit.speak(language, session)

    def restyle(self, **change: object) -> None:
        """Another text size or palette, at once."""
        if self.stage.page is not None:
            self.stage.page.settle()
        self._become(replace(self._visit, look=replace(self._visit.look, **change), part=0))

    def _next_language(self) -> None:
        tags = [tag for tag, _ in self.house.languages]
        here = tags.index(self._visit.language) if self._visit.language in tags else -1
        self.speak(tags[(here + 1) % len(tags)])

    # --- the end of a visit, and going on with one

    def _send(self) -> None:
        record = self.house.record(self._visit.session, complete=not self._visit.early)
        self.house.clerk.finish(record, self.house.channel_names)

    def _kept(self, document_id: str) -> None:
        sent = bool(self.house.channel_names)
        self.house.clerk.do(
            lambda store: self.house.deliver(store, document_id),
            lambda why: self._ended(Outcome(document_id, sent=sent and (not why or why.arrived), why=why)),
            lambda why: self._ended(Outcome(document_id, why=why)),
        )

    def _ended(self, outcome: Outcome) -> None:
        """Kept: nothing of the patient stays but what they may read now (`Learning`). Told twice (saving was tried again), it ends no other visit."""
        if self._visit.place != "sending":
            return
        self._watch.stop()
        QGuiApplication.clipboard().clear()
        visit = self._visit
        learning = None if visit.early else self.house.learning(visit.session)
        outcome = replace(outcome, early=visit.early)
        self._become(Visit(place="done", look=visit.look, language=visit.language, assisted=self._assisted, outcome=outcome, learning=learning))
        self.stage.forget_pages()
        if self._assisted:
            self._offers.start()

    def read(self) -> None:
        """From "Thank you" to what can be read; whether there is a printer is asked now."""
        learning = replace(self._visit.learning, prints=not self._visit.learning.said and self.house.press.ready())
        self._become(replace(self._visit, learning=learning).read())

    def print(self) -> None:
        """Put what is read on paper. It is drawn on the clerk's thread; the printer is Qt's, and spoken to on ours."""
        visit, house = self._visit, self.house
        self._become(replace(visit, learning=visit.learning.printing()))
        house.clerk.do(lambda store: house.leaflet(visit.learning, visit.language), self._print, lambda why: self._not_printed())

    def _print(self, pdf: bytes) -> None:
        if not self.house.press.put(pdf, self.house.clinic.paper, JOB):
            self._not_printed()

    def _not_printed(self) -> None:
        if self._visit.learning is not None:
            self._become(replace(self._visit, learning=self._visit.learning.not_printed()))

    def left_alone(self) -> None:
        """Nobody has tapped for a while. Reading is asked after once; then what tells of the visit goes, and the kiosk is free.

        A visit that did not reach the chart, or reached it unsealed, keeps the screen that says so to the staff.
        """
        visit = self._visit
        if self.staff_view.preview is not None:  # it has a watch of its own
            self._quiet.start(QUIET_MS)
        elif visit.place == "learn" and "still" not in visit.over:
            self.cover("still")
        elif visit.outcome.sent and not visit.outcome.why and not {"full", "broke"} & set(visit.over):
            self.again()
        else:
            self._become(visit.read_end())

    def offer_no_longer(self) -> None:
        """The nurse has gone, and the tablet may be in other hands: nothing leads to the summary any more. One that is open has a watch of its own."""
        if self.staff_view.preview is not None:
            self._offers.start()
        elif self._visit.outcome is not None:
            visit = self._visit.uncover("for-staff")
            self._become(replace(visit, outcome=replace(visit.outcome, old=True)))

    def again(self) -> None:
        """Ready for the next patient."""
        self._offers.stop()
        look = replace(self._visit.look, scale=1.0, palette="light")
        self._become(Visit(look=look, language=self.house.language, assisted=self._assisted, doubt=self._doubt))
        self.look_for_drafts()

    def look_for_drafts(self) -> None:
        """Ask whether somebody could go on with a form, and whether the seal is good; the welcome screen shows both when the answer comes."""
        self.house.clerk.do(lambda store: (store.resumable(), self.house.seal_doubt()), self._found, self._refused)

    def _found(self, found: tuple[int, str]) -> None:
        count, self._doubt = found
        if self._visit.place == "welcome":
            self._become(replace(self._visit, waiting=count, doubt=self._doubt))

    def resume(self, birth_date: str) -> None:
        """Go on where a form was left, if a draft has this birth date."""
        self.house.clerk.do(lambda store: store.resume(birth_date), self._resumed, self._refused)

    def _resumed(self, found) -> None:
        if found.draft is None:
            self._become(replace(self._visit, missed=True, waiting=int(found.tries_left > 0)))
            return
        from intake.save.fault import StoreError  # beside the store, which has been loaded by now

        try:
            session = self.house.revive(found.draft)
        except StoreError as error:  # begun on another version of the form, or damaged: staff's, and the kiosk is free again
            self.house.clerk.do(lambda store: store.park(found.draft.visit_id), lambda _: None, self._refused)
            self._become(replace(self._visit, place="welcome", waiting=0))
            self._refused(Trouble(error.key, error.facts))
            return
        visit = replace(self._visit, assisted=session.staff, language=session.language)
        self._become(visit.begin(session, self.house.at()))

    # --- when the disk will not, or we will not

    def _refused(self, why: Trouble) -> None:
        self._become(replace(self._visit.cover("full"), trouble=why))

    def _saved(self, visit_id: str, seq: int) -> None:  # noqa: ARG002
        if "full" in self._visit.over:
            self._become(replace(self._visit.uncover("full"), trouble=None))

    def try_again(self) -> None:
        """Staff asked to save once more."""
        visit = self._visit
        if visit.place == "sending":
            self._send()
        elif visit.session is not None:
            self.house.clerk.save(self.house.draft(visit.session))
        else:
            self._become(visit.uncover("full"))
            self.look_for_drafts()

    def broke(self, error: object = None) -> None:  # noqa: ARG002
        """A fault of ours: staff are called, nothing technical is shown."""
        self._become(self._visit.cover("broke"))

    # --- wiring

    def _listen(self) -> None:
        stage, clerk = self.stage, self.house.clerk
        stage.help_wanted.connect(lambda: self.cover("help"))
        stage.language_wanted.connect(self._next_language)
        stage.size_wanted.connect(lambda scale: self.restyle(scale=scale))
        stage.palette_wanted.connect(lambda palette: self.restyle(palette=palette))
        stage.back_wanted.connect(self.back)
        stage.next_wanted.connect(self.next)
        stage.fold_wanted.connect(self.unfold)
        stage.print_wanted.connect(self.print)
        stage.resized.connect(lambda: self.stage.draw(self._visit))
        stage.part_moved.connect(self._stay_on)
        clerk.refused.connect(self._refused)
        clerk.saved.connect(self._saved)
        clerk.kept.connect(self._kept)
        clerk.broke.connect(self.broke)

    def _says(self) -> Says:
        says = Says(self)
        says.answered.connect(self.answer)
        says.went_on.connect(self.went_on)
        says.changed.connect(self.change)
        says.unfolded.connect(self.unfold)
        says.staff_wanted.connect(lambda: self.cover("staff"))
        says.help_wanted.connect(lambda: self.cover("help"))
        says.notice_wanted.connect(lambda: self.cover("notice"))
        return says

    def _makers(self) -> dict[str, Callable[[Visit, Words], Screen]]:
        """Place -> the screen that stands there. `page` is drawn by the stage itself."""
        return {
            "welcome": self._welcome,
            "resume": self._resume,
            "review": lambda v, say: Review(v.look, say, v.session, v.language, self.jump),
            "urgent": lambda v, say: Urgent(v.look, say, lambda: self.uncover("urgent")),
            "help": self._help,
            "who": self._who,
            "stop": lambda v, say: calls.stop_screen(v.look, say, lambda: self.uncover("stop"), self.stop),
            "longer": lambda v, say: calls.longer_screen(v.look, say, lambda: self.uncover("longer"), self.stop),
            "staff": self._staff,
            "notice": lambda v, say: calls.Notice(v.look, say, self.house.notice(v.language), lambda: self.uncover("notice")),
            "full": lambda v, say: calls.full_screen(v.look, say, self.try_again, v.trouble),
            "broke": lambda v, say: calls.broke_screen(v.look, say),
            "sending": lambda v, say: sending_screen(v.look, say),
            "done": self._done,
            "for-staff": lambda v, say: for_staff_screen(v.look, say, lambda: self.staff_view.open(self._visit), lambda: self.uncover("for-staff")),
            "learn": self._learn,
            "still": lambda v, say: still_screen(v.look, say, lambda: self.uncover("still")),
        }

    def _done(self, visit: Visit, say: Words) -> Screen:
        learning = visit.learning
        staff = (lambda: self.cover("for-staff")) if self._assisted and visit.outcome.document_id and not visit.outcome.old else None
        return done_screen(visit.look, say, visit.outcome, self.again, self.read if learning else None, asked=bool(learning and learning.asked), staff=staff)

    def _learn(self, visit: Visit, say: Words) -> Screen:
        learn = self.house.pack.education
        return Learn(visit.look, say, visit.learning.topic, learn.end.say(visit.language), visit.language, visit.part)

    def _end_reading(self) -> None:
        self._become(self._visit.read_end())

    def _welcome(self, visit: Visit, say: Words) -> Screen:
        house = self.house
        return Welcome(
            visit.look,
            say,
            clinic=house.clinic_name,
            languages=house.languages,
            language=visit.language,
            speak=self.speak,
            start=self.start,
            start_words=say("screen.welcome.start-nurse" if visit.assisted else "screen.welcome.start"),
            resume=(lambda: self._become(replace(self._visit, place="resume", missed=False))) if visit.waiting else None,
            staff_line=house.staff_line(visit.language),
            staff_must=say(visit.doubt) if visit.doubt else "",
        )

    def _staff(self, visit: Visit, say: Words) -> Screen:
        agreed = visit.session is None or visit.agreed
        return calls.staff_screen(visit.look, say, lambda: self.uncover("staff"), None if agreed else self.end_unwanted)

    def _help(self, visit: Visit, say: Words) -> Screen:
        """Help; during the form also a way to hand it to somebody else, and a way to end it."""
        going = visit.place in ("page", "review")
        return calls.help_screen(
            visit.look,
            say,
            lambda: self.uncover("help"),
            self._end_reading if visit.place == "learn" else None,
            who=(lambda: self.cover("who")) if going and may_answer(visit.session.form) else None,
            stop=(lambda: self.cover("stop")) if going and visit.agreed else None,
        )

    def _who(self, visit: Visit, say: Words) -> Screen:
        now = role_now(visit.session)
        choices = [(option.code, option.display.say(visit.language)) for option in may_answer(visit.session.form) if option.code != now]
        return calls.who_screen(visit.look, say, choices, self.hand_over, lambda: self.uncover("who"))

    def hand_over(self, role: str) -> None:
        """Somebody else answers from here on."""
        self._become(self._visit.hand_over(role, self.house.at()))

    def stop(self) -> None:
        """The form ends before its last page. What cannot wait is told first: then this is asked again."""
        if self.stage.page is not None and self._visit.place == "page":
            self.stage.page.settle()
        visit = self._visit.alarm(self.house.urgent(self._visit.session.reading), self.house.at())
        if visit.shown != "urgent":
            view = self.stage.page
            visit = visit.stop(view.wheres if view is not None and visit.place == "page" else (), self.house.at())
        self._become(visit)
        if visit.early:
            self._send()

    def end_unwanted(self) -> None:
        """The patient said no to the form: the little that was given before is thrown away, and the kiosk is free."""
        self._watch.stop()
        self.house.clerk.discard(self.house.draft(self._visit.session).visit_id, self._unwanted)

    def _unwanted(self) -> None:
        self.again()
        self.stage.forget_pages()

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802
        """Tab: what has appeared since the page was drawn (search results) stands in its place first (qt.md §3)."""
        self.stage.chain()
        return super().focusNextPrevChild(forward)

    def _resume(self, visit: Visit, say: Words) -> Screen:
        house = self.house
        return Resume(
            visit.look, say, visit.language, house.birth_item, self.resume, self.again, missed=visit.missed, today=house.today()
        )

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """Full screen: only the operating system ends it. In a window: what is typed is saved first."""
        if not self._can_close:
            event.ignore()
            return
        if self.stage.page is not None:
            self.stage.page.settle()
        self.staff_view.close()
        self.house.clerk.close()
        super().closeEvent(event)
