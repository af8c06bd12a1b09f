"""Purge evidence whose time is over: originals, copies, pictures and words made of it, with a signed receipt.

The receipt is entered first, unsigned, with every digest: whatever stops the work, it is known what was to go, and the
same purge goes on. It is signed when nothing of that is left.
"""

from __future__ import annotations

import base64
import json
import shutil
import stat
from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from certdesk.actions.inbox import INBOX
from certdesk.actions.outbox import free_package, packages_remembered
from certdesk.actions.quarantine import HELD
from certdesk.actions.repairing import SCRATCH
from certdesk.actions.retaining import KeptLine, kept_lines, refuse_others
from certdesk.core.changes import UNCHANGED, Change
from certdesk.core.did_keys import did_key, key_of_did
from certdesk.core.errors import NotAllowedError, NotFoundError, StorageError
from certdesk.core.plain import canonical
from certdesk.core.progress import Progress, silent
from certdesk.core.words import _
from certdesk.signing.signer import Signer
from certdesk.store.people import find_person
from certdesk.store.retention import (
    StoredReceipt,
    copies_of_items,
    digests_needed_besides,
    digests_of_items,
    forget_words,
    list_receipts,
    receipt_row,
    stills_of_items,
)
from certdesk.store.vault import Vault
from certdesk.store.workspace import Workspace

FORMAT = "certdesk-purge-1"
_PURPOSE = b"certdesk-purge-1\n"


@dataclass(frozen=True, slots=True)
class Purged:
    """What one portfolio loses: of which class, how many items and bytes, and until when it was kept."""

    code: str
    kept: str
    items: int
    size: int
    until: str


@dataclass(frozen=True, slots=True)
class PurgePlan:
    """A purge: the receipt as it will be, and what is deleted. ``shared`` files stay because others need them."""

    id: str
    lines: tuple[Purged, ...]
    item_ids: tuple[str, ...]
    digests: tuple[str, ...]
    shared: int
    size: int


@dataclass(frozen=True, slots=True)
class PurgeWork:
    """What deleting needs: where things lie, and the digests that are to go."""

    vault: Vault
    folder: Path
    derived: Path
    digests: frozenset[str]


@dataclass(frozen=True, slots=True)
class PurgeMade:
    """What was deleted: files of evidence, things made of them, and packages that held them."""

    files: int
    derived: int
    packages: int


@dataclass(frozen=True, slots=True)
class PurgeReceipt:
    """A receipt as people read it. ``finished`` is False for a purge that was stopped, ``genuine`` of its signature."""

    id: str
    at: datetime
    by: str
    lines: tuple[Purged, ...]
    files: int
    size: int
    finished: bool
    genuine: bool
    left: tuple[str, ...]


def plan_purge(workspace: Workspace, lines: Sequence[KeptLine]) -> PurgePlan:
    """Say what would be deleted. Raises NotAllowedError for what is not due, and where there is nothing to do.

    A file that an item outside this purge needs too stays, and its own clock runs.
    """
    today = workspace.clock().date()
    if not lines:
        raise NotAllowedError(_("Nothing is due to go."), _("“certdesk retention” shows until when what is kept."))
    for line in lines:
        if not line.is_due(today):
            raise NotAllowedError(_("{code}: its time is not over, or something keeps it.").format(code=line.code))
    items = [item for line in lines for item in line.items]
    ids = tuple(item.item_id for item in items)
    files = {item.digest: item.size or 0 for item in items if item.digest}
    files |= {digest: size for _item, digest, size in copies_of_items(workspace.db, ids)}
    files |= {still: _size(workspace.vault.path(still)) for _item, still in stills_of_items(workspace.db, ids)}
    needed = digests_needed_besides(workspace.db, ids)
    going = tuple(sorted(digest for digest in files if digest not in needed))
    told = tuple(Purged(one.code, one.kept.value, len(one.items), one.size, str(one.until)) for one in lines)
    return PurgePlan(
        workspace.new_id(), told, ids, going, len(files) - len(going), sum(files[digest] for digest in going)
    )


def begin_purge(workspace: Workspace, plan: PurgePlan) -> Change:
    """Write down what is to go; from now on it is gone for everybody, and no undo brings it back."""
    _refuse_who_may_not(workspace)
    today = workspace.clock().date()
    standing = {item.item_id for line in kept_lines(workspace) if line.is_due(today) for item in line.items}
    if not standing.issuperset(plan.item_ids):
        raise NotAllowedError(_("Something changed meanwhile: not all of it is due any more."), _("Look again."))
    body = {
        "format": FORMAT,
        "id": plan.id,
        "at": workspace.clock().isoformat(),
        "by": workspace.person,
        "lines": [asdict(line) for line in plan.lines],
        "digests": list(plan.digests),
        "size": plan.size,
        "left": list(_out_of_reach()),
    }
    with workspace.recording("evidence.purged", _("evidence purged"), subject=plan.id) as recording:
        recording.put("purge_receipt", receipt_row(StoredReceipt(plan.id, str(body["at"]), canonical(body), "")))
        for item_id, digest in digests_of_items(workspace.db, plan.item_ids):
            recording.put("purged_item", {"item_id": item_id, "digest": digest, "receipt_id": plan.id})
    return recording.change


def purge_work(workspace: Workspace, receipt_id: str) -> PurgeWork:
    """Return what is left to delete for a receipt. Raises NotFoundError for an unknown one."""
    body = json.loads(_stored(workspace, receipt_id).body)
    # What came in again since by another portfolio is needed again, and stays.
    needed = digests_needed_besides(workspace.db, ())
    digests = frozenset(digest for digest in body["digests"] if digest not in needed)
    return PurgeWork(workspace.vault, workspace.folder, workspace.derived, digests)


def make_purge(work: PurgeWork, progress: Progress = silent) -> PurgeMade:
    """Delete the files, wherever they lie in the workspace; again, it goes on where it was. Needs no database.

    Raises StorageError naming a file that can't be deleted.
    """
    files = 0
    for number, digest in enumerate(sorted(work.digests)):
        progress(number, len(work.digests), _("Deleting"))
        files += work.vault.has(digest)
        work.vault.let_go(digest)
    # Pictures, pages and playable copies: their names begin with the digest of what they were made of.
    derived = _delete_named(work.derived, work.digests) + _delete_named(work.folder / INBOX / HELD, work.digests)
    shutil.rmtree(work.derived / SCRATCH, ignore_errors=True)  # halves of copies that were being made
    packages = _free_packages(work.folder, work.digests)
    progress(len(work.digests), len(work.digests), _("Deleting"))
    return PurgeMade(files, derived, packages)


def sign_purge(workspace: Workspace, receipt_id: str, signer: Signer) -> Change:
    """Forget the words that were read out of the files, and sign the receipt once nothing is left.

    Raises NotAllowedError while something is, naming how much.
    """
    stored = _stored(workspace, receipt_id)
    body = json.loads(stored.body)
    if stored.signature:
        return UNCHANGED
    needed = digests_needed_besides(workspace.db, ())
    still = [digest for digest in body["digests"] if digest not in needed and workspace.vault.has(digest)]
    if still:
        text = _("{count} files are still there, so the receipt can't be signed.").format(count=len(still))
        raise NotAllowedError(text, _("Go on with the purge."))
    with workspace.local_change() as db:
        db.execute("pragma secure_delete = on")
        forget_words(db, body["digests"])
    body |= {"finished_at": workspace.clock().isoformat(), "key": did_key(signer.statement_key)}
    text = canonical(body)
    signature = base64.b64encode(signer.sign_statement(_PURPOSE + text.encode())).decode()
    with workspace.recording("purge.signed", _("purge receipt signed"), subject=receipt_id) as recording:
        recording.put("purge_receipt", receipt_row(StoredReceipt(stored.id, stored.at, text, signature)))
    return recording.change


def receipts(workspace: Workspace) -> tuple[PurgeReceipt, ...]:
    """Return the receipts of all purges, the newest first."""
    return tuple(_read(workspace, stored) for stored in list_receipts(workspace.db))


def unfinished_purges(workspace: Workspace) -> tuple[PurgeReceipt, ...]:
    """Return the purges that were begun and are not signed for yet."""
    return tuple(one for one in receipts(workspace) if not one.finished)


def receipt_file(workspace: Workspace, receipt_id: str) -> bytes:
    """Return a receipt as a file (JSON) that can be checked anywhere with the key in it."""
    stored = _stored(workspace, receipt_id)
    return (canonical({"receipt": json.loads(stored.body), "signature": stored.signature}) + "\n").encode()


def is_genuine(body: str, signature: str) -> bool:
    """Say whether the signature of a receipt is by the key that the receipt names."""
    try:
        key = Ed25519PublicKey.from_public_bytes(key_of_did(str(json.loads(body)["key"])))
        key.verify(base64.b64decode(signature, validate=True), _PURPOSE + body.encode())
    except (ValueError, KeyError, TypeError, InvalidSignature):
        return False
    return True


def _read(workspace: Workspace, stored: StoredReceipt) -> PurgeReceipt:
    body = json.loads(stored.body)
    person = find_person(workspace.db, str(body["by"]))
    return PurgeReceipt(
        id=stored.id,
        at=datetime.fromisoformat(stored.at),
        by=person.name if person else str(body["by"]),
        lines=tuple(Purged(**line) for line in body["lines"]),
        files=len(body["digests"]),
        size=int(body["size"]),
        finished=bool(stored.signature),
        genuine=is_genuine(stored.body, stored.signature),
        left=tuple(body["left"]),
    )


def _out_of_reach() -> tuple[str, ...]:
    """Say what no purge of a workspace can reach, so that nobody is told that it is gone."""
    return (
        _("Sticks, mails and shared folders that packages were brought to"),
        _("Other desks: each purges its own copies"),
        _("Copies of the whole workspace that were made to other places"),
        _("Parts of packages that still wait for another stick"),
        _("What was measured of the files, in this workspace's backups of the last four weeks"),
        _("Small pictures in signed reports, which are decision records"),
        _("Captions and notes in the journal, which are decision records"),
        _("Blocks that a flash drive has not overwritten yet"),
    )


def _refuse_who_may_not(workspace: Workspace) -> None:
    person = find_person(workspace.db, workspace.person)
    if person is None:
        raise NotAllowedError(_("Nobody has an identity in this workspace yet."))
    refuse_others(workspace)


def _stored(workspace: Workspace, receipt_id: str) -> StoredReceipt:
    found = [one for one in list_receipts(workspace.db) if receipt_id and one.id.endswith(receipt_id)]
    if len(found) != 1:
        text = _("There is no receipt {id} of a purge.").format(id=receipt_id)
        raise NotFoundError(text, _("“certdesk retention receipts” lists them."))
    return found[0]


def _delete_named(folder: Path, digests: Collection[str]) -> int:
    deleted = 0
    for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
        if path.name[:64] not in digests:
            continue
        try:
            if path.is_dir():
                shutil.rmtree(path)
            elif path.exists():
                path.chmod(stat.S_IRUSR | stat.S_IWUSR)
                path.unlink()
        except OSError as problem:
            text = _("{path} could not be deleted: {reason}.")
            raise StorageError(
                text.format(path=path, reason=problem.strerror), _("Close programs that have it open, then go on.")
            ) from problem
        deleted += 1
    return deleted


def _free_packages(folder: Path, digests: Collection[str]) -> int:
    """Free what was packed with these files; what is remembered of the packages stays."""
    freed = 0
    for packed in packages_remembered(folder):
        if any(digest in digests for digest, _size in packed.files):
            free_package(folder, packed.package)
            freed += 1
    return freed


def _size(path: Path) -> int:
    with suppress(OSError):
        return path.stat().st_size
    return 0
