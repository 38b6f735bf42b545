"""What the tests of `save` share: a store in a fresh folder, small records and drafts of invented visits."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from intake.ask.pack import PACKS, load_pack
from intake.hear.answersfile import read_answers_file
from intake.hear.reading import read
from intake.notice.screening import assess, load_rules
from intake.save.keep import Visit, make_record
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


@pytest.fixture(scope="session")
def pack():
    return load_pack(PACKS / "botulinum")


@pytest.fixture(scope="session")
def rules(pack):
    return load_rules(pack)


@pytest.fixture(scope="session")
def kept(pack, rules):
    """The record of a case, as from an answers file."""

    def of(case: str, **changes) -> Record:
        data = json.loads((Path(pack.path) / "examples" / f"{case}.json").read_text())
        answers, problems = read_answers_file(pack.form, data | {"answers": data["answers"] | changes})
        assert problems == ()
        reading = read(pack.form, answers)
        return make_record(reading, assess(rules, reading), pack=pack, visit=Visit(finished="2026-03-16T13:20:00Z"))

    return of
