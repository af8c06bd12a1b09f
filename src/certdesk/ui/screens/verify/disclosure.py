"""A card that is folded until somebody wants to know more."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from certdesk.core.words import _
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.button import button
from certdesk.ui.widgets.card import Card


class Disclosure(Card):
    """The title is a button that opens and folds it; put the content into ``inner``."""

    def __init__(self, theme: ThemeSource, title: str, name: str) -> None:
        super().__init__()
        self._open = False
        self.setObjectName(name)
        self._toggle = button(theme, title, kind="quiet", icon="chevron_right")
        self._toggle.setObjectName(f"{name}Toggle")
        self._toggle.clicked.connect(lambda: self._fold(on=not self._open))
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._toggle)
        row.addStretch(1)
        self._holder = QWidget()
        self.inner = QVBoxLayout(self._holder)
        self.inner.setContentsMargins(8, 4, 0, 4)
        self.inner.setSpacing(8)
        outer = self.layout()
        if outer is not None:
            outer.setContentsMargins(8, 4, 16, 4)
        self.body.addLayout(row)
        self.body.addWidget(self._holder)
        self._fold(on=False)

    def show_title(self, title: str) -> None:
        """Change the title."""
        self._toggle.set_words(title)

    def _fold(self, *, on: bool) -> None:
        self._open = on
        self._toggle.set_icon("chevron_down" if on else "chevron_right")
        self._toggle.setAccessibleDescription(_("open") if on else _("folded"))
        self._holder.setVisible(on)
        self.updateGeometry()
