"""Receipts on their way back: beside the package they are about, or as a small file for the mail."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from certdesk.actions.handing_over import hand_over_as_file, mail_file
from certdesk.actions.inbox import packer_of
from certdesk.actions.receipts import receipt_for
from certdesk.actions.small_packages import SmallPackage, make_small
from certdesk.actions.taking_packages import OpenedPackage, TakeKept, TakenPackages
from certdesk.core.errors import NotFoundError, StorageError
from certdesk.core.exchange import Direction, HistoryLine
from certdesk.core.statements import Sealed
from certdesk.core.words import _
from certdesk.exchange.looking import MAIL_SUFFIX
from certdesk.exchange.package import Purpose
from certdesk.signing.signer import Signer
from certdesk.store.exchanges import history, load_exchange, package_that_said
from certdesk.store.workspace import Workspace


def find_received(workspace: Workspace, wanted: str) -> HistoryLine:
    """Find a package that came in by its id, or the end of it. Raises NotFoundError."""
    lines = history(workspace.db, workspace.clock())
    found = [
        line for line in lines if line.direction is Direction.RECEIVED and wanted and line.package.endswith(wanted)
    ]
    if not found:
        text = _("No package {id} came in.").format(id=wanted)
        raise NotFoundError(text, _("“certdesk packages” shows those that did."))
    return found[0]


def write_receipt(workspace: Workspace, exchange_id: str, signer: Signer, target: Path) -> Path:
    """Write the receipt of a package that came in to a file or folder, sealed for whoever packed it.

    Raises NotFoundError for a package whose packer is not known any more, StorageError.
    """
    exchange = load_exchange(workspace.db, exchange_id)
    did = packer_of(workspace.folder, exchange.package) if exchange else ""
    if exchange is None or not did:
        text = _("It is not known any more whose package this was.")
        raise NotFoundError(text, _("Take the package in once more; then its receipt can be written."))
    sealed = receipt_for(workspace, exchange_id, signer)
    said = SmallPackage(Purpose.RECEIPT, did, exchange.peer_name, exchange.package, (sealed,))
    packed = make_small(workspace, said, signer)
    file = mail_file(packed, target)
    hand_over_as_file(workspace, packed.package, file)
    return file


def receipts_of(workspace: Workspace, made: TakenPackages, kept: TakeKept, signer: Signer) -> Iterator[Path]:
    """Write the receipts of what just came in beside each package, unless the very same receipt lies there already.

    A place that can't be written is passed over.
    """
    places = {one.arrived.package: one.arrived.came_from for one in made.packages if not _is_about_packages(one)}
    for receipt in kept.receipts:
        exchange = load_exchange(workspace.db, receipt.exchange_id)
        if exchange is None or exchange.package not in places:
            continue
        if _lies_there(workspace, receipt_for(workspace, exchange.id, signer), places[exchange.package]):
            continue
        with suppress(StorageError):  # a locked stick or mail folder: “receipt to be sent” stays in the history
            yield write_receipt(workspace, receipt.exchange_id, signer, places[exchange.package])


def _lies_there(workspace: Workspace, receipt: Sealed, place: Path) -> bool:
    package = package_that_said(workspace.db, receipt.hash)
    return bool(package) and any(place.glob(f"*-{package[-8:]}{MAIL_SUFFIX}"))


def _is_about_packages(one: OpenedPackage) -> bool:
    return one.index is None or one.index.purpose in {Purpose.RECEIPT, Purpose.REQUEST}
