"""A QR code drawn as modules: always dark on white with its quiet zone, in every theme, so that cameras read it."""

from __future__ import annotations

import segno
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

from certdesk.ui.theme.source import ThemeSource

_QUIET = 4


class QrCode(QLabel):
    """Shows a text as a QR code, ``side`` px wide at 100 %; ``what`` says for screen readers what it holds."""

    def __init__(self, theme: ThemeSource, what: str, *, side: int = 168) -> None:
        super().__init__()
        self._theme = theme
        self._side = side
        self._modules: tuple[tuple[int, ...], ...] = ()
        self.setAccessibleName(what)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def show_text(self, text: str) -> None:
        """Draw this text."""
        self._modules = tuple(tuple(row) for row in segno.make_qr(text, error="m").matrix) if text else ()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size."""
        side = self._theme.px(self._side)
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        """Return the size: a smaller one could not be read."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw paper and modules on whole pixels."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.white)
        count = len(self._modules) + 2 * _QUIET
        size = self.width() // count if self._modules else 0
        start = (self.width() - size * len(self._modules)) / 2
        for row, modules in enumerate(self._modules):
            for column, dark in enumerate(modules):
                if dark:
                    place = QRectF(int(start) + column * size, int(start) + row * size, size, size)
                    painter.fillRect(place, Qt.GlobalColor.black)
        painter.end()
