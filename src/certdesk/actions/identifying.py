"""Make an identity, choose one, and unlock it: plan, make, keep, because the key takes a moment to be locked safely."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from certdesk.core.changes import Change
from certdesk.core.errors import NotAllowedError, NotFoundError
from certdesk.core.progress import Progress
from certdesk.core.words import _
from certdesk.signing.identity import Identity, list_identities, make_identity, unlock
from certdesk.signing.signer import Signer
from certdesk.store.people import Person, list_people
from certdesk.store.workspace import Workspace

ROLES = ("assessor", "coordinator", "lead")


@dataclass(frozen=True, slots=True)
class IdentityPlan:
    """What the key is made from. The passphrase is never shown, logged or stored."""

    name: str
    role: str
    passphrase: str
    now: datetime
    folder: Path

    def __repr__(self) -> str:
        return f"IdentityPlan(role={self.role!r})"


def plan_identity(workspace: Workspace, name: str, role: str, passphrase: str) -> IdentityPlan:
    """Check what the person typed. Raises NotAllowedError for an empty name or an unknown role."""
    if not name.strip():
        raise NotAllowedError(_("An identity needs a name."), _("Write it as it should stand on reports."))
    if role not in ROLES:
        text = _("“{role}” is not a role.").format(role=role)
        raise NotAllowedError(text, _("Choose one of {roles}.").format(roles=", ".join(ROLES)))
    return IdentityPlan(name.strip(), role, passphrase, workspace.clock(), workspace.identities)


def make(plan: IdentityPlan, progress: Progress) -> Identity:
    """Make key and certificate and write them, locked with the passphrase."""
    progress(0, 1, _("Making your key"))
    identity = make_identity(plan.name, plan.role, plan.passphrase, now=plan.now, folder=plan.folder)
    progress(1, 1, _("Making your key"))
    return identity


def keep(workspace: Workspace, identity: Identity) -> Change:
    """Enter the person in the workspace; from now on they act in it."""
    workspace.person = identity.id
    with workspace.recording("person.made", _("identity made"), subject=identity.id) as recording:
        recording.put(
            "person",
            {
                "id": identity.id,
                "name": identity.name,
                "role": identity.role,
                "fingerprint": identity.fingerprint,
                "made_at": identity.made_at.isoformat(),
            },
        )
    return recording.change


def people_here(workspace: Workspace) -> tuple[Person, ...]:
    """List the people whose keys are on this desk, in the order in which they joined."""
    here = {identity.id for identity in list_identities(workspace.identities)}
    return tuple(person for person in list_people(workspace.db) if person.id in here)


def act_as(workspace: Workspace, person_id: str = "") -> Identity:
    """Let a person act in the workspace: the named one, or the only one there is.

    Raises NotFoundError when nobody has an identity here, or several have and none was named.
    """
    people = people_here(workspace)
    chosen = [person for person in people if not person_id or person_id in {person.id, person.name}]
    if not people:
        text = _("Nobody has an identity in this workspace yet.")
        raise NotFoundError(text, _("Make one first: your name, your role and a passphrase."))
    if len(chosen) != 1:
        names = ", ".join(person.name for person in people)
        raise NotFoundError(_("Say who you are."), _("This workspace knows {names}.").format(names=names))
    workspace.person = chosen[0].id
    return my_identity(workspace)


def my_identity(workspace: Workspace) -> Identity:
    """Return the identity of whoever acts. Raises NotFoundError when nobody does."""
    for identity in list_identities(workspace.identities):
        if identity.id == workspace.person:
            return identity
    text = _("Your key is not on this computer.")
    raise NotFoundError(text, _("Work where it was made, or make a new identity."))


def unlock_mine(workspace: Workspace, passphrase: str) -> Signer:
    """Open the private key of whoever acts. Raises WrongPassphraseError."""
    return unlock(my_identity(workspace), passphrase)
