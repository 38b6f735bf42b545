"""The tray: a channel that only remembers, for tests and trials."""

from __future__ import annotations

from intake.tell.parcel import DELIVERED, REFUSED, WAITING, Parcel, Receipt


class Tray:
    """Remembers parcels by document id. `away = True` plays a chart that cannot be reached."""

    name = "tray"

    def __init__(self) -> None:
        self.parcels: dict[str, Parcel] = {}
        self.away = False

    def send(self, parcel: Parcel) -> Receipt:
        if self.away:
            return Receipt(self.name, parcel.document_id, WAITING, "outbox.missing", facts={"folder": self.name})
        before = self.parcels.get(parcel.document_id)
        if before not in (None, parcel):
            return Receipt(self.name, parcel.document_id, REFUSED, "outbox.differs", facts={"file": parcel.document_id})
        self.parcels[parcel.document_id] = parcel
        key = "outbox.again" if before else "outbox.delivered"
        return Receipt(self.name, parcel.document_id, DELIVERED, key, facts={"count": len(parcel.files)})
