"""Outbox: each kept document goes to each of its channels once; what could not go is tried again; every try has a receipt."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from intake.save.fault import StoreError
from intake.save.record import Record
from intake.save.store import Queued, Store
from intake.tell.channels.folder import FolderChannel
from intake.tell.fhir import response_bytes
from intake.tell.parcel import DELIVERED, WAITING, Channel, Parcel, Receipt, stem
from intake.tell.summary import summarise

if TYPE_CHECKING:
    from intake.ask.clinic import Clinic

log = logging.getLogger(__name__)

UNSEALED = "outbox.unsealed"
"""The key of a receipt whose PDF should have been sealed: it is there, and a person should hear about it."""

Make = Callable[[Record, str], Mapping[str, bytes]]
"""Makes the files of a document from its record and the time of its release."""


def channels_of(folder: Path | None) -> dict[str, Channel]:
    """The channels a clinic has switched on, by name."""
    return {FolderChannel.name: FolderChannel(folder)} if folder else {}


def files(record: Record, released: str, *, clinic: Clinic | None = None) -> dict[str, bytes]:
    """The files of a document: the QuestionnaireResponse, then the PDF, sealed where the clinic has a certificate.

    The PDF comes last: where it is, all of it is there. `released` is an ISO time with its zone.
    """
    from intake.tell.pdf.release import release  # only here: ReportLab takes its time to start

    name = stem(record)
    language = clinic.provider_language if clinic else "en"
    summary = summarise(record, clinic=clinic, language=language)
    return {f"{name}.json": response_bytes(record), f"{name}.pdf": release(summary, record, clinic=clinic, released=released)}


def deliver(store: Store, channels: Mapping[str, Channel], make: Make, *, at: str, seals: bool = False) -> tuple[Receipt, ...]:
    """Send everything that waits, oldest first, and write each receipt down. Called at start and after each finish.

    A document is made once: its first bytes are kept and are what every later try sends. One that cannot be made or sent
    stays waiting and keeps no other from going. Where the clinic `seals` and the seal of a PDF could not be made, it goes out
    unsealed and its receipt says so. StoreError only when the store itself cannot be read or written.
    """
    receipts = []
    for queued in store.deliveries(state=WAITING):
        receipt = replace(_settle(store, channels.get(queued.channel), queued, make, at, seals), at=at)
        store.note_delivery(queued.document_id, queued.channel, receipt.state, receipt.key, receipt.facts)
        receipts.append(receipt)
    return tuple(receipts)


def _settle(store: Store, channel: Channel | None, queued: Queued, make: Make, at: str, seals: bool) -> Receipt:
    """One delivery. What is wrong with this one document only is its receipt."""
    try:
        return _try(store, channel, queued, make, at, seals)
    except StoreError as error:
        if error.passing:
            raise
        return Receipt(queued.channel, queued.document_id, WAITING, error.key, facts=error.facts)


def _try(store: Store, channel: Channel | None, queued: Queued, make: Make, at: str, seals: bool) -> Receipt:
    if channel is None:
        return Receipt(queued.channel, queued.document_id, WAITING, "outbox.noChannel", facts={"channel": queued.channel})
    released = store.parcel(queued.document_id)
    if released is None:
        record = store.record(queued.document_id)
        if record is None:
            return Receipt(queued.channel, queued.document_id, WAITING, "outbox.noRecord")
        try:
            made = make(record, at)
        except Exception as error:  # boundary: the record is kept; a document that cannot be drawn must not stop the others
            log.error("document %s could not be made: %s", queued.document_id, type(error).__name__)
            facts = {"kind": type(error).__name__}
            return Receipt(queued.channel, queued.document_id, WAITING, "outbox.notMade", facts=facts)
        released = store.keep_parcel(queued.document_id, at, made)
    parcel = Parcel(queued.document_id, in_order(released[1]))
    receipt = channel.send(parcel)
    return replace(receipt, key=UNSEALED) if seals and receipt.state == DELIVERED and _unsealed(parcel) else receipt


def _unsealed(parcel: Parcel) -> bool:
    from intake.tell.pdf.finish.sign import sealed

    return any(not sealed(data) for name, data in parcel.files if name.endswith(".pdf"))


def in_order(made: Mapping[str, bytes]) -> tuple[tuple[str, bytes], ...]:
    """Files in the order they are handed over: the PDF last."""
    return tuple(sorted(made.items(), key=lambda file: (file[0].endswith(".pdf"), file[0])))


def unsent(receipts: Iterable[Receipt]) -> tuple[Receipt, ...]:
    """The receipts a person should hear about."""
    return tuple(receipt for receipt in receipts if receipt.state == WAITING or receipt.key in ("outbox.differs", UNSEALED))
