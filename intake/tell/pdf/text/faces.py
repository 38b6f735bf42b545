"""Faces: the fonts that come with the program, tried in one order, opened only when a character needs them."""

from __future__ import annotations

import struct
from functools import cache
from pathlib import Path
from types import MappingProxyType

import uharfbuzz as hb

from intake.ask.words import ASSETS
from intake.tell.pdf.text.clusters import bare
from intake.tell.pdf.text.scripts import own_faces

FONTS = ASSETS / "fonts"
UNKNOWN = "\ufffd"

STYLES = MappingProxyType({
    "regular": ("IBMPlexSans-Regular",),
    "medium": ("IBMPlexSans-Medium",),
    "bold": ("IBMPlexSans-SemiBold",),
    "italic": ("IBMPlexSans-Italic",),
    "narrow": ("IBMPlexSansCondensed-Regular", "IBMPlexSans-Regular"),
    "narrow-bold": ("IBMPlexSansCondensed-SemiBold", "IBMPlexSans-SemiBold"),
})
"""The styles of the paper and the faces that are theirs."""

_EUROPEAN = "\u0590"
"""Below: Latin, Greek, Cyrillic, Armenian, whose marks must be anchored; above, some faces draw a mark where it belongs without saying so."""
_ALIKE = {0x02BB: 0x2018, 0x02BC: 0x2019}
"""Letters of names (Hawaiian, Salish, Inupiat) that Plex draws in a box as wide as "m", and the quotation marks that look like them."""

FALLBACKS = (
    "NotoSansDevanagari-Regular",
    "NotoSans-Regular",
    *(f"NotoSans{script}-Regular" for script in (
        "Arabic", "Hebrew", "Thai", "Gurmukhi", "Tamil", "Bengali", "Gujarati", "Telugu", "Kannada", "Malayalam",
        "Sinhala", "Armenian", "Georgian", "Ethiopic", "Khmer", "Lao", "Myanmar", "SC")),
    "NanumGothic-Regular",
    "NotoEmoji-Regular",
    *(f"NotoSans{kind}-Regular" for kind in ("Symbols2", "Symbols", "Math")),
)
"""Then these, in this order: one face for a whole cluster, never half of it (reference/pdf.md 4)."""

_DROPPED = (b"GSUB", b"GPOS", b"GDEF", b"STAT", b"DSIG", b"cmap", b"gasp", b"BASE", b"MATH", b"meta", b"VORG", b"vhea", b"vmtx", b"kern")
_CACHED = 20_000


class Face:
    """One TrueType file of 1000 units per em: glyph numbers, advances, metrics, subset. Shared by all documents; never changes."""

    def __init__(self, path: Path):
        self.name = path.stem
        self._blob = hb.Blob.from_file_path(str(path))
        self.hb_face = hb.Face(self._blob)
        self.hb_font = hb.Font(self.hb_face)
        self._glyphs: dict[str, int] = {}
        self.advances = _Advances(self.hb_font)
        self.ink = _Ink(self.hb_font)
        self._alike = _ALIKE if self.name.startswith("IBMPlex") else {}

    def drawn(self, text: str) -> str:
        """The characters whose glyphs are drawn for this text, one for one."""
        return text.translate(self._alike) if self._alike and not text.isascii() else text

    def glyph(self, char: str) -> int:
        """The glyph of a character; 0 when the face has none."""
        found = self._glyphs.get(char)
        if found is None:
            found = self._glyphs[char] = self.hb_font.get_nominal_glyph(self._alike.get(ord(char), ord(char))) or 0
        return found

    def covers(self, text: str) -> bool:
        return all(map(self.glyph, text))

    def anchors(self, cluster: str) -> bool:
        """Does every mark of a cluster find its place on its base? A mark that does not stands beside it, over the next letter."""
        buffer = hb.Buffer()
        buffer.add_str(cluster)
        buffer.guess_segment_properties()
        hb.shape(self.hb_font, buffer)
        return all(place.x_advance or place.x_offset or place.y_offset for place in buffer.glyph_positions)

    @property
    def metrics(self) -> dict[str, int | list[int]]:
        """What a PDF FontDescriptor needs, in thousandths of the size."""
        extents = self.hb_font.get_font_extents("ltr")
        head = self.hb_face.reference_table("head").data
        post = self.hb_face.reference_table("post").data
        os2 = self.hb_face.reference_table("OS/2").data
        weight = struct.unpack_from(">H", os2, 4)[0]
        cap = struct.unpack_from(">h", os2, 88)[0] if struct.unpack_from(">H", os2)[0] > 1 else extents.ascender
        return {
            "Ascent": extents.ascender, "Descent": extents.descender, "CapHeight": cap or extents.ascender,
            "ItalicAngle": struct.unpack_from(">i", post, 4)[0] // 65536, "StemV": 50 + (weight // 65) ** 2,
            "FontBBox": list(struct.unpack_from(">4h", head, 36)),
        }

    def subset(self, glyphs: set[int]) -> tuple[bytes, dict[int, int]]:
        """A font file holding only these glyphs, and old glyph number -> new."""
        wanted = hb.SubsetInput()
        wanted.glyph_set.update(glyphs | {0})
        wanted.flags = hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NO_LAYOUT_CLOSURE | hb.SubsetFlags.NOTDEF_OUTLINE
        wanted.drop_table_tag_set.update(int.from_bytes(tag, "big") for tag in _DROPPED)
        plan = hb.SubsetPlan(self.hb_face, wanted)
        return bytes(plan.execute().blob.data), dict(plan.old_to_new_glyph_mapping)


class _Advances(dict):
    """Glyph -> advance in thousandths of the size, asked of the font once."""

    def __init__(self, font: hb.Font):
        super().__init__()
        self._font = font

    def __missing__(self, glyph: int) -> int:
        self[glyph] = advance = self._font.get_glyph_h_advance(glyph)
        return advance


class _Ink(dict):
    """Glyph -> how high and how low its ink reaches, in thousandths of the size."""

    def __init__(self, font: hb.Font):
        super().__init__()
        self._font = font

    def __missing__(self, glyph: int) -> tuple[int, int]:
        extents = self._font.get_glyph_extents(glyph)
        self[glyph] = reach = (extents.y_bearing, extents.y_bearing + extents.height) if extents else (0, 0)
        return reach


@cache
def face(name: str) -> Face:
    """The face of a file in `assets/fonts`, opened at its first use (the file is mapped, not read)."""
    return Face(FONTS / f"{name}.ttf")


class Family:
    """A style and everything it falls back on."""

    def __init__(self, style: str):
        self.style = style
        self.main = face(STYLES[style][0])
        self.widths = _Widths(self.main)
        self._names = (*STYLES[style], *FALLBACKS)
        self._found: dict[str, Face | None] = {}

    def face_of(self, cluster: str) -> Face | None:
        """The first face that has every character of the cluster; None when no face has them all."""
        if cluster in self._found:
            return self._found[cluster]
        needed = bare(cluster)
        names = (*own_faces(needed[0]), *self._names) if needed else ()
        able = (f for f in map(face, names) if f.covers(needed))
        if not needed:
            found = self.main
        elif len(needed) == 1 or needed[0] >= _EUROPEAN:
            found = next(able, None)
        else:
            every = list(able)
            found = next((f for f in every if f.anchors(needed)), every[0] if every else None)
        if len(self._found) > _CACHED:
            self._found.clear()
        self._found[cluster] = found
        return found


class NotSimple(KeyError):
    """A character that needs more than the main face and its advance."""


_PLAIN = ((0x20, 0x2FF), (0x370, 0x482), (0x48A, 0x52F), (0x1E00, 0x1FFF), (0x2010, 0x2027), (0x202F, 0x205F), (0x20A0, 0x20CF), (0x2100, 0x22FF))
"""Left-to-right blocks whose characters stand alone: no marks, no shaping."""


class _Widths(dict):
    """Character -> advance, for the characters that need nothing but the main face of a style."""

    def __init__(self, main: Face):
        super().__init__()
        self._main = main

    def __missing__(self, char: str) -> int:
        code = ord(char)
        plain = any(first <= code <= last for first, last in _PLAIN)
        glyph = self._main.glyph(" " if char == "\xa0" else char) if plain else 0
        if not glyph:
            raise NotSimple(code)
        self[char] = width = self._main.advances[glyph]
        return width


@cache
def family(style: str) -> Family:
    return Family(style)
