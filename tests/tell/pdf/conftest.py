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
