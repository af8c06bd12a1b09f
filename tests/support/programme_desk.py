"""A programme founded for tests: its lead's issuing desk, and an assessor who belongs to it, in one workspace."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from tests.support.building import START, Clock, open_workspace, put_rubric, small_rubric

from certdesk.actions.enrolling import accept, approve, make_request, read_request
from certdesk.actions.founding import FoundingWishes, keep_founding, make_founding, plan_founding
from certdesk.actions.identifying import keep, unlock_mine
from certdesk.actions.programmes import unlock_authority
from certdesk.core.progress import silent
from certdesk.signing.authority.keys import AuthorityKeys
from certdesk.signing.identity import make_identity
from certdesk.signing.signer import Signer
from certdesk.store.workspace import Workspace

LEAD_WORDS, AMARA_WORDS, DESK_WORDS = "seven quiet lions sleep", "nine loud geese wake", "the desk is tidy"
ROOT_WORDS = "an old root in a deep safe"


@dataclass(frozen=True)
class ProgrammeDesk:
    """The folder of the workspace, the two people by id, and their unlocked keys."""

    folder: Path
    programme_id: str
    lead_id: str
    amara_id: str
    lead: Signer
    amara: Signer
    authority: AuthorityKeys

    def open(self, folder: Path, person: str = "") -> Workspace:
        """Open a copy of the workspace, in which the lead acts unless somebody else is named."""
        shutil.copytree(self.folder, folder)
        return open_workspace(folder, person=person or self.lead_id, clock=Clock(START.replace(hour=12)))


def found_desk(folder: Path) -> ProgrammeDesk:
    """Found a programme, certify an assessor, and return the desk. Takes a few seconds."""
    sticks = (folder / "stick one", folder / "stick two")
    for stick in sticks:
        stick.mkdir(parents=True)
    with open_workspace(folder / "workspace", person="") as workspace:
        put_rubric(workspace, small_rubric())
        made = make_identity("Leila Haddad", "lead", LEAD_WORDS, now=START, folder=workspace.identities)
        keep(workspace, made)
        wishes = FoundingWishes(
            name="Highland STEM Teaching",
            people=(("Leila Haddad", "lead"), ("Tom Baker", "witness")),
            place="Inverness",
            airplane=True,
            copies=sticks,
            root_passphrase=ROOT_WORDS,
            desk_passphrase=DESK_WORDS,
            signer=unlock_mine(workspace, LEAD_WORDS),
        )
        founded = make_founding(plan_founding(workspace, wishes), silent)
        keep_founding(workspace, founded)
        authority = unlock_authority(workspace, founded.programme_id, DESK_WORDS)
        amara = make_identity("Amara Obi", "assessor", AMARA_WORDS, now=START, folder=workspace.identities)
        keep(workspace, amara)
        request = folder / "amara.certdesk-request"
        make_request(workspace, unlock_mine(workspace, AMARA_WORDS), request)
        workspace.person = made.id
        approve(workspace, authority, read_request(request), "assessor", 1, folder / "amara.certdesk-approval")
        workspace.person = amara.id
        accept(workspace, folder / "amara.certdesk-approval", confirmed="")
        signer = unlock_mine(workspace, AMARA_WORDS)
        workspace.person = made.id
        lead = unlock_mine(workspace, LEAD_WORDS)
    return ProgrammeDesk(folder / "workspace", founded.programme_id, made.id, amara.id, lead, signer, authority)
