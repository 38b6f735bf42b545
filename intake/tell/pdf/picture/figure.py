"""Figure: where it is: the places the patient touched and those the reason for the visit names, hatched apart, and the same in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from string import ascii_lowercase, ascii_uppercase
from typing import NamedTuple

from intake.ask.words import Words, words
from intake.tell.pdf.paper.blocks import HEAD, Block, Item, Left, Places, closed, heading, lower, more
from intake.tell.pdf.paper.sheet import Sheet
from intake.tell.pdf.picture.areas import areas
from intake.tell.pdf.picture.drawing import SIGN, Mark, Slot, draw_view, sign, slot, swatch
from intake.tell.pdf.text.flow import Flow, Span, lay
from intake.tell.summary import Refs, Summary

HEADS = ("right", "left", "face", "nape")
BODIES = ("front", "back", "knees", "knees-behind")
_UNITS = {**dict.fromkeys(HEADS, 0.40), "front": 0.42, "back": 0.42, "knees": 0.66, "knees-behind": 0.66}
"""Points a unit of each drawing at scale 1."""
_BESIDE = 84.0
"""The least width for a list beside drawings."""
_GAP = 3.0
_AIR = 14.0
"""Between the drawings of a later page."""
_ROW = 10.4
UNDRAWN = 0.06
"""What is lost where words stand for a drawing: little, they say the same (`Block.loss`)."""
LETTERS = ascii_uppercase + ascii_lowercase


class Entry(NamedTuple):
    """One line of the list: its sign on the drawing, its words, its areas' marks."""

    sign: str
    label: str
    marks: tuple[Mark, ...]


class Group(NamedTuple):
    """The entries of one question."""

    kind: str  # pain | own
    title: str
    refs: Refs
    entries: tuple[Entry, ...]


def groups(summary: Summary) -> tuple[Group, ...]:
    """Pain numbered, what reasons for the visit name lettered; which way a head pulls has drawings of its own."""
    say, found, letters = words(summary.language), [], iter(LETTERS)
    if summary.regions:
        entries = (_entry(str(n), "pain", "pain", region.code, region.label) for n, region in enumerate(summary.regions, 1))
        found.append(Group("pain", say("paper.map-pain"), summary.pain_refs, tuple(entries)))
    for one in summary.marked:
        if one.key == "direction" or not one.regions:
            continue
        told = one.title if one.mark in ("P", "C", "") else f"{one.title} · {say(f'paper.mark-{one.mark.lower()}')}"
        entries = (_entry(next(letters, "·"), "own", one.key, region.code, region.label) for region in one.regions)
        found.append(Group("own", told, one.refs, tuple(entries)))
    return tuple(found)


def _entry(mark: str, kind: str, key: str, code: str, label: str) -> Entry:
    return Entry(mark, label, tuple(Mark(mark, kind, area) for area in areas(key, code)))


def drawable(summary: Summary) -> bool:
    """Whether there is anything to draw a map of."""
    return bool(groups(summary))


def regions(summary: Summary, width: float) -> list[Block]:
    """The map with its list, smaller and with fewer views, then only the list, shorter and shorter. Without any mark: one line saying so."""
    return lower([*drawings(summary, width), *lists(summary, width)])


def drawings(summary: Summary, width: float) -> list[Block]:
    """The map with its list, large to small: every view, then those that are marked. A view too small for its signs is not drawn."""
    found = groups(summary)
    marks = [mark for group in found for entry in group.entries for mark in entry.marks]
    marked = [view for view in (*HEADS, *BODIES) if any(mark.area.view == view for mark in marks)]
    made = []
    if summary.regions:
        whole = list(dict.fromkeys((*HEADS, "front", "back", *marked)))
        made = [_mapped(summary, found, width, whole, scale) for scale in (1.0, 0.85)]
    if marked:
        made += [_mapped(summary, found, width, marked, scale) for scale in (1.7, 1.45, 1.2, 1.0, 0.85, 0.7) if not made or scale <= 1.2]
    return lower(filter(None, made))


def lists(summary: Summary, width: float) -> list[Block]:
    """The same places in words, more and more of them left for a later page."""
    found = groups(summary)
    if not found:
        return [_empty(summary, width)]
    total = sum(len(group.entries) for group in found)
    names = [_names(summary, found, width, shown)._replace(loss=UNDRAWN) for shown in range(total, 0, -2)]
    return lower([*names, closed("regions", _name(summary), _items(found, 0), width)])


def left(summary: Summary, shown: int) -> Left | None:
    """Every place after the first `shown`, in the order of the groups, for a later page; None where nothing is left."""
    items = _items(groups(summary), shown)
    return Left("regions", _name(summary), items) if items else None


def large(summary: Summary, width: float) -> list[Block]:
    """The map over a later page's whole width, largest first: every view where the patient drew on it, else heads or bodies with a place on them; none without a place."""
    found = groups(summary)
    marked = [mark.area.view for group in found for entry in group.entries for mark in entry.marks]
    heads = summary.regions or set(HEADS) & set(marked)
    bodies = summary.regions or {"front", "back"} & set(marked)
    stacks = [*([("right", "face"), ("left", "nape")] if heads else []), *([("front",), ("back",)] if bodies else [])]
    stacks += [tuple(view for view in ("knees", "knees-behind") if view in marked)]
    return lower(filter(None, (_spread(summary, found, width, [stack for stack in stacks if stack], scale) for scale in (2.3, 2.0, 1.75, 1.5, 1.25)))) if marked else []


def _spread(summary: Summary, found: Sequence[Group], width: float, stacks: Sequence[Sequence[str]], scale: float) -> Block | None:
    """Heads two by two, bodies beside them, the list on the right, or a long list in columns below; None where the list has no room or signs stand too close."""
    say = words(summary.language)
    marks = [mark for group in found for entry in group.entries for mark in entry.marks]
    made = [[slot(view, _UNITS[view] * scale, tuple(mark for mark in marks if mark.area.view == view), say) for view in stack] for stack in stacks]
    wide = [max(one.width for one in stack) + _AIR for stack in made]
    rest = width - sum(wide)
    if rest < 1.4 * _BESIDE or any(one.crowded for stack in made for one in stack):
        return None
    art = max(sum(one.height for one in stack) for stack in made)
    total = sum(len(group.entries) for group in found)
    beside, under = _listed(found, rest, total, 2 if rest > 2.8 * _BESIDE else 1, say), _listed(found, width, total, int(width / (1.4 * _BESIDE)), say)
    tall, shift, down, draw_list = min((max(art, beside[0]), width - rest, 0.0, beside[1]), (art + under[0], 0.0, art, under[1]), key=lambda one: one[0])
    alt = _alt(summary, found)

    def draw(sheet: Sheet, x: float, y: float, places: Places) -> None:
        _title(sheet, x, y, width, summary)
        left, top = x, y + HEAD + 2
        with sheet.tag("Figure", alt=alt):
            for stack, across in zip(made, wide, strict=True):
                at = top
                for one in stack:
                    draw_view(sheet, one, left + (across - _AIR - one.width) / 2, at)
                    at += one.height
                left += across
        draw_list(sheet, x + shift, top + down)

    return Block(HEAD + 2 + tall, draw)


def _title(sheet: Sheet, x: float, y: float, width: float, summary: Summary) -> None:
    say = words(summary.language)
    if summary.regions:
        note = say("paper.drawn", refs=", ".join(summary.pain_refs)) if summary.pain_refs else ""
    else:
        note = say("paper.map-blank", status=summary.regions_status or say("paper.where-none"))
    heading(sheet, x, y, width, _name(summary), note)


def _name(summary: Summary) -> str:
    """Only places the patient touched are said to hurt."""
    return words(summary.language)("paper.where" if summary.regions else "paper.where-is")


def _empty(summary: Summary, width: float) -> Block:
    say = words(summary.language)
    flow = lay([Span(say("paper.where").upper() + "   ", "bold", 7.4), Span(summary.regions_status or say("paper.where-none"), "narrow", 8)], width)

    def draw(sheet: Sheet, x: float, y: float, places: Places) -> None:
        with sheet.artifact():
            sheet.rule(x, y, x + width, y, 1.0)
        with sheet.tag("P"):
            sheet.flow(x, y + 2.2, flow)

    return Block(flow.height + 4.0, draw)


# -- the list -----------------------------------------------------------------------------------------------------------
class _Row(NamedTuple):
    """A measured line: the name of a group with its hatch, or an entry with its sign."""

    flow: Flow
    group: Group | None = None
    entry: Entry | None = None

    @property
    def height(self) -> float:
        return max(self.flow.height + 0.6, _ROW)


def _rows(found: Sequence[Group], width: float, shown: int, say: Words) -> Iterator[_Row]:
    titled = len(found) > 1 or found[0].kind == "own"
    for group in found:
        if shown <= 0:
            return
        if titled:
            refs = f"  {', '.join(group.refs)}" if group.refs else ""
            yield _Row(lay([Span(group.title, "narrow-bold", 8), Span(refs, "narrow", 7)], width - 12, 1.12), group=group)
        for entry in group.entries[:shown]:
            spans = [Span(entry.label, "narrow-bold", 8)]
            if not entry.marks:
                spans.append(Span("  " + say("paper.not-drawn"), "narrow", 7))
            yield _Row(lay(spans, width - 12, 1.12), entry=entry, group=group)
        shown -= len(group.entries)


def _listed(found: Sequence[Group], width: float, shown: int, columns: int, say: Words) -> tuple[float, Callable[[Sheet, float, float], None]]:
    """The height of the list and how to draw it, in so many columns of like height."""
    each = (width - 8.0 * (columns - 1)) / columns
    rows = list(_rows(found, each, shown, say))
    tall = sum(row.height for row in rows) / columns
    stacks: list[list[_Row]] = [[]]
    for row in rows:
        used = sum(one.height for one in stacks[-1])
        if stacks[-1] and len(stacks) < columns and used + row.height / 2 > tall:
            stacks.append([])
        stacks[-1].append(row)

    def draw(sheet: Sheet, x: float, y: float) -> None:
        with sheet.tag("L"):
            for n, stack in enumerate(stacks):
                at = y
                for row in stack:
                    _row(sheet, x + n * (each + 8.0), at, row)
                    at += row.height

    return max(sum(row.height for row in stack) for stack in stacks), draw


def _row(sheet: Sheet, x: float, y: float, row: _Row) -> None:
    with sheet.tag("LI"):
        if row.entry is None and row.group is not None:
            with sheet.artifact():
                swatch(sheet, x, y + 1.6, row.group.kind)
        with sheet.tag("LBody"):
            if row.entry is not None and row.group is not None:
                sign(sheet, x + SIGN, y + 5.2, row.entry.sign, row.group.kind)
            sheet.flow(x + 12, y + 0.3, row.flow)


def _names(summary: Summary, found: Sequence[Group], width: float, shown: int) -> Block:
    say = words(summary.language)
    total = sum(len(group.entries) for group in found)
    height, listed = _listed(found, width, shown, 2 if shown > 3 else 1, say)
    left = (Left("regions", _name(summary), _items(found, shown)),) if shown < total else ()

    def draw(sheet: Sheet, x: float, y: float, places: Places) -> None:
        _title(sheet, x, y, width, summary)
        listed(sheet, x, y + HEAD)
        if left:
            more(sheet, x, y + HEAD + height, total - shown, places, "regions", width)

    return Block(HEAD + height + (_ROW if left else 0.0), draw, left)


def _items(found: Sequence[Group], shown: int) -> tuple[Item, ...]:
    every = [Item(entry.sign, f"{entry.label} ({group.title})" if group.kind == "own" else entry.label, group.refs) for group in found for entry in group.entries]
    return tuple(every[shown:])


# -- the drawings -------------------------------------------------------------------------------------------------------
def _mapped(summary: Summary, found: Sequence[Group], width: float, views: Sequence[str], scale: float) -> Block | None:
    say = words(summary.language)
    marks = [mark for group in found for entry in group.entries for mark in entry.marks]
    slots = [slot(view, _UNITS[view] * scale, tuple(mark for mark in marks if mark.area.view == view), say) for view in views]
    lines = _lines(slots, width)
    if any(one.crowded for line in lines for one in line):
        return None
    art, rest = sum(max(one.height for one in line) for line in lines), width - sum(one.width + _GAP for one in lines[-1]) - 4
    total = sum(len(group.entries) for group in found)
    last = max(one.height for one in lines[-1])
    options = [(art, 0.0, *_listed(found, width, total, columns, say)) for columns in ((1, 2) if total > 3 else (1,))]
    tops = [(at + height, at, shift, draw) for at, shift, height, draw in options]
    if rest >= _BESIDE:
        height, draw_list = _listed(found, rest, total, 2 if rest > 2.4 * _BESIDE and total > 4 else 1, say)
        tops.append((max(art, art - last + height), art - last, width - rest, draw_list))
    tall, below, shift, draw_list = min(tops, key=lambda one: one[0])
    alt = _alt(summary, found)

    def draw(sheet: Sheet, x: float, y: float, places: Places) -> None:
        _title(sheet, x, y, width, summary)
        top = at = y + HEAD + 2
        with sheet.tag("Figure", alt=alt):
            for line in lines:
                used = sum(one.width for one in line)
                alone = line is not lines[-1] or not shift
                gap = min(max((width - used) / max(len(line) - 1, 1), 0.0), 16.0) if alone else _GAP
                tallest, start = max(one.height for one in line), x
                for one in line:
                    draw_view(sheet, one, start, at + tallest - one.height)
                    start += one.width + gap
                at += tallest
        draw_list(sheet, x + shift, top + below)

    return Block(HEAD + 2 + tall, draw)


def _lines(slots: Sequence[Slot], width: float) -> list[list[Slot]]:
    """Drawings side by side: heads, then bodies; all in one line where there is room. Those that do not fit are drawn smaller,
    or, where their names need the room, in two lines."""
    wide = lambda line: sum(one.width for one in line) + _GAP * (len(line) - 1)  # noqa: E731
    if wide(slots) <= width:
        return [list(slots)]
    made: list[list[Slot]] = []
    for part in ([one for one in slots if one.view in HEADS], [one for one in slots if one.view not in HEADS]):
        smaller = part
        for _ in range(8):
            if wide(smaller) > width:
                smaller = [one._replace(k=one.k * 0.95) for one in smaller]
        half = (len(part) + 1) // 2
        made += [line for line in ([smaller] if wide(smaller) <= width else [part[:half], part[half:]]) if line]
    return made


def _alt(summary: Summary, found: Sequence[Group]) -> str:
    say = words(summary.language)
    told = []
    for group in found:
        names = ", ".join(entry.label for entry in group.entries)
        told.append(say("paper.map-alt", names=names) if group.kind == "pain" else say("notice.named", name=group.title, value=names) + ".")
    if not summary.regions:
        told.append(say("paper.map-blank", status=summary.regions_status or say("paper.where-none")))
    return " ".join(told)
