"""Pages: what belongs together on one screen, from the author's page breaks, or seven questions at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from intake.ask.form import Item, Page
from intake.ask.words import Text

MOST = 7
"""Questions a page where the author says nothing."""
_WHOLE = frozenset(("gtable", "grid", "table", "htable"))


@dataclass(frozen=True, slots=True)
class _Unit:
    """A piece that stays in one place: an item with all that is under it."""

    slot: int
    group: int  # the group that was opened to reach it, -1 for the form itself
    breaks: bool
    layout: str
    weight: int  # questions in it


def compose(items: Sequence[Item], roots: Sequence[int]) -> tuple[Page, ...]:
    """The pages of a form, in document order; hidden items are on none.

    With page breaks: a page begins at each item that has one (a group's break counts for its first item). A group without a
    break inside stays whole and stands for its children. Where a break stands inside a repeating group, that group's items
    are listed instead of the group; the page then shows each of its rows as a card.
    Without: each top-level group is a page of its own, cut at seven questions, tables whole; loose questions are
    gathered; display items go with what follows them.
    """
    broken = {item.slot for item in items if (item.page_break or item.layout) and not item.hidden}
    if broken:
        return tuple(_by_breaks(items, roots, broken))
    return tuple(_by_weight(items, _entry(items, roots)))


def _by_breaks(items: Sequence[Item], roots: Sequence[int], broken: set[int]) -> Iterator[Page]:
    opened = set()
    for slot in broken:
        parent = items[slot].parent
        while parent >= 0 and parent not in opened:
            opened.add(parent)
            parent = items[parent].parent
    units = list(_units(items, roots, opened, -1))
    current: list[_Unit] = []
    for unit in units:
        if unit.breaks and current:
            yield from _page(items, current)
            current = []
        current.append(unit)
    yield from _page(items, current)


def _units(items: Sequence[Item], slots: Sequence[int], opened: set[int], group: int) -> Iterator[_Unit]:
    """The pieces under `slots`; the break and layout of an opened group pass to its first piece."""
    for slot in slots:
        item = items[slot]
        if item.hidden:
            continue
        breaks = item.page_break or bool(item.layout)
        if slot not in opened or not item.is_group:
            yield _Unit(slot, group, breaks, item.layout, 0)
            continue
        first = True
        for unit in _units(items, item.children, opened, slot):
            if first and breaks:
                unit = _Unit(unit.slot, unit.group, True, unit.layout or item.layout, 0)
            first = False
            yield unit


def _entry(items: Sequence[Item], roots: Sequence[int]) -> Sequence[int]:
    """The level whose groups are pages: below wrappers that hold everything, and below tabs."""
    while len(roots) == 1 and items[roots[0]].is_group and not items[roots[0]].repeats and items[roots[0]].children:
        roots = items[roots[0]].children
    return roots


def _by_weight(items: Sequence[Item], entry: Sequence[int]) -> Iterator[Page]:
    weights = _weights(items)
    loose: list[_Unit] = []
    for slot in entry:
        item = items[slot]
        if item.hidden:
            continue
        if not item.is_group:
            loose.append(_Unit(slot, item.parent, False, "", weights[slot]))
            continue
        displays = _displays_at_end(items, loose)
        yield from _cut(items, loose)
        pieces = list(_pieces(items, slot, weights))
        loose = []
        yield from _cut(items, [*displays, *pieces])
    yield from _cut(items, loose)


def _pieces(items: Sequence[Item], slot: int, weights: Sequence[int]) -> Iterator[_Unit]:
    """A group whole where it fits on a page or must stay together, else its children's pieces."""
    item = items[slot]
    whole = not item.is_group or item.repeats or item.control in _WHOLE or weights[slot] <= MOST
    if whole or not item.children:
        yield _Unit(slot, item.parent, False, "", weights[slot])
        return
    for child in item.children:
        if not items[child].hidden:
            for piece in _pieces(items, child, weights):
                yield piece


def _cut(items: Sequence[Item], units: Sequence[_Unit]) -> Iterator[Page]:
    """Pages of at most seven questions; display items move on to the page of what follows them."""
    current: list[_Unit] = []
    weight = 0
    for unit in units:
        if weight and unit.weight and weight + unit.weight > MOST:
            moved = _displays_at_end(items, current)
            yield from _page(items, current)
            current, weight = moved, 0
        current.append(unit)
        weight += unit.weight
    yield from _page(items, current)


def _displays_at_end(items: Sequence[Item], units: list[_Unit]) -> list[_Unit]:
    """Take the trailing display items off a list (they belong to what comes next)."""
    at = len(units)
    while at and items[units[at - 1].slot].kind == "display":
        at -= 1
    moved = units[at:]
    del units[at:]
    return moved


def _weights(items: Sequence[Item]) -> list[int]:
    """Questions under each slot, itself included; hidden ones do not count."""
    weights = [0 if item.hidden or not item.is_question else 1 for item in items]
    for item in reversed(items):
        if item.parent >= 0 and not item.hidden:
            weights[item.parent] += weights[item.slot]
    return weights


def _page(items: Sequence[Item], units: Sequence[_Unit]) -> Iterator[Page]:
    if not units:
        return
    first = units[0]
    own = items[first.slot]
    title = own.text if own.is_group and len(units) == 1 else _title(items, first.group)
    in_rows = bool(own.repeating) and not any(unit.slot in own.repeating for unit in units)
    layout = first.layout or ("cards" if in_rows and first.breaks else "")
    yield Page(_key(items, units), title, tuple(unit.slot for unit in units), layout)


def _title(items: Sequence[Item], group: int) -> Text:
    """The words of the nearest group around that has any."""
    while group >= 0 and not items[group].text:
        group = items[group].parent
    return items[group].text if group >= 0 else Text()


def _key(items: Sequence[Item], units: Sequence[_Unit]) -> str:
    """The linkId of the first question; of the first item where there is no question."""
    ahead = [unit.slot for unit in reversed(units)]
    while ahead:
        slot = ahead.pop()
        if items[slot].is_question:
            return items[slot].link_id
        ahead.extend(reversed(items[slot].children))
    return items[units[0].slot].link_id
