"""New attempts: which portfolio follows which, what stands from before, and what has to be handed in again."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import date

from certdesk.actions.cohort_results import detail_of
from certdesk.actions.cohorts import members_of, policy_of
from certdesk.actions.leading import may_lead
from certdesk.core.assessment import Assessment
from certdesk.core.banking import EarlierAttempt
from certdesk.core.changes import UNCHANGED, Change
from certdesk.core.cohorts import Cohort, CohortMember, ResultState
from certdesk.core.errors import NotAllowedError
from certdesk.core.resubmission import Attempt, ToHandIn, to_hand_in
from certdesk.core.rubric import Rubric
from certdesk.core.words import _
from certdesk.store.assessments import load_assessments
from certdesk.store.portfolios import load_portfolio
from certdesk.store.results_of_cohorts import attempt_row, earlier_attempts, find_result, load_results
from certdesk.store.rubrics import load_rubric
from certdesk.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class ToResubmit:
    """One candidate who hands something in again, and whether that may still be done today."""

    member: CohortMember
    label: str
    to_hand_in: ToHandIn
    ended_on: date
    open: bool
    followed_by: str = ""
    """The code of the new attempt, where there is one already."""


class AttemptsBefore:
    """The earlier attempts of everybody who tries again, with the results that were released for them."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self.links = earlier_attempts(workspace.db)
        self._rubrics: dict[str, Rubric] = {}
        self.assessments: dict[str, str] = {}
        """The assessments of the results of earlier attempts, by portfolio."""

    def __contains__(self, portfolio_id: str) -> bool:
        """Whether a portfolio is a new attempt."""
        return portfolio_id in self.links

    def chain(self, portfolio_id: str) -> tuple[str, ...]:
        """Return the portfolios of earlier attempts, the newest first."""
        found: list[str] = []
        while (portfolio_id := self.links.get(portfolio_id, "")) and portfolio_id not in found:
            found.append(portfolio_id)
        return tuple(found)

    def of(self, portfolio_id: str, rubric: Rubric) -> tuple[Attempt, ...]:
        """Return what earlier attempts on the same rubric, in any version, gave; those not released are left out."""
        return tuple(found for one in self.chain(portfolio_id) if (found := self._attempt(one, rubric)) is not None)

    def judged(self, portfolio_id: str) -> tuple[Assessment, ...]:
        """Return the assessments of the results of earlier attempts, for their words."""
        wanted = [self.assessments[one] for one in self.chain(portfolio_id) if one in self.assessments]
        return load_assessments(self._workspace.db, wanted) if wanted else ()

    def _attempt(self, portfolio_id: str, rubric: Rubric) -> Attempt | None:
        kept = find_result(self._workspace.db, portfolio_id)
        if kept is None or kept.state is not ResultState.RELEASED or kept.released_at is None:
            return None
        ref = load_portfolio(self._workspace.db, portfolio_id).rubric
        if ref.id != rubric.id:
            return None
        was = load_rubric(self._workspace.db, ref)
        outcome = next((one for one in was.decision.outcomes if one.id == kept.outcome), None)
        if outcome is None:
            return None
        self.assessments[portfolio_id] = kept.assessment_id
        earlier = EarlierAttempt(was, kept.marks, outcome, kept.released_at.date())
        return Attempt(portfolio_id, earlier, frozenset(kept.banked))


def to_resubmit(workspace: Workspace, cohort: Cohort) -> tuple[ToResubmit, ...]:
    """List who hands what in again, by code: of released results, and as it would be of those not released yet."""
    rubric, policy = load_rubric(workspace.db, cohort.rubric), policy_of(workspace, cohort).resubmission
    before = AttemptsBefore(workspace)
    codes = _codes_of_next(workspace)
    kept = load_results(workspace.db, cohort.id)
    today = workspace.clock().date()
    found = []
    for member in members_of(workspace, cohort):
        result = kept.get(member.portfolio_id)
        detail = detail_of(result) if result is not None else None
        if result is None or detail is None or result.state is ResultState.RECALLED:
            continue
        ended_on = (result.released_at or result.decided_at).date()
        number = len(before.chain(member.portfolio_id)) + 1
        again = to_hand_in(rubric, result.marks, detail.decision, (number, ended_on), policy)
        if again is None:
            continue
        may_still = again.left > 0 and (again.until is None or today <= again.until)
        found.append(ToResubmit(member, result.label, again, ended_on, may_still, codes.get(member.portfolio_id, "")))
    return tuple(found)


def resubmissions_csv(workspace: Workspace, cohort: Cohort) -> str:
    """Return the list of `to_resubmit` as CSV. Codes and criteria are text; names are those of the list."""
    written = io.StringIO()
    lines = csv.writer(written, lineterminator="\r\n")
    lines.writerow(
        ("code", "candidate", "school", "outcome", "hand_in_again", "banked", "until", "attempts_left", "open", "next")
    )
    for one in to_resubmit(workspace, cohort):
        again = one.to_hand_in
        cells = (
            one.member.code, one.member.name, one.member.school, one.label, " ".join(again.named),
            " ".join(again.banked), again.until.isoformat() if again.until else "", again.left,
            "yes" if one.open else "no", one.followed_by,
        )  # fmt: skip
        lines.writerow([harmless(cell) if isinstance(cell, str) else cell for cell in cells])
    return written.getvalue()


def link_attempt(workspace: Workspace, portfolio_id: str, earlier_id: str) -> Change:
    """Say that a portfolio is a new attempt after an earlier one. Raises NotAllowedError where it can't be one.

    An attempt follows a released result on the same rubric, while there are attempts left and its time is not over.
    """
    if not may_lead(workspace):
        raise NotAllowedError(_("Only whoever leads the programme says which attempt follows which."))
    before = AttemptsBefore(workspace)
    new, earlier = load_portfolio(workspace.db, portfolio_id), load_portfolio(workspace.db, earlier_id)
    if before.chain(portfolio_id)[:1] == (earlier_id,):
        return UNCHANGED
    why = _why_not_linked(workspace, before, (portfolio_id, earlier_id))
    if why:
        text = _("{code} can't be a new attempt after {earlier}: {why}.")
        raise NotAllowedError(text.format(code=new.code, earlier=earlier.code, why=why))
    label = _("{code} is a new attempt after {earlier}").format(code=new.code, earlier=earlier.code)
    with workspace.recording("attempt.linked", label, subject=portfolio_id) as recording:
        recording.put("attempt", attempt_row(portfolio_id, earlier_id, workspace.clock()))
    return recording.change


def _why_not_linked(workspace: Workspace, before: AttemptsBefore, pair: tuple[str, str]) -> str:
    portfolio_id, earlier_id = pair
    new, earlier = load_portfolio(workspace.db, portfolio_id), load_portfolio(workspace.db, earlier_id)
    if portfolio_id == earlier_id or portfolio_id in before.chain(earlier_id):
        return _("it came before it")
    if new.rubric.id != earlier.rubric.id:
        return _("they are on different rubrics")
    followed = {first: later for later, first in before.links.items()}
    if followed.get(earlier_id, portfolio_id) != portfolio_id:
        other = load_portfolio(workspace.db, followed[earlier_id])
        return _("{other} follows it already").format(other=other.code)
    result = find_result(workspace.db, earlier_id)
    if result is None or result.state is not ResultState.RELEASED:
        return _("its result is not released")
    own = find_result(workspace.db, portfolio_id)
    if own is not None and own.state is ResultState.RELEASED:
        return _("its own result is released already")
    return _("it was passed") if result.certifies else ""


def _codes_of_next(workspace: Workspace) -> dict[str, str]:
    return {earlier: load_portfolio(workspace.db, new).code for new, earlier in earlier_attempts(workspace.db).items()}


def harmless(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    return f"'{text}" if text[:1] in "=+-@\t\r" and text else text
