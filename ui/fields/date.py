"""Date: year, then month, then day, each one tap or four digits; "I only know the year" is a full answer."""

from __future__ import annotations

import calendar
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from intake.hear.spoken import date_words
from intake.hear.values import PartialDate
from ui.fields.button import PlainRadio, TabButton, WrapButton, choose
from ui.fields.field import Field
from ui.fields.grid import EvenGrid, Roving
from ui.fields.label import PlainLabel
from ui.fields.typebox import TypeBox
from ui.fields.keys import NumberPad, commit

OLDEST = 1890
MOST_YEARS = 130  # nobody is older; a birthday still to come or longer ago reads no age back
RECENT_YEARS = 6  # offered as one tap; older ones are typed


class DateField(Field):
    """Raw: "2019", "2019-04" or "2019-04-30", sent as far as it is known, at every step.

    Three boxes stay on top and say what is known; below them stands what is asked next. A birth date offers no recent years
    and reads the age back.
    """

    def build(self) -> None:
        self.birth = "birth" in self.item.link_id
        self.year = self.month = self.day = 0
        self.step = self._rest = "year"  # year | month | day | "" (done, or waiting); `_rest`: while it is blank
        boxes = QWidget(self)
        grid = EvenGrid((3, 1), self.look.gap, parent=boxes)
        self.boxes: dict[str, TabButton] = {}
        for part in ("year", "month", "day"):
            box = TabButton("", self.look, parent=boxes, role="strong")
            box.clicked.connect(lambda _=False, part=part: self._go(part))
            self.boxes[part] = box
            grid.addWidget(box)
        self._box_roving = Roving(self)
        self._box_roving.take(list(self.boxes.values()))
        self.body.addWidget(boxes)
        self.read_back = PlainLabel("", self.look, "strong")
        self.body.addWidget(self.read_back)
        self.panels = {"year": self._year_panel(), "month": self._month_panel(), "day": self._day_panel()}
        for panel in self.panels.values():
            self.body.addWidget(panel)
        self._show()

    # the three panels

    def _year_panel(self) -> QWidget:
        panel = QWidget(self)
        column = QVBoxLayout(panel)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self.look.gap)
        hint = Qt.InputMethodHint.ImhDigitsOnly
        self.typed = TypeBox(self.look, self.words, name=self.words("field.year-type"), limit=4, role="big", hints=hint, accepts=self._digits_only, pause=0)
        self.typed.touched.connect(self._year_typed)
        self.typed.refused.connect(self.explain)
        self.typed.setMaximumWidth(self.look.mm(62))
        ask = PlainLabel(self.words("field.year-type"), self.look)
        left, right = QWidget(panel), QWidget(panel)
        left_column, right_column = QVBoxLayout(left), QVBoxLayout(right)
        for inner in (left_column, right_column):
            inner.setContentsMargins(0, 0, 0, 0)
            inner.setSpacing(self.look.gap)
        left_column.addWidget(ask)
        left_column.addWidget(self.typed)
        self.recent: dict[int, PlainRadio] = {}
        if not self.birth:
            left_column.addWidget(self._recent_years(left))
        left_column.addStretch(1)
        if self.look.touch:
            self.typed.setProperty("own_keys", True)
            self.pad = NumberPad(self.look, self.words, target=self._aim)
            right_column.addWidget(self.pad)
            right_column.addStretch(1)
        halves = QWidget(panel)
        grid = EvenGrid((2, 1), 2 * self.look.gap, cap=11 * self.look.em, parent=halves)
        grid.addWidget(left)
        if self.look.touch:
            grid.addWidget(right)
        else:
            right.hide()
        column.addWidget(halves)
        return panel

    def _recent_years(self, parent: QWidget) -> QWidget:
        ground = QWidget(parent)
        grid = EvenGrid((3, 2), self.look.mm(2), parent=ground)
        for year in range(self.today.year, self.today.year - RECENT_YEARS, -1):
            button = PlainRadio(str(year), self.look, parent=ground)
            button.clicked.connect(lambda _=False, year=year: self._take(year=year))
            self.recent[year] = button
            grid.addWidget(button)
        self._year_roving = Roving(self)
        self._year_roving.take(list(self.recent.values()))
        return ground

    def _month_panel(self) -> QWidget:
        names = [(number, self.words(f"field.month-names.{number}")) for number in range(1, 13)]
        panel, self.months, self._month_roving = self._pick_panel(names, (6, 4, 3, 2, 1), lambda number: self._take(month=number))
        self.only_year = self._unknown(panel, "field.only-year", self._finish)
        return panel

    def _day_panel(self) -> QWidget:
        names = [(number, str(number)) for number in range(1, 32)]
        panel, self.days, self._day_roving = self._pick_panel(names, (11, 7, 6, 5, 4), lambda number: self._take(day=number))
        self.only_month = self._unknown(panel, "field.only-month", self._finish)
        return panel

    def _pick_panel(self, names, columns, act) -> tuple[QWidget, dict[int, PlainRadio], Roving]:
        panel = QWidget(self)
        column = QVBoxLayout(panel)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self.look.gap)
        ground = QWidget(panel)
        grid = EvenGrid(columns, self.look.mm(2), parent=ground)
        buttons = {}
        for number, name in names:
            button = PlainRadio(name, self.look, parent=ground)
            button.clicked.connect(lambda _=False, number=number: act(number))
            buttons[number] = button
            grid.addWidget(button)
        roving = Roving(self)
        roving.take(list(buttons.values()))
        column.addWidget(ground)
        return panel, buttons, roving

    def _unknown(self, panel: QWidget, key: str, act) -> WrapButton:
        row = QHBoxLayout()
        button = WrapButton(self.words(key), self.look, parent=panel)
        button.clicked.connect(lambda _=False: act())
        row.addWidget(button)
        row.addStretch(1)
        panel.layout().addLayout(row)
        return button

    # acting

    def _aim(self) -> QWidget:
        if not self.typed.hasFocus():
            self.typed.setFocus(Qt.FocusReason.OtherFocusReason)
        if len(self.typed.text()) >= 4:  # a fifth digit begins a new year
            commit("", self.typed, replace=True)
        return self.typed

    def _digits_only(self, text: str) -> str:
        return "" if not text or (text.isascii() and text.isdigit()) else self.words("field.number-only")

    def _year_typed(self, text: str) -> None:
        self.explain("")
        if len(text) == 4 and OLDEST <= int(text) <= self.today.year + 20:
            self._take(year=int(text))
        elif len(text) == 4:
            self.explain(self.words("field.year-whole"))

    def _take(self, *, year: int = 0, month: int = 0, day: int = 0) -> None:
        self.year, self.month, self.day = year or self.year, month or self.month, day or self.day
        if self.month and self.day > _days(self.year, self.month):
            self.day = 0
        self.step = "month" if year else "day" if month else ""
        by_key = self.isAncestorOf(self.focusWidget()) if self.focusWidget() else False
        self.say((self._text(),))
        self._show()
        if by_key:
            self.begin_step()

    def _finish(self) -> None:
        """The person knows no more: what the open panel and those after it ask is not known."""
        if self.step == "month":
            self.month = self.day = 0
        else:
            self.day = 0
        self.step = ""
        self.say((self._text(),))
        self._show()
        self.boxes["year"].setFocus(Qt.FocusReason.OtherFocusReason)

    def _go(self, part: str) -> None:
        """Open the panel of a box; a day waits for its month, a month for its year."""
        self.step = "year" if not self.year else "month" if part == "day" and not self.month else part
        self._show()
        self.begin_step()

    def begin_step(self) -> None:
        """Put the focus into the open panel."""
        stop = {"year": self.typed, "month": self._month_roving.stop, "day": self._day_roving.stop}.get(self.step, self.boxes["day"])
        if stop is not None:
            stop.setFocus(Qt.FocusReason.TabFocusReason if not self.look.touch else Qt.FocusReason.OtherFocusReason)

    # showing

    def _text(self) -> str:
        parts = [f"{self.year:04d}"] + [f"{part:02d}" for part in (self.month, self.day) if part]
        return "-".join(parts)

    def wait(self) -> None:
        """Stand closed while it is blank: for a date that many people leave out."""
        self._rest = ""
        if not self.year:
            self.step = ""
            self._show()

    def draw(self) -> None:
        given = str(self.raw[0]) if self.raw else ""
        if given == (self._text() if self.year else ""):
            return
        parts = [int(part) if part.isdigit() else 0 for part in given[:10].split("-")] if given else []
        self.year, self.month, self.day = (parts + [0, 0, 0])[:3]
        self.step = "" if self.year else self._rest
        self._show()

    def _show(self) -> None:
        shown = {"year": str(self.year or ""), "month": self.words(f"field.month-names.{self.month}") if self.month else "", "day": str(self.day or "")}
        for part, box in self.boxes.items():
            name = self.words(f"field.{part}")
            box.set_words(shown[part] or name, spoken=f"{name}: {shown[part]}" if shown[part] else name)
            choose(box, part == self.step)
        self._box_roving.settle()
        self.read_back.setText(self.said())
        self.read_back.setVisible(bool(self.said()) and not self.step)
        if self.year and self.typed.text() != str(self.year):
            self.typed.set_text(str(self.year))
        elif not self.year and not self.typed.hasFocus():
            self.typed.set_text("")
        for buttons, chosen in ((self.recent, self.year), (self.months, self.month), (self.days, self.day)):
            for number, button in buttons.items():
                choose(button, number == chosen)
        last = _days(self.year, self.month) if self.month else 31
        for number, button in self.days.items():
            button.setVisible(number <= last)
        for roving in (self._month_roving, self._day_roving):
            roving.settle()
        for part, panel in self.panels.items():
            panel.setVisible(part == self.step)
        self.updateGeometry()

    def said(self) -> str:
        """The date in words; of a birth date, the age as a question."""
        if not self.year:
            return ""
        text = date_words(PartialDate(self.year, self.month or None, self.day or None), self.words)
        if self.birth and self.day:
            years = age(date(self.year, self.month, self.day), self.today)
            if 0 <= years <= MOST_YEARS:
                text += ". " + self.words("field.age", age=years, count=years)
        return text

    def stops(self) -> list[QWidget]:
        stops: list[QWidget] = [self._box_roving.stop]
        if self.step == "year":
            stops += [self.typed] + ([self._year_roving.stop] if self.recent else [])
        elif self.step == "month":
            stops += [self._month_roving.stop, self.only_year]
        elif self.step == "day":
            stops += [self._day_roving.stop, self.only_month]
        return [stop for stop in stops if stop is not None]

    def begin(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        if self.step == "year":
            self.typed.setFocus(reason)
        else:
            super().begin(reason)


def age(born: date, today: date) -> int:
    """Full years; someone born on 29 February is a year older on 1 March of a common year."""
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def _days(year: int, month: int) -> int:
    return calendar.monthrange(year, month)[1]
