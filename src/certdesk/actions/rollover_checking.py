"""What is asked around replacing a key of a programme: whether the keys at hand fit, and who has to be renewed."""

from __future__ import annotations

from dataclasses import dataclass

from certdesk.actions.programmes import Member, MemberState, members
from certdesk.actions.rolling_over import RolloverWishes
from certdesk.core.errors import CertDeskError
from certdesk.core.progress import Progress
from certdesk.core.words import _
from certdesk.signing.authority.desk import load_desk, unlock_desk
from certdesk.signing.authority.root_copies import open_copy
from certdesk.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class KeysTried:
    """What is wrong with the copy of the root or its passphrase, and with the desk's passphrase; None where it fits."""

    root: CertDeskError | None
    desk: CertDeskError | None

    @property
    def good(self) -> bool:
        """Whether everything opens."""
        return self.root is None and self.desk is None


def try_keys(workspace: Workspace, wishes: RolloverWishes, progress: Progress) -> KeysTried:
    """Open the desk and the copy of the root that is named, and forget both. Changes nothing."""
    progress(0, 2, _("Opening the issuing desk"))
    desk = _tried_desk(workspace, wishes)
    progress(1, 2, _("Opening the copy of the root key"))
    root = _tried_root(workspace, wishes) if wishes.root_copy is not None else None
    progress(2, 2, _("Opening the copy of the root key"))
    return KeysTried(root, desk)


def left_to_renew(workspace: Workspace, programme_id: str) -> tuple[Member, ...]:
    """Return the members who were not revoked themselves, but whose certificate hangs on a revoked issuing key."""
    everybody = members(workspace, programme_id)
    return tuple(one for one in everybody if one.state is MemberState.REVOKED and one.revoked_on is None)


def _tried_desk(workspace: Workspace, wishes: RolloverWishes) -> CertDeskError | None:
    try:
        unlock_desk(workspace.folder, wishes.programme_id, wishes.desk_passphrase).lock()
    except CertDeskError as problem:
        return problem
    return None


def _tried_root(workspace: Workspace, wishes: RolloverWishes) -> CertDeskError | None:
    if wishes.root_copy is None:
        return None
    try:
        roots = (load_desk(workspace.folder, wishes.programme_id).root,)
        open_copy(wishes.root_copy, wishes.root_passphrase, roots)
    except CertDeskError as problem:
        return problem
    return None
