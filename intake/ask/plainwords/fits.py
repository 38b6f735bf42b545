"""Fits: how many lines a text takes on the reference tablet held upright, and whether its longest word stays whole.

Measured with the advance widths of the face the screens use (kerning left out, which makes it a little wide), at 100 %, in the
narrowest column each kind of text ever has: 10.1 inch, 800 x 1280, 5.88 px a millimetre, body text 22 points of 96 to the inch
(decision 19; `ui/theme.py` draws with the same numbers, and a test of the screens says so).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from intake.ask.form import Item
from intake.ask.plainwords.said import Said
from intake.ask.words import ASSETS

EM = 29
"""Body text at 100 %, in pixels."""
MM = 5.88
PAGE = 800 - 2 * round(5 * MM)
"""Width of a page's column, tablet upright."""
BESIDE = 13 * EM
"""Width a question keeps beside its Yes and No; with less, the answers go below it."""
_MARK = 2 * round(3.4 * MM) + round(8.7 * MM)
BUTTON = 12 * EM - _MARK
"""Words of an option in the narrowest column its grid may have: 12 ems, less its padding and its mark."""
TIGHT = 7 * EM
"""What every button keeps for its longest word, however many stand in a row."""
IN_A_ROW = 28
"""Letters up to which answers may stand four in a row."""


@dataclass(frozen=True, slots=True)
class Room:
    """Lines of so many pixels."""

    width: int
    lines: int
    size: float = 1.0  # of body text
    bold: bool = False


ROOMS: Mapping[str, Room] = {
    "text": Room(PAGE, 4, bold=True),  # a fifth of the screen; the answers need the rest
    "row": Room(BESIDE, 7, bold=True),  # four such rows still stand on one screen held upright
    "display": Room(PAGE, 8),
    "title": Room(PAGE - 2 * round(16 * MM), 2, 1.18, bold=True),  # the header, between its two buttons
    "help": Room(PAGE, 4, 0.86),
    "option": Room(BUTTON, 4),  # a button as tall as two fingers
    "in a row": Room(TIGHT, 4),
    "wide option": Room(PAGE - _MARK, 2),
    "end": Room(PAGE // 2, 2, 0.86),
    "own": Room(PAGE, 4),
    "topic": Room(PAGE, 8),
}


def room_of(said: Said) -> Room:
    """The room a text has where it stands."""
    item = said.item
    if said.part == "text" and item is not None:
        if item.kind == "display":
            return ROOMS["display"]
        codes = {option.code for option in item.options}
        if item.kind == "boolean" or (item.kind == "choice" and codes and codes <= {"yes", "no", "unsure"}):
            return ROOMS["row"]
    if said.part == "option" and item is not None:
        return _room_of_option(said.where.partition("=")[2], item, said.language)
    return ROOMS[said.part]


def _room_of_option(code: str, item: Item, language: str) -> Room:
    if item.kind == "choice" and any(option.code == "checked" for option in item.options):  # a red flag: the milder kinds of Yes open below it
        return ROOMS["option" if code in ("yes", "no", "unsure") else "wide option"]
    count = len(item.options)
    short = all(len(option.display.say(language)) <= IN_A_ROW for option in item.options)
    in_a_row = item.orientation == "horizontal" or (short and (count == 4 or count > 12))
    return ROOMS["in a row" if in_a_row and not item.repeats else "option"]


def lines(words: str, room: Room) -> int:
    """How many lines the words take, broken at spaces."""
    width = room.width / (EM * room.size)
    space = _advance(" ", room.bold)
    count = 0
    for part in words.splitlines() or [""]:
        count, used = count + 1, 0.0
        for word in part.split(" "):
            wide = _advance(word, room.bold)
            if used and used + space + wide > width:
                count, used = count + 1, wide
            else:
                used += (space if used else 0) + wide
    return count


def cut_word(words: str, room: Room) -> str:
    """The first word wider than its room, or "". Words may break after a hyphen or a stroke."""
    for word in words.replace("-", "- ").replace("/", "/ ").split():
        if _advance(word, room.bold) * EM * room.size > room.width:
            return word
    return ""


def _advance(word: str, bold: bool) -> float:
    """Width of a word in ems. A character the face does not have counts as one em."""
    widths = _widths("Bold" if bold else "Regular")
    return sum(widths.get(letter, 1.0) for letter in word)


@cache
def _widths(weight: str) -> Mapping[str, float]:
    """Characters of a weight of the screens' face and their advances, in ems."""
    import uharfbuzz as hb  # only a check needs it

    face = hb.Face(hb.Blob.from_file_path(str(ASSETS / "fonts" / f"AtkinsonHyperlegibleNext-{weight}.ttf")))
    font = hb.Font(face)
    return {chr(point): font.get_glyph_h_advance(font.get_nominal_glyph(point)) / face.upem for point in face.unicodes}
