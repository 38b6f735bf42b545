"""Staff view: the summary over the kiosk's screens, when a nurse has led the visit and says that the tablet is in staff's hands."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, SignalInstance
from PySide6.QtWidgets import QApplication, QLayout

from intake.ask.words import Words, words
from ui.house import House
from ui.message import Message
from ui.stage import Stage
from ui.theme import Look, dress
from ui.visit import Visit

if TYPE_CHECKING:  # QtPdf is loaded when a summary is first shown
    from ui.preview import Preview

IDLE_MS = 120_000  # nobody has touched the tablet for so long: the summary closes


def for_staff_screen(look: Look, say: Words, on: Callable[[], None], back: Callable[[], None]) -> Message:
    """Before the summary: whoever holds the tablet says that they are staff. Back is the big button."""
    return Message(
        look, say("screen.preview.staff"), (say("screen.preview.staff-body"),), ((say("screen.back"), back), (say("screen.preview.staff-yes"), on, "staff-yes")),
        picture="lock", trial=say("screen.trial-long"),
    )  # fmt: skip


class Kiosk(Protocol):
    """What is needed of the wizard, which stands above this."""

    house: House
    stage: Stage
    visit: Visit
    changed: SignalInstance

    def layout(self) -> QLayout: ...

    def uncover(self, screen: str) -> None: ...


class StaffView(QObject):
    """At most one summary, in place of the stage; it goes when it is closed, left alone, or when the wizard moves on."""

    def __init__(self, wizard: Kiosk) -> None:
        super().__init__(wizard)
        self._wizard = wizard
        self.preview: Preview | None = None
        wizard.changed.connect(self._moved)

    def open(self, visit: Visit) -> None:
        """Show the summary of the visit that has just been kept."""
        from ui.preview import Preview

        wizard, house, document = self._wizard, self._wizard.house, visit.outcome.document_id
        wizard.uncover("for-staff")
        if self.preview is not None:
            return
        preview = self.preview = Preview(
            visit.look, words(house.clinic.provider_language), name=document, paper=house.clinic.paper, press=house.press, ask=None, idle_ms=IDLE_MS
        )
        preview.closed.connect(self._gone)
        wizard.stage.hide()
        wizard.layout().addWidget(preview)
        preview.begin()
        house.clerk.do(lambda store: house.summary(store, document), lambda made: preview.put(*made), lambda why: preview.fail())

    def close(self) -> None:
        if self.preview is not None:
            self.preview.close()

    def _moved(self) -> None:
        """Whatever else comes (a new patient, a call for staff) stands above it."""
        if self.preview is not None and self._wizard.visit.shown != "done":
            self.close()

    def _gone(self) -> None:
        """Back to the thank-you screen, as it was."""
        preview, self.preview = self.preview, None
        self._wizard.layout().removeWidget(preview)
        preview.deleteLater()
        dress(QApplication.instance(), self._wizard.visit.look)
        self._wizard.stage.show()
        screen = self._wizard.stage.screen
        if screen is not None and screen.first() is not None:
            screen.first().setFocus()
