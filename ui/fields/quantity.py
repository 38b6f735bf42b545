"""Quantity: a number and its unit; where there are several units, the person picks one; nothing is ever converted."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.fields.button import RadioButton, choose
from ui.fields.grid import EvenGrid, Roving
from ui.fields.number import NumberField, raw_of, typed_of, unit_words


class QuantityField(NumberField):
    """Raw: {"value": "72.5", "unit": "kg"}; the unit is a UCUM code."""

    def build(self) -> None:
        self._unit = self.item.units[0].code if self.item.units else ""
        self.units: dict[str, RadioButton] = {}
        super().build()

    def below_number(self) -> QWidget | None:
        if len(self.item.units) < 2:
            return None
        ground = QWidget(self)
        grid = EvenGrid((len(self.item.units), 2, 1), self.look.gap, parent=ground)
        for unit in self.item.units:
            button = RadioButton(unit_words(unit, self.words), self.look, parent=ground)
            button.clicked.connect(lambda _=False, code=unit.code: self._choose(code))
            self.units[unit.code] = button
            grid.addWidget(button)
        self._roving = Roving(self)
        self._roving.take(list(self.units.values()))
        self._show_unit()
        return ground

    def unit_words(self) -> str:
        return super().unit_words() if len(self.item.units) == 1 else ""

    def say(self, raws) -> None:
        """A bare number from the pad becomes number and unit."""
        super().say({"value": str(raw), "unit": self._unit} if not isinstance(raw, dict) else raw for raw in raws)

    def _choose(self, code: str) -> None:
        self._unit = code
        self._show_unit()
        if self.raw:
            self.say(({**self.raw[0], "unit": code},))

    def _show_unit(self) -> None:
        for code, button in self.units.items():
            choose(button, code == self._unit)

    def draw(self) -> None:
        given = self.raw[0] if self.raw and isinstance(self.raw[0], dict) else {}
        value = (str(given["value"]),) if given.get("value") not in (None, "") else ()
        if raw_of(self.box.text(), whole=False) != value:
            self.box.set_text(typed_of(value, self._point()))
        if given.get("unit") in self.units:
            self._unit = given["unit"]
            self._show_unit()

    def stops(self) -> list[QWidget]:
        return [self.box, *([self._roving.stop] if self.units else [])]
