"""Clip: a text on the clipboard because a person asked for it, taken away again after a minute."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication

SECONDS = 60
SECRET = ("x-kde-passwordManagerHint", 'application/x-qt-windows-mime;value="ExcludeClipboardContentFromMonitorProcessing"')
"""Formats that ask clipboard histories to leave what was copied alone."""


class Clip(QObject):
    """`cleared` tells that the time was up; what somebody has copied since is left alone."""

    cleared = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._text = ""
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._up)

    def copy(self, text: str) -> None:
        data = QMimeData()
        data.setText(text)
        for kind in SECRET:
            data.setData(kind, b"secret")
        QGuiApplication.clipboard().setMimeData(data)
        self._text = text
        self._timer.start(round(SECONDS * 1000))

    def clear(self) -> None:
        """Take it away now."""
        self._timer.stop()
        text, self._text = self._text, ""
        clipboard = QGuiApplication.clipboard()
        if text and clipboard.text() == text:
            clipboard.clear()

    def _up(self) -> None:
        self.clear()
        self.cleared.emit()
