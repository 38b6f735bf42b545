"""Evidence: criteria the answers speak to, each with its status; never verified, never a coverage decision."""

from __future__ import annotations

from intake.ask.words import Words, words
from intake.tell.pdf.first.head import REF
from intake.tell.pdf.paper.blocks import DOTS, HEAD, MORE, Block, Draw, Item, Left, Places, closed, headed, listed, lower, nothing, split
from intake.tell.pdf.paper.marks import count, status
from intake.tell.pdf.paper.sheet import Sheet
from intake.tell.pdf.text.flow import Flow, Span, lay
from intake.tell.summary import CriterionLine, Part, Summary

_SIZE = 7.6
_COLUMN, _TWO = 14.0, 400.0
_NARROWEST = 150.0
"""A column of lines without their evidence is at least this wide."""
_GONE = 4.0
"""How bad it is that a line has no status on page one: worse than a block in the fewest words or than one that is closed."""
_ONLY_IDS = 0.5
"""How bad it is that of the lines only the status and the id stand."""
_MARK = 13.0
_KINDS = {"MET": "met", "PATTERN PRESENT": "met", "NOT MET": "not met", "NOT PRESENT": "not met"}


def criteria(summary: Summary, width: float) -> list[Block]:
    """The table with what each line rests on; then only that of lines that are not met; then the status of each, with what keeps it from being met, and alone; then each as status and id in a run; then fewer lines. No line: nothing."""
    if not summary.criteria:
        return [nothing()]
    say = words(summary.language)
    count = len(summary.criteria)
    statuses = [_statuses(summary, count, width, opened=True), *(_statuses(summary, n, width) for n in range(count, 0, -1))]
    return lower([_table(summary, width), _table(summary, width, met=False), *statuses[:2], _ids(summary, width), *statuses[2:], closed("criteria", summary.criteria_heading or say("paper.criteria"), _items(summary.criteria, say), width, _GONE)])


def criteria_height(summary: Summary, width: float) -> float:
    """Height of the whole table at this width."""
    return _table(summary, width).height


def _each(summary: Summary, width: float) -> float:
    """Width of a column: where there is room the lines stand in two."""
    return (width - _COLUMN) / 2 if width > _TWO and len(summary.criteria) > 1 else width


class _Row:
    """One line: symbol, words, status in words, and the answers it rests on.

    What was met the evidence says already; of the parts only those stand here that are not met or unclear.
    """

    def __init__(self, line: CriterionLine, width: float, say: Words, evidence: bool):
        self.line = line
        inner = width - _MARK
        self.status = lay(Span(_status(line, say), "narrow-bold", 8), 90)
        self.head = lay([Span(line.label, "narrow-bold", 8.4), Span("  " + line.id, "narrow", REF)], inner - self.status.width - 8, 1.14)
        told = open_parts(line)
        refs = [Span("  " + ranges(line.refs), "narrow", REF)] if line.refs else []
        self.text = lay([*_parts(line.evidence, told, say), *refs], inner, 1.16) if evidence and (line.evidence or told or refs) else None
        self.height = max(13.0, self.head.height + (self.text.height if self.text else 0.0) + 4.0)

    def draw(self, sheet: Sheet, x: float, y: float, width: float) -> None:
        _mark(sheet, x, y + 2.6, self.line)
        with sheet.tag("TH"):
            bottom = sheet.flow(x + _MARK, y + 1.6, self.head)
        with sheet.tag("TD"):
            sheet.flow(x, y + 1.6, self.status, width=width, align="right")
        if self.text:
            with sheet.tag("TD"):
                sheet.flow(x + _MARK, bottom, self.text)


class _Brief:
    """One line in the least room: symbol, status in words, what it is a criterion of, and, when `opened`, what keeps it from being met."""

    def __init__(self, line: CriterionLine, width: float, say: Words, opened: bool):
        self.line = line
        told = open_parts(line) if opened else ()
        why = [Span("  ", "narrow", _SIZE), *_parts("", told, say)] if told else []
        self.flow = lay([Span(_status(line, say).replace(" ", "\xa0") + "  ", "narrow-bold", 8), Span(line.label, "narrow", 8), Span("  " + line.id, "narrow", REF), *why], width - _MARK, 1.12)
        self.height = max(11.0, self.flow.height + 1.6)

    def draw(self, sheet: Sheet, x: float, y: float, width: float) -> None:
        _mark(sheet, x, y + 1.0, self.line)
        with sheet.tag("TD"):
            sheet.flow(x + _MARK, y, self.flow)


def _mark(sheet: Sheet, x: float, y: float, line: CriterionLine) -> None:
    with sheet.artifact():
        n, _, of = line.status.partition("/")
        if n.isdigit() and of.isdigit():
            count(sheet, x, y, int(n), int(of))
        else:
            status(sheet, x, y, _KINDS.get(line.status, "unclear"))


def open_parts(line: CriterionLine) -> tuple[Part, ...]:
    """The parts that keep a line from being met; none where it is met."""
    return () if _KINDS.get(line.status) == "met" else tuple(part for part in line.parts if part.status != "met")


def ranges(refs: tuple[str, ...]) -> str:
    """Question numbers in few words: ("Q34", "Q35", "Q36", "Q79.1") is "Q34–36 Q79"."""
    numbers = sorted({int(number) for ref in refs if (number := ref[1:].partition(".")[0]).isdigit()})
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return " ".join(f"Q{run[0]}" if len(run) == 1 else f"Q{run[0]}–{run[-1]}" for run in runs)


def _status(line: CriterionLine, say: Words) -> str:
    """The status in words; "2/4" is a number in every language."""
    key = f"paper.criterion-{line.status.lower().replace(' ', '-')}"
    return say(key) if key in say else line.status


def _held(status: str, say: Words) -> str:
    """The status of one part in words."""
    key = f"paper.part-{status.replace(' ', '-')}"
    return say(key) if key in say else status


def _parts(evidence: str, told: tuple[Part, ...], say: Words) -> list[Span]:
    spans = [Span(evidence, "narrow", _SIZE)] if evidence else []
    for part in told:
        if spans:
            spans.append(Span(" · ", "narrow", _SIZE))
        news = part.evidence and part.evidence not in evidence
        spans.append(Span(say("notice.named", name=part.text, value=""), "narrow", _SIZE))
        spans.append(Span(_held(part.status, say), "narrow-bold", _SIZE))
        spans += [Span(f" ({part.evidence})", "narrow", _SIZE)] if news else []
    return spans


def _table(summary: Summary, width: float, met: bool = True) -> Block:
    """Every line with what it rests on; without `met` that of the lines which are met stands on a later page."""
    say, each = words(summary.language), _each(summary, width)
    made = [_Row(line, each, say, met or _KINDS.get(line.status) != "met") for line in summary.criteria]
    draw, height = _columns(summary, split(made, 2 if each < width else 1), each, width, ruled=True)
    return Block(height, draw) if met else _with_evidence_later(summary, draw, height, width, len(made))


def _statuses(summary: Summary, shown: int, width: float, opened: bool = False) -> Block:
    """The status of so many lines, in as many columns as need least height. What all of them rest on stands on a later page."""
    say = words(summary.language)
    arranged = []
    for columns in (1, 2, 3):
        each = (width - _COLUMN * (columns - 1)) / columns
        if columns == 1 or each > _NARROWEST:
            arranged.append((split([_Brief(line, each, say, opened) for line in summary.criteria[:shown]], columns), each))
    stacks, each = min(arranged, key=lambda one: max(sum(row.height for row in stack) for stack in one[0]))
    draw, height = _columns(summary, stacks, each, width)
    return _with_evidence_later(summary, draw, height, width, shown)


def _ids(summary: Summary, width: float) -> Block:
    """The status of every line with its id only, in a run under the title."""
    say, title = words(summary.language), _title(summary, width)
    told = [[Span(_status(line, say) + " ", "narrow-bold", 8), Span(line.id, "narrow", 8)] for line in summary.criteria]
    flow = lay(listed(told, whole=40), width, 1.12)

    def draw(sheet: Sheet, x: float, y: float, places: Places) -> None:
        bottom = headed(sheet, x, y, width, "".join(span.text for span in _heading(summary)), title)
        with sheet.tag("P"):
            sheet.flow(x, bottom + 1.0, flow)

    return _with_evidence_later(summary, draw, title.height + flow.height + 5.0, width, len(summary.criteria))._replace(loss=_ONLY_IDS)


def _with_evidence_later(summary: Summary, rows: Draw, height: float, width: float, shown: int) -> Block:
    """Rows for so many lines, and under them the page on which stands what all lines rest on."""
    say, count = words(summary.language), len(summary.criteria)
    title = _title(summary, width)

    def where(page: str) -> Flow:
        text = say("paper.evidence-on", count=count, page=page)
        return lay(Span((f"+ {count - shown} · " if shown < count else "") + text, "narrow-bold", 8), width)

    beside = len(title.lines) == 1 and title.width + where("88").width + _COLUMN < width

    def draw(sheet: Sheet, x: float, y: float, places: Places) -> None:
        rows(sheet, x, y, places)
        with sheet.tag("P"):
            sheet.flow(x, y + (1.8 if beside else height), where(places.page("criteria")), width=width, align="right" if beside else "left")

    left = Left("criteria", summary.criteria_heading or say("paper.criteria"), _items(summary.criteria, say))
    return Block(height + (0.0 if beside else MORE), draw, (left,), _GONE * (1 + (count - shown) / count) if shown < count else 0.0, whole=shown == count)


def _columns(summary: Summary, stacks, each: float, width: float, *, ruled: bool = False) -> tuple[Draw, float]:
    """Heading and rows side by side; and their height."""
    title = _title(summary, width)
    top = HEAD + title.height - 8.5

    def draw(sheet: Sheet, x: float, y: float, places: Places) -> None:
        headed(sheet, x, y, width, "".join(span.text for span in _heading(summary)), title)
        with sheet.tag("Table"):
            for n, stack in enumerate(stacks):
                at, left = y + top, x + n * (each + _COLUMN)
                for i, row in enumerate(stack):
                    if i and ruled:
                        with sheet.artifact():
                            sheet.rule(left, at, left + each, at, 0.5, DOTS)
                    with sheet.tag("TR"):
                        row.draw(sheet, left, at, each)
                    at += row.height

    return draw, top + max(sum(row.height for row in stack) for stack in stacks)


def _heading(summary: Summary) -> list[Span]:
    """The fixed words, then when the rules were checked, where the words do not say it."""
    say = words(summary.language)
    said = summary.criteria_heading or say("paper.criteria")
    dates = sorted({line.checked_on for line in summary.criteria if line.checked_on})
    told = [Span("   " + say("paper.checked-on", date=", ".join(dates)), "narrow", 7.2)] if dates and not any(day in said for day in dates) else []
    return [Span(said, "bold", 7.4), *told]


def _title(summary: Summary, width: float) -> Flow:
    return lay(_heading(summary), width, 1.15)


def _items(lines, say: Words) -> tuple[Item, ...]:
    return tuple(Item(f"{line.label} – {_status(line, say)}", item_text(line, say), (line.id, *line.refs)) for line in lines)


def item_text(line: CriterionLine, say: Words) -> str:
    """One line of evidence in words, each part with its status, for the list of a later page."""
    parts = [say("notice.named", name=part.text, value=_held(part.status, say)) + (f" ({part.evidence})" if part.evidence else "") for part in line.parts]
    return "; ".join([*([line.evidence] if line.evidence else []), *parts])


def parts_text(line: CriterionLine, say: Words) -> str:
    """Every part of a line under its status: "met: a; b · not met: c"."""
    kinds = dict.fromkeys(part.status for part in line.parts)
    return " · ".join(say("notice.named", name=_held(kind, say), value="; ".join(part.text for part in line.parts if part.status == kind)) for kind in kinds)
