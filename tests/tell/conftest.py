"""What the tests of `tell` share: invented people, a store, small records."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from intake.save.store import Store


def _load(path: str):
    file = Path(__file__).parent / path
    spec = importlib.util.spec_from_file_location("tests_" + "_".join(file.resolve().parts[-2:])[:-3], file)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def fictional():
    """The module of invented summaries: `fictional.summary(**changes)`, `fictional.overfull()`."""
    return _load("fictional.py")


_save = _load("../save/conftest.py")
pack, rules, kept = _save.pack, _save.rules, _save.kept


@pytest.fixture(scope="session")
def record():
    """`record(visit_id, words, **changes)`: a small record of an invented visit (tests/save/conftest.py)."""
    return _save.a_record


@pytest.fixture
def store(tmp_path):
    opened = Store(tmp_path / "kept")
    yield opened
    opened.close()
