"""Files appear whole, once, under names that hold no person; a folder that cannot be written is a receipt, not a loss."""

from __future__ import annotations

import errno
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.save.record import Entry, Said
from intake.tell.channels.folder import FolderChannel
from intake.tell.channels.tray import Tray
from intake.tell.parcel import Channel, Parcel, plain_name, stem

PARCEL = Parcel("PCI-7Q4M-2K9X", (("M1_20260316_PCI-7Q4M-2K9X.json", b"{}"), ("M1_20260316_PCI-7Q4M-2K9X.pdf", b"%PDF" * 9000)))


def test_files_arrive_whole_and_nothing_else(tmp_path):
    receipt = FolderChannel(tmp_path).send(PARCEL)
    assert (receipt.state, receipt.key) == ("delivered", "outbox.delivered")
    assert {f.name: f.read_bytes() for f in tmp_path.iterdir()} == dict(PARCEL.files)


def test_the_same_again_is_delivered_already_and_writes_nothing(tmp_path):
    folder = FolderChannel(tmp_path)
    folder.send(PARCEL)
    before = {f: f.stat().st_ino for f in tmp_path.iterdir()}
    assert folder.send(PARCEL).key == "outbox.again" and {f: f.stat().st_ino for f in tmp_path.iterdir()} == before


def test_other_bytes_under_the_same_name_are_refused_and_left(tmp_path):
    (tmp_path / PARCEL.files[1][0]).write_bytes(b"older")
    receipt = FolderChannel(tmp_path).send(PARCEL)
    assert (receipt.state, receipt.key) == ("refused", "outbox.differs")
    assert [f.read_bytes() for f in tmp_path.iterdir()] == [b"older"], "not even the first file of a refused parcel is written"


def test_a_reader_never_sees_half_a_file(tmp_path, monkeypatch):
    """At every step a reader of *.pdf and *.json finds nothing or the whole."""
    seen = []

    def look(*_):
        seen.extend((f.name, f.read_bytes()) for f in tmp_path.iterdir() if f.name.lower().endswith((".pdf", ".json")))

    real = {name: getattr(os, name) for name in ("fsync", "replace")}
    for name, function in real.items():
        monkeypatch.setattr(os, name, lambda *args, function=function: (look(), function(*args), look())[1])
    FolderChannel(tmp_path).send(PARCEL)
    assert seen and all(dict(PARCEL.files)[name] == data for name, data in seen)


def test_the_pdf_comes_last_and_everything_is_synced_before_its_name(tmp_path, monkeypatch):
    order = []
    real_replace, real_fsync = os.replace, os.fsync
    monkeypatch.setattr(os, "replace", lambda a, b: (order.append(b.suffix), real_replace(a, b)))
    monkeypatch.setattr(os, "fsync", lambda fd: (order.append("sync"), real_fsync(fd)))
    FolderChannel(tmp_path).send(PARCEL)
    assert order == ["sync", ".json", "sync", "sync", ".pdf", "sync", "sync"]


def test_a_missing_folder_is_not_made(tmp_path):
    receipt = FolderChannel(tmp_path / "gone").send(PARCEL)
    assert (receipt.state, receipt.key) == ("waiting", "outbox.missing") and not (tmp_path / "gone").exists()


@pytest.mark.parametrize(("code", "key"), [(errno.ENOSPC, "outbox.full"), (errno.EACCES, "outbox.readOnly"), (errno.EROFS, "outbox.readOnly"), (errno.EIO, "outbox.io"), (errno.ESTALE, "outbox.io")])
def test_a_folder_that_cannot_be_written_waits_and_leaves_nothing_half(tmp_path, monkeypatch, code, key):
    def fail(_):
        raise OSError(code, "x")

    monkeypatch.setattr(os, "fsync", fail)
    receipt = FolderChannel(tmp_path).send(PARCEL)
    assert (receipt.state, receipt.key) == ("waiting", key) and list(tmp_path.iterdir()) == []
    monkeypatch.undo()
    assert FolderChannel(tmp_path).send(PARCEL).state == "delivered"


def test_leftovers_of_a_crash_are_swept_and_nothing_else(tmp_path):
    (tmp_path / ".intake-PCI-0000-0000-0.part").write_bytes(b"half")
    (tmp_path / "other.part").write_bytes(b"not ours")
    assert FolderChannel(tmp_path).sweep() == 1 and [f.name for f in tmp_path.iterdir()] == ["other.part"]
    assert FolderChannel(tmp_path / "gone").sweep() == 0


def test_the_tray_keeps_the_same_promises():
    tray: Channel = Tray()
    assert tray.send(PARCEL).key == "outbox.delivered" and tray.send(PARCEL).key == "outbox.again"
    assert tray.send(Parcel(PARCEL.document_id, ())).state == "refused" and tray.parcels[PARCEL.document_id] == PARCEL
    tray.away = True
    assert tray.send(PARCEL).state == "waiting"


def mrn(words: str) -> Entry:
    return Entry(link_id="visit-mrn", kind="string", text={"en": "MRN"}, status="answered", answers=(Said(value={"valueString": words}, display={"en": words}),))


@given(st.text(max_size=60), st.text(max_size=60))
def test_a_name_is_ascii_has_no_ending_and_is_not_reserved(record, visit, chart):
    name = stem(record(visit, entries=(mrn(chart),)))
    assert name.isascii() and len(name) <= 120 and set(name) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_")
    assert name[0] not in "Tt.-_" and ".pdf" not in name.lower() and "_deleted" not in name.lower()


def test_a_name_names_the_chart_number_the_day_and_the_document(record):
    made = record("V-77", entries=(mrn("TEST-M1.pdf/../é"),))
    assert stem(made) == f"id-TEST-M1-pdf-e_20260316_{made.document_id()}"
    assert stem(record("V-77")).startswith("V-77_20260316_PCI-")
    assert plain_name("…") == ""
