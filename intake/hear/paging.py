"""Paging: which pages are there for a Reading, and what on one of them keeps the person from going on."""

from __future__ import annotations

from collections.abc import Iterator

from intake.ask.form import Item, Page
from intake.ask.words import Text
from intake.hear.reading import Reading
from intake.hear.validate import Problem

NOWHERE = Page("", Text(), ())
"""The page of a form that has nothing to show."""

_ASIDE = frozenset(("help", "flyover", "prompt", "unit", "lower", "upper", "legal", "header", "footer"))
"""Controls of display items that accompany others: they do not make a page."""


def shown(item: Item, staff: bool) -> bool:
    """Is an item ever shown to this person? (Whether it is asked now is another question.)"""
    if item.hidden or item.ask in ("off", "app"):
        return False
    return staff or (item.audience != "staff" and item.ask != "desk")


def visible_pages(reading: Reading, staff: bool) -> tuple[Page, ...]:
    """The pages on which something asked is shown."""
    pages = reading.pages.get(staff)
    if pages is None:
        there = (page for page in reading.form.pages if any(_shows(reading, slot, staff, page.key) for slot in page.slots))
        pages = reading.pages[staff] = tuple(there)
    return pages


def _shows(reading: Reading, slot: int, staff: bool, key: str) -> bool:
    plan = reading.plan
    item = plan.items[slot]
    if not shown(item, staff):
        return False
    for depth, group in enumerate(item.repeating):
        if plan.opening.get(group) == key and any(reading.there(group, rows) for rows in reading.instances(group)):
            return depth + 1 == len(item.repeating) or any(reading.instances(slot))
    return any(_inside(reading, slot, rows, staff) for rows in reading.instances(slot))


def _inside(reading: Reading, slot: int, rows: tuple[str, ...], staff: bool) -> bool:
    """Is anything at or under an item asked and shown? A repeating group is: rows can be added."""
    item = reading.plan.items[slot]
    if not shown(item, staff) or not reading.look(slot, rows).own or not reading.there(slot, rows):
        return False
    if item.is_question:
        return True
    if item.kind == "display":
        return item.control not in _ASIDE
    if item.repeats:
        return any(shown(reading.plan.items[child], staff) for child in item.children)
    return any(_inside(reading, child, rows, staff) for child in item.children)


def faults_on(reading: Reading, page: Page, staff: bool) -> tuple[Problem, ...]:
    """Errors, blanks and warnings among what a page shows, in document order (rows within)."""
    opening = reading.plan.opening
    found: list[Problem] = []
    for slot in page.slots:
        for group in reading.plan.items[slot].repeating:
            if opening.get(group) == page.key and slot == page.slots[0]:
                for rows in reading.instances(group):
                    found += reading.problems_of(group, rows)
        for rows in reading.instances(slot):
            found += _faults(reading, slot, rows, staff)
    return tuple(found)


def _faults(reading: Reading, slot: int, rows: tuple[str, ...], staff: bool) -> Iterator[Problem]:
    item = reading.plan.items[slot]
    if not shown(item, staff):
        return
    yield from reading.problems_of(slot, rows)
    if not item.children or not reading.there(slot, rows):
        return
    if item.is_group and item.repeats:
        inner = [(*rows, row) for row in reading.answers.row_ids(item.link_id, rows)]
    else:
        inner = [rows]
    for below in inner:
        for child in item.children:
            yield from _faults(reading, child, below, staff)
