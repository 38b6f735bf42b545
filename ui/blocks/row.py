"""Rows of a repeating group: closed, a card with one line; open, its questions; at most what is being filled in is open."""

from __future__ import annotations

from collections.abc import Iterable

from intake.ask.form import Item
from intake.hear.spoken import date_words
from intake.hear.values import Coded, PartialDate
from ui import compose
from ui.blocks.block import Block, Now, Says, focus, for_this_reader
from ui.fields.rows import RowCard, RowShown


class ClosedRow(Block):
    """One row as a card: what was said, Change, Remove (asked again in place)."""

    def __init__(self, group: Item, items: Iterable[Item], path: tuple[str, ...], now: Now, says: Says) -> None:
        super().__init__(now, says)
        self._group, self._path, self._items = group, path, tuple(items)
        self.card = RowCard(group.text.say(now.language), now.look, now.words)
        self.card.change.setObjectName(f"open:{row_key(group, path)}")
        self.card.remove.setObjectName(f"drop:{row_key(group, path)}")
        self.card.change.clicked.connect(lambda _=False: says.unfolded.emit(row_key(group, path), True))
        self.card.confirmed.connect(lambda: says.change(self._drop))
        self.body.addWidget(self.card)

    def _drop(self, session, at: str):
        return session.remove_row(self._group.link_id, self._path, at=at)

    def wanted(self, now: Now) -> bool:
        return self._path in now.session.reading.rows(self._group.link_id, self._path[:-1])

    def show_now(self, now: Now) -> None:
        number = now.session.answers.row_ids(self._group.link_id, self._path[:-1]).index(self._path[-1]) + 1
        said = [words for item in self._items if (words := _said(now, item, self._path))]
        self.card.show_line(RowShown(self._path[-1], said[0] if said else "", ", ".join(said[1:3])), number)

    def begin(self, where: object = None) -> None:
        focus(self.card.change)


def core_questions(now: Now, items: Iterable[Item]) -> list[Item]:
    """The questions among items that everyone is asked."""
    return [item for item in items if item.is_question and item.ask == "core" and for_this_reader(item, now.staff)]


def row_key(group: Item, path: tuple[str, ...]) -> str:
    """The name of a row among what is opened or closed on a page."""
    return "/".join((group.link_id, *path))


def is_blank(now: Now, items: Iterable[Item], path: tuple[str, ...]) -> bool:
    """Whether nothing was answered in a row by a person (an author's initial value does not count)."""
    answers = now.session.answers
    given = [item for item in items if answers.raw(item.link_id, path)]
    return all(item.initial for item in given)


def row_is_open(now: Now, group: Item, items: Iterable[Item], path: tuple[str, ...]) -> bool:
    """Open: asked for, still blank, or with something to explain."""
    items = tuple(items)
    told = any(where.rows == path for where in now.told)
    return told or row_key(group, path) in now.opened or is_blank(now, items, path)


def stays_open(now: Now, items: Iterable[Item], path: tuple[str, ...]) -> bool:
    """Whether an open row waits for "Done": not when its one question says it all."""
    return sum(now.session.reading.asked(item.link_id, path) for item in core_questions(now, items)) > 1


def row_name(now: Now, group: Item, path: tuple[str, ...]) -> str:
    """What a row is called: its first answer where that is a name, else its number."""
    item = now.session.form.items[group.children[0]]
    named = _said(now, item, path) if item.kind in ("string", "open-choice", "choice") else ""
    if named and group.link_id == "treatment" and len(compose.purposes(now.session.reading)) > 1:
        named = f"{named} · {_said(now, now.session.form.item(compose.WHY), path)}"
    if named:
        return named[:60]
    ids = now.session.answers.row_ids(group.link_id, path[:-1])
    number = ids.index(path[-1]) + 1 if path[-1] in ids else len(ids)
    return now.words("screen.row-number", number=number)


def _said(now: Now, item: Item, path: tuple[str, ...]) -> str:
    """An answer of a row in a few words."""
    if not item.is_question or not for_this_reader(item, now.staff):
        return ""
    said = []
    for value in now.session.reading.values(item.link_id, path):
        if isinstance(value, Coded):
            said.append(value.typed or value.display.say(now.language))
        elif isinstance(value, PartialDate):
            said.append(date_words(value, now.words))
        elif isinstance(value, str | int) and not isinstance(value, bool):
            said.append(str(value))
    return ", ".join(said)
