"""The end: one moment while it is kept, then thank you; what staff need to know stands small, and nothing of the patient stays."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from intake.ask.words import Words
from ui.message import Message
from ui.theme import Look
from ui.trouble import Trouble


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a visit ended: `document_id` once it is kept; `sent` when every channel has a receipt; `why` not, or what staff should know all the same."""

    document_id: str
    sent: bool = False
    why: Trouble | None = None
    early: bool = False  # it ended before the last page
    old: bool = False  # kept so long ago that whoever holds the tablet may be the next patient: the summary is not offered any more


def sending_screen(look: Look, words: Words) -> Message:
    """While the record is kept and the PDF is drawn."""
    return Message(look, words("screen.sending.title"), (words("screen.sending.body"),), picture="clock", trial=words("screen.trial-long"))


def done_screen(
    look: Look, words: Words, outcome: Outcome, again: Callable[[], None], read: Callable[[], None] | None = None, *, asked: bool = False, staff: Callable[[], None] | None = None
) -> Message:
    """Thank you. The patient reads that it is kept; whether it reached the chart is a line for staff.

    `read` opens what can be read about the injection: the big button for who `asked` for it, else a quiet one; None: no button.
    `staff` leads to the summary, where a nurse has led the visit.
    """
    lines = [words("screen.done.sent" if outcome.sent else "screen.done.kept")]
    if outcome.early:
        lines = [words("screen.done.early"), words("screen.done.tablet")]
    elif not (read and asked):
        lines.append(words("screen.done.wait"))
    if read is None:  # before, it would not be the whole truth: which texts there are to read tells what the visit was about
        lines.append(words("screen.done.privacy"))
    then = [(words("screen.done.again"), again)]
    if read is not None:
        then.insert(0 if asked else 1, (words("screen.learn.read"), read, "read"))
    if staff is not None:
        then.append((words("screen.preview.done"), staff, "summary"))
    return Message(
        look,
        words("screen.done.title"),
        lines,
        then,
        picture="circle-check", trial=words("screen.trial-long"),
        quiet=_for_staff(words, outcome),
    )


def _for_staff(words: Words, outcome: Outcome) -> str:
    if outcome.sent:
        told = words("screen.done.staff-sent", id=outcome.document_id)
        return f"{told} {outcome.why.said(words)}" if outcome.why else told
    if not outcome.why:
        return words("screen.done.staff-no-folder")
    return words("screen.done.staff-kept", why=outcome.why.said(words))
