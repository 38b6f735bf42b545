"""Body map: touch where it hurts, on the face, the back of the head, the front and the back; the same regions also as a list."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ui.fields.beside import Beside
from ui.fields.body_picture import BodyPicture
from ui.fields.button import TickButton, WrapButton, choose
from ui.fields.field import Field
from ui.fields.grid import EvenGrid, Roving
from ui.fields.label import PlainLabel
from ui.fields.several import exclusive_of, toggled


class BodyMapField(Field):
    """Raw: option codes in the order of the form (one code where the item does not repeat).

    As in a mirror: the patient's left is on the left in every figure, and the words say so.
    """

    is_wide = True

    def build(self) -> None:
        self._last = ""
        self._alone = exclusive_of(self.item.options)
        self._order = [option.code for option in self.item.options]
        self._names = {option.code: option.display.say(self.language) for option in self.item.options}
        self.said = PlainLabel(self.words("field.body-none"), self.look)
        self._two_lines = 2 * self.said.minimumSizeHint().height()
        self.said.setMinimumHeight(self._two_lines)
        self.picture = BodyPicture(self.look, self.words, frozenset(self._order), name=self.question)
        self.picture.touched.connect(self.toggle)
        self.picture.over.connect(self._over)
        self.body.addWidget(self.picture, 1)
        self.list = QWidget(self)
        grid = EvenGrid((3, 2, 1), self.look.gap, cap=12 * self.look.em, parent=self.list)
        self.ticks: dict[str, TickButton] = {}
        for code in self._order:
            tick = TickButton(self._names[code], self.look, parent=self.list)
            tick.clicked.connect(lambda _=False, code=code: None if self.ticks[code].bounced() else self.toggle(code))
            self.ticks[code] = tick
            grid.addWidget(tick)
        self._roving = Roving(self)
        self._roving.take(list(self.ticks.values()))
        self.list.hide()
        self.body.addWidget(self.list)
        foot = QWidget(self)
        beside = Beside(self.look.gap, least=12 * self.look.em, share=0.45, parent=foot)
        self.switch = WrapButton(self.words("field.body-list"), self.look, picture="list")
        self.switch.clicked.connect(lambda _=False: self.show_list(not self.list.isVisibleTo(self)))
        beside.addWidget(self.said)  # below the picture: its words come and go, and the picture must not move under a finger
        beside.addWidget(self.switch)
        self.body.addWidget(foot)

    def show_list(self, shown: bool) -> None:
        """The list instead of the picture, or the other way round; both show the same answers."""
        self.list.setVisible(shown)
        self.picture.setVisible(not shown)
        self.switch.picture = "person-standing" if shown else "list"
        self.switch.set_words(self.words("field.body-picture" if shown else "field.body-list"))
        self.updateGeometry()
        if shown and self.ticks:  # the list begins at its beginning: the button that opened it now stands far below
            self._roving.stop.setFocus(Qt.FocusReason.OtherFocusReason)

    def toggle(self, code: str) -> None:
        """Mark a region, or take its mark away."""
        self._last = code
        if self.item.repeats:
            self.say(toggled(self.raw, code, self._order, self._alone))
        else:
            self.say(() if self.raw == (code,) else (code,))

    def _over(self, code: str) -> None:
        """While a finger is down, say which region is under it; the line keeps its height until the finger is lifted."""
        if code:
            self.said.setFixedHeight(self.said.height())
        else:
            self.said.setMinimumHeight(self._two_lines)
            self.said.setMaximumHeight(16_777_215)
        self.said.setText(self._names[code] if code else self._summary())

    def _summary(self) -> str:
        """What is marked, in a line or two: the picture and the list show the rest, and a long line would shrink the picture."""
        names = [self._names.get(raw, str(raw)) for raw in self.raw]
        if len(names) > 2:
            last = self._last if self._last in self.raw else self.raw[-1]
            return self.words("field.body-many", count=len(names), name=self._names.get(last, str(last)))
        return self.words("field.body-chosen", names=", ".join(names)) if names else self.words("field.body-none")

    def draw(self) -> None:
        self.said.setText(self._summary())
        self.picture.show_codes(frozenset(self.raw))
        for code, tick in self.ticks.items():
            choose(tick, code in self.raw)

    def stops(self) -> list[QWidget]:
        return [self._roving.stop, self.switch] if self.list.isVisibleTo(self) else [self.switch]
