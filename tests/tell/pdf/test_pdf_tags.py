"""Tags: marked content and the tree agree, and tagging changes no coordinate."""

import re
from io import BytesIO

import pypdf
import pytest

from intake.tell.pdf.compose import compose


def bare(ops: list[str]) -> str:
    return "\n".join(op for op in ops if op != "EMC" and not re.fullmatch(r"/(Artifact BMC|\w+ <</MCID \d+>> BDC)", op))


@pytest.mark.parametrize("person", ["typical", "stress"])
def test_with_or_without_tags_every_mark_is_in_the_same_place(person, cast):
    with_tags, _ = compose(getattr(cast, person)(), paper="letter", released="x")
    without, _ = compose(getattr(cast, person)(), paper="letter", released="x", tagged=False)
    for sheet in with_tags.sheets:
        sheet.close()
    assert [bare(sheet.ops) for sheet in with_tags.sheets] == ["\n".join(sheet.ops) for sheet in without.sheets]


def test_every_marked_content_is_in_the_tree_once(cast):
    out, _ = compose(cast.stress(), paper="letter", released="x")
    told = sorted(mark for node in out.tree.walk() for mark in node.marks)
    drawn = sorted((sheet.index, int(number)) for sheet in out.sheets for op in sheet.ops for number in re.findall(r"^/\w+ <</MCID (\d+)>> BDC$", op))
    assert told == drawn and len(told) == len(set(told)) > 100


def test_every_begin_has_its_end_and_nothing_is_drawn_outside(cast):
    out, _ = compose(cast.typical(), paper="letter", released="x")
    for sheet in out.sheets:
        sheet.close()
        depth = 0
        for op in sheet.ops:
            if re.fullmatch(r"/(Artifact BMC|\w+ <</MCID \d+>> BDC)", op):
                depth += 1
            elif op == "EMC":
                depth -= 1
            else:
                assert depth == 1
        assert depth == 0


def test_the_tree_tells_what_a_reader_needs(cast):
    out, _ = compose(cast.typical(), paper="letter", released="x")
    kinds = [node.kind for node in out.tree.walk()]
    assert kinds[0] == "Document" and kinds.count("H1") == 1 and {"H2", "H3", "P", "L", "LI", "Table", "TR", "TD", "Figure"} <= set(kinds)
    figures = [node for node in out.tree.walk() if node.kind == "Figure"]
    assert all(node.alt for node in figures) and "Left temple" in figures[0].alt


def test_a_row_over_two_pages_is_one_element(cast):
    from dataclasses import replace

    from intake.tell.summary import Line, Section

    summary = replace(cast.typical(), transcript=(Section("Long", (Line("Q1", "x", "Anything else?", ("many words " * 2_000,), typed=True),)),))
    out, _ = compose(summary, paper="letter", released="x")
    rows = [node for node in out.tree.walk() if node.kind == "TR" and len({page for child in node.walk() for page, _ in child.marks}) > 1]
    assert len(rows) == 1


def test_title_language_and_bookmarks(cast, press):
    reader = pypdf.PdfReader(BytesIO(press(cast.typical())))
    assert reader.metadata.title == "Pre-consultation summary, INT-7Q4M-2K9X" and reader.trailer["/Root"]["/Lang"] == "en"
    assert reader.trailer["/Root"]["/ViewerPreferences"]["/DisplayDocTitle"]
    names = [entry.title for entry in reader.outline if not isinstance(entry, list)]
    assert "All questions and answers" in names and "Attestation" in names


def test_no_word_of_the_patient_in_the_file_s_own_facts(cast, press):
    reader = pypdf.PdfReader(BytesIO(press(cast.typical())))
    facts = str(dict(reader.metadata)) + str(reader.xmp_metadata)
    assert "Elena" not in facts and "Ruiz" not in facts


def test_only_embedded_fonts(cast, press):
    reader = pypdf.PdfReader(BytesIO(press(cast.stress())))
    for page in reader.pages:
        for font in page["/Resources"]["/Font"].values():
            descendant = font.get_object()["/DescendantFonts"][0].get_object()
            assert "/FontFile2" in descendant["/FontDescriptor"] and "/ToUnicode" in font.get_object()
