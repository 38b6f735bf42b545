"""Store: drafts, kept records, parcels and receipts in one local file. Every method returns after the commit, or raises StoreError."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import ValidationError
from sqlalchemy import Connection, delete, func, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from intake.save import schema
from intake.save.engine import Engine
from intake.save.fault import StoreError
from intake.save.record import Record, short_name
from intake.save.seal import SealError, seal, unseal_data

FILE = "visits.db"
TRIES = 5
"""Wrong birth dates before a draft is parked for staff."""


@dataclass(frozen=True, slots=True)
class Draft:
    """An unfinished visit: its session log and what is needed to replay it. `birth_date` is FHIR text, "" before it was given."""

    visit_id: str
    seq: int  # number of the last event; a draft never replaces a later one
    saved_at: str  # UTC ISO
    birth_date: str = ""
    log: tuple[Mapping, ...] = ()  # events as plain data (save/draft.py)
    about: Mapping = field(default_factory=dict)  # form and pack hashes, language, who, started


@dataclass(frozen=True, slots=True)
class Resumed:
    """The answer to a birth date: the draft, or none and how many tries are left (0: only staff can help)."""

    draft: Draft | None
    tries_left: int


@dataclass(frozen=True, slots=True)
class Kept:
    """One kept record without its contents."""

    document_id: str
    visit_id: str
    sha256: str
    kept_at: str


@dataclass(frozen=True, slots=True)
class Queued:
    """One delivery: a document and a channel, and how it stands."""

    document_id: str
    channel: str
    state: str  # waiting | delivered | refused
    key: str = ""
    tries: int = 0
    at: str = ""
    facts: Mapping = field(default_factory=dict)


class Store:
    """One folder, one file. Thread-safe: calls from several threads wait for each other. `saver.Saver` keeps them off the screen's thread."""

    def __init__(self, folder: Path, *, file: str = FILE) -> None:
        self.folder = Path(folder)
        self._engine = Engine(self.folder / file)

    def close(self) -> None:
        self._engine.sweep()
        self._engine.close()

    # drafts

    def save_draft(self, draft: Draft) -> None:
        """Replace the visit's draft. An older one (by seq) never replaces a newer one."""
        row = {"visit_id": draft.visit_id, "seq": draft.seq, "saved_at": draft.saved_at, "sealed": _seal(_draft_data(draft))}
        with self._engine.transaction() as open_:
            put = upsert(schema.draft).values(**row, parked=0, attempts=0)
            newer = put.excluded.seq >= schema.draft.c.seq
            open_.execute(put.on_conflict_do_update(index_elements=["visit_id"], set_=row, where=newer))

    def draft(self, visit_id: str) -> Draft | None:
        """A draft by its visit: for staff, or for the process that just lost its screen."""
        with self._engine.transaction() as open_:
            row = open_.execute(select(schema.draft).where(schema.draft.c.visit_id == visit_id)).first()
        return _draft_of(row) if row else None

    def resumable(self) -> int:
        """How many drafts a patient could still resume. Never which, never whose."""
        with self._engine.transaction() as open_:
            return open_.execute(select(func.count()).where(schema.draft.c.parked == 0)).scalar_one()

    def resume(self, birth_date: str) -> Resumed:
        """The one open draft with this birth date. Each try is counted, durably, before any draft is looked at (reliability A4).

        After TRIES misses, with no birth date in it, or when two drafts share it, a draft is parked: only staff can open it.
        """
        table = schema.draft
        with self._engine.transaction() as open_:
            open_.execute(update(table).where(table.c.parked == 0).values(attempts=table.c.attempts + 1))
            rows = open_.execute(select(table).where(table.c.parked == 0)).all()
        drafts = [(row, _readable(row)) for row in rows]
        matching = [draft for row, draft in drafts if birth_date and draft.birth_date == birth_date and row.attempts <= TRIES]
        found = matching[0] if len(matching) == 1 else None
        parked = {draft.visit_id for _, draft in drafts if not draft.birth_date} | {draft.visit_id for draft in matching if not found}
        if not found:
            parked |= {row.visit_id for row in rows if row.attempts >= TRIES}
        with self._engine.transaction() as open_:
            if found:
                open_.execute(update(table).where(table.c.parked == 0).values(attempts=table.c.attempts - 1))
                open_.execute(update(table).where(table.c.visit_id == found.visit_id).values(attempts=0))
            open_.execute(update(table).where(table.c.visit_id.in_(parked)).values(parked=1))
        left = max((TRIES - row.attempts for row in rows if row.visit_id not in parked), default=0)
        return Resumed(found, TRIES if found else left)

    def park(self, visit_id: str) -> None:
        """Only staff may open this draft from now on; the kiosk is free again."""
        with self._engine.transaction() as open_:
            open_.execute(update(schema.draft).where(schema.draft.c.visit_id == visit_id).values(parked=1))

    def parked(self) -> tuple[tuple[str, str], ...]:
        """(visit id, saved at) of drafts that wait for staff, oldest first."""
        table = schema.draft
        with self._engine.transaction() as open_:
            rows = open_.execute(select(table.c.visit_id, table.c.saved_at).where(table.c.parked == 1).order_by(table.c.saved_at)).all()
        return tuple((row.visit_id, row.saved_at) for row in rows)

    def discard(self, visit_id: str) -> None:
        """Throw a draft away (the patient said no to the form)."""
        with self._engine.transaction() as open_:
            open_.execute(delete(schema.draft).where(schema.draft.c.visit_id == visit_id))
        self._engine.sweep()

    # records

    def keep(self, record: Record, channels: Iterable[str] = (), *, at: str = "", ends: bool = True) -> str:
        """Finish a visit in one transaction: record in, one parcel queued for each channel, draft out. Returns the document id.

        The same record again changes nothing, so a lost acknowledgement is answered by calling it again.
        `ends=False` keeps the draft: an urgent document leaves while the visit goes on.
        """
        sha256, at = record.sha256(), at or record.finished
        document_id = short_name(sha256)
        with self._engine.transaction() as open_:
            known = open_.execute(select(schema.record.c.sha256).where(schema.record.c.document_id == document_id)).scalar()
            if known not in (None, sha256):
                raise StoreError("store.duplicate", document_id=document_id)
            if known is None:
                row = {"document_id": document_id, "visit_id": record.visit_id, "sha256": sha256, "kept_at": at}
                open_.execute(insert(schema.record).values(**row, sealed=_seal(record.plain())))
            self._queue(open_, document_id, channels, at)
            if ends:
                open_.execute(delete(schema.draft).where(schema.draft.c.visit_id == record.visit_id))
        if ends:
            self._engine.sweep()
        return document_id

    def records(self) -> tuple[Kept, ...]:
        """Every kept record, oldest first."""
        table = schema.record
        columns = (table.c.document_id, table.c.visit_id, table.c.sha256, table.c.kept_at)
        with self._engine.transaction() as open_:
            rows = open_.execute(select(*columns).order_by(table.c.kept_at, table.c.document_id)).all()
        return tuple(Kept(*row) for row in rows)

    def record(self, document_id: str) -> Record | None:
        """One kept record, unsealed and compared with the hash beside it."""
        with self._engine.transaction() as open_:
            row = open_.execute(select(schema.record).where(schema.record.c.document_id == document_id)).first()
        if not row:
            return None
        try:
            record = Record.model_validate(_unseal(row.sealed))
        except ValidationError:
            raise StoreError("store.damaged", document_id=document_id) from None
        if (sha256 := record.sha256()) != row.sha256 or short_name(sha256) != document_id:
            raise StoreError("store.damaged", document_id=document_id)
        return record

    # parcels and receipts

    def queue(self, document_id: str, channels: Iterable[str], *, at: str) -> None:
        """Queue a document once for each channel it is not queued for yet."""
        with self._engine.transaction() as open_:
            self._queue(open_, document_id, channels, at)

    def _queue(self, open_: Connection, document_id: str, channels: Iterable[str], at: str) -> None:
        for channel in channels:
            row = {"document_id": document_id, "channel": channel, "state": "waiting", "words_key": "", "tries": 0, "at": at, "facts": "{}"}
            open_.execute(upsert(schema.outbox).values(**row).on_conflict_do_nothing())

    def keep_parcel(self, document_id: str, released: str, files: Mapping[str, bytes]) -> tuple[str, dict[str, bytes]]:
        """The released files of a document: kept the first time, and those first bytes are what comes back ever after."""
        sealed = _seal({name: base64.b64encode(data).decode() for name, data in files.items()})
        with self._engine.transaction() as open_:
            put = upsert(schema.parcel).values(document_id=document_id, released=released, sealed=sealed)
            open_.execute(put.on_conflict_do_nothing())
        kept = self.parcel(document_id)
        if kept is None:
            raise StoreError("store.missing", document_id=document_id)
        return kept

    def parcel(self, document_id: str) -> tuple[str, dict[str, bytes]] | None:
        """(released at, {file name: bytes}) of a document, or None when nothing was released yet."""
        with self._engine.transaction() as open_:
            row = open_.execute(select(schema.parcel).where(schema.parcel.c.document_id == document_id)).first()
        if not row:
            return None
        return row.released, {name: base64.b64decode(data) for name, data in _unseal(row.sealed).items()}

    def deliveries(self, *, state: str = "", document_id: str = "") -> tuple[Queued, ...]:
        """Deliveries in the order they were queued, all or those in one state or of one document."""
        table = schema.outbox
        chosen = select(table).order_by(table.c.at, table.c.document_id, table.c.channel)
        if state:
            chosen = chosen.where(table.c.state == state)
        if document_id:
            chosen = chosen.where(table.c.document_id == document_id)
        with self._engine.transaction() as open_:
            rows = open_.execute(chosen).all()
        return tuple(Queued(r.document_id, r.channel, r.state, r.words_key, r.tries, r.at, json.loads(r.facts)) for r in rows)

    def note_delivery(self, document_id: str, channel: str, state: str, key: str, facts: Mapping | None = None) -> None:
        """Write how a delivery went. `at` stays the time it was queued, so that the order stays."""
        table = schema.outbox
        mine = (table.c.document_id == document_id) & (table.c.channel == channel)
        said = {"state": state, "words_key": key, "facts": json.dumps(dict(facts or {}), sort_keys=True)}
        with self._engine.transaction() as open_:
            open_.execute(update(table).where(mine).values(**said, tries=table.c.tries + 1))


def _seal(data: Mapping) -> bytes:
    try:
        return seal(data)
    except SealError as error:
        raise StoreError("store.tooLong", **error.facts) from None


def _unseal(sealed: bytes) -> dict:
    try:
        return unseal_data(sealed)
    except SealError as error:
        raise StoreError("store.damaged", **error.facts) from None


def _readable(row) -> Draft:
    """A row's draft, or an empty one with no birth date: a damaged draft is for staff and must not keep others from resuming."""
    try:
        return _draft_of(row)
    except StoreError:
        return Draft(row.visit_id, row.seq, row.saved_at)


def _draft_data(draft: Draft) -> dict:
    return {
        "visit_id": draft.visit_id,
        "seq": draft.seq,
        "saved_at": draft.saved_at,
        "birth_date": draft.birth_date,
        "log": list(draft.log),
        "about": dict(draft.about),
    }


def _draft_of(row) -> Draft:
    """A row's draft; id and seq stand inside the seal too, and a row that says otherwise is damaged (reliability 5)."""
    data = _unseal(row.sealed)
    if (data.get("visit_id"), data.get("seq")) != (row.visit_id, row.seq):
        raise StoreError("store.damaged", seq=row.seq)
    return Draft(data["visit_id"], data["seq"], data["saved_at"], data["birth_date"], tuple(data["log"]), data["about"])
