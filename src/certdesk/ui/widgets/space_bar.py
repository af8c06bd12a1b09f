"""The room on a stick: what lies there already, what would be added, what stays free."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from certdesk.core.words import _
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.emptying import empty
from certdesk.ui.widgets.flow import FlowLayout
from certdesk.ui.widgets.labels import label

_HEIGHT, _DOT, _THINNEST = 8, 8, 3


@dataclass(frozen=True, slots=True)
class Space:
    """Bytes: all there is, what is free now, and what would be added."""

    size: int
    free: int
    added: int

    @property
    def fits(self) -> bool:
        """Whether there is room for it."""
        return self.added <= self.free

    @property
    def left(self) -> int:
        """What stays free, never below nothing."""
        return max(0, self.free - self.added)


class SpaceBar(QWidget):
    """The bar, and below it what each piece means, in words and numbers."""

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self._theme = theme
        self._bar = _Bar(theme)
        self._legend_row = QWidget()
        self._legend = FlowLayout(16)
        self._legend_row.setLayout(self._legend)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._bar)
        column.addWidget(self._legend_row)

    def show_space(self, space: Space) -> None:
        """Show how the room is shared out."""
        self._bar.show_space(space)
        empty(self._legend)
        told = (
            ("ctl", _("other files {size}").format(size=_gigabytes(space.size - space.free))),
            ("accent" if space.fits else "bad", _("this package {size}").format(size=_gigabytes(space.added))),
            ("line2", _("free after {size}").format(size=_gigabytes(space.left))),
        )
        shown = told if space.added else (told[0], ("line2", _("free {size}").format(size=_gigabytes(space.free))))
        for tone, words in shown:
            self._legend.addWidget(_key(self._theme, tone, words))
        self.setAccessibleName(", ".join(words for _tone, words in shown))


class _Bar(QWidget):
    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self._theme = theme
        self._space = Space(1, 1, 0)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_space(self, space: Space) -> None:
        self._space = space
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(160, _HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, space = self._theme.theme, self._space
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        track = QPainterPath()
        track.addRoundedRect(QRectF(self.rect()), 3, 3)
        painter.fillPath(track, theme.color("pressed"))
        painter.setClipPath(track)
        whole = max(1, space.size)
        used = (space.size - space.free) / whole * self.width()
        added = min(space.added, space.free) / whole * self.width()
        if space.added:
            added = max(added, _THINNEST)  # a small package on a large stick is seen all the same
        for left, width, tone in (
            (0.0, used, "ctl"),
            (used, added, "accent" if space.fits else "bad"),
        ):
            piece = QRectF(left, 0, width, self.height())
            if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
                piece.moveRight(self.width() - left)
            painter.fillRect(piece, theme.color(tone))
        painter.end()


class _Dot(QWidget):
    def __init__(self, theme: ThemeSource, tone: str) -> None:
        super().__init__()
        self._theme = theme
        self._tone = tone
        self.setFixedSize(_DOT, _DOT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self._theme.color("ctl"))
        painter.setBrush(self._theme.color(self._tone))
        painter.drawEllipse(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))
        painter.end()


def _key(theme: ThemeSource, tone: str, words: str) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(6)
    row.addWidget(_Dot(theme, tone))
    row.addWidget(label(words, "small", "text2"))
    return made


def _gigabytes(size: int) -> str:
    """Write a size with its unit, short: sticks are counted in GB, old ones in MB."""
    if size >= 1_000_000_000:
        return _("{size:.1f} GB").format(size=size / 1_000_000_000)
    return _("{size} MB").format(size=round(size / 1_000_000))
