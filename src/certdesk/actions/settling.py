"""Settle disagreements: ask a third assessor, or decide as the lead with a reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from certdesk.actions.allocating import Given, choices_for, give
from certdesk.actions.cases import case_in, rubric_of
from certdesk.actions.cohorts import cohorts_here
from certdesk.actions.disputes import (
    CriterionView,
    Dispute,
    DisputeView,
    Side,
    disputes_of,
    kept_with_authors,
    look_at_dispute,
    names_of,
)
from certdesk.actions.leading import may_lead
from certdesk.actions.scoring import check_mark, mark_in_words
from certdesk.core.cases import Ruling
from certdesk.core.changes import UNCHANGED, Change
from certdesk.core.cohorts import (
    Assessor,
    Case,
    Cohort,
    CohortState,
    Turn,
)
from certdesk.core.errors import NotAllowedError, NotFoundError
from certdesk.core.marks import Mark, Unmarked
from certdesk.core.policy import Pick
from certdesk.core.words import _, ngettext
from certdesk.store.moderation import checks_of
from certdesk.store.portfolios import load_portfolio
from certdesk.store.rulings import ruling_row, rulings_on
from certdesk.store.workspace import Workspace

__all__ = [
    "CriterionView",
    "Dispute",
    "DisputeView",
    "Side",
    "ThirdCandidate",
    "ask_third",
    "cohort_of",
    "disputes_of",
    "kept_with_authors",
    "look_at_dispute",
    "names_of",
    "rule",
    "take_back_ruling",
    "third_candidates",
]


@dataclass(frozen=True, slots=True)
class ThirdCandidate:
    """Somebody who could be asked to mark once more; ``sentence`` says what there is to know: “no conflict, 6 waiting”.

    ``why_not`` is empty where they may.
    """

    assessor: Assessor
    waiting: int
    why_not: str
    sentence: str


def third_candidates(
    workspace: Workspace, cohort: Cohort, portfolio_id: str, *, case: Case | None = None
) -> tuple[ThirdCandidate, ...]:
    """Return who could mark a portfolio as a third: those who may first, the least burdened first, each with why.

    Whoever has the case at hand gives it, which saves reading the cohort.
    """
    case = case or case_in(workspace, cohort, portfolio_id)
    marked = {one.assessor_id for one in kept_with_authors(workspace, portfolio_id)}
    found = []
    for choice in choices_for(workspace, cohort, case.member):
        why_not = choice.why_not or (_("marks it already") if choice.assessor.id in marked else "")
        waiting = ngettext("{count} waiting", "{count} waiting", choice.waiting).format(count=choice.waiting)
        sentence = _("{first}, {second}").format(first=why_not or _("no conflict"), second=waiting)
        found.append(ThirdCandidate(choice.assessor, choice.waiting, why_not, sentence))
    return tuple(sorted(found, key=lambda one: (bool(one.why_not), one.waiting, one.assessor.name.casefold())))


def ask_third(
    workspace: Workspace, portfolio_id: str, assessor: Assessor, criteria: Sequence[str], due: date | None = None
) -> Change:
    """Ask somebody to mark criteria in dispute who has not marked the portfolio; all in dispute where none is named.

    Raises NotAllowedError for somebody who may not, and for criteria that are not in dispute.
    """
    _refuse_if_not_lead(workspace)
    cohort = cohort_of(workspace, portfolio_id)
    case = case_in(workspace, cohort, portfolio_id)
    wanted = tuple(dict.fromkeys(criteria)) or case.disputed
    _refuse_if_settled(case, wanted)
    if assessor.id in {one.assessor_id for one in kept_with_authors(workspace, portfolio_id)}:
        text = _("{name} has marked {code} already.").format(name=assessor.name, code=case.member.code)
        raise NotAllowedError(text, _("A third assessor is somebody who has not seen the portfolio."))
    return give(workspace, Given(case.member, assessor, Turn.THIRD, (Pick.DISPUTE,), wanted, due))


def rule(workspace: Workspace, portfolio_id: str, criterion_id: str, mark: Mark, reason: str) -> Change:
    """Decide as the lead which mark counts for a criterion in dispute. The reason is shown with the result.

    Ruling again replaces it; undo takes it back. Raises NotAllowedError without a reason, for a criterion that is
    neither in dispute nor marked otherwise by a moderator, for a mark that the rubric has not, and after the release.
    """
    _refuse_if_not_lead(workspace)
    cohort = cohort_of(workspace, portfolio_id)
    case = case_in(workspace, cohort, portfolio_id)
    if not reason.strip():
        raise NotAllowedError(_("A decision of the lead needs a reason."), _("It is shown with the result."))
    if isinstance(mark, Unmarked):
        raise NotAllowedError(_("A decision of the lead needs a mark."))
    check_mark(rubric_of(workspace, cohort), criterion_id, mark)
    if cohort.state is CohortState.RELEASED:
        text = _("The results of {name} are released.").format(name=cohort.name)
        raise NotAllowedError(text, _("Recall the result first, or decide in an appeal."))
    ruled = rulings_on(workspace.db, portfolio_id)
    if criterion_id not in ruled and not _moderator_differs(workspace, cohort, case, criterion_id):
        _refuse_if_settled(case, (criterion_id,))
    before = ruled.get(criterion_id)
    if before and (before.mark, before.reason) == (mark, reason.strip()):
        return UNCHANGED
    one = Ruling(portfolio_id, criterion_id, mark, reason.strip(), workspace.person, workspace.clock())
    label = _("{code} {criterion}: decided on {mark}")
    words = label.format(code=case.member.code, criterion=criterion_id, mark=mark_in_words(mark))
    with workspace.recording("mark.ruled", words, subject=portfolio_id) as recording:
        recording.put("ruling", ruling_row(one))
    return recording.change


def take_back_ruling(workspace: Workspace, portfolio_id: str, criterion_id: str) -> Change:
    """Take a decision of the lead back: the table counts again. Raises NotAllowedError once results are released."""
    _refuse_if_not_lead(workspace)
    if cohort_of(workspace, portfolio_id).state is CohortState.RELEASED:
        raise NotAllowedError(_("The results are released."), _("Recall the result first, or decide in an appeal."))
    label = _("{criterion}: decision taken back").format(criterion=criterion_id)
    with workspace.recording("ruling.ended", label, subject=portfolio_id) as recording:
        recording.remove("ruling", {"portfolio_id": portfolio_id, "criterion_id": criterion_id})
    return recording.change


def cohort_of(workspace: Workspace, portfolio_id: str) -> Cohort:
    """Return the cohort to which a portfolio belongs. Raises NotFoundError when none was made here for it."""
    portfolio = load_portfolio(workspace.db, portfolio_id)
    for one in cohorts_here(workspace):
        if (one.programme, one.name) == (portfolio.programme, portfolio.cohort):
            return one
    text = _("{code} belongs to no cohort that was made here.").format(code=portfolio.code)
    raise NotFoundError(text, _("Make the cohort first: certdesk help cohort"))


def _refuse_if_settled(case: Case, wanted: Sequence[str]) -> None:
    settled = [key for key in wanted if key not in case.disputed]
    if not wanted or settled:
        text = _("{criteria} of {code} is not in dispute.")
        named = ", ".join(settled) or _("Nothing")
        hint = _("In dispute: {criteria}.").format(criteria=", ".join(case.disputed) or _("nothing"))
        raise NotAllowedError(text.format(criteria=named, code=case.member.code), hint)


def _moderator_differs(workspace: Workspace, cohort: Cohort, case: Case, criterion_id: str) -> bool:
    """Whether a moderator gave another mark than the one that counts: then the lead may decide on it too."""
    counts = case.marks.get(criterion_id)
    return any(
        criterion_id in one.marks and one.marks[criterion_id] != counts
        for one in checks_of(workspace.db, cohort)
        if one.portfolio_id == case.member.portfolio_id
    )


def _refuse_if_not_lead(workspace: Workspace) -> None:
    if not may_lead(workspace):
        raise NotAllowedError(_("Only the programme lead settles marks."), _("Ask them, or act as them."))
