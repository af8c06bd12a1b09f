"""Training and qualifying sets, and who may mark live work: told by marks that experts agreed on beforehand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from certdesk.actions.cohorts import shipped_policy
from certdesk.actions.leading import refuse_unless_directing
from certdesk.actions.programme_policy import policy_of_programme
from certdesk.core.changes import Change
from certdesk.core.errors import NotAllowedError, NotFoundError
from certdesk.core.marks import Mark, Unmarked
from certdesk.core.policy import Qualification
from certdesk.core.qualifying import Attempt, Qualified, Reference, SetPurpose, compare, qualify
from certdesk.core.words import _
from certdesk.rubric_formats.policy import read_policy
from certdesk.store.assessments import load_assessment
from certdesk.store.portfolios import load_portfolio
from certdesk.store.rubrics import load_rubric
from certdesk.store.training import reference_row, references, signed_on_sets
from certdesk.store.workspace import Workspace


def put_in_set(
    workspace: Workspace, portfolio_id: str, purpose: SetPurpose, expected: Mapping[str, Mark], title: str = ""
) -> Change:
    """Make a portfolio part of a set with the marks that experts agreed on; again, its marks are replaced.

    Raises NotAllowedError when marks are missing, or not on the rubric's scale.
    """
    refuse_unless_directing(workspace)
    portfolio = load_portfolio(workspace.db, portfolio_id)
    rubric = load_rubric(workspace.db, portfolio.rubric)
    lacking = [one.id for one in rubric.criteria if isinstance(expected.get(one.id, Unmarked()), Unmarked)]
    if lacking:
        text = _("{code} needs an agreed mark on {criteria}.")
        raise NotAllowedError(
            text.format(code=portfolio.code, criteria=", ".join(lacking)),
            _("Score it together first; the signed marks can be taken as the agreed ones."),
        )
    unknown = sorted(set(expected) - {criterion.id for criterion in rubric.criteria})
    if unknown:
        raise NotFoundError(_("The rubric has no criterion {id}.").format(id=", ".join(unknown)))
    there = references(workspace.db)
    position = next((one.position for one in there if one.portfolio_id == portfolio_id), len(there))
    made = Reference(portfolio_id, portfolio.code, purpose, title.strip() or portfolio.title, position, expected)
    with workspace.recording("set.changed", _("portfolio put in a set"), subject=portfolio_id) as recording:
        recording.put("training_set", reference_row(made, workspace.clock()))
    return recording.change


def agreed_from(workspace: Workspace, assessment_id: str) -> Mapping[str, Mark]:
    """Return the marks of a signed assessment, to be the agreed ones. Raises NotAllowedError while it is open."""
    assessment = load_assessment(workspace.db, assessment_id)
    if assessment.signed_at is None:
        raise NotAllowedError(_("This assessment is not signed."), _("Sign it first."))
    return assessment.marks


def take_out_of_set(workspace: Workspace, portfolio_id: str) -> Change:
    """Take a portfolio out of its set. What was signed on it stays."""
    refuse_unless_directing(workspace)
    with workspace.recording("set.changed", _("portfolio taken out of a set"), subject=portfolio_id) as recording:
        recording.remove("training_set", {"portfolio_id": portfolio_id})
    return recording.change


def set_here(workspace: Workspace, purpose: SetPurpose | None = None) -> tuple[Reference, ...]:
    """Return the portfolios of a set, or of both, in their order."""
    return references(workspace.db, purpose)


def qualifications(workspace: Workspace, assessor_ids: Iterable[str]) -> Mapping[str, Qualified]:
    """Return where people stand, by id; nobody is in it where the programme has no qualifying set.

    Each portfolio counts as its assessor signed it; the agreed marks of a qualifying set are shown to nobody.
    """
    wanted = {one.portfolio_id: one for one in references(workspace.db, SetPurpose.QUALIFYING)}
    if not wanted:
        return {}
    policy = qualification_policy(workspace)
    rubrics = {id_: load_rubric(workspace.db, load_portfolio(workspace.db, id_).rubric) for id_ in wanted}
    done: dict[str, list[Attempt]] = {}
    for one in signed_on_sets(workspace.db, SetPurpose.QUALIFYING):
        attempt = compare(rubrics[one.portfolio_id], wanted[one.portfolio_id], one.marks, one.signed_on)
        done.setdefault(one.assessor_id, []).append(attempt)
    today = workspace.clock().date()
    return {id_: qualify(done.get(id_, ()), len(wanted), policy, today) for id_ in assessor_ids}


def who_is_not_qualified(workspace: Workspace, assessor_ids: Iterable[str]) -> Mapping[str, str]:
    """Return why people may not mark live work, by id; those who may are not in it."""
    found = qualifications(workspace, assessor_ids)
    return {id_: "; ".join(one.reasons) for id_, one in found.items() if not one.passed}


def refuse_unqualified(workspace: Workspace, portfolio_id: str) -> None:
    """Keep live work closed to an assessor who has not reached what the policy asks for. Raises NotAllowedError.

    Portfolios of a set stay open to them, and so does everything where the programme has no qualifying set.
    """
    if any(one.portfolio_id == portfolio_id for one in references(workspace.db)):
        return
    why = who_is_not_qualified(workspace, [workspace.person]).get(workspace.person)
    if why:
        text = _("Live portfolios stay closed for now. The qualifying set is not passed: {why}.")
        raise NotAllowedError(text.format(why=why), _("Mark the portfolios of the qualifying set first."))


def qualification_policy(workspace: Workspace) -> Qualification:
    """Return what the programme asks of its assessors."""
    text = policy_of_programme(workspace) or shipped_policy()
    return read_policy(text, name=_("the policy of the programme")).qualification
