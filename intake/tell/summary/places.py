"""Places: where on the body the questions of a reason for the visit put it, each with the words of its answer."""

from __future__ import annotations

from collections.abc import Iterator

from intake.save.record import Entry
from intake.tell.summary.chart import Chart
from intake.tell.summary.rows import asked
from intake.tell.summary.sheet import Marked, Region

QUESTIONS = {
    "neck": ("direction", "neck-direction", ""),
    "spasticity": ("limbs", "spasticity-limbs", ""),
    "back": ("where", "back-where", "back-side"),
    "knee": ("knee", "knee-site", "knee-side"),
    "other": ("area", "other-area", ""),
}
"""Reason for the visit -> the key of its row, the question that names the places, and the one that names their side."""

LEG = "back-leg-worse"


def marked(chart: Chart) -> tuple[Marked, ...]:
    """The places of the reasons for this visit; a question that was not put has none."""
    reasons = dict.fromkeys((chart.code("condition"), chart.code("condition-second")))
    return tuple(made for reason in reasons if reason in QUESTIONS and (made := _marked(chart, *QUESTIONS[reason])))


def _marked(chart: Chart, key: str, link_id: str, side_id: str) -> Marked | None:
    entry, side = asked(chart, link_id), asked(chart, side_id) if side_id else None
    if entry is None and side is None:
        return None
    title = chart.words(f"summary.number.{key}")
    also = _leg(chart) if key == "where" else ()
    refs = chart.refs(filter(None, (link_id, side_id, LEG if also else "")))
    regions = (*_regions(chart, entry, side, sided=bool(side_id)), *also)
    status = "" if regions else chart.blank(entry) or chart.words("summary.not-answered")
    return Marked(key, title, regions, status, refs, (entry or side).mark)


def _leg(chart: Chart) -> tuple[Region, ...]:
    """Below the knee, where the pain there is the worse one. Nobody asks in which leg."""
    if chart.code(LEG) != "yes":
        return ()
    return (Region("below-knee", f"{chart.words('summary.number.leg')} ({chart.words('paper.posture-two')})"),)


def _regions(chart: Chart, entry: Entry | None, side: Entry | None, *, sided: bool) -> Iterator[Region]:
    """The chosen codes; with the code of the side behind an @, where the question has one. A blank is said, and drawn as one."""
    if not (entry and entry.answers) and not (side and side.answers):
        return
    at = f"@{side.codes[0] if side and side.codes else ''}" if sided else ""
    said = _said(chart, side) if sided else ""
    pairs = zip(entry.codes, chart.answers(entry), strict=False) if entry and entry.answers else [("", _said(chart, entry))]
    for code, words in pairs:
        told = (said, words) if entry is not None and entry.link_id == "knee-site" else (words, said)
        yield Region(code + at, " · ".join(filter(None, told)))


def _said(chart: Chart, entry: Entry | None) -> str:
    """The answer, or the words of the blank after the name of what was asked."""
    if entry and entry.answers:
        return ", ".join(chart.answers(entry))
    key = "side" if entry is None or entry.link_id.endswith("-side") else "site"
    return chart.words("notice.named", name=chart.words(f"summary.number.{key}"), value=chart.blank(entry))
