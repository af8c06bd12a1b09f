"""Exchange: what came and would change, what goes out, and what has come back."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QVBoxLayout

from certdesk.core.words import _
from certdesk.ui.commands import Command
from certdesk.ui.screens.pane import Pane
from certdesk.ui.screens.pane_screen import MakePane, PaneScreen
from certdesk.ui.screens.screen import Params
from certdesk.ui.tools import Tools
from certdesk.ui.widgets.drop_zone import DropZone, dropped_files
from certdesk.ui.widgets.labels import label
from certdesk.ui.widgets.search_field import SearchField
from certdesk.ui.widgets.segment import Choice, Segment
from certdesk.ui.widgets.top_bar import TopBar

NOW, PREPARE, HISTORY = "now", "prepare", "history"
_SEARCH = 220


def _now(tools: Tools) -> Pane:
    from certdesk.ui.screens.exchange.now_pane import NowPane

    return NowPane(tools)


def _prepare(tools: Tools) -> Pane:
    from certdesk.ui.screens.exchange.prepare_pane import PreparePane

    return PreparePane(tools)


def _history(tools: Tools) -> Pane:
    from certdesk.ui.screens.exchange.history_pane import HistoryPane

    return HistoryPane(tools)


_PANES: dict[str, MakePane] = {NOW: _now, PREPARE: _prepare, HISTORY: _history}


class ExchangeScreen(PaneScreen):
    """Its panes come together here; what is dropped anywhere on it is looked at under Now."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools, _PANES, NOW)
        theme = tools.theme
        choices = (Choice(NOW, _("Now")), Choice(PREPARE, _("Prepare")), Choice(HISTORY, _("History")))
        self._views = Segment(theme, choices, NOW)
        self._views.setObjectName("exchangeViews")
        self._views.chosen.connect(self._on_view)
        self._search = SearchField(theme, _("Search"), key="/")
        self._search.setObjectName("searchExchange")
        self._search.setFixedWidth(theme.px(_SEARCH))
        self._search.edited.connect(self._on_search)
        # Its place stays where there is nothing to look for, so that the views never move.
        policy = self._search.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._search.setSizePolicy(policy)
        bar = TopBar(theme)
        bar.add_leading(label(_("Exchange"), "title"))
        bar.add_trailing(self._search, self._views)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(bar)
        column.addWidget(self.stack, 1)
        self.setAcceptDrops(True)

    def enter(self, params: Params) -> None:
        """Show the pane that is asked for; ``files`` are looked at under Now."""
        name = NOW if params.get("files") else str(params.get("pane", self.current))
        self.show_pane(name if name in _PANES else NOW, params)

    def enter_pane(self, pane: Pane, params: Params) -> None:
        """Show which view it is, and look in it for the words that were typed."""
        self._views.set_current(self.current)
        self._search.setVisible(pane.searchable)
        super().enter_pane(pane, params)
        if pane.searchable:
            pane.search(self._search.text())

    def place(self) -> Params:
        """Come back to the same pane."""
        return {"pane": self.current, **self.pane.place()}

    def commands(self) -> tuple[Command, ...]:
        """Return what can be done in the pane in front, and the way to the others."""
        find = Command(
            "exchange.find", _("Search packages"), ("/", "Ctrl+F"), self._find, self._can_find, icon="search"
        )
        ways = (
            (NOW, _("Exchange: what came and what goes")),
            (PREPARE, _("Prepare a package")),
            (HISTORY, _("History of packages")),
        )
        going = tuple(
            Command(f"exchange.{name}", words, (f"Alt+{number}",), partial(self._on_view, name), icon="exchange")
            for number, (name, words) in enumerate(ways, 1)
        )
        return (*super().commands(), find, *going)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files anywhere on the screen, and show where they would go."""
        if dropped_files(event.mimeData()):
            event.acceptProposedAction()
            self._show_over(over=True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Show that nothing is held over the screen any more."""
        super().dragLeaveEvent(event)
        self._show_over(over=False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Look at everything that was dropped."""
        self._show_over(over=False)
        if files := dropped_files(event.mimeData()):
            event.acceptProposedAction()
            self.take_files(files)

    def take_files(self, files: tuple[Path, ...]) -> None:
        """Look at files, wherever somebody is on the screen."""
        if self.current != NOW or not self.has_pane:
            self.go_to(NOW, {"files": [str(file) for file in files]})
        else:
            self.pane.take_files(files)

    def _show_over(self, *, over: bool) -> None:
        for zone in self.findChildren(DropZone, "drop"):
            zone.show_over(over=over)

    def _can_find(self) -> bool:
        return self.has_pane and self.pane.searchable

    def _find(self) -> None:
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search.selectAll()

    def _on_search(self, words: str) -> None:
        self.pane.search(words)

    def _on_view(self, name: str) -> None:
        self.go_to(name, {})
