"""Other, or not sure: which module might fit (OT-01), or that none does (OT-02). The program never switches by itself."""

from __future__ import annotations

from intake.ask.words import Text
from intake.notice.finding import Level
from intake.notice.notation import level_if
from intake.notice.screening import rule
from intake.notice.view import View

URGENT, CI, REVIEW, NOTE, DATA = Level
FITS = {"head", "neck-turn", "stiff-limb", "back", "knee-sport"}


@rule(
    "OT-01", NOTE,
    says="Another module fits: person to confirm",
    scope="Suggested only; never switched alone",
    source="design choice", grade="D",
    suppresses={"OT-02": (NOTE,)},
)
def fits(v: View) -> Level | None:
    if not v.asked("other") or not v.has("other-fits", FITS):
        return None
    v.tell(suggestion(v))
    v.rests_on("other-area", "reason-words")
    return NOTE


def suggestion(v: View) -> Text:
    return {
        "head": v.say("suggests: migraine"),
        "neck-turn": v.say("suggests: neck"),
        "stiff-limb": v.say("suggests: spasticity"),
        "back": v.say("suggests: back"),
        "knee-sport": v.say("suggests: knee"),
    }[v.code("other-fits")]


@rule("OT-02", NOTE, says="No module fits: provider to set indication", source="design choice", grade="D")
def fits_none(v: View) -> Level | None:
    """Silent while OT-01 stands."""
    return level_if(NOTE, v.has("condition", {"other"}), v.has("condition-second", {"other"}))
