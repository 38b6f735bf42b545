"""The one connection to the kept file: SQLite in WAL with full syncs, one writer, and errors that name no answer."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import RLock

import pysqlite3.dbapi2 as sqlite
from sqlalchemy import Connection, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool

from intake.save import schema
from intake.save.fault import StoreError, of_os, of_sqlite

NEEDED = (3, 51, 3)
"""Older SQLite can damage a WAL that two connections reset at once (fixed in 3.51.3; reliability 5)."""

ROOM = 200 * 1024 * 1024
"""Free bytes below which no new visit begins (reliability 5, disk full)."""

PRAGMAS = (
    "synchronous=FULL",  # acknowledged means on the disk
    "busy_timeout=5000",
    "foreign_keys=ON",
    "secure_delete=ON",
    "trusted_schema=OFF",
    "cell_size_check=ON",
    "mmap_size=0",
    "temp_store=MEMORY",  # no answer in a temporary file
)


class Engine:
    """One SQLAlchemy engine, one connection, one lock: whoever writes, writes alone."""

    def __init__(self, file: Path, steps=schema.STEPS) -> None:
        if sqlite.sqlite_version_info < NEEDED:
            raise StoreError("store.sqlite", found=sqlite.sqlite_version, needed=".".join(map(str, NEEDED)))
        self.file = Path(file)
        self._lock = RLock()
        self._make_room()
        self._engine = create_engine(
            f"sqlite:///{self.file}",
            module=sqlite,
            poolclass=StaticPool,
            connect_args={"check_same_thread": False},
            hide_parameters=True,  # an error text must not hold an answer
        )
        event.listen(self._engine, "connect", self._connected)
        event.listen(self._engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
        try:
            self._grow(steps)
        except StoreError:
            self.close()
            raise

    def _make_room(self) -> None:
        """Folder and file exist, for this user's eyes only."""
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            os.close(os.open(self.file, os.O_RDWR | os.O_CREAT, 0o600))
        except OSError as error:
            raise of_os(error, self.file.name) from None

    def _connected(self, connection, _record) -> None:
        connection.isolation_level = None  # SQLAlchemy's recipe: we say BEGIN ourselves
        mode = connection.execute("PRAGMA journal_mode=WAL").fetchone()[0]
        if mode != "wal":
            raise StoreError("store.notWal", file=self.file.name, mode=mode)
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")

    def _grow(self, steps) -> None:
        with self.transaction() as open_:
            said = open_.exec_driver_sql("PRAGMA quick_check(1)").scalar_one()
            if said != "ok":
                raise StoreError("store.damaged", file=self.file.name)
        version = -1
        while version < len(steps):
            with self.transaction() as open_:
                version = schema.migrate(open_, steps)

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """One transaction, committed and synced when the block ends. Only then may anyone be told "saved"."""
        with self._lock:
            try:
                with self._engine.begin() as connection:
                    yield connection
            except DBAPIError as error:
                raise of_sqlite(error.orig, self.file.name) from None
            except sqlite.Error as error:
                raise of_sqlite(error, self.file.name) from None

    def sweep(self) -> None:
        """Empty the write-ahead log, so that deleted drafts do not linger in it. Another reader may prevent it; that is no fault."""
        with self._lock:
            try:
                with self._engine.connect() as connection:
                    connection.connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
            except (DBAPIError, sqlite.Error):
                return

    def close(self) -> None:
        with self._lock:
            self._engine.dispose()


def free_room(folder: Path) -> int:
    """Free bytes where `folder` (or its nearest existing parent) lives."""
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    return shutil.disk_usage(folder).free


def enough_room(folder: Path, needed: int = ROOM) -> bool:
    """Whether a new visit may begin."""
    return free_room(folder) >= needed
