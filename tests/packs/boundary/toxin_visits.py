"""Pairs of the past injections: interval, units, problems, and the response over the visits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from tests.packs.boundary.pair import D, N, R, Pair, month_edge, shot, toxin

__all__ = ["pairs"]


def interval(c: Mapping[str, Any]) -> Iterable[Pair]:
    near, far = c["S15_REVIEW_DAYS"], c["S15_NOTE_DAYS"]
    yield Pair("S-15", R, "neck", toxin(shot(near - 1)), toxin(shot(near)))
    yield Pair("S-15", R, "neck", toxin(shot(near - 1, clinic="other-medical")), toxin(shot(near, clinic="other-medical")), other={"S-15": N})
    for clinic in ("other-medical", "cosmetic", "unsure"):
        yield Pair("S-15", N, "neck", toxin(shot(near, clinic=clinic)), toxin(shot(near)))
        yield Pair("S-15", N, "neck", toxin(shot(far - 1, clinic=clinic)), toxin(shot(far, clinic=clinic)))
    yield Pair("S-15", N, "neck", toxin(shot(near, product="unknown")), toxin(shot(near, product="other")), also={"TX-01": D})
    yield Pair("S-15", N, "neck", toxin(shot(far - 1, product="unknown")), toxin(shot(far, product="unknown")), then={"TX-01": D})
    yield Pair("S-15", N, "neck", toxin(shot(far + 50), shot(near + 1, clinic="cosmetic")), toxin(shot(near + 1), shot(near + 2, clinic="cosmetic")))
    yield Pair("S-15", R, "neck", toxin(shot(far + 50), shot(near - 1)), toxin(shot(far + 50), shot(near)))
    yield Pair("S-15", R, "neck", {"toxin-ever": "unsure"}, {"toxin-ever": "no"})
    newer, older = month_edge(near)
    yield Pair("S-15", R, "neck", toxin(shot(newer)), toxin(shot(older)))
    newer, older = month_edge(far)
    yield Pair("S-15", N, "neck", toxin(shot(newer, clinic="cosmetic")), toxin(shot(older, clinic="cosmetic")))
    yield Pair("S-15", R, "neck", toxin(shot("2025")), toxin(shot("2024")))
    yield Pair("S-15", R, "neck", toxin(shot("2026")), toxin(shot("2024")))
    for said in ("yes", "unsure"):
        start = {"urgent-recent-shot": said, "urgent-spread": ["none"]}
        undated = toxin(shot(None), urgent_recent_shot=said)
        yield Pair("S-15", R, "neck", undated, toxin(shot(far + 50), urgent_recent_shot=said), start, also={"S-30": D}, blank=("toxin-visit-date",))
        yield Pair("S-15", R, "neck", start, {}, {"toxin-ever": "no"})
        yield Pair("S-15", R, "neck", {**undated, "urgent-spread": ["none"]}, toxin(shot(None)), then={"S-30": D}, blank=("toxin-visit-date",))
    yield Pair("TX-01", D, "neck", toxin(shot(far + 50), shot(300, product="unknown")), toxin(shot(far + 50), shot(300, product="other")))


def units(c: Mapping[str, Any]) -> Iterable[Pair]:
    """A newer injection of another brand keeps S-15 the same on both sides."""
    window, recent = c["S16_WINDOW_DAYS"], shot(5, product="other")

    def given(days: int | None, many: int | None, product: str = "botox", **more: Any) -> dict[str, Any]:
        known = {"units_known": True, "units": many} if many is not None else {"units_known": False}
        return shot(days, product=product, **{**known, **more})

    def pair(inside: list[dict[str, Any]], outside: list[dict[str, Any]], **more: Any) -> Pair:
        return Pair("S-16", R, "neck", toxin(recent, *inside), toxin(recent, *outside), then={"S-15": R} | more.pop("then", {}), **more)

    for product in ("botox", "xeomin", "dysport"):
        cap = c[f"S16_CAP_{product.upper()}"]
        yield pair([given(window - 1, cap + 1, product)], [given(window - 1, cap, product)])
        yield pair([given(window - 1, cap + 1, product)], [given(window, cap + 1, product)])
        yield pair([given(10, cap - 1, product), given(60, 2, product)], [given(10, cap - 1, product), given(60, 2, "daxxify")])
        yield pair([given(10, cap, product), given(60, 1, product)], [given(10, cap, product), given(60, None, product)])
    cap = c["S16_CAP_BOTOX"]
    yield pair([given(10, cap + 1)], [given(10, 5000, "daxxify"), given(11, 5000, "myobloc"), given(12, 5000, "other")])
    yield pair([given(10, cap + 1), shot(200)], [given(None, cap + 1), shot(200)], other={"S-30": D}, blank=("toxin-visit-date",))
    yield pair([given(10, cap + 1)], [given(10, cap + 1, "unknown")], other={"TX-01": D})


def problems(c: Mapping[str, Any]) -> Iterable[Pair]:
    grave = ("swallow", "breathe", "speak", "double-vision", "weak-all-over", "allergic", "unsure")
    old = shot(300)
    for level, codes in ((R, grave), (N, ("eyelid", "weak-neck", "headache", "bruise", "other"))):
        for code in codes:
            yield Pair("S-19", level, "neck", {"toxin-problems": [code]}, {}, toxin(old))
            yield Pair("S-19", level, "neck", toxin(old, {**old, "toxin-visit-problems": [code]}), toxin(old, {**old, "toxin-visit-problems": ["none"]}))
    yield Pair("S-19", R, "neck", {"toxin-problems": ["bruise", "allergic"]}, {"toxin-problems": ["bruise"]}, toxin(old), other={"S-19": N})
    yield Pair("S-19", N, "neck", {"toxin-problems": ["eyelid"]}, {"toxin-problems": None}, toxin(old))
    spread = toxin(shot(c["S15_REVIEW_DAYS"] + 10))
    yield Pair("S-19", R, "neck", {"toxin-spread": ["unsure"], "toxin-spread-now": "yes"}, {"toxin-spread": ["unsure"], "toxin-spread-now": "no"}, spread,
               also={"RF-TX": "URGENT"}, other={"RF-TX": R})  # fmt: skip


def response(c: Mapping[str, Any]) -> Iterable[Pair]:
    late, early, last = c["TX02_LATE_MAX"], c["TX02_EARLY_MIN"], c["TX02_LAST_CYCLES"]
    gap = 120

    def course(*benefits: int | None, weak: tuple[str | None, ...] = (), purpose: str = "neck", **more: Any) -> dict[str, Any]:
        """Injections at safe distances, newest first."""
        felt = dict(enumerate(weak))
        return toxin(*[shot(200 + gap * n, purpose, benefit=one, felt_weak=felt.get(n), **more) for n, one in enumerate(benefits)])

    def partial(latest: int) -> dict[str, str | None]:
        return {"TX-05": N if c["TX05_LOW"] <= latest < c["TX05_BELOW"] else None}

    def never(*benefits: int) -> dict[str, str | None]:
        return {"TX-04": N if len(benefits) >= c["TX04_MIN_CYCLES"] and max(benefits) < c["TX04_BEST_BELOW"] else None}

    lost = [late] * last + [early] * max(1, 3 - last)
    rest = lost[1:]
    yield Pair("TX-02", R, "neck", course(*lost), course(late + 1, *rest), other=partial(late + 1))
    yield Pair("TX-02", R, "neck", course(*lost), course(*lost[: last - 1], late + 1, *lost[last:]), other=partial(lost[0] if last > 1 else late + 1))
    yield Pair("TX-02", R, "neck", course(*lost), course(*[late] * last, *[early - 1] * max(1, 3 - last)), other=partial(late))
    yield Pair("TX-02", R, "neck", course(*[late] * last, 0, early), course(*[late] * (last + 1), 0), other={**partial(late), **never(late, late, 0)})
    if last > 1:
        yield Pair("TX-02", R, "neck", course(*lost), course(late, *[early] * (len(lost) - 1)), other=partial(late))
        yield Pair("TX-02", R, "neck", course(0, *rest), course(None, *rest))
    if last == 2:
        weak = course(late, late, early, weak=("no", "yes"))
        yield Pair("TX-02", R, "neck", course(late, late, early, weak=("unsure", None)), weak, other={"TX-05": N})
        yield Pair("TX-02", R, "neck", course(*lost), course(late, early), other=partial(late))
        yield Pair("TX-05", N, "neck", course(0, 0, early, weak=("yes", "no")), course(0, 0, early, weak=("no", "no")), other={"TX-02": R})
        yield Pair("TX-05", N, "neck", course(0, 0, early, weak=("no", "yes")), course(0, 0, early, weak=("unsure", "unsure")), other={"TX-02": R})
        yield Pair("TX-05", N, "neck", course(0, 0, early, weak=("yes", "no")), course(0, 0, early - 1, weak=("yes", "no")))
        yield Pair("TX-02", R, "neck", course(0, 0, early, weak=("no", "no", "yes")), course(0, 0, early, weak=("yes", "no", "no")), other={"TX-05": N})
    yield Pair("TX-02", R, "neck", course(*lost), course(*lost, purpose="cosmetic"))
    yield Pair("TX-02", R, "neck+back", course(*lost, purpose="back"), course(*lost, purpose="knee"))
    low, below = c["TX05_LOW"], c["TX05_BELOW"]
    yield Pair("TX-05", N, "neck", course(low, 90), course(low - 1, 90))
    yield Pair("TX-05", N, "neck", course(below - 1, 90), course(below, 90))
    yield Pair("TX-05", N, "neck", course(below - 1, 90), course(below - 1, 90, purpose="knee"))
    yield Pair("TX-05", N, "neck", toxin(shot(300, "neck", benefit=90), shot(200, "neck", benefit=low)), toxin(shot(200, "neck", benefit=90), shot(300, "neck", benefit=low)))
    best, least = c["TX04_BEST_BELOW"], c["TX04_MIN_CYCLES"]
    few = [0] * (least - 1)
    yield Pair("TX-04", N, "neck", course(*few, best - 1), course(*few, best), also=partial(best - 1 if least == 1 else 0),
               other=partial(best if least == 1 else 0))  # fmt: skip
    yield Pair("TX-04", N, "neck", course(*few, 0, None), course(*few, None, None))
    yield Pair("TX-04", N, "neck", course(*few, 0), course(*few, 0, purpose="knee"))
    weeks = c["TX06_WEEKS"]
    for base, purpose in (("neck", "neck"), ("neck+spasticity", "spasticity"), ("knee", "knee")):
        def helped(many: int | None, again: int = 20, purpose: str = purpose) -> dict[str, Any]:
            return toxin(shot(200, purpose, lasted_weeks=many), shot(200 + gap, purpose, lasted_weeks=again))

        yield Pair("TX-06", N, base, helped(weeks - 1), helped(weeks))
        yield Pair("TX-06", N, base, helped(0), helped(None, 0))
    yield Pair("TX-06", N, "neck", toxin(shot(200 + gap, "neck", lasted_weeks=20), shot(200, "neck", lasted_weeks=0)),
               toxin(shot(200 + gap, "neck", lasted_weeks=0), shot(200, "neck", lasted_weeks=20)))  # fmt: skip


def spacing(c: Mapping[str, Any]) -> Iterable[Pair]:
    gap = c["TX03_MIN_GAP_DAYS"]

    def apart(days: int, purpose: str = "neck") -> dict[str, Any]:
        return toxin(shot(200, "neck"), shot(200 + days, purpose))

    yield Pair("TX-03", N, "neck", apart(gap - 1), apart(gap))
    yield Pair("TX-03", N, "neck", apart(0), apart(0, "cosmetic"))
    yield Pair("TX-03", N, "neck", toxin(shot(200 + 2 * gap, "neck"), shot(199 + gap, "neck"), shot(200, "neck")),
               toxin(shot(200 + 2 * gap, "neck"), shot(200, "neck"), shot(200 + gap, "neck")))  # fmt: skip
    yield Pair("TX-03", N, "neck", toxin(shot(200, "neck", booster=True)), toxin(shot(200, "neck", booster=False)))
    undated = shot(None, "neck")
    yield Pair("TX-03", N, "neck", toxin(shot(200, "neck"), shot(199 + gap, "neck"), undated), toxin(shot(200, "neck"), shot(200 + gap, "neck"), undated),
               then={"S-30": D}, blank=("toxin-visit-date",))  # fmt: skip
    yield Pair("TX-03", N, "neck+back", toxin(shot(200, "neck", booster=True), shot(200, "back")), toxin(shot(200, "neck"), shot(200, "back")))
    yield Pair("TX-03", N, "neck", toxin(shot(200, "neck"), shot(400, "neck", booster=True)), toxin(shot(200, "neck"), shot(400, "cosmetic", booster=True)))


def pairs(c: Mapping[str, Any]) -> Iterable[Pair]:
    for part in (interval, units, problems, response, spacing):
        yield from part(c)
