"""Today: what to do next. Continue, the worklist, how the season goes, and everywhere a place to drop portfolios."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from certdesk.actions.consent_gate import handles_closed
from certdesk.actions.identifying import people_here
from certdesk.actions.looking import Worklist, WorklistRow, look_at_today
from certdesk.actions.recent_intakes import recent_intakes
from certdesk.actions.shared_folder import exchanges_anything
from certdesk.core.changes import Change, Kind
from certdesk.core.decision import decide
from certdesk.core.marks import NotObserved, Unscorable
from certdesk.core.words import _, ngettext
from certdesk.store.portfolios import load_portfolio
from certdesk.store.rubrics import load_rubric
from certdesk.store.workspace import Workspace
from certdesk.ui.commands import Command
from certdesk.ui.models.worklist_table import WorklistTable, is_late
from certdesk.ui.screens.continuing import ContinueCard, last_open
from certdesk.ui.screens.intake import take_in
from certdesk.ui.screens.lately import LatelyCard
from certdesk.ui.screens.screen import Params, Screen
from certdesk.ui.screens.season import SeasonCard
from certdesk.ui.screens.worklist_card import WorklistCard
from certdesk.ui.tools import Tools
from certdesk.ui.widgets.button import button
from certdesk.ui.widgets.drop_zone import DropZone, dropped_files
from certdesk.ui.widgets.labels import label
from certdesk.ui.widgets.scrolling import scrolling
from certdesk.ui.widgets.search_field import SearchField
from certdesk.ui.widgets.table import TableView

_SIDE_WIDTH, _DROP_HEIGHT, _ROOM_FOR_SIDE = 280, 96, 900
_FINISHED = frozenset({"signed", "conflict"})


class TodayScreen(Screen):
    """The worklist of whoever acts."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        self._worklist = Worklist((), None)
        theme = tools.theme
        self._greeting = label("", "title", name="greeting")
        self._subtitle = label("", "body", "text2", name="subtitle")
        self._search = SearchField(theme, _("Search the worklist"), key="/")
        self._search.setObjectName("search")
        self.continuing = ContinueCard(theme, tools.thumbnails)
        first = button(theme, _("Add portfolio"), kind="primary", icon="plus")
        first.setObjectName("addFirst")
        first.clicked.connect(self.add_folder)
        self._card = WorklistCard(theme, first)
        self.season = SeasonCard(theme)
        self._lately = LatelyCard(theme)
        self._drop = DropZone(theme, _("Drop portfolios here"), _("or choose a zip"))
        self._drop.setObjectName("drop")
        self.setAcceptDrops(True)
        self._build()
        self._connect()

    @property
    def model(self) -> WorklistTable:
        """The rows of the worklist that are shown."""
        return self._card.model

    @property
    def table(self) -> TableView:
        """The table of the worklist."""
        return self._card.table

    def enter(self, _params: Params) -> None:
        """Read the worklist again."""
        self._refresh()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        QTimer.singleShot(0, self, self._tell_news)

    def on_changed(self, change: Change) -> None:
        """Look again when portfolios, marks or people changed."""
        if change.kinds & (Kind.PORTFOLIO | Kind.ASSESSMENT | Kind.MARK | Kind.PERSON):
            self._refresh()

    def commands(self) -> tuple[Command, ...]:
        """Return what can be done here."""
        return (
            Command("today.continue", _("Continue where you left off"), ("Ctrl+Return",), self.continuing.choose),
            Command("today.add_folder", _("Add a portfolio from a folder"), ("Ctrl+O",), self.add_folder),
            Command("today.add_zip", _("Add a portfolio from a zip"), ("Ctrl+Shift+O",), self.add_zip),
            Command(
                "today.standing", _("How all portfolios stand"), (), self.show_standing, self._may_direct, icon="ok"
            ),
            Command("today.find", _("Search the worklist"), ("/", "Ctrl+F"), self.find_portfolio),
        )

    def find_portfolio(self) -> None:
        """Put the keyboard into the search field."""
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search.selectAll()

    def add_folder(self) -> None:
        """Ask for a folder and take it in."""
        if path := self.tools.dialogs.choose_folder(_("Choose a portfolio's folder")):
            self._take_in((path,))

    def add_zip(self) -> None:
        """Ask for a zip and take it in."""
        if path := self.tools.dialogs.choose_file(_("Choose a portfolio's zip"), "Zip (*.zip)"):
            self._take_in((path,))

    def show_standing(self) -> None:
        """Show how all portfolios stand before they are assessed."""
        if self._worklist.rows:
            first = self._worklist.rows[0].portfolio_id
            self.left_for.emit("portfolio", {"portfolio": first, "view": "check", "all": True})

    def _may_direct(self) -> bool:
        return bool(self._worklist.rows) and handles_closed(self.tools.session.workspace)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files anywhere on the screen, and show where they would go."""
        if dropped_files(event.mimeData()):
            event.acceptProposedAction()
            self._drop.show_over(over=True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Show that nothing is held over the screen any more."""
        super().dragLeaveEvent(event)
        self._drop.show_over(over=False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Take in everything that was dropped."""
        self._drop.show_over(over=False)
        if files := dropped_files(event.mimeData()):
            event.acceptProposedAction()
            self._take_in(files)

    def _take_in(self, paths: tuple[Path, ...]) -> None:
        from certdesk.ui.screens.exchange.arriving_files import belongs_to_exchange

        elsewhere = [str(path) for path in paths if belongs_to_exchange(path)]
        for path in paths:
            if str(path) not in elsewhere:
                take_in(self.tools, path, self.noticed.emit)
        if elsewhere:
            self.left_for.emit("exchange", {"files": elsewhere})

    def _tell_news(self) -> None:
        """Say what arrived; whoever exchanges nothing loads nothing for it."""
        if self.isVisible() and exchanges_anything(self.tools.session.workspace):
            from certdesk.ui.screens.exchange.news import tell_news

            tell_news(self.tools, self.noticed.emit)

    def _refresh(self) -> None:
        workspace = self.tools.session.workspace
        now = workspace.clock().astimezone()
        self._worklist = look_at_today(workspace)
        rows = self._worklist.rows
        self._greet(now)
        self.season.show_worklist(self._worklist)
        self._lately.show_intakes(recent_intakes(workspace), now)
        self.continuing.show_work(workspace, last_open(workspace, rows))
        self._standing.setVisible(self._may_direct())
        self._card.say_elsewhere(self._worklist.elsewhere)
        self._card.show_rows(rows, now.date(), without_result(workspace, rows))

    def _greet(self, now: datetime) -> None:
        part = _("Good morning") if now.hour < 12 else _("Good afternoon") if now.hour < 18 else _("Good evening")
        workspace = self.tools.session.workspace
        names = {person.id: person.name for person in people_here(workspace)}
        first = names.get(workspace.person, "").split(" ")[0]
        self._greeting.setText(f"{part}, {first}" if first else part)
        self._subtitle.setText(left_in_words(self._worklist, now.date()))

    def _open(self, row: WorklistRow) -> None:
        if row.assessment_id and row.state in {"in_progress", "ready", "flagged", "held"}:
            self.left_for.emit("score", {"assessment": row.assessment_id})
        elif row.assessment_id and row.state == "signed":
            self.left_for.emit("finalise", {"assessment": row.assessment_id})
        else:
            self.left_for.emit("portfolio", {"portfolio": row.portfolio_id})

    def _build(self) -> None:
        page = QVBoxLayout(self)
        page.setContentsMargins(24, 20, 24, 16)
        page.setSpacing(16)
        page.addLayout(self._head())
        columns = QHBoxLayout()
        columns.setSpacing(20)
        left = QVBoxLayout()
        left.setSpacing(16)
        left.addWidget(self.continuing)
        left.addWidget(self._card, 1)
        columns.addLayout(left, 1)
        inner = QWidget()
        right = QVBoxLayout(inner)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(16)
        right.addWidget(self.season)
        right.addWidget(self._lately)
        self._drop.setFixedHeight(self.tools.theme.px(_DROP_HEIGHT))
        right.addWidget(self._drop)
        right.addStretch(1)
        self._side = scrolling(inner)
        columns.addWidget(self._side)
        page.addLayout(columns, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the room to the worklist where large letters need it; the season can wait then."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        px = self.tools.theme.px
        self._side.setFixedWidth(px(_SIDE_WIDTH))
        self._side.setVisible(self.width() >= px(_ROOM_FOR_SIDE))
        self._search.setFixedWidth(min(px(236), round(self.width() * 0.27)))
        self._subtitle.setWordWrap(True)

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(12)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(self._greeting)
        words.addWidget(self._subtitle)
        head.addLayout(words, 1)
        self._standing = button(self.tools.theme, _("Check all…"), kind="quiet")
        self._standing.setObjectName("standing")
        self._standing.setToolTip(_("How all portfolios stand: ready, to mend, can't be assessed"))
        self._standing.hide()
        head.addWidget(self._standing, 0, Qt.AlignmentFlag.AlignVCenter)
        self._add = button(self.tools.theme, _("Add portfolio"), icon="plus")
        self._add.setObjectName("add")
        head.addWidget(self._add, 0, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self._search, 0, Qt.AlignmentFlag.AlignVCenter)
        return head

    def _connect(self) -> None:
        self._card.opened.connect(self._open)
        self.tools.theme.changed.connect(self._fit)
        self._search.edited.connect(self._card.search)
        self._search.returnPressed.connect(lambda: self.table.setFocus(Qt.FocusReason.OtherFocusReason))
        self._add.clicked.connect(self.add_folder)
        self._standing.clicked.connect(lambda _on=False: self.show_standing())
        self._drop.files_dropped.connect(self._take_in)
        self._drop.browse_asked.connect(self.add_zip)
        self.continuing.chosen.connect(lambda assessment: self.left_for.emit("score", {"assessment": assessment}))


def without_result(workspace: Workspace, rows: tuple[WorklistRow, ...]) -> frozenset[str]:
    """Return the assessments that may be signed but give no result, because something could not be scored or seen."""
    found = set()
    for row in rows:
        marks = dict(row.marks)
        if row.state != "ready" or not any(isinstance(mark, Unscorable | NotObserved) for mark in marks.values()):
            continue
        rubric = load_rubric(workspace.db, load_portfolio(workspace.db, row.portfolio_id).rubric)
        if row.assessment_id and not decide(rubric, marks).complete:
            found.add(row.assessment_id)
    return frozenset(found)


def left_in_words(worklist: Worklist, today: date) -> str:
    """Say how much is left, how long it may take, and what is due next."""
    left = [row for row in worklist.rows if row.state not in _FINISHED]
    if not worklist.rows:
        return _("Nothing has come in yet.")
    text = ngettext("{count} portfolio left", "{count} portfolios left", len(left)).format(count=len(left))
    minutes = sum(row.minutes_left or 0 for row in left)
    if worklist.pace and minutes:
        text += _(", about {hours} hours at your pace").format(hours=max(1, round(minutes / 60)))
    return f"{text}. {_next_due(left, today)}".strip()


def _next_due(left: list[WorklistRow], today: date) -> str:
    late = sum(is_late(row, today) for row in left)
    if late:
        return ngettext("{count} is overdue.", "{count} are overdue.", late).format(count=late)
    days = sorted(row.due_on for row in left if row.due_on)
    if not days:
        return ""
    count = days.count(days[0])
    if days[0] == today:
        return ngettext("{count} is due today.", "{count} are due today.", count).format(count=count)
    text = ngettext("{count} is due on {day}.", "{count} are due on {day}.", count)
    return text.format(count=count, day=f"{days[0]:%A} {days[0].day} {days[0]:%b}")
