"""Same input, same bytes: across processes, hash seeds, time zones and places."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
CODE = """
import hashlib, json, sys, types
sys.path.insert(0, {here!r})
import people
from intake.ask.pack import PACKS, load_pack
from intake.hear.answersfile import read_answers_file
from intake.hear.reading import read
from intake.notice.screening import assess, load_rules
from intake.save.keep import Visit, make_record
from intake.tell.pdf import draw
from intake.tell.summary import summarise
def shown(summary, record, **clinic):
    print(hashlib.sha256(draw(summary, record, clinic=types.SimpleNamespace(**clinic), released="x")).hexdigest())
for person in ("typical", "stress"):
    shown(getattr(people, person)(), None, paper="letter")
pack = load_pack(PACKS / "botulinum")
rules = load_rules(pack)
answers, _ = read_answers_file(rules.form, json.loads((PACKS / "botulinum" / "examples" / "M4.json").read_text("utf-8")))
reading = read(rules.form, answers)
record = make_record(reading, assess(rules, reading), pack=pack, visit=Visit(finished="2026-03-16T23:04:05-05:00"))
shown(summarise(record), record, paper="letter")
shown(summarise(record, language="fr-CA"), record, paper="a4", archive="a2")
"""


def made(cwd: Path, **env: str) -> str:
    keep = {"PATH": os.environ["PATH"], "PYTHONPATH": str(HERE.parents[2]), **env}
    return subprocess.run([sys.executable, "-c", CODE.format(here=str(HERE))], cwd=cwd, capture_output=True, text=True, env=keep, check=True).stdout


@pytest.fixture(scope="module")
def here():
    return made(HERE, PYTHONHASHSEED="0")


@pytest.mark.parametrize("env", [
    {"PYTHONHASHSEED": "1"}, {"PYTHONHASHSEED": "42", "TZ": "Asia/Tokyo", "LANG": "fr_CA.UTF-8"}, {"LC_ALL": "C", "TZ": "America/Toronto", "HOME": "/nonexistent", "SOURCE_DATE_EPOCH": "1"},
])
def test_same_bytes_in_another_process(env, tmp_path, here):
    assert len(set(here.split())) == 4 and made(tmp_path, **env) == here


def test_same_bytes_twice_in_one_process(cast, press):
    assert press(cast.typical()) == press(cast.typical())


def test_other_documents_drawn_before_leave_no_trace(cast, press):
    before = press(cast.typical())
    press(cast.stress())
    press(cast.urgent())
    assert press(cast.typical()) == before


def test_the_release_is_part_of_the_bytes(cast):
    import types

    from intake.tell.pdf import draw

    one, two = (draw(cast.typical(), None, clinic=types.SimpleNamespace(paper="letter"), released=at) for at in ("09:00", "09:01"))
    assert one != two
