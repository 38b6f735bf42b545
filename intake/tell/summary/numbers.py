"""The numbers a provider looks for first, by condition (dossier 9.4): value, scale, thresholds in force, and where it was asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from intake.save.say import number
from intake.tell.summary.chart import Chart
from intake.tell.summary.conditions import PAIN, SCORES, TABLES
from intake.tell.summary.rows import Part, mark_of, over, row, told, unit
from intake.tell.summary.sheet import Bar, KeyNumber, Threshold

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

EARLIER = {"migraine-days-month-1": "month-1", "migraine-days-month-2": "month-2"}
LOST = {"migraine-lost-work-days": "lost-work", "migraine-lost-home-days": "lost-home"}
ITEMS = {"PEG": ("peg-pain", "peg-enjoyment", "peg-activity"), "PHQ-2": ("phq2-interest", "phq2-down")}
"""The questions of each instrument that is scored."""

THIRTY = Decimal(30)
TEN = Decimal(10)


SHORT = 3
"""With two reasons for the visit, how many lines of each come before the rest of both."""


def numbers(chart: Chart) -> tuple[KeyNumber, ...]:
    """Rows in the order of dossier 9.4. A question that was not asked has no row; a blank one says so.

    With two reasons: what they share, the first lines of both, then the other lines of both; each says which reason it is of,
    also where the visit ended before the questions of the other.
    """
    shared = {PAIN: tuple(_pain(chart)), SCORES: tuple(_scores(chart))}
    reasons = dict.fromkeys(filter(None, (chart.code("condition"), chart.code("condition-second"))))
    tables = {reason: table for reason in reasons if (table := _table(chart, reason))}
    if len(tables) < 2:
        alone = len(reasons.keys() - {"none"}) < 2
        rows = [
            one
            for reason, lines in tables.items()
            for line in lines
            for one in (shared.pop(line, ()) if isinstance(line, str) else (line if alone else _of(chart, reason, line),))
        ]
        return (*rows, *(one for left in shared.values() for one in left))
    own = [[_of(chart, reason, line) for line in lines if not isinstance(line, str)] for reason, lines in tables.items()]
    first, rest = ([one for rows in own for one in rows[part]] for part in (slice(SHORT), slice(SHORT, None)))
    return (*shared[PAIN], *shared[SCORES], *first, *rest)


def _table(chart: Chart, reason: str) -> list[KeyNumber | str]:
    """The lines of one reason; where PAIN and SCORES stand, their name."""
    if reason == "migraine":
        return list(_migraine(chart))
    made: list[KeyNumber | str] = []
    for line in TABLES.get(reason, ()):
        found = line if isinstance(line, str) else line(chart)
        made += [found] if isinstance(found, str | KeyNumber) else found or ()
    return made


def _of(chart: Chart, reason: str, line: KeyNumber) -> KeyNumber:
    """A line that says which of two reasons it belongs to."""
    return replace(line, label=chart.words("notice.named", name=chart.words(f"summary.reason.{reason}"), value=line.label))


def _migraine(chart: Chart) -> Iterator[KeyNumber]:
    rows = (
        _headache_days(chart),
        row(chart, "migraine-clear-days", "clear-days", unit="/30", high=THIRTY, sub=_window(chart), worse=False),
        row(chart, "migraine-migraine-days", "migraine-days", unit="/30", high=THIRTY, limit="MIG_MIGRAINE_DAYS", sub=_window(chart)),
        _earlier(chart),
        _months(chart),
        _months_under(chart),
        _length(chart),
        _any_acute(chart),
        *(_acute(chart, name, limit) for name, limit in ACUTE.items()),
        _lost(chart),
    )
    yield from filter(None, rows)


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
    return row(chart, "migraine-headache-days", "headache-days", unit="/30", high=THIRTY, limit="MIG_CHRONIC_DAYS", sub=sub, **more)


def _months(chart: Chart) -> KeyNumber | None:
    """Months at 15 or more days. The line is "more than"."""
    days = chart.spoken("MIG_CHRONIC_DAYS")
    sub = chart.words("summary.number.days-a-month", days=days or "15")
    return row(chart, "migraine-months-15", "months-15", sub=sub, **over(chart, "migraine-months-15", "MIG_MONTHS_OVER"))


def _months_under(chart: Chart) -> KeyNumber | None:
    """Months in a row below the line, asked after a first injection."""
    made = row(chart, "migraine-months-under-15", "months-under", unit=unit(chart, "migraine-months-under-15"))
    days = chart.spoken("MIG_CHRONIC_DAYS")
    return made and replace(made, label=chart.words("summary.number.months-under", days=days or "15"))


def _earlier(chart: Chart) -> KeyNumber | None:
    """Headache days of the two months before; optional questions: without an answer there is no row."""
    given = any(chart.number(link_id) is not None for link_id in EARLIER)
    return told("earlier", *(Part(link_id, key) for link_id, key in EARLIER.items()))(chart) if given else None


def _length(chart: Chart) -> KeyNumber | None:
    """How long a headache lasts untreated: words, not a number."""
    entry = chart.at("migraine-duration")
    if entry is None or entry.status == "not-asked":
        return None
    value = chart.answer("migraine-duration") or chart.blank(entry)
    label = chart.words("summary.number.duration")
    return KeyNumber(label, chart.words("summary.number.untreated"), value, refs=chart.refs(["migraine-duration"]), mark=mark_of([entry]), key="duration")


def _lost(chart: Chart) -> KeyNumber | None:
    """Days lost at work and at home in one row: two counts over one window, never added up."""
    asked = {link_id: key for link_id, key in LOST.items() if (entry := chart.at(link_id)) and entry.status != "not-asked"}
    if not asked:
        return None
    said = {key: chart.number(link_id) for link_id, key in asked.items()}
    mark = mark_of(map(chart.at, asked))
    parts = [f"{chart.words(f'summary.number.{key}')} {chart.words('summary.not-answered') if n is None else n}" for key, n in said.items()]
    value = " · ".join(parts) if any(n is not None for n in said.values()) else chart.words("summary.not-answered")
    return KeyNumber(chart.words("summary.number.lost"), chart.words("summary.number.three-months"), value, refs=chart.refs(asked), mark=mark, key="lost")


def _any_acute(chart: Chart) -> KeyNumber | None:
    names = chart.answer("migraine-acute-names")
    months = chart.answer("migraine-acute-months")
    sub = " · ".join(filter(None, (names, chart.words("summary.number.for-months", months=months) if months else "")))
    more = {}
    classes = chart.at("migraine-acute-classes")
    several = chart.constant("MOH_MULTI_CLASSES")
    if classes and several is not None and len(set(classes.codes) - {"none", "unsure"}) >= several:
        more["limit"] = "MOH_MULTI_DAYS"
    return row(chart, "migraine-acute-any-days", "acute-any", unit="/30", high=THIRTY, sub=sub, **more)


def _acute(chart: Chart, name: str, limit: str) -> KeyNumber | None:
    sub = chart.words("summary.number.thirty-days")
    return row(chart, f"migraine-acute-{name}-days", f"acute.{name}", unit="/30", high=THIRTY, limit=limit, sub=sub)


def _pain(chart: Chart) -> Iterator[KeyNumber]:
    """Usual pain as the row, also where it is blank; worst, now and during sport beside it, each that was answered."""
    names = {"pain-usual": "usual", "pain-worst": "worst", "pain-now": "now", "pain-sport": "sport"}
    said = {link: chart.number(link) for link in names}
    beside = " · ".join(f"{chart.words(f'summary.number.pain-{names[link]}')} {value}" for link, value in list(said.items())[1:] if value is not None)
    usual = row(chart, "pain-usual", "pain", unit="/10", high=TEN, sub=chart.words("summary.number.scale"), words=beside)
    if usual is not None:
        yield usual
    for goal in chart.rows("activity"):
        name = ", ".join(chart.answers(goal.entries["activity-name"].entry)) if "activity-name" in goal.entries else ""
        score = goal.entries.get("activity-score")
        if name and score and score.entry.answers:
            value = Decimal(str(score.entry.answers[0].value["valueInteger"]))
            refs = chart.refs([score.address])
            yield KeyNumber(name, chart.words("summary.number.activity"), str(value), value, "/10", Decimal(0), TEN, worse=False, refs=refs, mark=score.entry.mark, key="activity")


def _scores(chart: Chart) -> Iterator[KeyNumber]:
    """Instruments that were answered. One that is not scored says so."""
    for score in chart.record.scores:
        if score.id not in ("PEG", "PHQ-2"):
            continue
        high, limit = (TEN, None) if score.id == "PEG" else (Decimal(6), chart.constant("S28_PHQ2_POSITIVE"))
        sub = chart.words(f"summary.number.sub.{score.id}")
        if score.value is None:
            yield KeyNumber(score.id, sub, _unscored(chart, score.id), refs=chart.refs(ITEMS[score.id]), mark="C", key=score.id)
            continue
        value = Decimal(score.value)
        more = {}
        if limit is not None:
            words = chart.words("summary.number.at-least" if value >= limit else "summary.number.below", line=limit)
            more = {"thresholds": (Threshold(limit, str(limit)),), "over": value >= limit, "words": words}
        if score.id == "PEG":
            more = {"bars": tuple(_items(chart))}
        refs = chart.refs(ITEMS[score.id])
        yield KeyNumber(score.id, sub, number(_to_one_place(value), chart.language), value, f"/{high}", Decimal(0), high, refs=refs, mark="C", key=score.id, **more)


def _items(chart: Chart) -> Iterator[Bar]:
    """The three answers a PEG is the mean of."""
    for link_id in ITEMS["PEG"]:
        value = chart.number(link_id)
        if value is not None:
            yield Bar(chart.words(f"summary.number.{link_id}"), value, TEN)


def _unscored(chart: Chart, score: str) -> str:
    """Why an instrument that was answered has no score, and how many of its questions have an answer."""
    facts = {"count": sum(bool(chart.answers(chart.at(link_id))) for link_id in ITEMS[score]), "all": len(ITEMS[score])}
    return chart.words(f"summary.number.not-scored-{'proxy' if chart.record.responder == 'proxy' else 'some'}", **facts)


def _to_one_place(value: Decimal) -> Decimal:
    """A mean is kept to two places and printed to one (dossier 10.4); a whole number stays whole."""
    return value.quantize(Decimal("0.1"), ROUND_HALF_UP) if value % 1 else value
