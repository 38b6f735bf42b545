"""Preview: the finished PDF for the provider or a nurse: read, enlarge, print, save, copy its text; closing forgets it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QCloseEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QFileDialog, QHBoxLayout, QSizePolicy, QStackedLayout, QVBoxLayout, QWidget

from intake.ask.words import Words
from ui import clip
from ui.away import Away
from ui.bars import NARROW_EM, UPRIGHT_EM
from ui.fields.button import WrapButton
from ui.fields.grid import EvenGrid
from ui.fields.label import PlainLabel, signature, text_width
from ui.message import Message
from ui.press import Press
from ui.sheets import Sheets
from ui.theme import PALETTES, SCALES, Look, dress
from ui.wholefile import write_whole

JOB = "intake"  # what a printer calls the job: the name of the program, and nothing of the visit
SLOW_MS = 4_000  # until it is said that this takes longer than usual
TOUCHED = frozenset({QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.KeyPress, QEvent.Type.TouchBegin, QEvent.Type.TouchUpdate, QEvent.Type.Wheel})

AskWhere = Callable[[QWidget, str, str], str]


def ask_where(parent: QWidget, title: str, name: str) -> str:
    """Where to save, from the system's own dialog; "" when it was closed."""
    chosen, _ = QFileDialog.getSaveFileName(parent, title, name, "PDF (*.pdf)")
    return chosen


class Preview(QWidget):
    """One document. It waits until `put` brings it or `fail` says that it will not come.

    `name` is the document's id, never a person's: the name of a saved copy. `ask` None: no copy can be saved (a kiosk has no files).
    `idle_ms`: it closes when nobody has touched anything for so long.
    """

    closed = Signal()

    def __init__(self, look: Look, words: Words, *, name: str, paper: str = "letter", press: Press | None = None, ask: AskWhere | None = ask_where, idle_ms: int = 0) -> None:
        super().__init__()
        self.setObjectName("shell")
        self.look, self._words, self._name, self._paper = look, words, name, paper
        self._press, self._ask, self._away = press or Press(), ask, Away(self)
        self.state, self._pdf, self._text, self._told, self._problem = "loading", b"", "", "", False
        self._busy: set[str] = set()
        self._built: Built | None = None
        self.setWindowTitle(words("screen.preview.window", id=name))
        self._frame = QVBoxLayout(self)
        self._frame.setContentsMargins(0, 0, 0, 0)
        self._frame.setSpacing(0)
        self._frame.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)  # bars built for a wide window do not hold a tablet that is turned
        self._slow = QTimer(self, singleShot=True, interval=SLOW_MS)
        self._slow.timeout.connect(lambda: self._become("slow"))
        self._slow.start()
        self._clip = clip.Clip(self)
        self._clip.cleared.connect(lambda: self.tell(words("screen.preview.cleared")))
        self._idle = QTimer(self, singleShot=True, interval=idle_ms)
        self._idle.timeout.connect(self.close)
        if idle_ms:
            self._idle.start()
            QApplication.instance().installEventFilter(self)
        self._build()

    # --- the document

    def put(self, pdf: bytes, text: str) -> None:
        """Here it is: the PDF, and its summary as plain text. Both stay in memory."""
        if self.state in ("loading", "slow"):
            self._pdf, self._text = pdf, text
            self._become("ready" if self.sheets.open(pdf) else "failed" if pdf else "empty")

    def fail(self) -> None:
        """It could not be made or read."""
        if self.state in ("loading", "slow"):
            self._become("failed")

    def forget(self) -> None:
        """Drop the document, its pictures and what was copied of it."""
        QApplication.instance().removeEventFilter(self)
        self._idle.stop()
        self._slow.stop()
        self._clip.clear()
        self._pdf, self._text, self.state = b"", "", "closed"
        self.sheets.forget()

    def settle(self, seconds: float = 30.0) -> None:
        """Wait for a print or a copy that is on its way."""
        self._away.join(seconds)

    def _become(self, state: str) -> None:
        self.state = state
        self._slow.stop() if state not in ("loading", "slow") else None
        self._show_state()
        self._tell_bars()
        self.begin()

    def begin(self) -> None:
        """The keys go to the pages, and to Close where there are none."""
        (self.sheets if self.state == "ready" else self._acts["close"]).setFocus(Qt.FocusReason.OtherFocusReason)

    # --- building

    def _build(self) -> None:
        """Bars and body for this look and width; the document goes on where it was."""
        look, words = self.look, self._words
        place, zoom = (self.sheets.place, self.sheets.zoom) if self._built else ((0, 0.0), 0.0)
        focus = QApplication.focusWidget()
        kept = focus.objectName() if self._built and focus is not None and self.isAncestorOf(focus) else ""
        if self._built:
            self.sheets.forget()
            for part in (self._top, self._body, self._foot):
                self._frame.removeWidget(part)
                part.hide()
                part.setParent(None)  # so that no name is found twice
                part.deleteLater()
        self._built = self._wanted()
        self.sheets = Sheets(look, words)
        self.sheets.setObjectName("sheets")
        self.sheets.turned.connect(self._tell_bars)
        self._top, self._foot = self._make_top(look, words), self._make_foot(look, words)
        self._body = QWidget()
        self._stack = QStackedLayout(self._body)
        self._stack.addWidget(self.sheets)
        for part, stretch in ((self._top, 0), (self._body, 1), (self._foot, 0)):
            self._frame.addWidget(part, stretch)
            part.show()  # now, not when Qt comes to it: what is hidden takes no focus
        if self.state == "ready":
            self.sheets.zoom = zoom
            self.sheets.open(self._pdf, place)
        self._show_state()
        self._tell_bars()
        chain = [self.previous, self.next, self.smaller, self.larger, self.size_button, self.palette_button, self.sheets, *self._acts.values()]
        for one, other in zip(chain, chain[1:], strict=False):
            QWidget.setTabOrder(one, other)
        self.begin()
        if kept and (found := self.findChild(QWidget, kept)) is not None and found.isVisible():
            found.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make_top(self, look: Look, words: Words) -> QWidget:
        """Which page, how large, and how it is shown."""
        self.previous = self._icon("previous", "chevron-up", words("screen.preview.previous"), lambda: self.sheets.go(self.sheets.page - 1))
        self.next = self._icon("next", "chevron-down", words("screen.preview.next"), lambda: self.sheets.go(self.sheets.page + 1))
        self.smaller = self._icon("smaller", "minus", "", lambda: self._zoom(-1))
        self.larger = self._icon("larger", "plus", "", lambda: self._zoom(1))
        self.size_button = self._icon("size", "a-large-small", words("screen.change-size", percent=round(look.scale * 100)), self._next_size)
        self.palette_button = self._icon("palette", "contrast", words("screen.change-palette", name=words(f"screen.palette.{look.palette}")), self._next_palette)
        self._count, self._size = PlainLabel("", look, "small"), PlainLabel("", look, "small")
        trial = PlainLabel(words("screen.trial"), look, "small", colour="problem")
        trial.setObjectName("trial")
        for label in (self._count, self._size, trial):
            label.set_side(Qt.AlignmentFlag.AlignHCenter)
        bar = QWidget()
        rows = QBoxLayout(QBoxLayout.Direction.TopToBottom if self._built.two_rows else QBoxLayout.Direction.LeftToRight, bar)
        rows.setContentsMargins(look.mm(3), look.mm(1), look.mm(3), look.mm(1))
        rows.setSpacing(look.gap)
        for label, wide in zip((self._count, self._size), _widest(look, words), strict=True):
            label.setMinimumWidth(wide)  # on one line, whatever the layout would rather do
        where = QWidget()
        both = QVBoxLayout(where)
        both.setContentsMargins(0, 0, 0, 0)
        both.setSpacing(0)
        both.addWidget(self._count)
        both.addWidget(trial)
        for parts in ((self.previous, where, self.next), (self.smaller, self._size, self.larger, self.size_button, self.palette_button)):
            row = QHBoxLayout()
            row.setSpacing(look.gap)
            for part in parts:
                row.addWidget(part, int(not isinstance(part, WrapButton)), Qt.AlignmentFlag.AlignVCenter)
            rows.addLayout(row, 1)
        return bar

    def _icon(self, name: str, picture: str, spoken: str, act: Callable[[], None]) -> WrapButton:
        button = WrapButton("", self.look, picture=picture)
        button.set_words("", spoken=spoken or name)
        button.setObjectName(name)
        button.setFixedSize(self.look.target, self.look.target)
        button.clicked.connect(lambda _=False: act())
        return button

    def _make_foot(self, look: Look, words: Words) -> QWidget:
        """What became of the last tap, then what can be done with the document."""
        bar = QWidget()
        column = QVBoxLayout(bar)
        column.setContentsMargins(look.mm(3), look.mm(1), look.mm(3), look.mm(1.2))
        column.setSpacing(look.mm(1))
        self._note = PlainLabel("", look, "small")
        self._note.setObjectName("note")
        self._note.set_side(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._note)
        grid = EvenGrid((4 if self._ask else 3, 2, 1), look.gap)
        acts = {"print": self.print, "save": self.save, "copy": self.copy, "close": self.close}
        self._acts = {}
        for name, act in acts.items():
            if name == "save" and self._ask is None:
                continue
            whole, short = words(f"screen.preview.{name}"), f"screen.preview.{name}-short"
            button = WrapButton("", look, kind="primary" if name == "close" else "plain")
            button.set_words(words(short) if self._built.narrow and short in words else whole, spoken=whole)
            button.setObjectName(name)
            button.clicked.connect(lambda _=False, act=act: act())
            place = button.sizePolicy()
            place.setRetainSizeWhenHidden(True)  # Close stays where the hand knows it
            button.setSizePolicy(place)
            grid.addWidget(button)
            self._acts[name] = button
        column.addLayout(grid)
        bar.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        return bar

    def _show_state(self) -> None:
        """The pages, or the one sentence that stands for them."""
        shown, words = self._stack.currentWidget(), self._words
        if self.state in ("ready", "closed"):
            self._stack.setCurrentWidget(self.sheets)
        else:
            lines = {"loading": words("screen.preview.loading-body"), "slow": words("screen.preview.slow"), "failed": words("screen.preview.failed-body")}
            title = words("screen.preview.loading" if self.state == "slow" else f"screen.preview.{self.state}")
            waits = self.state in ("loading", "slow")
            said = Message(self.look, title, filter(None, (lines.get(self.state),)), picture="clock" if waits else "triangle-alert")
            self._stack.addWidget(said)
            self._stack.setCurrentWidget(said)
        if shown is not None and shown is not self.sheets:
            self._stack.removeWidget(shown)
            shown.deleteLater()

    def _tell_bars(self) -> None:
        """Page, size, and which buttons are of use now."""
        ready, sheets, words = self.state == "ready", self.sheets, self._words
        count = words("screen.preview.page-of", page=sheets.page + 1, pages=sheets.pages) if ready else ""
        percent = round(100 * sheets.scale)
        self._count.setText(count)
        self._count.setVisible(bool(count))
        self._size.setText((words("screen.preview.percent", percent=percent) if sheets.zoom else words("screen.preview.fit")) if ready else "")
        self.smaller.set_words("", spoken=words("screen.preview.smaller", percent=percent))
        self.larger.set_words("", spoken=words("screen.preview.larger", percent=percent))
        sheets.setAccessibleName(count or words("screen.preview.loading"))
        sheets.setAccessibleDescription(sheets.text(sheets.page) if ready and QAccessible.isActive() else "")
        able = {
            self.previous: ready and sheets.page > 0, self.next: ready and sheets.page + 1 < sheets.pages,
            self.smaller: ready and sheets.next_zoom(-1) is not None, self.larger: ready and sheets.next_zoom(1) is not None,
        } | {button: ready and name not in self._busy for name, button in self._acts.items() if name != "close"}  # fmt: skip
        for button, use in able.items():
            if not use and button.hasFocus():  # left to itself the focus would go anywhere, and the next Enter with it
                sheets.setFocus(Qt.FocusReason.OtherFocusReason)
            button.setEnabled(use)
            button.setVisible(self.state not in ("failed", "empty"))  # where nothing will come there is nothing to do but to close
        self._note.setText(self._told)
        self._note.setAccessibleName(self._told)
        self._note.set_colour("problem" if self._problem else "text")
        self._note.setVisible(bool(self._told))

    def tell(self, words: str, *, problem: bool = False) -> None:
        """The sentence above the buttons."""
        self._told, self._problem = words, problem
        self._tell_bars()

    # --- what a person does

    def print(self) -> None:
        """Put every page on this computer's printer, away from the screen's thread: it takes a second or two."""
        pdf, pages, words = self._pdf, self.sheets.pages, self._words
        if self.state == "ready" and self._begin("print", "screen.preview.printing"):

            def after(done: Any) -> None:
                self._busy.discard("print")
                good = done is True
                self.tell(words("screen.preview.printed", count=pages) if good else words("screen.preview.not-printed"), problem=not good)

            self._away(lambda: self._press.put(pdf, self._paper, JOB), after)

    def save(self) -> None:
        """A copy where the person says; the name offered is the document's id."""
        words, pdf = self._words, self._pdf
        if self.state != "ready" or self._ask is None or "save" in self._busy:
            return
        chosen = self._ask(self, words("screen.preview.save-title"), f"{self._name}.pdf")
        if not chosen:
            return
        place = Path(chosen) if Path(chosen).suffix else Path(f"{chosen}.pdf")
        self._begin("save", "screen.preview.saving")

        def after(done: Any) -> None:
            self._busy.discard("save")
            if isinstance(done, Exception):
                reason = getattr(done, "strerror", None) or type(done).__name__
                self.tell(words("screen.preview.not-saved", reason=reason), problem=True)
            else:
                self.tell(words("screen.preview.saved", name=place.name))

        self._away(lambda: write_whole(place, pdf), after)

    def copy(self) -> None:
        """The plain text on the clipboard, for a minute."""
        if self.state != "ready":
            return
        self._clip.copy(self._text)
        self.tell(self._words("screen.preview.copied", seconds=clip.SECONDS))

    def _begin(self, name: str, key: str) -> bool:
        if name in self._busy:
            return False
        self._busy.add(name)
        self.tell(self._words(key))
        return True

    def _zoom(self, step: int) -> None:
        zoom = self.sheets.next_zoom(step)
        if zoom is not None:
            self.sheets.enlarge(zoom)

    def _next_size(self) -> None:
        self._restyle(scale=_after(SCALES, self.look.scale))

    def _next_palette(self) -> None:
        self._restyle(palette=_after(tuple(PALETTES), self.look.palette))

    def _restyle(self, **change: object) -> None:
        self.look = replace(self.look, **change)
        dress(QApplication.instance(), self.look)
        self._build()

    def _wanted(self) -> Built:
        """What the bars are built for."""
        look = self.look
        one_row = 6 * look.target + sum(_widest(look, self._words)) + 9 * look.gap
        narrow = self.width() < (UPRIGHT_EM if self.height() > self.width() else NARROW_EM) * look.em
        return Built(look, narrow, self.width() < one_row)

    # --- events

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802, ARG002
        """Somebody is there."""
        if event.type() in TOUCHED:
            self._idle.start()
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        if self._wanted() != self._built:
            self._build()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Page Up and Down, Home, End; plus and minus; Ctrl with P, S, C; Esc closes."""
        key, sheets = event.key(), self.sheets
        keys = {
            Qt.Key.Key_PageDown: lambda: sheets.go(sheets.page + 1), Qt.Key.Key_PageUp: lambda: sheets.go(sheets.page - 1),
            Qt.Key.Key_Home: lambda: sheets.go(0), Qt.Key.Key_End: lambda: sheets.go(sheets.pages - 1),
            Qt.Key.Key_Plus: lambda: self._zoom(1), Qt.Key.Key_Equal: lambda: self._zoom(1), Qt.Key.Key_Minus: lambda: self._zoom(-1), Qt.Key.Key_Escape: self.close,
        }  # fmt: skip
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            keys |= {Qt.Key.Key_P: self.print, Qt.Key.Key_S: self.save, Qt.Key.Key_C: self.copy}
        keys.get(key, lambda: None)()
        event.accept()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        self.forget()
        super().closeEvent(event)
        self.closed.emit()


@dataclass(frozen=True, slots=True)
class Built:
    """What the bars were built for: anything else, and they are built anew."""

    look: Look
    narrow: bool  # short words
    two_rows: bool


def _widest(look: Look, words: Words) -> tuple[int, int]:
    """Pixels of the longest page count and of the longest size, each on one line."""
    letters = signature(look.font("small"))
    return text_width(words("screen.preview.page-of", page=88, pages=88), letters)[0], text_width(words("screen.preview.fit"), letters)[0]


def _after(values: tuple, value: object) -> Any:
    return values[(values.index(value) + 1) % len(values)] if value in values else values[0]
