"""What every change to an assessment asks first: whether it may still be changed."""

from __future__ import annotations

from certdesk.core.assessment import Assessment, AssessmentState
from certdesk.core.errors import NotAllowedError
from certdesk.core.portfolio import Portfolio
from certdesk.core.rubric import Rubric
from certdesk.core.words import _
from certdesk.store.assessments import load_assessment
from certdesk.store.portfolios import load_portfolio
from certdesk.store.rubrics import load_rubric
from certdesk.store.workspace import Workspace


def open_assessment(workspace: Workspace, assessment_id: str) -> Assessment:
    """Read an assessment that its own assessor may change now.

    Raises NotAllowedError when it is signed, closed by a conflict of interest, or somebody else's.
    """
    assessment = load_assessment(workspace.db, assessment_id)
    if assessment.state is AssessmentState.SIGNED:
        raise NotAllowedError(_("This assessment is signed."), _("Reopen it with a reason to change it."))
    if assessment.state is AssessmentState.CONFLICT:
        raise NotAllowedError(_("You declared a conflict of interest, so this portfolio stays closed for you."))
    if assessment.assessor_id != workspace.person:
        raise NotAllowedError(_("This is another assessor's assessment."), _("Begin one of your own."))
    return assessment


def portfolio_and_rubric(workspace: Workspace, assessment: Assessment) -> tuple[Portfolio, Rubric]:
    """Read the portfolio that is assessed, and the rubric version that it is assessed by."""
    portfolio = load_portfolio(workspace.db, assessment.portfolio_id)
    return portfolio, load_rubric(workspace.db, portfolio.rubric)
