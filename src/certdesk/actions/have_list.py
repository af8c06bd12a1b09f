"""What somebody is known to have: the files of packages whose receipts came back; only the rest has to travel."""

from __future__ import annotations

from collections.abc import Mapping

from certdesk.actions.outbox import Packed, packages_remembered
from certdesk.actions.receipts import receipt_of
from certdesk.core.exchange import Direction, ReceiptState
from certdesk.store.exchanges import Fate, history, receipts_back
from certdesk.store.workspace import Workspace


def files_known_to(workspace: Workspace, person: str) -> frozenset[str]:
    """Return the SHA-256 of the files that ``person`` has said that they have."""
    arrived, told = packages_arrived(workspace), receipts_back(workspace.db)
    packed = [one for one in packages_remembered(workspace.folder) if one.package in arrived and not one.blind]
    return frozenset(digest for one in packed if _has_told(one, person, told) for digest, _size in one.files)


def packages_done_with(workspace: Workspace) -> frozenset[str]:
    """Return the packages of which everybody whom they are for has said that everything arrived."""
    arrived, told = packages_arrived(workspace), receipts_back(workspace.db)
    return frozenset(
        one.package
        for one in packages_remembered(workspace.folder)
        if one.package in arrived and all(_has_told(one, each.id, told) for each in one.recipients)
    )


def _has_told(packed: Packed, person: str, told: Mapping[str, frozenset[str]]) -> bool:
    return person in {each.id for each in packed.recipients} and person in told.get(packed.package, ())


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
