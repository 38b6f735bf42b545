"""Heard: the calm line under a typed medicine: what it was read as, or that its name is not known, and which names it may be."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QVBoxLayout, QWidget

from intake.ask.medicines import Medicines
from intake.ask.words import Words
from ui.fields.button import WrapButton
from ui.fields.label import PlainLabel
from ui.theme import Look

GUESSES = 3  # names offered for one that is not known


@dataclass(frozen=True, slots=True)
class Heard:
    """One sentence, and the names that can be tapped instead: (raw answer, words)."""

    sentence: str
    offers: tuple[tuple[str, str], ...] = ()
    asks: str = ""  # what stands over the names


def hear(typed: str, medicines: Medicines, lists: tuple[str, ...], words: Words, language: str) -> Heard:
    """What to say about typed words. A guess is only offered: nothing changes without a tap."""
    named = medicines.understand(typed)
    doubtful = [medicine for part in named.parts if len(part) > 1 and not named.holds for medicine in part]
    if doubtful:
        return Heard(words("field.heard-which"), _offers(doubtful, medicines, language))
    if named.sure:
        return Heard(words("field.heard-as", names="; ".join(medicines.said(named, language, typed))))
    if named.parts:
        return Heard(words("field.heard-in-part"), _offers(named.medicines, medicines, language), words("field.did-you-mean"))
    hits = medicines.search(typed, lists, GUESSES, language)
    offers = tuple((hit.raw, hit.words if hit.why == "holds" else medicines.label(hit.medicine, language, typed)) for hit in hits)
    return Heard(words("field.not-known"), offers, words("field.did-you-mean") if offers else "")


def _offers(found: object, medicines: Medicines, language: str) -> tuple[tuple[str, str], ...]:
    return tuple((medicine.code, medicines.label(medicine, language)) for medicine in tuple(found)[:GUESSES])


class HeardLine(QWidget):
    """The sentence, and a button for each name offered. `take(raw)` is called for the one that is tapped."""

    def __init__(self, heard: Heard, look: Look, take: Callable[[str], None]) -> None:
        super().__init__()
        self.heard = heard
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.mm(2))
        self.setAccessibleName(heard.sentence)
        column.addWidget(PlainLabel(heard.sentence, look))
        if heard.asks:
            column.addWidget(PlainLabel(heard.asks, look, colour="quiet"))
        self.buttons: list[WrapButton] = []
        for raw, name in heard.offers:
            button = WrapButton(name, look, centred=False)
            button.set_words(name, spoken=f"{heard.asks or heard.sentence} {name}")
            button.clicked.connect(lambda _=False, raw=raw: take(raw))
            column.addWidget(button)
            self.buttons.append(button)
