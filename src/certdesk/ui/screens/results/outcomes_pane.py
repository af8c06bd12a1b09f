"""The outcomes of a cohort: how many are how far, everybody's with the rule behind it, hold, release and recall."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from certdesk.actions.cohort_results import STATES
from certdesk.actions.leading import may_lead
from certdesk.core.changes import Change
from certdesk.core.cohorts import ResultState
from certdesk.core.words import _, ngettext
from certdesk.ui.commands import Command
from certdesk.ui.screens.pane import Pane
from certdesk.ui.screens.results.cohort_desk import ResultsDesk
from certdesk.ui.screens.results.file_panel import FilePanel, FileWriting
from certdesk.ui.screens.results.list_pane import ListAndSide
from certdesk.ui.screens.results.outcome_deeds import OutcomeDeeds
from certdesk.ui.screens.results.outcome_side import OutcomeSide
from certdesk.ui.screens.results.outcome_story import read_story
from certdesk.ui.screens.results.outcome_table import OutcomeTable
from certdesk.ui.screens.results.outcome_tiles import OutcomeTiles
from certdesk.ui.screens.results.outcomes import ALL, CHANGED, UNDECIDED, OutcomeRow, Outcomes
from certdesk.ui.screens.results.recheck_view import RecheckView
from certdesk.ui.screens.results.release_panel import RecallPanel, ReleasePanel
from certdesk.ui.tools import Tools
from certdesk.ui.widgets.button import button, icon_button
from certdesk.ui.widgets.empty_state import EmptyState
from certdesk.ui.widgets.scrolling import from_the_top
from certdesk.ui.widgets.segment import Choice

_WIDE = 1500
_ORDER = (ResultState.DECIDED, ResultState.HELD, ResultState.RELEASED, ResultState.RECALLED)


class OutcomesPane(Pane):
    """Numbers above, candidates below, beside them the chosen one or what is about to be done."""

    searchable = True

    def __init__(self, tools: Tools, desk: ResultsDesk) -> None:
        super().__init__(tools)
        theme, self.desk = tools.theme, desk
        self._search, self._wanted = "", ""
        self.tiles = OutcomeTiles(theme)
        self._decide = button(theme, _("Decide"))
        self._decide.setObjectName("decideResults")
        self._release = button(theme, _("Release…"), kind="primary")
        self._release.setObjectName("releaseResults")
        choices = (
            Choice(ALL, _("All")), *(Choice(one.value, _(STATES[one])) for one in _ORDER),
            Choice(UNDECIDED, _("Not decided")), Choice(CHANGED, _("Would change")),
        )  # fmt: skip
        self.list = ListAndSide(theme, choices, "outcomes")
        self.model = OutcomeTable()
        self.list.table.setModel(self.model)
        self.list.table.setAccessibleName(_("Outcomes"))
        self._again = icon_button(theme, "down", _("Save who hands in again, and what…"), kind="secondary")
        self._again.setObjectName("saveResubmissions")
        self.list.beside.addWidget(self._again)
        self.side, self.release_panel = OutcomeSide(theme), ReleasePanel(theme)
        self.recall_panel, self.file_panel = RecallPanel(tools), FilePanel(tools)
        self.recheck_view = RecheckView(theme)
        self._pages = QStackedWidget()
        self.pages = tuple(map(from_the_top, (
            self.side, self.release_panel, self.recall_panel, self.file_panel, self.recheck_view)))  # fmt: skip
        self.deeds = OutcomeDeeds(tools, desk, self)
        self.writing = FileWriting(tools, self.file_panel.keys)
        self._none = EmptyState(theme, framed=False)
        self._none.setObjectName("noCohort")
        self._whole = QWidget()
        self._build()
        self._connect()

    def enter(self, params: dict[str, Any]) -> None:
        """Show how the cohort stands; ``portfolio`` chooses somebody."""
        self._wanted = str(params.get("portfolio") or "")
        self.desk.read()
        self.list.table.setFocus()

    def leave(self) -> None:
        """Forget what was typed."""
        self.recall_panel.keys.forget()
        self.file_panel.keys.forget()
        self.show_side()

    def on_changed(self, change: Change) -> None:
        """Look again."""
        if self.desk.on_changed(change):
            self.desk.read()

    def place(self) -> dict[str, Any]:
        """Return who is chosen."""
        row = self.current()
        return {"portfolio": row.member.portfolio_id} if row else {}

    def notice_room(self) -> tuple[int, int]:
        """Leave the side free."""
        return 0, self.list.side_width()

    def search(self, words: str) -> None:
        """Show only rows with these words."""
        self._search = words.casefold().strip()
        self._show_rows()

    def commands(self) -> tuple[Command, ...]:
        """Return what can be done here."""
        deed = self.deeds.do
        chosen = self._whole.isVisible
        return (
            Command("outcomes.decide", _("Decide results"), ("Ctrl+Return",), self.deeds.decide, chosen),
            Command("outcomes.release", _("Release the cohort"), (), self.deeds.ask_release, chosen),
            Command("outcomes.hold", _("Hold this result back"), (), partial(deed, "hold"), chosen, icon="held"),
            Command("outcomes.file", _("Decision file"), (), partial(deed, "file"), chosen, icon="document"),
            Command("outcomes.again", _("Save who hands in again"), (), self.deeds.save_resubmissions, chosen),
            Command("outcomes.recheck", _("Check the sums of this result"), (), partial(deed, "recheck"), chosen),
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the notes what a wide list has to spare."""
        super().resizeEvent(event)
        self._fit()

    def current(self) -> OutcomeRow | None:
        """Return the chosen candidate."""
        return self.model.row(self.list.table.current_row())

    def show_page(self, page: QWidget) -> None:
        """Show a page at the side: the release, a recall, a re-check."""
        place = next(n for n, one in enumerate(self.pages) if one.isAncestorOf(page))
        self._pages.setCurrentIndex(place)

    def show_side(self) -> None:
        """Show the chosen candidate again; the keyboard goes back to the list."""
        if self._pages.currentIndex() and self.isVisible():
            self.list.table.setFocus()
        self._pages.setCurrentIndex(0)

    def _show(self) -> None:
        shown = self.desk.now
        self._whole.setVisible(shown is not None)
        self._none.setVisible(shown is None)
        if shown is None:
            self._say_none()
            return
        self.tiles.show_numbers(shown)
        decided = shown.counts[ResultState.DECIDED.value]
        text = ngettext("Release {count}…", "Release {count}…", decided).format(count=decided)
        self._release.set_words(text if decided else _("Release…"))
        self._release.set_kind("primary" if decided else "secondary")
        settled = any(row.result is not None for row in shown.rows)
        self._decide.set_words(_("Decide again") if settled else _("Decide"))
        self._decide.set_kind("secondary" if settled else "primary")
        self._show_filters(shown)
        self._show_rows()

    def _show_filters(self, shown: Outcomes) -> None:
        counts = shown.counts
        words = {ALL: _("All"), UNDECIDED: _("Not decided"), CHANGED: _("Would change")}
        words |= {one.value: _(STATES[one]) for one in _ORDER}
        for key, told in words.items():
            self.list.filters.set_words(key, f"{told} {counts[key]}")
        self.list.filters.show_only({ALL, *(key for key in words if counts[key])})

    def _show_rows(self) -> None:
        shown = self.desk.now
        if shown is None:
            return
        chosen = self.current()
        wanted = self.list.filters.current()
        rows = tuple(row for row in shown.rows if wanted in row.kinds and row.has(self._search))
        self.model.show_rows(rows, names=any(row.name for row in shown.rows))
        self._fit()
        self.list.show_any(any_rows=bool(rows))
        self.list.empty.show_empty("list", _("Nobody here"), _("Look for something else, or show all."))
        if rows:
            id_ = self._wanted or (chosen.member.portfolio_id if chosen else "")
            self.list.table.set_current_row(max(0, self.model.place_of(id_)))
        self._wanted = ""
        self._show_chosen()

    def _show_chosen(self) -> None:
        row, shown = self.current(), self.desk.now
        self._pages.setVisible(row is not None or self._pages.currentIndex() > 0)
        if row is None or shown is None:
            return
        told = row.result is not None and not row.hidden
        workspace = self.tools.session.workspace
        story = read_story(workspace, shown.cohort, shown.rubric, row.member.portfolio_id) if told else None
        appealed = self.deeds.has_appeal(row.member.portfolio_id)
        self.side.show_row(row, story, appealed=appealed, may=may_lead(workspace))

    def _fit(self) -> None:
        wide = self.width() > self.tools.theme.px(_WIDE)
        self.list.set_columns(*self.model.widths(wide=wide), 190)

    def _on_row(self, _row: int) -> None:
        self.show_side()
        self._show_chosen()

    def _on_tile(self, kind: str) -> None:
        self.list.filters.set_current(kind)
        self._show_rows()
        self.list.table.setFocus()

    def _say_none(self) -> None:
        if may_lead(self.tools.session.workspace):
            told = _("Outcomes of a cohort stand here, once there is one. Without one, issue under “To issue”.")
            self._none.show_empty("people", _("No cohort here"), told)
            return
        told = _("Whoever leads the programme decides and releases results. Yours to issue stand under “To issue”.")
        self._none.show_empty("hidden", _("The programme’s lead keeps the outcomes"), told)

    def _connect(self) -> None:
        self.desk.told.connect(self._show)
        self.desk.failed.connect(self.say_problem)
        self.desk.chosen.connect(self.show_side)
        self.tiles.wanted.connect(self._on_tile)
        self._decide.clicked.connect(self.deeds.decide)
        self._release.clicked.connect(self.deeds.ask_release)
        self._again.clicked.connect(self.deeds.save_resubmissions)
        self.list.filters.chosen.connect(lambda _key: self._show_rows())
        self.list.table.row_chosen.connect(self._on_row)
        self.list.table.row_opened.connect(lambda _row: self.deeds.do("open"))
        self.side.deed_chosen.connect(self.deeds.do)
        for panel in (self.release_panel, self.recall_panel, self.file_panel, self.recheck_view):
            panel.away.connect(self.show_side)
        self.release_panel.go.connect(self.deeds.release)
        self.recall_panel.go.connect(self.deeds.recall)
        self.file_panel.go.connect(self.deeds.write_file)
        for keys in (self.recall_panel.keys, self.file_panel.keys):
            keys.refused.connect(self.say_problem)
        self.writing.noticed.connect(self.noticed)
        self.writing.ended.connect(self.show_side)

    def _build(self) -> None:
        for page in self.pages:
            self._pages.addWidget(page)
        self.list.side.addWidget(self._pages, 1)
        self.list.side.addStretch(0)
        deeds = QVBoxLayout()
        deeds.setSpacing(4)
        for part in (self._release, self._decide):
            deeds.addWidget(part)
        top = QHBoxLayout()
        top.setContentsMargins(16, 12, 16, 8)
        top.setSpacing(12)
        top.addWidget(self.tiles, 1)
        top.addLayout(deeds)
        column = QVBoxLayout(self._whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self.list, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._none)
        whole.addWidget(self._whole)
