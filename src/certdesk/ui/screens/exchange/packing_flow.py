"""Packing beside the window: copies without names where it is blind, then signed, sealed and kept in the outbox."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from certdesk.actions.blind_copies import cleaner_of
from certdesk.actions.outbox import tidy_outbox
from certdesk.actions.packing import Made, PackagePlan, keep_package, make_package, prepare_package, state_package
from certdesk.core.errors import CertDeskError, WrongPassphraseError
from certdesk.core.words import _
from certdesk.signing.signer import Signer
from certdesk.ui.tools import Tools
from certdesk.ui.unlocking import borrow_signer
from certdesk.ui.widgets.notice_bar import Notice


class Packing(QObject):
    """``packed(package, words)`` when it lies in the outbox, ``wrong(sentence)`` for a passphrase that opens nothing.

    ``changed()`` comes when packing begins and when it has ended.
    """

    packed = Signal(str, str)
    wrong = Signal(str)
    noticed = Signal(object)
    changed = Signal()

    def __init__(self, tools: Tools, parent: QObject) -> None:
        super().__init__(parent)
        self._tools = tools
        self.busy = False

    def begin(self, plan: PackagePlan, passphrase: str, people: str) -> None:
        """Pack for ``people``; the key is opened with ``passphrase`` where it is locked."""
        if self.busy:
            return
        try:
            signer = borrow_signer(self._tools, passphrase)
        except WrongPassphraseError as problem:
            self.wrong.emit(problem.sentence)
            return
        except CertDeskError as problem:
            self._say(problem)
            return
        if not self._tools.jobs.busy:  # another packing may be among the jobs: what it makes is not whole yet
            tidy_outbox(self._tools.session.workspace)
        self.busy = True
        self.changed.emit()
        title = _("Packing for {people}").format(people=people)
        if not plan.scope.blind:
            self._seal(plan, signer, title)
            return
        cleaner = cleaner_of(self._tools.worker)
        self._tools.jobs.start_beside(
            title,
            lambda progress: prepare_package(plan, cleaner, progress),
            done=lambda prepared: self._seal(prepared, signer, title),
            failed=lambda problem: self._failed(problem, signer),
        )

    def _seal(self, plan: PackagePlan, signer: Signer, title: str) -> None:
        try:
            stated = state_package(self._tools.session.workspace, plan, signer)
        except CertDeskError as problem:
            self._failed(problem, signer)
            return
        except BaseException:
            self._end(signer)
            raise
        self._tools.jobs.start_beside(
            title,
            lambda progress: make_package(stated, signer, progress),
            done=lambda made: self._keep(made, plan.passphrase, signer),
            failed=lambda problem: self._failed(problem, signer),
        )

    def _keep(self, made: Made, words: str, signer: Signer) -> None:
        self._end(signer)
        try:
            change = keep_package(self._tools.session.workspace, made)
        except CertDeskError as problem:
            self._say(problem)
            return
        self._tools.session.announce(change)
        self.packed.emit(made.packed.package, words)

    def _failed(self, problem: Exception, signer: Signer) -> None:
        self._end(signer)
        if not isinstance(problem, CertDeskError):
            raise problem
        self._say(problem)

    def _end(self, signer: Signer) -> None:
        self.busy = False
        self._tools.keyring.give_back(signer)
        self.changed.emit()

    def _say(self, problem: CertDeskError) -> None:
        self.noticed.emit(Notice(str(problem), "warn", problem.hint))
