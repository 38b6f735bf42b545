"""Codes: bars and squares say the document's id and nothing else, to an independent reader; the frame makes room for them and for long names."""

import re
import subprocess
import sys
from dataclasses import replace

import pytest
import zxingcpp
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from PIL import Image

from intake.tell.pdf import compose
from intake.tell.pdf.paper import barcodes, frame
from intake.tell.pdf.paper.qr import ALPHANUMERIC, codewords, qr
from intake.tell.pdf.paper.sheet import SIZES, Sheet
from intake.tell.summary import Versions

SHA = "1dc9cf469e0b66f7" * 4
FORMATS = [zxingcpp.BarcodeFormat.Code128, zxingcpp.BarcodeFormat.QRCode]
ASCII = st.characters(min_codepoint=32, max_codepoint=126)
IDS = st.text(ASCII, min_size=1, max_size=barcodes.LONGEST)


def bars(text: str, dots: int = 2) -> Image.Image:
    """The bars of a text on white, each module so many dots wide."""
    widths = barcodes.code128(text)
    row, dark = [255] * 10, True
    for width in widths:
        row += [0 if dark else 255] * width
        dark = not dark
    row += [255] * 10
    return Image.frombytes("L", (len(row), 1), bytes(row)).resize((len(row) * dots, 40), Image.Resampling.NEAREST)


def square(rows, dots: int = 3) -> Image.Image:
    n = len(rows) + 8
    grid = [[255] * n for _ in range(n)]
    for r, row in enumerate(rows):
        for c, dark in enumerate(row):
            grid[r + 4][c + 4] = 0 if dark else 255
    return Image.frombytes("L", (n, n), bytes(v for row in grid for v in row)).resize((n * dots, n * dots), Image.Resampling.NEAREST)


def read(picture) -> list[str]:
    return sorted(found.text for found in zxingcpp.read_barcodes(picture, formats=FORMATS))


@given(text=st.text(ASCII, min_size=1, max_size=26))
@settings(max_examples=150, deadline=None)
def test_any_printable_text_reads_back_from_its_bars(text):
    assert read(bars(text)) == [text]


@given(text=st.text(ASCII, min_size=1, max_size=40) | st.text(ALPHANUMERIC, min_size=1, max_size=60))
@settings(max_examples=150, deadline=None)
def test_any_printable_text_reads_back_from_its_square(text):
    assert read(square(qr(text))) == [text]


@given(name=IDS, page=st.integers(1, 9999))
@settings(max_examples=60, deadline=None)
def test_every_document_id_fits_both_codes_and_can_be_taken_apart_again(name, page):
    versions = Versions(name, SHA)
    bar, whole = barcodes.page_text(versions, page), barcodes.document_text(versions)
    assert read(bars(bar)) == [bar] and read(square(qr(whole))) == [whole]
    assert re.fullmatch(r"(.+)\.(\d+)/(\d+)", bar).groups() == (name, "1", str(page))
    assert re.fullmatch(r"(.+)\.(\d+):([0-9A-F]{16})", whole).groups() == (name, "1", SHA[:16].upper())


@pytest.mark.parametrize("name", ["", "\u00e9", "PCI-7Q4M-2K9X\u202e", "PCI\n", "x" * 21, "\u0645\u062d\u0645\u062f", "\x00", "PCI-\x7f"])
def test_what_is_no_document_id_is_refused_by_its_length_alone(name):
    makers = [lambda: barcodes.page_text(Versions(name, SHA), 1), lambda: barcodes.document_text(Versions(name, SHA))]
    if len(name) <= barcodes.LONGEST:
        makers += [lambda: barcodes.code128(name), lambda: qr(name)]
    for make in makers:
        with pytest.raises(ValueError, match=rf"^[a-z ]+: {len(name)} characters$"):
            make()
    with pytest.raises(ValueError, match="^too long for a code: 62 characters$"):
        codewords("A" * 62)


@pytest.mark.parametrize(("text", "modules"), [("PCI-7Q4M-2K9X.1/1", 222), ("1234567890", 90), ("A123456", 90), ("AB", 57), ("12", 57)])
def test_long_runs_of_digits_go_two_to_a_symbol(text, modules):
    assert sum(barcodes.code128(text)) == modules and read(bars(text)) == [text]


@pytest.mark.parametrize("text", ["PCI-7Q4M-2K9X.1:1DC9CF469E0B66F7", "A", "lower-case.1:00", "0123456789" * 6])
def test_the_square_is_the_one_another_encoder_draws(text):
    from reportlab.graphics.barcode import qrencoder

    rows = qr(text)
    found = zxingcpp.read_barcode(square(rows), formats=FORMATS)
    other = qrencoder.QRCode(int(found.extra["Version"]), qrencoder.QRErrorCorrectLevel.M)
    other.addData(qrencoder.QRAlphaNum(text) if text.isupper() or text.isdigit() else qrencoder.QR8bitByte(text))
    other.makeImpl(False, int(found.extra["DataMask"]))
    assert [list(map(bool, row)) for row in other.modules] == [list(row) for row in rows]
    assert found.extra["ECLevel"] == "M"


def test_making_codes_loads_neither_charts_nor_a_markup_parser():
    code = "import sys, intake.tell.pdf.paper.barcodes as b; b.qr('A'); b.code128('A'); print(sorted(m for m in sys.modules if m.startswith(('reportlab.graphics', 'reportlab.platypus', 'rlPyCairo'))))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"


# -- the frame ------------------------------------------------------------------------------------------------------
LONG = ("Wolfeschlegelsteinhausenbergerdorff-" * 4 + "Nguyễn محمد 李小龙 Владимир " * 5)[:240]
NAMES = {"one word": ("x" * 240, ""), "words": (LONG, ""), "both parts": (LONG[:120], "Maximiliana " * 10), "wide": ("W" * 240, "W" * 240), "short": ("Li", "")}


@pytest.fixture
def laid(monkeypatch):
    """Draw a summary; returns the boxes (page, x0, y0, x1, y1) of its text lines and of its codes with their quiet zones, and the number of pages."""
    lines, codes = [], []
    line, page_code, draw_qr = Sheet.line, barcodes.draw_page_code, barcodes.draw_qr

    def watched(self, x, y, what, colour="0 g"):
        size = max((piece.size for piece in what.pieces), default=0)
        lines.append((self.index, x, y - 0.7 * size, x + what.width, y + 0.2 * size))
        line(self, x, y, what, colour)

    def bars_drawn(sheet, x, y, height, text):
        codes.append((sheet.index, x - barcodes.QUIET, y, x + barcodes.width(text) + barcodes.QUIET, y + height))
        page_code(sheet, x, y, height, text)

    def qr_drawn(sheet, x, y, text):
        quiet = 4 * barcodes.SIDE / len(qr(text))
        codes.append((sheet.index, x - quiet, y - quiet / 2, x + barcodes.SIDE + quiet, y + barcodes.SIDE + quiet / 2))
        draw_qr(sheet, x, y, text)

    monkeypatch.setattr(Sheet, "line", watched)
    monkeypatch.setattr(barcodes, "draw_page_code", bars_drawn)
    monkeypatch.setattr(barcodes, "draw_qr", qr_drawn)

    def draw(summary, paper):
        lines.clear(), codes.clear()
        out, _ = compose.compose(summary, paper=paper, released="2026-11-23 10:02 UTC by R. Nurse-Featherstonehaugh, front desk, audit head 0123456789abcdef")
        return lines, codes, len(out.sheets)

    return draw


@pytest.mark.parametrize("paper", ["letter", "a4"])
@pytest.mark.parametrize("name", NAMES)
def test_no_line_of_text_enters_a_code_or_its_quiet_zone(name, paper, cast, laid):
    summary = cast.typical()
    surname, given = NAMES[name]
    lines, codes, pages = laid(replace(summary, identity=replace(summary.identity, surname=surname, given=given, mrn="M" * 80)), paper)
    assert len(codes) == pages + 1, "one on every page, and the QR"
    width, height = SIZES[paper]
    for index, x0, y0, x1, y1 in codes:
        assert 0 <= x0 and x1 <= width and 0 <= y0 and y1 <= height
        inside = [line for line in lines if line[0] == index and line[1] < x1 and line[3] > x0 and line[2] < y1 and line[4] > y0]
        assert not inside


@pytest.mark.parametrize("paper", ["letter", "a4"])
def test_the_frame_grows_with_the_name_and_the_page_gives_way(paper, cast):
    summary, size = cast.typical(), SIZES[paper]
    frames = [frame.frame(replace(summary, identity=replace(summary.identity, surname=name)), size, "") for name in ("Li", LONG, LONG * 2)]
    assert frames[0].bottom > frames[1].bottom > frames[2].bottom
    assert len(frames[0].who.lines) == 1 < len(frames[1].who.lines)
    assert all(one.who.width <= one.content - barcodes.width(barcodes.page_text(summary.versions, 99)) - barcodes.QUIET for one in frames)


@given(name=IDS, who=st.text(max_size=240), mrn=st.text(max_size=80), page=st.integers(1, 9999), paper=st.sampled_from(["letter", "a4"]))
@example(name="PCI-7Q4M-2K9X", who="W" * 240, mrn="M" * 80, page=9999, paper="a4")
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_bars_of_any_document_and_page_stay_clear_of_any_name(name, who, mrn, page, paper, cast):
    base = cast.typical()
    summary = replace(base, identity=replace(base.identity, surname=who, mrn=mrn), versions=replace(base.versions, document_id=name))
    one = frame.frame(summary, SIZES[paper], "2026-11-23 10:02 UTC")
    bars_from = one.content - barcodes.width(barcodes.page_text(summary.versions, page))
    assert max(one.who.width, one.foot.width) <= bars_from - barcodes.QUIET
    assert 0 < one.top < one.bottom < one.height - 20 - one.note.height - 15


def test_the_bars_are_wide_high_and_quiet_enough(cast, laid):
    _, codes, _ = laid(cast.typical(), "letter")
    for _, x0, y0, x1, y1 in codes[:-1]:
        assert y1 - y0 >= 15
    assert barcodes.BAR >= 0.76 and barcodes.QUIET >= 10 * barcodes.BAR
    assert barcodes.SIDE / len(qr(barcodes.document_text(cast.typical().versions))) * 98 / 72 >= 2, "two lines of a standard fax a module"


def test_codes_depend_on_the_document_and_on_no_person(cast, laid, monkeypatch):
    said = []
    filled = barcodes._filled
    monkeypatch.setattr(barcodes, "_filled", lambda sheet, boxes: (said.append([(round(w, 2), round(h, 2)) for _, _, w, h in boxes]), filled(sheet, boxes)))
    summary = cast.typical()
    laid(summary, "letter")
    first, said[:] = list(said), []
    laid(replace(summary, identity=replace(summary.identity, surname="Else", given="Someone", born="", mrn="9", phone="1", visit_id="V")), "letter")
    assert first[-1] == said[-1] and sorted(map(len, first)) == sorted(map(len, said))


def test_a_document_without_an_id_has_no_codes(cast, laid):
    summary = cast.typical()
    _, codes, _ = laid(replace(summary, versions=replace(summary.versions, document_id="")), "letter")
    assert not codes


@pytest.mark.parametrize("visit", ["TEST-1", "TEST-" + "1" * 60])
def test_the_program_s_name_takes_no_line_of_its_own_in_the_foot(visit, cast):
    """It stands among the versions as well; a page is not shorter for it."""
    summary = cast.typical()
    summary = replace(summary, identity=replace(summary.identity, visit_id=visit))
    with_it, without = (frame.frame(replace(summary, versions=replace(summary.versions, app=app)), (612.0, 792.0), "2026-11-23 10:02 UTC") for app in ("Intake 0.1.0", ""))
    assert with_it.bottom == without.bottom
