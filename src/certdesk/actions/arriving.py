"""What lies in a folder that several desks share, and what of it was taken in here already."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from certdesk.actions.outbox import packages_remembered
from certdesk.actions.recipients import recipients
from certdesk.core.exchange import Direction
from certdesk.exchange.box import Boxed, Standing, scan_box
from certdesk.store.exchanges import history
from certdesk.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Arrival:
    """One package in a shared folder. ``sender`` is a name that is known here, or empty; ``missing`` in bytes.

    ``mine`` says that this desk put it there itself.
    """

    path: Path
    paths: tuple[Path, ...]
    package: str
    size: int
    made_at: datetime | None
    sender: str
    standing: Standing
    taken: bool
    mine: bool
    missing: int = 0


def arrivals(workspace: Workspace, folder: Path) -> tuple[Arrival, ...]:
    """Return the packages in a shared folder, newest first. Raises StorageError when the folder is gone."""
    names = {did: one.name for one in recipients(workspace) for did in one.dids}
    taken = {
        line.package
        for line in history(workspace.db, workspace.clock())
        if line.direction is Direction.RECEIVED and line.complete and not line.taken_back
    }
    mine = {one.package for one in packages_remembered(workspace.folder)}
    return tuple(_arrival(one, names, taken, mine) for one in scan_box(folder))


def new_arrivals(workspace: Workspace, folder: Path) -> tuple[Arrival, ...]:
    """Return those that are whole, were not taken in yet, and are not this desk's own."""
    found = arrivals(workspace, folder)
    return tuple(one for one in found if one.standing is Standing.WHOLE and not (one.taken or one.mine))


def _arrival(one: Boxed, names: dict[str, str], taken: set[str], mine: set[str]) -> Arrival:
    return Arrival(
        one.paths[0], one.paths, one.package, one.size, one.made_at, names.get(one.author, ""), one.standing,
        one.package in taken, one.package in mine, one.missing,
    )  # fmt: skip
