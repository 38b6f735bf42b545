"""The tables, and how an older file becomes a newer one: numbered steps under PRAGMA user_version, one transaction each."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Column, Connection, Integer, LargeBinary, MetaData, Table, Text

from intake.save.fault import StoreError

meta = MetaData()

draft = Table(
    "draft",
    meta,
    Column("visit_id", Text, primary_key=True),
    Column("seq", Integer, nullable=False),  # last event; again inside the seal, and compared
    Column("saved_at", Text, nullable=False),  # UTC ISO
    Column("parked", Integer, nullable=False),  # 1: only staff may open it
    Column("attempts", Integer, nullable=False),  # wrong birth dates, counted before each is looked at
    Column("sealed", LargeBinary, nullable=False),
)

record = Table(
    "record",
    meta,
    Column("document_id", Text, primary_key=True),
    Column("visit_id", Text, nullable=False),
    Column("sha256", Text, nullable=False, unique=True),
    Column("kept_at", Text, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
)

parcel = Table(
    "parcel",
    meta,
    Column("document_id", Text, primary_key=True),
    Column("released", Text, nullable=False),  # UTC ISO of the release event
    Column("sealed", LargeBinary, nullable=False),  # {file name: base64}: rendered once, sent again byte for byte
)

outbox = Table(
    "outbox",
    meta,
    Column("document_id", Text, primary_key=True),
    Column("channel", Text, primary_key=True),
    Column("state", Text, nullable=False),  # waiting | delivered | refused
    Column("words_key", Text, nullable=False),  # of assets/words
    Column("tries", Integer, nullable=False),
    Column("at", Text, nullable=False),
    Column("facts", Text, nullable=False),  # JSON, no answers
)


def _first(connection: Connection) -> None:
    meta.create_all(connection, tables=[draft, record, parcel, outbox], checkfirst=False)


STEPS: tuple[Callable[[Connection], None], ...] = (_first,)
"""STEPS[n] turns version n into n + 1. Never edit a step that has shipped; add one."""


def migrate(connection: Connection, steps: tuple[Callable[[Connection], None], ...] = STEPS) -> int:
    """Bring the open transaction's file one step further; the version it has now. A newer file is refused, never half-read."""
    version = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
    if version > len(steps):
        raise StoreError("store.newer", found=version, known=len(steps))
    if version < len(steps):
        steps[version](connection)
        version += 1
        connection.exec_driver_sql(f"PRAGMA user_version = {version:d}")
    return version
