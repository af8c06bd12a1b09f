"""What a screen is handed when it stands by itself, without a window around it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from certdesk.evidence.client import EvidenceWorker
from certdesk.store.workspace import Workspace
from certdesk.ui.dialogs import Dialogs
from certdesk.ui.jobs import Jobs
from certdesk.ui.keyring import Keyring
from certdesk.ui.session import Session
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.thumbnails import Thumbnails
from certdesk.ui.tools import Tools
from certdesk.ui.viewers.proxies import Proxies
from certdesk.ui.viewers.still_maker import StillMaker


@contextmanager
def tools_over(
    workspace: Workspace, theme: ThemeSource, dialogs: Dialogs, worker: EvidenceWorker | None = None
) -> Iterator[Tools]:
    """Hand out tools over an open workspace; what they run is closed afterwards, a ``worker`` that was lent, too."""
    worker, stills, jobs = worker or EvidenceWorker(), StillMaker(), Jobs()
    yield Tools(
        session=Session(workspace),
        jobs=jobs,
        worker=worker,
        stills=stills,
        proxies=Proxies(workspace.derived / "proxies"),
        thumbnails=Thumbnails(workspace.vault, workspace.derived / "thumbnails", worker, stills),
        theme=theme,
        dialogs=dialogs,
        keyring=Keyring(),
    )
    jobs.close()
    worker.close()
