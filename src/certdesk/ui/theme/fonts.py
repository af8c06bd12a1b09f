"""The fonts that ship with the program, and the order in which Qt looks for a letter in them."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase

from certdesk import shipped
from certdesk.core.errors import CertDeskError
from certdesk.core.words import _

INTERFACE = (
    "Inter",
    "Noto Sans",
    "Noto Sans Arabic",
    "Noto Sans Hebrew",
    "Noto Sans Devanagari",
    "Noto Sans Bengali",
    "Noto Sans Ethiopic",
    "Noto Sans Khmer",
    "Noto Sans Thai",
    "Droid Sans Fallback",
)
SERIF = ("Noto Serif", *INTERFACE)


def load_fonts(folder: Path | None = None) -> tuple[str, ...]:
    """Give Qt every font in ``resources/fonts`` and return the families. Raises CertDeskError for an unusable file.

    Needs a QGuiApplication. Giving Qt the same files twice does no harm.
    """
    folder = folder or shipped.resources() / "fonts"
    families: set[str] = set()
    for path in sorted(folder.glob("*.ttf")):
        number = QFontDatabase.addApplicationFont(str(path))
        if number < 0:
            raise CertDeskError(
                _("The font {file} cannot be used.").format(file=path.name),
                _("A file that came with CertDesk is damaged. Install CertDesk again; your work is kept."),
            )
        families.update(QFontDatabase.applicationFontFamilies(number))
    return tuple(sorted(families))


def make_font(
    size: int, weight: int, tracking: float = 0.0, *, families: tuple[str, ...] = INTERFACE, tabular: bool = False
) -> QFont:
    """Return a font of ``size`` px; ``tabular`` gives all digits (and hyphens) the same width, for columns."""
    return QFont(_made(size, weight, tracking, families, tabular=tabular))  # a copy: whoever asks may change it


@lru_cache(maxsize=256)
def _made(size: int, weight: int, tracking: float, families: tuple[str, ...], *, tabular: bool) -> QFont:
    """Make a font once: every measuring and painting asks for one."""
    font = QFont()
    font.setFamilies(list(families))
    font.setPixelSize(size)
    font.setWeight(QFont.Weight(weight))
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    font.setFeature(QFont.Tag("cv05"), 1)  # an l with a tail: not to be taken for I or 1 in portfolio codes
    if tabular:
        font.setFeature(QFont.Tag("tnum"), 1)
    if tracking:
        font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, tracking)
    return font
