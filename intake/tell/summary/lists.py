"""The lists: past injections, treatments, medicines, allergies, where it hurts. As told: nothing is converted, added or judged."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from intake.hear.values import PartialDate
from intake.save.record import Entry
from intake.tell.summary.chart import Chart, Row, code_of, number_of
from intake.tell.summary.sheet import Allergies, Allergy, Medicine, Medicines, Region, ToxinVisit, Treatment

ALLERGY_QUESTIONS = {
    "safety-toxin-allergy": ("yes", "toxin"),
    "safety-milk-allergy": ("yes", "milk"),
    "safety-blood-protein": ("allergy", "albumin"),
    "safety-numb-allergy": ("true", "numbing"),
}
"""Allergies that have a question of their own: the code that says so, and the key of their name."""


class _Told:
    """One row's answers by the last words of their linkId."""

    def __init__(self, chart: Chart, row: Row, group: str) -> None:
        self.chart, self.row, self.group = chart, row, group

    def entry(self, name: str) -> Entry | None:
        placed = self.row.entries.get(f"{self.group}-{name}")
        return placed.entry if placed else None

    def text(self, name: str) -> str:
        return ", ".join(self.chart.answers(self.entry(name)))

    def all(self, name: str) -> tuple[str, ...]:
        entry = self.entry(name)
        return () if entry is None or set(entry.codes) <= {"none"} else self.chart.answers(entry)

    def code(self, name: str) -> str:
        return code_of(self.entry(name))

    def number(self, name: str) -> Decimal | None:
        return number_of(self.entry(name))

    def at(self, name: str) -> str:
        """The FHIR text of a date."""
        entry = self.entry(name)
        return str(entry.answers[0].value.get("valueDate", "")) if entry and entry.answers else ""

    def refs(self, name: str) -> tuple[str, ...]:
        placed = self.row.entries.get(f"{self.group}-{name}")
        return self.chart.refs([placed.address]) if placed else ()

    def mark(self, name: str) -> str:
        entry = self.entry(name)
        return entry.mark if entry else "P"


def toxin(chart: Chart) -> tuple[ToxinVisit, ...]:
    """Past injections, newest first; those without a date last."""
    told = [_Told(chart, row, "toxin-visit") for row in chart.rows("toxin-visit")]
    told.sort(key=lambda one: latest(one.at("date")) or date.min, reverse=True)
    return tuple(_visit(chart, one) for one in told)


def _visit(chart: Chart, told: _Told) -> ToxinVisit:
    at = told.at("date")
    day = latest(at)
    today = latest(chart.record.visit_date) if len(chart.record.visit_date) == 10 else None
    partial = bool(at) and len(at) < 10
    if day and today and partial:
        day = min(day, today)  # the fewest days it can be; a whole date after the visit is no number of days ago
    units = told.text("units")
    if told.code("units-known") == "false":
        units = chart.words("summary.units-unknown")
    return ToxinVisit(
        date=told.text("date") or chart.blank(told.entry("date")),
        at=at,
        days_ago=(today - day).days if day and today and day <= today else None,
        partial=partial,
        brand=chart.words("summary.brand-unknown") if told.code("product") == "unknown" else told.text("product"),  # "Not sure" alone would read as a brand
        reason=told.text("for"),
        clinic=told.text("clinic"),
        units=units or chart.words("summary.units-not-answered"),
        sites=told.text("sites"),
        benefit=told.number("benefit"),
        lasted=told.text("lasted-weeks"),
        weak=told.text("felt-weak"),
        booster=told.text("booster"),
        problems=told.all("problems"),
        refs=told.refs("date") or told.refs("product"),
        mark="D" if told.code("seen") == "true" else told.mark("date"),
    )


def toxin_words(chart: Chart) -> tuple[str, ...]:
    """Problems after past injections: what was ticked, then the patient's words."""
    ticked = chart.at("toxin-problems")
    named = chart.answers(ticked) if ticked and not set(ticked.codes) <= {"none"} else ()
    return (*named, *chart.answers(chart.at("toxin-problems-words")))


def treatments(chart: Chart) -> tuple[Treatment, ...]:
    """Prior and current treatments in the order given."""
    enough = chart.constant("ADEQUATE_TRIAL_WEEKS")
    return tuple(_treatment(chart, _Told(chart, row, "treatment"), enough) for row in chart.rows("treatment"))


def _treatment(chart: Chart, told: _Told, enough: Decimal | None) -> Treatment:
    weeks, days = told.number("weeks"), told.number("days")
    lasted = days if weeks is None else 7 * weeks
    still = {"true": True, "false": False}.get(told.code("still"))
    finished = told.code("tried") != "must-not" and not (still and told.code("result") == "current")
    result = told.text("result") or (told.text("tried") if told.code("tried") == "must-not" else chart.blank(told.entry("result")))
    return Treatment(
        name=told.text("name") or chart.blank(told.entry("name")),
        dose=told.text("dose"),
        reason=told.text("for"),
        tried=told.text("tried"),
        weeks=int(weeks) if weeks is not None else None,
        start=told.text("start"),
        stop=told.text("stop"),
        start_at=told.at("start"),
        stop_at=told.at("stop"),
        still=still,
        result=result,
        result_code=told.code("result"),
        why_stopped=tuple(why for why in told.all("why-stop") if why != result),
        side_effects=", ".join(filter(None, (told.text("side-effects"), told.text("why-unsuitable")))),
        short_trial=bool(finished and lasted is not None and enough is not None and lasted < 7 * enough),
        refs=told.refs("name"),
        mark="D" if told.code("seen") == "true" else told.mark("name"),
    )


def medicines(chart: Chart) -> Medicines:
    """What the patient takes: first what a finding rests on, then the rest, each in the order given."""
    because: dict[str, list[str]] = {}
    for found in chart.record.findings:
        for address in found.because:
            because.setdefault(address, []).append(found.id)
    listed = []
    for group, dose in (("medicine", "dose"), ("germ-drug", "end")):
        for row in chart.rows(group):
            told = _Told(chart, row, group)
            if told.text("name"):
                listed.append(_medicine(chart, told, dose, because))
    return Medicines(
        matter=tuple(one for one in listed if one.because),
        rest=tuple(one for one in listed if not one.because),
        status=_others(chart) if listed else _none(chart, "medicines-any", "none-reported"),
        refs=chart.refs(["medicines-any"]),
    )


def _others(chart: Chart) -> str:
    """Where only the antibiotic of a question before is known: what was said of all other medicines. It alone would look like the whole list."""
    if any(chart.answers(row.entries["medicine-name"].entry) for row in chart.rows("medicine") if "medicine-name" in row.entries):
        return ""
    if chart.code("medicines-any") == "no":
        return chart.words("summary.no-others")
    return chart.words("summary.others", status=_none(chart, "medicines-any", "no-others"))


def _medicine(chart: Chart, told: _Told, dose: str, because: dict[str, list[str]]) -> Medicine:
    extra = []
    if told.text("inr-value") or told.text("inr-date"):
        extra.append(chart.words("summary.inr", value=told.text("inr-value") or chart.words("summary.not-answered"), date=told.text("inr-date")).replace(" ()", ""))
    if dose == "end":
        extra.append(chart.words("summary.antibiotic", end=told.text("end") or chart.words("summary.not-answered")))
    addresses = [placed.address for placed in told.row.entries.values()]
    return Medicine(
        name=told.text("name"),
        dose="" if dose == "end" else told.text(dose),
        often=told.text("how-often"),
        reason=told.text("reason"),
        extra=tuple(extra),
        because=tuple(dict.fromkeys(rule for address in addresses for rule in because.get(address, ()))),
        typed=any(said.typed and not (said.means or said.unknown) for said in told.entry("name").answers),
        refs=told.refs("name"),
        mark=told.mark("name"),
    )


def allergies(chart: Chart) -> Allergies:
    """Allergies named one by one, and those that have a question of their own."""
    listed = []
    for row in chart.rows("allergy"):
        told = _Told(chart, row, "allergy")
        if told.text("name"):
            reaction = " ".join(filter(None, (told.text("reaction"), chart.written(told.entry("reaction")))))
            listed.append(Allergy(told.text("name"), reaction, told.refs("name"), told.mark("name")))
    for link_id, (yes, key) in ALLERGY_QUESTIONS.items():
        if chart.code(link_id) == yes:
            name = chart.words(f"summary.allergy.{key}")
            what = " ".join(filter(None, (chart.answer(f"{link_id}-what"), chart.written(chart.at(f"{link_id}-what")))))
            listed.append(Allergy(name, what, chart.refs([link_id])))
    also = (chart.words("summary.allergy.belly"),) if chart.code("safety-milk-belly") == "true" else ()
    status = _none(chart, "allergies-any", "no-others" if listed else "none-reported") if not chart.rows("allergy") else ""
    return Allergies(tuple(listed), also, status, chart.refs(["allergies-any"]))


def regions(chart: Chart) -> tuple[Region, ...]:
    """Where it hurts, in the order touched."""
    entry = chart.at("pain-map")
    if entry is None or set(entry.codes) <= {"none"}:
        return ()
    return tuple(Region(code, words) for code, words in zip(entry.codes, chart.answers(entry), strict=False))


def unmarked(chart: Chart) -> str:
    """What an empty body map means: "" when the person said that nothing hurts, else the word for the blank."""
    entry = chart.at("pain-map")
    return "" if entry is not None and entry.answers else chart.blank(entry)


def _none(chart: Chart, question: str, no: str) -> str:
    """What an empty list means, from the question before it."""
    entry = chart.at(question)
    if entry is None:
        return chart.words("summary.not-asked")
    code = code_of(entry)
    if code == "no":
        return chart.words(f"summary.{no}")
    if code == "unsure":
        return chart.words("summary.not-sure")
    if code == "yes":
        return chart.words("summary.yes-none-named")
    return chart.blank(entry)


def empty(chart: Chart, question: str, listed: tuple) -> str:
    """`_none` for a list that may be there: "" when it holds something."""
    return "" if listed else _none(chart, question, "none-reported")


def latest(at: str) -> date | None:
    """The latest day a FHIR (partial) date can mean (dossier 1.3, point 4)."""
    parts = at.split("-")
    if not at or len(parts) > 3 or not all(part.isdigit() for part in parts):
        return None
    try:
        return PartialDate(*map(int, parts)).latest
    except ValueError:
        return None
