"""The controls: one small file each, one setter in, one signal out, one table from kind to control."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from intake.ask.form import Item
from intake.ask.words import Words
from ui.fields.attachment import AttachmentField
from ui.fields.body_map import BodyMapField
from ui.fields.choice import ChoiceField
from ui.fields.date import DateField
from ui.fields.display import DisplayField
from ui.fields.field import Field
from ui.fields.figures import regions
from ui.fields.medicine import MedicineField, PickField
from ui.fields.number import NumberField
from ui.fields.quantity import QuantityField
from ui.fields.rows import RowsField, RowShown
from ui.fields.scale import ScaleField
from ui.fields.several import SeveralField
from ui.fields.signature import SignatureField
from ui.fields.text import TextField
from ui.fields.yes_no import ConsentField, YesNoField
from ui.theme import Look

MANY = 12
"""More options than this are searched, not shown."""

CONTROLS: dict[tuple[str, str], type[Field]] = {
    # (kind, control) -> class; control "" is the kind's own; more columns are worked out in `control_of`
    ("display", ""): DisplayField,
    ("boolean", ""): YesNoField,
    ("boolean", "check-box"): ConsentField,
    ("choice", ""): ChoiceField,
    ("choice", "several"): SeveralField,
    ("choice", "body-map"): BodyMapField,
    ("choice", "search"): PickField,
    ("choice", "medicine"): MedicineField,
    ("integer", ""): NumberField,
    ("integer", "scale"): ScaleField,
    ("decimal", ""): NumberField,
    ("quantity", ""): QuantityField,
    ("date", ""): DateField,
    ("dateTime", ""): TextField,
    ("time", ""): TextField,
    ("string", ""): TextField,
    ("text", ""): TextField,
    ("url", ""): TextField,
    ("reference", ""): TextField,
    ("attachment", ""): AttachmentField,
    ("attachment", "signature"): SignatureField,
}

_SAME = {"open-choice": "choice"}
_AS = {"slider": "scale", "radio-button": "", "drop-down": "", "autocomplete": "search", "chips": "", "check-box": "check-box"}


def control_of(item: Item, *, medicines: object | None = None) -> tuple[str, str]:
    """The row of the table an item is shown by."""
    kind = _SAME.get(item.kind, item.kind)
    control = _AS.get(item.control, item.control)
    if kind == "choice":
        control = _choice_control(item, control, medicines)
    elif kind == "attachment" and "signature" in item.link_id:
        control = "signature"
    return (kind, control) if (kind, control) in CONTROLS else (kind, "")


def _choice_control(item: Item, control: str, medicines: object | None) -> str:
    if control == "body-map" and {option.code for option in item.options} <= regions():
        return control
    if item.medicines is not None and medicines is not None:
        return "medicine"
    if control == "search" or len(item.options) > MANY + item.repeats:
        return "search"
    return "several" if item.repeats else ""


def make_field(item: Item, look: Look, words: Words, language: str = "en", *, medicines: object | None = None, touch: bool | None = None,
               today: date | None = None, own_pad: bool = True) -> Field:  # fmt: skip
    """The control of an item.

    `medicines` (intake.ask.medicines.Medicines) is needed for medicine search. `touch` overrides the look's. `own_pad=False`
    leaves the number pad to the shell's keyboard (several numbers on one page). `today` is for dates and ages.
    """
    if touch is not None and touch != look.touch:
        look = replace(look, touch=touch)
    made = CONTROLS[control_of(item, medicines=medicines)]
    more: dict[str, object] = {"today": today}
    if issubclass(made, NumberField):
        more["own_pad"] = own_pad
    if issubclass(made, MedicineField):
        more["medicines"] = medicines
    return made(item, look, words, language, **more)


__all__ = ["CONTROLS", "MANY", "Field", "RowShown", "RowsField", "control_of", "make_field"]
