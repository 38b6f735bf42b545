"""Medicine: type a few letters, tap a name, whatever its spelling; typed words are kept as typed, and it says what was read in them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.fields.beside import Beside
from ui.fields.button import WrapButton, paint_ground
from ui.fields.field import Field
from ui.fields.grid import EvenGrid, Roving
from ui.fields.heard import HeardLine, hear
from ui.fields.label import PlainLabel
from ui.fields.typebox import TypeBox

SHOWN = 5  # results in the page; more letters narrow them
MOST_EXTRAS = 3  # options that are no medicine ("I do not know the name") and stand as buttons of their own


@dataclass(frozen=True, slots=True)
class Found:
    """One row of the list: the raw answer, its name, and a second line (brands, or nothing)."""

    code: str
    name: str
    more: str = ""
    guess: bool = False  # not begun as typed: only offered, and never taken by Enter


Finder = Callable[[str], Sequence[Found]]


class ResultButton(WrapButton):
    """A row of the list: the name, and under it the brands, on one button."""

    def __init__(self, found: Found, look, **more: object):
        words = f"{found.name}\n{found.more}" if found.more else found.name
        self.strong = len(found.name)
        super().__init__(words, look, centred=False, **more)
        self.found = found


class PickField(Field):
    """Search in a list that stands in the page. Raw: a code, or typed text where the item is open.

    Used for medicines and for every choice with more options than a page can show. With `repeats`, chosen names gather above
    the box, each with a button that takes it away.
    """

    hint = "field.search"

    def build(self) -> None:
        self.chosen_ground = QWidget(self)
        self._chosen_column = QVBoxLayout(self.chosen_ground)
        self._chosen_column.setContentsMargins(0, 0, 0, 0)
        self._chosen_column.setSpacing(self.look.mm(2))
        self.body.addWidget(self.chosen_ground)
        self.search = QWidget(self)
        column = QVBoxLayout(self.search)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self.look.mm(2))
        column.addWidget(PlainLabel(self.words(self.hint), self.look, "small", colour="quiet"))
        self.box = TypeBox(self.look, self.words, name=self.question, limit=self.item.limits.max_length or 120)
        self.box.touched.connect(self._search)
        self.box.refused.connect(self.explain)
        self.box.entered.connect(self._first)
        self.box.changed.connect(self._pause)
        column.addWidget(self.box)
        self.guesses = PlainLabel(self.words("field.did-you-mean"), self.look, colour="quiet")
        column.addWidget(self.guesses)
        self.results = QWidget(self.search)
        self._results_grid = EvenGrid((1,), self.look.mm(2), parent=self.results)
        column.addWidget(self.results)
        self.nothing = PlainLabel(self.words("field.nothing-found"), self.look, colour="quiet")
        column.addWidget(self.nothing)
        self.keep = WrapButton("", self.look, kind="plain", picture="pencil", centred=False)
        self.keep.clicked.connect(lambda _=False: self._keep())
        column.addWidget(self.keep)
        self.body.addWidget(self.search)
        self._roving = Roving(self)
        self.extras = self._extra_buttons()
        self.result_buttons: list[ResultButton] = []
        self._editing = False
        self._search("")

    # what can be found

    def find(self, letters: str) -> Sequence[Found]:
        """The options whose words begin with the letters, then those that hold them."""
        wanted = letters.casefold().strip()
        begins, holds = [], []
        for option in self.item.options:
            name = option.display.say(self.language)
            folded = name.casefold()
            if folded.startswith(wanted) or any(word.startswith(wanted) for word in folded.split()):
                begins.append(Found(option.code, name))
            elif wanted in folded:
                holds.append(Found(option.code, name))
        return (begins + holds)[:SHOWN]

    def name_of(self, raw: str) -> Found:
        """How a raw answer is shown once it is chosen."""
        option = self.item.option(raw)
        return Found(raw, option.display.say(self.language) if option else raw)

    def exactly(self, typed: str) -> str:
        """The code whose name was typed out in full, else the text itself."""
        for option in self.item.options:
            if option.display.say(self.language).casefold() == typed.casefold().strip():
                return option.code
        return typed.strip()

    def extra_options(self) -> list:
        """Options that stand as buttons beside the search."""
        return [option for option in self.item.options if option.exclusive or option.code in ("none", "unknown", "unsure")][:MOST_EXTRAS]

    @property
    def open(self) -> bool:
        """Whether typed text is an answer."""
        return self.item.kind == "open-choice"

    # searching

    def _extra_buttons(self) -> dict[str, WrapButton]:
        buttons = {}
        for option in self.extra_options():
            button = WrapButton(option.display.say(self.language), self.look, centred=False)
            button.clicked.connect(lambda _=False, code=option.code: self._take(code))
            self.search.layout().addWidget(button)
            buttons[option.code] = button
        return buttons

    def _search(self, letters: str) -> None:
        letters = letters.strip()
        found = list(self.find(letters)) if letters else []
        if [button.found for button in self.result_buttons] != found:
            while (item := self._results_grid.takeAt(0)) is not None:
                item.widget().hide()
                item.widget().deleteLater()
            self.result_buttons = [ResultButton(one, self.look, parent=self.results) for one in found]
            for button in self.result_buttons:
                button.clicked.connect(lambda _=False, code=button.found.code: self._take(code))
                self._results_grid.addWidget(button)
                button.show()
            self._roving.take(self.result_buttons)
        self.results.setVisible(bool(found))
        self.guesses.setVisible(bool(found) and all(one.guess for one in found))
        self.nothing.setVisible(bool(letters) and not found)
        self.keep.setVisible(self.open and bool(letters))
        if letters:
            self.keep.set_words(self.words("field.keep-typed", typed=letters))
        self.updateGeometry()

    def _first(self) -> None:
        """Enter in the box: take the only result; with several, go to the list; with none, keep what is typed."""
        if len(self.result_buttons) == 1 and not self.result_buttons[0].found.guess:
            self._take(self.result_buttons[0].found.code)
        elif self.result_buttons:
            self.result_buttons[0].setFocus(Qt.FocusReason.TabFocusReason)
        elif self.open and self.box.text().strip():
            self._keep()

    def _keep(self) -> None:
        self._take(self.exactly(self.box.text()))

    def _pause(self, _text: str) -> None:
        """A pause in typing is not yet an answer; leaving is (`settle`)."""

    def settle(self) -> None:
        """Typed and not picked: kept as typed, so that nothing is lost."""
        typed = self.box.text().strip()
        if typed and self.open and self.search.isVisibleTo(self):
            self._take(self.exactly(typed))

    # choosing

    def _take(self, raw: str) -> None:
        self.box.set_text("")
        self._search("")
        self._editing = False
        if not self.item.repeats:
            self.say((raw,))
        elif raw not in self.raw:
            alone = {option.code for option in self.item.options if option.exclusive or option.code == "none"}
            self.say((raw,) if raw in alone else [*(r for r in self.raw if r not in alone), raw])
        if not self.search.isVisibleTo(self) and self._change_buttons:
            self._change_buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_away(self, raw: str) -> None:
        self._editing = True
        self.say(r for r in self.raw if r != raw)
        self.box.setFocus(Qt.FocusReason.OtherFocusReason)

    def draw(self) -> None:
        while (item := self._chosen_column.takeAt(0)) is not None:
            item.widget().hide()
            item.widget().deleteLater()
        self._change_buttons: list[WrapButton] = []
        for raw in self.raw:
            self._chosen_column.addWidget(self._card(str(raw)))
            self._beside(str(raw))
        self.chosen_ground.setVisible(bool(self.raw))
        self.search.setVisible(self.item.repeats or not self.raw)
        self.updateGeometry()

    def _card(self, raw: str) -> QWidget:
        found = self.name_of(raw)
        card = ChosenCard(found, self.look, self.words, take_away=self.item.repeats)
        card.button.clicked.connect(lambda _=False: self._take_away(raw))
        self._change_buttons.append(card.button)
        return card

    def _beside(self, raw: str) -> None:
        """More about a chosen name, under its card."""

    def _swap(self, raw: str, other: str) -> None:
        """Another answer in the place of one that was given."""
        self.say(dict.fromkeys(other if one == raw else one for one in self.raw))
        if self._change_buttons:
            self._change_buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)

    _change_buttons: list[WrapButton] = []

    def stops(self) -> list[QWidget]:
        stops: list[QWidget] = list(self._change_buttons)
        if self.search.isVisibleTo(self):
            stops.append(self.box)
            stops += [self._roving.stop] if self._roving.stop else []
            stops += [self.keep] if self.keep.isVisibleTo(self) else []
            stops += list(self.extras.values())
        return stops

    def begin(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        (self.box if self.search.isVisibleTo(self) else self._change_buttons[0]).setFocus(reason)


class MedicineField(PickField):
    """A search over `intake.ask.medicines.Medicines`, limited to the item's lists. Under typed words stands what was read in them."""

    hint = "field.search-medicine"

    def __init__(self, *given: object, medicines, **more: object):
        self._medicines = medicines
        self.heard: list[HeardLine] = []
        super().__init__(*given, **more)

    def find(self, letters: str) -> Sequence[Found]:
        hits = self._medicines.search(letters, self.item.medicines or (), SHOWN, self.language)
        found = [self._hit(hit) for hit in hits]
        known = {one.code for one in found}
        others = [one for one in super().find(letters) if one.code not in known and self._medicines.get(one.code) is None]
        sure, guesses = [one for one in found if not one.guess], [one for one in found if one.guess]
        return [*sure, *others, *(guesses if not others else ())][:SHOWN]

    def name_of(self, raw: str) -> Found:
        medicine = self._medicines.get(raw)
        return self._found(medicine) if medicine is not None else super().name_of(raw)

    def exactly(self, typed: str) -> str:
        """Words that are a medicine stay as typed: hearing understands them, and says so."""
        code = super().exactly(typed)
        return typed.strip() if self._medicines.get(code) is not None else code

    def draw(self) -> None:
        self.heard = []
        super().draw()

    def stops(self) -> list[QWidget]:
        offered = [button for line in self.heard for button in line.buttons]
        changes = len(self._change_buttons)
        stops = super().stops()
        return [*stops[:changes], *offered, *stops[changes:]]

    def _beside(self, raw: str) -> None:
        if self._medicines.get(raw) is not None or self.item.option(raw) is not None:
            return
        heard = hear(raw, self._medicines, self.item.medicines or (), self.words, self.language)
        line = HeardLine(heard, self.look, lambda other: self._swap(raw, other))
        self.heard.append(line)
        self._chosen_column.addWidget(line)
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, heard.sentence))

    def _hit(self, hit) -> Found:
        if hit.why == "holds":
            return Found(hit.raw, hit.words, guess=hit.near)
        return replace(self._found(hit.medicine), guess=hit.near)

    def _found(self, medicine) -> Found:
        """The name with its form, and the brands: said once where both countries have the same, the clinic's country first."""
        brands = {"CA": tuple(medicine.brands_ca), "US": tuple(medicine.brands_us)}
        if brands["CA"] == brands["US"]:
            more = ", ".join(brands["CA"])
        else:
            order = sorted(brands, key=lambda country: country != self._medicines.country)
            said = (self.words(f"field.brands-{country.lower()}", brands=", ".join(brands[country])) for country in order if brands[country])
            more = " · ".join(said)
        return Found(medicine.code, self._medicines.text(medicine).say(self.language), more)


class ChosenCard(QWidget):
    """A chosen name on its own ground, with the button that takes it away or changes it."""

    def __init__(self, found: Found, look, words, *, take_away: bool):
        super().__init__()
        self.look = look
        row = Beside(look.gap, least=7 * look.em, share=0.5, parent=self)
        left = QWidget(self)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.mm(0.6))
        column.addStretch(1)
        column.addWidget(PlainLabel(found.name, look, "strong", colour="on_chosen"))
        if found.more:
            column.addWidget(PlainLabel(found.more, look, "small", colour="on_chosen"))
        column.addStretch(1)
        label = words("field.take-away", name=found.name) if take_away else words("field.change")
        self.button = WrapButton(words("field.row-remove") if take_away else words("field.change"), look, picture="x" if take_away else "pencil")
        self.button.setAccessibleName(label)
        row.addWidget(left)
        row.addWidget(self.button)
        pad = look.pad
        row.setContentsMargins(pad, pad, pad, pad)

    def paintEvent(self, event: object) -> None:  # noqa: N802, ARG002
        paint_ground(self, self.look, "chosen", "on_chosen")
