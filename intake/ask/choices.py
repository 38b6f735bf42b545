"""Choices: what a pack lets a clinic choose: instruments, criteria lines by country, findings that may be lowered."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Literal

import pydantic.errors  # noqa: F401 - before the rest of pydantic: the import hook of PySide6 trips over it otherwise
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from intake.ask.clinic import Clinic
from intake.ask.constants import Day, Line
from intake.ask.errors import Fault, PackError
from intake.ask.form import Form, Item
from intake.ask.pages import compose
from intake.ask.tomlfile import line_of, model_faults, read_toml

_CONFIG = ConfigDict(frozen=True, extra="forbid", strict=True, hide_input_in_errors=True)
_Names = Annotated[tuple[Line, ...], Field(strict=False)]


class Instrument(BaseModel):
    """[instruments.NAME]: a questionnaire with a name of its own, which a clinic can switch.

    `setting`: its key in clinic.toml. `items`: the questions it is made of. `rules`: findings that rest on it alone.
    `worded`: languages for which a validated wording has been entered; () where there is no wording to validate.
    `off`: asked only where a clinic turns it on, and then only by staff.
    """

    model_config = _CONFIG
    setting: Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]{1,40}$")]
    items: _Names
    rules: _Names = ()
    worded: _Names = ()
    off: bool = False

    def said_in(self, language: str) -> bool:
        """Whether it may be shown in a language (decision 10): French of France and of Canada are one here, as in Text."""
        return not self.worded or language.partition("-")[0] in {tag.partition("-")[0] for tag in self.worded}


class Choices(BaseModel):
    """choices.toml of a pack. Without one there is nothing to choose."""

    model_config = _CONFIG
    checked_on: Day = "1970-01-01"
    instruments: dict[str, Instrument] = {}
    criteria: dict[Literal["CA", "US"], _Names] = {}  # lines that belong to one country
    lower: dict[str, _Names] = {}  # finding -> levels a clinic may lower it to
    thresholds: _Names = ()  # that no rule reads, but the summary does

    def abroad(self, country: str) -> frozenset[str]:
        """Criteria lines that belong to another country; none where no country is named."""
        return frozenset(line for home, lines in self.criteria.items() if country and home != country for line in lines)

    def off_at(self, clinic: Clinic) -> dict[str, str]:
        """Instruments that are not asked at a clinic, and why (`Clinic.why_off`)."""
        return {name: why for name, one in self.instruments.items() if (why := clinic.why_off(one.setting))}

    def silent_in(self, language: str) -> frozenset[str]:
        """Instruments without a validated wording in a language."""
        return frozenset(name for name, one in self.instruments.items() if not one.said_in(language))

    def form_for(self, form: Form, off: Collection[str], on: Collection[str] = ()) -> Form:
        """The form with instruments left out (never shown, never asked for) and those that wait for a clinic handed to staff.

        What was answered all the same stays an answer: it is read, and it counts.
        """
        ask = {slot: "off" for name in off for slot in self._slots(form, name)}
        ask |= {slot: "desk" for name in on if self.instruments[name].off for slot in self._slots(form, name)}
        changed = {slot: wanted for slot, wanted in ask.items() if form.items[slot].ask != wanted}
        if not changed:
            return form
        items = tuple(_asked(item, changed[item.slot]) if item.slot in changed else item for item in form.items)
        shown = any(form.items[slot].hidden for slot, wanted in changed.items() if wanted != "off")
        return replace(form, items=items, pages=compose(items, form.roots) if shown else form.pages)

    def _slots(self, form: Form, name: str) -> Iterator[int]:
        return (form.index[link_id] for link_id in self.instruments[name].items if link_id in form)


def _asked(item: Item, ask: str) -> Item:
    if ask == "off":
        return replace(item, ask="off", required=False, ask_again=False)
    return replace(item, ask=ask, hidden=False, audience="staff")


def load_choices(path: Path, form: Form | None = None) -> tuple[Choices, bytes]:
    """The choices of a choices.toml and its bytes. PackError lists every fault with its line, questions the form lacks included."""
    data, text, raw = read_toml(path)
    try:
        choices = Choices.model_validate(data)
    except ValidationError as error:
        raise PackError(model_faults(error, Choices, str(path), text)) from None
    faults = [
        Fault(str(path), f"instruments.{name}.items", line_of(text, ("instruments", name, "items")), 1, "choiceItem", {"name": link_id})
        for name, one in choices.instruments.items()
        for link_id in one.items
        if form is not None and link_id not in form
    ]
    if faults:
        raise PackError(faults)
    return choices, raw
