"""The gate of the archive: veraPDF, qpdf and poppler look at finished files and say what is wrong with each; silence is a pass."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
JAR = ROOT / ".verapdf" / "greenfield-apps-1.28.2.jar"
READERS = (("qpdf", "--check", "{}"), ("pdftotext", "{}", "-"), ("pdftoppm", "-r", "20", "-gray", "{}"))


def verapdf(*arguments: str) -> list[str]:
    """The command of the validator, or skip and say what is missing."""
    if shutil.which("verapdf"):
        return ["verapdf", *arguments]
    if not shutil.which("java") or not JAR.exists():
        pytest.skip("veraPDF is not here: INTAKE_SETUP_FOR=test .ci/setup fetches it where Java and Maven are installed")
    return ["java", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", str(JAR), "org.verapdf.apps.GreenfieldCliWrapper", *arguments]


def complaints(files: Mapping[str, Path], flavour: str = "0") -> tuple[dict[str, list[str]], dict[str, int]]:
    """What each file is blamed for, and how many checks the validator made by profile.

    `flavour` "0": those that the file says of itself, each in its turn.
    """
    if missing := [name for name, *_ in READERS if not shutil.which(name)]:
        pytest.skip(f"not installed: {', '.join(missing)}")
    command = verapdf("--format", "json", "--addlogs", "--flavour", flavour, *map(str, files.values()))
    told: dict[str, list[str]] = {name: [] for name in files}
    checked: dict[str, int] = {}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as validator:
        for name, path in files.items():  # while the validator works
            told[name] += _read(path)
        out, _ = validator.communicate()
    by_path = {str(path): name for name, path in files.items()}
    for job in json.loads(out)["report"]["jobs"]:
        name = by_path[job["itemDetails"]["name"]]
        results = job.get("validationResult", ())
        for result in results:
            profile = result["profileName"].split(" validation")[0]
            checked[profile] = checked.get(profile, 0) + result["details"]["passedChecks"]
            rules = [f"{rule['clause']}-{rule['testNumber']}" for rule in result["details"].get("ruleSummaries", ())]
            if not result["compliant"]:
                told[name].append(f"{profile}: {' '.join(rules)}")
        if not results:
            told[name].append(f"not validated: {job.get('taskException', {}).get('exceptionMessage', '')}")
        for message in job.get("logs", {}).get("logs", ()):
            told[name].append(f"veraPDF log: {message['level']} {message['message']}")
    return {name: blamed for name, blamed in told.items() if blamed}, checked


def _read(path: Path) -> list[str]:
    """Whoever is not silent."""
    blamed = []
    for name, *arguments in READERS:
        done = subprocess.run([name, *(part.format(path) for part in arguments)], capture_output=True, check=False)
        if done.returncode or done.stderr or b"WARNING" in (done.stdout if name == "qpdf" else b""):
            blamed.append(f"{name}: {done.stderr.decode(errors='replace').strip().splitlines()[:2] or done.returncode}")
    return blamed
