"""The Rubrics screen: one pane at a time, each made when somebody first goes there."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from certdesk.core.changes import Change
from certdesk.core.words import _
from certdesk.ui.commands import Command
from certdesk.ui.screens.rubrics.pane import Pane
from certdesk.ui.screens.screen import Params, Screen
from certdesk.ui.tools import Tools
from certdesk.ui.widgets.drop_zone import dropped_files
from certdesk.ui.widgets.notice_bar import Notice

LIBRARY, EDITOR, IMPORT, VERSIONS = "library", "editor", "import", "versions"
_OTHER_SCREENS = ("bank", "standards")


def _library(tools: Tools) -> Pane:
    from certdesk.ui.screens.rubrics.library_pane import LibraryPane

    return LibraryPane(tools)


def _editor(tools: Tools) -> Pane:
    from certdesk.ui.screens.rubrics.editor_pane import EditorPane

    return EditorPane(tools)


def _import(tools: Tools) -> Pane:
    from certdesk.ui.screens.rubrics.import_pane import ImportPane

    return ImportPane(tools)


def _versions(tools: Tools) -> Pane:
    from certdesk.ui.screens.rubrics.versions_pane import VersionsPane

    return VersionsPane(tools)


_PANES: dict[str, Callable[[Tools], Pane]] = {
    LIBRARY: _library,
    EDITOR: _editor,
    IMPORT: _import,
    VERSIONS: _versions,
}
"""What makes each pane; what only one needs is loaded when somebody first goes there."""


class RubricsScreen(Screen):
    """Shows the pane that ``params["pane"]`` names: the library when it names none."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        self._panes: dict[str, Pane] = {}
        self._current = ""
        self._stack = QStackedWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self.setAcceptDrops(True)

    @property
    def pane(self) -> Pane:
        """The pane in front."""
        return self._panes[self._current]

    def enter(self, params: Params) -> None:
        """Show the pane that is asked for."""
        self._show(str(params.get("pane", "")) or LIBRARY, params)

    def leave(self) -> None:
        """Put down what is half done in the pane in front."""
        if self._current:
            self.pane.leave()

    def on_changed(self, change: Change) -> None:
        """Let the pane in front look again."""
        if self._current:
            self.pane.on_changed(change)

    def commands(self) -> tuple[Command, ...]:
        """Return what can be done in the pane in front."""
        return self.pane.commands() if self._current else ()

    def place(self) -> Params:
        """Return what would show the same pane again."""
        return {"pane": self._current} | self.pane.place() if self._current else {}

    def undo_scope(self) -> str:
        """Return the id of the draft in front."""
        return self.pane.undo_scope() if self._current else ""

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a file anywhere on the screen."""
        if any(path.is_file() for path in dropped_files(event.mimeData())):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Begin to take in the file that was dropped: nothing is kept before somebody says so."""
        if files := [path for path in dropped_files(event.mimeData()) if path.is_file()]:
            event.acceptProposedAction()
            if len(files) > 1:
                text = _("One file at a time: this is {file}.").format(file=files[0].name)
                self.noticed.emit(Notice(text, "info", _("Drop the next one when this one is kept.")))
            self._go(IMPORT, {"file": str(files[0])})

    def _show(self, name: str, params: Params) -> None:
        pane = self._pane(name if name in _PANES else LIBRARY)
        self._current = name if name in _PANES else LIBRARY
        self._stack.setCurrentWidget(pane)
        pane.enter(params)
        self.keys_changed.emit()

    def _go(self, name: str, params: object) -> None:
        """Leave for another pane through the window, which remembers the place."""
        known = params if isinstance(params, dict) else {}
        if name in _OTHER_SCREENS:
            self.left_for.emit(name, known)
            return
        self.left_for.emit(self.objectName(), {"pane": name} | known)

    def _pane(self, name: str) -> Pane:
        if name not in self._panes:
            pane = _PANES[name](self.tools)
            pane.setObjectName(f"rubrics-{name}")
            pane.asked.connect(self._go)
            pane.noticed.connect(self.noticed)
            self._panes[name] = pane
            self._stack.addWidget(pane)
        return self._panes[name]
