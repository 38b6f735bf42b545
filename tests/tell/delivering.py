"""A child that delivers everything that waits into a folder, again and again, until it is killed. Run by test_outbox_kill.py."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from intake.save.store import Store
from intake.tell.channels.folder import FolderChannel
from intake.tell.outbox import deliver


def make(record, released):
    """A PDF and a response of a size that takes several writes."""
    words = (record.visit_id * 40_000).encode()
    return {f"{record.document_id()}.pdf": b"%PDF" + words, f"{record.document_id()}.json": words[:5000]}


def main() -> None:
    for line in sys.stdin:
        store, chart = line.rstrip("\n").split("\t")
        child = os.fork()
        if not child:
            folder = FolderChannel(Path(chart))
            folder.sweep()
            os.write(1, b"ready\n")
            deliver(Store(Path(store)), {"folder": folder}, make, at="2026-03-16T13:20:00Z")
            os.write(1, b"all\n")
            os._exit(0)
        os.write(1, f"pid {child}\n".encode())
        os.waitpid(child, 0)
        os.write(1, b"\ndead\n")


if __name__ == "__main__":
    main()
