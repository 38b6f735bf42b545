"""Embed: the glyphs a document uses, as subset fonts that say exactly which text each glyph stands for."""

from __future__ import annotations

from intake.tell.pdf.paper.shield import pdfdoc
from intake.tell.pdf.text.faces import UNKNOWN, Face
from intake.tell.pdf.text.shape import Glyph


class FontUse:
    """One face in one document. A code is given to each (glyph, text) pair at its first use, so that the text layer is exact.

    ReportLab's own TrueType fonts are not used: they write code points above U+FFFF wrongly into the text layer and file
    shaped glyphs under private characters (reference/pdf.md 3). This is a Type0 font with Identity-H codes instead; it
    joins the document through ReportLab's list of delayed fonts.
    """

    _multiByte = _dynamicFont = 1

    def __init__(self, face: Face, name: str):
        self.face, self.name = face, name
        self._codes: dict[tuple[int, str], int] = {}
        self.codes = _Codes(self)

    def code(self, glyph: int, text: str) -> str:
        """The four hex digits of a glyph that stands for `text`."""
        return f"{self._codes.setdefault((glyph, text), len(self._codes) + 1):04X}"

    def placed(self, glyphs: tuple[Glyph, ...], size: float) -> str:
        """The operators that show shaped glyphs from the current point on."""
        parts: list[str] = []
        shift, rise = 0.0, 0
        for glyph in glyphs:
            if glyph.dy != rise:
                parts.append(f"] TJ {glyph.dy * size / 1000:.3f} Ts [")
                rise = glyph.dy
            before = shift + glyph.dx
            if before:
                parts.append(f"{-before:g}")
            parts.append(f"<{self.code(glyph.number, glyph.text)}>")
            shift = glyph.advance - self.face.advances[glyph.number] - glyph.dx
        if shift:  # what follows begins where the last glyph ends, not where its own width would end
            parts.append(f"{-shift:g}")
        return f"[{' '.join(parts)}] TJ{' 0 Ts' if rise else ''}".replace("[] TJ ", "")

    def addObjects(self, doc) -> None:  # noqa: N802 (ReportLab calls it by this name when the document is saved)
        """Put the font, its subset, widths and text map into the document."""
        file, renumbered = self.face.subset({glyph for glyph, _ in self._codes})
        base = f"AAAAAA+{self.face.name}"
        stream = _stream(file, Length1=len(file))
        metrics = {key: pdfdoc.PDFArray(value) if isinstance(value, list) else value for key, value in self.face.metrics.items()}
        descriptor = pdfdoc.PDFDictionary({
            "Type": pdfdoc.PDFName("FontDescriptor"), "FontName": pdfdoc.PDFName(base), "Flags": 4 if not metrics["ItalicAngle"] else 68,
            "FontFile2": doc.Reference(stream, f"file-{self.name}"), **metrics,
        })
        numbers = [0, *(renumbered[glyph] for glyph, _ in self._codes)]
        widths = [self.face.advances[0], *(self.face.advances[glyph] for glyph, _ in self._codes)]
        descendant = pdfdoc.PDFDictionary({
            "Type": pdfdoc.PDFName("Font"), "Subtype": pdfdoc.PDFName("CIDFontType2"), "BaseFont": pdfdoc.PDFName(base),
            "CIDSystemInfo": pdfdoc.PDFDictionary({
                "Registry": pdfdoc.PDFString("Adobe"), "Ordering": pdfdoc.PDFString("Identity"), "Supplement": 0}),
            "FontDescriptor": doc.Reference(descriptor, f"descriptor-{self.name}"),
            "W": pdfdoc.PDFArray([0, pdfdoc.PDFArray(widths)]),
            "CIDToGIDMap": doc.Reference(_stream(b"".join(n.to_bytes(2, "big") for n in numbers)), f"map-{self.name}"),
        })
        doc.idToObject["BasicFonts"].dict[self.name] = doc.Reference(pdfdoc.PDFDictionary({
            "Type": pdfdoc.PDFName("Font"), "Subtype": pdfdoc.PDFName("Type0"), "BaseFont": pdfdoc.PDFName(base),
            "Encoding": pdfdoc.PDFName("Identity-H"),
            "DescendantFonts": pdfdoc.PDFArray([doc.Reference(descendant, f"descendant-{self.name}")]),
            "ToUnicode": doc.Reference(_stream(self._text_map().encode("ascii")), f"text-{self.name}"),
        }), f"font-{self.name}")

    def _text_map(self) -> str:
        rows = [f"<{code:04X}> <{text.encode('utf-16-be').hex().upper()}>" for (_, text), code in self._codes.items()]
        blocks = [rows[i:i + 100] for i in range(0, len(rows), 100)]
        body = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
        return (
            "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
            "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
            f"{body}\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
        )


class _Codes(dict):
    """Character -> code, for text whose characters are their own glyphs."""

    def __init__(self, use: FontUse):
        super().__init__()
        self._use = use

    def __missing__(self, char: str) -> str:
        said = " " if char == "\xa0" else char
        number = self._use.face.glyph(said) or self._use.face.glyph(UNKNOWN)
        self[char] = code = self._use.code(number, said)
        return code


def _stream(content: bytes, **entries: int):
    stream = pdfdoc.PDFStream(pdfdoc.PDFDictionary(dict(entries)), content)
    stream.filters = [pdfdoc.PDFZCompress]
    return stream
