"""Every fault has a sentence, and every sentence a fault that says it."""

from __future__ import annotations

import re
import string
from pathlib import Path

from intake.ask.errors import Fault, PackError
from intake.ask.extensions import DEGRADED
from intake.ask.words import words

ROOT = Path(__file__).resolve().parents[2]
ROOM = ROOT / "intake" / "ask"
NAME = re.compile(r'(?:\.(?:error|warning|info|refuse)|_one|report|_fault)\(\s*(?:file, |clinic, name, )?"([a-zA-Z0-9]+)"')
YIELDED = re.compile(r'yield "(?:error|warning|info)", "([a-zA-Z0-9]+)"')


def said_in_code() -> set[str]:
    found = {code for _, code in DEGRADED.values()}
    for path in (*ROOM.rglob("*.py"), *(ROOT / "intake" / "notice").glob("*.py"), ROOT / "ui" / "commands" / "check.py"):
        text = path.read_text()
        found |= {*NAME.findall(text), *YIELDED.findall(text)}
        found |= {code for code in re.findall(r'"(?:fault\.)?([a-zA-Z0-9]+)"', text) if f"fault.{code}" in words("en")}
    return found


def test_every_fault_in_the_code_has_a_sentence() -> None:
    missing = [code for code in said_in_code() if f"fault.{code}" not in words("en")]
    assert not missing


def test_no_sentence_is_left_over() -> None:
    sentences = {key.removeprefix("fault.") for key in words("en").sentences if key.startswith("fault.") and key.count(".") == 1}
    assert sentences - said_in_code() - {"near"} == set()


def test_sentences_are_plain_and_end() -> None:
    for key, sentence in words("en").sentences.items():
        if key.startswith("fault.") and key.count(".") == 1:
            assert sentence[-1] in ".?)" and sentence[0] not in " " and len(sentence) < 260, key
            assert all(name is None or name.isidentifier() for _, name, _, _ in string.Formatter().parse(sentence)), key


def test_a_fault_says_place_sentence_and_the_nearest_name() -> None:
    fault = Fault("f.json", "/item/0", 3, 7, "conditionUnknown", {"question": "agee", "near": "age"})
    assert fault.place == "f.json:3:7"
    assert "“agee”" in fault.sentence() and fault.sentence().endswith("Did you mean “age”?")
    assert str(PackError([fault])) == f"f.json:3:7: error: {fault.sentence()} [/item/0]"


def test_facts_with_braces_are_literal() -> None:
    fault = Fault("", "", 0, 0, "unknownExtension", {"name": "{0.__class__}{x}"})
    assert "{0.__class__}{x}" in fault.sentence()
