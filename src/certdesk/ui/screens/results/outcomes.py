"""The outcomes of a cohort as they stand: one row for each candidate, also for those who have none yet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from certdesk.actions.cases import cases_of
from certdesk.actions.cohort_results import STATES, results_of_cohort
from certdesk.actions.cohorts import load_cohort, policy_of
from certdesk.actions.deciding_results import why_undecided
from certdesk.actions.moderation_looks import blind_looks
from certdesk.actions.releasing import is_revealed
from certdesk.core.cohorts import Case, CaseState, Cohort, CohortMember, CohortResult, ResultState
from certdesk.core.headline import score
from certdesk.core.rubric import Rubric
from certdesk.core.words import _
from certdesk.store.rubrics import load_rubric
from certdesk.store.workspace import Workspace

ALL, UNDECIDED, CHANGED = "all", "undecided", "changed"


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    """One candidate: the result, None where there is none and ``why`` says so, and what may be shown of it.

    ``name`` is empty while marking is blind; ``number`` contradicts no cut. ``hidden`` says that whoever acts looks at
    the portfolio blind, so that nothing of its marks is shown.
    """

    member: CohortMember
    result: CohortResult | None
    why: str = ""
    name: str = ""
    number: str = ""
    hidden: bool = False

    @property
    def kinds(self) -> frozenset[str]:
        """The filters that it comes through."""
        found = {ALL, self.result.state.value if self.result else UNDECIDED}
        if self.result is not None and self.result.would_be:
            found.add(CHANGED)
        return frozenset(found)

    @property
    def state_words(self) -> str:
        """How far it is, in a word or two."""
        return _(STATES[self.result.state]) if self.result else _("Not decided")

    @property
    def outcome(self) -> str:
        """The outcome in words, or a dash."""
        if self.hidden:
            return _("hidden while you look without the marks")
        return self.result.label if self.result else "–"

    @property
    def note(self) -> str:
        """What has to be known beside: why not, why held, what it would be now, the certificate."""
        if self.result is None:
            return self.why
        one = self.result
        would_be = "" if self.hidden else one.would_be
        reason = one.reason if one.state in (ResultState.HELD, ResultState.RECALLED) else ""
        return "; ".join(part for part in (reason, would_be, one.serial) if part)

    def has(self, words: str) -> bool:
        """Whether all of the words, in small letters, stand in the row."""
        school = self.member.school if self.name else ""
        told = f"{self.member.code} {self.name} {school} {self.outcome} {self.note} {self.state_words}".casefold()
        return all(word in told for word in words.split())


@dataclass(frozen=True, slots=True)
class Outcomes:
    """A cohort with its rubric and every candidate, by code."""

    cohort: Cohort
    rubric: Rubric
    rows: tuple[OutcomeRow, ...]

    @property
    def counts(self) -> Counter[str]:
        """How many rows come through each filter."""
        return Counter(kind for row in self.rows for kind in row.kinds)

    @property
    def whys(self) -> Counter[str]:
        """Why candidates have no result, with how many."""
        return Counter(row.why for row in self.rows if row.result is None)

    @property
    def certified(self) -> tuple[int, int]:
        """How many of the results that are decided or released certify, and how many those are."""
        told = [row.result for row in self.rows if row.result and row.result.outcome and not row.hidden]
        standing = [one for one in told if one.state is not ResultState.RECALLED]
        return sum(one.certifies for one in standing), len(standing)


def read_outcomes(workspace: Workspace, cohort: Cohort) -> Outcomes:
    """Read all of it. Raises NotFoundError without the cohort's rubric."""
    cohort = load_cohort(workspace, cohort.id)
    rubric, policy = load_rubric(workspace.db, cohort.rubric), policy_of(workspace, cohort)
    results = {one.member.portfolio_id: one for one in results_of_cohort(workspace, cohort)}
    looking = frozenset(one.portfolio_id for one in blind_looks(workspace, cohort))
    blind = policy.blind.candidate
    rows = [_row(case, results, rubric, hidden=case.member.portfolio_id in looking, open_names=not blind)
            for case in cases_of(workspace, cohort)]  # fmt: skip
    return Outcomes(cohort, rubric, tuple(rows))


def _row(
    case: Case, results: Mapping[str, CohortResult], rubric: Rubric, *, hidden: bool, open_names: bool
) -> OutcomeRow:
    result = results.get(case.member.portfolio_id)
    revealed = open_names or is_revealed(result.state if result else None)
    name = (case.member.name or _("no name yet")) if revealed else ""
    if result is None:
        settled = case.state is CaseState.SETTLED
        why = _("its marks are settled, so it can be decided") if settled else why_undecided(case)
        return OutcomeRow(case.member, None, why, name, hidden=hidden)
    found = score(rubric, result.marks) if result.outcome and not hidden else None
    return OutcomeRow(case.member, result, "", name, found.shown if found else "", hidden)
