"""Block: one piece of a page. It is shown what is known (`Now`) and says what was tapped (`Says`); it keeps no answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from intake.ask.form import Item
from intake.ask.medicines import Medicines
from intake.ask.words import Words
from intake.hear.answers import Where
from intake.hear.session import Session
from ui import compose
from ui.theme import Look


@dataclass(frozen=True, slots=True)
class Now:
    """Everything a page is drawn from. `told` are the sentences to show under questions, by address."""

    session: Session
    look: Look
    words: Words
    language: str
    today: date
    staff: bool = False
    wide: bool = True  # the page is wide enough for two things side by side
    told: Mapping[Where, str] = field(default_factory=dict)
    medicines: Medicines | None = None
    notice: str = ""
    opened: frozenset[str] = frozenset()  # keys of folds the person has opened


class Says(QObject):
    """What a page's blocks say to the shell: one voice for the whole page."""

    answered = Signal(str, object, object)  # linkId, rows, raw values (() = cleared)
    went_on = Signal(str, object)  # linkId, rows: the person left this question
    changed = Signal(object)  # a function (session, at) -> session that answers several questions at once
    unfolded = Signal(str, bool)  # key of a fold, open or not
    staff_wanted = Signal()
    help_wanted = Signal()
    notice_wanted = Signal()

    def change(self, step: Callable[[Session, str], Session]) -> None:
        self.changed.emit(step)


class Block(QWidget):
    """`wheres`: the questions it holds. `sticks`: it stays on the screen of the block before it while that fits; `leads`: of the one after it.

    `in_line`: its words stand beside its answers, so that it needs no more room to the next one than one target to another.
    """

    sticks = False
    leads = False
    in_line = False

    def __init__(self, now: Now, says: Says) -> None:
        super().__init__()
        self.look, self.says = now.look, says
        self.wheres: tuple[Where, ...] = ()
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(now.look.mm(1.6))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_now(self, now: Now) -> None:
        """Show the answers and the sentences of `now`."""

    def wanted(self, now: Now) -> bool:
        """Whether it is on the page now; by default while one of its questions is asked."""
        session = now.session
        return not self.wheres or any(session.reading.asked(*where) and compose.due(session, where) for where in self.wheres)

    def begin(self, where: Where | None = None) -> None:
        """Put the keyboard focus on what answers `where`."""

    def settle(self) -> None:
        """Send what is typed and not yet sent."""

    def tall(self, width: int) -> int:
        """Its height in this width."""
        layout = self.layout()
        return layout.totalHeightForWidth(width) if layout.hasHeightForWidth() else layout.totalSizeHint().height()


def for_this_reader(item: Item, staff: bool) -> bool:
    """Whether an item is shown at all: never derived, hidden or switched-off ones; staff's only to staff."""
    if item.hidden or item.ask in ("app", "off") or item.calculated is not None:
        return False
    return staff or (item.audience != "staff" and item.ask != "desk")


def focus(widget: QWidget) -> None:
    """Give a widget the keyboard focus with its ring shown."""
    widget.setFocus(Qt.FocusReason.TabFocusReason)
