"""Undrawn: what the answers hold that no page can show, counted, and the sentence that says where the exact text is."""

from __future__ import annotations

from typing import NamedTuple

from intake.ask.words import words
from intake.tell.pdf.later.columns import Part
from intake.tell.pdf.later.rows import SMALL, paragraph
from intake.tell.pdf.text.clusters import bare, clusters
from intake.tell.pdf.text.faces import family
from intake.tell.pdf.text.flow import Span
from intake.tell.pdf.text.sanitise import sanitise
from intake.tell.summary import Summary


class Lost(NamedTuple):
    """Characters printed as U+FFFD, and characters left out because they are invisible or pile up."""

    replaced: int = 0
    removed: int = 0


def lost(text: str) -> Lost:
    """What printing this text loses. Linear time."""
    if text.isascii() and text.isprintable():
        return Lost()
    printed = sanitise(text)
    return Lost(printed.replaced + sum(map(_missing, clusters(printed.text))) if not printed.text.isascii() else printed.replaced, printed.removed)


def note(summary: Summary, width: float, attached: bool) -> list[Part]:
    """One paragraph where anything of the answers or the name was lost, else nothing. `attached`: the file holds the answers as data."""
    who = summary.identity
    texts = {answer for section in summary.transcript for row in section.rows for answer in (*row.answers, *row.was)}
    texts |= {who.surname, who.given, who.used_name, summary.own_words.text, summary.goal.text, summary.urgent_words.text}
    found = [lost(text) for text in texts]
    replaced, removed = sum(one.replaced for one in found), sum(one.removed for one in found)
    if not replaced and not removed:
        return []
    say = words(summary.language)
    told = [say("paper.undrawn", count=replaced)] if replaced else []
    told += [say("paper.left-out", count=removed)] if removed else []
    told.append(say("paper.exact-attached" if attached else "paper.exact-record"))
    return [paragraph(Span(" ".join(told), "narrow-bold", SMALL), width)]


def _missing(cluster: str) -> int:
    """How many characters of a cluster no face has."""
    if cluster.isascii() or family("regular").face_of(cluster):
        return 0
    return sum(not family("regular").face_of(char) for char in bare(cluster))
