"""What somebody is known to have: the files of packages whose receipts came back; only the rest has to travel."""

from __future__ import annotations

from certdesk.actions.outbox import packages_remembered
from certdesk.actions.receipts import receipt_of
from certdesk.core.exchange import Direction, ReceiptState
from certdesk.store.exchanges import Fate, history
from certdesk.store.workspace import Workspace


def files_known_to(workspace: Workspace, person: str) -> frozenset[str]:
    """Return the SHA-256 of the files that ``person`` has said that they have."""
    arrived = packages_arrived(workspace)
    packed = [one for one in packages_remembered(workspace.folder) if one.package in arrived and not one.blind]
    return frozenset(
        digest for one in packed if person in {each.id for each in one.recipients} for digest, _size in one.files
    )


def packages_arrived(workspace: Workspace) -> frozenset[str]:
    """Return the packages of which everything arrived, by their receipts."""
    lines = history(workspace.db, workspace.clock())
    back = {
        line.package
        for line in lines
        if line.direction is Direction.HANDED_OVER and line.receipt is ReceiptState.BACK and line.complete
    }
    return frozenset(package for package in back if _all_there(workspace, package))


def _all_there(workspace: Workspace, package: str) -> bool:
    """Whether nothing of a package is held, put aside or damaged over there."""
    return all(line.fate in {Fate.TAKEN, Fate.ALREADY} for line in receipt_of(workspace, package))
