"""Throw-away certificates for the tests of the seal: an authority and a clinic below it, made when the test runs."""

from __future__ import annotations

import base64
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, NoEncryption, PrivateFormat, pkcs12
from cryptography.x509 import NameOID

FROM, TO = datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)
AT = datetime(2026, 3, 16, 13, 20, tzinfo=UTC)
NAME = "Fictional Clinic Seal"


@cache
def curve_key(curve: str = "secp256r1"):
    return ec.generate_private_key({"secp256r1": ec.SECP256R1, "secp256k1": ec.SECP256K1}[curve]())


@cache
def other_key():
    return ec.generate_private_key(ec.SECP256R1())


@cache
def rsa_key(bits: int = 2048):
    return rsa.generate_private_key(65537, bits)


@cache
def authority_key():
    return ec.generate_private_key(ec.SECP256R1())


def certificate(key=None, *, name: str | None = NAME, start: datetime = FROM, end: datetime = TO, signs: bool = True) -> tuple[x509.Certificate, x509.Certificate]:
    """(the clinic's certificate, its authority's)"""
    key = key or curve_key()
    above = _named("Fictional Authority")
    who = _named(name) if name else x509.Name([x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Fictional Organisation")])
    own = _issued(who, above, key, start, end).add_extension(_usage(signs), critical=True).sign(authority_key(), SHA256())
    root = _issued(above, above, authority_key(), FROM - timedelta(900), TO + timedelta(900))
    return own, root.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True).sign(authority_key(), SHA256())


def pem_of(*certificates: x509.Certificate) -> bytes:
    return b"".join(one.public_bytes(Encoding.PEM) for one in certificates)


def pem_of_key(key, passphrase: str = "") -> bytes:
    locked = BestAvailableEncryption(passphrase.encode()) if passphrase else NoEncryption()
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, locked)


def p12(key, passphrase: str = "", **about) -> bytes:
    own, root = certificate(key, **about)
    locked = BestAvailableEncryption(passphrase.encode()) if passphrase else NoEncryption()
    return pkcs12.serialize_key_and_certificates(b"seal", key, own, [root], locked)


def strange_kind(own: x509.Certificate) -> bytes:
    """The same in PEM with a key of a kind that nobody knows."""
    der = bytearray(own.public_bytes(Encoding.DER))
    der[der.index(bytes.fromhex("2a8648ce3d0201")) + 6] = 0x7E  # the last number of id-ecPublicKey
    body = base64.encodebytes(bytes(der)).decode()
    return f"-----BEGIN CERTIFICATE-----\n{body}-----END CERTIFICATE-----\n".encode()


def write(folder: Path, *, more: str = "", key=None, extra: str = "", **about) -> Path:
    """A folder's clinic.toml with a [seal] in PEM; `extra` goes into [seal], `more` before it."""
    key = key or curve_key()
    (folder / "clinic.pem").write_bytes(pem_of(*certificate(key, **about)))
    (folder / "clinic.key").write_bytes(pem_of_key(key))
    file = folder / "clinic.toml"
    file.write_text(f'{more}\n[seal]\ncertificate = "clinic.pem"\nkey = "clinic.key"\n{extra}\n')
    return file


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name), x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Fictional Organisation")])


def _issued(who: x509.Name, above: x509.Name, key, start: datetime, end: datetime) -> x509.CertificateBuilder:
    made = x509.CertificateBuilder().subject_name(who).issuer_name(above).public_key(key.public_key())
    return made.serial_number(x509.random_serial_number()).not_valid_before(start).not_valid_after(end)


def _usage(signs: bool) -> x509.KeyUsage:
    names = ("key_encipherment", "data_encipherment", "key_agreement", "key_cert_sign", "crl_sign", "encipher_only", "decipher_only")
    others = dict.fromkeys(names, False) | {"key_encipherment": not signs}
    return x509.KeyUsage(digital_signature=signs, content_commitment=signs, **others)
