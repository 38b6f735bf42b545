"""Hostile text: every row of the table in reference/pdf.md 6, in every free-text field and in the name, prints literally."""

import sys
import time
from dataclasses import replace
from decimal import Decimal

import pytest

from intake.tell.pdf.compose import NotPrintable
from intake.tell.pdf.text.sanitise import clean
from intake.tell.summary import Line, Quote, Section

MARKUP = {
    "1 unclosed": "my <b>pain is bad", "1 closing": "pain</b>", "1 crossed": "<b><i>x</b></i>", "1 attribute": "<font foo=1>", "1 colour": "<font color='notacolour'>",
    "1 img": "<img/>", "1 a": "<a " + "x " * 300, "1 bang": "<!" * 300, "2 angle": "pain is <moderate> most days", "3 before-after": "pain <before tablets, then >after",
    "4 comment": "a <!-- x --> b <![CDATA[c]]> <?pi?>", "5 entities": "AT&T &copy R&D &nosuch; &#xD800; &#x110000; &amp;", "6 white": "<font color='white'>warfarin</font>",
    "6 size": "<font size='0'>x</font><font size='900'>y</font>", "6 strike": "<strike>I consent</strike>", "6 para": "<para leading='0' fontSize='60'>z</para>",
    "7 seq": "<seqreset/><seq/>", "7 greek": "<greek>a</greek>", "7 unichar": "<unichar code='0x202E'/>", "8 path": "<img src='/etc/passwd'/><img src='C:/x.png'/>",
    "9 http": "<img src='http://evil.example/x.png'/>", "9 file": "<img src='file:///etc/passwd'/>", "9 data": "<img src='data:image/png;base64,AAAA'/>", "9 wide": "<img src='x' width='99999'/>",
    "10 script": "<a href='javascript:alert(1)'>x</a>", "10 calc": "<a href='file:///C:/Windows/System32/calc.exe'>x</a>", "10 url": "http://evil.example/?id=1 <a href='http://evil.example/?id='>x</a>",
    "11 ondraw": "<onDraw name='x' label='y'/>", "11 index": "<index item='a,b'/>", "12 cve": "<para><font color=\"[[[getattr(pow, Word('__globals__'))['os'].system('touch /tmp/x') for Word in [1]]]]\">e</font></para>",
    "17 lines": "first\nsecond\tthird\u2028fourth\x0bfifth", "28 percent": "100% of %s {0} %(x)d {name!r}", "pdf syntax": ") Tj ET (x) /F1 BDC EMC endstream endobj \\( \\)", "toml": "{at} {count}",
}
CONTROLS = {
    "13 controls": "a\x00b\x07c\x9fd", "13 surrogate": "x\ud800y", "13 nonchar": "x\ufffey\uffff", "14 bidi": "dose \u202e001 gm\u2066 \u200bq\xad\U000e0041", "15 zalgo": "z" + "\u0301\u0316" * 450,
    "15 zwj": "\U0001f468\u200d" * 60, "16 han": "李小龙", "16 nfd": "Nguye\u0302\u0303n", "16 hangul": "한국어", "16 thai": "ไทยแลนด์", "16 greek": "Αλέξανδρος", "16 cyrillic": "Владимир",
}
READ_BY_POPPLER = {"15 zalgo", "15 zwj"}
"""Piles of marks and endless joined emoji are checked for being there, not for how poppler spaces them."""


@pytest.fixture(scope="module")
def events():
    """What the process opens, fetches or starts while a document is drawn."""
    seen, watching = [], []

    def hook(event, args):
        if watching and event in ("open", "socket.connect", "socket.getaddrinfo", "subprocess.Popen", "os.system", "urllib.Request"):
            seen.append((event, str(args[:1])))

    sys.addaudithook(hook)
    yield seen, watching
    watching.clear()


def everywhere(summary, text):
    """The summary with this text in every field a person types, or that comes from a list they chose from."""
    words = Quote(text, text, False, "answered", ("Q3",))
    put = lambda value, **names: replace(value, **dict.fromkeys(names.pop("one", ()), text), **{name: (text,) for name in names.pop("many", ())})  # noqa: E731
    return replace(
        summary,
        identity=put(summary.identity, one=("surname", "given", "used_name", "pronouns", "phone", "referrer", "mrn", "visit_id")),
        told=put(summary.told, one=("line",)), own_words=words, goal=words, urgent_words=words,
        urgent=tuple(put(flag, one=("scope",), many=("quotes", "detail", "staff")) for flag in summary.flags[:1]),
        flags=tuple(put(flag, one=("sentence",), many=("quotes", "detail")) for flag in summary.flags[:1]),
        denied=tuple(put(entry, one=("label",)) for entry in summary.denied[:1]), not_answered=tuple(put(entry, one=("label",)) for entry in summary.not_answered),
        treatments=tuple(put(row, one=("name", "dose", "side_effects", "result"), many=("why_stopped",)) for row in summary.treatments[:1]),
        toxin=tuple(put(row, one=("brand", "sites", "clinic", "lasted"), many=("problems",)) for row in summary.toxin[:1]), toxin_words=(text,),
        criteria=tuple(put(line, one=("evidence", "label")) for line in summary.criteria[:1]),
        medicines=replace(summary.medicines, matter=tuple(put(med, one=("name", "dose", "often", "reason"), many=("extra",)) for med in summary.medicines.matter), rest=()),
        allergies=replace(summary.allergies, listed=tuple(put(entry, one=("name", "reaction")) for entry in summary.allergies.listed), also=(text,)),
        notes=tuple(put(note, one=("sentence",), many=("detail",)) for note in summary.notes[:1]), checks=tuple(put(check, one=("value",)) for check in summary.checks),
        attestation=put(summary.attestation, one=("name", "role"), many=("statements",)), numbing=text, reviewed_by=text,
        regions=tuple(put(region, one=("label",)) for region in summary.regions[:1]),
        transcript=(Section(text, (Line("Q3", "reason-words", text, (text,), typed=True, was=(text,)),)),),
    )


@pytest.mark.parametrize("name", [*MARKUP, *CONTROLS])
def test_prints_literally_everywhere(name, cast, press, readers, events):
    text = (MARKUP | CONTROLS)[name]
    seen, watching = events
    summary = everywhere(cast.typical(), text)
    press(cast.typical())  # fonts and modules are loaded before the watch begins
    watching.append(1)
    start = time.process_time()
    data = press(summary)
    spent = time.process_time() - start
    watching.clear()
    assert seen == [] and spent < 5
    assert readers.annotations(data) == 0
    layer, wanted = readers.pressed(readers.poppler(data)), readers.pressed(clean(text))
    if name in READ_BY_POPPLER:
        assert wanted[0] in layer
        return
    assert layer.count(wanted) >= 15, "literal text must stand in the text layer for most of the fields"
    assert wanted in readers.pressed(readers.pypdf(data))


@pytest.mark.parametrize("text", ["محمد عبد الله", "שלום עולם"])
def test_right_to_left_names_read_in_order(text, cast, press, readers):
    layer = readers.poppler(press(everywhere(cast.typical(), text)))
    plain = "".join(char for char in layer if char not in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f")
    assert all(word in plain for word in text.split())


def test_qt_reads_the_same_layer(cast, press, readers):
    """A third reader, pdfium through Qt, where it can be loaded."""
    pdf = pytest.importorskip("PySide6.QtPdf", reason="PySide6_Pdf is not installed")
    from PySide6.QtCore import QBuffer, QByteArray, QIODevice

    text = "pain is <moderate> most days & AT&T"
    document, buffer = pdf.QPdfDocument(None), QBuffer()
    buffer.setData(QByteArray(press(everywhere(cast.typical(), text))))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document.load(buffer)
    whole = "".join(document.getAllText(page).text() for page in range(document.pageCount()))
    assert readers.pressed(text) in readers.pressed(whole)


@pytest.mark.parametrize(("name", "make", "seconds"), [
    ("1 a 10^5", lambda: "<a " + "x " * 50_000, 5), ("1 bang", lambda: "<!" * 50_000, 5), ("15 emoji", lambda: "👨‍👩‍👧" * 20_000, 5), ("15 marks", lambda: "e" + "\u0301" * 100_000, 5),
    ("18 10^5 unbroken", lambda: "x" * 100_000, 5), ("18 10^6 unbroken", lambda: "x" * 1_000_000, 5), ("18 10^6 words", lambda: "word " * 200_000, 5),
    ("19 br", lambda: "<br/>" * 20_000, 5), ("19 angle", lambda: "<" * 100_000, 5), ("19 amp", lambda: "&" * 100_000, 5), ("19 newlines", lambda: "a\n" * 50_000, 5),
    ("20 tall", lambda: "an answer taller than the page. " * 1_000, 5),
])
def test_time_is_bounded(name, make, seconds, cast, press):
    text = make()
    summary = replace(cast.typical(), transcript=(Section("Long", (Line("Q1", "x", "Anything else?", (text,), typed=True),)),))
    start = time.process_time()
    press(summary)
    assert time.process_time() - start < seconds


@pytest.mark.parametrize("value", [Decimal("NaN"), Decimal("Infinity"), float("nan"), float("-inf")])
def test_22_a_number_that_is_none_is_refused_before_drawing(value, cast, press):
    summary = cast.typical()
    with pytest.raises(NotPrintable) as caught:
        press(replace(summary, numbers=(replace(summary.numbers[0], number=value),)))
    assert "numbers[0]" in str(caught.value)


def test_22_a_huge_number_is_off_the_scale_not_on_it(cast, press, readers):
    summary = cast.typical()
    data = press(replace(summary, numbers=(replace(summary.numbers[0], number=Decimal("1e30"), value="1e30"),)))
    assert "1e30" in readers.poppler(data)


def test_25_a_failing_build_says_nothing_of_the_patient(cast, press):
    summary = cast.typical()
    secret = "secretpatientword"
    with pytest.raises(NotPrintable) as caught:
        press(replace(everywhere(summary, secret), numbers=(replace(summary.numbers[0], number=Decimal("NaN"), label=secret),)))
    assert secret not in str(caught.value)


@pytest.mark.parametrize("text", ["x" * 12_000, "word " * 2_400, "\n" * 3_000 + "end", "م" * 3_000], ids=["unbroken", "words", "newlines", "arabic"])
def test_20_no_field_can_outgrow_its_page(text, cast, press, readers):
    """Far more than any form allows, in every field at once: the document is made, page one keeps its frame, and the transcript has it all."""
    start = time.process_time()
    data = press(everywhere(cast.typical(), text))
    assert time.process_time() - start < 10
    layer = readers.poppler(data)
    assert "page 1 of" in layer and "Asked and denied" in layer and readers.annotations(data) == 0


def test_a_cluster_no_face_has_falls_apart_visibly(cast, press, readers):
    assert "x\ufffd" in readers.poppler(press(everywhere(cast.typical(), "x\U00012000\u0301y")))
