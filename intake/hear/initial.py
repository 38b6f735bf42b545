"""Initial: what the author of a form gave in advance, as raw answers for the questions of one row (or of the visit)."""

from __future__ import annotations

from collections.abc import Iterator

from intake.ask.form import Item
from intake.hear.answers import Raw
from intake.hear.bridge import from_path
from intake.hear.reading import Reading
from intake.hear.response import to_raw
from intake.hear.tree import answer_to_fhir


def initial_answers(reading: Reading, parent: int, rows: tuple[str, ...]) -> Iterator[tuple[int, tuple[Raw, ...]]]:
    """(slot, raw answers) for the questions under a repeating group (-1: the form) that stand directly in its row.

    Fixed values first, then initialExpressions as they come out now. Nothing where an answer is already given, nor where
    only the engine answers.
    """
    plan = reading.plan
    inside = range(len(plan.items)) if parent < 0 else range(parent + 1, plan.ends[parent])
    depth = len(rows)
    for slot in inside:
        item = plan.items[slot]
        if plan.depth[slot] != depth or not item.is_question or plan.engine_made[slot]:
            continue
        if reading.answers.raw(item.link_id, rows):
            continue
        raws = tuple(item.initial) or tuple(option.code for option in item.options if option.initial)
        if not raws and item.initial_expression is not None:
            values = from_path(item, reading.evaluate(item.initial_expression, slot, rows))
            raws = tuple(_raw(item, value) for value in values)
        if raws:
            yield slot, raws


def _raw(item: Item, value: object) -> Raw:
    ((key, plain),) = answer_to_fhir(item, value).items()
    return to_raw(item, key, plain)
