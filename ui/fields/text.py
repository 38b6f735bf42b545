"""Text: a line or an area in the person's own words, with the room that is left; what is too long is refused whole, never cut."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ui.fields.field import Field
from ui.fields.label import PlainLabel
from ui.fields.typebox import TypeBox

LINE, AREA = 120, 1000  # characters where the form says nothing (clinical/README.md)
SOON = {False: 30, True: 100}  # characters left from which a line, or an area, shows its counter


class TextField(Field):
    """Raw: the text as typed. Blank text is no answer."""

    def build(self) -> None:
        area = self.item.kind == "text"
        limit = self.item.limits.max_length or (AREA if area else LINE)
        hints = Qt.InputMethodHint.ImhNoAutoUppercase if self.item.kind == "url" else Qt.InputMethodHint.ImhNone
        if "phone" in self.item.link_id:
            hints = Qt.InputMethodHint.ImhPreferNumbers
        self.box = TypeBox(self.look, self.words, name=self.question, limit=limit, lines=3 if area else 1, hints=hints)
        self.box.changed.connect(lambda text: self.say((text,) if text.strip() else ()))
        self.box.refused.connect(self.explain)
        self.box.touched.connect(lambda _: self._count())
        self.box.entered.connect(self.focusNextChild)
        self.body.addWidget(self.box)
        self._soon = SOON[area]
        self.counter = PlainLabel("", self.look, "small", colour="quiet")
        self.body.setSpacing(self.look.mm(1.5))
        self.body.addWidget(self.counter)
        self._count()  # after it has a parent: a widget without one would show as a window of its own

    def _count(self) -> None:
        left = self.box.left_over()
        self.counter.setText(self.words("field.left", count=left))
        self.counter.setVisible(left <= self._soon)

    def draw(self) -> None:
        if (self.raw[:1] or ("",))[0] != self.box.text() and (self.raw or self.box.text().strip()):
            self.box.set_text(str(self.raw[0]) if self.raw else "")
        self._count()

    def settle(self) -> None:
        self.box.settle()

    def stops(self) -> list[QWidget]:
        return [self.box]
