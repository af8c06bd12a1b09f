"""The certificates that there are: looked for, opened, verified, saved, corrected, renewed, withdrawn."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QVBoxLayout

from certdesk.actions.badges import badge_of_certificate, save
from certdesk.actions.certificates import CertificateRow, certificates
from certdesk.actions.identifying import my_identity
from certdesk.actions.issuing import may_issue
from certdesk.actions.issuing_batch import IssuePlan
from certdesk.actions.withdrawing import Correction, plan_reissue, plan_renewal, withdraw
from certdesk.core.changes import Change
from certdesk.core.credentials import CertificateState
from certdesk.core.errors import CertDeskError, StorageError
from certdesk.core.words import _, ngettext
from certdesk.ui.commands import Command
from certdesk.ui.screens.copies import hand_over_copy, save_copy
from certdesk.ui.screens.pane import Pane
from certdesk.ui.screens.results.certificate_side import CertificateSide
from certdesk.ui.screens.results.issuing_jobs import CHANGES, IssuingJobs
from certdesk.ui.screens.results.keys_panel import KeysPanel
from certdesk.ui.screens.results.list_pane import ListAndSide
from certdesk.ui.screens.results.tables import CERTIFICATE_WIDTHS, CertificateTable, state_words
from certdesk.ui.tools import Tools
from certdesk.ui.widgets.button import button
from certdesk.ui.widgets.labels import line
from certdesk.ui.widgets.notice_bar import Notice
from certdesk.ui.widgets.scrolling import from_the_top
from certdesk.ui.widgets.segment import Choice

ALL = "all"


class CertificatesPane(Pane):
    """A list with states, and what can be done with the chosen one."""

    searchable = True

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        theme = tools.theme
        self._rows: tuple[CertificateRow, ...] = ()
        self._search = ""
        choices = (Choice(ALL, _("All")), *(Choice(state.value, state_words(state)) for state in CertificateState))
        self.list = ListAndSide(theme, choices, "certificates")
        self.list.table.setAccessibleName(_("Certificates"))
        self.model = CertificateTable()
        self.list.table.setModel(self.model)
        self.list.set_columns(CERTIFICATE_WIDTHS, (2, 3), 150)
        self._save_all = button(theme, _("Save all shown…"), icon="stick")
        self._save_all.setObjectName("saveAllCertificates")
        self.side = CertificateSide(theme)
        self.keys = KeysPanel(tools, "certificates")
        self.work = IssuingJobs(tools, self.keys)
        self._build()
        self._connect()

    def enter(self, params: dict[str, Any]) -> None:
        """Show what there is; ``serial`` chooses one."""
        self._refresh()
        if params.get("serial"):
            self.list.table.set_current_row(self.model.place_of(str(params["serial"])))
        self.list.table.setFocus()

    def leave(self) -> None:
        """Forget what was typed."""
        self.keys.forget()

    def on_changed(self, change: Change) -> None:
        """Look again when certificates or people changed."""
        if change.kinds & CHANGES:
            self._refresh()

    def notice_room(self) -> tuple[int, int]:
        """Leave the side free, where passphrases are typed."""
        return 0, self.list.side_width()

    def commands(self) -> tuple[Command, ...]:
        """Return what can be done here."""

        def chosen() -> bool:
            return self.current() is not None

        return (
            Command("certificates.open", _("Open this certificate"), ("Ctrl+O",), partial(self._do, "open"), chosen),
            Command("certificates.verify", _("Verify this certificate"), (), partial(self._do, "verify"), chosen),
            Command("certificates.badge", _("Save its badge"), (), partial(self._do, "badge"), chosen),
            Command("certificates.all", _("Save all that are shown"), ("Ctrl+Shift+S",), self.save_all, icon="stick"),
        )

    def place(self) -> dict[str, Any]:
        """Return the certificate that is chosen."""
        row = self.current()
        return {"serial": row.serial} if row else {}

    def search(self, words: str) -> None:
        """Show only rows with these words."""
        self._search = words.casefold().strip()
        self._show_rows()

    def current(self) -> CertificateRow | None:
        """Return the chosen certificate."""
        return self.model.row(self.list.table.current_row())

    def save_all(self) -> None:
        """Copy every certificate that is shown to a folder or stick."""
        rows = [row for number in range(self.model.rowCount()) if (row := self.model.row(number)) is not None]
        folder = self.tools.dialogs.choose_folder(_("Choose a folder or a stick")) if rows else None
        if folder is None:
            return
        self.tools.jobs.start(
            ngettext("Saving {count} certificate", "Saving {count} certificates", len(rows)).format(count=len(rows)),
            lambda progress: _copy_all([row.document for row in rows], folder, progress),
            done=lambda count: self.noticed.emit(_saved(count, folder)),
            failed=self.say_problem,
        )

    def _do(self, deed: str) -> None:
        row = self.current()
        if row is None:
            return
        if deed == "open":
            if not hand_over_copy(self.tools, row.document):
                text = _("This computer has no program that opens it.")
                self.noticed.emit(Notice(text, "warn", _("Save a copy instead.")))
        elif deed == "verify":
            self.left_for.emit("verify", {"file": str(row.document)})
        elif deed == "renew":
            self._run(_("Renewing {serial}"), row, lambda: plan_renewal(self.tools.session.workspace, row.serial))
        elif deed == "badge":
            self._save_badge(row)
        else:
            self._say(save_copy(self.tools, row.document, f"{row.serial}.pdf"))

    def _say(self, notice: Notice | None) -> None:
        if notice is not None:
            self.noticed.emit(notice)

    def _save_badge(self, row: CertificateRow) -> None:
        """Save the badge as a picture that holds it, or alone: the file's name says which."""
        target = self.tools.dialogs.choose_target(_("Save the badge (.png, .svg or .json)"), f"{row.serial}.png")
        if target is None:
            return
        target = target if target.suffix else target.with_name(f"{target.name}.png")
        try:
            save(target, badge_of_certificate(self.tools.session.workspace, row.serial, target.suffix), force=True)
        except CertDeskError as problem:
            self.say_problem(problem)
            return
        self.noticed.emit(Notice(_("Saved as {file}.").format(file=target), "ok"))

    def _run(self, title: str, row: CertificateRow, plan: Callable[[], IssuePlan]) -> None:
        self.work.run(title.format(serial=row.serial), plan)

    def _reissue(self, name: str, reason: str) -> None:
        row = self.current()
        if row is None:
            return
        correction = Correction(holder=name if name != row.holder else "")
        workspace = self.tools.session.workspace
        self._run(_("Correcting {serial}"), row, lambda: plan_reissue(workspace, row.serial, correction, reason))

    def _withdraw(self, reason: str, since: date) -> None:
        row = self.current()
        if row is None:
            return
        question = _("Withdraw {serial}?").format(serial=row.serial)
        detail = _("Whoever checks it with the newest register is told so. This stands in the register for good.")
        if not self.tools.dialogs.confirm(question, detail, _("Withdraw")):
            return
        borrowed = self.keys.borrow()
        if borrowed is None:
            return
        try:
            change = withdraw(self.tools.session.workspace, row.serial, reason, since, borrowed.statements)
        except CertDeskError as problem:
            self.say_problem(problem)
            return
        finally:
            self.keys.give_back(borrowed)
        self.tools.session.announce(change)
        self.noticed.emit(Notice(_("{serial} is withdrawn.").format(serial=row.serial), "ok"))

    def _refresh(self) -> None:
        workspace = self.tools.session.workspace
        identity = my_identity(workspace)
        self._may = may_issue(workspace)
        self.keys.show_desk(identity.programme_id if self._may else "")
        self._rows = certificates(workspace)
        self._show_rows()

    def _show_rows(self) -> None:
        chosen = self.current()
        counts = Counter(row.state.value for row in self._rows)
        self.list.filters.set_words(ALL, f"{_('All')} {len(self._rows)}")
        for state in CertificateState:
            self.list.filters.set_words(state.value, f"{state_words(state)} {counts[state.value]}")
        self.list.filters.show_only({ALL, CertificateState.ACTIVE.value, *counts})
        wanted = self.list.filters.current()
        rows = tuple(row for row in self._rows if wanted in (ALL, row.state.value) and self._matches(row))
        self.model.show_rows(rows)
        self.list.show_any(any_rows=bool(rows))
        told = _("Issue some under “To issue”.") if not self._rows else _("Look for something else.")
        self.list.empty.show_empty("award", _("No certificates here"), told)
        self._save_all.setEnabled(bool(rows))
        if rows:
            place = self.model.place_of(chosen.serial) if chosen is not None else 0
            self.list.table.set_current_row(max(0, place))
        self._show_chosen()

    def _show_new_one(self) -> None:
        """Choose what took the place of the chosen one: it is what the person wants to hand out."""
        self._refresh()
        row = self.current()
        if row is not None and row.replaced_by and (place := self.model.place_of(row.replaced_by)) >= 0:
            self.list.table.set_current_row(place)
        self.list.table.setFocus()

    def _matches(self, row: CertificateRow) -> bool:
        told = f"{row.serial} {row.holder} {row.code} {row.cohort} {row.title} {row.reason}".casefold()
        return all(word in told for word in self._search.split())

    def _show_chosen(self) -> None:
        row = self.current()
        self._scroller.setVisible(row is not None)
        changeable = (CertificateState.ACTIVE, CertificateState.RENEWAL_DUE, CertificateState.LAPSED)
        changes = self._may and row is not None and row.state in changeable
        self.keys.setVisible(changes)
        self._divider.setVisible(changes and self.keys.asks())
        if row is not None:
            today = self.tools.session.workspace.clock().astimezone().date()
            self.side.show_row(row, today, may=self._may)

    def _connect(self) -> None:
        self.list.filters.chosen.connect(lambda _key: self._show_rows())
        self.list.table.row_chosen.connect(lambda _row: self._show_chosen())
        self.list.table.row_opened.connect(lambda _row: self._do("open"))
        self._save_all.clicked.connect(self.save_all)
        self.side.deed_chosen.connect(self._do)
        self.side.reissue_asked.connect(self._reissue)
        self.side.withdraw_asked.connect(self._withdraw)
        self.keys.refused.connect(self.say_problem)
        self.work.noticed.connect(self.noticed)
        self.work.ended.connect(self._show_new_one)

    def _build(self) -> None:
        self._may = True
        self.list.beside.addWidget(self._save_all)
        self._divider = line()
        self._scroller = from_the_top(self.side)
        self.list.side.addWidget(self._scroller, 1)
        self.list.side.addWidget(self._divider)
        self.list.side.addWidget(self.keys)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.list)


def _copy_all(files: list[Path], folder: Path, progress: Callable[[int, int, str], None]) -> int:
    """Copy files to a folder and return how many. Raises StorageError."""
    for done, file in enumerate(files):
        progress(done, len(files), file.name)
        try:
            shutil.copyfile(file, folder / file.name)
        except OSError as problem:
            text = _("{file} could not be saved: {reason}.").format(file=folder / file.name, reason=problem.strerror)
            raise StorageError(text, _("Choose another place, or make room there.")) from problem
    progress(len(files), len(files), "")
    return len(files)


def _saved(count: int, folder: Path) -> Notice:
    text = ngettext("{count} certificate is saved in {folder}.", "{count} certificates are saved in {folder}.", count)
    return Notice(text.format(count=count, folder=folder), "ok")
