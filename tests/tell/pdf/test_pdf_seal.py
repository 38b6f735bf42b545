"""The seal: valid for a reader that knows nothing of us, broken by one byte, never in the way of a visit, and the page says which."""

from __future__ import annotations

import importlib.util
import logging
import os
import shutil
import socket
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pypdf
import pytest

pytest.importorskip("pyhanko", reason="the extra “seal” is not installed")
ROOT = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT / "tests" / "ask"))

import certificates as made  # noqa: E402
import gate  # noqa: E402

from intake.ask.certificate import open_certificate  # noqa: E402
from intake.ask.clinic import load_clinic  # noqa: E402
from intake.tell.channels.tray import Tray  # noqa: E402
from intake.tell.outbox import deliver, files, unsent  # noqa: E402
from intake.tell.pdf import draw  # noqa: E402
from intake.tell.pdf.finish.sign import seal, sealed  # noqa: E402
from intake.tell.pdf.release import release  # noqa: E402
from intake.tell.summary import summarise  # noqa: E402
from ui.command import run  # noqa: E402
from ui.done import Outcome, _for_staff  # noqa: E402
from ui.trouble import Trouble  # noqa: E402

AT = made.AT.isoformat().replace("+00:00", "Z")
LATE = (made.TO + timedelta(days=1)).isoformat()
M3 = ROOT / "forms" / "botulinum" / "examples" / "M3.json"


def pdfsig(pdf: bytes, folder: Path) -> str:
    """What poppler says of the signatures of a file."""
    if not shutil.which("pdfsig"):
        pytest.skip("poppler-utils is not installed: no pdfsig to check the seal with")
    file = folder / "checked.pdf"
    file.write_bytes(pdf)
    return subprocess.run(["pdfsig", "-nocert", str(file)], capture_output=True, text=True, env=os.environ | {"TZ": "UTC"}).stdout


def text_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(pdf)).pages).split())


@pytest.fixture
def clinic(tmp_path):
    return load_clinic(made.write(tmp_path))


@pytest.fixture(scope="module")
def plain(cast):
    return draw(cast.typical(), None, clinic=load_clinic(), released=AT)


@pytest.mark.parametrize(("key", "about"), [(made.curve_key(), {}), (made.rsa_key(), {"name": "Clinique de l’Événement 李"})], ids=["P-256", "RSA"])
def test_a_reader_finds_the_seal_valid_and_the_whole_document_under_it(plain, tmp_path, key, about) -> None:
    whole = seal(plain, open_certificate(load_clinic(made.write(tmp_path, key=key, **about)), made.AT), at=made.AT)
    said = pdfsig(whole, tmp_path)
    for words in ("Signature is Valid", "Total document signed", "ETSI.CAdES.detached", "SHA-256", "Mar 16 2026 13:20:00", about.get("name", made.NAME)):
        assert words in said
    assert whole.startswith(plain) and len(whole) - len(plain) < 20_000
    assert sealed(whole) and not sealed(plain) and not sealed(b"%PDF no file at all")


def test_one_byte_changed_is_seen(plain, clinic, tmp_path) -> None:
    whole = bytearray(seal(plain, open_certificate(clinic, made.AT), at=made.AT))
    whole[len(plain) // 2] ^= 1
    said = pdfsig(bytes(whole), tmp_path)
    assert "Digest Mismatch" in said and "Signature is Valid" not in said


def test_the_seal_changes_nothing_that_was_there(plain, clinic, tmp_path, readers) -> None:
    whole = seal(plain, open_certificate(clinic, made.AT), at=made.AT, said="Seal of a clinic")
    before, after = pypdf.PdfReader(BytesIO(plain)), pypdf.PdfReader(BytesIO(whole))
    assert before.metadata == after.metadata and before.trailer["/Root"]["/Metadata"].get_data() == after.trailer["/Root"]["/Metadata"].get_data()
    assert "/Version" not in after.trailer["/Root"] and readers.poppler(plain) == readers.poppler(whole)
    (widget,) = (one.get_object() for one in after.pages[0]["/Annots"])
    assert widget["/Rect"] == [0, 0, 0, 0] and widget["/TU"] == "Seal of a clinic" and "/AP" not in widget
    assert widget["/V"]["/Reference"][0]["/TransformParams"]["/P"] == 2, "certified: forms and further signatures only"
    if shutil.which("qpdf"):
        (tmp_path / "q.pdf").write_bytes(whole)
        assert subprocess.run(["qpdf", "--check", str(tmp_path / "q.pdf")], capture_output=True).returncode == 0


def test_the_validators_pass_a_sealed_file(kept, clinic, tmp_path) -> None:
    files, record = {}, kept("M4")
    for level in ("a3", "a2"):
        files[level] = tmp_path / f"{level}.pdf"
        files[level].write_bytes(release(summarise(record), record, clinic=clinic.model_copy(update={"archive": level}), released=AT))
    assert all(sealed(file.read_bytes()) for file in files.values())
    told, checked = gate.complaints(files)
    assert told == {} and {"PDF/A-3A", "PDF/A-2A", "PDF/UA-1"} <= set(checked)


def test_sealing_asks_no_network_and_no_clock(plain, clinic, monkeypatch) -> None:
    def refuse(*_: object, **__: object):
        raise AssertionError("a seal needs no network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    opened = open_certificate(clinic, made.AT)
    field = [pypdf.PdfReader(BytesIO(seal(plain, opened, at=made.AT))).get_fields()["Seal"]["/V"] for _ in range(2)]
    assert [one["/M"] for one in field] == ["D:20260316132000Z"] * 2


# --- what the page says


def test_the_page_says_who_sealed_and_when(cast, clinic) -> None:
    told = text_of(release(cast.typical(), clinic=clinic, released=AT))
    print_ = open_certificate(clinic, made.AT).fingerprint
    assert f"SEALED by {made.NAME} on 16-Mar-2026 13:20 UTC" in told and f"{print_[:4]} {print_[4:8]}" in told and "UNSEALED" not in told


def test_a_name_of_several_lines_or_against_the_direction_is_one_plain_line(cast, tmp_path) -> None:
    clinic = load_clinic(made.write(tmp_path, name="A\nclinic\u202e\u200b of <b>ours</b>"))
    out = release(cast.typical(), clinic=clinic, released=AT)
    said = "A / clinic of <b>ours</b>"
    unseen = release(cast.typical(), clinic=load_clinic(made.write(tmp_path, name="\u200b\u202e")), released=AT)
    assert f"SEALED by {open_certificate(load_clinic(tmp_path / 'clinic.toml'), made.AT).fingerprint[:16]} on" in text_of(unseen)
    assert f"SEALED by {said} on" in text_of(out) and pypdf.PdfReader(BytesIO(out)).get_fields()["Seal"]["/V"]["/Name"] == said


@pytest.mark.parametrize(("language", "words"), [("en", "UNSEALED – this file"), ("fr-CA", "NON SCELLÉ"), ("es", "SIN SELLO")])
def test_without_a_certificate_it_says_so_plainly(cast, language, words, readers) -> None:
    person = replace(cast.typical(), language=language)
    told = text_of(release(person, clinic=load_clinic(), released=AT))
    assert words in told and readers.pressed(person.versions.record_sha256) in readers.pressed(told)


def test_the_part_under_the_seal_is_the_same_each_time(cast, clinic) -> None:
    one, two = (release(cast.typical(), clinic=clinic, released=AT) for _ in range(2))
    end = one.index(b"%%EOF")
    assert one[:end] == two[:end]


# --- a seal that cannot be made


def _break(what: str, folder: Path, monkeypatch) -> None:
    match what:
        case "file gone":
            (folder / "clinic.key").unlink()
        case "extra gone":
            there = importlib.util.find_spec
            monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "pyhanko" else there(name))
        case "signing fails":
            monkeypatch.setattr("intake.tell.pdf.release.seal", lambda *_, **__: (_ for _ in ()).throw(ValueError("patient words")))


@pytest.mark.parametrize(("what", "kind"), [("file gone", "seal.file"), ("extra gone", "seal.extra"), ("signing fails", "ValueError"), ("late", "seal.ended")])
def test_the_visit_goes_out_all_the_same_and_says_unsealed(what, kind, cast, clinic, tmp_path, monkeypatch, caplog) -> None:
    _break(what, tmp_path, monkeypatch)
    caplog.set_level(logging.DEBUG)
    at = LATE if what == "late" else AT
    out = release(cast.typical(), clinic=clinic, released=AT, at=at)
    assert out == draw(cast.typical(), clinic=clinic, released=AT) and not sealed(out) and "UNSEALED" in text_of(out)
    (line,) = (one.getMessage() for one in caplog.records if one.name.startswith("intake"))
    assert kind in line and cast.typical().versions.document_id in line and "patient words" not in caplog.text and str(tmp_path) not in caplog.text


@pytest.mark.parametrize(("at", "key"), [(AT, "outbox.delivered"), (LATE, "outbox.unsealed")])
def test_the_receipt_says_it_also_when_the_chart_was_away_at_first(at, key, kept, clinic, store) -> None:
    tray, record = Tray(), kept("M4")
    store.keep(record, ["tray"])
    tray.away = True

    def send(when):
        return deliver(store, {"tray": tray}, lambda one, released: files(one, released, clinic=clinic), at=when, seals=True)

    assert [one.key for one in send(at)] == ["outbox.missing"]
    tray.away = False
    (receipt,) = send(AT)
    assert (receipt.key, receipt.state) == (key, "delivered") and bool(unsent([receipt])) == (key == "outbox.unsealed")
    assert store.deliveries()[0].key == key
    (pdf,) = (data for name, data in tray.parcels[record.document_id()].files if name.endswith(".pdf"))
    assert sealed(pdf) == (key == "outbox.delivered")


def test_staff_read_it_on_the_last_screen() -> None:
    from intake.ask.words import words

    told = _for_staff(words("en"), Outcome("PCI-1", sent=True, why=Trouble("outbox.unsealed", {"count": 2}, arrived=True)))
    assert "PCI-1 is in the chart's folder" in told and "UNSEALED" in told and "intake check" in told


# --- the command


def test_the_command_seals_and_refuses_a_certificate_that_cannot(tmp_path, monkeypatch, capsys) -> None:
    out, file = tmp_path / "m3.pdf", made.write(tmp_path)
    monkeypatch.setattr("ui.commands.pdf._now", lambda: made.AT)
    assert run(["pdf", str(M3), "-o", str(out), "--clinic", str(file)]) == 0
    assert sealed(out.read_bytes()) and "made from a file" in text_of(out.read_bytes())
    out.unlink()
    (tmp_path / "clinic.key").write_bytes(made.pem_of_key(made.other_key()))
    assert run(["pdf", str(M3), "-o", str(out), "--clinic", str(file)]) == 2
    assert "clinic.key does not belong" in capsys.readouterr().err and not out.exists()


def test_nothing_of_the_seal_is_loaded_before_it_is_needed() -> None:
    script = (
        "import sys, intake.tell.pdf.release, intake.ask.clinic, ui.commands.pdf\n"
        "print(sorted({name.partition('.')[0] for name in sys.modules} & {'pyhanko', 'cryptography', 'asn1crypto', 'pikepdf'}))"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True, env=os.environ | {"PYTHONPATH": str(ROOT)})
    assert done.stdout.strip() == "[]"
