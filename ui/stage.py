"""The stage: header, one screen, keyboard, footer. It draws a Visit and says which button was pressed; it decides nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QApplication, QStackedLayout, QVBoxLayout, QWidget

from intake.ask import tongues
from intake.ask.words import Words, words
from intake.hear.answers import Where
from intake.hear.validate import sentence
from ui import compose
from ui.answerer import role_now
from ui.bars import NARROW_EM, TIGHT_EM, UPRIGHT_EM, Footer, Header
from ui.blocks.block import Now, Says
from ui.fields.typebox import TypeBox
from ui.house import House
from ui.keyboard import Keyboard, wants_keys
from ui.learn import Learn
from ui.page import PageView
from ui.screen import LIFT_MS, Screen
from ui.theme import dress
from ui.visit import Visit, signing_page

BARE = frozenset({"urgent", "help", "full", "broke", "sending", "done", "staff", "still", "who", "stop", "longer", "for-staff"})  # screens without footer, and of the header only the language
FOOTED = frozenset({"page", "review", "learn"})  # screens with Back and Next
NEIGHBOURS = 1  # pages kept on either side of the one shown

Maker = Callable[[Visit, Words], Screen]


class Stage(QWidget):
    """`makers` make the screen of a place; pages are drawn by `PageView`, built when reached, and forgotten two pages on."""

    help_wanted = Signal()
    language_wanted = Signal()
    size_wanted = Signal(float)
    palette_wanted = Signal(str)
    back_wanted = Signal()
    next_wanted = Signal()
    fold_wanted = Signal(str, bool)
    print_wanted = Signal()
    resized = Signal()
    part_moved = Signal(int)

    def __init__(self, house: House, makers: dict[str, Maker], says: Says) -> None:
        super().__init__()
        self.setObjectName("shell")
        self._house, self._makers, self._says = house, makers, says
        self._pages: dict[str, PageView] = {}
        self._kept: dict[str, tuple[frozenset[str], tuple[Where, ...]]] = {}  # open folds, and what was shown, of pages to be made anew
        self._drawn: tuple = ()  # what stands on the screen now
        self._bars_for: tuple = ()
        self._shows = ""  # place of the screen on top
        self._words: Words = words("en")
        self._next: tuple[Visit, Where | None] | None = None
        self._drawing = False
        self._visit: Visit | None = None  # what was drawn last
        self._frame = QVBoxLayout(self)
        self._frame.setContentsMargins(0, 0, 0, 0)
        self._frame.setSpacing(0)
        self._body = QWidget()
        self._stack = QStackedLayout(self._body)
        self.header: Header | None = None
        self.footer: Footer | None = None
        self.keyboard: Keyboard | None = None
        self._lift = QTimer(self, singleShot=True, interval=LIFT_MS)
        self._lift.timeout.connect(self._keys)
        QApplication.instance().focusChanged.connect(self._focus_moved)

    # --- what stands there

    @property
    def screen(self) -> Screen | None:
        return self._stack.currentWidget()

    @property
    def page(self) -> PageView | None:
        """The page on the screen, None while something else is there."""
        return self.screen if isinstance(self.screen, PageView) else None

    def page_of(self, key: str) -> PageView | None:
        return self._pages.get(key)

    def says_now(self) -> Says:
        return self._says

    # --- drawing

    def draw(self, visit: Visit, begin: Where | None = None) -> None:
        """Show this Visit; `begin` is the question to put the focus on.

        Taking a widget away moves the focus, and a field that loses it speaks: what it says is drawn after, never inside.
        """
        self._next = (visit, begin)
        if self._drawing:
            return
        self._drawing = True
        try:
            while self._next is not None:
                (visit, begin), self._next = self._next, None
                self._draw(visit, begin)
        finally:
            self._drawing = False

    def _draw(self, visit: Visit, begin: Where | None) -> None:
        say = self._words = words(visit.language)
        self._shows, self._visit = visit.shown, visit
        self._make_bars(visit, say)
        bare = visit.shown in BARE
        self.header.bare(bare)
        self.header.setVisible(not bare or (len(self._house.languages) > 1 and visit.shown != "sending"))
        self.footer.setVisible(visit.shown in FOOTED and self.keyboard.isHidden())
        if visit.shown == "page":
            self._draw_page(visit, say, begin)
        else:
            wanted = (visit.shown, visit.look, visit.language, self._narrow(visit), *_detail(visit))
            if wanted != self._drawn:
                self._drawn = wanted
                self._show(self._makers[visit.shown](visit, say), begin)
        self._tell_bars(visit, say)
        self._offer()

    def forget_pages(self, but: frozenset[str] = frozenset()) -> None:
        """Destroy the pages that are not named: their widgets and every answer in them."""
        for key in [key for key in self._pages if key not in but]:
            view = self._pages.pop(key)
            self._stack.removeWidget(view)
            view.deleteLater()
            self._drawn = ()

    def _draw_page(self, visit: Visit, say: Words, begin: Where | None) -> None:
        page = visit.session.here
        now = self._now(visit, say)
        view = self._pages.get(page.key)
        opened, first = self._kept.pop(page.key, (frozenset(), ()))
        if view is None:
            view = self._pages[page.key] = PageView(page, replace(now, opened=now.opened | opened), self._says)
            self._stack.addWidget(view)
            _watch(view, self._offer)
            view.repacked.connect(self._repacked)
        view.show_now(now, visit.part, self._room(), self._body.width() or self.width())
        if first and view.part_of(first[0]) != view.part:  # said in other words, the page is packed otherwise
            view.show_now(now, view.part_of(first[0]), self._room(), self._body.width() or self.width())
        if view.part != visit.part:
            self.part_moved.emit(view.part)
        drawn = ("page", page.key, view.part)
        if drawn != self._drawn:
            self._drawn = drawn
            self._show(view, begin)
            self._keep_neighbours(visit)
        else:
            self._chain(view)
            if begin is not None:
                view.begin(begin)

    def _now(self, visit: Visit, say: Words) -> Now:
        session, house = visit.session, self._house
        said = {}
        for where in (w for w in session.left if w != visit.touched):
            if session.reading.asked(*where):
                said |= {p.where: p for p in session.reading.cell(*where).problems if p.code != "required"}
        said |= {p.where: p for p in visit.told}
        told = {where: sentence(problem, say) for where, problem in said.items()}
        return Now(
            session, visit.look, say, visit.language, session.answers.today, session.staff, True, told, house.medicines, house.notice(visit.language)
        )

    def _show(self, screen: Screen, begin: Where | None) -> None:
        old = self._stack.currentWidget()
        if self._stack.indexOf(screen) < 0:
            self._stack.addWidget(screen)
            _watch(screen, self._offer)
            if isinstance(screen, Learn):
                screen.repacked.connect(self._learned)
        self._stack.setCurrentWidget(screen)
        if old is not None and old is not screen and not isinstance(old, PageView):
            self._stack.removeWidget(old)
            old.deleteLater()
        screen.verticalScrollBar().setValue(0)
        screen.fit()
        self._chain(screen)
        if isinstance(screen, PageView):
            if old is screen and begin is None and _is_typing(screen):
                return  # the question has moved to another screen of its page with what is being typed
            self.setFocus(Qt.FocusReason.OtherFocusReason)
            screen.begin(begin)
        elif (first := screen.first()) is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._shows in FOOTED and not any(bar.isAncestorOf(QApplication.focusWidget()) for bar in (self.header, self.footer)):
            self.footer.next.setFocus(Qt.FocusReason.OtherFocusReason)

    def chain(self) -> None:
        """Set the tab order anew for what stands on the screen now."""
        if self.screen is not None:
            self._chain(self.screen)

    def _chain(self, screen: Screen) -> None:
        """Tab goes through the screen, then Back and Next, then the header: set explicitly (qt.md §3)."""
        foot = self.footer.chain() if self._shows in FOOTED else []
        chain = [*screen.chain(), *foot, *self.header.chain()]
        for one, other in zip(chain, chain[1:], strict=False):
            QWidget.setTabOrder(one, other)

    def _keep_neighbours(self, visit: Visit) -> None:
        keys = [page.key for page in visit.session.pages]
        here = visit.session.page
        self.forget_pages_but(keys[max(0, here - NEIGHBOURS) : here + NEIGHBOURS + 1])

    def forget_pages_but(self, keys: list[str]) -> None:
        drawn = self._drawn
        self.forget_pages(frozenset(keys))
        self._drawn = drawn

    # --- bars

    def _narrow(self, visit: Visit) -> bool:
        return self.width() < (UPRIGHT_EM if self.height() > self.width() else NARROW_EM) * visit.look.em

    def _make_bars(self, visit: Visit, say: Words) -> None:
        narrow, tight = self._narrow(visit), self.width() < TIGHT_EM * visit.look.em
        wanted = (visit.look, visit.language, narrow, tight)
        if wanted == self._bars_for:
            return
        same_look, self._bars_for = self._bars_for[:1] == (visit.look,), wanted
        dress(QApplication.instance(), visit.look)
        right_to_left = Qt.LayoutDirection.RightToLeft if tongues.right_to_left(visit.language) else Qt.LayoutDirection.LeftToRight
        QApplication.instance().setLayoutDirection(right_to_left)
        shown = self.page.page.key if self.page is not None else ""
        self._kept |= {key: (view.opened, view.wheres if same_look and key == shown else ()) for key, view in self._pages.items()}
        self.forget_pages()
        self._drawn = ()
        for old in (self.header, self.footer, self.keyboard):
            if old is not None:
                self._frame.removeWidget(old)
                old.hide()
                old.deleteLater()
        self._frame.removeWidget(self._body)
        self.header = Header(visit.look, say, narrow=narrow, languages=len(self._house.languages))
        self.header.help_wanted.connect(self.help_wanted)
        self.header.language_wanted.connect(self.language_wanted)
        self.header.size_wanted.connect(self.size_wanted)
        self.header.palette_wanted.connect(self.palette_wanted)
        self.footer = Footer(visit.look, say, narrow=narrow, tight=tight)
        self.footer.back_wanted.connect(self.back_wanted)
        self.footer.next_wanted.connect(self.next_wanted)
        self.footer.link_wanted.connect(self._link)
        self.keyboard = Keyboard(visit.look, say, visit.language)
        self.keyboard.done.connect(self._typed)
        self.keyboard.installEventFilter(self)
        for part, stretch in ((self.header, 0), (self._body, 1), (self.keyboard, 0), (self.footer, 0)):
            self._frame.addWidget(part, stretch)

    def _tell_bars(self, visit: Visit, say: Words) -> None:
        if visit.place == "learn":
            self._tell_learning(visit, say)
            return
        if visit.session is None:
            self.header.tell(self._house.title(visit.language), "", 0.0)
            return
        number, pages = progress(visit)
        title = say("screen.review.title") if visit.place == "review" else compose.title_of(visit.session, visit.session.here, visit.language)
        view = self.page
        part, parts = (view.part, view.parts) if view is not None else (0, 1)
        count = say("screen.part-of" if parts > 1 else "screen.page-of", page=number, pages=pages, part=part + 1, parts=parts)
        count = f"{count} · {say('screen.you-means-patient')}" if _proxy(visit) else count
        self.header.tell(title, count, (number - 1 + part / parts) / pages)
        if visit.place == "review":
            self.footer.tell(back=True, next_words=say("screen.review.on"))
            return
        first = visit.session.page == 0 and (view is None or view.part == 0)
        last = visit.ends_here() and view is not None and view.part + 1 >= view.parts
        note, problem = _note(visit, say)
        self.footer.tell(back=not first, next_words=say("screen.finish" if last else "screen.next"), note=note, problem=problem)

    def _tell_learning(self, visit: Visit, say: Words) -> None:
        """Which topic of how many; beside Next what became of printing."""
        learning, screen = visit.learning, self.screen
        part, parts = (screen.part, screen.parts) if isinstance(screen, Learn) else (0, 1)
        number, count = learning.at + 1, len(learning.topics)
        told = say("screen.learn.part-of" if parts > 1 else "screen.learn.of", number=number, count=count, part=part + 1, parts=parts).replace(" ", "\xa0")
        title = learning.topic.title if parts > 1 else self._house.pack.education.title  # of a topic's screens only the first has its heading
        self.header.tell(title.say(visit.language), told, (learning.at + (part + 1) / parts) / count)
        last = learning.at_end and part + 1 >= parts
        note = say(f"screen.learn.{learning.said}") if learning.said else ""
        self.footer.tell(back=True, next_words=say("screen.finish" if last else "screen.next"), note=note, problem=learning.said == "not-printed")

    def _learned(self) -> None:
        """A topic was set anew for another room: the count follows."""
        if self._shows == "learn":
            self._tell_bars(self._visit, self._words)
            self._offer()

    def _repacked(self) -> None:
        """A page was packed anew by itself: the count and the links follow."""
        if self._visit is not None and self._shows == "page":
            self._tell_bars(self._visit, self._words)
            self._offer()
            self.part_moved.emit(self.page.part)

    def _offer(self) -> None:
        """Between Back and Next: what stands below the edge of the screen, else the fold of the page."""
        screen, say = self.screen, self._words
        fold = self.page.fold if self.page is not None else None
        if screen is None or self._shows not in FOOTED:
            self.footer.offer("")
        elif screen.more_below:
            self.footer.offer(say("screen.more-below"), "chevron-down")
        elif self._shows == "learn":
            self.footer.offer(say("screen.learn.print") if self._visit.learning.prints else "", "printer")
        elif fold is not None:
            self.footer.offer(say("screen.add-less" if fold[1] else "screen.add-more"), "chevron-up" if fold[1] else "plus")
        else:
            self.footer.offer("")

    def _link(self) -> None:
        if self.screen.more_below:
            self.screen.page_down()
        elif self._shows == "learn":
            self.print_wanted.emit()
        elif self.page is not None and self.page.fold is not None:
            key, open_ = self.page.fold
            self.fold_wanted.emit(key, not open_)

    def _typed(self) -> None:
        """The person is done typing: on to the buttons below."""
        self.keyboard.hide()
        (self.footer.next if self._shows in FOOTED else self).setFocus(Qt.FocusReason.OtherFocusReason)

    def _focus_moved(self, old: QWidget | None, new: QWidget | None) -> None:  # noqa: ARG002
        self._lift.start()

    def _keys(self) -> None:
        """The keys come and go with the focus, but never while a finger is down: what it is on must not move away from it."""
        focus = QApplication.focusWidget()
        if not self.keyboard.look.touch or focus is None or focus.window() is not self.window():
            return
        if QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton:
            self._lift.start()
        elif wants_keys(focus):
            self.keyboard.show_for(focus)
        else:
            self.keyboard.hide()

    def _room(self) -> int:
        """Height of the body in px when no keyboard is shown: pages are packed for that."""
        return max(1, self.height() - _height(self.header, self.width()) - _height(self.footer, self.width()))

    # --- events

    def eventFilter(self, watched, event: QEvent) -> bool:  # noqa: N802
        if watched is self.keyboard and event.type() in (QEvent.Type.Show, QEvent.Type.Hide):
            self.footer.setVisible(event.type() is QEvent.Type.Hide and self._shows in FOOTED)
            QTimer.singleShot(0, self, self._show_focus)
        return False

    def _show_focus(self) -> None:
        focus, screen = QApplication.focusWidget(), self.screen
        if screen is not None and focus is not None and screen.isAncestorOf(focus):
            screen.show_widget(focus)

    def resizeEvent(self, event) -> None:  # noqa: N802
        super().resizeEvent(event)
        self.resized.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Esc and the F keys do nothing here; they never close a form."""
        event.accept()


def progress(visit: Visit) -> tuple[int, int]:
    """(this page, pages there are now); the review counts as a page before the signature."""
    keys = [page.key for page in visit.session.pages]
    sign = signing_page(visit.session)
    review = keys.index(sign) if sign in keys else len(keys)
    here = visit.session.page
    if visit.place == "review":
        return review + 1, len(keys) + 1
    return here + 1 + (here >= review), len(keys) + 1


def _note(visit: Visit, say: Words) -> tuple[str, bool]:
    """The sentence beside Next, and whether it tells of a problem."""
    wrong = [p for p in visit.told if p.severity == "error"]
    if any(p.code == "required" for p in wrong):
        return say("screen.must-answer"), True
    if wrong:
        return say("screen.not-right", count=len(wrong)), True
    blanks = [p for p in visit.told if p.severity == "unanswered"]
    if blanks and visit.session.here.layout == "ticks" and compose.ticked(visit.session, compose.inside(visit.session, visit.session.here)):
        return say("screen.rest-no"), True
    if blanks:
        return say("screen.asked-blank", count=len(blanks)), True
    if visit.told:
        return say("screen.asked-once-more"), True
    return "", False


def _proxy(visit: Visit) -> bool:
    """Whether somebody answers for the patient, who must read on every page whom "you" means (pages.md, 10)."""
    return role_now(visit.session) == "proxy"


def _detail(visit: Visit) -> tuple:
    """What else a screen of that place shows."""
    if visit.shown == "review":
        return (visit.session.answers,)
    if visit.shown == "learn":
        return (visit.learning.at, visit.part)
    return (visit.waiting, visit.doubt, visit.missed, visit.trouble, visit.outcome, visit.learning)


def _is_typing(screen: Screen) -> bool:
    """Whether a box of this screen, still in sight, has the focus."""
    box = QApplication.focusWidget()
    return isinstance(box, TypeBox) and box.isVisible() and screen.isAncestorOf(box)


def _watch(screen: Screen, told: Callable[[], None]) -> None:
    """Tell when what is seen of a screen changes."""
    bar = screen.verticalScrollBar()
    bar.valueChanged.connect(told)
    bar.rangeChanged.connect(told)


def _height(bar: QWidget, width: int) -> int:
    layout = bar.layout()
    return layout.totalHeightForWidth(width) if layout.hasHeightForWidth() else layout.totalSizeHint().height()
