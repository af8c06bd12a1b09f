"""Sees to it that what is shown is what was handed in: files of the vault that were changed or taken away are not."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from certdesk.core.words import _
from certdesk.store.vault import is_whole
from certdesk.ui.screens.score.stage_pane import StagePane
from certdesk.ui.viewers.bridge import Deliveries

if TYPE_CHECKING:
    from certdesk.ui.screens.score.screen import ScoreScreen

Stamp = tuple[Path, int, int]
"""Path, size and time of change (ns): while they stay the same, nobody has touched the file."""


class Unchanged:
    """Compares files with their digests, each once until it is touched, and never on the GUI thread."""

    def __init__(self, screen: ScoreScreen) -> None:
        self._screen = screen
        self._lane = ThreadPoolExecutor(max_workers=1, thread_name_prefix="digest")
        self._deliveries = Deliveries(screen)
        self._known: dict[Stamp, bool | None] = {}

    def look(self) -> None:
        """Look at what is in view; costs next to nothing when nothing was touched since the last time."""
        for pane in self._screen.desk.shown_panes:
            self._look_in(pane)

    def _look_in(self, pane: StagePane) -> None:
        item = pane.stage.item
        if item is None or not item.digest or pane.stage.withheld:
            return
        stamp = _stamp(item.path)
        if stamp is None:
            pane.stage.withhold(_("This file is no longer in the workspace's folder."), _way_out())
        elif stamp not in self._known:
            self._known[stamp] = None
            asked = self._lane.submit(_is_same, item.path, item.digest)
            self._deliveries.bring(asked, lambda same: self._learn(stamp, same=same), _raise)
        elif self._known[stamp] is False:
            words = _("This file was changed in the workspace's folder; it is not what was handed in.")
            pane.stage.withhold(words, _way_out())

    def _learn(self, stamp: Stamp, *, same: bool) -> None:
        self._known[stamp] = same
        if not same:
            self.look()


def _way_out() -> str:
    return _(
        "It is not shown. “certdesk check” says what else was touched; bring the file back from a backup, "
        "or take the portfolio in again."
    )


def _stamp(path: Path) -> Stamp | None:
    try:
        told = path.stat()
    except OSError:
        return None
    return path, told.st_size, told.st_mtime_ns


def _is_same(path: Path, digest: str) -> bool:
    """Say whether a file is what its digest says; a file that can't be read is not."""
    try:
        return is_whole(path, digest)
    except OSError:
        return False


def _raise(problem: Exception) -> None:
    raise problem
