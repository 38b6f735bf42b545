"""Small forms in one line, for the tests of what can be asked."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from intake.ask.compile import compile_form
from intake.ask.form import Form

REAL = Path(__file__).resolve().parents[3] / "shared" / "forms-real" / "health-check-715-v0.1.0.json"


def questionnaire(*items: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A Questionnaire with these items; missing linkIds become q0, q1…, a missing type becomes string."""
    for place, item in enumerate(items):
        item.setdefault("linkId", f"q{place}")
        item.setdefault("type", "string")
    return {"resourceType": "Questionnaire", "status": "active", "url": "https://example.org/q", "item": list(items), **more}


@pytest.fixture
def form() -> Callable[..., Form]:
    """`form({...}, {...}, strict=False, contained=[...])`: the items compiled."""

    def make(*items: dict[str, Any], strict: bool = False, medicines: Any = None, **more: Any) -> Form:
        return compile_form(questionnaire(*items, **more), strict=strict, file="form.json", medicines=medicines)

    return make


@pytest.fixture
def codes() -> Callable[[Form], list[str]]:
    """The codes of a form's notes, information left out."""
    return lambda made: [note.code for note in made.notes if note.severity != "info"]


@pytest.fixture
def text_of() -> Callable[..., str]:
    """The JSON text of a small form, one key a line."""
    return lambda *items, **more: json.dumps(questionnaire(*items, **more), indent=1)
