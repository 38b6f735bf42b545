"""Release: the PDF as it leaves the house: sealed where the clinic has a certificate, else drawn as what it is, unsealed."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from intake.ask.certificate import open_certificate
from intake.ask.errors import PackError
from intake.ask.words import words
from intake.tell.pdf.compose import NotPrintable, draw
from intake.tell.pdf.finish.sign import seal
from intake.tell.pdf.later.seal_box import Stamp
from intake.tell.pdf.text.sanitise import one_line
from intake.tell.summary import Summary

if TYPE_CHECKING:
    from intake.save.record import Record

log = logging.getLogger(__name__)


def release(summary: Summary, record: Record | None = None, *, clinic: object, released: str, at: str = "") -> bytes:
    """The PDF of a visit as it is given out. `released` is printed; `at` is the ISO time of the seal, `released` where it is left out.

    A seal that cannot be made never holds a visit back: the page is drawn again and says that it is unsealed, the log names the
    document and the kind of fault only, and `sign.sealed` tells the caller, who tells a person. Raises what `draw` raises.
    """
    if getattr(clinic, "seal", None) is not None:
        try:
            return _sealed(summary, record, clinic, released, datetime.fromisoformat(at or released))
        except NotPrintable:
            raise
        except Exception as error:  # boundary: a seal is worth less than the visit; the error's words may quote a file
            kinds = [fault.code for fault in error.faults] if isinstance(error, PackError) else [type(error).__name__]
            log.error("document %s could not be sealed: %s", summary.versions.document_id, ", ".join(kinds))
    return draw(summary, record, clinic=clinic, released=released)


def _sealed(summary: Summary, record: Record | None, clinic: object, released: str, at: datetime) -> bytes:
    certificate = open_certificate(clinic, at)
    certificate = replace(certificate, name=one_line(certificate.name).strip() or certificate.fingerprint[:16])  # the reader's signature panel shows it as it is
    stamp = Stamp(certificate.name, certificate.fingerprint, at)
    drawn = draw(summary, record, clinic=clinic, released=released, stamp=stamp)
    return seal(drawn, certificate, at=at, said=words(summary.language)("paper.seal-field"))
