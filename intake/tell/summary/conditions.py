"""Conditions: the lines of each reason for the visit that a provider looks for first, in the order of dossier 9.4."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from intake.save.record import Entry
from intake.tell.summary.chart import Chart, Placed, code_of
from intake.tell.summary.rows import Part, answer, asked, mark_of, over, row, told, unit
from intake.tell.summary.sheet import Bar, KeyNumber

Line = Callable[[Chart], KeyNumber | Iterable[KeyNumber] | None]

PAIN, SCORES = "pain", "scores"
"""Places of the lines that every condition has: how strong the pain is; instruments."""

HARDEST = Decimal(4)
"""The last code of `goal-baseline`: cannot be done."""

TOP = 3
"""How many of the things that are hard stand on page one."""


def _hardest(chart: Chart) -> KeyNumber | None:
    """The things that are hardest, hardest first; how many of them all were answered."""
    put = [placed.entry for placed in chart.placed if placed.entry.link_id.startswith("neck-hard-") and placed.entry.status != "not-asked"]
    if not put:
        return None
    given = [entry for entry in put if entry.answers]
    hard = sorted((entry for entry in given if code_of(entry) != "0"), key=code_of, reverse=True)
    value = " · ".join(_named(chart, entry) for entry in hard[:TOP])
    if not value:
        value = chart.words("summary.number.hard-none") if given else chart.words("summary.not-answered")
    sub = chart.words("summary.number.hard-sub", top=TOP, given=len(given), all=len(put))
    return KeyNumber(chart.words("summary.number.hardest"), sub, value, refs=chart.refs(entry.link_id for entry in put), mark=mark_of(put), key="hardest")


def _named(chart: Chart, entry: Entry) -> str:
    return chart.words("notice.named", name=chart.text(entry), value=answer(chart, entry))


def _goals(chart: Chart) -> Iterator[KeyNumber]:
    """One line a goal: its kind, the patient's words, how hard it is today, how much it matters."""
    rows = chart.rows("goal")
    if not rows and asked(chart, "goal"):
        yield KeyNumber(chart.words("summary.number.goals"), "", chart.words("summary.not-answered"), key="goal")
    for number, goal in enumerate(rows, 1):
        told = {link_id.removeprefix("goal-"): placed for link_id, placed in goal.entries.items() if placed.entry.answers}
        parts = [answer(chart, told[name].entry) for name in ("area", "words") if name in told]
        for name in ("baseline", "weight"):
            if name in told:
                parts.append(chart.words("notice.named", name=chart.words(f"summary.number.goal-{name}"), value=answer(chart, told[name].entry)))
        value = " · ".join(parts) or chart.words("summary.not-answered")
        refs = chart.refs(placed.address for placed in told.values())
        mark = next((placed.entry.mark for placed in told.values()), "P")
        yield KeyNumber(chart.words("summary.number.goal", number=number), "", value, **_baseline(told), refs=refs, mark=mark, key="goal")


def _baseline(told: dict[str, Placed]) -> dict[str, Decimal]:
    """The scale of how hard it is today, 0 to 4, where it was answered."""
    code = code_of(told["baseline"].entry) if "baseline" in told else ""
    return {"number": Decimal(code), "low": Decimal(0), "high": HARDEST} if code.isdigit() else {}


def _count(link_id: str, key: str, *, sub: str = "", limit: str = "", also: str = "") -> Line:
    """A number with its unit, without a scale. `also`: the question whose answer stands below the label."""

    def line(chart: Chart) -> KeyNumber | None:
        below = [chart.words(f"summary.number.{sub}")] if sub else []
        if also and asked(chart, also):
            below.append(chart.words("notice.named", name=chart.words("summary.number.helped"), value=chart.answer(also) or chart.blank(chart.at(also))))
        return row(chart, link_id, key, unit=unit(chart, link_id), limit=limit, sub=" · ".join(below))

    return line


def _knee_months(chart: Chart) -> KeyNumber | None:
    return row(chart, "knee-months", "months", unit=unit(chart, "knee-months"), **over(chart, "knee-months", "LP_MONTHS_OVER"))


def _spasm(chart: Chart) -> KeyNumber | None:
    """Days with a cramp, or that there is none."""
    if asked(chart, "back-spasm-days"):
        return row(chart, "back-spasm-days", "spasm-days", unit="/30", high=Decimal(30), sub=chart.words("summary.number.thirty-days"))
    return told("spasm", "back-spasm")(chart)


def _rmdq(chart: Chart) -> KeyNumber | None:
    """Only where the clinic uses the form and somebody typed its total."""
    given = chart.number("rmdq-total") is not None
    return row(chart, "rmdq-total", "rmdq", unit="/24", high=Decimal(24)) if given else None


_sport_words = told("sport", Part("knee-sport-before", "before"), Part("knee-sport-now", "now"), sub="each-week")
_AMOUNT = re.compile(r"(\d{1,4}(?:[.,]\d{1,2})?) ?(km|h|hours?|heures?|horas?)\b", re.IGNORECASE)


def _sport(chart: Chart) -> KeyNumber | None:
    """The volume before and now, as typed; two bars where both begin with a number of the same unit. Nothing is converted."""
    line = _sport_words(chart)
    if line is None:
        return None
    found = {key: _AMOUNT.match(chart.answer(f"knee-sport-{key}").strip()) for key in ("before", "now")}
    if not all(found.values()) or len({match[2][0].lower() for match in found.values()}) > 1:
        return line
    amounts = {key: Decimal(match[1].replace(",", ".")) for key, match in found.items()}
    full = max(amounts.values())
    bars = [Bar(chart.words(f"summary.number.{key}"), amounts[key], full, found[key][2]) for key in found]
    return replace(line, bars=tuple(bars)) if full else line


TABLES: dict[str, tuple[Line | str, ...]] = {
    "neck": (
        PAIN,
        told("direction", "neck-direction"),
        told("diagnosis", "neck-diagnosis", "neck-diagnosis-who"),
        told("tremor", "neck-tremor"),
        told("trick", "neck-trick", "neck-trick-what"),
        _hardest,
        told("swallowing", "safety-swallow", "safety-swallow-words", sub="baseline"),
    ),
    "spasticity": (
        told("cause", "spasticity-cause", "spasticity-cause-other", "spasticity-cord-level", Part("spasticity-cause-date", "since")),
        told("limbs", "spasticity-limbs"),
        told("pattern", "spasticity-pattern"),
        told("spasms", Part("spasticity-spasm-frequency", "frequency", True), Part("spasticity-spasm-severity", "severity", True), sub="penn"),
        PAIN,
        _goals,
        _count("spasticity-falls", "falls", sub="three-months"),
        told("therapy", "spasticity-therapy"),
    ),
    "back": (
        _count("back-months", "months", limit="BP01_MONTHS"),
        told("where", "back-where", Part("back-side", "side")),
        _spasm,
        told("leg", "back-leg-worse"),
        PAIN,
        SCORES,
        _count("back-physio-weeks", "physio", limit="BP03_PHYSIO_WEEKS", also="back-physio-result"),
        _rmdq,
    ),
    "knee": (
        told("knee", Part("knee-side"), Part("knee-site")),
        _knee_months,
        _count("knee-recovery-days", "settle", sub="after-sport"),
        _sport,
        _count("knee-physio-weeks", "physio", limit="LP_PHYSIO_WEEKS", also="knee-physio-result"),
        told("mri", "knee-mri", "knee-mri-words"),
        told("surgery", "knee-surgery-offered", "knee-surgery"),
    ),
    "other": (
        told("area", "other-area"),
        told("doctor-says", "other-told"),
        told("use", "other-use"),
        PAIN,
        SCORES,
    ),
}  # fmt: skip
"""Reason for the visit (code of `condition`) -> its lines. Migraine has a table of its own."""
