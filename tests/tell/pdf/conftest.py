"""Readers of finished PDFs that know nothing of how they were made."""

from __future__ import annotations

import shutil
import subprocess
import sys
import types
from io import BytesIO
from pathlib import Path

import pypdf
import pytest

sys.path.insert(0, str(Path(__file__).parent))

import people  # noqa: E402
from intake.tell.pdf import draw  # noqa: E402
from intake.tell.pdf.compose import compose  # noqa: E402
from intake.tell.pdf.paper.frame import MARGIN  # noqa: E402
from intake.tell.pdf.paper.sheet import Sheet  # noqa: E402

RELEASED = "2026-11-23 10:02 UTC"


def pressed(text: str) -> str:
    """Text without any white space: what a line break cannot change."""
    return "".join(text.split())


def poppler(data: bytes) -> str:
    """The text layer as poppler reads it."""
    if not shutil.which("pdftotext"):
        pytest.skip("poppler-utils is not installed: no pdftotext to read the text layer with")
    done = subprocess.run(["pdftotext", "-raw", "-", "-"], input=data, capture_output=True, check=True)
    assert not done.stderr, "poppler complains of the file"
    return done.stdout.decode()


def pypdf_text(data: bytes) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(data)).pages)


def annotations(data: bytes) -> int:
    return sum(len(page.get("/Annots") or ()) for page in pypdf.PdfReader(BytesIO(data)).pages)


@pytest.fixture(scope="session")
def readers():
    return types.SimpleNamespace(poppler=poppler, pypdf=pypdf_text, annotations=annotations, pressed=pressed)


@pytest.fixture(scope="session")
def press():
    """Draw a summary: `press(summary, paper="a4")`."""
    return lambda summary, paper="letter": draw(summary, None, clinic=types.SimpleNamespace(paper=paper), released=RELEASED)


@pytest.fixture(scope="session")
def cast():
    return people


@pytest.fixture
def laid(monkeypatch):
    """Draw a summary and keep each line of text with its page, place, width and size: `laid(summary, "a4")`."""
    seen = []
    line = Sheet.line

    def watched(self, x, y, what, colour="0 g"):
        seen.append((self.index, x, y, what.width, max((piece.size for piece in what.pieces), default=0), "".join(piece.text for piece in what.pieces)))
        line(self, x, y, what, colour)

    monkeypatch.setattr(Sheet, "line", watched)

    def of(summary, paper="letter"):
        seen.clear()
        out, first = compose(summary, paper=paper, released="now")
        return out, first, list(seen)

    return of


def faults_of_geometry(out, lines):
    """Lines of text that leave the page's margins, and pairs that stand over one another."""
    bad = []
    for page in range(len(out.sheets)):
        boxes = [(x, y - 0.66 * size, x + width, y + 0.16 * size, text) for index, x, y, width, size, text in lines if index == page and width]
        bad += [f"page {page + 1}: {box[4]!r} leaves the page" for box in boxes if box[0] < MARGIN - 12 or box[2] > out.size[0] - MARGIN + 4 or box[1] < 15 or box[3] > out.size[1] - 15]
        boxes.sort(key=lambda box: box[1])
        for i, one in enumerate(boxes):
            for other in boxes[i + 1:]:
                if other[1] >= one[3]:
                    break
                apart = other[0] >= one[2] - 0.6 or other[2] <= one[0] + 0.6
                numbers_on_a_map = len(one[4].strip()) <= 2 or len(other[4].strip()) <= 2
                if not apart and not numbers_on_a_map:
                    bad.append(f"page {page + 1}: {one[4]!r} over {other[4]!r}")
    return bad


@pytest.fixture(scope="session")
def geometry():
    return faults_of_geometry
