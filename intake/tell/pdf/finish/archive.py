"""Archive: the drawn file made one that is PDF/A-3a and PDF/UA-1 at once: structure, bookmarks, metadata, colour, attachment."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

from intake.ask.words import ASSETS
from intake.tell.pdf.finish.settle import settle
from intake.tell.pdf.finish.xmp import moment, packet
from intake.tell.pdf.paper.bounds import bounds
from intake.tell.pdf.paper.sheet import Bookmark, Paper
from intake.tell.pdf.paper.tags import Node

if TYPE_CHECKING:
    from pikepdf import Array, Dictionary, Object, Pdf

COLOURS = ASSETS / "colour" / "sRGB.icc"
CREATOR = "Intake"
PRODUCER = "Intake, with ReportLab and pikepdf"
_TAG = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
"""A language as a PDF may name it (BCP 47). A record from elsewhere may say anything."""


class Attachment(NamedTuple):
    """A file inside the file: the machine form of what the pages show."""

    name: str
    kind: str
    data: bytes
    described: str


def archive(paper: Paper, *, made: str = "", attachment: Attachment | None = None) -> bytes:
    """The finished file: PDF/A-3a with an attachment, PDF/A-2a without one, and PDF/UA-1. The same input gives the same bytes.

    `made` is the ISO time or day of the record. ISO 19005-2 allows no attachment that is not itself PDF/A, so only part 3 has one.
    """
    import pikepdf  # only here: who draws no document does not wait for it

    xmp_date, pdf_date = moment(made)
    settle(paper.tree)
    with pikepdf.open(BytesIO(paper.save())) as pdf:
        elements = _structure(pdf, paper)
        _outline(pdf, paper.bookmarks, elements)
        _colours(pdf)
        if attachment:
            _attach(pdf, attachment, pdf_date)
        _facts(pdf, paper, pdf_date)
        pdf.Root.Metadata = pikepdf.Stream(pdf, packet(
            part=3 if attachment else 2, title=paper.title, language=paper.language, producer=PRODUCER, creator=CREATOR, made=xmp_date,
        ), Type=pikepdf.Name.Metadata, Subtype=pikepdf.Name.XML)
        out = BytesIO()
        pdf.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


# -- structure --------------------------------------------------------------------------------------------------------


def _structure(pdf: Pdf, paper: Paper) -> dict[Node, Dictionary]:
    """Write the tree and, page by page, which element each marked content belongs to."""
    from pikepdf import Array, Dictionary, Name

    pages = [page.obj for page in pdf.pages]
    parents: list[dict[int, Dictionary]] = [{} for _ in pages]
    elements: dict[Node, Dictionary] = {}
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))

    def written(node: Node, parent: Dictionary) -> Dictionary:
        element = elements[node] = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name("/" + node.kind), P=parent))
        home = next((index for index, _ in node.marks), None)
        if home is not None:
            element.Pg = pages[home]
        kids: list[Dictionary | int] = []
        for child in node.children:
            if isinstance(child, Node):
                kids.append(written(child, element))
                continue
            index, mcid = child
            parents[index][mcid] = element
            kids.append(mcid if index == home else Dictionary(Type=Name.MCR, Pg=pages[index], MCID=mcid))
        element.K = Array(kids)
        _described(element, node, paper)
        return element

    root.K = written(paper.tree, root)
    numbers: list[int | Array] = []
    for index, (page, owned) in enumerate(zip(pages, parents, strict=True)):
        page.StructParents = index
        page.Tabs = Name.S
        numbers += [index, pdf.make_indirect(Array([owned[mcid] for mcid in range(len(owned))]))]
    root.ParentTree = pdf.make_indirect(Dictionary(Nums=Array(numbers)))
    root.ParentTreeNextKey = len(pages)
    pdf.Root.StructTreeRoot = root
    pdf.Root.MarkInfo = Dictionary(Marked=True)
    return elements


def _described(element: Dictionary, node: Node, paper: Paper) -> None:
    """Alternative text, language and attributes."""
    from pikepdf import Array, Dictionary, Name

    if node.alt:
        element.Alt = node.alt
    if _TAG.fullmatch(node.lang):
        element.Lang = node.lang
    if node.kind == "Figure":
        index = next(index for child in node.walk() for index, _ in child.marks)
        box = node.box or bounds(_drawn(node, paper, index), paper.size)
        element.A = Dictionary(O=Name.Layout, Placement=Name.Block, BBox=Array([round(value, 2) for value in box]))
    elif node.scope or node.columns > 1:
        element.A = Dictionary(O=Name.Table)
        if node.scope:
            element.A.Scope = Name("/" + node.scope)
        if node.columns > 1:
            element.A.ColSpan = node.columns


def _drawn(node: Node, paper: Paper, index: int) -> Iterator[str]:
    for child in node.walk():
        for page, mcid in child.marks:
            if page == index:
                yield from paper.sheets[page].operators(mcid)


# -- what stands around the pages -------------------------------------------------------------------------------------


def _outline(pdf: Pdf, bookmarks: Iterable[Bookmark], elements: dict[Node, Dictionary]) -> None:
    """Bookmarks on two levels, each leading to a place on a page and to the heading's element."""
    from pikepdf import Array, Dictionary, Name

    root = pdf.make_indirect(Dictionary(Type=Name.Outlines))
    last: dict[int, Dictionary] = {}
    for mark in bookmarks:
        inner = mark.level > 0 and 0 in last
        parent = last[0] if inner else root
        item = pdf.make_indirect(Dictionary(
            Title=mark.title, Parent=parent, Dest=Array([pdf.pages[mark.page].obj, Name.XYZ, 0, round(mark.top, 2), None])))
        if mark.node in elements:
            item.SE = elements[mark.node]
        if Name.First in parent:
            before = parent.Last
            before.Next, item.Prev = item, before
        else:
            parent.First = item
        parent.Last = item
        parent.Count = parent.get("/Count", 0) + 1 if not inner else parent.get("/Count", 0) - 1  # below zero: closed
        last[int(inner)] = item
    if Name.First in root:
        pdf.Root.Outlines = root


def _colours(pdf: Pdf) -> None:
    """Black, white and red mean sRGB."""
    from pikepdf import Array, Dictionary, Name, Stream

    pdf.Root.OutputIntents = Array([pdf.make_indirect(Dictionary(
        Type=Name.OutputIntent, S=Name.GTS_PDFA1, OutputConditionIdentifier="sRGB", Info="sRGB IEC61966-2.1",
        DestOutputProfile=Stream(pdf, _profile(), N=3, Alternate=Name.DeviceRGB)))])


@cache
def _profile() -> bytes:
    return COLOURS.read_bytes()


def _attach(pdf: Pdf, attachment: Attachment, made: str) -> None:
    """The file of data that belongs to the whole document: listed for people, associated for machines."""
    from pikepdf import Array, Dictionary, Name, Stream, String

    data = attachment.data
    params = Dictionary(Size=len(data), CheckSum=String(hashlib.md5(data, usedforsecurity=False).digest()))
    if made:
        params.ModDate = made
    stream = Stream(pdf, data, Type=Name.EmbeddedFile, Subtype=Name("/" + attachment.kind), Params=params)
    file = pdf.make_indirect(Dictionary(
        Type=Name.Filespec, F=attachment.name, UF=attachment.name, Desc=attachment.described,
        AFRelationship=Name.Data, EF=Dictionary(F=stream, UF=stream)))
    pdf.Root.AF = Array([file])
    pdf.Root.Names = Dictionary(EmbeddedFiles=Dictionary(Names=Array([attachment.name, file])))


def _facts(pdf: Pdf, paper: Paper, made: str) -> None:
    """The title bar shows the title; the old information dictionary says the same as the metadata and no more."""
    from pikepdf import Dictionary, Name

    facts: dict[str, Object | str] = {"/Title": paper.title, "/Creator": CREATOR, "/Producer": PRODUCER}
    if made:
        facts |= {"/CreationDate": made, "/ModDate": made}
    pdf.trailer.Info = pdf.make_indirect(Dictionary(facts))
    del pdf.trailer["/ID"]  # ReportLab's hangs on SOURCE_DATE_EPOCH; a new one is made from the content alone
    pdf.Root.Lang = paper.language
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    pdf.Root.PageMode = Name.UseOutlines if Name.Outlines in pdf.Root else Name.UseNone
