"""Notation: the dossier's ways of reading an answer (ROW, LIST, PAIR, worst level), shared by every pack's rules."""

from __future__ import annotations

from intake.ask.form import Item
from intake.hear.answers import Where
from intake.notice.finding import Level
from intake.notice.view import View

NOT_A_SIGN = frozenset({"none", "no", "unsure", "checked"})


def worst(*levels: Level | None) -> Level | None:
    """The most urgent of the levels; None if there is none. One rule is one finding at its highest level."""
    return min((level for level in levels if level is not None), key=lambda level: level.rank, default=None)


def level_if(level: Level, *holds: bool) -> Level | None:
    """The level when anything holds. All are looked at, so that each reason is kept."""
    return level if any(holds) else None


def row(v: View, question: str, follow_up: str) -> Level | None:
    """ROW(x, x-now): yes is URGENT, checked by a doctor is REVIEW, not sure asks whether it happens now."""
    if v.has(question, {"yes"}):
        return Level.URGENT
    if v.has(question, {"unsure"}):
        return unsettled(v, follow_up)
    return level_if(Level.REVIEW, v.has(question, {"checked"}))


def tick_list(v: View, question: str, follow_up: str) -> Level | None:
    """LIST(x, x-now): any sign ticked is URGENT; otherwise `checked` is REVIEW and `unsure` as in ROW, the higher of both."""
    if v.has(question, v.codes(question) - NOT_A_SIGN):
        return Level.URGENT
    unsure = unsettled(v, follow_up) if v.has(question, {"unsure"}) else None
    return worst(unsure, level_if(Level.REVIEW, v.has(question, {"checked"})))


def pair(v: View, first: str, second: str, follow_up: str) -> Level | None:
    """PAIR: two questions, yes/no or tick lists, that matter only together.

    Either one no or blank: nothing. Both yes: URGENT. One checked: REVIEW. Otherwise one is not sure: as in ROW.
    """
    states = {_state(v, first), _state(v, second)}
    if "no" in states:
        return None
    v.rests_on(first, second)
    if states == {"yes"}:
        return Level.URGENT
    return Level.REVIEW if "checked" in states else unsettled(v, follow_up)


def _state(v: View, question: str) -> str:
    """yes (or any sign ticked), else unsure, else checked, else no (or blank). In one list, not sure outweighs checked, as in LIST."""
    codes = v.codes(question)
    if codes - NOT_A_SIGN:
        return "yes"
    return next((code for code in ("unsure", "checked") if code in codes), "no")


def any_sign(v: View, question: str) -> bool:
    """Any code other than "none" was ticked; not sure counts."""
    return v.has(question, v.codes(question) - {"none"})


def unsettled(v: View, follow_up: str) -> Level:
    """«Is this happening now?» after a "not sure": only a clear no is less than URGENT (dossier 1.3, point 1)."""
    v.rests_on(follow_up)
    return Level.REVIEW if v.code(follow_up) == "no" else Level.URGENT


def critical_blanks(v: View) -> tuple[Where, ...]:
    """Every critical item that is asked and has no answer, in the order of the form.

    A critical group counts while nothing is given in any of its rows: a card that was opened and left empty says nothing.
    """
    found = []
    for item in v.reading.form.items:
        if not item.critical:
            continue
        if not item.is_group:
            found += [cell.where for cell in v.reading.all(item.link_id) if cell.enabled and not cell.values]
        elif v.asked(item.link_id) and not _anything(v, item):
            found.append(Where(item.link_id))
    return tuple(found)


def _anything(v: View, group: Item) -> bool:
    """Something was answered in a row of the group. What the program works out itself is no answer."""
    parts = [v.reading.form.items[slot] for slot in group.children]
    given = any(cell.values and not cell.derived for part in parts for cell in v.reading.all(part.link_id))
    return given or any(_anything(v, part) for part in parts if part.is_group)
