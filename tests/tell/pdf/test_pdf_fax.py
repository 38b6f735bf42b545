"""Fax: what must survive the worst machine does: both codes on every page, every status by its shape, and every letter is black."""

import json
import re
import shutil
import types
from dataclasses import replace
from decimal import Decimal as D
from itertools import combinations
from random import Random

import fax
import pikepdf
import pytest
import zxingcpp
from PIL import Image, ImageChops

from intake.ask.pack import PACKS, load_pack
from intake.hear.answersfile import read_answers_file
from intake.hear.reading import read
from intake.notice.screening import assess, load_rules
from intake.save.keep import make_record
from intake.tell.pdf import draw
from intake.tell.pdf.paper import barcodes, marks, scales
from intake.tell.pdf.paper.sheet import Paper
from intake.tell.summary import KeyNumber, Threshold, summarise

FORMATS = [zxingcpp.BarcodeFormat.Code128, zxingcpp.BarcodeFormat.QRCode]
CASES = sorted(path.stem for path in (PACKS / "botulinum" / "examples").glob("*.json") if re.fullmatch(r"[A-Z]+\d", path.stem))
pytestmark = pytest.mark.skipif(not shutil.which("pdftoppm"), reason="poppler-utils is not installed: no pdftoppm to make the picture a fax sends")


@pytest.fixture(scope="module")
def case():
    """`case("M4", "fr-CA")`: the summary of an example."""
    pack = load_pack(PACKS / "botulinum")
    rules = load_rules(pack)

    def made(name, language="en"):
        answers, _ = read_answers_file(rules.form, json.loads((PACKS / "botulinum" / "examples" / f"{name}.json").read_text()))
        reading = read(rules.form, answers)
        return summarise(make_record(reading, assess(rules, reading), pack=pack), language=language)

    return made


@pytest.fixture(scope="module")
def sent(case, cast):
    """The summary and the grey pages of a visit, drawn once."""
    visits = {"urgent": (case("M4"), "letter"), "french": (case("CD2", "fr-CA"), "a4"), "overfull": (cast.stress(), "letter"), "overfull on A4": (cast.stress(), "a4")}
    made = {}

    def pages(name):
        if name not in made:
            summary, paper = visits[name]
            made[name] = summary, fax.pages(draw(summary, None, clinic=types.SimpleNamespace(paper=paper), released="fixed"))
        return made[name]

    return pages


def decoded(*pictures: Image.Image) -> list[str]:
    """Every text a reader gets from any of the pictures, right or wrong, each once."""
    return sorted({found.text for picture in pictures for found in zxingcpp.read_barcodes(picture.convert("L"), formats=FORMATS)})


def expected(summary, page: int) -> list[str]:
    return sorted([barcodes.page_text(summary.versions, page)] + [barcodes.document_text(summary.versions)] * (page == 1))


@pytest.mark.parametrize("way", fax.WAYS)
@pytest.mark.parametrize("visit", ["urgent", "french", "overfull", "overfull on A4"])
def test_codes_on_every_page_survive(visit, way, sent):
    summary, pages = sent(visit)
    assert len(pages) > 1
    for number, page in enumerate(pages, 1):
        assert decoded(*fax.looks(fax.WAYS[way](page), page)) == expected(summary, number), f"page {number}"


@pytest.mark.parametrize("visit", ["urgent", "french", "overfull"])
def test_no_word_about_the_patient_is_in_a_code(visit, sent):
    summary, pages = sent(visit)
    who = summary.identity
    words = {word.casefold() for text in (who.surname, who.given, who.used_name, who.born, who.mrn, who.phone, who.sex, who.visit_id, who.visit_date, who.referrer)
             for word in re.findall(r"\w+", text) if len(word) > 2}
    said = " ".join(text for page in pages for text in decoded(page)).casefold()
    assert said and words and not [word for word in words if word in said]


def test_a_damaged_code_says_nothing_or_the_truth(sent):
    """Blots and scratches, a hundred pages of them: a reader never gets another text."""
    summary, pages = sent("urgent")
    page, chance, heard = fax.fax(pages[0], standard=True), Random(4), 0
    top, foot = page.crop((1300, 0, 1734, 400)), page.crop((1100, 980, 1734, 1078))
    right, wrong = set(expected(summary, 1)), []
    for _ in range(100):
        for part in (top, foot):
            hurt = part.copy()
            for _ in range(chance.randint(1, 9)):
                x, y = chance.randrange(part.width), chance.randrange(part.height)
                hurt.paste(chance.choice((0, 1)), (x, y, x + chance.randint(2, 60), y + chance.randint(2, 40)))
            found = decoded(*fax.looks(hurt, Image.new("L", (part.width, part.height * 2))))
            heard += len(found)
            wrong += [text for text in found if text not in right]
    assert not wrong and 20 < heard < 180, "some were lost, none was changed"


def test_the_machine_is_cruel_enough_to_lose_a_code_half_as_large(monkeypatch, cast):
    monkeypatch.setattr(barcodes, "BAR", 0.3)
    monkeypatch.setattr(barcodes, "SIDE", 16.0)
    page = fax.pages(draw(cast.typical(), None, clinic=types.SimpleNamespace(paper="letter"), released="x"), 1, 1)[0]
    assert not decoded(*fax.looks(fax.WAYS["standard-dithered"](page), page))


# -- states by their shape ------------------------------------------------------------------------------------------
def _number(**facts):
    return KeyNumber("x", value="x", **{"low": D(0), "high": D(30), "thresholds": (Threshold(D(15)),)} | facts)


def _scale(**facts):
    return lambda sheet, x, y: scales.scale(sheet, x, y, 60, _number(**facts))


GROUPS = {
    "pill": ((-2, -2, 60, 16), {
        "strong": lambda s, x, y: marks.pill(s, x, y, "REVIEW", strong=True, width=52),
        "weak": lambda s, x, y: marks.pill(s, x, y, "REVIEW", strong=False, width=52),
    }),
    "status": ((-2, -2, 13, 13), {
        "met": lambda s, x, y: marks.status(s, x, y, "met"), "not met": lambda s, x, y: marks.status(s, x, y, "not met"),
        "unclear": lambda s, x, y: marks.status(s, x, y, "unclear"), "to tick": lambda s, x, y: marks.tick_box(s, x, y, 8.0),
        "not answered": lambda s, x, y: marks.blank_box(s, x, y, 8.0),
    }),
    "answer": ((-2, -2, 12, 12), {
        kind: lambda s, x, y, kind=kind: marks.state(s, x, y, kind) for kind in ("denied", "not-sure", "declined", "not-reached", "not-answered")
    }),
    "count": ((-2, -2, 15, 13), {f"{n} of 4": lambda s, x, y, n=n: marks.count(s, x, y, n, 4) for n in range(5)}),
    "dot": ((33, 1.0, 15, 4.8), {"below": _scale(number=D(20), over=False), "over": _scale(number=D(20), over=True), "before": _scale(previous=D(20)), "none": _scale()}),
    "end": ((61, 0.2, 10, 6.4), {"at the end": _scale(number=D(30), over=False), "beyond": _scale(number=D(40), over=False), "before, beyond": _scale(previous=D(40)), "none": _scale()}),
}
"""Marks that stand for different things at the same place, and the window round that place: for dots, between the lines of the scale."""
OFFSETS = [(i * 0.07, i * 0.12) for i in range(7)]
"""Where a mark falls between the lines of the machine is luck; each is tried at seven places, over one line of a standard fax."""


def _shots(group: str, way: str) -> dict[str, list[Image.Image]]:
    """Each mark of a group after the machine, at every offset; cut out at the same place."""
    (left, top, width, height), drawn = GROUPS[group]
    paper = Paper("letter", title="x", language="en")
    sheet = paper.sheet()
    places = {(name, i): (30 + i * 80, 40 + row * 50) for row, name in enumerate(drawn) for i in range(len(OFFSETS))}
    for (name, i), (x, y) in places.items():
        drawn[name](sheet, x + OFFSETS[i][0], y + OFFSETS[i][1])
    page = fax.pages(paper.save())[0]
    picture, k = fax.square(fax.WAYS[way](page), page), fax.ACROSS / 72
    cut = lambda x, y: picture.crop(tuple(int(edge * k) for edge in (x + left, y + top, x + left + width, y + top + height)))  # noqa: E731
    return {name: [cut(*places[name, i]) for i in range(len(OFFSETS))] for name in drawn}


def apart(one: Image.Image, other: Image.Image) -> int:
    """Dots that differ where the two lie best over each other, give or take two points."""
    return min(ImageChops.difference(one, ImageChops.offset(other, dx, dy)).histogram()[255] for dx in range(-2, 3) for dy in range(-4, 5))


@pytest.mark.parametrize("way", ["standard", "standard-dithered", "copied"])
@pytest.mark.parametrize("group", GROUPS)
def test_every_state_keeps_a_shape_of_its_own(group, way):
    """Wherever it fell, a mark looks more like itself elsewhere than like any other mark, by a clear margin."""
    shots = _shots(group, way)
    for name, own in shots.items():
        for i, shot in enumerate(own):
            alike = min(apart(shot, again) for again in own[:i] + own[i + 1:])
            other, between = min(((other, apart(shot, stranger)) for other in shots.keys() - {name} for stranger in shots[other]), key=lambda pair: pair[1])
            assert between > alike and between >= 60, f"{name} looks like {other}: {between} dots apart, {alike} by luck alone"


# -- text is black --------------------------------------------------------------------------------------------------
def _black(operands) -> bool:
    return all(float(value) == 0 for value in operands[:3]) and (len(operands) < 4 or float(operands[3]) == 1)


def light_text(data: bytes) -> list[tuple[int, float, float]]:
    """Page and place of text that is neither black nor white upon a box painted black before."""
    found = []
    with pikepdf.open(data if hasattr(data, "read") else __import__("io").BytesIO(data)) as pdf:
        for number, page in enumerate(pdf.pages, 1):
            fill, kept, boxes, points, at = (0.0,), [], [], [], (0.0, 0.0)
            for operands, operator in pikepdf.parse_content_stream(page):
                name = str(operator)
                if name in ("g", "rg", "k"):
                    fill = tuple(float(value) for value in operands)
                elif name == "q":
                    kept.append(fill)
                elif name == "Q":
                    fill = kept.pop()
                elif name == "re":
                    x, y, w, h = map(float, operands)
                    points += [(x, y), (x + w, y + h)]
                elif name in ("m", "l", "c"):
                    points.append(tuple(float(value) for value in operands[-2:]))
                elif name in ("f", "f*", "B", "B*", "S", "n"):
                    if name[0] in "fB" and _black(fill) and points:
                        xs, ys = zip(*points, strict=True)
                        boxes.append((min(xs), min(ys), max(xs), max(ys)))
                    points = []
                elif name == "Tm":
                    at = float(operands[4]), float(operands[5])
                elif name in ("Tj", "TJ"):
                    on_black = any(x0 <= at[0] <= x1 and y0 <= at[1] <= y1 for x0, y0, x1, y1 in boxes)
                    if not (_black(fill) or (set(fill) == {1.0} and on_black)):
                        found.append((number, *at))
    return found


@pytest.mark.parametrize("name", CASES)
def test_every_letter_is_black_or_white_on_black(name, case):
    assert not light_text(draw(case(name), None, clinic=types.SimpleNamespace(paper="letter"), released="fixed"))


def test_a_grey_letter_would_be_found(cast, monkeypatch):
    from intake.tell.pdf.paper import frame

    monkeypatch.setattr(frame, "WHITE", "0.4 g")
    assert light_text(draw(replace(cast.typical(), transcript=()), None, clinic=types.SimpleNamespace(paper="letter"), released="fixed"))


def test_all_fifteen_cases_are_here():
    assert len(CASES) == 15
