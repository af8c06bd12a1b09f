"""Who may see a whole cohort, with everybody's marks and names."""

from __future__ import annotations

from certdesk.core.errors import NotAllowedError, UntrustedFileError
from certdesk.core.words import _
from certdesk.signing.membership import read_membership
from certdesk.store.people import list_people
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


def _works_for_others(workspace: Workspace) -> bool:
    try:
        return read_membership(workspace.identities / workspace.person) is not None
    except UntrustedFileError:
        return True  # it can't be read, but somebody's programme it was
