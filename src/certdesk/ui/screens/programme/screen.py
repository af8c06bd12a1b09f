"""Programme: who may sign for it, and whom this desk trusts. One pane at a time, made when it is first needed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from certdesk.core.changes import Change
from certdesk.core.words import _
from certdesk.ui.commands import Command
from certdesk.ui.screens.pane import Pane
from certdesk.ui.screens.screen import Params, Screen
from certdesk.ui.tools import Tools
from certdesk.ui.widgets.drop_zone import dropped_files
from certdesk.ui.widgets.notice_bar import Notice

OVERVIEW, FILE, JOIN, MEMBERS, FOUNDING = "overview", "file", "join", "members", "founding"
_REQUEST, _TAKEN_IN = ".certdesk-request", (".certdesk-trust", ".certdesk-approval")


def _overview(tools: Tools) -> Pane:
    from certdesk.ui.screens.programme.overview_pane import OverviewPane

    return OverviewPane(tools)


def _file(tools: Tools) -> Pane:
    from certdesk.ui.screens.programme.file_pane import FilePane

    return FilePane(tools)


def _join(tools: Tools) -> Pane:
    from certdesk.ui.screens.programme.join_pane import JoinPane

    return JoinPane(tools)


def _members(tools: Tools) -> Pane:
    from certdesk.ui.screens.programme.members_pane import MembersPane

    return MembersPane(tools)


def _founding(tools: Tools) -> Pane:
    from certdesk.ui.screens.programme.founding_pane import FoundingPane

    return FoundingPane(tools)


_PANES: dict[str, Callable[[Tools], Pane]] = {
    OVERVIEW: _overview,
    FILE: _file,
    JOIN: _join,
    MEMBERS: _members,
    FOUNDING: _founding,
}


class ProgrammeScreen(Screen):
    """Its panes and what they ask for come together here."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        self._panes: dict[str, Pane] = {}
        self._current = OVERVIEW
        self._stack = QStackedWidget()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack)
        self.setAcceptDrops(True)

    @property
    def pane(self) -> Pane:
        """The pane in front."""
        return self._panes[self._current]

    def enter(self, params: Params) -> None:
        """Show the pane ``params["pane"]``, or what this desk is; ``file`` names a file to take in."""
        self.titled.emit(_("Programme – CertDesk"))
        if params.get("file"):
            self.take_file(Path(str(params["file"])))
            return
        pane = str(params.get("pane", OVERVIEW))
        # A ceremony, or a file that may be gone, is never gone back to by itself.
        self._show(pane if pane in (OVERVIEW, JOIN, MEMBERS, FOUNDING) else OVERVIEW, params)

    def leave(self) -> None:
        """Put down what is half done."""
        self.pane.leave()

    def unfinished(self) -> str:
        """Say what the pane in front would lose."""
        return self.pane.unfinished() if self._current in self._panes else ""

    def on_changed(self, change: Change) -> None:
        """Pass it on to the pane in front."""
        self.pane.on_changed(change)

    def notice_lift(self) -> int:
        """Leave free what the pane in front needs at its foot."""
        return self.pane.notice_room()[0] if self._current in self._panes else 0

    def notice_aside(self) -> int:
        """Leave free what the pane in front needs at its side."""
        return self.pane.notice_room()[1] if self._current in self._panes else 0

    def commands(self) -> tuple[Command, ...]:
        """Return what can be done in the pane in front."""
        return self.pane.commands()

    def place(self) -> Params:
        """Return the pane that is shown."""
        return {"pane": self._current, **self.pane.place()} if self._current in (JOIN, MEMBERS) else {}

    def take_file(self, path: Path) -> None:
        """Take in a file that came from a programme, or from somebody who wants to join one."""
        if path.suffix == _REQUEST:
            if self._current == MEMBERS and MEMBERS in self._panes and self.pane.take_files((path,)):
                return
            self._go(MEMBERS, {"request": str(path)})
            if self._current != MEMBERS:
                text = _("Requests are taken in on a programme's issuing desk. This is none.")
                self.noticed.emit(Notice(text, "warn", _("Send the file to your programme's lead.")))
        elif path.suffix in _TAKEN_IN:
            self._go(FILE, {"file": str(path)})
        else:
            self._go(OVERVIEW, {})
            hint = _("Expected is a trust bundle, an approval or a request.")
            text = _("{file} is nothing that comes from a programme.").format(file=path.name)
            self.noticed.emit(Notice(text, "warn", hint))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files anywhere on the screen, except in the middle of a ceremony."""
        if self._current != FOUNDING and dropped_files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take in what was dropped."""
        if files := dropped_files(event.mimeData()):
            event.acceptProposedAction()
            for file in files:
                self.take_file(file)

    def _on_asked(self, name: str, params: Params) -> None:
        if name == FILE:
            self.take_file(Path(str(params["file"])))
        else:
            self._go(name, params)

    def _go(self, name: str, params: Params) -> None:
        if self._current in self._panes:
            self.pane.leave()
        self._show(name, params)

    def _show(self, name: str, params: Params) -> None:
        pane = self._made(name)
        self._current = name
        self._stack.setCurrentWidget(pane)
        pane.enter(params)
        self.keys_changed.emit()
        self.lift_changed.emit()

    def _made(self, name: str) -> Pane:
        if name not in self._panes:
            made = self._panes[name] = _PANES[name](self.tools)
            made.setObjectName(f"pane-{name}")
            made.asked.connect(self._on_asked)
            made.left_for.connect(self.left_for)
            made.noticed.connect(self.noticed)
            self._stack.addWidget(made)
        return self._panes[name]
