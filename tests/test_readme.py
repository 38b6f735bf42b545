"""The README is true: every command it names exists, and every command that exists is named."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text("utf-8")
COMMANDS = sorted(p.stem for p in (ROOT / "ui" / "commands").glob("*.py") if not p.stem.startswith(("_", "demo_", "kiosk")))


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_stands_in_the_readme_and_helps(name):
    assert f"`intake {name}" in README
    done = subprocess.run([sys.executable, "-m", "intake", name, "--help"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0 and "usage" in done.stdout.lower(), done.stderr[-500:]


def test_each_command_of_the_readme_exists():
    named = set(re.findall(r"^\| `intake (\w+)", README, re.M))
    assert named == set(COMMANDS)


def test_each_core_package_is_explained():
    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    for package in (re.split(r"[<>=]", one)[0] for one in wanted):
        assert package.lower() in README.lower(), f"README does not say why {package} is needed"


def test_the_core_stays_small():
    """As many packages as the README says. One more than gate G14 asks for: pikepdf, which writes the archive, brings two."""
    lock = tomllib.loads((ROOT / "uv.lock").read_text("utf-8"))["package"]
    needs = {one["name"]: {wanted["name"] for wanted in one.get("dependencies", ())} for one in lock}
    core, left = set(), {"intake"}
    while left:
        name = left.pop()
        core.add(name)
        left |= needs[name] - core
    assert len(core - {"intake"}) == 21
    assert "Twenty-one packages" in README


def test_what_the_readme_says_of_the_help_is_there():
    """"`intake --help` says …" and every option that stands in the README."""
    assert "--help` says" not in README, "say it in the README itself"
    named = {name: set(re.findall(r"(?<![\w-])--[a-z]+", line)) for name, line in re.findall(r"^\| `intake ?(\w*)(.*)$", README, re.M)}
    for name, options in named.items():
        done = subprocess.run([sys.executable, "-m", "intake", *filter(None, [name]), "--help"], cwd=ROOT, capture_output=True, text=True)
        assert not [option for option in options if option not in done.stdout], name
