"""The numbers a provider looks for first, by condition (dossier 9.4): value, scale, thresholds in force, and where it was asked."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from intake.save.say import number
from intake.tell.summary.chart import Chart
from intake.tell.summary.sheet import KeyNumber, Threshold

ACUTE = {
    "triptan": "MOH_TRIPTAN_DAYS",
    "ergot": "MOH_ERGOT_DAYS",
    "opioid": "MOH_OPIOID_DAYS",
    "combo": "MOH_COMBO_DAYS",
    "simple": "MOH_SIMPLE_DAYS",
    "gepant-ditan": "",
    "antinausea": "",
}
"""Classes of acute medicines and the constant that holds their line; "" where there is none: days only (dossier 4.3)."""

LOST = {"migraine-lost-work-days": "lost-work", "migraine-lost-home-days": "lost-home"}
THIRTY = Decimal(30)
TEN = Decimal(10)


def numbers(chart: Chart) -> tuple[KeyNumber, ...]:
    """Rows in the order of dossier 9.4. A question that was not asked has no row; a blank one says so."""
    return tuple((*_migraine(chart), *_pain(chart), *_scores(chart)))


def _row(chart: Chart, link_id: str, key: str, *, unit: str = "", high: Decimal | None = None, limit: str = "", **more) -> KeyNumber | None:
    """One number as answered. `key` names its label in [summary.number]; `limit` the constant drawn as a threshold."""
    entry = chart.at(link_id)
    if entry is None or entry.status == "not-asked":
        return None
    label = chart.words(f"summary.number.{key}")
    value = chart.number(link_id)
    refs = chart.refs([link_id])
    if value is None:
        return KeyNumber(label, more.get("sub", ""), chart.blank(entry) or chart.words("summary.not-answered"), refs=refs, mark=entry.mark)
    line = chart.constant(limit) if limit else None
    if line is not None:
        reached = value >= line
        words = chart.words("summary.number.at-least" if reached else "summary.number.below", line=line)
        more = {"thresholds": (Threshold(line, str(line)),), "over": reached, "words": words} | more
    low = None if high is None else Decimal(0)
    return KeyNumber(label, value=format(value, "f"), number=value, unit=unit, low=low, high=high, refs=refs, mark=entry.mark, **more)


def _migraine(chart: Chart) -> Iterator[KeyNumber]:
    rows = (
        _headache_days(chart),
        _row(chart, "migraine-clear-days", "clear-days", unit="/30", high=THIRTY, sub=_window(chart), worse=False),
        _row(chart, "migraine-migraine-days", "migraine-days", unit="/30", high=THIRTY, limit="MIG_MIGRAINE_DAYS", sub=_window(chart)),
        _months(chart),
        _length(chart),
        _any_acute(chart),
        *(_acute(chart, name, limit) for name, limit in ACUTE.items()),
        _lost(chart),
    )
    yield from (row for row in rows if row is not None)


def _window(chart: Chart) -> str:
    """The window of the counts, and whether they come from a diary or from memory."""
    kept = {"true": "diary", "false": "recalled"}.get(chart.code("migraine-diary"), "source-unknown")
    months = chart.answer("migraine-diary-months") if kept == "diary" else ""
    return ", ".join(filter(None, (chart.words("summary.number.thirty-days"), chart.words(f"summary.number.{kept}"), months)))


def _headache_days(chart: Chart) -> KeyNumber | None:
    usual = {"better": "month-better", "worse": "month-worse"}.get(chart.code("migraine-usual-month"))
    sub = ", ".join(filter(None, (_window(chart), chart.words(f"summary.number.{usual}") if usual else "")))
    before = chart.number("migraine-baseline-days")
    change = chart.number("migraine-change-percent")
    more = {}
    if before is not None:
        said = chart.words("summary.number.before-first")
        if change is not None:
            way = "fewer" if change > 0 else "more" if change < 0 else "same"
            said += " · " + chart.words(f"summary.number.{way}", percent=format(abs(change).normalize(), "f"))
        more = {"previous": before, "previous_words": said}
    return _row(chart, "migraine-headache-days", "headache-days", unit="/30", high=THIRTY, limit="MIG_CHRONIC_DAYS", sub=sub, **more)


def _months(chart: Chart) -> KeyNumber | None:
    """Months at 15 or more days. The line is "more than", so standing on it is not over it."""
    line, value = chart.constant("MIG_MONTHS_OVER"), chart.number("migraine-months-15")
    more = {}
    if line is not None and value is not None:
        words = chart.words("summary.number.more-than" if value > line else "summary.number.up-to", line=line)
        more = {"thresholds": (Threshold(line, f">{line}"),), "over": value > line, "words": words}
    days = chart.spoken("MIG_CHRONIC_DAYS")
    return _row(chart, "migraine-months-15", "months-15", sub=chart.words("summary.number.days-a-month", days=days or "15"), **more)


def _length(chart: Chart) -> KeyNumber | None:
    """How long a headache lasts untreated: words, not a number."""
    entry = chart.at("migraine-duration")
    if entry is None or entry.status == "not-asked":
        return None
    value = chart.answer("migraine-duration") or chart.blank(entry)
    label = chart.words("summary.number.duration")
    return KeyNumber(label, chart.words("summary.number.untreated"), value, refs=chart.refs(["migraine-duration"]), mark=entry.mark)


def _lost(chart: Chart) -> KeyNumber | None:
    """Days lost at work and at home in one row: two counts over one window, never added up."""
    asked = {link_id: key for link_id, key in LOST.items() if (entry := chart.at(link_id)) and entry.status != "not-asked"}
    if not asked:
        return None
    said = {key: chart.number(link_id) for link_id, key in asked.items()}
    parts = [f"{chart.words(f'summary.number.{key}')} {chart.words('summary.not-answered') if n is None else n}" for key, n in said.items()]
    value = " · ".join(parts) if any(n is not None for n in said.values()) else chart.words("summary.not-answered")
    return KeyNumber(chart.words("summary.number.lost"), chart.words("summary.number.three-months"), value, refs=chart.refs(asked))


def _any_acute(chart: Chart) -> KeyNumber | None:
    names = chart.answer("migraine-acute-names")
    months = chart.answer("migraine-acute-months")
    sub = " · ".join(filter(None, (names, chart.words("summary.number.for-months", months=months) if months else "")))
    more = {}
    classes = chart.at("migraine-acute-classes")
    several = chart.constant("MOH_MULTI_CLASSES")
    if classes and several is not None and len(set(classes.codes) - {"none", "unsure"}) >= several:
        more["limit"] = "MOH_MULTI_DAYS"
    return _row(chart, "migraine-acute-any-days", "acute-any", unit="/30", high=THIRTY, sub=sub, **more)


def _acute(chart: Chart, name: str, limit: str) -> KeyNumber | None:
    sub = chart.words("summary.number.thirty-days")
    return _row(chart, f"migraine-acute-{name}-days", f"acute.{name}", unit="/30", high=THIRTY, limit=limit, sub=sub)


def _pain(chart: Chart) -> Iterator[KeyNumber]:
    """Usual pain as the row; worst, now and during sport beside it. Without the usual one, each that was answered."""
    names = {"pain-usual": "usual", "pain-worst": "worst", "pain-now": "now", "pain-sport": "sport"}
    said = {link: chart.number(link) for link in names}
    beside = " · ".join(f"{chart.words(f'summary.number.pain-{names[link]}')} {value}" for link, value in list(said.items())[1:] if value is not None)
    row = _row(chart, "pain-usual", "pain", unit="/10", high=TEN, sub=chart.words("summary.number.scale"), words=beside)
    if row is not None:
        yield row
    for goal in chart.rows("activity"):
        name = ", ".join(chart.answers(goal.entries["activity-name"].entry)) if "activity-name" in goal.entries else ""
        score = goal.entries.get("activity-score")
        if name and score and score.entry.answers:
            value = Decimal(str(score.entry.answers[0].value["valueInteger"]))
            refs = chart.refs([score.address])
            yield KeyNumber(name, chart.words("summary.number.activity"), str(value), value, "/10", Decimal(0), TEN, worse=False, refs=refs)


def _scores(chart: Chart) -> Iterator[KeyNumber]:
    """Instruments that were answered. One that is not scored says so."""
    for score in chart.record.scores:
        if score.id not in ("PEG", "PHQ-2"):
            continue
        high, limit = (TEN, None) if score.id == "PEG" else (Decimal(6), chart.constant("S28_PHQ2_POSITIVE"))
        sub = chart.words(f"summary.number.sub.{score.id}")
        if score.value is None:
            yield KeyNumber(score.id, sub, chart.words("summary.number.not-scored"), mark="C")
            continue
        value = Decimal(score.value)
        more = {}
        if limit is not None:
            words = chart.words("summary.number.at-least" if value >= limit else "summary.number.below", line=limit)
            more = {"thresholds": (Threshold(limit, str(limit)),), "over": value >= limit, "words": words}
        refs = chart.refs(["peg-pain"] if score.id == "PEG" else ["phq2-interest", "phq2-down"])
        yield KeyNumber(score.id, sub, number(_to_one_place(value), chart.language), value, f"/{high}", Decimal(0), high, refs=refs, mark="C", **more)


def _to_one_place(value: Decimal) -> Decimal:
    """A mean is kept to two places and printed to one (dossier 10.4); a whole number stays whole."""
    return value.quantize(Decimal("0.1"), ROUND_HALF_UP) if value % 1 else value
