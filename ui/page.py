"""One page: its blocks, packed into as many screens as it takes so that nothing scrolls; built lazily, shown from a Now."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QLayout, QWidget

from intake.ask.form import Item, Page
from intake.hear.answers import Where
from ui import compose
from ui.blocks import treatments
from ui.blocks.block import Block, Now, Says
from ui.blocks.fold import Foot
from ui.blocks.row import row_is_open, row_key, stays_open
from ui.blocks.ticks import NoneOfThese
from ui.fields.field import Field
from ui.layouts import Layout, opened_by_answers
from ui.screen import Screen, in_order

WIDE_EM = 22
LISTS = frozenset({"chips", "grid", "ticks"})
"""Layouts that are one list of targets: the same gap down as across."""


class PageView(Screen):
    """The screens of one page. `parts` is how many there are now; `show_now` draws one of them.

    `repacked`: something grew or shrank (a date was finished), and other questions may stand on the screen now.
    A follow-up stays with its question: when it opens and does not fit, the question moves to the top of its own screen.
    """

    repacked = Signal()

    def __init__(self, page: Page, now: Now, says: Says) -> None:
        super().__init__(now.look)
        self.page, self.says = page, says
        self.setAccessibleName(page.title.say(now.language))
        self._now = replace(now, opened=now.opened | opened_by_answers(page, now))
        self._blocks: list[Block] = []
        self._folds: dict[Block, str] = {}
        self._parts: list[list[Block]] = [[]]
        self._part = 0
        self._room = 0
        self._shape: object = None
        self._width = 0
        self._grown = QTimer(self, singleShot=True, interval=0)
        self._grown.timeout.connect(self._repack)
        self._none = NoneOfThese(now, says) if page.layout == "ticks" else None
        margins = self.column.contentsMargins()
        self.column.setContentsMargins(margins.left(), margins.top(), margins.right(), now.look.mm(0.8))  # the footer brings its own air
        self.column.addStretch(1)
        if self._none is not None:
            self.column.insertWidget(0, self._none)

    @property
    def opened(self) -> frozenset[str]:
        """Keys of the folds that stand open."""
        return self._now.opened

    @property
    def parts(self) -> int:
        return len(self._parts)

    @property
    def part(self) -> int:
        return self._part

    @property
    def wheres(self) -> tuple[Where, ...]:
        """The questions on the screen that is shown, in order."""
        reading = self._now.session.reading
        return tuple(where for block in self._parts[self._part] for where in block.wheres if reading.asked(*where))

    def show_now(self, now: Now, part: int, room: int, width: int) -> None:
        """Draw `part` (-1: the last) of the page for `now`. `room` and `width` are the body's, in px, without any keyboard."""
        now = replace(now, opened=now.opened | self._now.opened, wide=width >= WIDE_EM * now.look.em)
        now = replace(now, opened=now.opened | self._waiting_rows(now))
        self._now, self._room, self._width = now, room, width
        shape = (_shape(self.page, now), now.wide)
        held = self._held() if shape != self._shape else None
        stay = self.wheres[:1] if part == self._part else ()
        if shape != self._shape:
            self._build(now)
            self._shape = shape
        for block in self._blocks:
            block.show_now(now)
        self._pack(width)
        self._part = self.parts - 1 if part < 0 else min(part, self.parts - 1)
        if stay:  # nobody has turned the page: what was on the screen stays on it, wherever it stands now
            self._part = self.part_of(stay[0])
        self._reveal()
        if held is not None:
            self._hold(*held)

    @property
    def fold(self) -> tuple[str, bool] | None:
        """(key, open) of the page's own fold when this is its last screen and something is behind it."""
        key = self.page.key
        behind = any(self._folds.get(block) == key and block.wanted(self._now) for block in self._blocks)
        opened = key in self._now.opened
        last = self._part == self.parts - 1
        return (key, opened) if behind and last else None

    def part_of(self, where: Where) -> int:
        """The part a question stands on; the one shown when it is not on the page."""
        for number, blocks in enumerate(self._parts):
            if any(where in block.wheres for block in blocks):
                return number
        return self._part

    def holds(self, where: Where) -> bool:
        """Whether a question stands on one of the page's screens."""
        return any(where in block.wheres for blocks in self._parts for block in blocks)

    def unfold(self, key: str, open_: bool) -> None:
        """Open or close a fold; `show_now` follows."""
        opened = self._now.opened | {key} if open_ else self._now.opened - {key}
        self._now = replace(self._now, opened=opened)

    def begin(self, where: Where | None = None) -> None:
        """Focus on a question of the screen, or on the first thing to do that is not done yet."""
        shown = self._parts[self._part]
        if where is not None:
            block = next((b for b in shown if where in b.wheres), None)
            if block is not None:
                block.begin(where)
                self.show_widget(block)
                return
        blank = next((b for b in shown if b.wheres and not any(self._now.session.answers.raw(*w) for w in b.wheres)), None)
        if blank is not None and not self.look.touch:
            blank.begin()

    def settle(self) -> None:
        """Send what is typed and not yet sent."""
        for field in self.content.findChildren(Field):
            field.settle()

    def show_widget(self, widget: QWidget) -> None:
        self.fit()
        super().show_widget(widget)

    # building

    def _waiting_rows(self, now: Now) -> frozenset[str]:
        """Rows that are open and have more than one question stay open until they are done."""
        keys = set()
        for group in _groups(self.page, now):
            items = [now.session.form.items[slot] for slot in group.children]
            for path in now.session.reading.rows(group.link_id):
                if row_is_open(now, group, items, path) and stays_open(now, items, path):
                    keys.add(row_key(group, path))
        return frozenset(keys)

    def _build(self, now: Now) -> None:
        for block in self._blocks:
            self.column.removeWidget(block)
            block.hide()
            block.deleteLater()
        layout = Layout(self.page, now, self.says)
        self._blocks = layout.blocks()
        self._folds = layout.folds
        for place, block in enumerate(self._blocks):
            self.column.insertWidget(place, block)
        even = self.page.layout in LISTS or all(block.in_line for block in self._blocks)
        self.column.setSpacing(now.look.gap if even else now.look.mm(4))

    def _held(self) -> tuple[str, tuple[Where, ...]] | None:
        """Where the focus is, so that building the page anew does not lose it: the widget's name and its block's questions."""
        focus = QApplication.focusWidget()
        if focus is None or not self.content.isAncestorOf(focus):
            return None
        block = next((b for b in self._blocks if b.isAncestorOf(focus)), None)
        return focus.objectName(), block.wheres if block is not None else ()

    def _hold(self, name: str, wheres: tuple[Where, ...]) -> None:
        same = self.content.findChild(QWidget, name) if name else None
        if same is not None and same.isVisibleTo(self.content):
            same.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        block = next((b for b in self._parts[self._part] if wheres and b.wheres == wheres), None)
        if block is not None and not self.look.touch:
            block.begin()

    def _wanted(self, block: Block) -> bool:
        key = self._folds.get(block)
        shown = key is None or key in self._now.opened or any(compose.needed(self._now.session, where) for where in block.wheres)
        return shown and block.wanted(self._now)

    # packing

    def _pack(self, width: int) -> None:
        """Greedy, in order; a question and its follow-ups stand together while one screen can hold them."""
        margins = self.column.contentsMargins()
        inner = width - margins.left() - margins.right()
        gap = self.column.spacing()
        room = self._room - margins.top() - margins.bottom()
        if self._none is not None:
            room -= self._none.tall(inner) + gap
        for layout in self.content.findChildren(QLayout):
            layout.invalidate()
        parts: list[list[Block]] = []
        used = 0
        for bundle in _bundles([block for block in self._blocks if self._wanted(block)]):
            talls = [block.tall(inner) for block in bundle]
            whole = sum(talls) + gap * (len(talls) - 1)
            if parts and used + gap + whole <= room:
                parts[-1] += bundle
                used += gap + whole
            elif whole <= room:
                parts.append(list(bundle))
                used = whole
            else:
                used = _spill(parts, bundle, talls, gap, room)
        self._parts = parts or [[]]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if watched is self.content and event.type() is QEvent.Type.LayoutRequest:
            self._grown.start()
        return super().eventFilter(watched, event)

    def _repack(self) -> None:
        """Pack again when a control has changed its height by itself; stay with what the person is on."""
        before, shown = self._parts, self._parts[self._part]
        if not self._width or not shown:
            return
        focus = QApplication.focusWidget()
        here = next((block for block in shown if focus is not None and block.isAncestorOf(focus)), shown[0])
        self._pack(self._width)
        if self._parts == before:
            return
        self._part = next((number for number, blocks in enumerate(self._parts) if here in blocks), 0)
        self._reveal()
        self.repacked.emit()

    def _reveal(self) -> None:
        shown = set(self._parts[self._part])
        for block in self._blocks:
            block.setVisible(block in shown)
        if self._none is not None:
            items = [self._now.session.form.item(where.link_id) for where in self.wheres]
            self._none.items = tuple(item for item in items if compose.can_tick(self._now.session, self.page, item))
            self._none.setVisible(bool(self._none.items))
            self._none.show_now(self._now)
        self.drawing = any(field.is_wide for block in shown for field in block.findChildren(Field))
        self.fit()

    def chain(self) -> list[QWidget]:
        return [w for w in in_order(self.column) if w.focusPolicy() != Qt.FocusPolicy.NoFocus]


def _bundles(blocks: list[Block]) -> list[list[Block]]:
    """Each block with the blocks that stick to it."""
    bundles: list[list[Block]] = []
    for block in blocks:
        if bundles and (block.sticks or bundles[-1][-1].leads):
            bundles[-1].append(block)
        else:
            bundles.append([block])
    return bundles


def _spill(parts: list[list[Block]], bundle: list[Block], talls: list[int], gap: int, room: int) -> int:
    """A bundle that no screen holds is cut between its blocks; a single block that is too tall scrolls. Returns px used on the last screen.

    Words that lead are never left alone, nor is a foot.
    """
    used = 0
    for number, (block, tall) in enumerate(zip(bundle, talls, strict=True)):
        stays = number and (used + gap + tall <= room or bundle[number - 1].leads or isinstance(block, Foot))
        if stays:
            parts[-1].append(block)
            used += gap + tall
        else:
            parts.append([block])
            used = tall
    return used


def _shape(page: Page, now: Now) -> tuple:
    """What decides which blocks there are: the rows and which of them are open, and the purpose of the grid."""
    reading = now.session.reading
    shape: list[object] = [now.staff]
    grid = treatments.rows_of_grid(now) if page.layout == "grid" and now.medicines else frozenset()
    for group in _groups(page, now):
        items = [now.session.form.items[slot] for slot in group.children]
        for path in reading.rows(group.link_id):
            if path[-1] not in grid:
                behind = frozenset(item.link_id for item in items if compose.folded(now.session, item, path))
                shape.append((group.link_id, path, row_is_open(now, group, items, path), behind))
        shape.append(reading.asked(group.link_id))
    if page.layout == "grid":
        shape.append(compose.purposes(reading))
    return tuple(shape)


def _groups(page: Page, now: Now) -> list[Item]:
    """The outermost repeating groups with something on this page."""
    form = now.session.form
    groups: dict[int, Item] = {}
    for item in compose.inside(now.session, page):
        outer = item.repeating[:1] or ((item.slot,) if item.is_group and item.repeats else ())
        for slot in outer:
            groups.setdefault(slot, form.items[slot])
    return list(groups.values())
