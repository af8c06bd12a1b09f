"""The first page: what this desk is, whom it trusts, and the ways on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from certdesk.actions.founding import minutes_of
from certdesk.actions.handing_out_page import write_page
from certdesk.actions.identifying import my_identity
from certdesk.actions.programmes import ProgrammeHere, programmes_here, why_not_sign
from certdesk.actions.trusting import forget_programme
from certdesk.core.changes import Change, Kind
from certdesk.core.errors import CertDeskError
from certdesk.core.words import _, ngettext
from certdesk.ui.commands import Command
from certdesk.ui.screens.copies import hand_over_copy
from certdesk.ui.screens.pane import Pane
from certdesk.ui.screens.programme.desk_card import DeskCard
from certdesk.ui.screens.programme.programme_row import ProgrammeRow
from certdesk.ui.tools import Tools
from certdesk.ui.widgets.button import button
from certdesk.ui.widgets.drop_zone import DropZone
from certdesk.ui.widgets.emptying import empty
from certdesk.ui.widgets.labels import label
from certdesk.ui.widgets.notice_bar import Notice
from certdesk.ui.widgets.paragraph import Paragraph
from certdesk.ui.widgets.scrolling import scrolling

_WIDTH = 820
FILES = "CertDesk (*.certdesk-programme *.certdesk-trust *.certdesk-approval *.certdesk-request *.certdesk-card)"


class OverviewPane(Pane):
    """Asks for the other panes; forgets programmes by itself."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        theme = tools.theme
        self._programmes: tuple[ProgrammeHere, ...] = ()
        self._desk = DeskCard(theme)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(12)
        self._none = Paragraph(theme, tone="text2")
        self._drop = DropZone(theme, _("Drop what came from a programme here"), _("or choose a file"))
        self._drop.setObjectName("dropProgramme")
        self._take = button(theme, _("Take in a file…"), icon="down")
        self._take.setObjectName("chooseProgrammeFile")
        self._take.clicked.connect(self.choose)
        self._people = button(theme, _("People…"), icon="people")
        self._people.setObjectName("people")
        self._people.clicked.connect(self._show_people)
        self._build()
        self._connect()

    def enter(self, _params: dict[str, Any]) -> None:
        """Show what is known now; the keyboard is on this page, not where it was before."""
        self._refresh()
        self._take.setFocus(Qt.FocusReason.OtherFocusReason)

    def on_changed(self, change: Change) -> None:
        """Look again when people or registers changed."""
        if change.kinds & (Kind.PERSON | Kind.REGISTER):
            self._refresh()

    def commands(self) -> tuple[Command, ...]:
        """Return what can be done here."""
        return (
            Command("programme.open", _("Take in a file from a programme"), ("Ctrl+O",), self.choose, icon="down"),
            Command("programme.join", _("Join a programme"), (), self._join, icon="people"),
            Command("programme.people", _("People who are known here, and my six words"), (), self._show_people),
            Command("programme.found", _("Found a programme"), (), self._found, icon="key"),
            Command("programme.rehearse", _("Rehearse founding a programme"), (), self._rehearse),
        )

    def choose(self) -> None:
        """Ask for a file that came from a programme."""
        if path := self.tools.dialogs.choose_file(_("Choose a file from a programme"), FILES):
            self.asked.emit("file", {"file": str(path)})

    def _refresh(self) -> None:
        workspace = self.tools.session.workspace
        now = workspace.clock()
        self._programmes = programmes_here(workspace)
        identity = my_identity(workspace)
        self._desk.show_desk(identity, self._programmes, now, why_not_sign(workspace, identity))
        empty(self._rows)
        for programme in self._programmes:
            row = ProgrammeRow(self.tools.theme, programme, now)
            row.deed_chosen.connect(self._do)
            self._rows.addWidget(row)
        self._none.setVisible(not self._programmes)

    def _do(self, deed: str, programme_id: str) -> None:
        programme = next(one for one in self._programmes if one.id == programme_id)
        if deed in ("members", "rollover", "recovery"):
            self.asked.emit(deed, {"programme": programme_id})
        elif deed == "minutes":
            self._look_at_minutes(programme)
        elif deed == "page":
            self._save_page(programme)
        elif deed == "forget":
            self._forget(programme)

    def _look_at_minutes(self, programme: ProgrammeHere) -> None:
        path = minutes_of(self.tools.session.workspace, programme.id)
        if path is None or not hand_over_copy(self.tools, path):
            text = _("The minutes can't be opened on this computer.")
            self.noticed.emit(Notice(text, "warn", _("They are among the files of the workspace, under authority.")))

    def _save_page(self, programme: ProgrammeHere) -> None:
        target = self.tools.dialogs.choose_target(_("Save the page"), f"{programme.name}.html")
        if target is None:
            return
        try:
            facts = write_page(self.tools.session.workspace, programme, target, force=True)
        except CertDeskError as problem:
            self.say_problem(problem)
            return
        count = len(facts.entries)
        told = ngettext("It knows {count} certificate.", "It knows {count} certificates.", count).format(count=count)
        hint = _("{told} Save it again when there are new ones.").format(told=told)
        self.noticed.emit(Notice(_("Saved as {file}.").format(file=target), "ok", hint))

    def _forget(self, programme: ProgrammeHere) -> None:
        question, verb = _("Trust {programme} no longer?").format(programme=programme.name), _("Trust no longer")
        detail = _("Its documents look like those of strangers then. You can take its bundle in again.")
        if programme.rehearsal:
            question, verb = _("End the rehearsal?"), _("End it")
            detail = _("Its keys on this computer are deleted, and you sign as before. Wipe the two sticks yourselves.")
        if not self.tools.dialogs.confirm(question, detail, verb):
            return
        self.tools.keyring.lock()  # what is unlocked may have certificates of the programme
        self.tools.session.do(forget_programme, programme.id)
        self._refresh()

    def _show_people(self) -> None:
        self.asked.emit("people", {})

    def _join(self) -> None:
        self.asked.emit("join", {})

    def _found(self) -> None:
        self.asked.emit("founding", {})

    def _rehearse(self) -> None:
        self.asked.emit("founding", {"rehearsal": True})

    def _on_dropped(self, files: tuple[Path, ...]) -> None:
        for file in files:
            self.asked.emit("file", {"file": str(file)})

    def _connect(self) -> None:
        self._desk.join_asked.connect(self._join)
        self._desk.found_asked.connect(self._found)
        self._desk.rehearse_asked.connect(self._rehearse)
        self._drop.browse_asked.connect(self.choose)
        self._drop.files_dropped.connect(self._on_dropped)

    def _build(self) -> None:
        theme = self.tools.theme
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(16)
        trusted = QWidget()
        holder = QVBoxLayout(trusted)
        holder.setContentsMargins(0, 0, 0, 0)
        holder.setSpacing(10)
        holder.addWidget(label(_("Programmes that this desk trusts"), "heading"))
        told = _("Their trust bundles say who may sign for them and what they issued. Newer ones replace older ones.")
        holder.addWidget(Paragraph(theme, told, role="small", tone="text2"))
        self._none.show_text(_("None yet. Take in the bundle that your programme gave you, or found one."))
        holder.addWidget(self._none)
        holder.addLayout(self._rows)
        for part in (self._desk, trusted, self._drop):
            part.setMaximumWidth(theme.px(_WIDTH))
            column.addWidget(part)
        column.addStretch(1)
        head = QHBoxLayout()
        head.addWidget(label(_("Programme"), "title"), 1)
        head.addWidget(self._people)
        head.addWidget(self._take)
        page = QVBoxLayout(self)
        page.setContentsMargins(24, 20, 16, 16)
        page.setSpacing(16)
        page.addLayout(head)
        page.addWidget(scrolling(inner), 1)
