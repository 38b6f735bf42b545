"""Several: ticks for all that apply; «None of these» takes the other ticks away, and any tick takes it away."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ui.fields.button import TickButton, choose
from ui.fields.choice import OTHER, cap_for, columns_for
from ui.fields.field import Field
from ui.fields.grid import EvenGrid, Roving
from ui.fields.typebox import TypeBox


def exclusive_of(options) -> frozenset[str]:
    """The codes that stand alone: marked exclusive, or `none` (decision 6)."""
    return frozenset(option.code for option in options if option.exclusive or option.code == "none")


def toggled(given: tuple, code: str, order: list[str], alone: frozenset[str]) -> tuple:
    """`given` with `code` added or taken away; an exclusive code and the others never stand together. Typed words come last."""
    if code in given:
        kept = [raw for raw in given if raw != code]
    elif code in alone:
        return (code,)
    else:
        kept = [*(raw for raw in given if raw not in alone), code]
    place = {known: index for index, known in enumerate(order)}
    return tuple(sorted(kept, key=lambda raw: place.get(raw, len(order))))


class SeveralField(Field):
    """Raw: option codes in the order of the form, then the typed words of an open choice."""

    def build(self) -> None:
        self._alone = exclusive_of(self.item.options)
        self._order = [option.code for option in self.item.options]
        labels = [option.display.say(self.language) for option in self.item.options]
        codes = list(self._order)
        if self.item.kind == "open-choice":
            labels.append(self.words("field.other"))
            codes.append(OTHER)
        ground = QWidget(self)
        grid = EvenGrid(columns_for(self.item, labels), self.look.gap, cap=cap_for(self.item, len(labels), self.look.em), parent=ground)
        self.buttons: dict[str, TickButton] = {}
        for code, label in zip(codes, labels, strict=True):
            button = TickButton(label, self.look, parent=ground)
            button.clicked.connect(lambda _=False, code=code: self._toggle(code))
            self.buttons[code] = button
            grid.addWidget(button)
        self.body.addWidget(ground)
        self._roving = Roving(self)
        self._roving.take(list(self.buttons.values()))
        self.typed: TypeBox | None = None
        if OTHER in self.buttons:
            self.typed = TypeBox(self.look, self.words, name=self.question, limit=self.item.limits.max_length or 120)
            self.typed.changed.connect(self._typed)
            self.typed.refused.connect(self.explain)
            self.typed.hide()
            self.body.addWidget(self.typed)

    def _toggle(self, code: str) -> None:
        if self.buttons[code].bounced():
            return
        if code != OTHER:
            self.say(toggled(self.raw, code, self._order, self._alone))
        elif self.typed.isVisibleTo(self):
            self.typed.hide()
            self.typed.set_text("")
            self.say(raw for raw in self.raw if raw in self._order)
        else:
            self.typed.show()
            self.typed.setFocus(Qt.FocusReason.OtherFocusReason)
            self.say(raw for raw in self.raw if raw not in self._alone)

    def _typed(self, text: str) -> None:
        codes = [raw for raw in self.raw if raw in self._order and raw not in self._alone]
        self.say([*codes, text] if text.strip() else codes)

    def draw(self) -> None:
        for code, button in self.buttons.items():
            choose(button, code in self.raw)
        if self.typed is not None:
            words = [raw for raw in self.raw if raw not in self._order]
            if words:
                self.typed.set_text(str(words[0]))
                self.typed.show()
            elif self._alone & set(self.raw):
                self.typed.set_text("")
                self.typed.hide()
            choose(self.buttons[OTHER], self.typed.isVisibleTo(self))

    def settle(self) -> None:
        if self.typed is not None:
            self.typed.settle()

    def stops(self) -> list[QWidget]:
        stops = [self._roving.stop] if self._roving.stop else []
        return [*stops, self.typed] if self.typed is not None else stops
