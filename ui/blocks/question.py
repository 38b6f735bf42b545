"""One question: its words, its help, its control, and a polite sentence when something is wrong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from PySide6.QtWidgets import QVBoxLayout, QWidget

from intake.ask.form import Item
from intake.ask.words import Text
from intake.hear.answers import Where
from ui.blocks.block import Block, Now, Says, for_this_reader
from ui.fields import make_field
from ui.fields.beside import Beside
from ui.fields.button import TickButton, choose
from ui.fields.date import DateField
from ui.fields.field import Field
from ui.fields.label import PlainLabel
from ui.keyboard import QUICK_MOST

PLAIN = frozenset({"yes", "no", "unsure"})

BESIDE_EM = 13
"""Ems the words of a Yes / No row need to stand beside their answers; with less room the answers go below."""

TICKED_MOST = 12
"""Medicines of a list that stand there to be ticked."""

LINE_MOST = 60
"""Letters of a question beside which one line can be typed."""


Before = Callable[[Now], str]


class Question(Block):
    """`before` gives what stands in front of the words: the name of the row it belongs to, which may change.

    Where words and answers share a line, the answers take `share` of it at most (all of that with `fills`) while the words keep `least_em`.
    """

    share, least_em, fills = 0.56, BESIDE_EM, False

    def __init__(self, item: Item, rows: tuple[str, ...], now: Now, says: Says, *, before: Before | None = None) -> None:
        super().__init__(now, says)
        self.item, self.where, self._before = item, Where(item.link_id, rows), before
        self.wheres = (self.where,)
        self._label = PlainLabel(item.text.say(now.language), now.look, "strong")
        words = QWidget()
        lines = QVBoxLayout(words)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(now.look.mm(1))
        lines.addWidget(self._label)
        if item.help:
            lines.addWidget(PlainLabel(item.help.say(now.language), now.look, "small", colour="quiet"))
        self.field = self._field(now)
        if isinstance(self.field, DateField) and not (item.required or item.ask_again):
            self.field.wait()
        if self._in_one_line():
            self.in_line = True
            row = QWidget()
            pair = Beside(now.look.mm(4), least=self.least_em * now.look.em, share=self.share, fill=self.fills or is_line(item), parent=row)
            pair.addWidget(words)
            pair.addWidget(self.field)
            self.body.addWidget(row)
        else:
            self.body.addWidget(words)
            self.body.addWidget(self.field)

    def _in_one_line(self) -> bool:
        """Whether the words stand beside the answers."""
        return stands_beside(self.item) or self._is_short_number() or is_line(self.item)

    def _field(self, now: Now) -> Field:
        made = make_field(
            self.item, now.look, now.words, now.language, medicines=now.medicines, today=now.today, own_pad=self._own_pad()
        )
        made.tapped.connect(lambda raws: self.says.answered.emit(*self.where, raws))
        made.left.connect(lambda: self.says.went_on.emit(*self.where))
        return made

    def _is_short_number(self) -> bool:
        """A number typed with the keys below the page: one line with its words."""
        return self.item.kind in ("integer", "decimal") and self.item.control != "scale" and not self._own_pad()

    def _own_pad(self) -> bool:
        """Days of a month are tapped on the page itself; longer numbers use the keys below the page."""
        most = self.item.limits.max
        return isinstance(most, Decimal) and most <= QUICK_MOST and not self.where.rows

    def show_now(self, now: Now) -> None:
        self._name(now)
        self.field.show_cell(now.session.reading.cell(*self.where))
        self.field.explain(now.told.get(self.where, ""))

    def _name(self, now: Now) -> None:
        """Put the row's name, as it is now, before the question."""
        name = self._before(now) if self._before else ""
        words = self.item.text.say(now.language)
        words = now.words("field.named", name=name, words=words) if name else words
        if words != self._label.text():
            self._label.setText(words)

    def begin(self, where: Where | None = None) -> None:
        self.field.begin()

    def settle(self) -> None:
        self.field.settle()


class CheckedQuestion(Question):
    """A red flag: Yes, No, Not sure; the milder kinds of Yes ("a doctor has checked it") open only after Yes (pages.md, 1)."""

    def __init__(self, item: Item, rows: tuple[str, ...], now: Now, says: Says, *, before: Before | None = None) -> None:
        self._whole = item
        plain = tuple(option for option in item.options if option.code in PLAIN)
        super().__init__(replace(item, options=plain, orientation="horizontal"), rows, now, says, before=before)
        self.kinds: dict[str, TickButton] = {}
        for option in item.options:
            if option.code not in PLAIN:
                button = TickButton(option.display.say(now.language), now.look)
                button.clicked.connect(lambda _=False, code=option.code: self._toggle(code))
                self.body.addWidget(button)
                self.kinds[option.code] = button

    def _toggle(self, code: str) -> None:
        if not self.kinds[code].bounced():
            given = ("yes",) if self._given == (code,) else (code,)
            self.says.answered.emit(*self.where, given)

    def show_now(self, now: Now) -> None:
        self._name(now)
        cell = now.session.reading.cell(*self.where)
        self._given = cell.raw
        kind = next((code for code in self.kinds if cell.raw == (code,)), None)
        self.field.show_cell(replace(cell, raw=("yes",)) if kind else cell)
        self.field.explain(now.told.get(self.where, ""))
        for code, button in self.kinds.items():
            button.setVisible(cell.raw == ("yes",) or kind is not None)
            choose(button, code == kind)


class Note(Block):
    """Words that are only shown."""

    def __init__(self, words: str, now: Now, says: Says, *, role: str = "body", colour: str = "text", sticks: bool = False) -> None:
        super().__init__(now, says)
        self.sticks = sticks
        self.body.addWidget(PlainLabel(words, now.look, role, colour=colour))


class Lead(Note):
    """Words that belong to what follows them."""

    leads = True


class Heading(Lead):
    """The words of a group that is one of several on a page."""

    def __init__(self, words: str, items: list[Item], rows: tuple[str, ...], now: Now, says: Says) -> None:
        super().__init__(words, now, says, role="small", colour="accent")
        self._under = tuple(Where(item.link_id, rows) for item in items if item.is_question and item.ask == "core" and for_this_reader(item, now.staff))

    def wanted(self, now: Now) -> bool:
        return any(now.session.reading.asked(*where) for where in self._under)


class RowsHeading(Lead):
    """What a group of rows asks for, above its first row: its words, and its help below them."""

    def __init__(self, group: Item, now: Now, says: Says) -> None:
        super().__init__(group.text.say(now.language), now, says, role="strong")
        self._group = group
        if group.help:
            self.body.addWidget(PlainLabel(group.help.say(now.language), now.look, "small", colour="quiet"))

    def wanted(self, now: Now) -> bool:
        return now.session.reading.asked(self._group.link_id)


class Shown(Block):
    """A display item: shown while it is asked."""

    def __init__(self, item: Item, rows: tuple[str, ...], now: Now, says: Says) -> None:
        super().__init__(now, says)
        self._where = Where(item.link_id, rows)
        self.body.addWidget(PlainLabel(item.text.say(now.language), now.look))

    def wanted(self, now: Now) -> bool:
        return now.session.reading.asked(*self._where)


def stands_beside(item: Item) -> bool:
    """Whether the answers stand at the end of the question's line: one row for Yes and No (pages.md, rule 1)."""
    codes = {option.code for option in item.options}
    return item.kind == "boolean" or (item.kind == "choice" and not item.repeats and bool(codes) and codes <= PLAIN)


def is_line(item: Item) -> bool:
    """Whether the answer is one line to type: it stands at the end of the question's line, so that both stay above the keys."""
    return item.kind == "string" and len(item.text.say("en")) <= LINE_MOST


def is_checked_kind(item: Item) -> bool:
    """Yes and No, and milder kinds of Yes beside them."""
    codes = {option.code for option in item.options}
    return item.kind == "choice" and not item.repeats and {"yes", "no"} <= codes and bool(codes - PLAIN) and "checked" in codes


def question(item: Item, rows: tuple[str, ...], now: Now, says: Says, *, before: Before | None = None) -> Question:
    """The block of a question. The few medicines of a list that asks for several are ticked, not searched for."""
    if item.medicines and item.repeats and now.medicines is not None:
        known = now.medicines.by_code
        if sum(option.code in known for option in item.options) <= TICKED_MOST:
            named = ((o, known.get(o.code)) for o in item.options)
            ticks = (replace(o, display=Text(now.medicines.label(m, now.language))) if m else o for o, m in named)
            item = replace(item, options=tuple(ticks), medicines=None, control="check-box")
    kind = CheckedQuestion if is_checked_kind(item) else Question
    return kind(item, rows, now, says, before=before)


def has_control(item: Item) -> bool:
    """Whether the screen can take this answer."""
    return item.can_be_put
