"""Found a programme in a short ceremony: two people, no network, a root key that ends up in two safes and nowhere else.

Plan, make, keep: making writes the locked copies of the root key and everything else into staging; only keeping lets
this desk issue. A rehearsal does all the same for a programme whose every certificate says TEST.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from cryptography.x509.oid import NameOID

from certdesk.actions.ceremony_minutes import Step, in_words, write_minutes_of
from certdesk.actions.founding_plans import Founded, FoundingPlan, FoundingWishes
from certdesk.actions.identifying import my_identity
from certdesk.actions.joining import Certified, let_join
from certdesk.core.changes import Change, Kind
from certdesk.core.errors import NotAllowedError, StorageError
from certdesk.core.progress import Progress
from certdesk.core.words import _
from certdesk.signing.authority.bundle import Bundle, parse_bundle
from certdesk.signing.authority.ceremony import Founder, make_programme, make_root
from certdesk.signing.authority.checking import programme_id
from certdesk.signing.authority.desk import (
    AUTHORITY,
    DESK,
    KEYS,
    Enrolled,
    IssuingDesk,
    desk_folder,
    desks_in,
    load_desk,
    seal_keys,
)
from certdesk.signing.authority.formats import certificates, to_bytes, written
from certdesk.signing.authority.keys import AuthorityKeys
from certdesk.signing.authority.names import TEST, is_test, programme_name
from certdesk.signing.authority.profile import LONGEST_LEAF, Authority, der, pem
from certdesk.signing.authority.recovery import RECOVERY, new_recovery, secrets_of
from certdesk.signing.authority.recovery_paper import lay_paper
from certdesk.signing.authority.root_copies import (
    check_root_passphrase,
    paper_lines,
    remove_copies,
    write_copies,
)
from certdesk.signing.authority.spoken import spoken
from certdesk.signing.fingerprint import fingerprint
from certdesk.signing.keystore import check_passphrase
from certdesk.signing.safe_write import refused, write_private_file
from certdesk.signing.self_made import words_of
from certdesk.signing.trust_store import take_in
from certdesk.store.workspace import Workspace

__all__ = [
    "Founded",
    "FoundingPlan",
    "FoundingWishes",
    "check_folders",
    "discard_founding",
    "keep_founding",
    "make_founding",
    "minutes_of",
    "networks_up",
    "plan_founding",
]

LEAD = "lead"
MINUTES, _BUNDLE = "minutes.pdf", "bundle.json"
_NETWORKS = Path("/sys/class/net")
_Made = tuple[IssuingDesk, AuthorityKeys, Enrolled, Bundle]


def networks_up() -> tuple[str, ...] | None:
    """Return the names of the network interfaces that are up, but the loopback; None where that can't be told."""
    if not _NETWORKS.is_dir():
        return None
    try:
        found = [each.name for each in _NETWORKS.iterdir() if each.name != "lo" and _is_up(each)]
    except OSError:
        return None
    return tuple(sorted(found))


def plan_founding(workspace: Workspace, wishes: FoundingWishes) -> FoundingPlan:
    """Check everything that can be checked before a key is made. Raises NotAllowedError that says what to mend."""
    name = programme_name(wishes.name, rehearsal=wishes.rehearsal)
    _check_people(wishes)
    if not wishes.airplane:
        text = _("A root key is made on a computer that is cut off from every network.")
        raise NotAllowedError(text, _("Switch to airplane mode, pull the cable, and say so."))
    check_root_passphrase(wishes.root_passphrase)
    check_passphrase(wishes.desk_passphrase)
    if wishes.root_passphrase == wishes.desk_passphrase:
        text = _("The root key and the issuing desk need two different passphrases.")
        raise NotAllowedError(text, _("The desk's is typed every day; the root's is for the safe."))
    if not 1 <= wishes.years <= LONGEST_LEAF:
        raise NotAllowedError(_("A person's certificate lasts one or two years."), _("Choose 1 or 2."))
    check_folders(workspace, wishes.copies)
    networks = networks_up()
    return FoundingPlan(
        name,
        wishes,
        my_identity(workspace),
        networks,
        _warnings(workspace, name, wishes, networks),
        workspace.staging / workspace.new_id(),
        workspace.new_id(),
        workspace.clock,
    )


def make_founding(plan: FoundingPlan, progress: Progress) -> Founded:
    """Make the keys, put the root's copies in their places and read them back, and sign the minutes.

    Nothing is left of it when it fails. Raises StorageError, CancelledError and whatever `plan_founding` could not see.
    """
    wishes, now, steps = plan.wishes, plan.clock(), list[Step]()

    def done(what: str) -> None:
        steps.append(Step(plan.clock(), what))
        progress(len(steps), 8, in_words(what))

    copies: tuple[Path, ...] = ()
    try:
        plan.staging.mkdir(parents=True, exist_ok=True)
        done("declared")
        root = make_root(wishes.curve, plan.name, now)
        done("root")
        copies = write_copies(root, programme_id(root.certificate), wishes.root_passphrase, wishes.copies)
        done("copies")
        made = make_programme(root, plan.name, _founder(plan), (now, wishes.years), done)
        founded = _staged(plan, root, made, copies)
        _sign_minutes(plan, founded, made[0], tuple(steps))
        progress(8, 8, _("Minutes signed"))
    except BaseException:
        remove_copies(copies)
        shutil.rmtree(plan.staging, ignore_errors=True)
        raise
    return founded


def _founder(plan: FoundingPlan) -> Founder:
    return Founder(plan.identity.id, plan.identity.name.removeprefix(TEST), LEAD, plan.wishes.signer)


def _staged(plan: FoundingPlan, root: Authority, made: _Made, copies: tuple[Path, ...]) -> Founded:
    """Write what the desk will need into staging, its keys locked, and tell what was made."""
    desk, keys, lead, bundle = made
    folder = plan.staging / AUTHORITY
    write_private_file(folder / DESK, written(desk))
    write_private_file(folder / KEYS, seal_keys(keys, plan.wishes.desk_passphrase))
    _make_recovery(plan, folder, keys, copies)
    write_private_file(plan.staging / _BUNDLE, written(bundle))
    keys.lock()
    return Founded(
        programme_id(root.certificate),
        plan.name,
        spoken(der(root.certificate)),
        fingerprint(der(root.certificate)),
        copies,
        paper_lines(copies[0]),
        plan.staging / MINUTES,
        _certificates(desk, lead.certificate),
        plan.staging,
        plan.identity,
        lead.certificate,
    )


def _make_recovery(plan: FoundingPlan, folder: Path, keys: AuthorityKeys, copies: tuple[Path, ...]) -> None:
    """Make the key that opens every package of the programme, and lay its paper form beside the root's."""
    now = plan.clock()
    recovery = new_recovery(keys.programme_id, keys.statement_key, now)
    write_private_file(folder / RECOVERY, written(recovery))
    lay_paper(copies, keys, secrets_of(recovery, keys), plan.wishes.root_passphrase, now.date())


def _sign_minutes(plan: FoundingPlan, founded: Founded, desk: IssuingDesk, steps: tuple[Step, ...]) -> None:
    chain = tuple(pem(to_bytes(text)) for text in desk.anchors.issuers)
    signer = plan.wishes.signer.certified(pem(to_bytes(founded.lead)), chain)
    try:
        write_minutes_of(plan, founded, steps, signer)
    finally:
        signer.lock()


def keep_founding(workspace: Workspace, founded: Founded) -> Change:
    """Let this desk issue for the new programme, and whoever founded it sign for it.

    In a rehearsal, somebody who signs for a real programme goes on doing so. Raises StorageError.
    """
    target = desk_folder(workspace.folder, founded.programme_id)
    if target.exists():
        raise NotAllowedError(_("This programme was kept already."), _("It is in the list of programmes."))
    bundle = parse_bundle((founded.staging / _BUNDLE).read_bytes(), _BUNDLE)
    try:
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        founded.minutes.replace(founded.staging / AUTHORITY / MINUTES)
        (founded.staging / AUTHORITY).rename(target)
    except OSError as problem:
        raise refused(target, problem) from problem
    try:
        take_in(workspace.folder, bundle, " ".join(founded.words), workspace.clock())
    except BaseException:
        # A desk that does not trust itself could not go on; the copies on the sticks are worth nothing without it.
        shutil.rmtree(target, ignore_errors=True)
        raise
    shutil.rmtree(founded.staging, ignore_errors=True)
    label = _("{name} founded").format(name=founded.name)
    change = Change(Kind.PERSON, frozenset({founded.programme_id}), label)
    if is_test(founded.name) and founded.identity.programme_id and not is_test(founded.identity.programme_name):
        return change
    anchors = bundle.anchors
    let_join(workspace, founded.identity, Certified(anchors.programme, anchors.name, founded.lead, anchors.issuers))
    return change


def discard_founding(founded: Founded) -> None:
    """Take back what was made and is not to be kept, the copies on the sticks too if these are still there."""
    remove_copies(founded.copies)
    shutil.rmtree(founded.staging, ignore_errors=True)


def minutes_of(workspace: Workspace, programme_id: str) -> Path | None:
    """Return where the signed minutes of a programme's founding lie, if they are on this desk."""
    path = desk_folder(workspace.folder, programme_id) / MINUTES
    return path if path.is_file() else None


def check_folders(workspace: Workspace, folders: tuple[Path, ...]) -> None:
    """Refuse places for the copies that are not two different folders outside of the workspace.

    Raises NotAllowedError, StorageError for a folder that is not there or can't be written to.
    """
    if len(folders) != 2 or folders[0].resolve() == folders[1].resolve():
        text = _("The root key needs two places: two sticks, kept in two safes.")
        raise NotAllowedError(text, _("Choose a folder on each of them."))
    for folder in folders:
        if not folder.is_dir() or not os.access(folder, os.W_OK):
            text = _("{folder} is not there or can't be written to.").format(folder=folder)
            raise StorageError(text, _("Plug the stick in, and check that it is not write-protected."))
        if folder.resolve().is_relative_to(workspace.folder.resolve()):
            text = _("{folder} lies inside the workspace.").format(folder=folder)
            raise NotAllowedError(text, _("The root key is never kept there. Choose a stick."))


def _is_up(interface: Path) -> bool:
    state = (interface / "operstate").read_text(encoding="ascii", errors="replace").strip()
    return state in {"up", "unknown"}


def _check_people(wishes: FoundingWishes) -> None:
    names = [" ".join(name.split()).casefold() for name, _role in wishes.people]
    if len(names) < 2 or not all(names) or len(set(names)) != len(names):
        text = _("A root key is made by two people, so that nobody can make one alone.")
        raise NotAllowedError(text, _("Write the names of both, and what each of them does."))
    if not wishes.place.strip():
        raise NotAllowedError(_("The minutes need the place of the ceremony."), _("Write where you are."))


def _warnings(
    workspace: Workspace, name: str, wishes: FoundingWishes, networks: tuple[str, ...] | None
) -> tuple[str, ...]:
    found = []
    if networks:
        text = _("This computer has a network connection that is up: {names}.")
        found.append(text.format(names=", ".join(networks)))
    if len({folder.stat().st_dev for folder in wishes.copies}) == 1:
        found.append(_("Both copies of the root key go to the same disk. If it is lost, both are."))
    if any(load_desk(workspace.folder, each).anchors.name == name for each in desks_in(workspace.folder)):
        found.append(_("This desk issues for a programme of that name already. They will be two."))
    return tuple(found)


def _certificates(desk: IssuingDesk, lead: str) -> tuple[tuple[str, str, str], ...]:
    texts = (*desk.anchors.roots, *desk.anchors.issuers, lead)
    return tuple(
        (
            words_of(one.subject, NameOID.COMMON_NAME),
            fingerprint(der(one)),
            one.not_valid_after_utc.date().isoformat(),
        )
        for one in certificates(texts)
    )
