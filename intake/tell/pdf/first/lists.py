"""Lists: medicines that matter, each with the finding it matters for; allergies, what staff checked, notes; only whole entries are moved."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from intake.ask.words import Words, words
from intake.tell.pdf.first.gist import Said, gist
from intake.tell.pdf.first.head import REF, quoted
from intake.tell.pdf.paper.blocks import HEAD, MORE, Block, Item, Left, Places, closed, heading, listed, lower, more, split
from intake.tell.pdf.paper.marks import PILL, pill, pill_width
from intake.tell.pdf.paper.sheet import Sheet
from intake.tell.pdf.text.flow import Flow, Span, lay
from intake.tell.summary import Flag, Medicine, Note, Summary

_SIZE = 8.0
_NOTE = 7.6
_GAP = 2.5
_COLUMN = 14.0
_MATTERS, _ALL, _FOUND = 5.0, 11.0, 0.5
_BRIEF, _UNSAID = 0.06, 2.0
"""The same where medicines are only named; and where no note is said at all."""
"""How bad it is that a medicine with a finding, that the whole list with its allergies, that a note leaves page one: more than what is said
in fewer words everywhere else, or than criteria whose evidence stands later; and as much again when all of them leave."""
_ROWS, _NOTES, _ALL_RUN, _NAMES = 0, 1, 2, 3
"""What stands in one run instead of on rows of its own: nothing; the notes; the medicines with a finding too; these by name and finding only."""
_OTHERS = 8
"""So many of the other medicines are named where not all can be."""
_TWO = 400.0
"""From this width on the entries stand in two columns."""
LONG = 90
"""Characters of what a note says besides its sentence: longer facts stand on the page of what the notes cover."""


class _Row(NamedTuple):
    """One entry: its term, or the word of a pill in its place; its text; and what "+ n more" under it leads to."""

    term: str
    flow: Flow
    pill: str = ""
    strong: bool = False
    key: str = ""

    @property
    def height(self) -> float:
        text = max(self.flow.height, PILL + 1.0 if self.pill else 0.0, 0.0 if self.key else 9.6)
        return text + (MORE if self.key else 0.0) + _GAP


def lists(summary: Summary, width: float) -> list[Block]:
    """Everything; all notes in one run; fewer of the other medicines; no small facts; then fewer notes; last, fewer medicines that matter."""
    rest, notes, matter = len(summary.medicines.rest), len(summary.notes), len(summary.medicines.matter)
    steps = [(matter, rest, notes, True, _ROWS)]
    while rest > 0:
        rest = rest - max(1, rest // 3) if rest > 2 else 0
        steps.append((matter, rest, notes, True, _ROWS))
    everything = len(summary.medicines.rest)
    saves = _block(summary, width, matter, 0, notes, True).height < _block(summary, width, matter, everything, notes, True).height
    rest = 0 if saves else everything  # two short names take less than the line that says where they are
    steps += [(matter, everything, notes, True, _NOTES), (matter, rest, notes, True, _NOTES), (matter, rest, notes, False, _NOTES), (matter, rest, notes, False, _ALL_RUN)]
    while notes > 0:
        notes -= max(1, notes // 3)
        steps += [(matter, rest, notes, False, run) for run in (_NOTES, _ALL_RUN)]
    steps.append((matter, everything, len(summary.notes), True, _NAMES))
    steps += [(matter, some, few, False, _NAMES) for some in (everything, min(everything, _OTHERS), 0) for few in _fewer(len(summary.notes))]
    while matter > 0:
        matter -= max(1, matter // 3)
        steps.append((matter, 0, 0, False, _NAMES))
    made = sorted((_block(summary, width, *step) for step in steps), key=lambda block: (block.loss, bool(block.left), -block.height))
    least = [_briefly(summary, width)] if width > _TWO else []
    return lower([*made, *least, closed("medicines", words(summary.language)("paper.medicines-title"), _items(summary), width, _ALL)])


def _briefly(summary: Summary, width: float) -> Block:
    """The medicines with a finding, or what an empty list means, and the allergies, beside the title; everything is left in full for a later page."""
    say, meds = words(summary.language), summary.medicines
    status = [[Span(meds.status or say("paper.asked-not"), "narrow-bold", _SIZE)]] if not (meds.matter or meds.rest) else []
    taken = status or _names(meds.matter) or [[Span(med.name, "narrow", _SIZE)] for med in meds.rest[:_OTHERS]]
    said = [Said([Span(say("notice.named", name=say(f"paper.{key}"), value=""), "narrow", _SIZE), *spans]) for key, spans in (("takes", listed(taken)), ("allergy", _allergies(summary)))]
    title = say("paper.medicines-title")
    notes = any(note.level == "NOTE" for note in summary.notes)
    return gist(title, said, width, say, left=Left("medicines", title, tuple(_items(summary))), shown=1, loss=_BRIEF + (_UNSAID if notes else 0.0))


def _fewer(notes: int) -> list[int]:
    """All notes, then fewer, then none."""
    made = [notes]
    while made[-1]:
        made.append(made[-1] - max(1, made[-1] // 3))
    return made


def lists_height(summary: Summary, width: float) -> float:
    """Height of the whole list at this width."""
    return _block(summary, width, len(summary.medicines.matter), len(summary.medicines.rest), len(summary.notes), True).height


def _items(summary: Summary) -> list[Item]:
    """Every entry of the block."""
    say, meds = words(summary.language), summary.medicines
    items = [_medicine_item(med, summary) for med in (*meds.matter, *meds.rest)] or [Item(say("paper.takes"), meds.status or say("paper.asked-not"), meds.refs)]
    if meds.status and (meds.matter or meds.rest):
        items.append(Item(say("paper.also-takes"), meds.status, meds.refs))
    items.append(Item(say("paper.allergy"), "".join(span.text for span in _allergies(summary)), summary.allergies.refs))
    items += [Item(term, value) for term, value in _others(summary)]
    return items + [_note_item(note, say) for note in summary.notes]


def _medicine_item(med: Medicine, summary: Summary) -> Item:
    reasons = [_reason(one) for one in _reasons(med, summary)]
    return Item(med.name, "; ".join(filter(None, (_about(med, words(summary.language)), *reasons))), med.refs)


def _note_item(note: Note, say: Words) -> Item:
    return Item(f"{say(f'paper.{note.level.lower()}')} {note.id}", note.sentence + (f" ({'; '.join(note.detail)})" if note.detail else ""), note.refs)


def _others(summary: Summary) -> list[tuple[str, str]]:
    say = words(summary.language)
    checks = "; ".join(f"{say('notice.named', name=check.label, value=check.value)} ({check.mark})" for check in summary.checks)
    return [(term, value) for term, value in ((say("paper.numbing"), summary.numbing), (say("paper.seen"), checks), (say("paper.off"), ", ".join(summary.switched_off))) if value]


def _reasons(med: Medicine, summary: Summary) -> list[Flag | Note]:
    """The findings a medicine matters for, flags before notes."""
    return [found for found in (*summary.urgent, *summary.flags, *summary.notes) if found.id in med.because]


def _reason(found: Flag | Note) -> str:
    return f"{found.sentence} ({found.id})"


def told_with_medicine(note: Note, shown: list[Medicine]) -> bool:
    """Whether the rows of these medicines already say all that a note says."""
    own = [med for med in shown if note.id in med.because]
    return bool(own) and all(any(fact in (med.name, *med.extra) for med in own) for fact in note.detail)


def _news(note: Note, summary: Summary) -> tuple[str, ...]:
    """The facts of a note that neither the header nor the past injections say already."""
    told = (*summary.why.indications, *summary.toxin_words, *(quoted(text, words(summary.language)) for text in summary.toxin_words))
    return tuple(fact for fact in note.detail if fact not in told)


def facts(note: Note, summary: Summary) -> tuple[str, ...]:
    """What page one prints of a note besides its sentence: not what stands here already, nothing long."""
    told = _news(note, summary)
    return told if sum(map(len, told)) <= (LONG if note.level == "NOTE" else LONG // 2) else ()


def late(note: Note, summary: Summary) -> tuple[str, ...]:
    """The facts of a note that are too long for page one: they stand with what the notes cover."""
    return () if facts(note, summary) else _news(note, summary)


def _block(summary: Summary, width: float, matter: int, rest: int, notes: int, others: bool, run: int = _ROWS) -> Block:
    say, meds = words(summary.language), summary.medicines
    columns = 2 if width > _TWO else 1
    each = (width - _COLUMN * (columns - 1)) / columns
    shown = [] if run == _NAMES else list(meds.matter[:matter])
    open_notes = [note for note in summary.notes if not told_with_medicine(note, shown)]
    hidden, away = [*meds.matter[matter:], *meds.rest[rest:]], open_notes[notes:]
    small = [] if others else [Item(term, value) for term, value in _others(summary)]
    left = []
    if run == _NAMES and (meds.matter or meds.rest):
        left.append(Left("medicines", say("paper.medicines"), tuple(_medicine_item(med, summary) for med in (*meds.matter, *meds.rest))))
    elif hidden:
        left.append(Left("medicines", say("paper.medicines"), tuple(_medicine_item(med, summary) for med in hidden)))
    if away or small:
        left.append(Left("notes", say("paper.notes"), (*small, *(_note_item(note, say) for note in away))))
    term = _term(summary)
    rows = [*_taken(summary, each - term, matter, rest, run), *_small(summary, each - term, others), *_noted(summary, each - term, open_notes[:notes], bool(away or small), run != _ROWS)]
    stacks = split(rows, columns)
    tall = max(sum(row.height for row in stack) for stack in stacks)
    named = run == _NAMES and bool(meds.matter or meds.rest)
    counts = {"medicines": ("paper.closed", len(meds.matter) + len(meds.rest)) if named else ("paper.more", len(hidden)), "notes": ("paper.more", len(away) + len(small))}
    sourced = any(note.scope or late(note, summary) for note in summary.notes)

    def draw(sheet: Sheet, x: float, y: float, places: Places) -> None:
        where = say("paper.scopes-on", page=places.page("scopes")) if sourced else ", ".join((*meds.refs, *summary.allergies.refs)[:2])
        heading(sheet, x, y, width, say("paper.medicines-title"), where)
        with sheet.tag("L"):
            for n, stack in enumerate(stacks):
                at = y + HEAD
                for row in stack:
                    _draw(sheet, x + n * (each + _COLUMN), at, term, each, row, counts, places)
                    at += row.height

    gone, found = len(meds.matter) - matter, [sum(note.level == "NOTE" for note in some) for some in (away, open_notes)]
    loss = (_MATTERS * (1 + gone / len(meds.matter)) if gone else 0.0) + (_FOUND * (1 + found[0] / found[1]) if found[0] else 0.0)
    loss += _BRIEF if named else 0.0
    whole = named and matter == len(meds.matter) and rest == len(meds.rest) and not (away or small)
    return Block(HEAD + tall, draw, tuple(left), loss, whole)


def _term(summary: Summary) -> float:
    """Width of the terms: the widest pill or word of them."""
    say = words(summary.language)
    pills = [pill_width(_word(found, say)) + 2 for med in summary.medicines.matter for found in _reasons(med, summary)[:1]]
    keys = ("takes", "also-takes", "allergy", "numbing", "seen", "off", "note", "data")
    return max([44.0, *pills, *(lay(Span(say(f"paper.{key}"), "narrow-bold", _SIZE), 90).width for key in keys)]) + 4.0


def _word(found: Flag | Note, say: Words) -> str:
    return say(f"paper.level-{found.level.lower()}") if found.level != "DATA" else say("paper.data")


def _draw(sheet: Sheet, x: float, y: float, term: float, width: float, row: _Row, counts: dict[str, tuple[str, int]], places: Places) -> None:
    with sheet.tag("LI"):
        with sheet.tag("Lbl"):
            if row.pill:
                pill(sheet, x + 0.6, y + 0.4, row.pill, strong=row.strong, width=pill_width(row.pill))
            else:
                sheet.flow(x, y, lay(Span(row.term, "narrow-bold", _SIZE), term))
        with sheet.tag("LBody"):
            at = sheet.flow(x + term, y + (max(0.0, (PILL - row.flow.leading) / 2 + 0.4) if row.pill else 0.0), row.flow)
            if row.key:
                kind, count = counts[row.key]
                more(sheet, x + term, at, count, places, row.key, width, kind)


def _taken(summary: Summary, width: float, matter: int, rest: int, run: int) -> list[_Row]:
    """Each medicine that matters on a row of its own, under the level of its finding, or all in one run; the others in one; then allergies."""
    say, meds = words(summary.language), summary.medicines
    rows, names = [], run == _NAMES
    if run in (_ALL_RUN, _NAMES) and matter:
        whole = (_mattering(med, _reasons(med, summary), say) for med in meds.matter[:matter])
        told = _names(meds.matter[:matter]) if names else whole
        rows.append(_Row(say("paper.takes"), lay(listed(told), width, 1.18)))
    for med in meds.matter[:matter] if run in (_ROWS, _NOTES) else ():
        found = _reasons(med, summary)
        rows.append(_Row(say("paper.takes"), lay(_mattering(med, found, say), width, 1.18), _word(found[0], say) if found else "", bool(found) and found[0].level in ("URGENT", "CI")))
    cut = "medicines" if names and (meds.matter or meds.rest) or matter < len(meds.matter) or rest < len(meds.rest) else ""
    named = [[Span(med.name, "narrow", _SIZE)] if names else _medicine(med, say) for med in meds.rest[:rest]]
    others = listed([*named, [Span(meds.status, "narrow-bold", _SIZE)]] if meds.status else named)
    if names and rows and not meds.rest and not meds.status:
        rows[-1] = rows[-1]._replace(key=cut)
    elif meds.rest or cut or meds.status or not meds.matter:
        if not (meds.matter or meds.rest):
            others = [Span(meds.status or say("paper.asked-not"), "narrow-bold", _SIZE)]
        rows.append(_Row(say("paper.also-takes" if meds.matter else "paper.takes"), lay(others, width) if rest or not cut or meds.status else Flow((), _SIZE, 0.0), key=cut))
    rows.append(_Row(say("paper.allergy"), lay(_allergies(summary), width)))
    return rows


def _names(meds: Sequence[Medicine]) -> list[list[Span]]:
    """Each by its name and the findings it matters for, kept together; the same told twice stands once."""
    told = dict.fromkeys((med.name, med.because) for med in meds)
    return [[Span(name + "\xa0", "narrow-bold", _SIZE), Span("(" + ",\xa0".join(because) + ")", "narrow", _SIZE)] for name, because in told]


def _small(summary: Summary, width: float, others: bool) -> list[_Row]:
    return [_Row(term, lay(Span(value, "narrow", _SIZE), width)) for term, value in _others(summary)] if others else []


def _noted(summary: Summary, width: float, notes: list[Note], cut: bool, run: bool) -> list[_Row]:
    """Notes one per row, or in one run; then the codes of DATA in one run."""
    say, rows = words(summary.language), []
    told = [_note(note, summary) for note in notes if note.level == "NOTE"]
    if run and told:
        rows.append(_Row(say("paper.note"), lay(listed(told), width, 1.18)))
    else:
        rows += [_Row(say("paper.note"), lay(spans, width, 1.18)) for spans in told]
    data = [_note(note, summary) for note in notes if note.level == "DATA"]
    if data:
        rows.append(_Row(say("paper.data"), lay(listed(data), width, 1.18)))
    if cut and notes:
        rows[-1] = rows[-1]._replace(key="notes")
    elif cut:
        rows.append(_Row(say("paper.notes"), Flow((), _NOTE, 0.0), key="notes"))
    return rows


def _mattering(med: Medicine, found: list[Flag | Note], say: Words) -> list[Span]:
    """Name, dose, value and its date; then each finding in its own words."""
    spans = [Span(med.name, "narrow-bold", 8.6)]
    spans += [Span("  " + part, "narrow", _SIZE) for part in (" ".join(filter(None, (med.dose, med.often))), med.reason) if part]
    spans += [Span("  " + part.replace(" ", "\xa0"), "narrow-bold", _SIZE) for part in med.extra]
    spans += [Span("  " + say("paper.typed"), "narrow", _SIZE)] if med.typed else []
    told = "; ".join(map(_reason, found)) or ", ".join(med.because)
    spans.append(Span(" – " + told, "narrow", _SIZE))
    return [*spans, Span("  " + med.refs[0], "narrow", REF)] if med.refs else spans


def _medicine(med: Medicine, say: Words) -> list[Span]:
    about = _about(med, say)
    return [Span(med.name, "narrow-bold", _SIZE), *([Span(" " + about, "narrow", _SIZE)] if about else [])]


def _about(med: Medicine, say: Words) -> str:
    typed = (say("paper.typed"),) if med.typed else ()
    return " ".join(part for part in (med.dose, med.often, med.reason, *med.extra, *typed) if part)


def _allergies(summary: Summary) -> list[Span]:
    told = summary.allergies
    items = [[Span(entry.name, "narrow-bold", _SIZE), *([Span(" – " + entry.reaction, "narrow", _SIZE)] if entry.reaction else [])] for entry in told.listed]
    items += [[Span(text, "narrow", _SIZE)] for text in told.also]
    if told.status:
        items.insert(len(told.listed), [Span(told.status, "narrow-bold" if not told.listed else "narrow", _SIZE)])
    return listed(items or [[Span(words(summary.language)("paper.asked-not"), "narrow-bold", _SIZE)]])


def _note(note: Note, summary: Summary) -> list[Span]:
    told = facts(note, summary)
    spans = [Span(note.id + "\xa0", "narrow-bold", _NOTE), Span(note.sentence, "narrow", _NOTE)]
    spans += [Span(f" ({'; '.join(told)})", "narrow", _NOTE)] if told else []
    return [*spans, Span("\xa0 " + "\xa0".join(note.refs[:2]), "narrow", REF)] if note.refs else spans
