"""The policy of the programme that somebody works for, as its newest programme file brought it."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from certdesk.actions.identifying import my_identity
from certdesk.core.errors import CertDeskError
from certdesk.signing.programme_store import PROGRAMME, kept_says
from certdesk.signing.trust_store import TRUST, load_programmes
from certdesk.store.workspace import Workspace


def policy_of_programme(workspace: Workspace) -> str:
    """Return the text of the policy, or nothing where no programme file was taken in.

    It is that of the programme that whoever acts belongs to, else of the only one whose file is here.
    """
    marks = tuple(sorted(_marks(workspace.folder)))
    return _policy(workspace.folder, _mine(workspace), marks) if marks else ""


def _mine(workspace: Workspace) -> str:
    if not workspace.person:
        return ""
    try:
        return my_identity(workspace).programme_id
    except CertDeskError:
        return ""  # whoever acts has their key elsewhere, so nothing says what they belong to


def _marks(folder: Path) -> list[tuple[str, int]]:
    """Return what changes when a programme file or its trust bundle does, without reading either."""
    found = []
    for path in folder.glob(f"{TRUST}/*/{PROGRAMME}"):
        found += [(str(each), each.stat().st_mtime_ns) for each in path.parent.glob("*.json")]
    return found


@lru_cache(maxsize=4)
def _policy(folder: Path, mine: str, _marks: tuple[tuple[str, int], ...]) -> str:
    said = {one.id: says for one in load_programmes(folder) if (says := kept_says(folder, one)) is not None}
    if mine in said:
        return said[mine].policy
    return next(iter(said.values())).policy if len(said) == 1 and not mine else ""
