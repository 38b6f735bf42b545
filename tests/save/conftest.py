"""What the tests of `save` share: a store in a fresh folder, small records and drafts of invented visits."""

from __future__ import annotations

import pytest

from intake.save.record import Entry, Record, Said
from intake.save.store import Draft, Store


def a_record(visit_id="V-1", words="Fewer sick days", **changes) -> Record:
    said = Entry(
        link_id="goals-good-result", kind="text", text={"en": "What would be a good result for you?"}, status="answered",
        answers=(Said(value={"valueString": words}, display={"en": words}, typed=True),),
    )
    facts = {
        "visit_id": visit_id, "visit_date": "2026-03-16", "started": "2026-03-16T13:00:00Z", "finished": "2026-03-16T13:19:00Z",
        "complete": True, "language": "en", "responder": "patient", "assisted": False, "form_url": "https://example.org/q", "form_version": "1",
        "form_sha256": "ab" * 32, "form_title": {"en": "Form"}, "rules_version": "1", "rules_sha256": "cd" * 32, "checked_on": "2026-03-01",
        "entries": (said,), "findings": (), "criteria": (), "scores": (),
    }
    return Record(**facts | changes)


def a_draft(visit_id="V-1", seq=1, birth_date="1991-05-02", words="x", **changes) -> Draft:
    facts = {"saved_at": f"2026-03-16T13:00:{seq % 60:02d}Z", "log": ({"seq": seq, "raw": [words]},), "about": {"language": "en"}}
    return Draft(visit_id=visit_id, seq=seq, birth_date=birth_date, **facts | changes)


@pytest.fixture
def record():
    return a_record


@pytest.fixture
def draft():
    return a_draft


@pytest.fixture
def store(tmp_path):
    opened = Store(tmp_path / "kept")
    yield opened
    opened.close()
