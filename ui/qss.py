"""The style sheet of the stock widgets (boxes to type in, scroll bars), made from colours and sizes."""

from __future__ import annotations

from collections.abc import Mapping

_SHEET = """
QMainWindow, QDialog, QWidget#shell, QWidget#page {{ background: {page}; }}
QScrollArea, QScrollArea > QWidget > QWidget#page {{ background: {page}; border: none; }}
QLineEdit, QPlainTextEdit {{
    background: {surface}; color: {text}; border: {edge}px solid {line}; border-radius: {radius}px;
    padding: {pad}px; font-size: {body}px; selection-background-color: {accent}; selection-color: {on_accent};
}}
QLineEdit[caret="true"], QPlainTextEdit[caret="true"] {{ border-color: {accent}; }}
QLineEdit[ring="true"], QPlainTextEdit[ring="true"] {{ border-color: {ring}; }}
QScrollBar:vertical {{ background: transparent; width: {bar}px; margin: 0; }}
QScrollBar::handle:vertical {{ background: {line}; border-radius: {half}px; min-height: {grip}px; margin: 0 {inset}px; }}
QScrollBar:horizontal {{ background: transparent; height: {bar}px; margin: 0; }}
QScrollBar::handle:horizontal {{ background: {line}; border-radius: {half}px; min-width: {grip}px; margin: {inset}px 0; }}
QScrollBar::add-line, QScrollBar::sub-line {{ height: 0; width: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
"""


def sheet(colours: Mapping[str, str], *, body: int, small: int, edge: int, radius: int, pad: int, bar: int) -> str:
    """The sheet; all sizes in pixels. Every state of a box has the same edge, so focus moves nothing."""
    inset = max(1, bar // 5)
    sizes = {"body": body, "small": small, "edge": edge, "radius": radius, "pad": pad, "bar": bar}
    return _SHEET.format(**colours, **sizes, half=(bar - 2 * inset) // 2, grip=3 * bar, inset=inset)
