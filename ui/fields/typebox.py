"""TypeBox: the one box people type into; it grows with the words, refuses what is too long, and keeps nothing on the clipboard."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QMimeData, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QKeySequence, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy

from intake.ask.words import Words
from ui.theme import Look

PAUSE_MS = 400  # typing is sent after this pause, on leaving, and on settle()
_BY_KEY = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)


class TypeBox(QPlainTextEdit):
    """Text exactly as typed. `lines` is its height when empty; with one line, Enter goes on instead of breaking the line.

    Signals: `changed(str)` after a pause or when left; `touched(str)` at every letter; `refused(str)` a sentence: the last
    letters or paste did not fit and nothing was taken of them ("" when typing goes on); `entered()` Enter in one line.
    `accepts` may refuse text for another reason by returning a sentence.
    """

    changed = Signal(str)
    touched = Signal(str)
    refused = Signal(str)
    entered = Signal()

    def __init__(self, look: Look, words: Words, *, name: str, limit: int, lines: int = 1, role: str = "body",
                 hints: Qt.InputMethodHint = Qt.InputMethodHint.ImhNone, accepts: Callable[[str], str] | None = None, pause: int = PAUSE_MS):  # fmt: skip
        super().__init__()
        self.look, self.words, self.limit, self._lines, self._accepts = look, words, limit, lines, accepts
        self._kept, self._sent, self._own_change, self._refusing = "", "", False, False
        font = look.font(role)
        self.document().setDefaultFont(font)
        self.setFont(font)
        if role != "body":  # the sheet's size would win over setFont
            self.setStyleSheet(f"QPlainTextEdit {{ font-size: {font.pixelSize()}px; font-weight: {'bold' if font.bold() else 'normal'}; }}")
        self._line = QFontMetrics(font).lineSpacing()
        self.setAccessibleName(name)
        self.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText | hints)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setAcceptDrops(False)
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded if lines > 1 else Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(0)
        self._timer = QTimer(self, singleShot=True, interval=pause)
        self._timer.timeout.connect(self.settle)
        self.textChanged.connect(self._text_changed)
        self.document().documentLayout().documentSizeChanged.connect(lambda _: self._fit())
        self._fit()

    # text

    def text(self) -> str:
        """What is typed, in Python's code points; paragraph marks as line feeds, everything else untouched."""
        return self.document().toRawText().replace("\u2029", "\n").replace("\u2028", "\n")

    def set_text(self, text: str) -> None:
        """Show a text that came from outside; nothing is sent. Text that is there already is left alone (caret and all)."""
        if text == self.text():
            return
        self._own_change = True
        self.setPlainText(text)
        self.moveCursor(QTextCursor.MoveOperation.End)
        self._own_change = False
        self._kept = self._sent = self.text()
        self._fit()

    def settle(self) -> None:
        """Send what is typed and not yet sent."""
        self._timer.stop()
        text = self.text()
        if text != self._sent:
            self._sent = text
            self.changed.emit(text)

    def left_over(self) -> int:
        """How many characters still fit."""
        return self.limit - len(self.text())

    def _text_changed(self) -> None:
        if self._own_change:
            return
        text = self.text()
        sentence = self._why_not(text)
        if sentence:
            self._take_back()
            self._refusing = True
            self.refused.emit(sentence)
            return
        self._kept = text
        if self._refusing:
            self._refusing = False
            self.refused.emit("")
        self._timer.start()
        self.touched.emit(text)

    def _why_not(self, text: str) -> str:
        if len(text) > self.limit:
            return self.words("field.too-long", limit=self.limit)
        return self._accepts(text) if self._accepts else ""

    def _take_back(self) -> None:
        """Put back the text before the last change, the caret where it was."""
        caret = max(0, self.textCursor().position() - (len(self.text()) - len(self._kept)))
        self._own_change = True
        self.setPlainText(self._kept)
        cursor = self.textCursor()
        cursor.setPosition(min(caret, self.document().characterCount() - 1))
        self.setTextCursor(cursor)
        self._own_change = False

    # paste, copy, keys

    def insertFromMimeData(self, source: QMimeData) -> None:  # noqa: N802
        """Paste plain text only, and only if all of it fits: a giant paste never reaches the document."""
        text = source.text() if source.hasText() else ""
        room = self.left_over() + len(self.textCursor().selectedText())
        if len(text) > room:
            self._refusing = True
            self.refused.emit(self.words("field.too-long", limit=self.limit))
        elif text:
            self.textCursor().insertText(text)

    def createMimeDataFromSelection(self) -> QMimeData:  # noqa: N802
        """Nothing: a patient's words do not go onto the clipboard."""
        return QMimeData()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.matches(QKeySequence.StandardKey.Copy) or event.matches(QKeySequence.StandardKey.Cut):
            return
        if self._lines == 1 and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.settle()
            self.entered.emit()
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusInEvent(event)
        self._mark("caret", True)
        self._mark("ring", event.reason() in _BY_KEY)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusOutEvent(event)
        self._mark("caret", False)
        self._mark("ring", False)
        self.settle()

    def _mark(self, name: str, value: bool) -> None:
        if self.property(name) is not value:
            self.setProperty(name, value)
            self.style().unpolish(self)
            self.style().polish(self)

    # size

    def _fit(self) -> None:
        """Grow with the words, one line to twice the empty height (at least four lines); then scroll."""
        lines = max(self._lines, min(int(self.document().size().height()), max(4, 2 * self._lines)))
        frame = 2 * (self.look.edge + self.look.mm(2))
        tall = max(self.look.target, lines * self._line + frame + 2)
        if tall != self.height() or tall != self.minimumHeight():
            self.setFixedHeight(tall)
        spare = tall - lines * self._line - frame if self._lines == 1 else 0
        self.setViewportMargins(0, max(0, spare // 2), 0, 0)  # one line stands in the middle

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(12 * self.look.em, self.minimumHeight())

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(4 * self.look.em, self.minimumHeight())
