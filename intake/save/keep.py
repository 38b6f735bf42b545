"""Keep: makes the Record of a visit from its Reading and what was noticed. What is not asked cannot enter it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from decimal import Decimal
from typing import Any

from intake.ask.form import Form, Item
from intake.ask.pack import Pack
from intake.ask.words import Text
from intake.hear.answers import Where
from intake.hear.plan import plan_of
from intake.hear.reading import Cell, Reading
from intake.hear.response import answer_to_fhir
from intake.hear.session import Session
from intake.hear.values import Coded, Value
from intake.notice.finding import Assessment
from intake.notice.practice import Practice, Setting
from intake.save.history import MARKS, History, Stood, history, languages, speakers
from intake.save.record import ContextKept, CriterionKept, CriterionPart, Entry, Noticed, Record, Said, ScoreKept, SettingKept, Was
from intake.save.say import Tongue, number

DOCUMENTS = ("-seen", "-medicines-checked", "-allergies-checked")
"""Staff items that say a document was seen (dictionary: "document seen"): marked D instead of N."""


@dataclass(frozen=True, slots=True)
class Visit:
    """What is known of the sitting besides the answers. Times are UTC ISO text.

    `seen`: whether a question was shown at all; None when every page was. `log`: the session's events, () when the answers
    came from a file. `constants`: thresholds in force, where a clinic set them itself.
    """

    started: str = ""
    finished: str = ""
    complete: bool = True
    language: str = "en"
    responder: str = ""
    assisted: bool = False
    visit_id: str = ""
    log: Iterable[Any] = ()
    seen: Callable[[str], bool] | None = None
    waited: frozenset[str] = frozenset()  # questions that come up after another one only, and did not
    switched_off: Mapping[str, str] = field(default_factory=dict)  # instrument -> why: clinic | pathway | language
    constants: Mapping[str, Any] = field(default_factory=dict)
    settings: tuple[Setting, ...] = ()
    clinic_sha256: str = ""
    rules_version: str = ""
    replaces: str = ""


def make_record(reading: Reading, assessment: Assessment, *, pack: Pack, visit: Visit = Visit()) -> Record:
    """The Record of a visit. Pure: the same reading, assessment, pack and visit give the same record and the same hash."""
    form = reading.form
    tongue = Tongue(form.language, _tags(form, visit.language))
    responder = visit.responder or _code(reading, "responder-role") or "patient"
    teller = _Teller(reading, tongue, history(visit.log), visit, responder)
    seen = visit.seen or (lambda link_id: True)
    missing = tuple(address(p.where) for p in reading.problems() if p.code == "required" and seen(p.where.link_id))
    thresholds = {name: str(constant.value) for name, constant in pack.constants.items()}
    return Record(
        visit_id=visit.visit_id or _text(reading, "visit-id"),
        visit_date=_date(reading) or reading.answers.today.isoformat(),
        started=visit.started,
        finished=visit.finished,
        complete=visit.complete,
        language=visit.language,
        languages=languages(visit.log),
        translations={tag: told.status for tag, told in sorted(pack.translations.items())},
        translated={tag: told.whose for tag, told in sorted(pack.translations.items())},
        responder=responder,
        responders=speakers(visit.log) if responder == "mixed" else (),
        assisted=visit.assisted,
        form_url=form.url,
        form_version=form.version,
        form_sha256=form.sha256,
        form_title=tongue.text(form.title),
        rules_version=visit.rules_version or assessment.rules_version,
        rules_sha256=next((digest for file, digest in sorted(pack.sha256.items()) if file.endswith("rules.py")), ""),
        checked_on=assessment.checked_on or pack.checked_on,
        signed_off=pack.signed_off,
        pack=pack.name,
        pack_version=pack.version,
        pack_sha256=dict(pack.sha256),
        constants=thresholds | {name: str(getattr(value, "value", value)) for name, value in visit.constants.items()},
        replaces=visit.replaces,
        entries=teller.entries(form.roots, ()),
        findings=tuple(_noticed(finding) for finding in assessment.findings),
        criteria=tuple(_criterion(line) for line in assessment.criteria),
        scores=tuple(ScoreKept(id=s.id, value=None if s.value is None else number(trimmed(s.value)), text=_provider(s.text)) for s in assessment.scores),
        context=_context(pack, reading),
        problems=missing,
        switched_off=tuple(visit.switched_off),
        off_why=dict(visit.switched_off),
        clinic_sha256=visit.clinic_sha256,
        settings=tuple(SettingKept(**asdict(one)) for one in visit.settings),
    )


def at_clinic(visit: Visit, practice: Practice, reading: Reading) -> Visit:
    """The visit with what the clinic set itself: thresholds in force, who set them, and which instruments were left out and why."""
    return replace(
        visit,
        switched_off=practice.left_out(reading, visit.language),
        constants=practice.constants,
        settings=practice.settings,
        clinic_sha256=practice.clinic_sha256,
    )


def record_of(session: Session, assessment: Assessment, *, pack: Pack, finished: str, complete: bool = True, **more: Any) -> Record:
    """The Record of a sitting. `more` are further facts of Visit (visit_id, switched_off, constants, replaces)."""
    facts = {"started": session.log[0].at, "language": session.language, "assisted": session.staff, "log": session.log}
    seen = None if complete else shown_in(session)
    return make_record(session.reading, assessment, pack=pack, visit=Visit(finished=finished, complete=complete, seen=seen, **facts | more))


def shown_in(session: Session) -> Callable[[str], bool]:
    """Which questions the person had on the screen: those up to the page they are on, or the last one they answered something on.

    Of the page on which the form was stopped, those up to the end of the screen that was on (`Session.stop`).
    """
    form, pages = session.form, session.pages
    touched = {event.link_id for event in session.log if event.kind in ("answer", "clear", "decline", "leave")}
    slots = {form.index[link_id] for link_id in touched if link_id in form.index and _is_persons(form.item(link_id))}
    reached = session.page
    for number, page in enumerate(pages):
        after = pages[number + 1].slots[0] if number + 1 < len(pages) else len(form.items)
        if number > reached and any(page.slots[0] <= slot < after for slot in slots):
            reached = number
    end = pages[reached + 1].slots[0] if reached + 1 < len(pages) else len(form.items)
    last = session.log[-1]
    if reached == session.page and last.kind == "stop" and last.link_id:
        end = max([plan_of(form).ends[form.index[last.link_id]], *(slot + 1 for slot in slots)])
    return lambda link_id: form.index[link_id] < end


def _is_persons(item: Item) -> bool:
    return item.audience != "staff" and item.ask != "app"


def address(where: Where) -> str:
    """A place in a record as text: "migraine-headache-days", or "medicine-name[r2]" in row r2."""
    return where.link_id + "".join(f"[{row}]" for row in where.rows)


@dataclass(slots=True)
class _Teller:
    """Walks the form and says what became of each question."""

    reading: Reading
    tongue: Tongue
    history: History
    visit: Visit
    responder: str

    def entries(self, slots: Iterable[int], rows: tuple[str, ...]) -> tuple[Entry, ...]:
        items = self.reading.form.items
        return tuple(entry for slot in slots for entry in self._of(items[slot], rows))

    def _of(self, item: Item, rows: tuple[str, ...]) -> Iterable[Entry]:
        if item.ask == "off" and not (self._holds(item) or self.reading.cell(item.link_id, rows).values):
            return
        if item.kind == "display":
            if self.reading.asked(item.link_id, rows) and self._reached(item) and item.control not in ("help", "flyover"):
                yield self._entry(item, "shown")
        elif not item.is_group:
            yield self._question(item, rows)
        elif not self.reading.asked(item.link_id, rows):
            yield self._entry(item, "not-asked")
        elif not self._shown(item):
            inside = () if item.repeats or self._reached(item) else self.entries(item.children, rows)
            yield self._entry(item, "not-asked", reached=self._reached(item), entries=inside)
        elif not item.repeats:
            yield self._entry(item, "heading", entries=self.entries(item.children, rows))
        else:
            paths = self.reading.rows(item.link_id, rows)
            if not paths:
                yield self._entry(item, "not-answered")
            for path in paths:
                yield self._entry(item, "heading", row=path[-1], entries=self.entries(item.children, path))

    def _question(self, item: Item, rows: tuple[str, ...]) -> Entry:
        cell = self.reading.cell(item.link_id, rows)
        inner = self.entries(item.children, rows) if item.children and cell.enabled else ()
        if not cell.enabled:
            return self._entry(item, "not-asked")
        made_by_us = item.ask == "app" or (item.calculated is not None and item.read_only)
        if cell.derived or (made_by_us and not cell.values):
            return self._entry(item, "derived", answers=self._said(item, cell), mark="C", entries=inner)
        where = Where(item.link_id, rows)
        now = self.history.now(where)
        about = {
            "mark": self._mark(item, now),
            "at": now.at if now else "",
            "language": now.language if now and now.language != self.visit.language else "",
            "was": tuple(self._was(item, stood) for stood in self.history.before(where)),
            "entries": inner,
        }
        if cell.values:
            return self._entry(item, "answered", answers=self._said(item, cell), **about)
        if cell.absent is not None:
            return self._entry(item, "declined", **about)
        if cell.raw:
            words = tuple(Said(value={}, display=self.tongue.raw(item, raw), typed=True) for raw in cell.raw)
            return self._entry(item, "invalid", answers=words, **about)
        if about["was"] or self._shown(item) and item.can_be_put and item.link_id not in self.visit.waited:
            return self._entry(item, "not-answered", **about)
        return self._entry(item, "not-asked", reached=self._reached(item), **about)

    def _shown(self, item: Item) -> bool:
        """Whether the person could have answered: staff questions only in a visit that staff lead, pages only when reached."""
        if not self.visit.assisted and (item.audience == "staff" or item.ask == "desk"):
            return self._holds(item)
        return self._reached(item) or self._holds(item)

    def _reached(self, item: Item) -> bool:
        """Whether the visit came as far as this; what is staff's own in a visit they do not lead is not on the way."""
        if not self.visit.assisted and (item.audience == "staff" or item.ask == "desk"):
            return True
        return self.visit.seen is None or self.visit.seen(item.link_id)

    def _holds(self, item: Item) -> bool:
        """A group that was not shown but holds answers all the same (schedule import, staff at the desk)."""
        return item.is_group and any(
            cell.values or cell.raw or cell.absent
            for child in _inside(self.reading.form, item)
            for cell in self.reading.all(self.reading.form.items[child].link_id)
            if not cell.derived
        )

    def _said(self, item: Item, cell: Cell) -> tuple[Said, ...]:
        units = item.units if item.kind in ("integer", "decimal") else ()
        said = []
        for value in cell.values:
            if cell.derived and isinstance(value, Decimal):
                value = trimmed(value)
            fhir = plain(answer_to_fhir(item, value))
            heard = self._heard(item, value)
            typed = bool(heard) or (isinstance(value, str) and item.kind in ("string", "text", "open-choice"))
            said.append(Said(value=fhir, display=self.tongue.value(item, value), typed=typed, unit=self.tongue.unit(units[0], value) if units and isinstance(value, int | Decimal) else {}, **heard))
        return tuple(said)

    def _heard(self, item: Item, value: Value) -> dict[str, Any]:
        """What was understood of the typed name of a medicine, beside the words themselves; {} for any other answer."""
        medicines = self.reading.form.medicines
        words = value.typed if isinstance(value, Coded) else value
        if medicines is None or item.medicines is None or not isinstance(words, str) or not words:
            return {}
        named = medicines.understand(words)
        told = [medicines.said(named, tag, words) for tag in self.tongue.all]
        return {"means": tuple(dict(zip(self.tongue.all, names, strict=True)) for names in zip(*told, strict=True)), "unknown": not named.sure}

    def _was(self, item: Item, stood: Stood) -> Was:
        if stood.kind == "decline":
            return Was(at=stood.at, status="declined")
        if not stood.raw:
            return Was(at=stood.at, status="cleared")
        return Was(at=stood.at, display=tuple(self.tongue.raw(item, raw) for raw in stood.raw))

    def _mark(self, item: Item, now: Stood | None) -> str:
        if item.ask == "app":
            return "C"
        if item.audience == "staff":
            return "D" if item.link_id.endswith(DOCUMENTS) else "N"
        who = now.who if now else ""
        return MARKS.get(self.responder if who in ("", "patient", "form") else who, "P")

    def _entry(self, item: Item, status: str, **more: Any) -> Entry:
        return Entry(
            link_id=item.link_id,
            kind=item.kind,
            text=self.tongue.text(item.text),
            short=self.tongue.text(item.short),
            status=status,
            audience=item.audience,
            ask=item.ask,
            critical=item.critical,
            expected=item.required or item.ask_again,
            **more,
        )


def trimmed(value: int | Decimal) -> int | Decimal:
    """A computed number without the zeros that rounding left: 50, not 50.00."""
    if isinstance(value, int) or value == value.to_integral_value():
        return int(value)
    return value.normalize()


def plain(value: Any) -> Any:
    """FHIR data with numbers that JSON has: a Decimal becomes an int where it is whole, otherwise a float of the same digits."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, Mapping):
        return {key: plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [plain(part) for part in value]
    return value


def _inside(form: Form, item: Item) -> Iterable[int]:
    for slot in item.children:
        yield slot
        yield from _inside(form, form.items[slot])


def _tags(form: Form, language: str) -> tuple[str, ...]:
    """The languages of a form's title and headings, and the one the patient read."""
    spoken = {tag for slot in form.roots for tag, _ in form.items[slot].text.others} | {tag for tag, _ in form.title.others}
    return (*sorted(spoken), language)


def _code(reading: Reading, link_id: str) -> str | None:
    return reading.code(link_id) if link_id in reading.form else None


def _text(reading: Reading, link_id: str) -> str:
    return (reading.text(link_id) or "") if link_id in reading.form else ""


def _context(pack: Pack, reading: Reading) -> tuple[ContextKept, ...]:
    """What the literature says about the reasons of this visit."""
    said = pack.context.about((_code(reading, "condition"), _code(reading, "condition-second")))
    return tuple(ContextKept(id=one.key, text=_provider(one.text), source=one.source, grade=one.grade, checked_on=one.checked_on) for one in said)


def _date(reading: Reading) -> str:
    said = reading.date("visit-date") if "visit-date" in reading.form else None
    return str(said) if said else ""


def _noticed(finding: Any) -> Noticed:
    return Noticed(
        id=finding.id,
        level=str(finding.level),
        text=_provider(finding.text),
        because=tuple(address(where) for where in finding.because),
        source=finding.source,
        scope=_provider(finding.scope),
        grade=finding.grade,
        detail=tuple(_provider(fact) for fact in finding.detail),
    )


def _criterion(line: Any) -> CriterionKept:
    return CriterionKept(
        id=line.id,
        status=line.status,
        text=_provider(line.text),
        evidence=_provider(line.evidence),
        parts=tuple(
            CriterionPart(text=_provider(e.text), status=e.status, evidence=_provider(e.evidence), because=tuple(address(w) for w in e.because))
            for e in line.elements
        ),
        because=tuple(address(where) for where in line.because),
        source=line.source,
        scope=_provider(line.scope),
        checked_on=line.checked_on,
        printed=line.printed,
    )


def _provider(text: Text) -> dict[str, str]:
    """The provider's sentences are written in English in the rules, whatever the form's language is."""
    return {"en": text.source, **dict(text.others)} if text.source else {}
