"""What the tests of `tell` share: invented people."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest


def _load(name: str):
    spec = importlib.util.spec_from_file_location(f"tests_tell_{name}", Path(__file__).with_name(f"{name}.py"))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def fictional():
    """The module of invented summaries: `fictional.summary(**changes)`, `fictional.overfull()`."""
    return _load("fictional")
