"""Yes or no: two large buttons side by side; as a consent, one tick."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.fields.button import RadioButton, TickButton, choose
from ui.fields.field import Field
from ui.fields.grid import EvenGrid, Roving


class YesNoField(Field):
    """Raw: True or False."""

    def build(self) -> None:
        ground = QWidget(self)
        grid = EvenGrid((2, 1), self.look.gap, own=True, parent=ground)
        self.buttons = {}
        for value, key in ((True, "field.yes"), (False, "field.no")):
            button = RadioButton(self.words(key), self.look, parent=ground)
            button.clicked.connect(lambda _=False, value=value: self.raw != (value,) and self.say((value,)))
            self.buttons[value] = button
            grid.addWidget(button)
        self._roving = Roving(self)
        self._roving.take(list(self.buttons.values()))
        self.body.addWidget(ground)

    def draw(self) -> None:
        for value, button in self.buttons.items():
            choose(button, self.raw[:1] == (value,))
        self._roving.settle()

    def stops(self) -> list[QWidget]:
        return [self._roving.stop]


class ConsentField(Field):
    """One tick with the question's own words beside it. Raw: True, or () when taken back."""

    shows_question = True

    def build(self) -> None:
        self.tick = TickButton(self.question, self.look, parent=self)
        self.tick.clicked.connect(self._toggle)
        self.body.addWidget(self.tick)

    def _toggle(self) -> None:
        if not self.tick.bounced():
            self.say(() if self.raw[:1] == (True,) else (True,))

    def draw(self) -> None:
        choose(self.tick, self.raw[:1] == (True,))

    def stops(self) -> list[QWidget]:
        return [self.tick]
