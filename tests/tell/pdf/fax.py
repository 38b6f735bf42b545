"""Fax: what is left of a page after a fax machine or a black-and-white copier.

For people: `python tests/tell/pdf/fax.py IN.pdf OUT-prefix` writes OUT-prefix-PAGE-WAY.png for every way and page, as paper shows them.
Needs pdftoppm (poppler-utils) and Pillow. Everything is seeded: the same page and way give the same dots.
"""

from __future__ import annotations

import math
import random
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageChops, ImageFilter

ACROSS, DOWN = 204, 196
"""Dots an inch of a "fine" fax (ITU-T T.4): not square. "Standard" has half the lines, 98."""
HALF = 129
"""Grey up to here prints black: half, with the tie of one dark line of two on the dark side, as every machine leans."""


def pages(pdf: bytes, first: int = 1, last: int = 0) -> list[Image.Image]:
    """Grey pictures of the pages at 204 x 196 dots an inch, as the glass of the machine sees them."""
    command = ["pdftoppm", "-gray", "-rx", str(ACROSS), "-ry", str(DOWN), "-f", str(first), *(["-l", str(last)] if last else []), "-"]
    out = subprocess.run(command, input=pdf, capture_output=True, check=True).stdout
    found, at = [], 0
    while at < len(out):
        kind, width, height, most = out[at:at + 40].split(maxsplit=4)[:4]
        size = at + sum(map(len, (kind, width, height, most))) + 4 + int(width) * int(height)
        picture = Image.open(BytesIO(out[at:size]))
        picture.load()
        found.append(picture)
        at = size
    return found


def skewed(page: Image.Image, degrees: float) -> Image.Image:
    """The sheet drawn in askew; dots are not square, so the turn is made in inches."""
    turn, stretch = math.radians(degrees), ACROSS / DOWN
    cos, sin, cx, cy = math.cos(turn), math.sin(turn), page.width / 2, page.height / 2
    across, down = (cos, -sin * stretch), (sin / stretch, cos)
    matrix = (*across, cx - across[0] * cx - across[1] * cy, *down, cy - down[0] * cx - down[1] * cy)
    return page.transform(page.size, Image.Transform.AFFINE, matrix, Image.Resampling.BILINEAR, fillcolor=255)


@cache
def _specks(size: tuple[int, int], share: float, seed: int) -> Image.Image:
    """Two random bytes a dot: the first must be 0, the second below a limit, so a share is at most one of 256."""
    dots, limit = random.Random(seed).randbytes(2 * size[0] * size[1]), min(round(share * 65536), 255)
    first, second = (Image.frombytes("L", size, dots[i::2]) for i in (0, 1))
    return ImageChops.logical_and(first.point(lambda v: 255 * (v == 0)).convert("1"), second.point(lambda v: 255 * (v < limit)).convert("1"))


def noisy(page: Image.Image, share: float, seed: int = 4) -> Image.Image:
    """A share of the dots of a 1-bit picture turned over."""
    return ImageChops.logical_xor(page, _specks(page.size, share, seed))


def fax(page: Image.Image, *, standard: bool = False, dithered: bool = False, skew: float = 0.0, noise: float = 0.0) -> Image.Image:
    """The 1-bit lines the machine sends: 204 x 196, or 204 x 98 when `standard`; dithered as cheap machines do, else cut at half grey."""
    seen = skewed(page, skew) if skew else page
    seen = seen.resize((seen.width, seen.height // 2), Image.Resampling.BOX) if standard else seen
    sent = seen.convert("1", dither=Image.Dither.FLOYDSTEINBERG) if dithered else seen.point(lambda v: 255 * (v > HALF)).convert("1", dither=Image.Dither.NONE)
    return noisy(sent, noise) if noise else sent


def copied(page: Image.Image, generations: int = 2) -> Image.Image:
    """A copy of a copy: each time a little blur, then only black and white, rather too dark."""
    for _ in range(generations):
        page = page.convert("L").filter(ImageFilter.GaussianBlur(0.7)).point(lambda v: 255 * (v >= 150))
    return page.convert("1", dither=Image.Dither.NONE)


def square(sent: Image.Image, page: Image.Image) -> Image.Image:
    """What the receiving machine prints: every line twice if there are half, dots square again."""
    return sent.convert("L").resize((page.width, round(page.height * ACROSS / DOWN)), Image.Resampling.NEAREST)


def looks(sent: Image.Image, page: Image.Image) -> tuple[Image.Image, Image.Image]:
    """What reading software gets: the dots themselves, and the paper through a lens, which runs one dot into the next (noise and dither go)."""
    dots = square(sent, page)
    return dots, dots.filter(ImageFilter.GaussianBlur(1.0))


WAYS: dict[str, Callable[[Image.Image], Image.Image]] = {
    "fine": lambda page: fax(page),
    "standard": lambda page: fax(page, standard=True),
    "fine-dithered": lambda page: fax(page, dithered=True),
    "standard-dithered": lambda page: fax(page, standard=True, dithered=True),
    "fine-skewed": lambda page: fax(page, skew=2.5, noise=0.002),
    "standard-skewed": lambda page: fax(page, standard=True, skew=-2.5, noise=0.002),
    "copied": copied,
}
"""Every way a page may travel."""


def main(source: str, prefix: str) -> None:
    for number, page in enumerate(pages(Path(source).read_bytes()), 1):
        for name, way in WAYS.items():
            square(way(page), page).convert("1", dither=Image.Dither.NONE).save(f"{prefix}-{number}-{name}.png")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("usage: python tests/tell/pdf/fax.py IN.pdf OUT-prefix")
    main(*sys.argv[1:])
