"""Keep frameworks of standards, which come alone or together with rubrics."""

from __future__ import annotations

from collections.abc import Iterable

from certdesk.core.changes import UNCHANGED, Change
from certdesk.core.standards import Framework
from certdesk.core.words import ngettext
from certdesk.store.frameworks import find_framework, framework_row
from certdesk.store.workspace import Workspace


def keep_frameworks(workspace: Workspace, frameworks: Iterable[Framework]) -> Change:
    """Keep frameworks; one that is here already is replaced by what it says now."""
    new = [one for one in frameworks if find_framework(workspace.db, one.identifier) != one]
    if not new:
        return UNCHANGED
    titles = ", ".join(one.title for one in new)
    label = ngettext("framework {titles}", "frameworks {titles}", len(new)).format(titles=titles)
    with workspace.recording("framework.kept", label, subject=new[0].identifier) as recording:
        for one in new:
            recording.put("framework", framework_row(one))
    return recording.change
