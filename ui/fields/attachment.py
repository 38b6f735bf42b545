"""Attachment: for now a calm word that photos come later; what is attached already is said."""

from __future__ import annotations

from ui.fields.field import Field
from ui.fields.label import PlainLabel


class AttachmentField(Field):
    """Raw: an attachment dict. Sends nothing yet."""

    def build(self) -> None:
        self.label = PlainLabel(self.words("field.photo-later"), self.look, "body", colour="quiet")
        self.body.addWidget(self.label)

    def draw(self) -> None:
        self.label.setText(self.words("field.photo-kept" if self.raw else "field.photo-later"))
