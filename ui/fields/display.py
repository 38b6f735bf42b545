"""Display: words of the form that ask for nothing."""

from __future__ import annotations

from ui.fields.field import Field
from ui.fields.label import PlainLabel


class DisplayField(Field):
    """Text only. Sends nothing."""

    shows_question = True

    def build(self) -> None:
        role = "small" if self.item.control == "help" else "body"
        self.label = PlainLabel(self.question, self.look, role, colour="quiet" if role == "small" else "text")
        self.body.addWidget(self.label)
