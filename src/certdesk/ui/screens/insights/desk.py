"""Which cohort the pages of Insights are about, of whom in it, and what is known: counted off the GUI thread."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from certdesk.actions.cohorts import cohorts_here
from certdesk.actions.insights import FiguresMemory, attempts_of, figures_of
from certdesk.core.changes import Change, Kind
from certdesk.core.cohorts import Cohort, CohortState
from certdesk.core.errors import CertDeskError, NotAllowedError
from certdesk.core.insights.figures import AttemptChange, CohortFigures, Filter
from certdesk.core.words import _
from certdesk.store.beside import reading_beside
from certdesk.store.places import recall_place, remember_place
from certdesk.store.workspace import Workspace
from certdesk.ui.tools import Tools

_PLACE = "insights"
CHANGES = (
    Kind.COHORT | Kind.RULING | Kind.RESULT | Kind.APPEAL | Kind.INSIGHT | Kind.MARK | Kind.ASSESSMENT | Kind.CANDIDATE
    | Kind.PORTFOLIO | Kind.EXCHANGE | Kind.RUBRIC
)  # fmt: skip
"""What makes the pages look again."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is counted: a cohort, whom of it, and whether results count that are not released."""

    cohort: Cohort
    chosen: Filter = Filter()  # noqa: RUF009 - a frozen value
    everything: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """What was counted, for what was asked; ``attempts`` are of single candidates, for the lead's screen only."""

    asked: Asked
    figures: CohortFigures
    attempts: tuple[AttemptChange, ...] = ()


def count(workspace: Workspace, asked: Asked, memory: FiguresMemory) -> Told:
    """Read and count; on the thread of a job, with a connection of its own."""
    with reading_beside(workspace) as beside:
        figures = figures_of(beside, asked.cohort, asked.chosen, everything=asked.everything, memory=memory)
        attempts = attempts_of(beside, asked.cohort, everything=asked.everything, memory=memory)
    return Told(asked, figures, attempts)


class InsightsDesk(QObject):
    """Shared by the pages.

    ``counting`` says that an answer is on its way, ``told`` that it is there, ``refused`` why a filter tells nothing
    (what was shown stays), ``failed`` that it can't be counted at all.
    """

    counting = Signal()
    told = Signal()
    refused = Signal(str)
    failed = Signal(object)

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        self._memory = FiguresMemory()
        """Only ever touched on the thread of jobs, which is one."""
        self._cohort_id = ""
        self._chosen = Filter()
        self._everything = False
        self._waiting: Asked | None = None
        self.now: Told | None = None

    def cohorts(self) -> tuple[Cohort, ...]:
        """Return every cohort here, the newest first."""
        return cohorts_here(self._tools.session.workspace)

    @property
    def cohort(self) -> Cohort | None:
        """The one the pages are about; None while there is none."""
        return next((one for one in self.cohorts() if one.id == self._cohort_id), None)

    @property
    def chosen(self) -> Filter:
        """Whom of it they are about."""
        return self._chosen

    @property
    def everything(self) -> bool:
        """Whether results count that are not released."""
        return self._everything

    @property
    def is_counting(self) -> bool:
        """Whether an answer is on its way."""
        return self._waiting is not None

    def choose(self, cohort_id: str) -> None:
        """Be about a cohort; unknown and empty ones lead to the one that was in front last, or the newest released."""
        workspace, here = self._tools.session.workspace, {one.id: one for one in self.cohorts()}
        released = (id_ for id_, one in here.items() if one.state is CohortState.RELEASED)
        before = str(recall_place(workspace, _PLACE).get("cohort", ""))
        wanted = (cohort_id, self._cohort_id, before, *released, *here)
        found = next((id_ for id_ in wanted if id_ in here), "")
        if found != self._cohort_id:
            self._cohort_id, self._chosen, self._everything, self.now = found, Filter(), False, None
            if found:
                remember_place(workspace, _PLACE, {"cohort": found})

    def filter_by(self, chosen: Filter) -> None:
        """Be about some of the cohort."""
        self._chosen = chosen
        self.count()

    def count_everything(self, *, everything: bool) -> None:
        """Count results too that are not released, or no more."""
        self._everything = everything
        self.count()

    def on_changed(self, change: Change) -> None:
        """Count again where a change may matter."""
        if change.kinds & CHANGES:
            self.count()

    def count(self) -> None:
        """Ask for the figures; the answer comes with ``told``, and only the last one that was asked for."""
        cohort = self.cohort
        if cohort is None:
            self.now = self._waiting = None
            return
        asked = self._waiting = Asked(cohort, self._chosen, self._everything)
        workspace, memory = self._tools.session.workspace, self._memory
        self.counting.emit()
        self._tools.jobs.start(
            _("Counting insights"),
            lambda _progress: count(workspace, asked, memory),
            done=self._on_counted,
            failed=lambda problem: self._on_failed(asked, problem),
            matters=False,
            quiet=True,
        )

    def _on_counted(self, told: Told) -> None:
        if told.asked is not self._waiting:
            return  # something else was asked for meanwhile
        self._waiting, self.now = None, told
        self.told.emit()

    def _on_failed(self, asked: Asked, problem: Exception) -> None:
        if asked is not self._waiting:
            return
        self._waiting = None
        if isinstance(problem, NotAllowedError) and asked.chosen:
            self._chosen = self.now.figures.chosen if self.now else Filter()
            self.refused.emit(f"{problem} {problem.hint}".strip())
            return
        self.now = None
        if not isinstance(problem, CertDeskError):
            raise problem
        self.failed.emit(problem)
