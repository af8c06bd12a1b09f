"""History: every package that came or went, what was in it, how its receipt stands; and taking one back."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QVBoxLayout

from certdesk.actions.sending_receipts import write_receipt
from certdesk.actions.taking_back import why_not_taken_back
from certdesk.core.changes import Change, Kind
from certdesk.core.errors import CertDeskError, WrongPassphraseError
from certdesk.core.exchange import Direction, HistoryLine, ReceiptState
from certdesk.core.words import _
from certdesk.store.exchanges import contents_of, history
from certdesk.ui.commands import Command
from certdesk.ui.screens.exchange.asking_back import ask_back
from certdesk.ui.screens.exchange.history_side import HistorySide
from certdesk.ui.screens.exchange.package_table import EXPENDABLE, LEAST, WIDTHS, PackageTable, what_words
from certdesk.ui.screens.exchange.words import carrier_words
from certdesk.ui.screens.pane import Pane
from certdesk.ui.screens.results.list_pane import ListAndSide
from certdesk.ui.tools import Tools
from certdesk.ui.unlocking import signer_for
from certdesk.ui.widgets.notice_bar import Notice
from certdesk.ui.widgets.segment import Choice

ALL, RECEIVED, HANDED_OVER, WAITING = "all", "received", "handed_over", "waiting"
_OPEN = (ReceiptState.WAITED_FOR, ReceiptState.TO_SEND)


class HistoryPane(Pane):
    """The list with its filters, and the chosen package beside it."""

    searchable = True

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        theme = tools.theme
        self._rows: tuple[HistoryLine, ...] = ()
        self._search = ""
        choices = (
            Choice(ALL, _("All")),
            Choice(RECEIVED, _("Received")),
            Choice(HANDED_OVER, _("Handed over")),
            Choice(WAITING, _("Waiting")),
        )
        self.list = ListAndSide(theme, choices, "packages")
        self.model = PackageTable()
        self.list.table.setModel(self.model)
        self.list.set_columns(WIDTHS, EXPENDABLE, LEAST)
        self.list.table.setAccessibleName(_("Packages that came or went"))
        self.side = HistorySide(theme)
        self.list.side.addWidget(self.side, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.list)
        self.list.filters.chosen.connect(lambda _key: self._show_rows())
        self.list.table.row_chosen.connect(lambda _row: self._show_chosen())
        self.side.take_back_asked.connect(self.take_back)
        self.side.answer_asked.connect(self._answer)

    def enter(self, params: dict[str, Any]) -> None:
        """Show what there is; ``line`` names the package to be chosen."""
        wanted = str(params.get("line", ""))
        if wanted:
            self.list.filters.set_current(ALL)
            self._search = ""
        self._refresh(wanted)
        self.list.table.setFocus()

    def on_changed(self, change: Change) -> None:
        """Look again when packages came, went or were taken back."""
        if change.kinds & Kind.EXCHANGE:
            self._refresh()

    def search(self, words: str) -> None:
        """Show only packages with these words."""
        self._search = words.casefold().strip()
        self._show_rows()

    def place(self) -> dict[str, Any]:
        """Come back to the same package."""
        one = self.current()
        return {"line": one.id} if one is not None else {}

    def notice_room(self) -> tuple[int, int]:
        """Leave the side free."""
        return 0, self.list.side_width()

    def commands(self) -> tuple[Command, ...]:
        """Return what can be done here."""
        return (
            Command(
                "exchange.back", _("Take back the chosen package"), ("Delete",), self._take_current, self._may_take_back
            ),
        )

    def current(self) -> HistoryLine | None:
        """Return the chosen package."""
        return self.model.row(self.list.table.current_row())

    def take_back(self, line_id: str) -> None:
        """Ask, then take a package back; where that can't be, say why."""
        ask_back(self.tools, line_id, self.noticed.emit)

    def leave(self) -> None:
        """Forget what was typed."""
        self.side.key.forget()

    def _answer(self, line_id: str) -> None:
        """Write the receipt of a package that came in, to be sent or carried back."""
        try:
            with signer_for(self.tools, self.side.key.passphrase()) as signer:
                target = self.tools.dialogs.choose_folder(_("Where to write the receipt"))
                if target is None:
                    return
                written = write_receipt(self.tools.session.workspace, line_id, signer, target)
        except WrongPassphraseError as problem:
            self.side.key.show_wrong(problem.sentence)
            return
        except CertDeskError as problem:
            self.say_problem(problem)
            return
        self.side.key.forget()
        text = _("Written as {file}.").format(file=written)
        self.noticed.emit(Notice(text, "ok", _("Send it, or carry it back on the stick.")))
        self._refresh()

    def _take_current(self) -> None:
        if (one := self.current()) is not None:
            self.take_back(one.id)

    def _may_take_back(self) -> bool:
        one = self.current()
        return one is not None and one.direction is Direction.RECEIVED and not one.taken_back

    def _refresh(self, wanted: str = "") -> None:
        before = wanted or getattr(self.current(), "id", "")
        workspace = self.tools.session.workspace
        self._rows = history(workspace.db, workspace.clock())
        self._show_rows(before)

    def _show_rows(self, wanted: str = "") -> None:
        workspace = self.tools.session.workspace
        wanted = wanted or getattr(self.current(), "id", "")
        key = self.list.filters.current()
        words = {ALL: _("All"), RECEIVED: _("Received"), HANDED_OVER: _("Handed over"), WAITING: _("Waiting")}
        for each, said in words.items():
            self.list.filters.set_words(each, f"{said} {sum(_is(row, each) for row in self._rows)}")
        rows = tuple(row for row in self._rows if _is(row, key) and self._matches(row))
        self.model.show_rows(rows, workspace.clock().astimezone())
        self.list.show_any(any_rows=bool(rows))
        told = _("Each package that comes or goes is noted here: from whom or for whom, when, what, and its receipt.")
        self.list.empty.show_empty(
            "exchange", _("Nothing has travelled yet") if not self._rows else _("Nothing here"), told
        )
        if rows:
            self.list.table.set_current_row(max(0, self.model.place_of(wanted)))
        self._show_chosen()

    def _matches(self, row: HistoryLine) -> bool:
        told = f"{row.peer} {what_words(row)} {carrier_words(row.carrier)} {row.package}".casefold()
        return all(word in told for word in self._search.split())

    def _show_chosen(self) -> None:
        workspace, one = self.tools.session.workspace, self.current()
        inside = contents_of(workspace.db, one.id) if one is not None else ()
        asks = one is not None and one.direction is Direction.RECEIVED and not one.taken_back
        why = why_not_taken_back(workspace, one.id) if asks and one is not None else ""
        self.side.show_line(one, inside, why, workspace.clock().astimezone())
        self.side.ask_key(asked=self.tools.keyring.signer() is None)


def _is(row: HistoryLine, key: str) -> bool:
    return {
        ALL: True,
        RECEIVED: row.direction is Direction.RECEIVED,
        HANDED_OVER: row.direction is Direction.HANDED_OVER,
        WAITING: row.receipt in _OPEN and not row.taken_back,
    }[key]
