"""Scale: 0 to 10 as eleven buttons, with words at both ends; never a slider."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ui.fields.button import PlainRadio, choose
from ui.fields.field import Field
from ui.fields.grid import EvenGrid, Roving
from ui.fields.label import PlainLabel


class ScaleField(Field):
    """Raw: a whole number from the item's least to its greatest (0 to 10 where it says nothing)."""

    is_wide = False

    def build(self) -> None:
        low = int(self.item.limits.min) if self.item.limits.min is not None else 0
        high = int(self.item.limits.max) if self.item.limits.max is not None else 10
        count = high - low + 1
        ends = (self.item.low.say(self.language), self.item.high.say(self.language))
        ground = QWidget(self)
        grid = EvenGrid((count, (count + 1) // 2, (count + 2) // 3, 3), self.look.mm(2), parent=ground)
        self.buttons: dict[int, PlainRadio] = {}
        for number in range(low, high + 1):
            button = PlainRadio(str(number), self.look, parent=ground, role="digit")
            words = ends[0] if number == low else ends[1] if number == high else ""
            if words:
                button.set_words(str(number), spoken=f"{number}, {words}")
            button.clicked.connect(lambda _=False, number=number: self.raw != (number,) and self.say((number,)))
            self.buttons[number] = button
            grid.addWidget(button)
        if any(ends):
            self.body.addLayout(self._ends(low, high, ends))
        self.body.setSpacing(self.look.mm(1.5))
        self.body.addWidget(ground)
        self._roving = Roving(self)
        self._roving.take(list(self.buttons.values()))

    def _ends(self, low: int, high: int, ends: tuple[str, str]) -> QHBoxLayout:
        """The words at both ends, each with its number, above the row."""
        row = QHBoxLayout()
        row.setSpacing(self.look.gap)
        for number, words, side in ((low, ends[0], Qt.AlignmentFlag.AlignLeading), (high, ends[1], Qt.AlignmentFlag.AlignTrailing)):
            label = PlainLabel(self.words("field.scale-end", number=number, words=words) if words else "", self.look, "small", colour="quiet")
            label.set_side(side)
            label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
            row.addWidget(label, 1)
        return row

    def draw(self) -> None:
        given = self.raw[0] if self.raw else None
        for number, button in self.buttons.items():
            choose(button, given is not None and str(given) == str(number))
        self._roving.settle()

    def stops(self) -> list[QWidget]:
        return [self._roving.stop]
