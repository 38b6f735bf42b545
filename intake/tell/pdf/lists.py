"""Lists: medicines that matter, allergies, what staff checked, and the notes, as a list of terms; only whole entries are moved."""

from __future__ import annotations

from intake.ask.words import Words, words
from intake.tell.pdf.blocks import HEAD, MORE, Block, Item, Left, Places, closed, heading, listed, lower, more
from intake.tell.pdf.flow import Flow, Span, lay
from intake.tell.pdf.paper import Sheet
from intake.tell.summary import Medicine, Note, Summary

_TERM = 44.0
_SIZE = 8.0
_NOTE = 7.6


def lists(summary: Summary, width: float) -> list[Block]:
    """Everything; then fewer of the other medicines; then fewer notes; then no small facts; last, fewer medicines that matter."""
    rest, notes, matter = len(summary.medicines.rest), len(summary.notes), len(summary.medicines.matter)
    steps = [(matter, rest, notes, True)]
    while rest > 0:
        rest = rest - max(1, rest // 3) if rest > 2 else 0
        steps.append((matter, rest, notes, True))
    everything = len(summary.medicines.rest)
    saves = _block(summary, width, matter, 0, notes, True).height < _block(summary, width, matter, everything, notes, True).height
    rest = 0 if saves else everything  # two short names take less than the line that says where they are
    while notes > 0:
        notes -= max(1, notes // 3)
        steps.append((matter, rest, notes, True))
    steps.append((matter, 0, 0, False))
    while matter > 0:
        matter -= max(1, matter // 3)
        steps.append((matter, 0, 0, False))
    return lower([*(_block(summary, width, *step) for step in steps), closed("medicines", words(summary.language)("paper.medicines-title"), _items(summary), width)])


def _items(summary: Summary) -> list[Item]:
    """Every entry of the block."""
    say, meds = words(summary.language), summary.medicines
    items = [Item(med.name, _about(med, say), med.refs) for med in (*meds.matter, *meds.rest)] or [Item(say("paper.takes"), meds.status or say("paper.none-reported"), meds.refs)]
    items.append(Item(say("paper.allergy"), "".join(span.text for span in _allergies(summary)), summary.allergies.refs))
    items += [Item(term, value) for term, value in _others(summary)]
    return items + [Item(f"{say(f'paper.{note.level.lower()}')} {note.id}", _note(note), note.refs) for note in summary.notes]


def _others(summary: Summary) -> list[tuple[str, str]]:
    say = words(summary.language)
    checks = "; ".join(f"{say('notice.named', name=check.label, value=check.value)} ({check.mark})" for check in summary.checks)
    return [(term, value) for term, value in ((say("paper.numbing"), summary.numbing), (say("paper.seen"), checks), (say("paper.off"), ", ".join(summary.switched_off))) if value]


def _block(summary: Summary, width: float, matter: int, rest: int, notes: int, others: bool) -> Block:
    say = words(summary.language)
    rows = _rows(summary, width - _TERM, matter, rest, notes, others)
    left = []
    hidden = [*summary.medicines.matter[matter:], *summary.medicines.rest[rest:]]
    small = [] if others else [Item(term, value) for term, value in _others(summary)]
    if hidden:
        left.append(Left("medicines", say("paper.medicines"), tuple(Item(med.name, _about(med, say), med.refs) for med in hidden)))
    if summary.notes[notes:] or small:
        left.append(Left("notes", say("paper.notes"), (*small, *(Item(f"{say(f'paper.{note.level.lower()}')} {note.id}", _note(note), note.refs) for note in summary.notes[notes:]))))
    height = HEAD + sum(flow.height + (MORE if key else 0.0) + 2.5 for _, flow, key in rows)
    counts = {"medicines": len(hidden), "notes": len(summary.notes[notes:]) + len(small)}

    def draw(sheet: Sheet, x: float, y: float, places: Places) -> None:
        heading(sheet, x, y, width, say("paper.medicines-title"), ", ".join((*summary.medicines.refs, *summary.allergies.refs)[:2]))
        at = y + HEAD
        with sheet.tag("L"):
            for term, flow, key in rows:
                with sheet.tag("LI"):
                    sheet.flow(x, at, lay(Span(term, "narrow-bold", _SIZE), _TERM))
                    at = sheet.flow(x + _TERM, at, flow)
                    if key:
                        more(sheet, x + _TERM, at, counts[key], places, key, width)
                        at += MORE
                at += 2.5

    return Block(height, draw, tuple(left))


def _rows(summary: Summary, width: float, matter: int, rest: int, notes: int, others: bool) -> list[tuple[str, Flow, str]]:
    say = words(summary.language)
    meds = summary.medicines
    shown = [*((med, True) for med in meds.matter[:matter]), *((med, False) for med in meds.rest[:rest])]
    spans = listed([_medicine(med, strong, say) for med, strong in shown])
    if not shown:
        spans = [Span("" if meds.matter or meds.rest else meds.status or say("paper.none-reported"), "narrow", _SIZE)]
    cut = matter < len(meds.matter) or rest < len(meds.rest)
    rows = [(say("paper.takes"), lay(spans, width), "medicines" if cut else "")]
    rows.append((say("paper.allergy"), lay(_allergies(summary), width), ""))
    small = _others(summary)
    if others:
        rows += [(term, lay(Span(value, "narrow", _SIZE), width), "") for term, value in small]
    shown_notes = summary.notes[:notes]
    levels = [level for level in ("NOTE", "DATA") if any(note.level == level for note in shown_notes)]
    for level in levels:
        key = "notes" if notes < len(summary.notes) and level == levels[-1] else ""
        rows.append((say(f"paper.{level.lower()}"), lay(listed([_note_spans(note) for note in shown_notes if note.level == level]), width), key))
    if (summary.notes and not shown_notes) or (small and not others and not levels):
        rows.append((say("paper.notes"), Flow((), _NOTE, 9.0), "notes"))
    return rows


def _medicine(med: Medicine, strong: bool, say: Words) -> list[Span]:
    about = _about(med, say)
    return [Span(med.name, "narrow-bold" if strong else "narrow", _SIZE), *([Span(" " + about, "narrow", _SIZE)] if about else [])]


def _about(med: Medicine, say: Words) -> str:
    typed = (say("paper.typed"),) if med.typed else ()
    because = (f"[{', '.join(med.because)}]",) if med.because else ()
    return " ".join(part for part in (med.dose, med.often, med.reason, *med.extra, *typed, *because) if part)


def _allergies(summary: Summary) -> list[Span]:
    told = summary.allergies
    items = [[Span(entry.name, "narrow-bold", _SIZE), *([Span(" – " + entry.reaction, "narrow", _SIZE)] if entry.reaction else [])] for entry in told.listed]
    items += [[Span(text, "narrow", _SIZE)] for text in told.also]
    if not told.listed and told.status:
        items.insert(0, [Span(told.status, "narrow", _SIZE)])
    return listed(items or [[Span(words(summary.language)("paper.none-reported"), "narrow", _SIZE)]])


def _note(note: Note) -> str:
    return note.sentence + (f" ({'; '.join(note.detail)})" if note.detail else "")


def _note_spans(note: Note) -> list[Span]:
    return [Span(note.id + " ", "narrow-bold", _NOTE), Span(_note(note), "narrow", _NOTE), Span(" " + " ".join(note.refs[:2]) if note.refs else "", "narrow", 7)]
