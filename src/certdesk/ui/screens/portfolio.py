"""The Portfolio screen: first the question of a conflict of interest, then the contact sheet of the evidence."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from certdesk import shipped
from certdesk.actions.assessing import begin_assessment, declare_conflict
from certdesk.actions.catalogues import evidence_types
from certdesk.actions.covering import coverage_of
from certdesk.actions.looking import PortfolioView, look_at_portfolio, look_at_worklist
from certdesk.core.assessment import AssessmentState
from certdesk.core.changes import Change
from certdesk.core.errors import NotFoundError
from certdesk.core.words import _, ngettext
from certdesk.ui.commands import Command
from certdesk.ui.models.item_table import WIDTHS, ItemTable, size_words
from certdesk.ui.screens.claims_view import ClaimsView
from certdesk.ui.screens.contact_sheet import ContactSheet
from certdesk.ui.screens.declaration import DeclarationPage
from certdesk.ui.screens.portfolio_views.desk_views import LOOK, DeskViews, first_view, is_offered, may_sort
from certdesk.ui.screens.preflight import PreflightPanel
from certdesk.ui.screens.score.asked_line import AskedLine
from certdesk.ui.screens.screen import Params, Screen
from certdesk.ui.screens.training.projecting import projector_command
from certdesk.ui.tools import Tools
from certdesk.ui.widgets.button import button, icon_button
from certdesk.ui.widgets.card import card
from certdesk.ui.widgets.chip import Chip
from certdesk.ui.widgets.empty_state import EmptyState
from certdesk.ui.widgets.key_cap import KeyCap
from certdesk.ui.widgets.labels import FileName, label
from certdesk.ui.widgets.table import TableView
from certdesk.ui.widgets.tabs import Tabs
from certdesk.ui.widgets.top_bar import TopBar

VIEWS = ("sheet", "list", "criteria")
_SIDE_WIDTH, _ROW = 340, 40


class PortfolioScreen(Screen):
    """One portfolio. Whoever assesses sees nothing of it before they have said that there is no conflict of interest.

    Whoever directs has views of their own beside that: see `portfolio_views`.
    """

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        self._view: PortfolioView | None = None
        theme = tools.theme
        self._code = label("", "title", name="code")
        self._hidden = Chip(theme, _("Name hidden"), "neutral", icon="hidden")
        self._conflict = Chip(theme, _("No conflict declared"), "ok", icon="check")
        self._subtitle = FileName(theme, role="body", tone="text2", middle=False)
        self._subtitle.setObjectName("subtitle")
        self._tabs = Tabs(theme, tuple(zip(VIEWS, (_("Contact sheet"), _("List"), _("By criterion")), strict=True)))
        self._tabs.setObjectName("views")
        self._tabs.setAccessibleName(_("Views of the evidence"))
        self._sheet = ContactSheet(theme)
        self._items = ItemTable()
        self.table = TableView(theme, row_height=_ROW)
        self.table.setObjectName("itemTable")
        self.table.setAccessibleName(_("Evidence"))
        self._claims = ClaimsView(theme)
        self._declaration = DeclarationPage(theme)
        self._preflight = PreflightPanel(theme, evidence_types(shipped.rubrics()))
        self._asked = AskedLine(theme)
        self._asked.setProperty("surface", "bg")
        self._facts = label("", "small", "text2", name="facts")
        self._count = label("", "body", "text2", name="count")
        self._closed = EmptyState(theme)
        self._build()
        self._connect()

    def enter(self, params: Params) -> None:
        """Show ``params["portfolio"]`` (or the one before, or the first of the worklist) in ``params["view"]``."""
        workspace = self.tools.session.workspace
        portfolio_id = str(params.get("portfolio") or (self._view.portfolio.id if self._view else ""))
        if not portfolio_id:
            rows = look_at_worklist(workspace).rows
            portfolio_id = rows[0].portfolio_id if rows else ""
        if not portfolio_id:
            told = _("Take one in on Today: drop a folder or a zip.")
            self._closed.show_empty("folder", _("No portfolios yet"), told)
            self._layers.setCurrentWidget(self._closed)
            self._desk.segment.hide()
            return
        shown = self._view.portfolio.id if self._view else ""
        try:
            self._view = look_at_portfolio(workspace, portfolio_id)
        except NotFoundError:
            # It was taken back, here or by undo somewhere else.
            self._view = None
            self.left_for.emit("today", {})
            return
        usual = self._desk.current if portfolio_id == shown else first_view(workspace, begun=self._is_begun)
        self._show_view(str(params.get("view", usual)), params)

    def on_changed(self, change: Change) -> None:
        """Look again when this portfolio or its assessment changed."""
        view = self._view
        if view is None:
            return
        if self._desk.pane is not None:
            self._look_again(change)
        elif {view.portfolio.id, view.assessment.id if view.assessment else ""} & change.subjects:
            self.enter({"portfolio": view.portfolio.id})

    def leave(self) -> None:
        """Let the view in front put down what is half done."""
        if self._desk.pane is not None:
            self._desk.pane.leave()

    def unfinished(self) -> str:
        """Say what the view in front would lose."""
        return self._desk.pane.unfinished() if self._desk.pane is not None else ""

    def notice_lift(self) -> int:
        """Leave free what the view in front needs at its foot."""
        return self._desk.pane.notice_room()[0] if self._desk.pane is not None else 0

    def notice_aside(self) -> int:
        """Leave free what the view in front needs at its side."""
        return self._desk.pane.notice_room()[1] if self._desk.pane is not None else 0

    def undo_scope(self) -> str:
        """Undo is about the assessment of the portfolio, once there is one; in other views about the portfolio."""
        if self._desk.pane is not None and self._view:
            return self._view.portfolio.id
        return self._view.assessment.id if self._view and self._view.assessment else ""

    def commands(self) -> tuple[Command, ...]:
        """Return what can be done here."""
        return (
            Command("portfolio.score", _("Score this portfolio"), ("Ctrl+Return",), self._begin, self._is_open),
            Command("portfolio.conflict", _("Declare a conflict of interest"), (), self.declare, self._is_undecided),
            projector_command(self, lambda: self._is_open() or self._desk.pane is not None),
            *self._desk.commands(self._view.portfolio.id if self._view else ""),
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the right column grow with the text, but leave room for the evidence."""
        super().resizeEvent(event)
        self._preflight.setFixedWidth(min(self.tools.theme.px(_SIDE_WIDTH), round(self.width() * 0.4)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Start scoring with Enter, unless a button has the keyboard: that one is meant then."""
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if enter and self._is_open() and not isinstance(self.focusWidget(), QAbstractButton):
            self.start_scoring()
            return
        super().keyPressEvent(event)

    def _is_open(self) -> bool:
        """Whether the evidence may be seen: there is no conflict, and that was said."""
        assessment = self._view.assessment if self._view else None
        closed = assessment is None or assessment.state is AssessmentState.CONFLICT
        return not closed and self._desk.current == LOOK

    @property
    def _is_begun(self) -> bool:
        return self._view is not None and self._view.assessment is not None

    def _is_undecided(self) -> bool:
        return self._view is not None and not (self._view.assessment and self._view.assessment.marks)

    def place(self) -> Params:
        """Return the portfolio that is shown."""
        if self._view is None:
            return {}
        more = {"view": self._desk.current, **self._desk.pane.place()} if self._desk.pane is not None else {}
        return {"portfolio": self._view.portfolio.id, **more}

    def start_scoring(self, item_id: str = "") -> None:
        """Open the Score screen, at an item if one is named; the first time this declares that there is no conflict."""
        if self._view is None:
            return
        if self._view.assessment is None:
            if self.tools.session.do(begin_assessment, self._view.portfolio.id) is None:
                return
            self._view = look_at_portfolio(self.tools.session.workspace, self._view.portfolio.id)
            self._show()
            self._sheet.focus()
            return
        self.left_for.emit("score", {"assessment": self._view.assessment.id, "item": item_id})

    def _begin(self, _checked: bool = False) -> None:
        self.start_scoring()

    def declare(self) -> None:
        """Ask for the reason of a conflict and close the portfolio for this person."""
        if self._view is None:
            return
        reason = self.tools.dialogs.reason(
            _("Declare a conflict of interest"),
            _("What connects you with this teacher? The reason stays in this workspace and is not passed on."),
        )
        if reason:
            self.tools.session.do(declare_conflict, self._view.portfolio.id, reason)
            self.enter({"portfolio": self._view.portfolio.id})

    def _show_view(self, name: str, params: Params) -> None:
        """Show a view of the portfolio, as far as this person may have it."""
        if self._view is None:
            return
        workspace, portfolio_id = self.tools.session.workspace, self._view.portfolio.id
        may = may_sort(workspace, portfolio_id)
        name = name if may else LOOK
        if not self._desk.show(name, {**params, "portfolio": portfolio_id}):
            self._show()
        else:
            self._show_head()
        self._desk.segment.setVisible(may and (is_offered(workspace) or self._desk.current != LOOK))
        self.keys_changed.emit()
        self.lift_changed.emit()

    def _on_view(self, name: str, params: Params | None = None) -> None:
        self._show_view(name, params or {})

    def _look_again(self, change: Change) -> None:
        """Read what the head shows again, and let the view in front do the same."""
        if self._view is None or self._desk.pane is None:
            return
        try:
            self._view = look_at_portfolio(self.tools.session.workspace, self._view.portfolio.id)
        except NotFoundError:
            self._view = None
            self.left_for.emit("today", {})
            return
        self._desk.pane.on_changed(change)
        self._show_head()

    def _show_head(self) -> None:
        view = self._view
        if view is None:
            return
        portfolio, assessment = view.portfolio, view.assessment
        self._code.setText(portfolio.code)
        rubric = f"{view.rubric.title} {view.rubric.version}"
        cohort = _("cohort {cohort}").format(cohort=portfolio.cohort) if portfolio.cohort else ""
        parts = [portfolio.title if assessment else "", ", ".join(part for part in (rubric, cohort) if part)]
        self._subtitle.show_text(" · ".join(part for part in parts if part))
        closed = assessment is not None and assessment.state is AssessmentState.CONFLICT
        self._conflict.setVisible(assessment is not None and not closed)
        self._start.set_words(_("Start scoring") if assessment and not assessment.marks else _("Go on scoring"))
        self._start.setVisible(assessment is not None and not closed)
        self._decline.setVisible(assessment is not None and not closed and not assessment.marks)
        if self._desk.current != LOOK:
            for part in (self._hidden, self._conflict, self._start, self._decline):
                part.hide()
            self._subtitle.show_text(" · ".join(part for part in (portfolio.title, *parts[1:]) if part))
        else:
            self._hidden.show()

    def _show(self) -> None:
        view = self._view
        if view is None:
            return
        self._show_head()
        assessment = view.assessment
        if assessment is not None and assessment.state is AssessmentState.CONFLICT:
            self._closed.show_empty("lock", _("Closed for you"), _("You declared a conflict of interest."))
            self._layers.setCurrentWidget(self._closed)
        elif assessment is None:
            self._declaration.ask(view)
            self._layers.setCurrentWidget(self._declaration)
            self._declaration.focus()
        else:
            self._show_items(view)

    def _show_items(self, view: PortfolioView) -> None:
        self._sheet.show_items(view.items)
        self._sheet.show_closed({item: closing.sentence for item, closing in view.closed.items()})
        for item in view.items:
            if item.id in view.closed:
                continue
            self.tools.thumbnails.request(item, self._sheet.show_picture, self._sheet.in_sight)
        filed: dict[str, list[str]] = {}
        for note in view.assessment.annotations if view.assessment else ():
            filed.setdefault(note.item_id, []).extend(note.criteria)
        seen = coverage_of(self.tools.session.workspace, view.assessment.id) if view.assessment else {}
        self._sheet.show_seen(seen)
        self._items.show_items(view.items, {item: tuple(sorted(set(codes))) for item, codes in filed.items()}, seen)
        self._claims.show_view(view)
        text = ngettext("{count} item, {size}", "{count} items, {size}", len(view.items))
        size = size_words(sum(one.size for one in view.items))
        self._count.setText(text.format(count=len(view.items), size=size))
        self._facts.setText(self._facts_of(view))
        self._asked.show_asked(view.asked)
        self._preflight.show_view(view)
        self._layers.setCurrentWidget(self._contents)

    def _facts_of(self, view: PortfolioView) -> str:
        rows = look_at_worklist(self.tools.session.workspace).rows
        row = next((row for row in rows if row.portfolio_id == view.portfolio.id), None)
        day = view.portfolio.received_on
        facts = [_("Received {day}").format(day=f"{day.day} {day:%b %Y}")]
        if due := view.portfolio.due_on:
            facts.append(_("due {day}").format(day=f"{due.day} {due:%b}"))
        if row and row.minutes_left:
            facts.append(_("about {minutes} min left at your pace").format(minutes=row.minutes_left))
        return ", ".join(facts)

    def _build(self) -> None:
        theme = self.tools.theme
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        holder = QWidget()
        self._layers = QStackedLayout(holder)
        self._desk = DeskViews(self.tools, self._layers)
        page.addWidget(self._head())
        self._contents = self._contents_page()
        for layer in (self._declaration, self._contents, self._closed):
            self._layers.addWidget(layer)
        page.addWidget(holder, 1)
        self._closed.setObjectName("closed")
        theme.changed.connect(self.update)

    def _connect(self) -> None:
        self._tabs.chosen.connect(self._show_tab)
        self._sheet.opened.connect(self.start_scoring)
        self._preflight.opened.connect(self.start_scoring)
        self._claims.criterion_chosen.connect(self._score_criterion)
        self._declaration.opened.connect(self._begin)
        self._declaration.declined.connect(self.declare)
        self._desk.chosen.connect(self._on_view)
        self._desk.asked.connect(self._on_view)
        self._desk.left_for.connect(self.left_for)
        self._desk.noticed.connect(self.noticed)
        self.table.row_opened.connect(self._open_row)
        self.table.doubleClicked.connect(lambda index: self._open_row(index.row()))

    def _open_row(self, number: int) -> None:
        if item := self._items.row(number):
            self.start_scoring(item.id)

    def _head(self) -> QWidget:
        theme = self.tools.theme
        bar = TopBar(theme)
        back = icon_button(theme, "back", _("Back to Today"))
        back.setObjectName("back")
        back.clicked.connect(lambda: self.left_for.emit("today", {}))
        self._decline = button(theme, _("Declare a conflict…"))
        self._decline.setObjectName("decline")
        self._decline.clicked.connect(self.declare)
        self._start = button(theme, _("Start scoring"), kind="primary", key=_("Enter"))
        self._start.setObjectName("start")
        self._start.clicked.connect(self._begin)
        bar.add_leading(back, self._code, self._hidden, self._conflict, self._subtitle)
        bar.add_trailing(self._desk.segment, self._decline, self._start)
        return bar

    def _contents_page(self) -> QWidget:
        page = QWidget()
        row = QHBoxLayout(page)
        row.setContentsMargins(24, 0, 0, 0)
        row.setSpacing(16)
        left = QVBoxLayout()
        left.setContentsMargins(0, 8, 0, 10)
        left.setSpacing(10)
        head = QHBoxLayout()
        head.addWidget(self._tabs)
        head.addStretch(1)
        head.addWidget(self._count)
        left.addLayout(head)
        holder = QWidget()
        self._views = QStackedLayout(holder)
        self.table.setModel(self._items)
        self.table.set_columns(WIDTHS)
        flush = card(name="listCard")
        flush.set_flush()
        flush.body.addWidget(self.table)
        for view in (self._sheet, flush, self._claims):
            self._views.addWidget(view)
        left.addWidget(self._asked)
        left.addWidget(holder, 1)
        left.addLayout(self._foot())
        row.addLayout(left, 1)
        row.addWidget(self._preflight)
        return page

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setSpacing(6)
        foot.addWidget(self._facts)
        foot.addStretch(1)
        foot.addWidget(label(_("Choose an item and press"), "small", "text2"))
        foot.addWidget(KeyCap(self.tools.theme, _("Enter")))
        foot.addWidget(label(_("to look"), "small", "text2"))
        return foot

    def _show_tab(self, key: str) -> None:
        self._views.setCurrentIndex(VIEWS.index(key))

    def _score_criterion(self, criterion: str) -> None:
        if self._view and self._view.assessment:
            self.left_for.emit("score", {"assessment": self._view.assessment.id, "criterion": criterion})
