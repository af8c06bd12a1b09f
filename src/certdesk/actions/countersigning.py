"""The lead's second signature on reports that assessors signed, in the locked field that was left for it."""

from __future__ import annotations

from certdesk.actions.issuing import COUNTERSIGNED, REPORT
from certdesk.core.words import _
from certdesk.signing.identity import Identity
from certdesk.store.assessments import load_assessment, load_documents
from certdesk.store.workspace import Workspace

LEAD = "lead"


def why_not_countersigned(workspace: Workspace, identity: Identity, assessment_id: str) -> str:
    """Return the sentence why this person can't countersign the newest report of an assessment; empty if they can."""
    assessment = load_assessment(workspace.db, assessment_id)
    reports = [each for each in load_documents(workspace.db, assessment_id) if each.kind in {REPORT, COUNTERSIGNED}]
    if not reports:
        return _("There is no signed report.")
    if reports[-1].kind == COUNTERSIGNED:
        return _("Its report is countersigned already.")
    if identity.role != LEAD:
        return _("Only somebody whose role is lead countersigns reports.")
    if assessment.assessor_id == identity.id:
        return _("You signed this report yourself; a second signature is somebody else's.")
    if not (workspace.documents / reports[-1].file_name).is_file():
        return _("The file of its report is missing.")
    return ""
