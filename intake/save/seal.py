"""Seal and open: the only place that turns a record, a draft or a parcel into bytes and back. Plain for now, sealed later."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

MAGIC = b"INTAKE-PLAIN 1 "
"""Names the format and its version. A plain file says so in its first word: every screen and page says TRIAL until this changes."""

BLOCK = 4096
"""Sealed bytes are a multiple of this: a length must not tell which branches of the form were reached (reliability 4)."""

LIMIT = 16 * 1024 * 1024
"""Longest sealed bytes read or written, in bytes."""


class SealError(Exception):
    """Bytes that are not ours, or not whole. `key` is seal.notOurs | seal.tooLong | seal.damaged; `facts` hold lengths only."""

    def __init__(self, key: str, **facts: int) -> None:
        super().__init__(f"{key} {facts}")
        self.key, self.facts = key, facts


def canonical(data: object) -> bytes:
    """The canonical JSON of plain data: keys sorted, no spaces, UTF-8, no NaN. Half a surrogate pair becomes U+FFFD."""
    text = json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").encode("utf-8")


def seal(data: Mapping | bytes) -> bytes:
    """Plain data or bytes as sealed bytes: a header line (format, length, SHA-256), the body, spaces up to a full block."""
    body = bytes(data) if isinstance(data, bytes | bytearray | memoryview) else canonical(data)
    head = MAGIC + f"{len(body)} {hashlib.sha256(body).hexdigest()}\n".encode()
    sealed = head + body
    if len(sealed) > LIMIT:
        raise SealError("seal.tooLong", length=len(sealed), limit=LIMIT)
    return sealed + b" " * (-len(sealed) % BLOCK)


def precheck(sealed: bytes) -> None:
    """Refuse what cannot be ours before any work is spent on it (reliability 1, point 11)."""
    if len(sealed) > LIMIT + BLOCK:
        raise SealError("seal.tooLong", length=len(sealed), limit=LIMIT)
    if not sealed.startswith(MAGIC) or b"\n" not in sealed[: len(MAGIC) + 96]:
        raise SealError("seal.notOurs", length=len(sealed))


def unseal(sealed: bytes) -> bytes:
    """The bytes that were sealed. Anything missing, added or changed is a SealError, never other bytes."""
    precheck(sealed)
    head, _, rest = sealed.partition(b"\n")
    length, _, digest = head[len(MAGIC) :].partition(b" ")
    if not (length.isdigit() and len(length) <= 9):
        raise SealError("seal.damaged", length=len(sealed))
    body, padding = rest[: int(length)], rest[int(length) :]
    whole = len(body) == int(length) and len(sealed) % BLOCK == 0 and not padding.strip(b" ") and len(padding) < BLOCK
    if not whole or hashlib.sha256(body).hexdigest().encode() != digest or str(int(length)).encode() != length:
        raise SealError("seal.damaged", length=len(sealed))
    return body


def unseal_data(sealed: bytes) -> dict:
    """The plain data that was sealed."""
    body = unseal(sealed)
    try:
        data = json.loads(body)
    except (ValueError, RecursionError):
        raise SealError("seal.damaged", length=len(sealed)) from None
    if not isinstance(data, dict):
        raise SealError("seal.damaged", length=len(sealed))
    return data
