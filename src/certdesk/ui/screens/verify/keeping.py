"""What stays of a check: its record as a PDF, the list as a table; and news that are brought to check better."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from certdesk.actions.register_exchange import Received, receive_register
from certdesk.core.errors import CertDeskError
from certdesk.core.words import _, ngettext
from certdesk.ui.screens.screen import leading_to
from certdesk.ui.screens.verify.subject import Answer
from certdesk.ui.tools import Tools
from certdesk.ui.widgets.notice_bar import Notice

BUNDLES = frozenset(
    (
        ".certdesk-trust",
        ".certdesk-approval",
        ".certdesk-request",
        ".certdesk-register",
        ".certdesk-programme",
        ".certdesk-card",
    )
)


class Keeping(QObject):
    """``noticed(Notice)`` says what was kept, or why not."""

    noticed = Signal(object)

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools

    def choose_bundle(self) -> Path | None:
        """Ask for a trust bundle or a register."""
        patterns = "CertDesk (*.certdesk-trust *.certdesk-register *.certdesk-approval *.certdesk-programme)"
        return self._tools.dialogs.choose_file(_("Choose a trust bundle or a register"), patterns)

    def save_record(self, answer: Answer) -> None:
        """Write the record of a check as a PDF, to be printed or filed."""
        path = answer.subject.path
        if path is None or not answer.result.sha256:
            text = _("Only the check of a file can be printed.")
            self.noticed.emit(Notice(text, "info", _("Verify the photo or the PDF itself.")))
            return
        suggested = _("Check of {name}").format(name=f"{path.stem}.pdf")
        target = self._tools.dialogs.choose_target(_("Save the record of this check"), suggested)
        if target is None:
            return

        def write() -> int:
            # What writes PDFs takes a while to load.
            from certdesk.actions.checking_record import write_record

            return write_record(path, answer.result, answer.trust, target, now=answer.at)

        self._tools.jobs.start(
            _("Writing the record of {name}").format(name=path.name),
            lambda _progress: write(),
            done=lambda _pages: self._saved(target, can_open=True),
            failed=self._failed,
        )

    def save_list(self, answers: Sequence[Answer]) -> None:
        """Write a list of answers as a table that a spreadsheet opens."""
        target = self._tools.dialogs.choose_target(_("Save the list"), _("Verified.csv"))
        if target is None:
            return

        def write() -> int:
            from certdesk.actions.listing_verdicts import write_verdicts
            from certdesk.actions.verifying_many import Verified

            rows = (Verified(each.subject.path or Path(each.subject.name), each.result) for each in answers)
            return sum(1 for _row in write_verdicts(rows, target))

        self._tools.jobs.start(
            _("Saving the list"),
            lambda _progress: write(),
            done=lambda _count: self._saved(target, can_open=False),
            failed=self._failed,
        )

    def take_register(self, path: Path) -> bool:
        """Take in a newer register, and say whether that was possible."""
        try:
            received: Received = receive_register(self._tools.session.workspace, path)
        except CertDeskError as problem:
            self.noticed.emit(Notice(str(problem), "warn", problem.hint))
            return False
        self._tools.session.announce(received.change)
        text = ngettext(
            "The register of {name} was taken in: {count} new entry.",
            "The register of {name} was taken in: {count} new entries.",
            received.fresh,
        )
        self.noticed.emit(Notice(text.format(name=received.name, count=received.fresh), "ok"))
        return True

    def _saved(self, target: Path, *, can_open: bool) -> None:
        text = _("Saved as {file}.").format(file=target)
        action, key = (_("Open it"), leading_to("verify", open=str(target))) if can_open else ("", "")
        self.noticed.emit(Notice(text, "ok", "", action, key))

    def _failed(self, problem: Exception) -> None:
        if not isinstance(problem, CertDeskError):
            raise problem
        self.noticed.emit(Notice(str(problem), "warn", problem.hint))
