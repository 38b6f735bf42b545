"""Visit: everything the screens show is a function of this one frozen value; each step returns the next Visit.

Places a person can be: welcome, resume, page, review, sending, done, learn (what can be read after sending). Over any of them can lie
screens that give it back unchanged: help, staff, who (somebody else answers), stop (end here), longer (the offer to), notice, urgent,
full ("we cannot save"), still ("are you still reading?").
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime

from intake.hear.answers import Raw, Where
from intake.hear.paging import faults_on
from intake.hear.session import Session
from intake.hear.validate import Problem
from intake.notice.finding import Finding
from ui import compose
from ui.answerer import ROLE, answered_by
from ui.done import Outcome
from ui.learn import Learning
from ui.theme import Look
from ui.trouble import Trouble

ABOUT_ANSWERER = "responder-name"
CONSENT, NOTICE, REVIEWED, ALERTS, ALERT_RULE, ALERT_TIME = "consent-understood", "consent-privacy", "close-review", "staff-urgent", "staff-urgent-rule", "staff-urgent-time"


@dataclass(frozen=True, slots=True)
class Visit:
    """One sitting as the screens see it. `session` is None until a form has begun."""

    session: Session | None = None
    place: str = "welcome"
    over: tuple[str, ...] = ()
    part: int = 0  # which screen of a page that does not fit on one
    from_review: bool = False  # a change asked for on the review page: Next returns there
    back_to: str = ""  # key of the page to go on with, once what a new answerer is asked about themselves is done
    since: str = ""  # UTC time at which this sitting began or was gone on with
    offered: bool = False  # a nurse was offered, once
    early: bool = False  # it ends before the last page
    told: tuple[Problem, ...] = ()  # what Next was refused for
    settled: frozenset[str] = frozenset()  # keys of tick pages on which it was asked whether the rest is a no
    touched: Where | None = None  # the question being answered: nothing is said about it until it is left
    trouble: Trouble | None = None  # why saving failed
    assisted: bool = False
    language: str = "en"
    look: Look = field(default_factory=Look)
    waiting: int = 0  # drafts that could be gone on with
    doubt: str = ""  # what staff must read on the welcome screen: the key of a sentence
    missed: bool = False  # a birth date was given that no draft has
    outcome: Outcome | None = None
    learning: Learning | None = None  # what can be read after sending; gone when it was read or the kiosk was left alone

    @property
    def shown(self) -> str:
        """The screen on top."""
        return self.over[-1] if self.over else self.place

    # --- one thing over another

    def cover(self, screen: str) -> Visit:
        return self if screen in self.over else replace(self, over=(*self.over, screen))

    def uncover(self, screen: str) -> Visit:
        return replace(self, over=tuple(s for s in self.over if s != screen))

    # --- answers

    def begin(self, session: Session, at: str) -> Visit:
        """A form was started or gone on with."""
        return replace(self, session=compose.open_page(session, session.here, at), place="page", part=0, language=session.language, since=at)

    def answer(self, link_id: str, rows: tuple[str, ...], raw: tuple[Raw, ...], at: str) -> Visit:
        """A control said what was tapped; () is "cleared". What was explained about this question is taken back."""
        if raw and link_id == ROLE:
            session = answered_by(self.session, str(raw[0]), at)
        elif raw:
            session = self.session.answer(link_id, *raw, rows=rows, at=at)
        else:
            session = self.session.clear(link_id, rows=rows, at=at)
        where = Where(link_id, rows)
        session = compose.first_rows(session, session.here, at)
        return replace(self, session=session, told=tuple(p for p in self.told if p.where != where), touched=where)

    def become(self, session: Session) -> Visit:
        """A composed control (ticks, chips, grid, rows) changed several answers at once."""
        given = tuple(p for p in self.told if session.reading.stands(session.form.index[p.where.link_id], p.where.rows))
        return replace(self, session=session, told=tuple(p for p in given if not session.answers.raw(*p.where)))

    def went_on(self, where: Where, at: str) -> Visit:
        """The person left a question: from now on what is wrong with its answer is shown."""
        session = self.session
        if session is None or self.shown != "page" or not session.answers.raw(*where):
            return self
        if where in session.left:
            return replace(self, touched=None) if self.touched == where else self
        return replace(self, session=session.leave(where.link_id, where.rows, at=at), touched=None)

    def speak(self, language: str, session: Session | None) -> Visit:
        """Another language, here and in the session (which may now stand on a form without what is not worded in it)."""
        return replace(self, language=language, session=session)

    # --- from page to page

    def forward(self, on_part: Iterable[Where], part: int, parts: int, at: str) -> Visit:
        """Next was pressed on screen `part` of the page's `parts`; `on_part` are the questions on it.

        What is wrong is explained (`told`) and the person stays. A blank that is only asked again holds once. Who has a question
        about the privacy notice is told where to ask it, and then goes on.
        """
        on_part = tuple(on_part)
        visit = self._forward(on_part, part, parts, at)
        asks = any(w.link_id == NOTICE for w in on_part) and visit.session.reading.code(NOTICE) == "question"
        moved = (visit.part, visit.session.key, visit.place) != (part, self.session.key, self.place)
        return visit.cover("help") if asks and moved else visit

    def _forward(self, on_part: tuple[Where, ...], part: int, parts: int, at: str) -> Visit:
        session = self._left(on_part, at)
        visit = replace(self, session=session, part=part, told=(), touched=None)
        if CONSENT in (where.link_id for where in on_part) and session.reading.flag(CONSENT) is False:
            return visit.cover("staff")
        wrong = tuple(p for where in on_part for p in session.reading.cell(*where).problems if p.severity == "error")
        if wrong:
            return replace(visit, told=wrong)
        if part + 1 < parts:
            return replace(visit, part=part + 1)
        rest = visit._rest()
        if rest:
            onward = session.next(at=at)  # what the form asks again is asked now, too
            more = tuple(p for p in onward.missing if p.where not in {one.where for one in rest})
            return replace(visit, session=onward if onward.missing else session, told=rest + more, settled=visit.settled | {session.here.key})
        session = compose.fill_purpose(compose.drop_blank_rows(session, session.here, at), session.here, at)
        onward = session.next(at=at)
        if onward.missing:
            return replace(visit, session=onward, told=onward.missing)
        return visit._arrive(onward, session.here.key, at)

    def _rest(self) -> tuple[Problem, ...]:
        """The facts of a tick page that were passed over while others were ticked. Whether they are a no is asked once."""
        session = self.session
        if session.here.layout != "ticks" or session.here.key in self.settled:
            return ()
        facts = [item for item in compose.inside(session, session.here) if item.is_question and compose.can_tick(session, session.here, item)]
        passed = compose.untouched(session, facts) if compose.ticked(session, facts) else ()
        return tuple(Problem(Where(item.link_id), "required", "unanswered") for item in passed)

    def backward(self, on_part: Iterable[Where], part: int, at: str) -> Visit:
        """Back was pressed: nothing is lost and nothing is explained."""
        if self.place == "review":
            return replace(self, place="page", part=-1, told=())
        session = self._left(on_part, at)
        visit = replace(self, session=session, told=(), touched=None)
        if part > 0:
            return replace(visit, part=part - 1)
        if self.back_to:
            return visit._back_where(session, at)
        if self.from_review or session.here.key == signing_page(session):
            return replace(visit, session=self._before_review(session, at), place="review", from_review=False)
        if session.page == 0:
            return visit
        return replace(visit, session=session.back(at=at), part=-1)

    def past_review(self, at: str) -> Visit:
        """Next on the review page: on to the signature, or the end where a form has none."""
        sign = signing_page(self.session)
        if sign is None:
            return self._finish(self.session)
        return self._open(self.session.go(sign, at=at), at)

    def jump(self, link_id: str, at: str) -> Visit:
        """Change an answer from the review page."""
        session = self.session.go(link_id, at=at)
        return replace(self, session=session, place="page", part=0, from_review=True, told=(), touched=None)

    def ends_here(self) -> bool:
        """Whether Next on this page ends the visit (a form without a signature page ends on its review)."""
        session = self.session
        return session.page == len(session.pages) - 1 and signing_page(session) is not None and not self.from_review

    def _left(self, on_part: Iterable[Where], at: str) -> Session:
        session = self.session
        for where in on_part:
            if session.answers.raw(*where) and where not in session.left:
                session = session.leave(where.link_id, where.rows, at=at)
        return session

    def _arrive(self, onward: Session, left: str, at: str) -> Visit:
        """A page was left for good. Review stands before the signature page, or after the last page."""
        sign = signing_page(onward)
        if self.back_to:
            return self._back_where(onward, at)
        if self.from_review:
            fresh = _first_unasked(onward, sign)
            if fresh is not None:  # the change opened questions nobody has seen
                return replace(self._open(onward.go(fresh, at=at), at), from_review=True)
            return replace(self, session=self._before_review(onward, at), place="review", from_review=False, part=0)
        if sign is not None and onward.here.key == sign and left != sign:
            return replace(self, session=self._before_review(onward, at), place="review", part=0)
        if onward.at_end:
            return replace(self, session=onward, place="review", part=0) if sign is None else self._finish(onward)
        return self._open(onward, at)

    def _before_review(self, session: Session, at: str) -> Session:
        """The session on the last page before the review."""
        sign, pages = signing_page(session), session.pages
        keys = [page.key for page in pages]
        place = keys.index(sign) - 1 if sign in keys else len(keys) - 1
        return session.go(keys[max(0, place)], at=at)

    def _back_where(self, session: Session, at: str) -> Visit:
        """On with the page that a change of who answers came between."""
        return replace(self._open(session.go(self.back_to, at=at), at), back_to="")

    def _open(self, session: Session, at: str) -> Visit:
        session = compose.open_page(session, session.here, at)
        return replace(self, session=session, place="page", part=0, told=(), touched=None, from_review=False)

    def _finish(self, session: Session) -> Visit:
        """The end, unless something that stops the form was left behind on another page."""
        stops = tuple(p for p in session.reading.problems() if p.severity == "error" and p.where.link_id in session.form)
        if stops:
            return replace(self, session=session.go(stops[0].where.link_id), place="page", part=0, told=stops)
        return replace(self, session=session, place="sending", told=())

    # --- somebody else answers, or the form ends here

    def hand_over(self, role: str, at: str) -> Visit:
        """Somebody else answers from here on. Who they are is asked at once where that page has been passed; then it goes on here."""
        session, here = answered_by(self.session, role, at), self.session.here.key
        visit = replace(self, session=session, over=tuple(screen for screen in self.over if screen not in ("who", "help")))
        if self.place == "review":
            return visit.jump(ABOUT_ANSWERER, at) if session.reading.asked(ABOUT_ANSWERER) else visit
        asks = session.go(ABOUT_ANSWERER)
        if not session.reading.asked(ABOUT_ANSWERER) or asks.page >= session.page:
            return visit
        return replace(visit._open(session.go(ABOUT_ANSWERER, at=at), at), back_to=here)

    def offer(self, minutes: float, at: str) -> Visit:
        """After so many minutes it is said once that a nurse can ask the rest; not where a nurse reads, before the form was agreed to, or at its end."""
        page = self.place == "page" and not self.over and self.session.here.key != signing_page(self.session)
        if self.offered or self.assisted or not page or not self.agreed or not self.since:
            return self
        spent = datetime.fromisoformat(at) - datetime.fromisoformat(self.since)
        return replace(self, offered=True).cover("longer") if spent.total_seconds() >= 60 * minutes else self

    @property
    def agreed(self) -> bool:
        """Whether the form was agreed to: until then there is nothing to keep."""
        return self.session is not None and (CONSENT not in self.session.form or self.session.reading.flag(CONSENT) is True)

    def stop(self, on_part: Iterable[Where], at: str) -> Visit:
        """The form ends here: what was answered is kept, and up to where it was shown is written down."""
        session, on_part = self.session, tuple(on_part)
        if self.place == "page" and on_part:
            session = self._left(on_part, at)
        last = max((where.link_id for where in on_part), key=session.form.index.__getitem__, default="")
        return replace(self, session=session.stop(last, at=at), place="sending", over=(), told=(), early=True)

    # --- reading, after sending

    def read(self) -> Visit:
        """From the thank-you screen to the first topic."""
        return replace(self, place="learn", part=0, learning=self.learning.to(0))

    def read_on(self, part: int, parts: int) -> Visit:
        """Next on screen `part` of a topic's `parts`; after the last topic the reading has ended."""
        if part + 1 < parts:
            return replace(self, part=part + 1)
        return self.read_end() if self.learning.at_end else replace(self, part=0, learning=self.learning.to(self.learning.at + 1))

    def read_back(self, part: int) -> Visit:
        """Back: to the screen before, from the first one to the thank-you screen."""
        if part > 0:
            return replace(self, part=part - 1)
        if self.learning.at == 0:
            return replace(self, place="done", part=0)
        return replace(self, part=-1, learning=self.learning.to(self.learning.at - 1))

    def read_end(self) -> Visit:
        """The thank-you screen, and nothing that tells what the visit was about."""
        over = tuple(screen for screen in self.over if screen not in ("still", "help"))
        return replace(self, place="done", part=0, over=over, learning=None)

    # --- alarms

    def alarm(self, findings: Iterable[Finding], at: str) -> Visit:
        """Urgent findings were judged: each new one is written down, where software never clears it, and the form stops."""
        session = self.session
        told = alerted(session)
        new = [f for f in findings if f.id not in told]
        if not new:
            return self
        if ALERTS in session.form:
            for finding in new:
                row = f"alert-{finding.id}"
                session = session.add_row(ALERTS, row_id=row, at=at)
                session = session.answer(ALERT_RULE, finding.id, rows=(row,), at=at)
                session = session.answer(ALERT_TIME, at, rows=(row,), at=at)
        return replace(self, session=session).cover("urgent")


def alerted(session: Session) -> frozenset[str]:
    """Rules whose alarm has been raised in this visit; they stand, also when the answer is changed."""
    rows = session.answers.row_ids(ALERTS) if ALERTS in session.form else ()
    return frozenset(str(raw[0]) for row in rows if (raw := session.answers.raw(ALERT_RULE, (row,))))


def signing_page(session: Session) -> str | None:
    """Key of the page that is signed, before which the answers are reviewed; None when the form has none."""
    for page in session.pages:
        if any(item.link_id == REVIEWED for item in compose.inside(session, page)):
            return page.key
    return None


def _first_unasked(session: Session, before: str | None) -> str | None:
    """The first page, up to the signature, with a question that wants an answer and was never put to the person."""
    for page in session.pages:
        if page.key == before:
            return None
        if page.key in session.asked_again:
            continue
        if any(p.where not in session.mentioned for p in faults_on(session.reading, page, session.staff) if p.severity == "unanswered"):
            return page.key
    return None
