"""The watched folder: files appear whole, once, under names that hold no person. The channel every chart can read."""

from __future__ import annotations

import contextlib
import errno
import os
from pathlib import Path

from intake.tell.parcel import DELIVERED, REFUSED, WAITING, Parcel, Receipt

UNFINISHED = ".intake-"
PART = ".part"
"""An unfinished file is ".intake-<document id>-<n>.part": hidden, and of no ending a reader looks for."""

_KEYS = {
    errno.ENOENT: "outbox.missing",
    errno.ENOTDIR: "outbox.missing",
    errno.EACCES: "outbox.readOnly",
    errno.EPERM: "outbox.readOnly",
    errno.EROFS: "outbox.readOnly",
    errno.ENOSPC: "outbox.full",
    errno.EDQUOT: "outbox.full",
    errno.EFBIG: "outbox.full",
}


class FolderChannel:
    """Writes parcels into one folder. The folder is never made here: a missing one is an unplugged disk or an unmounted share."""

    name = "folder"

    def __init__(self, folder: Path) -> None:
        self.folder = Path(folder)

    def send(self, parcel: Parcel) -> Receipt:
        """Each file in order: temporary name, fsync, rename, fsync of the folder. A file that is there already with the same
        bytes is delivered; with other bytes it is refused and left as it is."""
        written = 0
        try:
            for name, data in parcel.files:
                there = self._there(name)
                if there is not None and there != data:
                    return Receipt(self.name, parcel.document_id, REFUSED, "outbox.differs", facts={"file": name})
            for number, (name, data) in enumerate(parcel.files):
                if self._there(name) is None:
                    self._write(f"{UNFINISHED}{parcel.document_id}-{number}{PART}", name, data)
                    written += 1
            self._sync()
        except OSError as error:
            key = _KEYS.get(error.errno or 0, "outbox.io")
            code = errno.errorcode.get(error.errno or 0, "EIO")
            return Receipt(self.name, parcel.document_id, WAITING, key, facts={"folder": str(self.folder), "code": code})
        key = "outbox.delivered" if written else "outbox.again"
        return Receipt(self.name, parcel.document_id, DELIVERED, key, facts={"count": len(parcel.files)})

    def sweep(self) -> int:
        """Take away unfinished files a crash left behind; how many. Called at start, before anything is sent."""
        swept = 0
        with contextlib.suppress(OSError):
            for left in self.folder.glob(f"{UNFINISHED}*{PART}"):
                left.unlink()
                swept += 1
        return swept

    def _there(self, name: str) -> bytes | None:
        """The bytes under a name. A missing file is None; a missing folder is an OSError, so that it is not taken for an empty one."""
        try:
            return (self.folder / name).read_bytes()
        except FileNotFoundError:
            self.folder.stat()
            return None

    def _write(self, unfinished: str, name: str, data: bytes) -> None:
        part = self.folder / unfinished
        try:
            with part.open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            os.replace(part, self.folder / name)
        except OSError:
            with contextlib.suppress(OSError):
                part.unlink()
            raise
        self._sync()

    def _sync(self) -> None:
        """The folder itself on the disk, so that a power cut does not take the name back. Windows has no such call."""
        if os.name == "nt":
            return
        handle = os.open(self.folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
