"""Session: one sitting. Frozen: every tap gives the next session, and the log of taps is enough to make it again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from intake.ask.form import Form, Page
from intake.hear.answers import Absent, Answers, Raw, Where
from intake.hear.initial import initial_answers
from intake.hear.paging import NOWHERE, faults_on, visible_pages
from intake.hear.plan import plan_of
from intake.hear.reading import Reading, read
from intake.hear.validate import Problem
from intake.hear.values import mend

Rows = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened. JSON-able: `raw` holds JSON values (a declined answer is {"absent": "asked-declined"}).

    `kind`: start | given | initial | answer | clear | decline | add_row | remove_row | next | back | go | leave | speak | by | stop.
    `at` is UTC ISO time, as text; `who`: patient, nurse, form (the author's initial values), ...
    """

    seq: int
    at: str
    kind: str
    link_id: str = ""
    rows: Rows = ()
    raw: tuple[Any, ...] = ()
    who: str = ""

    def to_json(self) -> dict[str, Any]:
        """The event as a dict for json.dumps; `Event.from_json` reads it back."""
        return {"seq": self.seq, "at": self.at, "kind": self.kind, "link_id": self.link_id, "rows": list(self.rows),
                "raw": list(self.raw), "who": self.who}  # fmt: skip

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Event:
        """The event of a dict; KeyError or TypeError when it is none."""
        return cls(data["seq"], data["at"], data["kind"], data["link_id"], tuple(data["rows"]), tuple(data["raw"]), data["who"])


@dataclass(frozen=True, slots=True)
class Session:
    """One sitting on one form. Methods return the next session; `at=` is the time of the event (UTC ISO text).

    `key` names the page we are on by its stable key. `left`: questions the person has been to and left (their problems may
    be shown). `asked_again`: pages on which Next was refused; `mentioned`: blanks that were asked a second time; `warned`:
    (question, key of the constraint) that was asked once more. `at_end`: Next was pressed on the last page. Row and question addresses that the form or the answers do not have are a KeyError.
    """

    form: Form
    answers: Answers
    reading: Reading
    key: str
    log: tuple[Event, ...]
    who: str
    language: str
    staff: bool = False
    asked_again: frozenset[str] = frozenset()
    mentioned: frozenset[Where] = frozenset()
    warned: frozenset[tuple[Where, str]] = frozenset()
    left: frozenset[Where] = frozenset()
    refused: bool = False
    at_end: bool = False

    @classmethod
    def start(cls, form: Form, today: date, *, who: str = "patient", language: str = "en", staff: bool = False,
              given: Mapping[str | Where, Any] | None = None, at: str = "") -> Session:  # fmt: skip
        """A new sitting on the day `today`: what is `given` (linkId or Where -> raw value or list of them: the schedule,
        the day), then the author's initial values where nothing is given. `staff` shows staff and desk items too."""
        session = cls._begin(form, today, who, language, staff, at)
        for place, raw in (given or {}).items():
            where = Where(place) if isinstance(place, str) else Where(*place)
            raws = tuple(raw) if isinstance(raw, list | tuple) else (raw,)
            session = session._set("given", where, raws, at, who)
        return session._with_initial(-1, (), at)

    @classmethod
    def _begin(cls, form: Form, today: date, who: str, language: str, staff: bool, at: str) -> Session:
        answers = Answers.start(today)
        facts = {"today": today.isoformat(), "language": language, "staff": staff}
        log = (Event(0, at, "start", raw=(facts,), who=who),)
        reading = read(form, answers)
        pages = visible_pages(reading, staff)
        return cls(form, answers, reading, pages[0].key if pages else "", log, who, language, staff)

    # -- answering

    def answer(self, link_id: str, *raw: Raw | None, rows: Rows = (), at: str = "") -> Session:
        """Put `raw` in place of the answer. Nothing, None and "" clear it."""
        return self._set("answer", Where(link_id, tuple(rows)), raw, at)

    def clear(self, link_id: str, rows: Rows = (), at: str = "") -> Session:
        """Take the answer away."""
        return self._set("clear", Where(link_id, tuple(rows)), (), at)

    def decline(self, link_id: str, rows: Rows = (), at: str = "") -> Session:
        """Note that the person prefers not to say."""
        return self._set("decline", Where(link_id, tuple(rows)), (Absent.DECLINED,), at)

    def add_row(self, group: str, rows: Rows = (), row_id: str | None = None, at: str = "") -> Session:
        """One more row of a repeating group, with the author's initial values. Row ids are never used twice in a sitting."""
        slot = self._slot(group, tuple(rows))
        if not self._repeats(slot):
            raise KeyError(f"{group}: not a repeating group")
        row_id = mend(row_id) if row_id else f"r{len(self.log)}"
        session = self._row("add_row", group, (*rows, row_id), at)
        return session._with_initial(slot, (*rows, row_id), at)

    def remove_row(self, group: str, path: Rows, at: str = "") -> Session:
        """Take one row and its answers away; `path` ends with the row's id."""
        if not path or path[-1] not in self.answers.row_ids(group, tuple(path[:-1])):
            raise KeyError(f"{group}: no such row")
        return self._row("remove_row", group, tuple(path), at)

    def undo(self) -> Session:
        """The sitting without its last event (and without the initial values that came with it)."""
        log = self.log
        while len(log) > 1 and log[-1].kind == "initial":
            log = log[:-1]
        return replay(self.form, log[:-1]) if len(log) > 1 else self

    # -- moving

    @property
    def pages(self) -> tuple[Page, ...]:
        """The pages that are visible now, in order."""
        return visible_pages(self.reading, self.staff)

    @property
    def here(self) -> Page:
        """The page we are on. When it went away, the next one that is still there."""
        pages = self.pages
        return pages[_nearest(self.form, pages, self.key)] if pages else NOWHERE

    @property
    def page(self) -> int:
        """The index of `here` in `pages`."""
        pages = self.pages
        return _nearest(self.form, pages, self.key) if pages else 0

    @property
    def missing(self) -> tuple[Problem, ...]:
        """What `next()` refused to go on for and is still so, in document order; () otherwise."""
        return faults_on(self.reading, self.here, self.staff) if self.refused else ()

    @property
    def progress(self) -> tuple[int, int]:
        """(pages done, pages there are now). `next()` never makes the first smaller."""
        pages = self.pages
        return (len(pages) if self.at_end else self.page, len(pages))

    def next(self, at: str = "") -> Session:
        """The next page, or the same with `missing`: invalid and stopping answers always hold, other blanks and warnings once."""
        here = self.here
        faults = faults_on(self.reading, here, self.staff)
        blanks = frozenset(p.where for p in faults if p.severity == "unanswered")
        doubts = frozenset((p.where, str(p.facts.get("key", p.code))) for p in faults if p.severity == "warning")
        session = self._logged("next", at=at)
        if any(p.severity == "error" for p in faults) or blanks - self.mentioned or doubts - self.warned:
            return replace(session, key=here.key, refused=True, asked_again=self.asked_again | {here.key},
                           mentioned=self.mentioned | blanks, warned=self.warned | doubts)  # fmt: skip
        pages, page = self.pages, self.page
        if page + 1 >= len(pages):
            return replace(session, key=here.key, refused=False, at_end=True)
        return replace(session, key=pages[page + 1].key, refused=False, at_end=False)

    def back(self, at: str = "") -> Session:
        """The page before; from the end, the last page. Nothing is lost."""
        pages, page = self.pages, self.page
        if pages and not self.at_end:
            page = max(0, page - 1)
        key = pages[page].key if pages else self.key
        return replace(self._logged("back", at=at), key=key, refused=False, at_end=False)

    def go(self, link_id: str, at: str = "") -> Session:
        """The visible page on which a question stands (or the page of that key); stays when there is none."""
        session = self._logged("go", link_id, at=at)
        slot = self.form.index.get(link_id)
        ends = plan_of(self.form).ends
        for page in self.pages:
            if page.key == link_id or slot is not None and any(s <= slot < ends[s] for s in page.slots):
                return replace(session, key=page.key, refused=False, at_end=False)
        return session

    def leave(self, link_id: str, rows: Rows = (), at: str = "") -> Session:
        """The person has left a question: its problems may now be shown."""
        where = Where(link_id, tuple(rows))
        return replace(self._logged("leave", link_id, where.rows, at=at), left=self.left | {where})

    def speak(self, language: str, at: str = "") -> Session:
        """Go on in another language."""
        return replace(self._logged("speak", raw=(language,), at=at), language=language)

    def on(self, form: Form) -> Session:
        """The same sitting on a variant of its form, in which other questions are switched off. Nothing that was answered is lost."""
        return self if form is self.form else replace(self, form=form, reading=read(form, self.answers))

    def stop(self, link_id: str = "", at: str = "") -> Session:
        """The sitting ends here, before its last page. `link_id`: the last question that was on the screen; "" for all of this page."""
        return self._logged("stop", link_id, at=at)

    def by(self, who: str, at: str = "") -> Session:
        """Somebody else answers from here on."""
        return replace(self._logged("by", raw=(who,), at=at), who=who)

    # -- how

    def _set(self, kind: str, where: Where, raws: Iterable[Any], at: str, who: str = "") -> Session:
        self._slot(where.link_id, where.rows)
        kept = tuple(mend(raw) for raw in raws if raw is not None and raw != "")
        answers = self.answers.with_given(where, kept)
        session = self._logged(kind, where.link_id, where.rows, tuple(map(_json, kept)), at, who)
        return session._read(answers)

    def _row(self, kind: str, group: str, path: Rows, at: str) -> Session:
        if kind == "add_row":
            if path[-1] in self.answers.row_ids(group, path[:-1]):
                raise KeyError(f"{group}: row id taken")
            answers = self.answers.with_row(group, path[:-1], path[-1])
        else:
            answers = self.answers.without_row(group, path, plan_of(self.form).inside(self.form.index[group]))
        return self._logged(kind, group, path, at=at)._read(answers)

    def _with_initial(self, parent: int, rows: Rows, at: str) -> Session:
        session = self
        for slot, raws in initial_answers(session.reading, parent, rows):
            session = session._set("initial", Where(self.form.items[slot].link_id, rows), raws, at, "form")
        return session

    def _read(self, answers: Answers) -> Session:
        return replace(self, answers=answers, reading=read(self.form, answers, self.reading), at_end=False)

    def _logged(self, kind: str, link_id: str = "", rows: Rows = (), raw: tuple = (), at: str = "", who: str = "") -> Session:
        event = Event(self.log[-1].seq + 1, at, kind, link_id, tuple(rows), raw, who or self.who)
        return replace(self, log=(*self.log, event))

    def _slot(self, link_id: str, rows: Rows) -> int:
        """The slot of an address; KeyError when the form has no such item, or the answers no such row."""
        slot = self.form.index[link_id]
        if not self.reading.stands(slot, rows):
            raise KeyError(f"{link_id}: no such row")
        return slot

    def _repeats(self, slot: int) -> bool:
        return self.form.items[slot].is_group and self.form.items[slot].repeats


def _json(raw: Raw) -> Any:
    return {"absent": raw.value} if isinstance(raw, Absent) else raw


def _heard(raw: Any) -> Raw:
    return Absent(raw["absent"]) if isinstance(raw, dict) and set(raw) == {"absent"} else raw


def _nearest(form: Form, pages: tuple[Page, ...], key: str) -> int:
    """The index of the page of that key; when it is not visible, of the next visible one (or the last)."""
    order = {page.key: place for place, page in enumerate(form.pages)}
    wanted = order.get(key, 0)
    for index, page in enumerate(pages):
        if order[page.key] >= wanted:
            return index
    return len(pages) - 1


def replay(form: Form, events: Iterable[Event | Mapping[str, Any]], form_in: Callable[[str], Form] | None = None) -> Session:
    """The session that a log tells: equal to the one that wrote it. ValueError when the log does not begin with a start.

    `form_in`: the variant of the form that is shown in a language, where languages differ in what they ask.
    """
    form_in = form_in or (lambda language: form)
    log = [event if isinstance(event, Event) else Event.from_json(event) for event in events]
    if not log or log[0].kind != "start":
        raise ValueError("a log begins with its start")
    facts = log[0].raw[0]
    session = Session._begin(form_in(facts["language"]), date.fromisoformat(facts["today"]), log[0].who, facts["language"], facts["staff"], log[0].at)
    for event in log[1:]:
        session = _again(session, event)
        if event.kind == "speak":
            session = session.on(form_in(session.language))
    return session


def _again(session: Session, event: Event) -> Session:
    """One event once more, with the time and the person it had."""
    kind, at = event.kind, event.at
    if kind in ("given", "initial", "answer", "clear", "decline"):
        return session._set(kind, Where(event.link_id, event.rows), tuple(map(_heard, event.raw)), at, event.who)
    if kind in ("add_row", "remove_row"):
        return session._row(kind, event.link_id, event.rows, at)
    if kind == "leave":
        return session.leave(event.link_id, event.rows, at)
    if kind == "go":
        return session.go(event.link_id, at)
    if kind == "speak":
        return session.speak(event.raw[0], at)
    if kind == "by":
        return session.by(event.raw[0], at)
    if kind == "stop":
        return session.stop(event.link_id, at)
    if kind in ("next", "back"):
        return session.next(at) if kind == "next" else session.back(at)
    raise ValueError(f"unknown event {kind}")
