"""The Questionnaire opens in another renderer: LHC-Forms 40.1.3 in a real browser shows each case the questions that our engine asks.

The browser and npm are the machine's; the package is fetched once, with its checksum, and kept in pytest's own cache. Where one of
them cannot be had the test skips and says which.
"""

from __future__ import annotations

import hashlib
import html
import json
import re
import shutil
import subprocess
import tarfile
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from intake.ask.pack import PACKS, Pack, load_pack
from intake.hear.answersfile import read_answers_file
from intake.hear.reading import Reading, read
from intake.hear.response import to_response

PACKAGE = "lforms@40.1.3"
SHA256 = "288cff4360e8a90a44e994a01422d2cf970170000ce915b5739ccc383097edd9"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
BOUND_S = 240
PAGE = Path(__file__).parent / "lhc" / "page.html"


class Quiet(SimpleHTTPRequestHandler):
    """A folder on loopback that says nothing."""

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def served(folder: Path) -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture(scope="module")
def lforms(request) -> Path:
    """The unpacked package: its folder `dist/lforms`."""
    home = Path(request.config.cache.mkdir("lforms"))
    unpacked = home / "package" / "dist" / "lforms"
    if not unpacked.is_dir():
        if shutil.which("npm") is None:
            pytest.skip("npm is not on this machine")
        got = subprocess.run(["npm", "pack", "--silent", PACKAGE], cwd=home, capture_output=True, text=True, timeout=BOUND_S, check=False)
        if got.returncode != 0:
            pytest.skip(f"npm cannot fetch {PACKAGE} here")
        tarball = home / got.stdout.split()[-1]
        assert hashlib.sha256(tarball.read_bytes()).hexdigest() == SHA256
        with tarfile.open(tarball) as packed:
            packed.extractall(home, **({"filter": "data"} if hasattr(tarfile, "data_filter") else {}))  # since Python 3.11.4
        tarball.unlink()
    return unpacked


@pytest.fixture(scope="module")
def browser() -> str:
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if found is None:
        pytest.skip("no Chromium on this machine")
    return found


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack(PACKS / "botulinum")


@pytest.fixture(scope="module")
def readings(pack) -> dict[str, Reading]:
    found = {}
    for path in pack.examples:
        answers, problems = read_answers_file(pack.form, json.loads(path.read_text("utf-8")))
        assert not problems
        found[path.stem] = read(pack.form, answers)
    return found


@pytest.fixture(scope="module")
def shown(pack, readings, lforms, browser, tmp_path_factory) -> dict[str, Counter[str]]:
    """For each case, the linkIds that LHC-Forms puts on the screen."""
    folder = tmp_path_factory.mktemp("lhc")
    (folder / "lforms").symlink_to(lforms)
    shutil.copy(PAGE, folder / "page.html")
    shutil.copy(pack.path / "questionnaire.json", folder)
    responses = {name: to_response(reading) for name, reading in readings.items()}
    (folder / "cases.json").write_text(json.dumps(responses), "utf-8")
    with served(folder) as at:
        command = [browser, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder / 'profile'}"]
        command += [f"--virtual-time-budget={BOUND_S * 1000}", "--dump-dom", f"{at}/page.html"]
        got = subprocess.run(command, capture_output=True, text=True, timeout=BOUND_S, check=True)
    result = json.loads(html.unescape(re.search(r'<pre id="result">(.*?)</pre>', got.stdout, re.DOTALL)[1]))
    assert "error" not in result, result["error"]
    return {name: Counter(counts) for name, counts in result["shown"].items()}


def asked(reading: Reading) -> Counter[str]:
    """What our engine asks, once a row. Left out: what the file marks as hidden (worked out, switched off)."""
    items = reading.form.items
    hidden: set[int] = set()
    for item in items:
        if item.hidden or item.parent in hidden:
            hidden.add(item.slot)
    return Counter(cell.item.link_id for cell in reading.walk() if cell.enabled and cell.item.slot not in hidden)


def without_blank_rows(shown: Counter[str], reading: Reading) -> Counter[str]:
    """LHC-Forms opens a first, blank row of each repeating group; we open one when it is asked for."""
    rowless = {item.slot for item in reading.form.items if item.kind == "group" and item.repeats and not reading.rows(item.link_id)}
    inside = {item.link_id for item in reading.form.items if rowless.intersection(item.repeating)}
    return Counter({link_id: count for link_id, count in shown.items() if link_id not in inside})


@pytest.mark.slow
def test_lhc_forms_shows_what_our_engine_asks(shown, readings):
    differs = {}
    for name, reading in readings.items():
        ours, theirs = asked(reading), without_blank_rows(shown[name], reading)
        if ours != theirs:
            differs[name] = {"only ours": dict(ours - theirs), "only theirs": dict(theirs - ours)}
    assert differs == {}


@pytest.mark.slow
def test_the_cases_ask_different_things(shown):
    """The comparison above is about something: no two cases show the same questions."""
    assert len({tuple(sorted(counts.items())) for counts in shown.values()}) == len(shown) >= 15
