"""Certificate: what a clinic seals its PDFs with, opened and looked over; every mistake is a Fault that says what to do."""

from __future__ import annotations

import hashlib
import importlib.util
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from intake.ask.errors import Fault, PackError

if TYPE_CHECKING:  # cryptography comes with the extra "seal"; it is imported when a [seal] is opened
    from intake.ask.clinic import Clinic

MAX_BYTES = 256 * 1024
SOON = timedelta(days=30)
"""How long before its end a certificate is spoken of."""

CURVES = ("secp256r1", "secp384r1", "secp521r1")
RSA_BITS = 2048
"""Keys that every PDF reader can check: these curves, and RSA from this length."""


@dataclass(frozen=True, slots=True)
class Certificate:
    """The clinic's certificate with its key, ready to seal with. Nothing secret is in its repr."""

    name: str  # who seals, as it is printed
    der: bytes
    chain: tuple[bytes, ...]  # DER of the certificates above it that came with it
    not_after: datetime
    key: bytes = field(repr=False)  # PKCS#8, DER, not locked

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the certificate, 64 hex digits in capitals, as readers show it."""
        return hashlib.sha256(self.der).hexdigest().upper()


class _Wrong(Exception):
    """One thing wrong with one of the files, on its way to becoming a Fault."""

    def __init__(self, key: str, code: str, **facts: object) -> None:
        super().__init__(code)
        self.key, self.code, self.facts = key, code, {name: str(fact) for name, fact in facts.items()}


def open_certificate(clinic: Clinic, at: datetime) -> Certificate:
    """The certificate of the clinic's [seal], good at the time `at` (with its zone). PackError says what is wrong with which file.

    Reads the files anew each time, so that a renewed certificate is used from the next visit on, and no key lies in memory between.
    """
    try:
        return _opened(clinic.seal, at)
    except _Wrong as wrong:
        told = wrong
    except Exception as error:  # boundary: what the libraries say of a strange certificate may quote it, and must not stop a clinic
        told = _Wrong("certificate", "odd", file=clinic.seal.certificate, kind=type(error).__name__)
    raise PackError([clinic.fault(f"seal.{told.key}" if told.key else "seal", f"seal.{told.code}", **told.facts)]) from None


def doubts_of_seal(clinic: Clinic, at: datetime) -> Iterator[Fault]:
    """What is to be told of a clinic's [seal]: why it cannot be used, or a warning that its end is near. Nothing without a [seal]."""
    if clinic.seal is None:
        return
    try:
        ends = open_certificate(clinic, at).not_after
    except PackError as error:
        yield from error.faults
        return
    if ends - at < SOON:
        facts = {"file": str(clinic.seal.certificate), "day": ends.date().isoformat()}
        told = clinic.fault("seal.certificate", "seal.soon", **facts)
        yield Fault(told.file, told.pointer, told.line, told.column, told.code, told.facts, "warning")


def _opened(files: Any, at: datetime) -> Certificate:
    for needed in ("cryptography", "pyhanko"):
        if importlib.util.find_spec(needed) is None:
            raise _Wrong("", "extra")
    passphrase = _passphrase(files.passphrase_file)
    data = _read("certificate", files.certificate)
    if b"-----BEGIN" in data:
        key = _pem_key(files, data, passphrase)
        own, above = _fitting(files, _pem_certificates(files, data), key)
    else:
        own, above, inside = _pkcs12(files, data, passphrase)
        key = _pem_key(files, b"", passphrase) if files.key else inside
        if key is None:
            raise _Wrong("certificate", "noKey", file=files.certificate)
        own, above = _fitting(files, [own, *above], key)
    _good(files, own, key, at)
    made = _made(files, own, above, key)
    _signer_takes(made)
    return made


def _made(files: Any, own: Any, above: list[Any], key: Any) -> Certificate:
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    return Certificate(
        name=files.name or _name(own) or files.certificate.stem,
        der=own.public_bytes(Encoding.DER),
        chain=tuple(one.public_bytes(Encoding.DER) for one in above),
        not_after=own.not_valid_after_utc,
        key=key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption()),
    )


def _name(own: Any) -> str:
    """The certificate's common name, else its organisation."""
    from cryptography.x509 import NameOID

    for oid in (NameOID.COMMON_NAME, NameOID.ORGANIZATION_NAME):
        for one in own.subject.get_attributes_for_oid(oid):
            if isinstance(one.value, str) and one.value.strip():
                return one.value.strip()[:120]
    return ""


# --- the files


def _read(key: str, path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        raise _Wrong(key, "file", file=path, reason=getattr(error, "strerror", None) or type(error).__name__) from None
    if len(data) > MAX_BYTES:
        raise _Wrong(key, "notThis", file=path)
    return data


def _passphrase(path: Path | None) -> bytes | None:
    """The first line of the file; what stands in it is never told to anybody."""
    if path is None:
        return None
    line = _read("passphrase_file", path).removeprefix(b"\xef\xbb\xbf").split(b"\n")[0].rstrip(b"\r")
    if not line:
        raise _Wrong("passphrase_file", "blank", file=path)
    return line


def _pem_certificates(files: Any, data: bytes) -> list[Any]:
    from cryptography import x509

    try:
        return x509.load_pem_x509_certificates(data)
    except ValueError:
        raise _Wrong("certificate", "notThis", file=files.certificate) from None


def _pem_key(files: Any, data: bytes, passphrase: bytes | None) -> Any:
    """The key of its own file, or of the certificate's where the settings name none."""
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    where, path = ("key", files.key) if files.key else ("certificate", files.certificate)
    held = _read(where, path) if files.key else data
    if b"PRIVATE KEY-----" not in held:
        raise _Wrong(where, "noKey", file=path)
    locked = b"ENCRYPTED" in held
    if locked and passphrase is None:
        raise _Wrong(where, "locked", file=path)
    try:
        return load_pem_private_key(held, passphrase if locked else None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise _Wrong(where, "passphrase" if locked else "noKey", file=path, passphrase_file=files.passphrase_file or "") from None


def _pkcs12(files: Any, data: bytes, passphrase: bytes | None) -> tuple[Any, list[Any], Any]:
    """(certificate, those above it, key or None)"""
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.serialization import pkcs12

    if data[:1] != b"\x30":  # not DER at all
        raise _Wrong("certificate", "notThis", file=files.certificate)
    try:
        key, own, above = pkcs12.load_key_and_certificates(data, passphrase)
    except UnsupportedAlgorithm:
        raise _Wrong("certificate", "notThis", file=files.certificate) from None
    except ValueError as error:
        if "password" not in str(error).lower():
            raise _Wrong("certificate", "notThis", file=files.certificate) from None
        code = "locked" if passphrase is None else "passphrase"
        raise _Wrong("certificate", code, file=files.certificate, passphrase_file=files.passphrase_file or "") from None
    if own is None and not above:
        raise _Wrong("certificate", "notThis", file=files.certificate)
    return own or above[0], list(above), key


# --- what it must be


def _fitting(files: Any, all_of_them: list[Any], key: Any) -> tuple[Any, list[Any]]:
    """The certificate of the key, and the others."""
    for own in all_of_them:
        if _public(own) == key.public_key():
            return own, [one for one in all_of_them if one != own]
    raise _Wrong("key" if files.key else "certificate", "fit", file=files.key or files.certificate, certificate=files.certificate)


def _public(certificate: Any) -> Any:
    """The public key of a certificate; None for a kind that is not known here: then it is not the clinic's."""
    from cryptography.exceptions import UnsupportedAlgorithm

    try:
        return certificate.public_key()
    except (UnsupportedAlgorithm, ValueError):
        return None


def _signer_takes(made: Certificate) -> None:
    """What signs compares names by RFC 4518, which refuses some that mix directions of writing: said now, not with each visit."""
    from asn1crypto import x509

    for der in (made.der, *made.chain):
        names = x509.Certificate.load(der)
        _ = names.subject.hashable, names.issuer.hashable


def _good(files: Any, own: Any, key: Any, at: datetime) -> None:
    """In its time, of a kind readers can check, and meant for signing."""
    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

    file = files.certificate
    if at > own.not_valid_after_utc:
        raise _Wrong("certificate", "ended", file=file, day=own.not_valid_after_utc.date().isoformat())
    if at < own.not_valid_before_utc:
        raise _Wrong("certificate", "early", file=file, day=own.not_valid_before_utc.date().isoformat())
    curve = isinstance(key, EllipticCurvePrivateKey) and key.curve.name in CURVES
    if not curve and not (isinstance(key, RSAPrivateKey) and key.key_size >= RSA_BITS):
        raise _Wrong("certificate", "kind", file=file, bits=RSA_BITS)
    try:
        usage = own.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        return
    if not (usage.digital_signature or usage.content_commitment):
        raise _Wrong("certificate", "usage", file=file)
