"""Who answers: what was said about it, and what changes when somebody else takes over during the form (dossier 8.4)."""

from __future__ import annotations

from intake.ask.form import Form, Option
from intake.hear.answers import Where
from intake.hear.session import Session

ROLE, ALONE, MIXED = "responder-role", "patient", "mixed"
ABOUT = "responder-"
"""How the questions about whoever answers begin: an answer to one of them is nobody's answer for the patient."""


def answered_by(session: Session, role: str, at: str) -> Session:
    """`role` answers from here on. Earlier answers keep the mark of who gave them; the form says "mixed" while they are another's.

    Who goes back before answering anything as somebody else leaves no trace: that was a slip of the finger.
    """
    session = session.by(role, at=at)
    return session.answer(ROLE, role if given_by(session) <= {role} else MIXED, at=at)


def role_now(session: Session) -> str:
    """Who is answering; "" when nobody has said."""
    said = session.reading.code(ROLE) if ROLE in session.form else None
    return session.who if said == MIXED else said or ""


def may_answer(form: Form) -> tuple[Option, ...]:
    """Who the form can be handed to: everybody but "mixed", which is nobody."""
    return tuple(option for option in form.item(ROLE).options if option.code != MIXED) if ROLE in form else ()


def given_by(session: Session) -> frozenset[str]:
    """The roles whose answers stand, once somebody has said who answers: before that, they are of who says so first.

    What was said on the first page, before or beside the role, is of no role; nor is what the app and the desk fill in.
    """
    apart = _beside_role(session.form)
    speaks = next((event.raw[0] for event in session.log if event.kind == "by"), "")
    last: dict[Where, str] = {}
    for event in session.log:
        if event.kind == "by":
            speaks = event.raw[0]
        elif event.kind in ("answer", "decline"):
            last[Where(event.link_id, event.rows)] = speaks if event.who in ("", ALONE) else event.who
    return frozenset(last[where] for where, _ in session.answers if where in last and _counts(session.form, where.link_id, apart))


def _counts(form: Form, link_id: str, apart: frozenset[str]) -> bool:
    item = form.item(link_id)
    return link_id not in apart and not link_id.startswith(ABOUT) and item.ask != "app" and item.audience != "staff"


def _beside_role(form: Form) -> frozenset[str]:
    """The questions on the page on which the role is asked."""
    for page in form.pages:
        found: list[str] = []
        stack = list(page.slots)
        while stack:
            item = form.items[stack.pop()]
            found.append(item.link_id)
            stack.extend(item.children)
        if ROLE in found:
            return frozenset(found)
    return frozenset()
