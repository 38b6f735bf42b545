"""Archive: what the file says of its own structure, read by pypdf, which had no part in writing it."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import types
import xml.etree.ElementTree as ET
from dataclasses import replace
from functools import cached_property
from io import BytesIO

import pypdf
import pytest
from pypdf.generic import ArrayObject, ContentStream, NullObject

from intake.ask.pack import PACKS, load_pack
from intake.hear.answersfile import read_answers_file
from intake.hear.reading import read
from intake.notice.screening import assess, load_rules
from intake.save.keep import Visit, make_record
from intake.tell.fhir import response_bytes
from intake.tell.pdf import draw
from intake.tell.pdf.finish.xmp import moment
from intake.tell.pdf.first.quotes import own_words
from intake.tell.pdf.paper.blocks import Places
from intake.tell.pdf.paper.bounds import bounds
from intake.tell.pdf.paper.sheet import Paper
from intake.tell.summary import Quote, summarise

PAINTS = set("Tj TJ ' \" S s f F f* B B* b b* sh Do".split())
FINISHED = "2026-03-16T15:04:05+00:00"


class Told:
    """A finished file as pypdf reads it: marked content by page, structure elements in reading order."""

    def __init__(self, data: bytes):
        self.reader = pypdf.PdfReader(BytesIO(data), strict=True)
        self.root = self.reader.trailer["/Root"]

    @cached_property
    def pages(self) -> list[list[tuple[str, int | None, int]]]:
        """By page: (tag, MCID or None for furniture, how many things it paints). Fails where something is painted outside."""
        return [self._marked(page) for page in self.reader.pages]

    def _marked(self, page) -> list[tuple[str, int | None, int]]:
        found, depth = [], 0
        for operands, operator in ContentStream(page.get_contents(), self.reader).operations:
            name = operator.decode()
            if name in ("BDC", "BMC"):
                depth += 1
                if depth == 1:
                    found.append([str(operands[0]), operands[1].get("/MCID") if name == "BDC" else None, 0])
                else:
                    assert operands[0] == "/Span" and "/MCID" not in operands[1], "marked content inside marked content"
            elif name == "EMC":
                depth -= 1
            elif name in PAINTS:
                assert depth, "painted outside of marked content"
                found[-1][2] += 1
        assert not depth
        return [tuple(mark) for mark in found]

    @cached_property
    def elements(self) -> list:
        """Every structure element in reading order, as (element, depth, its own marked content as (page, MCID))."""
        numbers = {page.indirect_reference.idnum: i for i, page in enumerate(self.reader.pages)}
        found = []

        def walk(element, parent, depth):
            assert element["/P"].indirect_reference == parent.indirect_reference
            marks = []
            found.append((element, depth, marks))
            for kid in element["/K"] if isinstance(element["/K"], ArrayObject) else [element["/K"]]:
                if isinstance(kid, int):
                    marks.append((numbers[element.raw_get("/Pg").idnum], int(kid)))
                elif (kid := kid.get_object()).get("/Type") == "/MCR":
                    marks.append((numbers[kid.raw_get("/Pg").idnum], int(kid["/MCID"])))
                else:
                    walk(kid, element, depth + 1)

        tree = self.root["/StructTreeRoot"]
        walk(tree["/K"].get_object(), tree, 0)
        return found

    def kinds(self, *names: str) -> list:
        return [element for element, _, _ in self.elements if element["/S"] in names]

    @staticmethod
    def kids(element) -> list:
        return [kid.get_object() for kid in element["/K"] if not isinstance(kid, int)]


@pytest.fixture(scope="module")
def record():
    pack = load_pack(PACKS / "botulinum")
    rules = load_rules(pack)
    answers, _ = read_answers_file(rules.form, json.loads((PACKS / "botulinum" / "examples" / "M4.json").read_text("utf-8")))
    reading = read(rules.form, answers)
    return make_record(reading, assess(rules, reading), pack=pack, visit=Visit(finished=FINISHED))


@pytest.fixture(scope="module")
def made(record):
    """Draw the M4 example: made(archive="a2")."""
    return lambda **clinic: draw(summarise(record), record, clinic=types.SimpleNamespace(paper="letter", **clinic), released="2026-03-16 11:10")


@pytest.fixture(scope="module")
def told(made, cast):
    """M4, and the invented people."""
    return {"M4": Told(made()), **{name: Told(draw(getattr(cast, name)(), None, clinic=None, released="x")) for name in ("typical", "stress", "urgent", "empty")}}


@pytest.fixture(params=["M4", "typical", "stress", "urgent", "empty"])
def file(request, told):
    return told[request.param]


def test_all_that_is_painted_is_in_the_tree_or_furniture(file):
    parents = file.root["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    in_tree = sorted(mark for _, _, marks in file.elements for mark in marks)
    drawn = sorted((index, mark[1]) for index, page in enumerate(file.pages) for mark in page if mark[1] is not None)
    assert in_tree == drawn and len(set(drawn)) == len(drawn)
    assert {mark[0] for page in file.pages for mark in page if mark[1] is None} <= {"/Artifact"}
    owners = {mark: element for element, _, marks in file.elements for mark in marks}
    for index, page in enumerate(file.reader.pages):
        assert page["/StructParents"] == index == parents[2 * index] and page["/Tabs"] == "/S"
        listed = parents[2 * index + 1].get_object()
        assert [entry.get_object().indirect_reference for entry in listed] == [owners[index, mcid].indirect_reference for mcid in range(len(listed))]


def test_what_is_read_first_was_drawn_first(file):
    """On each page; a row that goes on overleaf is read cell by cell."""
    for index in range(len(file.pages)):
        order = [(mcid, max((page for page, _ in marks), default=0) != min((page for page, _ in marks), default=0)) for _, _, marks in file.elements for page, mcid in marks if page == index]
        whole = [mcid for mcid, broken in order if not broken]
        assert whole == sorted(whole)


def test_marked_content_is_tagged_as_its_element_or_inside_it(file):
    inline = {"/Span", "/Lbl", "/LBody", "/P", "/TD", "/TH", "/Figure", "/Note", "/H1", "/H2", "/H3", "/LI", "/Document", "/Sect"}
    assert {mark[0] for page in file.pages for mark in page if mark[1] is not None} <= inline


def test_figures_have_words_and_a_place(file):
    for figure in file.kinds("/Figure"):
        left, bottom, right, top = figure["/A"]["/BBox"]
        assert figure["/Alt"].strip() and 0 <= left < right <= 612 and 0 <= bottom < top <= 792


def test_tables_are_regular_and_every_cell_has_a_header(file):
    for table in file.kinds("/Table"):
        rows = [row for row in file.kids(table) if row["/S"] != "/Caption"]
        assert {row["/S"] for row in rows} == {"/TR"}
        cells = [file.kids(row) for row in rows]
        assert {cell["/S"] for row in cells for cell in row} <= {"/TH", "/TD"}
        assert len({sum(cell.get("/A", {}).get("/ColSpan", 1) for cell in row) for row in cells}) == 1
        assert all(cell["/A"]["/Scope"] in ("/Row", "/Column") for row in cells for cell in row if cell["/S"] == "/TH")
        headed = all(cell["/S"] == "/TH" for cell in cells[0])
        assert headed or all(any(cell["/S"] == "/TH" for cell in row) for row in cells)


def test_lists_have_items_and_items_one_body(file):
    for one in file.kinds("/L"):
        assert {item["/S"] for item in file.kids(one)} <= {"/LI", "/Caption"}
    for item in file.kinds("/LI"):
        assert [kid["/S"] for kid in file.kids(item)] in (["/LBody"], ["/Lbl", "/LBody"])


def test_elements_stand_where_they_may(file):
    holds = {"/TR": "/Table", "/TH": "/TR", "/TD": "/TR", "/LI": "/L", "/LBody": "/LI", "/Lbl": "/LI"}
    groups = ("/Document", "/Sect", "/Table", "/TR", "/L", "/LI")
    for element, _, marks in file.elements:
        assert holds.get(element["/S"], element["/P"].get("/S")) == element["/P"].get("/S")
        assert not (marks and element["/S"] in groups)
        assert element["/K"] or element["/S"] in ("/TH", "/TD")


def test_headings_begin_at_one_and_skip_no_level(file):
    levels = [int(element["/S"][2]) for element, _, _ in file.elements if re.fullmatch(r"/H\d", element["/S"])]
    assert levels[0] == 1 and all(below <= above + 1 for above, below in zip(levels, levels[1:], strict=False))


def test_bookmarks_lead_to_headings_on_two_levels(told):
    reader = told["M4"].reader
    flat = [(0, one) for one in reader.outline if not isinstance(one, list)] + [(1, one) for part in reader.outline if isinstance(part, list) for one in part]
    assert {level for level, _ in flat} == {0, 1} and not any(isinstance(one, list) for part in reader.outline if isinstance(part, list) for one in part)
    for _, mark in flat:
        assert mark.title.strip() and 0 <= reader.get_destination_page_number(mark) < len(reader.pages) and mark.get("/Type") == "/XYZ"
    first, heads = told["M4"].root["/Outlines"]["/First"], 0
    while first is not None:
        if "/SE" in first:
            heads += 1
            assert first["/SE"]["/S"] in ("/H1", "/H2", "/H3") and first["/SE"]["/Pg"].indirect_reference == first["/Dest"][0].indirect_reference
        first = first["/Next"] if "/Next" in first else None
    assert heads >= 3


@pytest.mark.parametrize("case", ["M4", "typical"])
def test_every_block_of_page_one_has_its_bookmark(told, case):
    file, front = told[case], told[case].reader.pages[0].indirect_reference
    heads = [element for element, _, _ in file.elements if element["/S"] in ("/H1", "/H2") and element["/Pg"].indirect_reference == front]
    marks = [mark for part in file.reader.outline if isinstance(part, list) for mark in part if file.reader.get_destination_page_number(mark) == 0]
    assert len(marks) == len(heads) - 1 > 4  # the name itself is the document's own entry


def test_poppler_reads_the_same_structure_and_bookmarks_say_what_their_headings_say(made, tmp_path):
    if not shutil.which("pdfinfo"):
        pytest.skip("poppler-utils is not installed: no pdfinfo to read the structure with")
    data = made()
    (tmp_path / "made.pdf").write_bytes(data)
    done = subprocess.run(["pdfinfo", "-struct-text", tmp_path / "made.pdf"], capture_output=True, text=True, check=True)
    assert not done.stderr
    mine = Told(data)
    read_ = [line.split()[0].rstrip(":") for line in done.stdout.splitlines() if re.match(r" +[A-Z]\w*( \(\w+\)|:)?$", line)]
    assert [element["/S"][1:] for element, _, _ in mine.elements][1:] == read_
    heads = re.findall(r'^ +H\d \(block\)\n +"(.*) "$', done.stdout, re.MULTILINE)
    assert len(heads) == sum(name[:1] == "H" for name in read_) and "EXAMPLE, Devon" in heads
    named = [one.title for part in mine.reader.outline for one in (part if isinstance(part, list) else [part])][1:]
    assert len(named) > 20 and {" ".join(name.upper().split()) for name in named} <= {" ".join(head.upper().split()) for head in heads}


def test_the_answers_are_attached_as_data(told, record):
    wanted = response_bytes(record)
    reader, root = told["M4"].reader, told["M4"].root
    assert reader.attachments == {"QuestionnaireResponse.json": [wanted]}
    (file,) = root["/AF"]
    file = file.get_object()
    assert file.indirect_reference == root["/Names"]["/EmbeddedFiles"]["/Names"][1].get_object().indirect_reference
    assert (file["/AFRelationship"], file["/F"], file["/UF"]) == ("/Data", "QuestionnaireResponse.json", "QuestionnaireResponse.json") and file["/Desc"]
    stream = file["/EF"]["/F"]
    facts = stream["/Params"]
    assert stream["/Subtype"] == "/application/fhir+json" and stream.get_data() == wanted and facts["/Size"] == len(wanted)
    assert facts["/CheckSum"].original_bytes == hashlib.md5(wanted, usedforsecurity=False).digest() and facts["/ModDate"] == "D:20260316150405Z"


@pytest.mark.parametrize("which", ["a2", "no record"])
def test_part_two_holds_the_pages_and_no_file(which, made, cast):
    file = Told(made(archive="a2") if which == "a2" else draw(cast.typical(), None, clinic=None, released="x"))
    assert not file.reader.attachments and "/AF" not in file.root and "/Names" not in file.root
    assert facts_of(file)["part"] == "2" and file.root["/StructTreeRoot"] and len(file.elements) > 50


def facts_of(file: Told) -> dict[str, str]:
    """The attributes and texts of the metadata, by name without its namespace."""
    found = {}
    for element in ET.fromstring(file.root["/Metadata"].get_data()).iter():
        if "about" in "".join(element.attrib):
            for name, value in element.attrib.items():
                found[f"{'ua-' if 'pdfua' in name else ''}{name.split('}')[1]}"] = value
        if element.tag.endswith("}li") and element.text and element.text.strip():
            found.setdefault("said", "")
            found["said"] += f"[{element.text}]"
    return found


def test_the_file_says_what_it_is_and_nobody_s_name(told, record):
    file, facts = told["M4"], facts_of(told["M4"])
    title = f"Pre-consultation summary, {record.document_id()}"
    assert (facts["part"], facts["conformance"], facts["ua-part"]) == ("3", "A", "1") and facts["said"] == f"[{title}][en]"
    info = file.reader.trailer["/Info"]
    assert info["/Title"] == title and info["/CreationDate"] == info["/ModDate"] == "D:20260316150405Z"
    assert facts["CreateDate"] == facts["ModifyDate"] == facts["MetadataDate"] == "2026-03-16T15:04:05Z"
    assert set(info) == {"/Title", "/Creator", "/Producer", "/CreationDate", "/ModDate"} and facts["Producer"] == info["/Producer"] and facts["CreatorTool"] == info["/Creator"]
    assert file.root["/Lang"] == "en" and file.root["/ViewerPreferences"]["/DisplayDocTitle"] and file.root["/MarkInfo"]["/Marked"]


def test_the_language_of_the_paper_is_the_language_of_the_file(record):
    file = Told(draw(summarise(record, language="fr-CA"), record, clinic=None, released="x"))
    assert file.root["/Lang"] == "fr-CA" and "[fr-CA]" in facts_of(file)["said"]


@pytest.mark.parametrize(("language", "said", "where"), [("fr-CA", {"fr-CA"}, {"/TD"}), ("en-US", set(), set()), ("not a language", set(), set())])
def test_words_typed_in_another_language_say_which(language, said, where, record):
    file = Told(draw(summarise(record.model_copy(update={"language": language})), record, clinic=None, released="x"))
    marked = [element for element, _, _ in file.elements if "/Lang" in element]
    assert {element["/Lang"] for element in marked} == said and {element["/S"] for element in marked} - {"/P"} == where


def test_quotations_with_room_of_their_own_say_their_language(cast):
    paper = Paper("letter", title="x", language="en")
    own_words(replace(cast.typical(), own_words=Quote("J’ai mal", "J’ai mal", language="fr-CA")), 300.0)[0].draw(paper.sheet(), 0, 0, Places())
    assert [node.kind for node in paper.tree.walk() if node.lang == "fr-CA"] == ["P"]


@pytest.mark.parametrize(("drawn", "box"), [
    (["0 g  0.5 w 0 J [] 0 d 10 20 30 -5 re f"], (10, 15, 40, 20)), (["1 0 0 RG 10 20 m 90 700 l 5 6 7 8 9 10 c h S"], (5, 6, 90, 700)), (["q 40 0 0 30 100 200 cm /Im1 Do Q"], (100, 200, 140, 230)),
    (["0 g BT 1 0 0 1 50 60 Tm /F1 7 Tf <0001> Tj ET", "0 0 m 1 1 l S"], (0, 0, 50, 67)), (["-5 -5 9000 9000 re f"], (0, 0, 612, 792)), ([], (0, 0, 612, 792)),
])
def test_a_figure_stands_where_it_was_drawn(drawn, box):
    assert bounds(drawn, (612.0, 792.0)) == box


def test_colours_are_s_rgb(told):
    (intent,) = told["M4"].root["/OutputIntents"]
    profile = intent.get_object()["/DestOutputProfile"]
    assert intent.get_object()["/S"] == "/GTS_PDFA1" and profile["/N"] == 3 and profile.get_data()[36:40] == b"acsp"


def test_nothing_else_is_in_the_file(told):
    """No form, script, action, layer, transparency or open action; pictures are grey without a mask."""
    for file in told.values():
        assert not {"/AcroForm", "/OpenAction", "/AA", "/OCProperties"} & set(file.root)
        for page in file.reader.pages:
            assert "/Annots" not in page and "/AA" not in page and not page["/Resources"].get("/ExtGState")
            for picture in page["/Resources"].get("/XObject", {}).values():
                picture = picture.get_object()
                assert picture["/ColorSpace"] == "/DeviceGray" and "/SMask" not in picture and "/Mask" not in picture


@pytest.mark.parametrize(("text", "xmp", "pdf"), [
    ("2026-03-16", "2026-03-16", "D:20260316"), ("2026-03-16T15:04:05Z", "2026-03-16T15:04:05Z", "D:20260316150405Z"), ("2026-03-16T10:04:05.9-05:00", "2026-03-16T15:04:05Z", "D:20260316150405Z"),
    ("2026-03-16T15:04:05", "2026-03-16T15:04:05Z", "D:20260316150405Z"), ("", "", ""), ("yesterday", "", ""), ('2026-03-16"/><x>', "", ""), ("0001-01-01T00:00:00+14:00", "", ""),
])
def test_a_time_is_written_as_each_part_of_the_file_wants_it(text, xmp, pdf):
    assert moment(text) == (xmp, pdf)


def test_fonts_say_the_text_of_every_glyph(told):
    for file in told.values():
        for page in file.reader.pages:
            for font in page["/Resources"]["/Font"].values():
                font = font.get_object()
                assert not isinstance(font.get("/ToUnicode", NullObject()), NullObject)
                codes = re.findall(rb"^<(?!0000)[0-9A-F]{4}> <[0-9A-F]*>$", font["/ToUnicode"].get_data(), re.MULTILINE)
                assert len(codes) == len(font["/DescendantFonts"][0].get_object()["/W"][1]) - 1
