"""Scores: an instrument that was answered, with its value, or with none where it was answered but is not scored."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from intake.ask.phrases import Phrases
from intake.hear.answers import Where
from intake.hear.reading import Reading
from intake.notice.finding import Score


@dataclass(frozen=True, slots=True)
class Instrument:
    """A score of a pack: the calculated item that holds its `value`, and the answers it is made `of` (linkIds)."""

    id: str
    says: str
    value: str
    of: tuple[str, ...]


def scores(instruments: Iterable[Instrument], reading: Reading, phrases: Phrases = Phrases()) -> tuple[Score, ...]:
    """The scores of the instruments that were answered, in the order of the pack.

    A score exists as soon as one of its questions has an answer; its value is None when the form does not score it
    (a proxy answered, an item is blank).
    """
    found = []
    for instrument in instruments:
        because = tuple(cell.where for link_id in instrument.of for cell in reading.all(link_id) if cell.values)
        if because:
            found.append(Score(instrument.id, reading.number(instrument.value), phrases(instrument.says, instrument.id), because))
    return tuple(found)
