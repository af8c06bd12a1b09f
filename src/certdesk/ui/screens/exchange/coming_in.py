"""Packages from where they lie to what they change, one after the other: found, opened, shown, taken in."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from certdesk.actions.merging_in import accept_sender
from certdesk.actions.sending_receipts import receipts_of
from certdesk.actions.taking_packages import (
    ONLY_NEW,
    TakeKept,
    TakenPackages,
    TakePlan,
    keep_take,
    make_take,
    plan_take,
    preview_take,
)
from certdesk.core.errors import CancelledError, CertDeskError, WrongPassphraseError
from certdesk.core.words import _
from certdesk.signing.signer import Signer
from certdesk.ui.screens.screen import leading_to
from certdesk.ui.tools import Tools
from certdesk.ui.unlocking import borrow_signer
from certdesk.ui.widgets.notice_bar import Notice


class ComingIn(QObject):
    """Mediates between the actions and the cards that show packages.

    ``key_asked(name)`` and ``words_asked(name)`` come when something locked cannot be opened yet, ``wrong(sentence)``
    when what was typed did not open it, ``looking(name)`` while it is looked into, ``shown(PackagePreview)`` with what
    would change, ``ended()`` when nothing is under way any more, ``answers_asked(requests)`` when a package asked for
    files again.
    """

    key_asked = Signal(str)
    words_asked = Signal(str)
    wrong = Signal(str)
    not_their_words = Signal(str)
    looking = Signal(str)
    answers_asked = Signal(object)
    shown = Signal(object)
    noticed = Signal(object)
    ended = Signal()

    def __init__(self, tools: Tools, parent: QObject) -> None:
        super().__init__(parent)
        self._tools = tools
        self._found: TakePlan | None = None
        self._queue: list[TakePlan] = []
        self._plan: TakePlan | None = None
        self._made: TakenPackages | None = None
        self._number = 0
        self.busy = False

    @property
    def has_preview(self) -> bool:
        """Whether something waits for an answer."""
        return self._made is not None

    def look(self, paths: tuple[Path, ...]) -> None:
        """Look at packages; nothing changes."""
        if self.busy:
            text = _("A package is being looked into.")
            self.noticed.emit(Notice(text, "info", _("Bring this one again when that is done.")))
            return
        self.discard()
        try:
            found = plan_take(self._tools.session.workspace, paths)
        except CertDeskError as problem:
            self._say(problem)
            self.ended.emit()
            return
        for place, sentence in found.problems:
            self.noticed.emit(Notice(f"{place.name}: {sentence}", "warn"))
        self._found, self._number = found, 0
        # Each is shown and answered by itself; together they would hide each other.
        self._queue = [
            replace(found, packages=(one,), problems=(), staging=found.staging / f"one-{number}")
            for number, one in enumerate(found.packages)
        ]
        self.go_on()

    def go_on(self) -> None:
        """Look at the next package, or say that there is none."""
        self._drop_made()
        if not self._queue:
            self.discard()
            self.ended.emit()
            return
        self._plan = self._queue.pop(0)
        self._number += 1
        if self._plan.needs_passphrase:
            self.words_asked.emit(self._name())
        elif self._plan.needs_key and self._tools.keyring.signer() is None:
            self.key_asked.emit(self._name())
        else:
            self.open()

    def open(self, *, key: str = "", words: str = "") -> None:
        """Open it, with the person's ``key`` passphrase or the package's own six ``words`` where one is asked for."""
        plan = self._plan
        if plan is None or self.busy:
            return
        signer: Signer | None = None
        if plan.needs_key:
            try:
                signer = borrow_signer(self._tools, key)
            except WrongPassphraseError as problem:
                self.wrong.emit(problem.sentence)
                return
            except CertDeskError as problem:
                self._say(problem)
                return
        self.busy = True
        self.looking.emit(self._name())
        self._tools.jobs.start(
            _("Looking into {name}").format(name=self._name()),
            lambda progress: make_take(plan, signer, words, progress),
            done=lambda made: self._opened(made, signer),
            failed=lambda problem: self._not_opened(problem, signer),
        )

    def take(self, *, only_new: bool = False) -> None:
        """Take in what was shown."""
        made = self._made
        if made is None:
            return
        try:
            kept = keep_take(self._tools.session.workspace, made, only=ONLY_NEW if only_new else None)
        except CertDeskError as problem:
            self._say(problem)
            return
        self._made = None
        hint = self._answer(made, kept)
        self._tools.session.announce(kept.change)
        kind = "warn" if kept.problems or kept.waiting else "ok"
        self.noticed.emit(Notice(kept.sentence, kind, hint, _("Show"), leading_to("exchange", pane="history")))
        if kept.requests:
            self.answers_asked.emit(kept.requests)
        self.go_on()

    def _answer(self, made: TakenPackages, kept: TakeKept) -> str:
        """Write the receipts where the packages came from; with a locked key they are sent later, from the history."""
        signer = self._tools.keyring.signer()
        if signer is None:
            return ""
        try:
            written = list(receipts_of(self._tools.session.workspace, made, kept, signer))
        except CertDeskError as problem:
            return problem.sentence
        return _("The receipt lies beside the package.") if written else ""

    def accept(self, typed: str) -> None:
        """Accept the sender's key by the six words that were read aloud."""
        workspace = self._tools.session.workspace
        cards = self._made.unknown_cards(workspace) if self._made is not None else ()
        if not cards:
            return
        try:
            change = accept_sender(workspace, cards[0], typed)
        except CertDeskError as problem:
            self.not_their_words.emit(problem.sentence)
            return
        self._tools.session.announce(change)
        self._show()

    def discard(self) -> None:
        """Put away what was looked at; where it lies it stays as it is."""
        self._drop_made()
        self._queue = []
        if self._found is not None:
            self._found.discard()
        self._found = None

    def _drop_made(self) -> None:
        if self._made is not None:
            self._made.discard()
        self._made = self._plan = None

    def _name(self) -> str:
        """Say which of how many it is."""
        of = self._number + len(self._queue)
        path = self._found.paths[0] if self._found is not None else Path()
        name = path.name or str(path)
        return _("{name}, {number} of {all}").format(name=name, number=self._number, all=of) if of > 1 else name

    def _opened(self, made: TakenPackages, signer: Signer | None) -> None:
        self._end(signer)
        opened = made.packages[0]
        if opened.wrong_words and not opened.arrived.problem:
            self.words_asked.emit(self._name())
            self.wrong.emit(opened.problem)
            return
        self._made = made
        self._show()

    def _show(self) -> None:
        if self._made is not None:
            self.shown.emit(preview_take(self._tools.session.workspace, self._made)[0])

    def _not_opened(self, problem: Exception, signer: Signer | None) -> None:
        self._end(signer)
        if not isinstance(problem, CertDeskError):
            raise problem
        if not isinstance(problem, CancelledError):
            self._say(problem)
        self.go_on()

    def _end(self, signer: Signer | None) -> None:
        self.busy = False
        if signer is not None:
            self._tools.keyring.give_back(signer)

    def _say(self, problem: CertDeskError) -> None:
        self.noticed.emit(Notice(str(problem), "warn", problem.hint))
