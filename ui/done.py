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
    """How a visit ended: `document_id` once it is kept; `sent` when every channel has a receipt, else `why`."""

    document_id: str
    sent: bool = False
    why: Trouble | None = None


def sending_screen(look: Look, words: Words) -> Message:
    """While the record is kept and the PDF is drawn."""
    return Message(look, words("screen.sending.title"), (words("screen.sending.body"),), picture="clock", trial=words("screen.trial-long"))


def done_screen(look: Look, words: Words, outcome: Outcome, again: Callable[[], None]) -> Message:
    """Thank you. The patient reads that it is kept; whether it reached the chart is a line for staff."""
    body = words("screen.done.sent" if outcome.sent else "screen.done.kept")
    return Message(
        look,
        words("screen.done.title"),
        (body, words("screen.done.wait"), words("screen.done.privacy")),
        ((words("screen.done.again"), again),),
        picture="circle-check", trial=words("screen.trial-long"),
        quiet=_for_staff(words, outcome),
    )


def _for_staff(words: Words, outcome: Outcome) -> str:
    if outcome.sent:
        return words("screen.done.staff-sent", id=outcome.document_id)
    if not outcome.why:
        return words("screen.done.staff-no-folder")
    return words("screen.done.staff-kept", why=outcome.why.said(words))
