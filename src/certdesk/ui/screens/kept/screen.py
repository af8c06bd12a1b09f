"""What is kept until when: what is due is deleted here with a signed receipt, and what must stay is held."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QAbstractItemView, QVBoxLayout

from certdesk.actions.retaining import KeptLine, hold, kept_lines, lift
from certdesk.core.changes import Change, Kind
from certdesk.core.preflight_words import size_in_words
from certdesk.core.words import _, ngettext
from certdesk.store.retention import list_holds
from certdesk.ui.commands import Command
from certdesk.ui.screens.kept.purge_side import PurgeSide
from certdesk.ui.screens.kept.tables import WIDTHS, KeptTable
from certdesk.ui.screens.results.list_pane import ListAndSide
from certdesk.ui.screens.screen import Params, Screen
from certdesk.ui.tools import Tools
from certdesk.ui.widgets.button import button
from certdesk.ui.widgets.labels import label
from certdesk.ui.widgets.notice_bar import Notice
from certdesk.ui.widgets.segment import Choice
from certdesk.ui.widgets.top_bar import TopBar

DUE, LATER, OPEN, ALL = "due", "later", "open", "all"


class KeptScreen(Screen):
    """The list on one side, what can be done with what is chosen on the other."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        theme = tools.theme
        self._lines: tuple[KeptLine, ...] = ()
        self._today = date.min
        words = {DUE: _("Due"), LATER: _("Later"), OPEN: _("Not final"), ALL: _("All")}
        self.list = ListAndSide(theme, tuple(Choice(key, said) for key, said in words.items()), "kept")
        self._words = words
        self.model = KeptTable()
        self.list.table.setModel(self.model)
        self.list.set_columns(WIDTHS, (2, 3), 150)
        self.list.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.table.setAccessibleName(_("What is kept until when"))
        self._all = button(theme, _("Choose all"), kind="quiet")
        self._all.setObjectName("keptAll")
        self.side = PurgeSide(tools)
        bar = TopBar(theme)
        back = button(theme, _("Settings"), kind="quiet", icon="back")
        back.setObjectName("backToSettings")
        back.clicked.connect(self._back)
        bar.add_leading(back, label(_("What is kept until when"), "title"))
        self.list.beside.addWidget(self._all)
        self.list.side.addWidget(self.side)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(bar)
        column.addWidget(self.list, 1)
        self._connect()

    def enter(self, _params: Params) -> None:
        """Show what there is now; what is due first."""
        self._refresh()
        if not any(line.is_due(self._today) for line in self._lines):
            self.list.filters.set_current(ALL)
            self._show_rows()
        self.list.table.setFocus()

    def leave(self) -> None:
        """Forget what was typed."""
        self.side.forget()

    def on_changed(self, change: Change) -> None:
        """Look again when results, appeals, holds or evidence changed."""
        if change.kinds & (Kind.RETENTION | Kind.RESULT | Kind.APPEAL | Kind.COHORT | Kind.EVIDENCE | Kind.PORTFOLIO):
            self._refresh()

    def commands(self) -> tuple[Command, ...]:
        """Return what can be done here."""
        return (
            Command("kept.all", _("Choose all that is due"), ("Ctrl+Shift+A",), self.choose_all, icon="check"),
            Command("kept.back", _("Back to settings"), ("Alt+Left",), self._back, icon="back"),
        )

    def notice_aside(self) -> int:
        """Leave the side free, where the passphrase is typed."""
        return self.list.side_width()

    def choose_all(self) -> None:
        """Choose every row that is due."""
        self.list.filters.set_current(DUE)
        self._show_rows()
        self.list.table.selectAll()
        self.list.table.setFocus()

    def chosen(self) -> tuple[KeptLine, ...]:
        """Return the chosen rows."""
        numbers = sorted({index.row() for index in self.list.table.selectionModel().selectedRows()})
        return tuple(row for number in numbers if (row := self.model.row(number)) is not None)

    def _refresh(self) -> None:
        workspace = self.tools.session.workspace
        self._today = workspace.clock().date()
        self._lines = kept_lines(workspace)
        self.side.show_receipts()
        self._show_rows()

    def _show_rows(self) -> None:
        counts = {key: sum(self._is(key, line) for line in self._lines) for key in self._words}
        for key, count in counts.items():
            self.list.filters.set_words(key, f"{self._words[key]} {count}")
        wanted = self.list.filters.current()
        self.model.show_rows(tuple(line for line in self._lines if self._is(wanted, line)), self._today)
        self.list.show_any(any_rows=bool(counts[wanted]))
        title = _("Nothing is due to go") if wanted == DUE else _("Nothing here")
        told = _("The clock runs from the day on which an outcome is final. Its length stands in the policy.")
        self.list.empty.show_empty("clock", title, told)
        self._all.setVisible(bool(counts[DUE]))
        self._show_chosen()

    def _is(self, key: str, line: KeptLine) -> bool:
        due = line.is_due(self._today)
        kinds = {DUE: due, OPEN: line.until is None, LATER: line.until is not None and not due}
        return kinds.get(key, True)

    def _show_chosen(self) -> None:
        rows = self.chosen()
        due = tuple(row for row in rows if row.is_due(self._today))
        self.side.show_chosen(rows, due)

    def _hold(self, reason: str) -> None:
        for portfolio in dict.fromkeys(row.portfolio_id for row in self.chosen()):
            if self.tools.session.do(hold, portfolio, reason) is None:
                return
        self.noticed.emit(Notice(_("It is held, and no purge takes it."), "ok"))

    def _lift(self) -> None:
        held = {row.portfolio_id for row in self.chosen()}
        for one in list_holds(self.tools.session.workspace.db):
            if one.ended_on is None and one.subject in held and self.tools.session.do(lift, one.id) is None:
                return
        self.noticed.emit(Notice(_("The hold is lifted."), "ok"))

    def _told(self, files: int, size: int) -> None:
        text = ngettext("{count} file, {size}, is deleted.", "{count} files, {size}, are deleted.", files)
        hint = _("The receipt is signed and stands at the side.")
        self.noticed.emit(Notice(text.format(count=files, size=size_in_words(size)), "ok", hint))

    def _back(self) -> None:
        self.left_for.emit("settings", {})

    def _connect(self) -> None:
        self.list.filters.chosen.connect(self._show_rows)
        self.list.table.selectionModel().selectionChanged.connect(self._show_chosen)
        self._all.clicked.connect(self.choose_all)
        self.side.held.connect(self._hold)
        self.side.lifted.connect(self._lift)
        self.side.purged.connect(self._told)
        self.side.noticed.connect(self.noticed)
