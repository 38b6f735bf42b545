"""House: what one kiosk works with, put together once; the steps of a visit that are neither screen nor session."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from math import inf
from typing import TYPE_CHECKING, Any

from intake.ask.clinic import Clinic
from intake.ask.errors import Fault
from intake.ask.form import Form, Item
from intake.ask.medicines import Medicines
from intake.ask.pack import Pack
from intake.ask.tongues import language_name
from intake.ask.words import words
from intake.hear.reading import Reading, read
from intake.hear.session import Session
from intake.notice.finding import Finding
from intake.notice.practice import Practice
from intake.notice.screening import Rules, assess, urgent
from ui import compose
from ui.clerk import Clerk
from ui.learn import Learning
from ui.press import Press
from ui.trouble import Trouble

if TYPE_CHECKING:  # save and tell bring SQLAlchemy: the clerk's thread loads it after the first paint, these methods find it there
    from intake.save.record import Record
    from intake.save.store import Draft, Store
    from intake.tell.parcel import Channel

NAMES = {"en": "English", "fr": "Français", "es": "Español"}
"""A language in its own words."""

SPOKEN = "identity-language"
SIGNED_AT = "close-signature-time"
WANTS_TO_READ = "close-education"
NURSE_AFTER = "FINISH_WITH_NURSE_MINUTES"
REASONS = ("condition", "condition-second")


def utc_now() -> datetime:
    """The clock of a real kiosk."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class House:
    """`practice` is the pack as this clinic runs it; `clock` and `new_id` are arguments, so that tests are still."""

    practice: Practice
    clinic: Clinic
    clerk: Clerk
    languages: tuple[tuple[str, str], ...] = (("en", "English"),)
    clock: Callable[[], datetime] = utc_now
    new_id: Callable[[], str] = lambda: ""
    given: Mapping[str, Any] = field(default_factory=dict)  # answers staff gave before the visit
    press: Press = field(default_factory=Press)

    # --- facts for the screens

    @property
    def pack(self) -> Pack:
        return self.practice.pack

    @property
    def form(self) -> Form:
        """The form without what this clinic leaves out."""
        return self.practice.form

    @property
    def rules(self) -> Rules:
        return self.practice.rules

    @property
    def language(self) -> str:
        """The language a new patient meets."""
        tags = [tag for tag, _ in self.languages]
        wanted = self.clinic.patient_language_default
        return wanted if wanted in tags else tags[0]

    @property
    def clinic_name(self) -> str:
        return self.clinic.name

    @property
    def nurse_after(self) -> float:
        """Minutes after which it is said that a nurse can ask the rest; endless where the pack has no such time."""
        constant = self.practice.constants.get(NURSE_AFTER)
        return float(constant.value) if constant else inf

    def notice(self, language: str) -> str:
        """The clinic's privacy notice, in the patient's language where the clinic has written it so."""
        return self.clinic.notice(language)

    @property
    def medicines(self) -> Medicines:
        return self.pack.medicines.at(self.clinic.country)

    @property
    def birth_item(self) -> Item:
        return self.form.item("identity-birth-date")

    @property
    def channel_names(self) -> tuple[str, ...]:
        return tuple(self.channels())

    def channels(self) -> Mapping[str, Channel]:
        """The ways to the chart that this clinic has switched on, by name."""
        from intake.tell.outbox import channels_of

        return channels_of(self.clinic.folder)

    def title(self, language: str) -> str:
        return self.form.title.say(language)

    def staff_line(self, language: str) -> str:
        """One quiet line for staff: which pack, and whether its rules are signed off."""
        say = words(language)
        signed = say("screen.welcome.signed" if self.pack.signed_off else "screen.welcome.unsigned")
        line = say("screen.welcome.pack", title=self.title(language), version=self.pack.version, signed=signed)
        draft = self.pack.draft(language)
        return f"{line} {say('screen.welcome.draft', language=language_name(language, language), whose=draft.whose)}" if draft else line

    def seal_faults(self) -> tuple[Fault, ...]:
        """What is to be told of the clinic's certificate. Never a reason to send a patient away: without a seal the PDF says so."""
        from intake.ask.certificate import doubts_of_seal

        return tuple(doubts_of_seal(self.clinic, self.clock()))

    def seal_doubt(self) -> str:
        """The sentence of the welcome screen that staff must read of the seal (a key), "" for none. Opens files: for the clerk's thread."""
        kinds = {fault.severity for fault in self.seal_faults()}
        return "screen.welcome.unsealed" if "error" in kinds else "screen.welcome.seal-ends" if kinds else ""

    def at(self) -> str:
        """Now, as UTC ISO text."""
        return self.clock().astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")

    def today(self) -> date:
        """Today where the kiosk stands."""
        return self.clock().astimezone().date()

    # --- a visit

    def begin(self, language: str, *, assisted: bool) -> Session:
        """A new session, with what is known before the first page."""
        today = self.today()
        given: dict[str, Any] = {"visit-id": self.new_id(), "visit-date": today.isoformat(), SPOKEN: self.answer_for(language)}
        if assisted:
            given["responder-role"] = "nurse"
        given |= self.given
        known = {link_id: raw for link_id, raw in given.items() if link_id in self.form}
        who = "nurse" if assisted else "patient"
        return Session.start(self.form_in(language), today, who=who, language=language, staff=assisted, given=known, at=self.at())

    def form_in(self, language: str) -> Form:
        """The form as it is shown in a language: an instrument waits for its validated wording (decision 10)."""
        return self.practice.form_in(language)

    def answer_for(self, language: str) -> str:
        """The option of "Which language do you want?" for a tag: its own code, or that of the language ("fr" for fr-CA)."""
        base = language.partition("-")[0]
        item = self.form.item(SPOKEN) if SPOKEN in self.form else None
        return base if item and not item.option(language) and item.option(base) else language

    def language_of(self, answer: str) -> str:
        """The other way round: the language of the house that an option stands for; "" when it is none of ours."""
        return next((tag for tag, _ in self.languages if answer in (tag, self.answer_for(tag))), "")

    def speak(self, session: Session) -> Session:
        """The session on the form of the language it is in now."""
        return session.on(self.form_in(session.language))

    def urgent(self, reading: Reading) -> tuple[Finding, ...]:
        """What cannot wait."""
        return urgent(self.rules, reading)

    def sign(self, session: Session) -> Session:
        """The session with the time of the signature, which the app sets."""
        return session.answer(SIGNED_AT, self.at(), at=self.at()) if SIGNED_AT in session.form else session

    def draft(self, session: Session) -> Draft:
        """What is saved after each answer."""
        from intake.save.draft import make_draft

        return make_draft(session, saved_at=self.at(), pack=self.pack)

    def revive(self, draft: Draft) -> Session:
        """The session a draft was saved from. StoreError when it was begun on another version of the form."""
        from intake.save.draft import session_of

        return session_of(self.form, draft, self.form_in)

    def record(self, session: Session, *, complete: bool = True) -> Record:
        """The visit, finished or stopped early. It was finished when the last answer was given: asked for again, it is the same record."""
        from intake.save.keep import Visit, at_clinic, make_record, shown_in

        form = self.practice.form_kept(session.reading, session.language)
        reading = session.reading if form is session.form else read(form, session.answers)
        visit = Visit(
            started=session.log[0].at,
            finished=session.log[-1].at,
            language=session.language,
            assisted=session.staff,
            log=session.log,
            complete=complete,
            waited=compose.waiting(session.on(form)),
            seen=None if complete else shown_in(session.on(form)),
        )
        return make_record(reading, assess(self.rules, reading), pack=self.pack, visit=at_clinic(visit, self.practice, reading))

    def deliver(self, store: Store, document_id: str) -> Trouble | None:
        """Draw the PDF once, and send it with the response through every channel. Runs on the clerk's thread.

        Returns None when every channel of this document has a receipt (or there is none), else what went wrong; a document that
        arrived, but unsealed where the clinic seals, is told too.
        The visit is kept either way, and tried again after the next one and at the next start.
        """
        from intake.tell.outbox import deliver, files, unsent
        from intake.tell.parcel import DELIVERED

        receipts = deliver(store, self.channels(), lambda record, at: files(record, at, clinic=self.clinic), at=self.at(), seals=self.clinic.seal is not None)
        mine = [Trouble(r.key, r.facts, r.state == DELIVERED) for r in unsent(receipts) if r.document_id == document_id]
        return min(mine, key=lambda trouble: trouble.arrived, default=None)  # what did not arrive goes before what did

    def deliver_waiting(self, store: Store) -> None:
        """At start: what an earlier visit could not hand over. Runs on the clerk's thread, and costs nothing when nothing waits."""
        if store.deliveries(state="waiting"):
            self.deliver(store, "")

    def summary(self, store: Store, document_id: str) -> tuple[bytes, str]:
        """The PDF of a visit that was kept, and its text for a note; what was sent is what is shown. StoreError when there is none.

        Runs on the clerk's thread.
        """
        from intake.save.fault import StoreError
        from intake.tell.pdf import draw
        from intake.tell.summary import summarise
        from intake.tell.text import chart_text

        record, sent, language = store.record(document_id), store.parcel(document_id), self.clinic.provider_language
        if record is None:
            raise StoreError("store.missing", document_id=document_id)
        summary = summarise(record, clinic=self.clinic, language=language)
        pdf = next((data for name, data in sent[1].items() if name.endswith(".pdf")), None) if sent else None
        return pdf or draw(summary, record, clinic=self.clinic, released=words(language)("paper.from-tablet")), chart_text(summary)

    # --- what can be read after a visit

    def learning(self, session: Session) -> Learning | None:
        """What this patient may read now; None for who said no, and where the pack has nothing to read."""
        form, reading = session.form, session.reading
        wants = reading.flag(WANTS_TO_READ) if WANTS_TO_READ in form else None
        topics = self.pack.education.about(code for reason in REASONS if reason in form and (code := reading.code(reason)))
        return Learning(topics, asked=wants is True) if topics and wants is not False else None

    def leaflet(self, learning: Learning, language: str) -> bytes:
        """The same topics on paper, as a PDF. Runs on the clerk's thread."""
        from intake.tell.pdf.leaflet import leaflet

        return leaflet(self.pack, learning.topics, clinic=self.clinic, language=language)
