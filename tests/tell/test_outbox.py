"""What was kept is delivered once to each channel; what could not go is tried again; no document stops another."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from intake.ask.words import words
from intake.save.fault import KEYS, StoreError, sentence
from intake.tell.channels.folder import FolderChannel
from intake.tell.channels.tray import Tray
from intake.tell.outbox import channels_of, deliver, unsent

AT = "2026-03-16T13:20:00Z"


def make(record, released):
    return {f"{record.document_id()}.pdf": f"%PDF {released}".encode(), f"{record.document_id()}.json": b"{}"}


def test_everything_that_waits_goes_once(store, record):
    tray = Tray()
    ids = [store.keep(record(f"V-{n}"), ["tray"]) for n in range(3)]
    first = deliver(store, {"tray": tray}, make, at=AT)
    assert [r.state for r in first] == ["delivered"] * 3 and set(tray.parcels) == set(ids)
    assert deliver(store, {"tray": tray}, make, at=AT) == ()
    assert [q.state for q in store.deliveries()] == ["delivered"] * 3


def test_the_pdf_is_handed_over_last(store, record):
    tray = Tray()
    document = store.keep(record(), ["tray"])
    deliver(store, {"tray": tray}, make, at=AT)
    assert [name[-4:] for name, _ in tray.parcels[document].files] == ["json", ".pdf"]


def test_a_folder_that_is_away_keeps_the_visit_and_gets_it_later(store, record, tmp_path):
    document = store.keep(record(), ["folder"])
    chart = tmp_path / "chart"
    receipts = deliver(store, channels_of(chart), make, at=AT)
    assert unsent(receipts) == receipts and receipts[0].key == "outbox.missing" and receipts[0].at == AT
    assert store.record(document) and store.deliveries()[0].tries == 1
    chart.mkdir()
    assert deliver(store, channels_of(chart), make, at="2026-03-17T08:00:00Z")[0].state == "delivered"
    assert (chart / f"{document}.pdf").read_bytes() == f"%PDF {AT}".encode(), "made once: the bytes of the first release"


def test_a_lost_receipt_does_no_harm(store, record, tmp_path):
    """The crash between the rename and the receipt: the same parcel again is the same file."""
    document = store.keep(record(), ["folder"])
    deliver(store, channels_of(tmp_path), make, at=AT)
    store.note_delivery(document, "folder", "waiting", "")
    assert deliver(store, channels_of(tmp_path), make, at=AT)[0].key == "outbox.again"


def test_a_document_that_cannot_be_made_stops_no_other(store, record, caplog):
    bad, good = store.keep(record("V-1"), ["tray"], at="1"), store.keep(record("V-2"), ["tray"], at="2")

    def sometimes(one, released):
        if one.visit_id == "V-1":
            raise ValueError("patient words")
        return make(one, released)

    tray = Tray()
    receipts = deliver(store, {"tray": tray}, sometimes, at=AT)
    assert [(r.document_id, r.key) for r in receipts] == [(bad, "outbox.notMade"), (good, "outbox.delivered")]
    assert "patient words" not in caplog.text and "ValueError" in caplog.text


def test_one_channel_away_does_not_hold_the_other(store, record):
    tray, away = Tray(), Tray()
    away.away = True
    store.keep(record(), ["a", "b", "c"])
    receipts = deliver(store, {"a": away, "b": tray}, make, at=AT)
    assert [r.key for r in receipts] == ["outbox.missing", "outbox.delivered", "outbox.noChannel"]


def test_a_damaged_record_is_said_and_stops_no_other(store, record):
    bad = store.keep(record("V-1"), ["tray"], at="1")
    store.keep(record("V-2"), ["tray"], at="2")
    with store._engine.transaction() as open_:
        open_.exec_driver_sql(f"UPDATE record SET sealed = x'00' WHERE document_id = '{bad}'")
    receipts = deliver(store, {"tray": Tray()}, make, at=AT)
    assert [(r.state, r.key) for r in receipts] == [("waiting", "store.damaged"), ("delivered", "outbox.delivered")]


def test_a_clinic_without_a_folder_has_no_channels(tmp_path):
    assert channels_of(None) == {} and isinstance(channels_of(tmp_path)["folder"], FolderChannel)


def test_every_key_has_a_sentence():
    said = words("en")
    for key in KEYS:
        assert sentence(StoreError(f"store.{key}", file="visits.db", length=1), said)
    source = (Path(__file__).parents[2] / "intake" / "tell").rglob("*.py")
    used = {piece.split('"')[0] for file in source for piece in file.read_text().split('"outbox.')[1:]}
    table = tomllib.loads((Path(__file__).parents[2] / "assets/words/en.toml").read_text())["outbox"]
    assert used == set(table), used ^ set(table)
