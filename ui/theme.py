"""Theme: palettes, sizes in millimetres and points, fonts and icons; one frozen `Look` says how everything is drawn."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from intake.ask.words import ASSETS
from ui.qss import sheet

REFERENCE_PX_PER_MM = 5.88  # 10.1 inch, 1280 x 800 (decision 19)
TEXT_PT = 22.0  # body text at 100 % (dossier 9.1, U3), in points as screens count them: 96 to the inch of a usual screen
SCALES = (1.0, 1.25, 1.5, 1.75, 2.0)
FAMILY = "Atkinson Hyperlegible Next"
_PX_PER_PT = 96 / 72  # on the reference tablet: 29 pixels, 5 mm; real printer's points (45 pixels) would make 130 screens of 29 pages


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours as "#rrggbb", named for their use. `PAIRS` lists every text on every ground it may stand on."""

    page: str  # the ground
    surface: str  # cards and controls
    text: str
    quiet: str  # help, hints, counters
    line: str  # edges of controls, at least 3:1 to their grounds
    hair: str  # decoration only: separators, progress track
    accent: str  # the one colour: primary buttons, links, marks
    on_accent: str
    accent_down: str  # accent while pressed
    chosen: str  # ground of a chosen option
    on_chosen: str
    pressed: str  # ground of a control under the finger
    problem: str
    problem_ground: str
    urgent: str
    on_urgent: str
    ring: str  # keyboard focus
    skin: str  # body map
    skin_line: str


PALETTES = {
    "light": Palette(
        page="#FAF7F2", surface="#FFFFFF", text="#1C2326", quiet="#414B50", line="#6C777C", hair="#DDD6CA",
        accent="#0B5560", on_accent="#FFFFFF", accent_down="#083F48", chosen="#DCEFEF", on_chosen="#0F3338",
        pressed="#EDE8DF", problem="#861B1B", problem_ground="#FDF0EC", urgent="#9A1515", on_urgent="#FFFFFF",
        ring="#1B3FA8", skin="#F3E4D6", skin_line="#8A7260",
    ),
    "dark": Palette(
        page="#14191C", surface="#1F272B", text="#F4F1EA", quiet="#CBD0CD", line="#8A979C", hair="#333D42",
        accent="#8CD3D6", on_accent="#0C2326", accent_down="#B7E5E6", chosen="#16444A", on_chosen="#F2FBFB",
        pressed="#2C363B", problem="#FFC2B5", problem_ground="#3A1E1B", urgent="#FFB4A6", on_urgent="#3A0A05",
        ring="#FFD76A", skin="#3B4247", skin_line="#9AA6AB",
    ),
    "contrast": Palette(
        page="#000000", surface="#000000", text="#FFFFFF", quiet="#FFFFFF", line="#FFFFFF", hair="#FFFFFF",
        accent="#FFE04A", on_accent="#000000", accent_down="#FFF3B0", chosen="#FFE04A", on_chosen="#000000",
        pressed="#333333", problem="#FFD0C8", problem_ground="#000000", urgent="#FFB4A6", on_urgent="#000000",
        ring="#00E5FF", skin="#1A1A1A", skin_line="#FFFFFF",
    ),
}

PAIRS = (
    ("text", "page"), ("text", "surface"), ("text", "pressed"), ("quiet", "page"), ("quiet", "surface"),
    ("on_accent", "accent"), ("on_accent", "accent_down"), ("on_chosen", "chosen"), ("accent", "page"),
    ("accent", "surface"), ("problem", "page"), ("problem", "problem_ground"), ("text", "problem_ground"),
    ("on_urgent", "urgent"), ("text", "skin"),
)  # fmt: skip
"""(text, ground): each is at least 7:1 in every palette (WCAG 2.2, 1.4.6)."""

EDGES = (("line", "page"), ("line", "surface"), ("ring", "page"), ("ring", "surface"), ("on_chosen", "chosen"), ("skin_line", "skin"))
"""(edge or mark, ground): each is at least 3:1 in every palette (WCAG 2.2, 1.4.11)."""


@dataclass(frozen=True, slots=True)
class Look:
    """How everything is drawn. `px_per_mm` comes from the screen (`px_per_mm_of`) or is the reference tablet's."""

    palette: str = "light"
    scale: float = 1.0
    px_per_mm: float = REFERENCE_PX_PER_MM
    touch: bool = True

    @property
    def colours(self) -> Palette:
        return PALETTES[self.palette]

    def colour(self, name: str) -> QColor:
        return QColor(getattr(PALETTES[self.palette], name))

    def mm(self, length: float) -> int:
        """Millimetres on the glass -> pixels. Targets and gaps do not grow with the text."""
        return round(length * self.px_per_mm)

    def pt(self, size: float) -> int:
        """Points -> pixels, grown by the text scale and by how fine the screen is beside the reference tablet."""
        return round(size * _PX_PER_PT * self.px_per_mm / REFERENCE_PX_PER_MM * self.scale)

    @property
    def em(self) -> int:
        """Body text in pixels: the unit of every width at which a layout reflows."""
        return self.pt(TEXT_PT)

    @property
    def target(self) -> int:
        return self.mm(16)

    @property
    def gap(self) -> int:
        return self.mm(3)

    @property
    def pad(self) -> int:
        return self.mm(3.4)

    @property
    def edge(self) -> int:
        """Width of every edge, the same in all states so that nothing moves."""
        return max(2, self.mm(0.45))

    @property
    def radius(self) -> int:
        return self.mm(2)

    def size(self, role: str = "body") -> int:
        """Pixels of a text role: title, body, read, strong, small, big; key, pad and digit stay inside their keys, which do not grow."""
        if role == "key":
            return self.mm(min(7.2, 6.2 * (1 + (self.scale - 1) / 4)))
        if role in ("pad", "digit"):
            return min(round(1.3 * self.em), self.mm(9.6))
        return round(self.em * {"title": 1.18, "read": 1.14, "small": 0.86, "big": 1.5}.get(role, 1.0))

    def font(self, role: str = "body") -> QFont:
        font = QFont()
        font.setFamilies([FAMILY, *FALLBACKS])
        font.setPixelSize(self.size(role))
        font.setBold(role in ("title", "strong", "big", "digit"))
        return font


FALLBACKS = ("Noto Sans", "Noto Sans Arabic", "Noto Sans Hebrew", "Noto Sans Symbols", "Noto Emoji")
_SCRIPTS = {"ar": "Arabic", "fa": "Arabic", "ur": "Arabic", "he": "Hebrew", "yi": "Hebrew", "hi": "Devanagari", "ne": "Devanagari",
            "bn": "Bengali", "pa": "Gurmukhi", "gu": "Gujarati", "ta": "Tamil", "te": "Telugu", "kn": "Kannada", "ml": "Malayalam",
            "si": "Sinhala", "th": "Thai", "lo": "Lao", "km": "Khmer", "my": "Myanmar", "ka": "Georgian", "hy": "Armenian",
            "am": "Ethiopic", "zh": "SC"}  # fmt: skip
_loaded: set[str] = set()


def load_fonts(*languages: str) -> tuple[str, ...]:
    """Load the bundled faces (Atkinson, Noto Sans, and the script of each language); return the families found.

    Safe to call again when a language is added. A missing fall-back face is no error: the system's fonts step in.
    """
    names = ["AtkinsonHyperlegibleNext-Regular", "AtkinsonHyperlegibleNext-Bold", "NotoSans-Regular"]
    names += [f"NotoSans{_SCRIPTS[tag[:2]]}-Regular" for tag in languages if tag[:2] in _SCRIPTS]
    for name in names:
        file = ASSETS / "fonts" / f"{name}.ttf"
        if name not in _loaded and file.exists() and QFontDatabase.addApplicationFont(str(file)) >= 0:
            _loaded.add(name)
    found = set(QFontDatabase.families())
    return tuple(family for family in (FAMILY, *FALLBACKS) if family in found)


def px_per_mm_of(width_px: int, height_px: int, width_mm: float, height_mm: float) -> float:
    """Pixels per millimetre of a screen; the reference tablet's where the screen tells nonsense (offscreen, projectors)."""
    if width_mm <= 0 or height_mm <= 0:
        return REFERENCE_PX_PER_MM
    across, down = width_px / width_mm, height_px / height_mm
    plausible = 2.5 <= across <= 16 and 0.9 <= across / down <= 1.1
    return across if plausible else REFERENCE_PX_PER_MM


def qss(look: Look) -> str:
    """The style sheet of the few stock widgets we use; our own controls paint themselves from the same `Look`."""
    colours = {field.name: getattr(look.colours, field.name) for field in fields(Palette)}
    return sheet(colours, body=look.size(), small=look.size("small"), edge=look.edge, radius=look.radius, pad=look.mm(2), bar=look.mm(5))


def dress(app: QApplication, look: Look) -> None:
    """Give the whole application this look: style, font, palette and sheet."""
    app.setStyle("Fusion")
    app.setFont(look.font())
    app.setPalette(qpalette(look))
    app.setStyleSheet(qss(look))


def qpalette(look: Look) -> QPalette:
    """The look's colours for widgets that ask Qt's palette."""
    palette, role = QPalette(), QPalette.ColorRole
    for part, name in (
        (role.Window, "page"), (role.WindowText, "text"), (role.Base, "surface"), (role.AlternateBase, "page"),
        (role.Text, "text"), (role.Button, "surface"), (role.ButtonText, "text"), (role.Highlight, "accent"),
        (role.HighlightedText, "on_accent"), (role.PlaceholderText, "quiet"), (role.Link, "accent"),
    ):  # fmt: skip
        palette.setColor(part, look.colour(name))
    return palette


@lru_cache(maxsize=256)
def icon(name: str, colour: str, px: int) -> QPixmap:
    """An icon of assets/icons (Lucide) in one colour ("#rrggbb"), `px` square."""
    drawing = (ASSETS / "icons" / f"{name}.svg").read_bytes().replace(b"currentColor", colour.encode())
    pixmap = QPixmap(px, px)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(drawing)).render(painter, QRectF(0, 0, px, px))
    painter.end()
    return pixmap


def icons() -> tuple[str, ...]:
    """The names of the icons there are."""
    return tuple(sorted(Path(file).stem for file in (ASSETS / "icons").glob("*.svg")))
