"""Body: heads and bodies as our own line art, and the places a patient can touch on them."""

from __future__ import annotations

from types import MappingProxyType
from typing import NamedTuple

Point = tuple[float, float]


class View(NamedTuple):
    """One drawing: its box, closed outline, open strokes (a hairline dotted), and which side of the patient is on its left."""

    width: float
    height: float
    outline: tuple[Point, ...]
    strokes: tuple[tuple[Point, ...], ...] = ()
    dotted: tuple[tuple[Point, ...], ...] = ()
    open_outline: bool = True


class Spot(NamedTuple):
    """Where a region is on one view: the centre and half axes of an oval, turned by `turn` degrees."""

    view: str
    x: float
    y: float
    rx: float
    ry: float
    turn: float = 0.0


def _mirror(points: tuple[Point, ...], width: float = 100.0) -> tuple[Point, ...]:
    return tuple((width - x, y) for x, y in points)


def _both(right: tuple[Point, ...], width: float = 100.0) -> tuple[Point, ...]:
    """An outline from its right half, top to bottom."""
    return (*right, *(point for point in reversed(_mirror(right, width)) if point not in right))


_PROFILE = (
    (60, 118), (61, 110), (66, 104), (78, 102.5), (84, 99), (84.5, 93), (83.5, 89.5), (86.5, 86), (85.5, 83.2), (87.5, 80), (86, 76.5),
    (86.5, 73), (92, 70), (91.5, 66.5), (86.5, 57), (84, 49.5), (85.5, 44), (85, 35), (80, 21), (69, 9), (53, 3), (36, 4), (21, 12), (11, 26),
    (7.5, 42), (9, 58), (15, 72), (21, 84), (23, 96), (21, 108), (17, 118),
)
_PROFILE_INNER = (
    ((44, 56), (48, 52), (53, 53), (55, 59), (53, 66), (49, 73), (46, 74), (45, 68)),
    ((72, 52), (76, 50.5), (80, 52)),
    ((71, 46), (76, 44), (81.5, 45.5)),
    ((78, 84), (82, 83.5), (85.5, 83.4)),
    ((57, 82), (63, 93), (70, 99)),
)
_PROFILE_HAIR = (((79, 22), (70, 30), (63, 36), (58, 48)), ((42, 76), (34, 84), (24, 88)))
_FACE = ((50, 3), (64, 5), (76, 14), (82, 30), (82.5, 48), (80, 66), (74, 82), (63, 95), (50, 100))
_FACE_INNER = (
    ((82.5, 48), (87, 46), (88.5, 52), (86, 62), (81, 66)), ((17.5, 48), (13, 46), (11.5, 52), (14, 62), (19, 66)),
    ((30, 50), (36, 46.5), (42, 50), (36, 52), (30, 50)), ((58, 50), (64, 46.5), (70, 50), (64, 52), (58, 50)),
    ((28, 43), (35, 40), (43, 42)), ((57, 42), (65, 40), (72, 43)),
    ((50, 52), (47, 66), (45.5, 70), (50, 72.5), (54.5, 70)), ((40, 82), (46, 80.5), (50, 81.3), (54, 80.5), (60, 82), (50, 85.5), (40, 82)),
    ((36, 94.5), (36.5, 106), (30, 113), (17, 118)), ((64, 94.5), (63.5, 106), (70, 113), (83, 118)),
)
_NAPE = ((86, 118), (74, 113), (67.5, 106), (66, 97), (68.5, 87), (75, 76), (80, 63), (82.5, 48), (82, 30), (76, 14), (64, 5), (50, 3))
_NAPE = (*_NAPE, *reversed(_mirror(_NAPE[:-1])))
_EARS = _FACE_INNER[:2]
_BODY = (
    (50, 2), (57, 4), (60.5, 11), (60, 20), (57.5, 27), (55, 31), (55.5, 38), (61, 41.5), (70, 44.5), (75, 51), (77, 61), (78.5, 74), (81, 88),
    (84.5, 104), (88, 122), (92, 128), (95, 137), (93.5, 146), (90.5, 150), (88, 146), (87, 138), (84, 127), (79, 111), (74.5, 95), (71.5, 80), (69.5, 67),
    (68.5, 80), (66.5, 96), (67.5, 112), (70.5, 126), (71, 144), (68.5, 164), (66, 178), (67.5, 192), (66, 208), (62, 224), (63, 231), (67, 237.5),
    (58, 239), (55.5, 232), (56, 222), (56.5, 206), (54.5, 192), (56, 178), (54.5, 160), (51.5, 134), (50, 131),
)

def _leg(x: float, out: int) -> tuple[tuple[Point, ...], tuple[Point, ...]]:
    """The two edges of a leg round the knee; `out` 1 where the outer side is on the picture's right."""
    outer = ((18, 1), (16.5, 18), (13.8, 32), (14.3, 42), (13, 52), (14.8, 68), (14, 83))
    inner = ((-17, 1), (-15, 18), (-13, 32), (-14, 42), (-12, 53), (-12.8, 67), (-10.5, 83))
    return tuple(tuple((x + out * dx, float(y)) for dx, y in edge) for edge in (outer, inner))  # type: ignore[return-value]


def _ring(x: float, y: float, rx: float, ry: float) -> tuple[Point, ...]:
    return tuple((x + rx * dx, y + ry * dy) for dx, dy in ((0, -1), (0.8, -0.6), (1, 0.1), (0.55, 0.8), (0, 1), (-0.55, 0.8), (-1, 0.1), (-0.8, -0.6), (0, -1)))


_LEGS = (*_leg(27, -1), *_leg(73, 1))
_KNEECAPS = tuple(stroke for x in (27, 73) for stroke in (_ring(x, 40, 7.4, 8.6), ((x - 3.5, 58), (x, 60.5), (x + 3.5, 58))))
_CREASES = tuple(stroke for x in (27, 73) for stroke in (((x - 10, 42), (x, 44.5), (x + 10, 42)), ((x - 6, 22), (x - 8, 36)), ((x + 6, 22), (x + 8, 36))))

VIEWS = MappingProxyType({
    "right": View(100, 120, _PROFILE, _PROFILE_INNER, _PROFILE_HAIR),
    "left": View(100, 120, _mirror(_PROFILE), tuple(map(_mirror, _PROFILE_INNER)), tuple(map(_mirror, _PROFILE_HAIR))),
    "face": View(100, 120, _both(_FACE), _FACE_INNER, (((22, 34), (32, 21), (50, 17), (68, 21), (78, 34)),), False),
    "nape": View(100, 120, _NAPE, _EARS, (((30, 85), (38, 92), (50, 89), (62, 92), (70, 85)),)),
    "front": View(100, 242, _both(_BODY), (((38, 70), (46, 74)), ((62, 70), (54, 74)), ((50, 97), (50, 98.5))), (), False),
    "back": View(100, 242, _both(_BODY), (((36, 62), (42, 74), (41, 80)), ((64, 62), (58, 74), (59, 80)), ((40, 130), (50, 126), (60, 130))), (((50, 42), (50, 122)),), False),
    "knees": View(100, 84, (), (*_LEGS, *_KNEECAPS)),
    "knees-behind": View(100, 84, (), (*_LEGS, *_CREASES)),
})
"""The drawings. On the face, the front of the body and the knees from the front the patient's right is on the viewer's left."""

SIDES = MappingProxyType({"face": "RL", "front": "RL", "knees": "RL", "nape": "LR", "back": "LR", "knees-behind": "LR"})
"""The patient's sides on the viewer's left and right."""


def _sides(code: str, view: str, spot: tuple[float, ...], *, facing: bool) -> dict[str, tuple[Spot, ...]]:
    """A region on both sides, given where the patient's left one is. `facing`: the patient looks at us."""
    x, *rest = spot
    left, right = (x, 100 - x) if facing else (100 - x, x)
    turn = rest[3] if len(rest) > 3 else 0.0
    sign = 1 if facing else -1
    return {f"{code}-left": (Spot(view, left, *rest[:3], sign * turn),), f"{code}-right": (Spot(view, right, *rest[:3], -sign * turn),)}


SPOTS: MappingProxyType[str, tuple[Spot, ...]] = MappingProxyType({
    "forehead": (Spot("face", 50, 27, 25, 8.5),),
    "temple-left": (Spot("left", 32, 42, 9, 10), Spot("face", 78, 41, 4.5, 9)),
    "temple-right": (Spot("right", 68, 42, 9, 10), Spot("face", 22, 41, 4.5, 9)),
    "head-back": (Spot("nape", 50, 58, 25, 22),),
    "face": (Spot("face", 50, 68, 21, 20),),
    "eye-area": (Spot("face", 36, 48.5, 10, 8), Spot("face", 64, 48.5, 10, 8)),
    "jaw-left": (Spot("left", 33, 89, 14, 7, -25),),
    "jaw-right": (Spot("right", 67, 89, 14, 7, 25),),
    "neck-front": (Spot("face", 50, 109, 12, 7),),
    "neck-left": (Spot("left", 62, 104, 11, 9),),
    "neck-right": (Spot("right", 38, 104, 11, 9),),
    "neck-back": (Spot("nape", 50, 105, 14, 9),),
    **_sides("shoulder", "front", (69, 50, 6.5, 5, 30), facing=True),
    **_sides("armpit", "front", (67, 64, 3.2, 6, 0), facing=True),
    **_sides("upper-arm", "front", (74.5, 75, 4.2, 13, -8), facing=True),
    **_sides("forearm", "front", (81.5, 109, 4, 14, -14), facing=True),
    **_sides("hand", "front", (90.5, 139, 4.5, 9, -10), facing=True),
    "chest": (Spot("front", 50, 62, 15, 13),),
    "belly": (Spot("front", 50, 98, 14, 14),),
    **_sides("upper-back", "back", (61, 58, 8.5, 11, 0), facing=False),
    **_sides("mid-back", "back", (59, 82, 7.5, 10, 0), facing=False),
    **_sides("low-back", "back", (59, 106, 7.5, 10, 0), facing=False),
    "bladder-groin": (Spot("front", 50, 124, 10, 8),),
    **_sides("buttock", "back", (60, 136, 8.5, 11, 0), facing=False),
    **_sides("hip-outer", "front", (69, 128, 4.5, 11, 0), facing=True),
    **_sides("thigh", "front", (62, 153, 6.5, 15, 4), facing=True),
    **_sides("knee", "front", (61, 179, 5.5, 7, 0), facing=True),
    **_sides("calf", "back", (61.5, 203, 5, 13, 2), facing=False),
    **_sides("foot", "front", (61, 233, 6, 5, 0), facing=True),
})
"""Region code of the form -> its places. The codes are those of the option list of `pain-map`."""
