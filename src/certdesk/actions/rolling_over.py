"""Replace keys of a programme with the root key from its safe: the issuing key, the register's, or the root itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from certdesk.actions.founding import check_folders
from certdesk.actions.joining import Certified, let_join
from certdesk.actions.programmes import identity_here
from certdesk.actions.registering import renew_checkpoint
from certdesk.actions.telling_news import publish
from certdesk.core.changes import Change, Kind
from certdesk.core.errors import NotAllowedError
from certdesk.core.progress import Progress
from certdesk.core.words import N_, _
from certdesk.signing.authority.acts import Whom, certify, subject_for
from certdesk.signing.authority.ceremony import make_root
from certdesk.signing.authority.checking import vouched
from certdesk.signing.authority.desk import Enrolled, IssuingDesk, load_desk, replace_keys, seal_keys, unlock_desk
from certdesk.signing.authority.formats import to_bytes, to_text
from certdesk.signing.authority.keys import AuthorityKeys
from certdesk.signing.authority.profile import Authority, Curve, der
from certdesk.signing.authority.recovery import (
    ensure_recovery,
    recovery_secrets,
    renew_recovery,
    seal_recovery_anew,
)
from certdesk.signing.authority.recovery_paper import lay_paper
from certdesk.signing.authority.rollover import (
    Renewed,
    began_at,
    new_issuing,
    new_register_key,
    new_root,
    revoked_issuers,
)
from certdesk.signing.authority.root_copies import (
    check_root_passphrase,
    open_copy,
    paper_lines,
    remove_copies,
    write_copies,
)
from certdesk.signing.authority.spoken import spoken
from certdesk.signing.fingerprint import fingerprint
from certdesk.signing.self_made import statement_key_of
from certdesk.store.register import lines_of
from certdesk.store.workspace import Workspace


class Rollover(StrEnum):
    """Which key is replaced."""

    ISSUING = "issuing"
    REGISTER = "register"
    ROOT = "root"


_LABELS = {
    Rollover.ISSUING: N_("issuing key replaced"),
    Rollover.REGISTER: N_("register key replaced"),
    Rollover.ROOT: N_("root key replaced"),
}


@dataclass(frozen=True, slots=True)
class RolloverWishes:
    """What is wanted. ``root_copy`` is a copy on a stick, or a text file with the lines of the paper form.

    ``stolen`` says that somebody else may have the old key. For the issuing or the register key that means the whole
    desk: both are replaced, and what the old issuing key signed is revoked. For the root it means that the old one does
    not vouch for the new one, so no copy of it is needed, and everybody compares words again. ``copies``,
    ``new_root_passphrase`` and ``curve`` are for a new root.
    """

    programme_id: str
    what: Rollover
    root_copy: Path | None
    root_passphrase: str
    desk_passphrase: str
    stolen: bool = False
    copies: tuple[Path, ...] = ()
    new_root_passphrase: str = ""
    curve: Curve = Curve.P384

    def __repr__(self) -> str:
        return f"RolloverWishes({self.programme_id!r}, {self.what.value!r}, stolen={self.stolen!r})"


@dataclass(frozen=True, slots=True)
class RolloverPlan:
    """What will be done, and the desk as it was when it was planned."""

    wishes: RolloverWishes
    desk: IssuingDesk
    folder: Path
    clock: Callable[[], datetime]

    def __repr__(self) -> str:
        return f"RolloverPlan({self.wishes!r})"


@dataclass(frozen=True, slots=True)
class RolledOver:
    """New keys that wait to be kept. ``words`` and ``fingerprint`` are of the root that signs from then on.

    ``copies`` and ``paper`` are of a new root, else empty.
    """

    programme_id: str
    words: tuple[str, ...]
    fingerprint: str
    copies: tuple[Path, ...]
    paper: tuple[str, ...]
    plan: RolloverPlan
    desk: IssuingDesk
    keys: AuthorityKeys
    sealed: bytes

    def __repr__(self) -> str:
        return f"RolledOver({self.programme_id!r})"


def plan_rollover(workspace: Workspace, wishes: RolloverWishes) -> RolloverPlan:
    """Check what can be checked before keys are opened. Raises NotFoundError, NotAllowedError, StorageError."""
    desk = load_desk(workspace.folder, wishes.programme_id)
    if wishes.what is Rollover.ROOT:
        check_folders(workspace, wishes.copies)
        check_root_passphrase(wishes.new_root_passphrase)
    if wishes.root_copy is None and _needs_old_root(wishes):
        text = _("This needs the programme's root key.")
        raise NotAllowedError(text, _("Take a stick or the paper form out of the safe."))
    return RolloverPlan(wishes, desk, workspace.folder, workspace.clock)


def make_rollover(plan: RolloverPlan, progress: Progress) -> RolledOver:
    """Open the root and the desk, and make the new keys. Nothing is left when it fails.

    Raises `WrongPassphraseError`, `UntrustedFileError` for a copy of another root, StorageError.
    """
    wishes = plan.wishes
    progress(0, 3, _("Opening the keys"))
    keys = unlock_desk(plan.folder, wishes.programme_id, wishes.desk_passphrase)
    root = _open_root(plan) if _needs_old_root(wishes) else None
    progress(1, 3, _("Making the new key"))
    copies: tuple[Path, ...] = ()
    try:
        if wishes.what is Rollover.ROOT:
            # What was signed under a root that vouches no more has to stay good under the one that takes its place.
            since = began_at(plan.desk.anchors) if root is None else None
            fresh = make_root(wishes.curve, plan.desk.anchors.name, plan.clock(), since=since)
            copies = write_copies(fresh, wishes.programme_id, wishes.new_root_passphrase, wishes.copies)
            made = new_root(plan.desk, keys, root, fresh, plan.clock())
            _lay_recovery(plan, keys, copies)
        else:
            made = _new_keys(plan, keys, root)
            seal_recovery_anew(plan.folder, keys, made.keys)
        keys.lock()
        progress(2, 3, _("Locking the new key"))
        sealed = seal_keys(made.keys, wishes.desk_passphrase)
        paper = paper_lines(copies[0]) if copies else ()
        progress(3, 3, _("Locking the new key"))
    except BaseException:
        remove_copies(copies)
        raise
    newest = der(made.desk.root)
    return RolledOver(
        wishes.programme_id, spoken(newest), fingerprint(newest), copies, paper, plan, made.desk, made.keys, sealed
    )


def _lay_recovery(plan: RolloverPlan, keys: AuthorityKeys, copies: tuple[Path, ...]) -> None:
    """Lay the recovery key beside the new root; whoever took the old root's copies has the old one too."""
    if plan.wishes.stolen:
        renew_recovery(plan.folder, keys, plan.clock())
    ensure_recovery(plan.folder, keys, plan.clock())
    secrets = recovery_secrets(plan.folder, keys)
    lay_paper(copies, keys, secrets, plan.wishes.new_root_passphrase, plan.clock().date())


def keep_rollover(workspace: Workspace, rolled: RolledOver) -> Change:
    """Let the desk work with the new keys, and certify again whom it must: those whose keys are on this desk.

    Raises NotAllowedError when the desk did something else meanwhile.
    """
    wishes, keys = rolled.plan.wishes, rolled.keys
    if load_desk(workspace.folder, rolled.programme_id) != rolled.plan.desk:
        discard_rollover(rolled)
        text = _("The issuing desk did something else while the new key was made.")
        raise NotAllowedError(text, _("Nothing was changed. Begin again."))
    replace_keys(workspace.folder, rolled.desk, rolled.sealed)
    if wishes.stolen and wishes.what is not Rollover.ROOT:
        renew_recovery(workspace.folder, keys, workspace.clock())
    desk, again = _certified_again(workspace, rolled.desk, keys)
    if keys.statement_key != _register_key(rolled.plan.desk) and lines_of(workspace.db, rolled.programme_id):
        publish(workspace, desk, keys)
        renew_checkpoint(workspace, rolled.programme_id, keys.issuer, keys)
        desk = load_desk(workspace.folder, rolled.programme_id)
    publish(workspace, desk, keys)
    for one in again:
        _rejoin(workspace, desk, one)
    keys.lock()
    return Change(Kind.PERSON, frozenset({rolled.programme_id}), _(_LABELS[wishes.what]))


def discard_rollover(rolled: RolledOver) -> None:
    """Take back what was made and is not to be kept. Copies of a root that the desk went over to already stay."""
    rolled.keys.lock()
    if load_desk(rolled.plan.folder, rolled.programme_id).root != rolled.desk.root:
        remove_copies(rolled.copies)


def _needs_old_root(wishes: RolloverWishes) -> bool:
    return not (wishes.what is Rollover.ROOT and wishes.stolen)


def _open_root(plan: RolloverPlan) -> Authority:
    wishes = plan.wishes
    if wishes.root_copy is None:
        raise NotAllowedError(_("This needs the programme's root key."), _("Take it out of the safe."))
    return open_copy(wishes.root_copy, wishes.root_passphrase, (plan.desk.root,))


def _new_keys(plan: RolloverPlan, keys: AuthorityKeys, root: Authority | None) -> Renewed:
    wishes, now = plan.wishes, plan.clock()
    if root is None:
        raise NotAllowedError(_("This needs the programme's root key."), _("Take it out of the safe."))
    if wishes.stolen:
        issuing = new_issuing(plan.desk, keys, root, now, stolen=True)
        return new_register_key(issuing.desk, issuing.keys, root, now)
    if wishes.what is Rollover.ISSUING:
        return new_issuing(plan.desk, keys, root, now, stolen=False)
    return new_register_key(plan.desk, keys, root, now)


def _certified_again(
    workspace: Workspace, desk: IssuingDesk, keys: AuthorityKeys
) -> tuple[IssuingDesk, tuple[Enrolled, ...]]:
    """Certify again who signs at this desk under an issuing certificate that does not stand any more."""
    gone, again = revoked_issuers(desk.anchors), []
    for person in dict.fromkeys(one.person for one in desk.enrolled if not one.revoked_on):
        newest = [one for one in desk.of(person) if not one.revoked_on][-1]
        good = [each for each in desk.issuers if each.serial_number not in gone and vouched(newest.leaf, (each,))]
        if good or identity_here(workspace, person) is None:
            continue
        name, statement_key = (newest.name, newest.role), statement_key_of(newest.leaf) or b""
        whom = Whom(person, *name, subject_for(desk, name, newest.key, statement_key))
        desk, enrolled = certify(desk, keys, whom, 1, workspace.clock())
        again.append(enrolled)
    return desk, tuple(again)


def _rejoin(workspace: Workspace, desk: IssuingDesk, one: Enrolled) -> None:
    identity = identity_here(workspace, one.person)
    if identity and identity.programme_id == desk.programme_id:
        chain = (to_text(der(desk.issuers[-1])),)
        certified = Certified(desk.programme_id, desk.anchors.name, one.certificate, chain)
        let_join(workspace, identity, certified)


def _register_key(desk: IssuingDesk) -> bytes:
    return next(to_bytes(one.key) for one in desk.anchors.register_keys if one.retired_at is None)
