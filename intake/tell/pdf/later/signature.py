"""Signature: the drawn signature, checked before it is placed: a PNG, small, and turned into plain grey pixels."""

from __future__ import annotations

import struct
from io import BytesIO

from PIL import Image

_PNG = b"\x89PNG\r\n\x1a\n"
_BYTES = 1_000_000
_SIDE = 2_400
_SHRINK = 900


def picture(data: bytes, kind: str = "image/png") -> tuple[bytes, int, int] | None:
    """The picture as a grey PNG on white with its width and height in pixels, or None when it is not a signature we can show.

    Looks at the size written in the header before anything is unpacked, so that a small file cannot ask for much memory.
    """
    if not data or len(data) > _BYTES or kind not in ("", "image/png") or data[:8] != _PNG or data[12:16] != b"IHDR" or len(data) < 33:
        return None
    width, height = struct.unpack_from(">II", data, 16)
    if not (0 < width <= _SIDE and 0 < height <= _SIDE):
        return None
    try:
        with Image.open(BytesIO(data), formats=["PNG"]) as opened:
            drawn = _eight_bits(opened).convert("RGBA")
    except (OSError, ValueError, SyntaxError, struct.error):  # what Pillow raises for a damaged file
        return None
    page = Image.new("L", drawn.size, 255)
    page.paste(drawn.convert("L"), mask=drawn.getchannel("A"))
    page.thumbnail((_SHRINK, _SHRINK))
    out = BytesIO()
    page.save(out, "PNG")
    return out.getvalue(), *page.size


def _eight_bits(opened: Image.Image) -> Image.Image:
    """16 bits of grey as 8: Pillow's own way cuts everything above 255 off, and grey ink is white then."""
    return opened.convert("I").point(lambda value: value / 256).convert("L") if opened.mode.startswith("I") else opened
