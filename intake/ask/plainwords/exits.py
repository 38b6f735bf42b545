"""Exits: a list that must be answered lets everybody out: "none of these", "not sure", "something else", or words of one's own."""

from __future__ import annotations

import re

from intake.ask.form import Item

CODES = frozenset(
    "none no unsure not-sure unknown other na n-a never dont-know declined neither nothing not-applicable asked-unknown asked-declined unk oth".split()
)
_WORDS = re.compile(
    r"^\W*(?:no|none|not sure|don['’]t know|do not know|unknown|other|something else|neither|never|nothing|not applicable|prefer not|rather not)\b", re.IGNORECASE
)


def has_no_exit(item: Item) -> bool:
    """A choice that is asked for until it is answered (required, or asked again), and that has no way out.

    An open choice takes words of one's own, which is a way out. A scale of numbers has a lowest number. A question that may be left
    blank without being asked again is not looked at: leaving it blank is the way out.
    """
    if item.kind != "choice" or not item.options or item.medicines is not None or not (item.required or item.ask_again):
        return False
    if all(option.code.lstrip("-").isdigit() or option.ordinal is not None for option in item.options):
        return False
    return not any(option.exclusive or option.code.casefold() in CODES or _WORDS.match(option.display.source) for option in item.options)
