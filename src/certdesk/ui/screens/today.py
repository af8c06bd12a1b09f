"""Today: what to do next. Continue, the worklist, how the season goes, and a place to drop portfolios."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from certdesk.actions.identifying import people_here
from certdesk.actions.looking import Worklist, WorklistRow, look_at_worklist
from certdesk.core.changes import Change, Kind
from certdesk.core.words import _, ngettext
from certdesk.store.places import recall_place
from certdesk.ui.commands import Command
from certdesk.ui.models.worklist_table import WIDTHS, WorklistTable
from certdesk.ui.screens.continuing import ContinueCard, last_open
from certdesk.ui.screens.intake import take_in
from certdesk.ui.screens.screen import Params, Screen
from certdesk.ui.screens.season import SeasonCard
from certdesk.ui.tools import Tools
from certdesk.ui.widgets.button import button
from certdesk.ui.widgets.card import card
from certdesk.ui.widgets.drop_zone import DropZone
from certdesk.ui.widgets.empty_state import EmptyState
from certdesk.ui.widgets.labels import label
from certdesk.ui.widgets.search_field import SearchField
from certdesk.ui.widgets.segment import Choice, Segment
from certdesk.ui.widgets.table import TableView

_SIDE_WIDTH = 280
FILTERS = {
    "todo": frozenset({"not_started", "in_progress", "ready"}),
    "waiting": frozenset({"held", "flagged", "conflict"}),
    "signed": frozenset({"signed"}),
}


class TodayScreen(Screen):
    """The worklist of whoever acts."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        self._worklist = Worklist((), None)
        theme = tools.theme
        self._greeting = label("", "title", name="greeting")
        self._subtitle = label("", "body", "text2", name="subtitle")
        self._search = SearchField(theme, _("Search the worklist"))
        self._search.setObjectName("search")
        self.continuing = ContinueCard(theme, tools.thumbnails)
        self.model = WorklistTable()
        self.table = TableView(theme)
        self.table.setObjectName("worklist")
        self.table.setAccessibleName(_("My worklist"))
        self._filter = Segment(theme)
        self._filter.setObjectName("filter")
        self._count = label("", "label", "text3")
        self._empty = EmptyState(theme)
        self.season = SeasonCard(theme)
        self._drop = DropZone(theme, _("Drop a portfolio here"))
        self._drop.setObjectName("drop")
        self._build()
        self._connect()

    def enter(self, _params: Params) -> None:
        """Read the worklist again."""
        self._refresh()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def on_changed(self, change: Change) -> None:
        """Look again when portfolios, marks or people changed."""
        if change.kinds & (Kind.PORTFOLIO | Kind.ASSESSMENT | Kind.MARK | Kind.PERSON):
            self._refresh()

    def commands(self) -> tuple[Command, ...]:
        """Return what can be done here."""
        return (
            Command("today.add_folder", _("Add a portfolio from a folder"), ("Ctrl+O",), self.add_folder),
            Command("today.add_zip", _("Add a portfolio from a zip"), ("Ctrl+Shift+O",), self.add_zip),
            Command("today.find", _("Search the worklist"), ("Ctrl+F",), partial(self._search.setFocus)),
            Command("today.continue", _("Continue where you left off"), (), self.continuing.choose),
        )

    def add_folder(self) -> None:
        """Ask for a folder and take it in."""
        if path := self.tools.dialogs.choose_folder(_("Choose a portfolio's folder")):
            self._take_in((path,))

    def add_zip(self) -> None:
        """Ask for a zip and take it in."""
        if path := self.tools.dialogs.choose_file(_("Choose a portfolio's zip"), "Zip (*.zip)"):
            self._take_in((path,))

    def _take_in(self, paths: tuple[Path, ...]) -> None:
        for path in paths:
            take_in(self.tools, path, self.noticed.emit)

    def _refresh(self) -> None:
        workspace = self.tools.session.workspace
        self._worklist = look_at_worklist(workspace)
        self._greet(workspace.clock().astimezone())
        self.season.show_worklist(self._worklist)
        rows = self._worklist.rows
        place = recall_place(workspace, "window").get("last_assessment", "")
        self.continuing.show_work(workspace, last_open(rows, str(place)))
        self._show_filter(rows)
        self._show_rows()

    def _greet(self, now: datetime) -> None:
        part = _("Good morning") if now.hour < 12 else _("Good afternoon") if now.hour < 18 else _("Good evening")
        workspace = self.tools.session.workspace
        names = {person.id: person.name for person in people_here(workspace)}
        first = names.get(workspace.person, "").split(" ")[0]
        self._greeting.setText(f"{part}, {first}" if first else part)
        self._subtitle.setText(_left_in_words(self._worklist))

    def _show_filter(self, rows: tuple[WorklistRow, ...]) -> None:
        counts = {key: sum(row.state in states for row in rows) for key, states in FILTERS.items()}
        choices = (
            Choice("todo", _("To do {count}").format(count=counts["todo"])),
            Choice("waiting", _("Held or flagged {count}").format(count=counts["waiting"])),
            Choice("signed", _("Signed {count}").format(count=counts["signed"])),
            Choice("all", _("All")),
        )
        self._filter.show_choices(choices, self._filter.current() or "todo")
        self._count.setText(str(len(rows)))

    def _show_rows(self) -> None:
        states, wanted = FILTERS.get(self._filter.current()), self._search.text().casefold().split()
        rows = tuple(
            row
            for row in self._worklist.rows
            if (states is None or row.state in states)
            and all(word in f"{row.code} {row.title}".casefold() for word in wanted)
        )
        current = self.model.row(self.table.current_row())
        self.model.show_rows(rows, self.tools.session.workspace.clock().date())
        kept = next((number for number, row in enumerate(rows) if current and row.code == current.code), 0)
        self.table.set_current_row(kept)
        self.table.setVisible(bool(rows))
        self._empty.setVisible(not rows)
        if not rows:
            self._show_empty(filtered=bool(self._worklist.rows))

    def _show_empty(self, *, filtered: bool) -> None:
        if filtered:
            self._empty.show_empty("filter", _("Nothing here"), _("No portfolio fits this filter and search."))
        else:
            detail = _("Drop a folder, a zip or a stick's package here, or add one.")
            self._empty.show_empty("folder", _("No portfolios yet"), detail)

    def _open(self, number: int) -> None:
        row = self.model.row(number)
        if row is None:
            return
        if row.assessment_id and row.state in {"in_progress", "ready", "flagged", "held"}:
            self.left_for.emit("score", {"assessment": row.assessment_id})
        elif row.assessment_id and row.state == "signed":
            self.left_for.emit("finalise", {"assessment": row.assessment_id})
        else:
            self.left_for.emit("portfolio", {"portfolio": row.portfolio_id})

    def _build(self) -> None:
        self.table.setModel(self.model)
        self.table.set_columns(WIDTHS)
        page = QVBoxLayout(self)
        page.setContentsMargins(24, 20, 24, 16)
        page.setSpacing(16)
        page.addLayout(self._head())
        columns = QHBoxLayout()
        columns.setSpacing(20)
        left = QVBoxLayout()
        left.setSpacing(16)
        left.addWidget(self.continuing)
        left.addWidget(self._worklist_card(), 1)
        columns.addLayout(left, 1)
        side = QWidget()
        side.setFixedWidth(self.tools.theme.px(_SIDE_WIDTH))
        right = QVBoxLayout(side)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(16)
        right.addWidget(self.season)
        right.addWidget(self._drop, 1)
        columns.addWidget(side)
        page.addLayout(columns, 1)

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._greeting)
        words.addWidget(self._subtitle)
        head.addLayout(words, 1)
        self._add = button(self.tools.theme, _("Add portfolio"), icon="plus")
        self._add.setObjectName("add")
        head.addWidget(self._add, 0, Qt.AlignmentFlag.AlignVCenter)
        self._search.setFixedWidth(self.tools.theme.px(220))
        head.addWidget(self._search, 0, Qt.AlignmentFlag.AlignVCenter)
        return head

    def _worklist_card(self) -> QFrame:
        holder = card(name="worklistCard")
        holder.set_flush()
        head = QHBoxLayout()
        head.setContentsMargins(16, 10, 16, 10)
        head.setSpacing(8)
        head.addWidget(label(_("My worklist"), "label"))
        head.addWidget(self._count)
        head.addSpacing(12)
        head.addWidget(self._filter)
        head.addStretch(1)
        holder.body.setSpacing(0)
        holder.body.addLayout(head)
        holder.body.addWidget(self.table, 1)
        holder.body.addWidget(self._empty, 1)
        return holder

    def _connect(self) -> None:
        self.table.row_opened.connect(self._open)
        self.table.doubleClicked.connect(lambda index: self._open(index.row()))
        self._filter.chosen.connect(lambda _key: self._show_rows())
        self._search.edited.connect(lambda _text: self._show_rows())
        self._add.clicked.connect(self.add_folder)
        self._drop.files_dropped.connect(self._take_in)
        self._drop.browse_asked.connect(self.add_folder)
        self.continuing.chosen.connect(lambda assessment: self.left_for.emit("score", {"assessment": assessment}))


def _left_in_words(worklist: Worklist) -> str:
    left = [row for row in worklist.rows if row.state not in {"signed", "conflict"}]
    if not worklist.rows:
        return _("Nothing has come in yet.")
    text = ngettext("{count} portfolio left", "{count} portfolios left", len(left)).format(count=len(left))
    minutes = sum(row.minutes_left or 0 for row in left)
    if worklist.pace and minutes:
        text += _(", about {hours} hours at your pace").format(hours=max(1, round(minutes / 60)))
    return f"{text}."
