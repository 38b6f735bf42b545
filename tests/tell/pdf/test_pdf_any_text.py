"""Any text: whatever is typed, the PDF is made, poppler has nothing to say, and the text layer is the sanitised answer."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import unicodedata
from collections import Counter
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pypdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from intake.tell.pdf.text.bidi import is_rtl
from intake.tell.pdf.text.faces import UNKNOWN, family
from intake.tell.pdf.text.sanitise import clean, squeezed
from intake.tell.summary import Line, Section

ROOT = Path(__file__).resolve().parents[3]
SETTINGS = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

MARKUP = st.lists(st.sampled_from(["<b>", "</b>", "<img src='x'/>", "&amp;", "&#x202E;", "<!--", "-->", "<![CDATA[", "]]>", "{0}", "%s", "%(x)d", "\\", "(", ")", "Tj ET", "endstream", "<", ">", "&", "word", " ", "12 mg", "\n"]), max_size=30).map("".join)
CONTROLS = st.text(st.sampled_from([*map(chr, range(0x20)), *map(chr, range(0x7F, 0xA0)), *"\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2028\u2029\u2060\u2066\u2067\u2068\u2069\ufeff\xad\U000e0041abc 12"]), max_size=60)
ZALGO = st.lists(st.tuples(st.sampled_from("aeiouzאمक"), st.text(st.characters(categories=["Mn", "Me"], max_codepoint=0x36F), max_size=40)), max_size=6).map(lambda parts: "".join(base + marks for base, marks in parts))
LATIN = st.text(st.characters(max_codepoint=0x24F, exclude_categories=["Cs", "Cc", "Cf"]), min_size=1, max_size=60)
PLANES = st.text(st.one_of(st.characters(max_codepoint=0x2FFF), st.characters(min_codepoint=0x3000, max_codepoint=0xFFFF), st.characters(min_codepoint=0x10000)), max_size=40)
SURROGATES = st.text(st.sampled_from([*"ab ", *map(chr, range(0xD7FE, 0xE002)), "\ufffe", "\uffff", "\U0001ffff", "\U0010ffff"]), max_size=30)
RTL = st.text(st.sampled_from("אבגםمحدلا(12 mg×)[]<>-+.,/0123456789 abc٥"), max_size=60)
ANY = st.lists(st.one_of(MARKUP, CONTROLS, ZALGO, PLANES, SURROGATES, RTL, st.text(max_size=40)), min_size=1, max_size=6)


def visit(cast, texts):
    rows = tuple(Line(f"Q{n}", "x", "What?", (text,), typed=True) for n, text in enumerate(texts))
    who = replace(cast.empty().identity, surname=texts[0][:60], given=texts[-1][:60])
    return replace(cast.empty(), identity=who, transcript=(Section(texts[0][:40] or "Section", rows),))


def expected(text: str) -> str:
    """What the page must say: the printable text, with the mark for what no face has."""
    return "".join(char if char.isspace() or family("regular").face_of(char) else UNKNOWN for char in squeezed(text))


def visible(text: str) -> Counter:
    """The characters that a reader can neither place nor drop at will: letters, digits, signs; no marks, joiners or blanks."""
    plain = unicodedata.normalize("NFKD", text)
    return Counter(char for char in plain if unicodedata.category(char)[0] in "LNPS" and char not in "()[]{}<>«»‹›" and not unicodedata.combining(char))


@SETTINGS
@given(ANY)
def test_the_pdf_is_made_and_poppler_is_silent(cast, press, readers, texts):
    data = press(visit(cast, texts))
    layer = readers.poppler(data)  # asserts that poppler says nothing
    drawn = subprocess.run(["pdftoppm", "-r", "20", "-gray", "-"], input=data, capture_output=True, check=True, timeout=60)
    assert not drawn.stderr and readers.annotations(data) == 0
    assert not any(unicodedata.category(char) in ("Cs", "Co") for char in layer)
    told = [str(value) for value in (pypdf.PdfReader(BytesIO(data)).metadata or {}).values()]
    assert all(char.isprintable() for text in told for char in text)


@SETTINGS
@given(st.lists(st.one_of(LATIN, MARKUP), min_size=1, max_size=6))
def test_latin_and_markup_are_read_exactly(cast, press, readers, texts):
    layer = readers.pressed(readers.poppler(press(visit(cast, texts))))
    assert [text for text in texts if readers.pressed(expected(text)) not in layer] == []


@SETTINGS
@given(st.one_of(PLANES, CONTROLS, ZALGO, SURROGATES, RTL))
def test_no_visible_character_is_missing_from_the_layer(cast, press, readers, text):
    layer, without = (visible(readers.poppler(press(visit(cast, [given_text])))) for given_text in (f"{text}", ""))
    wanted = visible(expected(text))
    missing = wanted - layer
    assert not missing, [f"U+{ord(char):04X}" for char in missing]


@SETTINGS
@given(RTL)
def test_right_to_left_text_keeps_each_number_and_word_whole(cast, press, readers, text):
    if not is_rtl(text):
        return
    layer = readers.poppler(press(visit(cast, [text]))).replace(" ", "")
    assert [number for number in re.findall(r"(?<![\d.,/])\d+(?![\d.,/])", clean(text)) if len(number) < 8 and number not in layer] == []


_BOUND = """
import json, resource, sys, time
sys.path[:0] = [{root!r}, {here!r}]
resource.setrlimit(resource.RLIMIT_AS, (3_000_000_000,) * 2)
import people, types
from dataclasses import replace
from intake.tell.pdf import draw
from intake.tell.summary import Line, Section
text = eval(sys.argv[1])
start = time.process_time()
summary = replace(people.typical(), transcript=(Section("Long", (Line("Q1", "x", "Anything else?", (text,), typed=True),)),))
data = draw(summary, None, clinic=types.SimpleNamespace(paper="letter"), released="x")
try:  # ru_maxrss begins with what the test's own process had when it split off
    used = next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmHWM"))
except OSError:
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps([len(text), time.process_time() - start, used / 1024, data[:5].decode()]))
"""


@pytest.mark.parametrize("text", ["'x' * 1_000_000", "'word ' * 200_000", "'<a ' + 'x ' * 500_000", "'م' * 200_000", "'٥' * 200_000", "'א(1-' * 50_000", "'👨\\u200d👩\\u200d👧' * 20_000", "'e' + '\\u0301' * 1_000_000", "'\\n' * 1_000_000"])
def test_a_million_characters_stay_within_bounds(text):
    """Ten times what it takes on a slow machine, and half a gigabyte: far from what hangs a clinic's computer."""
    code = _BOUND.format(root=str(ROOT), here=str(Path(__file__).parent))
    done = subprocess.run([sys.executable, "-c", code, text], capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr[-300:]
    _, seconds, megabytes, start = json.loads(done.stdout)
    assert start == "%PDF-" and seconds < 35 and megabytes < 500
