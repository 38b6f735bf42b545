"""Areas: every code that has a place, as outlines on the drawings: places that hurt, stiff limbs, the back's levels, the sides of a knee."""

from __future__ import annotations

from functools import cache, lru_cache
from math import cos, pi, sin
from typing import NamedTuple

from intake.tell.pdf.picture.body import SPOTS, Point, Spot

POINTS = 16


class Area(NamedTuple):
    """An outline on one drawing. `inside`: seen only within the figure's own outline. `open`: the side or the site was not said."""

    view: str
    points: tuple[Point, ...]
    inside: bool = False
    open: bool = False

    @property
    def middle(self) -> Point:
        return _middle(self.points)


@lru_cache(512)
def _middle(points: tuple[Point, ...]) -> Point:
    """Asked for thousands of times while a page is measured, of a handful of outlines."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2


def oval(spot: Spot, *, open: bool = False) -> Area:
    """Sixteen points round a spot."""
    turn, points = spot.turn * pi / 180, []
    for i in range(POINTS):
        dx, dy = spot.rx * cos(i * 2 * pi / POINTS), spot.ry * sin(i * 2 * pi / POINTS)
        points.append((spot.x + dx * cos(turn) - dy * sin(turn), spot.y + dx * sin(turn) + dy * cos(turn)))
    return Area(spot.view, tuple(points), open=open)


_LIMBS = {
    "arm": ((64, 42.5), (84, 42.5), (88, 96), (94, 125), (82.5, 128.5), (78, 112), (74, 97), (70.8, 80), (69.3, 66), (66, 52)),
    "hand": ((82.5, 128.5), (94, 125), (99, 136), (97, 152), (86, 152)),
    "leg": ((50.6, 131), (60, 124), (72, 118.5), (75, 140), (70, 180), (70, 210), (66, 223), (54, 223), (52, 190)),
    "foot": ((54, 223), (66, 223), (72, 240.5), (55, 240.5)),
}
"""Limbs of the patient's left side on the front of the body, which is on the viewer's right."""

_LEVELS = {"upper": "upper-back", "mid": "mid-back", "low": "low-back"}
_KNEE = {"front": (0, 40, 8.6, 10.2), "front-outer": (6, 42, 8, 13), "inner": (-9, 42, 5, 12), "behind": (0, 43, 9, 11), "all-over": (0, 42, 14.5, 22), "": (0, 42, 14.5, 22)}
"""Sites of a knee: how far outwards from its middle, how far down, and the half axes."""

FRONT_KNEES, BACK_KNEES = "knees", "knees-behind"


def _limb(code: str) -> tuple[Area, ...]:
    side, _, limb = code.partition("-")
    if limb not in _LIMBS or side not in ("left", "right"):
        return ()
    points = _LIMBS[limb] if side == "left" else tuple((100 - x, y) for x, y in _LIMBS[limb])
    return (Area("front", points, inside=True),)


def _level(level: str, side: str) -> tuple[Area, ...]:
    """The muscles beside the spine of one level; the middle is the spine's own strip; a side not said is the whole band, open."""
    name = _LEVELS[level]
    left, right = SPOTS[f"{name}-left"][0], SPOTS[f"{name}-right"][0]
    if side in ("left", "right", "both"):
        return tuple(oval(spot) for spot, which in ((left, "left"), (right, "right")) if side in (which, "both"))
    if side == "middle":
        return (oval(left._replace(x=50, rx=4.5)),)
    return (oval(left._replace(x=50, rx=17), open=True),)


def _knee(site: str, side: str) -> tuple[Area, ...]:
    """One knee or both; without a side both, open; without a site the whole knee, open."""
    if site not in _KNEE:
        return ()
    out, y, rx, ry = _KNEE[site]
    view = BACK_KNEES if site == "behind" else FRONT_KNEES
    shown = ("left", "right") if side in ("both", "") else (side,)
    found = []
    for which in shown:
        on_right = (which == "left") == (view == FRONT_KNEES)  # of the picture: the patient faces us in front and turns away behind
        found.append(oval(Spot(view, 73 + out if on_right else 27 - out, y, rx, ry), open=not site or not side))
    return tuple(found)


@lru_cache(512)
def areas(key: str, code: str) -> tuple[Area, ...]:
    """Where a code is drawn; () when it has no place. `key`: "pain" for the body map, else that of a Marked."""
    if key in ("pain", "area"):
        return tuple(oval(spot) for spot in SPOTS.get(code, ()))
    if key == "limbs":
        return _limb(code)
    place, _, side = code.partition("@")
    if key == "where" and place == "below-knee":
        return tuple(oval(SPOTS[f"calf-{side}"][0], open=True) for side in ("left", "right"))
    if key == "where":
        return _level(place, side) if place in _LEVELS else ()
    if key == "knee":
        return _knee(place, side) if side in ("left", "right", "both", "") else ()
    return ()
