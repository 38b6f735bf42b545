"""Summarise: one sealed record in, everything the provider reads out, in the order of dossier 9.3."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from intake.save.record import CriterionKept, Record
from intake.tell.summary import found, lists, places, who
from intake.tell.summary.chart import Chart
from intake.tell.summary.numbers import numbers
from intake.tell.summary.sheet import Summary
from intake.tell.summary.transcript import transcript

if TYPE_CHECKING:
    from intake.ask.clinic import Clinic


def summarise(record: Record, *, clinic: Clinic | None = None, language: str = "en") -> Summary:
    """The Summary of a record in the provider's language. Pure. `clinic` chooses which criteria lines are printed."""
    chart = Chart(record, language)
    toxin, treatments = lists.toxin(chart), lists.treatments(chart)
    reviewed_by, reviewed_at = who.reviewed(chart)
    return Summary(
        language=language,
        clinic=clinic.name if clinic else "",
        banners=who.banners(chart),
        provenance=chart.words("summary.provenance"),
        identity=who.identity(chart),
        told=who.told(chart),
        why=who.why(chart),
        versions=who.versions(chart),
        own_words=who.quote(chart, "reason-words"),
        goal=who.quote(chart, "goals-good-result"),
        urgent_words=who.quote(chart, "urgent-words"),
        urgent=found.flags(chart, ("URGENT",)),
        flags=found.flags(chart, ("CI", "REVIEW")),
        denied=found.denied(chart),
        not_answered=found.not_answered(chart),
        not_reached=found.not_reached(chart),
        not_sure=found.not_sure(chart),
        declined=found.declined(chart),
        regions=lists.regions(chart),
        regions_status=lists.unmarked(chart),
        pain_refs=who.pain_refs(chart),
        marked=places.marked(chart),
        numbers=numbers(chart),
        toxin=toxin,
        toxin_status=lists.empty(chart, "toxin-ever", toxin),
        toxin_words=lists.toxin_words(chart),
        treatments=treatments,
        treatments_status=lists.empty(chart, "treatments-any", treatments),
        criteria_heading=chart.words("summary.criteria"),
        criteria=found.criteria(chart, _printed(clinic)),
        medicines=lists.medicines(chart),
        allergies=lists.allergies(chart),
        notes=found.notes(chart),
        context=found.context(chart),
        switched_off=who.switched_off(chart),
        checks=who.checks(chart),
        numbing=who.numbing(chart),
        attestation=who.attestation(chart),
        reviewed_by=reviewed_by,
        reviewed_at=reviewed_at,
        transcript=transcript(chart),
    )


def _printed(clinic: Clinic | None) -> Callable[[CriterionKept], bool]:
    """Which criteria are printed: as the clinic set it, else as the visit was recorded (pack and country)."""
    if clinic is None:
        return lambda line: line.printed
    return lambda line: clinic.prints(line.id, line.printed)
