"""One part of the editor: what another cut, weight or floor would do to existing results."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from certdesk.actions.what_if import existing_results
from certdesk.core.rubric import Rubric
from certdesk.core.words import _
from certdesk.store.results import results_stand_at
from certdesk.ui.screens.rubrics.pane import DraftView, EditorPart
from certdesk.ui.screens.rubrics.what_if_bars import OutcomeBars
from certdesk.ui.screens.rubrics.what_if_controls import TrialControls
from certdesk.ui.screens.rubrics.what_if_flips import FlipRows, FlipsTable
from certdesk.ui.screens.rubrics.what_if_session import SessionCut
from certdesk.ui.screens.rubrics.what_if_spread import Spread
from certdesk.ui.screens.rubrics.what_if_trace import TracePanel
from certdesk.ui.screens.rubrics.what_if_trial import (
    Member,
    Population,
    Trial,
    has_level,
    try_rules_on,
    worked_examples_as_population,
)
from certdesk.ui.screens.rubrics.what_if_words import about_words, head_words
from certdesk.ui.tools import Tools
from certdesk.ui.widgets.button import button
from certdesk.ui.widgets.chip import Chip
from certdesk.ui.widgets.labels import label, line
from certdesk.ui.widgets.paragraph import Paragraph
from certdesk.ui.widgets.scrolling import page, scrolling

_LEFT, _STACKED, _FEW, _AT_ONCE, _PAUSE_MS = 372, 640, 20, 1500, 30


class WhatIfPart(EditorPart):
    """Shows what other rules would do to the results that are there. Moves are a trial until they are used."""

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        self._theme = tools.theme
        self._view: DraftView | None = None
        self._after: Rubric | None = None
        self._population: Population | None = None
        self._trial: Trial | None = None
        self._running = self._again = False
        self._rows = FlipRows()
        self._controls = TrialControls(self._theme)
        self._sessions = SessionCut(tools)
        self._spread = Spread(self._theme)
        self._bars = OutcomeBars(self._theme)
        self._table = FlipsTable(self._theme, self._rows)
        self._trace = TracePanel(self._theme)
        self._head = label("", "heading", name="whatIfHead")
        self._few = Chip(self._theme, "", "warn", icon="warning")
        self._about = Paragraph(self._theme, role="small", tone="text2")
        self._near = Paragraph(self._theme, role="small", tone="text3")
        self._use = button(self._theme, _("Use these in the draft"), kind="primary")
        self._back = button(self._theme, _("Put back"))
        self._standing = -1
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._run)
        self._build()

    def show_draft(self, view: DraftView) -> None:
        """Show a draft; a trial goes on as long as the draft under it stays the same."""
        before, self._view = self._view, view
        same = before is not None and before.draft == view.draft
        if not same or self._after is None:
            self._after = view.draft.rubric
        if before is not None and before.draft.rubric.id != view.draft.rubric.id:
            self._population = None
        if self.isVisible():
            self._look()

    def commit(self) -> None:
        """Try what is half typed; nothing is kept by leaving."""
        self._controls.commit()

    def showEvent(self, event: QShowEvent) -> None:
        """Read the results when the view is opened, unless they are as they were: ten thousand take a moment."""
        super().showEvent(event)
        standing = results_stand_at(self._tools.session.workspace.db)
        if standing != self._standing:
            self._population, self._standing = None, standing
        self._look()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the spread over the bars where there is no room beside them."""
        super().resizeEvent(event)
        narrow = self.width() - self._theme.px(_LEFT) < self._theme.px(_STACKED)
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._pictures.setDirection(way)

    # --- building ------------------------------------------------------------------------------------------

    def _build(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._left())
        row.addWidget(self._right(), 1)
        self._controls.tried.connect(self._try)
        self._sessions.taken.connect(self._controls.move_cut)
        self._spread.cut_moved.connect(self._controls.move_cut)
        self._use.clicked.connect(self._keep)
        self._back.clicked.connect(self._put_back)
        self._table.row_chosen.connect(self._show_trace)
        self._table.row_opened.connect(self._show_trace)
        self._theme.changed.connect(self._dress)
        self._dress()

    def _left(self) -> QWidget:
        left = self._panel = page("panel")
        self._use.setObjectName("useTrial")
        self._back.setObjectName("putBack")
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(2)
        head = QVBoxLayout()
        head.setContentsMargins(16, 0, 16, 6)
        head.setSpacing(2)
        head.addWidget(label(_("Try other rules"), "label"))
        head.addWidget(
            Paragraph(self._theme, _("A trial: nothing is kept until you use it."), role="small", tone="text3")
        )
        column.addLayout(head)
        column.addWidget(self._sessions)
        column.addWidget(scrolling(self._controls), 1)
        column.addWidget(line())
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 10, 16, 10)
        foot.setSpacing(8)
        foot.addWidget(self._back)
        foot.addStretch(1)
        foot.addWidget(self._use)
        column.addLayout(foot)
        return left

    def _right(self) -> QWidget:
        right = page("bg")
        self._few.setObjectName("fewResults")
        self._about.setObjectName("whatIfAbout")
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._head)
        head.addWidget(self._few)
        head.addStretch(1)
        spread = QVBoxLayout()
        spread.setSpacing(2)
        spread.addWidget(self._spread)
        spread.addWidget(self._near)
        spread.addStretch(1)
        self._pictures = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._pictures.setSpacing(24)
        self._pictures.addLayout(spread, 3)
        self._pictures.addWidget(self._bars, 2)
        self._nothing = Paragraph(self._theme, role="body", tone="text2")
        column = QVBoxLayout(right)
        column.setContentsMargins(24, 14, 24, 8)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self._about)
        column.addLayout(self._pictures)
        column.addWidget(self._nothing)
        column.addWidget(self._table, 1)
        self._rest = QWidget()
        column.addWidget(self._rest, 1)
        self._traces = scrolling(self._trace)
        column.addWidget(self._traces)
        self._trace.close_button.clicked.connect(self._traces.hide)
        self._traces.hide()
        return scrolling(right)

    def _dress(self) -> None:
        self._panel.setFixedWidth(self._theme.px(_LEFT))
        self._traces.setFixedHeight(self._theme.px(176))
        self._table.setMinimumHeight(self._theme.px(200))

    # --- trying --------------------------------------------------------------------------------------------

    def _look(self) -> None:
        if self._view is None or self._after is None:
            return
        draft = self._view.draft.rubric
        if self._population is None or self._population.examples:
            self._population = self._found(draft)
        self._controls.show_rubric(self._after, self._before())
        self._sessions.show_rubric(self._after)
        self._run()

    def _found(self, draft: Rubric) -> Population:
        results = existing_results(self._tools.session.workspace, draft.id)
        members = tuple(Member(each.assessment_id, each.code, each.marks) for each in results if has_level(each.marks))
        if not members:
            return worked_examples_as_population(draft)
        return Population(members, left_out=len(results) - len(members))

    def _before(self) -> Rubric:
        assert self._view is not None  # noqa: S101 - asked after a draft was shown
        return self._view.before or self._view.draft.rubric

    def _try(self, rubric: Rubric) -> None:
        self._after = rubric
        self._controls.show_rubric(rubric, self._before())
        self._pause.start()

    def _run(self) -> None:
        """Decide all results by what is tried: few at once, many beside the window; the last one wins."""
        if self._after is None or self._population is None:
            return
        population, before, after, known = self._population, self._before(), self._after, self._trial
        if len(population.members) <= _AT_ONCE:
            self._show(try_rules_on(population, before, after, known))
            return
        if self._running:
            self._again = True
            return
        self._running, self._again = True, False
        self._tools.jobs.start(
            _("Trying other rules"),
            lambda _progress: try_rules_on(population, before, after, known),
            done=self._on_done,
            failed=self._on_failed,
            matters=False,
            quiet=True,
        )

    def _on_done(self, trial: Trial) -> None:
        """Show what came out, unless something else is tried by now: then that is what counts."""
        self._running = False
        if self._again:
            self._run()
        else:
            self._show(trial)

    def _on_failed(self, problem: Exception) -> None:
        self._running = False
        raise problem

    def _put_back(self) -> None:
        if self._view is not None:
            self._try(self._view.draft.rubric)

    def _keep(self) -> None:
        if self._after is not None:
            self.edited.emit(self._after, _("what was tried"))

    # --- showing -------------------------------------------------------------------------------------------

    def _show(self, trial: Trial) -> None:
        self._trial = trial
        assert self._view is not None  # noqa: S101 - a trial was asked for
        n = len(trial.population.members)
        self._head.setText(head_words(trial))
        self._few.show_chip(_("only {n}: too few to generalise").format(n=n), "warn", "warning")
        self._few.setVisible(not trial.population.examples and 0 < n < _FEW)
        self._about.show_text(about_words(trial, published=self._view.before is not None))
        self._spread.show_trial(trial)
        self._near.show_text(self._spread.near_words())
        self._near.setVisible(bool(self._spread.near_words()) and bool(n))
        self._bars.show_counts(trial.counts(), trial.after)
        self._show_flips(trial)
        moved = trial.after != self._view.draft.rubric
        self._use.setEnabled(moved)
        self._back.setEnabled(moved)

    def _show_flips(self, trial: Trial) -> None:
        row = self._table.current_row()
        key = self._rows.key(row) if 0 <= row < self._rows.rowCount() else ""
        self._rows.show_trial(trial)
        again = self._rows.row_of(key) if key else -1
        if again >= 0:
            self._table.set_current_row(again)
        else:
            self._traces.hide()
        none = not trial.changed
        self._table.setVisible(not none)
        self._rest.setVisible(none)
        self._nothing.setVisible(none)
        self._nothing.show_text(_("Nobody's result would change. Move a cut, a weight or a floor."))

    def _show_trace(self, row: int) -> None:
        if self._trial is None or not 0 <= row < self._rows.rowCount():
            return
        self._trace.show_member(self._trial, self._rows.place(row))
        self._traces.show()
