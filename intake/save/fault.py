"""StoreError: the disk would not, said as a key and numbers; the sentence comes from assets/words under [store]."""

from __future__ import annotations

import errno

from intake.ask.words import Words

KEYS = ("full", "readOnly", "damaged", "newer", "sqlite", "busy", "io", "missing", "notWal", "tooLong", "duplicate", "otherForm")
"""The closed list. `full`, `readOnly`, `io` and `busy` may pass: the saver goes on trying; the others need a person."""

PASSING = frozenset({"store.full", "store.readOnly", "store.io", "store.busy"})

_BY_ERRNO = {
    errno.ENOSPC: "store.full",
    errno.EDQUOT: "store.full",
    errno.EFBIG: "store.full",
    errno.EROFS: "store.readOnly",
    errno.EACCES: "store.readOnly",
    errno.EPERM: "store.readOnly",
    errno.ENOTDIR: "store.readOnly",
    errno.EEXIST: "store.readOnly",
    errno.ENOENT: "store.missing",
}

_BY_SQLITE = {
    "SQLITE_FULL": "store.full",
    "SQLITE_READONLY": "store.readOnly",
    "SQLITE_CANTOPEN": "store.readOnly",
    "SQLITE_PERM": "store.readOnly",
    "SQLITE_AUTH": "store.readOnly",
    "SQLITE_CORRUPT": "store.damaged",
    "SQLITE_NOTADB": "store.damaged",
    "SQLITE_FORMAT": "store.damaged",
    "SQLITE_BUSY": "store.busy",
    "SQLITE_LOCKED": "store.busy",
    "SQLITE_TOOBIG": "store.tooLong",
    "SQLITE_CONSTRAINT": "store.duplicate",
    "SQLITE_ERROR": "store.damaged",
}


class StoreError(Exception):
    """Something could not be kept or read. `key` is "store." plus one of KEYS; `facts` hold numbers and file names, never answers.

    `str()` names the key and the facts only, so that it may be logged.
    """

    def __init__(self, key: str, **facts: object) -> None:
        super().__init__(f"{key} {facts}")
        self.key, self.facts = key, facts

    @property
    def passing(self) -> bool:
        """True when the same save may succeed later (space freed, folder back)."""
        return self.key in PASSING


def of_sqlite(error: BaseException, file: str) -> StoreError:
    """The StoreError of a driver's error, by its SQLite error name ("SQLITE_IOERR_WRITE" counts as SQLITE_IOERR)."""
    name = getattr(error, "sqlite_errorname", None) or ""
    base = "_".join(name.split("_")[:2])
    return StoreError(_BY_SQLITE.get(base, "store.io"), file=file, code=name or type(error).__name__)


def of_os(error: OSError, file: str) -> StoreError:
    """The StoreError of a file system's error."""
    return StoreError(_BY_ERRNO.get(error.errno or 0, "store.io"), file=file, code=errno.errorcode.get(error.errno or 0, "EIO"))


def sentence(error: StoreError, words: Words) -> str:
    """What a person should know and do, in the language of `words`."""
    return words(error.key, **({"file": "", "found": "", "known": "", "needed": "", "mode": ""} | error.facts))
