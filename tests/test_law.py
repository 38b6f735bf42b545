"""The law of the house: rooms import only earlier rooms, and every module says what it is."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
MODULES = sorted(p for top in ("intake", "ui", "forms") for p in (ROOT / top).rglob("*.py"))
TOP = {"pyproject.toml", "uv.lock", "Makefile", "README.md", "intake", "ui", "forms", "assets", "tests"}


def test_import_linter_keeps_the_law():
    done = subprocess.run([Path(sys.executable).with_name("lint-imports"), "--no-cache"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-500:]


@pytest.mark.parametrize("module", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_every_module_has_a_caption(module):
    caption = (ast.get_docstring(ast.parse(module.read_text("utf-8"))) or "").splitlines()
    assert caption and caption[0].strip(), f"{module.relative_to(ROOT)}: the first docstring line is its caption"


def test_the_top_level_is_closed():
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True)
    if listed.returncode:
        pytest.skip("not a git checkout")
    top = {line.split("/")[0] for line in listed.stdout.splitlines()}
    assert {name for name in top if not name.startswith(".")} <= TOP


def test_the_core_starts_without_qt_reportlab_or_a_database():
    probe = (
        "import sys, importlib, pkgutil, intake.ask, intake.hear, intake.notice\n"
        "for room in (intake.ask, intake.hear, intake.notice):\n"
        "    for found in pkgutil.walk_packages(room.__path__, room.__name__ + '.'):\n"
        "        importlib.import_module(found.name)\n"
        "heavy = {'PySide6', 'reportlab', 'sqlalchemy'} & {name.split('.')[0] for name in sys.modules}\n"
        "assert not heavy, heavy\n"
    )
    done = subprocess.run([sys.executable, "-c", probe], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2000:]
