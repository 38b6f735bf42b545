"""The stop screen: tell someone now. No cause is named; it stands until the person says that someone was told (dossier 2.7)."""

from __future__ import annotations

from collections.abc import Callable

from intake.ask.words import Words
from ui.message import Message
from ui.theme import Look


class Urgent(Message):
    """Covers everything. `told` is called by its one button; the alarm itself stays written down."""

    def __init__(self, look: Look, words: Words, told: Callable[[], None]) -> None:
        super().__init__(
            look,
            words("screen.urgent.now"),
            (words("screen.urgent.wait"), words("screen.urgent.alone")),
            ((words("screen.urgent.told"), told),),
            picture="bell", trial=words("screen.trial-long"),
            quiet=words("screen.urgent.kept"),
            urgent=True,
        )
        self.setAccessibleName(f"{words('screen.urgent.now')} {words('screen.urgent.wait')} {words('screen.urgent.alone')}")
