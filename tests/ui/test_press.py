"""The press puts each page of a PDF on a whole sheet, and says when it could not; a file stands in for the printer."""

from __future__ import annotations

import threading

import pypdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from intake.ask.clinic import Clinic
from intake.ask.pack import PACKS, load_pack
from intake.tell.pdf.leaflet import leaflet
from ui.press import Press, put_on

PACK = load_pack(PACKS / "botulinum")


def made(paper: str) -> bytes:
    return leaflet(PACK, PACK.education.about(["neck", "knee"]), clinic=Clinic(paper=paper), language="fr-CA")


def printer_to(path) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    return printer


def darkness(path, page: int, across: int = 60, down: int = 80) -> list[int]:
    """How dark each field of a page is, 0 to 255."""
    document = QPdfDocument(None)
    assert document.load(str(path)) is QPdfDocument.Error.None_
    size = (2 * document.pagePointSize(page)).toSize()
    image = QImage(size, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.drawImage(0, 0, document.render(page, size))
    painter.end()
    small = image.scaled(across, down, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)
    return [255 - (small.pixel(x, y) & 255) for y in range(down) for x in range(across)]


@pytest.mark.parametrize(("paper", "points"), [("letter", (612, 792)), ("a4", (595, 842))])
def test_what_comes_out_is_what_went_in(qapp, tmp_path, paper, points):
    out, source = tmp_path / "out.pdf", tmp_path / "in.pdf"
    source.write_bytes(made(paper))
    assert put_on(printer_to(out), source.read_bytes(), paper, "leaflet")
    printed, pages = pypdf.PdfReader(out).pages, pypdf.PdfReader(source).pages
    assert len(printed) == len(pages) == 2
    for number, page in enumerate(printed):
        assert all(abs(float(side) - point) <= 1 for side, point in zip(page.mediabox[2:], points, strict=True))
        wanted, got = darkness(source, number), darkness(out, number)
        assert sum(wanted) > 50_000 and sum(abs(a - b) for a, b in zip(wanted, got, strict=True)) < sum(wanted) / 8


@pytest.mark.parametrize("pdf", [b"", b"%PDF-1.7\nbroken", b"not a PDF"])
def test_what_is_no_pdf_is_not_printed(qapp, tmp_path, pdf):
    assert put_on(printer_to(tmp_path / "out.pdf"), pdf, "letter", "leaflet") is False


@pytest.mark.qt_log_ignore("Returned false")
def test_a_printer_that_cannot_begin_is_told(qapp, tmp_path):
    assert put_on(printer_to(tmp_path / "no" / "such" / "out.pdf"), made("letter"), "letter", "leaflet") is False


def test_without_a_printer_nothing_is_ready_and_nothing_is_put(qapp, monkeypatch):
    monkeypatch.setattr(Press, "_info", lambda self: QPrinterInfo())
    assert not Press().ready() and not Press().put(made("letter"), "letter", "leaflet")


def test_it_prints_on_a_thread_of_its_own_while_the_screen_goes_on(qapp, tmp_path):
    """The preview does so: a page at the printer's resolution takes longer than a screen may wait."""
    out, done, pdf = tmp_path / "out.pdf", [], made("letter")
    thread = threading.Thread(target=lambda: done.append(put_on(printer_to(out), pdf, "letter", "intake")))
    thread.start()
    turns = 0
    while thread.is_alive():
        qapp.processEvents()
        turns += 1
    assert done == [True] and len(pypdf.PdfReader(out).pages) == 2 and turns > 10
