"""Reading a workspace on another thread while somebody works in it: a connection of its own that can't write."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager

from sqlite_utils import Database

from certdesk.store import opening
from certdesk.store.connection import open_database
from certdesk.store.workspace import Workspace


class _Lent(Workspace):
    """A workspace over another connection; closing it closes nothing."""

    def __init__(self, workspace: Workspace, db: Database) -> None:
        vars(self).update(vars(workspace))
        self.db = db
        self._opened = ExitStack()


@contextmanager
def reading_beside(workspace: Workspace) -> Iterator[Workspace]:
    """Lend a workspace for reading, as it is at this moment; use it on the thread that asked, and in the block only.

    Ten thousand results take a second to read, and the window must not stand still for so long. Raises StorageError.
    """
    with closing(open_database(workspace.folder / opening.DATABASE)) as db:
        db.execute("pragma query_only = on")
        db.execute("begin")
        yield _Lent(workspace, db)
