"""Let a person sign for a programme with the key that they have, and take that back."""

from __future__ import annotations

from dataclasses import dataclass

from certdesk.core.changes import UNCHANGED, Change
from certdesk.core.words import _
from certdesk.signing.authority.names import is_test
from certdesk.signing.identity import Identity, list_identities, load_identity
from certdesk.signing.membership import FORMAT as MEMBERSHIP_FORMAT
from certdesk.signing.membership import (
    Membership,
    read_membership,
    set_aside,
    settle_next_key,
    taken_back,
    write_membership,
)
from certdesk.store.people import find_person
from certdesk.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Certified:
    """What a programme gives a person: its id and name, their certificate and those above it (DER in base64).

    ``new_key`` says that the certificate is for the key that was made last.
    """

    programme_id: str
    programme_name: str
    certificate: str
    chain: tuple[str, ...]
    new_key: bool = False


def let_join(workspace: Workspace, identity: Identity, certified: Certified) -> Change:
    """Keep the programme's certificate beside the person's key, and enter it in the workspace.

    A membership of another programme is set aside and comes back when this one is forgotten. Raises `StorageError`.
    """
    folder = identity.folder / identity.id
    before = read_membership(folder)
    if before and before.programme_id != certified.programme_id:
        set_aside(folder, before)
    earlier = identity.earlier
    if not is_test(identity.programme_name) and identity.digest not in earlier:
        earlier = (*earlier, identity.digest)
    key_file = settle_next_key(folder) if certified.new_key else identity.key_file
    membership = Membership(
        MEMBERSHIP_FORMAT,
        certified.programme_id,
        certified.programme_name,
        certified.certificate,
        certified.chain,
        key_file,
        earlier,
    )
    write_membership(folder, membership)
    return enter_person(workspace, load_identity(identity.folder, identity.id))


def leave(workspace: Workspace, programme_id: str) -> Change:
    """End every membership of a programme on this desk; whoever belonged to another one before belongs to it again."""
    change = UNCHANGED
    for identity in list_identities(workspace.identities):
        folder = identity.folder / identity.id
        if identity.programme_id == programme_id:
            taken_back(folder)
            change = enter_person(workspace, load_identity(identity.folder, identity.id))
    return change


def enter_person(workspace: Workspace, identity: Identity) -> Change:
    """Enter what a person's certificate says now in the workspace. The name under which they work here stays."""
    person = find_person(workspace.db, identity.id)
    with workspace.recording("person.certified", _label(identity), subject=identity.id) as recording:
        recording.put(
            "person",
            {
                "id": identity.id,
                "name": person.name if person else identity.name,
                "role": identity.role,
                "fingerprint": identity.fingerprint,
                "made_at": person.made_at if person else identity.made_at.isoformat(),
            },
        )
    return recording.change


def _label(identity: Identity) -> str:
    if identity.programme_name:
        return _("certified by {programme}").format(programme=identity.programme_name)
    return _("left the programme")
