"""What was found: flags with the answers they rest on, what was denied, what was left blank, notes and criteria."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from intake.save.record import CriterionKept, Entry, Languages, Noticed
from intake.save.say import day, say
from intake.tell.summary.chart import Chart, Placed, code_of
from intake.tell.summary.sheet import Context, CriterionLine, Flag, Named, Note, Part

NO = frozenset({"no", "none", "false"})
"""Codes that deny. A question is denied only when it was asked and answered with one of these and nothing else."""

BARE = NO | {"yes", "true", "unsure"}
"""Codes whose words do not say what was asked."""

ALSO_PERTINENT = ("safety-",)
"""Questions whose No the provider reads although a blank in them is not critical (dossier 2.3)."""

NO_FOLLOW_UPS = frozenset({"condition-second"})
"""Questions of their own although their linkId begins with that of another."""

LISTED_ELSEWHERE = frozenset({"medicines-any", "allergies-any", "toxin-ever", "treatments-any", "safety-milk-belly"})
"""Their No is told by the lists of medicines, allergies, injections and treatments ("none (asked, said no)")."""


def flags(chart: Chart, levels: Iterable[str]) -> tuple[Flag, ...]:
    """Findings of these levels, in the order of the record (level, then id)."""
    return tuple(_flag(chart, found) for found in chart.record.findings if found.level in tuple(levels))


def _flag(chart: Chart, found: Noticed) -> Flag:
    detail = _detail(chart, found)
    return Flag(
        id=found.id,
        level=found.level,
        word=chart.words(f"summary.level.{found.level}"),
        sentence=say(found.text, chart.language),
        quotes=tuple(q for q in quotes(chart, found.because) if chart.words("notice.quoted", text=q) not in detail),
        scope=_scope(chart, found.id, found.scope),
        detail=detail,
        refs=chart.refs(found.because),
        staff=_staff(chart, found.id),
        note=_note(chart, found.because),
        lowered=any(one.kind == "level" and one.name == found.id for one in chart.record.settings),
    )


def _note(chart: Chart, because: Iterable[str]) -> str:
    """The language of the words typed under the questions a finding rests on, where it is not the provider's."""
    placed = [at for address in because if (at := chart.place(address))]
    entries = [entry for at in placed for entry in (at.entry, *_follow_ups(chart, at))]
    return next(filter(None, map(chart.written, entries)), "")


def _scope(chart: Chart, rule: str, scope: Languages) -> str:
    """What limits a finding, and which of its thresholds the clinic set itself."""
    return " · ".join(filter(None, (say(scope, chart.language), *chart.set_here(rule))))


def _detail(chart: Chart, found: Noticed) -> tuple[str, ...]:
    return tuple(say(fact, chart.language) for fact in found.detail)


def quotes(chart: Chart, because: Iterable[str]) -> tuple[str, ...]:
    """The patient's answers behind a finding, and what was said in the follow-ups of those questions ("What happened?").

    Where a finding rests on several questions, a bare "Yes" or "No" stands after the short words of its own.
    """
    said: dict[str, None] = {}
    rests_on = [placed for address in because if (placed := chart.place(address))]
    told = {id(follow) for placed in rests_on for follow in _follow_ups(chart, placed)}
    several = len({placed.entry.link_id for placed in rests_on if id(placed.entry) not in told}) > 1
    for placed in rests_on:
        if id(placed.entry) in told:
            continue  # said after the question it follows, with its own words: a "No" alone beside a flag would deny the flag
        said |= dict.fromkeys(_clear(chart, placed.entry) if several else chart.answers(placed.entry))
        for follow in _follow_ups(chart, placed):
            words = chart.answers(follow)
            typed = any(answer.typed for answer in follow.answers)
            said |= dict.fromkeys(words if typed else (f"{chart.text(follow)} {', '.join(words)}",) if words else ())
    return tuple(said)


def _clear(chart: Chart, entry: Entry) -> tuple[str, ...]:
    """The answers; after the short words of the question where they would fit any other as well."""
    words = chart.answers(entry)
    bare = bool(words) and bool(entry.short) and set(entry.codes or (code_of(entry),)) <= BARE
    return (chart.words("notice.named", name=chart.label(entry), value=", ".join(words)),) if bare else words


def _follow_ups(chart: Chart, placed: Placed) -> Iterable[Entry]:
    before = placed.entry.link_id + "-"
    for other in chart.placed:
        begins = other.entry.link_id.startswith(before) and other.entry.link_id not in NO_FOLLOW_UPS
        if begins and other.rows == placed.rows and other.entry.status == "answered":
            yield other.entry


def _staff(chart: Chart, rule: str) -> tuple[str, ...]:
    """What staff noted about a finding: the action on an alert, the check of a finding."""
    notes = []
    for group, answer in (("staff-urgent", "action"), ("staff-finding", "status")):
        for row in chart.rows(group):
            parts = {name: ", ".join(chart.answers(p.entry)) for name, p in row.entries.items()}
            if parts.get(f"{group}-rule") == rule:
                said = (parts.get(f"{group}-{name}", "") for name in (answer, "by", "time", "words"))
                notes.append(" · ".join(filter(None, said)))
    return tuple(notes)


def notes(chart: Chart) -> tuple[Note, ...]:
    """NOTE, then DATA. A blank that S-30 names is listed by its words."""
    return tuple(
        Note(
            found.id,
            found.level,
            say(found.text, chart.language),
            (*(_detail(chart, found) or _grounds(chart, found.because)), *chart.set_here(found.id)),
            chart.refs(found.because),
            say(found.scope, chart.language) if found.level == "NOTE" else "",
        )
        for found in chart.record.findings
        if found.level in ("NOTE", "DATA")
    )


def _grounds(chart: Chart, because: tuple[str, ...]) -> tuple[str, ...]:
    """What a note rests on: the answers, or the names of the questions left blank."""
    blank = [placed.entry for address in because if (placed := chart.place(address)) and chart.blank(placed.entry)]
    left = dict.fromkeys(chart.label(entry) for entry in blank if entry.reached)
    after = dict.fromkeys(chart.label(entry) for entry in blank if not entry.reached)
    told = (chart.words("summary.not-reached-too", names=" · ".join(after)),) if after else ()
    return quotes(chart, because) or (*left, *told)


def denied(chart: Chart) -> tuple[Named, ...]:
    """Asked and answered No, among what is pertinent: critical questions and those the author gave short words for."""

    def is_denied(entry: Entry) -> bool:
        return _is_pertinent(entry) and entry.status == "answered" and _codes(entry) <= NO

    return _named(chart, is_denied)


def _is_pertinent(entry: Entry) -> bool:
    if entry.link_id in LISTED_ELSEWHERE or entry.audience == "staff":
        return False
    return entry.critical or bool(entry.short) or entry.link_id.startswith(ALSO_PERTINENT)


def _codes(entry: Entry) -> set[str]:
    """Codes and booleans of an entry; a number or typed words make it deny nothing."""
    return set(entry.codes) if len(entry.codes) == len(entry.answers) else {code_of(entry) or "?"}


def not_answered(chart: Chart) -> tuple[Named, ...]:
    """Asked, expected or critical, and left blank or not understood."""
    return _named(chart, lambda entry: entry.status in ("not-answered", "invalid") and (entry.critical or entry.expected))


def not_reached(chart: Chart) -> tuple[Named, ...]:
    """Expected or critical, and the visit ended before it came to them."""
    return _named(chart, lambda entry: not entry.reached and (entry.critical or entry.expected))


def not_sure(chart: Chart) -> tuple[Named, ...]:
    """Answered "Not sure". Never counts as No."""
    return _named(chart, lambda entry: entry.status == "answered" and "unsure" in entry.codes)


def declined(chart: Chart) -> tuple[Named, ...]:
    """Preferred not to say."""
    return _named(chart, lambda entry: entry.status == "declined")


def _named(chart: Chart, wanted: Callable[[Entry], bool]) -> tuple[Named, ...]:
    return tuple(
        Named(chart.label(placed.entry), chart.ref(placed.address), placed.entry.link_id)
        for placed in chart.placed
        if placed.entry.audience != "staff" and wanted(placed.entry)
    )


def criteria(chart: Chart, printed: Callable[[CriterionKept], bool]) -> tuple[CriterionLine, ...]:
    """The lines a clinic prints, in the order of the record."""
    return tuple(
        CriterionLine(
            id=line.id,
            label=say(line.text, chart.language),
            status=line.status,
            evidence="; ".join(filter(None, (say(line.evidence, chart.language), _early(chart, line), *chart.set_here(line.id)))),
            parts=tuple(Part(say(part.text, chart.language), part.status, say(part.evidence, chart.language)) for part in line.parts),
            scope=say(line.scope, chart.language),
            source=line.source,
            checked_on=day(line.checked_on, chart.language),
            refs=chart.refs(line.because or [address for part in line.parts for address in part.because]),
        )
        for line in chart.record.criteria
        if printed(line)
    )


def _early(chart: Chart, line: CriterionKept) -> str:
    """Rules see a blank and call it not answered; in a visit that ended early nobody may have been asked."""
    open_ = line.status == "UNCLEAR" or any(part.status == "unclear" for part in line.parts)
    return chart.words("summary.ended-early") if open_ and not chart.record.complete else ""


def context(chart: Chart) -> tuple[Context, ...]:
    """What the literature said on the day of the visit, each sentence with its source, grade and date."""
    return tuple(
        Context(
            say(one.text, chart.language),
            chart.words("summary.context-source", source=one.source, grade=one.grade, date=day(one.checked_on, chart.language)),
        )
        for one in chart.record.context
    )
