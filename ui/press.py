"""Press: puts a finished PDF on the printer of this machine; the only place that knows how Qt prints."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

DPI = 300
"""Finer than this no letter gains, and one page would be a picture of many megabytes."""


class Press:
    """The default printer, or the only other one there is. Qt's printing is loaded when it is first asked for."""

    def ready(self) -> bool:
        """Whether this machine has a printer."""
        return not self._info().isNull()

    def put(self, pdf: bytes, paper: str, name: str) -> bool:
        """Print every page on `paper` (letter, a4) as a job of that name; False when the printer would not take it."""
        from PySide6.QtPrintSupport import QPrinter

        info = self._info()
        if info.isNull():
            return False
        return put_on(QPrinter(info, QPrinter.PrinterMode.HighResolution), pdf, paper, name)

    def _info(self) -> QPrinterInfo:
        from PySide6.QtPrintSupport import QPrinterInfo

        info = QPrinterInfo.defaultPrinter()
        if info.isNull() and (names := QPrinterInfo.availablePrinterNames()):
            info = QPrinterInfo.printerInfo(names[0])
        return info


def put_on(printer: QPrinter, pdf: bytes, paper: str, name: str) -> bool:
    """Draw the pages of a PDF on a printer, each on the whole sheet. False when the PDF or the printer is of no use."""
    from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, QSize
    from PySide6.QtGui import QPageLayout, QPageSize, QPainter
    from PySide6.QtPdf import QPdfDocument

    source, document = QBuffer(), QPdfDocument(None)
    source.setData(pdf)
    source.open(QIODevice.OpenModeFlag.ReadOnly)
    document.load(source)
    if document.status() is not QPdfDocument.Status.Ready or not document.pageCount():
        return False
    printer.setDocName(name)
    printer.setFullPage(True)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4 if paper == "a4" else QPageSize.PageSizeId.Letter))
    printer.setPageMargins(QMarginsF(), QPageLayout.Unit.Point)
    painter = QPainter()
    if not painter.begin(printer):
        return False
    done = True
    for number in range(document.pageCount()):
        if number and not printer.newPage():
            done = False
            break
        size, dpi = document.pagePointSize(number), min(DPI, printer.resolution())
        picture = document.render(number, QSize(round(size.width() * dpi / 72), round(size.height() * dpi / 72)))
        sheet = QRectF(0, 0, size.width() * printer.resolution() / 72, size.height() * printer.resolution() / 72)
        painter.drawImage(sheet, picture)
    return painter.end() and done
