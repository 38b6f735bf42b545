"""Choice: one of a few, as large radio buttons; short answers stand side by side; an open choice takes typed words too."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ui.fields.button import RadioButton, choose
from ui.fields.field import Field
from ui.fields.grid import EvenGrid, Roving
from ui.fields.typebox import TypeBox

OTHER = "\0other"  # no option code can be this
OWN = "other"  # the form's own option of that meaning: it opens the box, and stands where nothing is typed
YES_NO = frozenset({"yes", "no", "unsure", "sometimes", "na"})


def columns_for(item, labels: list[str]) -> tuple[int, ...]:
    """How many columns the options may take, widest first: short ones side by side, long ones one under the other."""
    count, longest = len(labels), max(map(len, labels), default=0)
    if item.orientation == "vertical":
        return (1,)
    if item.orientation == "horizontal" or (count <= 4 and {o.code for o in item.options} <= YES_NO) or (count <= 4 and longest <= 10):
        return tuple(n for n in (count, 2, 1) if n <= count and (count % 2 == 0 or n != 2))
    if count == 3 and longest <= 26:
        return (3, 1)
    if count == 4:  # one row of short answers, else two and two
        return (4, 2, 1) if longest <= 26 else (2, 1)
    if count > 12 and longest <= 28:
        return (4, 3, 2, 1)
    if count == 6 or (count == 5 and longest <= 44) or (count > 6 and longest <= 28):
        return (3, 2, 1)  # fewer rows: more of the page stays on one screen
    return (2, 1) if count > 4 else (1,)


def cap_for(item, count: int, em: int) -> int:
    """Px from which an answer's column may be wide enough though its words would like more: four in a row may break their words."""
    if item.orientation == "horizontal":
        return 7 * em
    return (10 if count == 4 else 8 if count > 12 else 12) * em


class ChoiceField(Field):
    """Raw: one option code, or the typed words of an open choice."""

    def build(self) -> None:
        self._roving = Roving(self)
        self.buttons: dict[str, RadioButton] = {}
        labels = [option.display.say(self.language) for option in self.item.options]
        self.other = OWN if self.item.option(OWN) else OTHER
        if self.item.kind == "open-choice" and self.other == OTHER:
            labels.append(self.words("field.other"))
        ground = QWidget(self)
        plain = {option.code for option in self.item.options} <= YES_NO and self.item.kind == "choice"
        grid = EvenGrid(columns_for(self.item, labels), self.look.gap, cap=cap_for(self.item, len(labels), self.look.em), own=plain, parent=ground)
        codes = [option.code for option in self.item.options] + [OTHER]
        for code, label in zip(codes, labels, strict=False):
            button = RadioButton(label, self.look, parent=ground)
            button.clicked.connect(lambda _=False, code=code: self._choose(code))
            self.buttons[code] = button
            grid.addWidget(button)
        self.body.addWidget(ground)
        self._roving.take(list(self.buttons.values()))
        self.typed: TypeBox | None = None
        if self.item.kind == "open-choice":
            self.typed = TypeBox(self.look, self.words, name=self.question, limit=self.item.limits.max_length or 120)
            self.typed.changed.connect(self._typed)
            self.typed.refused.connect(self.explain)
            self.typed.hide()
            self.body.addWidget(self.typed)

    def _choose(self, code: str) -> None:
        if code == self.other and self.typed is not None:
            self._open(focus=True)
            self._typed(self.typed.text())
        elif self.raw != (code,):
            self.say((code,))

    def _typed(self, text: str) -> None:
        self.say((text,) if text.strip() else (OWN,) if self.other == OWN else ())

    def _open(self, *, focus: bool) -> None:
        self.typed.show()
        if focus:
            self.typed.setFocus(Qt.FocusReason.OtherFocusReason)

    def draw(self) -> None:
        given = self.raw[0] if self.raw else None
        known = isinstance(given, str) and given in self.buttons
        for code, button in self.buttons.items():
            choose(button, known and code == given)
        if self.typed is not None:
            other = given is not None and (not known or given == self.other)
            if other:
                if not known:
                    self.typed.set_text(str(given))
                self._open(focus=False)
            elif known:
                self.typed.hide()
            choose(self.buttons[self.other], other or (given is None and self.typed.isVisibleTo(self)))
        self._roving.settle()

    def settle(self) -> None:
        if self.typed is not None:
            self.typed.settle()

    def stops(self) -> list[QWidget]:
        stops = [self._roving.stop] if self._roving.stop else []
        return [*stops, self.typed] if self.typed is not None else stops
