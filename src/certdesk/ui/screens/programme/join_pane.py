"""Joining a programme: make a request, let the lead hear its words, take the approval in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from certdesk.actions.enrolling import RequestView, make_request
from certdesk.actions.identifying import my_identity
from certdesk.actions.renewing import make_renewal_request
from certdesk.core.errors import CertDeskError, WrongPassphraseError
from certdesk.core.words import _
from certdesk.store.places import recall_place, remember_place
from certdesk.ui.commands import Command
from certdesk.ui.screens.pane import Pane
from certdesk.ui.screens.programme.guided import Guided, StepPage
from certdesk.ui.screens.unlock_panel import UnlockPanel
from certdesk.ui.tools import Tools
from certdesk.ui.unlocking import signer_for
from certdesk.ui.widgets.button import button
from certdesk.ui.widgets.drop_zone import DropZone
from certdesk.ui.widgets.labels import label
from certdesk.ui.widgets.notice_bar import Notice
from certdesk.ui.widgets.paragraph import Paragraph
from certdesk.ui.widgets.spoken_words import SpokenWords

_REQUEST, _WORDS, _APPROVAL = range(3)
_SUBJECT = "joining"
_FILES = "CertDesk (*.certdesk-approval *.certdesk-programme)"


class JoinPane(Pane):
    """Where somebody is on the way is remembered: an answer may take a week."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        theme = tools.theme
        self._unlock = UnlockPanel(theme, name="joinUnlock")
        self._unlock.without_button()
        self._unlock.given.connect(lambda _typed: self._on())
        self._who = Paragraph(theme)
        self._words = SpokenWords(theme, name="requestWords")
        self._where = Paragraph(theme, role="small", tone="text2")
        self._drop = DropZone(theme, _("Drop the approval here"), _("or choose the file"))
        self._drop.setObjectName("dropApproval")
        self._drop.files_dropped.connect(self.take_files)
        self._drop.browse_asked.connect(self._choose)
        self._again = button(theme, _("Make the request once more"), kind="quiet")
        self._again.setObjectName("requestAgain")
        self._again.clicked.connect(lambda: self._show(_REQUEST))
        pages = ((_("Request"), self._request()), (_("Words"), self._compare()), (_("Approval"), self._approval()))
        self._guided = Guided(theme, _("Join a programme"), pages)
        self._guided.show_rehearsal(rehearsal=False)
        self._guided.on_asked.connect(self._on)
        self._guided.back_asked.connect(lambda: self._show(self._guided.step - 1))
        self._guided.left.connect(lambda: self.asked.emit("overview", {}))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._guided)

    def enter(self, _params: dict[str, Any]) -> None:
        """Go on where the person left off."""
        identity = my_identity(self.tools.session.workspace)
        renewing = bool(identity.programme_id)
        self._guided.show_title(_("Renew my certificate") if renewing else _("Join a programme"))
        text = _("It says: {name}, {role}, and the public part of your key. Your private key stays on this computer.")
        self._who.show_text(text.format(name=identity.name, role=identity.role))
        self._unlock.show_needed(_("Your key"), _("The request is signed, so that nobody else can make one for you."))
        kept = self._kept()
        if kept:
            self._words.show_words(tuple(kept["words"]))
            self._where.show_text(_("Saved as {file}").format(file=kept["file"]))
        self._show(_WORDS if kept else _REQUEST)

    def leave(self) -> None:
        """Forget what was typed."""
        self._unlock.forget()

    def notice_room(self) -> tuple[int, int]:
        """Leave the buttons free."""
        return self._guided.foot_height(), 0

    def commands(self) -> tuple[Command, ...]:
        """Return what can be done here."""
        return (
            Command("programme.back", _("Back to Programme"), ("Escape",), self._guided.left.emit),
            Command("join.approval", _("Take in the approval"), ("Ctrl+O",), self._choose, icon="down"),
        )

    def take_files(self, files: tuple[Path, ...]) -> bool:
        """Take the approval in."""
        self.asked.emit("file", {"file": str(files[0])})
        return True

    def _kept(self) -> dict[str, Any]:
        kept = recall_place(self.tools.session.workspace, _SUBJECT)
        identity = my_identity(self.tools.session.workspace)
        return kept if kept.get("person") == identity.id and kept.get("key") == identity.digest else {}

    def _show(self, step: int) -> None:
        words = {_REQUEST: _("Save the request…"), _WORDS: _("Continue"), _APPROVAL: _("Choose the approval…")}
        self._guided.show_step(step, words[step])
        locked = self.tools.keyring.signer() is None
        self._unlock.setVisible(step == _REQUEST and locked)
        if step == _REQUEST and locked:
            self._unlock.field.line.setFocus()

    def _on(self) -> None:
        step = self._guided.step
        if step == _REQUEST:
            self._make()
        elif step == _WORDS:
            self._show(_APPROVAL)
        else:
            self._choose()

    def _make(self) -> None:
        """Ask where, and write the request."""
        workspace = self.tools.session.workspace
        identity = my_identity(workspace)
        make = make_renewal_request if identity.programme_id else make_request
        try:
            with signer_for(self.tools, self._unlock.passphrase()) as signer:
                suggested = f"{identity.name.replace(' ', '-')}.certdesk-request"
                target = self.tools.dialogs.choose_target(_("Save the request"), suggested)
                if target is None:
                    return
                request = make(workspace, signer, target)
        except WrongPassphraseError as problem:
            self._unlock.show_wrong(problem.sentence)
            return
        except CertDeskError as problem:
            self._unlock.forget()  # the passphrase was right; what went wrong comes after it
            self._unlock.setVisible(self.tools.keyring.signer() is None)
            self._guided.show_ready(problem.sentence, tone="bad")
            self._guided.on.setFocus()
            return
        self._unlock.forget()
        self._keep(request, identity.digest)
        self.noticed.emit(Notice(_("Saved as {file}.").format(file=request.path), "ok"))
        self._show(_WORDS)

    def _keep(self, request: RequestView, digest: str) -> None:
        self._words.show_words(tuple(request.words))
        self._where.show_text(_("Saved as {file}").format(file=request.path))
        kept: dict[str, Any] = {"person": self.tools.session.workspace.person, "key": digest}
        kept |= {"words": list(request.words), "file": str(request.path)}
        remember_place(self.tools.session.workspace, _SUBJECT, kept)

    def _choose(self) -> None:
        if path := self.tools.dialogs.choose_file(_("Choose the approval"), _FILES):
            self.take_files((path,))

    def _request(self) -> StepPage:
        told = _("A small file goes to the programme's lead, by stick or by any other way. It holds no secret.")
        page = StepPage(self.tools.theme, _("Make a request"), told)
        page.body.addWidget(self._who)
        page.body.addWidget(self._unlock)
        return page

    def _compare(self) -> StepPage:
        told = _("When the lead has your file, they call you, or you them. Read these words aloud; they see the same.")
        page = StepPage(self.tools.theme, _("Read these words aloud"), told)
        page.body.addWidget(self._words)
        page.body.addWidget(self._where)
        warn = _("If even one word differs, somebody has changed the file on its way. Then make it once more.")
        page.body.addWidget(Paragraph(self.tools.theme, warn, tone="text2"))
        row = QHBoxLayout()
        row.addWidget(self._again)
        row.addStretch(1)
        page.body.addLayout(row)
        return page

    def _approval(self) -> StepPage:
        told = _("The lead sends an approval back. You can leave this page until then, and go on working as before.")
        page = StepPage(self.tools.theme, _("Take the approval in"), told)
        self._drop.setMinimumHeight(self.tools.theme.px(140))
        page.body.addWidget(self._drop)
        page.body.addWidget(
            label(_("You will be asked for the words of the programme, by telephone too."), "body", "text2")
        )
        return page
