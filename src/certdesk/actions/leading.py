"""Who may see a whole cohort, with everybody's marks and names."""

from __future__ import annotations

from certdesk.actions.consent_gate import handles_closed
from certdesk.actions.tasks import my_task
from certdesk.core.errors import NotAllowedError, UntrustedFileError
from certdesk.core.words import _
from certdesk.signing.membership_file import has_membership
from certdesk.store.people import list_people
from certdesk.store.results_of_cohorts import leading_of
from certdesk.store.workspace import Workspace


def may_lead(workspace: Workspace) -> bool:
    """Whether whoever acts leads, or works here alone: for no programme, and where nobody else leads."""
    leads = {one.id for one in list_people(workspace.db) if one.role == "lead"}
    return workspace.person in leads or not (leads or _works_for_others(workspace))


def refuse_unless_lead(workspace: Workspace) -> None:
    """Raise NotAllowedError unless whoever acts leads here."""
    if not may_lead(workspace):
        text = _("Only whoever leads the programme looks after its cohorts.")
        raise NotAllowedError(text, _("Say who you are with --as, or ask the lead."))


def refuse_unless_directing(workspace: Workspace) -> None:
    """Raise NotAllowedError unless whoever acts leads or coordinates here."""
    if may_lead(workspace) or handles_closed(workspace):
        return
    text = _("Only whoever leads or coordinates looks after training sets, circles, cuts and the catalogue.")
    raise NotAllowedError(text, _("Say who you are with --as, or ask the lead."))


def refuse_unless_knowing_candidates(workspace: Workspace) -> None:
    """Raise NotAllowedError for assessors where somebody leads or coordinates: they may be marking blind."""
    if handles_closed(workspace) or not any(one.role in {"lead", "coordinator"} for one in list_people(workspace.db)):
        return
    text = _("Only whoever leads or coordinates sees who the candidates are.")
    raise NotAllowedError(text, _("Say who you are with --as, or ask them."))


def is_led(workspace: Workspace, portfolio_id: str, person: str = "") -> bool:
    """Whether a lead answers for the result of a portfolio: the cohort is led here, or a lead asked for the marks."""
    return leading_of(workspace.db, portfolio_id) is not None or my_task(workspace, portfolio_id, person) is not None


def is_certified_elsewhere(workspace: Workspace, portfolio_id: str, person: str) -> bool:
    """Whether a certificate is no concern of the assessor, who may not even know for whom it would be."""
    return is_led(workspace, portfolio_id, person) or _works_for_others(workspace, person)


def _works_for_others(workspace: Workspace, person: str = "") -> bool:
    folder = workspace.identities / (person or workspace.person)
    if not has_membership(folder):
        return False
    from certdesk.signing.membership import read_membership  # loads certificates, for which nobody should wait at start

    try:
        return read_membership(folder) is not None
    except UntrustedFileError:
        return True  # it can't be read, but somebody's programme it was
