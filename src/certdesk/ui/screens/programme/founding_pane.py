"""The ceremony: two people make a programme's root key, step by step. Whoever leaves half way leaves nothing behind."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Protocol

from PySide6.QtWidgets import QLineEdit, QVBoxLayout

from certdesk.actions import founding
from certdesk.actions.founding import Founded, FoundingPlan, FoundingWishes, networks_up
from certdesk.actions.identifying import my_identity
from certdesk.core.errors import CancelledError, CertDeskError, WrongPassphraseError
from certdesk.core.progress import Progress
from certdesk.core.words import _
from certdesk.signing.signer import Signer
from certdesk.ui.commands import Command
from certdesk.ui.jobs import Job, JobProgress
from certdesk.ui.screens.copies import hand_over_copy, save_copy, save_text
from certdesk.ui.screens.pane import Pane
from certdesk.ui.screens.programme.founding_last import ComparePage, MinutesPage, PaperPage
from certdesk.ui.screens.programme.founding_pages import OfflinePage, PeoplePage, PreparePage, SecretsPage, SticksPage
from certdesk.ui.screens.programme.guided import Guided
from certdesk.ui.tools import Tools
from certdesk.ui.unlocking import borrow_signer
from certdesk.ui.widgets.notice_bar import Notice

PREPARE, PEOPLE, OFFLINE, SECRETS, STICKS, COMPARE, PAPER, MINUTES = range(8)


class _Asking(Protocol):
    """A page that knows what is missing on it."""

    def problem(self) -> str:
        """Say what is missing, or nothing."""


class FoundingPane(Pane):
    """Leads through the pages, makes the keys as a job, and keeps them at the very end."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        theme = tools.theme
        self._job: Job | None = None
        self._signer: Signer | None = None
        self._founded: Founded | None = None
        self.prepare, self.people, self.offline = PreparePage(theme), PeoplePage(theme), OfflinePage(theme)
        self.secrets, self.sticks, self.compare = SecretsPage(theme), SticksPage(theme), ComparePage(theme)
        self.paper, self.minutes = PaperPage(theme), MinutesPage(theme)
        pages = (self.prepare, self.people, self.offline, self.secrets, self.sticks, self.compare, self.paper)
        self.guided = Guided(
            theme, _("Found a programme"), tuple((page.heading, page) for page in (*pages, self.minutes))
        )
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.guided)
        self._connect()

    def enter(self, params: dict[str, Any]) -> None:
        """Begin; ``rehearsal`` chooses that it is only one."""
        self._drop_everything()
        self.prepare.show_kind(rehearsal=bool(params.get("rehearsal")))
        self.people.lead.show_text(my_identity(self.tools.session.workspace).name)
        self._show(PREPARE)

    def leave(self) -> None:
        """Leave nothing behind: what was made is taken back, also from the sticks."""
        had_made = self._founded is not None or self._job is not None
        self._drop_everything()
        if had_made:
            self.noticed.emit(Notice(_("The ceremony was left half way. Nothing of it was kept."), "info"))

    def unfinished(self) -> str:
        """Say what of the ceremony would be lost."""
        if self._founded is not None or self._job is not None:
            return _("The ceremony is half way. What was made is destroyed, also on the sticks.")
        return _("The ceremony is half way. What you typed is forgotten.") if self.guided.step >= SECRETS else ""

    def notice_room(self) -> tuple[int, int]:
        """Leave the buttons free."""
        return self.guided.foot_height(), 0

    def commands(self) -> tuple[Command, ...]:
        """Return what can be done here."""
        return (Command("founding.on", _("Next step"), ("Ctrl+Return",), self._on, self.guided.on.isEnabled),)

    def _pages(self) -> dict[int, _Asking]:
        return {
            PREPARE: self.prepare,
            PEOPLE: self.people,
            OFFLINE: self.offline,
            SECRETS: self.secrets,
            STICKS: self.sticks,
            COMPARE: self.compare,
        }

    def _show(self, step: int) -> None:
        last = _("Keep the rehearsal") if self.prepare.rehearsal else _("Found the programme")
        self.guided.show_step(step, {STICKS: _("Make the keys"), MINUTES: last}.get(step, ""))
        self.guided.back.setEnabled(PREPARE < step <= STICKS or step > COMPARE)
        self._dress()
        if step == OFFLINE:
            self._look_for_networks()
        if step == SECRETS:
            self.secrets.mine.setVisible(self.tools.keyring.signer() is None)
        self._tell()

    def _dress(self) -> None:
        rehearsal = self.prepare.rehearsal
        self.prepare.show_kind(rehearsal=rehearsal)
        self.guided.show_rehearsal(rehearsal=rehearsal)
        self.guided.show_title(_("Rehearse founding a programme") if rehearsal else _("Found a programme"))

    def _tell(self) -> None:
        """Let the two go on when nothing is missing on the page; nobody is scolded before they could begin."""
        page = self._pages().get(self.guided.step)
        problem = page.problem() if page is not None else ""
        self.guided.show_ready(problem, ready=not problem and self._job is None)

    def _on(self) -> None:
        step = self.guided.step
        if not self.guided.on.isEnabled():
            return
        if step == SECRETS and not self._unlock():
            return
        if step == STICKS:
            self._make()
        elif step == MINUTES:
            self._keep()
        else:
            self._show(step + 1)

    def _back(self) -> None:
        self._show(self.guided.step - 1)

    def _unlock(self) -> bool:
        """Open the person's own key; wrong passphrases are said in place."""
        if self._signer is not None:
            return True
        try:
            self._signer = borrow_signer(self.tools, self.secrets.mine.passphrase())
        except WrongPassphraseError as problem:
            self.secrets.mine.show_wrong(problem.sentence)
            return False
        except CertDeskError as problem:
            self.say_problem(problem)
            return False
        self.secrets.mine.forget()
        return True

    def _unlock_here(self, _passphrase: str) -> None:
        if self._unlock():
            self.secrets.mine.hide()
            self._tell()
            (self.secrets.first() or self.guided.on).setFocus()

    def _choose_stick(self, number: int) -> None:
        if place := self.tools.dialogs.choose_folder(_("Choose a stick")):
            self.sticks.show_place(number, place)

    def _look_for_networks(self) -> None:
        self.offline.show_networks(networks_up())

    def _make(self) -> None:
        """Make keys and copies beside the window."""
        copies = self.sticks.copies()
        if copies is None or self._signer is None:
            return
        wishes = FoundingWishes(
            name=self.prepare.name.text().strip(),
            people=self.people.people(),
            place=self.prepare.place.text().strip(),
            airplane=self.offline.tick.isChecked(),
            copies=copies,
            root_passphrase=self.secrets.root.text(),
            desk_passphrase=self.secrets.desk.text(),
            signer=self._signer,
            rehearsal=self.prepare.rehearsal,
        )
        try:
            plan = founding.plan_founding(self.tools.session.workspace, wishes)
        except CertDeskError as problem:
            self.guided.show_ready(problem.sentence, tone="bad")
            return
        self.sticks.warnings.show_text(" ".join(plan.warnings))
        self._start(plan)

    def _start(self, plan: FoundingPlan) -> None:
        def work(progress: Progress) -> Founded:
            return founding.make_founding(plan, progress)

        self._job = self.tools.jobs.start(
            _("Making the programme's keys"), work, done=self._on_made, failed=self._on_failed
        )
        self.guided.show_busy(busy=True)
        self.sticks.show_making(_("Making the keys …"), 0.0)

    def _on_progress(self, told: JobProgress) -> None:
        if told.job is self._job:
            self.sticks.show_making(told.label, told.done / told.total if told.total else 0.0)

    def _on_made(self, founded: Founded) -> None:
        left = self._job is None or self._job.cancelled
        self._job = None
        if left:
            founding.discard_founding(founded)
            return
        self._founded = founded
        self.secrets.forget()
        self.sticks.show_making(_("Both copies were written and read back."), None)
        self.compare.show_words(tuple(founded.words), founded.fingerprint, self.people.people()[1][0])
        self.paper.show_lines(tuple(founded.paper))
        self.minutes.show_made(tuple(founded.certificates), tuple(founded.copies))
        self._show(COMPARE)

    def _on_failed(self, problem: Exception) -> None:
        still_here = self._job is not None
        self._job = None
        self.sticks.show_making("", None)
        if still_here:
            self._tell()
            self.guided.show_busy(busy=False)
            if isinstance(problem, CertDeskError) and not isinstance(problem, CancelledError):
                self.guided.show_ready(problem.sentence, tone="bad")  # in place, and gone with the next try
            else:
                self.say_problem(problem)
        elif not isinstance(problem, CertDeskError):
            raise problem

    def _keep(self) -> None:
        """Enter the programme in the workspace; from here on it exists."""
        founded = self._founded
        if founded is None or self.tools.session.do(founding.keep_founding, founded) is None:
            return
        self._founded = None
        self.tools.keyring.lock()  # the signer that is unlocked has the certificate of before
        text = _("{programme} is founded. Put the two sticks in two different places.").format(programme=founded.name)
        self.noticed.emit(Notice(text, "ok"))
        self.asked.emit("overview", {})

    def _leave_it(self) -> None:
        lost = self.unfinished()
        if lost and not self.tools.dialogs.confirm(_("Stop the ceremony?"), lost, _("Stop it")):
            return
        self.asked.emit("overview", {})

    def _drop_everything(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None
        if self._founded is not None:
            founded, self._founded = self._founded, None
            founding.discard_founding(founded)
        if self._signer is not None:
            signer, self._signer = self._signer, None
            self.tools.keyring.give_back(signer)
        self.secrets.forget()
        self.paper.show_lines(())
        self.offline.tick.setChecked(False)
        self.sticks.show_making("", None)
        for number in range(2):
            self.sticks.show_place(number, None)

    def _save_paper(self) -> None:
        if notice := save_text(self.tools, self.paper.text(), f"{_('Root key')}.txt"):
            self.noticed.emit(notice)

    def _minutes_file(self) -> Path | None:
        return self._founded.minutes if self._founded is not None else None

    def _look_at_minutes(self) -> None:
        if (path := self._minutes_file()) and not hand_over_copy(self.tools, path):
            self.noticed.emit(
                Notice(_("This computer has no program for PDF files."), "warn", _("Save a copy instead."))
            )

    def _save_minutes(self) -> None:
        path = self._minutes_file()
        if path is not None and (notice := save_copy(self.tools, path, path.name)):
            self.noticed.emit(notice)

    def _connect(self) -> None:
        self.guided.on_asked.connect(self._on)
        self.guided.back_asked.connect(self._back)
        self.guided.left.connect(self._leave_it)
        self.prepare.edited.connect(self._dress)
        for page in (self.prepare, self.people, self.offline, self.secrets, self.sticks, self.compare):
            page.edited.connect(self._tell)
        self.secrets.mine.given.connect(self._unlock_here)
        for line in self.guided.findChildren(QLineEdit):
            if line is not self.secrets.mine.field.line:
                line.returnPressed.connect(self._on)
        self.offline.look_asked.connect(self._look_for_networks)
        self.sticks.chosen.connect(self._choose_stick)
        self.paper.save_asked.connect(self._save_paper)
        self.minutes.look_asked.connect(self._look_at_minutes)
        self.minutes.save_asked.connect(self._save_minutes)
        self.tools.jobs.progressed.connect(self._on_progress)
