"""Replacing a key of a programme, step by step. Whoever leaves before the key is made changes nothing."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QLineEdit, QVBoxLayout

from certdesk.actions import rolling_over
from certdesk.actions.programmes import ProgrammeHere, programmes_here
from certdesk.actions.rolling_over import RolledOver, Rollover, RolloverWishes
from certdesk.actions.rollover_checking import KeysTried, left_to_renew, try_keys
from certdesk.actions.trusting import export_bundle
from certdesk.core.errors import CancelledError, CertDeskError, WrongPassphraseError
from certdesk.core.progress import Progress
from certdesk.core.words import _
from certdesk.ui.commands import Command
from certdesk.ui.jobs import JobProgress
from certdesk.ui.screens.pane import Pane
from certdesk.ui.screens.programme.awaited_work import AwaitedWork
from certdesk.ui.screens.programme.guided import Guided
from certdesk.ui.screens.programme.rollover_last import WhatNowPage
from certdesk.ui.screens.programme.rollover_pages import NeededPage, ReplacePage, WhichPage
from certdesk.ui.tools import Tools
from certdesk.ui.unlocking import authority_for
from certdesk.ui.widgets.notice_bar import Notice

WHICH, NEEDED, REPLACE, NOW = range(4)


class RolloverPane(Pane):
    """Leads through the pages, tries and makes keys as jobs, and keeps them as soon as they are made."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        theme = tools.theme
        self._programme: ProgrammeHere | None = None
        self._work = AwaitedWork(tools.jobs, self._on_ended)
        self.which, self.needed, self.replace = WhichPage(theme), NeededPage(theme), ReplacePage(theme)
        self.now = WhatNowPage(theme)
        pages = (self.which, self.needed, self.replace, self.now)
        self.guided = Guided(theme, _("Replace a key"), tuple((page.heading, page) for page in pages))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.guided)
        self._connect()

    def enter(self, params: dict[str, Any]) -> None:
        """Begin for ``params["programme"]``; where this is no issuing desk, go to what this desk is."""
        self._drop_everything()
        here = programmes_here(self.tools.session.workspace)
        found = [one for one in here if one.is_issuing_desk and params.get("programme") in (None, one.id)]
        if not found:
            self.asked.emit("overview", {})
            return
        self._programme = found[0]
        self.guided.show_title(_("Replace a key of {programme}").format(programme=found[0].name))
        self.guided.show_rehearsal(rehearsal=found[0].rehearsal)
        self.which.begin()
        self._show(WHICH)

    def leave(self) -> None:
        """Leave nothing behind of what was typed, or of a key that is not kept yet."""
        making = self._work.running and self.guided.step == REPLACE
        self._drop_everything()
        if making:
            self.noticed.emit(Notice(_("The replacement was left half way. Nothing was changed."), "info"))

    def unfinished(self) -> str:
        """Say what would be lost."""
        if self._work.running and self.guided.step == REPLACE:
            return _("The new key is being made. Nothing of it is kept, also not on the sticks.")
        typed = self.guided.step in (NEEDED, REPLACE) and any(line.text() for line in self.findChildren(QLineEdit))
        return _("Nothing was changed yet. What you typed is forgotten.") if typed else ""

    def notice_room(self) -> tuple[int, int]:
        """Leave the buttons free."""
        return self.guided.foot_height(), 0

    def commands(self) -> tuple[Command, ...]:
        """Return what can be done here."""
        return (Command("rollover.on", _("Next step"), ("Ctrl+Return",), self._on, self.guided.on.isEnabled),)

    def _show(self, step: int) -> None:
        if step == NEEDED:
            self.needed.show_need(root=not self._without_root())
        if step == REPLACE:
            self.replace.show_plan(self.which.what, stolen=self.which.stolen)
        self.guided.show_step(step, {REPLACE: _("Replace the key"), NOW: _("Done")}.get(step, ""))
        self.guided.back.setEnabled(step in (NEEDED, REPLACE))
        self.guided.leave_it.setVisible(step != NOW)
        self._tell()

    def _tell(self) -> None:
        """Let the person go on when nothing is missing on the page."""
        asking = {NEEDED: self.needed.problem, REPLACE: self.replace.problem}
        step = self.guided.step
        problem = asking[step]() if step in asking else ""
        if not problem and step == REPLACE and self.replace.secret.text() == self.needed.desk.passphrase():
            problem = _("Choose another passphrase than the desk's.")
        self.guided.show_ready(problem, ready=not problem and not self._work.running)

    def _on(self) -> None:
        if not self.guided.on.isEnabled():
            return
        if self.guided.step == NEEDED:
            self._try()
        elif self.guided.step == REPLACE:
            self._make()
        elif self.guided.step == NOW:
            self.asked.emit("overview", {})
        else:
            self._show(self.guided.step + 1)

    def _back(self) -> None:
        self._show(self.guided.step - 1)

    def _without_root(self) -> bool:
        return self.which.what is Rollover.ROOT and self.which.stolen

    def _wishes(self) -> RolloverWishes:
        root = self.which.what is Rollover.ROOT
        return RolloverWishes(
            self._programme.id if self._programme else "",
            self.which.what,
            self.needed.root_copy(),
            self.needed.root.passphrase(),
            self.needed.desk.passphrase(),
            stolen=self.which.stolen,
            copies=self.replace.places.copies() if root else (),
            new_root_passphrase=self.replace.secret.text() if root else "",
        )

    def _try(self) -> None:
        """See whether stick and passphrases fit, beside the window: opening them takes a while."""
        wishes, workspace = self._wishes(), self.tools.session.workspace

        def work(progress: Progress) -> KeysTried:
            return try_keys(workspace, wishes, progress)

        self._work.start(
            _("Opening the keys"), work, done=self._on_tried, failed=self._on_failed, discard=lambda _tried: None
        )
        self.guided.show_busy(busy=True)

    def _on_tried(self, tried: KeysTried) -> None:
        if tried.good:
            self._show(REPLACE)
        else:
            self._tell()
            self.needed.show_tried(tried)

    def _make(self) -> None:
        """Make the new key beside the window."""
        try:
            plan = rolling_over.plan_rollover(self.tools.session.workspace, self._wishes())
        except CertDeskError as problem:
            self.guided.show_ready(problem.sentence, tone="bad")
            return

        def work(progress: Progress) -> RolledOver:
            return rolling_over.make_rollover(plan, progress)

        self.replace.show_doing(_("Opening the keys"), 0.0)
        self._work.start(
            _("Replacing a key of the programme"),
            work,
            done=self._keep,
            failed=self._on_failed,
            discard=rolling_over.discard_rollover,
        )
        self.guided.show_busy(busy=True)

    def _on_ended(self) -> None:
        self.guided.show_busy(busy=False)
        self.guided.back.setEnabled(True)

    def _on_failed(self, problem: Exception, still_here: bool) -> None:
        if still_here:
            self.replace.show_doing("", None)
            self._tell()
        if isinstance(problem, CancelledError):
            return
        if not isinstance(problem, CertDeskError):
            raise problem
        if still_here:
            self.guided.show_ready(problem.sentence, tone="bad")  # in place, and gone with the next try

    def _on_progress(self, told: JobProgress) -> None:
        if self._work.is_job(told.job) and self.guided.step == REPLACE:
            self.replace.show_doing(told.label, told.done / told.total if told.total else 0.0)

    def _keep(self, rolled: RolledOver) -> None:
        """Let the desk go over to the new key. From here on nothing can be taken back."""
        self.replace.show_doing("", None)
        if self.tools.session.do(rolling_over.keep_rollover, rolled) is None:
            rolling_over.discard_rollover(rolled)
            self._tell()
            return
        self._unlock_new(rolled.programme_id)
        left = left_to_renew(self.tools.session.workspace, rolled.programme_id)
        self.now.show_done(self.which.what, rolled, left, stolen=self.which.stolen)
        self._forget()
        self._show_lock()
        self._show(NOW)

    def _unlock_new(self, programme_id: str) -> None:
        """Have the new keys unlocked in place of the old ones: nobody types a passphrase twice in a row."""
        self.tools.keyring.lock()  # what is unlocked are the keys and the certificate of before
        try:
            with authority_for(self.tools, programme_id, self.needed.desk.passphrase()):
                pass
        except CertDeskError as problem:
            self.say_problem(problem)

    def _save_bundle(self) -> None:
        """Open the desk where it is locked, then ask where, as everywhere."""
        programme, workspace = self._programme, self.tools.session.workspace
        if programme is None:
            return
        try:
            with authority_for(self.tools, programme.id, self.now.unlock.passphrase()) as keys:
                target = self.tools.dialogs.choose_target(_("Save the trust bundle"), f"{programme.id}.certdesk-trust")
                if target is not None:
                    export_bundle(workspace, keys, target)
        except WrongPassphraseError as problem:
            self.now.show_lock(locked=True)
            self.now.unlock.show_wrong(problem.sentence)
            return
        except CertDeskError as problem:
            self.say_problem(problem)
            return
        self.now.unlock.forget()
        self._show_lock()
        if target is not None:
            self.now.show_saved(target)
            hint = _("Hand it to everybody who checks documents.")
            self.noticed.emit(Notice(_("Saved as {file}.").format(file=target), "ok", hint))
            self.guided.on.setFocus()

    def _go_to_members(self) -> None:
        if self._programme is not None:
            self.asked.emit("members", {"programme": self._programme.id})

    def _show_lock(self) -> None:
        known = self._programme is not None and self.tools.keyring.authority(self._programme.id) is not None
        self.now.show_lock(locked=not known)

    def _choose_copy(self) -> None:
        patterns = _("Root keys (*.certdesk-root *.txt)")
        if path := self.tools.dialogs.choose_file(_("Choose a copy of the root key"), patterns):
            self.needed.show_copy(path)
            (self.needed.first() or self.guided.on).setFocus()

    def _choose_stick(self, number: int) -> None:
        if place := self.tools.dialogs.choose_folder(_("Choose a stick")):
            self.replace.places.show_place(number, place)
            (self.replace.first() or self.guided.on).setFocus()

    def _leave_it(self) -> None:
        lost = self.unfinished()
        if lost and not self.tools.dialogs.confirm(_("Stop replacing the key?"), lost, _("Stop")):
            return
        self.asked.emit("overview", {})

    def _drop_everything(self) -> None:
        self._work.drop()
        self._forget()
        self.now.begin()
        self.replace.show_doing("", None)

    def _forget(self) -> None:
        self.needed.forget()
        self.replace.forget()

    def _connect(self) -> None:
        self.guided.on_asked.connect(self._on)
        self.guided.back_asked.connect(self._back)
        self.guided.left.connect(self._leave_it)
        for page in (self.which, self.needed, self.replace):
            page.edited.connect(self._tell)
        self.needed.copy_asked.connect(self._choose_copy)
        self.needed.given.connect(self._on)
        for field in (self.replace.secret.first, self.replace.secret.again):
            field.line.returnPressed.connect(self._on)
        self.replace.places.chosen.connect(self._choose_stick)
        self.now.bundle_asked.connect(self._save_bundle)
        self.now.members_asked.connect(self._go_to_members)
        self.tools.keyring.changed.connect(self._show_lock)
        self.tools.jobs.progressed.connect(self._on_progress)
