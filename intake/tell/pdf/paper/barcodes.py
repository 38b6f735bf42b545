"""Barcodes: the document's id for machines, as Code 128 on every page and as a QR on page one; nothing of the patient is in them.

The page code says `PCI-7Q4M-2K9X.1/3`: document id, revision, page. The QR says `PCI-7Q4M-2K9X.1:1DC9CF469E0B66F7`: document id, revision,
the first 16 hex digits of the record's SHA-256 in capitals (so that the QR stays in its dense alphabet). Both are read from the right.
ReportLab has encoders for both, but importing them loads its charts and its markup parser (49 modules, a sixth of a second).
"""

from __future__ import annotations

import re
from functools import lru_cache

from intake.tell.pdf.paper.qr import qr
from intake.tell.pdf.paper.sheet import BLACK, Sheet, num
from intake.tell.summary import Versions

BAR = 0.76
"""Width of the narrowest bar in points: 2.15 dots of a fax. At 2.04 (0.72 pt) a dithering machine loses 7 codes of 100 and one of 100 is
misread, because a dozen bars on end fall between two dots; at this width none of 1,200 was lost or misread (tests/tell/pdf/fax.py)."""
QUIET = 10 * BAR
"""Empty paper a scanner wants on both sides of the bars."""
SIDE = 43.0
"""Side of the QR in points, without the quiet zone of four modules."""
REVISION = 1
"""A record is never changed: an amendment is a new document with an id of its own, which names the one it replaces."""
LONGEST = 20
"""Characters of a document id; ours have 13."""

_WIDTHS = (
    "212222222122222221121223121322131222122213122312132212221213221312231212112232122132122231113222123122123221223211221132221231213212223112"
    "312131311222321122321221312212322112322211212123212321232121111323131123131321112313132113132311211313231113231311112133112331132131113123"
    "113321133121313121211331231131213113213311213131311123311321331121312113312311332111314111221411431111111224111422121124121421141122141221"
    "112214112412122114122411142112142211241211221114413111241112134111111242121142121241114212124112124211411212421112421211212141214121412121"
    "111143111341131141114113114311411113411311113141114131311141411131211412211214211232"
)
"""Bar, space, bar, space, bar, space in modules: six digits for each of the values 0 to 105 (ISO/IEC 15417, table 1)."""
_STOP = "2331112"
_TO_C, _TO_B, _START_B, _START_C = 99, 100, 104, 105


def page_text(versions: Versions, page: int) -> str:
    """What the Code 128 of a page says."""
    return f"{_id(versions)}.{REVISION}/{page}"


def document_text(versions: Versions) -> str:
    """What the QR says."""
    return f"{_id(versions)}.{REVISION}:{versions.record_sha256[:16].upper()}"


def _id(versions: Versions) -> str:
    """The document id if a code can carry it. The error names its length only."""
    text = versions.document_id
    if not 0 < len(text) <= LONGEST or not text.isascii() or not text.isprintable():
        raise ValueError(f"not a document id for a code: {len(text)} characters")
    return text


@lru_cache(64)
def code128(text: str) -> tuple[int, ...]:
    """Widths in modules of bar, space, bar... of printable ASCII, without quiet zones. Long runs of digits go two to a symbol."""
    if not text or not text.isascii() or not text.isprintable():
        raise ValueError(f"not a text for a code: {len(text)} characters")
    values = _values(text)
    if spoken(values) != text:
        raise ValueError(f"a code would not say its text: {len(text)} characters")
    check = (values[0] + sum(place * value for place, value in enumerate(values))) % 103
    return tuple(int(width) for value in (*values, check) for width in _WIDTHS[6 * value:6 * value + 6]) + tuple(map(int, _STOP))


def _values(text: str) -> list[int]:
    """Symbol values from the start symbol on: set C where at least four digits (six in the middle) make it worth the change."""
    values: list[int] = []
    for run in re.findall(r"^\d{4,}|\d{4,}$|\d{6,}|(?:(?!\d{4,}$|\d{6,}).)+", text):
        if run.isdigit() and len(run) >= 4:
            odd, run = run[: len(run) % 2], run[len(run) % 2:]
            if odd:
                values += [*([] if values else [_START_B]), ord(odd) - 32]
            values += [_TO_C if values else _START_C, *(int(run[i:i + 2]) for i in range(0, len(run), 2))]
            in_c = True
        else:
            values += [*([_START_B] if not values else [_TO_B] if in_c else []), *(ord(letter) - 32 for letter in run)]
            in_c = False
    return values


def spoken(values: list[int]) -> str:
    """The text of symbol values, as a reader makes it: the round trip every code is put through before it is drawn."""
    in_c, said = values[0] == _START_C, ""
    for value in values[1:]:
        if value == (_TO_B if in_c else _TO_C):
            in_c = not in_c
        else:
            said += f"{value:02d}" if in_c else chr(value + 32)
    return said


def width(text: str) -> float:
    """How wide the bars of a text are, in points, without quiet zones."""
    return BAR * sum(code128(text))


def draw_page_code(sheet: Sheet, x: float, y: float, height: float, text: str) -> None:
    """The bars of a text from (x, y) rightwards."""
    boxes, at = [], 0
    for i, modules in enumerate(code128(text)):
        if i % 2 == 0:
            boxes.append((x + at * BAR, y, modules * BAR, height))
        at += modules
    _filled(sheet, boxes)


def draw_qr(sheet: Sheet, x: float, y: float, text: str) -> None:
    """The QR of a text in a square of SIDE points with its top left corner at (x, y)."""
    rows = qr(text)
    module = SIDE / len(rows)
    boxes = []
    for r, row in enumerate(rows):
        line = "".join("1" if dark else "0" for dark in row)
        boxes += [(x + run.start() * module, y + r * module, len(run[0]) * module, module) for run in re.finditer("1+", line)]
    _filled(sheet, boxes)


def _filled(sheet: Sheet, boxes: list[tuple[float, float, float, float]]) -> None:
    """Black boxes as one path, so that no hair line shows where two of them touch."""
    path = " ".join(f"{num(x)} {num(sheet.height - y - h)} {num(w)} {num(h)} re" for x, y, w, h in boxes)
    with sheet.artifact():
        sheet.shape(path, fill=BLACK)


__all__ = ["BAR", "QUIET", "SIDE", "code128", "document_text", "draw_page_code", "draw_qr", "page_text", "qr", "spoken", "width"]
