"""Icons: line drawings on a 20 by 20 grid, coloured by the theme, mirrored where the language runs the other way."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer

from certdesk import shipped
from certdesk.core.errors import CertDeskError
from certdesk.core.words import _
from certdesk.ui.theme.theme import Theme

DIRECTIONS = frozenset(
    (
        *("back", "bank", "chevron_left", "chevron_right", "exchange", "forward", "list", "mark_in", "mark_out"),
        *("muted", "quote", "redo", "score", "sound", "undo"),
    )
)
"""Icons that point or read along the line of text. Play, clock, checks and media steps are never mirrored."""

_RATIOS = (1.0, 1.25, 1.5, 2.0, 3.0)


def names() -> tuple[str, ...]:
    """Return the names of all icons, in alphabetical order."""
    return tuple(sorted(path.stem for path in _folder().glob("*.svg")))


def icon(theme: Theme, name: str, tone: str = "text2", size: int = 20) -> QIcon:
    """Return an icon in the colour of ``tone``, grey when disabled, ``size`` px at 100 % and growing with the text.

    Raises CertDeskError when no icon has that name.
    """
    made = QIcon()
    pixels = theme.px(size)
    mirrored = QGuiApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft
    for mode, shade in ((QIcon.Mode.Normal, tone), (QIcon.Mode.Disabled, "text3")):
        for ratio in _RATIOS:
            made.addPixmap(pixmap(name, theme.color(shade), pixels, ratio, mirrored=mirrored), mode)
    return made


def paint_icon(painter: QPainter, box: QRectF, name: str, color: QColor) -> None:
    """Draw an icon as large as fits into the middle of ``box``. Raises CertDeskError for an unknown name."""
    side = int(min(box.width(), box.height()))
    ratio = painter.device().devicePixelRatioF()
    mirrored = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
    picture = pixmap(name, color, side, ratio, mirrored=mirrored)
    left = box.x() + (box.width() - side) / 2
    top = box.y() + (box.height() - side) / 2
    painter.drawPixmap(QRectF(left, top, side, side).topLeft(), picture)


def pixmap(name: str, color: QColor, size: int, ratio: float = 1.0, *, mirrored: bool = False) -> QPixmap:
    """Return an icon as a pixmap of ``size`` px for a screen with ``ratio`` device px to each; Qt's cache keeps it."""
    turned = mirrored and name in DIRECTIONS
    key = f"icon:{name}:{color.name(QColor.NameFormat.HexArgb)}:{size}:{ratio}:{turned}"
    found = QPixmap()
    if QPixmapCache.find(key, found):
        return found
    drawn = _draw(name, color, size, ratio)
    if turned:
        drawn = QPixmap.fromImage(drawn.toImage().flipped(Qt.Orientation.Horizontal))
        drawn.setDevicePixelRatio(ratio)
    QPixmapCache.insert(key, drawn)
    return drawn


def _draw(name: str, color: QColor, size: int, ratio: float) -> QPixmap:
    drawing = QSvgRenderer(QByteArray(_source(name, _stroke(size), color.name())))
    side = round(size * ratio)
    drawn = QPixmap(QSize(side, side))
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    painter.setOpacity(color.alphaF())
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    drawing.render(painter, QRectF(0, 0, side, side))
    painter.end()
    drawn.setDevicePixelRatio(ratio)
    return drawn


def _stroke(size: int) -> str:
    """Small icons are drawn a little heavier and large ones lighter, so that all look equally strong."""
    if size <= 16:
        return "1.75"
    return "1.5" if size < 28 else "1.2"


def _source(name: str, stroke: str, color: str) -> bytes:
    text = _read(_folder(), name).replace('stroke-width="1.5"', f'stroke-width="{stroke}"', 1)
    return text.replace("currentColor", color).encode()


@cache
def _read(folder: Path, name: str) -> str:
    try:
        return (folder / f"{name}.svg").read_text(encoding="utf-8")
    except OSError as why:
        raise CertDeskError(
            _("The icon {name} is missing.").format(name=name),
            _("A file that came with CertDesk is missing or damaged. Install CertDesk again; your work is kept."),
        ) from why


def _folder() -> Path:
    return shipped.resources() / "icons"
