"""The program as a person starts it, on a real X server: full screen, it answers a press, and it starts again after a kill."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

ROOT = Path(__file__).resolve().parents[2]
NEEDED = [name for name in ("Xvfb", "xdotool") if shutil.which(name) is None]
pytestmark = pytest.mark.skipif(bool(NEEDED), reason=f"not on this machine: {', '.join(NEEDED)}")


@pytest.fixture
def screen(tmp_path):
    """An X server of its own on a free number; gives the environment that reaches it."""
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1280x800x24", "-nolisten", "tcp", "-fbdir", str(tmp_path)],
        pass_fds=[write], stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(write)
    with os.fdopen(read) as pipe:
        number = pipe.readline().strip()
    home = tmp_path / "home"
    home.mkdir()
    kept = {k: v for k, v in os.environ.items() if k in ("PATH", "LANG", "LC_ALL", "SSL_CERT_FILE")}
    yield kept | {"DISPLAY": f":{number}", "HOME": str(home), "QT_QPA_PLATFORM": "xcb"}
    server.terminate()
    server.wait(10)


def start(screen):
    return subprocess.Popen([sys.executable, "-m", "intake"], cwd=ROOT, env=screen, stderr=subprocess.PIPE, text=True)


def seen(tmp_path) -> QImage:
    """What stands on the glass now: the X server's own frame buffer (an XWD file: header, colour map, pixels)."""
    raw = (tmp_path / "Xvfb_screen0").read_bytes()
    header, width, height, colours = (int.from_bytes(raw[at : at + 4], "big") for at in (0, 16, 20, 76))
    return QImage(raw[header + 12 * colours :], width, height, QImage.Format.Format_RGB32).copy()


def wait_for(what, seconds=20):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = what()
        if found:
            return found
        time.sleep(0.1)
    raise AssertionError("waited in vain")


def painted(tmp_path):
    """The picture once the corners are the page's own colour: the window fills the screen."""
    picture = seen(tmp_path)
    corners = {picture.pixelColor(x, y).name() for x, y in ((2, 798), (1277, 798))}
    return picture if corners == {"#faf7f2"} else None


def button_of(picture: QImage) -> tuple[int, int]:
    """The middle of the first primary button, found by its colour."""
    for y in range(150, 800, 4):
        run = [x for x in range(0, 1280, 4) if picture.pixelColor(x, y).name() == "#0b5560"]
        if len(run) > 20:
            return run[len(run) // 4], y + 30
    raise AssertionError("no button on the screen")


def test_it_fills_the_screen_answers_a_press_and_starts_again_after_a_kill(screen, tmp_path):
    program = start(screen)
    try:
        welcome = wait_for(lambda: painted(tmp_path))
        x, y = button_of(welcome)
        subprocess.run(["xdotool", "mousemove", str(x), str(y), "click", "1"], env=screen, check=True)
        wait_for(lambda: (now := painted(tmp_path)) and now != welcome)
    finally:
        program.send_signal(signal.SIGKILL)
        _, said = program.communicate(timeout=10)
    assert said == ""
    again = start(screen)
    try:
        assert wait_for(lambda: painted(tmp_path))
    finally:
        again.send_signal(signal.SIGKILL)
        again.communicate(timeout=10)
