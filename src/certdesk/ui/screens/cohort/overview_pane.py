"""The overview of a cohort: how far it has come, by whom, how much assessors agree, and what is in dispute."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from certdesk.actions.cohort_progress import progress_of
from certdesk.core.words import _
from certdesk.ui.commands import Command
from certdesk.ui.screens.cohort.agreement_card import AgreementCard
from certdesk.ui.screens.cohort.cohort_pane import CohortPane
from certdesk.ui.screens.cohort.counting import Brief, brief_of
from certdesk.ui.screens.cohort.desk import CohortDesk, Standing
from certdesk.ui.screens.cohort.dispute_card import DisputeCard
from certdesk.ui.screens.cohort.disputes_side import Disputes
from certdesk.ui.screens.cohort.evidence_view import BothViews, EvidenceView
from certdesk.ui.screens.cohort.progress_card import ProgressCard
from certdesk.ui.screens.cohort.tiles import Tiles
from certdesk.ui.tools import Tools
from certdesk.ui.widgets.card import Card
from certdesk.ui.widgets.empty_state import EmptyState
from certdesk.ui.widgets.scrolling import scrolling

_LEFT, _TWO_COLUMNS, _LOWEST = 548, 1100, 520
_SHARE, _ANY = 0.44, 16_777_215


class _Side(QStackedWidget):
    """Scrolls inside, so that the page need not be as tall as everything in it."""

    def hasHeightForWidth(self) -> bool:
        """Say that the height is what there is."""
        return False


class OverviewPane(CohortPane):
    """Left what is there, right what waits for the lead; evidence takes the left side, or all of it, while shown."""

    def __init__(self, tools: Tools, desk: CohortDesk) -> None:
        super().__init__(tools, desk)
        theme = tools.theme
        self.tiles = Tiles(theme)
        self.progress = ProgressCard(theme)
        self.agreement = AgreementCard(theme)
        self.card = DisputeCard(theme)
        self.evidence: EvidenceView | None = None
        self.both: BothViews | None = None
        self._calm = Card()
        self._nothing = EmptyState(theme, framed=False)
        self._nothing.setObjectName("noDisputes")
        self._calm.body.addWidget(self._nothing, 1)
        self._left = QStackedWidget()
        self._right = _Side()
        self._whole = QStackedWidget()
        self._build()
        self.disputes = Disputes(self)
        self._connect()
        theme.changed.connect(self._fit)

    def show_standing(self, standing: Standing, params: dict[str, Any]) -> None:
        """Show the cohort; ``dispute`` (portfolio and criterion) brings one to the front."""
        workspace = self.tools.session.workspace
        progress = progress_of(workspace, standing.cohort)
        self.tiles.show_numbers(progress, standing)
        self.progress.show_progress(progress, workspace.clock())
        self._count_agreement(standing)
        wanted = params.get("dispute")
        self.disputes.show(standing, tuple(wanted) if wanted else None)

    def _count_agreement(self, standing: Standing) -> None:
        """Count off the GUI thread; an answer about marks that are old by then is dropped."""
        self.agreement.show_counting()
        cohort, rubric, cases = standing.cohort, standing.rubric, standing.cases

        def done(brief: Brief) -> None:
            if self.desk.is_now(standing):
                self.agreement.show_found(brief.agreement, brief.severities, standing.name_of)

        self.tools.jobs.start(
            _("Counting agreement"),
            lambda _progress: brief_of(cohort, rubric, cases),
            done=done,
            failed=self.say_problem,
            matters=False,
            quiet=True,
        )

    def show_disputes(self, *, any_left: bool) -> None:
        """Show the card, or say that nothing waits."""
        self._right.setCurrentWidget(self.card if any_left else self._calm)

    def say_nothing_waits(self, heading: str, detail: str) -> None:
        """Say why there is no dispute."""
        self._nothing.show_empty("scales", heading, detail)

    def beside(self) -> EvidenceView:
        """Return the viewer beside the dispute, in front."""
        if self.evidence is None:
            self.evidence = EvidenceView(self.tools)
            self.evidence.setObjectName("evidenceBeside")
            self.evidence.closed.connect(self.put_away)
            self._left.addWidget(self.evidence)
        self._left.setCurrentWidget(self.evidence)
        self._scroller.verticalScrollBar().setValue(0)
        return self.evidence

    def side_by_side(self) -> BothViews:
        """Return both viewers, in front of everything."""
        if self.both is None:
            self.both = BothViews(self.tools)
            self.both.closed.connect(self.put_away)
            self._whole.addWidget(self.both)
        self._whole.setCurrentWidget(self.both)
        return self.both

    def put_away(self) -> None:
        """Show the overview again, and let go of files."""
        for view in (self.evidence, self.both):
            if view is not None:
                view.put_away()
        self._left.setCurrentIndex(0)
        self._whole.setCurrentIndex(0)
        self.card.mark_shown("")

    @property
    def evidence_shown(self) -> bool:
        """Whether evidence is in front of anything."""
        return bool(self._left.currentIndex() or self._whole.currentIndex())

    def begin(self) -> None:
        """Give the keyboard to the table."""
        self.progress.table.setFocus()

    def leave(self) -> None:
        """Let go of files."""
        self.put_away()

    def place(self) -> dict[str, Any]:
        """Return the dispute in front."""
        key = self.disputes.key
        return {"dispute": list(key)} if key else {}

    def commands(self) -> tuple[Command, ...]:
        """Return what can be done here."""
        group = _("Disputes")
        several, some = self.disputes.can_step, self.disputes.has_one

        def shown() -> bool:
            return self.evidence_shown

        return (
            Command(
                "cohort.next", _("Next dispute"), ("Alt+Right", "]"), lambda: self.disputes.step(1), several,
                group=group,
            ),
            Command(
                "cohort.previous", _("Previous dispute"), ("Alt+Left", "["), lambda: self.disputes.step(-1), several,
                group=group,
            ),
            Command("cohort.both", _("See what both point to"), ("B",), self.disputes.show_both, some, group=group),
            Command("cohort.away", _("Put the evidence away"), ("Esc",), self.put_away, shown, group=group),
        )  # fmt: skip

    def resizeEvent(self, event: Any) -> None:  # noqa: ANN401 - Qt's event
        """Share out the room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Put both sides below each other where they would be too narrow beside each other, and let the page scroll."""
        px = self.tools.theme.px
        stacked = self.width() < px(_TWO_COLUMNS)
        way = QBoxLayout.Direction.TopToBottom if stacked else QBoxLayout.Direction.LeftToRight
        if self._row.direction() != way:
            self._row.setDirection(way)
        room = self.width() - 64
        wide = max(min(px(_LEFT), round(room * _SHARE)), round(room * 0.4))
        self._left.setMinimumWidth(0 if stacked else wide)
        self._left.setMaximumWidth(_ANY if stacked else wide)
        self._left.setMinimumHeight(px(_LOWEST) if stacked else 0)
        self._right.setMinimumHeight(px(_LOWEST) if stacked else 0)

    def _connect(self) -> None:
        self.tiles.disputes_wanted.connect(self._to_disputes)
        self.progress.portfolios_wanted.connect(lambda person: self.asked.emit("allocation", {"assessor": person}))
        self.agreement.more_wanted.connect(lambda: self.asked.emit("agreement", {}))
        self.tiles.second_wanted.connect(lambda: self.asked.emit("second", {}))
        self.tiles.first_wanted.connect(lambda: self.asked.emit("allocation", {}))

    def _to_disputes(self) -> None:
        self.disputes.first()
        self.card.begin()
        self._scroller.ensureWidgetVisible(self._right, 0, 0)

    def _build(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.tiles)
        column.addWidget(self.progress, 100)
        column.addWidget(self.agreement, 1)
        self._left.addWidget(left)
        self._right.addWidget(self._calm)
        self._right.addWidget(self.card)
        row_holder = QWidget()
        row = self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, row_holder)
        row.setContentsMargins(24, 16, 24, 16)
        row.setSpacing(16)
        row.addWidget(self._left)
        row.addWidget(self._right, 1)
        self._scroller = scrolling(row_holder)
        self._whole.addWidget(self._scroller)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._whole)
