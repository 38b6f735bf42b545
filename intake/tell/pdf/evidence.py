"""Evidence: criteria the answers speak to, each with its status; never verified, never a coverage decision."""

from __future__ import annotations

from intake.ask.words import Words, words
from intake.tell.pdf.blocks import DOTS, HEAD, MORE, Block, Item, Left, Places, closed, lower, more, nothing, split
from intake.tell.pdf.flow import Flow, Span, lay
from intake.tell.pdf.marks import count, status
from intake.tell.pdf.paper import Sheet
from intake.tell.summary import CriterionLine, Summary

_SIZE = 7.6
_COLUMN, _TWO = 14.0, 400.0
_KINDS = {"MET": "met", "PATTERN PRESENT": "met", "NOT MET": "not met", "NOT PRESENT": "not met"}


def criteria(summary: Summary, width: float) -> list[Block]:
    """The table with every part, then without met parts, then the status of each alone, then fewer lines. No line: nothing."""
    if not summary.criteria:
        return [nothing()]
    say, each = words(summary.language), _each(summary, width)
    full = [_Row(line, each, say, parts=True) for line in summary.criteria]
    short = [_Row(line, each, say, parts=False) for line in summary.criteria]
    brief = [_Row(line, each, say, parts=False, evidence=False) for line in summary.criteria]
    fewer = [_table(summary, brief, n, width, brief=True) for n in range(len(brief), 0, -1)]
    return lower([_table(summary, full, len(full), width), _table(summary, short, len(short), width), *fewer,
                  closed("criteria", summary.criteria_heading or say("paper.criteria"), _items(summary.criteria, say), width)])


def criteria_height(summary: Summary, width: float) -> float:
    """Height of the whole table at this width."""
    say = words(summary.language)
    return _table(summary, [_Row(line, _each(summary, width), say, parts=True) for line in summary.criteria], len(summary.criteria), width).height


def _each(summary: Summary, width: float) -> float:
    """Width of a column: where there is room the lines stand in two."""
    return (width - _COLUMN) / 2 if width > _TWO and len(summary.criteria) > 1 else width


class _Row:
    """One line: symbol, words, status in words, and the answers it rests on."""

    def __init__(self, line: CriterionLine, width: float, say: Words, *, parts: bool, evidence: bool = True):
        self.line = line
        inner = width - 13
        self.status = lay(Span(_status(line, say), "narrow-bold", 8), 90)
        self.head = lay([Span(line.label, "narrow-bold", 8.4), Span("  " + line.id, "narrow", 7)], inner - self.status.width - 8, 1.14)
        text = [line.evidence] if line.evidence else []
        told = [part for part in line.parts if parts or part.status != "met"]
        refs = Span("  " + ranges(line.refs), "narrow", 7) if line.refs else None
        self.text = None if not evidence else lay([*_parts(text, told, say), *([refs] if refs else [])], inner, 1.16) if text or told or refs else None
        self.height = max(13.0, self.head.height + (self.text.height if self.text else 0.0) + 4.0)

    def draw(self, sheet: Sheet, x: float, y: float, width: float) -> None:
        with sheet.artifact():
            n, _, of = self.line.status.partition("/")
            if n.isdigit() and of.isdigit():
                count(sheet, x, y + 2.6, int(n), int(of))
            else:
                status(sheet, x, y + 2.6, _KINDS.get(self.line.status, "unclear"))
        with sheet.tag("TH"):
            bottom = sheet.flow(x + 13, y + 1.6, self.head)
        with sheet.tag("TD"):
            sheet.flow(x, y + 1.6, self.status, width=width, align="right")
        if self.text:
            with sheet.tag("TD"):
                sheet.flow(x + 13, bottom, self.text)


def ranges(refs: tuple[str, ...]) -> str:
    """Question numbers in few words: ("Q34", "Q35", "Q36", "Q79.1") is "Q34–Q36, Q79"."""
    numbers = sorted({int(number) for ref in refs if (number := ref[1:].partition(".")[0]).isdigit()})
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"Q{run[0]}" if len(run) == 1 else f"Q{run[0]}{'–' if len(run) > 2 else ', '}Q{run[-1]}" for run in runs)


def _status(line: CriterionLine, say: Words) -> str:
    """The status in words; "2/4" is a number in every language."""
    key = f"paper.criterion-{line.status.lower().replace(' ', '-')}"
    return say(key) if key in say else line.status


def _held(status: str, say: Words) -> str:
    """The status of one part in words."""
    key = f"paper.part-{status.replace(' ', '-')}"
    return say(key) if key in say else status


def _parts(text: list[str], told, say: Words) -> list[Span]:
    spans = [Span("; ".join(text), "narrow", _SIZE)] if text else []
    for part in told:
        if spans:
            spans.append(Span(" · ", "narrow", _SIZE))
        news = part.evidence and part.evidence not in text[0] if text else part.evidence
        spans.append(Span(say("notice.named", name=part.text, value=""), "narrow", _SIZE))
        spans.append(Span(_held(part.status, say) + (f" ({part.evidence})" if news else ""), "narrow" if part.status == "met" else "narrow-bold", _SIZE))
    return spans


def _table(summary: Summary, rows: list[_Row], shown: int, width: float, *, brief: bool = False) -> Block:
    """So many lines. A brief one leaves all of them for later: their status stands here, what it rests on there."""
    say = words(summary.language)
    title = _title(summary, width)
    top = HEAD + title.height - 8.5
    rest, each = summary.criteria[shown:], _each(summary, width)
    stacks = split(rows[:shown], 2 if each < width else 1)
    tall = max(sum(row.height for row in stack) for stack in stacks)
    away = summary.criteria if brief else rest
    height = top + tall + (MORE if away else 0.0)
    left = (Left("criteria", summary.criteria_heading or say("paper.criteria"), _items(away, say)),) if away else ()

    def draw(sheet: Sheet, x: float, y: float, places: Places) -> None:
        with sheet.artifact():
            sheet.rule(x, y, x + width, y, 1.0)
        with sheet.tag("H2"):
            sheet.flow(x, y + 2.2, title)
        with sheet.tag("Table"):
            for n, stack in enumerate(stacks):
                at, left_x = y + top, x + n * (each + _COLUMN)
                for i, row in enumerate(stack):
                    if i:
                        with sheet.artifact():
                            sheet.rule(left_x, at, left_x + each, at, 0.5, DOTS)
                    with sheet.tag("TR"):
                        row.draw(sheet, left_x, at, each)
                    at += row.height
        if brief:
            text = places.say("paper.evidence-on", count=len(away), page=places.page("criteria"))
            with sheet.tag("P"):
                sheet.flow(x, y + top + tall, lay(Span((f"+ {len(rest)} · " if rest else "") + text, "narrow-bold", 8), width))
        elif rest:
            more(sheet, x, y + top + tall, len(rest), places, "criteria", width)

    return Block(height, draw, left)


def _title(summary: Summary, width: float) -> Flow:
    say = words(summary.language)
    heading_text = summary.criteria_heading or say("paper.criteria")
    dates = sorted({line.checked_on for line in summary.criteria if line.checked_on})
    spans = [Span(heading_text, "bold", 7.4)]
    if dates and not any(day in heading_text for day in dates):
        spans.append(Span("   " + say("paper.checked-on", date=", ".join(dates)), "narrow", 7.2))
    return lay(spans, width, 1.15)


def _items(lines, say: Words) -> tuple[Item, ...]:
    return tuple(Item(f"{line.label} – {_status(line, say)}", item_text(line, say), (line.id, *line.refs)) for line in lines)


def item_text(line: CriterionLine, say: Words) -> str:
    """One line of evidence in words, for the list of a later page."""
    parts = [say("notice.named", name=part.text, value=_held(part.status, say)) + (f" ({part.evidence})" if part.evidence else "") for part in line.parts]
    return "; ".join([*([line.evidence] if line.evidence else []), *parts])
