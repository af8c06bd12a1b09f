"""What screens are handed: the open workspace, long work, the worker that looks into files, the theme, the person."""

from __future__ import annotations

from dataclasses import dataclass

from certdesk.evidence.client import EvidenceWorker
from certdesk.ui.dialogs import Dialogs
from certdesk.ui.jobs import Jobs
from certdesk.ui.keyring import Keyring
from certdesk.ui.session import Session
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.thumbnails import Thumbnails
from certdesk.ui.viewers.page_file import Faithful
from certdesk.ui.viewers.proxies import Proxies
from certdesk.ui.viewers.still_maker import StillMaker


@dataclass(frozen=True, slots=True)
class Tools:
    """Made once in `app.build` and passed to every screen."""

    session: Session
    jobs: Jobs
    worker: EvidenceWorker
    stills: StillMaker
    proxies: Proxies
    """What makes copies of recordings that can be played here."""
    thumbnails: Thumbnails
    theme: ThemeSource
    dialogs: Dialogs
    keyring: Keyring
    faithful: Faithful | None = None
    """What lays out office documents as they were meant."""
