"""[seal]: every mistake with the clinic's certificate is a sentence that names the file, told before the first patient."""

from __future__ import annotations

import importlib.util
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

pytest.importorskip("cryptography", reason="the extra “seal” is not installed")
sys.path.insert(0, str(Path(__file__).parent))

import certificates as made  # noqa: E402

from intake.ask.certificate import open_certificate  # noqa: E402
from intake.ask.clinic import load_clinic  # noqa: E402
from intake.ask.errors import PackError  # noqa: E402
from ui.commands.check import faults_of  # noqa: E402

SECRET = "correct-horse-battery"


def opened(file: Path, at: datetime = made.AT):
    return open_certificate(load_clinic(file), at)


def fault(file: Path, at: datetime = made.AT):
    with pytest.raises(PackError) as caught:
        opened(file, at)
    (one,) = caught.value.faults
    assert SECRET not in str(caught.value) + repr(caught.value) and "clinic.toml" in str(one)
    return one


def test_pem_with_a_key_of_its_own(tmp_path: Path) -> None:
    seal = opened(made.write(tmp_path))
    assert seal.name == made.NAME and len(seal.fingerprint) == 64 and len(seal.chain) == 1
    assert seal.key not in repr(seal).encode() and "key" not in repr(seal)


def test_the_order_in_the_file_does_not_matter_and_the_key_may_stand_there_too(tmp_path: Path) -> None:
    file = made.write(tmp_path)
    own, root = made.certificate()
    (tmp_path / "clinic.pem").write_bytes(made.pem_of(root, own) + made.pem_of_key(made.curve_key()))
    file.write_text('[seal]\ncertificate = "clinic.pem"\n')
    assert opened(file).name == made.NAME


@pytest.mark.parametrize("passphrase", ["", SECRET])
def test_pkcs12_and_a_locked_key(tmp_path: Path, passphrase: str) -> None:
    file = made.write(tmp_path)
    (tmp_path / "clinic.p12").write_bytes(made.p12(made.curve_key(), passphrase))
    (tmp_path / "clinic.pass").write_text(f"{SECRET}\r\nnot this\n")
    file.write_text('[seal]\ncertificate = "clinic.p12"\n' + ('passphrase_file = "clinic.pass"\n' if passphrase else ""))
    seal = opened(file)
    assert seal.name == made.NAME and len(seal.chain) == 1 and SECRET not in repr(load_clinic(file))
    (tmp_path / "clinic.key").write_bytes(made.pem_of_key(made.curve_key(), SECRET))
    file.write_text('[seal]\ncertificate = "clinic.pem"\nkey = "clinic.key"\npassphrase_file = "clinic.pass"\n')
    assert opened(file).key == seal.key


@pytest.mark.parametrize(("about", "extra", "name"), [
    ({}, "", made.NAME), ({"name": None}, "", "Fictional Organisation"), ({}, 'name = "Harbour Street"', "Harbour Street"),
])  # fmt: skip
def test_who_seals(tmp_path: Path, about: dict, extra: str, name: str) -> None:
    assert opened(made.write(tmp_path, extra=extra, **about)).name == name


def _wrong(tmp_path: Path, what: str) -> Path:
    """A clinic.toml with one thing wrong."""
    file, pem, key, passphrase = made.write(tmp_path), tmp_path / "clinic.pem", tmp_path / "clinic.key", tmp_path / "clinic.pass"
    passphrase.write_text("wrong-one\n")
    p12 = file.read_text().replace("clinic.pem", "clinic.p12").replace('key = "clinic.key"', "")
    match what:
        case "no file":
            pem.unlink()
        case "no key file":
            key.unlink()
        case "a folder":
            pem.unlink()
            pem.mkdir()
        case "not a certificate":
            pem.write_bytes(b"\x00\x01hello")
        case "broken PEM":
            pem.write_bytes(b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")
        case "huge":
            pem.write_bytes(b"0" * 300_000)
        case "no key inside":
            key.write_bytes(b"-----BEGIN CERTIFICATE-----")
        case "locked":
            key.write_bytes(made.pem_of_key(made.curve_key(), SECRET))
        case "wrong passphrase":
            key.write_bytes(made.pem_of_key(made.curve_key(), SECRET))
            file.write_text(file.read_text() + 'passphrase_file = "clinic.pass"\n')
        case "no passphrase file":
            file.write_text(file.read_text() + 'passphrase_file = "other.pass"\n')
        case "blank passphrase":
            passphrase.write_text("\n" + SECRET)
            file.write_text(file.read_text() + 'passphrase_file = "clinic.pass"\n')
        case "another key":
            key.write_bytes(made.pem_of_key(made.other_key()))
        case "locked p12" | "wrong passphrase for p12":
            (tmp_path / "clinic.p12").write_bytes(made.p12(made.curve_key(), SECRET))
            file.write_text(p12 + ('passphrase_file = "clinic.pass"\n' if "wrong" in what else ""))
        case "broken p12":
            (tmp_path / "clinic.p12").write_bytes(made.p12(made.curve_key())[:200])
            file.write_text(p12)
        case "strange curve":
            made.write(tmp_path, key=made.curve_key("secp256k1"))
        case "short RSA":
            made.write(tmp_path, key=made.rsa_key(1024))
        case "not for signing":
            made.write(tmp_path, signs=False)
    return file


@pytest.mark.parametrize(("what", "code", "names"), [
    ("no file", "file", "clinic.pem"), ("no key file", "file", "clinic.key"), ("a folder", "file", "clinic.pem"), ("not a certificate", "notThis", "clinic.pem"),
    ("broken PEM", "notThis", "clinic.pem"), ("huge", "notThis", "clinic.pem"), ("no key inside", "noKey", "clinic.key"), ("locked", "locked", "clinic.key"),
    ("wrong passphrase", "passphrase", "clinic.pass"), ("no passphrase file", "file", "other.pass"), ("blank passphrase", "blank", "clinic.pass"),
    ("another key", "fit", "clinic.key"), ("locked p12", "locked", "clinic.p12"), ("wrong passphrase for p12", "passphrase", "clinic.p12"),
    ("broken p12", "notThis", "clinic.p12"), ("strange curve", "kind", "clinic.pem"), ("short RSA", "kind", "clinic.pem"), ("not for signing", "usage", "clinic.pem"),
])  # fmt: skip
def test_a_mistake_is_a_sentence_that_names_the_file(tmp_path: Path, what: str, code: str, names: str) -> None:
    one = fault(_wrong(tmp_path, what))
    assert one.code == f"seal.{code}" and names in one.sentence() and one.line >= 2
    assert one.sentence().count("{") == 0 and not one.sentence().startswith("fault.")


@pytest.mark.parametrize(("at", "code"), [(made.TO + timedelta(seconds=1), "ended"), (made.FROM - timedelta(seconds=1), "early")])
def test_a_certificate_out_of_its_time(tmp_path: Path, at: datetime, code: str) -> None:
    assert fault(made.write(tmp_path), at).code == f"seal.{code}"


@pytest.mark.parametrize("missing", ["pyhanko", "cryptography"])
def test_without_the_extra_it_says_how_to_get_it(tmp_path: Path, monkeypatch, missing: str) -> None:
    there = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == missing else there(name))
    assert "uv sync --extra seal" in fault(made.write(tmp_path)).sentence()


def test_check_opens_the_files_and_speaks_of_an_end_that_is_near(tmp_path: Path) -> None:
    now = datetime.now(UTC)
    long = made.write(tmp_path, start=now - timedelta(days=1), end=now + timedelta(days=400))
    assert faults_of(long) == ()
    (near,) = faults_of(made.write(tmp_path, start=now - timedelta(days=1), end=now + timedelta(days=9)))
    assert (near.code, near.severity) == ("seal.soon", "warning") and "clinic.pem" in near.sentence()
    (ended,) = faults_of(made.write(tmp_path, start=now - timedelta(days=9), end=now - timedelta(days=1)))
    assert (ended.code, ended.severity) == ("seal.ended", "error")


@pytest.mark.parametrize(("at", "said", "code"), [
    (made.AT, "", []), (made.TO - timedelta(days=9), "screen.welcome.seal-ends", ["seal.soon"]),
    (made.TO + timedelta(days=1), "screen.welcome.unsealed", ["seal.ended"]), (made.FROM - timedelta(days=1), "screen.welcome.unsealed", ["seal.early"]),
])  # fmt: skip
def test_the_house_opens_whatever_the_certificate_and_tells_staff(tmp_path: Path, at: datetime, said: str, code: list[str]) -> None:
    from ui.app import build

    house = build(made.write(tmp_path), data_folder=tmp_path, clock=lambda: at)
    assert house.seal_doubt() == said and [fault.code for fault in house.seal_faults()] == code
    (tmp_path / "clinic.key").unlink()
    assert house.seal_doubt() == "screen.welcome.unsealed", "looked at anew each time"


def test_without_a_seal_nothing_is_said_of_it(tmp_path: Path) -> None:
    from ui.app import build

    assert build(None, data_folder=tmp_path).seal_faults() == ()


@pytest.mark.parametrize("path", ["a\\u0000b", "~nobody-of-that-name/clinic.pem", "dangling.pem"])
def test_a_name_that_no_file_can_have_is_a_sentence_too(tmp_path: Path, path: str) -> None:
    file = made.write(tmp_path)
    (tmp_path / "dangling.pem").symlink_to(tmp_path / "gone.pem")
    file.write_text(f'[seal]\ncertificate = "{path}"\n')
    assert fault(file).code == "seal.file"


def test_a_link_and_a_name_with_spaces_are_files_like_others(tmp_path: Path) -> None:
    file, folder = made.write(tmp_path), tmp_path / "a folder, é"
    folder.mkdir()
    for name in ("clinic.pem", "clinic.key"):
        (tmp_path / name).rename(folder / name)
    (tmp_path / "link.pem").symlink_to(folder / "clinic.pem")
    file.write_text('[seal]\ncertificate = "link.pem"\nkey = "a folder, é/clinic.key"\n')
    assert opened(file).name == made.NAME


def test_a_certificate_of_a_strange_kind_beside_ours_is_passed_over(tmp_path: Path) -> None:
    file = made.write(tmp_path)
    own, _ = made.certificate()
    strange = made.strange_kind(own)
    (tmp_path / "clinic.pem").write_bytes(strange + made.pem_of(own))
    assert opened(file).name == made.NAME


def test_a_name_that_the_signer_refuses_is_told_before_the_first_visit(tmp_path: Path) -> None:
    pytest.importorskip("pyhanko", reason="the extra “seal” is not installed")
    one = fault(made.write(tmp_path, name="محمد Clinic"))
    assert one.code == "seal.odd" and "clinic.pem" in one.sentence() and "محمد" not in one.sentence()
