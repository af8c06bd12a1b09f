"""What changed rules would do to the results that this workspace holds."""

from __future__ import annotations

from certdesk.store.results import StoredResult, results_of
from certdesk.store.workspace import Workspace

ExistingResult = StoredResult


def existing_results(workspace: Workspace, rubric_id: str) -> tuple[ExistingResult, ...]:
    """Read every assessment on any version of a rubric, by the portfolio's code, those without a mark too."""
    return results_of(workspace.db, rubric_id)
