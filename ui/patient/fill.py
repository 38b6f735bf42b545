"""Fill: how a control is answered by hand, one function a control: which buttons to tap and what to type for a raw answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget

from ui.patient.hands import Hands, Lost
from ui.fields import Field
from ui.fields.body_map import BodyMapField
from ui.fields.choice import OTHER, ChoiceField
from ui.fields.date import DateField
from ui.fields.medicine import PickField
from ui.fields.number import NumberField
from ui.fields.quantity import QuantityField
from ui.fields.scale import ScaleField
from ui.fields.several import SeveralField
from ui.fields.signature import SignatureField
from ui.fields.text import TextField
from ui.fields.yes_no import ConsentField, YesNoField

See = Callable[[QWidget], None]
"""Brings a widget into sight, by scrolling where a page scrolls."""


def fill(hands: Hands, field: Field, wanted: tuple[Any, ...], see: See) -> None:
    """Answer a field so that its raw answers become `wanted`."""
    for kind, how in HOW.items():
        if isinstance(field, kind):
            how(hands, field, wanted, see)
            return
    raise Lost(f"no way to fill {type(field).__name__}")


def _tap(hands: Hands, button: QWidget, see: See) -> None:
    see(button)
    hands.tap(button)


def _choice(hands: Hands, field: ChoiceField, wanted: tuple, see: See) -> None:
    code = wanted[0]
    if code in field.buttons:
        _tap(hands, field.buttons[code], see)
        return
    _tap(hands, field.buttons[field.other], see)
    see(field.typed)
    hands.write(field.typed, str(code))


def _several(hands: Hands, field: SeveralField, wanted: tuple, see: See) -> None:
    for code in field.buttons:
        if code != OTHER and (code in wanted) != (code in field.raw) and (code in wanted or not wanted):
            _tap(hands, field.buttons[code], see)
    words = [raw for raw in wanted if raw not in field.buttons]
    if words:
        _tap(hands, field.buttons[OTHER], see)
        see(field.typed)
        hands.write(field.typed, str(words[0]))


def _buttons(hands: Hands, field: ScaleField | YesNoField, wanted: tuple, see: See) -> None:
    _tap(hands, field.buttons[wanted[0]], see)


def _consent(hands: Hands, field: ConsentField, wanted: tuple, see: See) -> None:
    if (field.raw[:1] == (True,)) != (wanted == (True,)):
        _tap(hands, field.tick, see)


def _number(hands: Hands, field: NumberField, wanted: tuple, see: See) -> None:
    value = wanted[0]["value"] if isinstance(wanted[0], dict) else wanted[0]
    keys = getattr(field.pad, "keys", {}) if field.pad is not None else {}
    if hands.touch and value in keys:
        _tap(hands, keys[value], see)
        return
    if hands.touch and all(letter in keys for letter in str(value)):
        for letter in str(value):
            _tap(hands, keys[letter], see)
        return
    see(field.box)
    hands.write(field.box, str(value))


def _quantity(hands: Hands, field: QuantityField, wanted: tuple, see: See) -> None:
    _number(hands, field, wanted, see)
    unit = wanted[0].get("unit", "") if isinstance(wanted[0], dict) else ""
    if unit in field.units and len(field.units) > 1:
        _tap(hands, field.units[unit], see)


def _date(hands: Hands, field: DateField, wanted: tuple, see: See) -> None:
    parts = [int(part) for part in str(wanted[0]).split("-")]
    if field.step != "year":
        _tap(hands, field.boxes["year"], see)
    if parts[0] in field.recent:
        _tap(hands, field.recent[parts[0]], see)
    else:
        see(field.typed)
        if hands.touch:
            for letter in str(parts[0]):
                _tap(hands, field.pad.keys[letter], see)
        else:
            hands.write(field.typed, str(parts[0]))
    if len(parts) > 1:
        _tap(hands, field.months[parts[1]], see)
        _tap(hands, field.days[parts[2]] if len(parts) > 2 else field.only_month, see)
    else:
        _tap(hands, field.only_year, see)


def _text(hands: Hands, field: TextField, wanted: tuple, see: See) -> None:
    see(field.box)
    hands.write(field.box, str(wanted[0]) if wanted else "")
    field.settle()


def _typeable(field: PickField, raw: str) -> str:
    """The name of an option as it is shown; in the form's own words where the keys of a keyboard cannot write it."""
    name, option = field.name_of(raw).name, field.item.option(raw)
    return option.display.source if option and any(letter > "\xff" for letter in name) else name


def _pick(hands: Hands, field: PickField, wanted: tuple, see: See) -> None:
    for raw in wanted:
        if raw in field.raw:
            continue
        if raw in field.extras:
            _tap(hands, field.extras[raw], see)
            continue
        see(field.box)
        name = _typeable(field, str(raw))
        hands.write(field.box, name.split(" ")[0][:6])
        button = next((b for b in field.result_buttons if b.found.code == raw), None)
        if button is None:
            hands.write(field.box, name)
            button = next((b for b in field.result_buttons if b.found.code == raw), field.keep)
        _tap(hands, button, see)


def _body(hands: Hands, field: BodyMapField, wanted: tuple, see: See) -> None:
    if not field.list.isVisibleTo(field):
        _tap(hands, field.switch, see)
    for code in wanted:
        if code not in field.raw:
            _tap(hands, field.ticks[code], see)


def _signature(hands: Hands, field: SignatureField, wanted: tuple, see: See) -> None:  # noqa: ARG001
    see(field.pad)
    wide, tall = field.pad.width(), field.pad.height()
    for start, turns in ((0.15, 7), (0.55, 5)):
        points = [QPoint(round(wide * (start + 0.04 * n)), round(tall * (0.3 + 0.35 * (n % 2)))) for n in range(turns)]
        hands.draw(field.pad, points)
    field.settle()


HOW: dict[type[Field], Callable[..., None]] = {
    BodyMapField: _body,
    PickField: _pick,
    ChoiceField: _choice,
    SeveralField: _several,
    ScaleField: _buttons,
    YesNoField: _buttons,
    ConsentField: _consent,
    QuantityField: _quantity,
    NumberField: _number,
    DateField: _date,
    TextField: _text,
    SignatureField: _signature,
}
"""Control -> how a hand answers it. Subclasses stand before their parents."""
