"""Which cohort the pages of the screen are about, and what is known of it: read once, until something changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from certdesk.actions.assessors import assessors_here
from certdesk.actions.cases import cases_of, rubric_of
from certdesk.actions.cohorts import cohorts_here, policy_of
from certdesk.actions.moderation_looks import blind_looks
from certdesk.core.changes import Change, Kind
from certdesk.core.cohorts import Case, CaseState, Cohort
from certdesk.core.errors import CertDeskError
from certdesk.core.marks import Unscorable
from certdesk.core.policy import ProgrammePolicy
from certdesk.core.rubric import Rubric, Scale
from certdesk.core.words import _
from certdesk.store.people import list_people
from certdesk.store.places import recall_place, remember_place
from certdesk.store.results import results_stand_at
from certdesk.ui.tools import Tools

_PLACE = "cohort"
CHANGES = (
    Kind.COHORT
    | Kind.ALLOCATION
    | Kind.RULING
    | Kind.ASSESSMENT
    | Kind.MARK
    | Kind.PORTFOLIO
    | Kind.CANDIDATE
    | Kind.PERSON
    | Kind.EXCHANGE
    | Kind.RUBRIC
)
"""What makes the pages look again."""


@dataclass(frozen=True, slots=True)
class Dispute:
    """A criterion of a portfolio that waits for the lead."""

    case: Case
    criterion_id: str

    @property
    def key(self) -> tuple[str, str]:
        """What it is found by again."""
        return self.case.member.portfolio_id, self.criterion_id

    @property
    def with_code(self) -> bool:
        """Whether somebody could not judge the evidence."""
        given = (one.marks.get(self.criterion_id) for one in self.case.ratings if one.signed)
        return any(isinstance(mark, Unscorable) for mark in given)


@dataclass(frozen=True, slots=True)
class Standing:
    """A cohort with its rubric and policy, every portfolio, who is called what, and what is in dispute."""

    cohort: Cohort
    rubric: Rubric
    policy: ProgrammePolicy
    cases: tuple[Case, ...]
    names: Mapping[str, str]
    disputes: tuple[Dispute, ...]
    hidden: frozenset[str] = frozenset()
    """Portfolios whose marks whoever acts does not see, because they look at them blind."""

    @property
    def scales(self) -> Mapping[str, Scale]:
        """The scale of each criterion, in the order of the rubric."""
        return {one.id: self.rubric.scale_of(one) for one in self.rubric.criteria}

    def name_of(self, assessor_id: str) -> str:
        """Return how somebody is called."""
        return self.names.get(assessor_id) or _("somebody unknown here")

    def case_of(self, portfolio_id: str) -> Case | None:
        """Return a portfolio of the cohort, or None."""
        return next((one for one in self.cases if one.member.portfolio_id == portfolio_id), None)


class CohortDesk(QObject):
    """Shared by the pages. ``chosen`` says that it is about another cohort."""

    chosen = Signal()

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        self._cohort_id = ""
        self._standing: Standing | None = None
        self._read_at = -1

    def cohorts(self) -> tuple[Cohort, ...]:
        """Return every cohort here, the newest first."""
        return cohorts_here(self._tools.session.workspace)

    def choose(self, cohort_id: str) -> None:
        """Be about another cohort; unknown and empty ones lead to the one that was in front last, or the newest."""
        workspace = self._tools.session.workspace
        here = {one.id: one for one in self.cohorts()}
        wanted = (cohort_id, self._cohort_id, str(recall_place(workspace, _PLACE).get("cohort", "")), *here)
        found = next((id_ for id_ in wanted if id_ in here), "")
        if found == self._cohort_id:
            return
        self._cohort_id, self._standing = found, None
        if found:
            remember_place(workspace, _PLACE, {"cohort": found})
        self.chosen.emit()

    @property
    def cohort_id(self) -> str:
        """Which one it is; empty while there is none."""
        return self._cohort_id

    def standing(self) -> Standing:
        """Return what is known of it now. Raises NotFoundError without its rubric."""
        if self._standing is None:
            self._read_at = results_stand_at(self._tools.session.workspace.db)
            self._standing = self._read()
        return self._standing

    def without_assessor(self) -> int:
        """Return how many portfolios nobody was asked to mark; 0 where the cohort can't be read."""
        try:
            cases = self.standing().cases
        except CertDeskError:
            return 0  # the page in front says why
        return sum(one.state is CaseState.NOT_ALLOCATED for one in cases)

    def is_now(self, standing: Standing) -> bool:
        """Whether this is still what is known."""
        return standing is self._standing

    def on_changed(self, change: Change) -> bool:
        """Forget what a change may have made old; return whether it did."""
        if not change.kinds & CHANGES:
            return False
        self.forget()
        return True

    def look_again(self) -> None:
        """Read anew next time if anything was written since, such as while another screen was in front."""
        if results_stand_at(self._tools.session.workspace.db) != self._read_at:
            self.forget()

    def forget(self) -> None:
        """Read anew next time."""
        self._standing = None

    def _read(self) -> Standing:
        workspace = self._tools.session.workspace
        cohort = next(one for one in self.cohorts() if one.id == self._cohort_id)
        cases = cases_of(workspace, cohort)
        names = {one.id: one.name for one in list_people(workspace.db)}
        names |= {one.id: one.name for one in assessors_here(workspace)}
        rubric, policy = rubric_of(workspace, cohort), policy_of(workspace, cohort)
        # Who looks at a portfolio without seeing its marks does not see them here either.
        hidden = frozenset(one.portfolio_id for one in blind_looks(workspace, cohort))
        shown = tuple(one for one in cases if one.member.portfolio_id not in hidden)
        return Standing(cohort, rubric, policy, cases, names, _disputes(shown), hidden)


def _disputes(cases: tuple[Case, ...]) -> tuple[Dispute, ...]:
    return tuple(Dispute(one, key) for one in cases if one.state is CaseState.TO_ADJUDICATE for key in one.disputed)
