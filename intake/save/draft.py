"""Draft: a session as what is kept of it while it goes on, and back again by replaying its log."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from intake.ask.form import Form
from intake.ask.pack import Pack
from intake.hear.session import Session, replay
from intake.save.fault import StoreError
from intake.save.store import Draft

VISIT_ID, BIRTH_DATE = "visit-id", "identity-birth-date"


def make_draft(session: Session, *, saved_at: str, pack: Pack | None = None, visit_id: str = "", about: Mapping[str, Any] | None = None) -> Draft:
    """The draft of a session as it is now. `about`: what else a resumed visit needs to know (who leads). A birth date counts only whole."""
    form = session.form
    visit_id = visit_id or (session.reading.text(VISIT_ID) if VISIT_ID in form else "") or "visit"
    said = session.reading.date(BIRTH_DATE) if BIRTH_DATE in form else None
    begun = {"form_sha256": form.sha256} | ({"pack": pack.name, "pack_version": pack.version} if pack else {})
    return Draft(
        visit_id=visit_id,
        seq=session.log[-1].seq,
        saved_at=saved_at,
        birth_date=str(said) if said and said.day else "",
        log=tuple(event.to_json() for event in session.log),
        about=begun | dict(about or {}),
    )


def session_of(form: Form, draft: Draft, form_in: Callable[[str], Form] | None = None) -> Session:
    """The session a draft tells; `form_in` as in `replay`. StoreError when it was begun on another version of the form (it is
    finished with that one, DECISIONS 9), or when its log cannot be replayed."""
    if draft.about.get("form_sha256") not in (None, form.sha256):
        raise StoreError("store.otherForm", version=form.version)
    try:
        return replay(form, draft.log, form_in)
    except (KeyError, ValueError, TypeError, IndexError):
        raise StoreError("store.damaged", seq=draft.seq) from None
