"""Which cohort the views of Results are about, and how its outcomes stand; large cohorts are read beside the window."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from certdesk.actions.cohorts import cohorts_here
from certdesk.actions.leading import may_lead
from certdesk.core.changes import Change, Kind
from certdesk.core.cohorts import Cohort
from certdesk.core.errors import CancelledError, CertDeskError
from certdesk.core.progress import Progress
from certdesk.core.words import _
from certdesk.store.beside import reading_beside
from certdesk.store.cohorts import count_portfolios
from certdesk.store.places import recall_place, remember_place
from certdesk.ui.screens.results.outcomes import Outcomes, read_outcomes
from certdesk.ui.tools import Tools

_PLACE = "results"
_AT_ONCE = 400
"""So many portfolios are read within the tenth of a second in which nobody notices."""
CHANGES = (
    Kind.COHORT | Kind.RESULT | Kind.APPEAL | Kind.RULING | Kind.ALLOCATION | Kind.MARK | Kind.ASSESSMENT
    | Kind.PORTFOLIO | Kind.CANDIDATE | Kind.PERSON | Kind.RUBRIC | Kind.EXCHANGE | Kind.CERTIFICATE | Kind.REGISTER
)  # fmt: skip


class ResultsDesk(QObject):
    """Shared by the views. ``chosen()`` says that it is about another cohort, ``told()`` that `now` is new."""

    chosen = Signal()
    told = Signal()
    failed = Signal(object)

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        self._cohort_id = ""
        self._asked = 0
        self.now: Outcomes | None = None

    def cohorts(self) -> tuple[Cohort, ...]:
        """Return every cohort that whoever acts may look after, the newest first."""
        workspace = self._tools.session.workspace
        return cohorts_here(workspace) if may_lead(workspace) else ()

    @property
    def cohort_id(self) -> str:
        """Which one is in front; empty while there is none."""
        return self._cohort_id

    @property
    def cohort(self) -> Cohort | None:
        """The one in front; None while there is none."""
        return next((one for one in self.cohorts() if one.id == self._cohort_id), None)

    def choose(self, cohort_id: str = "") -> None:
        """Be about a cohort; unknown and empty ones lead to the one that was in front last, or the newest."""
        workspace, here = self._tools.session.workspace, [one.id for one in self.cohorts()]
        wanted = (cohort_id, self._cohort_id, str(recall_place(workspace, _PLACE).get("cohort", "")), *here)
        found = next((id_ for id_ in wanted if id_ in here), "")
        if found == self._cohort_id:
            return
        self._cohort_id, self.now = found, None
        if found:
            remember_place(workspace, _PLACE, {"cohort": found})
        self.chosen.emit()

    def on_changed(self, change: Change) -> bool:
        """Say whether a change may have made old what is shown."""
        return bool(change.kinds & CHANGES)

    def read(self) -> None:
        """Read how the cohort stands; ``told`` comes when it is known."""
        cohort, workspace = self.cohort, self._tools.session.workspace
        self._asked += 1
        if cohort is None:
            self.now = None
            self.told.emit()
            return
        if count_portfolios(workspace.db, cohort) <= _AT_ONCE:
            try:
                found = read_outcomes(workspace, cohort)
            except CertDeskError as problem:
                self.failed.emit(problem)
                return
            self._tell(self._asked, found)
            return
        number = self._asked

        def work(_progress: Progress) -> Outcomes:
            with reading_beside(workspace) as beside:
                return read_outcomes(beside, cohort)

        self._tools.jobs.start(
            _("Reading the results"), work, done=lambda found: self._tell(number, found), failed=self._fail,
            matters=False, quiet=True,
        )  # fmt: skip

    def _tell(self, number: int, found: Outcomes) -> None:
        if number == self._asked:
            self.now = found
            self.told.emit()

    def _fail(self, problem: Exception) -> None:
        if not isinstance(problem, CancelledError):
            self.failed.emit(problem)
