"""One job that makes documents: planned, made beside the window, entered, and what came of it said."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QObject, QTimer, Signal

from certdesk.actions import issuing_batch
from certdesk.actions.issuing_batch import IssueMade, IssuePlan
from certdesk.core.changes import UNCHANGED, Change, Kind
from certdesk.core.errors import CancelledError, CertDeskError
from certdesk.core.words import _, ngettext
from certdesk.ui.screens.results.keys_panel import Borrowed, KeysPanel
from certdesk.ui.tools import Tools
from certdesk.ui.widgets.notice_bar import Notice


class IssuingJobs(QObject):
    """``noticed(Notice)`` says how it went, ``ended()`` that the lists should be read again."""

    noticed = Signal(object)
    ended = Signal()

    def __init__(self, tools: Tools, keys: KeysPanel) -> None:
        super().__init__(keys)
        self._tools = tools
        self._keys = keys
        self.busy = False

    def run(self, title: str, plan_it: Callable[[], IssuePlan]) -> None:
        """Open the keys, plan, and make; a passphrase is asked before anything is written down."""
        if self.busy:
            return
        borrowed = self._keys.borrow()
        if borrowed is None:
            return
        try:
            plan = plan_it()
        except CertDeskError as problem:
            self._keys.give_back(borrowed)
            self._say(problem)
            return
        self.busy = True
        signer, statements = borrowed.signer, borrowed.statements
        self._tools.jobs.start(
            title,
            lambda progress: issuing_batch.make_issue(plan, signer, statements, progress),
            done=lambda made: self._keep(plan, made, borrowed),
            failed=lambda problem: self._failed(problem, borrowed),
        )

    def _keep(self, plan: IssuePlan, made: IssueMade, borrowed: Borrowed) -> None:
        parts = issuing_batch.keep_in_parts(self._tools.session.workspace, plan, borrowed.statements)
        self._go_on(parts, UNCHANGED, lambda change: self._kept(plan, made, borrowed, change))

    def _go_on(self, parts: Iterator[Change], change: Change, then: Callable[[Change | None], None]) -> None:
        """Enter some documents and come back for more, so that the window paints in between."""
        try:
            part = next(parts, None)
        except CertDeskError as problem:
            self._say(problem)
            then(None)
            return
        except BaseException:
            then(None)  # whatever went wrong, the keys are given back
            raise
        if part is None:
            then(change)
            return
        QTimer.singleShot(0, self, lambda: self._go_on(parts, issuing_batch.joined(change, part), then))

    def _kept(self, plan: IssuePlan, made: IssueMade, borrowed: Borrowed, change: Change | None) -> None:
        self._end(borrowed)
        if change is not None:
            self._tools.session.announce(change)
            self.noticed.emit(_told(plan, made))
        self.ended.emit()

    def _failed(self, problem: Exception, borrowed: Borrowed) -> None:
        self._end(borrowed)
        self.ended.emit()
        if isinstance(problem, CancelledError):
            hint = _("What was finished waits. Go on whenever you like; nothing is issued twice.")
            self.noticed.emit(Notice(_("Stopped."), "info", hint))
            return
        if not isinstance(problem, CertDeskError):
            raise problem
        self._say(problem)

    def _end(self, borrowed: Borrowed) -> None:
        self.busy = False
        self._keys.give_back(borrowed)

    def _say(self, problem: CertDeskError) -> None:
        self.noticed.emit(Notice(str(problem), "warn", problem.hint))


def _told(plan: IssuePlan, made: IssueMade) -> Notice:
    text = ngettext("{count} document is signed and stored.", "{count} documents are signed and stored.", made.finished)
    words = text.format(count=made.finished)
    not_made = [f"{one.code}: {one.why}" for one in made.failed]
    not_made += [f"{one.code}: {one.why}" for one in plan.skipped]
    if not not_made:
        return Notice(words, "ok")
    rest = ngettext("{count} could not be made.", "{count} could not be made.", len(not_made))
    return Notice(f"{words} {rest.format(count=len(not_made))}", "warn", " ".join(not_made[:3]))


CHANGES = Kind.CERTIFICATE | Kind.REGISTER | Kind.ASSESSMENT | Kind.PERSON | Kind.RESULT
