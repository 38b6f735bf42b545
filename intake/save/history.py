"""History: from the session's log, when each answer was given and by whom, and what stood there before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from intake.hear.answers import Where

ANSWERS = frozenset({"answer", "clear", "decline", "given", "initial"})
"""Kinds of events that change an answer (hear/session.py). Any other event ends a run."""

MARKS = {"patient": "P", "patient-help": "P", "nurse": "N", "interpreter": "I", "proxy": "R"}
"""Who gave it -> the mark printed beside it (dossier 9.3)."""

UNSAID = ("", "patient", "form")
"""Who an event is of when nobody has said who answers."""


@dataclass(frozen=True, slots=True)
class Stood:
    """An answer as it stood when the person turned to something else."""

    at: str
    kind: str  # one of ANSWERS
    raw: tuple[Any, ...]
    who: str
    language: str = ""  # what was on the screen when it was given


@dataclass(slots=True)
class History:
    """Per address, the answers that stood there, oldest first; the last one is the answer now."""

    stood: dict[Where, list[Stood]] = field(default_factory=dict)

    def now(self, where: Where) -> Stood | None:
        return self.stood[where][-1] if where in self.stood else None

    def before(self, where: Where) -> tuple[Stood, ...]:
        """Earlier answers that were given and then changed. A blank before the first answer is none, nor is the author's own value."""
        kept: list[Stood] = []
        for one in self.stood.get(where, []):
            same = kept and kept[-1].raw == one.raw
            if not same and one.kind != "initial" and (kept or one.raw):
                kept.append(one)
        return tuple(kept[:-1])


def languages(log: Iterable[Any]) -> tuple[str, ...]:
    """The languages that were on the screen, in the order they were first chosen."""
    told = (event if isinstance(event, Mapping) else {"kind": event.kind, "raw": event.raw} for event in log)
    return tuple(dict.fromkeys(filter(None, (_spoken(event["kind"], tuple(event["raw"] or ())) for event in told))))


def speakers(log: Iterable[Any]) -> tuple[str, ...]:
    """The roles (responder-role) in which somebody answered, in the order they were first taken."""
    told = (event if isinstance(event, Mapping) else {"kind": event.kind, "raw": event.raw} for event in log)
    return tuple(dict.fromkeys(event["raw"][0] for event in told if event["kind"] == "by"))


def _spoken(kind: str, raw: tuple[Any, ...]) -> str:
    """The language an event of the log turns to: at the start, and where somebody changes it."""
    if kind == "start" and raw and isinstance(raw[0], Mapping):
        return str(raw[0].get("language", ""))
    return str(raw[0]) if kind == "speak" and raw else ""


def history(log: Iterable[Any]) -> History:
    """The history of a session's log (events with kind, link_id, rows, raw, who, at; mappings do as well).

    Who answered before anybody said who does is who says so first.

    Taps on one question in a row (letters of a word, ticks of a list) are one answer: only what stood when the person
    went on to something else counts as an earlier answer.
    """
    told = History()
    last: Where | None = None
    language = ""
    log = tuple(log)
    spoke = next(iter(speakers(log)), "")
    for event in log:
        get = event.get if isinstance(event, Mapping) else lambda name, event=event: getattr(event, name)
        language = _spoken(get("kind"), tuple(get("raw") or ())) or language
        if get("kind") == "by":
            spoke = get("raw")[0]
        if get("kind") not in ANSWERS:
            last = None
            continue
        where = Where(get("link_id"), tuple(get("rows") or ()))
        who = get("who") or ""
        stood = Stood(get("at") or "", get("kind"), tuple(get("raw") or ()), spoke or who if who in UNSAID else who, language)
        mine = told.stood.setdefault(where, [])
        if last == where:
            mine[-1] = stood
        else:
            mine.append(stood)
        last = where
    return told
