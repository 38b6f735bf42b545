"""Gallery: a picture of every control, blank and answered: `python tests/ui/gallery.py OUT [palette] [scale] [width] [name…]`."""

from __future__ import annotations

import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path[:0] = [str(Path(__file__).resolve().parents[2]), str(Path(__file__).resolve().parent)]

import samples  # noqa: E402
from PySide6.QtCore import QCoreApplication, QEvent  # noqa: E402
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget  # noqa: E402

from intake.ask.words import words  # noqa: E402
from ui.fields.label import PlainLabel  # noqa: E402
from ui.keyboard import Keyboard  # noqa: E402
from ui.theme import Look, dress, load_fonts  # noqa: E402


def hang(parts: list[QWidget], look: Look, width: int, file: Path, height: int = 0) -> None:
    """Put widgets one under the other on a page of this width, and save the picture."""
    page = QWidget()
    page.setObjectName("page")
    column = QVBoxLayout(page)
    side = look.mm(8) if width > 900 else look.mm(5)
    column.setContentsMargins(side, side, side, side)
    column.setSpacing(look.gap)
    for part in parts:
        column.addWidget(part)
    column.addStretch(1)
    page.resize(width, height or max(200, page.layout().heightForWidth(width)))
    page.show()
    QApplication.processEvents()
    page.grab().save(str(file))
    page.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def main(out: str = "build/gallery", palette: str = "light", scale: str = "1.0", width: str = "1280", *names: str) -> None:
    app = QApplication.instance() or QApplication([])
    load_fonts()
    look = Look(palette, float(scale))
    dress(app, look)
    folder = Path(out)
    folder.mkdir(parents=True, exist_ok=True)
    for name, (item, _) in samples.samples().items():
        if names and name not in names:
            continue
        for answered in (False, True):
            made = samples.field(name, look, answered=answered)
            if not answered and name == "number-days":
                made.explain(samples.SENTENCE)
            parts: list[QWidget] = [] if getattr(made, "shows_question", False) else [PlainLabel(item.text.source, look, "strong")]
            hang([*parts, made], look, int(width), folder / f"{name}-{'answered' if answered else 'blank'}.png")
    for language in ("en", "fr"):
        if not names or "keyboard" in names:
            keys = Keyboard(look, words(language), language)
            keys._asked = (False, None, "")
            keys._build()
            keys.show()
            hang([keys], look, int(width), folder / f"keyboard-{language}.png")


if __name__ == "__main__":
    main(*sys.argv[1:])
