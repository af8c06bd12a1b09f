"""Let in what is held on this desk when something came that it may have waited for; costs nothing where nothing is."""

from __future__ import annotations

from certdesk.core.changes import UNCHANGED, Change
from certdesk.store.workspace import Workspace


def let_in_held(workspace: Workspace) -> Change:
    """Look again at what is held: a rubric, a trust bundle, a file or a key has come."""
    if workspace.db.execute("select 1 from held_statement limit 1").fetchone() is None:
        return UNCHANGED
    # Merging loads much that nobody needs at start.
    from certdesk.actions.merging_in import held_again

    return held_again(workspace)
