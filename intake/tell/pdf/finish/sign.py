"""Sign: the seal of a finished PDF, put on as an update behind it: invisible, PAdES B-B, with the clinic's certificate and no network."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from intake.ask.certificate import Certificate

FIELD = "Seal"
"""Name of the signature field. It holds no person."""


def seal(pdf: bytes, certificate: Certificate, *, at: datetime, said: str = FIELD) -> bytes:
    """`pdf` with the seal behind it: the first len(pdf) bytes stay as they are.

    ETSI.CAdES.detached, certifying; afterwards only form filling and further signatures are allowed (DocMDP 2). `at` (with its
    zone) is the time that stands in it: this computer's word, there is no time server. `said` is what a reader with a screen
    reader hears for the field. Metadata stay as they were, so that PDF/A and PDF/UA still hold. Raises what pyHanko raises; such
    an error may quote the file.
    """
    from pyhanko.sign.fields import MDPPerm, SigFieldSpec, SigSeedSubFilter
    from pyhanko.sign.signers import PdfSignatureMetadata

    writer_of, signer_of = _kinds()
    meta = PdfSignatureMetadata(
        field_name=FIELD, md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES, certify=True, docmdp_permissions=MDPPerm.FILL_FORMS,
        name=certificate.name,
    )  # fmt: skip
    signer = signer_of(meta, _key(certificate), new_field_spec=SigFieldSpec(FIELD, readable_field_name=said))
    signer.at = at
    return signer.sign_pdf(writer_of(BytesIO(pdf))).getvalue()


def sealed(pdf: bytes) -> bool:
    """Whether a PDF carries a seal. Says nothing of whether it still holds: that is for the reader of the file."""
    import pikepdf

    try:
        with pikepdf.open(BytesIO(pdf)) as opened:
            return "/DocMDP" in opened.Root.get("/Perms", {})
    except pikepdf.PdfError:
        return False


def _key(certificate: Certificate) -> Any:
    from asn1crypto import keys, x509
    from pyhanko.sign.signers import SimpleSigner
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    own, above = x509.Certificate.load(certificate.der), [x509.Certificate.load(der) for der in certificate.chain]
    return SimpleSigner(own, keys.PrivateKeyInfo.load(certificate.key), SimpleCertificateStore.from_certs([own, *above]))


def _kinds() -> tuple[type, type]:
    """pyHanko's writer and signer without their clock: the writer would date the file anew, the signer would ask for the time."""
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign.signers import PdfSigner
    from pyhanko.sign.signers.constants import ESIC_EXTENSION_1

    class Writer(IncrementalPdfFileWriter):
        output_version = (1, 7)  # PDF/A-3 is built on 1.7; pyHanko's own wish is 2.0

        def _update_meta(self) -> None:
            pass

    class Signer(PdfSigner):
        at: datetime

        def init_signing_session(self, *args: Any, **more: Any) -> Any:
            session = super().init_signing_session(*args, **more)
            session.system_time = self.at
            return session

        def register_extensions(self, pdf_out: Any, *, md_algorithm: str) -> None:  # noqa: ARG002
            pdf_out.register_extension(ESIC_EXTENSION_1)  # PAdES in PDF 1.7; the curves' own extension is one of PDF 2.0

    return Writer, Signer
