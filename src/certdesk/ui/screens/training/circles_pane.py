"""Calibration circles: which there are, how far each is, and a new one."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QVBoxLayout

from certdesk.actions.assessors import assessors_here
from certdesk.actions.calibrating import (
    CircleAbout,
    CircleView,
    circles_here,
    look_at_circle,
    open_circle,
    take_over_assessments,
)
from certdesk.actions.projecting import projectable
from certdesk.actions.qualifying import set_here
from certdesk.core.changes import Change, Kind
from certdesk.core.words import _
from certdesk.store.portfolios import load_portfolio, portfolios_by_code
from certdesk.store.rubrics import load_rubric
from certdesk.ui.commands import Command
from certdesk.ui.screens.pane import Pane
from certdesk.ui.screens.results.list_pane import ListAndSide
from certdesk.ui.screens.training.circle_form import CircleForm
from certdesk.ui.screens.training.circle_side import CircleSide
from certdesk.ui.screens.training.circle_window import CircleWindow
from certdesk.ui.screens.training.tables import CIRCLE_WIDTHS, CircleTable
from certdesk.ui.tools import Tools
from certdesk.ui.widgets.button import button
from certdesk.ui.widgets.notice_bar import Notice
from certdesk.ui.widgets.scrolling import from_the_top
from certdesk.ui.widgets.segment import Choice

RUNNING, ENDED = "running", "ended"


class CirclesPane(Pane):
    """The list, and at the side the chosen circle or the form for a new one."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        theme = tools.theme
        self._views: tuple[CircleView, ...] = ()
        self.window_shown: CircleWindow | None = None
        choices = (Choice(RUNNING, _("Under way")), Choice(ENDED, _("Ended")))
        self.list = ListAndSide(theme, choices, "circles")
        self.model = CircleTable()
        self.list.table.setModel(self.model)
        self.list.table.setAccessibleName(_("Calibration circles"))
        self.list.set_columns(CIRCLE_WIDTHS, (2, 1), 160)
        self._new = button(theme, _("New circle…"), icon="plus")
        self._new.setObjectName("newCircle")
        self.list.beside.addWidget(self._new)
        begin = button(theme, _("Begin a circle"), kind="primary")
        begin.setObjectName("firstCircle")
        self.list.empty.add_action(begin)
        self.side, self.form = CircleSide(theme), CircleForm(theme)
        self._scroller = from_the_top(self.side)
        self.list.side.addWidget(self._scroller, 1)
        self.list.side.addWidget(self.form, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.list)
        self.list.filters.chosen.connect(lambda _key: self._show_rows())
        self.list.table.row_chosen.connect(lambda _row: self._show_chosen())
        self.list.table.row_opened.connect(lambda _row: self.run())
        for one in (self._new, begin):
            one.clicked.connect(self.begin_new)
        self.side.run.connect(self.run)
        self.side.taken_over.connect(self._take_over)
        self.form.portfolio_chosen.connect(self._show_portfolio)
        self.form.begun.connect(self._begin)
        self.form.cancelled.connect(self._close_form)

    def enter(self, params: dict[str, Any]) -> None:
        """Show the circles; ``params["new"]`` opens the form, with ``params["portfolio"]`` where it names one."""
        self.form.hide()
        self._read()
        if not any(one.circle.closed_at is None for one in self._views) and self._views:
            self.list.filters.set_current(ENDED)
        self._show_rows()
        if params.get("new"):
            self.begin_new()
        else:
            self.list.table.setFocus()

    def leave(self) -> None:
        """Put the projector away."""
        if self.window_shown is not None:
            self.window_shown.close()

    def on_changed(self, change: Change) -> None:
        """Look again when circles or portfolios changed."""
        if change.kinds & (Kind.TRAINING | Kind.PORTFOLIO | Kind.CONSENT):
            self._read()
            self._show_rows()

    def commands(self) -> tuple[Command, ...]:
        """Return what can be done here."""
        return (
            Command("circle.new", _("Begin a calibration circle"), ("Ctrl+N",), self.begin_new, icon="plus"),
            Command(
                "circle.run",
                _("Open the circle on the projector"),
                ("Shift+F11",),
                self.run,
                self._has_one,
                icon="screen",
            ),
        )

    def notice_room(self) -> tuple[int, int]:
        """Leave the side free."""
        return 0, self.list.side_width()

    def begin_new(self) -> None:
        """Open the form for a new circle, if there is a portfolio to talk about."""
        workspace = self.tools.session.workspace
        sets = {one.portfolio_id: one for one in set_here(workspace)}
        every = portfolios_by_code(workspace.db)
        ordered = sorted(every, key=lambda one: one[0] not in sets)
        choices = tuple((id_, f"{code}  {sets[id_].title}" if id_ in sets else code) for id_, code in ordered)
        if not choices:
            text = _("There is no portfolio yet to talk about.")
            self.noticed.emit(Notice(text, "info", _("Take one in on Today: drop a folder or a zip.")))
            return
        self.form.show_portfolios(choices, tuple(one.name for one in assessors_here(workspace) if one.active))
        self._show_portfolio(self.form.portfolio_id)
        self._scroller.hide()
        self.form.show()

    def run(self) -> None:
        """Open the chosen circle over the whole screen."""
        view = self.current()
        if view is None or self.window_shown is not None:
            return
        self.window_shown = CircleWindow(self.tools, self, view.circle.id)
        self.window_shown.left.connect(self._on_left)
        self.window_shown.begin(view.circle.item_id)

    def current(self) -> CircleView | None:
        """Return the chosen circle."""
        return self.model.row(self.list.table.current_row())

    def _has_one(self) -> bool:
        return self.current() is not None

    def _read(self) -> None:
        workspace = self.tools.session.workspace
        self._views = tuple(look_at_circle(workspace, one.id) for one in circles_here(workspace))

    def _show_rows(self) -> None:
        chosen = self.current()
        ended = [one for one in self._views if one.circle.closed_at is not None]
        running = [one for one in self._views if one.circle.closed_at is None]
        self.list.filters.set_words(RUNNING, f"{_('Under way')} {len(running)}")
        self.list.filters.set_words(ENDED, f"{_('Ended')} {len(ended)}")
        rows = tuple(running if self.list.filters.current() == RUNNING else ended)
        self.model.show_rows(rows)
        self.list.show_any(any_rows=bool(rows))
        told = _("Everybody scores the same piece silently, and sees the spread only when all have.")
        title = _("No circle is under way") if self.list.filters.current() == RUNNING else _("No circle has ended yet")
        self.list.empty.show_empty("people", title, told)
        ids = [one.circle.id for one in rows]
        self.list.table.set_current_row(ids.index(chosen.circle.id) if chosen and chosen.circle.id in ids else 0)
        self._show_chosen()

    def _show_chosen(self) -> None:
        view = self.current()
        self._scroller.setVisible(view is not None and self.form.isHidden())
        if view is not None:
            self.side.show_view(view)

    def _show_portfolio(self, portfolio_id: str) -> None:
        workspace = self.tools.session.workspace
        rubric = load_rubric(workspace.db, load_portfolio(workspace.db, portfolio_id).rubric)
        self.form.show_portfolio(rubric, projectable(workspace, portfolio_id))

    def _begin(self, about: CircleAbout) -> None:
        if self.tools.session.do(open_circle, about) is None:
            return
        self._close_form()
        self.list.filters.set_current(RUNNING)
        self._show_rows()
        self.list.table.set_current_row(0)
        self._show_chosen()

    def _take_over(self) -> None:
        view = self.current()
        if view is None:
            return
        before = len(view.waiting)
        if self.tools.session.do(take_over_assessments, view.circle.id) is None:
            return
        after = len(look_at_circle(self.tools.session.workspace, view.circle.id).waiting)
        if after == before:
            text = _("No member has signed this portfolio at a desk whose package came back.")
            self.noticed.emit(Notice(text, "info", _("Receive their packages under Exchange first.")))

    def _close_form(self) -> None:
        self.form.hide()
        self._show_chosen()
        self.list.table.setFocus()

    def _on_left(self) -> None:
        self.window_shown = None
        self._read()
        self._show_rows()
