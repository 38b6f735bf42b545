"""Conforms: independent validators pass every kind of document, and fail every spoilt copy, so that the gate can close."""

from __future__ import annotations

import json
import types
from dataclasses import replace
from datetime import date
from io import BytesIO

import gate
import pikepdf
import pytest

from intake.ask.clinic import Clinic
from intake.ask.pack import PACKS, load_pack
from intake.hear.answersfile import read_answers_file
from intake.hear.reading import read
from intake.notice.screening import assess, load_rules
from intake.save.keep import Visit, make_record
from intake.tell.pdf import draw
from intake.tell.pdf.leaflet import leaflet
from intake.tell.summary import Line, Section, summarise

EXAMPLES = sorted((PACKS / "botulinum" / "examples").glob("*.json"))
A3, A2 = types.SimpleNamespace(paper="letter"), types.SimpleNamespace(paper="a4", archive="a2")

SCRIPTS = {
    "Vietnamese": "Nguyễn Thị Minh Khai", "Vietnamese, apart": "Nguye\u0302\u0303n", "Han": "李小龙 張偉", "kana": "さくら タナカ", "Hangul": "김민준 한국어", "Arabic": "محمد عبد الله (12 mg × 2)",
    "Hebrew": "שָׁלוֹם עולם", "Devanagari": "श्रीमती राजेश्वरी क्षत्रिय", "Thai": "น้ำใจ ไทยแลนด์", "Tamil": "தமிழ்ச்செல்வி", "Bengali": "শ্রীকান্ত", "Gujarati": "ગુજરાતી ક્ષમા", "Gurmukhi": "ਗੁਰਪ੍ਰੀਤ",
    "Telugu": "శ్రీనివాస్", "Kannada": "ಕೃಷ್ಣಮೂರ್ತಿ", "Malayalam": "ശ്രീകുമാർ", "Sinhala": "ශ්‍රී ලංකා", "Khmer": "ភាសាខ្មែរ", "Lao": "ພາສາລາວ", "Myanmar": "မြန်မာဘာသာ", "Ethiopic": "አማርኛ", "Georgian": "ქართული",
    "Armenian": "Հայերեն", "Greek": "Αλέξανδρος", "Cyrillic": "Владимир Ґжицький", "emoji": "👍 👨‍👩‍👧 🧑🏽‍⚕️", "above the first plane": "𝒜𝔅 𠮷", "unknown": "\u2d30\U0001e900 \ue000 \U0010fffd", "marks": "z" + "\u0301\u0316" * 9,
}
HOSTILE = "<b>pain & </para> ) Tj ET \x00\x07\ud800\ufffe\u202e001\u2066 \u200bx\xad\U000e0041 %s {0} endstream endobj <!-- --> ]]> &#xD800;"


@pytest.fixture(scope="module")
def records():
    """The fifteen examples as records, on the day they say."""
    pack = load_pack(PACKS / "botulinum")
    rules = load_rules(pack)
    made = {}
    for file in EXAMPLES:
        answers, _ = read_answers_file(rules.form, json.loads(file.read_text("utf-8")))
        reading = read(rules.form, answers)
        made[file.stem] = make_record(reading, assess(rules, reading), pack=pack, visit=Visit(finished=f"{date(2026, 11, 20)}T10:02:03Z"))
    return made


def pressed(summary, record, clinic=A3):
    return draw(summary, record, clinic=clinic, released="2026-11-20 10:05")


def spoilt(data: bytes):
    """Copies with one thing missing, each of which somebody must notice."""
    def copy(change, **saved):
        with pikepdf.open(BytesIO(data)) as pdf:
            change(pdf)
            out = BytesIO()
            pdf.save(out, deterministic_id="encryption" not in saved, **saved)
        return out.getvalue()

    def no_text(pdf):
        for font in pdf.pages[0].Resources.Font.values():
            del font.ToUnicode

    def no_font(pdf):
        fonts = pdf.pages[0].Resources.Font
        del fonts[sorted(fonts.keys())[0]]

    return {
        "no colour profile": copy(lambda pdf: pdf.Root.__delitem__("/OutputIntents")),
        "no associated file": copy(lambda pdf: pdf.Root.__delitem__("/AF")),
        "no relationship": copy(lambda pdf: pdf.Root.AF[0].__delitem__("/AFRelationship")),
        "no text of the letters": copy(no_text),
        "no structure": copy(lambda pdf: pdf.Root.__delitem__("/StructTreeRoot")),
        "encrypted": copy(lambda pdf: None, encryption=pikepdf.Encryption(owner="x", user="")),
        "a font that is not there": copy(no_font),
        "cut short": data[:-400],
    }


@pytest.mark.slow
def test_the_validators_pass_ours_and_fail_each_spoilt_copy(records, cast, tmp_path):
    some = records["M4"]
    typical = cast.typical()
    rows = tuple(Line(f"Q{i}", f"x{i}", name, (text,), typed=True) for i, (name, text) in enumerate(SCRIPTS.items()))
    many = replace(typical, identity=replace(typical.identity, surname="Nguyễn محمد 李小龙", given="שרה श्री"), transcript=(Section("Names", rows),))
    hostile = replace(typical, identity=replace(typical.identity, surname=HOSTILE), transcript=(Section(HOSTILE, (Line("Q1", "x", HOSTILE, (HOSTILE,), typed=True),)),),
                      regions=tuple(replace(region, label=HOSTILE) for region in typical.regions))
    long = replace(typical, transcript=(Section("Long", (Line("Q1", "x", "Anything else?", ("many words " * 1_500,), typed=True),)),))
    good = {name: pressed(summarise(record), record) for name, record in records.items()}
    good |= {"French": pressed(summarise(some, language="fr-CA"), some), "A2": pressed(typical, some, A2), "no record": pressed(typical, None)}
    good |= {name: pressed(person, some) for name, person in (
        ("typical, with a signature", typical), ("urgent", cast.urgent()), ("stress", cast.stress()), ("limit", cast.limit()), ("empty", cast.empty()), ("scripts", many), ("hostile", hostile), ("long", long))}
    pack = load_pack(PACKS / "botulinum")
    good["leaflet"] = leaflet(pack, pack.education.about(["neck", "knee"]), clinic=Clinic(), language="fr-CA")
    bad = spoilt(good["empty"])
    files = {}
    for n, (name, data) in enumerate((good | bad).items()):
        files[name] = tmp_path / f"{n:02d}.pdf"
        files[name].write_bytes(data)
    told, checked = gate.complaints(files)
    assert {name: blamed for name, blamed in told.items() if name in good} == {}
    assert set(bad) <= set(told), "a spoilt copy went through"
    assert checked["PDF/A-3A"] > 500_000 and checked["PDF/UA-1"] > 300_000 and checked["PDF/A-2A"] > 10_000
    assert gate.complaints({name: files[name] for name in ("scripts",)}, "3u")[0] == {}
    assert gate.complaints({name: files[name] for name in ("leaflet",)}, "2u")[0] == {}
