"""Strip: what was flagged, what was asked and denied, what has no answer. Never cut, never shrunk; the rest of the page yields."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from intake.ask.words import Words, words
from intake.tell.pdf.first.head import REF, check_boxes, quoted
from intake.tell.pdf.paper.blocks import DOTS, Block, Item, Left, Places, listed
from intake.tell.pdf.paper.marks import PILL, pill, pill_width, state
from intake.tell.pdf.paper.sheet import BLACK, WHITE, Sheet
from intake.tell.pdf.text.flow import Flow, Span, lay
from intake.tell.pdf.text.sanitise import one_line
from intake.tell.summary import Flag, Named, Summary

SPINE = 16.0
_PAD = 6.0
_BOXES = 62.0
_ROW = 19.0
_SHIFT = 10.5
ROOMY, TIGHT = 8.0, 7.4
"""Sizes of the answers listed: where the page has room, and where it is full."""
_WHERE = 78.0
"""Width kept beside the title for where the long limits stand."""
LONG = 90
"""Characters of what limits a REVIEW finding: longer words stand on the page of what findings cover. A contraindication's stand here, always."""


@dataclass(frozen=True, slots=True)
class _Row:
    flag: Flag
    flow: Flow
    word: str

    @property
    def height(self) -> float:
        return max(self.flow.height + 4.0, _ROW)


@dataclass(frozen=True, slots=True)
class _List:
    """One kind of answer: its mark, its title with the count, its entries. A short kind is one paragraph, title and entries in a run."""

    kind: str
    title: Flow
    body: Flow

    @property
    def height(self) -> float:
        return self.title.height + self.body.height + 3.0


def strip(summary: Summary, width: float, size: float = ROOMY) -> Block:
    """The whole safety strip in the arrangement that needs least height: two columns, or the lists under the flags. `size` is that of the answers listed."""
    inner = width - SPINE - 3 * _PAD
    beside = [_strip(summary, width, inner * part, inner * (1 - part), size) for part in (0.68, 0.6, 0.52, 0.46, 0.42)] if summary.flags else []
    under = _under(summary, width, size)
    best = min((under, *beside), key=lambda block: block.height)
    return under if len(summary.flags) <= 2 and under.height < best.height + _ROW else best


def _under(summary: Summary, width: float, size: float) -> Block:
    """Flags over the whole width, the lists below them, over the whole width too."""
    inner = width - SPINE - 2 * _PAD
    rows, lists = flag_rows(summary, inner), answer_lists(summary, inner, size)
    title = _flagged(summary, rows, inner)
    above = title.height + 2 + sum(row.height for row in rows)
    height = above + 2.5 + sum(item.height for item in lists) + 2 * _PAD - 2

    def draw(sheet: Sheet, x: float, y: float, places: Places) -> None:
        _box(sheet, x, y, width, height)
        with sheet.tag("Sect"):
            _spine(sheet, x, y, height, len(rows), places.say)
            at, left = y + _PAD - 1, x + SPINE + _PAD
            with sheet.tag("P"):
                sheet.flow(left, at, title)
                _limits(sheet, left, at, inner, summary, places)
            draw_rows(sheet, left, at + title.height + 2, inner, rows, places.say)
            with sheet.artifact():
                sheet.rule(left, at + above, left + inner, at + above, 0.5)
            draw_lists(sheet, left, at + above + 2.5, lists)

    return Block(height, draw)


def _flagged(summary: Summary, rows: list[_Row], width: float) -> Flow:
    """How many were flagged. No flag is not "no risk": answers that are missing are said in the same breath."""
    say, open_ = words(summary.language), len(summary.not_answered) + len(summary.not_reached) + len(summary.declined)
    text = say("paper.flagged", count=len(rows)) if rows else say("paper.nothing-else" if summary.urgent else "paper.nothing-flagged")
    return lay(Span(text + (say("paper.but-open", count=open_) if open_ and not rows else ""), "narrow-bold", 8), width - (_WHERE if any(map(late, summary.flags)) else 0.0))


def _box(sheet: Sheet, x: float, y: float, width: float, height: float) -> None:
    with sheet.artifact():
        sheet.rect(x + 0.65, y + 0.65, width - 1.3, height - 1.3, stroke="0 G", weight=1.3)
        sheet.rect(x, y, SPINE, height, fill=BLACK)


def _spine(sheet: Sheet, x: float, y: float, height: float, count: int, say: Words) -> None:
    """ "SAFETY · 4" running upwards on the black spine; short strips say the number only."""
    for text in (say("paper.safety", count=count), str(count)):
        spine = lay(Span(text, "bold", 8), 200)
        if spine.width < height - 4:
            with sheet.tag("H2"):
                sheet.turned(x + SPINE / 2 + 2.9, y + (height + spine.width) / 2, spine.lines[0], WHITE)
            sheet.paper.bookmark(say("paper.safety", count=count), sheet, 1)
            return


def _strip(summary: Summary, width: float, left: float, right: float, size: float) -> Block:
    rows = flag_rows(summary, left)
    lists = answer_lists(summary, right, size)
    title = _flagged(summary, rows, left)
    height = max(title.height + 2 + sum(row.height for row in rows), sum(item.height for item in lists)) + 2 * _PAD - 1

    def draw(sheet: Sheet, x: float, y: float, places: Places) -> None:
        _box(sheet, x, y, width, height)
        with sheet.artifact():
            sheet.rule(x + SPINE + _PAD + left + _PAD / 2, y + _PAD, x + SPINE + _PAD + left + _PAD / 2, y + height - _PAD, 0.5)
        with sheet.tag("Sect"):
            _spine(sheet, x, y, height, len(rows), places.say)
            at = y + _PAD - 1
            with sheet.tag("P"):
                sheet.flow(x + SPINE + _PAD, at, title)
                _limits(sheet, x + SPINE + _PAD, at, left, summary, places)
            draw_rows(sheet, x + SPINE + _PAD, at + title.height + 2, left, rows, places.say)
            draw_lists(sheet, x + SPINE + 2 * _PAD + left, at, lists)

    return Block(height, draw)


def _limits(sheet: Sheet, x: float, y: float, width: float, summary: Summary, places: Places) -> None:
    """Where the long limits of findings stand."""
    if any(map(late, summary.flags)):
        sheet.flow(x, y, lay(Span(places.say("paper.limits-on", page=places.page("scopes")), "narrow", 7.4), _WHERE - 5), width=width, align="right")


def flag_rows(summary: Summary, width: float) -> list[_Row]:
    """CI and REVIEW findings, one row each: level, sentence, the label's scope, the patient's answer, boxes for staff."""
    say, rows = words(summary.language), []
    for flag in summary.flags:
        word = say(f"paper.level-{flag.level.lower()}")
        indent = _indent(summary)
        rows.append(_Row(flag, lay(_spans(flag, say), width - indent - _BOXES, 1.16), word))
    return rows


def _indent(summary: Summary) -> float:
    return max(pill_width(words(summary.language)(f"paper.level-{flag.level.lower()}")) for flag in summary.flags) + 5


def late(flag: Flag) -> bool:
    """Whether what limits a finding is too long for page one. On whose word the clinic tells it lower always stands there."""
    return flag.level == "REVIEW" and len(flag.scope) > LONG and not flag.lowered


def _spans(flag: Flag, say: Words) -> list[Span]:
    spans = [Span(flag.sentence, "narrow-bold", 8.6)]
    if flag.quotes:
        spans.append(Span("  " + "; ".join(quoted(one_line(text), say) for text in flag.quotes), "italic", 7.8))
    if flag.detail:
        spans.append(Span("  " + "; ".join(flag.detail), "narrow", 8))
    if flag.note:
        spans.append(Span("  " + flag.note, "narrow", 7.4))
    spans.append(Span("  " + "\xa0".join((flag.id, *flag.refs)), "narrow-bold", REF))
    if flag.scope and not late(flag):
        prefix = say("paper.per-label" if flag.level == "CI" else "paper.scope-of")  # a bare "Now" would read as the patient's
        spans.append(Span(f"\n{prefix} {flag.scope}", "narrow-bold" if flag.level == "CI" else "narrow", 7.4))
    if flag.staff:
        spans.append(Span("\n" + say("paper.staff-did", what="; ".join(flag.staff)), "narrow-bold", 7.4))
    return spans


def draw_rows(sheet: Sheet, x: float, y: float, width: float, rows: list[_Row], say: Words) -> float:
    indent = max((pill_width(row.word) for row in rows), default=0) + 5
    with sheet.tag("L"):
        for i, row in enumerate(rows):
            with sheet.tag("LI"):
                if i:
                    with sheet.artifact():
                        sheet.rule(x, y - 1.2, x + width, y - 1.2, 0.5, DOTS)
                pill(sheet, x + 1, y + 0.8, row.word, strong=row.flag.level != "REVIEW", width=pill_width(row.word))
                with sheet.tag("P"):
                    sheet.flow(x + indent, y + (PILL - row.flow.leading) / 2 + 0.6, row.flow)
                check_boxes(sheet, x + width - _BOXES + 5, y, (say("paper.checked"), say("paper.not-an-issue")))
            y += row.height
    return y


def answer_lists(summary: Summary, width: float, size: float) -> list[_List]:
    """Asked and denied; not answered; not reached; not sure; prefers not to say: five lists, each complete, never merged."""
    say, lists = words(summary.language), []
    for kind, entries in _kinds(summary):
        if entries or kind in ("denied", "not-answered"):
            bold = "narrow-bold" if kind == "not-answered" else "narrow"
            title, named = Span(say(f"paper.{kind}", count=len(entries)), "narrow-bold", 8), [_named(entry, kind, bold, size) for entry in entries]
            if kind == "denied":
                lists.append(_List(kind, lay(title, width - _SHIFT), lay(_by_topic(summary, entries, named, size), width) if entries else Flow((), size, 9.0)))
            else:
                lists.append(_List(kind, lay([title._replace(text=title.text.replace(" ", "\xa0") + "\xa0 "), *listed(named)], width - _SHIFT, 1.2), Flow((), size, 9.0)))
    return lists


def _by_topic(summary: Summary, entries: tuple[Named, ...], named: list[list[Span]], size: float) -> list[Span]:
    """A dot between answers, a bar where another topic of the form begins: allergies stand together, and so do nerves and muscles."""
    topics = {line.link_id: n for n, section in enumerate(summary.transcript) for line in section.rows}
    spans: list[Span] = []
    for _, group in groupby(zip(entries, named, strict=True), key=lambda one: topics.get(one[0].link_id)):
        if spans:
            spans[-1] = spans[-1]._replace(text=spans[-1].text + "\xa0")
            spans.append(Span("| ", "narrow-bold", size))
        spans += listed((label for _, label in group), whole=26 if size == ROOMY else 12)
    return spans


def _kinds(summary: Summary) -> tuple[tuple[str, tuple[Named, ...]], ...]:
    return ("denied", summary.denied), ("not-answered", summary.not_answered), ("not-reached", summary.not_reached), ("not-sure", summary.not_sure), ("declined", summary.declined)


def _named(entry: Named, kind: str, style: str, size: float = TIGHT) -> list[Span]:
    ref = f" ({entry.ref})" if entry.ref and kind != "denied" else ""
    return [Span(entry.label + ref, style, size)]


def draw_lists(sheet: Sheet, x: float, y: float, lists: list[_List]) -> float:
    with sheet.tag("L"):
        for item in lists:
            with sheet.tag("LI"):
                with sheet.artifact():
                    state(sheet, x, y + 1.7, item.kind)
                with sheet.tag("Lbl"):
                    sheet.flow(x + _SHIFT, y, item.title)
                if item.body.lines:
                    with sheet.tag("LBody"):
                        sheet.flow(x, y + item.title.height, item.body)
            y += item.height
    return y


def split_strip(summary: Summary, width: float, room: float) -> Block:
    """A strip too tall for page one: as many whole flags as fit, one under the other, and the rest, with the lists, on the next page.

    Nothing is dropped: what moves is counted here in bold and printed whole as the first thing of the next page.
    """
    say = words(summary.language)
    inner = width - SPINE - 2 * _PAD
    rows = flag_rows(summary, inner)
    lists = answer_lists(summary, inner, TIGHT)
    notice = lay(Span("x", "narrow-bold", 8.4), inner).leading + 4
    shown, used = 0, notice + 2 * _PAD
    while shown < len(rows) and used + rows[shown].height <= room:
        used += rows[shown].height
        shown += 1
    here: list[_List] = []
    if shown == len(rows):
        for item in lists:
            if used + item.height <= room:
                used += item.height
                here.append(item)
    away = [(item, entries) for item, entries in zip(lists, (e for k, e in _kinds(summary) if e or k in ("denied", "not-answered")), strict=True) if item not in here]
    count = sum(len(entries) for _, entries in away)

    def draw(sheet: Sheet, x: float, y: float, places: Places) -> None:
        _box(sheet, x, y, width, used)
        with sheet.tag("Sect"):
            _spine(sheet, x, y, used, len(rows), places.say)
            key = "paper.strip-goes-on" if shown < len(rows) else "paper.strip-answers-go-on"
            with sheet.tag("P"):
                at = sheet.flow(x + SPINE + _PAD, y + _PAD - 1, lay(Span(say(key, shown=shown, total=len(rows), count=count, page=places.page("safety")), "narrow-bold", 8.4), inner)) + 2
            at = draw_rows(sheet, x + SPINE + _PAD, at, inner, rows[:shown], places.say)
            draw_lists(sheet, x + SPINE + _PAD, at, here)

    rest = [Item(f"{row.word} – {row.flag.sentence}", flag_text(row.flag, say), (row.flag.id, *row.flag.refs)) for row in rows[shown:]]
    rest += [Item(say(f"paper.{item.kind}", count=len(entries)), "  ·  ".join(_named(entry, item.kind, "")[0].text for entry in entries) or say("paper.none")) for item, entries in away]
    return Block(used, draw, (Left("safety", say("paper.safety-rest"), tuple(rest)),))


def flag_text(flag: Flag, say: Words) -> str:
    """Everything a flag says, as one text."""
    quotes = "; ".join(quoted(text, say) for text in flag.quotes)
    return "; ".join(part for part in (quotes, *flag.detail, flag.note, _limit(flag, say), *flag.staff) if part)


def _limit(flag: Flag, say: Words) -> str:
    """What limits a finding, under its name: a bare "Now" would read as the patient's."""
    return f"{say('paper.per-label' if flag.level == 'CI' else 'paper.scope-of')} {flag.scope}" if flag.scope else ""
