"""Header and footer: where I am, help on each page, language, text size and colours; Back, Next, and what Next waits for."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from intake.ask.tongues import right_to_left
from intake.ask.words import Words
from ui.fields.button import WrapButton
from ui.fields.label import PlainLabel
from ui.theme import PALETTES, SCALES, Look

NARROW_EM = 24  # below this many ems of width the bars use two rows and short words
TIGHT_EM = 20  # below this many the three buttons of the foot go without pictures: words alone fit, in every language
UPRIGHT_EM = 30  # the same where the screen is taller than wide: there is room for a second row, and none for a title beside four buttons


class Track(QWidget):
    """How far along: a thin bar that only ever tells pages done of pages there are."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look, self._share = look, 0.0
        self.setFixedHeight(look.mm(1))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_share(self, share: float) -> None:
        self._share = min(1.0, max(0.0, share))
        self.update()

    def paintEvent(self, event: object) -> None:  # noqa: N802, ARG002
        painter = QPainter(self)
        box = QRectF(self.rect())
        painter.fillRect(box, self._look.colour("hair"))
        done = QRectF(box)
        done.setWidth(box.width() * self._share)
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            done.moveRight(box.right())
        painter.fillRect(done, self._look.colour("accent"))


class Header(QWidget):
    """Title and progress on the left; help and the three switches on the right."""

    help_wanted = Signal()
    language_wanted = Signal()
    size_wanted = Signal(float)
    palette_wanted = Signal(str)

    def __init__(self, look: Look, words: Words, *, narrow: bool, languages: int = 1) -> None:
        super().__init__()
        self._title = PlainLabel("", look, "small")
        self._count = PlainLabel("", look, "small", colour="quiet")
        self._track = Track(look)
        self._trial = trial = PlainLabel(words("screen.trial"), look, "small", colour="problem")
        trial.setObjectName("trial")
        line = QHBoxLayout()
        line.setSpacing(look.mm(4))
        line.addWidget(trial)
        line.addWidget(self._count, 1)
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addStretch(1)
        left.addWidget(self._title)
        left.addLayout(line)
        left.addStretch(1)
        rows = QBoxLayout(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)
        rows.setContentsMargins(look.mm(5), look.mm(1), look.mm(5), look.mm(1))
        rows.setSpacing(look.mm(1.4 if narrow else 4))
        rows.addLayout(left, 1)
        rows.addLayout(self._buttons(look, words, narrow, languages))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(rows)
        whole.addWidget(self._track)

    def _buttons(self, look: Look, words: Words, narrow: bool, languages: int) -> QHBoxLayout:
        self.help = WrapButton(words("screen.need-help-short" if narrow else "screen.need-help"), look, picture="hand")
        self.help.setObjectName("help")
        self.help.clicked.connect(self.help_wanted)
        self.language = WrapButton("", look, picture="globe")
        self.language.set_words("", spoken=words("screen.change-language", name=words("screen.language-name")))
        self.language.setObjectName("language")
        if languages < 2:  # never "show" before it has a parent: it would be a window of its own
            self.language.hide()
        self.language.clicked.connect(self.language_wanted)
        self.size_button = WrapButton("", look, picture="a-large-small")
        self.size_button.set_words("", spoken=words("screen.change-size", percent=round(look.scale * 100)))
        self.size_button.setObjectName("size")
        self.size_button.clicked.connect(lambda: self.size_wanted.emit(_after(SCALES, look.scale)))
        self.palette_button = WrapButton("", look, picture="contrast")
        self.palette_button.set_words("", spoken=words("screen.change-palette", name=words(f"screen.palette.{look.palette}")))
        self.palette_button.setObjectName("palette")
        self.palette_button.clicked.connect(lambda: self.palette_wanted.emit(_after(tuple(PALETTES), look.palette)))
        buttons = QHBoxLayout()
        buttons.setSpacing(look.gap)
        for button in (self.language, self.size_button, self.palette_button):
            button.setFixedSize(look.target, look.target)
            buttons.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        buttons.addWidget(self.help, 1 if narrow else 0, Qt.AlignmentFlag.AlignVCenter)
        return buttons

    def bare(self, bare: bool) -> None:
        """Only the language, where nothing else may distract; or everything."""
        for part in (self.help, self.size_button, self.palette_button, self._title, self._count, self._track, self._trial):
            part.setVisible(not bare)

    def tell(self, title: str, count: str, share: float) -> None:
        """Where the person is: a title, "Page 3 of 20", and the share of pages done."""
        self._title.setText(title)
        self._count.setText(count)
        self._track.show_share(share)

    @property
    def count(self) -> str:
        """The line of the page count."""
        return self._count.text()

    def chain(self) -> list[QWidget]:
        return [self.help, self.language, self.size_button, self.palette_button]


class Footer(QWidget):
    """Back; between them a sentence, or a link to what is below or behind; Next."""

    back_wanted = Signal()
    next_wanted = Signal()
    link_wanted = Signal()

    def __init__(self, look: Look, words: Words, *, narrow: bool, tight: bool = False) -> None:
        super().__init__()
        self._tight = tight
        arrow = "arrow-right" if right_to_left(words.language) else "arrow-left"
        self.back = WrapButton(words("screen.back"), look, picture="" if tight else arrow)
        self.back.setObjectName("back")
        self.back.clicked.connect(self.back_wanted)
        self.next = WrapButton(words("screen.next"), look, kind="primary", role="strong")
        self.next.setObjectName("next")
        self.next.clicked.connect(self.next_wanted)
        self._note = PlainLabel("", look, "small", colour="quiet")
        self._note.set_side(Qt.AlignmentFlag.AlignHCenter)
        self._note.setObjectName("note")
        self.link = WrapButton("", look, kind="link")
        self.link.setObjectName("link")
        self.link.clicked.connect(self.link_wanted)
        self.link.hide()
        box = QVBoxLayout(self)
        box.setContentsMargins(look.mm(5), look.mm(0.8), look.mm(5), look.mm(1.2))
        box.setSpacing(look.mm(1))
        row = QHBoxLayout()
        row.setSpacing(look.gap)
        row.addWidget(self.back)
        if narrow:
            box.addWidget(self._note)
        else:
            row.addWidget(self._note, 1)
        row.addWidget(self.link, 1)
        row.addWidget(self.next)
        box.addLayout(row)
        if not tight:
            self.next.setMinimumWidth(min(look.mm(52), look.em * 9))

    def tell(self, *, back: bool, next_words: str, note: str = "", problem: bool = False, ready: bool = True) -> None:
        """Which buttons there are and the sentence between them; a `problem` sentence is also announced."""
        self.back.setVisible(back)
        self.next.setVisible(bool(next_words))
        self.next.set_words(next_words or " ")
        self.next.setEnabled(ready)
        self._note.setText(note)
        self._note.set_colour("problem" if problem else "quiet")
        self._note.setAccessibleName(note)

    def offer(self, words: str, picture: str = "") -> None:
        """Show the link between Back and Next, unless a sentence stands there; "" takes it away."""
        shown = bool(words) and not self._note.text()
        if words:
            self.link.picture = "" if self._tight else picture
            self.link.set_words(words)
        if not shown and self.link.hasFocus():  # left to itself the focus would go to Back, and the next Enter with it
            self.next.setFocus(Qt.FocusReason.OtherFocusReason)
        self.link.setVisible(shown)
        self._note.setVisible(not shown)

    @property
    def note(self) -> str:
        return self._note.text()

    def chain(self) -> list[QWidget]:
        return [self.link, self.back, self.next]


def _after(values: tuple, value: object):
    """The next of a few values, round and round."""
    return values[(values.index(value) + 1) % len(values)] if value in values else values[0]
