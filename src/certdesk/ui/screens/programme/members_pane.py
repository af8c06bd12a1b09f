"""The people of a programme, for its issuing desk: enrol, renew, revoke, hand the newest trust bundle on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from certdesk.actions.enrolling import RequestView, approve, read_request
from certdesk.actions.programme_files import write_programme_file
from certdesk.actions.programmes import Member, ProgrammeHere, members, programmes_here
from certdesk.actions.renewing import renew
from certdesk.actions.revoking import REASONS, revoke
from certdesk.actions.trusting import export_bundle
from certdesk.core.changes import Change, Kind
from certdesk.core.errors import CertDeskError, WrongPassphraseError
from certdesk.core.words import _, ngettext
from certdesk.signing.authority.keys import AuthorityKeys
from certdesk.ui.commands import Command
from certdesk.ui.screens.narrow import fit_columns, side_width
from certdesk.ui.screens.pane import Pane
from certdesk.ui.screens.programme.member_side import MemberCard, RequestCard
from certdesk.ui.screens.programme.member_table import WIDTHS, MemberTable
from certdesk.ui.screens.unlock_panel import UnlockPanel
from certdesk.ui.tools import Tools
from certdesk.ui.unlocking import authority_for
from certdesk.ui.widgets.button import button, icon_button
from certdesk.ui.widgets.chip import Chip
from certdesk.ui.widgets.empty_state import EmptyState
from certdesk.ui.widgets.labels import FileName, label, line
from certdesk.ui.widgets.notice_bar import Notice
from certdesk.ui.widgets.scrolling import from_the_top
from certdesk.ui.widgets.table import TableView
from certdesk.ui.widgets.top_bar import TopBar

_SIDE = 400
REQUEST = ".certdesk-request"


class MembersPane(Pane):
    """Every deed needs the desk's keys: unlocked already, or by the passphrase in the panel."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        theme = tools.theme
        self._programme: ProgrammeHere | None = None
        self._request: RequestView | None = None
        self._title = FileName(theme, role="label", tone="text", middle=False)
        self._title.setObjectName("membersOf")
        self._chip = Chip(theme, _("Rehearsal"), "warn", icon="warning")
        self._count = label("", "body", "text3", name="memberCount")
        self.table = TableView(theme)
        self.table.setObjectName("members")
        self.table.setAccessibleName(_("Members"))
        self.model = MemberTable()
        self.table.setModel(self.model)
        self.table.set_columns(WIDTHS)
        self.unlock = UnlockPanel(theme, name="deskUnlock")
        self.member, self.request = MemberCard(theme), RequestCard(theme)
        self._none = EmptyState(theme, framed=False)
        self._none.show_empty("people", _("Nobody is chosen"), _("Choose somebody, or drop a request here."))
        self._restoring = False
        self._sides = QStackedWidget()
        for side in (self._none, self.member, self.request):
            self._sides.addWidget(from_the_top(side) if side is not self._none else side)
        self._build()
        self._connect()

    def enter(self, params: dict[str, Any]) -> None:
        """Show the members of ``params["programme"]``; ``request`` names a file of somebody who wants to join."""
        wanted = params.get("programme")
        here = [one for one in programmes_here(self.tools.session.workspace) if one.is_issuing_desk]
        found = [one for one in here if not wanted or one.id == wanted]
        if not found:
            self.asked.emit("overview", {})
            return
        self._programme = found[0]
        self._request = None
        self._refresh()
        self.table.setFocus()
        if self._chosen() is None:  # Qt would choose the first one later, in front of a request
            self.table.set_current_row(0)
        if params.get("request"):
            self.take_files((Path(str(params["request"])),))

    def leave(self) -> None:
        """Forget what was typed."""
        self.unlock.forget()

    def place(self) -> dict[str, Any]:
        """Return whose members are shown."""
        return {"programme": self._programme.id} if self._programme else {}

    def on_changed(self, change: Change) -> None:
        """Look again when people changed."""
        if change.kinds & Kind.PERSON and self._programme:
            self._refresh()

    def notice_room(self) -> tuple[int, int]:
        """Leave the side free, where passphrases are typed."""
        return 0, self._side.width()

    def commands(self) -> tuple[Command, ...]:
        """Return what can be done here."""
        return (
            Command("members.back", _("Back to Programme"), ("Escape",), self._go_back),
            Command("members.request", _("Take in a request"), ("Ctrl+O",), self._choose, icon="plus"),
            Command("members.file", _("Save the programme file"), ("Ctrl+Shift+P",), self.save_programme, icon="stick"),
            Command("members.bundle", _("Save the trust bundle"), ("Ctrl+Shift+S",), self.save_bundle, icon="stick"),
        )

    def take_files(self, files: tuple[Path, ...]) -> bool:
        """Show who asks to join."""
        requests = [path for path in files if path.suffix == REQUEST]
        if not requests:
            return False
        try:
            self._request = read_request(requests[0])
        except CertDeskError as problem:
            self.say_problem(problem)
            return True
        self.request.show_request(self._request)
        self._sides.setCurrentIndex(2)
        self._show_lock()
        (self.unlock.field.line if self._lock_frame.isVisibleTo(self) else self.request.approve).setFocus()
        return True

    def save_bundle(self) -> None:
        """Save the newest trust bundle, for everybody's stick."""
        programme = self._programme
        if programme is None:
            return

        def save(keys: AuthorityKeys, target: Path) -> Path:
            export_bundle(self._workspace, keys, target)
            return target

        if target := self._saved(_("Save the trust bundle"), f"{programme.id}.certdesk-trust", save):
            hint = _("Hand it to everybody who checks documents; they compare the words with you once.")
            self.noticed.emit(Notice(_("Saved as {file}.").format(file=target), "ok", hint))

    def save_programme(self) -> None:
        """Save the programme file, for everybody who works for the programme."""
        programme = self._programme
        if programme is None:
            return

        def save(keys: AuthorityKeys, target: Path) -> Path:
            write_programme_file(self._workspace, keys, target)
            return target

        if target := self._saved(_("Save the programme file"), f"{programme.name}.certdesk-programme", save):
            hint = _("It brings the rubrics, the people and the trust bundle. Everybody takes it in; newer ones too.")
            self.noticed.emit(Notice(_("Saved as {file}.").format(file=target), "ok", hint))

    @property
    def _workspace(self) -> Any:  # noqa: ANN401 - the session's own
        return self.tools.session.workspace

    def _approve(self, role: str, years: int) -> None:
        request = self._request
        if request is None:
            return

        def save(keys: AuthorityKeys, target: Path) -> tuple[Member, str]:
            return approve(self._workspace, keys, request, role, years, target), target.name

        if done := self._saved(_("Save the approval"), _approval_of(request.name), save):
            member, file = done
            self._request = None
            self._after(member, _("{name} is approved. Send them {file}.").format(name=member.name, file=file))

    def _renew(self, years: int) -> None:
        member = self._chosen()
        if member is None:
            return

        def save(keys: AuthorityKeys, target: Path) -> tuple[Member, str]:
            return renew(self._workspace, keys, member.id, years, target), target.name

        if done := self._saved(_("Save the approval"), _approval_of(member.name), save):
            renewed, file = done
            self._after(renewed, _("{name} is renewed. Send them {file}.").format(name=renewed.name, file=file))

    def _revoke(self, reason: str, since: date) -> None:
        member = self._chosen()
        if member is None:
            return
        question = _("Revoke the certificate of {name}?").format(name=member.name)
        text = _("{reason}. Nothing that they sign since {day} counts any more, and that can't be taken back.")
        detail = text.format(reason=_(REASONS[reason]), day=f"{since.day} {since:%b %Y}")
        if not self.tools.dialogs.confirm(question, detail, _("Revoke")):
            return
        change = self._with_keys(lambda keys: revoke(self._workspace, keys, member.id, reason=reason, since=since))
        if change is not None:
            self.tools.session.announce(change)
            text = _("{name} is revoked. Hand a new trust bundle to everybody.").format(name=member.name)
            self._after(member, text)

    def _after(self, member: Member, words: str) -> None:
        self.tools.session.announce(Change(Kind.PERSON, frozenset({member.id})))
        self._refresh()
        self._choose_row(member.id)
        self.noticed.emit(Notice(words, "ok"))

    def _saved(self, title: str, suggested: str, save: Callable[[AuthorityKeys, Path], Any]) -> Any:  # noqa: ANN401
        """Open the keys, then ask where: nobody chooses a place only to hear that the passphrase is wrong."""

        def deed(keys: AuthorityKeys) -> Any:  # noqa: ANN401 - whatever saving returns
            target = self.tools.dialogs.choose_target(title, suggested)
            return save(keys, target) if target is not None else None

        return self._with_keys(deed)

    def _with_keys(self, deed: Callable[[AuthorityKeys], Any]) -> Any:  # noqa: ANN401 - whatever the deed returns
        """Do a deed with the desk's keys; None when it was refused, which was said."""
        if self._programme is None:
            return None
        try:
            with authority_for(self.tools, self._programme.id, self.unlock.passphrase()) as keys:
                done = deed(keys)
        except WrongPassphraseError as problem:
            self.unlock.show()
            self.unlock.show_wrong(problem.sentence)
            return None
        except CertDeskError as problem:
            self.say_problem(problem)
            return None
        self.unlock.forget()
        self._show_lock()
        return done

    def _unlock(self, _passphrase: str) -> None:
        if self.tools.keyring.minutes and self._with_keys(lambda keys: keys):  # else it stays typed for its deed
            (self.table if self._request is None else self.request.approve).setFocus()

    def _chosen(self) -> Member | None:
        return self.model.row(self.table.current_row())

    def _choose_row(self, member_id: str) -> None:
        self.table.set_current_row(self.model.place_of(member_id))
        self._show_chosen()

    def _on_row(self, _row: int) -> None:
        if not self._restoring:
            self._show_chosen()

    def _show_chosen(self) -> None:
        member = self._chosen()
        if member is not None:
            self.member.show_member(member, self._workspace.clock().astimezone().date())
        self._sides.setCurrentIndex(1 if member is not None else 0)
        self._show_lock()

    def _refresh(self) -> None:
        programme = self._programme
        if programme is None:
            return
        chosen = self._chosen()
        self._title.show_text(_("Members of {programme}").format(programme=programme.name))
        self._chip.setVisible(programme.rehearsal)
        rows = members(self._workspace, programme.id)
        self.model.show_rows(rows)
        self._count.setText(ngettext("{count} person", "{count} people", len(rows)).format(count=len(rows)))
        about = _("The keys of this issuing desk")
        self.unlock.show_needed(about, _("Needed to enrol, renew and revoke, and for a new trust bundle."))
        if chosen is not None:
            self._restoring = True
            self.table.set_current_row(self.model.place_of(chosen.id))
            self._restoring = False
        if self._request is None:
            self._show_chosen()

    def _show_lock(self) -> None:
        unlocked = self._programme is not None and self.tools.keyring.authority(self._programme.id) is not None
        self._lock_frame.setVisible(not unlocked)

    def _choose(self) -> None:
        if path := self.tools.dialogs.choose_file(_("Choose a request"), "CertDesk (*.certdesk-request)"):
            self.take_files((path,))

    def _put_aside(self) -> None:
        self._request = None
        self._show_chosen()

    def _go_back(self) -> None:
        self.asked.emit("overview", {})

    def _connect(self) -> None:
        self.table.row_chosen.connect(self._on_row)
        self.table.clicked.connect(lambda _index: self._show_chosen())
        self.unlock.given.connect(self._unlock)
        self.member.renew_asked.connect(self._renew)
        self.member.revoke_asked.connect(self._revoke)
        self.request.approve_asked.connect(self._approve)
        self.request.refused.connect(self._put_aside)
        self.tools.keyring.changed.connect(self._show_lock)

    def _build(self) -> None:
        theme = self.tools.theme
        bar = TopBar(theme)
        back = icon_button(theme, "back", _("Back to Programme"))
        back.setObjectName("membersBack")
        back.clicked.connect(self._go_back)
        take = button(theme, _("Take in a request…"), icon="plus")
        take.setObjectName("takeRequest")
        take.clicked.connect(self._choose)
        bundle = button(theme, _("Save trust bundle…"), icon="stick")
        bundle.setObjectName("saveBundle")
        bundle.clicked.connect(self.save_bundle)
        file = button(theme, _("Save programme file…"), icon="stick")
        file.setObjectName("saveProgramme")
        file.clicked.connect(self.save_programme)
        bar.add_leading(back, self._title, self._chip, self._count)
        bar.add_trailing(bundle, file, take)
        side = QFrame()
        side.setProperty("surface", "panel")
        column = QVBoxLayout(side)
        column.setContentsMargins(20, 18, 16, 16)
        column.setSpacing(14)
        column.addWidget(self._sides, 1)
        self._lock_frame = QWidget()
        lock = QVBoxLayout(self._lock_frame)
        lock.setContentsMargins(0, 0, 0, 0)
        lock.setSpacing(12)
        lock.addWidget(line())
        lock.addWidget(self.unlock)
        column.addWidget(self._lock_frame, 0, Qt.AlignmentFlag.AlignBottom)
        self._side = side
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.table, 1)
        row.addWidget(side)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(bar)
        whole.addLayout(row, 1)
        theme.changed.connect(self._dress)
        self._dress()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the side give way, then columns."""
        super().resizeEvent(event)
        self._dress()

    def _dress(self) -> None:
        self._side.setFixedWidth(side_width(self.tools.theme, _SIDE, self.width()))
        QTimer.singleShot(0, self, self._fit)

    def _fit(self) -> None:
        fit_columns(self.tools.theme, self.table, WIDTHS, (1, 3), 160)


def _approval_of(name: str) -> str:
    return f"{name.replace(' ', '-')}.certdesk-approval"
