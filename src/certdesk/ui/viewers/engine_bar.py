"""Says which program laid out the pages in view, and offers the other views of the same document."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from certdesk.core.words import _
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.button import button
from certdesk.ui.widgets.paragraph import Paragraph


class View(StrEnum):
    """How an office document can be looked at."""

    FAITHFUL = "faithful"
    SIMPLIFIED = "simplified"
    READING = "reading"


class EngineBar(QWidget):
    """A line under the head of a viewer; takes no room for files that need none."""

    view_chosen = Signal(str)
    """Somebody chose another `View`."""

    def __init__(self, themes: ThemeSource) -> None:
        super().__init__()
        self._engine = button(themes, "", kind="quiet", size="line")
        self._engine.setAccessibleName(_("Views of this document"))
        self._engine.setObjectName("engine")
        self._engine.set_icon("document", trailing="chevron_down")
        self._words = Paragraph(themes, role="small", tone="text3")
        self._words.setObjectName("engineWords")
        self._offer = button(themes, _("Show faithful pages"), kind="secondary", size="small")
        self._offer.setObjectName("showFaithful")
        self._offer.clicked.connect(self._take_offer)
        self._menu = QMenu(self)
        self._menu.setObjectName("engineMenu")
        self._menu.triggered.connect(self._choose)
        self._group = QActionGroup(self._menu)
        self._engine.clicked.connect(self._open_menu)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 6)
        row.setSpacing(8)
        row.addWidget(self._engine)
        row.addWidget(self._words, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._offer)
        self.hide()

    def show_engine(self, name: str, why: str) -> None:
        """Say which program made the view, and in a tool tip what that means; "" hides the line."""
        self._engine.set_words(name)
        self._engine.setToolTip(why)
        self._engine.setAccessibleName(name or _("Views of this document"))
        self._engine.setAccessibleDescription(why)
        self.setVisible(bool(name))

    def say(self, words: str, *, offer: bool = False) -> None:
        """Say how far the faithful pages are, and offer them when they are ready."""
        self._words.show_text(words)
        self._offer.setVisible(offer)

    def show_views(self, views: tuple[tuple[View, str], ...], current: View) -> None:
        """Offer these views with their names in the menu."""
        self._menu.clear()
        for view, words in views:
            action = self._menu.addAction(words)
            action.setCheckable(True)
            action.setData(view.value)
            action.setChecked(view is current)
            self._group.addAction(action)
        self._engine.setEnabled(len(views) > 1)

    def _choose(self, action: QAction) -> None:
        self.view_chosen.emit(str(action.data()))

    def _take_offer(self) -> None:
        self.view_chosen.emit(View.FAITHFUL.value)

    def _open_menu(self) -> None:
        self._menu.popup(self._engine.mapToGlobal(QPoint(0, self._engine.height())))


def engine_words(engine: str, *, faithful: bool, simplified: bool) -> tuple[str, str]:
    """Return what a view is called after the program that made it, and what that means; nothing for a PDF."""
    if faithful:
        return engine, _(
            "Laid out by {engine}, as the author's own program would print it. Fonts that are not on this "
            "computer are replaced by similar ones."
        ).format(engine=engine)
    if not simplified:
        return "", ""
    return _("Simplified pages"), _(
        "Laid out by a small program inside CertDesk ({engine}): words, tables and pictures are there, but lines and "
        "pages may break elsewhere than in the original. With LibreOffice on this computer, pages look as the author "
        "made them."
    ).format(engine=engine)
