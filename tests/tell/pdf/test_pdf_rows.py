"""Rows: the hostile rows of reference/pdf.md 6 through the whole path: answers, reading, record, summary, response and PDF."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import traceback
import types
import unicodedata
import xml.etree.ElementTree as ElementTree
from io import BytesIO
from itertools import cycle
from pathlib import Path

import pikepdf
import pypdf
import pytest

from intake.ask.clinic import Clinic
from intake.ask.pack import PACKS
from intake.hear.answersfile import read_answers_file
from intake.hear.reading import read
from intake.notice.screening import assess
from intake.save.keep import make_record
from intake.tell.outbox import _try, files
from intake.tell.pdf import draw
from intake.tell.pdf.later.signature import picture
from intake.tell.pdf.text.sanitise import clean
from intake.tell.summary import summarise
from test_pdf_hostile import CONTROLS, MARKUP

ROOT = Path(__file__).resolve().parents[3]
EXAMPLE = PACKS / "botulinum" / "examples" / "M4.json"
_FIXED = {"visit-date", "identity-language"}
MORE = {
    "18 unbroken": "x" * 110, "18 spaces": "a " * 55, "19 br": "<br/>" * 20, "19 angle": "<" * 100, "19 amp": "&" * 100, "19 newlines": "line\n" * 6, "15 marks": "e" + "\u0301" * 90,
    "16 emoji": "👍🏽 ok", "16 arabic": "محمد عبد الله", "16 hebrew": "שלום עולם",
}
TEXTS = {name: text[:119].strip() for name, text in (MARKUP | CONTROLS | MORE).items() if name[0].isdigit()}
NUMBERS = sorted({int(name.split()[0]) for name in TEXTS})
LOOSE = {15: "poppler may put a blank or a turn into piles of marks and endless joiners", 16: "right-to-left words are returned in display order by -raw (test_pdf_readers.py)"}


def test_every_row_of_text_has_its_texts():
    assert set(NUMBERS) == {*range(1, 20), 28}


@pytest.fixture(scope="module")
def visit(pack, rules):
    """`visit(texts)`: the record of a visit whose every typed field holds one of the texts, and the fields with theirs."""
    example = json.loads(EXAMPLE.read_text("utf-8"))
    typed = [item for item in rules.form.items if item.kind in ("string", "text") and item.link_id not in _FIXED]

    def made(texts):
        turn = cycle(texts)
        put = {item.link_id: next(turn) for item in typed}
        answers, _ = read_answers_file(rules.form, {**example, "answers": {**example["answers"], **put}})
        reading = read(rules.form, answers)
        return make_record(reading, assess(rules, reading), pack=pack), put

    return made


def sound(data: bytes) -> None:
    """No annotation, and every word beside the pages is printable: information, outline, XMP, names of files."""
    reader = pypdf.PdfReader(BytesIO(data))
    assert not any(page.get("/Annots") for page in reader.pages)
    titles = [str(entry.title) for entry in _flat(reader.outline)]
    told = [str(value) for value in (reader.metadata or {}).values()]
    with pikepdf.open(BytesIO(data)) as opened:
        xmp = bytes(opened.Root.Metadata.read_bytes())
        named = list(opened.attachments)
    told += [text for element in ElementTree.fromstring(xmp[xmp.index(b"<x:xmpmeta"):xmp.rindex(b"</x:xmpmeta>") + 12]).iter() for text in (element.text or "", *element.attrib.values())]
    assert titles and not [text for text in (*titles, *told, *named) for char in text if unicodedata.category(char) in ("Cs", "Co", "Cf") or (unicodedata.category(char) == "Cc" and char not in "\n\r\t")]
    assert all(re.fullmatch(r"[A-Za-z0-9._-]+", name) for name in named)


def _flat(outline):
    return [entry for part in outline for entry in (_flat(part) if isinstance(part, list) else [part])]


@pytest.mark.parametrize("row", NUMBERS)
def test_row(row, visit, readers):
    texts = [text for name, text in TEXTS.items() if int(name.split()[0]) == row]
    record, put = visit(texts)
    made = files(record, "2026-11-23T10:02:00Z", clinic=Clinic())
    assert all(re.fullmatch(r"[A-Za-z0-9._-]+", name) for name in made), "no answer is in a file name"
    data = next(content for name, content in made.items() if name.endswith(".pdf"))
    sound(data)
    layer = readers.pressed(readers.poppler(data))
    kept = {answer for section in summarise(record).transcript for line in section.rows for answer in line.answers}
    assert len(kept & set(texts)) == len(texts) or row == 13, "what was typed is in the record as it was typed"
    for text in texts:
        wanted = readers.pressed(clean(text))
        if row in LOOSE:
            assert clean(text)[0] in layer
        else:
            assert layer.count(wanted) >= 2, text
    response = next(content for name, content in made.items() if name.endswith(".json"))
    exact = _strings(json.loads(response))
    assert all(text in exact for text in texts if row not in (13, 14))


def _strings(node) -> set[str]:
    if isinstance(node, dict):
        return {text for value in node.values() for text in _strings(value)}
    if isinstance(node, list):
        return {text for value in node for text in _strings(value)}
    return {node} if isinstance(node, str) else set()


_WATCH = """
import json, os, sys, sysconfig
root = {root!r}
sys.path[:0] = [root, {here!r}]
import people, types
from dataclasses import replace
from test_pdf_hostile import everywhere
from intake.tell.pdf import draw
texts, seen, watching = json.loads(sys.stdin.read()), [], []
allowed = [os.path.join(root, "assets"), os.path.join(root, "intake"), os.path.join(root, "forms"), sysconfig.get_path("stdlib"), sysconfig.get_path("platstdlib"), *(p for p in sys.path if "site-packages" in p)]
def hook(event, args):
    if not watching:
        return
    if event == "open":
        path = args[0] if isinstance(args[0], (str, bytes)) else ""
        path = os.path.realpath(os.fsdecode(path)) if path else ""
        if path and not any(path.startswith(os.path.realpath(place) + os.sep) for place in allowed):
            seen.append([event, path])
    elif event.split(".")[0] in ("socket", "subprocess", "urllib", "http", "ftplib", "smtplib", "webbrowser", "shutil", "tempfile") or event in ("os.system", "os.exec", "os.fork", "os.posix_spawn", "exec-string"):
        seen.append([event, repr(args[:1])])
sys.addaudithook(hook)
watching.append(1)
for text in texts:
    summary = everywhere(people.typical(), text)
    draw(summary, None, clinic=types.SimpleNamespace(paper="letter"), released="x")
if {tamper}:
    open("/etc/hostname").read()
    import socket; socket.socket().close()
watching.clear()
print(json.dumps(seen))
"""


def watched(texts: list[str], tamper: bool = False) -> list:
    code = _WATCH.format(root=str(ROOT), here=str(Path(__file__).parent), tamper=tamper)
    done = subprocess.run([sys.executable, "-c", code], input=json.dumps(texts), capture_output=True, text=True, timeout=120, env={"PATH": "", "HOME": "/nonexistent"})
    assert done.returncode == 0, done.stderr[-400:]
    return json.loads(done.stdout)


def test_rows_8_9_10_12_no_file_is_opened_and_no_network_touched(tmp_path):
    trap = tmp_path / "trap.png"
    trap.write_bytes(b"x")
    texts = [text for name, text in MARKUP.items() if name.split()[0] in ("8", "9", "10", "12")]
    assert watched([*texts, f"<img src='{trap}'/>", str(trap), f"file://{trap}", "\\\\host\\share\\x.png"]) == []


def test_rows_8_9_10_the_watch_sees_a_file_and_a_socket():
    assert {event.split(".")[0] for event, _ in watched(["x"], tamper=True)} == {"open", "socket"}


def test_row_21_a_picture_larger_than_any_page_is_refused_before_it_is_unpacked(cast):
    png = cast.signature_png(10, 10)
    bomb = png[:16] + (13_000).to_bytes(4, "big") * 2 + png[24:]
    assert picture(png) and picture(bomb) is None and picture(b"") is None and picture(png[:40]) is None


def test_row_23_a_barcode_takes_only_the_ascii_of_a_document_id():
    from intake.tell.pdf.paper import barcodes

    with pytest.raises(ValueError) as caught:
        barcodes.code128("INT-Ä")
    assert "Ä" not in str(caught.value)


def test_rows_1_to_7_24_no_markup_engine_is_loaded():
    code = "import intake.tell.pdf, sys; print([name for name in sys.modules if name.startswith(('reportlab.platypus', 'reportlab.graphics', 'svglib'))])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60, env={"PYTHONPATH": str(ROOT), "PATH": ""})
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("kind", ["image/svg+xml", "", "image/png", "application/pdf"])
def test_row_26_no_svg_is_ever_drawn(kind):
    assert picture(b"<svg xmlns='http://www.w3.org/2000/svg'><image href='/etc/passwd'/></svg>", kind) is None


SECRET = "Zebrasecretword"
FAULTS = {
    "the text engine": ("intake.tell.pdf.text.shape.hb.shape", lambda *a, **k: 1 / 0),
    "the faces": ("intake.tell.pdf.text.faces.Face.subset", lambda *a, **k: bytes(5) + 5),
    "a length": ("intake.tell.pdf.paper.sheet.baseline", lambda flow: float("nan")),
    "a drawing": ("intake.tell.pdf.paper.sheet.Sheet.line", lambda *a, **k: {}["missing"]),
    "the words": ("intake.ask.words.Words.__call__", lambda self, key, /, **facts: {}[key]),
    "the archive": ("intake.tell.pdf.compose.archive", lambda *a, **k: (_ for _ in ()).throw(OSError(28, "No space left"))),
    "the response": ("intake.tell.pdf.compose.response_bytes", lambda *a, **k: json.loads("{")),
}


@pytest.mark.parametrize("layer", FAULTS)
def test_row_25_a_build_that_fails_says_no_word_of_the_patient(layer, visit, monkeypatch, caplog, capsys):
    record, _ = visit([f"{SECRET} محمد 李"])
    summary = summarise(record)
    monkeypatch.setattr(*FAULTS[layer])
    with pytest.raises(Exception) as caught:  # whatever kind it is
        draw(summary, record, clinic=types.SimpleNamespace(paper="letter"), released="x")
    told = "".join(traceback.format_exception(caught.value)) + repr(caught.value.args) + caplog.text + "".join(capsys.readouterr())
    assert SECRET not in told and "محمد" not in told and "李" not in told


def test_row_25_an_error_that_quotes_the_patient_is_not_passed_on(visit, caplog):
    """Whatever a library may say: the log and the receipt hold the kind of error only."""
    record, _ = visit([SECRET])
    def broken(_record, _at):
        raise ValueError(f"cannot draw {SECRET}")

    queued = types.SimpleNamespace(document_id="D-1", channel="folder")
    shelf = types.SimpleNamespace(parcel=lambda _id: None, record=lambda _id: record)
    receipt = _try(shelf, types.SimpleNamespace(), queued, broken, "2026-11-23T10:02:00Z", False)
    assert receipt.state == "waiting" and SECRET not in repr(receipt) and SECRET not in caplog.text and "ValueError" in caplog.text

@pytest.mark.parametrize("where", ["home", "path"])
def test_row_27_settings_of_the_machine_have_no_effect_on_the_command(tmp_path, where):
    """The home folder, the working folder and the environment all try to reach ReportLab; the bytes are the same."""
    home, away = tmp_path / "home", tmp_path / "away"
    home.mkdir()
    away.mkdir()
    trace = tmp_path / "executed"
    (home / ".reportlab_settings").write_text(f"open({str(trace)!r}, 'w').close()\npageCompression = 0\n")
    (home / ".reportlab_mods").write_text(f"open({str(trace)!r}, 'w').close()\n")
    if where == "path":
        (away / "reportlab_settings.py").write_text(f"open({str(trace)!r}, 'w').close()\npageCompression = 0\n")
        (away / "reportlab_mods.py").write_text(f"open({str(trace)!r}, 'w').close()\n")
    made = []
    for name, cwd, env in (("clean", ROOT, {"HOME": "/nonexistent"}), ("hostile", away, {"HOME": str(home), "RL_trustedHosts": "*", "RL_pageCompression": "0", "RL_invariant": "0", "rl_ttfAsciiReadable": "1"})):
        out = tmp_path / f"{name}.pdf"
        done = subprocess.run([sys.executable, "-m", "intake", "pdf", str(EXAMPLE), "-o", str(out)], cwd=cwd, capture_output=True, text=True, timeout=120,
                              env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **env})
        assert done.returncode == 0, done.stderr[-300:]
        made.append(out.read_bytes())
    assert not trace.exists() and made[0] == made[1]
