"""Candidates: who is expected, and whose portfolio each is."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QVBoxLayout

from certdesk.actions.consent_gate import handles_closed
from certdesk.core.words import _
from certdesk.store.people import list_people
from certdesk.store.workspace import Workspace
from certdesk.ui.commands import Command
from certdesk.ui.screens.exchange.arriving_files import LISTS
from certdesk.ui.screens.pane import Pane
from certdesk.ui.screens.pane_screen import MakePane, PaneScreen
from certdesk.ui.screens.screen import Params
from certdesk.ui.tools import Tools
from certdesk.ui.widgets.button import button
from certdesk.ui.widgets.drop_zone import dropped_files
from certdesk.ui.widgets.labels import label
from certdesk.ui.widgets.search_field import SearchField
from certdesk.ui.widgets.top_bar import TopBar

LIST, IMPORT, CLOSED = "list", "import", "closed"
_SEARCH = 260


def may_see_candidates(workspace: Workspace) -> bool:
    """Whether somebody may know whose portfolio each is: who directs, and who works here without anybody who does."""
    directing = any(person.role in {"coordinator", "lead"} for person in list_people(workspace.db))
    return handles_closed(workspace) or not directing


def _list(tools: Tools) -> Pane:
    from certdesk.ui.screens.candidates.list_pane import ListPane

    return ListPane(tools)


def _import(tools: Tools) -> Pane:
    from certdesk.ui.screens.candidates.import_pane import ImportPane

    return ImportPane(tools)


def _closed(tools: Tools) -> Pane:
    from certdesk.ui.screens.candidates.closed_pane import ClosedPane

    return ClosedPane(tools)


_PANES: dict[str, MakePane] = {LIST: _list, IMPORT: _import, CLOSED: _closed}


class CandidatesScreen(PaneScreen):
    """The list, and what takes one in; a list can be dropped anywhere on it."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools, _PANES, LIST)
        theme = tools.theme
        self._search = SearchField(theme, _("Search candidates"), key="/")
        self._search.setObjectName("searchCandidates")
        self._search.setMinimumWidth(theme.px(_SEARCH // 2))
        self._search.setMaximumWidth(theme.px(_SEARCH))
        self._search.edited.connect(self._on_search)
        self._bar = TopBar(theme)
        self._bar.add_leading(label(_("Candidates"), "title"))
        self._take = button(theme, _("Take in a list…"), icon="document")
        self._take.setObjectName("takeList")
        self._save = button(theme, _("Save…"), icon="down")
        self._save.setObjectName("saveList")
        self._bar.add_middle(self._search)
        self._bar.add_trailing(self._take, self._save)
        self._take.clicked.connect(lambda _on=False: self._run("candidates.take"))
        self._save.clicked.connect(lambda _on=False: self._run("candidates.save"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar)
        column.addWidget(self.stack, 1)
        self.setAcceptDrops(True)

    def enter(self, params: Params) -> None:
        """Show the pane that is asked for; a ``file`` is looked at before anything is kept."""
        name = IMPORT if params.get("file") else str(params.get("pane", self.current))
        name = name if name in _PANES and name != CLOSED else LIST
        self.show_pane(name if may_see_candidates(self.tools.session.workspace) else CLOSED, params)

    def enter_pane(self, pane: Pane, params: Params) -> None:
        """Look in the list for the words that were typed; the page of an import has a bar of its own."""
        self._bar.setVisible(self.current != IMPORT)
        self._search.setVisible(pane.searchable)
        for each in (self._take, self._save):
            each.setVisible(self.current == LIST)
        super().enter_pane(pane, params)
        if pane.searchable:
            pane.search(self._search.text())

    def place(self) -> Params:
        """Come back to the list; a file that was looked at is chosen again."""
        return {"pane": LIST, **self.pane.place()} if self.current == LIST else {"pane": LIST}

    def commands(self) -> tuple[Command, ...]:
        """Return what can be done in the pane in front."""

        def can_find() -> bool:
            return self.has_pane and self.pane.searchable

        find = Command("candidates.find", _("Search candidates"), ("/", "Ctrl+F"), self._find, can_find, icon="search")
        return (*super().commands(), find)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take lists anywhere on the screen."""
        if _lists(dropped_files(event.mimeData())):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Look at a list that was dropped."""
        if files := _lists(dropped_files(event.mimeData())):
            event.acceptProposedAction()
            self.pane.take_files(files)

    def _run(self, command_id: str) -> None:
        """Run a command of the pane in front."""
        for command in self.pane.commands():
            if command.id == command_id and command.possible():
                command.run()

    def _on_search(self, words: str) -> None:
        self.pane.search(words)

    def _find(self) -> None:
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search.selectAll()


def _lists(files: tuple[Path, ...]) -> tuple[Path, ...]:
    return tuple(file for file in files if file.suffix.lower() in LISTS)
