"""Programme: who may sign for it, and whom this desk trusts. One pane at a time, made when it is first needed."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QVBoxLayout

from certdesk.core.words import _
from certdesk.ui.screens.pane import Pane
from certdesk.ui.screens.pane_screen import MakePane, PaneScreen
from certdesk.ui.screens.screen import Params
from certdesk.ui.tools import Tools
from certdesk.ui.widgets.drop_zone import dropped_files
from certdesk.ui.widgets.notice_bar import Notice

OVERVIEW, FILE, JOIN, MEMBERS = "overview", "file", "join", "members"
FOUNDING, ROLLOVER, RECOVERY = "founding", "rollover", "recovery"
PEOPLE, CARD = "people", "card"
_REQUEST, _CARD = ".certdesk-request", ".certdesk-card"
_TAKEN_IN = (".certdesk-trust", ".certdesk-approval", ".certdesk-programme")


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


def _rollover(tools: Tools) -> Pane:
    from certdesk.ui.screens.programme.rollover_pane import RolloverPane

    return RolloverPane(tools)


def _people(tools: Tools) -> Pane:
    from certdesk.ui.screens.programme.people_pane import PeoplePane

    return PeoplePane(tools)


def _card(tools: Tools) -> Pane:
    from certdesk.ui.screens.programme.card_pane import CardPane

    return CardPane(tools)


def _recovery(tools: Tools) -> Pane:
    from certdesk.ui.screens.programme.recovery_pane import RecoveryPane

    return RecoveryPane(tools)


_PANES: dict[str, MakePane] = {
    OVERVIEW: _overview,
    FILE: _file,
    JOIN: _join,
    MEMBERS: _members,
    FOUNDING: _founding,
    ROLLOVER: _rollover,
    PEOPLE: _people,
    CARD: _card,
    RECOVERY: _recovery,
}


class ProgrammeScreen(PaneScreen):
    """Its panes and what they ask for come together here."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools, _PANES, OVERVIEW)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.stack)
        self.setAcceptDrops(True)

    def enter(self, params: Params) -> None:
        """Show the pane ``params["pane"]``, or what this desk is; ``file`` names a file to take in."""
        self.titled.emit(_("Programme – CertDesk"))
        if params.get("file"):
            self.take_file(Path(str(params["file"])))
            return
        pane = str(params.get("pane", OVERVIEW))
        # A ceremony, or a file that may be gone, is never gone back to by itself.
        self.show_pane(pane if pane in (OVERVIEW, JOIN, MEMBERS, FOUNDING, ROLLOVER, PEOPLE) else OVERVIEW, params)

    def place(self) -> Params:
        """Return the pane that is shown."""
        return {"pane": self.current, **self.pane.place()} if self.current in (JOIN, MEMBERS, PEOPLE) else {}

    def take_file(self, path: Path) -> None:
        """Take in a file that came from a programme, or from somebody who wants to join one."""
        if path.suffix == _REQUEST:
            if self.current == MEMBERS and self.has_pane and self.pane.take_files((path,)):
                return
            self.go_to(MEMBERS, {"request": str(path)})
            if self.current != MEMBERS:
                text = _("Requests are taken in on a programme's issuing desk. This is none.")
                self.noticed.emit(Notice(text, "warn", _("Send the file to your programme's lead.")))
        elif path.suffix == _CARD:
            self.go_to(CARD, {"file": str(path)})
        elif path.suffix in _TAKEN_IN:
            self.go_to(FILE, {"file": str(path)})
        else:
            self.go_to(OVERVIEW, {})
            hint = _("Expected is a programme file, a trust bundle, an approval, a request or a card.")
            text = _("{file} is nothing that comes from a programme.").format(file=path.name)
            self.noticed.emit(Notice(text, "warn", hint))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files anywhere on the screen, except in the middle of a ceremony."""
        if self.current not in (FOUNDING, ROLLOVER) and dropped_files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take in what was dropped."""
        if files := dropped_files(event.mimeData()):
            event.acceptProposedAction()
            for file in files:
                self.take_file(file)

    def on_asked(self, name: str, params: Params) -> None:
        """Go where a pane asks for; a file leads to the pane that its kind needs."""
        if name == FILE:
            self.take_file(Path(str(params["file"])))
        else:
            self.go_to(name, params)
